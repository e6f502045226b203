"""The long poll. It confirms the last batch, so it runs only after the caller has come back for more."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Final

import structlog

from adapters.clocks import by_ours
from adapters.contract import Batch, Inbound, NetworkError, Offline, RetryLater, Timer
from adapters.pacing import Backoff
from adapters.parsing import Json
from adapters.telegram.decode import Account, decode, update_id
from adapters.telegram.errors import Conflict
from adapters.telegram.wire import Wire

WAIT: Final = 10
"""Seconds that an empty poll hangs: short, because an outage is seen by the time since the last word."""
BATCH: Final = 100
ONE_BY_ONE: Final = 1
MANY: Final = 5
"""As many failures in a row may be one update's, so that the others are asked for without it."""
PATIENT_SECONDS: Final = 30.0
"""A poll of our own last run may hang on for so long; another process does so longer."""
QUIET_SECONDS: Final = 120.0
"""Without a conflict for so long, the next one is a new matter, and whoever polls is no newcomer any more."""
APART_SECONDS: Final = 60.0
"""How long a newcomer leaves the other alone."""
UPDATES: Final[list[Json]] = ["message", "callback_query", "my_chat_member"]

log = structlog.get_logger()


async def batches(
    wire: Wire, account: Account, timer: Timer, backoff: Backoff, cursor: str | None
) -> AsyncGenerator[Batch, None]:
    """Yield what came in, for ever; a cursor is the offset of the next update, as text.

    The offset is the last update's id + 1 and not the greatest: after a week without updates
    Telegram goes on with any id, and takes an offset that lies ahead of it for the first waiting one.
    """
    offset = int(cursor) if cursor else 0
    poll = _Poll(wire, timer, backoff)
    while True:
        updates, offset = await poll.after(offset)
        if updates:
            yield Batch(_inputs(updates, account, wire.ahead), str(offset), full=len(updates) >= BATCH)


def _inputs(updates: list[Json], account: Account, ahead: timedelta) -> tuple[Inbound, ...]:
    return tuple(by_ours(said, ahead) for update in updates if (said := decode(update, account)) is not None)


class _Poll:
    """Polls until one succeeds: no answer is final, since a wrong one may be a proxy's or pass by itself."""

    def __init__(self, wire: Wire, timer: Timer, backoff: Backoff) -> None:
        self._wire = wire
        self._timer = timer
        self._backoff = backoff
        self._started = timer.monotonic()
        self._conflict_at = -math.inf
        self._conflicts = 0
        """Without a quiet time between them; a single one may be anything."""
        self._newcomer = False
        """Whether somebody polled with our token when we came."""

    async def after(self, offset: int) -> tuple[list[Json], int]:
        """The next updates, and the offset behind them."""
        failures = 0
        while True:
            try:
                stuck = failures >= MANY
                updates = await self._once(offset, ONE_BY_ONE if stuck else BATCH)
                offset = _behind(updates, offset, skip=stuck)
            except NetworkError as error:
                failures += 1
                self._wire.trouble = error
                log.warning("telegram_poll_failed", error=type(error).__name__)
                await self._timer.sleep(self._pause(error, failures))
            else:
                self._wire.can_hear()
                return updates, offset

    async def _once(self, offset: int, limit: int) -> list[Json]:
        payload: dict[str, Json] = {"limit": limit, "timeout": WAIT, "allowed_updates": UPDATES}
        if offset:
            payload["offset"] = offset
        updates = await self._wire.call("getUpdates", payload, wait=WAIT)
        if not isinstance(updates, list):
            raise Offline("updates are no list")
        return updates

    def _pause(self, error: NetworkError, failures: int) -> float:
        if isinstance(error, Conflict):
            return self._apart(failures)
        return self._backoff.pause(failures, error.seconds if isinstance(error, RetryLater) else None)

    def _apart(self, failures: int) -> float:
        """Two who poll interrupt each other by turns: the newcomer keeps back, the one that was there goes on."""
        now = self._timer.monotonic()
        if now - self._conflict_at >= QUIET_SECONDS:
            self._newcomer, self._conflicts = now - self._started < QUIET_SECONDS, 0
        self._conflict_at = now
        self._conflicts += 1
        late = self._newcomer and self._conflicts > 1 and now - self._started >= PATIENT_SECONDS
        return APART_SECONDS if late else self._backoff.seconds(failures)


def _behind(updates: list[Json], offset: int, *, skip: bool) -> int:
    """The offset behind these updates. One that has no id is asked for again, and in the end passed over."""
    ids = [number for update in updates if (number := update_id(update)) is not None]
    if ids or not updates:
        return ids[-1] + 1 if ids else offset
    if skip and offset:
        log.error("telegram_update_passed_over")
        return offset + 1
    raise Offline("no update has an id")
