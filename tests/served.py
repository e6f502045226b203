"""The real service in this process, in real time, before the Bot API server, with a proxy between that can be bad."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.bench.botapi.chats import Message
from bot.bench.botapi.people import Group, Person
from bot.chat.call import House
from bot.running.service import Service
from core import floor, roles, roster, voting
from core.clock import SystemClock
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, MemberId, Purpose, Role, Vote
from core.store import events, members
from core.store.engine import Store, opened
from core.store.writer import Tx
from tests.chaos import Chaos, before
from tests.people import MOTION, done

AGM = EventId("agm")
PATIENCE = 30.0
"""Seconds of a machine that has other things to do."""


class RealTime(SystemClock):
    """The time of day and the loop's."""

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Served:
    """Members 1 to `size` are present; 1 is a chair."""

    api: BotApi
    chaos: Chaos
    store: Store
    size: int

    def member(self, number: int) -> Person:
        return self.api.person(number)

    @property
    def channel(self) -> Group:
        return self.api.group(-100)

    async def bind_code(self, purpose: Purpose) -> str:
        async def made(tx: Tx) -> str:
            return await floor.bind_code(tx, await events.existing(tx, AGM), purpose, CLI)

        return await self.store.write(made)

    async def bound(self) -> None:
        """The chair channel is bound by hand, as an organiser would."""
        await self.store.write(lambda tx: events.put_channel(tx, "telegram:-100", AGM, Purpose.CHAIR))

    async def opened(self, title: str, definition: Definition = MOTION) -> Vote:
        """Another vote: not by the chair channel, in which so many answers in a minute would have to wait."""

        async def act(tx: Tx) -> Vote:
            event = await events.existing(tx, AGM)
            draft = done(await voting.draft(tx, event, replace(definition, title=title), CLI))
            return done(await voting.open_vote(tx, event, draft, CLI))

        return await self.store.write(act)

    def shown(self, person: Person, part: str) -> list[Message]:
        """The bot's messages that say this or have such a button."""
        mine = [message for message in person.messages if message.from_bot]
        return [one for one in mine if part in one.text or any(label.startswith(part) for label in one.labels)]

    async def shows(self, person: Person, part: str) -> Message:
        """The newest of them, once there is one."""
        async with asyncio.timeout(PATIENCE):
            while not (found := self.shown(person, part)):
                await asyncio.sleep(0.02)
        return found[-1]


@asynccontextmanager
async def served(folder: Path, size: int = 4) -> AsyncIterator[Served]:
    """Start the service; leaving stops it. If it ends by itself, so does the test."""
    time = RealTime()
    async with (
        BotApi(limits=None) as api,
        before(api.url) as chaos,
        opened(f"sqlite:///{folder}/folkmoot.db", time) as store,
        asyncio.TaskGroup() as tasks,
    ):
        for number in range(1, size + 1):
            api.person(number, f"Member {number}", "en").start()
        await store.write(lambda tx: _stage(tx, size))
        network = Telegram(DEFAULT_TOKEN, time, api_url=chaos.url)
        service = Service(store, House("Club"), [network], time, interval=1, outage=30)
        serving = tasks.create_task(service.run())
        api.group(-100, "Chairs")
        yield Served(api, chaos, store, size)
        serving.cancel()


async def _stage(tx: Tx, size: int) -> None:
    await floor.configure(tx, [EventSettings(AGM, "Assembly")])
    rows = [roster.Row(str(n), f"Name{n} Surname{n}", accounts=(f"telegram:{n}",)) for n in range(1, size + 1)]
    await roster.import_rows(tx, rows, CLI)
    await floor.change_state(tx, await events.existing(tx, AGM), "open", CLI)
    await floor.open_registration(tx, await events.existing(tx, AGM), CLI)
    ids = [MemberId(member.id) for member in await members.everybody(tx)]
    await floor.check_in_selves(tx, await events.existing(tx, AGM), ids)
    await roles.give(tx, await events.existing(tx, AGM), "1", Role.CHAIR, CLI)
