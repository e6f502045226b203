"""What one stranger can bring the bot into, on a real homeserver without limits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest

from adapters.matrix.invited import MOST_ROOMS
from tests.homeserver import shared
from tests.matrix_phone import Phone, Refusal, new_name
from tests.matrix_table import Table, seated

pytestmark = pytest.mark.anyio
MANY = 60


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    async with seated() as made:
        yield made


def joined(table: Table) -> list[str]:
    """The rooms that the bot is in."""
    return list(table.bot.call("GET", "/joined_rooms")["joined_rooms"])


def invited(table: Table) -> list[str]:
    """The rooms that it has not answered."""
    return table.bot.invitations()


async def follow(table: Table, done: Callable[[], bool]) -> None:
    """Take in what comes until something is so."""

    async def take() -> None:
        async for batch in table.network.batches(table.cursor):
            await table.keeper.save_rows(batch.rows)
            table.cursor = batch.cursor

    taking = asyncio.create_task(take())
    try:
        async with asyncio.timeout(120):
            while not await asyncio.to_thread(done):
                await asyncio.sleep(0.5)
    finally:
        taking.cancel()
        with suppress(asyncio.CancelledError):
            await taking


async def test_one_stranger_brings_the_bot_into_five_rooms_and_no_others_are_kept_waiting(table: Table) -> None:
    mallory = Phone(shared(), new_name("mallory"))
    for number in range(MANY):
        mallory.room(table.bot.user, direct=bool(number % 2), encrypted=not number % 3)
    await follow(table, lambda: not invited(table))
    assert len(joined(table)) == MOST_ROOMS
    mine = table.anna.room(table.bot.user)
    await follow(table, lambda: mine in joined(table))


async def test_a_chain_of_tombstones_leads_a_stranger_no_further(table: Table) -> None:
    mallory = Phone(shared(), new_name("mallory"))
    room = mallory.room(table.bot.user, Phone(shared(), new_name("other")).user)
    await follow(table, lambda: room in joined(table))
    for _ in range(2 * MOST_ROOMS):
        room = mallory.call("POST", f"/rooms/{room}/upgrade", {"new_version": "12"})["replacement_room"]
        with suppress(Refusal):  # is there already
            mallory.call("POST", f"/rooms/{room}/invite", {"user_id": table.bot.user})
        await follow(table, lambda: not invited(table))
    assert len(joined(table)) <= MOST_ROOMS


async def test_a_stranger_who_asks_the_bot_in_again_and_again_makes_no_more_rooms(table: Table) -> None:
    mallory = Phone(shared(), new_name("mallory"))
    rooms = [mallory.room(table.bot.user) for _ in range(MOST_ROOMS)]
    await follow(table, lambda: len(joined(table)) == MOST_ROOMS)
    for room in rooms:
        mallory.call("POST", f"/rooms/{room}/kick", {"user_id": table.bot.user})
    await follow(table, lambda: not joined(table))
    more = [mallory.room(table.bot.user) for _ in range(MOST_ROOMS)]
    await follow(table, lambda: not invited(table))
    assert set(joined(table)).isdisjoint(more)
