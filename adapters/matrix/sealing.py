"""Encryption and the homeserver: keys fetched and handed out, messages sealed for a room and opened from it.

Whatever the machine changed is stored before the homeserver hears of it. What came in is stored with the batch
that it belongs to; while such a batch is under way nothing else is stored, so that no older row replaces a newer one.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from adapters.contract import (
    ChatChange,
    ChatChanged,
    Inbound,
    NetworkError,
    Offline,
    Refused,
    Rejected,
    RetryLater,
    Timer,
    Unreachable,
)
from adapters.matrix.asking import AT_ONCE, claim, learn, to_devices
from adapters.matrix.comparing import Reply
from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.decode import is_verification
from adapters.matrix.events import came_in, obj, string
from adapters.matrix.keeping import PREFIX, UNOPENED, Keeper
from adapters.matrix.machine import Closed, Device, Machine, locked
from adapters.matrix.marks import Mark
from adapters.matrix.newcomers import Newcomers
from adapters.matrix.rooms import Room, Rooms
from adapters.matrix.session import Session
from adapters.matrix.signing import public_key, vouching
from adapters.matrix.verifying import Verifying
from adapters.matrix.wire import Wire, part, path
from adapters.parsing import Object

FULL: Final = 100
"""Messages to our device in one answer: then there are more, and they belong to events that came already."""
REQUESTED: Final = 8.0
"""Seconds that a message waits for a key that was asked for."""
STEP: Final = 0.25
ENCRYPTED: Final = "m.room.encrypted"
VOUCH: Final = (
    "another app made the signing keys of this account; set password_file, or open that app "
    "and verify the session Folkmoot there by emoji, which this log shows too"
)

log = structlog.get_logger()


OVERTAKEN: Final = "another process goes on with a copy of this database; stop one of the two, and start the other anew"


class Taken(Exception):
    """The homeserver knows our device with other keys than we have, or later use of them: they are not ours alone."""


class Sealing:
    """Encryption of one account; `open` comes before all else."""

    def __init__(
        self,
        wire: Wire,
        rooms: Rooms,
        keeper: Keeper,
        session: Session,
        timer: Timer,
        key: str,
        *,
        signed_only: bool = False,
    ) -> None:
        self._wire = wire
        self._rooms = rooms
        self._keeper = keeper
        self._session = session
        self._us = session.us
        self._timer = timer
        self._key = key
        self._signed_only = signed_only
        self._machine: Machine | None = None
        self._verifying: Verifying | None = None
        self._mark: Mark | None = None
        self._overtaken = False
        self._storing = asyncio.Lock()
        self._locks: dict[str, asyncio.Lock] = {}
        self._barren: set[Device] = set()
        """Devices that had no key to begin with; asked again when something changes."""
        self._tending: asyncio.Task[None] | None = None
        self._newcomers = Newcomers(timer, self._give)
        """Who added devices."""
        self._guests = Newcomers(timer, self._give)
        """Who came into a room with us."""
        self._giving = asyncio.Lock()
        self._asked: dict[str, float] = {}
        """By session, when its key was asked for."""

    @property
    def machine(self) -> Machine:
        """What opens and seals."""
        assert self._machine is not None  # noqa: S101 - `open` comes first
        return self._machine

    async def open(self, device: str) -> None:
        """Be this device, and let the homeserver know it. Raises NetworkError, or Taken."""
        if self._machine is None or self._machine.device != device:
            self._machine = self._made(device, (await self._keeper.load()).rows)
            self._verifying = Verifying(self._machine, self._us, self._timer, self._wire.now, self._reply)
        mark = self._mark = Mark(self._wire, self.machine.rows, self._us, self._timer, self.save)
        told = await self._wire.post("/keys/query", {"device_keys": {self._us: []}})
        there = string(
            obj(obj(obj(part(told, "device_keys").get(self._us)).get(device)).get("keys")).get(f"ed25519:{device}")
        )
        if there not in ("", self.machine.account.keys["ed25519"]) or (there and await mark.is_behind()):
            raise Taken
        if not there:
            self.machine.account.is_unknown()
            await mark.begin()
        await self._upload()
        await mark.move()
        await self._be_vouched_for(told)

    def _made(self, device: str, kept: Mapping[str, str]) -> Machine:
        rows = CryptoRows(self._us, device, self._key, kept)
        try:
            made = Machine(self._us, device, rows, signed_only=self._signed_only)
            made.account.identity()
        except Exception as error:  # each kind of row fails in its own way
            log.error("matrix_keys_unreadable", error=type(error).__name__)
            raise Rejected(UNOPENED) from None
        return made

    async def stop(self) -> None:
        """Give up what is under way beside the loop."""
        if self._tending:
            self._tending.cancel()
            await asyncio.gather(self._tending, return_exceptions=True)
        await self._newcomers.stop()
        await self._guests.stop()
        if self._verifying:
            await self._verifying.stop()

    @property
    def encrypted(self) -> list[str]:
        """Rooms that were encrypted once: no homeserver talks us out of that."""
        return [row["room"] for row in self.machine.rows.all("known.encrypted")]

    # -- storing

    async def save(self) -> None:
        """Store what changed. Raises RetryLater when it could not be stored."""
        async with self._storing:
            rows = self.machine.rows.drain()
            try:
                if rows:
                    await self._keeper.save_rows(rows)
            except Exception as error:
                self.machine.rows.again(rows)
                log.warning("matrix_keys_not_stored", error=type(error).__name__)
                raise RetryLater(1.0) from error

    @asynccontextmanager
    async def with_a_batch(self) -> AsyncIterator[tuple[tuple[str, str], ...]]:
        """What changed, to be stored with a batch; until that is confirmed nothing else is stored."""
        async with self._storing:
            rows = self.machine.rows.drain()
            try:
                yield rows
            except BaseException:
                self.machine.rows.again(rows)
                raise

    # -- what comes in

    def take_in(self, answer: Object, since: str) -> bool:
        """What a sync says to our device; True if there is more of that, to be fetched before anything is read."""
        self._see_that_nobody_else_goes_on(answer)
        full = self.machine.take_in(answer) >= FULL
        if self._verifying:
            self._verifying.hear_devices()
        if not since:
            self.machine.doubt_all()
        if obj(answer.get("device_lists")).get("changed"):
            self._barren.clear()
        if known := {user for user in self._guests.waiting if self.machine.knows_us(user)}:
            self._guests.asked(known)
        if self._tending is None or self._tending.done():
            self._tending = asyncio.create_task(self._tend())
        return full

    def _see_that_nobody_else_goes_on(self, answer: Object) -> None:
        """Raises Rejected, from then on for ever: both would use the same keys."""
        self._overtaken = self._overtaken or bool(self._mark and self._mark.is_overtaken(answer))
        if self._overtaken:
            raise Rejected(OVERTAKEN)

    def changes(self) -> list[Inbound]:
        """Persons whose keys are others than before, or who compare them, since this was asked last."""
        renewed, self.machine.renewed = self.machine.renewed, []
        found: list[Inbound] = [_changed(who, f"keys:{who}:{key}", ChatChange.KEYS) for who, key in renewed]
        shown = self._verifying.shown() if self._verifying else []
        return found + [_changed(who, f"signs:{name}", ChatChange.SIGNS, signs) for who, name, signs in shown]

    def opened(self, room: str, event: Object) -> Object:
        """What an event was before it was encrypted; itself if it cannot be opened."""
        if event.get("type") != ENCRYPTED:
            return event
        found = self.machine.open(room, event)
        return event if isinstance(found, Closed) else found

    async def read(self, room: str, event: Object) -> Object | None:
        """An event as if it had come in clear, or None; what is missing is asked for and waited for, not for long."""
        opened = self.machine.open(room, event)
        if opened is Closed.NO_DEVICE:
            with suppress(NetworkError):
                await learn(self._wire, self.machine, {str(event.get("sender"))})
            opened = self.machine.open(room, event)
        if opened is Closed.NO_KEY:
            opened = await self._wait_for_key(room, event)
        if isinstance(opened, Closed):
            log.warning("matrix_unread", why=opened.value)
            return None
        self.hear(room, opened)
        return opened

    def hear(self, room: str, event: Object) -> None:
        """Take notice of what somebody who compares keys with us said in a room, and of who comes in."""
        if self._verifying and is_verification(event):
            self._verifying.hear_room(room, event)
        if (guest := came_in(event)) not in ("", self._us) and not self._rooms.has_come(room, guest):
            self._guests.came({guest})

    async def _wait_for_key(self, room: str, event: Object) -> Object | Closed:
        session = str(obj(event.get("content")).get("session_id"))
        if (asked := self.machine.request(room, event)) is not None:
            self._asked[session] = self._timer.monotonic()
            with suppress(NetworkError):
                await self.save()
                await to_devices(self._wire, "m.room_key_request", {asked[0]: {"*": asked[1]}})
        until = self._asked.get(session, 0.0) + REQUESTED
        while (opened := self.machine.open(room, event)) is Closed.NO_KEY and self._timer.monotonic() < until:
            await self._timer.sleep(STEP)
        return opened

    def forget(self, room: str, event: str) -> None:
        """Never be able again to open an event."""
        self.machine.forget(room, event)

    # -- what goes out

    def locked(self, document: bytes) -> tuple[bytes, Object]:
        """A document encrypted, and what opens it."""
        return locked(document)

    async def seal(self, room: Room, kind: str, content: Object) -> Object:
        """The content of an encrypted event that all who are in the room can read. Raises NetworkError."""
        self._see_that_nobody_else_goes_on({})
        self.machine.rows.put(f"{PREFIX}known.encrypted {room.id}", {"room": room.id})
        if self._mark:
            self._mark.use()
        async with self._locks.setdefault(room.id, asyncio.Lock()):
            await self._share(room)
            sealed = self.machine.seal(room.id, kind, content)
        await self.save()
        return sealed

    async def _share(self, room: Room) -> None:
        """Let everybody's devices read what comes next in a room."""
        people, guests = sorted(room.others), self._guests.waiting | room.asked_in
        await self._prepare(people)
        waiting = self._newcomers.waiting | {user for user in guests if not self.machine.knows_us(user)}
        messages = self.machine.share(room.id, people, waiting)
        if messages:
            await self.save()
            await to_devices(self._wire, ENCRYPTED, messages)
        self.machine.shared(room.id, [(user, device) for user, told in messages.items() for device in told])

    async def _prepare(self, people: Iterable[str]) -> None:
        """Know the devices of people, and be able to write to each."""
        if unknown := self.machine.unknown(people) & set(people):
            await learn(self._wire, self.machine, unknown)
        wanted = [device for device in self.machine.without_session(people) if device not in self._barren]
        asked = await claim(self._wire, self.machine, wanted)
        self._barren.update(asked & set(self.machine.without_session(people)))

    # -- the homeserver

    async def _reply(self, reply: Reply) -> None:
        where = reply.where
        if self.machine.unknown([where.who]) & {where.who}:
            await learn(self._wire, self.machine, {where.who})
        if not where.room:
            await self.save()
            said: Object = {**reply.content, "transaction_id": where.number}
            await to_devices(self._wire, reply.kind, {where.who: {reply.device: said}})
            return
        said = {**reply.content, "m.relates_to": {"rel_type": "m.reference", "event_id": where.number}}
        sealed = await self.seal(self._rooms.room(where.room), reply.kind, said)
        await self._wire.put(path("rooms", where.room, "send", ENCRYPTED, uuid.uuid4().hex), sealed)

    async def _upload(self) -> None:
        if (wanted := self.machine.account.upload()) is not None:
            await self.save()
            self.machine.account.uploaded(await self._wire.post("/keys/upload", wanted))
            await self.save()

    async def _be_vouched_for(self, told: Object) -> None:
        """See that the account vouches for our device: apps neither hear nor write to one that it does not vouch for.

        Signing keys that another app made are replaced if there is a password; else that app has to vouch for us.
        """
        ours, there = self.machine.account.identity(), public_key(obj(obj(told.get("master_keys")).get(self._us)))
        await self.save()
        try:
            if there != ours.master and (signatures := vouching(told, self._us, self.machine.device)):
                return self.machine.account.introduce(signatures)
            if there != ours.master:
                await self._session.confirmed("/keys/device_signing/upload", ours.public_halves())
            signed = ours.sign(self.machine.account.device_keys())
            await self._wire.post("/keys/signatures/upload", {self._us: {str(signed["device_id"]): signed}})
            self.machine.account.introduce(obj(obj(signed["signatures"])[self._us]))
            self.machine.account.master = ours.master
        except (Refused, Unreachable, Rejected) as error:
            log.error("matrix_not_vouched_for", error=str(error), mend=VOUCH if there else "")

    async def _tend(self) -> None:
        """What can be done beside the sync loop; what fails is done after the next sync."""
        self._guests.came(self._left_waiting())
        try:
            await self._upload()
            if changed := self.machine.unknown(()):
                had = self._devices(changed)
                await learn(self._wire, self.machine, set(changed))
                self._newcomers.came({user for user, _ in self._devices(changed) - had})
                await self._share_with(set(changed))
            await self._begin_anew()
            await self.save()
            if self._mark:
                await self._mark.move()
        except (Offline, RetryLater) as error:
            log.info("matrix_keys_later", error=type(error).__name__)
        except NetworkError as error:
            log.warning("matrix_keys_refused", error=type(error).__name__)

    def _devices(self, people: Iterable[str]) -> set[Device]:
        return {(user, device.id) for user in people for device in self.machine.devices(user)}

    async def _share_with(self, people: set[str]) -> None:
        """New devices of people can read what comes next before there is anything to read."""
        for number in self.machine.rooms:
            room = self._rooms.room(number)
            await asyncio.sleep(0)
            if people & room.others:
                async with self._locks.setdefault(number, asyncio.Lock()):
                    await self._share(room)

    async def _give(self, people: set[str]) -> None:
        # a homeserver tells of a device before it has stored the keys that came with it
        self._barren = {device for device in self._barren if device[0] not in people}
        settled = people - self._newcomers.waiting - self._guests.waiting
        await self._share_with(settled)
        async with self._giving:
            await self._prepare(settled)
            everybody = sorted(settled)
            for start in range(0, len(everybody), AT_ONCE):
                while (owed := self.machine.owed.next(everybody[start : start + AT_ONCE]))[0]:
                    await self.save()
                    await to_devices(self._wire, ENCRYPTED, owed[1])
                    self.machine.owed.given(owed[0])
        await self.save()

    def _left_waiting(self) -> set[str]:
        """Who came while we were not there, or could not be given what they are owed."""
        here = {user for user, room in self.machine.owed.rooms() if self._rooms.has_come(room, user)}
        under_way = (found.waiting | found.served for found in (self._guests, self._newcomers))
        return here.difference(*under_way)

    async def _begin_anew(self) -> None:
        await claim(self._wire, self.machine, self.machine.wedged())
        for message in self.machine.outgoing():
            await self.save()
            await to_devices(self._wire, message.type, {message.recipient: {message.recipient_device: message.content}})
            self.machine.sent(message)


def _changed(who: str, number: str, change: ChatChange, signs: str = "") -> ChatChanged:
    person = f"matrix:{who}"
    return ChatChanged(id=number, sender=person, chat=person, private=True, change=change, signs=signs)
