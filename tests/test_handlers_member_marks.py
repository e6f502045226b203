"""Ballots that are filled in mark by mark."""

from dataclasses import replace

import pytest

from bot.chat.buttons import CastMarks, Mark, Turn, encode
from core import casting
from core.methods.model import labels
from core.model import Definition, MemberId, Option, Vote, VoteId
from core.store import ballots
from tests.people import Hall
from tests.talk import Talk, redrawn, said

pytestmark = pytest.mark.anyio
ME = "telegram:1"
BOARD = Definition(
    "Board",
    tuple(Option(label, name) for label, name in zip("abcd", ["Ada", "Bo", "Cem", "Dora"], strict=True)),
    kind="election",
    method="block",
    minimum=2,
    maximum=3,
    seats=3,
)


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


@pytest.fixture
async def vote(hall: Hall) -> Vote:
    return await hall.open(BOARD)


def marking(vote: Vote, option: str, on: int = 1, rendering: int = 1, member: int = 1) -> str:
    return encode(Mark(vote.id, rendering, _tag(vote, rendering, member), 0, option, on))


def casting_marks(vote: Vote, rendering: int = 1) -> str:
    return encode(CastMarks(vote.id, rendering, _tag(vote, rendering)))


def _tag(vote: Vote, rendering: int, member: int = 1) -> str:
    return casting.tag(vote, MemberId(member), rendering)


async def stands(talk: Talk, vote: Vote) -> tuple[str | None, str | None]:
    """What is cast and what is marked."""
    me = await talk.hall.id(1)
    choice, marks, _ = (await talk.hall.run(ballots.standing, vote, [me]))[me]
    return choice, marks


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (lambda vote: marking(vote, "a", member=2), "This button was not made for you."),
        (lambda vote: marking(vote, "e"), "There is no option 1e."),
        (lambda vote: marking(replace(vote, id=VoteId(404)), "a"), "I do not know this vote."),
        (lambda vote: casting_marks(replace(vote, id=VoteId(404))), "I do not know this vote."),
        (lambda _: encode(Turn(VoteId(404), 1, "x", 0)), "I do not know this vote."),
        (casting_marks, "Nothing is filled in, so nothing was cast."),
    ],
)
async def test_forged_or_empty_ballots_change_nothing(talk: Talk, vote: Vote, data: object, told: str) -> None:
    assert callable(data)
    assert [answer.startswith(told) for answer in await talk.press(ME, data(vote))] == [True]
    assert await stands(talk, vote) == (None, None)


async def test_one_mark_too_many_names_the_limit_and_keeps_the_rest(talk: Talk, vote: Vote) -> None:
    await talk.give(*(talk.pressed(ME, marking(vote, option)) for option in "abc"))
    (effects,) = await talk.give(talk.pressed(ME, marking(vote, "d")))
    assert said(effects) == [
        "That would be 4 marks, at most 3 can be. Take one away first. Nothing was changed in vote 1."
    ]
    assert (effects.answers[0].alert, await stands(talk, vote)) == (True, (None, "a+b+c"))


async def test_too_few_marks_cannot_be_cast_and_are_kept(talk: Talk, vote: Vote) -> None:
    await talk.press(ME, marking(vote, "a"))
    (answer,) = await talk.press(ME, casting_marks(vote))
    assert answer == "That is too little: 1 mark, at least 2 are needed. Nothing was cast in vote 1."
    assert await stands(talk, vote) == (None, "a")


async def test_old_mark_changes_nothing_and_redraws(talk: Talk, vote: Vote) -> None:
    await talk.hall.run(casting.confirm, [(vote.id, await talk.hall.id(1), 5)])
    (effects,) = await talk.give(talk.pressed(ME, marking(vote, "a")))
    assert "Nothing changed. You have not voted yet." in said(effects)[0]
    assert (len(redrawn(effects)), await stands(talk, vote)) == (1, (None, None))


async def test_mark_after_the_close_is_told_the_time(talk: Talk, vote: Vote) -> None:
    await talk.press(ME, marking(vote, "a"))
    await talk.hall.close(vote)
    presses = [marking(vote, "b"), casting_marks(vote), encode(Turn(vote.id, 1, "x", 0))]
    answers = [await talk.press(ME, data) for data in presses]
    assert answers == [["Vote 1 closed at 14:00:00. Nothing counts after that."]] * 3


async def test_quick_taps_add_up(talk: Talk, vote: Vote) -> None:
    effects = await talk.give(*(talk.pressed(ME, marking(vote, option)) for option in ("c", "a", "a")))
    assert [said(effect)[0] for effect in effects] == [
        "1 of 3 marked: 1c · Cem. Not cast yet.",
        "2 of 3 marked: 1a · Ada, 1c · Cem. Not cast yet.",
        "2 of 3 marked: 1a · Ada, 1c · Cem. Not cast yet.",
    ]
    await talk.press(ME, marking(vote, "c", on=0))
    assert await stands(talk, vote) == (None, "a")


async def test_marks_are_cast_and_casting_twice_is_recorded_once(talk: Talk, vote: Vote) -> None:
    await talk.give(*(talk.pressed(ME, marking(vote, option)) for option in "ca"))
    assert [await talk.press(ME, casting_marks(vote)) for _ in range(2)] == [["Recorded: 1a · Ada, 1c · Cem"]] * 2
    assert (await stands(talk, vote), (await talk.hall.again(vote)).cast.heads) == (("a+c", None), 1)


async def test_marking_goes_on_from_what_stands(talk: Talk, vote: Vote) -> None:
    await talk.hall.cast(vote, _1="a+c")
    await talk.press(ME, marking(vote, "d"))
    assert await stands(talk, vote) == ("a+c", "a+c+d")


async def test_turning_a_page_redraws_it(talk: Talk, hall: Hall) -> None:
    long = replace(BOARD, options=tuple(Option(label, f"Name {label}") for label in labels(45)))
    vote = await hall.open(long)
    (effects,) = await talk.give(talk.pressed(ME, encode(Turn(vote.id, 1, "x", 2))))
    assert (said(effects), [redraw.page for redraw in redrawn(effects)]) == (["Page 3 of 3"], [2])
