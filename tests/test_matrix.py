"""Ballots and what members do with them, on a real Synapse."""

import asyncio
from collections.abc import AsyncIterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from adapters.contract import (
    Button,
    Gone,
    Message,
    Press,
    Ref,
    Text,
)
from adapters.matrix.content import TEXT
from tests.matrix_phone import POLL
from tests.matrix_stand import Stand
from tests.matrix_table import Table, ballot, presses, seated

pytestmark = pytest.mark.anyio


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    async with seated() as made:
        yield made


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


@pytest.mark.parametrize("how", ["poll", "number", "keycap"])
async def test_a_choice_made_before_our_edit_was_answered_is_one_on_what_it_shows(table: Table, how: str) -> None:
    room, ref = await table.meet(ballot(1))
    text = ref.message.partition("|")[2]
    pressed = {
        "poll": lambda: table.anna.press(room, "7b · No"),
        "number": lambda: table.anna.write(room, "2", reply_to=text),
        "keycap": lambda: table.anna.react(room, text, "2\ufe0f\u20e3"),
    }
    edited = asyncio.Event()

    async def late(stand: Stand, request: web.Request) -> web.StreamResponse:
        answer = await stand.passed_on(request)
        await asyncio.to_thread(pressed[how])
        await edited.wait()
        return answer

    async with Stand(table.bot.server.url) as stand:
        await table.restart(url=stand.url)
        stand.spoil("PUT /send/m.room.message", late)
        edit = asyncio.create_task(table.network.edit(ref, ballot(2, "Recorded: 7a · Yes")))
        said = presses(await table.inputs(1))
        edited.set()
        await edit
        assert said == ["2b"]


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


async def test_a_press_by_poll_number_or_keycap_gets_one_line_of_its_own_below(table: Table) -> None:
    room, ref = await table.meet(ballot())
    text = ref.message.partition("|")[2]
    table.anna.press(room, "7b · No")
    table.anna.write(room, "2", reply_to=text)
    table.anna.react(room, text, "2\ufe0f\u20e3")
    inputs = [said for said in await table.inputs(3) if isinstance(said, Press)]
    for number, said in enumerate(inputs):
        for _ in range(2):
            await table.network.answer(said, f"Recorded {number}: {said.data}")
    last = table.anna.messages(room, table.bot.user)[1:]
    assert [seen.body for seen in last] == ["Recorded 0: 1b", "Recorded 1: 1b", "Recorded 2: 1b"]
    assert {seen.content["msgtype"] for seen in last} == {"m.notice"}


async def test_when_something_was_written_is_told_by_our_clock(table: Table) -> None:
    async def an_hour_behind(stand: Stand, request: web.Request) -> web.StreamResponse:
        answer = await stand.passed_on(request)
        answer.headers["Date"] = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
        return answer

    room, _ = await table.meet(ballot(1))
    async with Stand(table.bot.server.url) as stand:
        stand.spoil("GET /", an_hour_behind)
        await table.restart(url=stand.url)
        table.anna.write(room, "hello")
        (said,) = await table.inputs(1)
        assert said.written
        assert abs(said.written - datetime.now(UTC) - timedelta(hours=1)) < timedelta(minutes=1)


async def test_reactions_with_a_number_are_exposed_presses(table: Table) -> None:
    room, ref = await table.meet(ballot())
    text = ref.message.partition("|")[2]
    for key in ("👍", "3\ufe0f\u20e3", "0", "2\ufe0f\u20e3", "1"):
        table.anna.react(room, text, key)
    assert presses(inputs := await table.inputs(5)) == ["", "", "", "1b", "1a"]
    assert all(said.exposed for said in inputs if isinstance(said, Press))


async def test_65_redaction_takes_no_answer_back(table: Table) -> None:
    room, _ = await table.meet(ballot())
    pressed = table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["1b"]
    table.anna.redact(room, pressed)
    table.anna.write(room, "done")
    assert [type(said) for said in await table.inputs(1)] == [Text]


