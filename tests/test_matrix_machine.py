"""What the crypto machine lets count, and what it does not."""

import json

import pytest

from adapters.contract import Offline
from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.machine import Closed, Machine
from adapters.parsing import Object
from tests.matrix_machines import KEY, ROOM, End, body, pair

RELATED = {"m.in_reply_to": {"event_id": "$ballot"}}


def test_an_event_that_is_attributed_to_somebody_else_is_forged() -> None:
    bot, anna = pair()
    bot.meet(ben := End("@ben:x.org", "PHONE"))
    event = anna.say("7a")
    assert bot.machine.open(ROOM, {**event, "sender": ben.user}) is Closed.NO_DEVICE
    assert body(bot.machine.open(ROOM, event)) == "7a"


def test_an_event_of_another_room_is_not_readable_here() -> None:
    bot, anna = pair()
    assert bot.machine.open("!other", anna.say("7a")) is Closed.NO_KEY


def test_a_relation_in_clear_is_none() -> None:
    bot, anna = pair()
    event = anna.say("2")
    event["content"]["m.relates_to"] = RELATED
    opened = bot.machine.open(ROOM, event)
    assert isinstance(opened, dict)
    assert opened["content"] == {"msgtype": "m.text", "body": "2"}


def test_the_relation_inside_counts_and_is_shown_outside() -> None:
    bot, anna = pair()
    event = anna.say("2", **{"m.relates_to": RELATED})
    opened = bot.machine.open(ROOM, event)
    assert isinstance(opened, dict)
    assert (opened["content"]["m.relates_to"], event["content"]["m.relates_to"]) == (RELATED, RELATED)


@pytest.mark.parametrize("restart", [False, True])
def test_65_event_that_comes_again_under_another_id_is_a_replay(restart: bool) -> None:
    bot, anna = pair()
    event = anna.say("7a")
    assert body(bot.machine.open(ROOM, event)) == "7a"
    bot.store()
    if restart:
        bot.start()
    assert body(bot.machine.open(ROOM, event)) == "7a"
    assert bot.machine.open(ROOM, {**event, "event_id": "$later"}) is Closed.REPLAYED


def test_what_was_tampered_with_is_broken() -> None:
    bot, anna = pair()
    event = anna.say("7a")
    text = event["content"]["ciphertext"]
    event["content"]["ciphertext"] = text[:-4] + ("AAAA" if text[-4:] != "AAAA" else "BBBB")
    assert bot.machine.open(ROOM, event) is Closed.BROKEN


@pytest.mark.parametrize("content", [{}, {"session_id": 5}, {"ciphertext": {}}, {"session_id": "x", "sender_key": []}])
def test_what_is_no_message_opens_nothing(content: dict[str, object]) -> None:
    bot, anna = pair()
    event = {"type": "m.room.encrypted", "sender": anna.user, "event_id": "$e", "content": content}
    assert bot.machine.open(ROOM, event) is Closed.NO_KEY


def test_a_forgotten_event_opens_never_again_and_later_ones_do() -> None:
    bot, anna = pair()
    first, second = anna.say("7a"), anna.say("7bb")
    assert body(bot.machine.open(ROOM, first)) == "7a"
    bot.machine.forget(ROOM, first["event_id"])
    for _ in range(2):
        assert bot.machine.open(ROOM, first) is Closed.BROKEN
        assert body(bot.machine.open(ROOM, second)) == "7bb"
        bot.store()
        bot.start()


def test_a_key_that_comes_again_does_not_bring_back_what_was_forgotten() -> None:
    bot, anna = pair()
    first = anna.say("7a")
    key = bot.machine._session(ROOM, first["content"]["session_id"], "").export_session(0)
    bot.machine.open(ROOM, first)
    bot.machine.forget(ROOM, first["event_id"])
    said = {"algorithm": "m.megolm.v1.aes-sha2", "room_id": ROOM, "session_id": first["content"]["session_id"]}
    said |= {"session_key": key, "sender_key": anna.machine.account.keys["curve25519"]}
    bot.machine._told(anna.user, said["sender_key"], {"type": "m.forwarded_room_key", "content": said})
    assert bot.machine.open(ROOM, first) is Closed.BROKEN


