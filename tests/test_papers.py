"""The bundle: what it holds, what it must not hold, and that every change of it is found (G7 to G9)."""

import asyncio
import csv
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from bot.config import load
from bot.papers.bundle import Papers, papers, summed, zipped
from bot.papers.verify import Wrong, check
from bot.running.keeper import OF_NOBODY
from bot.wording.speech import speech
from core import boards, counting, floor, forgetting, roster
from core.boards import Withheld, withheld
from core.forgetting import Forgotten, forget
from core.journal import CLI
from core.model import Definition, EventState, Option, Vote
from core.roster import Row
from core.store import events, journal, kept, members
from core.store.engine import Store, opened
from core.store.writer import Tx
from core.totals import UNIT, Totals
from tests.cli import Desk
from tests.people import AGM, MOTION, Clock, Hall, code, done, rows
from tests.test_cli_keys import staged
from tests.test_secret_votes import RECEIPTS, recorded

pytestmark = pytest.mark.anyio
T = TypeVar("T")
SIZE = 12
BOARD = Definition(
    "Board", tuple(Option(label, name) for label, name in zip("abc", ("Ada", "Bob", "Cleo"), strict=True)),
    kind="election", method="scottish-stv", majority="", seats=2, maximum=3, secret=True,
)  # fmt: skip
LONG = replace(BOARD, title="Delegates", options=tuple(Option(label, label * 3) for label in "abcdefg"), maximum=7)


async def full_hall(store: Store, clock: Clock) -> tuple[Hall, dict[str, str]]:
    """A meeting with votes of every kind, counted; and the receipts of the secret one."""
    hall = await Hall(store, clock).meet(SIZE)
    done(await hall.run(roster.import_rows, [Row("2", "Ben", weight=3 * UNIT)], CLI))
    receipts: dict[str, str] = {}
    casts: list[tuple[Definition, Sequence[str]]] = [
        (RECEIPTS, ["a", "b", "c", "a", "a", ""]),
        (replace(MOTION, title="Named", majority="more than 1/2 of yes_no by weight"), ["a", "a", "b", ""]),
        (BOARD, ["a>b", "a>b>c", "c", "b>c", "a", "c>a"]),
        (LONG, ["a>b>c", "g", "b>a", "c>d", "a>g>f>e>d>c>b"]),
        (replace(MOTION, title="Few", secret=True), ["a", "b"]),
        (replace(MOTION, title="Alike", secret=True), ["a"] * 6),
        (replace(MOTION, title="Nobody"), []),
    ]
    for definition, choices in casts:
        vote = await hall.open(definition)
        outcomes = await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)})
        if definition is RECEIPTS:
            receipts = {item.code: choice for item, choice in zip(recorded(outcomes), choices, strict=True)}
        await hall.close(vote)
        await hall.count(vote)
    cancelled = await hall.open(replace(MOTION, title="Cancelled"))
    await hall.cast(cancelled, _1="a")
    from core import voting

    done(await hall.run(voting.cancel, await hall.again(cancelled), "wrong text", CLI, "Ann"))
    return hall, receipts


async def written(hall: Hall, folder: Path) -> Papers:
    found = await papers(hall.store, await hall.event(), speech("en"), "Chess Club")
    for name, content in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return found


def verdict(folder: Path, *heads: str) -> str:
    """What the verifier says: "" if everything holds, else what is wrong.

    The hashes beside the papers are written anew first, as somebody would who changes papers on purpose.
    """
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if "SHA256SUMS" in files:
        (folder / "SHA256SUMS").write_bytes(summed(files)["SHA256SUMS"])
    try:
        check(folder, heads)
    except Wrong as wrong:
        return str(wrong)
    return ""


async def test_bundle_verifies_and_everybody_finds_the_own_ballot(store: Store, clock: Clock, tmp_path: Path) -> None:
    """G7 and G8."""
    hall, receipts = await full_hall(store, clock)
    found = await written(hall, tmp_path / "out")
    head = await hall.run(journal.head, AGM)
    assert verdict(tmp_path / "out", head) == ""
    board = dict(list(csv.reader(io.StringIO(found["boards/1.csv"].decode())))[1:])
    assert {code: board[code] for code in receipts} == receipts
    assert sorted(found) == [
        "SHA256SUMS", "boards/1.csv", "boards/2.csv", "boards/3.csv", "boards/7.csv",
        "event.json", "journal.jsonl", "minutes.md", "verify.py",
    ]  # fmt: skip


