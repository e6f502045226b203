"""One network's trouble is not the meeting's: issue 10.B and 11.3."""

import asyncio
from datetime import UTC, datetime

import pytest

from adapters.contract import NetworkError, Offline, Rejected
from adapters.memory import Memory
from adapters.outbox import Outbox
from bot.demo.clock import VirtualTime
from bot.running.networks import Connection
from bot.running.upkeep import NobodyAcceptsUs, Upkeep

START = datetime(2026, 5, 9, 14, 0, tzinfo=UTC)


class Turned(Memory):
    """A network that does not take us for the first so many times."""

    def __init__(self, time: VirtualTime, name: str, errors: list[NetworkError]) -> None:
        super().__init__(time, name=name)
        self.errors = errors

    async def start(self) -> None:
        if self.errors:
            raise self.errors.pop(0)


def served(seconds: float, *, before: bool = False, **errors: list[NetworkError]) -> list[str]:
    """The networks that are worked with in this time, in this order; `before` if an earlier process was accepted."""
    time, found = VirtualTime(START), list[str]()

    async def serve(connection: Connection) -> None:
        found.append(connection.network.name)
        await asyncio.Event().wait()

    async def run() -> None:
        upkeep = Upkeep(errors, time, serve)
        upkeep.accepted = before
        nets = [Turned(time, name, list(of_it)) for name, of_it in errors.items()]
        async with asyncio.TaskGroup() as tasks:
            keeping = [
                tasks.create_task(upkeep.keep(Connection(net, Outbox(net, time), Outbox(net, time)))) for net in nets
            ]
            await time.sleep(seconds)
            for task in keeping:
                task.cancel()

    try:
        time.run(run())
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None
    return found


def test_passing_rejection_at_start_ends_nothing() -> None:
    assert served(60, one=[Rejected("401"), Rejected("404"), Offline()]) == ["one"]


def test_process_ends_if_nobody_ever_accepts_it() -> None:
    with pytest.raises(NobodyAcceptsUs, match="401"):
        served(600, one=[Rejected("401")] * 9)


def test_whoever_sits_before_a_wrong_token_waits_some_seconds() -> None:
    with pytest.raises(NobodyAcceptsUs, match="401"):
        served(4, one=[Rejected("401")] * 9, other=[Rejected("401")] * 9)


def test_restart_while_a_network_that_knew_us_says_no_waits_until_it_passes() -> None:
    assert served(600, before=True, one=[Rejected("401")] * 9, other=[Offline()] * 999) == ["one"]


def test_network_that_is_down_or_rejects_us_is_in_no_other_s_way() -> None:
    assert served(600, away=[Offline()] * 999, shut=[Rejected("401")] * 999, there=[]) == ["there"]


def test_network_that_comes_late_is_served_then() -> None:
    assert served(600, late=[Offline()] * 5, there=[]) == ["there", "late"]


def test_both_networks_are_away_at_the_start_and_each_comes_by_itself() -> None:
    assert served(60, one=[Offline()] * 3, other=[Offline()] * 999) == ["one"]
    assert served(600, one=[Offline()] * 9, other=[Offline(), Rejected("401"), Offline()]) == ["other", "one"]
