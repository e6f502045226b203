"""A roster file beside a running service: unseen until it is whole, whatever comes between."""

import asyncio
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.running import lock
from core import admission, roster, substitution
from core.journal import CLI
from core.model import RollBase, VoteState
from core.persons import Held
from core.roster import Row
from core.store import editions, events, members, rolls
from core.store.engine import Store, opened
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Clock, Hall, code, done

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parent.parent
NEW = [Row(str(number), f"New {number}", weight=2 * UNIT, groups=("north",)) for number in (6, 7)]
OTHER = [Row("1", "Ann", weight=5 * UNIT), Row("2", "Bob", votes=False), Row("3", "Cem", groups=("north",))]


async def staged(hall: Hall, file: Sequence[Row]) -> None:
    await hall.run(editions.begin)
    for row in file:  # each in a transaction of its own
        assert (await hall.run(roster.stage, [row])).faults == ()


async def decided(hall: Hall) -> object:
    return await hall.run(roster.decide, CLI, await hall.run(roster.gains), added=2, changed=3)


async def seen(hall: Hall) -> tuple[object, ...]:
    """All that anybody sees of the roster."""
    event = await hall.event()
    people = await hall.run(members.everybody)
    listed = await hall.run(members.rows_for_list, AGM, "all")
    found = await hall.run(members.search, "new", 9)
    by_number = await hall.run(members.by_numbers, ["1", "6"])
    groups = await hall.run(events.groups)
    counts = await hall.run(members.list_counts, AGM)
    return people, listed, found, by_number, groups, counts, event.entitled, event.present


async def test_staged_rows_are_seen_by_nobody(hall: Hall) -> None:
    before = await seen(hall)
    await staged(hall, [*NEW, *OTHER])
    assert await seen(hall) == before


async def test_vote_that_opens_during_an_import_has_the_roll_of_before(hall: Hall) -> None:
    await staged(hall, [*NEW, *OTHER])
    vote = await hall.open(replace(MOTION, roll=RollBase.ENTITLED))
    assert (vote.state, vote.roll) == (VoteState.OPEN, Totals(5, 5 * UNIT))
    await decided(hall)
    assert (await hall.again(vote)).roll == Totals(5, 5 * UNIT)


