"""Which act leads from which state to which. The tests walk these tables and the README is drawn from them."""

from __future__ import annotations

from collections.abc import Mapping

from core.model import EventState as E
from core.model import VoteState as V

VOTE: Mapping[V, Mapping[str, V]] = {
    V.DRAFT: {"edit": V.DRAFT, "show": V.DRAFT, "open": V.OPEN, "cancel": V.CANCELLED},
    V.OPEN: {"cast": V.OPEN, "extend": V.OPEN, "close": V.CLOSED, "cancel": V.CANCELLED},
    V.CLOSED: {"count": V.COUNTED, "cancel": V.CANCELLED},
    V.COUNTED: {"publish": V.PUBLISHED},
    V.PUBLISHED: {"publish": V.PUBLISHED},
    V.CANCELLED: {},
    V.VOID: {},
}

EVENT: Mapping[E, Mapping[str, E]] = {
    E.PLANNED: {"open": E.OPEN, "close": E.CLOSED},
    E.OPEN: {"pause": E.PAUSED, "close": E.CLOSED},
    E.PAUSED: {"resume": E.OPEN, "close": E.CLOSED},
    E.CLOSED: {},
}


def vote_after(state: V, act: str) -> V | None:
    """The state of a vote after an act; None if the act is not allowed in this state."""
    return VOTE[state].get(act)


def event_after(state: E, act: str) -> E | None:
    """The state of an event after an act; None if the act is not allowed in this state."""
    return EVENT[state].get(act)
