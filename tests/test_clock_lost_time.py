"""Time that was lost is given back once, whatever is lost at once: two networks, two starts, a clock set meanwhile."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from adapters.contract import Batch, Offline, plain
from adapters.memory import LIMITS, Memory
from bot.running.clock import Steady
from bot.running.networks import Networks
from bot.running.outages import Outages
from core import accounts, countdown, due, floor
from core.accounts import TRIES
from core.errors import StoreBusy
from core.journal import CLI
from core.model import Purpose, VoteState
from core.store import inputs
from core.store.engine import Store
from core.store.writer import Tx
from tests.meeting import Meeting, Skewed, event_of, played, resumed, running, staged
from tests.people import MOTION, Hall, code, done

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CONFIRM = timedelta(minutes=5)
CLOSED = timedelta(seconds=15)
"""A close that the chair has typed is counted by then."""


async def _confirm(m: Meeting) -> None:
    async with m.store.read() as tx:
        event = await event_of(tx)
    await m.store.write(lambda tx: floor.ask_to_confirm(tx, event, CONFIRM, CLI))


async def _left(m: Meeting) -> timedelta:
    """Until those who have not confirmed are absent, which is still to come."""
    async with m.store.read() as tx:
        by = (await event_of(tx)).confirm_by
    assert by is not None
    return by - m.time.now()


async def _closed(m: Meeting) -> None:
    await m.chair("/vote Budget")
    await m.chair("/open 1")
    await m.time.sleep(5)
    m.member(1).write("/close 1", chat=m.channel)
    await m.time.sleep(4)
    assert (await m.vote()).state is VoteState.CLOSED


class Unheard(Memory):
    """A network that is away, and was since the process began."""

    @property
    def heard(self) -> None:
        return None

    async def start(self) -> None:
        raise Offline


Play = Callable[[Meeting], Awaitable[None]]


def _go_on(folder: Path, after: timedelta, kind: type[Memory], play: Play, *others: str) -> None:
    """Another process goes on, that long after the beginning, on `memory` and on `others`; played after 4 s."""
    time = Skewed()
    time.skew = after

    async def go_on() -> None:
        nets = [kind(time, name=name, limits=LIMITS) for name in ("memory", *others)]
        nets[0].group("memory:g1")
        async with running(folder, time, nets[0], nets[1:]) as meeting:
            await time.sleep(4)
            await play(meeting)

    time.run(go_on())


def test_network_that_was_away_for_long_gives_a_confirmation_no_more_than_its_time(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        m.others[0].online = False
        await m.time.sleep(180)
        await _confirm(m)
        m.others[0].online = True
        await m.time.sleep(10)
        assert await _left(m) <= CONFIRM

    played(tmp_path, play, others=[LIMITS])


def test_network_that_was_away_for_long_delays_no_count(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        m.others[0].online = False
        await m.time.sleep(180)
        await _closed(m)
        m.others[0].online = True
        await m.time.sleep(20)
        assert (await m.vote()).state is VoteState.COUNTED

    played(tmp_path, play, others=[LIMITS])


def test_networks_that_were_away_together_give_their_time_once(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _confirm(m)
        for net in (m.net, m.others[0]):
            net.online = False
        await m.time.sleep(240)
        for net in (m.net, m.others[0]):
            net.online = True
        await m.time.sleep(10)
        assert CONFIRM - timedelta(seconds=60) < await _left(m) <= CONFIRM

    played(tmp_path, play, others=[LIMITS])


def test_start_after_an_hour_gives_the_hour_once_on_two_networks(tmp_path: Path) -> None:
    async def stopped(m: Meeting) -> None:
        await _closed(m)

    played(tmp_path, stopped, others=[LIMITS])

    async def go_on(m: Meeting) -> None:
        await m.time.sleep(15)
        assert (await m.vote()).state is VoteState.COUNTED

    _go_on(tmp_path, HOUR, Memory, go_on, "other1")


def test_second_start_without_a_network_gives_no_time_again(tmp_path: Path) -> None:
    played(tmp_path, _closed)

    async def nothing(_m: Meeting) -> None:
        pass

    async def go_on(m: Meeting) -> None:
        await m.time.sleep(15)
        assert (await m.vote()).state is VoteState.COUNTED

    for minutes in (60, 61, 62):
        _go_on(tmp_path, timedelta(minutes=minutes), Unheard, nothing)
    _go_on(tmp_path, timedelta(minutes=63), Memory, go_on)


def test_clock_that_went_back_while_no_process_ran_takes_deadlines_back_once(tmp_path: Path) -> None:
    played(tmp_path, _confirm, others=[LIMITS])

    async def go_on(m: Meeting) -> None:
        assert CONFIRM - timedelta(seconds=60) < await _left(m) <= CONFIRM
        assert len([text for text in m.told if "set back" in text]) <= 1

    _go_on(tmp_path, -DAY, Memory, go_on, "other1")
    _go_on(tmp_path, -DAY + timedelta(seconds=30), Memory, go_on, "other1")


def test_second_start_without_a_network_takes_no_deadline_back_again(tmp_path: Path) -> None:
    played(tmp_path, _confirm)

    async def go_on(m: Meeting) -> None:
        assert timedelta(minutes=2) < await _left(m) <= CONFIRM

    for seconds in (0, 40):
        _go_on(tmp_path, -DAY + timedelta(seconds=seconds), Unheard, go_on)


def test_clock_that_is_set_forward_while_a_network_is_out_gives_its_hour_once(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _confirm(m)
        m.others[0].online = False
        await m.time.sleep(60)
        m.time.skew = HOUR
        await m.time.sleep(60)
        m.others[0].online = True
        await m.time.sleep(10)
        assert await _left(m) <= CONFIRM

    played(tmp_path, play, others=[LIMITS])


def test_deadline_is_held_where_the_clock_goes_back_while_a_network_is_out(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await m.chair("/vote Budget\ntime: 2m")
        await m.chair("/open 1")
        m.others[0].online = False
        await m.time.sleep(60)
        m.time.skew = -HOUR
        await m.time.sleep(10)
        m.member(1).press("3 more minutes", chat=m.channel)
        await m.time.sleep(300)
        vote = await m.vote()
        assert (vote.state, vote.hold is not None) == (VoteState.OPEN, True)

    played(tmp_path, play, others=[LIMITS])


def test_vote_is_not_closed_before_it_was_opened_where_a_wrong_clock_is_put_right(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await m.chair("/vote Budget\ntime: 10m")
        await m.chair("/open 1")
        await m.time.sleep(5)
        for skew in (HOUR, timedelta()):
            m.time.skew = skew
            await m.time.sleep(10)
        label = next(
            button.label
            for shown in reversed(m.channel.messages)
            for row in shown.message.rows
            for button in row
            if "as of" in button.label
        )
        m.member(1).press(label, chat=m.channel)
        await m.time.sleep(5)
        vote = await m.vote()
        assert vote.opened_at is not None
        assert vote.closed_at is not None
        assert vote.closed_at >= vote.opened_at

    played(tmp_path, play)


class Telling(Memory):
    """A network that tells when something was written, by the machine's clock, as adapters make it out."""

    def __init__(self, time: Skewed) -> None:
        super().__init__(time, limits=LIMITS)
        self.time = time

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        async for batch in super().batches(cursor):
            yield replace(batch, inputs=tuple(replace(said, written=self.time.now()) for said in batch.inputs))