@pytest.mark.parametrize("restart", [False, True])
async def test_ballot_that_is_taken_away_goes_with_its_poll(table: Table, restart: bool) -> None:
    room, ref = await table.meet(ballot())
    if restart:
        await table.restart()
    for _ in range(2):
        await table.network.redact(ref)
    gone = [*table.anna.events(room, "m.room.message"), *table.anna.events(room, f"{POLL}start")]
    assert [event["content"] for event in gone] == [{}, {}]


async def test_65_edits_of_a_member_are_no_inputs(table: Table) -> None:
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


def card(label: str, *, poll: bool = True) -> Message:
    return Message("<b>Assembly</b>", ((Button(label, "1"),),), poll=poll)


@pytest.mark.parametrize("restart", [False, True])
async def test_the_poll_to_check_in_is_gone_after_check_in_and_comes_back(table: Table, restart: bool) -> None:
    room, ref = await table.meet(card("Check in"))
    if restart:
        await table.restart()
    polls = []
    for message in (card("Leave", poll=False), card("Check in"), card("I am still here")):
        await table.network.edit(ref, message)
        polls.append([event["content"] for event in table.anna.events(room, f"{POLL}start")])
    asked = [[[one[TEXT] for one in p[f"{POLL}start"]["answers"]] if p else [] for p in each] for each in polls]
    assert asked == [[[]], [[], ["Check in"]], [[], [], ["I am still here"]]]


async def test_a_poll_that_is_answered_from_two_devices_counts_the_last_answer(table: Table) -> None:
    room, _ = await table.meet(ballot(1))
    tablet = copy(table.anna)
    tablet.token = tablet.log_in()
    poll = table.anna.events(room, f"{POLL}start")[0]["event_id"]
    for phone, answer in ((table.anna, "1a"), (tablet, "1b"), (table.anna, "1b"), (tablet, "1a")):
        phone.respond(room, poll, answer)
    inputs = await table.inputs(4)
    assert presses(inputs) == ["1a", "1b", "1b", "1a"]
    assert {said.sender for said in inputs} == {table.anna.address}
    assert len({said.id for said in inputs}) == 4


@pytest.mark.parametrize("restart", [False, True])
async def test_poll_whose_answer_is_taken_away_is_asked_anew_with_nothing_marked(table: Table, restart: bool) -> None:
    room, _ = await table.meet(ballot(1))
    first = table.anna.events(room, f"{POLL}start")[0]
    table.anna.respond(room, first["event_id"], "1a")
    (press,) = await table.inputs(1)
    if restart:
        await table.restart()
    for _ in range(2):  # a job that is done again after a crash
        assert press.own
        await table.network.redact(press.own)
    polls = table.anna.events(room, f"{POLL}start")
    assert [poll["content"] for poll in polls] == [{}, first["content"]]
    table.anna.respond(room, polls[1]["event_id"], "1b")
    assert presses(await table.inputs(1)) == ["1b"]


@pytest.mark.parametrize("restart", [False, True])
async def test_question_that_changed_is_asked_in_another_poll(table: Table, restart: bool) -> None:
    typo = replace(ballot(), text="<b>Vote 7</b> Lnuch\n\nNothing yet.")
    room, ref = await table.meet(typo)
    if restart:
        await table.restart()
    await table.network.edit(ref, ballot(1, "Corrected."))
    await table.network.edit(ref, ballot(2, "Recorded."))
    polls = [poll["content"] for poll in table.anna.events(room, f"{POLL}start")]
    assert [content and content[f"{POLL}start"]["question"][TEXT] for content in polls] == [{}, "Vote 7 Lunch"]


async def test_answer_to_a_poll_that_another_one_replaces_is_what_was_asked_there(table: Table) -> None:
    room, ref = await table.meet(replace(ballot(1), text="<b>Vote 7</b> Lnuch"))
    poll = table.anna.events(room, f"{POLL}start")[0]["event_id"]
    await table.network.edit(ref, ballot(2))
    table.anna.respond(room, poll, "1a")
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(2)) == ["1a", "2b"]


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
