import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.contract import ChatChange, ChatChanged, Command, Inbound, Press, Ref, Text
from adapters.parsing import Json
from adapters.telegram.decode import Account, decode

US = Account(1, "folkmoot_bot")
ANNA: dict[str, Json] = {"id": 42, "is_bot": False, "first_name": "Anna", "language_code": "de"}
ROBOT: Json = {"id": 3, "is_bot": True}
PRIVATE: dict[str, Json] = {"id": 42, "type": "private"}
GROUP: dict[str, Json] = {"id": -500, "type": "group", "title": "Chair"}


def message(**fields: Json) -> dict[str, Json]:
    base: dict[str, Json] = {"message_id": 7, "date": 1, "from": ANNA, "chat": PRIVATE, "text": "/open 7"}
    return {"update_id": 5, "message": {**base, **fields}}


def press(**fields: Json) -> dict[str, Json]:
    under: Json = {"message_id": 9, "date": 0, "chat": GROUP}
    base: dict[str, Json] = {"id": "777", "from": ANNA, "message": under, "chat_instance": "1", "data": "v7a"}
    return {"update_id": 6, "callback_query": {**base, **fields}}


def member(chat: Json, old: Json, new: Json) -> dict[str, Json]:
    change: Json = {"chat": chat, "from": ANNA, "date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": 8, "my_chat_member": change}


WRITTEN = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
OPEN = Command(
    id="5",
    sender="telegram:42",
    chat="telegram:42",
    private=True,
    language="de",
    name="open",
    line="7",
    written=WRITTEN,
    own=Ref("telegram:42", "7"),
)


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        {},
        {"update_id": "5"},
        {"update_id": 5, "message": None},
        {"update_id": 5, "edited_message": message()["message"]},
        {"update_id": 5, "channel_post": message()["message"]},
        message(text=7),
        message(text=None),
        message(text="/open \ud800"),
        message(text="/open " + "x" * 10_000),
        message(**{"from": None}),
        message(chat={"id": "42", "type": "private"}),
        message(chat={"id": True, "type": "private"}),
        message(text="/open@other_bot 7", chat=GROUP),
        message(forward_origin={"type": "user"}),
        message(forward_date=1),
        message(via_bot={"id": 3}),
        message(migrate_from_chat_id=-500, text=None),
        message(**{"from": ROBOT}),
        message(reply_to_message=[]),
        press(data=None),
        press(data="ä" * 33),
        press(data="\udfff"),
        press(**{"from": ROBOT}),
        member(PRIVATE, {"status": "left"}, {"status": 5}),
        member(GROUP, {"status": "member"}, {"status": "administrator"}),
    ],
)
def test_decode_of_junk_and_of_what_is_not_meant_for_us_is_none(update: Json) -> None:
    assert decode(update, US) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoiled(draw: st.DrawFn) -> Json:
    """A real update with a value anywhere in it replaced or left out."""
    kinds = [message(reply_to_message={"message_id": 3}), press(), member(PRIVATE, {"status": "x"}, {"status": "y"})]
    update = copy.deepcopy(draw(st.sampled_from(kinds)))
    place: dict[str, Json] = update
    while True:
        key = draw(st.sampled_from(sorted(place)))
        inner = place[key]
        if not isinstance(inner, dict) or not inner or draw(st.booleans()):
            break
        place = inner
    if draw(st.booleans()):
        del place[key]
    else:
        place[key] = draw(_JSON)
    return update


