"""Erasing people: what ties them to a meeting, and the roster itself when no meeting needs it any more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from core.model import EventId, VoteId
from core.store import ballots, demands
from core.store import people as p
from core.store import tables as t
from core.store.writer import Tx

_OF_EVENT = (t.presence, t.proxy, t.invitation, t.bind_code, t.delivery, t.notice, t.channel, t.role, t.pseudonym_key)
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


async def erase_event(tx: Tx, event_id: EventId, vote_ids: Sequence[VoteId]) -> None:
    """Leave of a meeting only what names nobody: its votes, their sums and boards, and its journal."""
    for vote_id in vote_ids:
        await ballots.destroy(tx, vote_id)
    await demands.forget(tx, vote_ids)
    await tx.db.execute(delete(t.roll).where(t.roll.c.vote_id.in_(vote_ids)))
    for table in _OF_EVENT:
        await tx.db.execute(delete(table).where(table.c.event_id == event_id))
    await tx.db.execute(update(t.vote).where(t.vote.c.event_id == event_id).values(closed_by=""))
    await tx.db.execute(update(t.event).where(t.event.c.id == event_id).values(forgotten=True))


async def others(tx: Tx) -> list[EventId]:
    """Meetings whose people are not forgotten."""
    query = select(t.event.c.id).where(~t.event.c.forgotten).order_by(t.event.c.id)
    return [EventId(event) for event in await tx.db.scalars(query)]


async def erase_everybody(tx: Tx) -> int:
    """Erase the roster and all accounts; returns how many members there were."""
    count = await tx.db.scalar(select(func.count()).select_from(t.member)) or 0
    for table in _OF_EVERYBODY:
        await tx.db.execute(delete(table))
    return count
