"""The chair gives time, takes it away, and stops the clock; and what is told while people vote."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import countdown, floor
from core.journal import CLI
from core.model import EventSettings, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from tests.people import AGM, MOTION, Hall, done
from tests.podium import Podium, podium

pytestmark = pytest.mark.anyio
TIMED = replace(MOTION, time=180.0)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def running(chair: Podium) -> None:
    """Vote 1 closes in three minutes."""
    vote = await chair.hall.open(TIMED)
    for ballot in await chair.hall.waiting():
        await chair.hall.settle(ballot, DeliveryState.SENT)
    done(await chair.hall.run(countdown.start_countdown, vote, CLI))


async def left(chair: Podium) -> timedelta | None:
    vote = await chair.vote(1)
    return vote.closes_at and vote.closes_at - chair.hall.clock.now()


@pytest.mark.parametrize("typed", ["/extend 1 -1m", "/extend -60s", "/extend 1 − 1 min", "/extend 1 –1m"])
async def test_time_is_taken_away_with_a_last_call(chair: Podium, typed: str) -> None:
    await running(chair)
    (told,) = await chair.write(typed)
    assert told.startswith("Last call: Vote 1 “Lunch?” closes at 14:02:00, in 2 min.")
    assert await left(chair) == timedelta(minutes=2)
    reminded = {delivery.chat for delivery in await chair.hall.waiting() if delivery.reminds}
    assert reminded == {f"telegram:{number}" for number in range(1, 6)}


async def test_more_than_is_left_is_not_taken_away(chair: Podium) -> None:
    await running(chair)
    told = "Nothing would be left: vote 1 closes at 14:03:00. At once: /close 1"
    assert (await chair.write("/extend 1 -3m"), await chair.write("/extend 1 -1h")) == ([told], [told])
    assert await left(chair) == timedelta(minutes=3)


@pytest.mark.parametrize("typed", ["/extend 1 none", "/extend 1 off", "/extend ohne", "/extend 1 anhalten"])
async def test_clock_stops_and_the_vote_stays_open(chair: Podium, typed: str) -> None:
    await running(chair)
    assert await chair.write(typed) == [
        "Vote 1 “Lunch?”: the clock is stopped. It stays open until /close 1, or /extend 1 2m sets a new end."
    ]
    chair.hall.clock.forward(600)
    await chair.hall.due()
    assert ((await chair.vote(1)).state, await left(chair)) == (VoteState.OPEN, None)
    await chair.write("/extend 1 2m")
    assert await left(chair) == timedelta(minutes=2)


async def test_clock_that_waits_for_the_ballots_stops_too(chair: Podium) -> None:
    await chair.hall.open(TIMED)
    await chair.write("/extend 1 none")
    chair.hall.clock.forward(600)
    await chair.hall.due()
    assert (await chair.vote(1)).start_by is None


@pytest.mark.parametrize("typed", ["/extend 1 none", "/extend 1 -1m"])
async def test_clock_that_does_not_run_is_neither_stopped_nor_shortened(chair: Podium, typed: str) -> None:
    await chair.hall.open()
    assert await chair.write(typed) == ["The clock of vote 1 does not run."]


# -- no motions while people vote

ALOUD = (
    "To read aloud: Vote 1 “Budget”: voting has begun. "
    "Until it is closed there are no points of order and no new motions."
)


@pytest.mark.parametrize("allowed", [False, True])
async def test_chair_is_told_to_say_that_nobody_moves_anything(chair: Podium, allowed: bool) -> None:
    settings = EventSettings(AGM, "Assembly", motions_while_voting=allowed)
    await chair.hall.run(floor.configure, [settings])
    await chair.write("/vote Budget")
    (told,) = await chair.write("/open 1")
    assert (ALOUD in told) is not allowed


# -- who has not voted, by name, in a secret vote


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("", ["Vote 1 “Budget”: 3 members have not voted."]),
        ("missing: names", ["Name3 Surname3", "Name4 Surname4", "Name5 Surname5"]),
        ("fehlende: namen", ["Name3 Surname3", "Name4 Surname4", "Name5 Surname5"]),
    ],
)
async def test_names_of_those_missing_in_a_secret_vote(chair: Podium, rule: str, told: list[str]) -> None:
    await chair.write(f"/vote Budget\nsecret\n{rule}")
    await chair.write("/open 1")
    for number, choice in ((1, "1a"), (2, "1b")):
        await chair.talk.write(f"telegram:{number}", choice)
    (answer,) = await chair.write("/missing 1")
    await chair.write("/close 1")
    await chair.hall.count(await chair.vote(1))
    assert await chair.write("/missing 1") == [answer]
    assert ([line for line in told if line in answer], "Surname1" in answer) == (told, False)


async def test_members_read_that_the_chair_sees_who_is_missing(chair: Podium) -> None:
    (preview,) = await chair.write("/vote Budget\nsecret\nmissing: names")
    assert "The chair can see who has not voted yet, and never how anybody did." in preview
    assert {d.kind for d in await chair.hall.waiting()} <= {DeliveryKind.CARD}
