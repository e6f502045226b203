from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.contract import Ref, plain
from bot.papers.minutes import minutes_markdown
from bot.views.ballot.own import Drawing, private
from bot.wording.numbers import digest
from bot.wording.speech import speech
from core import countdown, due, roster
from core.journal import CLI
from core.model import MemberId, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from core.roster import Row
from tests.people import MOTION, START, Hall, done
from tests.podium import ANN, BEN, CHAT, Podium, podium
from tests.talk import buttons, said

pytestmark = pytest.mark.anyio
LUNCH = "Vote 1 “Lunch?”"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/open 9", "There is no vote 9."),
        ("/open x", "“x” is not the number of a vote. All votes: /votes"),
        ("/open 1 soon", "“soon” is not a time. Write 90s or 5m. Nothing was changed."),
        ("/close 1", "Vote 1 is a draft, so it cannot be closed."),
        ("/close", "No vote is in a state for this. All votes: /votes"),
        ("/extend 1 2m", "Vote 1 is a draft, so it cannot be extended."),
        ("/publish 1", "Vote 1 is a draft. There is nothing to publish."),
        ("/result 1", "Vote 1 is a draft: there is no result yet."),
        ("/result", "There is no result yet."),
        ("/publish", "No vote is in a state for this. All votes: /votes"),
    ],
)
async def test_what_cannot_be_done_with_a_draft_is_refused_with_the_reason(chair: Podium, text: str, told: str) -> None:
    await chair.hall.draft(MOTION)
    assert await chair.write(text) == [told]
    assert (await chair.vote(1)).state is VoteState.DRAFT


async def test_open_without_quorum_says_both_numbers(chair: Podium) -> None:
    await chair.write("/vote Lunch?\nquorum: 9")
    assert await chair.write("/open 1") == ["Vote 1 was not opened: no quorum. Present: 5, needed: 9"]


async def test_open_says_roll_ballots_and_who_is_excluded(chair: Podium) -> None:
    await chair.write("/vote Lunch?\nexcept: 4")
    assert await chair.lines("/open 1 45s") == [
        f"{LUNCH} is open.",
        "4 on the roll; the ballot goes to 4 chats. Delivery and turnout: in the line of the meeting.",
        "Excluded: Name4 Surname4 (4).",
        "45 s from when the ballots are delivered. Sooner: /close 1; longer: /extend 1 2m",
        f"To read aloud: {LUNCH}: voting has begun. "
        "Until it is closed there are no points of order and no new motions.",
        f"Record: {digest((await chair.vote(1)).opening)}",
    ]


async def test_open_speaks_of_people_and_of_chats_where_somebody_has_two(chair: Podium) -> None:
    done(await chair.hall.run(roster.import_rows, [Row("3", "Cem", accounts=("matrix:@cem:a.org",))], CLI))
    assert await chair.write("/registration open") == ["Check-in is open. The card goes to 6 chats."]
    await chair.write("/vote Lunch?")
    assert (await chair.lines("/open 1"))[1].startswith("5 on the roll; the ballot goes to 6 chats.")
    for delivery in await chair.hall.waiting():
        await chair.hall.settle(delivery, DeliveryState.SENT)
    assert await chair.write("/remind 1") == [
        f"{LUNCH}: the ballot goes to 6 chats again, of those who have not voted."
    ]


async def test_open_pressed_by_two_chairs_opens_once(chair: Podium) -> None:
    opening = (await chair.buttons("/vote Lunch?"))["Open vote 1"]
    first, second = await chair.talk.give(
        chair.talk.pressed(ANN, opening, CHAT), chair.talk.pressed(BEN, opening, CHAT)
    )
    assert said(first)[0] == f"Open: {LUNCH}. 5 on the roll."
    assert said(second) == ["Vote 1 is already open."]
    assert len(await chair.hall.waiting()) == 5


