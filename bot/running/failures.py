"""What could not be sent: each logged, and the chair told how many, once in a while however many there are."""

from __future__ import annotations

import math
from collections import Counter

import structlog

from bot.running.clock import Time
from core import telling
from core.errors import refuse
from core.model import EventId
from core.store.engine import Store
from core.store.writer import Tx

ALARM_SECONDS = 60.0
"""At most so often the chair is told."""
_log = structlog.get_logger(__name__)


class Failures:
    """Counts by event what its chair has not been told of yet."""

    def __init__(self, store: Store, time: Time) -> None:
        self._store = store
        self._time = time
        self._untold: Counter[EventId] = Counter()
        self._told_at = -math.inf

    def add(self, event: EventId, what: str, error: Exception) -> None:
        """Something about this event was not sent, or not edited."""
        _log.warning("sending.failed", what=what, meeting=event, error=type(error).__name__)
        self.count(event)

    def count(self, event: EventId) -> None:
        """The same for what is in the log already."""
        self._untold[event] += 1

    async def tell(self) -> None:
        """Tell the chairs, unless they were told just now."""
        now = self._time.monotonic()
        if self._untold and now - self._told_at >= ALARM_SECONDS:
            counts, self._told_at = dict(self._untold), now
            self._untold.clear()
            await self._store.write(lambda tx: _alarm(tx, counts))


async def _alarm(tx: Tx, counts: dict[EventId, int]) -> None:
    for event, count in counts.items():
        await telling.alarm_chair(tx, event, refuse("deliveries-failed", count=count))
