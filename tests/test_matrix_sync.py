"""The sync loop, logins and limits, against a real Synapse that is killed, forgets, and refuses."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from adapters.contract import (
    Address,
    Button,
    Inbound,
    MaybeSent,
    Message,
    NetworkError,
    Offline,
    Press,
    Ref,
    Rejected,
    RetryLater,
    Text,
)
from adapters.matrix import Kept, Matrix, MemoryKeeper
from adapters.outbox import Job, Lane, Outbox
from adapters.parsing import Object
from tests.homeserver import Homeserver, shared
from tests.matrix_phone import Phone, new_name
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio

BALLOT = Message("Lunch?", ((Button("7a · Yes", "1a"),),), poll=True)


class Sessions(MemoryKeeper):
    """Remembers the login like a database."""

    def __init__(self) -> None:
        self.session = ""

    async def load(self) -> Kept:
        return Kept(session=self.session)

    async def save_session(self, session: str) -> None:
        self.session = session


@pytest.fixture
async def bot() -> Phone:
    return Phone(shared(), new_name("bot"))


@pytest.fixture
async def network(bot: Phone) -> AsyncIterator[Matrix]:
    made = Matrix(bot.server.url, bot.user, RealTimer(), access_token=bot.token, per_second=1000)
    try:
        await made.start()
        yield made
    finally:
        await made.stop()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Homeserver]:
    yield from running(Homeserver(tmp_path))


@pytest.fixture
def strict_server(tmp_path: Path) -> Iterator[Homeserver]:
    """Limits as they come, in small: messages go on soon, and a third invitation of one person takes minutes."""
    often, seldom = {"per_second": 2, "burst_count": 4}, {"per_second": 0.003, "burst_count": 2}
    yield from running(Homeserver(tmp_path, {"rc_message": often, "rc_invites": {"per_user": seldom}}))


def running(server: Homeserver) -> Iterator[Homeserver]:
    server.start()
    yield server
    server.kill()


async def one_batch(network: Matrix, cursor: str | None) -> tuple[list[Inbound], str]:
    batches = network.batches(cursor)
    batch = await asyncio.wait_for(anext(batches), 20)
    await batches.aclose()
    return list(batch.inputs), batch.cursor


def texts(inputs: list[Inbound]) -> list[str]:
    return [said.text if isinstance(said, Text) else said.data for said in inputs if isinstance(said, Text | Press)]


@pytest.mark.usefixtures("bot")
async def test_more_than_a_timeline_holds_comes_complete_and_in_order(network: Matrix) -> None:
    anna = Phone(shared(), new_name("anna"))
    await network.send(anna.address, BALLOT)
    room = anna.join(anna.invitations()[0])
    _, cursor = await one_batch(network, None)
    anna.press(room, "7a · Yes")
    for number in range(200):
        anna.write(room, str(number))
    inputs, _ = await one_batch(network, cursor)
    assert texts(inputs) == ["1a", *(str(number) for number in range(200))]


async def test_a_cursor_that_the_homeserver_does_not_know_brings_the_last_hour(bot: Phone, network: Matrix) -> None:
    anna = Phone(shared(), new_name("anna"))
    room = anna.room(bot.user, direct=True)
    _, cursor = await one_batch(network, None)
    for number in range(110):
        anna.write(room, str(number))
    inputs, cursor = await one_batch(network, "lost")
    assert texts(inputs) == [str(number) for number in range(110)]
    anna.write(room, "after")
    assert texts((await one_batch(network, cursor))[0]) == ["after"]


async def test_a_homeserver_that_dies_and_comes_back_loses_nothing(server: Homeserver) -> None:
    bot, anna = Phone(server, "bot"), Phone(server, "anna")
    network = Matrix(server.url, bot.user, RealTimer(), access_token=bot.token, per_second=1000)
    await network.start()
    room = anna.room(bot.user, direct=True)
    batches = network.batches(None)
    await asyncio.wait_for(anext(batches), 20)
    ref = await network.send(anna.address, BALLOT, key="ballot")
    following = asyncio.ensure_future(anext(batches))
    await asyncio.sleep(0.2)
    server.kill()
    with pytest.raises((Offline, MaybeSent)):
        await network.send(anna.address, BALLOT, key="ballot")
    server.start()
    anna.press(room, "7a · Yes")
    batch = await asyncio.wait_for(following, 20)
    assert texts(list(batch.inputs)) == ["1a"]
    assert await network.send(anna.address, BALLOT, key="ballot") == ref
    await batches.aclose()
    await network.stop()


@pytest.mark.slow  # a homeserver of its own, and the pauses that it asks for
async def test_limits_left_at_their_defaults_only_cost_time(strict_server: Homeserver) -> None:
    bot = Phone(strict_server, "bot")
    members = [Phone(strict_server, f"member{number}") for number in range(6)]
    network = Matrix(strict_server.url, bot.user, RealTimer(), access_token=bot.token, per_second=100)
    await network.start()
    outbox = Outbox(network, RealTimer())
    ended: list[Ref | NetworkError | None] = []
    for member in members:
        outbox.post(posted(member.address, f"ballot {member.user}", ended))
    sending = asyncio.create_task(outbox.run())
    await asyncio.wait_for(outbox.idle(), 60)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await network.stop()
    rooms = [member.join(member.invitations()[0]) for member in members]
    shown = [len(member.messages(room, bot.user)) for member, room in zip(members, rooms, strict=True)]
    assert ([type(end) for end in ended], shown) == ([Ref] * 6, [1] * 6)


def posted(chat: Address, once: str, ended: list[Ref | NetworkError | None]) -> Job:
    async def render() -> Message:
        return Message("Lunch?")

    return Job(chat=chat, lane=Lane.DUE, render=render, once=once, done=lambda ref, error: ended.append(ref or error))


async def test_a_password_is_used_once_and_again_when_its_session_ended() -> None:
    phone, keeper = Phone(shared(), new_name("bot")), Sessions()
    name = phone.user.partition(":")[0].removeprefix("@")
    sessions = []
    for revoked in (False, False, True):
        if revoked:
            phone.token = keeper.session
            phone.call("POST", "/logout", {})
        network = Matrix(shared().url, phone.user, RealTimer(), password=name, keeper=keeper)
        await network.start()
        await network.stop()
        sessions.append(keeper.session)
    assert (sessions[0] == sessions[1], sessions[1] == sessions[2], "" in sessions) == (True, False, False)


@pytest.mark.parametrize(("token", "password"), [("wrong-token", ""), ("", "wrong-password"), ("", "")])
async def test_wrong_credentials_are_rejected(bot: Phone, token: str, password: str) -> None:
    network = Matrix(bot.server.url, bot.user, RealTimer(), access_token=token, password=password)
    with pytest.raises(Rejected):
        await network.start()
    await network.stop()


async def test_a_token_of_somebody_else_is_rejected(bot: Phone) -> None:
    network = Matrix(bot.server.url, "@somebody:moot.test", RealTimer(), access_token=bot.token)
    with pytest.raises(Rejected):
        await network.start()
    await network.stop()


async def test_a_token_that_is_revoked_is_trouble_that_names_the_way_out_and_ends_nothing(
    bot: Phone, network: Matrix
) -> None:
    bot.call("POST", "/logout", {})
    waiting = asyncio.ensure_future(one_batch(network, None))
    while network.trouble is None:
        await asyncio.sleep(0.01)
    assert (type(network.trouble), "access_token_file" in str(network.trouble)) == (Rejected, True)
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


async def test_a_session_that_ends_during_the_meeting_is_opened_again_by_the_password() -> None:
    phone, keeper, anna = Phone(shared(), new_name("bot")), Sessions(), Phone(shared(), new_name("anna"))
    name = phone.user.partition(":")[0].removeprefix("@")
    network = Matrix(shared().url, phone.user, RealTimer(), password=name, keeper=keeper, per_second=1000)
    await network.start()
    room = anna.room(phone.user, direct=True)
    _, cursor = await one_batch(network, None)
    first = phone.token = keeper.session
    phone.call("POST", "/logout", {})
    anna.write(room, "still there?")
    assert texts((await one_batch(network, cursor))[0]) == ["still there?"]
    await network.send(anna.address, BALLOT)
    assert (first != keeper.session, network.trouble) == (True, None)
    await network.stop()


async def test_nobody_listening_is_offline() -> None:
    network = Matrix("http://127.0.0.1:9", "@bot:moot.test", RealTimer(), access_token="some-token")
    with pytest.raises(Offline) as raised:
        await network.start()
    await network.stop()
    assert type(raised.value) is Offline


async def test_a_poll_that_was_refused_for_a_while_costs_no_second_text(
    network: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = Phone(shared(), new_name("anna"))
    put, tried = network._wire.put, []

    async def refusing_once(where: str, body: Object) -> Object:
        tried.append("poll" if "poll.start" in where else "text")
        if tried.count("poll") == 1 and tried[-1] == "poll":
            raise RetryLater(60)
        return await put(where, body)

    monkeypatch.setattr(network._wire, "put", refusing_once)  # a homeserver at its limit
    with pytest.raises(RetryLater):
        await network.send(anna.address, BALLOT, key="ballot.1")
    await network.send(anna.address, BALLOT, key="ballot.1")
    assert tried == ["text", "poll", "poll"]
