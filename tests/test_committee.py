"""An election committee on the command line: making keys, opening boxes, and every mistake in a line."""

import asyncio
from pathlib import Path

import pytest

from bot.config import load
from core import again, voting
from core.journal import CLI
from core.model import Vote, VoteState
from core.store import secrets, votes
from core.store.engine import opened
from core.totals import Totals
from tests.cli import CONFIG, Desk
from tests.people import Clock, Hall
from tests.test_cli_keys import staged

HOLDERS = ("anna", "ben", "cem")


@pytest.fixture
def committee(desk: Desk) -> tuple[Desk, Vote]:
    """A closed secret vote whose box takes two of three keys, which lie in files."""
    public = [desk.run("keygen", "--out", f"{name}.key").out.strip() for name in HOLDERS]
    keys = ", ".join(f'"{key}"' for key in public)
    event = f'title = "Assembly"\ncommittee = [{keys}]\ncommittee_needed = 2\n'
    return desk, staged(desk, CONFIG.replace('title = "Assembly"\n', event))


def later(desk: Desk, seconds: float = 20) -> tuple[VoteState, dict[str, Totals], list[str]]:
    """Let the service's clock count and scrub: the state, the box, and the keys that are left."""

    async def work() -> tuple[VoteState, dict[str, Totals]]:
        config = load(desk.folder / "config.toml")
        clock = Clock()
        clock.forward(10**9)
        async with opened(config.storage.url, clock, keys=config.storage.keys) as store:
            hall = Hall(store, clock)
            clock.forward(seconds)
            await hall.due()
            await secrets.scrub(store)
            found = await hall.run(votes.by_number, (await hall.event()).id, 2)
            assert found
            return found.state, dict(found.box or {})

    state, box = asyncio.run(work())
    return state, box, sorted(path.name for path in (desk.folder / "folkmoot.db.keys").glob("*"))


def test_two_of_three_keys_open_a_box_and_nothing_is_left_of_its_key(committee: tuple[Desk, Vote]) -> None:
    desk, vote = committee
    printed = desk.run("open-box", "2", "--key", "cem.key", "--key", "anna.key")
    assert (printed.code, printed.out) == (0, "The box of vote 2 is open; the service is not running:\n")
    there = (desk.folder / "folkmoot.db.keys" / f"{vote.seal.hex()}.key").exists()
    state, box, left = later(desk)
    assert (there, state, {choice: total.heads for choice, total in box.items()}, left) == (
        True, VoteState.COUNTED, {"a": 2, "b": 1, "c": 1}, [],
    )  # fmt: skip
    assert "was counted already" in desk.run("open-box", "2", "--key", "cem.key", "--key", "anna.key").err


def test_box_is_opened_on_another_machine(committee: tuple[Desk, Vote]) -> None:
    desk, _ = committee
    assert desk.run("open-box", "2", "--export", "box.json").code == 0
    config = (desk.folder / "config.toml").read_bytes()
    (desk.folder / "config.toml").unlink()  # a laptop has none
    keys = ("--key", "ben.key", "--key", "cem.key")
    assert desk.run("open-box", "2", "--box", "box.json", *keys, "--out", "vote-2.key").code == 0
    (desk.folder / "config.toml").write_bytes(config)
    printed = desk.run("open-box", "2", "--key", "vote-2.key")
    assert (printed.code, later(desk)[0]) == (0, VoteState.COUNTED)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give the committee's keys: --key FILE, once for each"),
        (("--key", "nobody.key"), "nobody.key: No such file or directory"),
        (("--key", "anna.key"), "vote 2 takes 2 of its 3 keys, not 1; nothing was changed"),
        (("--key", "anna.key", "--key", "anna.key"), "the same key was given twice"),
        (("--key", "anna.key", "--key", "stranger.key"), "key 2 of those given belongs to nobody in this committee"),
        (("--key", "config.toml"), "config.toml is no private key"),
        (("--key", "binary"), "binary is no private key"),
        (("--key", "anna.key", "--event", "x"), 'there is no event "x"'),
        (("--box", "binary", "--key", "anna.key", "--out", "o.key"), "binary is not what `folkmoot open-box"),
        (("--box", "binary", "--key", "anna.key"), "say where the vote's key goes: --out FILE"),
        (("--export", "anna.key"), "anna.key is there already"),
    ],
)  # fmt: skip
def test_mistake_is_told_in_a_line_and_changes_nothing(
    committee: tuple[Desk, Vote], arguments: tuple[str, ...], said: str
) -> None:
    desk, vote = committee
    desk.run("keygen", "--out", "stranger.key")
    desk.file("binary", b"\xff\x00\x81")
    printed = desk.run("open-box", "2", *arguments)
    assert (printed.code, len(printed.err.splitlines()), said in printed.err) == (2, 1, True), printed.err
    assert not (desk.folder / "folkmoot.db.keys" / f"{vote.seal.hex()}.key").exists()


