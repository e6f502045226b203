"""What a network's adapter has to remember. What it knows about a chat stands under the chat's address."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import Insert

from core.store import tables as t
from core.store.sql import insert
from core.store.writer import Tx


async def everything(tx: Tx, source: str) -> dict[str, str]:
    """All values of one source, by key."""
    rows = await tx.db.execute(select(t.kept.c.key, t.kept.c.value).where(t.kept.c.source == source))
    return {row.key: row.value for row in rows}


async def keep(tx: Tx, source: str, key: str, value: str) -> None:
    """Keep a value in place of the one before."""
    await tx.db.execute(_upsert(), [{"source": source, "key": key, "value": value}])


def _upsert() -> Insert:
    statement = insert(t.kept)
    return statement.on_conflict_do_update(index_elements=["source", "key"], set_={"value": statement.excluded.value})


async def keep_all(tx: Tx, source: str, rows: Iterable[tuple[str, str]]) -> None:
    """Keep what a batch brought, the last value of each key; "" forgets a key."""
    last = dict(rows)
    values = [{"source": source, "key": key, "value": value} for key, value in last.items() if value]
    if values:
        await tx.db.execute(_upsert(), values)
    gone = [key for key, value in last.items() if not value]
    if gone:
        await tx.db.execute(delete(t.kept).where((t.kept.c.source == source) & t.kept.c.key.in_(gone)))


async def keep_first(tx: Tx, source: str, key: str, value: str) -> str:
    """Keep a value unless there is one, and return what is kept."""
    values = {"source": source, "key": key, "value": value}
    await tx.db.execute(insert(t.kept).values(values).on_conflict_do_nothing())
    query = select(t.kept.c.value).where((t.kept.c.source == source) & (t.kept.c.key == key))
    stands: str = (await tx.db.execute(query)).scalar_one()
    return stands
