"""A restart with thousands of encrypted rooms: how soon the first is answered, and whether anything stands still."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestServer

from adapters.contract import Message, Text
from adapters.matrix import Kept, Matrix
from tests.matrix_crowd import BOT, Crowd
from tests.matrix_machines import KEY
from tests.matrix_sealed import Ledger
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio
PROMISED = 10.0
"""Seconds from the start to the first answer; of this process, since a machine may be busy with others."""


class Database(Ledger):
    """What the crowd's bot has in its database."""

    def __init__(self, crowd: Crowd) -> None:
        super().__init__()
        self.rooms, self.rows = crowd.kept, dict(crowd.bot.stored)

    async def load(self) -> Kept:
        return replace(await super().load(), session="token")


async def longest_pause(stop: asyncio.Event) -> float:
    """For how long nothing else could be done."""
    longest = 0.0
    while not stop.is_set():
        before = time.monotonic()
        await asyncio.sleep(0.005)
        longest = max(longest, time.monotonic() - before - 0.005)
    return longest


async def follow(network: Matrix, keeper: Database, said: list[Text]) -> None:
    """Confirm what comes in."""
    async for batch in network.batches("s1 1"):
        said += [one for one in batch.inputs if isinstance(one, Text)]
        await keeper.save_rows(batch.rows)


async def until(done: Callable[[], bool]) -> float:
    """The time when something is so."""
    async with asyncio.timeout(120):
        while not done():
            await asyncio.sleep(0.01)
    return time.monotonic()


@pytest.mark.parametrize(
    "size", [30, pytest.param(1000, marks=pytest.mark.slow), pytest.param(3000, marks=pytest.mark.slow)]
)
async def test_a_restart_with_many_rooms_answers_soon_and_reads_everybody_once(size: int) -> None:
    crowd = await asyncio.to_thread(Crowd, size)
    async with TestServer(crowd.app()) as server:
        stop = asyncio.Event()
        pausing = asyncio.create_task(longest_pause(stop))
        url, keeper = str(server.make_url("")).rstrip("/"), Database(crowd)
        begun, worked = time.monotonic(), time.process_time()
        network = Matrix(url, BOT, RealTimer(), keeper=keeper, encrypted=True, key=KEY, per_second=1000)
        await network.start()
        started = time.monotonic() - begun
        said: list[Text] = []
        following = asyncio.create_task(follow(network, keeper, said))
        await until(lambda: bool(said))
        await network.send(said[0].chat, Message("Recorded"))
        answered, worked = crowd.first_sent - begun, time.process_time() - worked
        everybody = await until(lambda: len(said) >= size) - begun
        stop.set()
        print(f"{size} rooms: started {started:.2f} s, answered {answered:.2f} s, with {worked:.2f} s of CPU", end="; ")
        print(f"all read {everybody:.2f} s, longest pause {await pausing:.2f} s")
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        await network.stop()
    assert {one.text for one in said} == {"7a"}
    assert sorted(one.chat for one in said) == sorted(f"matrix:{person}" for person in crowd.kept)
    assert worked < PROMISED
