"""A time that lies on another day than the one it is read on carries its day, whoever says it and however."""

import re

import pytest

from bot.chat.buttons import CastGroup, encode
from bot.wording.speech import TEXTS
from core import countdown
from tests.people import MOTION, Hall
from tests.podium import BEN, Podium, podium
from tests.talk import said

pytestmark = pytest.mark.anyio
DAY = 24 * 3600
LUNCH = "Vote 1 “Lunch?”"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def opened(chair: Podium) -> None:
    """Vote 1 is open and its time runs for as long as the chair says."""
    vote = await chair.hall.open(MOTION)
    await chair.hall.run(countdown.start_countdown, vote, "cli")


async def test_more_time_that_ends_on_another_day_names_it(chair: Podium) -> None:
    await opened(chair)
    assert await chair.write("/extend 1 2d") == [f"{LUNCH}: 2 days more. It closes at 14:00:00 on 11 May 2026."]
    chair.hall.clock.forward(2 * DAY - 60)
    assert await chair.write("/extend 1 30s") == [f"{LUNCH}: 30 s more. It closes at 14:00:30."]


async def test_a_last_call_that_ends_on_another_day_names_it(chair: Podium) -> None:
    await opened(chair)
    assert await chair.write("/close 1 1d") == [
        f"Last call: {LUNCH} closes at 14:00:00 on 10 May 2026, in 1 day. 5 have not voted."
    ]


async def test_a_start_whose_end_is_on_another_day_names_it(chair: Podium) -> None:
    await chair.write("/vote Lunch?\ntime: 2d")
    await chair.write("/open 1")
    assert await chair.write("/open 1") == [f"{LUNCH} closes at 14:00:00 on 11 May 2026."]


async def test_whoever_comes_days_too_late_reads_the_day(chair: Podium) -> None:
    await opened(chair)
    await chair.write("/close 1")
    (same_day,) = await chair.write("/close 1", BEN)
    chair.hall.clock.forward(DAY)
    (next_day,) = await chair.write("/close 1", BEN)
    (member,) = await chair.talk.write("telegram:3", "/cast 1a")
    assert (same_day, next_day, member) == (
        "Vote 1 was already closed by Name1 Surname1 at 14:00:00.",
        "Vote 1 was already closed by Name1 Surname1 at 14:00:00 on 9 May 2026.",
        "Vote 1 closed at 14:00:00 on 9 May 2026. Nothing counts after that.",
    )


async def test_a_press_that_comes_days_too_late_reads_the_day(chair: Podium) -> None:
    await opened(chair)
    vote = await chair.vote(1)
    yes = encode(CastGroup(vote.id, "a"))
    await chair.write("/close 1")
    chair.hall.clock.forward(DAY)
    (late,) = await chair.talk.give(chair.talk.pressed("telegram:3", yes))
    assert said(late)[0] == "Vote 1 closed at 14:00:00 on 9 May 2026. Nothing counts after that."


def test_a_length_of_time_stands_where_german_needs_no_dative_for_it() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in sorted((TEXTS / "de").rglob("*.ftl")))
    bent = r"\b(?:in|vor|seit|nach|von|mit|binnen|innerhalb) \{ \$(?:time|ago|left|wait) \}"
    assert re.findall(bent, texts) == []
