"""What an organiser should know of the homeserver before a meeting."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from adapters.contract import Address, Limits
from adapters.findings import Finding, Level
from adapters.matrix.errors import Json

API: Final = "v1.1"
"""The oldest version of the client-server API that will do."""
LONG_DELIVERY: Final = timedelta(minutes=2)
"""Of a ballot, to everybody."""


def spoken(versions: Json) -> Finding:
    """Whether the homeserver speaks a version that will do."""
    if isinstance(versions, list) and API in versions:
        return Finding(Level.GOOD, f"matrix: the homeserver speaks {API}")
    return Finding(Level.FAULT, f"matrix: the homeserver does not speak {API} of the client API; update it")


def delivery(limits: Limits, people: int) -> Finding:
    """How long a ballot takes to reach everybody."""
    time = timedelta(seconds=round(people * limits.poll / limits.per_second))
    text = f"matrix: a ballot to {people:,} members takes about {_span(time)}"
    if time <= LONG_DELIVERY:
        return Finding(Level.GOOD, text)
    lift = "let the homeserver's operator lift the limit for the bot, then raise per_second"
    return Finding(Level.WARNING, f"{text}, at {limits.per_second:g} messages a second; {lift}")


def _span(time: timedelta) -> str:
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes}:{seconds:02} min" if minutes else f"{seconds} s"


def room(chat: Address, *, can_write: bool) -> Finding:
    """Whether we are in a room that can be written to."""
    if can_write:
        return Finding(Level.GOOD, "can be written to", chat)
    return Finding(Level.FAULT, "cannot be written to; invite the bot into an unencrypted room, then !bind anew", chat)