def forwarded(anna: End, event: dict[str, object], who: str) -> dict[str, object]:
    session = event["content"]["session_id"]
    found = anna.machine._session(ROOM, session, "")
    assert found is not None
    said = {"algorithm": "m.megolm.v1.aes-sha2", "room_id": ROOM, "session_id": session}
    said |= {"session_key": found.export_session(0), "sender_key": anna.machine.account.keys["curve25519"]}
    return {"type": "m.forwarded_room_key", "content": {**said, "sender_claimed_ed25519_key": "?"}, "sender": who}


def test_a_lost_key_is_asked_for_once_and_taken_from_its_owner_only() -> None:
    bot, anna = End("@bot:x.org", "BOT"), End("@anna:x.org", "PHONE")
    bot.meet(anna)
    bot.meet(ben := End("@ben:x.org", "PHONE"))
    anna.share(bot)
    event = anna.say("7a")
    key = forwarded(anna, event, anna.user)
    bot.machine._told(anna.user, "?", key)
    assert bot.machine.open(ROOM, event) is Closed.NO_KEY, "nobody asked for it"
    asked = bot.machine.request(ROOM, event)
    assert asked is not None
    assert (asked[0], asked[1]["body"]["session_id"]) == (anna.user, event["content"]["session_id"])
    assert bot.machine.request(ROOM, event) is None
    bot.machine._told(ben.user, "?", key)
    assert bot.machine.open(ROOM, event) is Closed.NO_KEY
    bot.machine._told(anna.user, "?", key)
    assert body(bot.machine.open(ROOM, event)) == "7a"


def test_both_go_on_after_restarts_in_both_directions() -> None:
    bot, anna = pair()
    bot.share(anna)
    for number in range(3):
        assert body(bot.machine.open(ROOM, anna.say(f"vote {number}"))) == f"vote {number}"
        assert body(anna.machine.open(ROOM, bot.say(f"line {number}"))) == f"line {number}"
        for end in (bot, anna):
            end.store()
            end.start()


def test_who_left_reads_nothing_that_comes_later() -> None:
    bot, anna = pair()
    bot.share(anna)
    before = bot.say("for both")["content"]["session_id"]
    bot.machine.shared(ROOM, [("@ben:x.org", "OLD")])
    bot.share(anna)
    assert bot.say("without ben")["content"]["session_id"] != before


def test_a_new_device_is_given_the_key_and_old_ones_not_again() -> None:
    bot, anna = pair()
    bot.share(anna)
    assert bot.machine.share(ROOM, [anna.user]) == {}
    tablet = End(anna.user, "TABLET")
    both = anna.described()
    both["device_keys"][anna.user]["TABLET"] = tablet.keys["device_keys"]
    bot.machine.learn({anna.user}, both)
    assert bot.machine.without_session([anna.user]) == [(anna.user, "TABLET")]
    name, key = tablet.keys["one_time_keys"].popitem()
    bot.machine.claim({"one_time_keys": {anna.user: {"TABLET": {name: key}}}})
    assert [list(told) for told in bot.machine.share(ROOM, [anna.user]).values()] == [["TABLET"]]


