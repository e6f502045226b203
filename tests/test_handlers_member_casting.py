"""Ballots cast by typing, by buttons under a typed question, and asked for again."""

from dataclasses import replace

import pytest

from bot.chat.buttons import CastGroup, CastPrivate, OpenBallot, encode
from bot.chat.call import Redraw
from core import casting, floor, voting
from core.journal import CLI
from core.model import Definition, EventId, EventSettings, Option, Vote, VoteId
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import ballots, deliveries
from core.store.writer import Tx
from tests.people import AGM, Hall, done
from tests.talk import Talk, offered, redrawn, said

pytestmark = pytest.mark.anyio
ME = "telegram:1"
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))
BOARD = Definition(
    "Board",
    tuple(Option(label, name) for label, name in zip("abcd", ["Ada", "Bo", "Cem", "Dora"], strict=True)),
    kind="election",
    method="block",
    minimum=1,
    maximum=3,
    seats=3,
)


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def stands(talk: Talk, vote: Vote, number: int = 1) -> str | None:
    found = await talk.hall.run(ballots.standing, vote, [await talk.hall.id(number)])
    return found[await talk.hall.id(number)].choice


async def delivered(talk: Talk) -> None:
    """All ballots arrive, each as the message `m` and its vote's number."""

    async def settle(tx: Tx) -> None:
        waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, set(DeliveryKind), ["telegram"], limit=1000)
        await deliveries.settle(tx, [Settled(item, DeliveryState.SENT, f"m{item.subject}") for item in waiting])

    await talk.hall.store.write(settle)


async def second_vote(talk: Talk, number: int) -> Vote:
    """An open vote in another meeting, for member `number` alone."""
    await talk.hall.run(floor.configure, [EventSettings(EventId("bgm"), "Board meeting")])
    meeting = await talk.hall.event(EventId("bgm"))
    meeting = done(await talk.hall.run(floor.change_state, meeting, "open", CLI))
    await talk.hall.run(floor.check_in, meeting, await talk.hall.member(number), CLI)
    vote = done(await talk.hall.run(voting.draft, meeting, replace(QUESTION, title="Other"), CLI))
    return done(await talk.hall.run(voting.open_vote, meeting, vote, CLI))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/cast", "Name the vote and the option: /cast 7b."),
        ("/cast b", "Name the vote and the option: /cast 7b."),
        ("/cast 9b", "There is no vote 9."),
        ("/cast 1", "Which option? Write for instance 1a."),
        ("/cast 1d", "There is no option 1d."),
        ("/cast 1 a b", "That would be 2 marks, at most 1 can be."),
        ("/cast 1 maybe", "I do not understand “maybe” here. Nothing was cast. Write for instance 1 b"),
        ("/cast 999999999999b", "Name the vote and the option"),
        ("1", "Which vote do you mean?"),
        ("b", "Which vote do you mean?"),
        ("yes", "Which vote do you mean?"),
        ("z", "Which vote do you mean? Write its number too, such as 7b. Nothing was cast."),
        ("1b please", "I did not understand that."),
        ("I vote 1b", "I did not understand that."),
    ],
)
async def test_unclear_words_cast_nothing(talk: Talk, text: str, told: str) -> None:
    vote = await talk.hall.open(QUESTION)
    answers = await talk.write(ME, text)
    assert ([answer[: len(told)] for answer in answers], await stands(talk, vote)) == ([told], None)


