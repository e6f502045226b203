"""Ballots in encrypted rooms, on a real Synapse, with a member whose client encrypts."""

import asyncio
from collections.abc import AsyncIterator
from copy import copy, deepcopy
from fnmatch import fnmatch

import pytest

from adapters.contract import ChatChange, ChatChanged, Command, File, Gone, Inbound, Message, Press, Rejected, Text
from adapters.matrix.keeping import USED_ONCE
from adapters.matrix.sealing import Sealing
from tests.matrix_phone import POLL, Phone
from tests.matrix_sealed import ENCRYPTED, SealedPhone, SealedTable, sealed_table
from tests.matrix_table import ballot, presses

LEFT_OUT = USED_ONCE.replace("^", "!")
pytestmark = pytest.mark.anyio


@pytest.fixture
async def table() -> AsyncIterator[SealedTable]:
    async with sealed_table() as made:
        yield made


def unread(inputs: list[Inbound]) -> list[ChatChange]:
    return [said.change for said in inputs if isinstance(said, ChatChanged)]


async def test_first_message_makes_an_encrypted_room_that_the_member_reads(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    assert [seen.labels for seen in table.anna.messages(room, table.bot.user)] == [["7a · Yes", "7b · No"]]
    assert Phone.events(table.anna, room, "m.room.message") == []
    assert (table.network.limits.encrypts, table.network.is_encrypted(ref.chat)) == (True, True)
    await table.network.edit(ref, ballot(2, "Recorded"))
    assert "Recorded" in table.anna.messages(room, table.bot.user)[0].body


async def test_answers_by_poll_number_and_label_come_encrypted(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    table.anna.write(room, "1", reply_to=ref.message.partition("|")[2])
    table.anna.write(room, "!cast 7a")
    first, second, third = await table.inputs(3)
    assert presses([first, second]) == ["1b", "1a"]
    assert isinstance(third, Command)
    assert [said.encrypted for said in (first, second, third)] == [True] * 3
    assert {said.chat for said in (first, second, third)} == {table.anna.address}


async def test_it_goes_on_after_restarts_of_the_bot(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    for _ in range(2):
        await table.restart()
        table.anna.press(room, "7b · No")
        assert presses(await table.inputs(1)) == ["1b"]
        await table.network.send(table.anna.address, Message("and on"))
    await table.network.edit(ref, Message("Closed"))
    bodies = [seen.body for seen in table.anna.messages(room, table.bot.user)]
    assert (bodies[0], bodies[-2:]) == ("Closed", ["and on", "and on"])
    assert table.anna.events(room, f"{POLL}start") == []


async def test_what_comes_in_clear_into_an_encrypted_room_is_no_vote(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    poll = table.anna.events(room, f"{POLL}start")[0]["event_id"]
    relation = {"rel_type": "m.reference", "event_id": poll}
    table.anna.clear(room, {"m.relates_to": relation, f"{POLL}response": {"answers": ["1a"]}}, f"{POLL}response")
    table.anna.clear(room, {"msgtype": "m.text", "body": "7a"})
    assert unread(await table.inputs(2)) == [ChatChange.UNREAD] * 2


async def test_67_reaction_in_an_encrypted_room_is_refused(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    table.anna.react(room, ref.message.partition("|")[2], "1\ufe0f\u20e3")
    (said,) = await table.inputs(1)
    assert isinstance(said, Press)
    assert (said.data, said.exposed, said.encrypted) == ("", True, False)


async def test_66_lost_key_is_asked_for_and_the_vote_is_told_to_be_unread(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    await table.inputs(1)
    people = [table.bot.user]
    table.anna.machine.shared(room, [("@gone:x.org", "GONE")])
    table.anna.machine.share(room, people)
    table.anna.machine.shared(room, [])
    table.anna.press(room, "7a · Yes")
    assert unread(await table.inputs(1)) == [ChatChange.UNREAD]


async def test_an_answer_that_was_redacted_opens_never_again(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    (said,) = await table.inputs(1)
    event = Phone.events(table.anna, room, ENCRYPTED)[-1]
    assert said.own is not None
    await table.network.redact(said.own)
    left = {one["event_id"]: one["content"] for one in Phone.events(table.anna, room, ENCRYPTED)}
    assert left[event["event_id"]] == {}
    await table.restart()
    sealing = table.network._sealing
    assert isinstance(sealing, Sealing)
    assert sealing.opened(room, event) == event
    table.anna.press(room, "7a · Yes")
    assert presses(await table.inputs(1)) == ["1a"]


async def test_the_bot_vouches_for_its_device(table: SealedTable) -> None:
    table.anna.know(table.bot.user)
    person = table.anna.machine.rows.get(f"olm.known.person {table.bot.user}")
    assert person is not None
    assert (bool(person["master"]), len(person["signed"])) == (True, 1)
    await table.restart()
    table.anna.know(table.bot.user)
    assert table.anna.machine.renewed == []


async def test_a_document_is_stored_encrypted(table: SealedTable) -> None:
    room, _ = await table.meet(Message("Minutes", file=File("minutes.txt", b"who said what")))
    content = table.anna.messages(room, table.bot.user)[0].content
    assert ("url" in content, content["filename"]) == (False, "minutes.txt")
    assert b"who said" not in table.anna.download(content["file"]["url"])


async def test_join_from_an_encrypted_chat_that_a_member_started(table: SealedTable) -> None:
    room = table.anna.room(table.bot.user, direct=True, encrypted=True)
    await table.inputs(1)
    table.anna.write(room, "!join 7K3M")
    (said,) = await table.inputs(1)
    assert isinstance(said, Command)
    assert (said.name, said.line, said.chat, said.private, said.encrypted) == (
        "join",
        "7K3M",
        table.anna.address,
        True,
        True,
    )
    await table.network.send(said.chat, Message("You are Anna M.?"))
    assert [seen.body for seen in table.anna.messages(room, table.bot.user)] == ["You are Anna M.?"]


async def test_a_private_room_in_clear_is_encrypted_with_the_next_message(table: SealedTable) -> None:
    room = table.anna.room(table.bot.user, direct=True)
    await table.inputs(1)
    Phone.say(table.anna, room, {"msgtype": "m.text", "body": "hello"})
    (said,) = await table.inputs(1)
    assert isinstance(said, Text)
    await table.network.send(said.chat, Message("Welcome"))
    home = next((table.anna.join(asked) for asked in table.anna.invitations()), room)
    assert table.anna.call("GET", f"/rooms/{home}/state/m.room.encryption/")["algorithm"] == "m.megolm.v1.aes-sha2"


@pytest.mark.parametrize("signed", [True, False])
async def test_with_signed_devices_only_an_unsigned_one_is_not_heard(signed: bool) -> None:
    async with sealed_table(signed_only=True) as table:
        if not signed:
            table.anna = SealedPhone(table.bot.server, f"{table.anna.user[1:].partition(':')[0]}x", signed=False)
        room, _ = await table.meet(Message("Welcome"))
        table.anna.write(room, "7a")
        (said,) = await table.inputs(1)
        assert isinstance(said, Text if signed else ChatChanged)


async def test_nothing_of_a_choice_and_no_key_stands_in_what_is_kept(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    table.anna.write(room, "my choice is 7b")
    await table.inputs(1)
    kept = str(table.keeper.rows)
    assert ("my choice" in kept, "7b · No" in kept, table.keeper.rows != {}) == (False, False, True)


async def test_edit_of_somebody_elses_message_is_gone(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    event = table.anna.write(room, "mine")
    with pytest.raises(Gone):
        await table.network.edit(type(ref)(ref.chat, f"{room}|{event}"), Message("ours"))


async def test_a_restored_backup_goes_on_as_another_device_of_the_same_account(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    name = table.bot.user[1:].partition(":")[0]
    table.keeper.rows = {key: body for key, body in table.keeper.rows.items() if not fnmatch(key, LEFT_OUT)}
    table.keeper.session = table.bot.token
    await table.restart(password=name)
    table.anna.know(table.bot.user)
    table.anna.share(room)
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == [""], "what that ballot meant was lost; the member is told"
    await table.network.send(ref.chat, ballot(2))
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["2b"]
    assert (table.anna.machine.renewed, len(table.anna.machine.devices(table.bot.user))) == ([], 2)


async def test_a_restored_backup_without_a_password_says_what_to_do(table: SealedTable) -> None:
    await table.meet(ballot())
    table.keeper.rows.clear()
    with pytest.raises(Rejected, match=r"this database is a copy.*access_token_file"):
        await table.restart()


async def test_a_plain_copy_that_the_original_left_behind_goes_on_as_another_device(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    older = dict(table.keeper.rows)
    await table.restart()
    table.keeper.rows = older
    with pytest.raises(Rejected, match=r"or this database is a copy.*access_token_file"):
        await table.restart()
    await table.restart(password=table.bot.user[1:].partition(":")[0])
    await table.network.send(table.anna.address, ballot(2))
    table.anna.know(table.bot.user)
    table.anna.share(room)
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["2b"]


async def test_the_original_stops_when_a_copy_of_it_goes_on(table: SealedTable) -> None:
    await table.meet(ballot())
    other = copy(table)
    other.keeper = deepcopy(table.keeper)
    other.network = other._adapter()
    try:
        await other.network.start()
        listening = asyncio.create_task(anext(table.network.batches(table.cursor)))
        async with asyncio.timeout(20):
            while not isinstance(table.network.trouble, Rejected):
                await asyncio.sleep(0.05)
        with pytest.raises(Rejected, match="another process goes on with a copy of this database"):
            await table.network.send(table.anna.address, Message("Hello"))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await other.network.send(table.anna.address, Message("Hello"))
    finally:
        await other.network.stop()


async def test_a_key_behind_a_hundred_other_messages_to_the_device_is_fetched_first(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    for number in range(3):
        junk = {f"{number}": {"@nobody": {}}}
        for again in range(50):
            body = {"messages": {table.bot.user: {"*": junk}}}
            table.anna.call("PUT", f"/sendToDevice/org.test.junk/{number}-{again}", body)
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["1b"]


async def test_66_other_keys_of_a_member_are_told(table: SealedTable) -> None:
    room, _ = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    await table.inputs(1)
    sealing = table.network._sealing
    assert isinstance(sealing, Sealing)
    name = f"olm.known.person {table.anna.user}"
    row = sealing.machine.rows.get(name)
    assert row is not None
    sealing.machine.rows.put(name, {**row, "master": "another"})
    sealing.machine.doubt_all()
    table.anna.press(room, "7a · Yes")
    inputs = await table.inputs(2)
    assert sorted(said.change for said in inputs if isinstance(said, ChatChanged)) == [ChatChange.KEYS]
    assert presses(inputs) == ["1a"]


@pytest.mark.parametrize("copied", [False, True])
async def test_rows_that_were_sealed_with_another_secret_are_told_in_one_line(table: SealedTable, copied: bool) -> None:
    if copied:
        table.keeper.rows = {key: body for key, body in table.keeper.rows.items() if not fnmatch(key, LEFT_OUT)}
    table.key = "another secret"
    with pytest.raises(Rejected, match=r"put back the matrix.secret"):
        await table.restart()
