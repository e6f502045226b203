"""First messages to accounts that we can write to before they write to us, stretch by stretch of all accounts."""

from __future__ import annotations

from sqlalchemy import exists, select

from core.model import EventId
from core.outgoing import DeliveryKind
from core.store import deliveries, recipients
from core.store import tables as t
from core.store.spans import Span
from core.store.sql import of_network
from core.store.writer import Tx

WELCOMES = 5_000
"""Accounts that are gone through together for first messages: some hundredths of a second."""


async def stretch(tx: Tx, network: str, after: str) -> Span:
    """The next `WELCOMES` accounts of a network behind an address; a stretch without an end is the last one."""
    column = t.account.c.address
    query = select(column).where(of_network(column, network), column > after).order_by(column)
    return Span(after, await tx.db.scalar(query.offset(WELCOMES - 1).limit(1)) or "")


async def lacking(tx: Tx, event_id: EventId, network: str, span: Span) -> bool:
    """Whether a first message is missing to somebody in a stretch of accounts."""
    whom = recipients.strangers_to(event_id, network)
    return bool(await tx.db.scalar(select(exists().where(span.of(t.account.c.address), whom))))


async def queue(tx: Tx, event_id: EventId, network: str, span: Span) -> None:
    """Queue a first message to accounts of a network of whose chats nothing is kept, once an event."""
    whom = recipients.strangers_to(event_id, network)
    await deliveries.queue_to(tx, DeliveryKind.WELCOME, event_id, 0, whom, span=span)
