"""Faults of trust.md 3.2 that lie in the file system: by their numbers there, on the real process where it can be."""

import asyncio
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import StoreBusy
from core.journal import CLI
from core.roster import Row, import_rows
from core.store import members, secrets
from core.store.writer import Tx
from tests.people import MOTION, Hall
from tests.real import PATIENCE, Stand, ended, stand, until

pytestmark = pytest.mark.anyio
READ_ONLY = ("unshare", "-rm", "sh", "-c", 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"')
"""Run a command to which a path, its first argument, is read-only; root is asked by no permission."""


def _can_mount(path: Path) -> bool:
    return bool(shutil.which("unshare")) and not subprocess.run([*READ_ONLY, path, "true"], check=False).returncode


@contextmanager
def full_disk() -> Iterator[None]:
    """No file that this process writes can have a byte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_43_scrub_on_a_full_disk_is_tried_again_until_nothing_is_left(hall: Hall, tmp_path: Path) -> None:
    vote = await hall.open(replace(MOTION, secret=True))
    await hall.cast(vote, _1="a", _2="a", _3="b", _4="c")
    boxes = [box for box, _ in (await hall.run(secrets.envelopes, vote.id)).values()]
    await hall.close(vote)
    await hall.count(vote)
    with full_disk(), pytest.raises((OSError, StoreBusy)):
        await secrets.scrub(hall.store)
    assert len(await hall.run(secrets.to_destroy)) == 2
    assert await secrets.scrub(hall.store) == 2
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert ([files.count(box) for box in boxes], list(tmp_path.rglob("*.key"))) == ([0] * 4, [])


async def test_44_lock_over_a_deadline_loses_no_press_and_the_chair_decides(tmp_path: Path) -> None:
    async with stand(tmp_path) as at, at.running() as process:
        await at.delivered()
        end = _ends_in(at, 8)
        with closing(sqlite3.connect(at.database, timeout=60, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            pressed = [asyncio.create_task(person.press("1a", seconds=PATIENCE)) for person in at.people]
            await asyncio.sleep(0)
            assert datetime.now(UTC) < end, "this machine is too slow to press in time"
            while datetime.now(UTC) < end + timedelta(seconds=4):
                await asyncio.sleep(0.1)
            other.rollback()
        answers = [answer.text if answer else "" for answer in await asyncio.gather(*pressed)]
        assert [text for text in answers if "1a ·" not in text] == []
        await until(lambda: at.query("SELECT hold_start IS NOT NULL FROM vote") == [(1,)])
        assert (at.cast, at.query("SELECT state FROM vote")) == (["a"] * len(at.people), [("open",)])
        assert process.returncode is None


async def test_7_press_in_time_that_waits_behind_a_flood_counts(tmp_path: Path) -> None:
    async with stand(tmp_path) as at, at.running():
        await at.delivered()
        flooding, *others = at.people
        for _ in range(1500):
            flooding.push("forged", flooding.messages[-1])
        end = _ends_in(at, 1)
        pressed = [asyncio.create_task(person.press("1a", seconds=PATIENCE)) for person in others]
        await asyncio.sleep(0)
        assert datetime.now(UTC) < end, "this machine is too slow to press in time"
        answers = await asyncio.gather(*pressed)
        assert [answer.text for answer in answers if answer and "1a ·" not in answer.text] == []
        await until(lambda: at.query("SELECT state FROM vote") != [("open",)])


def _ends_in(at: Stand, seconds: float) -> datetime:
    """So many seconds from now the vote ends; when that is."""
    with closing(sqlite3.connect(at.database, timeout=60, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # for which the service may have to be waited
        end = datetime.now(UTC) + timedelta(seconds=seconds)
        database.execute("UPDATE vote SET closes_at = ?", (int(end.timestamp() * 1000),))
        database.execute("COMMIT")
    return end


@pytest.mark.parametrize("what", ["database", "folder"])
async def test_45_what_cannot_be_written_is_refused_at_the_start_in_a_sentence(tmp_path: Path, what: str) -> None:
    if not _can_mount(tmp_path):
        pytest.skip("this machine lets nobody mount")
    async with stand(tmp_path) as at:
        before = at.query("SELECT count(*) FROM journal")
        path = at.database if what == "database" else at.folder
        async with at.running(before=[*READ_ONLY, str(path)]) as process:
            assert await ended(process) == 2
        (line,) = at.errors.strip().splitlines()
        assert ("read" in line.lower(), "Traceback" in line, at.query("SELECT count(*) FROM journal")) == (
            True,
            False,
            before,
        )


async def test_45_database_that_cannot_be_written_any_more_keeps_everything_waiting(hall: Hall) -> None:
    async def only(tx: Tx) -> None:
        await tx.db.exec_driver_sql("PRAGMA query_only = ON")

    await hall.run(only)
    with pytest.raises(StoreBusy):
        await hall.run(import_rows, [Row("6", "Zoe")], CLI)
    async with hall.store.read() as tx:
        assert len(await members.everybody(tx)) == 5


def test_45_commands_say_what_cannot_be_written(tmp_path: Path) -> None:
    if not _can_mount(tmp_path):
        pytest.skip("this machine lets nobody mount")
    config = tmp_path / "config.toml"
    config.write_text('[organisation]\nname = "X"\n[[event]]\nid = "agm"\ntitle = "AGM"\n')
    (tmp_path / "members.csv").write_text("number,name\n1,Ann\n")
    folkmoot = [sys.executable, "-m", "bot", "-c", str(config)]
    for words in (["members", "list"], ["code", "agm", "chair"], ["members", "import", "members.csv", "--yes"]):
        said = subprocess.run(
            [*READ_ONLY, str(tmp_path), *folkmoot, *words], capture_output=True, text=True, check=False
        )
        assert (said.returncode, len(said.stderr.splitlines()), "Traceback" in said.stderr) == (2, 1, False)
