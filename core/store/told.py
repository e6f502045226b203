"""Messages that were overtaken while they were being sent: what they say is compared with what is so by then."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from sqlalchemy import select, update

from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import tables as t
from core.store.writer import Tx

Subject = tuple[str, int]
"""An event and what a message is about in it."""
Facts = Callable[[Tx, Collection[Subject]], Awaitable[dict[Subject, object]]]


async def fingerprints(tx: Tx, page: Sequence[Delivery]) -> dict[int, str]:
    """By delivery, a digest of what its message says at this moment; only of kinds that can be overtaken."""
    found: dict[int, str] = {}
    for kind, (facts, _) in _KINDS.items():
        mine = [delivery for delivery in page if delivery.kind is kind]
        if mine:
            said = await facts(tx, {_subject(delivery) for delivery in mine})
            found |= {delivery.id: _digest(said.get(_subject(delivery))) for delivery in mine}
    return found


def _subject(delivery: Delivery) -> Subject:
    return delivery.event, delivery.subject


def _digest(facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


async def overtaken(tx: Tx, outcomes: Sequence[Settled]) -> None:
    """Have those sent or drawn anew that say what is not so any more."""
    sent = [outcome for outcome in outcomes if outcome.said and outcome.state is DeliveryState.SENT]
    now = await fingerprints(tx, [outcome.delivery for outcome in sent])
    for kind, (_, again) in _KINDS.items():
        late = [o.delivery.id for o in sent if o.delivery.kind is kind and o.said != now[o.delivery.id]]
        if late:
            await tx.db.execute(update(t.delivery).where(t.delivery.c.id.in_(late)).values(state=again))
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


async def _answers(tx: Tx, subjects: Collection[Subject]) -> dict[Subject, object]:
    """What the elected have said, by vote."""
    mine = t.vote.c.id.in_({vote for _, vote in subjects})
    rows = await tx.db.execute(select(t.vote.c.event_id, t.vote.c.id, t.vote.c.answers).where(mine))
    return {(row.event_id, row.id): sorted(row.answers.items()) for row in rows}


async def _seats(tx: Tx, subjects: Collection[Subject]) -> dict[Subject, object]:
    """What the elected have said, and who was asked or could not be."""
    about = (t.delivery.c.kind == DeliveryKind.ELECTED) & t.delivery.c.subject.in_({vote for _, vote in subjects})
    query = select(t.delivery.c.subject, t.delivery.c.chat, t.delivery.c.error).where(about).order_by(t.delivery.c.id)
    asked = [tuple(row) for row in await tx.db.execute(query)]
    said = await _answers(tx, subjects)
    return {key: (answers, [row for row in asked if row[0] == key[1]]) for key, answers in said.items()}


async def _proxies(tx: Tx, subjects: Collection[Subject]) -> dict[Subject, object]:
    """Who holds the vote of each principal, and whether that holds."""
    proxy = t.proxy.c
    mine = proxy.event_id.in_({event for event, _ in subjects}) & proxy.principal_id.in_({who for _, who in subjects})
    rows = await tx.db.execute(select(proxy.event_id, proxy.principal_id, proxy.holder_id, proxy.state).where(mine))
    return {(row.event_id, row.principal_id): (row.holder_id, row.state) for row in rows}


_KINDS: Mapping[DeliveryKind, tuple[Facts, DeliveryState]] = {
    DeliveryKind.ELECTED: (_answers, DeliveryState.OUTDATED),
    DeliveryKind.ACCEPTANCE: (_seats, DeliveryState.OUTDATED),
    DeliveryKind.PROXY: (_proxies, DeliveryState.QUEUED),
}
"""By kind, what its message says, and what becomes of one that was overtaken: drawn anew, or sent once more."""