async def test_verifier_in_the_bundle_runs_with_nothing_but_python(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall, _ = await full_hall(store, clock)
    await written(hall, tmp_path / "out")
    command = [sys.executable, "-I", str(tmp_path / "out" / "verify.py"), str(tmp_path / "out")]
    done_ = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert (done_.returncode, done_.stdout.splitlines()[-1], done_.stderr) == (0, "Everything holds.", "")


async def test_ballots_that_could_be_told_apart_are_in_no_paper(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall, _ = await full_hall(store, clock)
    found = await written(hall, tmp_path / "out")
    told = {vote["number"]: vote for vote in json.loads(found["event.json"])["votes"]}
    assert [told[number].get("withheld") for number in (1, 2, 3, 4, 5, 6)] == [
        None, None, None, "signatures", "few", "alike",
    ]  # fmt: skip
    assert (told[4]["counts"], told[5]["counts"]) == (None, {"a": [1, UNIT], "b": [1, UNIT]})
    assert [name for name, content in found.items() if b"a>g>f>e>d>c>b" in content] == []


def test_each_reason_to_withhold_a_board() -> None:
    def judged(definition: Definition, cast: int, *box: str) -> Withheld | None:
        vote = Vote(1, AGM, 1, "counted", definition, cast=Totals(cast, cast * UNIT))
        return withheld(vote, box)

    secret = replace(MOTION, secret=True)
    seven = LONG.options
    assert judged(MOTION, 1, "a") is None
    assert judged(secret, 4, "a", "b") is Withheld.FEW
    assert judged(secret, 5, "a") is Withheld.ALIKE
    assert judged(secret, 5, "a", "b") is None
    assert judged(replace(secret, by_weight=True), 9, "a", "b") is Withheld.WEIGHTS
    assert judged(LONG, 503, "a>b", "b") is Withheld.SIGNATURES
    assert judged(LONG, 504, "a>b", "b") is None
    approval = replace(secret, method="approval", options=seven, maximum=7, majority="")
    assert (judged(approval, 12, "a", "b"), judged(approval, 13, "a", "b")) == (Withheld.SIGNATURES, None)
    assert [
        boards.possible_ballots(replace(approval, method=method, maximum=maximum, cumulate=cumulate))
        for method, maximum, cumulate in (("block", 2, 1), ("block", 2, 2), ("per-candidate", 1, 1), ("irv", 7, 1))
    ] == [7 + 21, 7 + 28, 3**7, 5040]


# -- every change is found


def changes(found: Papers, dice: random.Random) -> list[tuple[str, str, bytes]]:
    """What somebody could do to a bundle: where, what, and the file as it is then."""
    made: list[tuple[str, str, bytes]] = []
    lines = found["journal.jsonl"].splitlines(keepends=True)
    for place in range(len(lines)):
        entry = json.loads(lines[place])
        entry["data"] = {**entry["data"], "x": 1}
        changed = json.dumps(entry).encode() + b"\n"
        made.append((f"entry {place + 1}", "mutated", b"".join([*lines[:place], changed, *lines[place + 1 :]])))
        bad = f"entry {place + 1}" if place + 1 < len(lines) else "missing at its end"
        made.append((bad, "dropped", b"".join([*lines[:place], *lines[place + 1 :]])))
        made.append((f"entry {place + 2}", "doubled", b"".join([*lines[: place + 1], *lines[place:]])))
        if place:
            swapped = [*lines[: place - 1], lines[place], lines[place - 1], *lines[place + 1 :]]
            made.append((f"entry {place}", "swapped", b"".join(swapped)))
        made.append(("missing at its end", "cut off", b"".join(lines[:place])))
        cut = dice.randrange(1, len(lines[place]) - 1)
        line = f"line {place + 1}"
        made.append((line, "cut inside", b"".join([*lines[:place], lines[place][:cut], b"\n", *lines[place + 1 :]])))
    return made


async def test_every_change_of_the_journal_is_found_and_the_first_bad_entry_named(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    """G9."""
    hall, _ = await full_hall(store, clock)
    found = await written(hall, tmp_path / "out")
    missed = []
    for where, what, content in changes(found, random.Random(7)):
        (tmp_path / "out" / "journal.jsonl").write_bytes(content)
        said = verdict(tmp_path / "out")
        if where not in said:
            missed.append((where, what, said))
    assert missed == []


async def test_journal_that_was_written_anew_fails_against_a_head_from_the_chat(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall, _ = await full_hall(store, clock)
    head = await hall.run(journal.head, AGM)
    async with opened(f"sqlite:///{tmp_path}/forged.db", clock) as forged:
        other, _ = await full_hall(forged, clock)
        await written(other, tmp_path / "out")
    spoken = " ".join(head[place : place + 4] for place in range(0, 20, 4))
    assert ("no entry" in verdict(tmp_path / "out", head), "no entry" in verdict(tmp_path / "out", spoken)) == (
        True,
        True,
    )
    await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out", head, spoken) == ""
    assert "is no hash" in verdict(tmp_path / "out", "3f2a")


async def test_every_flipped_byte_of_a_board_is_found(store: Store, clock: Clock, tmp_path: Path) -> None:
    """G8."""
    hall, _ = await full_hall(store, clock)
    found = await written(hall, tmp_path / "out")
    for name in ("boards/1.csv", "boards/2.csv", "boards/3.csv"):
        for place in range(len(found[name])):
            flipped = bytearray(found[name])
            flipped[place] ^= 1
            (tmp_path / "out" / name).write_bytes(flipped)
            assert name in verdict(tmp_path / "out")
        (tmp_path / "out" / name).unlink()
        assert name in verdict(tmp_path / "out")
        (tmp_path / "out" / name).write_bytes(found[name])
    assert verdict(tmp_path / "out") == ""


async def test_every_changed_value_of_event_json_that_matters_is_found(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall, _ = await full_hall(store, clock)
    found = await written(hall, tmp_path / "out")
    about = json.loads(found["event.json"])
    free = {"withheld"}  # of what nobody has published yet
    missed = []
    for number, vote in enumerate(about["votes"]):
        for key in vote.keys() - free:
            for value in (None, 7, {"a": [9, 9]}, "../../etc/passwd"):
                if vote[key] == value or (not vote[key] and not value):
                    continue
                changed = json.loads(found["event.json"])
                changed["votes"][number][key] = value
                (tmp_path / "out" / "event.json").write_text(json.dumps(changed))
                said = verdict(tmp_path / "out")
                if not said and not (vote["result"] is None and key in ("roll", "cast", "entitled", "papers", "paper")):
                    missed.append((vote["number"], key, value))
        changed = json.loads(found["event.json"])
        del changed["votes"][number]
        (tmp_path / "out" / "event.json").write_text(json.dumps(changed))
        if f"vote {vote['number']} is missing" not in verdict(tmp_path / "out"):
            missed.append((vote["number"], "gone", None))
    assert missed == []


@pytest.mark.parametrize("name", ["journal.jsonl", "event.json", "boards/1.csv"])
async def test_papers_of_any_bytes_are_refused_in_a_sentence(
    store: Store, clock: Clock, tmp_path: Path, name: str
) -> None:
    hall, _ = await full_hall(store, clock)
    await written(hall, tmp_path / "out")
    for content in (
        b"",
        b"\xff\xfe",
        b"{}",
        b"[]",
        b"null\n",
        b"[1]\n",
        b'{"data": 3}\n',
        b'{"votes": [1]}',
        b"9" * 99,
    ):
        (tmp_path / "out" / name).write_bytes(content)
        assert verdict(tmp_path / "out") != ""


# -- the command line, and the chat's zip


def test_export_and_verify_on_the_command_line(desk: Desk) -> None:
    staged(desk)
    printed = desk.run("export", "agm", "--out", "out")
    assert (printed.code, desk.run("verify", "out").out.splitlines()[-1]) == (0, "Everything holds.")
    file = desk.folder / "out" / "journal.jsonl"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    bad = desk.run("verify", "out")
    assert (bad.code, bad.err.startswith("folkmoot: WRONG: journal.jsonl, ")) == (2, True), bad.err
    again = desk.run("export", "agm", "--out", "out")
    assert (again.code, "is there already" in again.err) == (2, True)


def test_verify_of_what_is_no_bundle_is_a_line(desk: Desk) -> None:
    desk.file("x.zip", "no zip")
    (desk.folder / "empty").mkdir()
    said = [desk.run("verify", name) for name in ("x.zip", "empty", "nowhere")]
    assert [(printed.code, len(printed.err.splitlines())) for printed in said] == [(2, 1)] * 3


async def test_zip_of_the_chat_verifies(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall, _ = await full_hall(store, clock)
    found = await papers(store, await hall.event(), speech("en"), "Chess Club")
    with zipfile.ZipFile(io.BytesIO(zipped(found, "agm"))) as archive:
        archive.extractall(tmp_path)
    assert verdict(tmp_path / "agm") == ""


# -- forgetting


async def test_forgotten_people_are_in_no_file_and_the_papers_still_verify(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall, _ = await full_hall(store, clock)
    await counted_again(hall)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    head = await hall.run(journal.head, AGM)
    await hall.run(events.set_event, AGM, state=EventState.OPEN)
    refused = await forget(store.write, AGM)
    await hall.run(events.set_event, AGM, state=EventState.CLOSED)
    people = ["matrix:@ann:x.org", "olm.known.person @ann:x.org", "olm.known.encrypted !room:x.org", "held:!room:x.org"]
    await hall.run(kept.keep_all, "matrix", [(key, "!room:x.org") for key in (*people, *OF_NOBODY)])
    erased = done(await forget(store.write, AGM, OF_NOBODY))
    assert set(await hall.run(kept.everything, "matrix")) == set(OF_NOBODY)
    await store.wipe()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("folkmoot.db*") if path.is_file())
    names = [f"Name{number} Surname{number}".encode() for number in range(1, SIZE + 1)]
    assert (code(refused), erased, [content.count(name) for name in names]) == (
        "forget-not-over", Forgotten(SIZE), [0] * SIZE,
    )  # fmt: skip
    assert (b"telegram:" in content, b"@ann" in content) == (False, False)
    await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out", head) == ""
    assert code(await forget(store.write, AGM)) == "forget-twice"


async def test_forgetting_that_is_killed_after_any_portion_is_carried_on(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    hall, _ = await full_hall(store, clock)
    await counted_again(hall)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    head, left = await hall.run(journal.head, AGM), 0

    async def write(job: Callable[[Tx], Awaitable[T]]) -> T:
        nonlocal left
        left -= 1
        if left < 0:
            raise InterruptedError
        return await store.write(job)

    erased = None
    for portions in count(1):
        left = portions % 7 + 3  # each process gets a little further
        with suppress(InterruptedError):
            erased = done(await forget(write, AGM))
            break
    assert (erased is not None, await hall.run(members.everybody)) == (True, [])
    await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out", head) == ""


async def counted_again(hall: Hall) -> None:
    """A named vote where everybody weighs the same, so that its board is kept."""
    vote = await hall.open(replace(MOTION, title="By heads"))
    await hall.cast(vote, _1="a", _3="b")
    await hall.close(vote)
    done(await hall.run(counting.count, await hall.again(vote), CLI))


async def test_roster_stays_while_another_meeting_needs_it(store: Store, clock: Clock) -> None:
    hall = await Hall(store, clock).meet(3)
    await hall.run(floor.configure, [replace((await hall.event()).settings, id="next")])
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert done(await forget(store.write, AGM)) == Forgotten(0, ("next",))
    assert len(await hall.run(members.everybody)) == 3
    assert (await hall.run(journal.people, AGM), await hall.run(events.channels, AGM)) == ({}, [])
    done(await hall.run(roster.import_rows, rows([4]), CLI))


def test_forget_asks_and_says_what_stays(desk: Desk) -> None:
    staged(desk)
    asked = desk.run("forget", "agm")
    early = desk.run("forget", "agm", "--yes")
    assert (
        (asked.code, "nothing was erased" in asked.err),
        (early.code, "when the meeting is closed" in early.err),
    ) == (
        (2, True),
        (2, True),
    )
    assert load(desk.folder / "config.toml").event[0].id == AGM
