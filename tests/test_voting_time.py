from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from core import countdown, due, floor, voting
from core.errors import Damaged, Refusal, refuse
from core.journal import CLI
from core.limits import LONGEST_TIME
from core.model import EventId, EventSettings, Hold, Purpose, Vote, VoteState
from core.outgoing import DeliveryState
from core.store import journal
from tests.people import AGM, MOTION, START, Hall, Happened, code, done

pytestmark = pytest.mark.anyio
TIMED = replace(MOTION, time=90.0)
OPEN, CLOSED, COUNTED = VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


async def running(hall: Hall) -> Vote:
    """An open vote that closes in 90 seconds."""
    return done(await hall.run(countdown.start_countdown, await hall.open(TIMED), CLI))


async def times(hall: Hall, vote: Vote) -> tuple[VoteState, datetime | None, datetime | None]:
    """State, deadline, time of closing."""
    now = await hall.again(vote)
    return now.state, now.closes_at, now.closed_at


async def outage(hall: Hall, start: float, end: float) -> list[Vote]:
    return await hall.run(due.hold, at(start), at(end))


# -- the countdown


async def test_countdown_waits_for_delivery_and_starts_when_it_is_done(hall: Hall) -> None:
    vote = await hall.open(TIMED)
    *most, last = await hall.waiting()
    for delivery in most:
        await hall.settle(delivery, DeliveryState.SENT)
    hall.clock.forward(30)
    assert (await hall.due()).started == []
    await hall.settle(last, DeliveryState.FAILED, error="blocked")
    assert ([one.number for one in (await hall.due()).started], await times(hall, vote)) == ([1], (OPEN, at(120), None))
    assert (await hall.due()).started == []


async def test_countdown_starts_after_the_wait_although_ballots_are_under_way(hall: Hall) -> None:
    vote = await hall.open(TIMED)
    hall.clock.forward(119.9)
    early = (await hall.due()).started
    hall.clock.forward(0.1)
    assert (early, len((await hall.due()).started), await times(hall, vote)) == ([], 1, (OPEN, at(210), None))


async def test_chair_starts_the_countdown_once(hall: Hall) -> None:
    vote = await running(hall)
    entry = (await hall.run(journal.entries, AGM))[-1]
    assert (entry.kind, entry.data) == ("vote.countdown", {"vote": vote.number, "seconds": 90})
    again = await hall.run(countdown.start_countdown, vote, CLI)
    endless = await hall.run(countdown.start_countdown, await hall.open(), CLI)
    assert (code(again), code(endless), vote.closes_at) == ("no-countdown", "no-countdown", at(90))


async def test_vote_without_a_time_stays_open(hall: Hall) -> None:
    vote = await hall.open()
    hall.clock.forward(86_400)
    assert (await hall.due(), await times(hall, vote)) == (Happened(), (OPEN, None, None))


async def test_time_given_at_opening_replaces_that_of_the_draft(hall: Hall) -> None:
    draft = await hall.draft(TIMED)
    await hall.run(voting.open_vote, await hall.event(), draft, CLI, timedelta(seconds=10))
    started = done(await hall.run(countdown.start_countdown, await hall.again(draft), CLI))
    assert started.closes_at == at(10)


# -- closing and counting by themselves


