"""Presses of somebody who casts several ballots."""

from dataclasses import replace

import pytest

from bot.chat.buttons import ALL, Action, CastGroup, CastMarks, CastPrivate, Mark, Turn, encode
from bot.chat.call import Redraw
from bot.wording.speech import speech
from core import casting, roster
from core.journal import CLI
from core.model import Option, Vote
from core.roster import Row
from tests.ballots import ANSWERS, MARKS, SINGLE
from tests.bundles import HOLDER, opened, shown, stand
from tests.people import Hall, done
from tests.proxied import off
from tests.talk import Talk, redrawn, said

pytestmark = pytest.mark.anyio
EN = speech("en")
GROUP = "telegram:-5"
FINAL = replace(SINGLE, revote=False)
LONG = replace(MARKS, options=tuple(Option(label, f"Name {label}") for label in "abcdefghijklmnopqrstuvwxyz"))


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def tag(talk: Talk, vote: Vote, number: int = 5, rendering: int = 1) -> str:
    return casting.tag(vote, await talk.hall.id(number), rendering)


async def for_all(talk: Talk, vote: Vote, choice: str, ballots: int = 3, rendering: int = 1) -> str:
    return encode(CastPrivate(vote.id, rendering, await tag(talk, vote, 5, rendering), choice, ALL, ballots))


async def for_one(talk: Talk, vote: Vote, choice: str, number: int, by: int = 5) -> str:
    return encode(CastPrivate(vote.id, 1, await tag(talk, vote, by), choice, await talk.hall.id(number)))


async def guest(talk: Talk) -> str:
    """A guest who is here; the number."""
    done(await talk.hall.run(roster.import_rows, [Row("G1", "Guest", votes=False, accounts=("telegram:90",))], CLI))
    await talk.hall.check_in("G1")
    return "G1"


# -- what is refused


