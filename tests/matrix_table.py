"""A bot and a member on the shared homeserver."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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

    def __init__(self) -> None:
        self.bot = Phone(shared(), new_name("bot"))
        self.anna = Phone(shared(), new_name("anna"))
        self.keeper = Notebook()
        self.network = self._adapter("")
        self.cursor: str | None = None

    def _adapter(self, salt: str) -> Matrix:
        token, keeper = self.bot.token, self.keeper
        url = self.bot.server.url
        return Matrix(url, self.bot.user, RealTimer(), access_token=token, keeper=keeper, per_second=1000, salt=salt)

    async def restart(self, *, forgetting: bool = False, salt: str = "") -> None:
        await self.network.stop()
        if forgetting:
            self.keeper.rooms.clear()
        self.network = self._adapter(salt)
        await self.network.start()

    async def inputs(self, count: int) -> list[Inbound]:
        """So many inputs, each batch confirmed."""
        came: list[Inbound] = []
        batches = self.network.batches(self.cursor)
        while len(came) < count:
            batch = await asyncio.wait_for(anext(batches), 10)
            came += batch.inputs
            self.cursor = batch.cursor
        await batches.aclose()
        return came

    async def meet(self, message: Message) -> tuple[str, Ref]:
        """The bot's first message to the member, who joins: the room, and the message."""
        ref = await self.network.send(self.anna.address, message)
        room = self.anna.join(self.anna.invitations()[0])
        assert [type(said) for said in await self.inputs(1)] == [ChatChanged]
        return room, ref


@asynccontextmanager
async def seated() -> AsyncIterator[Table]:
    """A table whose bot is running."""
    made = Table()
    try:
        await made.network.start()
        yield made
    finally:
        await made.network.stop()


def presses(inputs: list[Inbound]) -> list[str]:
    return [said.data for said in inputs if isinstance(said, Press)]
