"""How the Bot API server hands out updates, by poll and by webhook, over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import orjson
import pytest
from aiohttp import MultipartWriter, web

from bot.bench.botapi import DEFAULT_TOKEN, Answer, BotApi, ManualClock, Person
from bot.bench.botapi.remote import Caller, caller
from bot.bench.botapi.wire import Json, as_list, as_object

pytestmark = pytest.mark.anyio

FIRST = 100_000_001
CONFLICT = {
    "ok": False,
    "error_code": 409,
    "description": "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def api(clock: ManualClock) -> AsyncIterator[BotApi]:
    async with BotApi(clock=clock) as running:
        running.person(42, "Ann")
        running.bot.webhook.retry_seconds = 0.01
        yield running


@pytest.fixture
def ann(api: BotApi) -> Person:
    return api.person(42)


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    async with caller(api.url, DEFAULT_TOKEN) as calling:
        yield calling


async def ids(call: Caller, **arguments: object) -> list[Json]:
    return [update["update_id"] for update in await updates(call, **arguments)]


async def updates(call: Caller, **arguments: object) -> list[dict[str, Json]]:
    answer = await call("getUpdates", **arguments)
    return [as_object(update) for update in as_list(answer["result"])]


async def hanging(api: BotApi) -> None:
    """Return when a poll hangs."""
    api.bot.inbox.connected.clear()
    await api.bot.inbox.connected.wait()
    await asyncio.sleep(0)


async def test_second_poll_terminates_the_first(api: BotApi, ann: Person, call: Caller) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await hanging(api)
    second = asyncio.create_task(ids(call, timeout=50))
    assert await first == CONFLICT
    ann.start()
    assert await second == [FIRST]


async def test_poll_while_webhook_is_set_is_refused(call: Caller) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    answer = await call("getUpdates")
    description = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    assert answer == {"ok": False, "error_code": 409, "description": f"Conflict: {description}"}


async def test_updates_come_again_until_they_are_confirmed(ann: Person, call: Caller) -> None:
    ann.start()
    ann.write("here")
    assert await ids(call) == [FIRST, FIRST + 1]
    assert await ids(call, offset=FIRST + 1) == [FIRST + 1]
    assert await ids(call) == [FIRST + 1]
    assert await ids(call, offset=FIRST + 2) == []


async def test_negative_offset_forgets_what_is_older(ann: Person, call: Caller) -> None:
    for text in "abc":
        ann.start(text)
    assert await ids(call, offset=-1) == [FIRST + 2]
    assert await ids(call) == [FIRST + 2]


async def test_offset_from_the_future_confirms_nothing(api: BotApi, ann: Person, call: Caller) -> None:
    api.bot.inbox.next_id = 500  # as after a week without updates
    ann.start()
    assert await ids(call, offset=FIRST + 1) == [500]


@pytest.mark.parametrize(("limit", "expected"), [(7, 7), (100, 100), (101, 100), (0, 100)])
async def test_batch_is_at_most_100(ann: Person, call: Caller, limit: int, expected: int) -> None:
    for _ in range(120):
        ann.start()
    assert len(await ids(call, limit=limit)) == expected


async def test_hanging_poll_returns_what_comes(api: BotApi, ann: Person, call: Caller) -> None:
    poll = asyncio.create_task(updates(call, timeout=50))
    await hanging(api)
    ann.start("CODE")
    user = {"id": 42, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    message = {
        "message_id": 1,
        "date": 1_793_491_200,
        "chat": {"id": 42, "type": "private", "first_name": "Ann"},
        "from": user,
        "text": "/start CODE",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    assert await poll == [{"update_id": FIRST, "message": message}]


async def test_poll_without_updates_ends_after_its_timeout(call: Caller) -> None:
    assert await ids(call, timeout=0.01) == []


async def press(ann: Person, call: Caller) -> str:
    ann.start()
    await call(
        "sendMessage", chat_id=42, text="7", reply_markup={"inline_keyboard": [[{"text": "7a", "callback_data": "v"}]]}
    )
    return ann.push("7a")


@pytest.mark.parametrize(("seconds", "kinds"), [(149, ["message", "callback_query"]), (150, ["message"]), (86_400, [])])
async def test_press_lives_150_seconds_and_message_a_day(
    ann: Person, call: Caller, clock: ManualClock, seconds: int, kinds: list[str]
) -> None:
    await press(ann, call)
    clock.advance(seconds)
    assert [list(update)[1] for update in await updates(call)] == kinds


async def test_only_allowed_updates_come_and_the_setting_stays(ann: Person, call: Caller) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await press(ann, call)
    assert [list(update)[1] for update in await updates(call)] == ["callback_query"]
    await call("getUpdates", allowed_updates=[])
    ann.write("again")
    assert [list(update)[1] for update in await updates(call)] == ["callback_query", "message"]


@pytest.mark.parametrize(("drop", "expected"), [(True, []), (False, [FIRST])])
async def test_pending_updates_are_dropped_on_request(
    ann: Person, call: Caller, drop: bool, expected: list[int]
) -> None:
    ann.start()
    await call("deleteWebhook", drop_pending_updates=drop)
    assert await ids(call) == expected


class Hook:
    """A bot's own server, which answers as it is told and remembers what came."""

    def __init__(self, responses: list[web.Response]) -> None:
        self.responses = responses
        self.seen: asyncio.Queue[tuple[int, str]] = asyncio.Queue()

    async def serve(self, request: web.BaseRequest) -> web.Response:
        update = orjson.loads(await request.read())
        self.seen.put_nowait((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        return self.responses.pop(0) if self.responses else web.Response()


@pytest.fixture
async def hook(call: Caller) -> AsyncIterator[Hook]:
    hook = Hook([])
    runner = web.ServerRunner(web.Server(hook.serve))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await call("setWebhook", url=f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
    yield hook
    await call("deleteWebhook")
    await runner.cleanup()


async def test_webhook_elsewhere_is_refused(call: Caller) -> None:
    answer = await call("setWebhook", url="http://example.org/hook")
    description = "Bad Request: bad webhook: this server delivers to http://127.0.0.1 only"
    assert answer == {"ok": False, "error_code": 400, "description": description}


async def test_webhook_is_tried_until_it_accepts(ann: Person, hook: Hook) -> None:
    hook.responses = [web.Response(status=500), web.Response(status=401)]
    ann.start()
    ann.write("second")
    seen = [await hook.seen.get() for _ in range(4)]
    assert seen == [(FIRST, "s3cret")] * 3 + [(FIRST + 1, "s3cret")]


async def test_failure_of_webhook_is_told(ann: Person, hook: Hook, call: Caller) -> None:
    hook.responses = [web.Response(status=503)] * 1000
    ann.start()
    await hook.seen.get()
    await hook.seen.get()
    info = as_object((await call("getWebhookInfo"))["result"])
    assert info["last_error_message"] == "Wrong response from the webhook: 503"
    assert info["pending_update_count"] == 1


async def test_refused_method_in_the_response_stops_nothing(ann: Person, hook: Hook) -> None:
    hook.responses = [web.json_response({"method": "answerCallbackQuery", "callback_query_id": "1"})]
    ann.start()
    ann.write("second")
    assert [(await hook.seen.get())[0] for _ in range(2)] == [FIRST, FIRST + 1]


def replies(number: str) -> dict[str, web.Response]:
    method = {"method": "answerCallbackQuery", "callback_query_id": number, "text": "recorded"}
    parts = MultipartWriter("form-data")
    for name, value in method.items():
        part = parts.append(value)
        part.set_content_disposition("form-data", name=name)
    form = "&".join(f"{name}={value}" for name, value in method.items())
    return {
        "json": web.json_response(method),
        "form": web.Response(text=form, content_type="application/x-www-form-urlencoded"),
        "multipart": web.Response(body=parts),
    }


@pytest.mark.parametrize("kind", ["json", "form", "multipart"])
async def test_method_in_the_response_is_carried_out(ann: Person, hook: Hook, call: Caller, kind: str) -> None:
    hook.responses = [web.Response(), replies("4000000000000000001")[kind]]
    number = await press(ann, call)
    assert await ann.answer(number) == Answer("recorded", alert=False)


async def test_updates_wait_for_polls_when_the_webhook_is_gone(ann: Person, hook: Hook, call: Caller) -> None:
    hook.responses = [web.Response(status=500)] * 1000
    ann.start()
    await hook.seen.get()
    await call("deleteWebhook")
    assert await ids(call) == [FIRST]
