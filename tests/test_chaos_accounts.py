"""Calls about account, keys, pins and rooms, each with each bad answer: done once or told, and others are served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from adapters.contract import Message, Offline, Ref, RetryLater
from adapters.matrix import Matrix, newcomers, syncing
from tests.chaos import sampled
from tests.chaos_calls import of_matrix
from tests.chaos_matrix import BALLOT, SAYS_DONE, World, delivered, ended, made_world
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_sealed import SealedPhone
from tests.matrix_stand import ANSWERS

pytestmark = pytest.mark.anyio


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(syncing, "WAIT", 0.2)
    monkeypatch.setattr(syncing, "SLOW", 2.0)
    monkeypatch.setattr(newcomers, "SETTLED", 0.0)
    async with made_world() as made:
        yield made


async def starts(network: Matrix, world: World) -> None:
    """It ends in an error of the contract or works; with the next try, and a right answer, it works."""
    try:
        await ended(network.start)
        world.heal()
        await network.start()
    finally:
        await network.stop()


async def login(world: World, call: str, name: str) -> None:
    password = world.bot.user[1:].partition(":")[0]
    world.spoil(call, name)
    await starts(world.adapter(password=password), world)


async def ways_to_log_in(world: World, call: str, name: str) -> None:
    world.spoil(call, name)
    network = world.adapter(password="wrong")
    assert await ended(network.start) is not None
    await network.stop()


async def whoami(world: World, call: str, name: str) -> None:
    world.spoil(call, name)
    await starts(world.adapter(), world)


async def found(world: World, call: str, name: str) -> None:
    world.spoil(call, name)
    network = world.adapter()

    async def look() -> list[object]:
        return [finding async for finding in network.findings([], [world.anna.address])]

    try:
        await ended(look)
        world.heal()
        assert await look()
    finally:
        await network.stop()


async def pinned(world: World, call: str, name: str) -> None:
    room = await asyncio.to_thread(world.bot.room, world.anna.user)
    ref = await world.network.send(f"matrix:{room}", Message("card"))
    world.spoil(call, name)
    first = await ended(lambda: world.network.pin(ref))
    world.heal()
    if first is not None or name not in SAYS_DONE:
        await world.network.pin(ref)
        there = await asyncio.to_thread(world.bot.call, "GET", f"/rooms/{room}/state/m.room.pinned_events")
        assert there["pinned"] == [ref.message.partition("|")[2]]


async def introduced(world: World, call: str, name: str) -> None:
    bot, new = [await asyncio.to_thread(Phone, shared(), new_name(stem)) for stem in ("bot", "new")]
    network = world.adapter(name="Club", bot=bot)
    await network.start()
    world.spoil(call, name)
    await one_message(network, world, new, f"{call} {name}")


async def one_message(network: Matrix, world: World, new: Phone, key: str) -> None:
    """The first message to somebody comes once, in one room."""
    try:
        first = await delivered(network, new.address, Message("Hello"), key)
        world.heal()
        assert isinstance(first, Ref) or not isinstance(first, Offline | RetryLater), first
        assert isinstance(await delivered(network, new.address, Message("Hello"), key), Ref)
        (room,) = await asyncio.to_thread(new.invitations)
        await asyncio.to_thread(new.join, room)
        listening = asyncio.create_task(listen(network))
        async with asyncio.timeout(20):
            while not (seen := await asyncio.to_thread(new.messages, room, network.account)):
                await asyncio.sleep(0.1)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert [one.body for one in seen] == ["Hello"]
    finally:
        await network.stop()


async def listen(network: Matrix) -> None:
    """Hear of who comes in, and give what they wait for."""
    async for _ in network.batches(None):
        pass


async def poll_found(world: World, call: str, name: str) -> None:
    ref = await world.network.send(world.anna.address, BALLOT)
    world.network._sent._known.clear()  # as after a restart
    world.spoil(call, name)
    first = await ended(lambda: world.network.redact(ref))
    world.heal()
    if first is not None:
        await world.network.redact(ref)


async def left(world: World, call: str, name: str) -> None:
    new = await asyncio.to_thread(Phone, shared(), new_name("new"))
    await world.network.send(new.address, Message("Hello"))
    room = await asyncio.to_thread(lambda: new.join(new.invitations()[0]))
    world.spoil(call, name)
    await asyncio.to_thread(new.leave, room)
    async with asyncio.timeout(20):
        while not any(call.split()[1] in asked for asked in world.stand.asked):
            await asyncio.sleep(0.05)


AT_START = (
    "POST /keys/upload",
    "POST /keys/device_signing/upload",
    "POST /keys/signatures/upload",
    "GET /account_data/",
    "PUT /account_data/",
)
"""What a new device has to make known."""


async def sealed(world: World, call: str, name: str) -> None:
    """A first encrypted message; the bot is new as well, so that it has keys to make known."""
    if call == "PUT /sendToDevice/" and name in SAYS_DONE:
        return  # nothing is answered that could be missing
    bot = await asyncio.to_thread(Phone, shared(), new_name("bot"))
    new = await asyncio.to_thread(SealedPhone, shared(), new_name("new"))
    network = world.adapter(sealed=True, bot=bot)
    if call in AT_START:
        world.spoil(call, name)
    if await ended(network.start) is not None:
        world.heal()
        await network.start()
    if call not in AT_START:
        world.spoil(call, name)
    await one_message(network, world, new, f"{call} {name}")


async def sealed_late(world: World, call: str, name: str) -> None:
    """A private room that was made in clear is encrypted before the next message."""
    bot = await asyncio.to_thread(Phone, shared(), new_name("bot"))
    new = await asyncio.to_thread(SealedPhone, shared(), new_name("new"))
    before = world.adapter(bot=bot)
    await before.start()
    await before.send(new.address, Message("in clear"))
    await before.stop()
    network = world.adapter(sealed=True, bot=bot)
    try:
        await network.start()
        world.spoil(call, name)
        first = await delivered(network, new.address, Message("Hello"), f"{call} {name}")
        world.heal()
        assert isinstance(first, Ref) or not isinstance(first, Offline | RetryLater), first
        assert isinstance(await delivered(network, new.address, Message("Hello"), f"{call} {name}"), Ref)
    finally:
        await network.stop()


Cell = Callable[[World, str, str], Awaitable[None]]
ROWS: dict[str, tuple[str, Cell]] = {
    "POST /login": ("/login", login),
    "GET /login": ("/login", ways_to_log_in),
    "GET /account/whoami": ("/account/whoami", whoami),
    "GET /client/versions": ("/_matrix/client/versions", found),
    "PUT /send/org.folkmoot.probe": ("/rooms/*/send/org.folkmoot.probe/*", found),
    "GET /state/m.room.pinned_events": ("/rooms/*/state/m.room.pinned_events", pinned),
    "PUT /state/m.room.pinned_events": ("/rooms/*/state/m.room.pinned_events", pinned),
    "PUT /displayname": ("/profile/*/displayname", introduced),
    "GET /relations/": ("/rooms/*/relations/*/m.reference", poll_found),
    "POST /leave": ("/rooms/*/leave", left),
    "POST /forget": ("/rooms/*/forget", left),
    "POST /keys/query": ("/keys/query", sealed),
    "POST /keys/upload": ("/keys/upload", sealed),
    "POST /keys/claim": ("/keys/claim", sealed),
    "POST /keys/device_signing/upload": ("/keys/device_signing/upload", sealed),
    "POST /keys/signatures/upload": ("/keys/signatures/upload", sealed),
    "GET /account_data/": ("/user/*/account_data/*", sealed),
    "PUT /account_data/": ("/user/*/account_data/*", sealed),
    "PUT /sendToDevice/": ("/sendToDevice/*/*", sealed),
    "PUT /state/m.room.encryption": ("/rooms/*/state/m.room.encryption", sealed_late),
}
ELSEWHERE = {
    "/sync",
    "/rooms/*/messages",
    "/rooms/*/event/*",
    "/rooms/*/send/*/*",
    "/upload",
    "/createRoom",
    "/rooms/*/invite",
    "/profile/*",
    "/rooms/*/redact/*/*",
    "/rooms/*/join",
}
"""In `test_chaos_matrix`."""
NO_CALLS = {"/_matrix/client/v1"}
"""The beginning of a path."""


def test_table_has_every_call_that_the_adapter_makes() -> None:
    assert of_matrix() - NO_CALLS == {path for path, _ in ROWS.values()} | ELSEWHERE


async def play(world: World, call: str, name: str) -> None:
    """One cell: what it is about ends well or is told, and Ben writes and gets what is his, once each."""
    await ROWS[call][1](world, call, name)
    world.heal()
    tag = f"{call} {name}"
    await world.write(world.ben, tag)
    assert isinstance(await world.deliver(world.ben.address, Message(tag), key=tag), Ref)
    await world.until(tag, 5)
    assert world.network.trouble is None


async def all_once(world: World, tags: list[str]) -> None:
    said = [said.text for said in world.came if getattr(said, "text", "") in tags]
    seen = await asyncio.to_thread(world.ben.messages, world.rooms[world.ben.user], world.bot.user)
    assert (said, [one.body for one in seen if one.body in tags]) == (tags, tags)


async def test_some_calls_with_some_bad_answers_are_done_once_or_told(world: World) -> None:
    cells = [(call, name) for call, name in sampled(list(ROWS), list(ANSWERS), each=1)]
    for call, name in cells:
        await play(world, call, name)
    await all_once(world, [f"{call} {name}" for call, name in cells])


@pytest.mark.slow
@pytest.mark.parametrize("call", ROWS)
async def test_each_call_with_each_bad_answer_is_done_once_or_told(world: World, call: str) -> None:
    for name in ANSWERS:
        await play(world, call, name)
    await all_once(world, [f"{call} {name}" for name in ANSWERS])
