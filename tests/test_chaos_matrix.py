"""Each call to a homeserver answered with each bad answer: others are served, nothing is lost, nothing is silent."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from adapters.contract import (
    Button,
    File,
    Inbound,
    Message,
    NetworkError,
    Offline,
    Press,
    Ref,
    Refused,
    RetryLater,
    Text,
    Unreachable,
)
from adapters.matrix import Matrix, rooms, syncing, wire
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_stand import ANSWERS, Stand
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio

BALLOT = Message("Lunch?", ((Button("7a · Yes", "1a"),), (Button("7b · No", "1b"),)), poll=True)
TRIES = 4
SENDING = {
    "PUT /send/m.room.message": Message("Hello"),
    "PUT /send/org.matrix.msc3381.poll.start": BALLOT,
    "POST /upload": Message("Minutes", file=File("minutes.md", b"# Minutes")),
}


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
        error: NetworkError = Offline()
        for _ in range(TRIES):
            try:
                return await self.network.send(chat, message, key)
            except (Offline, RetryLater) as passing:
                error = passing
            except NetworkError as final:
                return final
        return error


def texts(inputs: list[Inbound]) -> list[str]:
    return [said.text if isinstance(said, Text) else said.data for said in inputs if isinstance(said, Text | Press)]


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(wire, "SECONDS", 0.4)  # what hangs is real time
    monkeypatch.setattr(wire, "UPLOAD", 0.2)
    monkeypatch.setattr(rooms, "CREATION_SECONDS", 0.4)
    monkeypatch.setattr(syncing, "WAIT", 0.2)
    monkeypatch.setattr(syncing, "SLOW", 2.0)
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
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await network.stop()


async def test_a_sync_that_goes_wrong_in_any_way_loses_and_repeats_nothing(world: World) -> None:
    for number, (name, bad) in enumerate(ANSWERS.items()):
        world.stand.spoil("GET /sync", bad, 2)
        await world.write(world.anna, f"{number} {name}")
        await world.until(f"{number} {name}")
        world.stand.heal()
    said = [text for text in texts(world.came) if text[0].isdigit()]
    assert said == [f"{number} {name}" for number, name in enumerate(ANSWERS)]
    await world.write(world.ben, "all is well")
    await world.until("all is well")
    assert world.network.trouble is None


async def test_a_look_up_that_never_works_keeps_nobody_else_waiting_and_is_told(world: World) -> None:
    ref = await world.network.send(world.anna.address, BALLOT)
    event = ref.message.partition("|")[2]
    for number, (name, bad) in enumerate(ANSWERS.items()):
        world.network._sent._known.clear()  # as after a restart
        world.stand.spoil("GET /event/", bad)
        before = len(world.came)
        await world.write(world.anna, "2", event)
        await world.write(world.ben, f"{number} {name}")
        await world.until(f"{number} {name}", 2)
        async with asyncio.timeout(15):
            while not any(said.sender == world.anna.address for said in world.came[before:]):
                await asyncio.sleep(0.02)
        (answered,) = [said for said in world.came[before:] if said.sender == world.anna.address]
        assert texts([answered])[0] in ("", "1b", "2"), name
        world.stand.heal()


@pytest.mark.parametrize("call", SENDING)
async def test_a_message_ends_in_being_there_once_or_in_an_error_and_others_are_served(world: World, call: str) -> None:
    for number, (name, bad) in enumerate(ANSWERS.items()):
        message = Message(f"{number} {name}", SENDING[call].rows, SENDING[call].file, poll=SENDING[call].poll)
        world.stand.spoil(call, bad, 1)
        ended = await world.deliver(world.anna.address, message, key=f"{call} {name}")
        world.stand.heal()
        if isinstance(ended, Ref):
            shown = await asyncio.to_thread(world.anna.messages, world.rooms[world.anna.user], world.bot.user)
            assert [name in seen.body for seen in shown].count(True) == 1, name
        else:
            assert isinstance(ended, Refused | Unreachable), name
        assert isinstance(await world.deliver(world.ben.address, Message("you too"), key=f"{name} ben"), Ref)


MAKING = ("POST /createRoom", "POST /invite", "GET /profile/")
SAYS_DONE = ("nothing", "wrong types")
"""An invitation is answered with an empty object: no other answer than a lie says that it was not carried out."""
SOME = ("hang", "cut", "twice", "403 json", "500 html", "wrong types")


async def first_messages(world: World, call: str, names: Iterable[str]) -> None:
    for name in names:
        if call == "POST /invite" and name in SAYS_DONE:
            continue
        new = await asyncio.to_thread(Phone, shared(), new_name("new"))
        world.stand.spoil(call, ANSWERS[name], 1)
        ended = await world.deliver(new.address, Message("Hello"), key=f"{call} {name}")
        world.stand.heal()
        assert isinstance(ended, Ref | Refused | Unreachable), name
        assert isinstance(await world.deliver(new.address, Message("Hello"), key=f"{call} {name}"), Ref), name
        (room,) = await asyncio.to_thread(new.invitations)
        await asyncio.to_thread(new.join, room)
        shown = await asyncio.to_thread(new.messages, room, world.bot.user)
        assert [seen.body for seen in shown] == ["Hello"], name
        assert isinstance(await world.deliver(world.ben.address, Message("you too"), key=f"{call} {name} ben"), Ref)


@pytest.mark.parametrize("call", MAKING)
async def test_the_first_message_to_somebody_comes_once_in_one_room_and_others_are_served(
    world: World, call: str
) -> None:
    await first_messages(world, call, SOME)


@pytest.mark.slow
@pytest.mark.parametrize("call", MAKING)
async def test_the_first_message_comes_once_whatever_is_answered(world: World, call: str) -> None:
    await first_messages(world, call, ANSWERS)


async def test_taking_a_ballot_away_ends_in_its_being_gone_or_in_an_error(world: World) -> None:
    for name in SOME:
        ref = await world.network.send(world.anna.address, BALLOT)
        world.stand.spoil("PUT /redact/", ANSWERS[name], 1)
        with suppress(NetworkError):
            await world.network.redact(ref)
        world.stand.heal()
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
    world.stand.heal()
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


@pytest.mark.parametrize("name", ["hang", "cut", "403 json", "429 for ever", "500 html", "502 json", "nothing"])
async def test_an_invitation_that_cannot_be_followed_keeps_nobody_waiting(world: World, name: str) -> None:
    eve = await asyncio.to_thread(Phone, shared(), new_name("eve"))
    world.stand.spoil("POST /join", ANSWERS[name], 3)
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
