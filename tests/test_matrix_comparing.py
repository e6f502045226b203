"""Comparing emoji with the bot: what it answers, what it remembers, and what makes it give up."""

import asyncio
from typing import Any

import pytest

from adapters.matrix.comparing import MOST, PATIENCE, Comparing, Reply, Where
from adapters.matrix.verifying import Verifying
from bot.running.clock import SystemTime
from tests.matrix_compared import App, agreed, compared
from tests.matrix_machines import End, pair

WHERE = Where("@anna:x.org", "", "7")


def test_a_request_without_emoji_gets_no_answer() -> None:
    app = App(*pair())
    assert app.tell("request", {"from_device": "PHONE", "methods": ["m.qr_code.show.v1"]}) == {}
    assert app.tell("start", app.start(), where=Where("@anna:x.org", "!room", "$8")) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("method", "m.other"),
        ("hashes", ["sha3"]),
        ("hashes", 5),
        ("message_authentication_codes", ["hkdf-hmac-sha256"]),
        ("key_agreement_protocols", ["curve25519"]),
        ("short_authentication_string", ["decimal"]),
    ],
)
def test_an_app_that_compares_in_another_way_is_told_so(key: str, value: object) -> None:
    app = App(*pair())
    answer = app.tell("start", {**app.start(), key: value})
    assert answer["cancel"]["code"] == "m.unknown_method"
    assert app.tell("key", {"key": app.key}) == {}


@pytest.mark.parametrize(("step", "said"), [("key", {"key": "x"}), ("mac", {"mac": {}}), ("start", {})])
def test_what_comes_out_of_turn_ends_it(step: str, said: dict[str, Any]) -> None:
    app = App(*pair())
    app.tell("request", {"from_device": "PHONE", "methods": ["m.sas.v1"]})
    assert list(app.tell(step, said)) == ["cancel"]


def test_a_key_that_is_none_ends_it() -> None:
    app = App(*pair())
    app.tell("start", app.start())
    assert app.tell("key", {"key": "no key"})["cancel"]["code"] == "m.invalid_message"


def test_both_see_the_same_signs_and_the_keys_are_remembered() -> None:
    bot, anna = pair()
    app = App(bot, anna)
    assert compared(app) == (app.signs, ["mac", "done"])
    row = bot.machine.rows.get("olm.known.compared @anna:x.org")
    assert row == {f"ed25519:{key}": key for key in [anna.identity.master]} | {
        "ed25519:PHONE": anna.machine.account.keys["ed25519"]
    }


def test_the_bot_vouches_for_its_device_and_for_the_account_if_it_made_its_keys() -> None:
    for master in ("", "ours"):
        bot, anna = pair()
        bot.machine.account.master = bot.identity.master if master else ""
        app = App(bot, anna)
        told = agreed(app)["mac"]
        keys = {"ed25519:BOT": bot.machine.account.keys["ed25519"]}
        keys |= {f"ed25519:{bot.identity.master}": bot.identity.master} if master else {}
        assert app.vouched(told) == keys


def test_another_key_than_the_one_that_we_know_is_not_remembered() -> None:
    bot, anna = pair()
    app = App(bot, anna)
    answer = agreed(app, lie={"ed25519:PHONE": "another"})
    assert answer["cancel"]["code"] == "m.key_mismatch"
    assert bot.machine.rows.get("olm.known.compared @anna:x.org") is None


def test_a_device_that_is_not_vouched_for_is_heard_once_it_was_compared() -> None:
    bot, anna = End("@bot:x.org", "BOT", signed_only=True), End("@anna:x.org", "PHONE")
    bot.meet(anna, signed=False)
    assert bot.machine.devices("@anna:x.org") == []
    compared(App(bot, anna))
    assert [device.id for device in bot.machine.devices("@anna:x.org")] == ["PHONE"]


def test_a_comparison_that_takes_too_long_is_over() -> None:
    bot, anna = pair()
    app = App(bot, anna)
    app.tell("start", app.start())
    app.now += PATIENCE + 1
    assert app.tell("key", {"key": app.key}) == {}


def test_the_oldest_of_too_many_comparisons_is_given_up() -> None:
    bot, _ = pair()
    comparing = Comparing(bot.machine, bot.user, lambda: 0.0)
    wish: dict[str, Any] = {"from_device": "PHONE", "methods": ["m.sas.v1"]}
    for number in range(MOST + 1):
        comparing.hear(Where("@anna:x.org", "", str(number)), "m.key.verification.request", wish)
    answers = [comparing.hear(Where("@anna:x.org", "", str(n)), "m.key.verification.key", {}) for n in (0, 1, MOST)]
    assert [len(answer) for answer in answers] == [0, 1, 1]


@pytest.mark.anyio
async def test_a_clock_of_ours_that_is_wrong_stops_nobody_from_comparing() -> None:
    bot, _ = pair()
    replies: list[Reply] = []

    async def reply(answer: Reply) -> None:
        replies.append(answer)

    homeservers = 1_000_000.0
    verifying = Verifying(bot.machine, "@bot:x.org", SystemTime(), lambda: homeservers, reply)
    said = {"from_device": "PHONE", "methods": ["m.sas.v1"], "transaction_id": "7"}
    for number, late in (("7", 0.0), ("8", PATIENCE + 1)):
        told = {**said, "transaction_id": number, "timestamp": int((homeservers - late) * 1000)}
        bot.machine.asked.append(("@anna:x.org", "m.key.verification.request", told))
    verifying.hear_devices()
    await asyncio.sleep(0.05)
    assert [answer.where.number for answer in replies] == ["7"]
