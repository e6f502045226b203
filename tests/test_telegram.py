import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from random import Random

import pytest
from aiohttp import web

from adapters.contract import (
    Button,
    Gone,
    MaybeSent,
    Message,
    Moved,
    NetworkError,
    Offline,
    Press,
    Ref,
    Refused,
    Rejected,
    RetryLater,
    Text,
    Unreachable,
)
from adapters.outbox import Job, Lane, Outbox
from adapters.parsing import Json, parsed
from adapters.telegram import Telegram
from adapters.telegram.errors import result
from bot.bench.botapi import DEFAULT_TOKEN, BotApi, Fault, ManualClock

pytestmark = pytest.mark.anyio

BALLOT = Message("Lunch?", rows=((Button("7a · Yes", "v7a"),),))


class FastTimer:
    """Real time, except that sleeping takes hardly any of it."""

    def __init__(self) -> None:
        self.slept = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.slept

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        await asyncio.sleep(0.002)


class RealTimer:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as made:
        made.person(42, "Anna").start("WELCOME")
        yield made


@pytest.fixture
async def network(api: BotApi) -> AsyncIterator[Telegram]:
    made = Telegram(DEFAULT_TOKEN, FastTimer(), api_url=api.url, random=Random(1))
    await made.start()
    yield made
    await made.stop()


async def texts(network: Telegram, count: int) -> list[str]:
    """So many texts and command lines, each batch confirmed."""
    found: list[str] = []
    batches = network.batches(None)
    while len(found) < count:
        batch = await asyncio.wait_for(anext(batches), 5)
        found += [getattr(said, "text", getattr(said, "line", "")) for said in batch.inputs]
    await batches.aclose()
    return found


@pytest.mark.parametrize(
    ("fault", "error", "shown"),
    [
        (Fault.CLOSED, MaybeSent, 0),
        (Fault.LOST, MaybeSent, 1),
        (Fault.HTML, Offline, 0),
        (Fault.TRUNCATED, Offline, 1),
        (Fault.FLOOD, RetryLater, 0),
        (Fault.MUTE_FLOOD, RetryLater, 0),
    ],
)
async def test_trouble_is_told_apart(
    api: BotApi, network: Telegram, fault: Fault, error: type[NetworkError], shown: int
) -> None:
    api.faults.add(fault, "sendMessage", seconds=7)
    with pytest.raises(error) as raised:
        await network.send("telegram:42", BALLOT)
    assert (type(raised.value), len([m for m in api.person(42).messages if m.from_bot])) == (error, shown)


async def test_a_flood_tells_its_seconds_or_none(api: BotApi, network: Telegram) -> None:
    api.faults.add(Fault.FLOOD, "sendMessage", seconds=7)
    api.faults.add(Fault.MUTE_FLOOD, "sendMessage")
    seconds = []
    for _ in range(2):
        with pytest.raises(RetryLater) as raised:
            await network.send("telegram:42", BALLOT)
        seconds.append(raised.value.seconds)
    assert seconds == [7, None]


async def test_nobody_listening_is_offline() -> None:
    network = Telegram(DEFAULT_TOKEN, FastTimer(), api_url="http://127.0.0.1:9")
    with pytest.raises(Offline) as raised:
        await network.start()
    await network.stop()
    assert type(raised.value) is Offline


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (200, {"ok": True}, Offline),
        (200, {"ok": False, "error_code": 403, "description": "Forbidden: user is deactivated"}, Unreachable),
        (400, {"ok": False, "description": "Bad Request: chat not found"}, Unreachable),
        (400, {"ok": False, "description": "Bad Request: message to edit not found"}, Gone),
        (400, {"ok": False, "description": "Bad Request: can't parse entities"}, Refused),
        (400, {"ok": False, "parameters": {"migrate_to_chat_id": -1001}}, Moved),
        (401, {"ok": False, "description": "Unauthorized"}, Rejected),
        (404, {"ok": False, "description": "Not Found"}, Rejected),
        (413, {"ok": False, "description": "Request Entity Too Large"}, Refused),
        (500, {"ok": False, "description": "Internal Server Error"}, Offline),
        (403, "<html>Forbidden by proxy</html>", Refused),
        (401, "<html>Log in to this proxy</html>", Refused),
        (413, "<html>Request Entity Too Large</html>", Refused),
        (429, "<html>Slow down</html>", RetryLater),
        (408, "<html>Request Timeout</html>", Offline),
        (307, "<html>Moved</html>", Offline),
        (502, "<html>Bad Gateway</html>", Offline),
        (400, {"ok": False, "error_code": True, "description": None, "parameters": []}, Refused),
        (200, [], Offline),
    ],
)
def test_an_answer_becomes_an_error_of_the_contract(status: int, answer: Json, error: type[NetworkError]) -> None:
    body = answer if isinstance(answer, str) else json.dumps(answer)
    with pytest.raises(error):
        result(status, body.encode())


