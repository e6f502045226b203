"""Answers to presses on their way out."""

import asyncio
from dataclasses import dataclass, field
from typing import cast

import pytest

from adapters.contract import Network, Offline, Press
from adapters.outbox import Outbox
from bot.chat.call import Answer
from bot.running.networks import MOST_ANSWERS, Connection, Networks

NOWHERE = cast(Outbox, None)
pytestmark = pytest.mark.anyio


@dataclass
class Slow:
    """A network on which an answer takes until `go`; an empty one is not delivered."""

    name: str
    go: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)

    async def answer(self, press: Press, text: str, *, alert: bool = False) -> None:  # noqa: ARG002 - as in Network
        self.asked.append(press.id)
        await self.go.wait()
        if not text:
            raise Offline


def networks(*networks: Slow) -> Networks:
    return Networks(Connection(cast(Network, network), NOWHERE, NOWHERE) for network in networks)


def answers(network: str, count: int, text: str = "recorded") -> list[Answer]:
    return [
        Answer(Press(id=str(n), sender="", chat=f"{network}:1", private=True, data="", handle=""), text)
        for n in range(count)
    ]


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_answers_on_a_network_that_is_not_connected_are_dropped() -> None:
    here = Slow("here")
    networks(here).answer(answers("there", 3))
    await settled()
    assert here.asked == []


async def test_more_answers_than_go_at_a_time_wait_and_go_in_their_order() -> None:
    network = Slow("a")
    networks(network).answer(answers("a", MOST_ANSWERS + 20))
    await settled()
    waiting = len(network.asked)
    network.go.set()
    await settled()
    assert (waiting, network.asked) == (MOST_ANSWERS, [str(n) for n in range(MOST_ANSWERS + 20)])


async def test_answers_that_fail_do_not_stop_those_behind_them() -> None:
    network = Slow("a")
    network.go.set()
    out = networks(network)
    out.answer([*answers("a", MOST_ANSWERS, ""), *answers("a", 1)])
    await settled()
    out.answer(answers("a", 1))
    await settled()
    assert len(network.asked) == MOST_ANSWERS + 2


async def test_a_network_that_hangs_holds_up_no_other() -> None:
    stuck, free = Slow("stuck"), Slow("free")
    out = networks(stuck, free)
    out.answer(answers("stuck", 2 * MOST_ANSWERS))
    out.answer(answers("free", 1))
    await settled()
    assert free.asked == ["0"]
