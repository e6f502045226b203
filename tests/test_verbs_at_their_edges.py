"""The chair's verbs at their limits: the last second, a hold, who gets a message, and what is left after them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core import countdown, due, floor, paper, roster, voting
from core.errors import refuse
from core.journal import CLI
from core.limits import SHORTEST_TIME
from core.model import EventSettings, Purpose, Vote, VoteState
from core.outgoing import DeliveryState
from core.roster import Row
from core.rules import QuorumState
from core.store import deliveries, events, journal
from core.telling import read_alarm
from core.totals import UNIT, Totals
from tests.people import AGM, LATECOMERS, MOTION, START, Hall, Happened, code, done
from tests.proxied import RULES, away

pytestmark = pytest.mark.anyio
TIMED = replace(MOTION, time=90.0)
GROUP = "telegram:-9"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


async def arrive(hall: Hall) -> None:
    """Everything that waits is sent."""
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)


async def running(hall: Hall, seconds: float = 90.0) -> Vote:
    """An open vote whose ballots have arrived and which closes in so many seconds."""
    vote = await hall.open(replace(MOTION, time=seconds))
    await arrive(hall)
    return done(await hall.run(countdown.start_countdown, vote, CLI))


async def held(hall: Hall) -> Vote:
    """A vote whose deadline an outage holds, with member 1's vote in it."""
    vote = await running(hall)
    await hall.cast(vote, _1="a")
    hall.clock.forward(100)
    await hall.run(due.hold, at(60), at(100))
    await arrive(hall)
    return await hall.again(vote)


async def reminded(hall: Hall) -> list[tuple[str, bool]]:
    """Who gets a ballot, and whether it comes as a reminder."""
    return sorted((delivery.chat, delivery.reminds) for delivery in await hall.waiting() if delivery.kind == "ballot")


# -- drafts


async def test_secrecy_that_members_demanded_is_not_edited_away_and_the_draft_stays_what_it_is(hall: Hall) -> None:
    demanded = replace(MOTION, secret=True, demanded=True, round=2, follows=7)
    draft = await hall.draft(demanded)
    assert await hall.run(voting.edit, draft, MOTION, CLI) == refuse("secret-demanded", number=1)
    assert await hall.again(draft) == draft
    changed = done(await hall.run(voting.edit, draft, replace(MOTION, secret=True, title="Supper?"), CLI))
    assert changed.definition == replace(demanded, title="Supper?")


async def test_draft_that_was_shown_is_shown_anew_when_it_is_edited_and_no_other_one(hall: Hall) -> None:
    draft, other = await hall.draft(), await hall.draft()
    for vote in (draft, other):
        done(await hall.run(voting.show, await hall.event(), vote, CLI))
    await arrive(hall)
    done(await hall.run(voting.edit, await hall.again(draft), replace(MOTION, title="Supper?"), CLI))
    assert await hall.sent_to() == [("draft", draft.id, f"telegram:{number}") for number in range(1, 6)]


async def test_draft_is_copied_once_for_each_press(hall: Hall) -> None:
    vote, event = await hall.open(), await hall.event()
    copied = [await hall.run(voting.copy, event, vote, once, CLI) for once in ("press-1", "press-1", "press-2", "", "")]
    assert copied[1] == refuse("draft-copied")
    drafts = [done(copy) for copy in (copied[0], *copied[2:])]
    assert [(copy.number, copy.state, copy.definition) for copy in drafts] == [
        (number, VoteState.DRAFT, vote.definition) for number in (2, 3, 4, 5)
    ]


async def test_open_vote_is_not_edited_and_named(hall: Hall) -> None:
    vote = await hall.open()
    assert await hall.run(voting.edit, vote, replace(MOTION, title="Supper?"), CLI) == refuse("edit-open", number=1)
    assert await hall.again(vote) == vote


# -- while an outage holds the vote, the chair decides


async def test_held_vote_is_neither_shortened_nor_are_members_reminded(hall: Hall) -> None:
    vote = await held(hall)
    before = await hall.run(journal.head, AGM)
    assert [
        await hall.run(countdown.shorten, vote, timedelta(seconds=10), CLI),
        await hall.run(countdown.remind, vote, CLI),
    ] == [refuse("no-clock", number=1), refuse("chair-decides", number=1)]
    assert (await reminded(hall), await hall.run(journal.head, AGM), await hall.again(vote)) == ([], before, vote)


async def test_held_vote_is_closed_as_of_its_deadline_or_of_now_if_that_is_earlier(hall: Hall) -> None:
    late = await hall.run(voting.close_as_of, await held(hall), CLI, "Ann")
    early = await running(hall)
    hall.clock.forward(50)
    (early,) = [vote for vote in await hall.run(due.hold, at(100), at(150)) if vote.id == early.id]
    assert early.closes_at == at(190)
    now = await hall.run(voting.close_as_of, early, CLI, "Ann")
    assert (done(late).closed_at, done(now).closed_at) == (at(90), at(150))


