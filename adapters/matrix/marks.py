"""Whether this database is the one that used the keys last: one that is behind would use them a second time.

A count that grows while keys are used stands in the database and, under our device, at the homeserver. Where the
homeserver's is the higher one, the database is an older copy, or another process goes on with a copy of it.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from adapters.contract import Refused, Timer, Unreachable
from adapters.matrix.errors import Missing, number
from adapters.matrix.events import obj, objects
from adapters.matrix.filters import MARKS
from adapters.matrix.keeping import MARK
from adapters.matrix.wire import Wire, path
from adapters.parsing import Object

if TYPE_CHECKING:
    from adapters.matrix.cryptorows import CryptoRows

PERIOD: Final = 10.0
"""Seconds of use until the count grows: a copy that is older by more is known as one."""


class Mark:
    """The count of one device; `save` stores the rows."""

    def __init__(
        self, wire: Wire, rows: CryptoRows, us: str, timer: Timer, save: Callable[[], Awaitable[None]]
    ) -> None:
        self._wire = wire
        self._rows = rows
        self._kind = MARKS + rows.device_id
        self._where = where(us, rows.device_id)
        self._timer = timer
        self._save = save
        self._moved_at = -math.inf
        self._used = True

    @property
    def count(self) -> int:
        """Ours, as it stands in the database."""
        return count_in(self._rows.get(MARK) or {})

    async def is_behind(self) -> bool:
        """Whether the homeserver knows of later use than we do. Raises Offline or RetryLater."""
        return await count_at(self._wire, self._where) > self.count

    def is_overtaken(self, answer: Object) -> bool:
        """Whether a sync tells of somebody else who goes on as our device."""
        told = objects(obj(answer.get("account_data")).get("events"))
        return any(
            event.get("type") == self._kind and count_in(obj(event.get("content"))) > self.count for event in told
        )

    def use(self) -> None:
        """Keys are used from here on."""
        self._used = True

    async def move(self) -> None:
        """Count on if keys were used and it is time. Raises NetworkError."""
        now = self._timer.monotonic()
        if not self._used or now - self._moved_at < PERIOD:
            return
        self._set(self.count + 1)
        await self._save()
        with suppress(Refused, Unreachable):
            await self._wire.put(self._where, {"count": self.count})
        self._used, self._moved_at = False, now

    async def begin(self) -> None:
        """Go on from what the homeserver has: our keys are new. Raises Offline or RetryLater."""
        self._set(max(self.count, await count_at(self._wire, self._where)))

    def _set(self, count: int) -> None:
        self._rows.put(MARK, {"count": count})


def where(us: str, device: str) -> str:
    """The path of the count at the homeserver."""
    return path("user", us, "account_data", MARKS + device)


async def count_at(wire: Wire, place: str) -> int:
    """The count that stands at the homeserver; 0 if none does. Raises Offline or RetryLater."""
    try:
        return count_in(await wire.get(place))
    except (Missing, Refused, Unreachable):
        return 0


def count_in(told: Object) -> int:
    """The count in a row or an event."""
    return int(number(told.get("count")) or 0)
