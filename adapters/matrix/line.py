"""Standing in line for what counts against the account's limit, once the homeserver has asked us to wait.

Whoever is refused and tries again takes nothing from the allowance and yet harms: Synapse charges a refused invitation
to the invited person's own allowance (`rc_invites.per_user`: five, then one in 333 s). So requests that were made at
once do not come back at once: one at a time goes, at the pace that the homeserver told.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from adapters.contract import RetryLater, Timer

T = TypeVar("T")
SHORT: Final = 30.0
"""Seconds: a longer pause is no matter of pace but of one kind of request, or of one person."""
MOST: Final = 8
"""Requests in line; others are told to come back later, so that a chair's answer is not behind all of them."""
TRIES: Final = 3


class Line:
    """For one account; `most` requests wait in it."""

    def __init__(self, timer: Timer, most: int = MOST) -> None:
        self._timer = timer
        self._most = most
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._pace = 0.0
        """Seconds between two requests: the longest that was told, since what is told is the rest of one."""
        self._rest_until = -math.inf

    async def go(self, request: Callable[[], Awaitable[T]]) -> T:
        """What a request returns, in its turn. Raises NetworkError; `RetryLater` if the line is too long."""
        if not self._waiting and self._timer.monotonic() >= self._rest_until:
            self._pace = 0.0
            try:
                return await request()
            except RetryLater as error:
                self._slow_down(error)
        if self._waiting >= self._most:
            raise RetryLater(self._pace * self._most)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._in_turn(request)
        finally:
            self._waiting -= 1

    async def _in_turn(self, request: Callable[[], Awaitable[T]]) -> T:
        for _ in range(TRIES):
            await self._timer.sleep(max(0.0, self._rest_until - self._timer.monotonic()))
            try:
                answer = await request()
            except RetryLater as error:
                self._slow_down(error)
            else:
                self._rest_until = self._timer.monotonic() + self._pace
                return answer
        raise RetryLater(self._pace)

    def _slow_down(self, error: RetryLater) -> None:
        """Raises the error itself if it is no matter of pace."""
        if error.seconds is None or error.seconds > SHORT:
            raise error
        self._pace = max(self._pace, error.seconds)
        self._rest_until = self._timer.monotonic() + error.seconds
