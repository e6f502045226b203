"""Who votes on paper, and what tellers have counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from core.model import EventId, MemberId, Vote, VoteId
from core.store import tables as t
from core.store.ballots import CASTER, cast_in
from core.store.sql import insert
from core.store.writer import Tx
from core.totals import Weight


async def set_presence(tx: Tx, event_id: EventId, member: MemberId, *, paper: bool) -> bool:
    """Whoever is present votes on paper from now on, or in the chat; False if that was so already."""
    mine = (t.presence.c.event_id == event_id) & (t.presence.c.member_id == member)
    changed = await tx.db.execute(update(t.presence).where(mine, t.presence.c.paper != paper).values(paper=paper))
    return bool(changed.rowcount)


async def among(tx: Tx, event_id: EventId, ids: Iterable[MemberId]) -> set[MemberId]:
    """Who of these is present and votes on paper."""
    here = (t.presence.c.event_id == event_id) & t.presence.c.paper & t.presence.c.member_id.in_(list(ids))
    return {MemberId(member) for member in await tx.db.scalars(select(t.presence.c.member_id).where(here))}


async def freeze(tx: Tx, vote: Vote, only: Sequence[MemberId] | None = None) -> None:
    """Write on the roll of a vote which ballots are cast on paper: those of whoever is there to do so now."""
    on_paper = (t.presence.c.event_id == vote.event) & t.presence.c.paper
    if not await tx.db.scalar(select(exists().where(on_paper))):
        return
    casters = select(t.presence.c.member_id).where(on_paper)
    mine = (t.roll.c.vote_id == vote.id) & CASTER.in_(casters)
    if only is not None:
        mine &= t.roll.c.member_id.in_(only)
    await tx.db.execute(update(t.roll).where(mine).values(paper=True))
    await recount(tx, vote)


async def switch(tx: Tx, vote: Vote, caster: MemberId) -> tuple[list[MemberId], list[MemberId]]:
    """The ballots of this person in an open vote go to paper; those for which something is cast stay as they are.

    Returns whose go to paper, and whose stand.
    """
    mine = (t.roll.c.vote_id == vote.id) & _cast_by(caster) & ~t.roll.c.paper
    rows = (await tx.db.execute(select(t.roll.c.member_id, t.roll.c.reached).where(mine))).all()
    if not rows:
        return [], []
    stand = set(await tx.db.scalars(select(t.roll.c.member_id).where(mine, t.roll.c.member_id.in_(cast_in(vote)))))
    lost = sum(row.reached for row in rows)
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(reached=t.vote.c.reached - lost))
    await tx.db.execute(update(t.roll).where(mine).values(paper=True, reached=False))
    await recount(tx, vote)
    ids = [MemberId(row.member_id) for row in rows]
    return [member for member in ids if member not in stand], [member for member in ids if member in stand]


def _cast_by(caster: MemberId) -> ColumnElement[bool]:
    own = (t.roll.c.member_id == caster) & t.roll.c.holder.is_(None)
    return or_(own, t.roll.c.holder == caster)


async def recount(tx: Tx, vote: Vote) -> None:
    """Keep with the vote how many paper ballots there can be, and their weight."""
    classes = await outstanding(tx, vote)
    heads, weight = sum(classes.values()), sum(each * heads for each, heads in classes.items())
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(paper=heads, paper_weight=weight))


async def outstanding(tx: Tx, vote: Vote) -> dict[Weight, int]:
    """By weight, on how many ballots somebody votes on paper, and nothing is cast for them."""
    mine = (t.roll.c.vote_id == vote.id) & t.roll.c.paper & t.roll.c.member_id.not_in(cast_in(vote))
    rows = await tx.db.execute(select(t.roll.c.weight, func.count()).where(mine).group_by(t.roll.c.weight))
    return {int(weight): int(heads) for weight, heads in rows}


async def on_roll(tx: Tx, vote_id: VoteId, ids: Iterable[MemberId]) -> set[MemberId]:
    """Whose ballots of these are cast on paper, or would be if they cast for somebody."""
    ids = list(ids)
    mine = (t.roll.c.vote_id == vote_id) & t.roll.c.paper
    theirs = or_(t.roll.c.member_id.in_(ids), t.roll.c.holder.in_(ids))
    rows = await tx.db.execute(select(t.roll.c.member_id, t.roll.c.holder).where(mine, theirs))
    return {MemberId(who) for row in rows for who in row if who in ids}


async def weight_of(tx: Tx, vote: Vote, member: MemberId) -> Weight | None:
    """The weight of a member's paper ballot; None if there is none."""
    mine = (t.roll.c.vote_id == vote.id) & (t.roll.c.member_id == member) & t.roll.c.paper
    found = await tx.db.scalar(select(t.roll.c.weight).where(mine))
    return None if found is None else int(found)


# -- tallies


async def put_tally(tx: Tx, vote: Vote, teller: MemberId, counts: str) -> None:
    """What a teller counted, in place of what the same one counted before."""
    row = {"vote_id": vote.id, "member_id": teller, "counts": counts}
    statement = insert(t.tally).values(row)
    same = statement.on_conflict_do_update(index_elements=["vote_id", "member_id"], set_={"counts": counts})
    await tx.db.execute(same)
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(tallies=t.vote.c.tallies + 1))


async def tallies(tx: Tx, vote_id: VoteId) -> Mapping[MemberId, str]:
    """What was counted, by teller."""
    rows = await tx.db.execute(select(t.tally.c.member_id, t.tally.c.counts).where(t.tally.c.vote_id == vote_id))
    return {MemberId(teller): counts for teller, counts in rows}


async def forget_tallies(tx: Tx, vote_id: VoteId) -> None:
    """They are counted, or never will be."""
    await tx.db.execute(delete(t.tally).where(t.tally.c.vote_id == vote_id))
