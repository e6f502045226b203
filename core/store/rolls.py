"""Who is on the roll of a vote, and who casts for whom, at the moment at which it is frozen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, func, literal, null, select

from core import numbers
from core.model import Definition, Event, MemberId, RollBase, Vote, VoteId
from core.store import tables as t
from core.store.events import in_force, voting
from core.store.sql import insert
from core.store.votes import roll_totals
from core.store.writer import Tx
from core.totals import Gathering, Totals, Weight

_Row: TypeAlias = Select[tuple[int, int, int, int | None]]
"""Vote, member, weight and proxy holder."""
_ROLL = ["vote_id", "member_id", "weight", "holder"]


def _of_themselves(vote: Vote, event: Event, *, few: bool = False) -> _Row:
    """Who would be on the roll without anybody's help, if it were frozen now."""
    query = select(literal(int(vote.id)), t.member.c.id, t.member.c.weight, null()).where(voting(event))
    if vote.definition.roll is RollBase.PRESENT:
        query = query.where(_is_here(event, few=few))
    return _fitting(vote.definition, query)


def _is_here(event: Event, *, few: bool) -> ColumnElement[bool]:
    """Looked up for each of a few members; all are found in half the time by one look at who is present."""
    here, who = t.presence.c.event_id == event.id, t.presence.c.member_id
    return exists().where(here, who == t.member.c.id) if few else t.member.c.id.in_(select(who).where(here))


def _represented(vote: Vote, event: Event) -> _Row:
    """Whose ballot would be in somebody's hands, who is no more excluded than they are."""
    held, holder = in_force(event), t.member.alias()
    query = (
        select(literal(int(vote.id)), t.member.c.id, t.member.c.weight, held.c.holder_id)
        .join(held, held.c.principal_id == t.member.c.id)
        .where(held.c.place <= event.settings.proxies)
    )
    if vote.definition.excluded:
        query = query.join(holder, holder.c.id == held.c.holder_id)
        query = query.where(holder.c.number_key.not_in(_struck(vote.definition)))
    return _fitting(vote.definition, query)


def _fitting(definition: Definition, query: _Row) -> _Row:
    if definition.excluded:
        query = query.where(t.member.c.number_key.not_in(_struck(definition)))
    if definition.group:
        group = exists().where(t.member_group.c.name == definition.group, t.member_group.c.member_id == t.member.c.id)
        query = query.where(group)
    return query


async def gathered(tx: Tx, vote: Vote, event: Event) -> Gathering:
    """Who of those who may vote in this vote is present, and represented, and who there is in all."""
    if not vote.definition.group and not vote.definition.excluded:
        return Gathering(event.present, event.represented, event.entitled)  # kept up to date as they come and go
    here = replace(vote, definition=replace(vote.definition, roll=RollBase.PRESENT))
    all_ = replace(vote, definition=replace(vote.definition, roll=RollBase.ENTITLED))
    return Gathering(
        present=await _total(tx, _of_themselves(here, event)),
        represented=await _total(tx, _represented(vote, event)),
        entitled=await _total(tx, _of_themselves(all_, event)),
    )


async def present_voters(tx: Tx, vote: Vote, event: Event, among: Iterable[MemberId]) -> set[MemberId]:
    """Who of these is present and may vote in this vote."""
    here = replace(vote, definition=replace(vote.definition, roll=RollBase.PRESENT))
    found = _of_themselves(here, event, few=True).where(t.member.c.id.in_(list(among))).subquery()
    return {MemberId(member) for member in await tx.db.scalars(select(found.c.id))}


async def entitled(tx: Tx, vote: Vote, event: Event) -> Totals:
    """All who may vote in an opened vote as it stands now: its roll, and who could have come to it."""
    all_ = replace(vote, definition=replace(vote.definition, roll=RollBase.ENTITLED))
    mine = exists().where(t.roll.c.vote_id == vote.id, t.roll.c.member_id == t.member.c.id)
    others = await _total(tx, _of_themselves(all_, event).where(~mine))
    return others.plus(await roll_totals(tx, vote.id))


