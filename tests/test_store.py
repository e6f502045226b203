import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from core import roster
from core.errors import CoreError, StoreBusy, StoreUnusable
from core.journal import CLI
from core.model import EventSettings
from core.store import engine, events, inputs, members
from core.store.beneath import Beneath
from core.store.connections import engine_at
from core.store.engine import Store, opened
from core.store.migrate import copy_database
from core.store.writer import Tx
from tests.people import AGM, Clock, rows

pytestmark = pytest.mark.anyio


async def why_unusable(url: str) -> str:
    with pytest.raises(CoreError) as caught:
        async with opened(url, Clock()):
            pass
    return caught.value.code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite://", "store-memory"),
        ("sqlite:///:memory:", "store-memory"),
        ("sqlite:///nowhere/at/all.db", "store-missing-folder"),
        ("mysql://host/base", "store-not-ours"),
    ],
)
async def test_url_that_cannot_hold_an_assembly_is_refused(url: str, code: str) -> None:
    assert await why_unusable(url) == code


async def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, url: str) -> None:
    path = tmp_path / "folkmoot.db"
    path.write_bytes(b"not a database at all, but longer than a header" * 50)
    before = path.read_bytes()
    assert (await why_unusable(url), path.read_bytes() == before) == ("store-broken", True)


async def test_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, url: str) -> None:
    path = tmp_path / "folkmoot.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name)")
        other.commit()
    before = path.read_bytes()
    assert (await why_unusable(url), path.read_bytes() == before) == ("store-not-ours", True)


async def test_database_locked_at_start_is_busy_and_not_broken(tmp_path: Path, url: str) -> None:
    async with opened(url, Clock()):
        pass
    with closing(sqlite3.connect(tmp_path / "folkmoot.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await why_unusable(f"{url}?timeout=0.1") == "store-busy"


async def pragmas(tx: Tx) -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "query_only", "busy_timeout")
    return {name: await tx.db.scalar(text(f"PRAGMA {name}")) for name in names}


async def test_both_ways_in_are_durable_checked_and_scrubbed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 15_000}
    monkeypatch.setattr(engine, "engine_at", engine_at)  # not that of the tests, which wait for no disk
    async with opened(url, Clock()) as store:
        async with store.read() as tx:
            reading = await pragmas(tx)
        assert (await store.write(pragmas), reading) == ({**safe, "query_only": 0}, {**safe, "query_only": 1})


async def test_look_beneath_the_log_makes_no_file_where_there_is_none(tmp_path: Path) -> None:
    """An empty one would pass for the database."""
    gone = tmp_path / "gone.db"
    assert (await Beneath(gone, {"telegram": 1}).went_back(), gone.exists()) == (False, False)


async def test_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match="readonly"):
        async with store.read() as tx:
            await events.put_settings(tx, EventSettings(AGM, "Assembly"))


async def test_reader_sees_one_instant_while_writing_goes_on(store: Store) -> None:
    async with store.read() as tx:
        before = await members.everybody(tx)
        await store.write(lambda own: roster.import_rows(own, rows([1]), CLI))
        assert await members.everybody(tx) == before
    async with store.read() as tx:
        assert [member.number for member in await members.everybody(tx)] == ["1"]


async def test_lock_of_another_process_is_waited_for_then_busy_and_nothing_is_lost(tmp_path: Path, url: str) -> None:
    async with opened(f"{url}?timeout=0.2", Clock()) as store:
        with closing(sqlite3.connect(tmp_path / "folkmoot.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            jobs = [store.write(partial(roster.import_rows, rows=rows([number]), by=CLI)) for number in (1, 2, 3)]
            refused = await asyncio.gather(*jobs, return_exceptions=True)
        await store.write(lambda tx: roster.import_rows(tx, rows([4]), CLI))
        async with store.read() as tx:
            found = [member.number for member in await members.everybody(tx)]
    assert ([type(error) for error in refused], found) == ([StoreBusy] * 3, ["4"])


async def test_lock_that_ends_in_time_costs_nothing(tmp_path: Path, url: str) -> None:
    async with opened(url, Clock()) as store:
        with closing(sqlite3.connect(tmp_path / "folkmoot.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            job = asyncio.create_task(store.write(lambda tx: roster.import_rows(tx, rows([1]), CLI)))
            await asyncio.sleep(0.05)
            other.rollback()
            await job
        async with store.read() as tx:
            assert [member.number for member in await members.everybody(tx)] == ["1"]


async def test_copy_made_while_writing_is_one_consistent_instant(tmp_path: Path, url: str) -> None:
    copy = tmp_path / "copy #1?.db"
    (tmp_path / "copy #1?.db.part").write_text("left over from a copy that was interrupted")
    async with opened(url, Clock()) as store:

        async def write(start: int) -> None:
            await store.write(lambda tx: roster.import_rows(tx, rows(range(start, start + 100)), CLI))

        await write(0)
        writing = asyncio.gather(*(write(start) for start in range(100, 2_000, 100)))
        await asyncio.to_thread(copy_database, str(tmp_path / "folkmoot.db"), str(copy))
        await writing
    with closing(sqlite3.connect(copy)) as copied:
        count = copied.execute("SELECT count(*) FROM member").fetchone()[0]
        assert (copied.execute("PRAGMA integrity_check").fetchone()[0], count >= 100, count % 100) == ("ok", True, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy #1?.db", "folkmoot.db", "folkmoot.db.head"]


async def test_copy_of_a_database_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        copy_database(str(tmp_path / "missing.db"), str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


async def test_failed_start_leaves_the_database_free(url: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with opened(url, Clock()) as store:
            raise ZeroDivisionError
    async with opened(url, Clock()) as store:
        await store.write(lambda tx: roster.import_rows(tx, rows([1]), CLI))


@pytest.mark.parametrize("suffix", ["", "-wal"])
async def test_database_file_that_is_deleted_while_it_is_used_takes_nothing_more(url: str, suffix: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    async with opened(url, Clock()) as store:
        await store.write(lambda tx: inputs.set_cursor(tx, "net", "0"))
        await store.write(lambda tx: inputs.set_cursor(tx, "net", "0"))
        Path(f"{path}{suffix}").unlink()
        with pytest.raises(StoreUnusable) as error:
            await store.write(lambda tx: inputs.set_cursor(tx, "net", "1"))
    assert error.value.code == "store-replaced"