async def test_second_chair_hears_who_closed(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.write("/close 1") == []
    assert await chair.write("/close 1", BEN) == ["Vote 1 was already closed by Name1 Surname1 at 14:00:00."]
    assert [kind for kind, _, chat in await chair.hall.sent_to() if chat == CHAT] == ["closed"]


async def test_last_call_says_when_and_how_many_are_missing(chair: Podium) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a", _2="b")
    assert await chair.write("/close 1 30") == [f"Last call: {LUNCH} closes at 14:00:30, in 30 s. 3 have not voted."]
    assert (await chair.vote(1)).closes_at == START + timedelta(seconds=30)


async def test_extend_without_a_number_means_the_only_open_vote(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.write("/extend 2m") == [f"{LUNCH}: 2 min more. It closes at 14:02:00."]
    assert await chair.write("/extend 1") == ["Write it like this: /extend 7 2m, /extend 7 -1m, /extend 7 none"]


async def test_cancel_asks_for_the_reason_and_names_the_vote(chair: Podium) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a")
    question = [
        f"Cancel {LUNCH}? The one ballot is destroyed. There will be no result.",
        "If so, send the reason, which goes into the minutes: /cancel 1 WHY",
    ]
    assert await chair.lines("/cancel 1") == question
    assert await chair.lines("/cancel wrong wording") == question
    assert await chair.lines("/cancel 1 yes") == question
    assert (await chair.vote(1)).state is VoteState.OPEN


async def test_cancel_with_a_reason_is_done_once(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.lines("/cancel 1 wrong <wording>") == [
        f"{LUNCH} is cancelled. There is no result; nobody had voted.",
        "Reason for the minutes: wrong <wording>",
    ]
    assert await chair.write("/cancel 1 again") == ["Vote 1 is already cancelled."]


@pytest.mark.parametrize(
    ("cast", "told"), [("1", "and the one ballot is destroyed."), ("12", "and its 2 ballots are destroyed.")]
)
async def test_cancel_says_how_many_ballots_are_destroyed(chair: Podium, cast: str, told: str) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, **{f"_{number}": "a" for number in cast})
    assert (await chair.lines("/cancel 1 wrong"))[0] == f"{LUNCH} is cancelled. There is no result, {told}"


async def test_usual_reason_is_told_in_the_language_of_who_reads_it(chair: Podium) -> None:
    await chair.hall.close(await chair.hall.open())
    await chair.write("/reopen 1")
    vote, empty = await chair.vote(1), Drawing(MemberId(1), 3, None, None)
    told = {language: plain(private(speech(language), vote, empty).text) for language in ("en", "de")}
    assert [("closed too early" in told["en"]), "zu früh geschlossen" in told["de"]] == [True, True]
    minutes = await chair.hall.run(minutes_markdown, await chair.hall.event(), speech("de"))
    assert ("zu früh geschlossen" in minutes, "closed too early" in minutes) == (True, False)


async def test_cancel_takes_a_long_reason_and_no_endless_one(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.write("/cancel 1 " + "<" * 1001) == ["The text has 1,001 characters; 1,000 are possible."]
    assert (await chair.vote(1)).state is VoteState.OPEN
    (answer,) = await chair.write("/cancel 1 " + "<" * 1000)
    assert answer.endswith("<")
    assert (await chair.vote(1)).reason == "<" * 1000


async def test_counted_vote_cannot_be_cancelled(chair: Podium) -> None:
    await chair.hall.count(await chair.hall.close(await chair.hall.open()))
    assert await chair.write("/cancel 1") == ["Vote 1 is counted or over already, so it cannot be cancelled."]


async def test_box_is_opened_by_a_press_once(chair: Podium) -> None:
    vote = await chair.hall.close(await chair.hall.open())
    box = f"1v.count.{vote.id}"
    assert (await chair.press(box))[0] == f"Counted: {LUNCH}"
    assert await chair.press(box, BEN) == ["Vote 1 is already counted."]


async def test_publish_takes_all_or_none(chair: Podium) -> None:
    await chair.hall.count(await chair.hall.close(await chair.hall.open()))
    await chair.hall.open()
    assert await chair.write("/publish 1 2") == ["Vote 2 is still open. Close it first: /close 2"]
    assert (await chair.vote(1)).state is VoteState.COUNTED
    assert await chair.write("/publish 1, 1") == [f"Published to members: {LUNCH}"]
    assert await chair.write("/publish 1") == ["Vote 1 is published already."]


async def test_publish_button_goes_away_with_the_press(chair: Podium) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a")
    await chair.hall.count(await chair.hall.close(vote))
    publish = (await chair.buttons("/result"))["Publish vote 1 to members"]
    (effects,) = await chair.talk.give(chair.talk.pressed(ANN, publish, CHAT))
    assert [answer.text for answer in effects.answers] == [f"Published: {LUNCH}"]
    assert [post.message.rows for post in effects.posts] == [()]
    assert (await chair.press(publish, BEN))[0] == "Vote 1 is published already."


async def test_publishing_draws_the_pressed_message_anew_once(chair: Podium) -> None:
    vote = await chair.hall.open()
    await chair.hall.cast(vote, _1="a")
    await chair.hall.count(await chair.hall.close(vote))
    told = {item.kind: item for item in await chair.hall.waiting() if item.chat == CHAT}
    await chair.hall.settle(told[DeliveryKind.COUNTED], DeliveryState.SENT, ref="7")
    publish = (await chair.buttons("/result"))["Publish vote 1 to members"]
    (effects,) = await chair.talk.give(replace(chair.talk.pressed(ANN, publish, CHAT), ref=Ref(CHAT, "7")))
    assert [post.ref for post in effects.posts] == [Ref(CHAT, "7")]
    assert [item.kind for item in await chair.hall.waiting(DeliveryState.STALE)] == []


async def test_members_read_a_result_only_when_it_is_published(chair: Podium) -> None:
    await chair.hall.count(await chair.hall.close(await chair.hall.open()))
    assert await chair.write("/result 1", "telegram:3", "") == ["Vote 1 has no published result yet."]
    await chair.write("/publish 1")
    (answer,) = await chair.write("/result 1", "telegram:3", "")
    assert answer.startswith("Result · Vote 1 “Lunch?”\nNo result")
    assert await chair.write("/result 1", "telegram:3", "telegram:-7") == []


async def test_held_vote_is_given_more_time(chair: Podium) -> None:
    await chair.write("/vote Lunch?\ntime: 60s")
    await chair.write("/open 1")
    await chair.hall.run(countdown.start_countdown, await chair.vote(1), "system")
    chair.hall.clock.forward(120)
    (vote,) = await chair.hall.run(due.hold, START, START + timedelta(seconds=120))
    more = f"1v.more.{vote.id}"
    assert await chair.press(more) == [
        f"{LUNCH}: 3 min more. It closes at 14:05:00.",
        f"{LUNCH} goes on for 3 min after the outage.",
    ]
    assert await chair.press(more, BEN) == ["Vote 1 is not held.", f"{LUNCH}: the time after the outage is decided."]


async def test_held_vote_is_closed_as_of_its_deadline(chair: Podium) -> None:
    await chair.write("/vote Lunch?\ntime: 60s")
    await chair.write("/open 1")
    await chair.hall.run(countdown.start_countdown, await chair.vote(1), "system")
    chair.hall.clock.forward(120)
    (vote,) = await chair.hall.run(due.hold, START, START + timedelta(seconds=120))
    toast, _ = await chair.press(f"1v.asof.{vote.id}")
    assert toast == f"{LUNCH} is closed as of 14:01:00."
    assert (await chair.vote(1)).closed_at == START + timedelta(seconds=60)


async def test_unreached_members_are_named(chair: Podium) -> None:
    vote = await chair.hall.open()
    (effects,) = await chair.talk.give(chair.talk.pressed(ANN, f"1v.unreached.{vote.id}", CHAT))
    toast, text = said(effects)
    assert toast == f"{LUNCH}: 5 not reached"
    assert text.splitlines()[1] == "Name1 Surname1, member 1"
    assert buttons([post.message for post in effects.posts]) == {}


async def test_what_buttons_do_can_be_typed(chair: Podium) -> None:
    await chair.write("/vote Lunch?\ntime: 60s")
    await chair.write("/open 1")
    assert (await chair.vote(1)).closes_at is None
    await chair.write("/open 1")
    started = await chair.vote(1)
    assert (started.start_by, started.closes_at is not None) == (None, True)
    await chair.hall.run(due.hold, chair.hall.clock.now(), chair.hall.clock.now(), always=True)
    chair.hall.clock.forward(300)
    await chair.write("/close 1")
    closed = await chair.vote(1)
    assert (closed.state, closed.closed_at) == (VoteState.CLOSED, started.closes_at)
    await chair.write("/result 1")
    assert (await chair.vote(1)).state is VoteState.COUNTED


async def test_what_nobody_sees_in_a_typed_line_changes_nothing(chair: Podium) -> None:
    await chair.write("/vote Budget\n\u200bMehrheit: \u200e2/3\u200b")
    assert (await chair.vote(1)).definition.majority == "at least 2/3 of yes_no"
    await chair.write("/role 4 desk\u200b")
    opened = await chair.write("/open \u200e1\u2060 2m\ufeff")
    assert opened[0].splitlines()[0] == "Vote 1 “Budget” is open."
    assert (await chair.vote(1)).definition.time == 120
    await chair.write("1a\u200b", "telegram:3", "")
    await chair.write("/cast \uff11\uff42", "telegram:4", "")
    assert (await chair.vote(1)).cast.heads == 2


async def test_vote_is_not_opened_for_less_time_than_anybody_needs(chair: Podium) -> None:
    await chair.write("/vote Budget")
    assert await chair.write("/open 1 2") == [
        "Number 1 was not opened: nobody can vote in so short a time. It takes at least 5 seconds; minutes are written"
        " 2m."
    ]
    assert (await chair.vote(1)).state is VoteState.DRAFT
