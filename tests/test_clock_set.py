"""The real service under libfaketime, whose time of day is set again and again: issue 11.6 and fault 49."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.bench.botapi.chats import Message
from bot.bench.botapi.people import Person
from bot.bench.folkmoot_press import EVENT, QUESTION
from bot.config import load
from bot.running.budget import STRANGER
from core import voting
from core.clock import SystemClock
from core.model import Definition
from core.store import events
from core.store.engine import opened
from core.store.keys import Keys, NoKey
from core.store.writer import Tx
from tests.people import done
from tests.real import Stand, stand, stopped, until

pytestmark = pytest.mark.anyio
FOUND = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
HOUR, DAY = 3600, 86400
CONFIRM, GIVEN, UNDO = 5 * 60, 10 * 60, 4
"""Seconds to confirm that one is present, to vote, and for second thoughts about a close."""
SECRET = Definition("Secret", QUESTION.options, secret=True)
PAIRED, TOO_MUCH = "at the desk", "more than I can follow"
RUN = "UPDATE vote SET hold_start = NULL, hold_end = NULL, closes_at = ? WHERE number = 1"


@dataclass(slots=True)
class Clock:
    """The time of day of the process, seconds ahead of ours."""

    file: Path
    ahead: int = 0

    def set(self, ahead: int) -> None:
        self.ahead = ahead
        self.file.write_text(f"{ahead:+d}")

    def at(self, seconds: float) -> int:
        """An instant in that many seconds, as the process stores it."""
        return int((time.time() + self.ahead + seconds) * 1000)

    def left(self, stored: object) -> float:
        """Seconds until an instant that the process has stored."""
        return int(str(stored)) / 1000 - time.time() - self.ahead


@dataclass(slots=True)
class Assembly:
    """A chair, who is member 1 too, members with a vote whose time runs, and a stranger."""

    at: Stand
    clock: Clock
    keys: Keys
    stranger: Person
    vote: int = 1
    """The secret one that is about to be counted."""

    async def chair(self, text: str, answer: str) -> None:
        """The chair writes, and reads this."""
        before = len(self.at.told)
        self.at.people[0].write(text, self.at.channel)
        await until(lambda: any(answer in told for told in self.at.told[before:]))

    async def delivered(self) -> None:
        """Everybody has all ballots."""
        labels = {f"{number}a · Yes" for (number,) in self.at.query("SELECT number FROM vote WHERE number > 1")}
        await self.at.delivered()
        await until(lambda: all(labels <= _labels(person) for person in self.at.people))

    def one(self, question: str, *values: object) -> object:
        """The one value that the database answers."""
        with closing(sqlite3.connect(self.at.database)) as database:
            ((value,),) = database.execute(question, values).fetchall()
        return value

    def key_is_there(self) -> bool:
        """Whether the box of the secret vote could be opened."""
        seal = self.one("SELECT seal FROM vote WHERE number = ?", self.vote)
        assert isinstance(seal, bytes)
        try:
            return bool(self.keys.find(seal))
        except NoKey:
            return False

    async def prepare(self) -> None:
        """All that ends by itself runs: the time to vote, a confirmation, and that for second thoughts."""
        self.vote += 1
        await self.at.vote(f"{self.vote}a")
        change(self.at, RUN, self.clock.at(GIVEN))
        change(self.at, "UPDATE event SET confirm_by = ?", self.clock.at(CONFIRM))
        await self.chair(f"/close {self.vote}", "closed")
        change(self.at, "UPDATE vote SET count_at = ? WHERE count_at > 0", self.clock.at(UNDO))
        said = [self.stranger.write("hello") for _ in range(STRANGER + 1)]
        await until(lambda: any(TOO_MUCH in text for text in self.said_after(said[-1])))

    async def nothing_happened(self, told: int, word: str) -> None:
        """What was about to end is counted in its time, all else ends when it would have ended, all are answered."""
        await until(lambda: any(word in text for text in self.at.told[told:]))
        await until(lambda: any("is held" in text for text in self.at.told[told:]))
        assert self.one("SELECT present FROM event") == len(self.at.people)
        assert 0 < self.clock.left(self.one("SELECT confirm_by FROM event")) <= CONFIRM
        await until(lambda: self.one("SELECT state FROM vote WHERE number = ?", self.vote) == "counted")
        assert self.one('SELECT "cast" FROM vote WHERE number = ?', self.vote) == len(self.at.people)
        await until(lambda: not self.key_is_there())
        assert self.one("SELECT state FROM vote WHERE number = 1") == "open"
        await self.chair("/extend 1 3m", "3 min more")
        assert 0 < self.clock.left(self.one("SELECT closes_at FROM vote WHERE number = 1")) <= GIVEN + 180
        pressed = [await person.press("1a", seconds=30) for person in self.at.people[1:]]
        assert all(answer and "1a ·" in answer.text for answer in pressed), pressed

    async def shown_code(self) -> str:
        """What the stranger, who has written too much before the clock was set, is shown to be paired by."""
        asked = self.stranger.write("/start")
        await until(lambda: any(PAIRED in text for text in self.said_after(asked)))
        return str(self.one("SELECT code FROM pairing"))

    def said_after(self, asked: Message) -> list[str]:
        """What the stranger was answered."""
        shown = self.stranger.messages
        return [message.text for message in shown[shown.index(asked) + 1 :] if message.from_bot]


def _labels(person: Person) -> set[str]:
    """Of all buttons that somebody sees."""
    return {label for message in person.messages for label in message.labels}


def change(at: Stand, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(at.database)) as database:
        database.execute(statement, values)
        database.commit()


async def _secret_votes(rounds: int, tx: Tx) -> None:
    event = await events.existing(tx, EVENT)
    for _ in range(rounds):
        done(await voting.open_vote(tx, event, done(await voting.draft(tx, event, SECRET, "cli")), "cli"))


@asynccontextmanager
async def assembly(folder: Path, rounds: int) -> AsyncIterator[Assembly]:
    if not FOUND:
        pytest.skip("libfaketime is not installed; apt-get install faketime")
    async with stand(folder, people=5) as at:
        stranger = at.people.pop()
        clock = Clock(at.folder / "offset")
        clock.set(0)
        at.surroundings = {
            "LD_PRELOAD": str(FOUND[0]),
            "FAKETIME_TIMESTAMP_FILE": str(clock.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        change(at, "INSERT INTO role SELECT id, 'chair', 'bench', 1 FROM member WHERE number = '1'")
        storage = load(at.folder / "config.toml").storage
        assert storage.keys
        async with opened(storage.url, SystemClock(), keys=storage.keys) as store:
            await store.write(partial(_secret_votes, rounds))
        yield Assembly(at, clock, Keys(storage.keys), stranger)


class Step(NamedTuple):
    """A clock that is set, `restarted` where no process runs meanwhile; what the chair reads."""

    ahead: int
    told: str
    restarted: bool = False


COMPACT = (Step(HOUR, "set forward"), Step(0, "set back"), Step(-DAY, "set back", restarted=True))
LONG = (
    Step(DAY, "set forward"),
    Step(0, "set back"),
    Step(-HOUR, "set back", restarted=True),
    Step(0, "no connection", restarted=True),
    Step(DAY, "no connection", restarted=True),
    Step(DAY - HOUR, "set back"),
)


@pytest.mark.parametrize("steps", [COMPACT, pytest.param(LONG, marks=pytest.mark.slow)])
async def test_clock_that_is_set_again_and_again(tmp_path: Path, steps: Sequence[Step]) -> None:
    async with assembly(tmp_path, len(steps)) as its, AsyncExitStack() as processes:
        process = await processes.enter_async_context(its.at.running())
        await its.delivered()
        code = await its.shown_code()
        for step in steps:
            await its.prepare()
            told = len(its.at.told)
            if step.restarted:
                await stopped(process)
                its.clock.set(step.ahead)
                process = await processes.enter_async_context(its.at.running())
            else:
                its.clock.set(step.ahead)
            await its.nothing_happened(told, step.told)
            before, code = code, await its.shown_code()
            assert (code == before) is (step.told != "no connection")
        jumps = sum("set " in step.told for step in steps)
        assert its.one("SELECT COUNT(*) FROM journal WHERE kind = 'clock.jumped'") == jumps
        assert [line for line in its.at.errors.splitlines() if " error " in line] == []


@pytest.mark.slow
async def test_warnings_before_a_close_come_once_though_the_clock_is_set_between_them(tmp_path: Path) -> None:
    async with assembly(tmp_path, 0) as its, its.at.running():
        await its.at.delivered()
        last = its.at.people[-1]
        for person in its.at.people[:-1]:
            await person.press("1a", seconds=30)

        async def last_calls(seconds: float) -> int:
            """How many messages say so meanwhile."""
            seen, end = set(), time.monotonic() + seconds
            while time.monotonic() < end:
                seen |= {message.id for message in last.messages if "Last call" in message.text}
                await asyncio.sleep(0.2)
            return len(seen)

        await its.chair("/extend 1 45s", "45 s more")
        assert await last_calls(22) == 1
        its.clock.set(HOUR)
        await until(lambda: any("is held" in text for text in its.at.told))
        await until(lambda: not any("Last call" in message.text for message in last.messages))
        assert await last_calls(25) == 0
        assert its.one("SELECT state FROM vote") == "open"
        await its.chair("/extend 1 45s", "45 s more")
        assert await last_calls(60) == 2
        await until(lambda: its.one("SELECT state FROM vote") == "counted")
