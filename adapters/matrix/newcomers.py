"""People who added a device a moment ago."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from adapters.contract import NetworkError, Timer

SETTLED: Final = 10.0
"""Seconds until an app that was just added has asked who we are.

matrix-js-sdk gives up for good, until it is started anew, a message that it got the key of before: "The sender device
is not known" (`EventDecryptor.onMegolmDecryptionError`). It waits for a message that it has no key of yet.
"""


class Newcomers:
    """Who is to wait for the keys of what was there before, and gets them when the time has come."""

    def __init__(self, timer: Timer, give: Callable[[set[str]], Awaitable[None]]) -> None:
        self._timer = timer
        self._give = give
        self._waiting: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> set[str]:
        """People to whom nothing older is given yet."""
        return set(self._waiting)

    def came(self, people: set[str]) -> None:
        """They have other devices than before."""
        for user in people:
            self._waiting[user] = self._waiting.get(user, 0) + 1
        task = asyncio.create_task(self._settle(people))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up waiting; who waited is given it with the next message."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _settle(self, people: set[str]) -> None:
        await self._timer.sleep(SETTLED)
        for user in people:
            self._waiting[user] -= 1
        settled = {user for user in people if not self._waiting[user]}
        for user in settled:
            del self._waiting[user]
        with suppress(NetworkError):  # then with the next message
            await self._give(settled)
