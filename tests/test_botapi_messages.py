"""What the Bot API server refuses about messages, keyboards and presses, over HTTP."""

import json
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest

from bot.bench.botapi import DEFAULT_TOKEN, Answer, BotApi, Button, ManualClock
from bot.bench.botapi.remote import Caller, caller
from bot.bench.botapi.wire import as_object

pytestmark = pytest.mark.anyio


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def api(clock: ManualClock) -> AsyncIterator[BotApi]:
    async with BotApi(clock=clock) as running:
        running.person(42, "Ann").start()
        yield running


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    async with caller(api.url, DEFAULT_TOKEN) as calling:
        yield calling


def refusal(code: int, description: str, **parameters: int) -> dict[str, object]:
    answer = {"ok": False, "error_code": code, "description": description}
    return answer | {"parameters": parameters} if parameters else answer


def keyboard(*rows: list[dict[str, str]]) -> dict[str, object]:
    return {"inline_keyboard": list(rows)}


def button(data: str = "v", label: str = "Yes") -> dict[str, str]:
    return {"text": label, "callback_data": data}


YES = keyboard([button()])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "message text is empty"),
        ("  <b> </b> ", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("a < b", "can't parse entities: Unclosed start tag at byte offset 2"),
        ("ä<x>", 'can\'t parse entities: Unsupported start tag "x" at byte offset 2'),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "can't parse entities: Unexpected end tag at byte offset 1"),
        (
            "<b>x</i>",
            'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
    ],
)
async def test_text_that_telegram_refuses_is_refused(call: Caller, text: str, expected: str) -> None:
    answer = await call("sendMessage", chat_id=42, text=text, parse_mode="HTML")
    assert answer == refusal(400, f"Bad Request: {expected}")


async def test_length_is_counted_after_markup(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert api.person(42).messages[-1].text == "&" * 4096


async def test_entities_count_utf16_units(call: Caller) -> None:
    sent = await call("sendMessage", chat_id=42, text='🗳 <a href="https://a.org/?x=1&amp;y">ü</a>', parse_mode="HTML")
    assert as_object(sent["result"])["entities"] == [
        {"type": "text_link", "offset": 3, "length": 1, "url": "https://a.org/?x=1&y"}
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[button("")]], "BUTTON_DATA_INVALID"),
        ([[button("ü" * 32 + "x")]], "BUTTON_DATA_INVALID"),
        ([[button()] * 9], "reply markup is too long"),
        ([[button()]] * 101, "reply markup is too long"),
        ([[button() | {"style": "pink"}]], "can't parse inline keyboard button: invalid button style specified"),
        (
            [[{"text": "x"}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[{"text": "x", "url": "a b"}]], "inline keyboard button URL 'a b' is invalid: Wrong HTTP URL"),
    ],
)
async def test_keyboard_that_telegram_refuses_is_refused(
    call: Caller, rows: list[list[dict[str, str]]], expected: str
) -> None:
    answer = await call("sendMessage", chat_id=42, text="x", reply_markup=keyboard(*rows))
    assert answer == refusal(400, f"Bad Request: {expected}")


async def test_keyboard_at_the_limits_arrives(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=keyboard(*[[button("ü" * 32)] * 5] * 20))
    assert api.person(42).messages[-1].buttons == [Button("Yes", "ü" * 32)] * 100


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        ("unknown", refusal(400, "Bad Request: chat not found")),
        ("new", refusal(403, "Forbidden: bot can't initiate conversation with a user")),
        ("blocked", refusal(403, "Forbidden: bot was blocked by the user")),
        ("deactivated", refusal(403, "Forbidden: user is deactivated")),
    ],
)
async def test_private_chat_that_takes_no_messages_refuses(
    api: BotApi, call: Caller, prepare: str, expected: object
) -> None:
    if prepare != "unknown":
        person = api.person(7)
        if prepare != "new":
            person.start()
        {"new": lambda: None, "blocked": person.block, "deactivated": person.deactivate}[prepare]()
    assert await call("sendMessage", chat_id=7, text="x") == expected


@pytest.mark.parametrize(
    ("status", "number", "expected"),
    [
        ("kicked", -5, refusal(403, "Forbidden: bot was kicked from the group chat")),
        ("left", -1005, refusal(403, "Forbidden: bot is not a member of the supergroup chat")),
        ("restricted", -5, refusal(400, "Bad Request: not enough rights to send text messages to the chat")),
    ],
)
async def test_group_that_bot_may_not_write_to_refuses(
    api: BotApi, call: Caller, status: str, number: int, expected: object
) -> None:
    api.group(number).set(api.bot, status)
    assert await call("sendMessage", chat_id=number, text="x") == expected