async def test_deadline_closes_and_the_undo_window_counts(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(89.999)
    before = (await hall.due()).closed
    hall.clock.forward(0.001)
    assert (before, [one.closed_by for one in (await hall.due()).closed]) == ([], ["system"])
    hall.clock.forward(9.999)
    assert ((await hall.due()).counted, await times(hall, vote)) == ([], (CLOSED, None, at(90)))
    hall.clock.forward(0.001)
    assert ([one.state for one in (await hall.due()).counted], await hall.due()) == ([COUNTED], Happened())


async def test_tick_that_comes_late_closes_as_of_the_deadline(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(95)
    await hall.due()
    assert await times(hall, vote) == (CLOSED, None, at(90))


async def test_last_missing_voter_closes_only_if_the_rule_says_so(hall: Hall) -> None:
    quick, other = await hall.open(replace(MOTION, close_when_all=True)), await hall.open()
    for vote in (quick, other):
        await hall.cast(vote, _1="a", _2="a", _3="a", _4="a")
    early = (await hall.due()).closed
    for vote in (quick, other):
        await hall.cast(vote, _5="b")
    assert (early, [one.number for one in (await hall.due()).closed]) == ([], [quick.number])


async def test_votes_of_the_same_number_in_two_events_are_both_counted(hall: Hall) -> None:
    other = EventSettings(EventId("other"), "Other")
    await hall.run(floor.configure, [other])
    event = done(await hall.run(floor.change_state, await hall.event(other.id), "open", CLI))
    await hall.run(floor.check_in, event, await hall.member(1), CLI)
    event = await hall.event(other.id)
    mine, theirs = await hall.open(), done(await hall.run(voting.draft, event, MOTION, CLI))
    done(await hall.run(voting.open_vote, event, theirs, CLI))
    for vote in (mine, theirs):
        await hall.close(vote)
    hall.clock.forward(10)
    assert [(one.event, one.number) for one in (await hall.due()).counted] == [(AGM, 1), (other.id, 1)]


# -- more or less time


async def test_extension_counts_from_the_deadline_or_from_now(hall: Hall) -> None:
    vote, endless = await running(hall), await hall.open()
    hall.clock.forward(30)
    more = done(await hall.run(countdown.extend, vote, timedelta(seconds=60), CLI))
    some = done(await hall.run(countdown.extend, endless, timedelta(seconds=60), CLI))
    assert (more.closes_at, some.closes_at) == (at(150), at(90))


async def test_extension_before_the_countdown_never_shortens_it(hall: Hall) -> None:
    vote = done(await hall.run(countdown.extend, await hall.open(TIMED), timedelta(seconds=30), CLI))
    assert (vote.closes_at, vote.start_by) == (at(120), None)


async def test_vote_runs_for_a_year_at_most_to_the_second(hall: Hall) -> None:
    year, second = timedelta(seconds=LONGEST_TIME), timedelta(seconds=1)
    draft, endless = await hall.draft(), await hall.open()
    late = await hall.run(voting.open_vote, await hall.event(), draft, CLI, year + second)
    timed = done(await hall.run(voting.open_vote, await hall.event(), draft, CLI, year))
    early = [await hall.run(act, endless, year + second, CLI) for act in (countdown.extend, countdown.close_in)]
    assert [code(refused) for refused in early] == ["time-long"] * 2
    assert late == refuse("time-long", number=draft.number, limit=365)
    for act in (countdown.close_in, countdown.extend):
        longest = done(await hall.run(act, await hall.open(), year, CLI))
        assert longest.closes_at == START + year
        assert code(await hall.run(countdown.extend, longest, second, CLI)) == "time-long"
    # the time of a vote whose countdown waits is reckoned with
    assert (timed.definition.time, code(await hall.run(countdown.extend, timed, second, CLI))) == (
        LONGEST_TIME,
        "time-long",
    )
    hall.clock.forward(1)
    assert done(await hall.run(countdown.extend, longest, second, CLI)).closes_at == START + year + second


async def test_last_call_closes_by_itself(hall: Hall) -> None:
    vote = done(await hall.run(countdown.close_in, await hall.open(), timedelta(seconds=30), CLI))
    assert code((await hall.cast(vote, _1="a"))[0]) == ""
    hall.clock.forward(30)
    assert (len((await hall.due()).closed), await times(hall, vote)) == (1, (CLOSED, None, at(30)))
    assert (
        code(await hall.run(countdown.close_in, await hall.again(vote), timedelta(seconds=30), CLI)) == "already-closed"
    )


# -- outages


async def test_short_silence_holds_nothing_and_the_deadline_stands(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(100)
    assert await outage(hall, 65, 95) == []
    await hall.due()
    assert await times(hall, vote) == (CLOSED, None, at(90))


async def test_deadline_during_an_outage_is_held_and_casts_wait_for_the_chair(hall: Hall) -> None:
    vote = await running(hall)
    await hall.cast(vote, _1="a")
    hall.clock.forward(100)
    (held,) = await outage(hall, 60, 100)
    assert (held.hold, await hall.due()) == (Hold(at(60), at(100)), Happened())
    assert await hall.cast(vote, _2="a") == [Refusal("chair-decides", {"number": vote.number})]
    assert await times(hall, vote) == (OPEN, at(90), None)


async def test_nothing_closes_while_a_network_is_out(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(100)
    assert ((await hall.due(at(95 - 40))).closed, (await times(hall, vote))[0]) == ([], OPEN)


async def test_deadline_that_lay_before_the_outage_is_not_held(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(700)
    assert await outage(hall, 90, 700) == []
    assert ([one.number for one in (await hall.due()).closed], (await times(hall, vote))[2]) == ([1], at(90))


async def test_casts_before_the_deadline_go_on_during_a_hold(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(50)
    await outage(hall, 10, 50)
    assert code((await hall.cast(vote, _1="a"))[0]) == ""
    hall.clock.forward(50)
    assert (await hall.due(), await times(hall, vote)) == (Happened(), (OPEN, at(90), None))


async def test_after_an_outage_those_without_a_vote_get_their_ballot_again(hall: Hall) -> None:
    timed, endless = await running(hall), await hall.open()
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await hall.cast(timed, _1="a", _2="a", _3="a", _4="a")
    await hall.cast(endless, _2="a", _3="a", _4="a", _5="a")
    hall.clock.forward(60)
    touched = await outage(hall, 0, 60)
    assert [(one.number, one.hold) for one in touched] == [(1, Hold(at(0), at(60))), (2, None)]
    assert await hall.sent_to() == [("ballot", timed.id, "telegram:5"), ("ballot", endless.id, "telegram:1")]


async def test_chair_is_asked_about_votes_with_a_deadline_only(hall: Hall) -> None:
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    done(await hall.run(floor.bind, "telegram:-100", text, await hall.person(1)))
    timed, _, _ = await running(hall), await hall.open(), await hall.open(TIMED)
    await outage(hall, -300, 60)
    asked = [(kind, subject) for kind, subject, chat in await hall.sent_to() if chat == "telegram:-100"]
    assert asked == [("held", timed.id)]
    assert [entry.kind for entry in await hall.run(journal.entries, AGM)][-1] == "vote.hold"


async def test_second_outage_lengthens_the_hold(hall: Hall) -> None:
    await running(hall)
    await outage(hall, 10, 50)
    (held,) = await outage(hall, 60, 200)
    assert held.hold == Hold(at(10), at(200))


async def test_hold_ends_with_more_time_for_all(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(100)
    await outage(hall, 60, 100)
    more = done(await hall.run(countdown.extend, await hall.again(vote), timedelta(minutes=3), CLI))
    assert (more.hold, more.closes_at, code((await hall.cast(vote, _2="a"))[0])) == (None, at(280), "")
    hall.clock.forward(180)
    assert [one.number for one in (await hall.due()).closed] == [1]


async def test_hold_ends_by_closing_as_of_the_deadline(hall: Hall) -> None:
    vote = await running(hall)
    assert await hall.run(voting.close_as_of, vote, CLI, "Ann") == refuse("no-hold", number=vote.number)
    await hall.cast(vote, _1="a")
    hall.clock.forward(100)
    await outage(hall, 60, 100)
    done(await hall.run(voting.close_as_of, await hall.again(vote), CLI, "Ann"))
    assert (await times(hall, vote), (await hall.again(vote)).cast.heads) == ((CLOSED, None, at(90)), 1)


async def test_hold_ends_by_cancelling(hall: Hall) -> None:
    vote = await running(hall)
    await outage(hall, 10, 60)
    gone = done(await hall.run(voting.cancel, await hall.again(vote), "outage", CLI, "Ann"))
    assert (gone.state, gone.hold, gone.closes_at) == (VoteState.CANCELLED, None, None)


async def test_countdown_that_waited_during_the_outage_is_not_held_and_runs_in_full(hall: Hall) -> None:
    vote = await hall.open(TIMED)
    hall.clock.forward(300)
    (touched,) = await outage(hall, 10, 300)
    await hall.due()
    assert (touched.hold, await times(hall, vote)) == (None, (OPEN, at(390), None))


# -- one that cannot be read, and what was not taken in


async def test_vote_that_cannot_be_read_is_in_no_other_s_way(hall: Hall) -> None:
    broken, sound = await running(hall), await running(hall)
    await hall.run(lambda tx: tx.db.execute(text("UPDATE wording SET definition = '[]' WHERE vote_id = 1")))
    hall.clock.forward(90)
    wanted = await hall.run(due.due)
    assert [what.vote for what in wanted] == [broken.id, sound.id]
    with pytest.raises(Damaged):
        await hall.run(due.bring_about, wanted[0], hall.clock.now())
    await hall.run(due.bring_about, wanted[1], hall.clock.now())
    await hall.run(due.failed, wanted[0], "Damaged")
    assert (await times(hall, sound))[0] == CLOSED
    assert (await hall.run(journal.entries, AGM))[-1].kind == "close.failed"


async def test_deadline_waits_until_what_was_said_before_it_is_taken_in(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(100)
    assert ((await hall.due(at(89))).closed, (await times(hall, vote))[0]) == ([], OPEN)
    (held,) = await hall.run(due.hold, at(85), at(98), crossed=True)
    assert (held.hold, await hall.run(due.hold, at(85), at(98), crossed=True)) == (Hold(at(85), at(98)), [])


async def test_undo_window_and_confirmation_get_the_time_that_was_lost(hall: Hall) -> None:
    await hall.close(await hall.open())
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(seconds=60), CLI)
    hall.clock.forward(3600)
    await hall.run(due.postpone, None, timedelta(hours=1))
    hall.clock.forward(9)
    early = await hall.due()
    hall.clock.forward(60)
    later = await hall.due()
    assert (early, len(later.counted), later.confirmed) == (Happened(), 1, [AGM])
