"""What people and groups do to a bot on the Bot API server, in process and through the control endpoints."""

from collections.abc import AsyncIterator

import pytest

from bot.bench.botapi import ANONYMOUS_ADMIN, DEFAULT_TOKEN, Answer, BotApi, Group, ManualClock, Person
from bot.bench.botapi.remote import Caller, Remote, caller, connect, subprocess_server
from bot.bench.botapi.wire import Json, as_list, as_object

pytestmark = pytest.mark.anyio

BALLOT: dict[str, object] = {
    "inline_keyboard": [
        [{"text": "7a · Yes", "callback_data": "v:7:a"}],
        [{"text": "7b · No", "callback_data": "v:7:b"}],
    ]
}


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=None, clock=ManualClock()) as running:
        yield running


@pytest.fixture
def ann(api: BotApi) -> Person:
    return api.person(42, "Ann", "de")


@pytest.fixture
def group(api: BotApi) -> Group:
    return api.group(-5, "Members")


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Caller]:
    async with caller(api.url, DEFAULT_TOKEN) as calling:
        yield calling


@pytest.fixture
async def remote(api: BotApi) -> AsyncIterator[Remote]:
    async with connect(api.url) as driving:
        yield driving


async def fetch(api: BotApi, call: Caller) -> list[dict[str, Json]]:
    """All that waits, without the ids, confirmed."""
    answer = await call("getUpdates")
    await call("getUpdates", offset=api.bot.inbox.next_id)
    updates = [as_object(update) for update in as_list(answer["result"])]
    return [{key: value for key, value in update.items() if key != "update_id"} for update in updates]


async def test_unseen_text_times_out(ann: Person) -> None:
    with pytest.raises(TimeoutError):
        await ann.sees("anything", seconds=0)


async def test_protected_message_is_not_forwarded(ann: Person, call: Caller) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="ballot", protect_content=True)
    with pytest.raises(ValueError, match="protected content cannot be forwarded"):
        ann.forward(ann.messages[-1])


async def test_blocked_bot_is_not_written_to(ann: Person) -> None:
    ann.start()
    ann.block()
    with pytest.raises(ValueError, match="the bot is blocked"):
        ann.write("hello?")


async def test_press_without_any_button_is_an_error(ann: Person) -> None:
    with pytest.raises(ValueError, match="no message with buttons here"):
        ann.push("7a")


async def test_forwarded_ballot_has_no_buttons_but_can_be_forged(
    api: BotApi, ann: Person, group: Group, call: Caller
) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="ballot", reply_markup=BALLOT)
    copy = ann.forward(ann.messages[-1], group)
    ann.push("v:7:a", copy)
    query = as_object((await fetch(api, call))[-1]["callback_query"])
    assert (copy.buttons, query["data"], as_object(query["message"])["chat"]) == ([], "v:7:a", group.chat.json())


@pytest.mark.parametrize(
    ("button", "data"), [("7b", "v:7:b"), ("7b · No", "v:7:b"), ("v:7:b", "v:7:b"), ("7", "7"), ("\x00", "\x00")]
)
async def test_button_is_found_by_word_label_or_data_else_forged(
    api: BotApi, ann: Person, call: Caller, button: str, data: str
) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="ballot", reply_markup=BALLOT)
    ann.push(button)
    assert as_object((await fetch(api, call))[-1]["callback_query"])["data"] == data


async def test_press_repeated_by_the_network_keeps_its_callback_id(api: BotApi, ann: Person, call: Caller) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="ballot", reply_markup=BALLOT)
    number = ann.push("7a")
    ann.push("7a", callback_id=number)
    ann.push("7a")
    queries = [as_object(update["callback_query"])["id"] for update in (await fetch(api, call))[1:]]
    assert queries == [number, number, str(int(number) + 1)]


