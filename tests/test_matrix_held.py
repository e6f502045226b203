"""What waits for a look-up when the process dies, and ids that are none."""

import asyncio

import pytest

from adapters.contract import Batch, Press, Text
from adapters.matrix import Kept, Matrix, MemoryKeeper
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_stand import Stand, hang
from tests.matrix_table import ballot
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio


class Rows(MemoryKeeper):
    """Keeps what batches bring along, like the database."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.cursor = ""

    def store(self, batch: Batch) -> None:
        self.rows |= dict(batch.rows)
        self.cursor = batch.cursor

    async def load(self) -> Kept:
        return Kept(rows={key: value for key, value in self.rows.items() if value})


async def next_input(network: Matrix, rows: Rows) -> list[str]:
    """What the next batch says, stored."""
    batches = network.batches(rows.cursor)
    batch = await asyncio.wait_for(anext(batches), 20)
    rows.store(batch)
    await batches.aclose()
    return [
        said.text if isinstance(said, Text) else said.data for said in batch.inputs if isinstance(said, Text | Press)
    ]


async def test_a_vote_that_waited_for_a_look_up_survives_the_process() -> None:
    bot, anna, ben = (Phone(shared(), new_name(stem)) for stem in ("bot", "anna", "ben"))
    rows = Rows()
    async with Stand(shared().url) as stand:
        first = Matrix(stand.url, bot.user, RealTimer(), access_token=bot.token, keeper=rows, per_second=1000)
        await first.start()
        rooms = [await asyncio.to_thread(phone.room, bot.user, direct=True) for phone in (anna, ben)]
        while "ben" not in await next_input(first, rows):
            await asyncio.to_thread(ben.write, rooms[1], "ben")
        ref = await first.send(anna.address, ballot())
        await first.stop()

        second = Matrix(stand.url, bot.user, RealTimer(), access_token=bot.token, keeper=rows, per_second=1000)
        await second.start()
        stand.spoil("GET /event/", hang)
        await asyncio.to_thread(anna.write, rooms[0], "2", ref.message.partition("|")[2])
        await asyncio.to_thread(ben.write, rooms[1], "meanwhile")
        said: list[str] = []
        while "meanwhile" not in said:
            said += await next_input(second, rows)
        await second.stop()
        assert "1b" not in said

        stand.heal()
        third = Matrix(stand.url, bot.user, RealTimer(), access_token=bot.token, keeper=rows, per_second=1000)
        await third.start()
        assert await next_input(third, rows) == ["1b"]
        assert [value for key, value in rows.rows.items() if key.startswith("held:")] == [""]
        await third.stop()


@pytest.mark.parametrize("number", ["$\0", "$" + "x" * 300, "no event", "$" + "\u202e" * 90])
async def test_a_reply_to_what_is_no_event_is_a_text_and_nothing_is_asked(number: str) -> None:
    bot, eve = (Phone(shared(), new_name(stem)) for stem in ("bot", "eve"))
    rows = Rows()
    async with Stand(shared().url) as stand:
        network = Matrix(stand.url, bot.user, RealTimer(), access_token=bot.token, keeper=rows, per_second=1000)
        await network.start()
        room = await asyncio.to_thread(eve.room, bot.user, direct=True)
        await asyncio.to_thread(eve.write, room, "hello", number)
        said: list[str] = []
        while "hello" not in said:
            said += await next_input(network, rows)
        await network.stop()
        assert [asked for asked in stand.asked if "/event/" in asked] == []
