"""Faults of trust.md 3.2 about people and their names, by their numbers there."""

import re

import pytest

from adapters.still import JOINER
from bot.papers.records import RosterFileError
from bot.papers.roster import read_roster
from core import accounts, roles, roster
from core.journal import CLI
from core.model import VoteState
from core.roster import Row
from tests.people import AGM, Hall, code, done, rows
from tests.podium import ANN, BEN, Podium, podium
from tests.talk import Talk

pytestmark = pytest.mark.anyio
TAPPED = re.compile(r"(?<![\w<./])/(?=[a-z])|(?<!\w)@(?=\w)")
"""What a client would make a command or a call of: JOINER stands in between where it must not."""


async def test_76_account_of_one_member_is_never_that_of_another_too(hall: Hall) -> None:
    """A family with one phone: the second member votes at the desk or on paper, never by the first one's account."""
    talk = Talk(hall)
    (key,) = (await hall.run(accounts.invite, AGM, [await hall.id(2)], CLI)).values()
    (told,) = await talk.write("telegram:1", f"/start {key}")
    assert told.startswith("This account belongs to Name1 Surname1")
    assert (await hall.person(1)).member.number == "1"
    vote = await hall.open()
    assert [code(outcome) for outcome in await hall.cast(vote, _1="a")] == [""]
    assert (await hall.again(vote)).cast.heads == 1


async def test_76_file_that_gives_one_account_to_two_members_is_refused(hall: Hall) -> None:
    with pytest.raises(RosterFileError) as told:
        read_roster(b"number,name,telegram\n8,Ida,90\n9,Jo,90\n")
    assert [fault.code for fault in told.value.faults] == ["repeated-account"]
    taken = [Row("8", "Ida", accounts=("telegram:1",))]
    assert code(await hall.run(roster.import_rows, taken, CLI)) == "accounts-taken"
    assert (await hall.person(1)).member.number == "1"


@pytest.mark.parametrize("name", ["/close 1", "@all come here", "Ann /open 1 @all"])
async def test_82_name_that_looks_like_a_command_is_no_command_and_calls_nobody(hall: Hall, name: str) -> None:
    await hall.run(roster.import_rows, [*rows([1, 2, 3, 4]), Row("5", name, accounts=("telegram:5",))], CLI)
    chair = await podium(hall)
    await chair.write("/vote Budget")
    await chair.write("/open 1")
    said = [
        post.message.text
        for typed in ("/find 5", "/missing 1", "/roster present", "/checkout 5")
        for post in (await chair.effects(typed)).posts
    ]
    about = [line for text in said for line in text.splitlines() if name.split()[-1].strip("@/") in line]
    assert (bool(about), [line for line in about if TAPPED.search(line.replace(f"/{JOINER}", ""))]) == (True, [])
    assert (await chair.vote(1)).state is VoteState.OPEN


async def test_78_two_chairs_open_and_close_once(chair: Podium) -> None:
    await chair.write("/vote Budget")
    for who in (ANN, BEN):
        await chair.write("/open 1", who)
    assert (await chair.vote(1)).state is VoteState.OPEN
    first, second = [await chair.write("/close 1", who) for who in (ANN, BEN)]
    assert (first, second) == ([], ["Vote 1 was already closed by Name1 Surname1 at 14:00:00."])


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def test_77_chair_without_the_role_any_more_cannot_end_what_was_begun(chair: Podium) -> None:
    """The right is looked at when the press comes, not when its question was asked."""
    await chair.write("/vote Budget")
    await chair.write("/open 1")
    (asked,) = (await chair.effects("/close", BEN)).posts
    (yes,) = (button.data for row in asked.message.rows for button in row)
    done(await chair.hall.run(roles.take, await chair.hall.event(), "2", await chair.hall.id(1)))
    assert await chair.press(yes, BEN) == ["The answer is below.", "Only the chair can do this."]
    assert (await chair.vote(1)).state is VoteState.OPEN
