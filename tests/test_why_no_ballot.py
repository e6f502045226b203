"""Whoever cannot cast reads why, whatever the reason is, and what to do about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from core import paper, roster, voting
from core.journal import CLI
from core.roster import Row
from tests.people import MOTION, Hall, done
from tests.podium import Podium, podium
from tests.proxied import away

pytestmark = pytest.mark.anyio
ME = "telegram:3"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def absent(hall: Hall) -> None:
    await hall.check_out(3)
    await hall.open()


async def late(hall: Hall) -> None:
    await absent(hall)
    await hall.check_in(3)


async def struck(hall: Hall) -> None:
    await hall.open(replace(MOTION, excluded=("3",)))


async def in_another_group(hall: Hall) -> None:
    await hall.run(roster.import_rows, [Row("1", "Name1 Surname1", groups=("delegates",))], CLI)
    await hall.open(replace(MOTION, group="delegates"))


async def guest(hall: Hall) -> None:
    await hall.run(roster.import_rows, [Row("3", "Name3 Surname3", votes=False)], CLI)
    await hall.open()


async def principal(hall: Hall) -> None:
    await away(hall, 4, 3)
    await hall.open()


async def on_paper(hall: Hall) -> None:
    done(await hall.run(paper.check_in, await hall.event(), await hall.member(3), CLI))
    await hall.open()


async def not_open_yet(hall: Hall) -> None:
    vote = await hall.draft()
    done(await hall.run(voting.show, await hall.event(), vote, CLI))


async def over(hall: Hall) -> None:
    await hall.close(await hall.open())


async def cast_already(hall: Hall) -> None:
    await hall.cast(await hall.open(replace(MOTION, revote=False)), _3="b")


REASONS: dict[Callable[[Hall], Awaitable[None]], str] = {
    absent: "You are not checked in, so you have no ballot for vote 1. The check-in is not open now: ask the desk.",
    late: "You came after the roll of vote 1 was closed. You have a ballot in the next one.",
    struck: "You have no ballot for vote 1: a conflict of interest was noted for you. Is that wrong? Ask the desk.",
    in_another_group: "Vote 1 is for the group “delegates” only, and you are not in it. Is that wrong? Ask the desk.",
    guest: "You are not entitled to vote in this meeting, so you have no ballot for vote 1. "
    "Is that wrong? Ask the desk.",
    principal: "Name4 Surname4, member 4, casts your vote in vote 1. To cast it yourself: /proxy off",
    on_paper: "You vote on paper in vote 1, so nothing can be cast here. If that is wrong, tell the desk.",
    not_open_yet: "Vote 1 is not open yet. The ballot comes by itself.",
    over: "Vote 1 closed at 14:00:00. Nothing counts after that.",
    cast_already: "In vote 1 a cast cannot be changed. Recorded: 1b.",
}


@pytest.mark.parametrize(("happens", "told"), REASONS.items(), ids=lambda one: getattr(one, "__name__", ""))
async def test_whoever_cannot_cast_reads_why(
    chair: Podium, happens: Callable[[Hall], Awaitable[None]], told: str
) -> None:
    await happens(chair.hall)
    assert await chair.talk.write(ME, "/cast 1a") == [told]


@pytest.mark.parametrize("happens", [absent, late, struck, in_another_group, guest, principal, on_paper])
async def test_whoever_asks_for_the_ballot_reads_the_same(
    chair: Podium, happens: Callable[[Hall], Awaitable[None]]
) -> None:
    await happens(chair.hall)
    assert await chair.talk.write(ME, "/ballot") == [REASONS[happens]]
