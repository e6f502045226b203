"""Seeing that a network, or we ourselves, were away, and holding deadlines for it.

Signs: a network's silence beyond the threshold, the time since the last sign of life at start, a time in which we
took nothing in, and a wall clock that moved against the monotonic one (a suspended machine, a wrong clock).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from adapters.contract import Rejected
from bot.running.clock import Steady
from bot.running.listening import BEAT, Ear, Pulse, Stall, taken_in
from bot.running.networks import Connection, Networks
from bot.running.schedule import Tick
from core import due
from core.errors import Refusal, refuse
from core.store import events, inputs
from core.store.engine import Store
from core.store.writer import Tx
from core.telling import alarm_elsewhere

JUMP = timedelta(seconds=5)
"""More than this between the two clocks within one tick is no drift."""
WHAT_TO_DO: Final = "look at the token or the password of this network, and whether another process uses it"
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Out:
    """A network that is out."""

    since: datetime
    held: datetime
    """Up to where deadlines are held for it already."""
    told: bool = False


class Outages:
    """Watches all networks; `threshold` in seconds."""

    def __init__(self, store: Store, networks: Networks, time: Steady, threshold: float) -> None:
        self._store = store
        self._networks = networks
        self._time = time
        self._threshold = timedelta(seconds=threshold)
        self._good = {connection.network.name: time.now() for connection in networks}
        """When each network was last known to reach us."""
        self._out: dict[str, _Out] = {}
        self._pulse = Pulse(time)
        self.ears = {connection.network.name: Ear(time, self._pulse) for connection in networks}

    @property
    def pulse(self) -> Tick:
        """What shows that the process runs."""
        return Tick("pulse", BEAT, self._pulse.beat)

    def taken_in(self, now: datetime) -> datetime:
        """Up to where everything that was said has been taken in: no later deadline is over yet."""
        return min([taken_in(now, self._pulse, self.ears.values()), *(out.since for out in self._out.values())])

    async def start(self) -> None:
        """Hold what fell due while no process was running; before any input is worked off."""
        now = self._time.now()
        async with self._store.read() as tx:
            last = await inputs.last_heard(tx)
        if last is not None and last - now > JUMP:
            await self._store.write(partial(due.clock_jumped, before=last, ahead=now - last, away=True))
        for name in self._good:
            async with self._store.read() as tx:
                heard = await inputs.heard(tx, name)
            if heard is not None and now - heard > self._threshold:
                self._out[name] = _Out(heard, held=now)
                await self._hold(Stall(heard, now))

    async def tick(self) -> None:
        """Look at clocks and networks, and write down signs of life."""
        await self._set_clock()
        for stalls in (self._pulse.stalls, *(ear.stalls for ear in self.ears.values())):
            while stalls:
                await self._stalled(stalls[0])
                stalls.pop(0)
        for ear in self.ears.values():
            ear.rest()
        for connection in self._networks:
            await self._look(connection)
        await self._ask_elsewhere()

    async def _set_clock(self) -> None:
        """Go by the machine's clock; where it was set, once everything that has a deadline is held."""
        before, ahead = self._time.now(), self._time.ahead
        if abs(ahead) > JUMP:
            _log.warning("clock.jumped", seconds=ahead.total_seconds())
            await self._store.write(lambda tx: due.clock_jumped(replace(tx, now=tx.now + ahead), before, ahead))
            self._good = {name: good + ahead for name, good in self._good.items()}
            for out in self._out.values():
                out.since, out.held = out.since + ahead, out.held + ahead
            self._pulse.jump(ahead)
            for ear in self.ears.values():
                ear.jump(ahead)
        self._time.jump(ahead)

    async def _stalled(self, stall: Stall) -> None:
        """We took nothing in for a while: the chair decides about a deadline that fell into it."""
        _log.warning("intake.stalled", seconds=(stall.end - stall.start).total_seconds())
        await self._hold(stall, crossed=stall.end - stall.start <= self._threshold)

    async def _look(self, connection: Connection) -> None:
        name, network, now = connection.network.name, connection.network, self._time.now()
        if network.heard is not None:
            silent = timedelta(seconds=self._time.monotonic() - network.heard)
            self._good[name] = max(self._good[name], now - silent)
        good = self._good[name]
        if now - good > self._threshold:
            out = self._out.setdefault(name, _Out(good, held=good))
            if not out.told:
                out.told = True
                await self._tell_away(connection, out.since)
        elif network.heard is not None:
            await self._store.write(lambda tx: inputs.set_heard(tx, name, good))
            if out_ := self._out.pop(name, None):
                await self._back(name, out_, now)

    async def _back(self, name: str, out: _Out, now: datetime) -> None:
        _log.warning("network.back", network=name, seconds=(now - out.since).total_seconds())
        if now - out.held > self._threshold:
            await self._hold(Stall(out.since, now))
        if out.told:
            await self._tell(refuse("network-back", network=name.title(), since=out.since), name)

    async def _tell_away(self, connection: Connection, since: datetime) -> None:
        name, trouble = connection.network.name, connection.network.trouble
        if isinstance(trouble, Rejected):
            _log.error("network.rejected", network=name, reason=str(trouble), what_to_do=WHAT_TO_DO)
            told = refuse("network-rejected", network=name.title(), since=since)
        else:
            _log.warning("network.away", network=name, reason=type(trouble).__name__, since=since.isoformat())
            told = refuse("network-away", network=name.title(), since=since)
        await self._tell(told, name)

    async def _tell(self, told: Refusal, name: str) -> None:
        """To the chairs who can be reached meanwhile, on other networks."""

        async def tell(tx: Tx) -> None:
            for event in await events.live(tx):
                await alarm_elsewhere(tx, event.id, told, name)

        await self._store.write(tell)

    async def _ask_elsewhere(self) -> None:
        """A deadline that passes while one network is out is the chair's business now, if another one is there."""
        if self._out and len(self._out) < len(self._good):
            since = min(out.since for out in self._out.values())
            await self._hold(Stall(since, self._time.now()), crossed=True)

    async def _hold(self, stall: Stall, *, crossed: bool = False) -> None:
        async def hold(tx: Tx) -> None:
            if await due.hold(tx, stall.start, stall.end, crossed=crossed) or not crossed:
                await due.postpone(tx, stall.start, stall.end - stall.start)

        await self._store.write(hold)
