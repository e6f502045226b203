"""One assembly on two networks: the real service as a process, the Bot API server here, a real Synapse beside."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import text

from bot.bench.botapi import BotApi
from bot.bench.botapi.people import Group, Person
from core.clock import SystemClock
from core.model import EventId, Vote
from core.store import votes
from core.store.engine import opened
from tests.homeserver import Homeserver
from tests.matrix_phone import Phone, Refusal, Seen, new_name
from tests.matrix_sealed import SealedPhone

T = TypeVar("T")
CONFIG = """
[organisation]
name = "Federation"
[telegram]
token_file = "telegram-token"
api_url = "{url}"
[matrix]
homeserver = "{homeserver}"
user_id = "{user}"
access_token_file = "matrix-token"
per_second = {per_second}
encrypted = {encrypted}
[delivery]
ballots = "private"
outage = "1h"
[[event]]
id = "agm"
title = "Assembly"
"""


@dataclass
class Member:
    """A member on Matrix, and the private room once it was joined."""

    phone: Phone
    room: str = ""

    def come(self, seconds: float = 90) -> None:
        """Accept the bot's invitation."""
        self.room = self.phone.join(wait(lambda: next(iter(self.phone.invitations()), ""), seconds))

    def shown(self, part: str, bot: str, seconds: float = 90) -> Seen:
        """Wait for the newest message of the bot that says this."""

        def found() -> Seen | None:
            return next((seen for seen in reversed(self.phone.messages(self.room, bot)) if part in seen.body), None)

        return wait(found, seconds)

    def press(self, label: str, seconds: float = 90) -> None:
        """Answer the newest poll that has this answer."""
        wait(lambda: _patient(lambda: self.phone.press(self.room, label)), seconds)


