"""The agenda of a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, select

from core.errors import Damaged
from core.items import Item
from core.model import EventId
from core.store import tables as t
from core.store.sql import UNREADABLE
from core.store.writer import Tx


async def items(tx: Tx, event_id: EventId) -> list[Item]:
    """All items, in their order; see `damaged`."""
    try:
        return await _items(tx, event_id, t.item.c.number > 0)
    except UNREADABLE:
        found = [await _or_why_not(tx, event_id, number) for number in await _numbers(tx, event_id)]
        return [item for item in found if isinstance(item, Item)]


async def damaged(tx: Tx, event_id: EventId, read: Iterable[Item]) -> list[Damaged]:
    """Why items are not among those that were read."""
    known = {item.number for item in read}
    found = [await _or_why_not(tx, event_id, each) for each in await _numbers(tx, event_id) if each not in known]
    return [error for error in found if isinstance(error, Damaged)]


async def _items(tx: Tx, event_id: EventId, wanted: ColumnElement[bool]) -> list[Item]:
    columns = t.item.c
    query = select(columns.number, columns.title, columns.titles, columns.text).where(columns.event_id == event_id)
    rows = await tx.db.execute(query.where(wanted).order_by(columns.number))
    return [Item(number, title, dict(titles), text) for number, title, titles, text in rows]


async def _numbers(tx: Tx, event_id: EventId) -> list[int]:
    query = select(t.item.c.number).where(t.item.c.event_id == event_id)
    return list(await tx.db.scalars(query.order_by(t.item.c.number)))


async def _or_why_not(tx: Tx, event_id: EventId, number: int) -> Item | Damaged | None:
    try:
        return next(iter(await _items(tx, event_id, t.item.c.number == number)), None)
    except UNREADABLE as error:
        damaged = Damaged("item", number)
        damaged.__cause__ = error
        return damaged


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