async def test_migrated_group_refuses_with_its_new_address(api: BotApi, call: Caller) -> None:
    api.group(-5).migrate(-1005)
    expected = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)
    assert await call("sendMessage", chat_id=-5, text="x") == expected


@pytest.mark.parametrize(
    ("method", "change", "expected"),
    [
        (
            "editMessageText",
            {"text": "<i></i>old", "parse_mode": "HTML", "reply_markup": YES},
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message",
        ),
        ("editMessageText", {"message_id": 99, "text": "new"}, "message to edit not found"),
        ("editMessageText", {"message_id": 1, "text": "new"}, "message can't be edited"),
        ("editMessageCaption", {"caption": "new"}, "there is no caption in the message to edit"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ],
)
async def test_change_that_telegram_refuses_is_refused(
    call: Caller, method: str, change: dict[str, object], expected: str
) -> None:
    await call("sendMessage", chat_id=42, text="old", reply_markup=YES)
    answer = await call(method, **{"chat_id": 42, "message_id": 2} | change)
    assert answer == refusal(400, f"Bad Request: {expected}")


async def test_edit_of_deleted_message_is_refused(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="old")
    await call("deleteMessage", chat_id=42, message_id=2)
    answer = await call("editMessageText", chat_id=42, message_id=2, text="new")
    assert answer == refusal(400, "Bad Request: message to edit not found")
    assert [message.text for message in api.person(42).messages] == ["/start"]


@pytest.mark.parametrize(
    ("status", "deleted"), [("member", False), ("administrator", True)], ids=["member", "administrator"]
)
async def test_what_others_wrote_in_a_group_is_deleted_by_its_administrators_only(
    api: BotApi, call: Caller, status: str, deleted: bool
) -> None:
    group = api.group(-5)
    (bot,) = api.world.bots.values()
    group.chat.status[bot.id] = status
    message = api.person(42).write("7a", group)
    answer = await call("deleteMessage", chat_id=-5, message_id=message.id)
    refused = refusal(400, "Bad Request: message can't be deleted")
    assert answer == ({"ok": True, "result": True} if deleted else refused)


async def test_what_somebody_wrote_in_private_can_be_deleted(api: BotApi, call: Caller) -> None:
    answer = await call("deleteMessage", chat_id=42, message_id=1)
    assert answer == {"ok": True, "result": True}
    assert api.person(42).messages == []


async def test_delete_after_48_hours_is_refused(call: Caller, clock: ManualClock) -> None:
    await call("sendMessage", chat_id=42, text="old")
    clock.advance(48 * 3600 + 2)
    answer = await call("deleteMessage", chat_id=42, message_id=2)
    assert answer == refusal(400, "Bad Request: message can't be deleted for everyone")


async def test_edit_without_markup_removes_the_buttons(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="old", reply_markup=YES)
    await call("editMessageText", chat_id=42, message_id=2, text="<b>n&amp;w</b>", parse_mode="HTML")
    message = api.person(42).messages[-1]
    assert (message.text, message.html, message.buttons) == ("n&w", "<b>n&amp;w</b>", [])


async def test_markup_edit_keeps_the_text(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="old")
    await call("editMessageReplyMarkup", chat_id=42, message_id=2, reply_markup=YES)
    message = api.person(42).messages[-1]
    assert (message.text, message.labels) == ("old", ["Yes"])


async def test_reply_to_missing_message_is_refused(call: Caller) -> None:
    answer = await call("sendMessage", chat_id=42, text="x", reply_parameters={"message_id": 99})
    assert answer == refusal(400, "Bad Request: message to be replied not found")


async def test_pin_in_group_needs_an_administrator(api: BotApi, call: Caller) -> None:
    group = api.group(-5)
    await call("sendMessage", chat_id=-5, text="roster")
    refused = await call("pinChatMessage", chat_id=-5, message_id=1)
    group.set(api.bot, "administrator")
    accepted = await call("pinChatMessage", chat_id=-5, message_id=1)
    assert refused == refusal(400, "Bad Request: not enough rights to manage pinned messages in the chat")
    assert (accepted, group.chat.pinned) == ({"ok": True, "result": True}, [1])


async def test_caption_over_1024_characters_is_refused(api: BotApi) -> None:
    form = aiohttp.FormData({"chat_id": "42", "caption": "x" * 1025})
    form.add_field("document", b"%PDF", filename="minutes.pdf")
    assert await post(api, "sendDocument", form) == refusal(400, "Bad Request: message caption is too long")


async def test_document_without_file_is_refused(call: Caller) -> None:
    answer = await call("sendDocument", chat_id=42, document="nothing")
    assert answer == refusal(400, "Bad Request: there is no document in the request")


@pytest.mark.parametrize("field", ["document", "part0"])
async def test_document_arrives_with_its_bytes(api: BotApi, field: str) -> None:
    content = bytes(range(256)) * 8192  # 2 MB, as minutes can be
    form = aiohttp.FormData({"chat_id": "42", "caption": "Minutes", "reply_markup": json.dumps(YES)})
    if field != "document":
        form.add_field("document", f"attach://{field}")
    form.add_field(field, BytesIO(content), filename="minutes.pdf")
    await post(api, "sendDocument", form)
    message = api.person(42).messages[-1]
    assert message.file is not None
    assert (message.text, message.file.name, message.document, message.labels) == (
        "Minutes",
        "minutes.pdf",
        content,
        ["Yes"],
    )


async def post(api: BotApi, method: str, form: aiohttp.FormData) -> object:
    async with aiohttp.ClientSession() as session, session.post(f"{api.url}/bot1:TEST/{method}", data=form) as answer:
        return await answer.json()


@pytest.mark.parametrize("way", ["get", "form", "json", "multipart"])
async def test_arguments_are_read_every_way(api: BotApi, way: str) -> None:
    arguments = {"chat_id": "42", "text": "a+b & ü", "reply_markup": json.dumps(YES)}
    parts = aiohttp.FormData(arguments, default_to_multipart=True)
    url = f"{api.url}/bot1:TEST/SENDmessage"
    async with aiohttp.ClientSession() as session:
        ways = {
            "get": lambda: session.get(url, params=arguments),
            "form": lambda: session.post(url, data=arguments),
            "json": lambda: session.post(url, json=arguments),
            "multipart": lambda: session.post(url, data=parts),
        }
        async with ways[way]() as answer:
            assert answer.status == 200
    message = api.person(42).messages[-1]
    assert (message.text, message.buttons) == ("a+b & ü", [Button("Yes", "v")])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/bot1:TEST/noSuchMethod", refusal(404, "Not Found")),
        ("/bot2:OTHER/getMe", refusal(401, "Unauthorized")),
        ("/botJUNK/getMe", refusal(404, "Not Found")),
        ("/", refusal(404, "Not Found")),
    ],
)
async def test_unknown_path_is_refused(api: BotApi, path: str, expected: dict[str, object]) -> None:
    async with aiohttp.ClientSession() as session, session.get(api.url + path) as answer:
        assert (answer.status, await answer.json()) == (expected["error_code"], expected)


