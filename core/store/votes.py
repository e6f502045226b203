"""Votes and their rolls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ColumnElement, Text, bindparam, case, cast, func, select, true, type_coerce, update

from core.audience import Audience
from core.errors import Damaged
from core.limits import HIGHEST_NUMBER
from core.model import Acceptance, Definition, EventId, Hold, MemberId, Vote, VoteId, VoteState
from core.papers import Papers
from core.store import tables as t
from core.store.sql import UNREADABLE, among
from core.store.sql import values as given
from core.store.times import later
from core.store.writer import Tx
from core.totals import Gathering, Totals, Weight

_DEFINITION = TypeAdapter(Definition)
_GATHERING: TypeAdapter[Gathering | None] = TypeAdapter(Gathering | None)
SMALL_BOX = 2000
"""Characters of a box that comes with its vote; a larger one is read where it is needed, with `box`."""
_BOX = case((func.length(cast(t.vote.c.box, Text)) <= SMALL_BOX, t.vote.c.box), else_=None)
_COLUMNS = (*(column for column in t.vote.c if column.name != "box"), type_coerce(_BOX, JSON).label("box"))
_WORDED = t.vote.join(t.wording, t.wording.c.vote_id == t.vote.c.id)


def dump_definition(definition: Definition) -> dict[str, object]:
    """A definition as plain data, for storing and hashing.

    What is as usual is left out, so that a setting that a later version adds changes no hash. What is
    usual therefore never changes; the version of the rules always stands there.
    """
    data: dict[str, object] = _DEFINITION.dump_python(definition, mode="json", exclude_defaults=True)
    return {**data, "rules": definition.rules}


def load_definition(data: object) -> Definition:
    """What `dump_definition` made plain."""
    return _DEFINITION.validate_python(data)


def _vote(values: Mapping[str, Any]) -> Vote:
    start = values["hold_start"]
    return Vote(
        id=VoteId(values["id"]),
        event=EventId(values["event_id"]),
        number=values["number"],
        state=VoteState(values["state"]),
        definition=load_definition(values["definition"]),
        shown=values["shown"],
        roll=Totals(values["roll"], values["roll_weight"]),
        cast=Totals(values["cast"], values["cast_weight"]),
        reached=values["reached"],
        papers=Papers(
            voters=Totals(values["paper"], values["paper_weight"]),
            counted=values["papers"],
            box=values["paper_box"],
            seal=values["paper_seal"] or b"",  # SQLite has its default as a text
            tallies=values["tallies"],
        ),
        queued=values["queued"],
        late=values["late"],
        present=Totals(values["present"], values["present_weight"]),
        opened_at=values["opened_at"],
        corrected_at=values["corrected_at"],
        start_by=values["start_by"],
        closes_at=values["closes_at"],
        closed_at=values["closed_at"],
        closed_by=values["closed_by"],
        count_at=values["count_at"],
        hold=Hold(start, values["hold_end"]) if start else None,
        entitled=Totals(values["entitled"], values["entitled_weight"]),
        represented=Totals(values["represented"], values["represented_weight"]),
        of_event=Totals(values["of_event"], values["of_event_weight"]),
        voters=_GATHERING.validate_python(values["voters"]),
        grain=values["grain"],
        unit=values["unit"],
        rehearsal=values["rehearsal"],
        drawn=tuple(values["drawn"]),
        seed=values["seed"],
        answers={label: Acceptance(word) for label, word in values["answers"].items()},
        ruling=values["ruling"],
        box=None if values["box"] is None else _totals(values["box"]),
        outcome=values["outcome"],
        reason=values["reason"],
        key=values["key"],
        seal=values["seal"] or b"",
        marks_seal=values["marks_seal"] or b"",
        wrapped=values["wrapped"],
        published_to=frozenset(map(Audience, values["published_to"].split())),
        verdict_only=values["verdict_only"],
        opening=values["opening"],
        counting=values["counting"],
        board=values["board"],
    )


def _totals(box: Mapping[str, Sequence[int]]) -> dict[str, Totals]:
    return {choice: Totals(heads, weight) for choice, (heads, weight) in box.items()}


_VOTES = select(*_COLUMNS, t.wording.c.definition).select_from(_WORDED).order_by(t.vote.c.event_id, t.vote.c.number)
_BY_IDS = _VOTES.where(among(t.vote.c.id, "ids"))
_OF_EVENT = _VOTES.where(t.vote.c.event_id == bindparam("event"))
_OF_EVENT_IN = _OF_EVENT.where(among(t.vote.c.state, "states"))


async def _votes(tx: Tx, *conditions: ColumnElement[bool]) -> list[Vote]:
    return [_vote(dict(row)) for row in (await tx.db.execute(_VOTES.where(*conditions))).mappings()]


async def add(tx: Tx, event_id: EventId, number: int, definition: Definition, key: bytes) -> Vote:
    """Add a draft."""
    values = {
        "event_id": event_id,
        "number": number,
        "state": VoteState.DRAFT,
        "key": key,
    }
    row = (await tx.db.execute(t.vote.insert().values(values).returning(*_COLUMNS))).mappings().one()
    worded = dump_definition(definition)
    await tx.db.execute(t.wording.insert().values(vote_id=row["id"], definition=worded))
    return _vote({**row, "definition": worded})


async def by_id(tx: Tx, vote_id: VoteId) -> Vote | None:
    """The vote with this id. Raises `Damaged`."""
    return await _one(tx, t.vote.c.id == vote_id)


async def by_ids(tx: Tx, vote_ids: Iterable[VoteId]) -> dict[VoteId, Vote]:
    """Votes by id, but for those that cannot be read."""
    ids = list(vote_ids)
    try:
        rows = (await tx.db.execute(_BY_IDS, {"ids": given(ids)})).mappings()
        return {VoteId(row["id"]): _vote(dict(row)) for row in rows}
    except UNREADABLE:
        found = [await _or_why_not(tx, each) for each in ids]
        return {vote.id: vote for vote in found if isinstance(vote, Vote)}


async def by_number(tx: Tx, event_id: EventId, number: int) -> Vote | None:
    """The vote with this number in its event; None for what cannot be one. Raises `Damaged`."""
    if not 0 < number <= HIGHEST_NUMBER:
        return None
    return await _one(tx, (t.vote.c.event_id == event_id) & (t.vote.c.number == number))


async def _one(tx: Tx, mine: ColumnElement[bool]) -> Vote | None:
    try:
        return next(iter(await _votes(tx, mine)), None)
    except UNREADABLE as error:
        raise Damaged("vote", await tx.db.scalar(select(t.vote.c.number).where(mine)) or 0) from error


async def of_event(tx: Tx, event_id: EventId, *states: VoteState) -> list[Vote]:
    """Votes of an event in these states, or all of them, by number; see `damaged`."""
    try:
        query = _OF_EVENT_IN if states else _OF_EVENT
        rows = await tx.db.execute(query, {"event": event_id, "states": given(states)})
        return [_vote(dict(row)) for row in rows.mappings()]
    except UNREADABLE:
        mine = t.vote.c.event_id == event_id
        return await _readable(tx, mine & t.vote.c.state.in_(states) if states else mine)


async def published_ties(tx: Tx, event_id: EventId) -> list[Vote]:
    """Published votes that came to a tie, by number."""
    return await _votes(
        tx, (t.vote.c.event_id == event_id) & (t.vote.c.state == VoteState.PUBLISHED) & (t.vote.c.outcome == "tie")
    )


async def next_drafts(tx: Tx, event_id: EventId, item: int, most: int) -> list[Vote]:
    """The first drafts: those of an item of the agenda, then those of none; with item 0 of all, in its order."""
    of_item = func.coalesce(t.wording.c.definition["item"].as_integer(), 0)
    drafts = (t.vote.c.event_id == event_id) & (t.vote.c.state == VoteState.DRAFT)
    query = select(t.vote.c.id).select_from(_WORDED).limit(most)
    if item:
        query = query.where(drafts, of_item.in_([item, 0])).order_by(of_item != item, t.vote.c.number)
    else:
        query = query.where(drafts).order_by(of_item, t.vote.c.number)
    order = [VoteId(vote) for vote in await tx.db.scalars(query)]
    found = await by_ids(tx, order) if order else {}
    return [found[vote] for vote in order]


_SETTINGS = (
    select(t.vote.c.id, t.event.c.settings)
    .join(t.event, t.event.c.id == t.vote.c.event_id)
    .where(among(t.vote.c.id, "ids"))
)


async def languages(tx: Tx, vote_ids: Iterable[VoteId]) -> dict[VoteId, tuple[str, ...]]:
    """The languages of the events that these votes belong to."""
    rows = await tx.db.execute(_SETTINGS, {"ids": given(vote_ids)})
    return {VoteId(vote): tuple(settings["languages"]) for vote, settings in rows}


async def in_state(tx: Tx, state: VoteState) -> list[Vote]:
    """Votes of all events in a state, but for those that cannot be read."""
    return await _readable(tx, t.vote.c.state == state)


async def damaged(tx: Tx, event_id: EventId, read: Iterable[Vote], *states: VoteState) -> list[Damaged]:
    """Why votes of an event, in these states or in none that is known, are not among those that were read."""
    known = list(VoteState)
    there = t.vote.c.state.in_(states or known) | t.vote.c.state.not_in(known)
    rest = (t.vote.c.event_id == event_id) & there & t.vote.c.id.not_in([vote.id for vote in read])
    return [found for each in await _ids(tx, rest) if isinstance(found := await _or_why_not(tx, each), Damaged)]


async def _readable(tx: Tx, wanted: ColumnElement[bool]) -> list[Vote]:
    """One that cannot be read is in no other's way."""
    try:
        return await _votes(tx, wanted)
    except UNREADABLE:
        found = [await _or_why_not(tx, each) for each in await _ids(tx, wanted)]
        return [vote for vote in found if isinstance(vote, Vote)]


