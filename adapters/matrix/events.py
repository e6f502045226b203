"""Taking events apart without trusting them: what is missing or of another kind is empty."""

from __future__ import annotations

import re
from typing import Final

from adapters.matrix.errors import number
from adapters.parsing import Json, Object, is_unicode

_ID: Final = re.compile(r"[!-~\xa1-\uffff\U00010000-\U0010ffff]+")
"""No controls and no spaces: such an id is nobody's, and homeservers are known to fail on it."""
_LONGEST_ID: Final = 255
"""Bytes, by the specification."""


def obj(value: Json) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Json) -> list[Object]:
    """The objects in a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def string(value: Json, longest: int = 255) -> str:
    """The value if it is a string that any database takes, of at most so many characters, else ""."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        return ""
    return value if value.isascii() or is_unicode(value) else ""


def named(value: Json, sigil: str) -> str:
    """The value if it can be the id of an event `$`, a room `!`, a person `@`; else ""."""
    found = string(value)
    right = found.startswith(sigil) and len(found) > 1 and _ID.fullmatch(found)
    return found if right and len(found.encode()) <= _LONGEST_ID else ""


def words(value: Json, longest: int) -> str:
    """A text by a person, as much of it as is read; what no database takes is left out."""
    if not isinstance(value, str):
        return ""
    return value[:longest].replace("\0", "").encode(errors="ignore").decode()


def content(event: Object) -> Object:
    """What an event says."""
    return obj(event.get("content"))


def kind(event: Object) -> str:
    """The type of an event."""
    return string(event.get("type"))


def is_state(event: Object, name: str) -> bool:
    """Whether it is the room's state of this type: a message of the type, which anybody may send, changes nothing."""
    return kind(event) == name and event.get("state_key") == ""


def sender(event: Object) -> str:
    """Who sent an event."""
    return named(event.get("sender"), "@")


def event_id(event: Object) -> str:
    """The id of an event."""
    return named(event.get("event_id"), "$")


def relation(event: Object) -> Object:
    """What an event refers to."""
    return obj(content(event).get("m.relates_to"))


def membership(event: Object) -> tuple[str, str]:
    """What somebody was to the room before a membership event, "" if that is not told, and is since."""
    before = obj(obj(event.get("unsigned")).get("prev_content")).get("membership")
    return string(before), string(content(event).get("membership"))


def came_in(event: Object) -> str:
    """Who went into the room by this event, or was there already; "" for all other events."""
    came = kind(event) == "m.room.member" and membership(event)[1] == "join"
    return named(event.get("state_key"), "@") if came else ""


def age(event: Object) -> float:
    """Seconds since an event, by the homeserver's clock; 0 if it does not say."""
    return (number(obj(event.get("unsigned")).get("age")) or 0.0) / 1000


def sent_at(event: Object) -> float:
    """Milliseconds of the sender's homeserver."""
    return number(event.get("origin_server_ts")) or 0.0
