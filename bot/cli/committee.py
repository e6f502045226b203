"""`folkmoot keygen` and `folkmoot open-box`: an election committee and its keys.

A private key never travels through a chat: it is made on its owner's machine, and read there or on the server.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import console
from bot.cli.console import Configured, Mistake, app, note, say
from bot.cli.texts import printed, sentence
from bot.running.lock import process_of
from core.secrecy import KeyPair, Unreadable, new_key, unwrap

if TYPE_CHECKING:
    from bot.config import Config
    from core.model import Event, Vote
    from core.store.writer import Tx

_KEY_FILE = """# A key of an election committee, made by `folkmoot keygen`. Whoever has enough of them
# opens the boxes of secret votes. Keep it to yourself, keep a copy in a second place, and
# delete both when the elections are over.
private = "{private}"
public = "{public}"
"""
_VOTE_KEY_FILE = """# The key of one secret vote, opened by its committee. Take it to the server:
# folkmoot open-box {number} --key THIS-FILE. Delete it afterwards.
private = "{private}"
public = "{public}"
"""
_PRIVATE = re.compile(r'^private = "([0-9a-f]{64})"$', re.MULTILINE)


@app.command()
def keygen(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the private half goes.")] = Path(
        "committee.key"
    ),
) -> None:
    """Make a key for a member of an election committee, on that member's own machine."""
    console.refuse_overwriting(out)
    key = new_key()
    _write_private(out, _KEY_FILE.format(private=key.private.hex(), public=key.public.hex()))
    say(key.public.hex())
    note(f"This is the public half; the private one is in {out}, which nobody else may get. Keep a copy elsewhere:")
    note("if fewer keys are left than are needed, an election has to be repeated.")
    note("Send the public half to whoever runs the server, for config.toml:")
    note("[[event]]")
    note(f'committee = ["YOUR NAME {key.public.hex()}"]   # one of each member of the committee, with commas between')
    note("committee_needed = 2   # how many of them open a box together; more than half unless said otherwise")


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


@app.command()
def open_box(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The vote's number.")],
    key: Annotated[list[Path] | None, typer.Option("--key", metavar="FILE", help="A key of the committee.")] = None,
    event: Annotated[str, typer.Option("--event", metavar="ID", help="If there are several.")] = "",
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the locked key, for another machine.")
    ] = None,
    box: Annotated[
        Path | None, typer.Option("--box", metavar="FILE", help="On another machine: what --export wrote.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="With --box: where the vote's key goes.")
    ] = None,
    config: Configured = None,
) -> None:
    """Open the box of a secret vote with the committee's keys, beside the running service."""
    keys = [_read_key(path) for path in key or ()]
    if len({pair.private for pair in keys}) < len(keys):
        raise Mistake("the same key was given twice; each --key names the file of another member")
    if box:
        _open_elsewhere(box, number, keys, out)
        return
    settings = console.settings(ctx, config)
    if export:
        console.refuse_overwriting(export)
        _write_private(export, console.wait_for(_locked(settings, event, number)))
        say(f"{export}: take it to the committee; it opens nothing without their keys")
        note(f"There: folkmoot open-box {number} --box {export.name} --key FILE … --out vote-{number}.key")
        return
    if not keys:
        raise Mistake("give the committee's keys: --key FILE, once for each")
    console.wait_for(_open(settings, event, number, keys))
    running = bool(process_of(console.lock_file(settings)))
    say(f"The box of vote {number} is open; " + ("it is being counted." if running else "the service is not running:"))
    note("Its key is destroyed with the count." if running else "`folkmoot run` counts it, and destroys its key then.")


def _read_key(path: Path) -> KeyPair:
    try:
        text = path.read_text("utf-8")
        mode = stat.S_IMODE(path.stat().st_mode)
    except UnicodeDecodeError:
        text, mode = "", 0
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror}") from None
    found = _PRIVATE.search(text)
    if found is None:
        raise Mistake(f"{path} is no private key; it is the file that `folkmoot keygen` wrote, not what it printed")
    if mode & 0o077:
        note(f"Others on this machine can read {path}; chmod 600 {path}")
    try:
        return KeyPair.of(bytes.fromhex(found[1]))
    except Unreadable:
        raise Mistake(f"{path} is damaged; use its copy") from None


