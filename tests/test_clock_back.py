"""A clock that is set back: deadlines go along, and times of before are nobody's advantage or harm (issue 11.6)."""

from datetime import timedelta
from pathlib import Path

import pytest

from core import accounts, floor
from core.accounts import TRIES
from core.journal import CLI
from core.model import Purpose, VoteState
from core.store import crowds, deliveries, presence
from tests.meeting import AGM, Meeting, played, resumed
from tests.people import Hall, code

DAY = timedelta(days=1)
pytestmark = pytest.mark.anyio


async def _open(m: Meeting, *lines: str) -> None:
    await m.chair("\n".join(["/vote Budget", *lines]))
    await m.chair("/open 1")
    await m.time.sleep(5)


def test_deadline_goes_back_with_the_clock_and_more_time_is_added_to_what_was_left(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, "time: 10m")
        before = (await m.vote()).closes_at
        m.time.skew = -DAY
        await m.time.sleep(5)
        vote = await m.vote()
        assert (vote.closes_at, vote.hold is not None) == (before - DAY if before else None, True)
        m.member(1).press("3 more minutes", chat=m.channel)
        await m.time.sleep(60)
        assert await m.press(2, "1b · No") == "Recorded: 1b · No"
        await m.time.sleep(13 * 60)
        assert (await m.vote()).state is VoteState.COUNTED

    played(tmp_path, play)


def test_chair_reads_how_far_and_no_time_from_a_minute_to_the_same_one(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, "time: 10m")
        m.time.skew = -DAY
        await m.time.sleep(10)
        lines = [line for text in m.told for line in text.splitlines() if "no connection" in line or "clock" in line]
        assert lines == [
            "Vote 1 “Budget” is held. There was no connection at 14:00:22; voted: 0 of 5.",
            "The server's clock was set back by 1 day. Nothing was closed: where a deadline ran, you decide about the"
            " time.",
        ]

    played(tmp_path, play)


def test_outage_after_the_clock_went_back_holds_votes_that_were_opened_before(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, "time: 10m")
        m.time.skew = -DAY
        await m.time.sleep(5)
        m.member(1).press("3 more minutes", chat=m.channel)
        await m.time.sleep(60)
        m.net.online = False
        await m.time.sleep(20 * 60)
        m.net.online = True
        await m.time.sleep(60)
        vote = await m.vote()
        assert (vote.state, vote.hold is not None) == (VoteState.OPEN, True)

    played(tmp_path, play)


def test_deadline_is_held_where_the_clock_went_back_while_no_process_ran(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, "time: 10m")

    played(tmp_path, play)

    async def go_on(m: Meeting) -> None:
        vote = await m.vote()
        assert vote.hold is not None
        assert vote.closes_at is not None
        assert vote.closes_at - m.started < timedelta(minutes=11)
        assert [text for text in m.told if "set back" in text]

    resumed(tmp_path, -DAY, go_on)


async def test_what_a_dead_sender_had_claimed_is_sent(hall: Hall) -> None:
    await hall.open()
    await hall.run(deliveries.claim, "dead", await hall.waiting())
    hall.clock.at -= DAY
    await hall.run(deliveries.keep_claims, "alive")
    assert len(await hall.waiting()) == 5


async def test_nobody_waits_longer_to_try_another_code(hall: Hall) -> None:
    for _ in range(TRIES):
        await hall.run(accounts.redeem, "telegram:66", "telegram:66", "WRNG-WRNG-WRNG-WRNG", "en")
    hall.clock.at -= DAY
    again = await hall.run(accounts.redeem, "telegram:66", "telegram:66", "WRNG-WRNG-WRNG-WRNG", "en")
    assert code(again) == "code-unknown"


async def test_no_code_lasts_a_year_longer(hall: Hall) -> None:
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.DESK, CLI)
    digits = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    hall.clock.at -= 365 * DAY
    assert code(await hall.run(floor.binding, text, await hall.person(1))) == "bind-unknown"
    assert await hall.run(accounts.pairing_code, "telegram:66", "telegram:66") != digits


async def test_who_came_last_is_who_came_since(hall: Hall) -> None:
    await hall.check_out(2)
    hall.clock.at -= DAY
    await hall.check_in(2)
    assert [name for name, _ in await hall.run(presence.latest, AGM, 3)] == ["Name2 Surname2"]


async def test_who_is_in_a_group_is_asked_again(hall: Hall) -> None:
    asked = {f"telegram:{number}": True for number in range(1, 6)}
    await hall.run(crowds.put, "telegram:-5", asked)
    hall.clock.at -= DAY
    before = hall.clock.at - timedelta(hours=1)
    assert await hall.run(crowds.to_ask, "telegram:-5", "telegram", before, 9) == list(asked)