def test_one_broken_text_does_not_hide_the_other_updates() -> None:
    body = b'{"ok": true, "result": ["\\ud800", "\xff", "fine"]}'
    assert parsed(body)["result"] == ["\ud800", "\ufffd", "fine"]


async def test_a_revoked_token_is_trouble_and_no_end(api: BotApi, network: Telegram) -> None:
    del api.world.bots[DEFAULT_TOKEN]
    poll = asyncio.create_task(anext(network.batches(None)))
    while network.trouble is None:
        await asyncio.sleep(0.01)
    poll.cancel()
    assert isinstance(network.trouble, Rejected)


async def test_a_webhook_set_elsewhere_is_named_as_trouble() -> None:
    async def conflict(_request: web.Request) -> web.Response:
        text = "Conflict: can't use getUpdates method while webhook is active"
        return web.json_response({"ok": False, "error_code": 409, "description": text}, status=409)

    async def me(_request: web.Request) -> web.Response:
        account = {"id": 1, "is_bot": True, "first_name": "F", "username": "f_bot"}
        return web.json_response({"ok": True, "result": account})

    app = web.Application()
    app.add_routes([web.post("/bot1:T/getUpdates", conflict), web.post("/bot1:T/getMe", me)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    timer = FastTimer()
    network = Telegram("1:T", timer, api_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    await network.start()
    poll = asyncio.create_task(anext(network.batches(None)))
    while network.trouble is None:
        await asyncio.sleep(0.01)
    poll.cancel()
    await network.stop()
    await runner.cleanup()
    assert "webhook is active" in str(network.trouble)


async def test_polling_bears_passing_trouble(api: BotApi, network: Telegram) -> None:
    for fault in (Fault.HTML, Fault.CLOSED, Fault.TRUNCATED, Fault.FLOOD, Fault.MUTE_FLOOD):
        api.faults.add(fault, "getUpdates")
    assert await texts(network, 1) == ["WELCOME"]


async def test_updates_that_come_twice_or_reversed_all_come(api: BotApi, network: Telegram) -> None:
    api.faults.redeliver = 2
    api.faults.reverse = True
    for n in range(5):
        api.person(42).write(str(n))
    assert set(await texts(network, 8)) == {"WELCOME", "0", "1", "2", "3", "4"}


async def test_ids_that_start_anew_far_below_are_not_lost(api: BotApi, network: Telegram) -> None:
    batches = network.batches(None)
    await anext(batches)
    api.bot.inbox.next_id = 3
    api.person(42).write("new")
    batch = await asyncio.wait_for(anext(batches), 5)
    await batches.aclose()
    assert [said.text for said in batch.inputs if isinstance(said, Text)] == ["new"]


async def test_edited_and_forwarded_messages_fire_nothing(api: BotApi, network: Telegram) -> None:
    anna, chair = api.person(42), api.group(-500, "Chair")
    typed = anna.write("/open 7")
    anna.edit(typed, "/close 7")
    anna.forward(typed, chair)
    anna.write("end")
    assert await texts(network, 3) == ["WELCOME", "7", "end"]


async def test_an_answer_that_is_too_late_is_no_error() -> None:
    clock = ManualClock()
    async with BotApi(clock=clock) as api:
        anna = api.person(42)
        anna.start()
        network = Telegram(DEFAULT_TOKEN, FastTimer(), api_url=api.url)
        await network.start()
        await network.send("telegram:42", BALLOT)
        anna.push("7a")
        batches = network.batches(None)
        presses = [said for said in (await anext(batches)).inputs if isinstance(said, Press)]
        await batches.aclose()
        clock.advance(16)
        for press in presses:
            await network.answer(press, "recorded")
        await network.stop()
    assert [press.data for press in presses] == ["v7a"]


async def test_message_that_is_too_old_to_be_deleted_loses_its_buttons() -> None:
    clock = ManualClock()
    async with BotApi(clock=clock) as api:
        anna = api.person(42)
        anna.start()
        network = Telegram(DEFAULT_TOKEN, FastTimer(), api_url=api.url)
        await network.start()
        old = await network.send("telegram:42", BALLOT)
        clock.advance(49 * 3600)
        new = await network.send("telegram:42", BALLOT)
        for ref in (old, old, new, new):
            await network.redact(ref)
        await network.stop()
    bots = [shown for shown in anna.messages if shown.text == "Lunch?" and not shown.deleted]
    assert [(shown.id, shown.rows) for shown in bots] == [(int(old.message), [])]


async def test_heard_stands_still_while_nothing_answers(api: BotApi, network: Telegram) -> None:
    before = network.heard
    api.faults.add(Fault.HTML, "sendMessage")
    with pytest.raises(Offline):
        await network.send("telegram:42", BALLOT)
    assert network.heard == before


async def test_menus_reach_their_scope_and_language(api: BotApi, network: Telegram) -> None:
    await network.menu(None, "", [("status", "where we are")])
    await network.menu("telegram:-500", "de", [("open", "eröffnen")])
    menus = {(json.loads(scope)["type"], language) for scope, language in api.bot.commands}
    assert menus == {("all_private_chats", ""), ("chat", "de")}


async def test_silence_and_protection_reach_the_message(api: BotApi, network: Telegram) -> None:
    await network.send("telegram:42", Message("a", silent=True, protect=True))
    shown = api.person(42).messages[-1]
    assert (shown.silent, shown.protect) == (True, True)


@pytest.mark.parametrize("chat", ["telegram:x", "matrix:!room:example.org", ""])
async def test_an_address_of_another_network_is_refused(network: Telegram, chat: str) -> None:
    with pytest.raises(Refused):
        await network.send(chat, BALLOT)


async def test_text_that_is_no_unicode_is_refused(network: Telegram) -> None:
    with pytest.raises(Refused):
        await network.send("telegram:42", Message("\ud800"))


async def test_a_link_is_a_deep_link(api: BotApi, network: Telegram) -> None:
    us = f"https://t.me/{api.bot.user.username}"
    assert (network.link("ABCD-1234"), network.link()) == (f"{us}?start=ABCD-1234", us)


async def test_debug_logging_shows_no_text_and_no_token(network: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await network.send("telegram:42", Message("you voted yes"))
    with pytest.raises(Gone):
        await network.edit(Ref("telegram:42", "999"), Message("you voted yes"))
    assert [word for word in ("you voted", DEFAULT_TOKEN) if word in caplog.text] == []


async def test_the_outbox_provokes_no_flood_at_a_server_that_enforces_the_limits(api: BotApi) -> None:
    network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=api.url)
    outbox = Outbox(network, RealTimer())

    async def ballot() -> Message | None:
        return BALLOT

    for n in range(50):
        api.person(100 + n).start()
        outbox.post(Job(chat=f"telegram:{100 + n}", lane=Lane.DUE, render=ballot))
    outbox.post(Job(chat="telegram:100", lane=Lane.REPLY, render=ballot))
    run = asyncio.create_task(outbox.run())
    await outbox.idle()
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    await network.stop()
    assert (sum(api.world.throttled.values()), len(api.world.log)) == (0, 51)
