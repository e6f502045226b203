"""Which act leads from which state to which. The tests walk these tables and the README is drawn from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from core.errors import Refusal, refuse
from core.model import Event, Vote
from core.model import EventState as E
from core.model import VoteState as V

AFTER_COUNT = ("accept", "lot", "ruling", "runoff")
"""What may follow a result; the result stays what it is."""

VOTE: Mapping[V, Mapping[str, V]] = {
    V.DRAFT: {"edit": V.DRAFT, "show": V.DRAFT, "open": V.OPEN, "cancel": V.CANCELLED},
    V.OPEN: {
        **dict.fromkeys(("cast", "fix", "remind", "extend"), V.OPEN),
        "close": V.CLOSED,
        "cancel": V.CANCELLED,
        "repeat": V.VOID,
    },
    V.CLOSED: {"count": V.COUNTED, "reopen": V.OPEN, "cancel": V.CANCELLED, "repeat": V.VOID},
    V.COUNTED: {"publish": V.PUBLISHED, **dict.fromkeys(AFTER_COUNT, V.COUNTED), "repeat": V.VOID},
    V.PUBLISHED: {"publish": V.PUBLISHED, **dict.fromkeys(AFTER_COUNT, V.PUBLISHED), "repeat": V.VOID},
    V.CANCELLED: {},
    V.VOID: {},
}

EVENT: Mapping[E, Mapping[str, E]] = {
    E.PLANNED: {"open": E.OPEN, "close": E.CLOSED},
    E.OPEN: {"item": E.OPEN, "pause": E.PAUSED, "close": E.CLOSED},
    E.PAUSED: {"resume": E.OPEN, "close": E.CLOSED},
    E.CLOSED: {},
}


def vote_after(state: V, act: str) -> V | None:
    """The state of a vote after an act; None if the act is not allowed in this state."""
    return VOTE[state].get(act)


def event_after(state: E, act: str) -> E | None:
    """The state of an event after an act; None if the act is not allowed in this state."""
    return EVENT[state].get(act)


def not_possible(vote: Vote, act: str) -> Refusal | None:
    """Why an act is not allowed in a vote's state, or None.

    Codes: `vote-not-possible`, `vote-already`, `already-closed`.
    """
    if vote_after(vote.state, act):
        return None
    at = vote.closed_at or vote.opened_at
    data: dict[str, str | int | datetime] = {"number": vote.number, "act": act, "state": vote.state}
    if act == "close" and vote.closed_at and vote.state not in (V.CANCELLED, V.VOID):
        return refuse("already-closed", number=vote.number, by=vote.closed_by, at=vote.closed_at)
    if any(ways.get(act) is vote.state for ways in VOTE.values()):
        return refuse("vote-already", number=vote.number, state=vote.state)
    return Refusal("vote-not-possible", {**data, "at": at} if at else data)


def rehearsal_over(vote: Vote, event: Event) -> Refusal | None:
    """Nothing follows a vote of a rehearsal that has ended. Code: `rehearsal-over`."""
    return refuse("rehearsal-over", number=vote.number) if vote.rehearsal and not event.rehearsal else None
