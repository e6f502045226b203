"""Each call to a homeserver answered with each bad answer: others are served, nothing is lost, nothing is silent."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress

import pytest
from aiohttp import web

from adapters.contract import (
    File,
    Message,
    NetworkError,
    Offline,
    Ref,
    Refused,
    Text,
    Unreachable,
)
from adapters.matrix import syncing, wire
from tests.chaos_matrix import BALLOT, SAYS_DONE, World, made_world, texts
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_stand import ANSWERS, Stand

pytestmark = pytest.mark.anyio

SENDING = {
    "PUT /send/m.room.message": Message("Hello"),
    "PUT /send/org.matrix.msc3381.poll.start": BALLOT,
    "POST /upload": Message("Minutes", file=File("minutes.md", b"# Minutes")),
}

ROWS = 9
"""Tests that go through the answers."""


def answers(row: int) -> pytest.MarkDecorator:
    """Three answers for each row, each in one of them; all others are played when there is time."""
    few = list(ANSWERS)[row::ROWS]
    rest = [name for name in ANSWERS if name not in few]
    return pytest.mark.parametrize("names", [few, pytest.param(rest, marks=pytest.mark.slow)], ids=["few", "rest"])


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(wire, "UPLOAD", 0.2)
    monkeypatch.setattr(syncing, "WAIT", 0.2)
    monkeypatch.setattr(syncing, "SLOW", 2.0)
    async with made_world() as made:
        yield made


@answers(0)
async def test_a_sync_that_goes_wrong_in_any_way_loses_and_repeats_nothing(world: World, names: list[str]) -> None:
    for number, name in enumerate(names):
        world.spoil("GET /sync", name, 2)
        await world.write(world.anna, f"{number} {name}")
        await world.until(f"{number} {name}")
        world.heal()
    said = [text for text in texts(world.came) if text[0].isdigit()]
    assert said == [f"{number} {name}" for number, name in enumerate(names)]
    await world.write(world.ben, "all is well")
    await world.until("all is well")
    assert world.network.trouble is None


@answers(1)
async def test_a_look_up_that_never_works_keeps_nobody_else_waiting_and_is_told(world: World, names: list[str]) -> None:
    ref = await world.network.send(world.anna.address, BALLOT)
    event = ref.message.partition("|")[2]
    for number, name in enumerate(names):
        world.network._sent._known.clear()  # as after a restart
        world.spoil("GET /event/", name, 1_000_000)
        before = len(world.came)
        await world.write(world.anna, "2", event)
        await world.write(world.ben, f"{number} {name}")
        await world.until(f"{number} {name}", 2)
        async with asyncio.timeout(15):
            while not any(said.sender == world.anna.address for said in world.came[before:]):
                await asyncio.sleep(0.02)
        (answered,) = [said for said in world.came[before:] if said.sender == world.anna.address]
        assert texts([answered])[0] in ("", "1b", "2"), name
        world.heal()


@answers(2)
@pytest.mark.parametrize("call", SENDING)
async def test_a_message_ends_in_being_there_once_or_in_an_error_and_others_are_served(
    world: World, call: str, names: list[str]
) -> None:
    for number, name in enumerate(names):
        message = Message(f"{number} {name}", SENDING[call].rows, SENDING[call].file, poll=SENDING[call].poll)
        world.spoil(call, name, 1)
        ended = await world.deliver(world.anna.address, message, key=f"{call} {name}")
        world.heal()
        if isinstance(ended, Ref):
            shown = await asyncio.to_thread(world.anna.messages, world.rooms[world.anna.user], world.bot.user)
            assert [name in seen.body for seen in shown].count(True) == 1, name
        else:
            assert isinstance(ended, Refused | Unreachable), name
        assert isinstance(await world.deliver(world.ben.address, Message("you too"), key=f"{name} ben"), Ref)


MAKING = ("POST /createRoom", "POST /invite", "GET /profile/")


async def first_messages(world: World, call: str, names: Iterable[str]) -> None:
    for name in names:
        if call == "POST /invite" and name in SAYS_DONE:
            continue
        new = await asyncio.to_thread(Phone, shared(), new_name("new"))
        world.spoil(call, name, 1)
        ended = await world.deliver(new.address, Message("Hello"), key=f"{call} {name}")
        world.heal()
        assert isinstance(ended, Ref | Refused | Unreachable), name
        assert isinstance(await world.deliver(new.address, Message("Hello"), key=f"{call} {name}"), Ref), name
        (room,) = await asyncio.to_thread(new.invitations)
        await asyncio.to_thread(new.join, room)
        shown = await asyncio.to_thread(new.messages, room, world.bot.user)
        assert [seen.body for seen in shown] == ["Hello"], name
        assert isinstance(await world.deliver(world.ben.address, Message("you too"), key=f"{call} {name} ben"), Ref)


@answers(3)
@pytest.mark.parametrize("call", MAKING)
async def test_the_first_message_to_somebody_comes_once_in_one_room_and_others_are_served(
    world: World, call: str, names: list[str]
) -> None:
    await first_messages(world, call, names)


@answers(4)
async def test_taking_a_ballot_away_ends_in_its_being_gone_or_in_an_error(world: World, names: list[str]) -> None:
    for name in names:
        ref = await world.network.send(world.anna.address, BALLOT)
        world.spoil("PUT /redact/", name, 1)
        with suppress(NetworkError):
            await world.network.redact(ref)
        world.heal()
        await world.network.redact(ref)
    room = world.rooms[world.anna.user]
    kinds = ("m.room.message", "org.matrix.msc3381.poll.start")
    left = [event["content"] for kind in kinds for event in world.anna.events(room, kind) if event["content"]]
    assert [content["body"] for content in left if "body" in content] == [f"hello from {world.anna.user}"]


async def test_a_past_that_has_no_end_brings_nothing_old_again(world: World) -> None:
    for number in range(3):
        await world.write(world.anna, f"old {number}")
        await world.until(f"old {number}")
    world.stand.spoil("GET /sync", with_gap)
    world.stand.spoil("GET /messages", without_end)
    await world.write(world.anna, "new")
    await world.until("new")
    world.heal()
    assert [text for text in texts(world.came) if text.startswith("old")] == ["old 0", "old 1", "old 2"]


async def with_gap(stand: Stand, request: web.Request) -> web.StreamResponse:
    """A sync whose timelines are all cut short."""
    answer = json.loads((await stand.passed_on(request)).text or "{}")
    for room in answer.get("rooms", {}).get("join", {}).values():
        room["timeline"]["limited"] = True
    return web.json_response(answer)


async def without_end(stand: Stand, request: web.Request) -> web.StreamResponse:
    """A page of a past that goes on beyond the token at which it should stop."""
    await asyncio.sleep(0)
    query = {key: value for key, value in request.query.items() if key != "to"}
    return await stand.passed_on(request.clone(rel_url=request.rel_url.with_query(query)))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ("hang", "403 json") else pytest.mark.slow) for name in ANSWERS]
)
async def test_an_invitation_that_cannot_be_followed_keeps_nobody_waiting(world: World, name: str) -> None:
    eve = await asyncio.to_thread(Phone, shared(), new_name("eve"))
    world.spoil("POST /join", name, 3)
    await asyncio.to_thread(eve.room, world.bot.user, direct=True)
    for number in range(3):
        await world.write(world.ben, f"{number} meanwhile")
        await world.until(f"{number} meanwhile", 2)
    assert world.network.trouble is None


async def test_somebody_brings_us_into_five_rooms_and_no_more(world: World) -> None:
    eve = await asyncio.to_thread(Phone, shared(), new_name("eve"))
    for _ in range(8):
        await asyncio.to_thread(eve.room, world.bot.user)
    async with asyncio.timeout(10):
        while sum("/join" in asked or "/leave" in asked for asked in world.stand.asked) < 8 + 2:
            await asyncio.sleep(0.05)
    await world.write(world.ben, "still there")
    await world.until("still there", 2)
    joined = await asyncio.to_thread(world.bot.call, "GET", "/joined_rooms")
    assert len(joined["joined_rooms"]) == 2 + 5


async def test_nothing_is_sent_on_to_another_host(world: World) -> None:
    world.stand.spoil("PUT /send/", ANSWERS["elsewhere"])
    with pytest.raises(Offline) as raised:
        await world.network.send(world.anna.address, Message("Hello"))
    assert "127.0.0.1" in str(raised.value)


async def test_an_answer_without_end_is_not_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST", 1000)
    world.stand.spoil("GET /profile/", _endless)
    with pytest.raises(NetworkError):
        await world.network._wire.get("/profile/x")


async def _endless(_stand: Stand, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b" " * 65_536)


@pytest.mark.parametrize("order", [1, -1])
async def test_events_that_come_again_or_in_another_order_are_there_once_under_their_names(
    world: World, order: int
) -> None:
    told: dict[str, list[dict[str, object]]] = {}

    async def again(stand: Stand, request: web.Request) -> web.StreamResponse:
        """A sync that brings with what is new all that it had brought before, in one order or the other."""
        answer = json.loads((await stand.passed_on(request)).text or "{}")
        for number, room in answer.get("rooms", {}).get("join", {}).items():
            before = told.setdefault(number, [])
            before += room["timeline"]["events"]
            room["timeline"]["events"] = before[::order]
        return web.json_response(answer)

    world.stand.spoil("GET /sync", again)
    for number in range(4):
        await world.write(world.anna, f"{number}")
        await world.until(f"{number}")
    by_id = {said.id: said for said in world.came if isinstance(said, Text) and said.text.isdigit()}
    assert sorted(said.text for said in by_id.values()) == ["0", "1", "2", "3"]
