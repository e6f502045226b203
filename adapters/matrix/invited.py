"""Going into rooms, and leaving them, beside the sync loop: whoever is slow there keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import structlog

from adapters.contract import NetworkError, Offline, RetryLater, Timer
from adapters.matrix.events import content, kind, named, obj, objects, sender
from adapters.matrix.line import Line
from adapters.matrix.rooms import Rooms
from adapters.pacing import Backoff
from adapters.parsing import Object

TRIES: Final = 5
"""For each room; a server that does not answer for so long is asked again after our next start."""
AT_ONCE: Final = 16
AT_ONCE_AFAR: Final = 2
"""Rooms of one other homeserver that are tried at a time: one that is gone takes no place of the others."""
MOST_WAITING: Final = 5_000
"""Of each side, so that strangers with any number of homeservers keep nobody of ours waiting."""
MOST_ROOMS: Final = 5
"""Rooms that one account can bring us into: private, chairs, desk, members, and one that went wrong."""

log = structlog.get_logger()


class _Side:
    """Rooms of our homeserver, or of all others: what one side asks us to wait for is not the other's."""

    def __init__(self, timer: Timer) -> None:
        self.waiting: set[str] = set()
        self.places = asyncio.Semaphore(AT_ONCE)
        self.line = Line(timer, AT_ONCE)


class Doors:
    """Joins and leaves in tasks of their own, each with bounded tries and growing pauses."""

    def __init__(self, rooms: Rooms, us: str, timer: Timer, backoff: Backoff) -> None:
        self._rooms = rooms
        self._us = us
        self._timer = timer
        self._backoff = backoff
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._asked: dict[str, set[str]] = {}
        """The rooms that each account asked us into since we started; one more than it may, at most."""
        self._here, self._afar = _Side(timer), _Side(timer)
        self._servers: dict[str, asyncio.Semaphore] = {}

    def invited(self, section: Object) -> None:
        """Answer what a sync says about invitations."""
        for number, told in section.items():
            if named(number, "!"):
                self.ask(number, self._inviter(objects(obj(obj(told).get("invite_state")).get("events"))))

    def ask(self, number: str, by: str) -> None:
        """Go into a room, unless this account brought us into too many."""
        if number in self._tasks or len(self._side(by).waiting) >= MOST_WAITING:
            return
        asked = self._asked.setdefault(by, set())
        if len(asked) <= MOST_ROOMS:
            asked.add(number)
        if number not in asked or max(len(asked), self._rooms.made_by(by) + 1) > MOST_ROOMS:
            log.warning("matrix_invitation_declined", inviter=by, rooms=MOST_ROOMS)
            self._begin(number, by, self._rooms.decline)
        else:
            self._begin(number, by, self._rooms.join)

    def leave(self, number: str) -> None:
        """Leave a room that nobody is in."""
        if number not in self._tasks:
            self._begin(number, self._us, self._rooms.leave)

    async def stop(self) -> None:
        """Give up what is under way; what was not done is found at the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _inviter(self, events: list[Object]) -> str:
        ours = (event for event in events if kind(event) == "m.room.member" and event.get("state_key") == self._us)
        return next((sender(event) for event in ours if content(event).get("membership") == "invite"), "")

    def _side(self, by: str) -> _Side:
        return self._here if by.partition(":")[2] == self._us.partition(":")[2] else self._afar

    def _begin(self, number: str, by: str, do: Callable[[str], Awaitable[None]]) -> None:
        task, waiting = asyncio.create_task(self._patiently(number, by, do)), self._side(by).waiting
        self._tasks[number] = task
        waiting.add(number)

        def done(_: asyncio.Task[None]) -> None:
            self._tasks.pop(number, None)
            waiting.discard(number)

        task.add_done_callback(done)

    async def _patiently(self, number: str, by: str, do: Callable[[str], Awaitable[None]]) -> None:
        server = by.partition(":")[2]
        side = self._side(by)
        limit = AT_ONCE if side is self._here else AT_ONCE_AFAR
        own = self._servers.setdefault(server, asyncio.Semaphore(limit))
        failures = 0
        while failures < TRIES:
            try:
                async with own, side.places:
                    await side.line.go(partial(do, number))
                    return
            except (Offline, RetryLater) as error:
                failures += 1
                log.info("matrix_room_later", error=type(error).__name__, tries=failures)
                told = error.seconds if isinstance(error, RetryLater) else None
                await self._timer.sleep(max(self._backoff.seconds(failures), told or 0.0))
            except NetworkError as error:
                log.warning("matrix_room_refused", error=type(error).__name__)
                return
        log.warning("matrix_room_given_up", inviter=by)