async def test_holder_who_presses_for_a_vote_taken_back_is_refused_and_the_ballot_redrawn(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    data = await for_one(talk, vote, "b", 1)
    await off(talk.hall, 1)
    (effects,) = await talk.give(talk.pressed(HOLDER, data))
    assert said(effects) == [
        "Name1 Surname1, member 1, has taken the vote back in vote 1. Your answer changed nothing."
    ]
    assert [(redraw.member, redraw.whose) for redraw in redrawn(effects)] == [
        (await talk.hall.id(5), await talk.hall.id(1))
    ]
    assert await stand(talk, vote) == [("5", None, None), ("2", None, None)]


async def test_all_alike_casts_the_rest_if_one_was_taken_back_and_says_so(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    data = await for_all(talk, vote, "b")
    await off(talk.hall, 1)
    assert await talk.press(HOLDER, data) == ["Recorded for 2 of 3 votes: 1b · Bea. You cannot change the rest."]
    assert await stand(talk, vote) == [("5", "b", None), ("2", "b", None)]
    assert await stand(talk, vote, 1) == [("1", None, None)]


async def test_buttons_of_a_hand_do_nothing_for_anybody_else(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    one, everything = await for_one(talk, vote, "b", 1), await for_all(talk, vote, "b")
    own = encode(CastPrivate(vote.id, 1, await tag(talk, vote, 4), "b", await talk.hall.id(1)))
    told = [
        await talk.press(who, data) for who, data in (("telegram:4", one), ("telegram:4", own), ("telegram:1", one))
    ]
    told += [await talk.press(who, everything) for who in ("telegram:4", "telegram:1", "telegram:66")]
    assert [answer[0][:41] for answer in told] == [
        "You do not hold the vote of member 1.",
        "You do not hold the vote of member 1.",
        "Name5 Surname5, member 5, casts your vote",
        "This button was not made for you. Nothing",
        "Name5 Surname5, member 5, casts your vote",
        "I do not know this account. Open your inv",
    ]
    assert {choice for _, choice, _ in await stand(talk, vote)} == {None}


async def test_old_ballot_for_all_changes_nothing_and_is_redrawn_once(talk: Talk) -> None:
    vote, five = await opened(talk, SINGLE), await talk.hall.id(5)
    await talk.press(HOLDER, await for_all(talk, vote, "a"))
    await talk.hall.run(casting.confirm, [(vote.id, five, 2)])
    (effects,) = await talk.give(talk.pressed(HOLDER, await for_all(talk, vote, "b")))
    assert said(effects) == ["That was an old ballot of vote 1. Nothing changed. Recorded: 1a."]
    assert [(redraw.member, redraw.whose) for redraw in redrawn(effects)] == [(five, ALL)]
    assert [choice for _, choice, _ in await stand(talk, vote)] == ["a", "a", "a"]


async def test_after_the_close_all_are_late_and_nothing_changes(talk: Talk) -> None:
    vote = await opened(talk, MARKS)
    await talk.hall.close(vote)
    five = await tag(talk, vote)
    actions: list[Action] = [
        CastMarks(vote.id, 1, five, ALL, 3),
        Turn(vote.id, 1, five, 0, ALL),
        Mark(vote.id, 1, five, 0, "a", 1, ALL),
    ]
    presses = [await for_all(talk, vote, "a"), *map(encode, actions)]
    told = [(await talk.press(HOLDER, data))[0][:14] for data in presses]
    assert (told, (await talk.hall.again(vote)).late) == (["Vote 1 closed "] * 4, 3)


async def test_what_cannot_be_changed_stays_and_the_rest_is_cast(talk: Talk) -> None:
    vote = await opened(talk, FINAL)
    await talk.press(HOLDER, await for_one(talk, vote, "a", 1))
    assert "All 2: 1b · Bea" in await shown(talk, EN, vote, whose=0)
    data = await for_all(talk, vote, "b", 2)
    assert await talk.press(HOLDER, data) == ["Recorded for 2 votes: 1b · Bea"]
    # the phone sends it again
    assert await talk.press(HOLDER, data) == ["Recorded for 2 votes: 1b · Bea"]
    assert [choice for _, choice, _ in await stand(talk, vote)] == ["b", "a", "b"]


async def test_nothing_filled_in_is_cast_for_nobody(talk: Talk) -> None:
    vote = await opened(talk, MARKS)
    data = encode(CastMarks(vote.id, 1, await tag(talk, vote), ALL, 3))
    assert (await talk.press(HOLDER, data))[0].startswith("Nothing is filled in, so nothing was cast.")


# -- all alike


async def test_one_press_casts_the_same_for_all_and_overwrites(talk: Talk) -> None:
    vote, five = await opened(talk, SINGLE), await talk.hall.id(5)
    await talk.press(HOLDER, await for_one(talk, vote, "a", 2))
    (effects,) = await talk.give(talk.pressed(HOLDER, await for_all(talk, vote, "b")))
    assert said(effects) == ["Recorded for 3 votes: 1b · Bea"]
    assert redrawn(effects) == [Redraw(vote.id, five, HOLDER, effects.answers[0].press.ref, None, ALL)]
    assert await stand(talk, vote) == [("5", "b", None), ("1", "b", None), ("2", "b", None)]
    assert (await talk.hall.again(vote)).cast.heads == 3


async def test_marks_for_all_are_kept_once_and_cast_for_each(talk: Talk) -> None:
    vote = await opened(talk, MARKS)
    labels = ["1a · Ada", "1c · Cem", "All 3: 1a · Ada, 1c · Cem"]
    told = [(await talk.press(HOLDER, (await shown(talk, EN, vote))[label]))[0] for label in labels]
    assert told == [
        "All 3: 1 of 3 marked: 1a · Ada. Not cast yet.",
        "All 3: 2 of 3 marked: 1a · Ada, 1c · Cem. Not cast yet.",
        "Recorded for 3 votes: 1a · Ada, 1c · Cem",
    ]
    assert await stand(talk, vote) == [(number, "a+c", None) for number in ("5", "1", "2")]


async def test_marks_that_stand_in_one_ballot_only_are_not_as_recorded_for_all(talk: Talk) -> None:
    vote = await opened(talk, MARKS)
    await talk.hall.cast(vote, _5="a")
    alike = (await shown(talk, EN, vote, whose=0))["1b · Bea"]
    back = encode(Mark(vote.id, 1, await tag(talk, vote), 0, "b", 0, ALL))
    assert [(await talk.press(HOLDER, data))[0] for data in (alike, back)] == [
        "All 3: 2 of 3 marked: 1a · Ada, 1b · Bea. Not cast yet.",
        "All 3: 1 of 3 marked: 1a · Ada. Not cast yet.",
    ]


# -- one by one


async def test_each_ballot_has_marks_of_its_own(talk: Talk) -> None:
    vote, one, two = await opened(talk, ANSWERS), await talk.hall.id(1), await talk.hall.id(2)
    five = await tag(talk, vote)
    actions: list[Action] = [
        Mark(vote.id, 1, five, 0, "a", 1, one), Mark(vote.id, 1, five, 0, "a", 2, two),
        Mark(vote.id, 1, five, 1, "b", 1, two),
        CastMarks(vote.id, 1, five, two), Turn(vote.id, 1, five, 2, one), Turn(vote.id, 1, five, 1, ALL),
    ]  # fmt: skip
    effects = [(await talk.give(talk.pressed(HOLDER, encode(action))))[0] for action in actions]
    assert [said(effect)[0] for effect in effects] == [
        "Name1 Surname1 (1): 1a · Ada: Yes. 1 of 4 answered. Not cast yet.",
        "Name2 Surname2 (2): 1a · Ada: No. 1 of 4 answered. Not cast yet.",
        "Name2 Surname2 (2): 1b · Bea: Yes. 2 of 4 answered. Not cast yet.",
        "Recorded for Name2 Surname2 (2): 1a · Ada: No, 1b · Bea: Yes",
        "Now: Name1 Surname1 (1). Page 3 of 4",
        "Now: all 3 alike. Page 2 of 4",
    ]
    assert [(redraw.page, redraw.whose) for effect in effects for redraw in redrawn(effect)] == [
        (1, one), (1, two), (2, two), (None, two), (2, one), (1, ALL),
    ]  # fmt: skip
    assert await stand(talk, vote) == [("5", None, None), ("1", None, "a:yes"), ("2", "a:no b:yes", None)]


async def test_presses_of_a_batch_come_one_after_the_other(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    data = [await for_one(talk, vote, "a", 1), await for_all(talk, vote, "b"), await for_one(talk, vote, "c", 5)]
    own = encode(CastPrivate(vote.id, 1, await tag(talk, vote, 3), "d"))
    effects = await talk.give(*(talk.pressed(HOLDER, one) for one in data), talk.pressed("telegram:3", own))
    assert [said(effect)[0] for effect in effects] == [
        "Recorded for Name1 Surname1 (1): 1a · Ada",
        "Recorded for 3 votes: 1b · Bea",
        "Recorded for your own: 1c · Cem",
        "Recorded: 1d · Dora",
    ]
    assert [choice for _, choice, _ in await stand(talk, vote)] == ["c", "b", "b"]


async def test_guest_casts_for_the_only_principal_left(talk: Talk) -> None:
    await guest(talk)
    vote = await opened(talk, SINGLE, holder="G1")
    await off(talk.hall, 2)
    me = (await talk.hall.member("G1")).id
    data = encode(CastPrivate(vote.id, 1, casting.tag(vote, me, 1), "b", await talk.hall.id(1)))
    assert await talk.press("telegram:90", data) == ["Recorded for Name1 Surname1 (1): 1b · Bea"]


# -- in the group


async def test_group_ballot_is_for_the_own_vote_and_says_where_the_others_are(talk: Talk) -> None:
    vote, five = await opened(talk, SINGLE), await talk.hall.id(5)
    presses = [
        talk.pressed(who, encode(CastGroup(vote.id, "b")), GROUP) for who in (HOLDER, "telegram:3", "telegram:1")
    ]
    effects = await talk.give(*presses)
    assert [said(effect)[0][:89] for effect in effects] == [
        "Recorded for your own vote: 1b · Bea. You hold 2 more: in our private chat.",
        "Recorded: 1b · Bea",
        "Name5 Surname5, member 5, casts your vote in vote 1. To cast it yourself: /proxy off",
    ]
    assert redrawn(effects[0]) == [Redraw(vote.id, five, HOLDER)]
    assert await stand(talk, vote) == [("5", "b", None), ("1", None, None), ("2", None, None)]


async def test_group_ballot_sends_whoever_has_no_own_vote_to_the_private_chat(talk: Talk) -> None:
    vote = await opened(talk, SINGLE, holder=await guest(talk))
    assert await talk.press("telegram:90", encode(CastGroup(vote.id, "b")), GROUP) == [
        "You have no vote of your own in vote 1. The 2 that you hold are in our private chat: /ballot"
    ]
    assert (await talk.hall.again(vote)).cast.heads == 0


async def test_long_ballots_turn_their_pages_for_each(talk: Talk) -> None:
    vote, one = await opened(talk, LONG), await talk.hall.id(1)
    turn = (await shown(talk, EN, vote, whose=int(one)))["Go on to page 2 of 2"]
    (effects,) = await talk.give(talk.pressed(HOLDER, turn))
    assert (said(effects), [(redraw.page, redraw.whose) for redraw in redrawn(effects)]) == (
        ["Now: Name1 Surname1 (1). Page 2 of 2"],
        [(1, one)],
    )
