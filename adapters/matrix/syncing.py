"""The sync loop. The next sync starts only when the caller has come back for more.

A batch's cursor is the token that the homeserver gave with it. Events are read from the answer
itself; where a room's timeline was cut short, the rest is fetched from `/messages`.
"""

from __future__ import annotations

import asyncio
import math
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import orjson
import structlog

from adapters.contract import (
    Batch,
    ChatChange,
    ChatChanged,
    Inbound,
    NetworkError,
    Offline,
    Refused,
    RetryLater,
    Timer,
    Unreachable,
)
from adapters.matrix.decode import TIMELINE, decode, target
from adapters.matrix.errors import Object
from adapters.matrix.events import age, event_id, kind, membership, obj, objects, sender, sent_at, string
from adapters.matrix.rooms import STATE, Room, Rooms
from adapters.matrix.shown import Sent
from adapters.matrix.wire import Wire, path
from adapters.matrix.wire import text as required
from adapters.pacing import Backoff

WAIT: Final = 10
"""Seconds that an empty sync hangs: short, because an outage is seen by the time since the last word."""
SLOW: Final = 100.0
"""Seconds more for a sync that brings a lot."""
LIMIT: Final = 100
"""Events of a room in one answer: Synapse gives no more."""
OLDEST: Final = 3600.0
"""Seconds: without a cursor older events are none of our business."""
STEP: Final = 100
"""Rooms that are read before others get their turn in the event loop."""

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one answer says about one room, oldest first."""

    room: Room
    state: list[Object]
    timeline: list[Object]


class Syncing:
    """Follows one account; `start` comes before `batches`."""

    def __init__(self, wire: Wire, rooms: Rooms, sent: Sent, us: str, timer: Timer, backoff: Backoff) -> None:
        self._wire = wire
        self._rooms = rooms
        self._sent = sent
        self._us = us
        self._timer = timer
        self._backoff = backoff
        self._invited: set[str] = set()
        self._joins_rest_until = -math.inf
        self._dead: set[str] = set()
        self.trouble: NetworkError | None = None
        """Why the last sync failed."""

    async def start(self) -> None:
        """Learn what rooms there are. Raises NetworkError."""
        answer = await self._wire.get("/sync", SLOW, timeout="0", filter=_filter(self._us, ["m.none"], fresh=True))
        found = obj(answer.get("rooms"))
        self._invited |= obj(found.get("invite")).keys()
        for done, (number, part) in enumerate(obj(found.get("join")).items(), 1):
            for event in objects(obj(obj(part).get("state")).get("events")):
                self._rooms.learn(self._rooms.room(number), event)
            if done % STEP == 0:
                await asyncio.sleep(0)
        self._dead |= await self._rooms.settle()

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        """Yield what came in; the cursor is the homeserver's token. Raises `Rejected`."""
        since = cursor or ""
        while True:
            await self._go_in()
            answer, since = await self._patiently(partial(self._sync, since))
            inputs = await self._inputs(answer, since)
            since = required(answer.get("next_batch"))
            if inputs:
                yield Batch(tuple(inputs), since)
            await self._go_out()

    async def _sync(self, since: str) -> tuple[Object, str]:
        """An answer, and the token that it continues: "" if the homeserver does not know the one that we had."""
        query = {"filter": _filter(self._us, [*TIMELINE, *STATE], fresh=not since)}
        if since:
            query |= {"since": since, "timeout": str(WAIT * 1000)}
        try:
            answer = await self._wire.get("/sync", WAIT if since else SLOW, **query)
        except (Refused, Unreachable) as error:
            log.error("matrix_sync_refused", error=str(error))
            if since and isinstance(error, Refused):
                return await self._sync("")
            raise Offline(str(error)) from None
        required(answer.get("next_batch"))
        return answer, since

    async def _patiently(self, request: Callable[[], Awaitable[T]]) -> T:
        """What a request returns, however long the homeserver is away."""
        failures = 0
        while True:
            try:
                answer = await request()
                self.trouble = None
                return answer
            except (Offline, RetryLater) as error:
                failures += 1
                self.trouble = error
                log.warning("matrix_sync_failed", error=type(error).__name__)
                told = error.seconds if isinstance(error, RetryLater) else None
                await self._timer.sleep(self._backoff.seconds(failures) if told is None else told)

    async def _go_in(self) -> None:
        """Accept the invitations, unless the homeserver asked us to wait with that."""
        if self._timer.monotonic() < self._joins_rest_until:
            return
        for number in list(self._invited):
            try:
                await self._rooms.join(number)
            except (Offline, RetryLater) as error:
                log.info("matrix_join_later", error=type(error).__name__)
                told = error.seconds if isinstance(error, RetryLater) else None
                self._joins_rest_until = self._timer.monotonic() + (WAIT if told is None else told)
                return
            self._invited.discard(number)

    async def _go_out(self) -> None:
        """Leave the rooms where nobody is left: what told us of it is confirmed by now."""
        for number in list(self._dead):
            try:
                await self._rooms.leave(number)
            except (Offline, RetryLater) as error:
                log.info("matrix_leave_later", error=type(error).__name__)
                return
            self._dead.discard(number)

    async def _inputs(self, answer: Object, since: str) -> list[Inbound]:
        """The inputs of an answer; each room's in its order, the rooms' by time."""
        parts = await self._parts(obj(answer.get("rooms")), since)
        wanted = [(part.room.id, found) for part in parts for event in part.timeline if (found := target(event))]
        await self._patiently(partial(self._sent.know, wanted))
        inputs: list[tuple[float, Inbound]] = []
        for number, part in enumerate(parts):
            inputs += await self._read(part, OLDEST if not since else math.inf)
            if number % STEP == STEP - 1:
                await asyncio.sleep(0)
        inputs.sort(key=lambda pair: pair[0])
        return [said for _, said in inputs]

    async def _parts(self, rooms: Object, since: str) -> list[_Part]:
        self._invited |= obj(rooms.get("invite")).keys()
        parts = []
        for section in ("join", "leave"):
            for number, told in obj(rooms.get(section)).items():
                room, timeline = self._rooms.room(number), obj(obj(told).get("timeline"))
                state = objects(obj(obj(told).get("state")).get("events"))
                events = objects(timeline.get("events"))
                if timeline.get("limited") is True:
                    events = await self._missed(number, string(timeline.get("prev_batch")), since) + events
                parts.append(_Part(room, state, events))
        return parts

    async def _missed(self, number: str, before: str, since: str) -> list[Object]:
        """The events of a room between two tokens, oldest first; without the earlier one those not too old."""
        query = {"dir": "b", "limit": str(LIMIT), "filter": _messages_filter(self._us)}
        if since:
            query["to"] = since
        missed: list[Object] = []
        while before:
            page = await self._page(number, query | {"from": before})
            chunk = objects(page.get("chunk"))
            missed += chunk
            # a page can be empty and not the last one; the last one has no end
            end = string(page.get("end"))
            before = "" if end == before or (chunk and not since and age(chunk[-1]) > OLDEST) else end
        return missed[::-1]

    async def _page(self, number: str, query: dict[str, str]) -> Object:
        """A page of a room's past; an empty one where it is closed to us."""
        try:
            return await self._patiently(partial(self._wire.get, path("rooms", number, "messages"), SLOW, **query))
        except (Refused, Unreachable) as error:
            log.error("matrix_gap_stays", error=type(error).__name__)
            return {}

    async def _read(self, part: _Part, oldest: float) -> list[tuple[float, Inbound]]:
        """The inputs of a room, each with the latest time so far, since the order within a room is the homeserver's."""
        room, latest, joined_at = part.room, 0.0, _joined_at(part, self._us)
        for event in part.state:
            self._rooms.learn(room, event)
        read: list[tuple[float, Inbound]] = []
        for event in _once(part.state + part.timeline):
            latest = max(latest, sent_at(event))
            self._rooms.learn(room, event)
            too_old = age(event) > oldest or (sent_at(event) < joined_at and not room.private)
            said = None if too_old else decode(event, room, self._us, self._sent.find)
            if said is not None and await self._concerns(room, said):
                read.append((latest, said))
        if read:
            await self._rooms.follow(room)
        return read

    async def _concerns(self, room: Room, said: Inbound) -> bool:
        """Take notice of a person who left, or comes back; False if it was a room that had been given up before."""
        if isinstance(said, ChatChanged) and said.change is ChatChange.BLOCKED:
            self._dead.add(room.id)
            return await self._rooms.left(room)
        if isinstance(said, ChatChanged) and said.change is ChatChange.UNREADABLE and said.private:
            # whoever looks for us in another room may be asked into one that we can read
            self._rooms.invite(said.sender)
        return True


