"""Who casts which ballot: members their own, unless somebody else held it when the vote was opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from core.model import MemberId, VoteId
from core.store import tables as t
from core.store.writer import Tx
from core.totals import Weight

CAST = and_(t.ballot.c.vote_id == t.roll.c.vote_id, t.ballot.c.member_id == t.roll.c.member_id)
"""What is cast for a row of `roll`, to join by."""
FILLED_IN = and_(t.mark.c.vote_id == t.roll.c.vote_id, t.mark.c.member_id == t.roll.c.member_id)
"""What is half filled in for it."""
CASTER = func.coalesce(t.roll.c.holder, t.roll.c.member_id)
"""The one person who casts the ballot of a row of `roll`."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A ballot, and whose it is."""

    member: MemberId
    number: str
    name: str
    weight: Weight
    rendering: int
    choice: str | None
    marks: str | None


@dataclass(frozen=True, slots=True)
class Hand:
    """The ballots that one person casts in a vote: the own one first, then those of principals by number."""

    ballots: tuple[InHand, ...] = ()

    @property
    def rendering(self) -> int:
        """Number of the last rendering that the network confirmed; one message shows the whole hand."""
        return max((ballot.rendering for ballot in self.ballots), default=0)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A ballot that its member casts again."""

    member: MemberId
    holder: MemberId
    cast: bool
    """Whether the holder has cast it already; then it stands for the present."""


def cast_by(vote_id: int, ids: Iterable[MemberId]) -> ColumnElement[bool]:
    """The condition on `roll` that one of these persons casts the ballot in this vote."""
    ids, roll = list(ids), t.roll.c
    # the vote in both halves, or SQLite reads its whole roll
    own = and_(roll.vote_id == vote_id, roll.member_id.in_(ids), roll.member_id == CASTER)
    return or_(own, and_(roll.vote_id == vote_id, roll.holder.in_(ids)))


async def hands(tx: Tx, vote_id: VoteId, ids: Iterable[MemberId]) -> dict[MemberId, Hand]:
    """What these persons cast in a vote, for those who cast anything."""
    query = (
        select(
            CASTER,
            t.member.c.id,
            t.member.c.number,
            t.member.c.name,
            t.roll.c.weight,
            t.roll.c.rendering,
            t.ballot.c.choice,
            t.mark.c.choice,
        )
        .select_from(t.roll)
        .join(t.member, t.member.c.id == t.roll.c.member_id)
        .outerjoin(t.ballot, CAST)
        .outerjoin(t.mark, FILLED_IN)
        .where(cast_by(vote_id, ids))
    )
    found: dict[MemberId, list[InHand]] = {}
    for caster, member, *rest in await tx.db.execute(query):
        found.setdefault(MemberId(caster), []).append(InHand(MemberId(member), *rest))
    return {caster: _sorted(caster, ballots) for caster, ballots in found.items()}


def _sorted(caster: MemberId, ballots: Sequence[InHand]) -> Hand:
    # the shorter number first, which puts 9 before 17
    return Hand(tuple(sorted(ballots, key=lambda item: (item.member != caster, len(item.number), item.number))))


async def holders(tx: Tx, vote_id: VoteId) -> dict[MemberId, MemberId]:
    """By member whose ballot is in somebody else's hands, whose."""
    # a range, which the index answers
    query = select(t.roll.c.member_id, t.roll.c.holder).where(t.roll.c.vote_id == vote_id, t.roll.c.holder > 0)
    return {MemberId(member): MemberId(holder) for member, holder in await tx.db.execute(query)}


async def holder_of(tx: Tx, vote_id: VoteId, member: MemberId) -> MemberId | None:
    """Who casts this member's ballot instead, if anybody does."""
    mine = (t.roll.c.vote_id == vote_id) & (t.roll.c.member_id == member)
    found = await tx.db.scalar(select(t.roll.c.holder).where(mine))
    return None if found is None else MemberId(found)


async def give_back(tx: Tx, vote_id: VoteId, members: Sequence[MemberId]) -> list[TakenBack]:
    """Members cast their own ballots from now on; what was half filled in for them is dropped."""
    theirs = (t.roll.c.vote_id == vote_id) & t.roll.c.member_id.in_(members) & t.roll.c.holder.is_not(None)
    query = select(t.roll.c.member_id, t.roll.c.holder, t.roll.c.reached, t.ballot.c.choice).outerjoin(t.ballot, CAST)
    rows = (await tx.db.execute(query.where(theirs))).all()
    back = [TakenBack(MemberId(row[0]), MemberId(row[1]), row[3] is not None) for row in rows]
    if back:
        # what reached the holder has not reached them
        lost = sum(reached for _, _, reached, _ in rows)
        await tx.db.execute(update(t.vote).where(t.vote.c.id == vote_id).values(reached=t.vote.c.reached - lost))
        await tx.db.execute(update(t.roll).where(theirs).values(holder=None, reached=False))
        gone = (t.mark.c.vote_id == vote_id) & t.mark.c.member_id.in_([item.member for item in back])
        await tx.db.execute(delete(t.mark).where(gone))
    return back
