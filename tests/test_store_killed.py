import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core import roster
from core.journal import CLI
from core.model import VoteId
from core.store import ballots, votes
from core.store.engine import opened
from core.totals import UNIT, Totals
from tests.casting_until_killed import choice_of
from tests.people import ENTITLED, Clock, Hall, done, rows

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parent.parent
KILLS = 8
MEMBERS = 10_000


def cast_until_killed(url: str, vote: VoteId, luck: random.Random) -> set[int]:
    """Start the process, kill -9 it at any instant; return the members whose casts it called durable."""
    command = [sys.executable, "-m", "tests.casting_until_killed", url, str(vote)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(luck.randrange(1, 40))]
        time.sleep(luck.random() / 200)  # up to two commits later
        process.kill()
        lines += process.stdout.readlines()
    whole = [line for line in lines if line.endswith("\n")]
    return {int(number) for line in whole for number in line.split()}


async def test_kill_at_any_instant_loses_no_acknowledged_cast_and_doubles_none(tmp_path: Path, url: str) -> None:
    async with opened(url, Clock()) as store:
        hall = await Hall(store, Clock()).meet(1)
        done(await hall.run(roster.import_rows, rows(range(1, MEMBERS + 1)), CLI))
        vote = await hall.open(ENTITLED)
    luck = random.Random(1)
    acknowledged = [cast_until_killed(url, vote.id, luck) for _ in range(KILLS)]
    async with opened(url, Clock()) as store, store.read() as tx:
        board = {number: choice for number, choice, _ in await ballots.board(tx, vote.id)}
        after = await votes.by_id(tx, vote.id)
    told = set[int]().union(*acknowledged)
    assert (all(acknowledged), told <= set(board)) == (True, True)
    assert board == {number: choice_of(number) for number in range(1, len(board) + 1)}
    assert after
    assert after.cast == Totals(len(board), len(board) * UNIT)
    with closing(sqlite3.connect(tmp_path / "folkmoot.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