def _once(events: list[Object]) -> list[Object]:
    """The events without those that come again: what a gap holds can stand in the state as well."""
    return list({event_id(event): event for event in events}.values())


def _joined_at(part: _Part, us: str) -> float:
    """When we came into the room, if this is where we hear of it; what was said before was not said to us."""
    came = [
        sent_at(event)
        for event in part.state + part.timeline
        if kind(event) == "m.room.member" and event.get("state_key") == us and membership(event)[1] == "join"
        if membership(event)[0] != "join" and sender(event) == us
    ]
    return max(came, default=0.0)


def _events(us: str, kinds: list[str]) -> Object:
    """A filter for events of others; what the filter leaves out of our own joining comes as state."""
    return {"types": list(kinds), "not_senders": [us], "limit": LIMIT}


def _messages_filter(us: str) -> str:
    return orjson.dumps(_events(us, [*TIMELINE, *STATE])).decode()


def _filter(us: str, kinds: list[str], *, fresh: bool) -> str:
    """What we want of a sync. Members are not loaded lazily: who else is in a room decides whether it is private.

    Synapse repeats for two minutes what it answered to the same request. That is right for a sync from a
    token and wrong for one from nowhere, so a `fresh` filter is like no other.
    """
    nothing: Object = {"not_types": ["*"]}
    room: Object = {
        "ephemeral": nothing,
        "account_data": nothing,
        "state": {"types": list(STATE)},
        "timeline": _events(us, kinds),
        "not_rooms": [f"!{uuid.uuid4().hex}:none.invalid"] if fresh else [],
    }
    return orjson.dumps({"presence": nothing, "account_data": nothing, "room": room}).decode()
