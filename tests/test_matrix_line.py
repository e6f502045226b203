"""Requests that a homeserver refuses for their number come back one at a time, at the pace that it told."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from adapters.contract import NetworkError, RetryLater
from adapters.matrix import invited
from adapters.matrix.invited import Doors
from adapters.matrix.keeping import MemoryKeeper
from adapters.matrix.line import MOST, SHORT, Line
from adapters.matrix.rooms import Invitation, Rooms
from adapters.matrix.wire import Wire
from adapters.pacing import Backoff
from adapters.parsing import Object
from bot.demo.clock import VirtualTime


class Account:
    """What Synapse allows an account: a burst, then one in so many seconds; a refused request takes nothing."""

    def __init__(self, time: VirtualTime, burst: int, seconds: float) -> None:
        self.time = time
        self.seconds = seconds
        self.used_until = -burst * seconds
        self.burst = burst
        self.refused: Counter[str] = Counter()

    async def ask(self, who: str) -> Object:
        await asyncio.sleep(0)
        now = self.time.monotonic()
        free_at = max(self.used_until, now - self.burst * self.seconds) + self.seconds
        if free_at > now:
            self.refused[who] += 1
            raise RetryLater(max(0.5, free_at - now))  # as the adapter has it at least
        self.used_until = free_at
        return {"who": who}


def crowd(number: int, burst: int = 4, seconds: float = 5.0) -> tuple[list[object], Account, float]:
    """What so many requests at once end in, and after how long."""
    time = VirtualTime(datetime(2026, 5, 9, tzinfo=UTC))
    account, line = Account(time, burst, seconds), Line(time)

    async def one(who: str) -> object:
        try:
            return (await line.go(lambda: account.ask(who)))["who"]
        except NetworkError as error:
            return error

    async def run() -> list[object]:
        return list(await asyncio.gather(*(one(str(who)) for who in range(number))))

    return time.run(run()), account, time.monotonic()


def test_whoever_was_refused_is_asked_for_again_once_when_it_can_go() -> None:
    ended, account, seconds = crowd(4 + MOST)
    assert ended == [str(who) for who in range(4 + MOST)]
    assert set(account.refused.values()) == {1}  # of a stampede each would have been refused up to seven times
    assert seconds <= MOST * 5.0 + 1


def test_the_line_is_short_and_others_are_told_to_come_back() -> None:
    ended, account, _ = crowd(40)
    late = [error for error in ended if isinstance(error, RetryLater)]
    assert (len(late), {error.seconds is not None and error.seconds > 5 for error in late}) == (36 - MOST, {True})
    assert max(account.refused.values()) == 1


@pytest.mark.parametrize("told", [None, SHORT + 1, 333.0])
def test_a_long_pause_is_of_one_kind_or_person_and_keeps_nobody_else(told: float | None) -> None:
    time = VirtualTime(datetime(2026, 5, 9, tzinfo=UTC))
    line = Line(time)

    async def refused() -> Object:
        raise RetryLater(told)

    async def taken() -> Object:
        return {"event_id": "$1"}

    async def run() -> Object:
        with pytest.raises(RetryLater) as raised:
            await line.go(refused)
        assert raised.value.seconds == told
        return await line.go(taken)

    assert (time.run(run()), time.monotonic()) == ({"event_id": "$1"}, 0.0)


async def knocking(time: VirtualTime, account: Account, number: int) -> list[str]:
    """Rooms that are gone into, where so many invitations come at once."""
    came: list[str] = []

    class Limited(Rooms):
        """Rooms of a homeserver that counts."""

        async def join(self, number: str) -> None:
            await account.ask(number)
            came.append(number)

    us = "@bot:moot.test"
    limited = Limited(Wire("http://127.0.0.1:9", time), MemoryKeeper(), us, Invitation())
    doors = Doors(limited, us, time, Backoff(Random(1)))
    for one in range(number):
        doors.ask(f"!{one}", f"@member{one}:moot.test")
    await time.sleep(number * account.seconds + 60)
    await doors.stop()
    return came


def test_invitations_of_strangers_from_everywhere_keep_none_of_our_homeserver_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(invited, "MOST_WAITING", 20)
    time, came = VirtualTime(datetime(2026, 5, 9, tzinfo=UTC)), list[str]()

    class Hanging(Rooms):
        """Rooms of others, whose homeservers never answer."""

        async def join(self, number: str) -> None:
            if number.startswith("!afar"):
                await time.sleep(10_000)
            came.append(number)

    async def knock() -> None:
        us = "@bot:moot.test"
        rooms = Hanging(Wire("http://127.0.0.1:9", time), MemoryKeeper(), us, Invitation())
        doors = Doors(rooms, us, time, Backoff(Random(1)))
        for one in range(60):
            doors.ask(f"!afar{one}", f"@x:n{one}.evil.test")
        doors.ask("!ours", "@ann:moot.test")
        await time.sleep(60)
        await doors.stop()

    time.run(knock())
    assert came == ["!ours"]


def test_many_invitations_on_a_homeserver_with_limits_are_followed_at_its_pace() -> None:
    time = VirtualTime(datetime(2026, 5, 9, tzinfo=UTC))
    account = Account(time, burst=10, seconds=10.0)  # `rc_joins.local` as it comes
    came = time.run(knocking(time, account, 60))
    assert (len(came), max(account.refused.values()) <= 2, sum(account.refused.values()) <= 16) == (60, True, True)
