"""Votes whose time has come, by what it is time for."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Text, bindparam, cast, literal, or_, select, union_all

from core.model import EventId, VoteId, VoteState
from core.store import tables as t
from core.store.writer import Tx

WARNINGS = (30, 10)
"""Seconds before the close at which those who have not voted are warned."""


def _soon() -> ColumnElement[bool]:
    """A deadline is near of which no warning was given yet."""
    left = [t.vote.c.closes_at <= _instant(f"in_{mark}") for mark in WARNINGS]
    given = [(t.vote.c.warned > 0) & (t.vote.c.warned <= mark) for mark in WARNINGS]
    return or_(*(near & ~done for near, done in zip(left, given, strict=True)))


def _instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=t.vote.c.closes_at.type)


_OPEN, _RUNS = t.vote.c.state == VoteState.OPEN, t.vote.c.hold_start.is_(None)
_ALL_CAST = (t.vote.c.cast > 0) & (t.vote.c.cast + t.vote.c.paper >= t.vote.c.roll)
_MAY_CLOSE_EARLY = cast(t.wording.c.definition, Text).contains('"close_when_all"')
"""As a text, for a definition that is no JSON would stop this query for all votes. What is as usual stands nowhere."""
_WHEN_ALL = _MAY_CLOSE_EARLY & _ALL_CAST & (t.vote.c.reason == "")
"""A vote that was opened again is not closed by that: everybody may have voted in it before."""
_TIME_HAS_COME = {
    "start": _OPEN & t.vote.c.start_by.is_not(None) & ((t.vote.c.queued <= 0) | (t.vote.c.start_by <= _instant("now"))),
    "warn": _OPEN & _RUNS & (t.vote.c.closes_at > _instant("now")) & _soon(),
    "close": _OPEN & ((t.vote.c.closes_at <= _instant("now")) & _RUNS | _WHEN_ALL),
    "count": (t.vote.c.state == VoteState.CLOSED) & (t.vote.c.count_at <= _instant("now")),
}
"""By act, the votes for which it is time: a countdown that waited for delivery, which is done or took too long; a
warning; a close, unless the deadline is held; a count, once the time for second thoughts is over."""
_DUE = union_all(
    *(
        select(literal(act), t.vote.c.id, t.vote.c.event_id)
        .select_from(t.vote.join(t.wording, t.wording.c.vote_id == t.vote.c.id))
        .where(condition)
        for act, condition in _TIME_HAS_COME.items()
    )
)


async def due(tx: Tx) -> list[tuple[str, VoteId, EventId]]:
    """What it is time for, as the words of `core.due.Act`, and the votes of which events; one query, asked all day."""
    near = {f"in_{mark}": tx.now + timedelta(seconds=mark) for mark in WARNINGS}
    found = await tx.db.execute(_DUE, {"now": tx.now, **near})
    return [(act, VoteId(vote), EventId(event)) for act, vote, event in found]
