"""What a protocol may leave out, or says in another kind: both adapters read the rest and never fail."""

import copy
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.contract import ChatChange, ChatChanged, Command, Inbound, Press, Text
from adapters.matrix import MemoryKeeper
from adapters.matrix.decode import decode as matrix
from adapters.matrix.decode import made_since, target
from adapters.matrix.rooms import Invitation, Room, Rooms
from adapters.matrix.sent import OwnMessage
from adapters.matrix.wire import Wire
from adapters.parsing import Json, Object
from adapters.telegram.decode import Account, update_id
from adapters.telegram.decode import decode as telegram
from tests.network_rigs import RealTimer

US, ANNA, BEN = "@bot:moot.test", "@anna:moot.test", "@ben:moot.test"
ACCOUNT = Account(1, "folkmoot_bot")
ODD: list[Json] = [None, True, -1, 10**400, 1e300, "", "x\0", "\ud800", "x" * 70_000, [], [None], {}, {"a": None}]


def places(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where something stands in a JSON value, outermost first."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from places(inner, (*path, key))


def spoiled(whole: Json) -> Iterator[Json]:
    """Copies of a value in each of which one thing is left out, or is something odd."""
    for path in places(whole):
        for odd in (*ODD, ...):
            made = copy.deepcopy(whole)
            within = made
            for key in path[:-1]:
                within = within[key]
            if odd is ...:
                del within[path[-1]]
            else:
                within[path[-1]] = odd
            yield made


# -- Telegram

PERSON: dict[str, Json] = {"id": 42, "is_bot": False, "first_name": "Anna", "language_code": "de"}
CHAT: dict[str, Json] = {"id": 42, "type": "private", "first_name": "Anna"}
GROUP: dict[str, Json] = {"id": -500, "type": "supergroup", "title": "Chair", "is_forum": True}
REPLIED: dict[str, Json] = {"message_id": 3, "date": 1, "chat": GROUP, "from": PERSON, "text": "x"}
MESSAGE: dict[str, Json] = {
    "message_id": 7,
    "date": 1,
    "from": PERSON,
    "chat": GROUP,
    "message_thread_id": 77,
    "is_topic_message": True,
    "reply_to_message": REPLIED,
    "text": "/open 7",
}
CALLBACK: dict[str, Json] = {
    "id": "777",
    "from": PERSON,
    "message": {"message_id": 9, "date": 0, "chat": GROUP, "ephemeral_message_id": 4},
    "chat_instance": "1",
    "data": "v7a",
}
MEMBERSHIP: dict[str, Json] = {
    "chat": CHAT,
    "from": PERSON,
    "date": 1,
    "old_chat_member": {"user": PERSON, "status": "member"},
    "new_chat_member": {"user": PERSON, "status": "restricted", "can_send_messages": False},
}
UPDATES: list[dict[str, Json]] = [
    {"update_id": 5, "message": MESSAGE},
    {"update_id": 5, "message": {**MESSAGE, "text": None, "caption": "/open 7", "photo": []}},
    {"update_id": 5, "message": {**MESSAGE, "sender_chat": GROUP}},
    {"update_id": 5, "message": {"message_id": 1, "chat": GROUP, "migrate_to_chat_id": -1001}},
    {"update_id": 6, "callback_query": CALLBACK},
    {"update_id": 8, "my_chat_member": MEMBERSHIP},
]


def test_every_update_with_anything_left_out_or_odd_is_an_input_or_nothing() -> None:
    read = [telegram(odd, ACCOUNT) for update in UPDATES for odd in spoiled(update)]
    assert all(said is None or isinstance(said, Inbound) for said in read)
    assert all(_storable(said) for said in read if said is not None)
    assert sum(said is not None for said in read) > len(read) / 3  # most of what is left out is not needed


def _storable(said: Inbound) -> bool:
    text = said.text if isinstance(said, Text) else said.line if isinstance(said, Command) else ""
    return f"{said.id}{said.sender}{said.chat}{text}".encode() != b""


@pytest.mark.parametrize("number", [10**400, -(10**400), 2**63, True, 1.0, "5", None])
def test_an_id_with_which_no_server_could_be_asked_for_the_next_is_none(number: Json) -> None:
    update: dict[str, Json] = {"update_id": number, "message": MESSAGE}
    assert (update_id(update), telegram(update, ACCOUNT)) == (None, None)


@pytest.mark.parametrize("kind", [..., None, "channel", 5])
def test_a_chat_with_a_person_is_private_whatever_is_said_of_it(kind: Json) -> None:
    chat = {key: value for key, value in {**CHAT, "type": kind}.items() if value is not ...}
    said = telegram({"update_id": 5, "message": {**MESSAGE, "chat": chat}}, ACCOUNT)
    assert said is not None
    assert (said.private, said.chat) == (True, "telegram:42")


@pytest.mark.parametrize("before", [..., None])
def test_a_block_without_what_was_before_is_a_block(before: Json) -> None:
    change = {key: value for key, value in {**MEMBERSHIP, "old_chat_member": before}.items() if value is not ...}
    said = telegram({"update_id": 8, "my_chat_member": change}, ACCOUNT)
    assert isinstance(said, ChatChanged)
    assert said.change is ChatChange.BLOCKED


UNSERVED = {
    "edited": {"update_id": 1, "edited_message": MESSAGE},
    "channel post": {"update_id": 1, "channel_post": MESSAGE},
    "edited channel post": {"update_id": 1, "edited_channel_post": MESSAGE},
    "business": {"update_id": 1, "business_message": MESSAGE},
    "edited business": {"update_id": 1, "edited_business_message": MESSAGE},
    "forwarded": {"update_id": 1, "message": {**MESSAGE, "forward_origin": {"type": "hidden_user"}}},
    "by another bot": {"update_id": 1, "message": {**MESSAGE, "from": {"id": 3, "is_bot": True}}},
    "inline": {"update_id": 1, "inline_query": {"id": "1", "from": PERSON, "query": "/open 7"}},
    "game": {"update_id": 1, "callback_query": {**CALLBACK, "data": None, "game_short_name": "x"}},
    "poll": {"update_id": 1, "poll_answer": {"poll_id": "1", "user": PERSON, "option_ids": [0]}},
    "photo without words": {"update_id": 1, "message": {**MESSAGE, "text": None, "photo": []}},
}


@pytest.mark.parametrize("kind", UNSERVED)
def test_what_was_not_said_to_the_bot_by_its_sender_is_rightly_silent(kind: str) -> None:
    assert telegram(UNSERVED[kind], ACCOUNT) is None


@pytest.mark.parametrize("file", ["photo", "document", "video", "voice", "animation"])
def test_a_command_in_a_caption_is_a_command(file: str) -> None:
    said = telegram({"update_id": 5, "message": {**MESSAGE, "text": None, file: {}, "caption": "/open 7"}}, ACCOUNT)
    assert isinstance(said, Command)
    assert (said.name, said.line) == ("open", "7")


# -- Matrix


def rooms() -> Rooms:
    return Rooms(Wire("http://127.0.0.1:9", RealTimer()), MemoryKeeper(), US, Invitation())


def event(kind: str, content: Json, **more: Json) -> Object:
    return {"type": kind, "event_id": "$1", "sender": ANNA, "content": content, "origin_server_ts": 1000, **more}


def joined(who: str, **more: Json) -> Object:
    return {**event("m.room.member", {"membership": "join"}, state_key=who), "sender": who, **more}


def home(*events: Object) -> Room:
    """A room of the bot and Anna that nobody called direct, in which all this has happened."""
    known, room = rooms(), Room("!home")
    for state in (event("m.room.create", {}, state_key=""), joined(ANNA), joined(US), *events):
        known.learn(room, state)
    return room


def shown(number: str) -> OwnMessage | None:
    made = OwnMessage("!home", "$text", (("7a · Yes", "2a"),), poll="$poll", answers={"1a": "7a · Yes"})
    return made if number in ("$text", "$poll") else None


REPLY: Object = {"m.in_reply_to": {"event_id": "$text"}}
REFERENCE: Object = {"rel_type": "m.reference", "event_id": "$poll"}
UNSIGNED: Object = {"age": 5, "prev_content": {"membership": "invite", "is_direct": True}, "prev_sender": ANNA}
EVENTS: list[Object] = [
    event("m.room.message", {"msgtype": "m.text", "body": "!open 7", "m.relates_to": REPLY}, unsigned=UNSIGNED),
    event("m.room.message", {"msgtype": "m.image", "body": "!open 7", "filename": "a.png", "url": "mxc://a/b"}),
    event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$text", "key": "1"}}),
    event("m.poll.response", {"m.selections": ["1a"], "m.relates_to": REFERENCE}),
    event(
        "org.matrix.msc3381.poll.response",
        {"org.matrix.msc3381.poll.response": {"answers": ["1a"]}, "m.relates_to": REFERENCE},
    ),
    event("m.room.member", {"membership": "join", "is_direct": True}, state_key=US, unsigned=UNSIGNED),
    event("m.room.member", {"membership": "leave"}, state_key=ANNA, unsigned=UNSIGNED),
    event("m.room.create", {"predecessor": {"room_id": "!old"}, "org.folkmoot.member": ANNA}, state_key=""),
    event("m.room.tombstone", {"replacement_room": "!new"}, state_key=""),
    event("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"}, state_key=""),
    event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "session_id": "y"}),
]


