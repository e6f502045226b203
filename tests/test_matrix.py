"""Rooms, ballots and what members do with them, on a real Synapse."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.contract import (
    Button,
    ChatChange,
    ChatChanged,
    Command,
    Gone,
    Inbound,
    Message,
    Press,
    Ref,
    Text,
    Unreachable,
)
from adapters.matrix import Kept, Matrix, MemoryKeeper
from tests.homeserver import shared
from tests.matrix_phone import POLL, Phone, Refusal, new_name
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio


def ballot(rendering: int = 1, state: str = "") -> Message:
    rows = ((Button("7a · Yes", f"{rendering}a"),), (Button("7b · No", f"{rendering}b"),))
    return Message(f"<b>Vote 7</b> Lunch\n{state}".strip(), rows, poll=True)


class Notebook(MemoryKeeper):
    """Remembers the rooms like a database."""

    def __init__(self) -> None:
        self.rooms: dict[str, str] = {}

    async def load(self) -> Kept:
        return Kept(dict(self.rooms))

    async def save_room(self, person: str, room: str) -> None:
        self.rooms[person] = room


class Table:
    """A bot and a member on the shared homeserver; the bot can crash and come back."""

    def __init__(self) -> None:
        self.bot = Phone(shared(), new_name("bot"))
        self.anna = Phone(shared(), new_name("anna"))
        self.keeper = Notebook()
        self.network = self._adapter("")
        self.cursor: str | None = None

    def _adapter(self, salt: str) -> Matrix:
        token, keeper = self.bot.token, self.keeper
        url = self.bot.server.url
        return Matrix(url, self.bot.user, RealTimer(), access_token=token, keeper=keeper, per_second=1000, salt=salt)

    async def restart(self, *, forgetting: bool = False, salt: str = "") -> None:
        await self.network.stop()
        if forgetting:
            self.keeper.rooms.clear()
        self.network = self._adapter(salt)
        await self.network.start()

    async def inputs(self, count: int) -> list[Inbound]:
        """So many inputs, each batch confirmed."""
        came: list[Inbound] = []
        batches = self.network.batches(self.cursor)
        while len(came) < count:
            batch = await asyncio.wait_for(anext(batches), 10)
            came += batch.inputs
            self.cursor = batch.cursor
        await batches.aclose()
        return came

    async def meet(self, message: Message) -> tuple[str, Ref]:
        """The bot's first message to the member, who joins: the room, and the message."""
        ref = await self.network.send(self.anna.address, message)
        room = self.anna.join(self.anna.invitations()[0])
        assert [type(said) for said in await self.inputs(1)] == [ChatChanged]
        return room, ref


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    made = Table()
    try:
        await made.network.start()
        yield made
    finally:
        await made.network.stop()


def presses(inputs: list[Inbound]) -> list[str]:
    return [said.data for said in inputs if isinstance(said, Press)]