async def test_decided_import_counts_as_a_whole_before_it_is_written_down(hall: Hall) -> None:
    await staged(hall, [*NEW, *OTHER])
    assert await decided(hall) is None
    before = await seen(hall)
    people = {member.number: (member.weight // UNIT, member.votes, member.groups) for member in before[0]}
    assert people == {
        "1": (5, True, ()),
        "2": (1, False, ()),
        "3": (1, True, ("north",)),
        "4": (1, True, ()),
        "5": (1, True, ()),
        "6": (2, True, ("north",)),
        "7": (2, True, ("north",)),
    }
    assert before[-2:] == (Totals(6, 12 * UNIT), Totals(4, 8 * UNIT))
    north = replace(await hall.draft(), definition=replace(MOTION, roll=RollBase.ENTITLED, group="north"))
    assert await hall.run(rolls.prospective, north, await hall.event()) == Totals(3, 5 * UNIT)
    while await hall.run(roster.settle, 1):
        pass
    assert await seen(hall) == before
    await hall.run(events.recount_totals, await hall.event())
    assert await seen(hall) == before


async def test_member_admitted_under_a_number_that_is_being_imported_stands_and_the_import_starts_anew(
    hall: Hall,
) -> None:
    await staged(hall, [*NEW, *OTHER])
    zoe = done(await hall.run(admission.admit, await hall.event(), "6", "Zoe", CLI))
    assert code(await decided(hall)) == "roster-disturbed"
    assert ((await hall.member(6)).id, (await hall.event()).entitled) == (zoe.id, Totals(6, 6 * UNIT))
    while left := await hall.run(editions.left_over, 2):
        await hall.run(editions.discard, left)
    await staged(hall, [*NEW, *OTHER])
    assert await decided(hall) is None
    assert ((await hall.member(6)).name, (await hall.event()).entitled) == ("New 6", Totals(6, 12 * UNIT))


async def test_substitute_steps_in_before_a_decided_import_is_written_down(hall: Hall) -> None:
    await staged(hall, [*NEW, *OTHER])
    await decided(hall)
    event, one, two = await hall.event(), await hall.member(1), await hall.member(2)
    assert await hall.run(substitution.swap, event, one, two, CLI) is None
    while await hall.run(roster.settle, 1):
        pass
    rights = [(member.votes, member.weight // UNIT) for member in (await hall.member(1), await hall.member(2))]
    assert rights == [(False, 5), (True, 5)]


async def test_what_was_staged_and_given_up_leaves_nothing(hall: Hall) -> None:
    before = await seen(hall)
    await staged(hall, [*NEW, *OTHER, Row("4", "Dan", groups=("south",))])
    while left := await hall.run(editions.left_over, 2):
        await hall.run(editions.discard, left)
    await hall.run(editions.begin)
    await decided(hall)
    assert await seen(hall) == before


async def test_roles_and_accounts_of_a_decided_import_come_with_what_is_written_down(hall: Hall) -> None:
    file = [Row("6", "Fay", roles=(Held("desk"),), accounts=("telegram:6",)), Row("1", accounts=("matrix:@a:x",))]
    await staged(hall, file)
    await decided(hall)
    while await hall.run(roster.settle, 1):
        pass
    fay = (await hall.run(members.persons, ["telegram:6"]))["telegram:6"]
    bound = await hall.run(members.accounts_of, [await hall.id(1)])
    assert ([held.role for held in fay.held], sorted(one.address for one in bound)) == (
        ["desk"],
        ["matrix:@a:x", "telegram:1"],
    )


# -- the real process


def _file(path: Path, size: int, weight: str = "1") -> Path:
    lines = (f"{n},Vorname{n} Näme{n},m{n}@example.org,{weight},north\n" for n in range(1, size + 1))
    path.write_text("number,name,email,weight,groups\n" + "".join(lines))
    return path


def _command(folder: Path, file: Path) -> list[str]:
    settings = folder / "config.toml"
    url = f"sqlite:///{folder}/folkmoot.db"
    settings.write_text(f'[organisation]\nname = "X"\n[storage]\nurl = "{url}"\n[[event]]\nid = "agm"\ntitle = "AGM"\n')
    return [sys.executable, "-m", "bot", "-c", str(settings), "members", "import", str(file), "--yes"]


async def _counted(store: Store) -> tuple[int, Totals]:
    async with store.read() as tx:
        event = await events.existing(tx, AGM)
        return len(await members.everybody(tx)), event.entitled


async def test_import_that_is_killed_has_happened_wholly_or_not_at_all(tmp_path: Path) -> None:
    size, luck, url = 2500, random.Random(3), f"sqlite:///{tmp_path}/folkmoot.db"
    subprocess.run(_command(tmp_path, _file(tmp_path / "first.csv", 1000)), check=True, cwd=ROOT, capture_output=True)
    command = _command(tmp_path, _file(tmp_path / "second.csv", size, "3"))
    before, after = (1000, Totals(1000, 1000 * UNIT)), (size, Totals(size, 3 * size * UNIT))
    found = []
    for _ in range(4):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout
            next(line for line in process.stdout if b"not in the file" in line)  # the preview is over, staging begins
            time.sleep(luck.random())
            process.kill()
        async with opened(url, Clock()) as store:
            found.append(await _counted(store))
    assert set(found) <= {before, after}
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    async with opened(url, Clock()) as store:
        assert await _counted(store) == after


def test_second_import_at_a_time_is_refused(tmp_path: Path) -> None:
    command = _command(tmp_path, _file(tmp_path / "members.csv", 3))
    with lock.held(tmp_path / "folkmoot.db.import"):
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = f"folkmoot: another import is running (process {os.getpid()}); wait until it has ended\n"
    assert (second.returncode, second.stdout, second.stderr) == (2, "", told)


@pytest.mark.slow
async def test_million_rows_stall_no_press_for_a_second_and_take_less_than_500_megabytes(tmp_path: Path) -> None:
    url, waits = f"sqlite:///{tmp_path}/folkmoot.db", list[float]()
    command = _command(tmp_path, _file(tmp_path / "members.csv", 1_000_000))
    async with opened(url, Clock()) as store:
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.DEVNULL)
        over = asyncio.create_task(process.wait())
        while not over.done():
            began = time.monotonic()
            await store.write(lambda tx: events.bump(tx, [AGM]))
            waits.append(time.monotonic() - began)
            await asyncio.sleep(0.02)
        counted = await _counted(store)
    assert (over.result(), counted) == (0, (1_000_000, Totals(1_000_000, 1_000_000 * UNIT)))
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert (max(waits) < 1, megabytes < 500) == (True, True), (max(waits), megabytes)
