"""Who demands that a draft be voted on secretly: kept until that is settled."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select

from core.model import MemberId, VoteId
from core.store import tables as t
from core.store.sql import insert
from core.store.writer import Tx


async def put(tx: Tx, vote_id: VoteId, member: MemberId) -> None:
    """Note a demand; one that stands already stays."""
    await tx.db.execute(insert(t.demand).values(vote_id=vote_id, member_id=member).on_conflict_do_nothing())


async def of_vote(tx: Tx, vote_id: VoteId) -> list[MemberId]:
    """Who has demanded it."""
    found = await tx.db.scalars(select(t.demand.c.member_id).where(t.demand.c.vote_id == vote_id))
    return [MemberId(member) for member in found]


async def forget(tx: Tx, vote_ids: Iterable[VoteId]) -> None:
    """Drop what was demanded of these votes."""
    await tx.db.execute(delete(t.demand).where(t.demand.c.vote_id.in_(list(vote_ids))))
