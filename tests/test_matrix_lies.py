"""A homeserver that lies: what it makes up, moves, repeats or adds to a member's encrypted answers does not count."""

import copy
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from adapters.contract import ChatChange, ChatChanged, Inbound, Press, Text
from tests.homeserver import shared
from tests.matrix_sealed import ENCRYPTED, SealedTable, sealed_table
from tests.matrix_stand import Bad, Stand
from tests.matrix_table import ballot

pytestmark = pytest.mark.anyio
Event = dict[str, Any]
UNREAD = ChatChange.UNREAD.value


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with Stand(shared().url) as made:
        yield made


@pytest.fixture
async def table(stand: Stand) -> AsyncIterator[SealedTable]:
    async with sealed_table(url=stand.url) as made:
        yield made


def telling(change: Callable[[Event], list[Event]]) -> Bad:
    """Syncs in which each encrypted event is replaced by others."""

    async def told(stand: Stand, request: web.Request) -> web.StreamResponse:
        answer = json.loads((await stand.passed_on(request)).text or "{}")
        for room in answer.get("rooms", {}).get("join", {}).values():
            events = room["timeline"]["events"]
            room["timeline"]["events"] = [
                other for event in events for other in (change(event) if event["type"] == ENCRYPTED else [event])
            ]
        return web.json_response(answer)

    return told


def what(inputs: list[Inbound]) -> list[str]:
    """Each input in a word."""
    return [
        said.change.value if isinstance(said, ChatChanged) else said.data if isinstance(said, Press) else said.text
        for said in inputs
        if isinstance(said, ChatChanged | Press | Text)
    ]


def renamed(event: Event, **changed: Any) -> Event:
    return {**copy.deepcopy(event), "event_id": f"{event['event_id']}x", **changed}


def in_another_name(event: Event) -> list[Event]:
    return [{**event, "sender": "@eve:moot.test"}]


def made_up(event: Event) -> list[Event]:
    vote = renamed(event, type="m.room.message", content={"msgtype": "m.text", "body": "7a"})
    return [event, vote]


def again(event: Event) -> list[Event]:
    return [event, renamed(event)]


@pytest.mark.parametrize(
    ("lie", "come"), [(in_another_name, [UNREAD]), (made_up, ["7b", UNREAD]), (again, ["7b", UNREAD])]
)
async def test_what_a_homeserver_changes_or_adds_is_no_vote(
    table: SealedTable, stand: Stand, lie: Callable[[Event], list[Event]], come: list[str]
) -> None:
    room, _ = await table.meet(ballot())
    stand.spoil("GET /sync", telling(lie))
    table.anna.write(room, "7b")
    assert what(await table.inputs(len(come))) == come


async def test_a_number_does_not_become_an_answer_to_a_ballot(table: SealedTable, stand: Stand) -> None:
    room, ref = await table.meet(ballot())
    reply = {"m.in_reply_to": {"event_id": ref.message.partition("|")[2]}}

    def related(event: Event) -> list[Event]:
        event["content"]["m.relates_to"] = reply
        return [event]

    stand.spoil("GET /sync", telling(related))
    table.anna.write(room, "2")
    (said,) = await table.inputs(1)
    assert isinstance(said, Text)
    assert (said.text, said.reply_to) == ("2", None)
