"""Events and contents without a homeserver."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.contract import (
    Button,
    ChatChange,
    ChatChanged,
    Command,
    File,
    Message,
    NetworkError,
    Offline,
    Press,
    Refused,
    Rejected,
    RetryLater,
    Text,
    Unreachable,
)
from adapters.matrix import content
from adapters.matrix.decode import decode, target
from adapters.matrix.errors import result
from adapters.matrix.rooms import Room
from adapters.matrix.sent import OwnMessage, answers, pairs
from adapters.matrix.wire import path
from adapters.parsing import Json, Object

US = "@bot:moot.test"
ANNA = "@anna:moot.test"
BALLOT = Message(
    "<b>Lunch</b> &lt;now&gt;?\nSay", ((Button("7a · Yes", "2a"), Button("Rules", url="https://x.test/?a&b")),)
)


def home() -> Room:
    return Room("!home", ANNA, {ANNA})


def shown(event: str) -> OwnMessage | None:
    made = OwnMessage(
        "!home", "$text", (("7a · Yes", "2a"),), poll="$poll", answers={"1a": "7a · Yes", "1c": "7c · Gone"}
    )
    return made if event in ("$text", "$poll") else None


def event(kind: str, said: Object, **more: Json) -> Object:
    return {"type": kind, "event_id": "$1", "sender": ANNA, "content": said, **more}


def response(answer: str) -> Object:
    relation: Object = {"rel_type": "m.reference", "event_id": "$poll"}
    return event("m.poll.response", {"m.relates_to": relation, "m.selections": [answer]})


def membership(who: str, before: str, now: str, by: str = ANNA) -> Object:
    unsigned: Object = {"prev_content": {"membership": before}, "prev_sender": ANNA}
    return {**event("m.room.member", {"membership": now}, state_key=who, unsigned=unsigned), "sender": by}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
RELATION = st.fixed_dictionaries(
    {},
    optional={
        "rel_type": st.sampled_from(["m.replace", "m.thread", "m.annotation", "m.reference"]) | JSON,
        "event_id": st.sampled_from(["$text", "$poll"]) | JSON,
        "key": st.sampled_from(["1\ufe0f\u20e3", "²", "99"]) | JSON,
        "m.in_reply_to": st.just({"event_id": "$text"}) | JSON,
    },
)
CONTENT = st.fixed_dictionaries(
    {},
    optional={
        "body": st.text() | JSON,
        "msgtype": st.just("m.text") | JSON,
        "m.relates_to": RELATION | JSON,
        "m.selections": st.just(["1a"]) | JSON,
        "org.matrix.msc3381.poll.response": st.just({"answers": ["1a"]}) | JSON,
        "membership": st.sampled_from(["join", "leave"]) | JSON,
    },
)
KINDS = ["m.room.message", "m.reaction", "m.room.member", "m.room.encrypted", "m.room.tombstone", "m.poll.response"]
EVENT = st.fixed_dictionaries(
    {"type": st.sampled_from([*KINDS, "org.matrix.msc3381.poll.response"]) | JSON, "content": CONTENT | JSON},
    optional={
        "event_id": st.just("$1") | JSON,
        "sender": st.sampled_from([US, ANNA]) | JSON,
        "state_key": st.sampled_from([US, ANNA]) | JSON,
        "unsigned": JSON,
    },
)


@given(EVENT)
def test_decode_of_anything_is_an_input_that_can_be_stored_or_nothing(event: Object) -> None:
    assert isinstance(target(event), str)
    said = decode(event, home(), US, shown)
    if said is not None:
        assert (said.id != "", repr(said).encode("utf-8", "surrogateescape") != b"") == (True, True)
        assert not isinstance(said, Text) or said.text.encode() != b""


@pytest.mark.parametrize("text", ["!Open 7  \n\n named \n- Pizza", "/open 7\nnamed\n- Pizza"])
def test_both_marks_begin_a_command(text: str) -> None:
    said = decode(event("m.room.message", {"msgtype": "m.text", "body": text}), home(), US, shown)
    assert isinstance(said, Command)
    assert (said.name, said.line, said.lines, said.chat) == ("open", "7", ("named", "- Pizza"), f"matrix:{ANNA}")


@pytest.mark.parametrize(("answer", "data"), [("1a", "2a"), ("1c", "1c")])
def test_a_poll_answer_means_the_button_of_its_name_or_what_it_meant(answer: str, data: str) -> None:
    said = decode(response(answer), home(), US, shown)
    assert isinstance(said, Press)
    assert (said.data, said.handle) == (data, "!home")


def test_a_reaction_in_an_encrypted_room_is_a_press_of_nothing() -> None:
    relation: Object = {"rel_type": "m.annotation", "event_id": "$text", "key": "1"}
    room = home()
    room.encrypted = True
    said = decode(event("m.reaction", {"m.relates_to": relation}), room, US, shown)
    assert isinstance(said, Press)
    assert (said.data, said.exposed) == ("", True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (membership(US, "invite", "join", US), ChatChange.UNBLOCKED),
        (membership(US, "leave", "join", US), None),
        (membership(US, "join", "leave", US), None),
        (membership(US, "join", "ban"), ChatChange.BLOCKED),
        (membership(ANNA, "invite", "join"), ChatChange.UNBLOCKED),
        (membership(ANNA, "join", "join"), None),
        (membership(ANNA, "join", "leave"), ChatChange.BLOCKED),
        (membership(ANNA, "invite", "leave"), ChatChange.BLOCKED),
        (membership("@spy:moot.test", "join", "leave"), None),
    ],
)
def test_memberships_of_a_private_room(change: Object, told: ChatChange | None) -> None:
    said = decode(change, home(), US, shown)
    assert (said.change, said.sender) == (told, f"matrix:{ANNA}") if isinstance(said, ChatChanged) else told is None


@pytest.mark.parametrize("number", ["$\0", "$" + "x" * 300, "$ü" * 100, "$a b", "$", "!x", "", "\ud800", None, 7])
def test_what_is_no_event_id_is_not_looked_up(number: Json) -> None:
    replied: Object = {"msgtype": "m.text", "body": "2", "m.relates_to": {"m.in_reply_to": {"event_id": number}}}
    assert target(event("m.room.message", replied)) == ""


@pytest.mark.parametrize("part", ["$\0", "", ".", "..", "\ud800", "x" * 301])
def test_what_homeservers_choke_on_does_not_get_into_a_path(part: str) -> None:
    with pytest.raises(Refused):
        path("rooms", part)


def test_half_a_command_is_none_and_what_no_database_takes_is_left_out() -> None:
    long = decode(event("m.room.message", {"msgtype": "m.text", "body": "!say " + "x" * 9000}), home(), US, shown)
    odd = decode(event("m.room.message", {"msgtype": "m.text", "body": "!open\0 7\ud800"}), home(), US, shown)
    assert (type(long), type(odd)) == (Text, Command)
    assert isinstance(odd, Command)
    assert (odd.name, odd.line) == ("open", "7")


def test_an_answer_that_a_strict_reader_refuses_is_read() -> None:
    assert result(200, b'{"a": "\\ud800", "b": 1e400}').keys() == {"a", "b"}


@pytest.mark.parametrize(
    ("room", "private"),
    [
        (Room("!r", others={ANNA}), True),
        (Room("!r", others={ANNA}, crowd=True), False),
        (Room("!r", others={ANNA, "@ben:moot.test"}), False),
        (Room("!r", person=ANNA, others={"@ben:moot.test"}), False),
        (Room("!r"), False),
    ],
)
def test_a_room_of_two_is_private_whatever_is_said_of_it(room: Room, private: bool) -> None:
    assert (room.private, room.chat) == (private, f"matrix:{ANNA}" if private else "matrix:!r")


def test_our_coming_is_told_where_the_homeserver_leaves_out_what_was_before() -> None:
    joined = event("m.room.member", {"membership": "join"}, state_key=US)
    said = decode({**joined, "sender": US}, Room("!r", others={ANNA}), US, shown)
    assert isinstance(said, ChatChanged)
    assert (said.change, said.sender) == (ChatChange.UNBLOCKED, f"matrix:{ANNA}")


def test_a_tombstone_in_a_private_room_moves_nothing() -> None:
    stone = event("m.room.tombstone", {"replacement_room": "!evil"})
    assert decode(stone, Room("!r", person=ANNA, others={ANNA}, replacement="!evil"), US, shown) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (membership(US, "invite", "join", US), ChatChange.ADDED),
        (membership(US, "join", "leave"), ChatChange.REMOVED),
        (membership(ANNA, "join", "leave"), None),
    ],
)
def test_memberships_of_a_group(change: Object, told: ChatChange | None) -> None:
    said = decode(change, Room("!hall", others={ANNA, "@ben:moot.test"}, crowd=True), US, shown)
    assert (said.change, said.chat) == (told, "matrix:!hall") if isinstance(said, ChatChanged) else told is None


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1500}, RetryLater),
        (401, {"errcode": "M_UNKNOWN_TOKEN"}, Rejected),
        (403, {"errcode": "M_USER_DEACTIVATED"}, Rejected),
        (403, {"errcode": "M_FORBIDDEN"}, Unreachable),
        (404, {"errcode": "M_NOT_FOUND"}, Unreachable),
        (404, {"errcode": "M_UNRECOGNIZED"}, Refused),
        (413, {"errcode": "M_TOO_LARGE"}, Refused),
        (500, {"errcode": "M_UNKNOWN"}, Offline),
        (200, [], Offline),
        (502, "<html>Bad Gateway</html>", Offline),
        *((status, "<html>", Refused) for status in (400, 401, 403, 404, 405, 413, 431, 451)),
        (429, "<html>", RetryLater),
        (400, {"errcode": ["M_UNKNOWN"], "error": 5}, Refused),
    ],
)
def test_an_answer_becomes_an_error_of_the_contract(status: int, answer: Json, error: type[NetworkError]) -> None:
    body = answer if isinstance(answer, str) else json.dumps(answer)
    with pytest.raises(error):
        result(status, body.encode())


@pytest.mark.parametrize(
    ("answer", "header", "seconds"),
    [
        ({"retry_after_ms": 1500}, "2", 1.5),
        ({}, "2", 2.0),
        ({}, "soon", None),
        ({"retry_after_ms": 0}, "", 0.5),
        ({"retry_after_ms": -1}, "", 0.5),
        ({"retry_after_ms": 1e300}, "", 600.0),
        ({"retry_after_ms": 10**400}, "3", 3.0),
        ({"retry_after_ms": True}, "", None),
        ({}, "9" * 5000, 600.0),
        ({}, "0", 0.5),
    ],
)
def test_a_limit_tells_its_seconds_or_none(answer: Json, header: str, seconds: float | None) -> None:
    with pytest.raises(RetryLater) as raised:
        result(429, json.dumps(answer).encode(), header)
    assert raised.value.seconds == seconds


def test_a_text_ends_in_its_numbered_buttons_and_links() -> None:
    made = content.text(replace(BALLOT, rows=(*BALLOT.rows, (Button("Blank", "2-"),))))
    link = '<a href="https://x.test/?a&amp;b">Rules</a>'
    assert made["body"] == "Lunch <now>?\nSay\n\n7a · Yes\n2. Blank\nRules: https://x.test/?a&b"
    assert made["formatted_body"] == f"<b>Lunch</b> &lt;now&gt;?<br>Say<br><br>7a · Yes<br>2. Blank<br>{link}"
    assert pairs(made[content.BUTTONS]) == (("7a · Yes", "2a"), ("Blank", "2-"))


def test_preformatted_lines_stay_as_they_are() -> None:
    assert content.text(Message("a\n<pre>b\nc</pre>\nd"))["formatted_body"] == "a<br><pre>b\nc</pre><br>d"


def test_a_silent_message_is_a_notice() -> None:
    assert content.text(Message("x", silent=True))["msgtype"] == "m.notice"


def test_a_poll_is_made_of_choices_only_and_of_twenty_at_most() -> None:
    many = tuple((Button(f"7{n}", f"1{n}"),) for n in range(21))
    wanted = [
        content.wants_poll(Message("x", rows, poll=True)) for rows in ((), BALLOT.rows, many[:20], many, (many[0][:0],))
    ]
    assert wanted == [False, True, True, False, False]


def test_a_poll_asks_the_first_line_and_names_its_text() -> None:
    made = content.poll(BALLOT, "$text")
    start = made["org.matrix.msc3381.poll.start"]
    assert isinstance(start, dict)
    assert (start["question"], answers(made)) == ({"org.matrix.msc1767.text": "Lunch <now>?"}, {"2a": "7a · Yes"})
    assert made["m.relates_to"] == {"rel_type": "m.reference", "event_id": "$text"}


PICTURE = content.PNG + b"\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (700).to_bytes(4, "big") + b"..."


@pytest.mark.parametrize("document", [b"", PICTURE[:20], b"%PDF" + PICTURE])
def test_what_is_no_picture_has_no_shape(document: bytes) -> None:
    made = content.file(Message("Carried"), File("result.png", document), "mxc://a/b")
    assert made["info"] == {"mimetype": "image/png", "size": len(document)}


def test_a_picture_is_shown_and_keeps_its_place_when_its_caption_changes() -> None:
    made = content.file(Message("Carried"), File("result.png", PICTURE), "mxc://a/b")
    edited = content.captioned(made, Message("Corrected"))
    assert [made["msgtype"], made["filename"], made["info"]] == [
        "m.image",
        "result.png",
        {"mimetype": "image/png", "size": len(PICTURE), "w": 1200, "h": 700},
    ]
    assert {**made, "body": "Corrected", "formatted_body": "Corrected"} == edited


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Vote 7\nNothing yet\n7a", "Vote 7\nRecorded: 7a\n7a", "* Recorded: 7a"),
        ("Vote 7\nRecorded", "Vote 7", "* Vote 7"),
        ("", "Vote 7\nClosed", "* Vote 7\nClosed"),
    ],
)
def test_where_edits_are_not_shown_what_is_new_comes_first(before: str, after: str, shown: str) -> None:
    assert content.replacement("$text", content.text(Message(after)), before)["body"] == shown


@pytest.mark.parametrize(
    ("key", "data"), [("1", "2a"), ("\N{KEYCAP TEN}", ""), ("3\ufe0f\u20e3", ""), ("0", ""), ("👍", "")]
)
def test_a_reaction_that_cannot_count_is_a_press_of_nothing(key: str, data: str) -> None:
    relation: Object = {"rel_type": "m.annotation", "event_id": "$text", "key": key}
    said = decode(event("m.reaction", {"m.relates_to": relation}), home(), US, shown)
    assert isinstance(said, Press)
    assert (said.data, said.exposed) == (data, True)


def test_the_keycap_of_ten_is_the_tenth_choice() -> None:
    many = OwnMessage("!home", "$many", tuple((str(number), f"n{number}") for number in range(1, 12)))
    relation: Object = {"rel_type": "m.annotation", "event_id": "$many", "key": "\N{KEYCAP TEN}"}
    said = decode(event("m.reaction", {"m.relates_to": relation}), home(), US, lambda _: many)
    assert isinstance(said, Press)
    assert said.data == "n10"


def test_what_answers_a_message_that_could_not_be_looked_up_is_a_press_of_nothing() -> None:
    lost = OwnMessage("!home", "$text", unread=True)
    replied: Object = {"msgtype": "m.text", "body": "2", "m.relates_to": {"m.in_reply_to": {"event_id": "$text"}}}
    for said in (response("1a"), event("m.room.message", replied)):
        pressed = decode(said, home(), US, lambda _: lost)
        assert isinstance(pressed, Press)
        assert pressed.data == ""


@pytest.mark.parametrize("letter", ["x", "&", "😀"])
def test_the_longest_edit_fits_an_event(letter: str) -> None:
    text = {"&": "&amp;"}.get(letter, letter) * 4096
    made = content.replacement("$text", content.text(Message(text, BALLOT.rows)), "")
    assert len(json.dumps(made, ensure_ascii=False).encode()) < 60_000


@pytest.mark.parametrize(
    ("kind", "content", "change"),
    [
        ("m.room.encrypted", {"ciphertext": "?"}, ChatChange.UNREAD),
        ("m.room.message", {"msgtype": "m.text", "body": "7a"}, ChatChange.UNREAD),
        ("m.poll.response", {"m.selections": ["1a"]}, ChatChange.UNREAD),
        ("m.room.encrypted", {}, None),
        ("m.room.message", {}, None),
    ],
)
def test_what_is_not_sealed_in_a_room_that_we_encrypt_is_unread_unless_it_was_redacted(
    kind: str, content: Json, change: ChatChange | None
) -> None:
    room = Room("!home", ANNA, {ANNA}, encrypted=True, reads=True)
    event: Object = {"type": kind, "event_id": "$e", "sender": ANNA, "content": content}
    said = decode(event, room, US, lambda _: None)
    assert (said.change if isinstance(said, ChatChanged) else None) is change


def test_number_under_an_edit_that_is_on_its_way_never_means_another_choice() -> None:
    shown = OwnMessage("!home", "$text", (("Anna", "1x"), ("Bob", "1y"), ("Bob", "1z")))
    shown.announce({content.BUTTONS: [["Anna", "2x"], ["Bob", "2y"], ["Bob", "2z"]]})
    assert [shown.numbered(number) for number in range(5)] == [None, "2x", "2y", "2z", None]
    shown.announce({content.BUTTONS: [["Bob", "2y"], ["Anna", "2x"]]})
    assert [shown.numbered(number) for number in (1, 2, 3)] == ["1x", "1y", "1z"]
