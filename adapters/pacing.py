"""How fast: the gate of a whole network, the pace of a chat, and waiting longer after each failure."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from random import Random
from typing import Final

from adapters.contract import Address, Limits, Timer

SHARE: Final = 0.98
"""How much of a limit is used."""


QUICKLY: Final = 4
"""How many times quicker than in a private chat messages may follow each other in a group, within its minute."""
LEAST: Final = 0.03
"""Of the pause that we would make ourselves, the least that is made whatever the network says."""
LONGEST: Final = 300.0
"""Seconds after which we ask again whatever the network says."""
MINUTE: Final = 60 / SHARE
RESERVED: Final = ((0.0, 0.4), (20.0, 0.3), (60.0, 0.1))
"""After so many seconds without an edit that can wait, the share of a group's minute that is left for answers."""


class ChatPace:
    """How long a chat rests after a request.

    A private chat gets one request an interval. A group's limit is a number a minute, and chairs
    wait for answers there: it may take several quickly, until the minute's number is used. What can
    wait is the thinner the more of the minute is used, and never takes the last of it.
    """

    def __init__(self, limits: Limits) -> None:
        self._interval = 1 / (limits.chat_per_second * SHARE)
        self._most = int(limits.group_per_minute)
        self._starts: dict[Address, deque[float]] = {}
        self._waited: dict[Address, float] = {}
        """When something that could wait last started."""

    def rest(self, chat: Address, started: float, *, group: bool, could_wait: bool = False) -> float:
        """Until when the chat rests after a request that started at `started`."""
        if not group:
            return started + self._interval
        if could_wait:
            self._waited[chat] = started
        starts = self._starts.setdefault(chat, deque(maxlen=min(self._most, 1000)))
        starts.append(started)
        full = len(starts) == self._most
        return max(started + min(self._interval, 60 / self._most) / QUICKLY, starts[0] + MINUTE if full else started)

    def turn_to_wait(self, group: Address, now: float) -> float:
        """When something that can wait may start in a group, if nothing else starts there meanwhile."""
        used = [start for start in self._starts.get(group, ()) if start + MINUTE > now]
        last = self._waited.get(group, -math.inf)
        return max(now, min(max(last + pause, self._room(used, share)) for pause, share in RESERVED))

    def _room(self, used: list[float], share: float) -> float:
        """When that share of the minute is free again."""
        over = len(used) + math.ceil(self._most * share) - self._most
        return used[over - 1] + MINUTE if over > 0 else -math.inf


class Gate:
    """Turns at `SHARE` of `per_second`, without burst, in the order in which they were asked for.

    A turn that starts late lets the next one catch up only as far as the limit itself allows, so a
    busy event loop costs pace and never causes a burst.
    """

    def __init__(self, per_second: float, timer: Timer) -> None:
        self.interval = 1 / (per_second * SHARE)
        self._slack = self.interval - 1 / per_second
        self._timer = timer
        self._free_at = -math.inf
        self._lock = asyncio.Lock()

    async def turn(self, requests: int = 1) -> None:
        """Return when the next request may start, which counts for so many."""
        async with self._lock:
            while (wait := self._free_at - self._timer.monotonic()) > 0:
                await self._timer.sleep(wait)
            self._free_at = max(self._free_at, self._timer.monotonic() - self._slack) + self.interval * requests

    def hold(self, seconds: float) -> None:
        """Let nobody through for `seconds` from now."""
        self._free_at = max(self._free_at, self._timer.monotonic() + seconds)


class Backoff:
    """Twice as long after each failure, from `FIRST` to `MOST` seconds, shortened at random by up to a half."""

    FIRST = 1.0
    MOST = 30.0
    _DOUBLINGS = math.ceil(math.log2(MOST / FIRST))

    def __init__(self, random: Random) -> None:
        self._random = random

    def seconds(self, failures: int) -> float:
        """How long to wait after that many failures in a row, counted from one."""
        return self._whole(failures) * self._random.uniform(0.5, 1)

    def pause(self, failures: int, told: float | None) -> float:
        """The same where the network told how long: as it says, within what makes sense.

        Servers were seen that say 0 or less, and ones that say a year.
        """
        if told is None or told != told:  # NaN; `isnan` fails on integers beyond all floats
            return self.seconds(failures)
        return min(max(told, self._whole(failures) * LEAST), LONGEST)

    def _whole(self, failures: int) -> float:
        return min(self.MOST, self.FIRST * 2.0 ** min(failures - 1, self._DOUBLINGS))