async def test_press_on_deleted_message_tells_only_where_it_was(api: BotApi, ann: Person, call: Caller) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="ballot", reply_markup=BALLOT)
    ballot = ann.messages[-1]
    await call("deleteMessage", chat_id=42, message_id=ballot.id)
    ann.push("v:7:a", ballot)
    query = as_object((await fetch(api, call))[-1]["callback_query"])
    assert query["message"] == {"chat": ballot.chat.json(), "message_id": ballot.id, "date": 0}


async def test_edited_text_comes_as_edited_message(api: BotApi, ann: Person, call: Caller) -> None:
    message = ann.start()
    ann.edit(message, "/close 7")
    update = (await fetch(api, call))[-1]
    assert (list(update), as_object(update["edited_message"])["text"]) == (["edited_message"], "/close 7")


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("block", {"status": "member"}, {"status": "kicked", "until_date": 0}),
        ("unblock", {"status": "kicked", "until_date": 0}, {"status": "member"}),
    ],
)
async def test_block_and_unblock_are_told(
    api: BotApi, ann: Person, call: Caller, act: str, before: dict[str, Json], after: dict[str, Json]
) -> None:
    ann.start()
    if act == "unblock":
        ann.block()
    await fetch(api, call)
    getattr(ann, act)()
    user = {"user": api.bot.user.json()}
    change = {"chat": ann.chat().json(), "from": ann.user.json(), "date": 1_793_491_200}
    expected = change | {"old_chat_member": before | user, "new_chat_member": after | user}
    assert await fetch(api, call) == [{"my_chat_member": expected}]


async def test_plain_member_of_a_group_sees_only_what_is_meant_for_it(
    api: BotApi, ann: Person, group: Group, call: Caller
) -> None:
    await call("sendMessage", chat_id=-5, text="roster")
    replied = group.messages[0]
    for text in ("chatter", "/status", "hi @test1_bot"):
        ann.write(text, group)
    ann.write("a reply", group, replied)
    seen = [as_object(update["message"])["text"] for update in await fetch(api, call)]
    group.set(api.bot, "administrator")
    ann.write("chatter", group)
    seen += [as_object(update["message"])["text"] for update in await fetch(api, call)]
    assert seen == ["/status", "hi @test1_bot", "a reply", "chatter"]


async def test_anonymous_admin_writes_as_the_group(api: BotApi, ann: Person, group: Group, call: Caller) -> None:
    ann.write("/close 7", group, anonymous=True)
    message = as_object((await fetch(api, call))[0]["message"])
    assert (message["from"], message["sender_chat"]) == (ANONYMOUS_ADMIN.json(), group.chat.json())


async def test_removal_from_group_is_told_with_its_author(api: BotApi, ann: Person, group: Group, call: Caller) -> None:
    group.set(api.bot, "kicked", by=ann)
    change = as_object((await fetch(api, call))[0]["my_chat_member"])
    assert (change["from"], as_object(change["new_chat_member"])["status"]) == (ann.user.json(), "kicked")


async def test_migration_is_announced_in_both_chats(api: BotApi, group: Group, call: Caller) -> None:
    new = group.migrate(-1005)
    messages = [as_object(update["message"]) for update in await fetch(api, call)]
    notes = [
        {key: value for key, value in message.items() if key in ("chat", "migrate_to_chat_id", "migrate_from_chat_id")}
        for message in messages
    ]
    assert notes == [
        {"chat": {"id": -5, "type": "group", "title": "Members"}, "migrate_to_chat_id": -1005},
        {"chat": {"id": -1005, "type": "supergroup", "title": "Members"}, "migrate_from_chat_id": -5},
    ]
    assert (await call("sendMessage", chat_id=-1005, text="x"))["ok"]
    assert [message.text for message in new.messages] == ["", "x"]


async def test_roles_in_a_group(api: BotApi, ann: Person, group: Group, call: Caller) -> None:
    group.set(ann, "creator")
    creator = {"status": "creator", "user": ann.user.json(), "is_anonymous": False}
    assert (await call("getChatMember", chat_id=-5, user_id=42))["result"] == creator
    assert (await call("getChatAdministrators", chat_id=-5))["result"] == [creator]
    member = {"status": "member", "user": api.bot.user.json()}
    assert (await call("getChatMember", chat_id=-5, user_id=1))["result"] == member


