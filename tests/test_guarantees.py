"""Guarantees of secret votes that need a process to die: kill -9 at any instant, and power that goes (G5)."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core import roster
from core.journal import CLI
from core.model import VoteId, VoteState
from core.store import secrets
from core.store.engine import opened
from core.store.keys import NoKey
from tests.casting_until_killed import choice_of
from tests.ending_until_killed import end
from tests.people import ENTITLED, Clock, Hall, done, rows

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parent.parent
SECRET = replace(ENTITLED, secret=True, receipts=True)
MEMBERS = 3000
COMPILER = shutil.which("cc") or shutil.which("gcc")


async def staged(folder: Path, cast: int = 0) -> VoteId:
    """An open secret vote in a database of this folder, in which the first so many members have cast."""
    async with opened(url_of(folder), clock := Clock()) as store:
        hall = await Hall(store, clock).meet(1)
        done(await hall.run(roster.import_rows, rows(range(1, MEMBERS + 1)), CLI))
        vote = await hall.open(SECRET)
        await hall.cast(vote, **{f"_{number}": choice_of(number) for number in range(1, cast + 1)})
    return vote.id


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder}/folkmoot.db"


def killed(program: str, folder: Path, vote: VoteId, luck: random.Random, lines: int, longest: float) -> list[str]:
    """Start one of the programs, kill -9 it after so many lines and a moment; what it said."""
    synced = folder.parent / f"{folder.name}.synced"
    preload = {"LD_PRELOAD": str(folder.parent / "power_loss.so"), "SYNCED": str(synced)} if synced.exists() else {}
    command = [sys.executable, "-m", f"tests.{program}", url_of(folder), str(vote)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **preload}
    ) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(lines)]
        time.sleep(luck.random() * longest)
        process.kill()
        said += process.stdout.readlines()
    return [line for line in said if line.endswith("\n")]


def numbers(said: list[str]) -> set[int]:
    return {int(number) for line in said for number in line.split()}


async def ended(folder: Path, vote: VoteId) -> tuple[VoteState, dict[str, int], int, list[Path]]:
    """Resume as the service does: the state, the box, how many ballots are on the board, and the keys left."""
    async with opened(url_of(folder), Clock()) as store:
        after = await end(store, vote)
        async with store.read() as tx:
            board = await secrets.board(tx, vote)
        with pytest.raises(NoKey):
            store.keys.find(after.seal)
    with closing(sqlite3.connect(folder / "folkmoot.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        left = "SELECT (SELECT count(*) FROM envelope), (SELECT count(*) FROM scrub)"
        assert database.execute(left).fetchone() == (0, 0)
    box = {choice: total.heads for choice, total in (after.box or {}).items()}
    assert Counter(choice for _, choice in board) == box
    return after.state, box, after.cast.heads, list((folder / "folkmoot.db.keys").glob("*"))


def expected(cast: int) -> tuple[VoteState, dict[str, int], int, list[Path]]:
    return VoteState.COUNTED, dict(Counter(choice_of(number) for number in range(1, cast + 1))), cast, []


async def voting_survives(folder: Path, kills: int) -> None:
    vote = await staged(folder)
    luck, told = random.Random(5), set[int]()
    for _ in range(kills):
        told |= numbers(killed("casting_until_killed", folder, vote, luck, luck.randrange(1, 30), 0.01))
    with closing(sqlite3.connect(folder / "folkmoot.db")) as database:
        there = database.execute("SELECT count(*) FROM envelope").fetchone()[0]
    assert (len(told) > 0, max(told) <= there) == (True, True)
    assert await ended(folder, vote) == expected(there)


async def ending_survives(folder: Path, kills: int) -> None:
    vote = await staged(folder / "before", 900)
    luck, reached, longest = random.Random(9), Counter[str](), 0.2
    while reached.total() < 2 * kills or not reached["begun\n"]:
        now = folder / str(reached.total())
        shutil.copytree(folder / "before", now)
        for _ in range(2):  # what resumes is killed too
            reached[(killed("ending_until_killed", now, vote, luck, 1, longest) or ["nothing"])[-1]] += 1
        assert await ended(now, vote) == expected(900)
        shutil.rmtree(now)
        longest = sooner(longest, reached)


def sooner(longest: float, reached: Counter[str]) -> float:
    """The same moment, or half of it on a machine that has never been interrupted, since it is quick."""
    assert longest > 0.001, reached
    return longest if reached["begun\n"] else longest / 2


async def test_kill_while_secret_votes_are_cast_loses_none_that_was_acknowledged(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    await voting_survives(tmp_path / "db", 3)


async def test_kill_while_a_box_is_closed_counted_and_scrubbed_is_resumed(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    await ending_survives(tmp_path, 3)


@pytest.mark.slow
async def test_fifty_kills_while_secret_votes_are_cast(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    await voting_survives(tmp_path / "db", 50)


@pytest.mark.slow
async def test_fifty_kills_while_boxes_are_closed_counted_and_scrubbed(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    await ending_survives(tmp_path, 50)


# -- power that goes: whatever was not synced is lost


@pytest.fixture
def unsynced(tmp_path: Path) -> Path:
    """A folder for a database whose programs remember what each file held at its last sync."""
    if COMPILER is None:
        pytest.skip("there is no C compiler for the library that remembers what was synced")
    library = tmp_path / "power_loss.so"
    source = str(ROOT / "tests" / "power_loss.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"], check=True)
    (tmp_path / "db").mkdir()
    return tmp_path / "db"


def power_goes(folder: Path) -> None:
    """Leave of each file what it held at its last sync, and nothing of one that never was."""
    synced = folder.parent / f"{folder.name}.synced"
    for path in folder.glob("*.db*"):
        if path.is_file():
            kept = synced / path.name
            if kept.exists() and not path.name.endswith("-shm"):
                shutil.copy(kept, path)
            else:
                path.unlink()

    keys, names = folder / "folkmoot.db.keys", synced / "folkmoot.db.keys.names"
    for path in keys.glob("*"):
        path.unlink()
    for name in names.read_text().split() if names.exists() else ():
        held = [kept for kept in (synced / name, synced / f"{Path(name).stem}.part") if kept.is_file()]
        if name.endswith(".key") and held:
            shutil.copy(held[0], keys / name)


def begin(folder: Path) -> None:
    """From now on syncs are remembered; all that is there is on the disk."""
    synced = folder.parent / f"{folder.name}.synced"
    synced.mkdir()
    keys = list(folder.glob("*.keys/*"))
    for path in [*folder.glob("*.db"), *keys]:
        shutil.copy(path, synced / path.name)
    (synced / "folkmoot.db.keys.names").write_text("\n".join(path.name for path in keys))


async def test_power_loss_while_secret_votes_are_cast_loses_none_that_was_acknowledged(unsynced: Path) -> None:
    vote = await staged(unsynced)
    begin(unsynced)
    luck, told = random.Random(3), set[int]()
    for _ in range(3):
        told |= numbers(killed("casting_until_killed", unsynced, vote, luck, luck.randrange(5, 30), 0.01))
        power_goes(unsynced)
    with closing(sqlite3.connect(unsynced / "folkmoot.db")) as database:
        there = database.execute("SELECT count(*) FROM envelope").fetchone()[0]
    assert (len(told) > 0, max(told) <= there) == (True, True)
    shutil.rmtree(unsynced.parent / "db.synced")
    assert await ended(unsynced, vote) == expected(there)


async def test_power_loss_after_an_opening_leaves_the_key_that_ballots_are_sealed_to(unsynced: Path) -> None:
    """An acknowledged ballot whose key is gone would be lost as well."""
    vote = await staged(unsynced)
    begin(unsynced)
    said = killed("opening_until_killed", unsynced, vote, random.Random(4), 3, 0.05)
    power_goes(unsynced)
    async with opened(url_of(unsynced), Clock()) as store:
        assert [store.keys.find(bytes.fromhex(line.strip())).public.hex() + "\n" for line in said] == said
    assert len(said) >= 3


async def ending_survives_power_loss(before: Path, rounds: int) -> None:
    vote = await staged(before, 300)
    luck, reached, longest = random.Random(13), Counter[str](), 0.3
    each = 1 if rounds == 1 else 2  # what resumes loses its power too
    while reached.total() < each * rounds or not reached["begun\n"]:
        now = before.parent / f"{reached.total()}"
        shutil.copytree(before, now)
        begin(now)
        for _ in range(each):
            reached[killed("ending_until_killed", now, vote, luck, 1, longest)[-1]] += 1
            power_goes(now)
        shutil.rmtree(now.parent / f"{now.name}.synced")
        assert await ended(now, vote) == expected(300)
        shutil.rmtree(now)
        longest = sooner(longest, reached)


async def test_power_loss_while_a_box_is_closed_counted_and_scrubbed_is_resumed(unsynced: Path) -> None:
    await ending_survives_power_loss(unsynced, 1)


@pytest.mark.slow
async def test_twenty_power_losses_while_boxes_are_closed_counted_and_scrubbed(unsynced: Path) -> None:
    await ending_survives_power_loss(unsynced, 20)


CARELESS = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA journal_mode = WAL")
c.execute("PRAGMA synchronous = OFF")
c.execute("CREATE TABLE t (a)")
for number in range(100):
    c.execute("INSERT INTO t VALUES (1)")
print("stored", flush=True)
sys.stdin.read()
"""


def test_power_loss_does_lose_what_a_careless_program_has_stored(unsynced: Path) -> None:
    """So that the test above could fail."""
    with closing(sqlite3.connect(unsynced / "x.db")):
        pass
    begin(unsynced)
    env = {**os.environ, "LD_PRELOAD": str(unsynced.parent / "power_loss.so"), "SYNCED": f"{unsynced}.synced"}
    with subprocess.Popen(
        [sys.executable, "-c", CARELESS, str(unsynced / "x.db")], env=env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "stored\n"
        process.kill()
    power_goes(unsynced)
    with closing(sqlite3.connect(unsynced / "x.db")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
