"""A bot and a member on the shared homeserver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from adapters.contract import Button, ChatChanged, Inbound, Message, Press, Ref
from adapters.matrix import Kept, Matrix, MemoryKeeper
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.network_rigs import RealTimer


def ballot(rendering: int = 1, state: str = "") -> Message:
    rows = ((Button("7a · Yes", f"{rendering}a"),), (Button("7b · No", f"{rendering}b"),))
    return Message(f"<b>Vote 7</b> Lunch\n{state}".strip(), rows, poll=True)


class Notebook(MemoryKeeper):
    """Remembers the rooms like a database."""

    def __init__(self) -> None:
        self.rooms: dict[str, str] = {}

    async def load(self) -> Kept:
        return Kept(dict(self.rooms))

    async def save_room(self, person: str, room: str) -> None:
        self.rooms[person] = room


class Table:
    """A bot and a member on the shared homeserver; the bot can crash and come back."""

    def __init__(self, anna: Phone, keeper: Notebook) -> None:
        self.bot = Phone(shared(), new_name("bot"))
        self.anna = anna
        self.keeper = keeper
        self.network = self._adapter()
        self.cursor: str | None = None

    def _adapter(self, salt: str = "", url: str = "") -> Matrix:
        token, keeper = self.bot.token, self.keeper
        url = url or self.bot.server.url
        return Matrix(url, self.bot.user, RealTimer(), access_token=token, keeper=keeper, per_second=1000, salt=salt)

    async def restart(self, *, forgetting: bool = False, **told: str) -> None:
        """The bot crashes and comes back, with another `salt`, `password` or `url` where the adapter takes one."""
        await self.network.stop()
        if forgetting:
            self.keeper.rooms.clear()
        self.network = self._adapter(**told)
        await self.network.start()

    async def inputs(self, count: int) -> list[Inbound]:
        """So many inputs, each batch confirmed with what it brought along."""
        came: list[Inbound] = []
        batches = self.network.batches(self.cursor)
        while len(came) < count:
            batch = await asyncio.wait_for(anext(batches), 30)
            came += batch.inputs
            await self.keeper.save_rows(batch.rows)
            self.cursor = batch.cursor
        await batches.aclose()
        return came

    async def meet(self, message: Message) -> tuple[str, Ref]:
        """The bot's first message to the member, who joins: the room, and the message."""
        ref = await self.network.send(self.anna.address, message)
        room = self.anna.join(self.anna.invitations()[0])
        assert [type(said) for said in await self.inputs(1)] == [ChatChanged]
        return room, ref


T = TypeVar("T", bound=Table)


@asynccontextmanager
async def running(made: T) -> AsyncIterator[T]:
    """A table whose bot is running."""
    try:
        await made.network.start()
        yield made
    finally:
        await made.network.stop()


def seated() -> AbstractAsyncContextManager[Table]:
    """A table of people whose clients do not encrypt."""
    return running(Table(Phone(shared(), new_name("anna")), Notebook()))


def presses(inputs: list[Inbound]) -> list[str]:
    return [said.data for said in inputs if isinstance(said, Press)]
