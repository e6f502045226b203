"""The updates that wait for one bot."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice

from .chats import Press
from .errors import conflict
from .faults import Faults
from .limits import Clock
from .wire import Json, dump

ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")
"""Updates that come only when they are asked for by name."""
FIRST_ID = 100_000_001
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(eq=False, slots=True)
class Item:
    """One update, encoded; `order` is the same for updates that must not overtake each other."""

    id: int
    body: bytes
    order: int
    expires: float | None
    press: Press | None = None
    done: bool = False


class Inbox:
    """Hands out updates until they are confirmed or too old."""

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self.next_id = FIRST_ID
        """Jumps to any number after a week without updates; tests may set it."""
        self.allowed: Collection[str] | None = None
        self.sink: Callable[[Item], None] | None = None
        """Where updates go at once while a webhook is set."""
        self.connected = asyncio.Event()
        """Set when the bot asks for updates for the first time."""
        self._clock = clock
        self._faults = faults
        self._items: deque[Item] = deque()
        self._waiter: asyncio.Future[bool] | None = None

    def put(
        self, kind: str, payload: Json, *, order: int = 0, life: float | None = None, press: Press | None = None
    ) -> None:
        """Queue an update that lives `life` seconds."""
        if not self._wants(kind):
            return
        body = dump({"update_id": self.next_id, kind: payload})
        item = Item(self.next_id, body, order, None if life is None else self._clock() + life, press)
        self.next_id += 1
        self._items.append(item)
        if self.sink:
            self.sink(item)
        elif self._waiter and not self._waiter.done():
            self._waiter.set_result(True)

    def now(self) -> float:
        """The server's time."""
        return self._clock()

    def waiting(self) -> list[Item]:
        """Every update that is neither confirmed nor too old."""
        return [item for item in self._items if self.alive(item)]

    def alive(self, item: Item) -> bool:
        """True while the update is neither confirmed nor too old."""
        return not item.done and (item.expires is None or self._clock() < item.expires)

    def finish(self, item: Item) -> None:
        """Confirm one update."""
        item.done = True
        while self._items and self._items[0].done:
            self._items.popleft()

    def clear(self) -> None:
        """Forget all that waits, as `drop_pending_updates` does."""
        self._items.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Item]:
        """Confirm what lies before `offset`, return what waits or what comes within `seconds`.

        Raises `ApiError` 409 when another poll takes over.
        """
        self.connected.set()
        self._end_poll(taken_over=True)
        self._confirm(offset)
        items = self._take(limit)
        if items or seconds <= 0:
            return items
        await self._wait(seconds)
        return self._take(limit)

    def close(self) -> None:
        """Let a hanging poll return."""
        self._end_poll(taken_over=False)

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    async def _wait(self, seconds: float) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        done, _ = await asyncio.wait([waiter], timeout=seconds)
        if self._waiter is waiter:
            self._waiter = None
        if done and not waiter.result():
            raise conflict(_TERMINATED)

    def _end_poll(self, *, taken_over: bool) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(not taken_over)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._items = deque(self.waiting()[offset:])
        if not 0 < offset <= self.next_id + 10:
            return  # as Telegram's queue: an offset from the future is forgotten
        again: list[Item] = []
        while self._items and self._items[0].id < offset:
            item = self._items.popleft()
            if self._faults.redeliver > 0:
                self._faults.redeliver -= 1
                again.append(item)
        self._items.extendleft(reversed(again))

    def _take(self, limit: int) -> list[Item]:
        now = self._clock()
        batch = list(islice(filter(self.alive, self._items), limit))
        for item in batch:
            if item.press and not item.press.delivered:
                item.press.delivered = now
        return batch[::-1] if self._faults.reverse else batch
