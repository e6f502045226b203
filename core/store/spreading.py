"""What an act does to the messages of many, portion by portion, so that no press waits until all of it is done.

The first portion belongs to the act's own transaction: for most meetings that is all. What is left over is an errand,
a row that survives every crash. The errands of a meeting are carried on in the order in which they were asked for, and
no meeting waits for those of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, select, true, update

from core.model import Address, EventId, EventState, Purpose, Vote, VoteId
from core.outgoing import DeliveryKind
from core.store import deliveries, events, recipients, votes
from core.store import tables as t
from core.store.spans import Span
from core.store.sql import UNREADABLE
from core.store.writer import Tx

PORTION = 5_000
"""Accounts or messages that are gone through in one transaction: some hundredths of a second."""
_OF_MANY = {
    *(DeliveryKind.CARD, DeliveryKind.DRAFT, DeliveryKind.BALLOT, DeliveryKind.RESULT, DeliveryKind.PICTURE),
    *(DeliveryKind.FAREWELL, DeliveryKind.NOTICE),
}


class Act(StrEnum):
    """What is done."""

    TELL = "tell"
    """A message goes to an audience."""
    ROLL = "roll"
    """A message about a vote goes to those on its roll."""
    STALE = "stale"
    OUTDATED = "outdated"
    OLDER = "older"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that is done to the messages of one kind about one subject."""

    act: Act
    kind: DeliveryKind
    event_id: EventId
    subject: int
    who: str = ""
    """Of `TELL`, the audience."""
    missing: bool = False
    """Of `ROLL`: only to those without a ballot cast."""
    reminds: bool = False
    away: bool = False
    """Of `ROLL`: only to those who are not known to be in a members' group."""
    after: str = ""
    """How far it is: an account, or the chat of a message."""
    counted: int = 0
    """Ballots that the vote counts as waiting already and that no row stands for yet."""


# -- the acts


async def tell(tx: Tx, kind: DeliveryKind, event: EventId, subject: int, who: str) -> None:
    """Queue a message to `all`, `present`, `absent` or a group; whoever has it already is sent it again."""
    await _begin(tx, Errand(Act.TELL, kind, event, subject, who))


async def tell_roll(
    tx: Tx, kind: DeliveryKind, vote: Vote, *, only_missing: bool = False, reminds: bool = False, away: bool = False
) -> int:
    """Queue a message about a vote to those on its roll. Returns how many that are, waiting ones left out."""
    errand = Errand(Act.ROLL, kind, vote.event, vote.id, missing=only_missing, reminds=reminds, away=away)
    return await _begin(tx, errand)


async def make_stale(tx: Tx, event: EventId, kinds: Iterable[DeliveryKind], subject: int) -> None:
    """As `deliveries.make_stale`."""
    await _mark(tx, Act.STALE, event, kinds, subject)


async def make_outdated(tx: Tx, vote: Vote) -> None:
    """As `deliveries.make_outdated`, all of a vote's ballots."""
    await _mark(tx, Act.OUTDATED, vote.event, [DeliveryKind.BALLOT], vote.id)


async def make_older(tx: Tx, vote: Vote, kind: DeliveryKind) -> None:
    """As `deliveries.make_older`, for everybody."""
    await _mark(tx, Act.OLDER, vote.event, [kind], vote.id)


async def queue_again(tx: Tx, event: EventId, kinds: Iterable[DeliveryKind], subject: int) -> None:
    """As `deliveries.queue_again`."""
    await _mark(tx, Act.AGAIN, event, kinds, subject)


async def _mark(tx: Tx, act: Act, event: EventId, kinds: Iterable[DeliveryKind], subject: int) -> None:
    for kind in kinds:
        errand = Errand(act, kind, event, subject)
        if kind in _OF_MANY:
            await _begin(tx, errand)
        else:  # of channels and the few who were elected
            await _carry_out(tx, errand, Span())


# -- portions


async def _begin(tx: Tx, errand: Errand) -> int:
    """Carry out a first portion, unless an errand of the meeting has not come to its end.

    Returns how many messages are added.
    """
    added, rest = (0, errand) if errand.event_id in await waiting(tx) else await _portion(tx, errand)
    if rest is None:
        return added
    more = await recipients.count(tx, await _all(tx, rest), rest.after) if rest.act is Act.ROLL else 0
    rest = replace(rest, counted=more if rest.kind is DeliveryKind.BALLOT else 0)
    await deliveries.add_waiting(tx, rest.kind, rest.subject, rest.counted)
    await tx.db.execute(t.errand.insert().values(asdict(rest)))
    return added + more


async def carry_on(tx: Tx, event_id: EventId) -> None:
    """One more portion of what was asked for first in a meeting."""
    for errand, number in await _errands(tx, t.errand.c.event_id == event_id, limit=1):
        await _carry_on(tx, errand, t.errand.c.id == number)


async def give_up(tx: Tx, event_id: EventId) -> Errand | None:
    """Leave what was asked for first in a meeting, because it cannot be done; None if nothing was."""
    for errand, number in await _errands(tx, t.errand.c.event_id == event_id, limit=1):
        await deliveries.add_waiting(tx, errand.kind, errand.subject, -errand.counted)
        await tx.db.execute(delete(t.errand).where(t.errand.c.id == number))
        return errand
    return None


async def finish(tx: Tx, kinds: Collection[DeliveryKind]) -> None:
    """All that is left to do for messages of these kinds, and what was asked for before, for those who have time."""
    while meetings := {errand.event_id for errand, _ in await _errands(tx) if errand.kind in kinds}:
        for event_id in meetings:
            await carry_on(tx, event_id)