async def test_clock_that_is_stopped_ends_a_hold(hall: Hall) -> None:
    vote = done(await hall.run(countdown.stop_clock, await held(hall), CLI))
    assert (vote.hold, vote.closes_at, vote.start_by, vote.state) == (None, None, None, VoteState.OPEN)
    assert code((await hall.cast(vote, _2="a"))[0]) == ""


async def test_clock_that_is_stopped_before_it_runs_never_starts_by_itself(hall: Hall) -> None:
    vote = await hall.open(TIMED)
    done(await hall.run(countdown.stop_clock, vote, CLI))
    await arrive(hall)
    hall.clock.forward(600)
    assert await hall.due() == Happened()
    stopped = await hall.again(vote)
    assert (stopped.start_by, stopped.closes_at, stopped.state) == (None, None, VoteState.OPEN)


# -- time, to the second


async def test_opening_writes_down_when_and_until_when_the_countdown_waits_if_there_is_one(hall: Hall) -> None:
    hall.clock.forward(7)
    endless, timed = await hall.open(), await hall.open(TIMED)
    wait = (await hall.event()).settings.wait
    assert [(vote.opened_at, vote.start_by) for vote in (endless, timed)] == [(at(7), None), (at(7), at(7 + wait))]
    assert await hall.run(countdown.start_countdown, endless, CLI) == refuse("no-countdown", number=1)


async def test_vote_that_nobody_could_cast_in_stays_a_draft_and_is_named(hall: Hall) -> None:
    draft = await hall.draft(replace(MOTION, excluded=("1", "2", "3", "4", "5")))
    assert await hall.run(voting.open_vote, await hall.event(), draft, CLI) == refuse("roll-empty", number=1)
    assert (await hall.again(draft), await hall.sent_to()) == (draft, [])


async def test_time_is_taken_away_down_to_the_shortest_and_no_further(hall: Hall) -> None:
    vote = await running(hall)
    too_much = timedelta(seconds=90 - SHORTEST_TIME, microseconds=1)
    refused = await hall.run(countdown.shorten, vote, too_much, CLI)
    assert refused == refuse("shorten-all", number=1, at=at(90))
    shorter = done(await hall.run(countdown.shorten, vote, timedelta(seconds=90 - SHORTEST_TIME), CLI))
    assert shorter.closes_at == at(SHORTEST_TIME)


async def test_refused_time_says_the_vote_and_the_limit_in_days(hall: Hall) -> None:
    vote = await running(hall)
    refused = await hall.run(countdown.extend, vote, timedelta(days=366), CLI)
    assert (refused, (await hall.again(vote)).closes_at) == (refuse("time-long", number=1, limit=365), at(90))


async def test_closing_leaves_the_undo_window_and_no_clock(hall: Hall) -> None:
    vote = await running(hall)
    hall.clock.forward(30)
    await hall.cast(vote, _1="a")
    closed = done(await hall.run(voting.close, await hall.again(vote), CLI, "Ann"))
    assert (closed.state, closed.closed_at, closed.closed_by, closed.count_at) == (
        VoteState.CLOSED, at(30), "Ann", at(40),
    )  # fmt: skip
    assert (closed.closes_at, closed.start_by, closed.hold) == (None, None, None)
    assert (closed.entitled, closed.roll, closed.cast) == (Totals(5, 5 * UNIT), Totals(5, 5 * UNIT), Totals(1, UNIT))


async def test_cancelled_vote_has_no_clock_any_more(hall: Hall) -> None:
    vote = done(await hall.run(voting.cancel, await hall.open(TIMED), "wrong text", CLI, "Ann"))
    assert (vote.start_by, vote.closes_at, vote.hold) == (None, None, None)
    hall.clock.forward(1000)
    await hall.due()
    assert (await hall.again(vote)).state is VoteState.CANCELLED


# -- who gets what


async def test_reminder_and_last_call_go_to_those_alone_who_have_not_voted(hall: Hall) -> None:
    vote = await running(hall)
    await hall.cast(vote, _1="a", _2="b", _3="c")
    sent = await hall.run(countdown.remind, await hall.again(vote), CLI)
    assert (sent, await reminded(hall)) == (2, [("telegram:4", True), ("telegram:5", True)])
    await arrive(hall)
    await hall.cast(vote, _4="a")
    done(await hall.run(countdown.close_in, await hall.again(vote), timedelta(seconds=30), CLI))
    assert await reminded(hall) == [("telegram:5", True)]