async def _or_why_not(tx: Tx, vote_id: VoteId) -> Vote | Damaged | None:
    try:
        return await by_id(tx, vote_id)
    except Damaged as error:
        return error


async def _ids(tx: Tx, wanted: ColumnElement[bool]) -> list[VoteId]:
    query = select(t.vote.c.id).where(wanted).order_by(t.vote.c.event_id, t.vote.c.number)
    return [VoteId(each) for each in await tx.db.scalars(query)]


async def change(tx: Tx, vote_id: VoteId, definition: Definition | None = None, **values: object) -> Vote:
    """Set columns of a vote and return it; its event's live line has changed with it."""
    mine = t.wording.c.vote_id == vote_id
    if definition:
        await tx.db.execute(update(t.wording).where(mine).values(definition=dump_definition(definition)))
    if values:
        await tx.db.execute(update(t.vote).where(t.vote.c.id == vote_id).values(**values))
    (vote,) = await _votes(tx, t.vote.c.id == vote_id)
    await tx.db.execute(update(t.event).where(t.event.c.id == vote.event).values(version=t.event.c.version + 1))
    return vote


async def number_of(tx: Tx, vote_id: VoteId) -> int:
    """The number that people see."""
    return await tx.db.scalar(select(t.vote.c.number).where(t.vote.c.id == vote_id)) or 0