async def test_first_message_makes_one_private_room_and_invites(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    await table.network.send(table.anna.address, Message("Again"))
    assert (table.anna.invitations(), table.keeper.rooms) == ([], {table.anna.user: room})
    assert [seen.body for seen in table.anna.messages(room, table.bot.user)] == ["Welcome", "Again"]


async def test_somebody_whose_homeserver_is_away_gets_no_room(table: Table) -> None:
    with pytest.raises(Unreachable):
        await table.network.send("matrix:@anna:127.0.0.1:9", Message("Welcome"))
    assert table.bot.call("GET", "/joined_rooms") == {"joined_rooms": []}


async def test_a_homeserver_that_encrypts_every_room_is_not_asked_for_one_more_each_time(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    table.bot.call("PUT", f"/rooms/{room}/state/m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    await table.restart(forgetting=True)
    with pytest.raises(Unreachable):
        await table.network.send(table.anna.address, Message("Again"))
    assert table.bot.call("GET", "/joined_rooms") == {"joined_rooms": [room]}


async def test_nobody_else_can_be_asked_into_a_private_room(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    with pytest.raises(Refusal):
        table.anna.call("POST", f"/rooms/{room}/invite", {"user_id": "@spy:moot.test"})


async def test_a_room_whose_id_was_lost_in_a_crash_is_found_again(table: Table) -> None:
    room, first = await table.meet(Message("Welcome"))
    await table.restart(forgetting=True)
    second = await table.network.send(table.anna.address, Message("Again"))
    assert first.message.partition("|")[0] == second.message.partition("|")[0] == room
    assert table.anna.invitations() == []


async def test_a_member_who_leaves_is_not_pursued_until_asked_in_again(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    table.anna.leave(room)
    (said,) = await table.inputs(1)
    assert isinstance(said, ChatChanged)
    assert (said.chat, said.change, said.sender) == (table.anna.address, ChatChange.BLOCKED, table.anna.address)
    await table.restart()
    with pytest.raises(Unreachable):
        await table.network.send(table.anna.address, Message("Come back"))
    table.network.invite(table.anna.address)
    await table.network.send(table.anna.address, Message("Come back"))
    assert table.anna.invitations() == [table.keeper.rooms[table.anna.user]] != [room]


async def test_a_dead_room_is_left_once_its_end_is_confirmed(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    table.anna.leave(room)
    batches = table.network.batches(table.cursor)
    await anext(batches)
    assert table.bot.call("GET", "/joined_rooms") == {"joined_rooms": [room]}
    table.anna.room(table.bot.user, direct=True)
    await anext(batches)
    await batches.aclose()
    assert room not in table.bot.call("GET", "/joined_rooms")["joined_rooms"]


async def test_an_invitation_that_is_declined_is_a_block(table: Table) -> None:
    await table.network.send(table.anna.address, Message("Welcome"))
    table.anna.leave(table.anna.invitations()[0])
    (said,) = await table.inputs(1)
    assert isinstance(said, ChatChanged)
    assert (said.chat, said.change) == (table.anna.address, ChatChange.BLOCKED)


async def test_a_member_who_writes_first_is_heard_and_keeps_the_room(table: Table) -> None:
    room = table.anna.room(table.bot.user, direct=True)
    table.anna.write(room, "!join ABCD-1234")
    came, said = await table.inputs(2)
    assert isinstance(came, ChatChanged)
    assert isinstance(said, Command)
    assert (came.change, came.sender, said.name, said.line) == (
        ChatChange.UNBLOCKED,
        table.anna.address,
        "join",
        "ABCD-1234",
    )
    assert (said.chat, said.private) == (table.anna.address, True)
    await table.restart(forgetting=True)
    await table.network.send(table.anna.address, Message("Welcome"))
    assert [seen.body for seen in table.anna.messages(room, table.bot.user)] == ["Welcome"]


async def test_what_was_said_in_a_group_before_we_came_is_not_said_to_us(table: Table) -> None:
    room = table.anna.room(Phone(shared(), new_name("ben")).user)
    table.anna.write(room, "!close 7")
    table.anna.call("POST", f"/rooms/{room}/invite", {"user_id": table.bot.user})
    (came,) = await table.inputs(1)
    table.anna.write(room, "!open 7")
    (said,) = await table.inputs(1)
    assert isinstance(came, ChatChanged)
    assert isinstance(said, Command)
    assert (came.change, came.chat, said.name, said.private) == (ChatChange.ADDED, f"matrix:{room}", "open", False)


async def test_a_room_with_a_third_person_is_not_private(table: Table) -> None:
    spy = Phone(shared(), new_name("spy"))
    room = table.anna.room(table.bot.user, direct=True)
    await table.inputs(1)
    table.anna.call("POST", f"/rooms/{room}/invite", {"user_id": spy.user})
    spy.join(room)
    table.anna.write(room, "7b")
    (said,) = await table.inputs(1)
    assert (said.chat, said.private) == (f"matrix:{room}", False)
    ref = await table.network.send(table.anna.address, Message("Welcome"))
    assert ref.message.partition("|")[0] != room


async def test_an_encrypted_room_is_told_with_one_id_and_another_one_is_made(table: Table) -> None:
    room = table.anna.room(table.bot.user, direct=True, encrypted=True)
    told = [said for said in await table.inputs(2) if isinstance(said, ChatChanged)]
    table.anna.say(room, {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "?"}, "m.room.encrypted")
    told += [said for said in await table.inputs(1) if isinstance(said, ChatChanged)]
    encrypted = [(t.id, t.chat, t.private, t.sender) for t in told if t.change is ChatChange.UNREADABLE]
    assert encrypted == [(f"encrypted:{room}", f"matrix:{room}", True, table.anna.address)] * 2
    await table.network.send(f"matrix:{room}", Message("I cannot read here"))
    assert [seen.body for seen in table.anna.messages(room, table.bot.user)] == ["I cannot read here"]
    await table.network.send(table.anna.address, Message("Write to me here"))
    assert len(table.anna.invitations()) == 1


async def test_a_member_who_left_and_comes_in_an_encrypted_room_is_asked_into_another(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    table.anna.leave(room)
    await table.inputs(1)
    with pytest.raises(Unreachable):
        await table.network.send(table.anna.address, Message("Vote 7"))
    table.anna.room(table.bot.user, direct=True, encrypted=True)
    await table.inputs(2)
    await table.network.send(table.anna.address, Message("Here I can read you"))
    assert len(table.anna.invitations()) == 1


async def test_answers_to_a_poll_mean_what_the_buttons_mean_now(table: Table) -> None:
    room, ref = await table.meet(ballot(1))
    table.anna.press(room, "7a · Yes")
    assert presses(await table.inputs(1)) == ["1a"]
    await table.network.edit(ref, ballot(2, "Recorded: 7a · Yes"))
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["2b"]
    await table.restart()
    table.anna.press(room, "7a · Yes")
    (said,) = await table.inputs(1)
    assert isinstance(said, Press)
    assert (said.data, said.ref, said.current, said.exposed) == ("2a", ref, True, False)


async def test_answers_come_under_both_names_and_unknown_ones_are_nothing(table: Table) -> None:
    room, _ = await table.meet(ballot())
    poll = table.anna.events(room, f"{POLL}start")[0]["event_id"]
    for answers in ((), ("forged",)):
        table.anna.respond(room, poll, *answers)
        table.anna.respond(room, poll, *answers, stable=True)
    table.anna.respond(room, table.anna.write(room, "no poll"), "1a")
    table.anna.respond(room, poll, "1a")
    table.anna.respond(room, poll, "1b", "1a", stable=True)
    assert presses(await table.inputs(3)) == ["1a", "1b"]


async def test_a_poll_of_somebody_else_is_no_ballot(table: Table) -> None:
    room, _ = await table.meet(ballot())
    start = table.anna.events(room, f"{POLL}start")[0]["content"]
    table.anna.respond(room, table.anna.say(room, start, f"{POLL}start"), "1a")
    table.anna.write(room, "after")
    assert presses(await table.inputs(1)) == []


async def test_an_answer_to_a_poll_that_was_taken_away_is_answered(table: Table) -> None:
    room, ref = await table.meet(ballot())
    poll = table.anna.events(room, f"{POLL}start")[0]["event_id"]
    await table.network.edit(ref, Message("Closed"))
    await table.restart()
    table.anna.respond(room, poll, "1a")
    assert presses(await table.inputs(1)) == [""]


async def test_a_press_gets_a_line_of_its_own_below(table: Table) -> None:
    room, _ = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    (said,) = await table.inputs(1)
    assert isinstance(said, Press)
    for _ in range(2):
        await table.network.answer(said, "Recorded: 7b · No")
    last = table.anna.messages(room, table.bot.user)[1:]
    assert [(seen.body, seen.content["msgtype"]) for seen in last] == [("Recorded: 7b · No", "m.notice")]


async def test_reactions_with_a_number_are_exposed_presses(table: Table) -> None:
    room, ref = await table.meet(ballot())
    text = ref.message.partition("|")[2]
    for key in ("👍", "3\ufe0f\u20e3", "0", "2\ufe0f\u20e3", "1"):
        table.anna.react(room, text, key)
    assert presses(inputs := await table.inputs(5)) == ["", "", "", "1b", "1a"]
    assert all(said.exposed for said in inputs if isinstance(said, Press))


async def test_a_redaction_takes_no_answer_back(table: Table) -> None:
    room, _ = await table.meet(ballot())
    pressed = table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["1b"]
    table.anna.redact(room, pressed)
    table.anna.write(room, "done")
    assert [type(said) for said in await table.inputs(1)] == [Text]


async def test_edits_of_a_member_are_no_inputs(table: Table) -> None:
    room, _ = await table.meet(ballot())
    table.anna.edit(room, table.anna.write(room, "7a"), "7b")
    table.anna.say(room, {"msgtype": "m.notice", "body": "7b"})
    table.anna.write(room, "done")
    assert [said.text for said in await table.inputs(2) if isinstance(said, Text)] == ["7a", "done"]


async def test_replies_name_the_ballot_by_text_poll_or_thread(table: Table) -> None:
    room, ref = await table.meet(ballot())
    text, poll = ref.message.partition("|")[2], table.anna.events(room, f"{POLL}start")[0]["event_id"]
    table.anna.write(room, "> <@bot:moot.test> Vote 7\n\nb", reply_to=text)
    table.anna.write(room, "b", reply_to=poll)
    thread = {"rel_type": "m.thread", "event_id": text, "is_falling_back": True, "m.in_reply_to": {"event_id": poll}}
    table.anna.say(room, {"msgtype": "m.text", "body": "b", "m.relates_to": thread})
    inputs = await table.inputs(3)
    assert [(said.text, said.reply_to) for said in inputs if isinstance(said, Text)] == [("b", ref)] * 3


async def test_a_number_as_a_reply_is_a_press_of_what_has_that_number(table: Table) -> None:
    room, ref = await table.meet(ballot())
    text = ref.message.partition("|")[2]
    table.anna.write(room, "3", reply_to=text)
    table.anna.write(room, "2")
    table.anna.write(room, "2.", reply_to=text)
    first, second, third = await table.inputs(3)
    assert (type(first), type(second)) == (Text, Text)
    assert isinstance(third, Press)
    assert (third.data, third.ref, third.current, third.exposed) == ("1b", ref, True, False)


async def test_a_key_shows_text_and_poll_once_even_after_a_crash(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    refs = {await table.network.send(table.anna.address, ballot(), key="ballot.1") for _ in range(2)}
    await table.restart()
    refs.add(await table.network.send(table.anna.address, ballot(), key="ballot.1"))
    assert (len(refs), len(table.anna.events(room, f"{POLL}start"))) == (1, 1)
    await table.restart(salt="another database")
    refs.add(await table.network.send(table.anna.address, ballot(), key="ballot.1"))
    assert (len(refs), len(table.anna.events(room, f"{POLL}start"))) == (2, 2)


@pytest.mark.parametrize("restart", [False, True])
async def test_edit_without_buttons_takes_the_poll_away_once(table: Table, restart: bool) -> None:
    room, ref = await table.meet(ballot())
    if restart:
        await table.restart()
    await table.network.edit(ref, Message("Closed"))
    await table.network.edit(ref, Message("Closed"))
    assert table.anna.events(room, f"{POLL}end") == []
    assert [poll["content"] for poll in table.anna.events(room, f"{POLL}start")] == [{}]
    assert len(table.anna.events(room, "m.room.message")) == 2


async def test_edit_of_a_redacted_message_is_gone(table: Table) -> None:
    room, ref = await table.meet(ballot())
    table.bot.redact(room, ref.message.partition("|")[2])
    await table.restart()
    with pytest.raises(Gone):
        await table.network.edit(ref, Message("Closed"))


async def test_edit_of_somebody_elses_message_is_gone(table: Table) -> None:
    room, ref = await table.meet(ballot())
    with pytest.raises(Gone):
        await table.network.edit(Ref(ref.chat, f"{room}|{table.anna.write(room, 'mine')}"), Message("ours"))
