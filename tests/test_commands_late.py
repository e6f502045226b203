"""Commands that come long after they were written: out of an outage, or told again by a network."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.contract import Inbound
from adapters.telegram.decode import Account, decode
from bot.chat.buttons import CastGroup, CheckIn, encode
from core import floor
from core.journal import CLI
from core.store import events, presence
from tests.people import AGM, MOTION, START, Hall
from tests.podium import ANN, BEN, CHAT, Podium, podium
from tests.talk import offered, said

pytestmark = pytest.mark.anyio
HOURS = timedelta(hours=20)
MEMBER = "telegram:3"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


def late_in_private(chair: Podium, text: str) -> Inbound:
    return replace(chair.talk.said(MEMBER, text), written=START - HOURS)


async def state(chair: Podium) -> str:
    event = await chair.hall.run(events.event, AGM)
    assert event is not None
    return event.state


async def test_a_late_command_of_the_chair_is_asked_about_and_runs_when_it_is_still_meant(chair: Podium) -> None:
    before = await state(chair)
    late = replace(chair.talk.said(ANN, "/event pause", CHAT), written=START - timedelta(hours=20))
    (asked,) = await chair.talk.give(late)
    (text,) = said(asked)
    assert ("/event pause" in text, "20 h" in text, await state(chair)) == (True, True, before)
    await chair.talk.press(ANN, offered(asked)["Carry it out now"], CHAT)
    assert (before, await state(chair)) == ("open", "paused")


@pytest.mark.parametrize("ago", [timedelta(minutes=5), timedelta(0), timedelta(hours=-1)])
async def test_a_command_of_the_last_minutes_runs_at_once(chair: Podium, ago: timedelta) -> None:
    await chair.talk.give(replace(chair.talk.said(ANN, "/event pause", CHAT), written=START - ago))
    assert await state(chair) == "paused"


async def test_what_members_type_about_themselves_is_theirs_however_late(chair: Podium) -> None:
    late = replace(chair.talk.said(ANN, "/status"), written=START - timedelta(hours=20))
    (answered,) = await chair.talk.give(late)
    assert "carried out" not in said(answered)[0]


async def test_a_late_command_that_reads_is_answered_at_once(chair: Podium) -> None:
    await chair.write("/vote Lunch?")
    late = replace(chair.talk.said(ANN, "/votes", CHAT), written=START - HOURS)
    (answered,) = await chair.talk.give(late)
    assert "Lunch?" in said(answered)[0]


@pytest.mark.parametrize("text", ["/checkout", "leaving", "/proxy 4", "/accept 1"])
async def test_what_a_member_changes_late_is_asked_about_in_private_too(chair: Podium, text: str) -> None:
    here = (await chair.hall.event()).present.heads
    (asked,) = await chair.talk.give(late_in_private(chair, text))
    assert ("20 h ago" in said(asked)[0], [*offered(asked)]) == (True, ["Carry it out now"])
    assert (await chair.hall.event()).present.heads == here


async def test_late_words_of_somebody_who_left_run_when_they_are_still_meant(chair: Podium) -> None:
    (asked,) = await chair.talk.give(late_in_private(chair, "leaving"))
    before = (await chair.hall.event()).present.heads
    await chair.talk.press(MEMBER, offered(asked)["Carry it out now"])
    assert (before, (await chair.hall.event()).present.heads) == (5, 4)


async def test_what_is_still_meant_runs_once_however_many_press(chair: Podium) -> None:
    (asked,) = await chair.talk.give(
        replace(chair.talk.said(ANN, "/note The chair opens.", CHAT), written=START - HOURS)
    )
    button = offered(asked)["Carry it out now"]
    first, second = [await chair.talk.press(who, button, CHAT) for who in (ANN, BEN)]
    assert (first[0], second) == (
        "The answer is below.",
        ["This was done before. To have it done once more, write it again."],
    )


async def test_what_is_too_long_for_a_button_is_asked_to_be_sent_again(chair: Podium) -> None:
    (asked,) = await chair.talk.give(
        replace(chair.talk.said(ANN, f"/say {'Lunch is served. ' * 5}", CHAT), written=START - HOURS)
    )
    (text,) = said(asked)
    assert (text.endswith("If it is still meant, send it again."), offered(asked)) == (True, {})


async def test_a_vote_cast_late_is_asked_about_by_nobody(chair: Podium) -> None:
    await chair.hall.open(MOTION)
    (cast,) = await chair.talk.give(late_in_private(chair, "/cast 1a"))
    assert (await chair.vote(1)).cast.heads == 1
    assert "Carry it out now" not in offered(cast)


async def test_a_late_result_is_not_counted_before_its_time(chair: Podium) -> None:
    await chair.hall.close(await chair.hall.open(MOTION))
    (asked,) = await chair.talk.give(replace(chair.talk.said(ANN, "/result 1", CHAT), written=START - HOURS))
    assert ((await chair.vote(1)).state, [*offered(asked)]) == ("closed", ["Carry it out now"])
    await chair.talk.press(ANN, offered(asked)["Carry it out now"], CHAT)
    assert (await chair.vote(1)).state == "counted"


def test_telegram_says_when_a_command_was_written() -> None:
    message = {
        "message_id": 5,
        "from": {"id": 7, "is_bot": False},
        "chat": {"id": 7, "type": "private"},
        "date": 1_778_000_000,
        "text": "/checkin",
    }
    written = decode({"update_id": 1, "message": message}, Account(1, "bot"))
    assert written is not None
    assert written.written == datetime.fromtimestamp(1_778_000_000, UTC)


def chosen(chair: Podium, data: str, ago: timedelta) -> Inbound:
    """A press on a network that says when it was made."""
    return replace(chair.talk.pressed(ANN, data, CHAT), written=START - ago)


async def test_what_a_chair_chose_long_ago_is_not_done_and_told(chair: Podium) -> None:
    buttons = await chair.buttons("/vote Lunch?")
    (open_it,) = [data for label, data in buttons.items() if label.startswith("Open")]
    (late,) = await chair.talk.give(chosen(chair, open_it, HOURS))
    assert ("choose it again" in said(late)[0], (await chair.vote(1)).state) == (True, "draft")
    await chair.talk.give(chosen(chair, open_it, timedelta(minutes=5)))
    assert (await chair.vote(1)).state == "open"


async def test_a_check_in_that_was_chosen_long_ago_is_to_be_chosen_again(chair: Podium) -> None:
    await chair.hall.run(floor.open_registration, await chair.hall.event(), CLI)
    await chair.hall.check_out(3)
    three, there = await chair.hall.id(3), []
    for ago in (HOURS, timedelta(0)):
        press = replace(chair.talk.pressed(MEMBER, encode(CheckIn(AGM))), written=START - ago)
        await chair.talk.give(press)
        there.append(three in await chair.hall.run(presence.members, AGM))
    assert there == [False, True]


async def test_a_vote_chosen_late_is_cast(chair: Podium) -> None:
    vote = await chair.hall.open(MOTION)
    await chair.talk.give(replace(chair.talk.pressed(MEMBER, encode(CastGroup(vote.id, "a"))), written=START - HOURS))
    assert (await chair.vote(1)).cast.heads == 1
