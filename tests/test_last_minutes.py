"""The end of a vote: warnings to those who have not voted, the last call, and the quorum that goes and comes back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import plain
from core import countdown, due, floor, roster, telling
from core.journal import CLI
from core.model import Ballots, EventSettings, Purpose, Vote, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from core.roster import Row
from core.store import deliveries, events, journal, votes
from tests.meeting import Meeting, played
from tests.people import AGM, MOTION, Hall, done
from tests.podium import CHAT, Podium, podium

pytestmark = pytest.mark.anyio
GROUP = "telegram:-200"


async def timed(hall: Hall, seconds: float = 60) -> None:
    """A vote whose clock runs and whose ballots have arrived."""
    vote = await hall.open(replace(MOTION, time=seconds))
    await arrived(hall)
    done(await hall.run(countdown.start_countdown, await hall.again(vote), CLI))


async def arrived(hall: Hall) -> None:
    for number, delivery in enumerate(await hall.waiting()):
        await hall.settle(delivery, DeliveryState.SENT, ref=f"m{number}")


async def warned(hall: Hall) -> list[str]:
    """To whom a ballot goes out again now; it arrives."""
    await hall.due()
    chats = [chat for kind, _, chat in await hall.sent_to() if kind in (DeliveryKind.BALLOT, DeliveryKind.ALARM)]
    await arrived(hall)
    return chats


async def test_those_who_have_not_voted_are_warned_twice_and_nobody_else(hall: Hall) -> None:
    await timed(hall)
    vote = await the_vote(hall)
    await hall.cast(vote, _1="a", _2="b", _3="a")
    told = {}
    for second in range(1, 59):
        hall.clock.forward(1)
        if chats := await warned(hall):
            told[60 - second] = chats
    assert told == {30: ["telegram:4", "telegram:5"], 10: ["telegram:4", "telegram:5"]}


async def the_vote(hall: Hall) -> Vote:
    found = await hall.run(votes.by_number, AGM, 1)
    assert found
    return found


@pytest.mark.parametrize(("seconds", "marks"), [(12, []), (20, [10]), (33, [10]), (40, [30, 10])])
async def test_clock_that_is_too_short_for_a_warning_gives_none(hall: Hall, seconds: int, marks: list[int]) -> None:
    await timed(hall, seconds)
    told = []
    for second in range(1, seconds):
        hall.clock.forward(1)
        told += [seconds - second] if await warned(hall) else []
    assert told == marks


async def test_last_call_is_the_first_warning_and_more_time_makes_both_due_again(hall: Hall) -> None:
    await timed(hall)
    vote = await the_vote(hall)
    done(await hall.run(countdown.close_in, vote, timedelta(seconds=30), CLI))
    assert len(await warned(hall)) == 5
    hall.clock.forward(5)
    assert await warned(hall) == []
    hall.clock.forward(15)
    assert len(await warned(hall)) == 5
    done(await hall.run(countdown.extend, await the_vote(hall), timedelta(minutes=1), CLI))
    hall.clock.forward(41)
    assert len(await warned(hall)) == 5


async def test_held_vote_warns_nobody(hall: Hall) -> None:
    await timed(hall)
    hall.clock.forward(15)
    await hall.run(due.hold, hall.clock.now() - timedelta(seconds=10), hall.clock.now(), always=True)
    await arrived(hall)
    hall.clock.forward(20)
    assert await warned(hall) == []


@pytest.mark.parametrize(
    ("ballots", "private", "public"), [(Ballots.GROUP, 0, 1), (Ballots.BOTH, 5, 1), (Ballots.PRIVATE, 5, 0)]
)
async def test_group_is_warned_where_ballots_are_in_it(hall: Hall, ballots: Ballots, private: int, public: int) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", ballots=ballots)])
    await hall.run(events.put_channel, GROUP, AGM, Purpose.GROUP)
    await timed(hall)
    hall.clock.forward(31)
    chats = await warned(hall)
    assert (len(chats) - chats.count(GROUP), chats.count(GROUP)) == (private, public)


async def play_warnings(meeting: Meeting) -> None:
    """What members read, with what was marked and not cast said so."""
    await meeting.chair("/elect 2 Board\nnamed\ntime: 60s\n- Ada\n- Bea\n- Cem")
    await meeting.chair("/open 1")
    await meeting.press(2, "1a · Ada")
    await meeting.time.sleep(35)
    first = [plain(meeting.member(number).messages[-1].message.text).splitlines()[0] for number in (2, 3)]
    vote = await meeting.vote()
    assert vote.closes_at
    at = f"{vote.closes_at:%H:%M:%S}"
    assert first == [
        f"Last call, it closes at {at}: what you filled in is not cast yet.",
        f"Last call, it closes at {at}: you have not voted yet.",
    ]
    assert not meeting.member(3).messages[-1].message.silent
    await meeting.time.sleep(40)
    assert (await meeting.vote()).state in (VoteState.CLOSED, VoteState.COUNTED)


def test_members_read_that_it_closes_and_what_is_missing(tmp_path: Path) -> None:
    played(tmp_path, play_warnings)


# -- the quorum


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="4")])
    return await podium(hall)


async def alarms(chair: Podium) -> list[str]:
    """What the chair is told by now, without what it has been told before."""
    await chair.hall.due()
    told = [delivery for delivery in await chair.hall.waiting() if delivery.chat == CHAT]
    texts = []
    for delivery in told:
        alarm = telling.read_alarm(await chair.hall.run(deliveries.notice, delivery.subject))
        people = alarm.data["people"]
        named = people if isinstance(people, str) else ", ".join(people)
        texts.append(f"{alarm.code}: {alarm.data['have']} of {alarm.data['needed']}, {named}")
    await arrived(chair.hall)
    return texts


async def test_chair_hears_once_that_the_quorum_is_lost_who_left_and_that_it_is_back(chair: Podium) -> None:
    assert await alarms(chair) == []
    await chair.hall.check_out(5)
    assert await alarms(chair) == []
    await chair.hall.check_out(4)
    assert await alarms(chair) == ["quorum-lost: 3 of 4, Name4 Surname4 (4), Name5 Surname5 (5)"]
    await chair.hall.check_out(3)
    assert await alarms(chair) == []
    await chair.hall.check_in(3, 4)
    assert await alarms(chair) == ["quorum-back: 4 of 4, none"]
    kinds = [entry.kind for entry in await chair.hall.run(journal.entries, AGM)]
    assert [kind for kind in kinds if kind.startswith("quorum.")] == [*("quorum.reached", "quorum.lost", "quorum.back")]


async def test_no_alarm_before_the_quorum_was_ever_reached_in_a_break_or_after_a_reset(chair: Podium) -> None:
    await chair.hall.check_out(4, 5)
    assert await alarms(chair) == []
    await chair.hall.check_in(4, 5)
    assert await alarms(chair) == []
    await chair.hall.run(floor.change_state, await chair.hall.event(), "pause", CLI)
    await chair.hall.check_out(4, 5)
    assert await alarms(chair) == []
    await chair.hall.run(floor.change_state, await chair.hall.event(), "resume", CLI)
    assert await alarms(chair) == ["quorum-lost: 3 of 4, Name5 Surname5 (5), Name4 Surname4 (4)"]
    await chair.hall.check_in(4, 5)
    await alarms(chair)
    await chair.hall.run(floor.reset_presence, await chair.hall.event(), CLI)
    assert await alarms(chair) == []


async def test_larger_roster_can_cost_the_quorum_too(chair: Podium) -> None:
    await chair.hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="at least 1/2 of entitled")])
    assert await alarms(chair) == []
    await chair.hall.run(roster.import_rows, [Row(str(number), f"New{number}") for number in range(10, 20)], CLI)
    assert await alarms(chair) == ["quorum-lost: 5 of 8, none"]
