"""The machine's time, as the core and the networks ask for it."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta
from typing import Protocol

from adapters.contract import Timer
from core.clock import Clock, SystemClock


class Time(Clock, Timer, Protocol):
    """Time of day, time that passes, and waiting."""


class SystemTime(SystemClock):
    """The machine's own."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary point."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        await asyncio.sleep(max(seconds, 0))


class Steady:
    """Time of day that goes on with the time that passes: a clock that is set moves nothing before `jump` is asked.

    So no transaction and no press sees a new time before the deadlines were held for it.
    """

    def __init__(self, machine: Time) -> None:
        self._machine = machine
        self._anchor = (machine.now(), machine.monotonic())

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        day, passed = self._anchor
        return day + timedelta(seconds=self._machine.monotonic() - passed)

    def monotonic(self) -> float:
        """Seconds from an arbitrary point."""
        return self._machine.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        await self._machine.sleep(seconds)

    @property
    def ahead(self) -> timedelta:
        """How far the machine's clock is ahead of this one."""
        return self._machine.now() - self.now()

    def of_machine(self, instant: datetime) -> datetime:
        """An instant that was told by the machine's clock, by this one."""
        return instant - self.ahead

    def jump(self, by: timedelta) -> None:
        """Go so much forward, or back."""
        day, passed = self._anchor
        self._anchor = (day + by, passed)