async def _found(tx: Tx, name: str, number: int) -> tuple[Event, Vote]:
    """A closed vote that waits for its committee. Raises `Mistake`."""
    from core.model import VoteState
    from core.store import votes

    event = await console.event_meant(tx, name)
    vote = await votes.by_number(tx, event.id, number)
    if vote is None:
        raise Mistake(f"there is no vote {number} in {event.id}")
    if not vote.definition.secret:
        raise Mistake(f"vote {number} is named: it has no box that is locked")
    wrong = {
        VoteState.DRAFT: "was not opened yet",
        VoteState.OPEN: f"is still open; a chair closes it first (/close {number})",
        VoteState.COUNTED: "was counted already",
        VoteState.PUBLISHED: "was counted already",
        VoteState.CANCELLED: "was cancelled; its ballots are destroyed",
        VoteState.VOID: "is void; its ballots are destroyed",
    }.get(vote.state)
    if wrong:
        raise Mistake(f"vote {number} {wrong}")
    if not vote.wrapped:
        raise Mistake(sentence("secret-no-committee", {"number": number}))
    if vote.count_at and vote.count_at > tx.now:
        left = int((vote.count_at - tx.now).total_seconds()) + 1
        raise Mistake(f"vote {number} can still be reopened for {left} seconds; try again then")
    return event, vote


async def _open(config: Config, name: str, number: int, keys: Sequence[KeyPair]) -> None:
    from core import secret

    async def work(tx: Tx) -> None:
        event, vote = await _found(tx, name, number)
        opened = _unlocked(vote.wrapped or {}, vote.seal, number, keys, event.settings.committee)
        await secret.hand_in(tx, vote, opened)

    async with console.stored(config) as store:
        await store.write(work)


async def _locked(config: Config, name: str, number: int) -> str:
    async with console.stored(config) as store, store.read() as tx:
        event, vote = await _found(tx, name, number)
    about = {"vote": number, "title": vote.definition.title, "committee": event.settings.committee}
    return json.dumps({**about, "public": vote.seal.hex(), "wrapped": vote.wrapped}, indent=1) + "\n"


def _open_elsewhere(box: Path, number: int, keys: Sequence[KeyPair], out: Path | None) -> None:
    """On a machine of the committee, which has neither settings nor database."""
    if out is None:
        raise Mistake("say where the vote's key goes: --out FILE")
    console.refuse_overwriting(out)
    try:
        found = json.loads(box.read_text("utf-8"))
        public, wrapped = bytes.fromhex(found["public"]), dict(found["wrapped"])
        told, committee = int(found["vote"]), [str(key) for key in found["committee"]]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError):
        raise Mistake(f"{box} is not what `folkmoot open-box {number} --export` wrote") from None
    if told != number:
        raise Mistake(f"{box} is of vote {told}, not of vote {number}")
    opened = _unlocked(wrapped, public, number, keys, committee)
    _write_private(out, _VOTE_KEY_FILE.format(number=number, private=opened.private.hex(), public=public.hex()))
    say(f"{out}: take it to the server and write there: folkmoot open-box {number} --key {out.name}")


def _unlocked(
    wrapped: Mapping[str, str], public: bytes, number: int, keys: Sequence[KeyPair], committee: Sequence[str]
) -> KeyPair:
    """The key of a vote, from the committee's keys or as they unlocked it elsewhere. Raises `Mistake`."""
    from core.secret import committee_size

    if whole := next((pair for pair in keys if pair.public == public), None):
        return whole
    try:
        boxes = {places: bytes.fromhex(content) for places, content in wrapped.items()}
        return unwrap(boxes, public, [pair.private for pair in keys])
    except Unreadable:
        needed, of = committee_size(wrapped)
    strangers = [place for place, pair in enumerate(keys, 1) if pair.public.hex() not in committee]
    if strangers:
        place = strangers[0]
        raise Mistake(f"key {place} of those given belongs to nobody in this committee; nothing was changed")
    if len(keys) < needed:
        raise Mistake(f"vote {number} takes {needed} of its {of} keys, not {len(keys)}; nothing was changed")
    raise Mistake(printed(sentence("secret-committee-keys", {"number": number})))