async def test_draft_that_is_shown_goes_to_everybody_and_to_the_group(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("90", "Guest", votes=False, accounts=("telegram:90",))], CLI))
    await hall.run(events.put_channel, GROUP, AGM, Purpose.GROUP)
    await hall.check_out(2)
    draft = await hall.draft()
    shown = done(await hall.run(voting.show, await hall.event(), draft, CLI))
    chats = [GROUP, *(f"telegram:{number}" for number in (1, 2, 3, 4, 5, 90))]
    assert (shown.shown, await hall.sent_to()) == (True, [("draft", draft.id, chat) for chat in chats])


async def test_vote_with_papers_says_so_in_the_journal_of_its_opening(hall: Hall) -> None:
    done(await hall.run(paper.check_in, await hall.event(), await hall.member(4), CLI))
    await hall.open()
    (entry,) = await hall.run(journal.of_kind, AGM, "vote.open")
    assert (entry.data["paper"], entry.data["entitled"]) == ([1, UNIT], [5, 5 * UNIT])


# -- latecomers at the deadline


async def test_latecomer_at_the_deadline_gets_no_ballot_although_nothing_was_closed_yet(hall: Hall) -> None:
    await hall.check_out(4, 5)
    vote = done(await hall.run(countdown.start_countdown, await hall.open(replace(LATECOMERS, time=60.0)), CLI))
    await arrive(hall)
    hall.clock.forward(59)
    await hall.check_in(4)
    before = await reminded(hall)
    await arrive(hall)
    hall.clock.forward(1)
    await hall.check_in(5)
    assert (before, await reminded(hall)) == ([("telegram:4", False)], [])
    assert (await hall.on_roll(vote), (await hall.again(vote)).roll) == (["1", "2", "3", "4"], Totals(4, 4 * UNIT))


async def test_latecomer_during_a_hold_gets_a_ballot(hall: Hall) -> None:
    await hall.check_out(5)
    vote = done(await hall.run(countdown.start_countdown, await hall.open(replace(LATECOMERS, time=90.0)), CLI))
    await arrive(hall)
    hall.clock.forward(100)
    await hall.run(due.hold, at(60), at(100))
    await arrive(hall)
    await hall.check_in(5)
    assert (await reminded(hall), (await hall.again(vote)).roll.heads) == ([("telegram:5", False)], 5)


# -- the meeting


async def test_who_is_there_is_answered_while_registration_is_closed_and_nobody_else(hall: Hall) -> None:
    await hall.check_out(1)
    one, two = await hall.id(1), await hall.id(2)
    answer = await hall.run(floor.check_in_selves, await hall.event(), [one, two])
    assert (answer, (await hall.event()).present.heads) == ({two: floor.Arrived(two, already=True)}, 4)


async def test_members_check_in_until_registration_closes_and_no_longer(hall: Hall) -> None:
    await hall.check_out(1, 2)
    done(await hall.run(floor.open_registration, await hall.event(), CLI))
    done(await hall.run(floor.check_in_selves, await hall.event(), [await hall.id(1)]))
    await hall.run(floor.close_registration, await hall.event(), CLI)
    late = await hall.run(floor.check_in_selves, await hall.event(), [await hall.id(2)])
    event = await hall.event()
    assert (late, event.registration, event.present.heads) == (refuse("registration-closed"), False, 4)


async def test_card_that_asks_to_confirm_is_the_card_of_the_meeting(hall: Hall) -> None:
    await hall.check_out(5)
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    assert await hall.sent_to() == [("card", 0, f"telegram:{number}") for number in range(1, 5)]


async def test_meeting_that_is_over_asks_nobody_any_more(hall: Hall) -> None:
    done(await hall.run(floor.open_registration, await hall.event(), CLI))
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    paused = done(await hall.run(floor.change_state, await hall.event(), "pause", CLI))
    assert (paused.registration, paused.confirm_by) == (True, at(300))
    done(await hall.run(floor.change_state, paused, "resume", CLI))
    over = done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert (over.registration, over.confirm_by) == (False, None)


async def test_end_of_the_record_is_told_to_chair_and_group_when_the_meeting_closes_and_not_before(hall: Hall) -> None:
    for chat, purpose in (("telegram:-100", Purpose.CHAIR), (GROUP, Purpose.GROUP)):
        await hall.run(events.put_channel, chat, AGM, purpose)
    done(await hall.run(floor.change_state, await hall.event(), "pause", CLI))
    before = [chat for kind, _, chat in await hall.sent_to() if kind == "alarm"]
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    alarms = [(delivery.chat, delivery.subject) for delivery in await hall.waiting() if delivery.kind == "alarm"]
    (closing,) = await hall.run(journal.of_kind, AGM, "event.close")
    said = [read_alarm(await hall.run(deliveries.notice, subject)) for subject in {subject for _, subject in alarms}]
    assert (before, sorted(chat for chat, _ in alarms)) == ([], ["telegram:-100", GROUP])
    assert said == [refuse("record-end", event="Assembly", head=closing.hash)]


