"""Every call to the Bot API gets every bad answer in turn: an error of the contract, and then all is well again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest

from adapters.contract import Button, File, Message, NetworkError, Press, Ref, Text
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from tests.chaos import BAD, Chaos, before
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio

ANNA = "telegram:42"
PRESS = Press(id="1", sender=ANNA, chat=ANNA, private=True, data="x", handle="1")
CALLS: dict[str, Callable[[Telegram, Ref], Awaitable[object]]] = {
    "sendMessage": lambda network, _: network.send(ANNA, Message("bad")),
    "sendDocument": lambda network, _: network.send(ANNA, Message("bad", file=File("a.txt", b"a"))),
    "editMessageText": lambda network, ref: network.edit(ref, Message("bad")),
    "editEphemeralMessageText": lambda network, _: network.edit(Ref("telegram:-1001~42", "1"), Message("bad")),
    "deleteEphemeralMessage": lambda network, _: network.redact(Ref("telegram:-1001~42", "1")),
    "deleteMessage": lambda network, ref: network.redact(ref),
    "answerCallbackQuery": lambda network, _: network.answer(PRESS, "bad"),
    "setMyCommands": lambda network, _: network.menu(None, "en", [("help", "Help")]),
}


class Quick(RealTimer):
    """Pauses take no time."""

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as in Timer
        await asyncio.sleep(0)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=None) as api:
        api.person(42).start()
        yield api


@pytest.fixture
async def chaos(api: BotApi) -> AsyncIterator[Chaos]:
    async with before(api.url) as chaos:
        yield chaos


@pytest.fixture
async def network(chaos: Chaos) -> AsyncIterator[Telegram]:
    network = Telegram(DEFAULT_TOKEN, Quick(), api_url=chaos.url)
    await network.start()
    yield network
    await network.stop()


@pytest.mark.parametrize("method", CALLS)
async def test_call_with_any_bad_answer_is_an_error_of_the_contract_and_the_next_goes_through(
    network: Telegram, chaos: Chaos, api: BotApi, method: str
) -> None:
    for bad in BAD.values():
        ref = await network.send(ANNA, Message("before"))
        chaos.plan(method, bad)
        with suppress(NetworkError):  # an answer that makes no sense may still be none that matters
            await CALLS[method](network, ref)
        assert chaos.times == 0
        await network.send(ANNA, Message("after"))
    shown = [message.html for message in api.person(42).messages if message.from_bot]
    assert (shown.count("before") + shown.count("bad") >= len(BAD) - 1, shown.count("after")) == (True, len(BAD))


async def test_start_with_any_bad_answer_can_be_tried_again(chaos: Chaos) -> None:
    for bad in BAD.values():
        network = Telegram(DEFAULT_TOKEN, Quick(), api_url=chaos.url)
        chaos.plan("getMe", bad)
        with pytest.raises(NetworkError):
            await network.start()
        await network.start()
        await network.stop()


@pytest.mark.parametrize("name", BAD)
async def test_poll_with_any_bad_answer_goes_on_and_loses_and_repeats_nothing(
    network: Telegram, chaos: Chaos, api: BotApi, name: str
) -> None:
    batches = network.batches(None)
    await anext(batches)
    chaos.plan("getUpdates", BAD[name], times=3)
    api.person(42).write("1")
    api.person(42).write("2")
    came: list[str] = []
    while len(came) < 2:
        batch = await asyncio.wait_for(anext(batches), 10)
        came += [said.text for said in batch.inputs if isinstance(said, Text)]
    await batches.aclose()
    assert (came, network.trouble) == (["1", "2"], None)


@pytest.mark.parametrize("name", BAD)
async def test_whisper_with_any_bad_answer_is_an_error_of_the_contract_and_nobody_else_sees_anything(
    network: Telegram, chaos: Chaos, api: BotApi, name: str
) -> None:
    ann, group = api.person(42), api.group(-1001)
    await network.send("telegram:-1001", Message("vote", ((Button("My ballot", "mine"),),)))

    def pressed() -> Press:
        handle = ann.push("mine", chat=group)
        return Press(id="1", sender=ANNA, chat="telegram:-1001", private=False, data="mine", handle=handle)

    chaos.plan("sendMessage", BAD[name])
    with pytest.raises(NetworkError):
        await network.whisper(pressed(), Message("hers"))
    with suppress(NetworkError):  # what looks as if everybody had seen it ends whispering for good
        await network.whisper(pressed(), Message("hers"))
    assert [message.text for message in group.messages] == ["vote"]
