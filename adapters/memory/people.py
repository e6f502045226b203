"""The people and groups of the network in memory, driven by plain calls: nobody costs a task."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias, TypedDict

from adapters.contract import (
    Address,
    Button,
    ChatChange,
    ChatChanged,
    Command,
    Inbound,
    Message,
    Press,
    Ref,
    Text,
)
from adapters.typed import command

PERSON: Final = "~"
"""Between a group and a person in the address of what that person alone sees there."""
Menus: TypeAlias = dict[str, tuple[tuple[str, str], ...]]
"""(command, description) pairs by language."""


class Line(Protocol):
    """What carries inputs to us."""

    @property
    def name(self) -> str:
        """The prefix of all addresses."""

    def number(self) -> str:
        """Return a new id for an input."""

    def deliver(self, said: Inbound) -> None:
        """Put an input at the end of the queue."""


@dataclass(slots=True)
class Shown:
    """A message as the chat shows it now."""

    ref: Ref
    message: Message
    edits: int = 0

    def button(self, label_or_data: str) -> Button | None:
        """The button with this label or data."""
        buttons = (button for row in self.message.rows for button in row)
        return next((b for b in buttons if label_or_data in (b.label, b.data)), None)


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press."""

    text: str
    alert: bool


@dataclass(slots=True)
class Traffic:
    """What was sent to one chat; `bytes` are those of `size`, of messages and edits together."""

    sent: int = 0
    edited: int = 0
    bytes: int = 0


def size(message: Message) -> int:
    """Bytes of a message: text, buttons and file."""
    buttons = sum(len((b.label + b.data + b.url).encode()) for row in message.rows for b in row)
    return len(message.text.encode()) + buttons + (len(message.file.content) if message.file else 0)


@dataclass(slots=True, eq=False)
class Chat:
    """What is the same for a person's private chat and a group."""

    line: Line
    address: Address
    shown: dict[str, Shown] = field(default_factory=dict)
    """Messages by their number, oldest first."""
    traffic: Traffic = field(default_factory=Traffic)
    menus: Menus = field(default_factory=dict)
    redacted: list[str] = field(default_factory=list)
    """Messages of others that we took away, by their number."""
    pinned: list[str] = field(default_factory=list)
    """Messages at the top of the chat, by their number, the newest last."""
    may_pin: bool = True
    kept: bool = False
    """What we sent is too old to be taken away."""
    reachable: bool = True
    encrypted: bool = False
    moved_to: Address = ""

    @property
    def messages(self) -> list[Shown]:
        """What the chat shows now, oldest first."""
        return list(self.shown.values())

    def delete(self, shown: Shown) -> None:
        """Delete a message, so that an edit finds it gone."""
        del self.shown[shown.ref.message]

    def changed(self, change: ChatChange, by: Address = "", to: Address = "") -> None:
        """Tell us that something happened to the chat."""
        private = isinstance(self, Person)
        number = self.line.number()
        self.line.deliver(ChatChanged(id=number, sender=by, chat=self.address, private=private, change=change, to=to))


@dataclass(slots=True, eq=False)
class Group(Chat):
    """A group that we are in."""

    left: set[Address] = field(default_factory=set)
    """People who are not here; all others are."""
    aparts: dict[Address, Chat] = field(default_factory=dict)
    """By person, what that person alone sees here."""

    def apart(self, person: Person) -> Chat:
        """What this person alone sees here."""
        if person.address not in self.aparts:
            where = f"{self.address}{PERSON}{person.address.removeprefix(f'{self.line.name}:')}"
            self.aparts[person.address] = Chat(self.line, where)
        return self.aparts[person.address]

    def remove(self) -> None:
        """Put us out."""
        self.reachable = False
        self.changed(ChatChange.REMOVED)

    def add(self, by: Person) -> None:
        """Let us in, again or for the first time."""
        self.reachable = True
        self.changed(ChatChange.ADDED, by.address)


class _From(TypedDict):
    id: str
    sender: Address
    chat: Address
    private: bool
    language: str
    encrypted: bool


@dataclass(slots=True, eq=False)
class Person(Chat):
    """A person and the private chat with us."""

    language: str = ""
    toasts: list[Toast] = field(default_factory=list)

    def write(self, text: str, chat: Chat | None = None, reply_to: Ref | None = None) -> Inbound:
        """Write privately or in a group; a text that begins with `/` is a command."""
        typed = command(text)
        come = self._come(chat)
        own = Ref(come["chat"], come["id"])
        said: Inbound = Text(text=text, reply_to=reply_to, own=own, **come)
        if typed is not None:
            said = Command(name=typed.name, line=typed.line, lines=typed.lines, reply_to=reply_to, own=own, **come)
        self.line.deliver(said)
        return said

    def press(self, button: str, shown: Shown | None = None, chat: Chat | None = None) -> Press:
        """Press a button by label or data, under the latest message that has it. Raises LookupError."""
        candidates = [shown] if shown else reversed((chat or self).messages)
        for under in candidates:
            found = under.button(button)
            if found is not None:
                return self.forge(found.data, under.ref, chat)
        raise LookupError(button)

    def forge(self, data: str, ref: Ref | None = None, chat: Chat | None = None) -> Press:
        """Press a button that may not exist, as a changed client can."""
        press = Press(data=data, handle=self.address, ref=ref, **self._come(chat))
        self.line.deliver(press)
        return press

    def block(self) -> None:
        """Block us."""
        self.reachable = False
        self.changed(ChatChange.BLOCKED, self.address)

    def unblock(self) -> None:
        """Let us write again."""
        self.reachable = True
        self.changed(ChatChange.UNBLOCKED, self.address)

    def _come(self, chat: Chat | None) -> _From:
        where: Chat = self if chat is None else chat
        return _From(
            id=self.line.number(),
            sender=self.address,
            chat=where.address,
            private=where is self or PERSON in where.address,
            language=self.language,
            encrypted=where.encrypted,
        )
