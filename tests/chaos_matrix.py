"""A bot behind a stand on the shared homeserver, and two members: whom a bad answer is about, and everybody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from adapters.contract import Button, Inbound, Message, NetworkError, Offline, Press, Ref, RetryLater, Text
from adapters.matrix import Invitation, Matrix, rooms, wire
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_sealed import KEY, Ledger
from tests.matrix_stand import ANSWERS, Stand
from tests.network_rigs import RealTimer

BALLOT = Message("Lunch?", ((Button("7a · Yes", "1a"),), (Button("7b · No", "1b"),)), poll=True)
TRIES = 4
LONG = wire.SECONDS, rooms.CREATION_SECONDS
SHORT = 0.6, 0.4
"""Seconds of a request, and how many more of the making of a room: what hangs is real time."""
SAYS_DONE = ("nothing", "wrong types")
"""An answer of which nothing is read: no other than a lie says that it was not carried out."""


class QuickTimer(RealTimer):
    """Pauses pass a hundred times as fast."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(seconds, 60) / 100)


@dataclass
class World:
    """A bot behind a stand, and two members in private rooms."""

    stand: Stand
    bot: Phone
    network: Matrix
    anna: Phone
    ben: Phone
    rooms: dict[str, str] = field(default_factory=dict)
    came: list[Inbound] = field(default_factory=list)

    def spoil(self, call: str, name: str, times: int = 1) -> None:
        """Let a call have a bad answer; while one hangs, nothing is waited for long."""
        wire.SECONDS, rooms.CREATION_SECONDS = SHORT if name == "hang" else LONG
        self.stand.spoil(call, ANSWERS[name], times)

    def heal(self) -> None:
        """All is well again."""
        wire.SECONDS, rooms.CREATION_SECONDS = LONG
        self.stand.heal()

    async def listen(self) -> None:
        async for batch in self.network.batches(None):
            self.came += batch.inputs

    async def until(self, said: str, seconds: float = 30) -> None:
        async with asyncio.timeout(seconds):
            while said not in texts(self.came):
                await asyncio.sleep(0.02)

    async def write(self, who: Phone, text: str, reply_to: str = "") -> None:
        await asyncio.to_thread(who.write, self.rooms[who.user], text, reply_to)

    async def deliver(self, chat: str, message: Message, key: str) -> Ref | NetworkError:
        """As an outbox does it: again after what passes, and an end in any case."""
        return await delivered(self.network, chat, message, key)

    def adapter(self, *, sealed: bool = False, password: str = "", name: str = "", bot: Phone | None = None) -> Matrix:
        """Another adapter behind the stand, which remembers nothing."""
        who = bot or self.bot
        return Matrix(
            self.stand.url,
            who.user,
            QuickTimer(),
            access_token="" if password else who.token,
            password=password,
            keeper=Ledger(),
            per_second=1000,
            invitation=Invitation(name),
            encrypted=sealed,
            key=KEY if sealed else "",
        )


def texts(inputs: list[Inbound]) -> list[str]:
    return [said.text if isinstance(said, Text) else said.data for said in inputs if isinstance(said, Text | Press)]


async def delivered(network: Matrix, chat: str, message: Message, key: str) -> Ref | NetworkError:
    error: NetworkError = Offline()
    for _ in range(TRIES):
        try:
            return await network.send(chat, message, key)
        except (Offline, RetryLater) as passing:
            error = passing
        except NetworkError as final:
            return final
    return error


async def ended(act: Callable[[], Awaitable[object]]) -> NetworkError | None:
    """The error of the contract in which something ends; None if it is done."""
    try:
        await act()
    except NetworkError as error:
        return error
    return None


@asynccontextmanager
async def made_world() -> AsyncIterator[World]:
    """Everybody is there and has written."""
    people = [await asyncio.to_thread(Phone, shared(), new_name(stem)) for stem in ("bot", "anna", "ben")]
    bot, anna, ben = people
    async with Stand(shared().url) as stand:
        network = Matrix(stand.url, bot.user, QuickTimer(), access_token=bot.token, per_second=1000)
        made = World(stand, bot, network, anna, ben)
        await network.start()
        listening = asyncio.create_task(made.listen())
        for phone in (anna, ben):
            made.rooms[phone.user] = await asyncio.to_thread(phone.room, bot.user, direct=True)
            await made.write(phone, f"hello from {phone.user}")
            await made.until(f"hello from {phone.user}")
        yield made
        made.heal()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await network.stop()
