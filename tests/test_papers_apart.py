"""Files of large meetings: made by a process of their own, which ends with the one that asked and leaves nothing."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from adapters.contract import Message
from bot.papers import files
from bot.running import apart, filing
from bot.running.apart import NotMade, Order, TooSlow
from bot.wording.speech import speech
from core import secrecy, telling
from core.clock import SystemClock
from core.model import Event
from core.store.keys import NoKey
from core.store.reading import beside
from tests.meeting import AGM, Meeting, event_of, played
from tests.people import Hall

EN = speech("en")
LOST = "could not be made or sent"
NOW = datetime(2027, 3, 20, 14, 0, tzinfo=UTC)


@dataclass
class Endless:
    """What is never done: whoever looks at it waits, and a file tells who."""

    told: Path

    def partition(self, _sep: str) -> None:
        self.told.write_text(str(os.getpid()))
        time.sleep(600)


def order(database: Path, event: Event | None, what: object) -> Order:
    return Order(database.absolute(), NOW, "Club", cast(Event, event), cast(str, what), EN)


async def until(met: Callable[[], Any]) -> None:
    """Wait as long as it takes; a test that waits for ever is ended by whoever runs it."""
    while not met():
        await asyncio.sleep(0.05)


def alive(process: int) -> bool:
    """Whether it runs; one that has ended and whose parent did not look yet does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def names(meeting: Meeting) -> list[str]:
    return [shown.message.file.name for shown in meeting.channel.messages if shown.message.file]


def lost(meeting: Meeting) -> list[str]:
    return [told.partition(" could")[0] for told in meeting.told if LOST in told]


# -- what fails


@pytest.mark.anyio
async def test_file_that_is_never_done_is_given_up_and_its_process_ended(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "pid"
    asked = asyncio.create_task(apart.made(hall.store, order(hall.store.file, None, Endless(told))))
    await until(lambda: told.exists() and told.read_text())
    process = int(told.read_text())
    assert alive(process)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await until(lambda: not alive(process))
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    with pytest.raises(TooSlow):
        await apart.made(hall.store, order(hall.store.file, None, Endless(told)))


@pytest.mark.anyio
async def test_process_ends_with_the_one_that_was_killed(hall: Hall, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import asyncio; from tests.test_papers_apart import ask; from pathlib import Path;"
        f"asyncio.run(ask(Path({str(hall.store.file)!r}), Path({str(told)!r})))"
    )
    with subprocess.Popen([sys.executable, "-c", code]) as service:
        await until(lambda: told.exists() and told.read_text())
        process = int(told.read_text())
        service.send_signal(SIGKILL)
    await until(lambda: not alive(process))


async def ask(file: Path, told: Path) -> None:
    """What the process does that is killed."""
    async with beside(file, SystemClock()) as store:
        await apart.made(store, order(file, None, Endless(told)))


@pytest.mark.anyio
async def test_terminal_that_is_closed_ends_no_process_that_makes_a_file(hall: Hall, tmp_path: Path) -> None:
    """It sends a signal to all of its session."""
    told = tmp_path / "pid"
    asked = asyncio.create_task(apart.made(hall.store, order(hall.store.file, None, Endless(told))))
    await until(lambda: told.exists() and told.read_text())
    session = os.getsid(int(told.read_text()))
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert session == int(told.read_text())


@pytest.mark.anyio
async def test_process_that_ends_without_a_file_is_told_from_one_that_has_none(hall: Hall, tmp_path: Path) -> None:
    event = await hall.event()
    with pytest.raises(NotMade):
        await apart.made(hall.store, order(tmp_path / "elsewhere.db", event, "minutes"))
    assert await apart.made(hall.store, order(hall.store.file, event, "board 1")) is None


@pytest.mark.parametrize(("error", "tries"), [(TooSlow("600 s"), 1), (NotMade(), 3)])
def test_file_that_is_not_made_apart_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, tries: int
) -> None:
    asked: list[str] = []

    async def made(_store: object, wanted: Order) -> Message | None:
        asked.append(wanted.what)
        raise error

    monkeypatch.setattr(filing, "LARGE", 0)
    monkeypatch.setattr(apart, "made", made)

    async def play(meeting: Meeting) -> None:
        await meeting.store.write(lambda tx: telling.request_file(tx, AGM, "memory:g1", "roster all"))
        await meeting.time.sleep(60)
        assert (lost(meeting), asked) == (["The list (all)"], ["roster all"] * tries)

    played(tmp_path, play)


# -- what it may


@pytest.mark.anyio
async def test_reader_beside_the_service_sees_what_is_committed_writes_nothing_and_has_no_key(
    hall: Hall,
) -> None:
    pair = secrecy.new_key()
    hall.store.keys.keep(pair)
    async with beside(hall.store.file.absolute(), SystemClock()) as reader:
        async with reader.read() as tx:
            with pytest.raises(NoKey):
                tx.keys.find(pair.public)
            with pytest.raises(OperationalError, match="readonly"):
                await tx.db.execute(text("DELETE FROM account"))
        seen: list[int] = []

        async def look(tx: Any) -> None:
            await tx.db.execute(text("DELETE FROM journal"))
            async with reader.read() as other:
                seen.append(len((await other.db.execute(text("SELECT 1 FROM journal"))).all()))

        before = await hall.run(lambda tx: tx.db.scalar(text("SELECT count(*) FROM journal")))
        await hall.run(look)
        async with reader.read() as tx:
            after = await tx.db.scalar(text("SELECT count(*) FROM journal"))
    assert (seen, after) == ([before], 0)


# -- which files


def told(message: Message | None) -> tuple[str, str, bytes]:
    """What is said, and the file; of one that says when it was made only its kind."""
    assert message
    assert message.file
    exact = message.file.name.endswith((".md", ".csv"))
    return message.text, message.file.name, message.file.content[: None if exact else 4]


def test_files_of_a_large_meeting_are_the_same_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ("minutes", "minutes pdf", "bundle", "roster all")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(filing, "LARGE", 0)

    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Budget\ntime: 30s")
        await meeting.chair("/open 1")
        await meeting.press(2, "1a · Yes")
        await meeting.time.sleep(60)
        before = {path.name for path in meeting.folder.iterdir()}
        for what in wanted:
            await meeting.store.write(lambda tx, what=what: telling.request_file(tx, AGM, "memory:g1", what))
            await meeting.time.sleep(30)
        async with meeting.store.read() as tx:
            event = await event_of(tx)
        here = [await files.make(meeting.store, "Club", event, what, EN) for what in wanted]
        sent = [shown.message for shown in meeting.channel.messages if shown.message.file]
        assert [told(message) for message in sent] == [told(message) for message in here]
        assert (list(temporary.iterdir()), {path.name for path in meeting.folder.iterdir()}) == ([], before)

    played(tmp_path, play)


def test_files_of_a_small_meeting_are_made_by_the_service_but_for_a_long_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def made(_store: object, wanted: Order) -> Message | None:
        asked.append(wanted.what)
        return Message("made apart")

    monkeypatch.setattr(apart, "made", made)

    async def play(meeting: Meeting) -> None:
        await meeting.chair("/minutes")
        await meeting.time.sleep(30)
        assert (names(meeting), asked) == (["minutes-agm.pdf", "minutes-agm.md", "agm.zip"], [])
        monkeypatch.setattr(filing, "LONGEST_BESIDE", 100)
        await meeting.chair("/minutes")
        await meeting.time.sleep(30)
        assert (names(meeting)[3:], asked) == (["minutes-agm.md"], ["minutes pdf", "bundle"])

    played(tmp_path, play)