async def postpone_starts(tx: Tx, event_id: EventId, since: datetime | None, by: timedelta, most: datetime) -> None:
    """Countdowns that wait for delivery, and had not ended at `since`, start later, `most` at the latest."""
    column = t.vote.c.start_by
    waiting = (t.vote.c.event_id == event_id) & (column.is_not(None) if since is None else column > since)
    await tx.db.execute(update(t.vote).where(waiting).values({column: later(column, by, most)}))


async def postpone_counts(tx: Tx, since: datetime | None, by: timedelta, most: datetime) -> None:
    """Times for second thoughts that had not ended at `since` end later, `most` at the latest."""
    column = t.vote.c.count_at
    waiting = column.is_not(None) if since is None else column > since
    await tx.db.execute(update(t.vote).where(waiting).values({column: later(column, by, most)}))


async def take_back(tx: Tx, by: timedelta) -> None:
    """The clock goes back: deadlines stay as far off as they were, and an outage that one is held for as long ago.

    One that was over is now at the latest, and no earlier: perhaps the clock was wrong, and is right from now on. None
    was opened later than now, or a later outage would seem to lie before it.
    """
    running, closes_at = t.vote.c.state == VoteState.OPEN, t.vote.c.closes_at
    over = closes_at <= tx.now - by
    await tx.db.execute(update(t.vote).where(running, over, closes_at > tx.now).values(closes_at=tx.now))
    await tx.db.execute(update(t.vote).where(running, t.vote.c.opened_at > tx.now).values(opened_at=tx.now))
    for column, of in ((closes_at, ~over), (t.vote.c.hold_start, true()), (t.vote.c.hold_end, true())):
        moved = {column: later(column, by)}
        await tx.db.execute(update(t.vote).where(running, of, column.is_not(None)).values(moved))


# -- the roll


async def roll_totals(tx: Tx, vote_id: VoteId) -> Totals:
    """Heads and weight of a roll."""
    totals = select(func.count(), func.coalesce(func.sum(t.roll.c.weight), 0)).where(t.roll.c.vote_id == vote_id)
    heads, weight = (await tx.db.execute(totals)).one()
    return Totals(heads, weight)


async def roll(tx: Tx, vote_id: VoteId) -> list[tuple[MemberId, Weight, MemberId | None]]:
    """Member, weight and proxy holder of everybody on the roll, by member."""
    query = select(t.roll.c.member_id, t.roll.c.weight, t.roll.c.holder).where(t.roll.c.vote_id == vote_id)
    rows = await tx.db.execute(query.order_by(t.roll.c.member_id))
    return [(member, weight, holder) for member, weight, holder in rows]


async def unreached(tx: Tx, vote_id: VoteId) -> list[MemberId]:
    """Members on the roll whose ballot did not reach whoever casts it, or not yet."""
    query = select(t.roll.c.member_id).where((t.roll.c.vote_id == vote_id) & ~t.roll.c.reached & ~t.roll.c.paper)
    return [MemberId(member) for member in await tx.db.scalars(query)]


async def add_late(tx: Tx, vote_id: VoteId, presses: int) -> None:
    """Count presses that came after the end."""
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote_id).values(late=t.vote.c.late + presses))


async def box(tx: Tx, vote_id: VoteId) -> dict[str, Totals] | None:
    """Heads and weight by choice as they were counted; None before."""
    counted = await tx.db.scalar(select(t.vote.c.box).where(t.vote.c.id == vote_id))
    return None if counted is None else _totals(counted)
