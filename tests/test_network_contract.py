"""What every network does, whichever it is."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.contract import (
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
from adapters.findings import Level
from tests.network_rigs import RIGS, Rig

pytestmark = pytest.mark.anyio

BALLOT = Message(
    "7 · <b>Lunch</b> &lt;now&gt;?", ((Button("7a · Yes", "v7a"),), (Button("7b · No", "v7b"),)), poll=True
)


@pytest.fixture(params=list(RIGS))
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with RIGS[request.param]() as made:
        yield made


async def one_batch(network: Network, cursor: str | None) -> Batch:
    """The next batch, without confirming it."""
    batches = network.batches(cursor)
    batch = await asyncio.wait_for(anext(batches), 5)
    await batches.aclose()
    return batch


async def one_input(rig: Rig) -> Inbound:
    batch = await one_batch(rig.network, rig.cursor)
    assert len(batch.inputs) == 1
    return batch.inputs[0]


async def test_send_to_somebody_who_never_came_is_unreachable(rig: Rig) -> None:
    with pytest.raises(Unreachable):
        await rig.network.send(rig.stranger, BALLOT)


async def test_send_to_somebody_who_blocked_us_is_unreachable_until_unblocked(rig: Rig) -> None:
    rig.block()
    await rig.settle()
    with pytest.raises(Unreachable):
        await rig.network.send(rig.person, BALLOT)
    rig.unblock()
    await rig.settle()
    ref = await rig.network.send(rig.person, BALLOT)
    assert ref.chat == rig.person


async def test_send_to_a_group_that_put_us_out_is_unreachable(rig: Rig) -> None:
    rig.put_out()
    with pytest.raises(Unreachable):
        await rig.network.send(rig.group, BALLOT)


async def test_send_to_a_moved_group_tells_the_new_address(rig: Rig) -> None:
    new = rig.move()
    await rig.settle()
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


async def test_pin_in_a_group_where_we_may_not_is_refused(rig: Rig) -> None:
    ref = await rig.network.send(rig.group, BALLOT)
    rig.let_pin(may=False)
    with pytest.raises(Refused):
        await rig.network.pin(ref)


async def test_pin_takes_the_place_of_what_was_pinned_before(rig: Rig) -> None:
    rig.let_pin(may=True)
    first, second = [await rig.network.send(rig.group, BALLOT) for _ in range(2)]
    await rig.network.pin(first)
    await rig.network.pin(first)
    await rig.network.pin(second, first)
    assert rig.pinned() == [second.message.rpartition("|")[2]]


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
    said = await one_input(rig)
    assert isinstance(said, Press)
    assert (said.sender, said.chat, said.private, said.data, said.ref) == (rig.person, rig.person, True, "v7b", ref)
    await rig.network.answer(said, "recorded", alert=True)
    assert await rig.toast() == ("recorded", True)


async def test_a_toast_is_no_alert(rig: Rig) -> None:
    if not rig.network.limits.rows:
        pytest.skip("a network without buttons has no toasts")
    await rig.network.send(rig.person, BALLOT)
    rig.press("7a · Yes")
    said = await one_input(rig)
    assert isinstance(said, Press)
    await rig.network.answer(said, "recorded")
    assert await rig.toast() == ("recorded", False)


async def test_a_press_in_a_group_is_answered_to_the_person(rig: Rig) -> None:
    ref = await rig.network.send(rig.group, BALLOT)
    rig.press("7a · Yes", in_group=True)
    said = await one_input(rig)
    assert isinstance(said, Press)
    assert (said.sender, said.chat, said.private, said.ref) == (rig.person, rig.group, False, ref)
    await rig.network.answer(said, "n" * 300, alert=True)
    assert await rig.toast() == ("n" * (rig.network.limits.toast - 1) + "…", True)


async def test_an_answer_that_comes_twice_does_no_harm(rig: Rig) -> None:
    await rig.network.send(rig.person, BALLOT)
    rig.press("7a · Yes")
    said = await one_input(rig)
    assert isinstance(said, Press)
    await rig.network.answer(said, "recorded", alert=True)
    await rig.network.answer(said, "recorded", alert=True)
    assert await rig.toast() == ("recorded", True)


async def test_a_command_has_a_name_a_line_and_lines(rig: Rig) -> None:
    rig.write("/Vote Lunch <now>?  \n\n secret \n- Pizza")
    said = await one_input(rig)
    assert isinstance(said, Command)
    assert (said.name, said.line, said.lines) == ("vote", "Lunch <now>?", ("secret", "- Pizza"))
    assert (said.sender, said.chat, said.private, said.anonymous) == (rig.person, rig.person, True, False)


async def test_a_command_in_a_group_names_the_group(rig: Rig) -> None:
    rig.write("/open 7", in_group=True)
    said = await one_input(rig)
    assert (said.sender, said.chat, said.private) == (rig.person, rig.group, False)


async def test_a_reply_names_the_message(rig: Rig) -> None:
    ref = await rig.network.send(rig.person, BALLOT)
    rig.write("7b", reply_to=ref)
    said = await one_input(rig)
    assert isinstance(said, Text)
    assert (said.text, said.reply_to) == ("7b", ref)


@pytest.mark.parametrize(
    ("happens", "change"),
    [("block", ChatChange.BLOCKED), ("put_out", ChatChange.REMOVED), ("move", ChatChange.MOVED)],
)
async def test_a_change_of_a_chat_is_told(rig: Rig, happens: str, change: ChatChange) -> None:
    getattr(rig, happens)()
    said = await one_input(rig)
    assert isinstance(said, ChatChanged)
    assert (said.chat, said.change) == (rig.person if happens == "block" else rig.group, change)


async def test_what_was_not_confirmed_comes_again_with_the_same_ids(rig: Rig) -> None:
    rig.write("a")
    rig.write("b")
    first = await one_batch(rig.network, rig.cursor)
    await rig.restart()
    again = await one_batch(rig.network, rig.cursor)
    assert replace(again, cursor=first.cursor) == first  # a cursor may hold the time at which it was given


async def test_asking_for_the_next_batch_confirms_the_last(rig: Rig) -> None:
    rig.write("a")
    batches = rig.network.batches(rig.cursor)
    first = await anext(batches)
    rig.write("b")
    second = await anext(batches)
    await batches.aclose()
    await rig.restart()
    assert [said.text for said in second.inputs if isinstance(said, Text)] == ["b"]
    assert await one_batch(rig.network, rig.cursor and first.cursor) == second


async def test_a_cursor_resumes_after_its_batch(rig: Rig) -> None:
    rig.write("a")
    first = await one_batch(rig.network, rig.cursor)
    rig.write("b")
    await rig.restart()
    resumed = await one_batch(rig.network, first.cursor)
    assert [said.text for said in resumed.inputs if isinstance(said, Text)] == ["b"]


async def test_more_than_a_hundred_inputs_come_in_order(rig: Rig) -> None:
    for n in range(150):
        rig.write(str(n))
    batches = rig.network.batches(rig.cursor)
    came: list[Inbound] = []
    while len(came) < 150:
        came += (await asyncio.wait_for(anext(batches), 5)).inputs
    await batches.aclose()
    assert [said.text for said in came if isinstance(said, Text)] == [str(n) for n in range(150)]


async def test_a_message_of_ours_is_taken_away_and_a_second_time_does_no_harm(rig: Rig) -> None:
    kept = await rig.network.send(rig.group, Message("kept"))
    ref = await rig.network.send(rig.group, Message("taken away"))
    await rig.network.redact(ref)
    await rig.network.redact(ref)
    assert [text for text, _ in rig.shown(rig.group) if text] == ["kept"]
    await rig.network.edit(kept, Message("still there"))


@pytest.mark.parametrize("in_group", [False, True])
async def test_a_command_names_its_own_message_and_when_it_was_written(rig: Rig, in_group: bool) -> None:
    rig.write("/ballot", in_group=in_group)
    said = await one_input(rig)
    assert said.own is not None
    assert said.own.chat == said.chat
    if said.written is not None:  # the network in memory has no clock
        assert abs(datetime.now(UTC) - said.written) < timedelta(minutes=1)


async def test_findings_name_the_groups_that_cannot_be_written_to(rig: Rig) -> None:
    chats = [rig.group, rig.group + "9"]
    found = [finding async for finding in rig.network.findings(chats, [rig.person])]
    told = [(finding.chat, finding.level) for finding in found if finding.chat]
    assert told == [(chats[0], Level.GOOD), (chats[1], Level.FAULT)]
    if rig.network.name == "telegram":
        assert "where the chairs are let the bot pin messages" in found[-2].text


async def test_all_is_well_and_nothing_is_encrypted_by_itself(rig: Rig) -> None:
    network = rig.network
    assert (network.trouble, network.is_encrypted(rig.person), network.whole(rig.group)) == (None, False, rig.group)


async def test_heard_moves_when_inputs_can_come_in(rig: Rig) -> None:
    before = rig.network.heard or 0.0
    rig.write("/ballot")
    await one_input(rig)
    assert 0.0 < before < (rig.network.heard or 0.0)


async def test_groups_are_told_from_people(rig: Rig) -> None:
    assert (rig.network.is_group(rig.group), rig.network.is_group(rig.person)) == (True, False)


async def test_a_link_hands_over_the_code_where_there_are_buttons(rig: Rig) -> None:
    link = rig.network.link("ABCD-1234")
    assert (link != "", link.endswith("ABCD-1234")) == (True, bool(rig.network.limits.rows))
