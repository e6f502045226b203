import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from core.store.connections import Threaded, connect
from core.store.engine import Store
from core.store.writer import Tx

pytestmark = pytest.mark.anyio
SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT sum(i) FROM n"


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Threaded]:
    made = await connect(str(tmp_path / "some.db"))
    yield made
    await made.close()


async def test_statement_that_nobody_waits_for_stops_nobody(connection: Threaded) -> None:
    cursor = connection.cursor()
    reading = asyncio.create_task(cursor.execute(SLOW))
    await asyncio.sleep(0)
    reading.cancel()
    closing = asyncio.create_task(cursor.close())
    await asyncio.sleep(0)
    meanwhile = closing.done()
    await closing
    rows = await (await connection.cursor().execute("SELECT 1")).fetchall()
    assert (meanwhile, rows) == (False, [(1,)])


@pytest.mark.parametrize("statement", ["SELECT id FROM event", "UPDATE event SET version = 1"])
async def test_statement_is_handed_to_its_thread_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    handed: list[Any] = []
    hand = Threaded._execute

    async def counted(self: Threaded, *args: Any, **kwargs: Any) -> Any:
        handed.append(args)
        return await hand(self, *args, **kwargs)

    async def number(tx: Tx) -> int:
        before = len(handed)
        await tx.db.execute(text(statement))
        return len(handed) - before

    monkeypatch.setattr(Threaded, "_execute", counted)
    assert await store.write(number) == 1
