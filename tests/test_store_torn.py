import random
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from core import roster
from core.journal import CLI
from core.store import inputs, members
from core.store.engine import opened
from tests.people import Clock, Hall, done, rows

pytestmark = pytest.mark.anyio
MEMBERS = 400


@pytest.mark.parametrize("seed", range(6))
async def test_kill_while_the_log_is_written_into_the_file_loses_nothing(tmp_path: Path, seed: int) -> None:
    before, torn = tmp_path / "before", tmp_path / "torn"
    before.mkdir()
    torn.mkdir()
    async with opened(f"sqlite:///{before}/a.db", Clock()) as store:
        hall = await Hall(store, Clock()).meet(9)
        await store.write(lambda tx: inputs.set_cursor(tx, "telegram", "1"))
    async with opened(f"sqlite:///{before}/a.db", Clock()) as store:
        for _ in range(2):  # the second time it is known to be as durable as it gets
            await store.look()
        hall = Hall(store, Clock())
        done(await hall.run(roster.import_rows, rows(range(1, MEMBERS)), CLI))
        await store.write(lambda tx: inputs.set_cursor(tx, "telegram", "2"))
        await store.look()
        for suffix in ("", "-wal", ".head"):
            copyfile(before / f"a.db{suffix}", torn / f"a.db{suffix}")
    tear(torn / "a.db", after=(before / "a.db").read_bytes(), luck=random.Random(seed))
    async with opened(f"sqlite:///{torn}/a.db", Clock()) as store, store.read() as tx:
        assert (store.lost, len(await members.everybody(tx))) == (None, MEMBERS - 1)


def tear(file: Path, after: bytes, luck: random.Random) -> None:
    """Write some of the pages that the log has into a file, as far as it was long before."""
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
    pages = bytearray(file.read_bytes())
    for start in range(0, len(pages), size):
        if luck.random() < 0.5:
            pages[start : start + size] = after[start : start + size]
    file.write_bytes(pages)
