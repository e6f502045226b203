"""What the Bot API server knows of Bot API 10.1 to 10.3, and what one that is older makes of it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.bench.botapi import DEFAULT_TOKEN, BotApi, Button, Group, Limits, ManualClock, Person, Rate
from bot.bench.botapi.remote import Caller, caller
from bot.bench.botapi.wire import Json, as_object

pytestmark = pytest.mark.anyio

ANN, BEN, GROUP = 42, 43, -1001
YES: Json = {"inline_keyboard": [[{"text": "Yes", "callback_data": "v"}]]}
OPENS: Json = {"inline_keyboard": [[{"text": "My ballot", "callback_data": "mine"}]]}


class Stage:
    """Ann and Ben in a group with the bot, which is a plain member unless it is said otherwise."""

    def __init__(self, api: BotApi, call: Caller, clock: ManualClock) -> None:
        self.api, self.call, self.clock = api, call, clock
        self.ann, self.ben = api.person(ANN, "Ann"), api.person(BEN, "Ben")
        self.group: Group = api.group(GROUP, "Members")
        for who in (self.ann, self.ben):
            self.group.set(who, "member")

    async def said(self, method: str, **params: Json) -> dict[str, Json]:
        return as_object(await self.call(method, chat_id=GROUP, **params))

    async def opened(self, who: Person) -> str:
        """The id of somebody's press on the group's button."""
        if not self.group.messages:
            await self.said("sendMessage", text="Vote", reply_markup=OPENS)
        return who.push("mine", chat=self.group)

    async def shown(self, who: Person, press: str = "", **more: Json) -> dict[str, Json]:
        """The answer to a message for one person."""
        asked: Mapping[str, Json] = {"receiver_user_id": who.id, **({"callback_query_id": press} if press else {})}
        return await self.said(
            "sendMessage", text="Yours", reply_markup=YES, ephemeral_message_parameters={**asked, **more}
        )


Stages = Callable[..., AbstractAsyncContextManager[Stage]]


@asynccontextmanager
async def stage(version: tuple[int, int] = (10, 3), limits: Limits | None = None) -> AsyncIterator[Stage]:
    clock = ManualClock()
    async with (
        BotApi(limits=limits or Limits(), clock=clock, version=version) as api,
        caller(api.url, DEFAULT_TOKEN) as call,
    ):
        yield Stage(api, call, clock)


def refusal(code: int, description: str) -> dict[str, Json]:
    return {"ok": False, "error_code": code, "description": description}


async def test_ephemeral_message_of_a_plain_member_needs_a_press_of_this_person_that_is_young() -> None:
    async with stage() as on:
        press = await on.opened(on.ann)
        nothing = await on.shown(on.ann)
        anothers = await on.shown(on.ben, press)
        on.clock.advance(16)
        late = await on.shown(on.ann, press)
        assert [nothing, anothers, late] == [
            refusal(400, "Bad Request: MESSAGE_NOT_COMMAND"),
            refusal(400, "Bad Request: QUERY_ID_INVALID"),
            refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        ]


async def test_ephemeral_message_to_somebody_outside_or_in_a_private_chat_is_refused() -> None:
    async with stage() as on:
        on.group.set(on.api.bot, "administrator")
        on.group.set(on.ben, "left")
        on.ann.start()
        outside = await on.shown(on.ben)
        private = await on.call(
            "sendMessage", chat_id=ANN, text="x", ephemeral_message_parameters={"receiver_user_id": ANN}
        )
        assert (outside, private) == (
            refusal(400, "Bad Request: USER_NOT_PARTICIPANT"),
            refusal(400, "Bad Request: ephemeral messages can be sent only to groups and supergroups"),
        )


async def test_ephemeral_message_is_seen_by_one_and_is_in_nobodys_history() -> None:
    async with stage() as on:
        press = await on.opened(on.ann)
        result = as_object((await on.shown(on.ann, press))["result"])
        assert (result["message_id"], result["ephemeral_message_id"]) == (0, 1)
        assert as_object(result["receiver_user"])["id"] == ANN
        assert [message.text for message in on.group.messages] == ["Vote"]
        assert [message.text for message in on.ann.sees_in(on.group)] == ["Vote", "Yours"]
        assert [message.text for message in on.ben.sees_in(on.group)] == ["Vote"]


async def test_ephemeral_message_of_an_administrator_needs_no_press_and_is_lost_when_the_app_starts_anew() -> None:
    async with stage() as on:
        on.group.set(on.api.bot, "administrator")
        await on.shown(on.ann)
        before = [message.text for message in on.ann.ephemeral(on.group)]
        on.ann.restart()
        assert (before, on.ann.ephemeral(on.group)) == (["Yours"], [])


async def test_ephemeral_message_replaces_the_pressed_one_for_this_person_alone() -> None:
    async with stage() as on:
        press = await on.opened(on.ann)
        await on.shown(on.ann, press, replace_callback_query_message=True)
        again = on.ann.push("v", on.ann.ephemeral(on.group)[0])
        refused = await on.shown(on.ann, again, replace_callback_query_message=True)
        assert [message.text for message in on.ann.sees_in(on.group)] == ["Yours"]
        assert [message.text for message in on.ben.sees_in(on.group)] == ["Vote"]
        why = "only the message of a press can be replaced, and no ephemeral one"
        assert refused == refusal(400, f"Bad Request: {why}")


async def test_ephemeral_message_is_pressed_edited_and_deleted_by_its_own_id() -> None:
    async with stage() as on:
        await on.shown(on.ann, await on.opened(on.ann))
        on.ann.push("v", on.ann.ephemeral(on.group)[0])
        updates = (await on.call("getUpdates"))["result"]
        assert isinstance(updates, list)
        pressed = as_object(as_object(as_object(updates[-1])["callback_query"])["message"])
        assert (pressed["message_id"], pressed["ephemeral_message_id"]) == (0, 1)
        here: dict[str, Json] = {"receiver_user_id": ANN, "ephemeral_message_id": 1}
        edited = await on.said("editEphemeralMessageText", text="Cast", **here)
        same = await on.said("editEphemeralMessageText", text="Cast", **here)
        long = await on.said("editEphemeralMessageText", text="x" * 1025, **here)
        anothers = await on.said("editEphemeralMessageText", text="x", **here | {"receiver_user_id": BEN})
        ordinary = await on.said("editMessageText", text="x", message_id=0)
        assert (edited, on.ann.ephemeral(on.group)[0].text) == ({"ok": True, "result": True}, "Cast")
        assert [answer["description"] for answer in (same, long, anothers, ordinary)] == [
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message",
            "Bad Request: MEDIA_CAPTION_TOO_LONG",
            "Bad Request: MESSAGE_ID_INVALID",
            "Bad Request: message to edit not found",
        ]
        deleted = await on.said("deleteEphemeralMessage", **here)
        gone = await on.said("deleteEphemeralMessage", **here)
        assert (deleted["ok"], gone, on.ann.ephemeral(on.group)) == (
            True,
            refusal(400, "Bad Request: MESSAGE_ID_INVALID"),
            [],
        )


async def test_ephemeral_message_expires() -> None:
    async with stage() as on:
        await on.shown(on.ann, await on.opened(on.ann))
        on.clock.advance(86_401)
        late = await on.said("editEphemeralMessageText", text="x", receiver_user_id=ANN, ephemeral_message_id=1)
        assert late == refusal(400, "Bad Request: MESSAGE_ID_INVALID")


async def test_ephemeral_messages_use_none_of_the_groups_minute_and_a_rate_of_their_own_if_there_is_one() -> None:
    async with stage(limits=Limits(ephemeral=Rate(2, 1))) as on:
        press = await on.opened(on.ann)
        answers = [await on.shown(on.ann, press) for _ in range(3)]
        assert [answer["ok"] for answer in answers] == [True, True, False]
        assert dict(on.api.world.throttled) == {"ephemeral": 1}


async def test_server_of_10_2_takes_the_parameters_side_by_side_and_shows_the_object_to_everybody() -> None:
    async with stage((10, 2)) as on:
        press = await on.opened(on.ann)
        await on.said("sendMessage", text="Hers", receiver_user_id=ANN, callback_query_id=press)
        await on.shown(on.ann, press)
        assert [message.text for message in on.ann.ephemeral(on.group)] == ["Hers"]
        assert [message.text for message in on.ben.sees_in(on.group)] == ["Vote", "Yours"]


async def test_server_of_10_0_knows_no_method_of_it_and_shows_everything_to_everybody() -> None:
    async with stage((10, 0)) as on:
        press = await on.opened(on.ann)
        unknown = await on.said("deleteEphemeralMessage", receiver_user_id=ANN, ephemeral_message_id=1)
        rich = await on.said("sendRichMessage", rich_message={"blocks": [{"type": "paragraph", "text": "x"}]})
        await on.shown(on.ann, press, receiver_user_id=ANN)
        assert (unknown, rich) == (refusal(404, "Not Found"), refusal(404, "Not Found"))
        assert [message.text for message in on.ben.sees_in(on.group)] == ["Vote", "Yours"]


@pytest.mark.parametrize(
    ("version", "answer"),
    [
        ((10, 3), None),
        ((10, 2), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ],
)
async def test_disabled_button_is_known_from_10_3_on(version: tuple[int, int], answer: str | None) -> None:
    async with stage(version) as on:
        markup: Json = {"inline_keyboard": [[{"text": "7a · Yes", "disabled": {}}]]}
        said = await on.said("sendMessage", text="Over", reply_markup=markup)
        shown = [message.buttons for message in on.group.messages]
        assert (said.get("description"), shown) == (
            (f"Bad Request: {answer}", []) if answer else (None, [[Button("7a · Yes", disabled=True)]])
        )


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        ("<tg-time>1</tg-time>", (10, 3), "can't parse entities: invalid date-time specified"),
        ('<tg-time unix="x">1</tg-time>', (10, 3), "can't parse entities: invalid date-time specified"),
        ('<tg-time unix="1" format="Q">1</tg-time>', (10, 3), "can't parse entities: invalid date-time specified"),
        (
            '<tg-time unix="1">1</tg-time>',
            (9, 4),
            'can\'t parse entities: Unsupported start tag "tg-time" at byte offset 0',
        ),
        ('<tg-time unix="1793491200" format="r">14:00</tg-time>', (10, 0), None),
    ],
)
async def test_time_in_a_text_is_read_or_refused(text: str, version: tuple[int, int], expected: str | None) -> None:
    async with stage(version) as on:
        said = await on.said("sendMessage", text=text, parse_mode="HTML")
        found = [message.entities for message in on.group.messages]
        entity = {"type": "date_time", "offset": 0, "length": 5, "unix_time": 1793491200, "date_time_format": "r"}
        assert (said.get("description"), found) == (
            (f"Bad Request: {expected}", []) if expected else (None, [[entity]])
        )


async def test_rich_message_shows_tables_and_details_and_refuses_what_is_none() -> None:
    cell: dict[str, Json] = {"text": "412", "align": "right", "valign": "top"}
    blocks: Json = [
        {"type": "heading", "size": 2, "text": [{"type": "bold", "text": "Carried"}]},
        {"type": "table", "cells": [[{**cell, "text": "Yes", "is_header": True}, cell]]},
        {"type": "details", "summary": "Stages", "blocks": [{"type": "paragraph", "text": "1"}]},
    ]
    async with stage() as on:
        await on.said("sendRichMessage", rich_message={"blocks": blocks})
        assert [message.text for message in on.group.messages] == ["Carried\nYes | 412\nStages\n1"]
        faults: list[Json] = [
            {},
            {"html": "<b>x</b>", "blocks": blocks},
            {"blocks": []},
            {"blocks": [{"type": "banner"}]},
            {"blocks": [{"type": "table", "cells": [[{"text": "x"}]]}]},
        ]
        refused = [await on.said("sendRichMessage", rich_message=fault) for fault in faults]
        assert [answer["error_code"] for answer in refused] == [400] * 5
