"""Which rooms we are in, whose private room is which, and the making and leaving of rooms."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from adapters.contract import Address, MaybeSent, Refused, Unreachable
from adapters.matrix.content import MEMBER
from adapters.matrix.errors import Afar, Missing
from adapters.matrix.events import content, is_state, kind, membership, named, obj, sender
from adapters.matrix.keeping import Keeper
from adapters.matrix.wire import Wire, path, text
from adapters.parsing import Json, Object

PRESENT: Final = ("join", "invite")
GONE: Final = ""
"""In place of a room: the person left it, and is asked in again only by somebody's decision."""
CREATION_SECONDS: Final = 40.0
"""How much longer than other requests the making of a room may take."""
ENCRYPTION: Final[Object] = {"algorithm": "m.megolm.v1.aes-sha2"}
STATE: Final = ("m.room.create", "m.room.member", "m.room.encryption", "m.room.tombstone")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What somebody reads who is asked into a private room: who asks, and why."""

    name: str = ""
    """Of the room, and of the account where it has none yet."""
    reason: str = ""


@dataclass(slots=True)
class Room:
    """A room that we are in."""

    id: str
    person: str = ""
    """Whom it was made for, or who made it for us two."""
    others: set[str] = field(default_factory=set)
    """Everybody else who is in it or invited."""
    crowd: bool = False
    """Whether there ever was a third one: what was said then was not said in private."""
    declared: bool = False
    """Whether it was made as a private room; else it is one for as long as nobody else comes."""
    ours: bool = False
    creator: str = ""
    predecessor: str = ""
    """The room that this one says it takes the place of."""
    encrypted: bool = False
    replacement: str = ""
    """The room that is said to take its place."""
    members: dict[str, str] = field(default_factory=dict)
    before: str = ""
    """What the one whose membership changed last was before that; "" if we do not know."""
    reads: bool = False
    """Whether we can read what is encrypted."""

    @property
    def private(self) -> bool:
        """Whether nobody but one person reads along, whatever the room is called."""
        if self.crowd:
            return False
        return self.others <= {self.person} if self.person else len(self.others) == 1

    @property
    def asked_in(self) -> set[str]:
        """Who is invited and has not come yet."""
        return {who for who in self.others if self.members.get(who) == "invite"}

    @property
    def other(self) -> str:
        """The person of a private room; "" in any other."""
        if not self.private:
            return ""
        return self.person or next(iter(self.others))

    @property
    def readable(self) -> bool:
        """Whether we can read what is written there."""
        return self.reads or not self.encrypted

    @property
    def chat(self) -> Address:
        """A private room that we can read goes by its person, so that its id matters to nobody."""
        return f"matrix:{self.other}" if self.private and self.readable else f"matrix:{self.id}"


class Rooms:
    """The map of rooms; it follows the events that are shown to it."""

    def __init__(self, wire: Wire, keeper: Keeper, us: str, invitation: Invitation, *, encrypts: bool = False) -> None:
        self.encrypts = encrypts
        """Whether private rooms are encrypted."""
        self._invitation = invitation
        self._introduced = False
        self._wire = wire
        self._keeper = keeper
        self._us = us
        self._rooms: dict[str, Room] = {}
        self._homes: dict[str, str] = {}
        self._making: dict[str, asyncio.Lock] = {}

    def room(self, number: str) -> Room:
        """The room with this id."""
        return self._rooms.setdefault(number, Room(number, reads=self.encrypts))

    def forget(self, room: Room) -> None:
        """We are not there any more."""
        self._rooms.pop(room.id, None)

    def has_come(self, number: str, person: str) -> bool:
        """Whether we know that somebody is in a room, and not merely asked in."""
        return number in self._rooms and self._rooms[number].members.get(person) == "join"

    def without_home(self, people: Iterable[str]) -> list[str]:
        """Those of people who have no private room, without those who left it."""
        return [person for person in people if person not in self._homes]

    @property
    def homes_in_clear(self) -> int:
        """How many of these are not encrypted."""
        return sum(not room.encrypted for number in self._homes.values() if (room := self._rooms.get(number)))

    def is_clear(self, chat: Address) -> bool:
        """Whether we are in this room, and encrypt, and it is not."""
        room = self._rooms.get(chat.partition(":")[2])
        return self.encrypts and room is not None and not room.encrypted

    def made_by(self, person: str) -> int:
        """In how many rooms we are that this person made."""
        return sum(room.creator == person for room in self._rooms.values())

    def moved_to(self, chat: Address) -> Address:
        """The address of the room that took a group's place; "" if none did."""
        room = self._rooms.get(chat.partition(":")[2])
        successor = self.successor(room) if room else ""
        return f"matrix:{successor}" if successor else ""

    def successor(self, room: Room) -> str:
        """The room that took a group's place; "" if none did.

        Whoever has the power can name any room, so one that we know has to say the same. Private rooms are not
        followed: another room of the same two is private by itself, and any other one is somebody else's.
        """
        new = self._rooms.get(room.replacement)
        sound = new is None or (new is not room and new.predecessor == room.id)
        return room.replacement if sound and not room.private else ""

    def encrypt(self, rooms: Iterable[str]) -> None:
        """These are encrypted, whatever the homeserver tells or leaves out."""
        for number in rooms:
            if number in self._rooms:
                self._rooms[number].encrypted = True

    def learn(self, room: Room, event: Object) -> None:
        """Take in an event of a room's state."""
        if kind(event) == "m.room.member" and isinstance(event.get("state_key"), str):
            self._learn_member(room, event)
        elif is_state(event, "m.room.create"):
            self._learn_creation(room, event)
        elif is_state(event, "m.room.encryption"):
            room.encrypted = True
        elif is_state(event, "m.room.tombstone"):
            room.replacement = named(content(event).get("replacement_room"), "!")

    def _learn_creation(self, room: Room, event: Object) -> None:
        room.creator = sender(event)
        room.predecessor = named(obj(content(event).get("predecessor")).get("room_id"), "!")
        if room.creator == self._us:
            room.ours = room.declared = True
            room.person = named(content(event).get(MEMBER), "@") or room.person

    def _learn_member(self, room: Room, event: Object) -> None:
        who, (_, now) = named(event.get("state_key"), "@"), membership(event)
        room.before = room.members.get(who, "")
        room.members[who] = now or room.before
        if who == self._us:
            self._learn_how_we_came(room, event, now)
        elif now in PRESENT:
            room.others.add(who)
        elif now:
            room.others.discard(who)
        room.crowd = room.crowd or len((room.others | {who}) - {self._us}) > 1

    def _learn_how_we_came(self, room: Room, event: Object, now: str) -> None:
        unsigned = obj(event.get("unsigned"))
        if now == "join" and obj(unsigned.get("prev_content")).get("is_direct") is True:
            room.person = room.person or named(unsigned.get("prev_sender"), "@")
            room.declared = room.person != ""

    def settle(self, kept: Mapping[str, str]) -> set[str]:
        """Bring the private rooms that were kept into line with what the homeserver tells; return the dead ones."""
        for person, number in kept.items():
            if (room := self._rooms.get(number)) and room.others <= {person}:
                room.person = person
        # where the person was never asked in, that was cut short and is made up for with the next message
        left = (room for room in self._rooms.values() if room.person and not room.others)
        dead = {room.id: room.person for room in left if room.person in room.members}
        self._homes = dict.fromkeys(dead.values(), GONE)
        self._homes |= {person: GONE for person, number in kept.items() if number == GONE}
        fitting = sorted(filter(self._fits, self._rooms.values()), key=lambda room: room.declared)
        self._homes |= {room.other: room.id for room in fitting}
        self._homes |= {person: number for person, number in kept.items() if self._fits_id(number)}
        return set(dead)

    def _fits_id(self, number: str) -> bool:
        room = self._rooms.get(number)
        return room is not None and self._fits(room)

    def _fits(self, room: Room) -> bool:
        there = room.other in room.others and not room.replacement
        return there and (room.ours or room.readable)

    async def follow(self, room: Room) -> None:
        """The person of a private room did something there: it is the person's room from now on.

        One that merely has no third yet, such as the chairs' before they are invited, takes no other's place.
        """
        home = self._rooms.get(self._homes.get(room.other, GONE))
        if not self._fits(room) or home is room or (home and not room.declared and self._fits(home)):
            return
        room.person = room.other
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
            home = self._home(number)
            return home.id if home and await self._is_sealed(home) else await self._make(number)

    async def _is_sealed(self, room: Room) -> bool:
        """See that a private room is encrypted if ours are to be. False if we may not do that there."""
        if not self.encrypts or room.encrypted:
            return True
        try:
            await self._wire.put(path("rooms", room.id, "state", "m.room.encryption") + "/", ENCRYPTION)
        except (Refused, Unreachable):
            return False
        room.encrypted = True
        return True

    def is_encrypted(self, chat: Address) -> bool:
        """Whether what is sent to an address is encrypted; a private room that is not there yet will be."""
        number = chat.partition(":")[2]
        room = self._rooms.get(number)
        return self.encrypts and (room.encrypted if room else not number.startswith("!"))

    def _home(self, person: str) -> Room | None:
        """The private room of a person, None if one is to be made. Raises Unreachable."""
        number = self._homes.get(person)
        if number == GONE:
            raise Unreachable("the person left the room")
        room = self._rooms.get(number or "")
        if room is None or not self._fits(room):
            room = next((other for other in self._rooms.values() if other.person == person and self._fits(other)), None)
        if room is not None and not room.readable:
            # members cannot turn that on in a room of ours, so another one would be no better
            raise Unreachable("the homeserver encrypts every room")
        return room

    def invite(self, person: Address) -> None:
        """Let somebody who left be asked in again by the next message."""
        if self._homes.get(number := person.partition(":")[2]) == GONE:
            del self._homes[number]

    def has(self, chat: Address) -> bool:
        """Whether we are in a room that can be written to."""
        room = self._rooms.get(chat.partition(":")[2])
        return room is not None and room.readable and not room.replacement

    async def _make(self, person: str) -> str:
        await self.check(person)
        begun = (room for room in self._rooms.values() if room.ours and room.person == person)
        room = next((room for room in begun if person not in room.members), None) or await self._create(person)
        asked: Object = {"user_id": person, **({"reason": self._invitation.reason} if self._invitation.reason else {})}
        invite = partial(self._wire.post, path("rooms", room.id, "invite"), asked, wait=CREATION_SECONDS)
        await self._wire.line.go(invite)
        room.others.add(person)
        room.members[person] = "invite"
        await self.follow(room)
        return room.id

    async def _create(self, person: str) -> Room:
        """A room whose person is not asked in yet: only an invitation by itself can say why."""
        await self._introduce()
        state: list[Json] = [
            {"type": "m.room.guest_access", "state_key": "", "content": {"guest_access": "forbidden"}},
            {"type": "m.room.history_visibility", "state_key": "", "content": {"history_visibility": "invited"}},
        ]
        wanted: Object = {
            "preset": "private_chat",
            "is_direct": True,
            "creation_content": {MEMBER: person},
            "initial_state": state,
            # nobody else comes in, so that what is private stays so
            "power_level_content_override": {"invite": 100},
        }
        if self.encrypts:
            state.append({"type": "m.room.encryption", "state_key": "", "content": ENCRYPTION})
        if self._invitation.name:
            wanted["name"] = self._invitation.name
        create = partial(self._wire.post, "/createRoom", wanted, wait=CREATION_SECONDS)
        made = text((await self._wire.line.go(create)).get("room_id"))
        room = self.room(made)
        room.person, room.ours, room.declared, room.encrypted = person, True, True, self.encrypts
        return room

    async def _introduce(self) -> None:
        """Give the account a name if it has none but its id, before it asks anybody in for the first time."""
        if self._introduced or not self._invitation.name:
            return
        with suppress(Refused, Unreachable):
            named_now = (await self._wire.get(path("profile", self._us))).get("displayname")
            if named_now in (None, "", self._us[1:].partition(":")[0]):
                await self._wire.put(path("profile", self._us, "displayname"), {"displayname": self._invitation.name})
        self._introduced = True

    async def check(self, person: str) -> None:
        """Whether the person can be invited at all: a failed invitation leaves a room behind. Raises Unreachable."""
        heard = self._wire.heard
        try:
            await self._wire.get(path("profile", person))
        except Missing:
            # other homeservers may keep profiles to themselves
            if person.partition(":")[2] == self._us.partition(":")[2]:
                raise Unreachable("there is no such account") from None
        except Afar as error:
            raise Unreachable(str(error)) from None
        except MaybeSent:
            if self._wire.heard == heard:
                raise
            raise Unreachable("the homeserver of this account does not answer") from None

    async def join(self, number: str) -> None:
        """Go into a room. Raises NetworkError."""
        await self._wire.post(path("rooms", number, "join"), {})

    async def decline(self, number: str) -> None:
        """Refuse an invitation. Raises NetworkError."""
        await self._wire.post(path("rooms", number, "leave"), {})

    async def leave(self, number: str) -> None:
        """Leave a room that nobody is in, and forget it. Raises NetworkError."""
        with suppress(Refused, Unreachable):
            await self._wire.post(path("rooms", number, "leave"), {})
            await self._wire.post(path("rooms", number, "forget"), {})
        self._rooms.pop(number, None)