async def test_menus_are_kept_by_scope_and_language(call: Caller) -> None:
    german = [{"command": "status", "description": "Wo stehe ich?"}]
    chat = {"type": "chat", "chat_id": -5}
    await call("setMyCommands", commands=german, scope=chat, language_code="de")
    shown = [(await call("getMyCommands", scope=chat, language_code=code))["result"] for code in ("de", "en")]
    assert shown == [german, []]


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        ([{"command": "Status", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "status", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "status", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_menu_that_telegram_refuses_is_refused(
    call: Caller, commands: list[dict[str, str]], expected: str
) -> None:
    answer = await call("setMyCommands", commands=commands)
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {expected}"}


async def test_log_has_every_byte_sent_to_a_chat(api: BotApi, ann: Person, call: Caller) -> None:
    ann.start()
    await call("sendMessage", chat_id=42, text="<b>ä</b>", parse_mode="HTML")
    await call("editMessageText", chat_id=42, message_id=2, text="b", reply_markup={"inline_keyboard": []})
    await call("deleteMessage", chat_id=42, message_id=2)
    log = [(entry.method, entry.chat, entry.message, entry.size) for entry in api.world.log]
    assert log == [("sendMessage", 42, 2, 9), ("editMessageText", 42, 2, 23), ("deleteMessage", 42, 2, 0)]


async def test_two_bots_share_people_but_not_chats(api: BotApi, ann: Person) -> None:
    other = api.add_bot("2:OTHER")
    ann.start("one")
    ann.start("two", bot=other)
    assert [message.text for message in ann.messages] == ["/start one"]
    assert [message.text for message in ann.chat(other).shown()] == ["/start two"]


async def test_unknown_control_operation_is_refused(remote: Remote) -> None:
    with pytest.raises(ValueError, match="Not Found"):
        await remote("dance")


async def test_wrong_control_argument_is_refused(remote: Remote) -> None:
    with pytest.raises(ValueError, match="no message with buttons here"):
        await remote("press", person=42, button="7a")


async def test_person_is_driven_from_another_process() -> None:
    async with subprocess_server() as remote, caller(remote.url, DEFAULT_TOKEN) as call:
        await remote("person", id=42, name="Ann", language="de")
        await remote("start", person=42, payload="CODE")
        await call("sendMessage", chat_id=42, text="ballot", reply_markup=BALLOT)
        shown = as_object(as_list(await remote("messages", person=42))[-1])
        unanswered = await remote("press", person=42, button="7a", seconds=0)
        assert (shown["text"], unanswered) == ("ballot", None)
        assert as_object(await remote("newest")) == {"42": shown}


async def test_load_is_delivered_answered_and_reported(api: BotApi, remote: Remote, call: Caller) -> None:
    presses = [[person, "v:7:a", 0] for person in range(1, 5)]
    assert await remote("load", presses=presses, rate=1000) == 4
    offset = answered = 0
    while answered < 4:
        for update in as_list((await call("getUpdates", offset=offset, timeout=5))["result"]):
            query = as_object(as_object(update)["callback_query"])
            await call("answerCallbackQuery", callback_query_id=query["id"])
            offset, answered = int(str(as_object(update)["update_id"])) + 1, answered + 1
    report = as_object(await remote("report", expected=4))
    assert (report["pressed"], report["answered"]) == (4, 4)
    assert await api.person(1).answer("4000000000000000001") == Answer("", alert=False)


async def test_forgotten_presses_count_in_no_report(api: BotApi, ann: Person, remote: Remote, call: Caller) -> None:
    await remote("load", presses=[[42, "v", 0]])
    await remote("forget")
    await remote("load", presses=[[42, "v", 0]])
    await call("answerCallbackQuery", callback_query_id=list(api.world.presses)[-1])
    report = as_object(await remote("report", expected=1))
    assert (report["pressed"], report["answered"], len(ann.messages)) == (1, 1, 1)
