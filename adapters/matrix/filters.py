"""What we want of the homeserver, and nothing else."""

from __future__ import annotations

import uuid
from typing import Final

import orjson

from adapters.matrix.decode import TIMELINE
from adapters.matrix.rooms import STATE
from adapters.parsing import Object

MARKS: Final = "org.folkmoot.mark."
"""How the type of the account data begins that counts the use of a device's keys."""
LIMIT: Final = 100
"""Events of a room in one answer: Synapse gives no more."""


def _events(us: str, kinds: list[str], limit: int = LIMIT) -> Object:
    """A filter for events of others; what the filter leaves out of our own joining comes as state."""
    return {"types": list(kinds), "not_senders": [us], "limit": limit}


def messages_filter(us: str) -> str:
    """What we want of the past of a room."""
    return orjson.dumps(_events(us, [*TIMELINE, *STATE])).decode()


def sync_filter(us: str, kinds: list[str], *, fresh: bool, limit: int = LIMIT) -> str:
    """What we want of a sync, of each room so many events at most.

    Members are not loaded lazily: who else is in a room decides whether it is private. Synapse repeats for two
    minutes what it answered to the same request. That is right for a sync from a token and wrong for one from
    nowhere, so a `fresh` filter is like no other.
    """
    nothing: Object = {"not_types": ["*"]}
    room: Object = {
        "ephemeral": nothing,
        "account_data": nothing,
        "state": {"types": list(STATE)},
        "timeline": _events(us, kinds, limit),
        "not_rooms": [f"!{uuid.uuid4().hex}:none.invalid"] if fresh else [],
    }
    marks: Object = {"types": [f"{MARKS}*"]}
    return orjson.dumps({"presence": nothing, "account_data": marks, "room": room}).decode()
