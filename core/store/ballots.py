"""What stands on ballots: the one place that reads and writes it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects.sqlite import Insert

from core.ballot import SEALED, Hand, InHand, Rendering, Standing, TakenBack, Voter
from core.definition import longest_choice
from core.model import Address, Event, MemberId, Vote, VoteId
from core.secrecy import Opener, Unreadable, new_code, padded_size, seal
from core.store import tables as t
from core.store.events import voting
from core.store.keys import NoKey
from core.store.sql import among, insert, values
from core.store.writer import Tx
from core.totals import Totals, Weight

_CAST = and_(t.ballot.c.vote_id == t.roll.c.vote_id, t.ballot.c.member_id == t.roll.c.member_id)
"""What is cast for a row of `roll`, to join by."""
_FILLED_IN = and_(t.mark.c.vote_id == t.roll.c.vote_id, t.mark.c.member_id == t.roll.c.member_id)
"""What is half filled in for it."""
_SEALED = and_(t.envelope.c.vote_id == t.roll.c.vote_id, t.envelope.c.member_id == t.roll.c.member_id)
"""The envelope for it, where the vote is secret."""
OF_MEMBERS = (t.ballot, t.envelope, t.mark)
"""All that is kept of a ballot together with whose it is."""
CASTER = func.coalesce(t.roll.c.holder, t.roll.c.member_id)
"""The one person who casts the ballot of a row of `roll`."""


def cast_in(vote: Vote) -> Select[tuple[MemberId]]:
    """Members for whom something is cast."""
    table = t.envelope if vote.definition.secret else t.ballot
    return select(table.c.member_id).where(table.c.vote_id == vote.id)


def is_cast(vote: Vote) -> ColumnElement[bool]:
    """Whether something is cast for a row of `roll`, looked up row by row."""
    table = t.envelope if vote.definition.secret else t.ballot
    return exists().where(table.c.vote_id == vote.id, table.c.member_id == t.roll.c.member_id)


def _stands(query: Select[Any], secret: bool) -> Select[Any]:
    """With the columns of a `Standing` after its own, for rows of `roll`."""
    if secret:
        cast = case((t.envelope.c.member_id.is_not(None), SEALED), (t.roll.c.voted, SEALED))
        query = query.add_columns(cast).outerjoin(t.envelope, _SEALED)
    else:
        query = query.add_columns(t.ballot.c.choice).outerjoin(t.ballot, _CAST)
    return query.add_columns(t.mark.c.choice, t.roll.c.rendering).outerjoin(t.mark, _FILLED_IN)


def _standing(tx: Tx, vote: Vote, choice: str | None, marks: str | None, rendering: int | None) -> Standing:
    if marks and vote.definition.secret:
        marks = _unsealed(tx, vote, marks)
    return Standing(choice, marks, rendering or 0)


def _unsealed(tx: Tx, vote: Vote, marks: str) -> str | None:
    """What is half filled in; where that cannot be read any more, nothing is."""
    try:
        return Opener(tx.keys.find(vote.marks_seal)).open(base64.b64decode(marks))[1]
    except (NoKey, Unreadable):
        return None


def cast_by(vote_id: int, ids: Iterable[MemberId]) -> ColumnElement[bool]:
    """The condition on `roll` that one of these persons casts the ballot in this vote."""
    ids, roll = list(ids), t.roll.c
    # the vote in both halves, or SQLite reads its whole roll
    own = and_(roll.vote_id == vote_id, roll.member_id.in_(ids), roll.member_id == CASTER)
    return or_(own, and_(roll.vote_id == vote_id, roll.holder.in_(ids)))


async def hands(tx: Tx, vote: Vote, ids: Iterable[MemberId]) -> dict[MemberId, Hand]:
    """What these persons cast in a vote, for those who cast anything."""
    query = (
        select(CASTER, t.member.c.id, t.member.c.number, t.member.c.name, t.roll.c.weight)
        .select_from(t.roll)
        .join(t.member, t.member.c.id == t.roll.c.member_id)
        .where(cast_by(vote.id, ids), ~t.roll.c.paper)
    )
    found: dict[MemberId, list[InHand]] = {}
    for caster, member, number, name, weight, *stands in await tx.db.execute(_stands(query, vote.definition.secret)):
        ballot = InHand(MemberId(member), number, name, weight, _standing(tx, vote, *stands))
        found.setdefault(MemberId(caster), []).append(ballot)
    return {caster: _sorted(caster, ballots) for caster, ballots in found.items()}


def _sorted(caster: MemberId, ballots: Sequence[InHand]) -> Hand:
    # the shorter number first, which puts 9 before 17
    return Hand(tuple(sorted(ballots, key=lambda item: (item.member != caster, len(item.number), item.number))))


@cache
def _voters(secret: bool) -> Select[Any]:
    on_roll = and_(t.roll.c.vote_id == bindparam("of"), t.roll.c.member_id == t.account.c.member_id)
    query = (
        select(t.account.c.address, t.account.c.member_id, t.roll.c.weight, t.roll.c.holder, t.roll.c.paper)
        .outerjoin(t.roll, on_roll)
        .where(among(t.account.c.address, "addresses"))
    )
    return _stands(query, secret)


async def voters(tx: Tx, vote: Vote, addresses: Iterable[Address]) -> dict[Address, Voter]:
    """What decides about casts from these addresses, as far as they are bound; one query."""
    query = _voters(vote.definition.secret)
    found = await tx.db.execute(query, {"of": vote.id, "addresses": values(addresses)})
    return {
        address: Voter(member, weight is not None, weight or 0, _standing(tx, vote, *stands), holder, bool(paper))
        for address, member, weight, holder, paper, *stands in found
    }


async def standing(tx: Tx, vote: Vote, ids: Iterable[MemberId]) -> dict[MemberId, Standing]:
    """What stands on these members' ballots, whoever casts them."""
    theirs = select(t.roll.c.member_id).where(t.roll.c.vote_id == vote.id, t.roll.c.member_id.in_(list(ids)))
    found = await tx.db.execute(_stands(theirs, vote.definition.secret))
    return {MemberId(member): _standing(tx, vote, *stands) for member, *stands in found}


