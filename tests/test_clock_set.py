"""The real service under libfaketime, whose time of day is set during a vote: issue 11.6 and fault 49."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.real import Stand, stand, until

pytestmark = pytest.mark.anyio
FOUND = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
MINUTES = 10 * 60


def under_faketime(at: Stand) -> Path:
    """The file that says how far the time of day is off, for processes that start from now on."""
    if not FOUND:
        pytest.skip("libfaketime is not installed; apt-get install faketime")
    offset = at.folder / "offset"
    offset.write_text("+0")
    at.surroundings = {
        "LD_PRELOAD": str(FOUND[0]),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    return offset


def end_in_ten_minutes(at: Stand, change: str) -> None:
    with closing(sqlite3.connect(at.database)) as database:
        database.execute(change, (int((time.time() + MINUTES) * 1000),))
        database.commit()


@pytest.mark.parametrize(("offset", "said"), [("+3600", "set forward"), ("-3600", "set back")])
async def test_clock_that_is_set_by_an_hour_closes_no_vote_and_loses_no_press(
    tmp_path: Path, offset: str, said: str
) -> None:
    async with stand(tmp_path) as at:
        end_in_ten_minutes(at, "UPDATE vote SET closes_at = ?")
        file = under_faketime(at)
        async with at.running() as process:
            await at.delivered()
            assert all("1a ·" in answer for answer in await at.vote("1a", seconds=30))
            file.write_text(offset)
            await until(lambda: any(said in text for text in at.told))
            await asyncio.sleep(3)
            assert (at.query("SELECT state FROM vote"), at.cast) == ([("open",)], ["a"] * len(at.people))
            assert process.returncode is None


@pytest.mark.parametrize("offset", ["+86400", "-86400"])
async def test_clock_that_is_set_by_a_day_makes_no_command_late_and_no_deadline_tomorrows(
    tmp_path: Path, offset: str
) -> None:
    async with stand(tmp_path) as at:
        end_in_ten_minutes(at, "UPDATE vote SET closes_at = ?")
        with closing(sqlite3.connect(at.database)) as database:
            database.execute("INSERT INTO role SELECT id, 'chair', 'bench', 1 FROM member WHERE number = '1'")
            database.commit()
        file = under_faketime(at)
        async with at.running():
            await at.delivered()
            file.write_text(offset)
            await until(lambda: any("clock was set" in text for text in at.told))
            await until(lambda: any("is held" in text for text in at.told))
            at.people[0].write("/extend 1 3m", at.channel)
            await until(lambda: any("3 min more" in text for text in at.told))
            ((closes_at,),) = at.query("SELECT closes_at FROM vote")
            left = int(str(closes_at)) / 1000 - time.time() - int(offset)
            assert 0 < left <= MINUTES + 180


@pytest.mark.parametrize("offset", ["+3600", "-3600"])
async def test_clock_that_is_set_by_an_hour_makes_nobody_absent(tmp_path: Path, offset: str) -> None:
    async with stand(tmp_path) as at:
        end_in_ten_minutes(at, "UPDATE event SET confirm_by = ?")
        file = under_faketime(at)
        present = at.query("SELECT present FROM event")
        async with at.running():
            await at.delivered()
            file.write_text(offset)
            await until(lambda: any("clock was set" in text for text in at.told))
            await asyncio.sleep(3)
            assert (at.query("SELECT present FROM event"), present[0][0]) == (present, len(at.people))
