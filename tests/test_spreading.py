"""What an act does to the messages of many: portion by portion, to the same end, whatever comes between."""

import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core import again, countdown, counting, floor, proxies, voting
from core.journal import CLI
from core.model import Address, EventId, EventSettings, How, Purpose, RollBase, Vote
from core.outgoing import DeliveryKind, DeliveryState
from core.store import crowds, events, recipients, spreading
from core.store.engine import opened
from tests.people import AGM, MOTION, Clock, Hall, done
from tests.real import stand, until

pytestmark = pytest.mark.anyio
TIMED = replace(MOTION, time=60)
OTHER = EventId("other")
Standing = list[tuple[str, int, str, str]]


async def standing(hall: Hall) -> Standing:
    """Kind, subject, chat and state of every message."""
    found = [(state, delivery) for state in DeliveryState for delivery in await hall.waiting(state)]
    return sorted((one.kind.value, one.subject, one.chat, state.value) for state, one in found)


async def carry_on(hall: Hall) -> int:
    """Everything that is not done; in how many portions."""
    portions = 0
    while await hall.run(spreading.waiting):
        await hall.run(spreading.carry_on, AGM)
        portions += 1
    return portions


async def sent(hall: Hall) -> None:
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)


async def registration(hall: Hall, _: Vote) -> None:
    await hall.run(floor.open_registration, await hall.event(), CLI)


async def confirm(hall: Hall, _: Vote) -> None:
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=1), CLI)


async def announce(hall: Hall, _: Vote) -> None:
    done(await hall.run(floor.announce, await hall.event(), "absent", "Lunch", CLI))


async def show(hall: Hall, vote: Vote) -> None:
    done(await hall.run(voting.show, await hall.event(), vote, CLI))


async def start(hall: Hall, vote: Vote) -> None:
    done(await hall.run(countdown.start_countdown, await hall.again(vote), CLI))


async def remind(hall: Hall, vote: Vote) -> None:
    await hall.run(countdown.remind, await hall.again(vote), CLI)


async def close(hall: Hall, vote: Vote) -> None:
    await hall.close(vote)


async def publish(hall: Hall, vote: Vote) -> None:
    await hall.close(vote)
    await hall.count(vote)
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))


async def end(hall: Hall, vote: Vote) -> None:
    await publish(hall, vote)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))


ACTS = [registration, confirm, announce, show, start, remind, close, publish, end]
DRAFTED = (registration, confirm, announce, show)


async def played(hall: Hall, act: Callable[[Hall, Vote], Awaitable[None]]) -> tuple[Standing, int]:
    """An act in a meeting with an absent member and a group; what is to be sent, and how many ballots wait."""
    await hall.check_out(5)
    await hall.run(events.put_channel, "telegram:-1", AGM, Purpose.GROUP)
    vote = await hall.draft(replace(TIMED, roll=RollBase.ENTITLED))
    if act not in DRAFTED:
        vote = done(await hall.run(voting.open_vote, await hall.event(), vote, CLI))
        await carry_on(hall)
        await sent(hall)
        await hall.cast(vote, _1="a", _2="a")
    await act(hall, vote)
    await carry_on(hall)
    return await standing(hall), (await hall.again(vote)).queued


@pytest.mark.parametrize("act", ACTS)
async def test_portions_come_to_the_same_as_all_at_once(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Hall, Vote], Awaitable[None]]
) -> None:
    whole = await played(hall, act)
    monkeypatch.setattr(spreading, "PORTION", 2)
    clock = Clock()
    async with opened(f"sqlite:///{tmp_path}/other.db", clock) as other:
        assert await played(await Hall(other, clock).meet(5), act) == whole


async def test_first_portion_goes_out_with_the_act_and_all_of_it_is_counted_as_waiting(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "PORTION", 2)
    vote = await hall.open(TIMED)
    assert (len(await hall.waiting()), vote.queued, vote.roll.heads) == (2, 5, 5)
    assert (await carry_on(hall), len(await hall.waiting()), (await hall.again(vote)).queued) == (2, 5, 5)


