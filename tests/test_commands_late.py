"""Commands that come long after they were written: out of an outage, or told again by a network."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.store import events
from tests.people import AGM, START, Hall
from tests.podium import ANN, CHAT, Podium, podium
from tests.talk import offered, said

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


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