def test_every_event_with_anything_left_out_or_odd_is_an_input_or_nothing() -> None:
    read = [_learned(odd) for whole in EVENTS for odd in spoiled(whole)]
    assert all(said is None or isinstance(said, Inbound) for said in read)
    assert all(_storable(said) for said in read if said is not None)
    assert sum(said is not None for said in read) > len(read) / 4


def _learned(odd: Json) -> Inbound | None:
    assert isinstance(odd, dict)
    room = home()
    rooms().learn(room, odd)
    assert (isinstance(room.private, bool), isinstance(room.chat, str), isinstance(target(odd), str)) == (True,) * 3
    return matrix(odd, room, US, shown)


@given(st.lists(st.sampled_from(EVENTS), max_size=8))
def test_events_of_a_room_in_any_order_make_a_room(events: list[Object]) -> None:
    room = home(*events)
    assert room.other == ("" if not room.private else ANNA)


@pytest.mark.parametrize("content", [None, {}, {"membership": None}, {"membership": 5}, [], "join"])
def test_a_member_event_that_says_nothing_changes_nothing(content: Json) -> None:
    nothing = event("m.room.member", content, state_key=ANNA)
    room = home(nothing)
    assert (room.private, room.other, matrix(nothing, room, US, shown)) == (True, ANNA, None)


