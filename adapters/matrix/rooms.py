"""Which rooms we are in, whose private room is which, and the making and leaving of rooms."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Protocol

import structlog

from adapters.contract import Address, Refused, Unreachable
from adapters.matrix.content import MEMBER
from adapters.matrix.errors import Afar, Missing, Object
from adapters.matrix.events import content, kind, membership, obj, sender, string
from adapters.matrix.wire import Wire, path, text

PRESENT: Final = ("join", "invite")
GONE: Final = ""
"""In place of a room: the person left it, and is asked in again only by somebody's decision."""
CREATION_SECONDS: Final = 40.0
"""How much longer than other requests the making of a room may take."""
STATE: Final = ("m.room.create", "m.room.member", "m.room.encryption", "m.room.tombstone")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kept:
    """What outlives the process: the private room of each Matrix id, and the access token of a login."""

    rooms: Mapping[str, str] = field(default_factory=dict)
    session: str = ""


class Keeper(Protocol):
    """Where it is kept."""

    async def load(self) -> Kept:
        """Return all of it."""

    async def save_room(self, person: str, room: str) -> None:
        """Keep the private room of a person; "" if the person left it."""

    async def save_session(self, session: str) -> None:
        """Keep the access token."""


class MemoryKeeper:
    """Keeps nothing: rooms are found again through what the homeserver tells about them."""

    async def load(self) -> Kept:
        """Return nothing."""
        return Kept()

    async def save_room(self, person: str, room: str) -> None:
        """Do nothing."""

    async def save_session(self, session: str) -> None:
        """Do nothing."""


@dataclass(slots=True)
class Room:
    """A room that we are in."""

    id: str
    person: str = ""
    """Whom it was made for, or who made it for us two."""
    others: set[str] = field(default_factory=set)
    """Everybody else who is in it or invited."""
    ours: bool = False
    encrypted: bool = False
    successor: str = ""

    @property
    def private(self) -> bool:
        """Whether nobody but its person reads along."""
        return bool(self.person) and self.others <= {self.person}

    @property
    def chat(self) -> Address:
        """A private room that we can read goes by its person, so that its id matters to nobody."""
        return f"matrix:{self.person}" if self.private and not self.encrypted else f"matrix:{self.id}"


