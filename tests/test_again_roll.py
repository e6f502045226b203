"""Who is on the roll of a vote that is opened again."""

from dataclasses import replace

import pytest

from core import proxies, roster
from core.casting import Recorded
from core.journal import CLI
from core.model import Definition, How, Late, Option
from core.roster import Row
from core.store import rolls
from tests.people import Hall, code, done
from tests.podium import Podium, podium
from tests.test_again import reopened

pytestmark = pytest.mark.anyio
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def test_latecomers_of_the_break_get_on_the_roll(hall: Hall) -> None:
    await hall.check_out(5)
    vote = await hall.open(replace(QUESTION, late=Late.UNTIL_CLOSE))
    await hall.close(vote)
    await hall.check_in(5)
    assert (await reopened(hall, vote)).roll.heads == 5
    assert isinstance((await hall.cast(vote, _5="a"))[0], Recorded)


async def test_roll_grows_at_a_reopening_by_those_who_came_and_by_nobody_else(hall: Hall) -> None:
    """Member 4 was here without a vote and gets one meanwhile; 3 comes and has the vote of 2."""
    done(await hall.run(roster.import_rows, [Row("4", "Name4 Surname4", votes=False)], CLI))
    await hall.check_out(2, 3)
    given = await hall.run(proxies.give, await hall.event(), await hall.member(2), await hall.member(3), How.SELF, CLI)
    done(given)
    vote = await hall.open(replace(QUESTION, late=Late.UNTIL_CLOSE))
    assert vote.roll.heads == 2
    hall.clock.forward(60)
    await hall.close(vote)
    done(await hall.run(roster.import_rows, [Row("4", "Name4 Surname4", votes=True)], CLI))
    await hall.check_in(3)
    assert (await reopened(hall, vote)).roll.heads == 4
    assert code((await hall.cast(vote, _4="a"))[0]) == "joined-after"
    assert await hall.run(rolls.holders, vote.id) == {await hall.id(2): await hall.id(3)}


async def test_nobody_gets_on_the_roll_at_a_reopening_where_it_takes_no_latecomers(hall: Hall) -> None:
    await hall.check_out(5)
    vote = await hall.open(QUESTION)
    await hall.close(vote)
    await hall.check_in(5)
    assert (await reopened(hall, vote)).roll.heads == 4


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (Late.NO, "4 on the roll as before; whoever has come meanwhile does not vote in it."),
        (Late.UNTIL_CLOSE, "5 on the roll, with those who have come meanwhile."),
    ],
)
async def test_chair_reads_who_votes_once_it_is_open_again(chair: Podium, late: Late, told: str) -> None:
    await chair.hall.check_out(5)
    await chair.hall.close(await chair.hall.open(replace(QUESTION, late=late)))
    await chair.hall.check_in(5)
    assert (await chair.lines("/reopen 1"))[1] == told
