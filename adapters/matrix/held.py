"""What came in a room and cannot be read yet: its gap is being filled, or what it answers is being looked up.

Such a room waits by itself, in its order, while all others are read. A request that fails while the
homeserver answers others has bounded tries with growing pauses; then what is there is read without it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Final, TypeVar

import structlog

from adapters.contract import NetworkError, Offline, RetryLater, Timer
from adapters.matrix.events import obj, objects, string
from adapters.pacing import Backoff
from adapters.parsing import Object
from adapters.redact import where

TRIES: Final = 5
MOST_LIMITED: Final = 6
"""Pauses that a homeserver may ask for; a room does not wait for ever for one look-up."""
LONGEST_PAUSE: Final = 30.0
AT_ONCE: Final = 16

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class Part:
    """What the homeserver says about one room, oldest first."""

    room: str
    left: bool
    """Whether we are not there any more."""
    state: list[Object]
    timeline: list[Object]
    before: str = ""
    """The token before which something is missing; "" if nothing is."""
    since: str = ""
    """The token up to which all is known."""
    oldest: float = 0.0
    """Milliseconds of the homeserver's clock: what is older was worked off, or is none of our business."""
    broken: bool = False
    """Whether something of it could not be had."""
    opened: dict[str, Object | None] = field(default_factory=dict)
    """By event, what stands in the encrypted ones; None for what could not be read. Never kept."""


def told_of(number: str, told: Object, since: str, oldest: float, *, left: bool) -> Part:
    """What a sync says of a room, since a token; `oldest` is in seconds of the homeserver's clock."""
    timeline = obj(told.get("timeline"))
    state = objects(obj(told.get("state")).get("events"))
    part = Part(number, left, state, objects(timeline.get("events")), since=since)
    if timeline.get("limited") is True:
        part.before = string(timeline.get("prev_batch"), 8192)
    part.oldest = 1000 * oldest
    return part


@dataclass(slots=True, eq=False)
class _Waiting:
    parts: list[Part] = field(default_factory=list)
    prepared: int = 0
    task: asyncio.Task[None] | None = None

    @property
    def done(self) -> bool:
        """Whether all of it can be read."""
        return self.prepared == len(self.parts)


class Held:
    """The rooms that wait. `prepare` gets what a part still needs."""

    def __init__(self, prepare: Callable[[Part], Awaitable[None]]) -> None:
        self._prepare = prepare
        self._rooms: dict[str, _Waiting] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._done = asyncio.Event()
        self._kept: dict[str, str] = {}
        """By room, what was last given out to be kept."""

    def hold(self, part: Part) -> None:
        """Let a part wait, behind those of its room that wait already."""
        waiting = self._rooms.setdefault(part.room, _Waiting())
        waiting.parts.append(part)
        if waiting.task is None or waiting.task.done():
            waiting.task = asyncio.create_task(self._work(waiting))
            waiting.task.add_done_callback(lambda _: self._done.set())

    async def some(self) -> None:
        """Return when a room need not wait any more."""
        await self._done.wait()

    async def at_most(self, seconds: float) -> None:
        """Return when no room waits any more, or after so long."""
        if tasks := self._tasks():
            await asyncio.wait(tasks, timeout=seconds)

    def take(self) -> list[Part]:
        """The parts that need not wait any more, in their order."""
        self._done.clear()
        ready = [number for number, waiting in self._rooms.items() if waiting.done]
        return [part for number in ready for part in self._rooms.pop(number).parts]

    def rows(self) -> list[tuple[str, str]]:
        """What has to be kept from here on, since the homeserver will not tell it again."""
        now = {number: json.dumps([_kept(part) for part in waiting.parts]) for number, waiting in self._rooms.items()}
        changed = [(number, text) for number, text in now.items() if self._kept.get(number) != text]
        gone = [(number, "") for number in self._kept.keys() - now.keys()]
        self._kept = now
        return changed + gone

    def restore(self, kept: Iterable[tuple[str, str]]) -> None:
        """Go on with what was kept."""
        for number, text in kept:
            self._kept[number] = text
            for part in json.loads(text):
                self.hold(Part(**part))

    async def stop(self) -> None:
        """Give up what is under way."""
        tasks = self._tasks()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [waiting.task for waiting in self._rooms.values() if waiting.task is not None]

    async def _work(self, waiting: _Waiting) -> None:
        async with self._places:
            while not waiting.done:
                part = waiting.parts[waiting.prepared]
                try:
                    await self._prepare(part)
                except Exception as error:
                    log.error("matrix_part_failed", error=where(error))
                    part.broken = True
                waiting.prepared += 1


def _kept(part: Part) -> dict[str, object]:
    """A part as it came: what was encrypted stays so."""
    return {**asdict(replace(part, opened={})), "opened": {}}


class Patience:
    """Requests that fail while the homeserver answers others are not repeated for ever."""

    def __init__(self, timer: Timer, backoff: Backoff, away: Callable[[], bool]) -> None:
        self._timer = timer
        self._backoff = backoff
        self._away = away

    async def ask(self, request: Callable[[], Awaitable[T]]) -> T | None:
        """What a request returns; None for one that is refused or was tried often enough."""
        failures, limited = 0, 0
        while limited < MOST_LIMITED:
            try:
                return await request()
            except RetryLater as error:
                limited += 1
                pause = self._backoff.seconds(1) if error.seconds is None else min(error.seconds, LONGEST_PAUSE)
            except Offline as error:
                # while the homeserver itself is away this says nothing about the one request
                failures += not self._away()
                if failures >= TRIES:
                    log.error("matrix_set_aside", error=type(error).__name__)
                    return None
                pause = self._backoff.seconds(max(failures, 1))
            except NetworkError as error:
                log.error("matrix_not_to_be_had", error=type(error).__name__)
                return None
            await self._timer.sleep(pause)
        log.error("matrix_limited_for_ever")
        return None
