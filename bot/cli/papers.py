"""`folkmoot export`, `verify` and `forget`."""

from __future__ import annotations

import asyncio
import tempfile
import zipfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import console
from bot.cli.console import Configured, Mistake, app, note, say
from bot.cli.events import EventName
from bot.cli.texts import printed, sentence

if TYPE_CHECKING:
    from bot.config import Config
    from bot.papers.bundle import Papers
    from core.forgetting import Forgotten

_TRIES, _PAUSE = 100, 0.1
"""To empty the log of changes while the service reads; seconds."""
_LARGEST = 2_000_000_000
"""Bytes of an unpacked bundle."""


@app.command()
def export(
    ctx: typer.Context,
    event: EventName,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A folder that is not there yet, or empty.")],
    config: Configured = None,
) -> None:
    """Write minutes, journal, boards and pictures, for the archive and for doubters."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Mistake(f"{out} is there already; name another folder, or empty it first")
    found = console.wait_for(_papers(console.settings(ctx, config), event))
    for name, content in found.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        say(str(path))
    note(f"`folkmoot verify {out}` checks them, and so does `python {out}/verify.py {out}` on any machine with Python.")


async def _papers(config: Config, name: str) -> Papers:
    from bot.papers.bundle import papers, summed
    from bot.papers.reading import to_read
    from bot.running.wiring import house

    async with console.stored(config) as store:
        async with store.read() as tx:
            event = await console.event_named(tx, name)
        known = house(config, {})
        speech = known.speech_for(None, event.settings.languages)
        found = await papers(store, event, speech, known.organisation)
        return summed({**found, **await to_read(store, event, speech, found)})


@app.command()
def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="What `folkmoot export` wrote, or the zip of /minutes.")
    ],
    heads: Annotated[
        list[str] | None, typer.Argument(metavar="[HEAD]...", help="Hashes of the journal as posted in the chat.")
    ] = None,
) -> None:
    """Check papers without any database: chain, boards, counts; the first thing that is wrong is named."""
    from bot.papers.verify import Wrong, check

    with ExitStack() as stack:
        try:
            for line in check(_unpacked(folder, stack), heads or ()):
                say(printed(line))
        except Wrong as wrong:
            raise Mistake(f"WRONG: {printed(str(wrong))}") from None
    say("Everything holds.")


def _unpacked(folder: Path, stack: ExitStack) -> Path:
    if folder.is_dir():
        return folder
    if not folder.exists():
        raise Mistake(f"{folder}: there is no such folder")
    try:
        archive = stack.enter_context(zipfile.ZipFile(folder))
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            raise Mistake(f"{folder} is larger than any bundle")
        inside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        archive.extractall(inside)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Mistake(f"WRONG: {folder} cannot be unpacked: {printed(str(error))}") from None
    return next((path.parent for path in sorted(inside.rglob("journal.jsonl"))), inside)


@app.command()
def forget(
    ctx: typer.Context,
    event: EventName,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: Configured = None,
) -> None:
    """Erase the people of a closed meeting; its journal stays, and can be verified."""
    settings = console.settings(ctx, config)
    question = f"Erase names, numbers and accounts of the people of {event}? `folkmoot export {event}` writes minutes"
    if not yes and not console.agreed(f"{question} with names, and cannot afterwards."):
        raise Mistake("nothing was erased; say yes at a terminal, or --yes")
    found = console.wait_for(_forget(settings, event))
    if found.needed_by:
        say(f"The pseudonyms of {event} lead to nobody any more.")
        note(f"The roster stays, because it serves {', '.join(found.needed_by)} too.")
    else:
        say(f"{found.members:,} members and their accounts were erased; the pseudonyms of {event} lead to nobody.")
    for number in found.damaged:
        note(f"Vote {number} could not be read: its ballots were erased, and no board of it was kept.")
    note("Names inside of titles, candidates and announcements stay, since the journal's hashes hold them.")
    note("Copies that were made before (backups, exports, minutes in chats) are yours to delete.")


async def _forget(config: Config, name: str) -> Forgotten:
    from bot.running.keeper import OF_NOBODY
    from core.errors import Refusal
    from core.forgetting import forget

    async with console.stored(config) as store:
        async with store.read() as tx:
            event = await console.event_named(tx, name)
        done = await forget(partial(console.gently, store), event.id, OF_NOBODY)
        if isinstance(done, Refusal):
            raise Mistake(sentence(done.code, done.data))
        for _ in range(_TRIES):
            if await store.wipe():
                break
            await asyncio.sleep(_PAUSE)
        return done
