"""A rush of check-ins in memory, on a virtual clock: what the chair channel gets, and the CPU it costs."""

from __future__ import annotations

import asyncio
import time as machine
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from adapters.memory import LIMITS, Memory, Shown
from bot.chat.buttons import CheckIn, encode
from bot.chat.call import House
from bot.demo.clock import VirtualTime
from bot.demo.outcome import story_bytes
from bot.running.service import Service
from core import floor, roster
from core.errors import Refusal
from core.journal import CLI
from core.model import Event, EventId, EventSettings, Purpose
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import deliveries, events, members, spreading
from core.store.engine import Store, opened
from core.store.writer import Tx

EVENT: Final = EventId("bench")
CHANNEL: Final = "memory:chairs"
RUSH: Final = 120.0
"""Seconds within which all come."""
INTERVAL: Final = 5.0
_AFTER: Final = 60.0
_TOGETHER: Final = 1000


@dataclass(frozen=True, slots=True)
class Rush:
    """What a rush came to."""

    present: int
    """Counted at the end."""
    bytes: int
    """Of all messages and edits in the chair channel."""
    closest: float
    """Seconds between the two edits that were closest."""
    cpu: float
    """Microseconds for each who came, with everything: receipts, cards, the live message."""
    story: int
    """Bytes that the whole list to five chairs at every check-in would have been, if nobody was there before."""


async def rush(before: int, joining: int) -> Rush:
    """Let so many check in while `before` are present."""
    with TemporaryDirectory() as folder:
        return await asyncio.to_thread(_held, Path(folder) / "bench.db", before, joining)


def _held(database: Path, before: int, joining: int) -> Rush:
    time = VirtualTime(datetime(2027, 3, 20, 9, 0, tzinfo=UTC))

    async def main() -> Rush:
        async with opened(f"sqlite:///{database}", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(lambda tx: _stage(tx, before, joining))
            return await _measured(store, time, before, joining)

    return time.run(main())


async def _stage(tx: Tx, before: int, joining: int) -> None:
    """An event for which the first `before` have checked in, and whose cards were delivered."""
    await floor.configure(tx, [EventSettings(EVENT, "Bench")])
    numbers = range(1, before + joining + 1)
    rows = [roster.Row(str(n), f"Member {n}", accounts=(f"memory:{n}",)) for n in numbers]
    await roster.import_rows(tx, rows, CLI)
    await events.put_channel(tx, CHANNEL, EVENT, Purpose.CHAIR)
    _taken(await floor.change_state(tx, await _event(tx), "open", CLI))
    _taken(await floor.open_registration(tx, await _event(tx), CLI))
    ids = [member.id for member in await members.everybody(tx)][:before]
    for start in range(0, before, _TOGETHER):
        _taken(await floor.check_in_selves(tx, await _event(tx), ids[start : start + _TOGETHER]))
    await spreading.finish(tx, [DeliveryKind.CARD])
    waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, [DeliveryKind.CARD], ["memory"], limit=len(numbers))
    await deliveries.settle(tx, [Settled(delivery, DeliveryState.SENT) for delivery in waiting])


async def _event(tx: Tx) -> Event:
    event = await events.event(tx, EVENT)
    if event is None:
        raise RuntimeError("the event was configured")
    return event


def _taken(outcome: object) -> None:
    if isinstance(outcome, Refusal):
        raise RuntimeError(outcome.code)


async def _measured(store: Store, time: VirtualTime, before: int, joining: int) -> Rush:
    net = Memory(time)
    chairs = net.group(CHANNEL)
    edits: list[float] = []

    def watch(shown: Shown) -> None:
        if shown.ref.chat == CHANNEL:
            edits.append(time.monotonic())

    net.watch = watch
    _press(net, time, range(before + 1, before + joining + 1))
    started = machine.process_time()
    await _serve(Service(store, House(limits={net.name: LIMITS}), [net], time, interval=INTERVAL, outage=30), time)
    cpu = (machine.process_time() - started) / joining * 1e6
    async with store.read() as tx:
        here = await members.rows_for_list(tx, EVENT, "present")
    closest = min((later - earlier for earlier, later in pairwise(edits)), default=RUSH)
    return Rush(len(here), chairs.traffic.bytes, closest, cpu, story_bytes(here))


def _press(net: Memory, time: VirtualTime, numbers: Sequence[int]) -> None:
    """Everybody presses at a moment of their own."""
    dice = Random(1)
    data = encode(CheckIn(EVENT))
    for number in numbers:
        time.later(dice.uniform(0, RUSH), partial(net.person(f"memory:{number}").forge, data))


async def _serve(service: Service, time: VirtualTime) -> None:
    running = asyncio.create_task(service.run())
    await time.sleep(RUSH + _AFTER)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