@pytest.mark.parametrize("key", [..., None, 5, []])
def test_a_member_event_of_nobody_brings_no_third_person(key: Json) -> None:
    nobody = {name: value for name, value in {**joined(ANNA), "state_key": key}.items() if value is not ...}
    assert home(nobody).private


def test_a_member_whose_id_cannot_be_read_is_a_third_person_all_the_same() -> None:
    assert not home(event("m.room.member", {"membership": "join"}, state_key="@" + "x" * 300)).private


@pytest.mark.parametrize("kind", ["m.room.tombstone", "m.room.encryption", "m.room.create"])
@pytest.mark.parametrize("key", [..., None, "x"])
def test_a_message_that_is_called_like_state_changes_no_room(kind: str, key: Json) -> None:
    said: Object = {"replacement_room": "!evil", "algorithm": "x", "predecessor": {"room_id": "!old"}}
    forged = {name: value for name, value in event(kind, said, state_key=key).items() if value is not ...}
    before, room = home(joined(BEN)), home(joined(BEN), forged)
    assert (room.replacement, room.encrypted, room.predecessor, room.creator) == ("", False, "", before.creator)
    assert matrix(forged, room, US, shown) is None


@pytest.mark.parametrize("when", [..., None, 0, -5, "1000", 1e999, True])
def test_a_command_that_does_not_say_when_it_was_written_is_not_late(when: Json) -> None:
    told = {"origin_server_ts": when} if when is not ... else {}
    whole = {**EVENTS[0], **told}
    if when is ...:
        del whole["origin_server_ts"]
    said = matrix(whole, home(), US, shown)
    assert isinstance(said, Command)
    assert said.written is None


@pytest.mark.parametrize("kind", ["m.image", "m.file", "m.video", "m.audio"])
def test_a_command_in_a_caption_on_matrix_is_a_command(kind: str) -> None:
    said = matrix(event("m.room.message", {"msgtype": kind, "body": "!open 7", "filename": "a.png"}), home(), US, shown)
    assert isinstance(said, Command)
    assert (said.name, said.line) == ("open", "7")


@pytest.mark.parametrize("name", [..., None, 5, "!open 7"])
def test_the_name_of_a_document_is_nothing_that_was_said(name: Json) -> None:
    content: Object = {"msgtype": "m.file", "body": "!open 7", **({} if name is ... else {"filename": name})}
    assert matrix(event("m.room.message", content), home(), US, shown) is None


SILENT = {
    "edited": {"msgtype": "m.text", "body": "* !open 7", "m.relates_to": {"rel_type": "m.replace", "event_id": "$x"}},
    "by another bot": {"msgtype": "m.notice", "body": "!open 7"},
    "emote": {"msgtype": "m.emote", "body": "!open 7"},
    "place": {"msgtype": "m.location", "body": "!open 7", "geo_uri": "geo:0,0"},
    "empty": {"msgtype": "m.text", "body": " \n"},
}


@pytest.mark.parametrize("kind", SILENT)
def test_what_was_not_said_on_matrix_is_rightly_silent(kind: str) -> None:
    content: Json = SILENT[kind]
    assert matrix(event("m.room.message", content), home(), US, shown) is None


def test_a_press_is_no_older_than_what_its_homeserver_had_told_before() -> None:
    said = matrix(EVENTS[2], home(), US, shown)
    assert isinstance(said, Press)
    assert said.written is not None
    times = [made_since(said, seconds).written for seconds in (0.5, 100.0)]
    assert [time and time.timestamp() for time in times] == [1.0, 100.0]
