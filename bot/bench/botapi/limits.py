"""How fast a bot may speak. Sends and edits share every window; answers to presses pass none."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import too_many

Clock = Callable[[], float]
"""Seconds; `time.time` in real life, a hand-moved one in tests of time limits."""


@dataclass
class ManualClock:
    """A clock that is moved by hand; starts on 1 November 2026."""

    now: float = 1_793_491_200.0

    def __call__(self) -> float:
        """The time it shows."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.now += seconds


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any `seconds`: a sliding window, so nothing is saved up for a later burst."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Rates and life spans in seconds; None turns one off. Defaults as in Telegram's FAQ and server code."""

    overall: Rate | None = Rate(30, 1)
    private: Rate | None = Rate(3, 3)
    """One a second in one private chat, bursts of three tolerated."""
    group: Rate | None = Rate(20, 60)
    answer_seconds: float | None = 15
    """How long a press can be answered."""
    press_seconds: float | None = 150
    """How long a press waits in the queue."""
    message_seconds: float | None = 86_400
    ephemeral: Rate | None = None
    """Of messages that one person sees: Telegram tells no figure, so none is the default and tests try some."""
    ephemeral_seconds: float | None = 86_400
    """How long such a message lives: Telegram says only that it expires."""


UNLIMITED = Limits(None, None, None, None, None, None, None, None)


class Window:
    """The times at which one rate was used."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until there is room; 0 when there is."""
        while self._times and self._times[0] <= now - self._rate.seconds:
            self._times.popleft()
        full = len(self._times) >= self._rate.count
        return self._times[0] + self._rate.seconds - now if full else 0.0

    def use(self, now: float) -> None:
        """Take the room that `wait` found."""
        self._times.append(now)


@dataclass
class Pace:
    """The windows of one bot, and how often it ran into each."""

    limits: Limits
    throttled: Counter[str] = field(default_factory=Counter)
    """429s provoked, by `overall`, `private`, `group` and `ephemeral`."""
    _windows: dict[tuple[str, int], Window] = field(default_factory=dict)

    def spend(self, chat: int, kind: str, now: float) -> None:
        """Use one message or edit. A refused one uses nothing. Raises `ApiError` 429."""
        windows = [(kind, self._window(kind, chat))]
        if kind != "ephemeral":
            windows.insert(0, ("overall", self._window("overall", 0)))
        for name, window in windows:
            if window and (seconds := window.wait(now)) > 0:
                self.throttled[name] += 1
                raise too_many(max(1, math.ceil(seconds)))
        for _, window in windows:
            if window:
                window.use(now)

    def _window(self, kind: str, chat: int) -> Window | None:
        limits = self.limits
        rates = {"overall": limits.overall, "private": limits.private, "group": limits.group}
        rate = (rates | {"ephemeral": limits.ephemeral})[kind]
        return self._windows.setdefault((kind, chat), Window(rate)) if rate else None