async def test_open_vote_in_the_way_of_the_end_is_named(hall: Hall) -> None:
    await hall.draft()
    await hall.open(replace(MOTION, title="Budget"))
    await hall.open(replace(MOTION, title="Board"))
    refused = await hall.run(floor.change_state, await hall.event(), "close", CLI)
    assert refused == refuse("event-votes-open", number=2, title="Budget")
    assert await hall.run(floor.change_state, await hall.event(), "open", CLI) == refuse(
        "event-not-possible", act="open", state="open"
    )


async def test_announcement_of_exactly_the_longest_length_goes_out_and_a_note_has_the_same_limit(hall: Hall) -> None:
    event, longest = await hall.event(), "x" * floor.LONGEST_NOTICE
    assert await hall.run(floor.announce, event, "all", longest, CLI) == 5
    assert await hall.run(floor.note, event, longest, CLI) is None
    before = await hall.run(journal.head, AGM)
    too_long = refuse("notice-long", given=floor.LONGEST_NOTICE + 1, allowed=3500)
    assert [await hall.run(floor.note, event, text, CLI) for text in (longest + "x", " \n")] == [
        too_long,
        refuse("notice-empty"),
    ]
    assert await hall.run(floor.announce, event, "nobody", "Hello", CLI) == refuse("nobody-there", who="nobody")
    assert await hall.run(journal.head, AGM) == before


# -- quorums


@pytest.mark.parametrize(
    ("rule", "counted", "state"),
    [
        ("4", True, QuorumState(met=True, have=4, needed=4, represented=1)),
        ("4", False, QuorumState(met=False, have=3, needed=4)),
        (
            "at least 1/2 of entitled by weight",
            True,
            QuorumState(met=True, have=5_500_000, needed=3_250_000, by_weight=True, represented=2_500_000),
        ),
    ],
)
async def test_those_represented_are_told_in_what_the_quorum_counts(
    hall: Hall, rule: str, counted: bool, state: QuorumState
) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_000)], CLI))
    await hall.run(floor.configure, [replace(RULES, quorum=rule, proxies_in_quorum=counted)])
    await away(hall, 3, 1)
    await hall.check_out(2)
    assert floor.quorum(await hall.event()) == state


async def test_quorum_of_a_vote_at_its_opening_is_that_of_its_group(hall: Hall) -> None:
    board = [Row(str(number), f"Name{number}", groups=("board",)) for number in (1, 2, 3)]
    done(await hall.run(roster.import_rows, board, CLI))
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="at least 1/5 of entitled")])
    await hall.check_out(3)
    vote = await hall.open(replace(MOTION, group="board", quorum="at least 2/3 of entitled"))
    settings = (await hall.event()).settings
    assert floor.quorums_at_opening(vote, settings) == [
        ("at least 1/5 of entitled", QuorumState(met=True, have=4, needed=1)),
        ("at least 2/3 of entitled", QuorumState(met=True, have=2, needed=2)),
    ]
    assert floor.quorum_missed(await hall.event(), "4", vote.voters or vote.meeting) == (
        QuorumState(met=False, have=2, needed=4),
        True,
    )


async def test_quorum_of_a_group_is_told_as_that_of_the_vote(hall: Hall) -> None:
    board = [Row(str(number), f"Name{number}", groups=("board",)) for number in (1, 2, 3)]
    done(await hall.run(roster.import_rows, board, CLI))
    numbers = {"number": 1, "have": "3", "needed": "4", "weighed": "false"}
    draft = await hall.draft(replace(MOTION, group="board", quorum="4"))
    refused = await hall.run(voting.open_vote, await hall.event(), draft, CLI)
    assert refused == refuse("no-quorum-of-vote", **numbers)
    of_event = EventSettings(AGM, "Assembly", quorum="6")
    await hall.run(floor.configure, [of_event])
    refused = await hall.run(voting.open_vote, await hall.event(), draft, CLI)
    assert refused == refuse("no-quorum", number=1, have="5", needed="6", weighed="false")
    await hall.run(floor.configure, [replace(of_event, quorum="none")])
    done(await hall.run(voting.edit, draft, replace(MOTION, excluded=("5", "4"), quorum="4"), CLI))
    refused = await hall.run(voting.open_vote, await hall.event(), await hall.again(draft), CLI)
    assert refused == refuse("no-quorum-of-vote", **numbers)