async def confirm_renderings(tx: Tx, confirmed: Iterable[Rendering]) -> None:
    """The network confirmed these renderings, for all ballots that their members cast."""
    highest: dict[tuple[VoteId, MemberId], int] = {}
    for vote_id, member, rendering in confirmed:
        highest[vote_id, member] = max(rendering, highest.get((vote_id, member), 0))
    of_vote = t.roll.c.vote_id == bindparam("of")
    # the vote in both halves, or SQLite reads its whole roll
    own = and_(of_vote, t.roll.c.member_id == bindparam("whose"), t.roll.c.member_id == CASTER)
    mine = or_(own, and_(of_vote, t.roll.c.holder == bindparam("whose")))
    higher = mine & (t.roll.c.rendering < bindparam("new"))
    rows = [{"of": vote_id, "whose": member, "new": rendering} for (vote_id, member), rendering in highest.items()]
    if rows:
        await tx.db.execute(update(t.roll).where(higher).values(rendering=bindparam("new")), rows)


def _in_place(table: Table, column: str) -> Insert:
    new = insert(table)
    return new.on_conflict_do_update(index_elements=["vote_id", "member_id"], set_={column: new.excluded[column]})


_PUT, _PUT_ENVELOPES, _PUT_MARKS = (
    _in_place(t.ballot, "choice"),
    _in_place(t.envelope, "box"),
    _in_place(t.mark, "choice"),
)
_MORE_CAST = {
    "cast": t.vote.c.cast + bindparam("heads"),
    "cast_weight": t.vote.c.cast_weight + bindparam("more", type_=t.vote.c.cast_weight.type),
}
_ADD_TURNOUT = update(t.vote).where(t.vote.c.id == bindparam("of")).values(_MORE_CAST)
_BUMP = update(t.event).where(t.event.c.id == bindparam("of")).values(version=t.event.c.version + 1)


async def put(tx: Tx, vote: Vote, choices: Mapping[MemberId, str], new: Totals) -> None:
    """Store ballots, replacing earlier ones of the same members; `new` is what first casts add to the turnout."""
    rows = [{"vote_id": vote.id, "member_id": member, "choice": choice} for member, choice in choices.items()]
    await tx.db.execute(_PUT, rows)
    await _add_turnout(tx, vote, new)


async def put_envelopes(tx: Tx, vote: Vote, boxes: Mapping[MemberId, bytes], new: Totals) -> None:
    """Store sealed ballots, as `put` does others."""
    rows = [{"vote_id": vote.id, "member_id": member, "box": box} for member, box in boxes.items()]
    await tx.db.execute(_PUT_ENVELOPES, rows)
    await _add_turnout(tx, vote, new)


async def _add_turnout(tx: Tx, vote: Vote, new: Totals) -> None:
    if new.heads:
        await tx.db.execute(_ADD_TURNOUT, {"of": vote.id, "heads": new.heads, "more": new.weight})
        await tx.db.execute(_BUMP, {"of": vote.event})


async def put_marks(tx: Tx, vote: Vote, filled: Mapping[MemberId, str]) -> None:
    """Keep half-filled ballots; those of a secret vote sealed."""
    kept = {member: _sealed(vote, marks) for member, marks in filled.items()} if vote.definition.secret else filled
    rows = [{"vote_id": vote.id, "member_id": member, "choice": marks} for member, marks in kept.items()]
    if rows:
        await tx.db.execute(_PUT_MARKS, rows)


def _sealed(vote: Vote, marks: str) -> str:
    """Sealed as long as the longest there can be, so that its length says nothing."""
    size = padded_size(longest_choice(vote.definition) + 1)
    return base64.b64encode(seal(vote.marks_seal, new_code(), marks, size)).decode()


async def forget_marks(tx: Tx, vote_id: VoteId, ids: Sequence[MemberId] | None = None) -> None:
    """Drop half-filled ballots, of these members only if given."""
    gone = t.mark.c.vote_id == vote_id
    if ids is not None:
        gone = gone & t.mark.c.member_id.in_(ids)
    await tx.db.execute(delete(t.mark).where(gone))


