"""Every call to the Bot API gets every bad answer in turn: an error of the contract, and then all is well again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from adapters.contract import Button, File, Gone, Message, NetworkError, Press, Ref, Refused, Text, Unreachable
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.bench.botapi.chats import Message as Shown
from tests.chaos import BAD, Chaos, before
from tests.chaos_calls import of_telegram
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio

ANNA, BEN, GROUP, APART = "telegram:42", "telegram:43", "telegram:-500", "telegram:-500~42"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(8) + (10).to_bytes(4) + (10).to_bytes(4)


@dataclass
class Scene:
    """Who and what there is for one cell; `number` makes its texts different from those of all others."""

    network: Telegram
    api: BotApi
    number: int

    @property
    def text(self) -> str:
        return f"cell {self.number}"

    def seen(self) -> list[Shown]:
        """What the bot shows to Anna, and to the group, in this cell."""
        shown = [*self.api.person(42).messages, *self.api.group(-500).messages]
        return [message for message in shown if message.from_bot and message.text == self.text]

    async def sent(self, chat: str = ANNA, file: File | None = None) -> Ref:
        return await self.network.send(chat, Message(f"before {self.number}", file=file))

    def there(self, ref: Ref) -> bool:
        messages = self.api.group(-500).messages if ref.chat == GROUP else self.api.person(42).messages
        return any(str(message.id) == ref.message for message in messages)

    @property
    def pinned(self) -> list[str]:
        return [str(number) for number in self.api.group(-500).chat.pinned]


Prepare = Callable[[Scene], Awaitable[tuple[Callable[[], Awaitable[object]], Callable[[], int] | None]]]
"""What is done in a cell, and how often it shows in the end; None where nothing shows."""


async def sending(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
    return lambda: scene.network.send(ANNA, Message(scene.text)), lambda: len(scene.seen())


async def laying_out(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
    """A server that refused one is asked for no other: here each cell is the first."""
    scene.network._rich.known = True
    return lambda: scene.network.send(ANNA, Message(scene.text, parts=(scene.text,))), lambda: len(scene.seen())


def filing(name: str, content: bytes) -> Prepare:
    async def prepared(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
        file = File(name, content + str(scene.number).encode())
        return lambda: scene.network.send(ANNA, Message(scene.text, file=file)), lambda: len(scene.seen())

    return prepared


def editing(file: File | None = None) -> Prepare:
    async def prepared(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
        ref = await scene.sent(file=file)
        return lambda: scene.network.edit(ref, Message(scene.text, file=file)), lambda: len(scene.seen())

    return prepared


async def deleting(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
    ref = await scene.sent()
    return lambda: scene.network.redact(ref), lambda: int(not scene.there(ref))


async def stripping(scene: Scene) -> tuple[Callable[[], Awaitable[object]], None]:
    """What may not be deleted loses its buttons; what is another's is no success."""
    scene.api.group(-500).set(scene.api.bot, "member")
    theirs = scene.api.person(42).write("/mine", chat=scene.api.group(-500))
    return lambda: scene.network.redact(Ref(GROUP, str(theirs.id))), None


async def pinning(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
    scene.api.group(-500).set(scene.api.bot, "administrator")
    ref = await scene.sent(GROUP)
    return lambda: scene.network.pin(ref), lambda: int(ref.message in scene.pinned)


async def unpinning(scene: Scene) -> tuple[Callable[[], Awaitable[object]], None]:
    """One that stays pinned is no trouble: the new one stands above it."""
    scene.api.group(-500).set(scene.api.bot, "administrator")
    old, new = await scene.sent(GROUP), await scene.sent(GROUP)
    await scene.network.pin(old)
    return lambda: scene.network.pin(new, old), None


async def answering(scene: Scene) -> tuple[Callable[[], Awaitable[object]], Callable[[], int]]:
    ben = scene.api.person(43)
    await scene.network.send(BEN, Message("ballot", ((Button("Yes", "v"),),)))
    handle = ben.push("Yes")
    press = Press(id="1", sender=BEN, chat=BEN, private=True, data="v", handle=handle)
    return lambda: scene.network.answer(press, "recorded"), lambda: int(bool(scene.api.world.presses[handle].answered))


def asking(ask: Callable[[Telegram], Awaitable[object]]) -> Prepare:
    async def prepared(scene: Scene) -> tuple[Callable[[], Awaitable[object]], None]:
        return lambda: ask(scene.network), None

    return prepared


async def found(network: Telegram) -> object:
    return [finding async for finding in network.findings([GROUP], [BEN])]


ROWS: dict[str, Prepare] = {
    "sendMessage": sending,
    "sendRichMessage": laying_out,
    "sendDocument": filing("a.txt", b"a"),
    "sendPhoto": filing("a.png", PICTURE),
    "editMessageText": editing(),
    "editMessageCaption": editing(File("a.txt", b"a")),
    "editMessageReplyMarkup": stripping,
    "editEphemeralMessageText": asking(lambda network: network.edit(Ref(APART, "1"), Message("bad"))),
    "deleteEphemeralMessage": asking(lambda network: network.redact(Ref(APART, "1"))),
    "deleteMessage": deleting,
    "pinChatMessage": pinning,
    "unpinChatMessage": unpinning,
    "answerCallbackQuery": answering,
    "setMyCommands": asking(lambda network: network.menu(None, "en", [("help", "Help")])),
    "getChatMember": asking(lambda network: network.is_in(GROUP, ANNA)),
    "getChat": asking(found),
    "getWebhookInfo": asking(found),
}
APART_ROWS = {"getMe", "getUpdates"}
"""They have tests of their own."""
LIES = ("null", "wrong types")
"""Answers that say it was done: of a call that returns nothing nobody can know better."""


class Quick(RealTimer):
    """Pauses take no time."""

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as in Timer
        await asyncio.sleep(0)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(limits=None) as api:
        api.person(42).start()
        api.person(43).start()
        api.group(-500).set(api.bot, "administrator")
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


def test_table_has_every_call_that_the_adapter_makes() -> None:
    assert of_telegram() - {"send*"} == ROWS.keys() | APART_ROWS


async def play(network: Telegram, chaos: Chaos, api: BotApi, method: str) -> None:
    """One bad answer each: it ends in being done or in an error that is told; it is done once; others are served."""
    for number, name in enumerate(BAD):
        act, times = await ROWS[method](Scene(network, api, number))
        chaos.plan(method, BAD[name])
        first = await ended(act)
        assert chaos.times == 0, (method, name)
        await network.send(BEN, Message(f"served {number}"))
        again = await ended(act) if first else None
        if times is None:
            assert isinstance(again, Refused | Gone | Unreachable | None), (method, name, again)
        elif first or name not in LIES:
            assert (again, times()) == (None, 1), (method, name, first)
    served = [message.text for message in api.person(43).messages if message.text.startswith("served")]
    assert served == [f"served {number}" for number in range(len(BAD))]


async def ended(act: Callable[[], Awaitable[object]]) -> NetworkError | None:
    try:
        await act()
    except NetworkError as error:
        return error
    return None


@pytest.mark.parametrize("method", ROWS)
async def test_each_call_with_each_bad_answer_is_done_once_or_told(
    network: Telegram, chaos: Chaos, api: BotApi, method: str
) -> None:
    await play(network, chaos, api, method)


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
