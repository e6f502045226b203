"""The long poll. It confirms the last batch, so it runs only after the caller has come back for more."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final

import structlog

from adapters.contract import Batch, Inbound, Offline, Rejected, RetryLater, Timer
from adapters.pacing import Backoff
from adapters.telegram.decode import Account, decode, update_id
from adapters.telegram.errors import Conflict, Json
from adapters.telegram.wire import Wire

WAIT: Final = 10
"""Seconds that an empty poll hangs: short, because an outage is seen by the time since the last word."""
BATCH: Final = 100
CONFLICT_SECONDS: Final = 30.0
"""A poll of our own last run may hang on for so long; another process does so longer."""
QUIET_SECONDS: Final = 60.0
"""Without a conflict for so long, the next one is a new matter, and whoever polls is no newcomer any more."""
PATIENT_SECONDS: Final = 300.0
"""Two who poll interrupt each other by turns: the newcomer gives up, the one that was there first outlasts it."""
UPDATES: Final[list[Json]] = ["message", "callback_query", "my_chat_member"]

log = structlog.get_logger()


async def batches(
    wire: Wire, account: Account, timer: Timer, backoff: Backoff, cursor: str | None
) -> AsyncGenerator[Batch, None]:
    """Yield what came in; a cursor is the offset of the next update, as text.

    The offset is the last update's id + 1 and not the greatest: after a week without updates
    Telegram goes on with any id, and takes an offset that lies ahead of it for the first waiting one.
    Raises `Rejected`.
    """
    offset = int(cursor) if cursor else 0
    poll = _Poll(wire, timer, backoff)
    while True:
        updates = await poll.after(offset)
        ids = [number for update in updates if (number := update_id(update)) is not None]
        if ids:
            offset = ids[-1] + 1
            yield Batch(_inputs(updates, account), str(offset))


def _inputs(updates: list[Json], account: Account) -> tuple[Inbound, ...]:
    return tuple(said for update in updates if (said := decode(update, account)) is not None)


class _Poll:
    """Polls until one succeeds."""

    def __init__(self, wire: Wire, timer: Timer, backoff: Backoff) -> None:
        self._wire = wire
        self._timer = timer
        self._backoff = backoff
        self._started = timer.monotonic()
        self._conflicts: tuple[float, float] | None = None
        """The first and the last conflict of a row."""

    async def after(self, offset: int) -> list[Json]:
        failures = 0
        while True:
            try:
                updates = await self._once(offset)
            except (Offline, RetryLater, Conflict) as error:
                failures += 1
                self._wire.trouble = error
                self._bear(error)
                await self._timer.sleep(self._pause(error, failures))
            else:
                self._wire.trouble = None
                return updates

    async def _once(self, offset: int) -> list[Json]:
        payload: dict[str, Json] = {"limit": BATCH, "timeout": WAIT, "allowed_updates": UPDATES}
        if offset:
            payload["offset"] = offset
        updates = await self._wire.call("getUpdates", payload, wait=WAIT)
        if not isinstance(updates, list):
            raise Offline("updates are no list")
        if updates and update_id(updates[-1]) is None:
            raise Offline("an update has no id")
        return updates

    def _pause(self, error: Exception, failures: int) -> float:
        told = error.seconds if isinstance(error, RetryLater) else None
        return self._backoff.seconds(failures) if told is None else told

    def _bear(self, error: Exception) -> None:
        """Raise a conflict that has lasted too long."""
        log.warning("telegram_poll_failed", error=type(error).__name__)
        if not isinstance(error, Conflict):
            return
        now = self._timer.monotonic()
        first, last = self._conflicts or (now, now)
        first = now if now - last >= QUIET_SECONDS else first
        self._conflicts = first, now
        newcomer = first - self._started < QUIET_SECONDS
        if now - first >= (CONFLICT_SECONDS if newcomer else PATIENT_SECONDS):
            raise Rejected(str(error))