def wait(found: Callable[[], T | None], seconds: float = 90) -> T:
    """What is found, in time, and be it while the homeserver is away."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if it := found():
                return it
        except (OSError, Refusal, ValueError):
            pass  # the homeserver is away
        time.sleep(0.2)
    raise TimeoutError


def _patient(press: Callable[[], str]) -> str:
    try:
        return press()
    except LookupError:
        return ""


async def each(members: Iterable[Member], do: Callable[[Member], object]) -> None:
    """All of them, some at a time, while everything else goes on."""
    gate = asyncio.Semaphore(16)

    async def one(member: Member) -> None:
        async with gate:
            await asyncio.to_thread(do, member)

    await asyncio.gather(*(one(member) for member in members))


@dataclass
class Assembly:
    """The organiser's folder, both servers, everybody who takes part."""

    folder: Path
    api: BotApi
    server: Homeserver
    bot: Phone
    people: Sequence[Person]
    members: Sequence[Member]
    services: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def organise(self, *arguments: str) -> str:
        """A command of the organiser; its standard output."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*self._command(*arguments), stdout=pipe, stderr=pipe)
        out, error = await process.communicate()
        assert process.returncode == 0, error.decode() + out.decode()
        return out.decode()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "bot", "-c", str(self.folder / "config.toml"), *arguments]

    async def start(self) -> None:
        """`folkmoot run`."""
        with (self.folder / f"log-{len(self.services)}").open("wb") as log:
            command = self._command("run")
            self.services.append(await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log))

    async def kill(self) -> None:
        """kill -9."""
        process = self.services[-1]
        if process.returncode is None:
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()

    async def chair_on_telegram(self, chair: Person) -> Group:
        """A bound chair channel."""
        chair.write(f"/bind {await self._code()} yes", self.chairs)
        await self.chairs.sees("chair channel", seconds=30)
        return self.chairs

    @property
    def chairs(self) -> Group:
        """The chair channel on Telegram."""
        return self.api.group(-100500, "Chairs")

    async def chair_opens(self, *lines: str) -> None:
        """Member 1 binds a chair channel on Telegram and writes these lines there."""
        await self.chair_on_telegram(self.people[0])
        for line in lines:
            self.people[0].write(line, self.chairs)

    async def counts(self, expected: Mapping[str, int], seconds: float) -> None:
        """Wait until so many ballots hold each choice."""
        deadline = time.monotonic() + seconds
        while (found := Counter((await self.stored()).values())) != expected:
            assert time.monotonic() < deadline, found
            await asyncio.sleep(0.5)

    async def bound_on_matrix(self, member: Member, purpose: str = "chair") -> Member:
        """A bound room of this member and somebody else: one of two would be private."""
        other = await asyncio.to_thread(Phone, self.server, new_name("reader"))
        here = Member(member.phone, member.phone.room(self.bot.user, other.user))
        await asyncio.to_thread(here.shown, "!bind CODE", self.bot.user)
        member.phone.write(here.room, f"!bind {await self._code(purpose)} yes")
        await asyncio.to_thread(here.shown, DONE[purpose], self.bot.user)
        return here

    async def _code(self, purpose: str = "chair") -> str:
        return (await self.organise("code", "agm", purpose)).split()[1]

    async def stored(self, vote: int = 1) -> dict[str, str]:
        """Every ballot of a vote, by member number; all votes are of one event."""
        query = text("SELECT number, choice FROM ballot JOIN member ON member.id = member_id WHERE vote_id = :vote")
        async with opened(f"sqlite:///{self.folder}/folkmoot.db", SystemClock()) as store, store.read() as tx:
            return {str(number): str(choice) for number, choice in await tx.db.execute(query, {"vote": vote})}

    async def votes_when(self, done: Callable[[list[Vote]], bool], seconds: float = 60) -> list[Vote]:
        """All votes, as soon as they are as they should be."""
        async with (
            asyncio.timeout(seconds),
            opened(f"sqlite:///{self.folder}/folkmoot.db", SystemClock()) as store,
        ):
            while True:
                async with store.read() as tx:
                    if done(found := await votes.of_event(tx, EventId("agm"))):
                        return found
                await asyncio.sleep(0.3)


DONE = {"chair": "chair channel", "desk": "has the rights of the desk"}
"""What a room is told when it is bound."""


@asynccontextmanager
async def assembly(
    folder: Path,
    server: Homeserver,
    names: str,
    *,
    telegram: int,
    matrix: int,
    per_second: float = 1000,
    encrypted: bool = False,
    app: Callable[[Homeserver, str], Phone] | None = None,
) -> AsyncIterator[Assembly]:
    """Members 1 to `telegram` are on Telegram, the next `matrix` on Matrix, and member 1 on both.

    All accounts are on the roster. Where rooms are `encrypted`, the members' clients encrypt; `app` makes them.
    The service is not started.
    """
    # a thread that waits for the homeserver must not keep the one from running that starts it
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(40))
    bot = await asyncio.to_thread(Phone, server, f"{names}-bot")
    kind = app or (SealedPhone if encrypted else Phone)
    phones = [await asyncio.to_thread(kind, server, f"{names}{number}") for number in range(matrix + 1)]
    members = [Member(phone) for phone in phones]
    async with BotApi() as api:
        people = [api.person(number, f"Member {number}") for number in range(1, telegram + 1)]
        for person in people:
            person.start("")
        values = {"url": api.url, "homeserver": server.url, "user": bot.user, "per_second": per_second}
        values["encrypted"] = str(encrypted).lower()
        (folder / "config.toml").write_text(CONFIG.format(**values))
        for name, secret in (("telegram-token", "1:TEST"), ("matrix-token", bot.token)):
            (folder / name).write_text(secret)
            (folder / name).chmod(0o600)
        (folder / "members.csv").write_text(_roster(telegram, phones))
        made = Assembly(folder, api, server, bot, people, members)
        await made.organise("members", "import", str(folder / "members.csv"), "--yes")
        try:
            yield made
        finally:
            if made.services:
                await made.kill()


def _roster(telegram: int, phones: Sequence[Phone]) -> str:
    both = {1: phones[0].user}
    lines = [f"{number},Name{number} Surname,{number},{both.get(number, '')}" for number in range(1, telegram + 1)]
    lines += [f"{telegram + place},Name{place} Elsewhere,,{phone.user}" for place, phone in enumerate(phones) if place]
    return "\n".join(["number,name,telegram,matrix", *lines]) + "\n"
