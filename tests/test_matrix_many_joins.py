"""A whole assembly accepts the bot's invitations at once: all are given what they can read the card with, once."""

import asyncio
import time
from collections import Counter

import pytest
from aiohttp.test_utils import TestServer

from adapters.contract import ChatChanged, Message
from adapters.matrix import Matrix, newcomers
from tests.matrix_crowd import BOT, member
from tests.matrix_joining import Database, Joining
from tests.matrix_machines import KEY
from tests.network_rigs import RealTimer
from tests.test_matrix_many_rooms import longest_pause

pytestmark = pytest.mark.anyio
AT_ONCE = 16


async def cards(network: Matrix, size: int) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def card(number: int) -> None:
        async with gate:
            await network.send(f"matrix:{member(number)}", Message("Check-in is open"))

    await asyncio.gather(*map(card, range(size)))


async def follow(network: Matrix, keeper: Database, came: list[str]) -> None:
    async for batch in network.batches("s1 1"):
        came += [said.sender for said in batch.inputs if isinstance(said, ChatChanged)]
        await keeper.save_rows(batch.rows)


async def slowest_answer(network: Matrix, joining: Joining) -> float:
    """How long the chair waited at most, who is written to until everybody has a key."""
    slowest = 0.0
    async with asyncio.timeout(120):
        while len(joining.given) <= joining.size:
            before = time.monotonic()
            await network.send(f"matrix:{joining.chair}", Message("Present 250"))
            slowest = max(slowest, time.monotonic() - before)
            await asyncio.sleep(0.1)
    return slowest


@pytest.mark.parametrize("size", [30, pytest.param(3000, marks=pytest.mark.slow)])
async def test_everybody_who_comes_at_once_is_given_the_key_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if size < 1000:
        monkeypatch.setattr(newcomers, "SETTLED", 1.0)
    joining = await asyncio.to_thread(Joining, size)
    async with TestServer(joining.app()) as server:
        keeper, came = Database(joining), list[str]()
        url = str(server.make_url("")).rstrip("/")
        network = Matrix(url, BOT, RealTimer(), keeper=keeper, encrypted=True, key=KEY, per_second=1000)
        await network.start()
        following = asyncio.create_task(follow(network, keeper, came))
        await cards(network, size)
        assert joining.given == Counter()
        stop = asyncio.Event()
        pausing = asyncio.create_task(longest_pause(stop))
        begun, worked = time.monotonic(), time.process_time()
        joining.come.set()
        slowest = await slowest_answer(network, joining)
        stop.set()
        took, worked = time.monotonic() - begun, time.process_time() - worked
        print(f"{size} come: all read after {took:.1f} s, with {worked:.1f} s of CPU; {dict(joining.asked)}", end="; ")
        print(f"the chair waited {slowest:.2f} s at most, longest pause {await pausing:.2f} s")
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await network.stop()
    everybody = [member(number) for number in range(size)]
    del joining.given[joining.chair]  # who gets another key after a hundred messages
    assert joining.given == Counter(everybody)
    assert sorted(came) == sorted(f"matrix:{who}" for who in everybody)