@pytest.mark.parametrize(
    ("signed", "renewed", "reads"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_later_device_reads_what_was_there_if_it_is_vouched_for_by_whom_we_knew(
    signed: bool, renewed: bool, reads: bool
) -> None:
    bot, anna = pair()
    bot.share(anna)
    before = bot.say("the ballot")
    bot.store()
    bot.start()
    tablet = End(anna.user, "TABLET")
    if not renewed:
        tablet.identity = anna.identity
    for vouched in (False, signed):  # as an app is verified after it was logged in
        both = tablet.described(signed=vouched)
        both["device_keys"][anna.user][anna.device] = anna.described()["device_keys"][anna.user][anna.device]
        bot.machine.learn({anna.user}, both)
        if not vouched and bot.machine.without_session([anna.user]):
            name, key = tablet.keys["one_time_keys"].popitem()
            bot.machine.claim({"one_time_keys": {anna.user: {"TABLET": {name: key}}}})
        bot.share(tablet if vouched or not reads else anna)  # we take no key that opens more than we have, others do
    assert bot.machine.share(ROOM, [anna.user]) == {}
    tablet.machine.learn({bot.user}, bot.described())
    assert body(tablet.machine.open(ROOM, before)) == ("the ballot" if reads else Closed.BROKEN)
    assert body(tablet.machine.open(ROOM, bot.say("the result"))) == "the result"


def test_who_comes_later_reads_nothing_of_before() -> None:
    bot, anna = pair()
    bot.share(anna)
    before = bot.say("between us")
    bot.meet(ben := End("@ben:x.org", "PHONE"))
    messages = bot.machine.share(ROOM, [anna.user, ben.user])
    ben.hear(bot.user, messages[ben.user][ben.device])
    ben.machine.learn({bot.user}, bot.described())
    assert body(ben.machine.open(ROOM, before)) is Closed.BROKEN


def test_another_master_key_is_told_once() -> None:
    bot, anna = pair()
    bot.machine.learn({anna.user}, anna.described())
    assert bot.machine.renewed == []
    other = End(anna.user, "EVIL")
    for _ in range(2):
        bot.machine.learn({anna.user}, other.described())
    assert [who for who, _ in bot.machine.renewed] == [anna.user]


@pytest.mark.parametrize("signed", [True, False])
def test_with_signed_devices_only_others_neither_speak_nor_read(signed: bool) -> None:
    bot, anna = End("@bot:x.org", "BOT", signed_only=True), End("@anna:x.org", "PHONE")
    bot.meet(anna, signed=signed)
    anna.meet(bot)
    anna.share(bot)
    assert body(bot.machine.open(ROOM, anna.say("7a"))) == ("7a" if signed else Closed.FORGED)
    assert bool(bot.machine.share(ROOM, [anna.user])) is signed


@pytest.mark.parametrize("bad", [5, [], {"@anna:x.org": 5}, {"@anna:x.org": {"PHONE": {"keys": {"a": 1}}}}])
def test_devices_that_make_no_sense_are_nobodys(bad: object) -> None:
    bot, anna = pair()
    bot.machine.learn({anna.user}, {"device_keys": bad})
    bot.machine.claim({"one_time_keys": bad})
    bot.hear(anna.user, {"ciphertext": {bot.machine.account.keys["curve25519"]: {"type": 0, "body": "?"}}})
    assert bot.machine.devices("@nobody:x.org") == []


def test_nothing_that_opens_anything_and_nothing_said_stands_in_the_rows() -> None:
    bot, anna = pair()
    bot.share(anna)
    key = bot.machine._olm.outbound_group_sessions[ROOM].session_key
    event = anna.say("my choice is 7a")
    bot.machine.open(ROOM, event)
    bot.store()
    text = json.dumps(bot.stored)
    seeds = bot.identity.seeds
    assert [part in text for part in (key, "my choice", seeds.hex())] == [False] * 3


def test_it_asks_for_more_one_time_keys_when_half_are_used() -> None:
    bot, _ = pair()
    counted = [
        len((bot.machine.account.upload() or {}).get("one_time_keys", {}))
        for there in (50, 30, 10)
        if not bot.machine.take_in({"device_one_time_keys_count": {"signed_curve25519": there}})
    ]
    assert counted == [0, 0, 40]


@pytest.mark.parametrize("answer", [{}, {"one_time_key_counts": None}, {"one_time_key_counts": 50}, {"errcode": "x"}])
def test_keys_whose_arrival_nobody_confirmed_are_made_known_again(answer: Object) -> None:
    bot = Machine("@bot:x.org", "BOT", CryptoRows("@bot:x.org", "BOT", KEY, {}))
    first = bot.account.upload() or {}
    with pytest.raises(Offline):
        bot.account.uploaded(answer)
    again = bot.account.upload() or {}
    assert (first["device_keys"], first["one_time_keys"].keys() <= again["one_time_keys"].keys()) == (
        again["device_keys"],
        True,
    )


def test_a_device_that_its_homeserver_forgot_is_made_known_again() -> None:
    bot, _ = pair()
    assert "device_keys" not in (bot.machine.account.upload() or {})
    bot.machine.account.is_unknown()
    assert (bot.machine.account.upload() or {})["device_keys"] == bot.keys["device_keys"]
