"""What happens by the clock. Deadlines are columns; the scheduler only asks again and again what is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.redact import where
from core.errors import StoreBusy

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to do every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[None]]

    async def __call__(self) -> None:
        """Do it; what fails now is tried again at the next tick."""
        try:
            await self.run()
        except StoreBusy as error:
            _log.warning("tick.store_busy", tick=self.name, error=str(error))
        except Exception as error:
            _log.error("tick.failed", tick=self.name, error=where(error))


def started(ticks: Sequence[Tick]) -> AsyncIOScheduler:
    """A running scheduler; `shutdown` it at the end.

    A tick that comes late is still wanted and two late ones are one, which are not the defaults.
    """
    scheduler = AsyncIOScheduler()
    for tick in ticks:
        scheduler.add_job(
            tick.__call__,  # the scheduler awaits functions and methods, but no objects
            "interval",
            seconds=tick.seconds,
            id=tick.name,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    return scheduler