async def grain(tx: Tx, vote: Vote) -> Weight:
    """The greatest number of which every weight on the roll is a multiple."""
    weights = await tx.db.scalars(select(t.roll.c.weight).where(t.roll.c.vote_id == vote.id).distinct())
    return math.gcd(*weights) or 1


def _struck(definition: Definition) -> list[str]:
    return [numbers.key(number) for number in definition.excluded]


async def prospective(tx: Tx, vote: Vote, event: Event) -> Totals:
    """Heads and weight of the roll that opening now would freeze."""
    return await _total(tx, _everybody(vote, event))


async def prospective_weights(tx: Tx, vote: Vote, event: Event) -> dict[Weight, int]:
    """How many have which weight on the roll that opening now would freeze."""
    now = _everybody(vote, event).subquery()
    rows = await tx.db.execute(select(now.c.weight, func.count()).group_by(now.c.weight))
    return {int(weight): int(heads) for weight, heads in rows}


async def weights(tx: Tx, vote_id: VoteId) -> dict[Weight, int]:
    """How many have which weight on a frozen roll."""
    of_vote = select(t.roll.c.weight, func.count()).where(t.roll.c.vote_id == vote_id)
    rows = await tx.db.execute(of_vote.group_by(t.roll.c.weight))
    return {int(weight): int(heads) for weight, heads in rows}


async def prospective_papers(tx: Tx, vote: Vote, event: Event) -> set[Weight]:
    """The weights of the ballots that would be cast on paper if the vote were opened now."""
    now = _everybody(vote, event).subquery()
    _, member, weight, holder = now.c
    caster = func.coalesce(holder, member)
    here = exists().where(t.presence.c.event_id == event.id, t.presence.c.paper, t.presence.c.member_id == caster)
    return set(await tx.db.scalars(select(weight).where(here).distinct()))


def _everybody(vote: Vote, event: Event) -> _Row | CompoundSelect[tuple[int, int, int, int | None]]:
    rows = _of_themselves(vote, event)
    return rows.union_all(_represented(vote, event)) if vote.definition.roll is RollBase.PRESENT else rows


async def _total(tx: Tx, rows: _Row | CompoundSelect[tuple[int, int, int, int | None]]) -> Totals:
    now = rows.subquery()
    totals = select(func.count(), func.coalesce(func.sum(now.c.weight), 0)).select_from(now)
    heads, weight = (await tx.db.execute(totals)).one()
    return Totals(heads, int(weight))


async def freeze(tx: Tx, vote: Vote, event: Event) -> Totals:
    """Write down who may vote, and who casts for whom; return heads and weight of the roll."""
    await tx.db.execute(t.roll.insert().from_select(_ROLL, _of_themselves(vote, event)))
    held = insert(t.roll).from_select(_ROLL, _represented(vote, event))
    keys = ["vote_id", "member_id"]
    await tx.db.execute(held.on_conflict_do_update(index_elements=keys, set_={"holder": held.excluded.holder}))
    return await roll_totals(tx, vote.id)


Members: TypeAlias = Sequence[MemberId] | Select[tuple[int]]
"""Ids, or a query for them."""


async def add(tx: Tx, vote: Vote, event: Event, came: Members, principals: Members) -> dict[MemberId, Weight]:
    """Add those who came, and the principals of those, who would be on the roll of an open vote if it were frozen now.

    Returns weight by member of those who were added.
    """
    late = [_of_themselves(vote, event, few=True).where(t.member.c.id.in_(came))]
    if not isinstance(principals, Sequence) or principals:
        late.append(_represented(vote, event).where(t.member.c.id.in_(principals)))
    added: dict[MemberId, Weight] = {}
    for rows in late:
        new = insert(t.roll).from_select(_ROLL, rows).on_conflict_do_nothing()
        found = await tx.db.execute(new.returning(t.roll.c.member_id, t.roll.c.weight))
        added |= {MemberId(member): weight for member, weight in found}
    return added


def came_since(event: Event, since: datetime) -> tuple[Members, Members]:
    """Who is present and came since then, and who has given them a vote."""
    came = select(t.presence.c.member_id).where(t.presence.c.event_id == event.id, t.presence.c.since >= since)
    held = select(t.proxy.c.principal_id).where(t.proxy.c.event_id == event.id, t.proxy.c.holder_id.in_(came))
    return came, held


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
