"""What was said before a deadline and taken in after it: issue 11, a stall of our own."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.running.clock import Steady
from bot.running.listening import Ear, Pulse, Stall, taken_in

START = datetime(2026, 5, 9, 14, 0, tzinfo=UTC)


class Machine:
    """A clock to turn, and to set."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.set = timedelta(0)

    def now(self) -> datetime:
        return at(self.passed) + self.set

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def pass_until(time: Machine, pulse: Pulse, instant: float) -> None:
    """Time passes, and the process runs."""

    async def run() -> None:
        while time.passed < instant:
            await time.sleep(min(0.5, instant - time.passed))
            await pulse.beat()

    asyncio.run(run())


@pytest.fixture
def time() -> Machine:
    return Machine()


@pytest.fixture
def pulse(time: Machine) -> Pulse:
    return Pulse(time)


def test_press_that_waited_during_a_stall_can_have_been_made_at_its_beginning(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    pass_until(time, pulse, 10)
    first = ear.got()
    pass_until(time, pulse, 35)  # the database was locked
    ear.done()
    pass_until(time, pulse, 35.25)
    assert (first, ear.stalls, ear.got()) == (at(10), [Stall(at(10), at(35))], at(10))


def test_press_after_a_quiet_time_is_made_when_it_comes(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    ear.got()
    pass_until(time, pulse, 25)
    ear.done()
    pass_until(time, pulse, 30)
    assert ear.got() == at(30)


def test_batch_that_is_committed_at_once_is_no_stall(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    ear.got()
    pass_until(time, pulse, 1.75)
    ear.done()
    assert (ear.stalls, ear.got()) == ([], at(1.75))


def test_press_behind_a_full_batch_can_have_been_made_when_that_one_came(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    found = []
    for full in (True, True, False, False):
        found.append(ear.got())
        pass_until(time, pulse, time.passed + 0.5)
        ear.done(full=full)
    assert (found, ear.stalls) == ([at(0), at(0), at(0), at(1.5)], [])


def test_full_batches_without_end_keep_a_deadline_open_for_some_seconds_only(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    for _ in range(25):
        ear.got()
        pass_until(time, pulse, time.passed + 0.5)
        ear.done(full=True)
    assert taken_in(at(12.5), pulse, [ear]) == at(10.5)


def test_network_that_falls_silent_after_a_full_batch_has_brought_everything(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    ear.got()
    ear.done(full=True)
    pass_until(time, pulse, 3)
    ear.rest()
    assert taken_in(at(3), pulse, [ear]) == at(3)


def test_batch_in_hand_keeps_deadlines_open_that_it_may_be_in_time_for(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    pass_until(time, pulse, 5)
    ear.got()
    pass_until(time, pulse, 6)
    assert taken_in(at(6), pulse, [ear]) == at(5)


def test_process_that_was_stopped_knows_since_when(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    pass_until(time, pulse, 1)
    time.passed = 40.0
    assert (pulse.stopped, ear.got()) == (at(1), at(1))
    asyncio.run(pulse.beat())
    assert (pulse.stalls, pulse.stopped) == ([Stall(at(1), at(40))], None)


def test_clock_that_is_set_moves_nothing_before_it_is_asked() -> None:
    machine = Machine()
    steady = Steady(machine)
    machine.passed, machine.set = 10.0, timedelta(hours=1)
    before, ahead = steady.now(), steady.ahead
    steady.jump(ahead)
    assert (before, ahead, steady.now()) == (at(10), timedelta(hours=1), at(3610))


def test_stall_is_as_long_as_it_was_though_the_clock_was_set_meanwhile(time: Machine, pulse: Pulse) -> None:
    ear = Ear(time, pulse)
    ear.got()
    hour = timedelta(hours=1)
    time.passed, time.set = 40.0, hour
    for listening in (ear, pulse):
        listening.jump(hour)
    assert (ear.open, pulse.stopped) == (at(0) + hour, at(0) + hour)
    ear.done()
    asyncio.run(pulse.beat())
    assert (ear.stalls, pulse.stalls) == ([Stall(at(0) + hour, at(40) + hour)],) * 2
    ear.jump(-hour)
    pulse.jump(-hour)
    assert (ear.stalls, pulse.stalls, ear.open) == ([Stall(at(0), at(40))], [Stall(at(0), at(40))], at(0))
