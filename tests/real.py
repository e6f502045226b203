"""The real service as a process, with an open vote on a Bot API server of ours and a chair channel."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench.botapi import BotApi
from bot.bench.botapi.people import Group, Person
from bot.bench.folkmoot_press import EVENT, stage, write_config

CHANNEL = -1005
PATIENCE = 180.0
"""Seconds until something has not happened and never will, on a machine that does much else."""


@dataclass(slots=True)
class Stand:
    """A folder with settings and a database, members who have started the bot, and the chairs' group."""

    folder: Path
    people: list[Person]
    channel: Group
    surroundings: Mapping[str, str] = field(default_factory=dict)
    """Added to the environment of the process."""

    @property
    def database(self) -> Path:
        return self.folder / "bench.db"

    @property
    def told(self) -> list[str]:
        """What the chairs read, oldest first."""
        return [message.text for message in self.channel.messages]

    @asynccontextmanager
    async def running(self, *options: str, before: Sequence[str] = ()) -> AsyncIterator[asyncio.subprocess.Process]:
        """The service; killed at the end if it still is."""
        words = [sys.executable, "-m", "bot", "-c", str(self.folder / "config.toml"), "run", *options]
        with (self.folder / "stderr").open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                *before, *words, stdout=asyncio.subprocess.DEVNULL, stderr=errors, env=os.environ | self.surroundings
            )
        try:
            yield process
        finally:
            if process.returncode is None:
                os.kill(process.pid, signal.SIGKILL)
            await process.wait()

    @property
    def errors(self) -> str:
        """All that the processes printed on standard error."""
        return (self.folder / "stderr").read_text()

    async def delivered(self) -> None:
        """Everybody has a ballot."""
        await until(lambda: all(any("1a" in label for m in p.messages for label in m.labels) for p in self.people))

    async def vote(self, label: str, seconds: float = PATIENCE) -> list[str]:
        """All press the same; what they are told."""
        answers = [await person.press(label, seconds=seconds) for person in self.people]
        return [answer.text if answer else "" for answer in answers]

    def query(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(question).fetchall()

    @property
    def cast(self) -> list[str]:
        """The choices that are stored."""
        return [str(choice) for (choice,) in self.query("SELECT choice FROM ballot")]


async def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until it holds. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.05)


async def ended(process: asyncio.subprocess.Process, seconds: float = PATIENCE) -> int:
    """Wait for the end of a process by itself; its exit code."""
    return await asyncio.wait_for(process.wait(), seconds)


@asynccontextmanager
async def stand(folder: Path, members: int = 4, people: int = 0) -> AsyncIterator[Stand]:
    """An open vote of the members `telegram:1` and so on; all of them have started the bot, or the first `people`."""
    async with BotApi(limits=None) as api:
        config = write_config(folder, api.url, "1:TEST")
        started = [api.person(number, f"Member {number}") for number in range(1, (people or members) + 1)]
        for person in started:
            person.start("")
        channel = api.group(CHANNEL, "Chairs")
        await stage(config, members)
        made = Stand(folder, started, channel)
        with closing(sqlite3.connect(made.database)) as database:
            bound = "INSERT INTO channel (chat, event_id, purpose) VALUES (?, ?, 'chair')"
            database.execute(bound, (f"telegram:{CHANNEL}", EVENT))
            database.commit()
        yield made


async def stopped(process: asyncio.subprocess.Process) -> int:
    """Stop a process in order."""
    process.send_signal(signal.SIGTERM)
    return await ended(process)
