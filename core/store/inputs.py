"""What came in: seen ids, cursors, dead letters, signs of life. Ids only, never content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from core.store import tables as t
from core.store.sql import insert
from core.store.times import later
from core.store.writer import Tx

KEPT = timedelta(days=2)
"""Longer than any network delivers an input again."""


async def unseen(tx: Tx, source: str, ids: Iterable[str]) -> set[str]:
    """Which of these inputs are new; they count as seen from now on."""
    ids = set(ids)
    known = select(t.seen.c.id).where((t.seen.c.source == source) & t.seen.c.id.in_(list(ids)))
    fresh = ids - set(await tx.db.scalars(known))
    if fresh:
        await tx.db.execute(t.seen.insert(), [{"source": source, "id": key, "at": tx.now} for key in sorted(fresh)])
    return fresh


async def prune(tx: Tx) -> None:
    """Forget what no network delivers again."""
    await tx.db.execute(delete(t.seen).where(t.seen.c.at < tx.now - KEPT))


_FIRST = insert(t.cursor)
_AGAIN = {"value": _FIRST.excluded.value, "batches": t.cursor.c.batches + 1}
_MOVE_ON = _FIRST.on_conflict_do_update(index_elements=["source"], set_=_AGAIN)


async def set_cursor(tx: Tx, source: str, value: str) -> None:
    """Everything up to this cursor has taken effect."""
    await tx.db.execute(_MOVE_ON, {"source": source, "value": value, "batches": 1})


async def cursor(tx: Tx, source: str) -> str | None:
    """Where to go on."""
    return await tx.db.scalar(select(t.cursor.c.value).where(t.cursor.c.source == source))


async def bury(tx: Tx, source: str, key: str, code: str) -> None:
    """Note an input that could not be worked off."""
    await tx.db.execute(t.dead_letter.insert().values(source=source, input=key, code=code, at=tx.now))


async def set_heard(tx: Tx, network: str, at: datetime) -> None:
    """The network's last word."""
    values = {"network": network, "heard_at": at}
    await tx.db.execute(insert(t.life).values(values).on_conflict_do_update(index_elements=["network"], set_=values))


async def heard(tx: Tx, network: str) -> datetime | None:
    """When this network was last heard, also by an earlier process."""
    return await tx.db.scalar(select(t.life.c.heard_at).where(t.life.c.network == network))


async def go_along(tx: Tx, by: timedelta) -> None:
    """The clock was set: what is remembered is as long ago as it was. So a second start finds no clock that was set."""
    for column in (t.life.c.heard_at, t.seen.c.at):
        await tx.db.execute(update(column.table).values({column: later(column, by)}))


async def last_heard(tx: Tx) -> datetime | None:
    """When any network was last heard."""
    found: datetime | None = await tx.db.scalar(select(func.max(t.life.c.heard_at)))
    return found