TOO_OLD = refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_answer_to_unknown_press_is_refused(call: Caller) -> None:
    assert await call("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_press_is_answered_once(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    number = api.person(42).push("Yes")
    answers = [await call("answerCallbackQuery", callback_query_id=number) for _ in range(2)]
    assert answers == [{"ok": True, "result": True}, TOO_OLD]


@pytest.mark.parametrize(("seconds", "expected"), [(15, {"ok": True, "result": True}), (15.1, TOO_OLD)])
async def test_press_is_answered_within_15_seconds(
    api: BotApi, call: Caller, clock: ManualClock, seconds: float, expected: object
) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    number = api.person(42).push("Yes")
    clock.advance(seconds)
    assert await call("answerCallbackQuery", callback_query_id=number) == expected


async def test_toast_over_200_characters_is_refused(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    number = api.person(42).push("Yes")
    answer = await call("answerCallbackQuery", callback_query_id=number, text="x" * 201)
    assert answer == refusal(400, "Bad Request: MESSAGE_TOO_LONG")


async def test_other_bot_cannot_answer(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    number = api.person(42).push("Yes")
    api.add_bot("2:OTHER")
    async with caller(api.url, "2:OTHER") as other:
        assert await other("answerCallbackQuery", callback_query_id=number) == TOO_OLD


async def test_press_without_answer_is_none(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    assert await api.person(42).press("Yes", seconds=0) is None


async def test_answer_reaches_the_person(api: BotApi, call: Caller) -> None:
    await call("sendMessage", chat_id=42, text="x", reply_markup=YES)
    number = api.person(42).push("Yes")
    await call("answerCallbackQuery", callback_query_id=number, text="ö" * 200, show_alert=True)
    assert await api.person(42).answer(number) == Answer("ö" * 200, alert=True)
