"""The bot and apps of others' making: matrix-js-sdk with Rust crypto that excludes what nobody vouches for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from fnmatch import fnmatch
from typing import Any

import pytest

from adapters.contract import ChatChange, ChatChanged, Command, Inbound, Message
from adapters.matrix.keeping import USED_ONCE
from tests.homeserver import shared
from tests.js_phones import JsPhone, installed
from tests.matrix_phone import new_name
from tests.matrix_sealed import SealedTable, sealed_table
from tests.matrix_table import ballot, presses
from tests.network_rigs import RealTimer

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def _from_npm() -> None:
    installed()


@pytest.fixture
async def table() -> AsyncIterator[SealedTable]:
    async with sealed_table(timer=RealTimer()) as made:
        yield made


@pytest.fixture
def app() -> Iterator[JsPhone]:
    with closing(JsPhone(shared(), new_name("app"))) as made:
        yield made


@asynccontextmanager
async def listening(table: SealedTable) -> AsyncIterator[list[Inbound]]:
    """What comes in meanwhile."""
    came: list[Inbound] = []

    async def listen() -> None:
        async for batch in table.network.batches(table.cursor):
            came.extend(batch.inputs)
            await table.keeper.save_rows(batch.rows)
            table.cursor = batch.cursor

    task = asyncio.create_task(listen())
    try:
        yield came
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def vouched_for(table: SealedTable) -> None:
    """Wait until the homeserver has the other app's signature of our device."""
    user, device = table.bot.user, table.network._session.device
    async with asyncio.timeout(30):
        while True:
            told = await asyncio.to_thread(table.bot.call, "POST", "/keys/query", {"device_keys": {user: []}})
            if len(told["device_keys"][user][device]["signatures"][user]) > 1:
                return
            await asyncio.sleep(0.2)


async def do(app: JsPhone, deed: str, **how: Any) -> Any:
    return await asyncio.to_thread(lambda: app.do(deed, **how))


async def joined(table: SealedTable, app: JsPhone) -> str:
    """The room that the app joined, when all that was said there before can be read."""
    async with listening(table):
        room = str(await do(app, "join"))
        async with asyncio.timeout(30):
            while {m["failed"] for m in await do(app, "messages", room=room)} != {False}:
                await asyncio.sleep(0.2)
    return room


async def test_a_ballot_is_shown_without_a_warning_and_answered(table: SealedTable, app: JsPhone) -> None:
    await table.network.send(app.address, ballot())
    room = await joined(table, app)
    await do(app, "press", room=room, label="7b · No")
    text, poll, mine = await do(app, "messages", room=room)
    assert [(m["sealed"], m["failed"], m["shield"]) for m in (text, poll, mine)] == [(True, False, 0)] * 3
    await do(app, "write", room=room, text="1", reply=text["id"])
    await do(app, "write", room=room, text="!cast 7b")
    inputs = await table.inputs(3)
    assert presses(inputs) == ["1b", "1a"]
    assert isinstance(inputs[2], Command)
    assert [said.encrypted for said in inputs] == [True] * 3


@pytest.mark.parametrize("deed", ["compare", "compareDevice"])
async def test_both_show_the_same_emoji_and_the_app_trusts_the_bot(table: SealedTable, app: JsPhone, deed: str) -> None:
    await table.network.send(app.address, Message("Welcome"))
    room = await joined(table, app)
    async with listening(table) as came:
        seen = await do(app, deed, person=table.bot.user, room=room)
    assert [(said.change, said.signs) for said in came if isinstance(said, ChatChanged)] == [(ChatChange.SIGNS, seen)]


@pytest.mark.parametrize("late", [0, 3000])
async def test_an_app_that_asks_who_we_are_once_it_joined_reads_what_was_said_before(
    table: SealedTable, app: JsPhone, late: int
) -> None:
    await do(app, "slow", **{"/keys/query": late})
    await table.network.send(app.address, ballot())
    room = await joined(table, app)
    assert [m["shield"] for m in await do(app, "messages", room=room)] == [0, 0]


async def test_an_app_reads_what_a_restored_bot_says_before_it_has_asked_for_the_new_device(
    table: SealedTable, app: JsPhone
) -> None:
    await table.network.send(app.address, ballot())
    room = await joined(table, app)
    await do(app, "press", room=room, label="7b · No")
    name = table.bot.user[1:].partition(":")[0]
    kept = table.keeper.rows.items()
    table.keeper.rows = {key: body for key, body in kept if not fnmatch(key, USED_ONCE.replace("^", "!"))}
    await do(app, "slow", **{"/keys/query": 600_000})
    await table.restart(password=name)
    await table.network.send(app.address, Message("Here again"))
    async with asyncio.timeout(30):
        while not (shown := await asyncio.to_thread(app.shows, room, "Here again")):
            await asyncio.sleep(0.2)
    assert (shown["failed"], shown["shield"]) == (False, 0)


@pytest.mark.parametrize("late", [0, 3000])
async def test_another_device_of_a_member_reads_the_ballot_that_was_there_and_answers_it(
    table: SealedTable, app: JsPhone, late: int
) -> None:
    await table.network.send(app.address, ballot())
    room = await joined(table, app)
    name, secrets = app.user[1:].partition(":")[0], await do(app, "secrets")
    tablet = await asyncio.to_thread(
        lambda: JsPhone(shared(), name, new=False, secrets=secrets, slow={"/keys/query": late})
    )
    with closing(tablet):
        async with listening(table) as came:
            async with asyncio.timeout(60):
                while [m["failed"] for m in await do(tablet, "messages", room=room)] != [False, False]:
                    await asyncio.sleep(0.2)
            await do(tablet, "press", room=room, label="7b · No")
            async with asyncio.timeout(30):
                while not presses(came):
                    await asyncio.sleep(0.1)
    assert presses(came) == ["1b"]


async def test_join_from_a_chat_that_the_app_started(table: SealedTable, app: JsPhone) -> None:
    async with listening(table) as came:
        room = await do(app, "start", person=table.bot.user)
        await do(app, "write", room=room, text="!join 7K3M")
        async with asyncio.timeout(30):
            while not any(isinstance(said, Command) for said in came):
                await asyncio.sleep(0.1)
    (said,) = [said for said in came if isinstance(said, Command)]
    assert (said.name, said.line, said.private, said.encrypted) == ("join", "7K3M", True, True)


@pytest.mark.parametrize("password", [False, True])
async def test_an_account_whose_signing_keys_another_app_made(password: bool) -> None:
    table = SealedTable(timer=RealTimer())
    name = table.bot.user[1:].partition(":")[0]
    with closing(JsPhone(shared(), name, new=False)) as other, closing(JsPhone(shared(), new_name("app"))) as app:
        try:
            if password:
                await table.restart(password=name)
            else:
                await table.network.start()
                async with listening(table):
                    await do(other, "compareDevice", person=table.bot.user)
                await vouched_for(table)
            await table.network.send(app.address, ballot())
            room = await joined(table, app)
            shown = await do(app, "messages", room=room)
            assert [(m["failed"], m["shield"]) for m in shown] == [(False, 0)] * 2
            await do(app, "press", room=room, label="7b · No")
            assert presses(await table.inputs(1)) == ["1b"]
        finally:
            await table.network.stop()
