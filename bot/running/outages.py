"""Seeing that a network, or we ourselves, were away, and holding deadlines for it.

Three signs: silence of the network beyond the threshold, a gap since the last sign of life at
start, and a wall clock that moved against the monotonic one (a suspended machine, a wrong clock).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.running.clock import Time
from bot.running.networks import Connection, Networks
from core import voting
from core.store import inputs
from core.store.engine import Store

JUMP = timedelta(seconds=5)
"""More than this between the two clocks within one tick is no drift."""
_log = structlog.get_logger(__name__)


class Outages:
    """Watches all networks; `threshold` in seconds."""

    def __init__(self, store: Store, networks: Networks, time: Time, threshold: float) -> None:
        self._store = store
        self._networks = networks
        self._time = time
        self._threshold = timedelta(seconds=threshold)
        self._out: dict[str, datetime] = {}
        """Networks that are out, since when."""
        self._last = (time.now(), time.monotonic())

    @property
    def interrupted(self) -> bool:
        """Whether a network is out now: no deadline closes a vote meanwhile."""
        return bool(self._out)

    async def start(self) -> None:
        """Hold what fell due while no process was running; before any input is worked off."""
        now = self._time.now()
        for connection in self._networks:
            name = connection.network.name
            async with self._store.read() as tx:
                heard = await inputs.heard(tx, name)
            if heard is not None and now - heard > self._threshold:
                self._out[name] = heard
                await self._hold(heard, now)

    async def tick(self) -> None:
        """Look at clocks and networks, and write down signs of life."""
        now, monotonic = self._time.now(), self._time.monotonic()
        jumped = (now - self._last[0]) - timedelta(seconds=monotonic - self._last[1])
        since, self._last = self._last[0], (now, monotonic)
        if abs(jumped) > JUMP:
            _log.warning("clock.jumped", seconds=jumped.total_seconds())
            await self._hold(min(since, now), now, always=True)
        for connection in self._networks:
            await self._look(connection, now, monotonic)

    async def _look(self, connection: Connection, now: datetime, monotonic: float) -> None:
        name, heard = connection.network.name, connection.network.heard
        if heard is None:
            return
        silent = timedelta(seconds=monotonic - heard)
        if silent > self._threshold:
            self._out.setdefault(name, now - silent)
            return
        await self._store.write(lambda tx: inputs.set_heard(tx, name, now - silent))
        if start := self._out.pop(name, None):
            _log.warning("network.back", network=name, seconds=(now - start).total_seconds())
            await self._hold(start, now)

    async def _hold(self, start: datetime, end: datetime, *, always: bool = False) -> None:
        await self._store.write(lambda tx: voting.hold(tx, start, end, always=always))
