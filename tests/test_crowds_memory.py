"""What a crowd leaves waiting at the network's pace is small: tens of thousands wait for a quarter of an hour."""

import asyncio
import tracemalloc
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from adapters.contract import Message, Press, Ref
from adapters.memory import Memory
from adapters.outbox import Outbox
from bot.chat.call import Answer, Effects, House, Post, Redraw
from bot.demo.clock import VirtualTime
from bot.running.failures import Failures
from bot.running.networks import Connection, Networks
from bot.running.redraws import Redraws
from core.model import MemberId, VoteId
from tests.people import Hall

pytestmark = pytest.mark.anyio
CROWD = 5000
MOST = 1700
"""Bytes for each who waits."""


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime(datetime(2027, 3, 20, 9, 0, tzinfo=UTC))


@pytest.fixture
def networks(time: VirtualTime) -> Networks:
    network = Memory(time)
    return Networks([Connection(network, Outbox(network, time), Outbox(network, time))])


async def _left(
    networks: Networks, press: Callable[[str, Ref], None], settled: Callable[[], Awaitable[None]]
) -> tuple[int, int]:
    """How many jobs wait once all have pressed, and the bytes that each of them keeps."""
    tracemalloc.start()
    try:
        for number in range(CROWD):
            chat = f"memory:{100_000 + number}"
            press(chat, Ref(chat, str(number)))
        await settled()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    waiting = sum(connection.outbox.waiting() for connection in networks)
    return waiting, kept // waiting


async def test_a_ballot_that_waits_to_be_redrawn_is_small(hall: Hall, networks: Networks, time: VirtualTime) -> None:
    redraws = Redraws(hall.store, House(), networks, Failures(hall.store, time), time)

    def press(chat: str, ref: Ref) -> None:
        redraws.redraw([Redraw(VoteId(1), MemberId(100_000 + int(ref.message)), chat, ref)])

    async def settled() -> None:
        while redraws._looking:
            await asyncio.sleep(0.01)

    waiting, each = await _left(networks, press, settled)
    assert (waiting, max(each, MOST)) == (CROWD, MOST)


async def test_a_card_that_waits_to_be_redrawn_keeps_nothing_of_its_press(networks: Networks) -> None:
    def press(chat: str, ref: Ref) -> None:
        pressed = Press(id=ref.message, sender=chat, chat=chat, private=True, data=f"in:{ref.message}", handle="h" * 20)
        toast, card = partial(str.format, "{event}", event=chat), partial(Message, text=chat)
        networks.carry_out([Effects([Answer(pressed, toast)], [Post(chat, card, ref)])])

    waiting, each = await _left(networks, press, partial(asyncio.sleep, 0))
    assert (waiting, max(each, MOST)) == (CROWD, MOST)
