"""Gaps, restores and wrong clocks in encrypted rooms: what was written before the close comes once."""

import time
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from adapters import clocks
from adapters.contract import Inbound, Message, Text
from adapters.matrix import wire
from adapters.matrix.sealing import Sealing
from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_sealed import SealedTable, sealed_table
from tests.matrix_table import Notebook, Table, ballot, presses, running

pytestmark = pytest.mark.anyio
MANY = 130
"""More than a timeline holds."""


@pytest.fixture
async def table() -> AsyncIterator[SealedTable]:
    async with sealed_table() as made:
        yield made


def texts(inputs: list[Inbound]) -> list[str]:
    return [said.text for said in inputs if isinstance(said, Text) and said.encrypted]


@pytest.mark.parametrize("ahead", [0, 7200, -7200])
async def test_65_more_than_a_timeline_holds_comes_once_whatever_our_clock_says(
    table: SealedTable, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    for ours in (clocks, wire):
        monkeypatch.setattr(ours, "time", SimpleNamespace(time=lambda: time.time() + ahead))
    room, _ = await table.meet(Message("Welcome"))
    table.anna.write(room, "before")
    await table.inputs(1)
    for ours in (clocks, wire):
        monkeypatch.setattr(ours, "time", time)
    for number in range(MANY):
        if number % 50 == 49:
            table.anna.share(room)  # a session is for a hundred messages
        table.anna.write(room, f"vote {number}")
    assert texts(await table.inputs(MANY)) == [f"vote {number}" for number in range(MANY)]


async def test_65_token_that_was_lost_brings_the_same_votes_again_readable_and_under_their_old_names(
    table: SealedTable,
) -> None:
    room, _ = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    table.anna.write(room, "7a")
    first = await table.inputs(2)
    await table.restart()
    table.cursor = "x0 1"
    table.anna.write(room, "7b")
    again = await table.inputs(4)
    written = [said for said in again if said.encrypted]
    assert [said.id for said in written[:2]] == [said.id for said in first]
    assert (presses(again), texts(again)) == (["1b"], ["7a", "7b"])


async def test_with_another_token_it_goes_on_as_that_device_and_reads_what_came_before(table: SealedTable) -> None:
    room, ref = await table.meet(ballot())
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["1b"]
    old = table.network._session.device
    table.bot.token = table.bot.log_in()
    await table.restart()
    assert table.network._session.device not in (old, "")
    table.anna.press(room, "7a · Yes")
    assert presses(await table.inputs(1)) == ["1a"], "the ballot of the old device is understood"
    await table.network.edit(ref, ballot(2, "Recorded"))
    table.anna.share(room)
    table.anna.press(room, "7b · No")
    assert presses(await table.inputs(1)) == ["2b"]
    await table.network.send(table.anna.address, Message("and on"))
    shown = [seen.body for seen in table.anna.messages(room, table.bot.user)]
    assert (len(shown), "Recorded" in shown[0], shown[1]) == (2, True, "and on")
    table.anna.know(table.bot.user)
    person = table.anna.machine.rows.get(f"olm.known.person {table.bot.user}")
    assert person is not None
    assert (len(person["signed"]), table.anna.machine.renewed) == (2, [])
    await table.restart()
    assert isinstance(sealing := table.network._sealing, Sealing)
    assert sealing.machine.device == table.network._session.device


async def test_answer_that_is_too_long_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty rooms of strangers full of long events would else stop everybody, for ever."""
    async with running(Table(Phone(shared(), new_name("anna")), Notebook())) as table:
        room, _ = await table.meet(Message("Welcome"))
        for number in range(25):
            table.anna.say(room, {"msgtype": "m.text", "body": f"vote {number}", "more": "x" * 60_000})
        monkeypatch.setattr(wire, "MOST_SYNCED", 1_000_000)
        said = [one.text for one in await table.inputs(25) if isinstance(one, Text)]
        assert said == [f"vote {number}" for number in range(25)]
