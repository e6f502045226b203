"""The virtual clock of the demo."""

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.demo.clock import VirtualTime

START = datetime(2027, 3, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> VirtualTime:
    return VirtualTime(START)


def test_cancelled_sleep_is_no_reason_to_jump(clock: VirtualTime) -> None:
    async def main() -> float:
        long = asyncio.create_task(clock.sleep(500))
        await clock.sleep(1)
        long.cancel()
        await clock.sleep(1)
        await asyncio.gather(long, return_exceptions=True)
        await asyncio.to_thread(lambda: None)
        return clock.monotonic()

    assert clock.run(main()) == 2


def test_sleep_of_less_than_nothing_does_not_turn_the_clock_back(clock: VirtualTime) -> None:
    async def main() -> float:
        await clock.sleep(3)
        await clock.sleep(-2)
        return clock.monotonic()

    assert clock.run(main()) == 3


def test_exception_comes_out(clock: VirtualTime) -> None:
    async def main() -> None:
        await clock.sleep(1)
        raise LookupError

    with pytest.raises(LookupError):
        clock.run(main())


def test_day_passes_at_once(clock: VirtualTime) -> None:
    clock.run(clock.sleep(86_400))
    assert clock.now() == START + timedelta(days=1)


def test_sleepers_wake_in_the_order_of_their_instants(clock: VirtualTime) -> None:
    woken: list[tuple[float, str]] = []

    async def sleeper(name: str, seconds: float) -> None:
        await clock.sleep(seconds)
        woken.append((clock.monotonic(), name))

    async def main() -> None:
        await asyncio.gather(sleeper("late", 2.5), sleeper("first", 1), sleeper("second", 1), sleeper("now", 0))

    clock.run(main())
    assert woken == [(0, "now"), (1, "first"), (1, "second"), (2.5, "late")]


def test_everything_ready_runs_before_the_clock_moves(clock: VirtualTime) -> None:
    steps: list[float] = []

    async def busy() -> None:
        for _ in range(1000):
            await asyncio.sleep(0)
            steps.append(clock.monotonic())

    async def main() -> None:
        await asyncio.gather(busy(), clock.sleep(0.001))

    clock.run(main())
    assert set(steps) == {0}


def test_clock_stands_still_while_a_thread_works(clock: VirtualTime) -> None:
    working = False
    release = Event()

    async def work() -> float:
        nonlocal working
        working = True
        asyncio.get_running_loop().call_soon(release.set)
        await asyncio.to_thread(release.wait)
        working = False
        return clock.monotonic()

    async def main() -> list[float | None]:
        return await asyncio.gather(work(), clock.sleep(10))

    clock.busy = lambda: working
    assert (clock.run(main()), clock.monotonic()) == ([0, None], 10)


def test_timer_that_was_switched_off_calls_nothing(clock: VirtualTime) -> None:
    called: list[str] = []
    clock.later(1, lambda: called.append("on"))
    clock.later(1, lambda: called.append("off")).off = True
    clock.run(clock.sleep(2))
    assert called == ["on"]


def test_timer_may_set_another_for_the_same_instant(clock: VirtualTime) -> None:
    called: list[float] = []
    clock.later(1, lambda: clock.later(0, lambda: called.append(clock.monotonic())))
    clock.run(clock.sleep(2))
    assert called == [1]
