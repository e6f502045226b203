"""What happens by the clock. Deadlines are columns; ticks only ask again and again what is due.

They go by time that passes: a scheduler that goes by the time of day stands still for an hour when the clock is set
back by one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from adapters.contract import Timer
from adapters.redact import where
from core.errors import StoreBusy, StoreUnusable

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Tick:
    """Something to do every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]
    _fails: str = ""
    """With what it failed the last time, which is in the log."""

    async def __call__(self) -> None:
        """Do it; what fails now is tried again at the next tick. Raises `StoreUnusable`."""
        try:
            await self.run()
        except StoreBusy as error:
            _log.warning("tick.store_busy", tick=self.name, error=str(error))
        except StoreUnusable:
            raise
        except Exception as error:
            if self._fails != (now := where(error)):
                _log.error("tick.failed", tick=self.name, error=now)
            self._fails = now
        else:
            self._fails = ""

    async def keep(self, timer: Timer) -> None:
        """Tick until cancelled; while one takes long, the next ones wait."""
        while True:
            await timer.sleep(self.seconds)
            await self()
