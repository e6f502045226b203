"""Which rooms there are, whose they are, and what leads into them, on a real Synapse."""

from collections.abc import AsyncIterator

import pytest

from adapters.contract import (
    ChatChange,
    ChatChanged,
    Command,
    Message,
    Text,
    Unreachable,
)
from adapters.matrix import Invitation, Matrix
from tests.homeserver import shared
from tests.matrix_phone import Phone, Refusal, new_name
from tests.matrix_table import Table, seated
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    async with seated() as made:
        yield made


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


async def test_a_chat_of_two_that_nobody_called_direct_is_private_and_is_kept(table: Table) -> None:
    room = table.anna.room(table.bot.user)
    table.anna.write(room, "!join ABCD-1234")
    _, said = await table.inputs(2)
    assert (said.chat, said.private) == (table.anna.address, True)
    await table.network.send(table.anna.address, Message("Welcome"))
    assert (table.anna.invitations(), table.keeper.rooms) == ([], {table.anna.user: room})


async def test_a_room_of_two_beside_the_private_one_takes_its_place_not(table: Table) -> None:
    room, _ = await table.meet(Message("Welcome"))
    chairs = table.anna.room(table.bot.user)
    table.anna.write(chairs, "!bind CODE")
    await table.inputs(2)
    await table.network.send(table.anna.address, Message("Vote 7"))
    assert [seen.body for seen in table.anna.messages(room, table.bot.user)] == ["Welcome", "Vote 7"]


async def test_a_private_room_whose_tombstone_names_another_room_leads_nowhere(table: Table) -> None:
    spy = Phone(shared(), new_name("spy"))
    evil = spy.room(table.bot.user, Phone(shared(), new_name("ben")).user)
    room = table.anna.room(table.bot.user, direct=True)
    await table.inputs(2)
    table.anna.call("PUT", f"/rooms/{room}/state/m.room.tombstone", {"body": "", "replacement_room": evil})
    table.anna.write(room, "7b")
    (said,) = await table.inputs(1)
    assert (type(said), said.chat, said.private) == (Text, table.anna.address, True)
    ref = await table.network.send(table.anna.address, Message("Vote 7"))
    assert ref.message.partition("|")[0] not in (evil, room)
    assert len(table.anna.invitations()) == 1


async def test_an_upgraded_private_room_goes_on_and_stays_private(table: Table) -> None:
    room = table.anna.room(table.bot.user, direct=True)
    await table.inputs(1)
    new = str(table.anna.call("POST", f"/rooms/{room}/upgrade", {"new_version": "11"})["replacement_room"])
    table.anna.call("POST", f"/rooms/{new}/invite", {"user_id": table.bot.user})
    await table.inputs(1)
    table.anna.write(new, "7b")
    (said,) = await table.inputs(1)
    assert (said.chat, said.private) == (table.anna.address, True)
    ref = await table.network.send(table.anna.address, Message("Vote 7"))
    assert ref.message.partition("|")[0] == new


async def test_an_invitation_says_who_asks_and_why_and_keeps_guests_out(table: Table) -> None:
    await table.network.stop()
    invitation = Invitation("Chess Club", "Ballots come here.")
    table.network = Matrix(
        table.bot.server.url, table.bot.user, RealTimer(), access_token=table.bot.token, invitation=invitation
    )
    await table.network.start()
    await table.network.send(table.anna.address, Message("Welcome"))
    room = table.anna.join(table.anna.invitations()[0])
    state = f"/rooms/{room}/state"
    assert table.anna.call("GET", f"{state}/m.room.name") == {"name": "Chess Club"}
    assert table.anna.call("GET", f"{state}/m.room.guest_access") == {"guest_access": "forbidden"}
    assert table.anna.call("GET", f"/profile/{table.bot.user}")["displayname"] == "Chess Club"
    (asked,) = [e for e in table.anna.events(room, "m.room.member") if e["content"].get("reason")]
    assert asked["content"]["reason"] == "Ballots come here."


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
