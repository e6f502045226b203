"""The sync loop. The next sync starts only when the caller has come back for more.

A batch's cursor is the token that the homeserver gave with it. Events are read from the answer
itself; where a room's timeline was cut short, the rest is fetched from `/messages`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from adapters.clocks import by_ours
from adapters.contract import (
    Batch,
    ChatChange,
    ChatChanged,
    Inbound,
    NetworkError,
    Offline,
    Press,
    Refused,
    RetryLater,
    Timer,
    Unreachable,
)
from adapters.matrix.decode import ENCRYPTED, TIMELINE, decode, made_since, target
from adapters.matrix.errors import NotUnderstood
from adapters.matrix.events import (
    age,
    event_id,
    is_state,
    kind,
    membership,
    named,
    obj,
    objects,
    sender,
    sent_at,
    string,
)
from adapters.matrix.filters import LIMIT, messages_filter, sync_filter
from adapters.matrix.held import Held, Part, Patience, told_of
from adapters.matrix.invited import Doors
from adapters.matrix.keeping import Keeper
from adapters.matrix.rooms import STATE, Room, Rooms
from adapters.matrix.sent import Sent
from adapters.matrix.wire import TooMuch, Wire, path
from adapters.matrix.wire import text as required
from adapters.pacing import Backoff
from adapters.parsing import Object

if TYPE_CHECKING:
    from adapters.matrix.sealing import Sealing

LOST: Final = 3
"""As often in a row it must be refused until a token is given up, since then the last hour comes again."""
WAIT: Final = 10.0
"""Seconds that an empty sync hangs: short, because an outage is seen by the time since the last word."""
SLOW: Final = 100.0
"""Seconds more for a sync that brings a lot."""
OLDEST: Final = 3600.0
"""Seconds: without a cursor older events are none of our business; with one, those older than it by so much."""
MOST_PAGES: Final = 200
"""Of a gap: 20,000 events."""
STEP: Final = 100
"""Rooms that are read before others get their turn in the event loop."""
HELD: Final = "held:"
"""Before a room, the key under which is kept what waits there."""
PATIENCE: Final = 0.5
"""Seconds that all rooms wait for those that need something looked up; then these wait by themselves."""

T = TypeVar("T")
log = structlog.get_logger()


class Syncing:
    """Follows one account; `start` comes before `batches`."""

    def __init__(
        self,
        wire: Wire,
        rooms: Rooms,
        sent: Sent,
        keeper: Keeper,
        us: str,
        timer: Timer,
        backoff: Backoff,
        sealing: Sealing | None = None,
    ) -> None:
        self.trouble: NetworkError | None = None
        """Why nothing comes in; None while all is well."""
        self.heard: float | None = None
        """When something could come in for the last time."""
        self._wire = wire
        self._rooms = rooms
        self._sent = sent
        self._keeper = keeper
        self._us = us
        self._sealing = sealing
        self._timer = timer
        self._backoff = backoff
        self._doors = Doors(rooms, us, timer, backoff)
        self._held = Held(self._prepare)
        self._patience = Patience(timer, backoff, lambda: self.trouble is not None)
        self._not_understood = 0
        """How often in a row the homeserver made nothing of our token."""
        self._limit = LIMIT
        """Events of a room in an answer: fewer while it was too long with more; the others are fetched room by room."""
        self._last: dict[str, str] = {}
        """By room, the newest event that was read."""
        self._dead: set[str] = set()

    async def start(self) -> None:
        """Learn what rooms there are. Raises NetworkError."""
        answer = await self._wire.sync(SLOW, timeout="0", filter=sync_filter(self._us, ["m.none"], fresh=True))
        found = obj(answer.get("rooms"))
        for done, (number, part) in enumerate(obj(found.get("join")).items(), 1):
            if named(number, "!"):
                for event in objects(obj(obj(part).get("state")).get("events")):
                    self._rooms.learn(self._rooms.room(number), event)
            if done % STEP == 0:
                await asyncio.sleep(0)
        self.heard = self._timer.monotonic()
        kept = await self._keeper.load()
        if self._sealing:
            self._rooms.encrypt(self._sealing.encrypted)
        dead = self._rooms.settle(kept.rooms)
        self._held.restore((key.removeprefix(HELD), text) for key, text in kept.rows.items() if key.startswith(HELD))
        self._doors.invited(obj(found.get("invite")))
        for number in dead:
            self._doors.leave(number)

    async def stop(self) -> None:
        """Give up what is under way beside the loop."""
        await asyncio.gather(self._doors.stop(), self._held.stop())

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        """Yield what came in; the cursor is the homeserver's token and when we had it."""
        since, known_at = _taken_apart(cursor or "", self._wire.now())
        asking: asyncio.Task[list[tuple[Object, str]]] | None = None
        try:
            while True:
                asking = asking or asyncio.create_task(self._patiently(partial(self._told, since)))
                await self._first_of(asking)
                if asking.done():
                    for answer, continued in asking.result():
                        self._take_in(answer, continued, known_at)
                        since, known_at = required(answer.get("next_batch")), self._wire.now()
                    asking = None
                    await self._held.at_most(PATIENCE)
                inputs = [*await self._read_all(self._held.take()), *self._changes()]
                async with self._baggage() as baggage:
                    if inputs or baggage:
                        rows = tuple((HELD + room, text) for room, text in self._held.rows())
                        yield Batch(tuple(inputs), f"{since} {known_at:.0f}", rows + baggage)
                self._leave_the_dead()
        finally:
            if asking:
                asking.cancel()

    def _changes(self) -> list[Inbound]:
        """Persons whose keys are others than before, or who compare them."""
        return self._sealing.changes() if self._sealing else []

    @asynccontextmanager
    async def _baggage(self) -> AsyncIterator[tuple[tuple[str, str], ...]]:
        """What encryption has to keep before the homeserver is asked again, since it forgets what it delivered."""
        if self._sealing is None:
            yield ()
            return
        async with self._sealing.with_a_batch() as rows:
            yield rows

    async def _first_of(self, asking: asyncio.Task[list[tuple[Object, str]]]) -> None:
        """Return when the homeserver has answered, or something that was held can be read."""
        released = asyncio.create_task(self._held.some())
        try:
            await asyncio.wait((asking, released), return_when=asyncio.FIRST_COMPLETED)
        finally:
            released.cancel()

    async def _told(self, since: str) -> list[tuple[Object, str]]:
        """Answers, and the token that each continues.

        A homeserver gives all events at once but only so many keys: until it has no more, nothing is read.
        """
        answers = [await self._sync(since)]
        while self._sealing and self._sealing.take_in(*answers[-1]):
            await self._sealing.save()
            answers.append(await self._sync(required(answers[-1][0].get("next_batch")), wait=0.0))
        return answers

    async def _sync(self, since: str, wait: float = WAIT) -> tuple[Object, str]:
        """An answer, and the token that it continues: "" if the homeserver does not know the one that we had."""
        query = {"filter": sync_filter(self._us, [*TIMELINE, *STATE], fresh=not since, limit=self._limit)}
        if since:
            query |= {"since": since, "timeout": str(round(wait * 1000))}
        try:
            answer = await self._wire.sync(wait if since else SLOW, **query)
        except NotUnderstood as error:
            log.error("matrix_sync_refused", error=str(error))
            self._not_understood += 1
            if since and self._not_understood >= LOST:
                return await self._sync("")
            raise Offline(str(error)) from None
        except (Refused, Unreachable) as error:
            raise Offline(str(error)) from None
        except TooMuch:
            self._limit = max(1, self._limit // 10)
            raise
        required(answer.get("next_batch"))
        self._limit = LIMIT
        self.heard = self._timer.monotonic()
        self._not_understood = 0
        return answer, since

    async def _patiently(self, request: Callable[[], Awaitable[T]]) -> T:
        """What a request returns, however long the homeserver is away or does not accept us."""
        failures = 0
        while True:
            try:
                answer = await request()
            except NetworkError as error:
                failures += 1
                if type(error) is not type(self.trouble):
                    log.warning("matrix_away", error=type(error).__name__, why=str(error))
                self.trouble = error
                told = error.seconds if isinstance(error, RetryLater) else None
                await self._timer.sleep(self._backoff.seconds(failures) if told is None else told)
            else:
                self.trouble = None
                return answer

    def _take_in(self, answer: Object, since: str, known_at: float) -> None:
        """Let what each room says wait until it can be read, which is at once for most."""
        rooms = obj(answer.get("rooms"))
        self._doors.invited(obj(rooms.get("invite")))
        for section in ("join", "leave"):
            for number, told in obj(rooms.get(section)).items():
                if named(number, "!"):
                    oldest = (known_at if since else self._wire.now()) - OLDEST
                    self._held.hold(told_of(number, obj(told), since, oldest, left=section == "leave"))

    async def _prepare(self, part: Part) -> None:
        """Get what is missing before a part, and the messages of ours that it answers."""
        if part.before:
            part.timeline = await self._missed(part) + part.timeline
            part.before = ""
        if self._sealing:
            for event in part.timeline:
                if kind(event) == ENCRYPTED:
                    part.opened[event_id(event)] = await self._sealing.read(part.room, event)
                else:
                    self._sealing.hear(part.room, event)
        events = [part.opened.get(event_id(event)) or event for event in part.timeline]
        for wanted in {found for event in events if (found := target(event))}:
            shown = self._sent.find(wanted)
            if (shown is None or shown.unread) and not await self._known(part.room, wanted):
                self._sent.give_up(part.room, wanted)

    async def _known(self, room: str, event: str) -> bool:
        """Look up what an event of ours shows; False if that could not be had. What is not ours is known to be so."""

        async def look() -> bool:
            await self._sent.read(room, event)
            return True

        return await self._patience.ask(look) is True

    async def _missed(self, part: Part) -> list[Object]:
        """The events of a room between two tokens, oldest first, without those that are too old.

        A homeserver that does not stop at the earlier token is stopped by the last event that we know, or by time.
        """
        query = {"dir": "b", "limit": str(LIMIT), "filter": messages_filter(self._us)}
        if part.since:
            query["to"] = part.since
        missed: list[Object] = []
        before, last = part.before, self._last.get(part.room)
        for _ in range(MOST_PAGES):
            page = await self._patience.ask(
                partial(self._wire.get, path("rooms", part.room, "messages"), SLOW, **query, **{"from": before})
            )
            if page is None:
                part.broken = True
                break
            chunk = objects(page.get("chunk"))
            ids = [event_id(event) for event in chunk]
            if last in ids:
                missed += chunk[: ids.index(last)]
                break
            missed += [event for event in chunk if sent_at(event) >= part.oldest]
            # a page can be empty and not the last one; the last one has no end
            end = string(page.get("end"), 8192)
            if end in ("", before) or (chunk and all(sent_at(event) < part.oldest for event in chunk)):
                break
            before = end
        return missed[::-1]

    async def _read_all(self, parts: list[Part]) -> list[Inbound]:
        """The inputs of parts; each room's in its order, the rooms' by time."""
        inputs: list[tuple[float, Inbound]] = []
        for number, part in enumerate(parts):
            inputs += await self._read(part)
            if number % STEP == STEP - 1:
                await asyncio.sleep(0)
        inputs.sort(key=lambda pair: pair[0])
        return [said for _, said in inputs]

    async def _read(self, part: Part) -> list[tuple[float, Inbound]]:
        """The inputs of a room, each with the latest time so far, since the order within a room is the homeserver's."""
        room, latest, joined_at = self._rooms.room(part.room), 0.0, _joined_at(part, self._us)
        before = self._learned(room, part.state)
        read: list[tuple[float, Inbound]] = []
        for event in _once(part.state + part.timeline):
            latest = max(latest, sent_at(event))
            if (number := event_id(event)) in before:
                room.before = before[number]
            else:
                self._rooms.learn(room, event)
            too_old = (not part.since and self._age(event) > OLDEST) or (
                sent_at(event) < joined_at and not room.private
            )
            opened = part.opened.get(event_id(event))
            said = None if too_old else self._said(room, opened or event, sealed=opened is not None)
            if isinstance(said, Press) and part.since:
                said = made_since(said, part.oldest / 1000 + OLDEST)
            if said is not None and await self._concerns(room, said):
                read.append((latest, by_ours(said, self._wire.ahead)))
        if part.timeline:
            self._last[part.room] = event_id(part.timeline[-1])
        if read:
            await self._rooms.follow(room)
        if part.left:
            self._rooms.forget(room)
        return read

    def _age(self, event: Object) -> float:
        """Seconds since an event, by the homeserver's clock."""
        return age(event) or self._wire.now() - sent_at(event) / 1000

    def _learned(self, room: Room, state: list[Object]) -> dict[str, str]:
        """By event, what the one whose membership it changes was before."""
        before = {}
        for event in state:
            self._rooms.learn(room, event)
            before[event_id(event)] = room.before
        return before

    def _said(self, room: Room, event: Object, *, sealed: bool) -> Inbound | None:
        if is_state(event, "m.room.tombstone"):
            if not self._rooms.successor(room):
                return None
            self._doors.ask(room.replacement, sender(event))
        return decode(event, room, self._us, self._sent.find, sealed=sealed)

    def _leave_the_dead(self) -> None:
        """What told us that nobody is left there is confirmed by now."""
        for number in self._dead:
            self._doors.leave(number)
        self._dead.clear()

    async def _concerns(self, room: Room, said: Inbound) -> bool:
        """Take notice of a person who left, or comes back; False if it was a room that had been given up before."""
        if isinstance(said, ChatChanged) and said.change is ChatChange.BLOCKED:
            self._dead.add(room.id)
            return await self._rooms.left(room)
        if isinstance(said, ChatChanged) and said.change is ChatChange.UNREADABLE and said.private:
            # whoever looks for us in another room may be asked into one that we can read
            self._rooms.invite(said.sender)
        return True


def _taken_apart(cursor: str, now: float) -> tuple[str, float]:
    """The homeserver's token, and the second at which it was new; now, if it does not say."""
    token, _, at = cursor.rpartition(" ")
    if token and at.isdecimal() and len(at) < 12:
        return token, float(at)
    return cursor, now


def _once(events: list[Object]) -> list[Object]:
    """The events without those that come again: what a gap holds can stand in the state as well."""
    return list({event_id(event): event for event in events}.values())


def _joined_at(part: Part, us: str) -> float:
    """When we came into the room, if this is where we hear of it; what was said before was not said to us."""
    came = [
        sent_at(event)
        for event in part.state + part.timeline
        if kind(event) == "m.room.member" and event.get("state_key") == us and membership(event)[1] == "join"
        if membership(event)[0] != "join" and sender(event) == us
    ]
    return max(came, default=0.0)
