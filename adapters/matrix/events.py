"""Taking events apart without trusting them: what is missing or of another kind is empty."""

from __future__ import annotations

from adapters.matrix.errors import Json, Object


def obj(value: Json) -> Object:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Json) -> list[Object]:
    """The objects in a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def string(value: Json, longest: int = 255) -> str:
    """The value if it is a string that can be written as UTF-8, of at most so many characters, else ""."""
    if not isinstance(value, str) or len(value) > longest:
        return ""
    return value if value.isascii() or _is_unicode(value) else ""


def content(event: Object) -> Object:
    """What an event says."""
    return obj(event.get("content"))


def kind(event: Object) -> str:
    """The type of an event."""
    return string(event.get("type"))


def sender(event: Object) -> str:
    """Who sent an event."""
    return string(event.get("sender"))


def event_id(event: Object) -> str:
    """The id of an event."""
    return string(event.get("event_id"))


def relation(event: Object) -> Object:
    """What an event refers to."""
    return obj(content(event).get("m.relates_to"))


def membership(event: Object) -> tuple[str, str]:
    """What somebody was to the room before a membership event, and is since."""
    before = obj(obj(event.get("unsigned")).get("prev_content")).get("membership")
    return string(before) or "leave", string(content(event).get("membership"))


def age(event: Object) -> float:
    """Seconds since an event, by the homeserver's clock; 0 if it does not say."""
    told = obj(event.get("unsigned")).get("age")
    return told / 1000 if isinstance(told, int | float) else 0.0


def sent_at(event: Object) -> float:
    """Milliseconds of the sender's homeserver."""
    told = event.get("origin_server_ts")
    return float(told) if isinstance(told, int | float) else 0.0


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
