"""What every network does, whichever it is. A new adapter adds a rig to `RIGS`."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import pytest

from adapters.contract import (
    Address,
    Batch,
    Button,
    ChatChange,
    ChatChanged,
    Command,
    File,
    Gone,
    Inbound,
    Message,
    Moved,
    Network,
    Press,
    Ref,
    Refused,
    Text,
    Unreachable,
)
from adapters.memory import Memory
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi

pytestmark = pytest.mark.anyio

BALLOT = Message("7 · <b>Lunch</b> &lt;now&gt;?", rows=((Button("7a · Yes", "v7a"),), (Button("7b · No", "v7b"),)))


class RealTimer:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Rig(Protocol):
    """A network, one person who has started us, one group with us in it, and what they do."""

    network: Network
    person: Address
    group: Address

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None: ...
    def press(self, label: str, *, in_group: bool = False) -> None: ...
    async def toast(self) -> tuple[str, bool]: ...
    def shown(self, chat: Address) -> list[tuple[str, list[str]]]: ...
    def files(self) -> list[tuple[str, bytes]]: ...
    def block(self) -> None: ...
    def unblock(self) -> None: ...
    def put_out(self) -> None: ...
    def move(self) -> Address: ...
    async def restart(self) -> None:
        """Stop the adapter and start another one for the same account."""


class MemoryRig:
    def __init__(self) -> None:
        self.net = Memory(RealTimer())
        self.network: Network = self.net
        self.anna = self.net.person("memory:42", "de")
        self.crowd = self.net.group("memory:g")
        self.person, self.group = self.anna.address, self.crowd.address

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None:
        self.anna.write(text, self.crowd if in_group else None, reply_to)

    def press(self, label: str, *, in_group: bool = False) -> None:
        self.anna.press(label, chat=self.crowd if in_group else None)

    async def toast(self) -> tuple[str, bool]:
        return self.anna.toasts[-1].text, self.anna.toasts[-1].alert

    def shown(self, chat: Address) -> list[tuple[str, list[str]]]:
        where = self.anna if chat == self.person else self.crowd
        return [(m.message.text, [b.label for row in m.message.rows for b in row]) for m in where.messages]

    def files(self) -> list[tuple[str, bytes]]:
        return [(m.message.file.name, m.message.file.content) for m in self.anna.messages if m.message.file]

    def block(self) -> None:
        self.anna.block()

    def unblock(self) -> None:
        self.anna.unblock()

    def put_out(self) -> None:
        self.crowd.remove()

    def move(self) -> Address:
        return self.net.move(self.crowd, "memory:g2").address

    async def restart(self) -> None:
        await self.network.stop()


class TelegramRig:
    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.network: Network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=api.url)
        self.anna = api.person(42, "Anna", "de")
        self.anna.start()
        self.crowd = api.group(-500, "Members")
        self.person, self.group = "telegram:42", "telegram:-500"
        self._press: asyncio.Task[tuple[str, bool]] | None = None

    async def ready(self) -> None:
        """Start, and take the /start that opened the chat."""
        await self.network.start()
        batches = self.network.batches(None)
        await anext(batches)
        poll = asyncio.create_task(anext(batches))
        await asyncio.sleep(0.05)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None:
        where = self.crowd if in_group else None
        messages = self.crowd.messages if in_group else self.anna.messages
        replied = next((m for m in messages if reply_to is not None and str(m.id) == reply_to.message), None)
        self.anna.write(text, chat=where, reply_to=replied)

    def press(self, label: str, *, in_group: bool = False) -> None:
        self._press = asyncio.create_task(self._pressed(label, in_group=in_group))

    async def _pressed(self, label: str, *, in_group: bool) -> tuple[str, bool]:
        answer = await self.anna.press(label, chat=self.crowd if in_group else None)
        assert answer is not None
        return answer.text, answer.alert

    async def toast(self) -> tuple[str, bool]:
        assert self._press is not None
        return await self._press

    def shown(self, chat: Address) -> list[tuple[str, list[str]]]:
        where = self.anna if chat == self.person else self.crowd
        return [(m.html, list(m.labels)) for m in where.messages if m.from_bot]

    def files(self) -> list[tuple[str, bytes]]:
        return [(m.file.name, m.document) for m in self.anna.messages if m.file and m.document is not None]

    def block(self) -> None:
        self.anna.block()

    def unblock(self) -> None:
        self.anna.unblock()

    def put_out(self) -> None:
        self.crowd.set(self.api.bot, "kicked", by=self.anna)

    def move(self) -> Address:
        self.crowd.migrate(-1001)
        return "telegram:-1001"

    async def restart(self) -> None:
        await self.network.stop()
        self.network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=self.api.url)
        await self.network.start()


@asynccontextmanager
async def memory_rig() -> AsyncIterator[Rig]:
    rig = MemoryRig()
    await rig.network.start()
    yield rig
    await rig.network.stop()


@asynccontextmanager
async def telegram_rig() -> AsyncIterator[Rig]:
    async with BotApi() as api:
        rig = TelegramRig(api)
        await rig.ready()
        yield rig
        await rig.network.stop()


RIGS: dict[str, Callable[[], AbstractAsyncContextManager[Rig]]] = {"memory": memory_rig, "telegram": telegram_rig}


@pytest.fixture(params=list(RIGS))
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with RIGS[request.param]() as made:
        yield made


async def one_batch(network: Network, cursor: str | None = None) -> Batch:
    """The next batch, without confirming it."""
    batches = network.batches(cursor)
    batch = await asyncio.wait_for(anext(batches), 5)
    await batches.aclose()
    return batch


async def one_input(network: Network) -> Inbound:
    batch = await one_batch(network)
    assert len(batch.inputs) == 1
    return batch.inputs[0]


async def test_send_to_somebody_who_never_came_is_unreachable(rig: Rig) -> None:
    with pytest.raises(Unreachable):
        await rig.network.send(f"{rig.network.name}:77", BALLOT)


async def test_send_to_somebody_who_blocked_us_is_unreachable_until_unblocked(rig: Rig) -> None:
    rig.block()
    with pytest.raises(Unreachable):
        await rig.network.send(rig.person, BALLOT)
    rig.unblock()
    ref = await rig.network.send(rig.person, BALLOT)
    assert ref.chat == rig.person


async def test_send_to_a_group_that_put_us_out_is_unreachable(rig: Rig) -> None:
    rig.put_out()
    with pytest.raises(Unreachable):
        await rig.network.send(rig.group, BALLOT)


async def test_send_to_a_moved_group_tells_the_new_address(rig: Rig) -> None:
    new = rig.move()
    with pytest.raises(Moved) as error:
        await rig.network.send(rig.group, BALLOT)
    assert error.value.chat == new


async def test_text_that_is_too_long_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused):
        await rig.network.send(rig.person, Message("x" * (rig.network.limits.text + 1)))


async def test_button_data_that_is_too_long_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused):
        await rig.network.send(rig.person, Message("x", rows=((Button("x", "ä" * 33),),)))


async def test_edit_of_a_message_that_is_not_there_is_gone(rig: Rig) -> None:
    with pytest.raises(Gone):
        await rig.network.edit(Ref(rig.person, "999999"), BALLOT)


async def test_send_shows_text_and_buttons(rig: Rig) -> None:
    await rig.network.send(rig.person, BALLOT)
    assert rig.shown(rig.person) == [(BALLOT.text, ["7a · Yes", "7b · No"])]


async def test_the_longest_text_and_all_rows_are_shown(rig: Rig) -> None:
    limits = rig.network.limits
    rows = tuple((Button(f"{n}", f"{n}"),) for n in range(limits.rows))
    await rig.network.send(rig.person, Message("x" * limits.text, rows=rows))
    assert rig.shown(rig.person) == [("x" * limits.text, [str(n) for n in range(limits.rows)])]


async def test_edit_replaces_text_and_buttons(rig: Rig) -> None:
    ref = await rig.network.send(rig.person, BALLOT)
    await rig.network.edit(ref, Message("closed"))
    assert rig.shown(rig.person) == [("closed", [])]


async def test_edit_that_changes_nothing_is_a_success(rig: Rig) -> None:
    ref = await rig.network.send(rig.group, BALLOT)
    await rig.network.edit(ref, BALLOT)
    assert rig.shown(rig.group) == [(BALLOT.text, ["7a · Yes", "7b · No"])]


async def test_a_file_arrives_and_its_caption_can_be_edited(rig: Rig) -> None:
    sent = Message("Result", file=File("result.txt", b"yes"))
    ref = await rig.network.send(rig.person, sent)
    await rig.network.edit(ref, Message("Result of 7", file=sent.file))
    assert rig.files() == [("result.txt", b"yes")]
    assert rig.shown(rig.person) == [("Result of 7", [])]


async def test_a_press_names_person_chat_data_and_message(rig: Rig) -> None:
    ref = await rig.network.send(rig.person, BALLOT)
    rig.press("7b · No")
    said = await one_input(rig.network)
    assert isinstance(said, Press)
    assert (said.sender, said.chat, said.private, said.data, said.ref) == (rig.person, rig.person, True, "v7b", ref)
    await rig.network.answer(said, "recorded")
    assert await rig.toast() == ("recorded", False)


async def test_a_press_in_a_group_is_answered_to_the_person(rig: Rig) -> None:
    ref = await rig.network.send(rig.group, BALLOT)
    rig.press("7a · Yes", in_group=True)
    said = await one_input(rig.network)
    assert isinstance(said, Press)
    assert (said.sender, said.chat, said.private, said.ref) == (rig.person, rig.group, False, ref)
    await rig.network.answer(said, "n" * 300, alert=True)
    assert await rig.toast() == ("n" * (rig.network.limits.toast - 1) + "…", True)


async def test_an_answer_that_comes_twice_does_no_harm(rig: Rig) -> None:
    await rig.network.send(rig.person, BALLOT)
    rig.press("7a · Yes")
    said = await one_input(rig.network)
    assert isinstance(said, Press)
    await rig.network.answer(said, "recorded")
    await rig.network.answer(said, "recorded")
    assert await rig.toast() == ("recorded", False)


async def test_a_command_has_a_name_a_line_and_lines(rig: Rig) -> None:
    rig.write("/Vote Lunch <now>?  \n\n secret \n- Pizza")
    said = await one_input(rig.network)
    assert isinstance(said, Command)
    assert (said.name, said.line, said.lines) == ("vote", "Lunch <now>?", ("secret", "- Pizza"))
    assert (said.sender, said.chat, said.private, said.anonymous) == (rig.person, rig.person, True, False)


async def test_a_command_in_a_group_names_the_group(rig: Rig) -> None:
    rig.write("/open 7", in_group=True)
    said = await one_input(rig.network)
    assert (said.sender, said.chat, said.private) == (rig.person, rig.group, False)


async def test_a_reply_names_the_message(rig: Rig) -> None:
    ref = await rig.network.send(rig.person, BALLOT)
    rig.write("7b", reply_to=ref)
    said = await one_input(rig.network)
    assert isinstance(said, Text)
    assert (said.text, said.reply_to) == ("7b", ref)


@pytest.mark.parametrize(
    ("happens", "change"),
    [("block", ChatChange.BLOCKED), ("put_out", ChatChange.REMOVED), ("move", ChatChange.MOVED)],
)
async def test_a_change_of_a_chat_is_told(rig: Rig, happens: str, change: ChatChange) -> None:
    getattr(rig, happens)()
    said = await one_input(rig.network)
    assert isinstance(said, ChatChanged)
    assert (said.chat, said.change) == (rig.person if happens == "block" else rig.group, change)


async def test_what_was_not_confirmed_comes_again_with_the_same_ids(rig: Rig) -> None:
    rig.write("a")
    rig.write("b")
    first = await one_batch(rig.network)
    await rig.restart()
    assert await one_batch(rig.network) == first


async def test_asking_for_the_next_batch_confirms_the_last(rig: Rig) -> None:
    rig.write("a")
    batches = rig.network.batches(None)
    await anext(batches)
    rig.write("b")
    second = await anext(batches)
    await batches.aclose()
    await rig.restart()
    assert [said.text for said in second.inputs if isinstance(said, Text)] == ["b"]
    assert await one_batch(rig.network) == second


async def test_a_cursor_resumes_after_its_batch(rig: Rig) -> None:
    rig.write("a")
    first = await one_batch(rig.network)
    rig.write("b")
    await rig.restart()
    resumed = await one_batch(rig.network, first.cursor)
    assert [said.text for said in resumed.inputs if isinstance(said, Text)] == ["b"]


async def test_more_than_a_hundred_inputs_come_in_order(rig: Rig) -> None:
    for n in range(150):
        rig.write(str(n))
    batches = rig.network.batches(None)
    came = [*(await anext(batches)).inputs, *(await anext(batches)).inputs]
    await batches.aclose()
    assert [said.text for said in came if isinstance(said, Text)] == [str(n) for n in range(150)]


async def test_heard_moves_with_every_answer(rig: Rig) -> None:
    await rig.network.send(rig.person, BALLOT)
    before = rig.network.heard or 0.0
    await rig.network.send(rig.group, BALLOT)
    assert 0.0 < before < (rig.network.heard or 0.0)


async def test_groups_are_told_from_people(rig: Rig) -> None:
    assert (rig.network.is_group(rig.group), rig.network.is_group(rig.person)) == (True, False)


async def test_a_link_ends_in_the_code(rig: Rig) -> None:
    assert rig.network.link("ABCD-1234").endswith("ABCD-1234")
