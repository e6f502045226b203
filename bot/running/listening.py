"""Since when what comes in can have been pressed: whatever was not taken in at once was perhaps there earlier.

No network tells when a button was pressed. Usually that is when it comes in. But while a batch cannot be committed, or
the process is kept from running, presses wait at the network, and those made before a deadline come in after it. So do
they when more is said than can be taken in at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.running.clock import Time

NOISE = 2.0
"""Seconds by which a press is late anyway, on its way to us."""
CAUGHT_UP = 2.0
"""Seconds of waiting for a batch after which nothing is left of what waited at the network."""
BACKLOG = 10.0
"""Seconds after a stall within which what waited has come in, however busy it is: nobody keeps a vote open for
longer by writing without end."""
BEAT = 0.5
"""Seconds between two signs that the process runs."""


@dataclass(frozen=True, slots=True)
class Stall:
    """A time in which we took nothing in."""

    start: datetime
    end: datetime

    def moved(self, by: timedelta) -> Stall:
        """The same by a clock that was set."""
        return Stall(self.start + by, self.end + by)


class _Moment(NamedTuple):
    day: datetime
    passed: float

    def moved(self, by: timedelta) -> _Moment:
        return self._replace(day=self.day + by)


def _moment(time: Time) -> _Moment:
    return _Moment(time.now(), time.monotonic())


class Pulse:
    """Beats while the process runs; what beats late was stopped."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._last = _moment(time)
        self.stalls: list[Stall] = []
        """Times without a beat that nobody has dealt with yet."""

    async def beat(self) -> None:
        """We run."""
        if since := self.stopped:
            self.stalls.append(Stall(since, self._time.now()))
        self._last = _moment(self._time)

    def jump(self, by: timedelta) -> None:
        """The clock was set."""
        self._last = self._last.moved(by)
        self.stalls = [stall.moved(by) for stall in self.stalls]

    @property
    def stopped(self) -> datetime | None:
        """Since when there was no beat, if that is longer than usual."""
        late = self._time.monotonic() - self._last.passed > BEAT + NOISE
        return self._last.day if late else None


class Ear:
    """What one network brings: `got` a batch, `done` with it, and again."""

    def __init__(self, time: Time, pulse: Pulse) -> None:
        self._time = time
        self._pulse = pulse
        self._in_hand: _Moment | None = None
        self._asked = time.monotonic()
        self._behind: datetime | None = None
        self._fell_behind = 0.0
        self._crowded: _Moment | None = None
        """Since when whatever came was as much as comes together."""
        self.stalls: list[Stall] = []
        """Batches that took long and that nobody has dealt with yet."""

    def got(self) -> datetime:
        """A batch came in: since when its presses can have been made."""
        now = _moment(self._time)
        if stopped := self._pulse.stopped:
            self._fall_behind(stopped)
        elif now.passed - self._asked > CAUGHT_UP or now.passed - self._fell_behind > BACKLOG:
            self._behind = None
        if self._crowded and now.passed - self._crowded.passed > BACKLOG:
            self._crowded = None
        self._in_hand = now
        return self.open or now.day

    def done(self, *, full: bool = False) -> None:
        """The batch is committed; the next one is asked for. Behind a `full` one more was waiting, perhaps."""
        self._asked = self._time.monotonic()
        self._crowded = (self._crowded or self._in_hand) if full else None
        if self._in_hand and self._asked - self._in_hand.passed > NOISE:
            self.stalls.append(Stall(self._in_hand.day, self._time.now()))
            self._fall_behind(self._in_hand.day)
        self._in_hand = None

    def jump(self, by: timedelta) -> None:
        """The clock was set."""
        self._in_hand = self._in_hand and self._in_hand.moved(by)
        self._crowded = self._crowded and self._crowded.moved(by)
        self._behind = self._behind and self._behind + by
        self.stalls = [stall.moved(by) for stall in self.stalls]

    def _fall_behind(self, since: datetime) -> None:
        self._behind = self._behind or since
        self._fell_behind = self._time.monotonic()

    @property
    def open(self) -> datetime | None:
        """From where on not everything is taken in that was said; None if there is nothing we know of."""
        since = [moment.day for moment in (self._crowded, self._in_hand) if moment]
        return min([*since, *([self._behind] if self._behind else [])], default=None)

    def rest(self) -> None:
        """Where nothing came for a while, nothing waits any more."""
        if self._in_hand is None and self._time.monotonic() - self._asked > CAUGHT_UP:
            self._behind = self._crowded = None


def taken_in(now: datetime, pulse: Pulse, ears: Iterable[Ear]) -> datetime:
    """Up to where everything that was said has been taken in: no later deadline is over yet."""
    ears = list(ears)
    stalls = [stall.start for part in (pulse.stalls, *(ear.stalls for ear in ears)) for stall in part]
    return min([now, *stalls, *filter(None, (pulse.stopped, *(ear.open for ear in ears)))])
