"""Events as the contract's inputs. Pure, and never an exception, whatever an event holds.

A press is counted by its first event: edits (`m.replace`) are not read, and a redaction takes nothing
back. Poll answers come under the unstable names of MSC3381 or the final ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeAlias, TypedDict

from adapters.contract import Address, ChatChange, ChatChanged, Command, Inbound, Press, Ref, Text
from adapters.matrix.content import POLL, STABLE_POLL
from adapters.matrix.events import (
    content,
    event_id,
    is_state,
    kind,
    membership,
    named,
    obj,
    relation,
    sender,
    sent_at,
    string,
    words,
)
from adapters.matrix.rooms import PRESENT, Room
from adapters.matrix.sent import OwnMessage
from adapters.parsing import Object
from adapters.typed import command

Find: TypeAlias = Callable[[str], OwnMessage | None]
"""From an event to the message of ours that it is part of."""

LONGEST: Final = 8192
"""Characters: twice the longest text of other networks."""
LATEST: Final = 4102444800.0
"""Seconds: the year 2100. A homeserver can claim any time, and not all are dates."""
MARKS: Final = "!/"
DOCUMENTS: Final = ("m.image", "m.file", "m.video", "m.audio")
"""Kinds of messages that may have a caption."""
RESPONSES: Final = {f"{POLL}response": f"{POLL}response", f"{STABLE_POLL}response": "m.selections"}
"""Types of an answer to a poll."""
VERIFICATION: Final = "m.key.verification."
"""How types begin by which people compare keys; the first one in a room is a message of such a kind."""
TIMELINE: Final = ("m.room.message", "m.room.encrypted", "m.reaction", *RESPONSES, f"{VERIFICATION}*")
ENCRYPTED: Final = "m.room.encrypted"
SEALED: Final = ("m.room.message", ENCRYPTED, *RESPONSES)
"""Types of what comes encrypted in an encrypted room; reactions never do."""
CHANGES: Final = {
    (True, False): ChatChange.BLOCKED,
    (True, True): ChatChange.UNBLOCKED,
    (False, False): ChatChange.REMOVED,
    (False, True): ChatChange.ADDED,
}
"""By whether the room is private and whether we may write there now."""
TEN: Final = "\N{KEYCAP TEN}"
_KEYCAP: Final = re.compile("(\\d{1,2})\\ufe0f?\\u20e3?\\ufe0f?")
_NUMBER: Final = re.compile(r"([0-9]{1,2})\.?")
_QUOTE: Final = re.compile(r"\A(?:> .*\n)+\n?")


class _From(TypedDict):
    id: str
    sender: Address
    chat: Address
    private: bool
    written: datetime | None
    own: Ref
    encrypted: bool


def reference(shown: OwnMessage, chat: Address) -> Ref:
    """How a message of ours is referred to."""
    return ref(chat, shown.room, shown.event)


def ref(chat: Address, room: str, event: str) -> Ref:
    """How any message is referred to; the room is named, since a person may come to have another."""
    return Ref(chat, f"{room}|{event}")


def target(event: Object) -> str:
    """The event that must be known before this one can be decoded; "" if none."""
    match kind(event):
        case "m.room.message":
            return _replied(event)
        case "m.reaction":
            return named(relation(event).get("event_id"), "$")
        case name if name in RESPONSES:
            return named(relation(event).get("event_id"), "$")
    return ""


def decode(event: Object, room: Room, us: str, find: Find, *, sealed: bool = False) -> Inbound | None:
    """The input that an event is; None for what is of no interest. `sealed` if it came encrypted."""
    come = _From(
        id=event_id(event),
        sender=f"matrix:{sender(event)}",
        chat=room.chat,
        private=room.private,
        written=_time(sent_at(event) / 1000),
        own=ref(room.chat, room.id, event_id(event)),
        encrypted=sealed,
    )
    if not come["id"] or not sender(event):
        return None
    if kind(event) == "m.room.member":
        return _member(event, room, us, come)
    if sender(event) == us or is_verification(event):
        return None
    if room.reads and _is_unread(event, room, sealed=sealed):
        return ChatChanged(change=ChatChange.UNREAD, **come)
    match kind(event):
        case "m.room.message":
            return _message(event, room, find, come)
        case "m.reaction":
            return _reaction(event, room, find, come)
        case name if not room.reads and (name == ENCRYPTED or is_state(event, "m.room.encryption")):
            # one input for the whole room, so that it is explained once
            once = _From(**{**come, "id": f"encrypted:{room.id}"})
            return ChatChanged(change=ChatChange.UNREADABLE, **once)
        case _ if is_state(event, "m.room.tombstone") and room.replacement and not room.private:
            return ChatChanged(change=ChatChange.MOVED, to=f"matrix:{room.replacement}", **come)
        case name if name in RESPONSES:
            return _response(event, room, find, come)
    return None


def made_since(press: Press, seconds: float) -> Press:
    """A press that reached our homeserver after a second, whatever the clock of another one says."""
    since = _time(seconds)
    return replace(press, written=max(press.written, since)) if press.written and since else press


def _time(seconds: float) -> datetime | None:
    """The time of an event; None for one that tells none."""
    return datetime.fromtimestamp(min(seconds, LATEST), UTC) if seconds > 0 else None


def is_verification(event: Object) -> bool:
    """Whether an event is about comparing keys; such events come in clear in encrypted rooms too."""
    return string(content(event).get("msgtype") or kind(event)).startswith(VERIFICATION)


def _is_unread(event: Object, room: Room, *, sealed: bool) -> bool:
    """Whether it did not open, or came in clear where a homeserver could have written it; not if it was redacted."""
    return (
        not sealed and bool(content(event)) and (kind(event) == ENCRYPTED or (room.encrypted and kind(event) in SEALED))
    )


def _message(event: Object, room: Room, find: Find, come: _From) -> Inbound | None:
    said, replied = content(event), _replied(event)
    text = words(said.get("body"), LONGEST)
    if replied:
        text = _QUOTE.sub("", text)
    if not _is_written(said) or relation(event).get("rel_type") == "m.replace" or not text.strip():
        return None
    if pressed := _numbered(text, room, find(replied), come):
        return pressed
    reply_to = _reply(room, find(replied), replied)
    typed = command(text, MARKS)
    if typed is None or len(text) == LONGEST:  # half a command is none
        return Text(text=text, reply_to=reply_to, **come)
    return Command(name=typed.name, line=typed.line, lines=typed.lines, reply_to=reply_to, **come)


def _is_written(said: Object) -> bool:
    """Whether its body is what somebody wrote: a document's is its name, unless that stands beside it (MSC2530)."""
    name = said.get("filename")
    captioned = said.get("msgtype") in DOCUMENTS and isinstance(name, str) and name != said.get("body")
    return said.get("msgtype") == "m.text" or captioned


