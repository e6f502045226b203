"""The rates that the Bot API server enforces and the faults it can be told to have, over HTTP."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.bench.botapi import DEFAULT_TOKEN, BotApi, Fault, ManualClock
from bot.bench.botapi.remote import Caller, caller
from bot.bench.botapi.wire import Json, as_list, as_object

pytestmark = pytest.mark.anyio


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def api(clock: ManualClock) -> AsyncIterator[BotApi]:
    async with BotApi(clock=clock) as running:
        for number in range(1, 41):
            running.person(number).start()
        running.group(-5).set(running.bot, "administrator")
        yield running


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    async with caller(api.url, DEFAULT_TOKEN) as calling:
        yield calling


async def send(call: Caller, chat: int) -> dict[str, Json]:
    return await call("sendMessage", chat_id=chat, text="x")


def flood(seconds: int) -> dict[str, object]:
    return {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }


async def test_thirty_a_second_over_all_chats_leave_no_credit(api: BotApi, call: Caller, clock: ManualClock) -> None:
    clock.advance(60)  # an idle minute saves nothing up
    first = [(await send(call, number))["ok"] for number in range(1, 31)]
    refused = await send(call, 31)
    clock.advance(1)
    later = (await send(call, 31))["ok"]
    assert (first, refused, later) == ([True] * 30, flood(1), True)
    assert api.world.throttled == Counter(overall=1)


async def test_private_chat_takes_three_in_three_seconds(api: BotApi, call: Caller, clock: ManualClock) -> None:
    answers = [await send(call, 1) for _ in range(4)]
    clock.advance(2.9)
    early = await send(call, 1)
    clock.advance(0.1)
    assert [answers[-1], early, (await send(call, 1))["ok"]] == [flood(3), flood(1), True]
    assert api.world.throttled == Counter(private=2)


async def test_group_shares_twenty_a_minute_between_sends_and_edits(
    api: BotApi, call: Caller, clock: ManualClock
) -> None:
    for _ in range(10):
        await send(call, -5)
    for number in range(10):
        await call("editMessageText", chat_id=-5, message_id=1, text=str(number))
    clock.advance(59)
    refused = await call("editMessageText", chat_id=-5, message_id=1, text="21")
    clock.advance(1)
    assert (refused, (await send(call, -5))["ok"]) == (flood(1), True)
    assert api.world.throttled == Counter(group=1)


async def test_answers_deletes_and_pins_are_free(api: BotApi, call: Caller) -> None:
    for _ in range(20):
        await send(call, -5)
    await call("editMessageReplyMarkup", chat_id=-5, message_id=1)
    numbers = [api.person(1).push("forged", api.group(-5).messages[0]) for _ in range(50)]
    answers = [await call("answerCallbackQuery", callback_query_id=number) for number in numbers]
    answers.append(await call("pinChatMessage", chat_id=-5, message_id=1))
    answers.append(await call("deleteMessage", chat_id=-5, message_id=1))
    assert answers == [{"ok": True, "result": True}] * 52


async def test_no_limits_means_none() -> None:
    async with BotApi(limits=None) as api, caller(api.url, DEFAULT_TOKEN) as call:
        api.person(1).start()
        assert [(await send(call, 1))["ok"] for _ in range(50)] == [True] * 50
        assert api.world.throttled == Counter()


async def test_planned_flood_hits_what_it_names_and_is_not_counted(api: BotApi, call: Caller) -> None:
    api.faults.add(Fault.FLOOD, "sendMessage", chat=2, times=2, seconds=300)
    answers = [await send(call, chat) for chat in (1, 2, 2, 2)]
    assert [answer["ok"] or answer for answer in answers] == [True, flood(300), flood(300), True]
    assert api.world.throttled == Counter()


async def test_flood_without_figure(api: BotApi, call: Caller) -> None:
    api.faults.add(Fault.MUTE_FLOOD)
    assert await send(call, 1) == {"ok": False, "error_code": 429, "description": "Too Many Requests"}


@pytest.mark.parametrize(("fault", "sent"), [(Fault.CLOSED, 0), (Fault.LOST, 1)])
async def test_closed_connection_before_and_after_the_deed(api: BotApi, call: Caller, fault: Fault, sent: int) -> None:
    api.faults.add(fault, "sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(call, 1)
    assert len([message for message in api.person(1).messages if message.from_bot]) == sent


async def raw(api: BotApi) -> tuple[int, bytes]:
    address = f"{api.url}/bot{DEFAULT_TOKEN}/getMe"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.read()


async def test_truncated_answer_is_half_of_it(api: BotApi) -> None:
    status, whole = await raw(api)
    api.faults.add(Fault.TRUNCATED)
    assert await raw(api) == (status, whole[: len(whole) // 2])


async def test_page_of_html_instead_of_json(api: BotApi) -> None:
    api.faults.add(Fault.HTML)
    page = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
    assert await raw(api) == (502, page)


async def test_frozen_server_answers_after_the_thaw(api: BotApi, call: Caller) -> None:
    api.faults.freeze()
    sending = asyncio.create_task(send(call, 1))
    _, waiting = await asyncio.wait([sending], timeout=0.05)
    api.faults.thaw()
    assert (waiting, (await sending)["ok"]) == ({sending}, True)


async def ids(call: Caller, offset: int) -> list[Json]:
    answer = await call("getUpdates", offset=offset, limit=3)
    return [as_object(update)["update_id"] for update in as_list(answer["result"])]


async def test_confirmed_updates_come_once_more(api: BotApi, call: Caller) -> None:
    first = api.bot.inbox.waiting()[0].id
    api.faults.redeliver = 2
    assert await ids(call, first + 3) == [first, first + 1, first + 3]
    assert await ids(call, first + 4) == [first + 4, first + 5, first + 6]


async def test_batches_come_reversed(api: BotApi, call: Caller) -> None:
    first = api.bot.inbox.waiting()[0].id
    api.faults.reverse = True
    assert await ids(call, 0) == [first + 2, first + 1, first]
