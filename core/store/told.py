"""Messages that were overtaken while they were being sent: what they say is compared with what is so by then."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select, update

from core.model import VoteId
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import ballots, votes
from core.store import tables as t
from core.store.writer import Tx

Facts = Callable[[Tx, Sequence[Delivery]], Awaitable[Mapping[int, object]]]
"""By delivery, what its message says."""


async def fingerprints(tx: Tx, page: Sequence[Delivery]) -> dict[int, str]:
    """By delivery, a digest of what its message says at this moment; only of kinds that can be overtaken."""
    found: dict[int, str] = {}
    for kind, (facts, _) in _KINDS.items():
        mine = [delivery for delivery in page if delivery.kind is kind]
        if mine:
            said = await facts(tx, mine)
            found |= {delivery.id: _digest(said.get(delivery.id)) for delivery in mine}
    return found


def _digest(facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


async def claimed(tx: Tx, outcomes: Sequence[Settled]) -> list[Settled]:
    """Those whose deliveries nobody else has claimed since, without what stands in a chat that has moved since."""
    ids = [outcome.delivery.id for outcome in outcomes]
    columns = t.delivery.c
    query = select(columns.id, columns.claimed_by, columns.chat).where(columns.id.in_(ids))
    there = {row.id: (row.claimed_by, row.chat) for row in await tx.db.execute(query)}
    found = [(outcome, there.get(outcome.delivery.id, ("", ""))) for outcome in outcomes]
    mine = [(outcome, chat) for outcome, (claimed, chat) in found if claimed == outcome.delivery.claimed_by]
    return [_left_behind(outcome) if outcome.chat not in ("", chat) else outcome for outcome, chat in mine]


def _left_behind(outcome: Settled) -> Settled:
    """The same without its message: a reference belongs to the chat that it was made in. Ballots are sent anew."""
    ballot = outcome.delivery.kind is DeliveryKind.BALLOT
    return replace(outcome, state=outcome.delivery.state if ballot else DeliveryState.DONE, ref="", chat="")


async def overtaken(tx: Tx, outcomes: Sequence[Settled]) -> None:
    """Have those sent or drawn anew that say what is not so any more."""
    sent = [outcome for outcome in outcomes if outcome.said and outcome.state is DeliveryState.SENT]
    now = await fingerprints(tx, [outcome.delivery for outcome in sent])
    for kind, (_, again) in _KINDS.items():
        late = [o.delivery.id for o in sent if o.delivery.kind is kind and o.said != now[o.delivery.id]]
        if late:
            mine = t.delivery.c.id.in_(late) & (t.delivery.c.state == DeliveryState.SENT)
            await tx.db.execute(update(t.delivery).where(mine).values(state=again))
    await _unasked(tx, {outcome.delivery.subject for outcome in outcomes if _was_not_asked(outcome)})


def _was_not_asked(outcome: Settled) -> bool:
    return outcome.delivery.kind is DeliveryKind.ELECTED and outcome.state is DeliveryState.FAILED


async def _unasked(tx: Tx, votes: Collection[int]) -> None:
    """Somebody who was elected cannot be asked: the chair's message, sent before, does not say so yet."""
    if not votes:
        return
    shown = (t.delivery.c.kind == DeliveryKind.ACCEPTANCE) & (t.delivery.c.state == DeliveryState.SENT)
    mine = shown & t.delivery.c.subject.in_(votes)
    await tx.db.execute(update(t.delivery).where(mine).values(state=DeliveryState.OUTDATED))


# -- what messages say


async def _ballots(tx: Tx, page: Sequence[Delivery]) -> dict[int, object]:
    """What stands in each person's ballots, and until when; in a group until when alone."""
    found: dict[int, object] = {}
    for vote in (await votes.by_ids(tx, {VoteId(delivery.subject) for delivery in page})).values():
        mine = [delivery for delivery in page if delivery.subject == vote.id]
        hands = await ballots.hands(tx, vote, {delivery.member for delivery in mine if delivery.member is not None})
        stand = {
            member: [(ballot.member, ballot.stands.choice, ballot.stands.marks) for ballot in hand.ballots]
            for member, hand in hands.items()
        }
        until = vote.closes_at, vote.hold
        found |= {one.id: (until, None if one.member is None else stand.get(one.member)) for one in mine}
    return found


async def _answers(tx: Tx, page: Sequence[Delivery]) -> dict[int, object]:
    """What the elected have said."""
    mine = t.vote.c.id.in_({delivery.subject for delivery in page})
    rows = await tx.db.execute(select(t.vote.c.id, t.vote.c.answers).where(mine))
    said = {row.id: sorted(row.answers.items()) for row in rows}
    return {delivery.id: said.get(delivery.subject) for delivery in page}


async def _decided(tx: Tx, page: Sequence[Delivery]) -> dict[int, object]:
    """What stands beside the count of a vote: answers of the elected, lots, the chair's ruling."""
    columns = t.vote.c
    beside = columns.answers, columns.drawn, columns.seed, columns.ruling
    mine = columns.id.in_({delivery.subject for delivery in page})
    rows = await tx.db.execute(select(columns.id, *beside).where(mine))
    said = {row.id: (sorted(row.answers.items()), row.drawn, row.seed, row.ruling) for row in rows}
    return {delivery.id: said.get(delivery.subject) for delivery in page}


async def _seats(tx: Tx, page: Sequence[Delivery]) -> dict[int, object]:
    """What the elected have said, and who was asked or could not be."""
    subjects = {delivery.subject for delivery in page}
    about = (t.delivery.c.kind == DeliveryKind.ELECTED) & t.delivery.c.subject.in_(subjects)
    query = select(t.delivery.c.subject, t.delivery.c.chat, t.delivery.c.error).where(about).order_by(t.delivery.c.id)
    asked = [tuple(row) for row in await tx.db.execute(query)]
    said = await _answers(tx, page)
    return {one.id: (said[one.id], [row for row in asked if row[0] == one.subject]) for one in page}


async def _proxies(tx: Tx, page: Sequence[Delivery]) -> dict[int, object]:
    """Who holds the vote of each principal, and whether that holds."""
    proxy = t.proxy.c
    theirs = proxy.principal_id.in_({delivery.subject for delivery in page})
    mine = proxy.event_id.in_({delivery.event for delivery in page}) & theirs
    rows = await tx.db.execute(select(proxy.event_id, proxy.principal_id, proxy.holder_id, proxy.state).where(mine))
    said = {(row.event_id, row.principal_id): (row.holder_id, row.state) for row in rows}
    return {delivery.id: said.get((delivery.event, delivery.subject)) for delivery in page}


_OF_RESULTS = (DeliveryKind.COUNTED, DeliveryKind.RESULT, DeliveryKind.PICTURE, DeliveryKind.BOARD)
_KINDS: Mapping[DeliveryKind, tuple[Facts, DeliveryState]] = {
    DeliveryKind.BALLOT: (_ballots, DeliveryState.OUTDATED),
    **dict.fromkeys((DeliveryKind.ELECTED, DeliveryKind.NOMINATED), (_answers, DeliveryState.OUTDATED)),
    DeliveryKind.ACCEPTANCE: (_seats, DeliveryState.OUTDATED),
    DeliveryKind.PROXY: (_proxies, DeliveryState.QUEUED),
    **dict.fromkeys(_OF_RESULTS, (_decided, DeliveryState.QUEUED)),
}
"""By kind, what its message says, and what becomes of one that was overtaken: drawn anew, or sent once more."""