def _numbered(text: str, room: Room, shown: OwnMessage | None, come: _From) -> Press | None:
    """A number under a message that lists its buttons."""
    number = _NUMBER.fullmatch(text.strip())
    if shown is not None and shown.unread and number is not None:
        return _unread(shown, room, come)
    data = shown.numbered(int(number[1])) if shown is not None and number is not None else None
    if shown is None or data is None:
        return None
    return Press(data=data, handle=room.id, ref=reference(shown, room.chat), current=True, **come)


def _unread(shown: OwnMessage, room: Room, come: _From) -> Press:
    """A press of something that could not be looked up: it means nothing, and the person has to know that."""
    return Press(data="", handle=room.id, ref=reference(shown, room.chat), current=True, **come)


def _reply(room: Room, shown: OwnMessage | None, replied: str) -> Ref | None:
    if shown is not None:
        return reference(shown, room.chat)
    return ref(room.chat, room.id, replied) if replied else None


def _replied(event: Object) -> str:
    """What a text answers: a message, or the first one of the thread that it stands in."""
    about = relation(event)
    if about.get("rel_type") == "m.replace":
        return ""
    direct = named(obj(about.get("m.in_reply_to")).get("event_id"), "$")
    if about.get("rel_type") == "m.thread" and (about.get("is_falling_back") is True or not direct):
        return named(about.get("event_id"), "$")
    return direct


def _response(event: Object, room: Room, find: Find, come: _From) -> Press | None:
    shown = find(named(relation(event).get("event_id"), "$"))
    answer = _answer(event)
    if shown is not None and shown.unread:
        return _unread(shown, room, come)
    if shown is None or answer not in shown.answers:
        return None
    # the text may have been redrawn, and its buttons mean something new under the same name
    data = shown.data(shown.answers[answer])
    data = answer if data is None else data
    return Press(data=data, handle=room.id, ref=reference(shown, room.chat), current=True, **come)


def _answer(event: Object) -> str:
    """The first answer, since one is allowed; "" for a member who takes the answer back."""
    said, where = content(event), RESPONSES[kind(event)]
    listed = obj(said.get(where)).get("answers") if where.startswith(POLL) else said.get(where)
    return string(listed[0]) if isinstance(listed, list) and listed else ""


def _reaction(event: Object, room: Room, find: Find, come: _From) -> Press | None:
    """A reaction with a number. Any other one to what can be chosen from is no choice, and is told so.

    In encrypted rooms too a homeserver reads reactions, so there none counts.
    """
    shown = find(named(relation(event).get("event_id"), "$"))
    if shown is None:
        return None
    number = _number_of(string(relation(event).get("key")))
    if not number and not shown.buttons:
        return None
    data = "" if shown.unread or room.encrypted else shown.numbered(number) or ""
    return Press(data=data, handle=room.id, ref=reference(shown, room.chat), current=True, exposed=True, **come)


def _number_of(key: str) -> int:
    """The number of a keycap; 0 if it is none."""
    found = _KEYCAP.fullmatch(key)
    return 10 if key == TEN else int(found[1]) if found else 0


def _member(event: Object, room: Room, us: str, come: _From) -> ChatChanged | None:
    """A change of whether we, or the person of a private room, are there."""
    who, by = named(event.get("state_key"), "@"), sender(event)
    told, now = membership(event)
    # what the homeserver leaves out we have seen ourselves, or it is the invitation that brought us here
    before = told or room.before or ("invite" if who == us and not room.ours and now == "join" else "")
    may = _came(before, now, ours=who == us) if now else None
    if may is None or (who == us == by and not may) or not (who == us or (room.private and who == room.person)):
        return None
    if who == us == by:
        by = named(obj(event.get("unsigned")).get("prev_sender"), "@") or room.other
    told_by = _From(**{**come, "sender": f"matrix:{by}" if by else ""})
    return ChatChanged(change=CHANGES[room.private, may], **told_by)


def _came(before: str, now: str, *, ours: bool) -> bool | None:
    """True for who followed an invitation, False for who left, or declined an invitation of ours; else None."""
    if now == "join":
        return True if before == "invite" else None
    was_there = before in ("join", "") if ours else before in ("", *PRESENT)
    return False if was_there and now not in PRESENT else None