async def test_group_is_no_place_for_typed_casts(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    assert [await talk.write(ME, text, chat="telegram:-5") for text in ("1b", "/cast 1b")] == [[], []]
    assert await stands(talk, vote) is None


async def test_stranger_casts_nothing_and_learns_nothing(talk: Talk) -> None:
    await talk.hall.open(QUESTION)
    assert (await talk.write("telegram:66", "/cast 1b"))[0].startswith("I do not know this account.")
    assert (await talk.write("telegram:66", "1b"))[0].startswith("Welcome to the assembly")


async def test_absent_member_is_offered_to_check_in(talk: Talk) -> None:
    await talk.hall.check_out(1)
    await talk.hall.open(QUESTION)
    assert await talk.write(ME, "1b") == [
        "You are not checked in, so you have no ballot for vote 1. The check-in is not open now: ask the desk."
    ]
    await talk.hall.run(floor.open_registration, await talk.hall.event(), CLI)
    (effects,) = await talk.give(talk.said(ME, "1b"))
    assert (said(effects)[0], list(offered(effects))) == (
        "You are not checked in, so you have no ballot for vote 1. /checkin",
        ["Check in"],
    )


async def test_cast_after_the_close_is_told_the_time(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    await talk.hall.close(vote)
    assert await talk.write(ME, "/cast 1b") == ["Vote 1 closed at 14:00:00. Nothing counts after that."]


@pytest.mark.parametrize(
    "text",
    ["1b", "1 b", "1B", "/cast 1b", "/cast 1 b", "/cast 1 B", "/cast 1 2", "1 no", "1 nein", "1b.", "/cast ١b"],
)
async def test_all_ways_of_typing_a_choice(talk: Talk, text: str) -> None:
    vote = await talk.hall.open(QUESTION)
    (effects,) = await talk.give(talk.said(ME, text))
    assert said(effects) == ["Recorded: Vote 1 “Budget”: 1b · No"]
    assert redrawn(effects) == [Redraw(vote.id, await talk.hall.id(1), ME)]
    assert await stands(talk, vote) == "b"


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1a 1c", "a+c"),
        ("/cast 1 c a", "a+c"),
        ("/cast 1c, 1a", "a+c"),
        ("/cast 1 dora ada", "a+d"),
        ("1 leer", ""),
        ("1 abstain", "abstain"),
    ],
)
async def test_typed_marks(talk: Talk, text: str, choice: str) -> None:
    vote = await talk.hall.open(BOARD)
    await talk.write(ME, text)
    assert await stands(talk, vote) == choice


async def test_same_choice_again_is_recorded_and_redraws_nothing(talk: Talk) -> None:
    await talk.hall.open(QUESTION)
    await talk.write(ME, "1b")
    (effects,) = await talk.give(talk.said(ME, "1b"))
    assert (said(effects), redrawn(effects)) == (["Recorded: Vote 1 “Budget”: 1b · No"], [])


@pytest.mark.parametrize(
    ("text", "choice"), [("2", "b"), ("b", "b"), ("/cast b", "b"), ("1a", "a"), ("no", "b"), ("7", None), ("z", None)]
)
async def test_bare_words_count_as_a_reply_to_the_ballot(talk: Talk, text: str, choice: str | None) -> None:
    vote = await talk.hall.open(QUESTION)
    other = await talk.hall.open(BOARD)
    await delivered(talk)
    await talk.write(ME, text, reply_to=f"m{vote.id}")
    assert (await stands(talk, vote), await stands(talk, other)) == (choice, None)


