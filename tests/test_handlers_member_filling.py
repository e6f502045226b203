"""Rankings, answers and picked choices, pressed step by step."""

from dataclasses import replace

import pytest

from bot.chat.buttons import CastPrivate, Turn, encode
from bot.chat.call import Redraw
from core import casting
from core.methods.model import labels
from core.model import MemberId, Option, Vote
from tests.ballots import ANSWERS, EQUALS, ME, RANKING, SINGLE, finishing, marking, stands
from tests.people import Hall
from tests.talk import Talk, redrawn, said

pytestmark = pytest.mark.anyio


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def told(talk: Talk, *data: str) -> list[str]:
    """The toasts for presses that come in one batch."""
    return [said(effects)[0] for effects in await talk.give(*(talk.pressed(ME, one) for one in data))]


# -- ranking


async def test_equal_places_are_refused_where_there_are_none(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    assert await told(talk, marking(vote, "b"), marking(vote, "b="), marking(vote, "a")) == [
        "1. 1b · Bea. Not cast yet.",
        "1. 1b · Bea. Not cast yet.",
        "1. 1b · Bea, 2. 1a · Ada. Not cast yet.",
    ]


async def test_nothing_ranked_cannot_be_cast(talk: Talk) -> None:
    vote, strict = await talk.hall.open(RANKING), await talk.hall.open(replace(RANKING, abstain=False))
    assert await told(talk, finishing(vote), finishing(strict)) == [
        "Nothing is filled in, so nothing was cast. To abstain write 1 abstain",
        "Nothing is filled in, so nothing was cast. To cast a blank ballot write 2 blank",
    ]
    assert await stands(talk, vote) == (None, None)


async def test_too_few_ranks_cannot_be_cast_and_are_kept(talk: Talk) -> None:
    vote = await talk.hall.open(replace(RANKING, minimum=2))
    (_, answer) = await told(talk, marking(vote, "b"), finishing(vote))
    assert (answer, await stands(talk, vote)) == (
        "That is too little: 1 mark, at least 2 are needed. Nothing was cast in vote 1.",
        (None, "b"),
    )


async def test_taps_append_in_their_order_and_undo_takes_out_what_it_names(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    await told(talk, *(marking(vote, option) for option in "bacb"))
    assert await stands(talk, vote) == (None, "b>a>c")
    # a late undo of the place before takes out that one, and nothing newer
    assert await told(talk, marking(vote, "a", 0)) == ["1. 1b · Bea, 2. 1c · Cem. Not cast yet."]
    assert await told(talk, finishing(vote), finishing(vote)) == ["Recorded: 1. 1b · Bea, 2. 1c · Cem"] * 2
    assert (await stands(talk, vote), (await talk.hall.again(vote)).cast.heads) == (("b>c", None), 1)


async def test_ranking_goes_on_from_what_stands_and_says_when_it_is_the_same_again(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    await talk.hall.cast(vote, _1="b>a")
    assert await told(
        talk, marking(vote, "c"), marking(vote, "c", 0), marking(vote, "b", 0), marking(vote, "a", 0)
    ) == [
        "1. 1b · Bea, 2. 1a · Ada, 3. 1c · Cem. Not cast yet.",
        "As it is recorded: 1. 1b · Bea, 2. 1a · Ada.",
        "1. 1a · Ada. Not cast yet.",
        "Nothing is filled in any more. What was recorded still stands.",
    ]
    assert await stands(talk, vote) == ("b>a", "")


async def test_equal_places_are_cast(talk: Talk) -> None:
    vote = await talk.hall.open(EQUALS)
    assert await told(talk, *(marking(vote, option) for option in ("c", "b", "b=", "a"))) == [
        "1. 1c · Cem. Not cast yet.",
        "1. 1c · Cem, 2. 1b · Bea. Not cast yet.",
        "1. 1c · Cem, 2. 1b · Bea = … The next one shares the last place. Not cast yet.",
        "1. 1c · Cem, 2. 1a · Ada = 1b · Bea. Not cast yet.",
    ]
    await told(talk, finishing(vote))
    assert await stands(talk, vote) == ("c>a=b", None)


async def test_place_that_waits_for_another_is_cast_without_it(talk: Talk) -> None:
    vote = await talk.hall.open(EQUALS)
    assert (await told(talk, marking(vote, "c"), marking(vote, "c="), finishing(vote)))[-1] == "Recorded: 1. 1c · Cem"


async def test_old_step_changes_nothing_and_says_what_stands(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    await talk.hall.cast(vote, _1="b>a")
    await talk.hall.run(casting.confirm, [(vote.id, await talk.hall.id(1), 5)])
    assert (
        await told(talk, marking(vote, "c"), finishing(vote))
        == ["That was an old ballot of vote 1. Nothing changed. Recorded: 1b > 1a."] * 2
    )
    assert await stands(talk, vote) == ("b>a", None)


# -- answers


async def test_answer_goes_on_to_the_next_without_one(talk: Talk) -> None:
    vote = await talk.hall.open(ANSWERS)
    effects = await talk.give(
        talk.pressed(ME, marking(vote, "a", 1)),
        talk.pressed(ME, marking(vote, "c", 2, page=2)),
        talk.pressed(ME, marking(vote, "d", 3, page=3)),
        talk.pressed(ME, marking(vote, "b", 1, page=1)),
        talk.pressed(ME, marking(vote, "b", 0, page=1)),
    )
    assert [said(effect) for effect in effects] == [
        ["1a · Ada: Yes. 1 of 4 answered. Not cast yet."],
        ["1c · Cem: No. 2 of 4 answered. Not cast yet."],
        ["1d · Dora: Abstain. 3 of 4 answered. Not cast yet."],
        ["1b · Bea: Yes. 4 of 4 answered. Not cast yet."],
        ["1b · Bea: no answer. 3 of 4 answered. Not cast yet."],
    ]
    assert [redraw.page for effect in effects for redraw in redrawn(effect)] == [1, 3, 1, 1, 1]
    assert await told(talk, finishing(vote)) == ["Recorded: 1a · Ada: Yes, 1c · Cem: No, 1d · Dora: Abstain"]
    assert await stands(talk, vote) == ("a:yes c:no d:abstain", None)


async def test_one_yes_too_many_is_refused_and_the_rest_is_kept(talk: Talk) -> None:
    vote = await talk.hall.open(replace(ANSWERS, maximum=1))
    (_, answer) = await told(talk, marking(vote, "a"), marking(vote, "b"))
    assert (answer[:45], await stands(talk, vote)) == ("That would be 2 marks, at most 1 can be. Take", (None, "a:yes"))


async def test_blank_ballot_drops_what_was_half_filled_in(talk: Talk) -> None:
    vote = await talk.hall.open(ANSWERS)
    await told(talk, marking(vote, "a"))
    blank = encode(CastPrivate(vote.id, 1, casting.tag(vote, MemberId(1), 1), ""))
    assert await told(talk, blank) == ["Recorded: Blank"]
    assert await stands(talk, vote) == ("", None)


# -- single choices that are checked before they are cast


async def test_plain_person_casts_what_was_picked(talk: Talk) -> None:
    await talk.write(ME, "/plain on")
    vote = await talk.hall.open(SINGLE)
    effects = await talk.give(
        *(talk.pressed(ME, data) for data in (marking(vote, "a"), marking(vote, "b"), finishing(vote)))
    )
    assert [(said(effect)[0], effect.answers[0].alert) for effect in effects] == [
        ("Chosen: 1a · Ada. Not cast yet.", True),
        ("Chosen: 1b · Bea. Not cast yet.", True),
        ("Recorded: 1b · Bea", True),
    ]
    assert await told(talk, marking(vote, "blank"), finishing(vote)) == [
        "Chosen: Blank. Not cast yet.",
        "Recorded: Blank",
    ]
    assert await stands(talk, vote) == ("", None)


# -- batches


async def test_order_within_a_batch_is_kept(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    other = "telegram:2"
    steps = [
        (ME, marking(vote, "b")),
        (other, marking(vote, "d", member=2)),
        (ME, finishing(vote)),
        (other, finishing(vote, member=2)),
        (ME, marking(vote, "a")),
        (ME, encode(Turn(vote.id, 1, "x", 0))),
        (ME, finishing(vote)),
        (ME, marking(vote, "c")),
    ]
    effects = await talk.give(*(talk.pressed(who, data) for who, data in steps))
    assert [said(effect)[0] for effect in effects] == [
        "1. 1b · Bea. Not cast yet.",
        "1. 1d · Dora. Not cast yet.",
        "Recorded: 1. 1b · Bea",
        "Recorded: 1. 1d · Dora",
        "1. 1b · Bea, 2. 1a · Ada. Not cast yet.",
        "Page 1 of 1",
        "Recorded: 1. 1b · Bea, 2. 1a · Ada",
        "1. 1b · Bea, 2. 1a · Ada, 3. 1c · Cem. Not cast yet.",
    ]
    assert (await stands(talk, vote), await stands(talk, vote, 2)) == (("b>a", "b>a>c"), ("d", None))


async def test_forged_steps_do_not_get_into_the_next_good_one(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    answers = await told(talk, marking(vote, "b", member=2), marking(vote, "z"), marking(vote, "a"))
    assert [answer[:31] for answer in answers] == [
        "This button was not made for yo",
        "There is no option 1z. Nothing ",
        "1. 1a · Ada. Not cast yet.",
    ]


async def test_ballot_pressed_in_a_group_is_not_drawn_there(talk: Talk) -> None:
    vote = await talk.hall.open(RANKING)
    (effects,) = await talk.give(talk.pressed(ME, marking(vote, "b"), chat="telegram:-5"))
    assert redrawn(effects) == [Redraw(vote.id, await talk.hall.id(1), ME)]


async def test_strangers_and_those_without_a_ballot_fill_nothing_in(talk: Talk) -> None:
    await talk.hall.check_out(1)
    vote: Vote = await talk.hall.open(RANKING)
    for who, member, answer in (("telegram:66", 1, "I do not know this account."), (ME, 1, "You are not checked in")):
        told_now = await talk.press(who, marking(vote, "b", member=member))
        assert told_now[0].startswith(answer)
    assert (await talk.press("telegram:66", finishing(vote)))[0].startswith("I do not know this account.")


@pytest.mark.parametrize("size", [12, 300])
async def test_many_ranks_are_tapped_and_cast(talk: Talk, size: int) -> None:
    options = tuple(Option(label, f"Candidate {label}") for label in labels(size))
    vote = await talk.hall.open(replace(RANKING, options=options, maximum=size))
    answers = await told(talk, *(marking(vote, option.label) for option in reversed(options)), finishing(vote))
    assert max(map(len, answers)) <= 200
    assert await stands(talk, vote) == (">".join(option.label for option in reversed(options)), None)
