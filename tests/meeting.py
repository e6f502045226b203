"""The real service on a network in memory and a virtual clock: what happens by the clock, without waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.contract import Limits, plain
from adapters.memory import LIMITS, Group, Memory, Person
from bot.chat.call import House
from bot.demo.clock import VirtualTime
from bot.running.service import Service
from core import accounts, floor, roster
from core.journal import CLI
from core.model import Event, EventId, EventSettings, MemberId, Purpose, Vote
from core.store import events, members, votes
from core.store.engine import Store, opened
from core.store.writer import Tx

START = datetime(2026, 5, 9, 14, 0, tzinfo=UTC)
AGM = EventId("agm")
ZONE = "UTC"


class Skewed(VirtualTime):
    """A clock whose time of day can be set."""

    def __init__(self) -> None:
        super().__init__(START)
        self.skew = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.skew


@dataclass(slots=True)
class Meeting:
    """A meeting that is open, with everybody present and a chair channel."""

    folder: Path
    time: Skewed
    net: Memory
    store: Store
    started: datetime
    others: Sequence[Memory] = ()
    """Networks beside `net`, on which all members are too."""

    def member(self, number: int) -> Person:
        return self.net.person(f"memory:{number}")

    @property
    def channel(self) -> Group:
        return self.net.group("memory:g1")

    @property
    def told(self) -> list[str]:
        """What the chair channel shows, oldest first."""
        return [plain(shown.message.text) for shown in self.channel.messages]

    async def chair(self, text: str) -> None:
        self.member(1).write(text, chat=self.channel)
        await self.time.sleep(8)

    async def press(self, number: int, label: str) -> str:
        """Press on the newest message with this button; the toast."""
        person = self.member(number)
        before = len(person.toasts)
        person.press(label)
        await self.time.sleep(3)
        return person.toasts[-1].text if len(person.toasts) > before else ""

    async def vote(self, number: int = 1) -> Vote:
        async with self.store.read() as tx:
            vote = await votes.by_number(tx, AGM, number)
        assert vote
        return vote


SETTINGS = EventSettings(AGM, "Assembly")


def played(
    folder: Path,
    play: Callable[[Meeting], Awaitable[None]],
    size: int = 5,
    settings: EventSettings = SETTINGS,
    limits: Limits = LIMITS,
    others: Sequence[Limits] = (),
    *,
    enforce: bool = False,
) -> None:
    """Play a meeting from the beginning; members are on networks with the limits of `others` too."""
    time = Skewed()
    time.run(_play(folder, time, play, size, settings, limits, others, enforce=enforce))


def resumed(
    folder: Path,
    after: timedelta,
    play: Callable[[Meeting], Awaitable[None]],
    size: int = 5,
    *,
    online: bool = True,
) -> None:
    """Go on with a meeting in another process, that long after the meeting's beginning."""
    time = Skewed()
    time.skew = after

    async def go_on() -> None:
        net = network_of(time, size)
        net.online = online
        async with running(folder, time, net) as meeting:
            await time.sleep(30)
            await play(meeting)

    time.run(go_on())


def network_of(
    time: Skewed, size: int, limits: Limits = LIMITS, name: str = "memory", *, enforce: bool = False
) -> Memory:
    net = Memory(time, name=name, limits=limits, enforce=enforce)
    for number in range(1, size + 1):
        net.person(f"{name}:{number}")
    net.group(f"{name}:g1")
    return net


async def _play(
    folder: Path,
    time: Skewed,
    play: Callable[[Meeting], Awaitable[None]],
    size: int,
    settings: EventSettings,
    limits: Limits,
    beside: Sequence[Limits],
    *,
    enforce: bool,
) -> None:
    net = network_of(time, size, limits, enforce=enforce)
    others = [network_of(time, size, these, f"other{number}") for number, these in enumerate(beside, 1)]
    await staged(folder, time, size, settings, [other.name for other in others])
    async with running(folder, time, net, others) as meeting:
        await play(meeting)


async def staged(
    folder: Path, time: Skewed, size: int, settings: EventSettings = SETTINGS, others: Sequence[str] = ()
) -> None:
    """The database of a meeting that is open, with everybody present."""
    async with opened(f"sqlite:///{folder}/folkmoot.db", time, inline=True) as store:
        time.busy = lambda: store.busy
        await store.write(lambda tx: _stage(tx, size, settings, others))


@asynccontextmanager
async def running(
    folder: Path,
    time: Skewed,
    net: Memory,
    others: Sequence[Memory] = (),
    prepare: Callable[[Tx], Awaitable[bool]] | None = None,
) -> AsyncIterator[Meeting]:
    """A process of the service; leaving it is the process's end."""
    started = time.now()
    async with opened(f"sqlite:///{folder}/folkmoot.db", time, inline=True) as store:
        time.busy = lambda: store.busy
        service = Service(store, House("Club", zone=ZONE), [net, *others], time, interval=5, outage=30, prepare=prepare)
        serving = asyncio.create_task(service.run())
        await time.sleep(1)
        try:
            yield Meeting(folder, time, net, store, started, others)
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


async def _stage(tx: Tx, size: int, settings: EventSettings = SETTINGS, others: Sequence[str] = ()) -> None:
    await floor.configure(tx, [settings])
    networks = ["memory", *others]
    rows = [
        roster.Row(str(n), f"Name{n} Surname{n}", accounts=tuple(f"{name}:{n}" for name in networks))
        for n in range(1, size + 1)
    ]
    await roster.import_rows(tx, rows, CLI)
    await floor.change_state(tx, await event_of(tx), "open", CLI)
    ids = [MemberId(member.id) for member in await members.everybody(tx)]
    await floor.open_registration(tx, await event_of(tx), CLI)
    await floor.check_in_selves(tx, await event_of(tx), ids)
    code = await floor.bind_code(tx, await event_of(tx), Purpose.CHAIR, CLI)
    chair = await accounts.person(tx, "memory:1")
    assert chair
    await floor.bind(tx, "memory:g1", code, chair)


async def event_of(tx: Tx) -> Event:
    """The meeting as it is by now."""
    event = await events.event(tx, AGM)
    assert event
    return event
