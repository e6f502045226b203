"""Messages about the elected that were overtaken while they were being sent."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update

from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import tables as t
from core.store.writer import Tx


async def outdate(tx: Tx, outcomes: Sequence[Settled]) -> None:
    """Have those drawn anew that show too little: somebody answered meanwhile, or cannot be asked in the chat."""
    worded = [outcome for outcome in outcomes if outcome.said is not None and outcome.state is DeliveryState.SENT]
    if worded:
        await _answered_meanwhile(tx, worded)
    if subjects := {outcome.delivery.subject for outcome in outcomes if _may_be_unasked(outcome)}:
        await _unasked(tx, subjects)


async def _answered_meanwhile(tx: Tx, worded: Sequence[Settled]) -> None:
    subjects = {outcome.delivery.subject for outcome in worded}
    rows = await tx.db.execute(select(t.vote.c.id, t.vote.c.answers).where(t.vote.c.id.in_(subjects)))
    answers = {row.id: row.answers for row in rows}
    late = [outcome.delivery.id for outcome in worded if answers[outcome.delivery.subject] != outcome.said]
    await _set_outdated(tx, t.delivery.c.id.in_(late))


def _may_be_unasked(outcome: Settled) -> bool:
    kind, first = outcome.delivery.kind, outcome.delivery.state is DeliveryState.QUEUED
    failed = outcome.state is DeliveryState.FAILED
    return (kind is DeliveryKind.ELECTED and failed) or (kind is DeliveryKind.ACCEPTANCE and first)


async def _unasked(tx: Tx, subjects: set[int]) -> None:
    """The chair's message says who was not reached, which is known only after it was tried."""
    failed = (t.delivery.c.kind == DeliveryKind.ELECTED) & (t.delivery.c.error != "")
    known = select(t.delivery.c.subject).where(failed, t.delivery.c.subject.in_(subjects))
    shown = (t.delivery.c.kind == DeliveryKind.ACCEPTANCE) & (t.delivery.c.state == DeliveryState.SENT)
    await _set_outdated(tx, shown & t.delivery.c.subject.in_(known))


async def _set_outdated(tx: Tx, which: ColumnElement[bool]) -> None:
    await tx.db.execute(update(t.delivery).where(which).values(state=DeliveryState.OUTDATED))