class Rooms:
    """The map of rooms; it follows the events that are shown to it."""

    def __init__(self, wire: Wire, keeper: Keeper, us: str) -> None:
        self._wire = wire
        self._keeper = keeper
        self._us = us
        self._rooms: dict[str, Room] = {}
        self._homes: dict[str, str] = {}
        self._making: dict[str, asyncio.Lock] = {}

    def room(self, number: str) -> Room:
        """The room with this id."""
        return self._rooms.setdefault(number, Room(number))

    def moved_to(self, chat: Address) -> Address:
        """The address of the room that took a room's place; "" if none did."""
        room = self._rooms.get(chat.partition(":")[2])
        return f"matrix:{room.successor}" if room and room.successor else ""

    def learn(self, room: Room, event: Object) -> None:
        """Take in an event of a room's state."""
        match kind(event):
            case "m.room.create" if sender(event) == self._us:
                room.ours = True
                room.person = string(content(event).get(MEMBER)) or room.person
            case "m.room.encryption":
                room.encrypted = True
            case "m.room.tombstone":
                room.successor = string(content(event).get("replacement_room"))
            case "m.room.member":
                self._learn_member(room, event)

    def _learn_member(self, room: Room, event: Object) -> None:
        who, (_, now) = string(event.get("state_key")), membership(event)
        if who == self._us:
            unsigned = obj(event.get("unsigned"))
            if now == "join" and obj(unsigned.get("prev_content")).get("is_direct") is True:
                room.person = room.person or string(unsigned.get("prev_sender"))
        elif now in PRESENT:
            room.others.add(who)
        else:
            room.others.discard(who)

    async def settle(self) -> set[str]:
        """Bring the private rooms that were kept into line with what the homeserver tells; return the dead ones."""
        kept = (await self._keeper.load()).rooms
        for person, number in kept.items():
            if (room := self._rooms.get(number)) and room.others <= {person}:
                room.person = person
        dead = {room.id: room.person for room in self._rooms.values() if room.person and not room.others}
        self._homes = dict.fromkeys(dead.values(), GONE)
        self._homes |= {person: GONE for person, number in kept.items() if number == GONE}
        self._homes |= {room.person: room.id for room in self._rooms.values() if self._fits(room)}
        self._homes |= {person: number for person, number in kept.items() if self._fits_id(number)}
        return set(dead)

    def _fits_id(self, number: str) -> bool:
        room = self._rooms.get(number)
        return room is not None and self._fits(room)

    def _fits(self, room: Room) -> bool:
        return room.private and room.person in room.others and (room.ours or not room.encrypted)

    async def follow(self, room: Room) -> None:
        """The person of a private room did something there: it is the person's room from now on."""
        if self._fits(room) and self._homes.get(room.person) != room.id:
            self._homes[room.person] = room.id
            await self._keeper.save_room(room.person, room.id)

    async def left(self, room: Room) -> bool:
        """The person of a private room left it. False if it was not the person's room any more."""
        if self._homes.get(room.person, GONE) not in (room.id, GONE):
            return False
        self._homes[room.person] = GONE
        await self._keeper.save_room(room.person, GONE)
        return True

    async def of(self, chat: Address) -> str:
        """The room behind an address; made if it is a person without one. Raises NetworkError."""
        number = chat.partition(":")[2]
        if number.startswith("!"):
            return number
        if not number.startswith("@"):
            raise Unreachable("not an address of Matrix")
        async with self._making.setdefault(number, asyncio.Lock()):
            return self._home(number) or await self._make(number)

    def _home(self, person: str) -> str:
        """The private room of a person, "" if one is to be made. Raises Unreachable."""
        number = self._homes.get(person)
        if number == GONE:
            raise Unreachable("the person left the room")
        room = self._rooms.get(number or "")
        if room is None or not self._fits(room):
            return ""
        if room.encrypted:
            # members cannot turn that on in a room of ours, so another one would be no better
            raise Unreachable("the homeserver encrypts every room")
        return room.id

    def invite(self, person: Address) -> None:
        """Let somebody who left be asked in again by the next message."""
        if self._homes.get(number := person.partition(":")[2]) == GONE:
            del self._homes[number]

    def has(self, chat: Address) -> bool:
        """Whether we are in a room that can be written to."""
        room = self._rooms.get(chat.partition(":")[2])
        return room is not None and not room.encrypted and not room.successor

    async def _make(self, person: str) -> str:
        await self._check(person)
        wanted: Object = {
            "preset": "private_chat",
            "is_direct": True,
            "invite": [person],
            "creation_content": {MEMBER: person},
            # nobody else comes in, so that what is private stays so
            "power_level_content_override": {"invite": 100},
        }
        made = text((await self._wire.post("/createRoom", wanted, wait=CREATION_SECONDS)).get("room_id"))
        room = self.room(made)
        room.person, room.ours = person, True
        room.others.add(person)
        await self.follow(room)
        return made

    async def _check(self, person: str) -> None:
        """Whether the person can be invited at all: a failed invitation leaves a room behind. Raises Unreachable."""
        try:
            await self._wire.get(path("profile", person))
        except Missing:
            # other homeservers may keep profiles to themselves
            if person.partition(":")[2] == self._us.partition(":")[2]:
                raise Unreachable("there is no such account") from None
        except Afar as error:
            raise Unreachable(str(error)) from None

    async def join(self, number: str) -> None:
        """Go in where we are invited; an invitation that does not hold is let go. Raises Offline or RetryLater."""
        try:
            await self._wire.post(path("rooms", number, "join"), {})
        except (Refused, Unreachable) as error:
            log.warning("matrix_join_failed", error=type(error).__name__)

    async def leave(self, number: str) -> None:
        """Leave a room that nobody is in, and forget it. Raises NetworkError."""
        with suppress(Refused, Unreachable):
            await self._wire.post(path("rooms", number, "leave"), {})
            await self._wire.post(path("rooms", number, "forget"), {})
        self._rooms.pop(number, None)
