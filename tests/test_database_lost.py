"""The real service on a database that is not the one it was: issue 11.7 and faults 45 and 47 of trust.md 3.2."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from core.store.migrate import copy_database
from tests.real import Stand, ended, stand, stopped, until

pytestmark = pytest.mark.anyio


def noted(at: Stand, *names: str) -> bool:
    """Whether the file beside the database says of all these that it goes as far as the database does."""
    path = Path(f"{at.database}.head")
    said = json.loads(path.read_bytes()) if path.exists() else {}
    return all(said.get(name) == dict(at.query("SELECT source, batches FROM cursor")) for name in names)


async def voted(at: Stand) -> None:
    """Everybody votes, and the process is killed once it is known how far that went."""
    async with at.running():
        await at.delivered()
        assert all("1a ·" in answer for answer in await at.vote("1a"))
        await until(lambda: noted(at, "batches"))


async def refused(at: Stand) -> str:
    """The process ends by itself, as at a mistake that somebody has to mend; what it says last."""
    async with at.running() as process:
        assert await ended(process) == 2
    return at.errors.strip().splitlines()[-1]


async def test_log_that_was_deleted_while_nothing_ran_is_noticed(tmp_path: Path) -> None:
    async with stand(tmp_path) as at:
        await voted(at)
        Path(f"{at.database}-wal").unlink()
        said = await refused(at)
        assert ("-wal" in said, "--accept-loss" in said) == (True, True)
        assert [text for text in at.told if "older state" in text]


async def test_older_copy_takes_nothing_until_the_operator_accepts_the_loss(tmp_path: Path) -> None:
    async with stand(tmp_path) as at:
        copy_database(str(at.database), str(tmp_path / "copy.db"))
        await voted(at)
        for suffix in ("-wal", "-shm"):
            Path(f"{at.database}{suffix}").unlink()
        shutil.copy(tmp_path / "copy.db", at.database)
        for _ in range(2):  # it is not forgotten by the first start
            assert "lacks what was accepted up to" in await refused(at)
        assert at.cast == []
        newest = [person.messages[-1].id for person in at.people]
        async with at.running("--accept-loss") as process:
            await until(lambda: any("older copy" in text for text in at.told))
            await until(lambda: all(p.messages[-1].id > n for p, n in zip(at.people, newest, strict=True)))
            assert all("1b ·" in answer for answer in await at.vote("1b"))
            assert await stopped(process) == 0
        async with at.running() as process:  # the loss is accepted once and for all
            await until(lambda: len(at.cast) == len(at.people))
            await asyncio.sleep(2)
            assert process.returncode is None
        assert at.query("SELECT kind FROM journal WHERE kind = 'database.older'") == [("database.older",)]


async def test_database_that_is_gone_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    async with stand(tmp_path) as at:
        await voted(at)
        for path in tmp_path.glob("bench.db*"):
            if path.suffix != ".head":
                path.unlink()
        assert "bench.db is gone" in await refused(at)
        assert not at.database.exists()
        async with at.running("--accept-loss"):
            await until(at.database.exists)


async def test_database_that_is_deleted_while_nobody_presses_ends_the_process(tmp_path: Path) -> None:
    async with stand(tmp_path) as at, at.running() as process:
        await at.delivered()
        at.database.unlink()
        assert await ended(process) == 2
        assert "was deleted or replaced" in at.errors
        assert [text for text in at.told if "older state" in text]


async def test_older_copy_written_over_the_running_file_ends_the_process_and_is_not_mixed_with_the_log(
    tmp_path: Path,
) -> None:
    async with stand(tmp_path) as at:
        copy_database(str(at.database), str(tmp_path / "copy.db"))
        copy = (tmp_path / "copy.db").read_bytes()
        async with at.running() as process:
            await at.delivered()
            assert all("1a ·" in answer for answer in await at.vote("1a"))
            at.query("PRAGMA wal_checkpoint")
            await until(lambda: noted(at, "batches", "beneath"))
            assert all("1b ·" in answer for answer in await at.vote("1b"))
            with at.database.open("r+b") as file:
                file.write(copy)
                file.truncate()
            assert await ended(process) == 2
        assert "was deleted or replaced" in at.errors
        assert [text for text in at.told if "older state" in text]
        assert at.database.read_bytes() == copy
        for _ in range(2):
            assert "lacks what was accepted up to" in await refused(at)
            assert at.database.read_bytes() == copy


async def test_sound_database_is_taken_again_after_every_end(tmp_path: Path) -> None:
    async with stand(tmp_path) as at:
        await voted(at)
        for label in ("1b", "1c"):
            async with at.running() as process:
                answers = await at.vote(label, seconds=30)
                assert [answer for answer in answers if f"{label} ·" not in answer] == []
                assert await stopped(process) == 0


async def test_file_beside_the_database_that_was_damaged_is_told(tmp_path: Path) -> None:
    async with stand(tmp_path) as at:
        await voted(at)
        Path(f"{at.database}.head").write_text("{")
        assert "bench.db.head is damaged" in await refused(at)