@pytest.mark.parametrize("offset", [HOUR, -HOUR])
def test_command_that_comes_while_the_clock_is_set_is_not_late(tmp_path: Path, offset: timedelta) -> None:
    time = Skewed()

    async def play() -> None:
        await staged(tmp_path, time, 5)
        net = Telling(time)
        net.group("memory:g1")
        async with running(tmp_path, time, net) as m:
            await m.chair("/vote Budget")
            before = len(m.told)
            await time.sleep(0.3)  # between two ticks
            time.skew = offset
            await m.chair("/open 1")
            assert [text for text in m.told[before:] if "ago" in text] == []
            assert (await m.vote()).state is VoteState.OPEN

    time.run(play())


class Held:
    """A database that another process holds until it is `free`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.free = False

    def read(self) -> AbstractAsyncContextManager[Tx]:
        return self.store.read()

    async def write(self, job: Callable[[Tx], Awaitable[object]]) -> object:
        if not self.free:
            raise StoreBusy("held")
        return await self.store.write(job)


@pytest.mark.anyio
async def test_clock_that_is_set_while_the_database_is_held_holds_the_deadlines_afterwards(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, time=600.0))
    done(await hall.run(countdown.start_countdown, vote, CLI))
    machine, store = Skewed(), Held(hall.store)
    machine.skew = hall.clock.now() - machine.now()
    steady = Steady(machine)
    outages = Outages(cast(Store, store), Networks(()), steady, 30)
    hall.store.go_by(steady)
    machine.skew += HOUR
    for _ in range(2):
        with pytest.raises(StoreBusy):
            await outages.tick()
    assert (await hall.again(vote)).state is VoteState.OPEN
    assert steady.now() - hall.clock.now() < HOUR
    store.free = True
    await outages.tick()
    assert (await hall.again(vote)).hold is not None
    assert steady.now() - hall.clock.now() >= HOUR


@pytest.mark.anyio
@pytest.mark.parametrize("offset", [DAY, -DAY, 3 * DAY, -3 * DAY, 400 * DAY, -400 * DAY])
async def test_codes_and_wrong_tries_last_as_long_as_ever(hall: Hall, offset: timedelta) -> None:
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.DESK, CLI)
    digits = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    for _ in range(TRIES):
        await hall.run(accounts.redeem, "telegram:67", "telegram:67", "WRNG-WRNG-WRNG-WRNG", "en")
    before = hall.clock.at
    hall.clock.at += offset
    made_since = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    await hall.run(due.clock_jumped, before, offset)
    tried = await hall.run(accounts.redeem, "telegram:67", "telegram:67", "WRNG-WRNG-WRNG-WRNG", "en")
    assert await hall.run(accounts.pairing_code, "telegram:66", "telegram:66") == digits
    assert code(await hall.run(floor.binding, made_since, await hall.person(1))) == ""
    assert code(await hall.run(floor.binding, text, await hall.person(1))) == ""
    assert code(tried) == "too-many-tries"
    hall.clock.at += accounts.PAIRING_LASTS
    assert await hall.run(accounts.pairing_code, "telegram:66", "telegram:66") != digits
    hall.clock.at += floor.BIND_CODE_LASTS
    assert code(await hall.run(floor.binding, text, await hall.person(1))) == "bind-unknown"


@pytest.mark.anyio
async def test_inputs_that_were_seen_are_not_forgotten_by_a_clock_that_is_set(hall: Hall) -> None:
    await hall.run(inputs.unseen, "telegram", ["1"])
    before = hall.clock.at
    hall.clock.at += 400 * DAY
    await hall.run(due.clock_jumped, before, 400 * DAY)
    await hall.run(inputs.prune)
    assert await hall.run(inputs.unseen, "telegram", ["1", "2"]) == {"2"}
    hall.clock.at += inputs.KEPT + timedelta(seconds=1)
    await hall.run(inputs.prune)
    assert await hall.run(inputs.unseen, "telegram", ["1"]) == {"1"}


def test_clock_that_goes_to_and_fro_sends_no_ballot_again_and_again(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        for number, lines in ((1, "/vote Budget"), (2, "/vote Lunch\ntime: 10m")):
            await m.chair(lines)
            await m.chair(f"/open {number}")
        await m.time.sleep(10)
        before, asked = m.member(2).traffic.sent, len([text for text in m.told if "is held" in text])
        for _ in range(6):
            for seconds in (10, 0):
                m.time.skew = timedelta(seconds=seconds)
                await m.time.sleep(5)
        held = [text for text in m.told if "is held" in text]
        assert (m.member(2).traffic.sent - before, asked, len(held)) == (1, 0, 1)
        assert _clock_alarms(m) == 1  # a dozen would take what the channel may be sent in a minute
        m.time.skew = HOUR
        await m.time.sleep(5)
        assert _clock_alarms(m) == 2

    played(tmp_path, play)


def _clock_alarms(m: Meeting) -> int:
    return len([text for text in m.told if "The server's clock was set" in text])


def test_ballots_come_again_where_the_clock_went_back_while_no_process_ran(tmp_path: Path) -> None:
    async def stopped(m: Meeting) -> None:
        await m.chair("/vote Budget")
        await m.chair("/open 1")
        await m.time.sleep(10)

    played(tmp_path, stopped)

    async def go_on(m: Meeting) -> None:
        assert plain(m.member(2).messages[-1].message.text).startswith("Vote 1 “Budget”")

    resumed(tmp_path, -HOUR, go_on)


def test_outage_is_held_for_a_vote_that_was_opened_before_the_clock_went_back(tmp_path: Path) -> None:
    async def opened_then(m: Meeting) -> None:
        await m.chair("/vote Budget\ntime: 10m")
        await m.chair("/open 1")

    played(tmp_path, opened_then)

    async def more_time(m: Meeting) -> None:
        vote = await m.vote()
        done(await m.store.write(lambda tx: countdown.extend(tx, vote, timedelta(minutes=3), CLI)))
        assert (await m.vote()).hold is None

    resumed(tmp_path, -HOUR, more_time)

    async def held(m: Meeting) -> None:
        vote = await m.vote()
        assert (vote.state, vote.hold is not None) == (VoteState.OPEN, True)

    resumed(tmp_path, timedelta(minutes=5), held)
