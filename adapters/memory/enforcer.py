"""What a real network does to those who send too fast."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

from adapters.contract import Address, Limits, RetryLater, Timer

TOLERANCE: Final = 1e-6
"""Seconds by which a request may be early: rounding of sums of intervals."""


class Enforcer:
    """A bucket of `per_second` without burst, one a chat, and a minute's window for each group."""

    def __init__(self, limits: Limits, timer: Timer) -> None:
        self.refused = 0
        self._limits = limits
        self._timer = timer
        self._free_at = -math.inf
        self._chat_free_at: dict[Address, float] = {}
        self._windows: dict[Address, deque[float]] = {}

    def check(self, chat: Address, *, group: bool, apart: bool = False) -> None:
        """Count a request; one that a person sees `apart` from the chat does not count. Raises `RetryLater`."""
        if apart:
            return
        now = self._timer.monotonic()
        wait = max(self._free_at, self._group_free_at(chat, now) if group else self._chat_free_at.get(chat, now)) - now
        if wait > TOLERANCE:
            self.refused += 1
            raise RetryLater(wait)
        self._free_at = now + 1 / self._limits.per_second
        if group:
            self._windows[chat].append(now)
        else:
            self._chat_free_at[chat] = now + 1 / self._limits.chat_per_second

    def _group_free_at(self, chat: Address, now: float) -> float:
        window = self._windows.setdefault(chat, deque())
        while window and window[0] <= now - 60:
            window.popleft()
        full = len(window) >= self._limits.group_per_minute
        return window[0] + 60 if full else now