async def _carry_on(tx: Tx, errand: Errand, mine: ColumnElement[bool]) -> None:
    added, rest = await _portion(tx, errand) if await _still_meant(tx, errand) else (0, None)
    stands = errand.counted if rest is None else min(added, errand.counted)
    await deliveries.add_waiting(tx, errand.kind, errand.subject, -stands)
    if rest is None:
        await tx.db.execute(delete(t.errand).where(mine))
    else:
        await tx.db.execute(update(t.errand).where(mine).values(after=rest.after, counted=errand.counted - stands))


_KNOWN = t.errand.c.act.in_(list(Act)) & t.errand.c.kind.in_(list(DeliveryKind))
"""What another version has asked for stays with it."""


async def _errands(
    tx: Tx, whose: ColumnElement[bool] | None = None, limit: int | None = None
) -> list[tuple[Errand, int]]:
    """Those that are not done, with their numbers, the oldest first."""
    query = select(t.errand).where(_KNOWN, true() if whose is None else whose).order_by(t.errand.c.id).limit(limit)
    rows = (await tx.db.execute(query)).mappings()
    return [(_errand({**row}), row["id"]) for row in rows]


def _errand(values: dict[str, Any]) -> Errand:
    del values["id"]
    return Errand(**{**values, "act": Act(values["act"]), "kind": DeliveryKind(values["kind"])})


async def waiting(tx: Tx) -> list[EventId]:
    """The meetings in which an errand has not come to its end."""
    return [
        EventId(event)
        for event in await tx.db.scalars(
            select(t.errand.c.event_id).where(_KNOWN).distinct().order_by(t.errand.c.event_id)
        )
    ]


async def _still_meant(tx: Tx, errand: Errand) -> bool:
    """Whether a message that would be queued now would be sent."""
    if errand.act not in (Act.TELL, Act.ROLL):
        return True
    if errand.kind is DeliveryKind.CARD:
        return (await events.existing(tx, errand.event_id)).state is not EventState.CLOSED
    if wanted := deliveries.TRUE_WHILE.get(errand.kind):
        vote = await votes.by_id(tx, VoteId(errand.subject))
        return vote is not None and vote.state is wanted
    return True


async def _portion(tx: Tx, errand: Errand) -> tuple[int, Errand | None]:
    """How many messages were added, and what is left to do."""
    end = await _end(tx, errand)
    added = await _carry_out(tx, errand, Span(errand.after, end))
    return added, replace(errand, after=end) if end else None


async def _end(tx: Tx, errand: Errand) -> str:
    """Where a portion ends; "" if it is the last one."""
    if errand.act in (Act.TELL, Act.ROLL):
        column = t.account.c.address
        query = select(column)
    else:
        column = t.delivery.c.chat
        query = select(column).where(deliveries.of_subject(errand.event_id, [errand.kind], errand.subject))
    query = query.where(column > errand.after).order_by(column).offset(PORTION - 1).limit(1)
    return await tx.db.scalar(query) or ""


async def _carry_out(tx: Tx, errand: Errand, span: Span) -> int:
    event, kind, subject = errand.event_id, errand.kind, errand.subject
    match errand.act:
        case Act.TELL | Act.ROLL:
            whom = await _whom(tx, errand)
            return await deliveries.queue_to(tx, kind, event, subject, whom, reminds=errand.reminds, span=span)
        case Act.STALE:
            await deliveries.make_stale(tx, event, [kind], subject, span=span)
        case Act.OUTDATED:
            await deliveries.make_outdated(tx, await _vote(tx, errand), span=span)
        case Act.OLDER:
            await deliveries.make_older(tx, await _vote(tx, errand), kind, span=span)
        case Act.AGAIN:
            await deliveries.queue_again(tx, event, [kind], subject, span=span)
    return 0


async def _whom(tx: Tx, errand: Errand) -> ColumnElement[bool]:
    if errand.act is Act.TELL:
        return recipients.audience(await events.existing(tx, errand.event_id), errand.who)
    vote, outside = await _vote(tx, errand), await _outside(tx, errand)
    return recipients.on_roll(errand.kind, vote, only_missing=errand.missing, outside=outside)


async def _all(tx: Tx, errand: Errand) -> ColumnElement[bool]:
    """The same for counting them all."""
    if errand.act is Act.TELL:
        return await _whom(tx, errand)
    vote, outside = await _vote(tx, errand), await _outside(tx, errand)
    return recipients.on_whole_roll(errand.kind, vote, only_missing=errand.missing, outside=outside)


async def _outside(tx: Tx, errand: Errand) -> list[Address]:
    """The groups whose people get no ballot in private."""
    groups = await events.channels(tx, errand.event_id, Purpose.GROUP) if errand.away else ()
    return [channel.chat for channel in groups]


async def _vote(tx: Tx, errand: Errand) -> Vote:
    found = await votes.by_id(tx, VoteId(errand.subject))
    assert found  # noqa: S101 - votes are never deleted
    return found


async def count_waiting(tx: Tx, kinds: Collection[DeliveryKind], networks: Sequence[str]) -> dict[str, int]:
    """How many messages of these kinds wait, by network; those too for which there is no row yet."""
    found = await deliveries.count_waiting(tx, kinds, networks)
    for errand, _ in await _errands(tx):
        if errand.kind in kinds and errand.act in (Act.TELL, Act.ROLL):
            more = await _more(tx, errand, networks)
            found = {name: number + more.get(name, 0) for name, number in found.items()}
    return found


async def _more(tx: Tx, errand: Errand, networks: Sequence[str]) -> dict[str, int]:
    """What is left to queue; nothing of what cannot be read, and will not be sent."""
    try:
        return await recipients.count_on(tx, await _all(tx, errand), errand.after, networks)
    except UNREADABLE:
        return {}