async def destroy(tx: Tx, vote_id: VoteId) -> None:
    """Delete what was cast and what was half filled in."""
    for table in (t.ballot, t.envelope):
        await tx.db.execute(delete(table).where(table.c.vote_id == vote_id))
    await forget_marks(tx, vote_id)


async def box(tx: Tx, vote_id: VoteId) -> dict[str, Totals]:
    """Heads and weight by choice."""
    query = (
        select(t.ballot.c.choice, func.count(), func.sum(t.roll.c.weight))
        .join(t.roll, _CAST)
        .where(t.ballot.c.vote_id == vote_id)
        .group_by(t.ballot.c.choice)
    )
    return {choice: Totals(heads, total) for choice, heads, total in await tx.db.execute(query)}


async def board(
    tx: Tx, vote_id: VoteId, *, after: int = 0, limit: int | None = None
) -> list[tuple[MemberId, str, Weight]]:
    """Every ballot of a named vote: member, choice, weight; by member. Or at most `limit`, `after` so many others."""
    query = (
        select(t.ballot.c.member_id, t.ballot.c.choice, t.roll.c.weight)
        .join(t.roll, _CAST)
        .where(t.ballot.c.vote_id == vote_id)
        .order_by(t.ballot.c.member_id)
        .limit(limit)
        .offset(after)
    )
    return [(MemberId(member), choice, weight) for member, choice, weight in await tx.db.execute(query)]


async def give_back(tx: Tx, vote: Vote, members: Sequence[MemberId]) -> list[TakenBack]:
    """Members cast their own ballots from now on; what was half filled in for them is dropped."""
    # a paper that the holder may have handed in is not taken back
    held = t.roll.c.holder.is_not(None) & ~t.roll.c.paper
    theirs = (t.roll.c.vote_id == vote.id) & t.roll.c.member_id.in_(members) & held
    query = _stands(
        select(t.roll.c.member_id, t.roll.c.holder, t.roll.c.reached).where(theirs), secret=vote.definition.secret
    )
    rows = (await tx.db.execute(query)).all()
    back = [TakenBack(MemberId(row[0]), MemberId(row[1]), row[3] is not None) for row in rows]
    if back:
        # what reached the holder has not reached them
        lost = sum(row[2] for row in rows)
        await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(reached=t.vote.c.reached - lost))
        await tx.db.execute(update(t.roll).where(theirs).values(holder=None, reached=False))
        await forget_marks(tx, vote.id, [item.member for item in back])
    return back


async def missing(tx: Tx, vote: Vote) -> list[MemberId]:
    """Members on the roll who vote in the chat and for whom nothing is cast, also when the box was opened since."""
    silent = ~t.roll.c.voted & t.roll.c.member_id.not_in(cast_in(vote))
    mine = (t.roll.c.vote_id == vote.id) & ~t.roll.c.paper & silent
    query = select(t.roll.c.member_id).where(mine)
    return [MemberId(member) for member in await tx.db.scalars(query)]


async def without_account(tx: Tx, vote_id: VoteId) -> int:
    """How many ballots have nobody with an account who could cast them."""
    bound = select(t.account.c.member_id)
    query = (
        select(func.count())
        .select_from(t.roll)
        .where(t.roll.c.vote_id == vote_id, CASTER.not_in(bound), ~t.roll.c.paper)
    )
    return await tx.db.scalar(query) or 0


async def rehearsed(tx: Tx, event: Event) -> tuple[list[MemberId], int, list[MemberId], int]:
    """Of those who may vote: who came to a rehearsal and cast nothing, how many cast, who never came, how many cannot.

    Came is who is present or was on a roll; those who never came have an account, those who cannot have none.
    """
    of_rehearsal = select(t.vote.c.id).where(t.vote.c.event_id == event.id, t.vote.c.rehearsal)
    rolled = select(t.roll.c.member_id).where(t.roll.c.vote_id.in_(of_rehearsal))
    cast = union(
        *(select(table.c.member_id).where(table.c.vote_id.in_(of_rehearsal)) for table in (t.ballot, t.envelope)),
        rolled.where(t.roll.c.voted),
    )
    here = select(t.presence.c.member_id).where(t.presence.c.event_id == event.id)
    bound = t.member.c.id.in_(select(t.account.c.member_id))
    may = select(t.member.c.id).where(voting(event)).order_by(t.member.c.id)
    came = t.member.c.id.in_(rolled) | t.member.c.id.in_(here)
    silent = await tx.db.scalars(may.where(came, t.member.c.id.not_in(cast)))
    absent = await tx.db.scalars(may.where(~came, bound))
    managed = await tx.db.scalar(select(func.count()).select_from(may.where(t.member.c.id.in_(cast)).subquery()))
    unbound = await tx.db.scalar(select(func.count()).select_from(may.where(~bound).subquery()))
    return [MemberId(one) for one in silent], managed or 0, [MemberId(one) for one in absent], unbound or 0
