"""The network in memory, and what a network can do to us: limits, blocked chats, moved groups, trouble."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from adapters.contract import (
    Address,
    Batch,
    ChatChange,
    Gone,
    Inbound,
    Limits,
    MaybeSent,
    Message,
    Moved,
    NetworkError,
    Offline,
    Press,
    Ref,
    Refused,
    Timer,
    Unreachable,
    check,
    cut,
)
from adapters.findings import Finding, Level
from adapters.memory.enforcer import Enforcer
from adapters.memory.people import PERSON, Chat, Group, Menus, Person, Shown, Toast, size

BATCH: Final = 100
LIMITS: Final = Limits(per_second=30, chat_per_second=1, group_per_minute=20)


def nobody(_shown: Shown) -> None:
    """For those who do not watch."""


class Memory:
    """The network; `enforcer` refuses what is above `limits`, if one is asked for with `enforce`."""

    def __init__(self, timer: Timer, *, limits: Limits = LIMITS, name: str = "memory", enforce: bool = False) -> None:
        self.name = name
        self.limits = limits
        self.faults: deque[NetworkError] = deque()
        """Raised one by one by the next requests; with `MaybeSent` the request is carried out."""
        self.watch: Callable[[Shown], None] = nobody
        """Called with every message that is sent or edited."""
        self.menus: Menus = {}
        """The menu of all private chats."""
        self.enforcer = Enforcer(limits, timer) if enforce else None
        self._timer = timer
        self._people: dict[Address, Person] = {}
        self._groups: dict[Address, Group] = {}
        self._inbox: deque[tuple[int, Inbound]] = deque()
        self._arrived = asyncio.Event()
        self._numbers = 0
        self._position = 0
        self._once: dict[str, Ref] = {}
        self._cut_off_at: float | None = None

    def person(self, address: Address, language: str = "") -> Person:
        """The person with this address, who has written to us before."""
        person = self._people.get(address)
        if person is None:
            person = self._people[address] = Person(self, address, language=language)
        return person

    def group(self, address: Address) -> Group:
        """The group with this address, with us in it."""
        group = self._groups.get(address)
        if group is None:
            group = self._groups[address] = Group(self, address)
        return group

    def move(self, group: Group, to: Address) -> Group:
        """Give a group another address, as Telegram does with one that grows."""
        group.moved_to = to
        group.changed(ChatChange.MOVED, to=to)
        return self.group(to)

    @property
    def online(self) -> bool:
        """While False nothing comes in or goes out."""
        return self._cut_off_at is None

    @online.setter
    def online(self, online: bool) -> None:
        self._cut_off_at = None if online else self._timer.monotonic()
        self._arrived.set()

    def number(self) -> str:
        """Return a new id for an input or a message."""
        self._numbers += 1
        return str(self._numbers)

    def deliver(self, said: Inbound) -> None:
        """Put an input at the end of the queue; the same one twice is a redelivery."""
        self._position += 1
        self._inbox.append((self._position, said))
        self._arrived.set()

    @property
    def heard(self) -> float | None:
        """Now, unless the network is cut off."""
        return self._timer.monotonic() if self._cut_off_at is None else self._cut_off_at

    @property
    def account(self) -> str:
        """Our name."""
        return f"@{self.name}"

    @property
    def trouble(self) -> NetworkError | None:
        """That the network is cut off, if it is."""
        return None if self.online else Offline()

    def is_group(self, chat: Address) -> bool:
        """Whether the chat is a group."""
        return chat in self._groups

    def is_whispered(self, chat: Address) -> bool:
        """Whether it is what one person alone sees of a group."""
        return PERSON in chat

    async def is_in(self, chat: Address, person: Address) -> bool:
        """Everybody is in every group who has not left it."""
        self._check()
        group = self._groups.get(chat)
        return group is not None and person in self._people and person not in group.left

    def whispered(self, press: Press) -> Address:
        """The group's address with the person's."""
        if PERSON in press.chat:
            return press.chat
        return f"{press.chat}{PERSON}{press.sender.removeprefix(f'{self.name}:')}"

    def is_encrypted(self, chat: Address) -> bool:
        """Whether the test says so."""
        return self._chat(chat).encrypted

    def whole(self, chat: Address) -> Address:
        """The group of what one person sees there; there are no topics."""
        return chat.partition(PERSON)[0]

    async def findings(self, chats: Sequence[Address], people: Sequence[Address]) -> AsyncIterator[Finding]:
        """Which of the chats can be written to."""
        self._check()
        yield Finding(Level.GOOD, f"{self.name}: {len(people)} people")
        for chat in chats:
            there = self._groups.get(chat)
            can = there is not None and there.reachable
            yield Finding(Level.GOOD if can else Level.FAULT, f"{'can' if can else 'cannot'} be written to", chat)

    async def start(self) -> None:
        """Raises `Offline`."""
        self._check()

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        """Yield what was not confirmed; a cursor is the position of the last input of a batch."""
        confirmed = int(cursor) if cursor else 0
        while True:
            while self._inbox and self._inbox[0][0] <= confirmed:
                self._inbox.popleft()
            self._arrived.clear()
            if self._inbox and self.online:
                taken = list(islice(self._inbox, BATCH))
                confirmed = taken[-1][0]
                yield Batch(tuple(said for _, said in taken), str(confirmed), full=len(taken) == BATCH)
            else:
                await self._arrived.wait()

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:
        """Show a message once for each non-empty key."""
        shown_before = self._once.get(key) if key else None
        if shown_before is not None:
            return shown_before
        where = self._open(chat, message)
        shown = Shown(Ref(chat, self.number()), message)
        where.shown[shown.ref.message] = shown
        where.traffic.sent += 1
        if key:
            self._once[key] = shown.ref
        self._seen(where, shown)
        return shown.ref

    async def whisper(self, press: Press, message: Message) -> Ref:
        """Show a message to whoever pressed. Raises `Refused` unless `limits` has whispers."""
        check(message, replace(self.limits, text=self.limits.whispers or self.limits.text))
        return await self.send(self.whispered(press), message)

    async def edit(self, ref: Ref, message: Message) -> None:
        """Replace a message."""
        where = self._open(ref.chat, message)
        shown = where.shown.get(ref.message)
        if shown is None:
            raise Gone
        where.traffic.edited += 1
        if shown.message != message:
            shown.message = message
            shown.edits += 1
        self._seen(where, shown)

    async def redact(self, ref: Ref) -> None:
        """Take a message of ours away, or note that one of somebody else's was."""
        self._check()
        chat = self._chat(ref.chat)
        if chat.kept and ref.message in chat.shown:
            raise Refused("too old to be taken away")
        if chat.shown.pop(ref.message, None) is None:
            chat.redacted.append(ref.message)

    async def pin(self, ref: Ref, instead: Ref | None = None) -> None:
        """Add to what is pinned in the chat."""
        self._check()
        chat = self._chat(ref.chat)
        if not chat.may_pin:
            raise Refused("not enough rights to pin")
        gone = {ref.message, instead.message if instead else ""}
        chat.pinned = [*(number for number in chat.pinned if number not in gone), ref.message]

    async def answer(self, press: Press, text: str, *, alert: bool = False) -> None:
        """Add to the toasts of the person who pressed."""
        self._check()
        self.person(press.handle).toasts.append(Toast(cut(text, self.limits.toast), alert))

    async def menu(self, chat: Address | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """Set the menu of one chat or of all private chats."""
        self._check()
        menus = self.menus if chat is None else self._chat(chat).menus
        menus[language] = tuple(commands)

    def link(self, code: str = "") -> str:
        """A link that ends in the code."""
        return f"{self.name}://start/{code}"

    async def stop(self) -> None:
        """Do nothing: what was not confirmed comes again."""

    def _check(self) -> None:
        if not self.online:
            raise Offline
        if self.faults and not isinstance(self.faults[0], MaybeSent):
            raise self.faults.popleft()

    def _chat(self, address: Address) -> Chat:
        group, is_apart, person = address.partition(PERSON)
        chat = self._people.get(address) or self._groups.get(group)
        if chat is not None and is_apart:
            return self._apart(chat, person)
        if chat is None or not chat.reachable:
            raise Unreachable
        return chat

    def _apart(self, chat: Chat, person: str) -> Chat:
        """What one person alone sees of a group."""
        who = self._people.get(f"{self.name}:{person}")
        if not self.limits.whispers or who is None or not isinstance(chat, Group):
            raise Refused("nobody here sees anything alone")
        return chat.apart(who)

    def _open(self, address: Address, message: Message) -> Chat:
        """The chat, if it takes this message now. Raises what a network would."""
        self._check()
        chat = self._chat(address)
        if chat.moved_to:
            raise Moved(chat.moved_to)
        check(message, self.limits)
        if self.enforcer is not None:
            self.enforcer.check(address, group=address in self._groups, apart=PERSON in address)
        return chat

    def _seen(self, chat: Chat, shown: Shown) -> None:
        chat.traffic.bytes += size(shown.message)
        self.watch(shown)
        if self.faults and isinstance(self.faults[0], MaybeSent):
            raise self.faults.popleft()
