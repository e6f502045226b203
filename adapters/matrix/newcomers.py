"""People whose apps can hardly have asked yet who we are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Final

from adapters.contract import NetworkError, Timer

SETTLED: Final = 10.0
"""Seconds until an app has asked who we are, after it was added, or went into a first room with us.

matrix-js-sdk gives up for good, until it is started anew, a message that it got the key of before: "The sender device
is not known" (`EventDecryptor.onMegolmDecryptionError`). It waits for a message that it has no key of yet.
"""
TOGETHER: Final = 0.5
"""Seconds within which people come together, and are given what they wait for together."""


class Newcomers:
    """Who is to wait for keys, and gets them when the time has come."""

    def __init__(self, timer: Timer, give: Callable[[set[str]], Awaitable[None]]) -> None:
        self._timer = timer
        self._give = give
        self._gathering: set[str] = set()
        """Who came just now: a whole assembly may come at once, and all rooms are looked through for each giving."""
        self.served: set[str] = set()
        """To whom it is being given."""
        self._waiting: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> set[str]:
        """People to whom nothing is given yet."""
        return set(self._waiting)

    def came(self, people: set[str]) -> None:
        """They have other devices than before, or are here for the first time."""
        for user in people - self._gathering:
            self._waiting[user] = self._waiting.get(user, 0) + 1
        if people and not self._gathering:
            self._begin(self._settle())
        self._gathering |= people

    def asked(self, people: set[str]) -> None:
        """They need not wait any more."""
        for user in people:
            self._waiting.pop(user, None)
        self._begin(self._give_to(people))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Give up waiting; what is owed is given by the next process."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _settle(self) -> None:
        await self._timer.sleep(TOGETHER)
        people, self._gathering = self._gathering, set()
        await self._timer.sleep(SETTLED)
        here = people & self._waiting.keys()
        for user in here:
            self._waiting[user] -= 1
        settled = {user for user in here if not self._waiting[user]}
        for user in settled:
            del self._waiting[user]
        await self._give_to(settled)

    async def _give_to(self, people: set[str]) -> None:
        self.served |= people
        try:
            await self._give(people)
        except NetworkError:
            pass  # then a little later
        finally:
            self.served -= people
