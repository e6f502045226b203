"""kill -9 of the real service at random instants while 300 members vote over HTTP."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from bot.bench.botapi import BotApi
from bot.bench.botapi.people import Person
from bot.bench.folkmoot_press import stage, write_config
from core.clock import SystemClock
from core.model import Vote, VoteState
from core.store import votes
from core.store.engine import opened

MEMBERS = 300
KILLS = 4
LABELS = {"1a": "a", "1b": "b", "1c": "c"}


class Ledger:
    """What each member was told, and what was pressed since without an answer."""

    def __init__(self) -> None:
        self.told: dict[int, str] = {}
        self.open: dict[int, set[str]] = {}

    async def vote(self, person: Person, label: str) -> None:
        self.open.setdefault(person.id, set()).add(LABELS[label])
        answer = await person.press(label, seconds=2)
        if answer and f"{label} ·" in answer.text:
            self.told[person.id] = LABELS[label]
            self.open[person.id] = set()

    def wrong(self, stored: dict[int, str]) -> dict[int, tuple[str | None, str | None]]:
        """Members whose stored choice is neither the last one acknowledged nor a later press."""
        allowed = {person: {choice} | self.open.get(person, set()) for person, choice in self.told.items()}
        return {
            person: (self.told.get(person), stored.get(person))
            for person, choices in allowed.items()
            if stored.get(person) not in choices
        }


@asynccontextmanager
async def service(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [sys.executable, "-m", "bot", "-c", str(folder / "config.toml"), "run"]
    with (folder / "stderr").open("wb") as words:
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=words)
    try:
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), 60)  # connected, however busy the machine is
        yield process
    finally:
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()


async def stored(url: str, vote: Vote) -> tuple[dict[int, str], Vote, str]:
    async with opened(url, SystemClock()) as store, store.read() as tx:
        after = await votes.by_id(tx, vote.id)
        assert after
        query = "SELECT member.number, choice FROM ballot JOIN member ON member.id = member_id WHERE vote_id = :vote"
        rows = await tx.db.execute(text(query), {"vote": vote.id})
        sound = await tx.db.scalar(text("PRAGMA integrity_check"))
        return {int(number): choice for number, choice in rows}, after, str(sound)


@pytest.mark.anyio
async def test_acknowledged_votes_when_the_service_is_killed_again_and_again(tmp_path: Path) -> None:
    random, ledger = Random(7), Ledger()
    async with BotApi(limits=None) as api:
        config = write_config(tmp_path, api.url, "1:TEST")
        people = [api.person(number, f"Member {number}") for number in range(1, MEMBERS + 1)]
        for person in people:
            person.start("")
        vote = await stage(config, MEMBERS)

        async def keep_voting(person: Person) -> None:
            while not done.is_set():
                await asyncio.sleep(random.uniform(0, 1.5))
                await ledger.vote(person, random.choice(list(LABELS)))

        done = asyncio.Event()
        voting: list[asyncio.Task[None]] = []
        for number in range(KILLS + 1):
            async with service(tmp_path):
                await asyncio.wait_for(_delivered(people) if number == 0 else asyncio.sleep(0), 60)
                voting = voting or [asyncio.create_task(keep_voting(person)) for person in people]
                await asyncio.sleep(3 + random.uniform(0, 1))
                if number == KILLS:
                    done.set()
                    await asyncio.gather(*voting)
        choices, after, sound = await stored(f"sqlite:///{tmp_path}/bench.db", vote)

    assert len(ledger.told) == MEMBERS
    assert ledger.wrong(choices) == {}
    assert (after.state, after.cast.heads, len(choices)) == (VoteState.OPEN, MEMBERS, MEMBERS)
    assert sound == "ok"


async def _delivered(people: list[Person]) -> None:
    while any("1a" not in label for person in people for label in _labels(person)[:1] or [""]):
        await asyncio.sleep(0.1)


def _labels(person: Person) -> list[str]:
    return [label for message in person.messages for label in message.labels if label.startswith("1a")]
