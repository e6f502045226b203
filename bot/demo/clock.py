"""A virtual clock: when nothing more can happen at an instant, it jumps to the next one.

The event loop's own selector tells when that is: it is asked to wait only while no callback is ready.
"""

from __future__ import annotations

import asyncio
import heapq
import selectors
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True, order=True)
class Timer:
    """Something to call at an instant, unless it is `off` by then."""

    at: float
    order: int
    act: Callable[[], object] = field(compare=False)
    off: bool = field(default=False, compare=False)


def never() -> bool:
    """For those who have no threads to wait for."""
    return False


class VirtualTime:
    """`bot.running.clock.Time` for one event loop, the one that `run` makes."""

    def __init__(self, start: datetime) -> None:
        self.busy: Callable[[], bool] = never
        """Whether something is under way in a thread: the clock stands still until it is not."""
        self._start = start
        self._passed = 0.0
        self._timers: list[Timer] = []
        self._order = count()

    def now(self) -> datetime:
        """The instant, aware."""
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self._passed

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`; all that is ready runs first, even if that is 0."""
        woken = asyncio.Event()
        timer = self.later(seconds, woken.set)
        try:
            await woken.wait()
        finally:
            timer.off = True

    def later(self, seconds: float, act: Callable[[], object]) -> Timer:
        """Call `act` after `seconds`."""
        return self.at(self._passed + seconds, act)

    def at(self, instant: float, act: Callable[[], object]) -> Timer:
        """Call `act` at an instant in seconds since the start, or at once if it is over.

        What is due at one instant is called in the order of asking.
        """
        timer = Timer(max(instant, self._passed), next(self._order), act)
        heapq.heappush(self._timers, timer)
        return timer

    def run(self, main: Coroutine[Any, Any, T]) -> T:
        """Run `main` in an event loop that goes by this clock."""
        with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(_Jumping(self))) as runner:
            return runner.run(main)

    def jump(self) -> bool:
        """Go to the next instant at which something is to be called, and call it; False if there is none."""
        jumped = False
        while timer := self._next(self._passed if jumped else None):
            self._passed, jumped = timer.at, True
            timer.act()
        return jumped

    def _next(self, until: float | None) -> Timer | None:
        while self._timers and (self._timers[0].off or until is None or self._timers[0].at <= until):
            timer = heapq.heappop(self._timers)
            if not timer.off:
                return timer
        return None


class _Jumping(selectors.DefaultSelector):
    """Where a loop would wait for something to happen outside, the clock jumps instead."""

    def __init__(self, time: VirtualTime) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Ready files; none, and without waiting, when the clock has jumped."""
        if timeout == 0 or self._time.busy():
            return super().select(timeout)
        ready = super().select(0)
        return ready if ready or self._time.jump() else super().select(timeout)
