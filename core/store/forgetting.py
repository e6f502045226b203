"""Erasing people: what ties them to a meeting, and the roster itself when no meeting needs it any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Table, delete, func, select, true, tuple_, update

from core.model import EventId
from core.store import ballots
from core.store import people as p
from core.store import tables as t
from core.store.writer import Tx

_OF_VOTES = (*ballots.OF_MEMBERS, t.demand, t.tally, t.roll)
_OF_EVENT = (t.presence, t.proxy, t.invitation, t.bind_code, t.errand, t.delivery, t.notice, t.channel, t.role)
_OF_EVERYBODY = (
    t.account,
    t.attempt,
    t.pairing,
    p.member_group_row,
    p.member_change,
    t.role,
    t.seen,
    t.dead_letter,
    t.redaction,
    t.crowd,
    p.member_row,
)
"""In the order in which nothing points to what is gone."""


async def make_unknown(tx: Tx, event_id: EventId) -> None:
    """From now on nobody can tell who is behind the pseudonyms of a meeting, or who closed a vote."""
    await tx.db.execute(delete(t.pseudonym_key).where(t.pseudonym_key.c.event_id == event_id))
    await tx.db.execute(update(t.vote).where(t.vote.c.event_id == event_id).values(closed_by=""))
    await tx.db.execute(update(t.event).where(t.event.c.id == event_id).values(forgotten=True))


async def erase_some(tx: Tx, event_id: EventId, limit: int) -> int:
    """Leave of a meeting only what names nobody: its votes, their sums and boards, its journal. How many rows went."""
    ours = select(t.vote.c.id).where(t.vote.c.event_id == event_id)
    of_votes = [(table, table.c.vote_id.in_(ours)) for table in _OF_VOTES]
    return await _erase_first(tx, [*of_votes, *((table, table.c.event_id == event_id) for table in _OF_EVENT)], limit)


async def erase_some_of_everybody(tx: Tx, limit: int, of_nobody: Collection[str]) -> int:
    """Erase the roster, all accounts, and what networks keep but for these keys: at most so many rows.

    Returns how many.
    """
    kept = (t.kept, t.kept.c.key.not_in(of_nobody))
    return await _erase_first(tx, [kept, *((table, true()) for table in _OF_EVERYBODY)], limit)


async def _erase_first(tx: Tx, of: Iterable[tuple[Table, ColumnElement[bool]]], limit: int) -> int:
    """Rows of the first of these tables that has any."""
    for table, whose in of:
        key = table.primary_key.columns.values()
        some = tuple_(*key).in_(select(*key).where(whose).limit(limit))
        if erased := (await tx.db.execute(delete(table).where(some))).rowcount:
            return erased
    return 0


async def others(tx: Tx) -> list[EventId]:
    """Meetings whose people are not forgotten."""
    query = select(t.event.c.id).where(~t.event.c.forgotten).order_by(t.event.c.id)
    return [EventId(event) for event in await tx.db.scalars(query)]


async def members(tx: Tx) -> int:
    """How many there are to be erased."""
    return await tx.db.scalar(select(func.count()).select_from(p.member_row)) or 0