def test_vote_without_a_locked_box_is_told(desk: Desk) -> None:
    staged(desk)
    desk.run("keygen", "--out", "anna.key")
    said = {number: desk.run("open-box", number, "--key", "anna.key").err for number in ("1", "2", "7")}
    assert said == {
        "1": "folkmoot: vote 1 is named: it has no box that is locked\n",
        "2": "folkmoot: vote 2 has no committee: the server opens its box by itself\n",
        "7": "folkmoot: there is no vote 7 in agm\n",
    }


def test_key_is_readable_by_its_owner_alone_and_never_overwritten(desk: Desk) -> None:
    printed = desk.run("keygen")
    file = desk.folder / "committee.key"
    before = file.read_bytes()
    again = desk.run("keygen")
    assert (printed.code, len(printed.out.strip()), file.stat().st_mode & 0o777) == (0, 64, 0o600)
    assert (again.code, file.read_bytes() == before, printed.out.strip().encode() in before) == (2, True, True)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('committee = ["abc"]', '"abc" is no public key of a committee'),
        ('committee = ["{0}", "{0}"]', "a key is there twice"),
        ('committee = ["{0}"]\ncommittee_needed = 2', "2 keys can never come together: committee has 1"),
        ("committee_needed = 1", "1 keys can never come together: committee has 0"),
        ('committee = ["' + "00" * 32 + '"]', "is no public key of a committee"),
    ],
)
def test_committee_that_cannot_be_is_refused(desk: Desk, lines: str, said: str) -> None:
    public = desk.run("keygen").out.strip()
    desk.configure(text=CONFIG.replace('id = "agm"\n', f'id = "agm"\n{lines.format(public)}\n'))
    printed = desk.run("check")
    assert (printed.code, said in printed.err) == (2, True), printed.err


def test_more_than_half_are_needed_unless_said_otherwise(desk: Desk, tmp_path: Path) -> None:
    public = [desk.run("keygen", "--out", f"{name}.key").out.strip() for name in HOLDERS]
    needed = []
    for size in (1, 2, 3):
        keys = ", ".join(f'"{key}"' for key in public[:size])
        desk.configure(text=CONFIG.replace('id = "agm"\n', f'id = "agm"\ncommittee = [{keys}]\n'))
        config = load(tmp_path / "config.toml")
        needed.append(config.settings(config.event[0]).committee_needed)
    assert needed == [1, 2, 2]


@pytest.mark.parametrize("end", ["count", "cancel", "repeat"])
def test_what_the_committee_had_of_a_vote_goes_with_it(committee: tuple[Desk, Vote], end: str) -> None:
    desk, vote = committee
    if end == "count":
        desk.run("open-box", "2", "--key", "cem.key", "--key", "anna.key")
        later(desk)

    async def work() -> tuple[VoteState, object]:
        config = load(desk.folder / "config.toml")
        async with opened(config.storage.url, clock := Clock(), keys=config.storage.keys) as store:
            hall = Hall(store, clock)
            if end == "cancel":
                await hall.run(voting.cancel, await hall.again(vote), "wrong", CLI, "Ann")
            elif end == "repeat":
                await hall.run(again.repeat, await hall.event(), await hall.again(vote), "wrong", CLI, "Ann")
            after = await hall.again(vote)
            return after.state, after.wrapped

    states = {"count": VoteState.COUNTED, "cancel": VoteState.CANCELLED, "repeat": VoteState.VOID}
    assert (bool(vote.wrapped), asyncio.run(work())) == (True, (states[end], None))
