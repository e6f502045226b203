"""The network in memory with a log of what was sent when, on time that jumps."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from heapq import heappop, heappush
from random import Random

from adapters.contract import Address, Limits, Message, NetworkError, Offline, Ref
from adapters.memory import Memory
from adapters.outbox import Job, Lane, Outbox

LIMITS = Limits(per_second=30, chat_per_second=1, group_per_minute=20)
FAST = Limits(per_second=1e6, chat_per_second=1e6, group_per_minute=6e7)


class VirtualTimer:
    """Time that jumps to the next sleeper once everybody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        future = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, self._count, future))
        await future

    async def drive(self) -> None:
        while True:
            for _ in range(20):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].done():
                heappop(self._sleepers)
            if self._sleepers:
                at, _, future = heappop(self._sleepers)
                self.now = max(self.now, at)
                future.set_result(None)


class Network(Memory):
    """The network in memory with a log of what was sent when, and a delay for each request."""

    def __init__(self, timer: VirtualTimer, limits: Limits = LIMITS, delay: float = 0.0, enforce: bool = False) -> None:
        super().__init__(timer, limits=limits, enforce=enforce)
        self.log: list[tuple[float, Address, str]] = []
        self.ends: list[tuple[str, Ref | None, NetworkError | None]] = []
        self.delay = delay
        self.raises: dict[Address, list[NetworkError]] = {}
        self.refuse = ""
        """The text that never goes through."""
        self.clock = timer

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:
        self.person(chat) if not chat.startswith("memory:g") else self.group(chat)
        self.log.append((round(self.clock.now, 3), chat, message.text))
        if self.delay:
            await self.clock.sleep(self.delay)
        if message.text == self.refuse:
            raise Offline
        if self.raises.get(chat):
            raise self.raises[chat].pop(0)
        return await super().send(chat, message, key)

    def texts(self) -> list[str]:
        return [text for _, _, text in self.log]

    def job(
        self, chat: str, text: str, lane: Lane = Lane.DUE, ref: Ref | None = None, key: str = "", once: str = ""
    ) -> Job:
        return self.rendering(chat, text, says(text), lane, ref, key, once)

    def rendering(
        self,
        chat: str,
        name: str,
        render: Callable[[], Awaitable[Message | None]],
        lane: Lane = Lane.DUE,
        ref: Ref | None = None,
        key: str = "",
        once: str = "",
    ) -> Job:
        def done(sent: Ref | None, error: NetworkError | None) -> None:
            self.ends.append((name, sent, error))

        return Job(chat=f"memory:{chat}", lane=lane, render=render, ref=ref, key=key, once=once, done=done)


def says(text: str) -> Callable[[], Awaitable[Message | None]]:
    async def render() -> Message | None:
        return Message(text)

    return render


@contextlib.asynccontextmanager
async def running(outbox: Outbox, timer: VirtualTimer) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(outbox.run()), asyncio.create_task(timer.drive())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def deliver(network: Network, *jobs: Job, **options: Callable[[Address, Address], None]) -> Outbox:
    """Post, and wait until nothing is left to do."""
    outbox = Outbox(network, network.clock, Random(1), **options)
    for job in jobs:
        outbox.post(job)
    async with running(outbox, network.clock):
        await outbox.idle()
    return outbox