@pytest.mark.parametrize("kind", [DeliveryKind.BALLOT, DeliveryKind.RESULT])
@pytest.mark.parametrize("missing", [True, False])
@pytest.mark.parametrize("outside", [(), ("telegram:-1",)])
async def test_those_on_a_roll_are_the_same_one_by_one_and_together(
    hall: Hall, kind: DeliveryKind, missing: bool, outside: tuple[Address, ...]
) -> None:
    await hall.check_out(2)
    done(await hall.run(proxies.give, await hall.event(), await hall.member(2), await hall.member(5), How.SELF, CLI))
    vote = await hall.open(MOTION)
    await hall.cast(vote, _1="a")
    await hall.run(crowds.put, "telegram:-1", {"telegram:3": True, "telegram:5": True})
    one_by_one = recipients.on_roll(kind, vote, only_missing=missing, outside=outside)
    together = recipients.on_whole_roll(kind, vote, only_missing=missing, outside=outside)
    found = [await hall.run(recipients.count_on, whom, "", ["telegram"]) for whom in (one_by_one, together)]
    assert found[0] == found[1] != {"telegram": 0}


async def test_countdown_waits_for_the_last_portion(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PORTION", 2)
    vote = await hall.open(TIMED)
    for portions in (0, 1, 1):
        for _ in range(portions):
            await hall.run(spreading.carry_on, AGM)
        assert (await hall.due()).started == []
        await sent(hall)
    assert [one.id for one in (await hall.due()).started] == [vote.id]


async def test_ballots_of_a_vote_that_has_ended_meanwhile_are_not_queued(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "PORTION", 2)
    vote = await hall.open(TIMED)
    await sent(hall)
    done(await hall.run(voting.cancel, await hall.again(vote), "late", CLI, "Ann"))
    await carry_on(hall)
    stale = [("ballot", vote.id, f"telegram:{n}", "stale") for n in (1, 2)]
    assert (await standing(hall), (await hall.again(vote)).queued) == (stale, 0)


async def test_errands_are_carried_on_in_their_order(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vote that is closed before all have their ballots is opened again: everybody gets one."""
    monkeypatch.setattr(spreading, "PORTION", 2)
    vote = await hall.open(TIMED)
    await sent(hall)
    await hall.close(vote)
    done(await hall.run(again.reopen, await hall.event(), await hall.again(vote), "too early", CLI))
    await carry_on(hall)
    everybody = [("ballot", vote.id, f"telegram:{n}", "queued") for n in range(1, 6)]
    assert (await standing(hall), (await hall.again(vote)).queued) == (everybody, 5)


async def test_meeting_waits_for_no_errand_of_another(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "PORTION", 2)
    await hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    done(await hall.run(floor.change_state, await hall.event(OTHER), "open", CLI))
    await hall.open(TIMED)
    done(await hall.run(floor.announce, await hall.event(OTHER), "all", "Lunch", CLI))
    of_other = [one.chat for one in await hall.waiting() if one.event == OTHER]
    assert (of_other, await hall.run(spreading.waiting)) == (["telegram:1", "telegram:2"], [AGM, OTHER])
    await hall.run(spreading.carry_on, OTHER)
    counts = [sum(one.event == event for one in await hall.waiting()) for event in (AGM, OTHER)]
    assert counts == [2, 4]


async def test_estimate_of_the_time_counts_what_no_row_stands_for_yet(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "PORTION", 2)
    await hall.open(TIMED)
    found = await hall.run(spreading.count_waiting, [DeliveryKind.BALLOT], ["telegram", "matrix"])
    assert found == {"telegram": 5, "matrix": 0}


async def test_process_that_is_killed_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    size = spreading.PORTION + 1
    count = "SELECT (SELECT count(*) FROM delivery WHERE kind = 'ballot'), (SELECT count(*) FROM errand)"
    async with stand(tmp_path, people=4, members=2 * size) as at:
        assert at.query(count)[0][0] == 0
        async with at.running() as process:
            await until(lambda: at.query(count)[0][0])  # type: ignore[operator]
            os.kill(process.pid, signal.SIGKILL)
        async with at.running():
            await until(lambda: at.query(count) == [(2 * size, 0)])