@given(spoiled() | _JSON)
def test_decode_never_raises(update: Json) -> None:
    assert isinstance(decode(update, US), Inbound | None)


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (message(), OPEN),
        (message(text="/open@Folkmoot_Bot 7"), OPEN),
        (message(text=None, caption="/open 7", photo=[]), OPEN),
        (message(sender_chat=None, reply_to_message=None, forward_origin=None, via_bot=None), OPEN),
        (message(**{"from": {**ANNA, "language_code": None}}), replace(OPEN, language="")),
        (
            message(
                chat=GROUP,
                is_topic_message=True,
                message_thread_id=77,
                reply_to_message={"message_id": 77, "forum_topic_created": {"name": "Chair"}},
            ),
            replace(
                OPEN,
                chat="telegram:-500/77",
                whole="telegram:-500",
                private=False,
                own=Ref("telegram:-500/77", "7"),
            ),
        ),
        (
            message(chat=GROUP, message_thread_id=77),
            replace(OPEN, chat="telegram:-500", private=False, own=Ref("telegram:-500", "7")),
        ),
        (
            press(message=None),
            Press(
                id="6", sender="telegram:42", chat="telegram:42", private=True, language="de", data="v7a", handle="777"
            ),
        ),
        (
            message(text="/vote Lunch\nsecret", chat=GROUP, reply_to_message={"message_id": 3}),
            Command(
                id="5",
                sender="telegram:42",
                chat="telegram:-500",
                private=False,
                language="de",
                name="vote",
                line="Lunch",
                lines=("secret",),
                reply_to=Ref("telegram:-500", "3"),
                written=WRITTEN,
                own=Ref("telegram:-500", "7"),
            ),
        ),
        (
            message(text="7b"),
            Text(
                id="5",
                sender="telegram:42",
                chat="telegram:42",
                private=True,
                language="de",
                text="7b",
                written=WRITTEN,
                own=Ref("telegram:42", "7"),
            ),
        ),
        (
            press(),
            Press(
                id="6",
                sender="telegram:42",
                chat="telegram:-500",
                private=False,
                language="de",
                data="v7a",
                handle="777",
                ref=Ref("telegram:-500", "9"),
            ),
        ),
    ],
)
def test_decode_of_a_well_formed_update(update: Json, expected: Inbound) -> None:
    assert decode(update, US) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"from": {"id": 1087968824, "is_bot": True}, "sender_chat": GROUP},
        {"from": {"id": 1087968824, "is_bot": True}},
        {"from": {"id": 136817688, "is_bot": True}, "sender_chat": {"id": -9}},
        {"from": None, "sender_chat": {"id": -9}},
    ],
)
def test_an_anonymous_sender_has_no_address(fields: dict[str, Json]) -> None:
    said = decode(message(chat=GROUP, **fields), US)
    assert said is not None
    assert (said.sender, said.anonymous, said.chat) == ("", True, "telegram:-500")


def test_a_group_that_became_a_supergroup_tells_its_new_address() -> None:
    expected = ChatChanged(
        id="5", sender="", chat="telegram:-500", private=False, change=ChatChange.MOVED, to="telegram:-1001"
    )
    assert decode(message(chat=GROUP, text=None, migrate_to_chat_id=-1001), US) == expected


@pytest.mark.parametrize(
    ("chat", "old", "new", "change"),
    [
        (PRIVATE, {"status": "member"}, {"status": "kicked"}, ChatChange.BLOCKED),
        (PRIVATE, {"status": "kicked"}, {"status": "member"}, ChatChange.UNBLOCKED),
        (GROUP, {"status": "member"}, {"status": "left"}, ChatChange.REMOVED),
        (GROUP, {"status": "administrator"}, {"status": "kicked"}, ChatChange.REMOVED),
        (
            GROUP,
            {"status": "member"},
            {"status": "restricted", "is_member": True, "can_send_messages": False},
            ChatChange.REMOVED,
        ),
        (GROUP, {"status": "restricted", "can_send_messages": False}, {"status": "member"}, ChatChange.ADDED),
        (GROUP, {"status": "left"}, {"status": "administrator"}, ChatChange.ADDED),
    ],
)
def test_membership_says_whether_we_may_write(chat: Json, old: Json, new: Json, change: ChatChange) -> None:
    said = decode(member(chat, old, new), US)
    assert isinstance(said, ChatChanged)
    assert (said.change, said.sender) == (change, "telegram:42")


@pytest.mark.parametrize(
    "text",
    [
        "\u200b/open 7",
        "\ufeff /open 7",
        "\u2060\u200e/open 7",
        "/open\u200b 7",
        "/\u200dopen 7",
        "\u3164\n/open 7",
        "\u00a0/open 7",
    ],
)
def test_command_with_what_nobody_sees_is_one(text: str) -> None:
    assert decode(message(text=text), US) == decode(message(text="/open 7"), US)


@pytest.mark.parametrize("text", ["x/open 7", "\u200b", "\u200bopen 7", "/\u200b", "/ open 7"])
def test_text_that_only_looks_like_a_command_is_none(text: str) -> None:
    assert isinstance(decode(message(text=text), US), Text)
