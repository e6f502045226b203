"""What our messages show now: needed to understand a poll's answer, a reaction, and to edit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import orjson

from adapters.contract import Refused, Unreachable
from adapters.matrix.content import BUTTONS, HAS_POLL, POLL, TEXT
from adapters.matrix.events import event_id, kind, named, objects, sender
from adapters.matrix.wire import Wire, path
from adapters.parsing import Json, Object

Opened: TypeAlias = Callable[[str, Object], Object]
"""From a room and an event to the event as it was before encryption, if it can be opened."""
OURS: Final = ("m.room.message", f"{POLL}start")
MOST: Final = 20_000
"""Messages and polls that are remembered; others are read back from the homeserver."""


@dataclass(slots=True)
class OwnMessage:
    """A message of ours. Pairs of label and data are in the order of their numbers."""

    room: str
    event: str
    buttons: tuple[tuple[str, str], ...] = ()
    coming: tuple[tuple[str, str], ...] = ()
    """Those of an edit that is under way: people may see it, and choose, before its request is answered."""
    file: Object | None = None
    """The content, if it is a document."""
    poll: str | None = ""
    """The poll's event; None if there is one and it is not known."""
    answers: dict[str, str] = field(default_factory=dict)
    """What the poll's answers are called, by their ids; "" for those of polls before it, which mean what they did."""
    unread: bool = False
    """Whether what it shows could not be had."""
    body: str = ""
    """The text that was last sent."""
    drawing: bytes = b""
    """What was last sent, as `drawing` has it; empty if not known."""

    @property
    def labels(self) -> list[str]:
        """What can be chosen."""
        return [label for label, _ in self.buttons]

    def data(self, label: str) -> str | None:
        """The data of the button that is called so now."""
        return next((data for name, data in (*self.coming, *self.buttons) if name == label), None)

    def numbered(self, number: int) -> str | None:
        """The data of the button with a number. Where an edit under way calls it otherwise, it is the old one."""
        if not 0 < number <= len(self.buttons):
            return None
        label, data = self.buttons[number - 1]
        coming = self.coming[number - 1 : number]
        return coming[0][1] if coming and coming[0][0] == label else data

    def announce(self, content: Object) -> None:
        """Another content is about to be sent."""
        self.coming = pairs(content.get(BUTTONS))

    def draw(self, content: Object) -> None:
        """Show another content from now on."""
        self.buttons, self.coming = pairs(content.get(BUTTONS)), ()
        self.file = content if "url" in content or "file" in content else None
        self.body = str(content.get("body", ""))
        self.drawing = drawing(content)


class Sent:
    """The messages that we remember, by the events of text and poll."""

    def __init__(self, wire: Wire, us: str, opened: Opened) -> None:
        self._wire = wire
        self._us = us
        self._opened = opened
        self._known: OrderedDict[str, OwnMessage] = OrderedDict()

    def find(self, event: str) -> OwnMessage | None:
        """The message that an event of ours is part of."""
        if event in self._known:
            self._known.move_to_end(event)
        return self._known.get(event)

    def remember(self, shown: OwnMessage) -> None:
        """Remember a message under the events that it has by now."""
        for event in (shown.event, shown.poll):
            if event:
                self._known[event] = shown
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def give_up(self, room: str, event: str) -> None:
        """Remember that what an event shows could not be had, so that whoever answers it can be told."""
        self.remember(OwnMessage(room, event, unread=True))

    async def read(self, room: str, event: str) -> OwnMessage | None:
        """The message that an event is part of, read back if need be; None if it is not ours. Raises NetworkError."""
        if (found := self.find(event)) and not found.unread:
            return found
        content = await self._content(room, event)
        if content is None:
            return None
        if not content:
            self.give_up(room, event)
            return None
        if f"{POLL}start" in content:
            return await self._read_poll(room, event, content)
        shown = OwnMessage(room, event, poll=None if HAS_POLL in content else "")
        shown.draw(content)
        self.remember(shown)
        return shown

    async def poll_of(self, shown: OwnMessage) -> str:
        """The event of a message's poll; "" if it has none. Raises NetworkError."""
        if shown.poll is None:
            found = await self._wire.relations(path("rooms", shown.room, "relations", shown.event, "m.reference"))
            events = [self._opened(shown.room, event) for event in objects(found.get("chunk"))]
            ours = [event_id(e) for e in events if sender(e) == self._us and kind(e) == f"{POLL}start"]
            shown.poll = ours[0] if ours else ""
        return shown.poll

    async def answered(self, room: str, event: str) -> str:
        """What a member's event is about, as far as the homeserver still tells; "" for nothing. Raises NetworkError."""
        try:
            found = await self._wire.get(path("rooms", room, "event", event))
        except (Refused, Unreachable):
            return ""
        return named((_inside(found, "content", "m.relates_to") or {}).get("event_id"), "$")

    async def asked(self, shown: OwnMessage) -> Object:
        """The content of a message's poll; nothing if it has none any more. Raises NetworkError."""
        return await self._content(shown.room, shown.poll) or {} if shown.poll else {}

    async def _read_poll(self, room: str, event: str, content: Object) -> OwnMessage | None:
        relation = content.get("m.relates_to")
        text = named(relation.get("event_id"), "$") if isinstance(relation, dict) else ""
        shown = await self.read(room, text) if text else None
        if shown is not None:
            shown.poll = event
            shown.answers = answers(content)
            self.remember(shown)
        return shown

    async def _content(self, room: str, event: str) -> Object | None:
        """What an event of ours shows, edits included: nothing, if it was redacted; None if it is not ours."""
        try:
            found = await self._wire.get(path("rooms", room, "event", event))
        except (Refused, Unreachable):
            return None
        edit = _inside(found, "unsigned", "m.relations", "m.replace") or {}
        found, edit = self._opened(room, found), self._opened(room, edit)
        content = _inside(edit, "content", "m.new_content") if sender(edit) in ("", self._us) else None
        if content is None:
            content = _inside(found, "content")
        if sender(found) != self._us:
            return None
        if kind(found) == "m.room.encrypted":
            # redacted, or sent with keys that were lost with a database
            return {}
        if _inside(found, "unsigned", "redacted_because") is not None:
            return {} if kind(found) in OURS else None
        return content if kind(found) in OURS else None


def drawing(content: Object) -> bytes:
    """What tells two contents apart; a document's address does not, since an edit keeps it."""
    return orjson.dumps([content.get("formatted_body"), content.get(BUTTONS)])


def pairs(value: Json) -> tuple[tuple[str, str], ...]:
    """Label and data of each button, as they stand in a content."""
    rows = value if isinstance(value, list) else []
    return tuple((str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2)


def answers(content: Object) -> dict[str, str]:
    """What the answers of a poll are called, by their ids."""
    start = content.get(f"{POLL}start")
    listed = start.get("answers") if isinstance(start, dict) else None
    found = [answer for answer in listed if isinstance(answer, dict)] if isinstance(listed, list) else []
    return {str(answer.get("id")): str(answer.get(TEXT)) for answer in found}


def _inside(whole: Object, *keys: str) -> Object | None:
    for key in keys:
        part = whole.get(key)
        if not isinstance(part, dict):
            return None
        whole = part
    return whole
