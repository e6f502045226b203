"""The agenda of a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from core.items import Item
from core.model import EventId
from core.store import tables as t
from core.store.writer import Tx


async def items(tx: Tx, event_id: EventId) -> list[Item]:
    """All items, in their order."""
    columns = t.item.c
    query = select(columns.number, columns.title, columns.titles, columns.text).where(columns.event_id == event_id)
    return [Item(*row) for row in await tx.db.execute(query.order_by(columns.number))]


async def put(tx: Tx, event_id: EventId, agenda: Sequence[Item]) -> None:
    """These items in place of those that there were."""
    await tx.db.execute(delete(t.item).where(t.item.c.event_id == event_id))
    rows = [
        {
            "event_id": event_id,
            "number": item.number,
            "title": item.title,
            "titles": dict(item.titles),
            "text": item.text,
        }
        for item in agenda
    ]
    if rows:
        await tx.db.execute(t.item.insert(), rows)
