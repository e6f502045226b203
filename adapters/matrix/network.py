"""Matrix as a Network."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import suppress
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Final

from adapters.contract import (
    Address,
    Batch,
    File,
    Gone,
    Limits,
    Message,
    Moved,
    NetworkError,
    Offline,
    Press,
    Ref,
    Refused,
    Rejected,
    RetryLater,
    Timer,
    Unreachable,
    check,
    cut,
)
from adapters.findings import Finding, Level, clock
from adapters.matrix import content, diagnosis
from adapters.matrix.decode import ENCRYPTED, reference
from adapters.matrix.errors import Missing
from adapters.matrix.keeping import Keeper, MemoryKeeper
from adapters.matrix.media import Media
from adapters.matrix.rooms import Invitation, Rooms
from adapters.matrix.sent import OwnMessage, Sent, answers, drawing
from adapters.matrix.session import Session
from adapters.matrix.syncing import Syncing
from adapters.matrix.wire import Wire, path, text
from adapters.pacing import Backoff
from adapters.parsing import Json, Object

if TYPE_CHECKING:
    from adapters.matrix.sealing import Sealing

PER_SECOND: Final = 0.2
"""What Synapse allows an account unless its operator lifts the limit."""


class Matrix:
    """One account. `user_id` is `@folkmoot:example.org`; a password is used once if `keeper` keeps the session.

    With a `key` private rooms are `encrypted` and encrypted rooms read: it seals what `keeper` then has to keep.
    One process `serves` with it; without it, and by others, nothing is sent into encrypted rooms.
    With `signed_only` devices that their owner does not vouch for neither speak nor read.

    The homeserver shows what has one `key` once, for a day: `salt` tells databases apart whose keys are alike.
    """

    def __init__(
        self,
        homeserver: str,
        user_id: str,
        timer: Timer,
        *,
        access_token: str = "",
        password: str = "",
        keeper: Keeper | None = None,
        per_second: float = PER_SECOND,
        salt: str = "",
        invitation: Invitation | None = None,
        encrypted: bool = False,
        key: str = "",
        serves: bool = True,
        signed_only: bool = False,
    ) -> None:
        self.limits = Limits(
            per_second=per_second,
            chat_per_second=per_second,
            group_per_minute=60 * per_second,
            rows=0,
            caption=4096,
            mark="!",
            poll=2,
            first=True,
            first_seconds=diagnosis.FREE_ROOM_SECONDS if per_second > PER_SECOND else diagnosis.ROOM_SECONDS,
            encrypts=True,
        )
        self._us = user_id
        self._timer = timer
        self._invitation = invitation or Invitation()
        self._salt = salt
        self._keeper = keeper or MemoryKeeper()
        self._wire = Wire(homeserver, timer)
        self._session = Session(self._wire, self._keeper, user_id, timer, token=access_token, password=password)
        self._sent = Sent(self._wire, user_id, self._opened)
        self._media = Media(self._wire)
        self._halves: dict[str, OwnMessage] = {}
        """By key, texts whose poll is not there yet."""
        self._rooms = Rooms(self._wire, self._keeper, user_id, self._invitation, encrypts=encrypted)
        self._key = key
        self._sealing = self._sealed(key, signed_only=signed_only) if key and serves else None
        backoff = Backoff(Random())
        self._syncing = Syncing(
            self._wire, self._rooms, self._sent, self._keeper, user_id, timer, backoff, self._sealing
        )

    def _sealed(self, key: str, *, signed_only: bool) -> Sealing:
        from adapters.matrix.sealing import Sealing  # nio takes half a second and 50 MB, which clear rooms save

        parts = self._wire, self._rooms, self._keeper, self._session, self._timer
        return Sealing(*parts, key, signed_only=signed_only)

    @property
    def name(self) -> str:
        """The prefix of its addresses."""
        return "matrix"

    @property
    def heard(self) -> float | None:
        """When the homeserver last answered anything, or, while nothing comes in, when it last told what is new."""
        return self._syncing.heard if self._syncing.trouble else self._wire.heard

    def is_group(self, chat: Address) -> bool:
        """Private rooms go by their person."""
        return chat.startswith("matrix:!")

    def is_whispered(self, chat: Address) -> bool:  # noqa: ARG002 - there is nothing of the kind
        """Never: a room shows everybody the same."""
        return False

    async def is_in(self, chat: Address, person: Address) -> bool:  # noqa: ARG002 - the same for all
        """No: whoever is in a room gets the ballot in private all the same, since rooms have no buttons."""
        return False

    def whispered(self, press: Press) -> Address:
        """The private room: what belongs to one person is said there."""
        return press.sender

    async def whisper(self, press: Press, message: Message) -> Ref:  # noqa: ARG002 - there is nothing of the kind
        """Refuse: a room shows everybody the same."""
        raise Refused("Matrix shows everybody in a room the same")

    def is_encrypted(self, chat: Address) -> bool:
        """Whether we encrypt, and the room is or will be."""
        return self._rooms.is_encrypted(chat)

    def whole(self, chat: Address) -> Address:
        """The chat itself: there are no topics."""
        return chat

    @property
    def account(self) -> str:
        """Our user id."""
        return self._us

    @property
    def trouble(self) -> NetworkError | None:
        """Why the last sync failed."""
        return self._syncing.trouble

    async def findings(self, chats: Sequence[Address], people: Sequence[Address]) -> AsyncIterator[Finding]:
        """Homeserver, account, clock, pace, whether these people exist, and whether we are in these rooms.

        What `per_second` claims is tried in a room of nobody, which is left again.
        """
        try:
            spoken = await self._wire.versions()
        except NetworkError as error:
            yield diagnosis.away(self._wire.base, error)
            return
        yield diagnosis.spoken(spoken.get("versions"))
        await self.start()
        yield Finding(Level.GOOD, f"matrix: connected as {self._us}")
        yield clock(-self._wire.ahead, "the homeserver's")
        strangers = self._rooms.without_home(person.partition(":")[2] for person in people)
        missing, lifted = len(strangers), self.limits.per_second > PER_SECOND
        if lifted and (limited := await diagnosis.probe(self._wire)) is not None:
            lifted = False
            yield diagnosis.limited(self.limits.per_second, limited)
        if lifted and missing > 0 and (limited := await diagnosis.probe_rooms(self._wire)) is not None:
            lifted = False
            yield diagnosis.limited_rooms(limited)
        if people:
            yield diagnosis.delivery(self.limits, len(people))
            yield diagnosis.rooms(missing, lifted=lifted)
        async for finding in diagnosis.mistyped(strangers, self._us, self._rooms.check):
            yield finding
        async for finding in self._of_encryption():
            yield finding
        for chat in chats:
            yield diagnosis.room(chat, can_write=self._rooms.has(chat), in_clear=self._rooms.is_clear(chat))

    async def _of_encryption(self) -> AsyncIterator[Finding]:
        if not self._rooms.encrypts:
            yield diagnosis.IN_CLEAR
            return
        device, password = self._session.device, self._session.has_password
        yield await diagnosis.encryption(self._wire, self._us, device, self._keeper, key=self._key, password=password)
        if found := diagnosis.clear(self._rooms.homes_in_clear):
            yield found

    async def start(self) -> None:
        """Log in if need be, check who we are, learn what rooms there are."""
        try:
            await self._session.open()
            if self._sealing:
                await self._begin_to_encrypt(self._sealing)
            await self._syncing.start()
        except (RetryLater, Unreachable) as error:
            raise Offline(str(error)) from None

    async def _begin_to_encrypt(self, sealing: Sealing) -> None:
        """As our device; after a restore as another one, since keys must not be used a second time."""
        from adapters.matrix.sealing import Taken

        if not self._session.device:
            raise Rejected("the access token belongs to no device, so nothing can be encrypted; log in to get one")
        try:
            await sealing.open(self._session.device)
        except Taken:
            await self._session.become_another()
            await sealing.open(self._session.device)

    def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        """Sync; `start` comes before. Without a cursor, what was said in the last hour counts."""
        return self._syncing.batches(cursor)

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:
        """Send a text or a document, and the poll to it. A person without a private room gets one."""
        check(message, self.limits)
        if to := self._rooms.moved_to(chat):
            raise Moved(to)
        room = await self._rooms.of(chat)
        key = self._salt + key if key else uuid.uuid4().hex
        # a repeated text counts against the homeserver's limits, so that the poll would never have its turn
        shown = self._halves.get(key) or await self._send_text(room, message, content.transaction("text", key))
        if content.wants_poll(message):
            self._halves[key] = shown
            await self._send_poll(shown, message, content.transaction("poll", key))
            del self._halves[key]
        return reference(shown, chat)

    async def edit(self, ref: Ref, message: Message) -> None:
        """Replace text and numbered buttons, and take away the poll of a message that has none any more. A file stays.

        Where the first line is another one, or nothing of what could be chosen is left, another poll asks it.
        A poll that is ended shows a result: clients put a trophy beside the member's own choice.
        """
        check(message, self.limits)
        shown = await self._shown(ref)
        if not content.wants_poll(message) and (poll := await self._sent.poll_of(shown)):
            await self._redact(shown.room, poll)
            shown.poll = ""
        new = content.text(message) if shown.file is None else content.captioned(shown.file, message)
        asks_anew = content.wants_poll(message) and content.asks_other(shown.body, shown.labels, message)
        if drawing(new) != shown.drawing:
            replacement = content.replacement(shown.event, new, shown.body)
            shown.announce(new)
            await self._put(shown.room, "m.room.message", replacement, uuid.uuid4().hex)
            shown.draw(new)
        if asks_anew:
            await self._ask_anew(shown, message)

    async def redact(self, ref: Ref) -> None:
        """Redact an event, and its poll; of others where our power level allows it. Nor can we open it any more.

        A poll that the event answers is asked anew: clients go on marking what was chosen in it.
        """
        room, _, event = ref.message.partition("|")
        await self._ask_unmarked(room, event)
        shown = self._sent.find(event) or OwnMessage(room, event, poll=None)
        if self._sealing:
            self._sealing.forget(room, event)
            await self._sealing.save()
        await self._redact(room, event)
        with suppress(Missing):
            if poll := await self._sent.poll_of(shown):
                await self._redact(room, poll)

    async def pin(self, ref: Ref, instead: Ref | None = None) -> None:
        """Add to what is pinned in the room; it takes the power to change the room's state."""
        room, _, event = ref.message.partition("|")
        where = path("rooms", room, "state", "m.room.pinned_events")
        gone = {event, instead.message.partition("|")[2] if instead else ""}
        try:
            others = [one for one in await self._pinned(where) if one not in gone]
            await self._wire.put(where, {"pinned": [*others, event]})
        except Unreachable as error:
            raise Refused(str(error)) from None

    async def _pinned(self, where: str) -> list[Json]:
        """What people and we have pinned; nothing where nobody has yet."""
        try:
            there = (await self._wire.get(where)).get("pinned")
        except Missing:
            return []
        return there if isinstance(there, list) else []

    async def answer(self, press: Press, text: str, *, alert: bool = False) -> None:  # noqa: ARG002 - both are lines
        """Say it as a notice below: phones do not show what was edited further up."""
        line = content.notice(cut(text, self.limits.toast))
        await self._put(press.handle, "m.room.message", line, content.transaction("answer", press.id + text))

    async def menu(self, chat: Address | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """Do nothing: Matrix has no menus."""

    def link(self, code: str = "") -> str:  # noqa: ARG002 - a link to a person carries no code
        """A link to us; the code is to be typed."""
        return f"https://matrix.to/#/{self._us}"

    def invite(self, person: Address) -> None:
        """Let somebody who left the private room be asked into a new one by the next message."""
        self._rooms.invite(person)

    async def stop(self) -> None:
        """Close all connections. What was not confirmed comes again."""
        await self._syncing.stop()
        if self._sealing:
            await self._sealing.stop()
        await self._wire.close()

    async def _send_text(self, room: str, message: Message, transaction: str) -> OwnMessage:
        what = content.text(message)
        if message.file is not None:
            what = await self._upload(room, message, message.file)
        event = await self._put(room, "m.room.message", what, transaction)
        shown = self._sent.find(event)
        if shown is None:
            shown = OwnMessage(room, event, poll=None if content.wants_poll(message) else "")
            shown.draw(what)
            self._sent.remember(shown)
        return shown

    async def _send_poll(self, shown: OwnMessage, message: Message, transaction: str) -> None:
        what = content.poll(message, shown.event)
        shown.poll = await self._put(shown.room, f"{content.POLL}start", what, transaction)
        shown.answers = dict.fromkeys(shown.answers, "") | answers(what)
        self._sent.remember(shown)

    async def _ask_anew(self, shown: OwnMessage, message: Message) -> None:
        """A poll's question cannot be edited in most clients: another poll takes its place."""
        old = await self._sent.poll_of(shown)
        await self._send_poll(shown, message, content.transaction("poll", uuid.uuid4().hex))
        if old:
            await self._redact(shown.room, old)

    async def _ask_unmarked(self, room: str, answer: str) -> None:
        poll = await self._sent.answered(room, answer)
        shown = await self._sent.read(room, poll) if poll else None
        asked = await self._sent.asked(shown) if shown else {}
        if shown and asked and shown.poll == poll:
            again = await self._put(room, f"{content.POLL}start", asked, content.transaction("poll", answer))
            await self._redact(room, poll)
            shown.poll = again
            self._sent.remember(shown)

    async def _upload(self, room: str, message: Message, sent: File) -> Object:
        lock = self._sealing.locked if self._sealing and self._rooms.room(room).encrypted else None
        stored = await self._media.store(sent, lock)
        return content.file(message, sent, stored.uri, stored.key)

    async def _put(self, room: str, kind: str, what: Object, transaction: str) -> str:
        """Send an event and return its id; the same transaction twice is one event."""
        found = self._rooms.room(room)
        if found.reads and found.encrypted:
            if self._sealing is None:
                raise Refused("this process does not encrypt")
            kind, what = ENCRYPTED, await self._sealing.seal(found, kind, what)
        where = path("rooms", room, "send", kind, transaction)
        return text((await self._wire.line.go(partial(self._wire.put, where, what))).get("event_id"))

    async def _redact(self, room: str, event: str) -> None:
        """Redact an event. One that is gone, or was redacted, is a success."""
        with suppress(Missing):
            where = path("rooms", room, "redact", event, content.transaction("redact", event))
            await self._wire.line.go(partial(self._wire.put, where, {}))

    def _opened(self, room: str, event: Object) -> Object:
        """What an event was before it was encrypted; itself if it cannot be opened."""
        return self._sealing.opened(room, event) if self._sealing else event

    async def _shown(self, ref: Ref) -> OwnMessage:
        room, _, event = ref.message.partition("|")
        shown = await self._sent.read(room, event) if event else None
        if shown is None:
            raise Gone("no message of ours")
        return shown