async def test_bare_word_under_another_message_asks(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    await delivered(talk)
    assert (await talk.write(ME, "b", reply_to="elsewhere"))[0].startswith("Which vote do you mean?")
    assert await stands(talk, vote) is None


async def test_bare_word_under_a_closed_ballot_is_told_the_time(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    await delivered(talk)
    await talk.hall.close(vote)
    assert await talk.write(ME, "b", reply_to=f"m{vote.id}") == [
        "Vote 1 closed at 14:00:00. Nothing counts after that."
    ]


async def test_question_which_vote_has_a_button_for_each_that_casts(talk: Talk) -> None:
    question, board = await talk.hall.open(QUESTION), await talk.hall.open(BOARD)
    (effects,) = await talk.give(talk.said(ME, "b"))
    assert list(offered(effects)) == ["1b · No", "2b · Bo"]
    assert await talk.press(ME, offered(effects)["2b · Bo"]) == ["Recorded: 2b · Bo"]
    assert (await stands(talk, question), await stands(talk, board)) == (None, "b")


async def test_same_number_in_two_meetings_asks_only_whoever_has_both_ballots(talk: Talk) -> None:
    mine = await talk.hall.open(QUESTION)
    await second_vote(talk, 1)
    (both,), (one,) = await talk.give(talk.said(ME, "1b")), await talk.give(talk.said("telegram:2", "1b"))
    assert (said(both)[0][:23], list(offered(both))) == (
        "Which vote do you mean?",
        ["Assembly: 1b · No", "Board meeting: 1b · No"],
    )
    assert (said(one), await stands(talk, mine), await stands(talk, mine, 2)) == (
        ["Recorded: Vote 1 “Budget”: 1b · No"],
        None,
        "b",
    )


async def test_ballot_without_an_open_vote_says_so(talk: Talk) -> None:
    assert await talk.write(ME, "/ballot") == ["No vote is open at the moment. Ballots come by themselves."]


async def test_ballot_says_why_there_is_none(talk: Talk) -> None:
    await talk.hall.check_out(1)
    await talk.hall.open(QUESTION)
    await talk.hall.open(replace(QUESTION, excluded=("1",)))
    await talk.hall.check_in(1)
    assert [answer[:38] for answer in await talk.write(ME, "/ballot")] == [
        "You came after the roll of vote 1 was ",
        "You have no ballot for vote 2: a confl",
    ]


async def test_ballot_sends_mine_again(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    await delivered(talk)
    assert await talk.write(ME, "/ballot") == ["Your ballot is on its way."]
    assert await talk.hall.sent_to() == [("ballot", vote.id, ME)]


async def test_open_ballot_button_of_the_group(talk: Talk) -> None:
    vote = await talk.hall.open(BOARD)
    await delivered(talk)
    data, group = encode(OpenBallot(vote.id)), "telegram:-5"
    assert [(await talk.press(who, data, chat=group))[0][:37] for who in ("telegram:66", ME)] == [
        "I do not know this account. Open your",
        "Your ballot is on its way into our pr",
    ]
    assert await talk.hall.sent_to() == [("ballot", vote.id, ME)]
    assert await talk.press(ME, encode(OpenBallot(VoteId(404)))) == ["I do not know this vote."]


async def test_presses_of_a_batch_are_each_told_what_came_of_them(talk: Talk) -> None:
    vote = await talk.hall.open(QUESTION)
    me, tag = await talk.hall.id(1), casting.tag(vote, await talk.hall.id(1), 1)
    private = encode(CastPrivate(vote.id, 1, tag, "a"))
    group = encode(CastGroup(vote.id, "b"))
    effects = await talk.give(
        talk.pressed(ME, private),
        talk.pressed("telegram:2", private),
        talk.pressed(ME, group, chat="telegram:-5"),
    )
    assert [said(effect)[0][:37] for effect in effects] == [
        "Recorded: 1a · Yes",
        "This button was not made for you. Not",
        "Recorded: 1b · No",
    ]
    assert [redrawn(effect) for effect in effects] == [
        [Redraw(vote.id, me, ME, effects[0].answers[0].press.ref)],
        [],
        [Redraw(vote.id, me, ME)],
    ]


async def test_old_press_changes_nothing_says_what_stands_and_redraws(talk: Talk) -> None:
    vote, me = await talk.hall.open(QUESTION), await talk.hall.id(1)
    await talk.hall.cast(vote, _1="b")
    await talk.hall.run(casting.confirm, [(vote.id, me, 5)])
    (effects,) = await talk.give(talk.pressed(ME, encode(CastPrivate(vote.id, 4, casting.tag(vote, me, 4), "a"))))
    assert said(effects) == ["That was an old ballot of vote 1. Nothing changed. Recorded: 1b."]
    assert (len(redrawn(effects)), await stands(talk, vote), AGM) == (1, "b", vote.event)
