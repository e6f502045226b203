"""A slow network beside a quick one: the chair is told how long it takes, and nobody else waits for it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import ChatChange, ChatChanged, Limits, Message, Press
from adapters.memory import LIMITS, Memory
from bot.chat.call import House
from bot.chat.pace import rounded, seconds_for
from bot.running.intake import once
from bot.running.service import Service
from core import floor, roster
from core.journal import CLI
from core.model import Purpose
from core.store.engine import opened
from core.store.writer import Tx
from tests.meeting import SETTINGS, ZONE, Skewed, _stage, event_of
from tests.people import Hall
from tests.talk import Talk, said

SLOW = Limits(
    per_second=0.2, chat_per_second=0.2, group_per_minute=12, rows=0, caption=4096, mark="!", poll=2, first=True
)
BOTH = {"quick": LIMITS, "slow": SLOW}


@pytest.mark.parametrize(
    ("messages", "polls", "seconds"),
    [
        ({}, True, 0),
        ({"slow": 0, "quick": 0}, True, 0),
        ({"quick": 2940}, True, 100),
        ({"slow": 8}, False, 40.8),
        ({"slow": 8}, True, 81.6),
        ({"slow": 8, "quick": 294}, True, 81.6),
    ],
)
def test_time_is_that_of_the_network_that_takes_longest(
    messages: Mapping[str, int], polls: bool, seconds: float
) -> None:
    assert seconds_for(BOTH, messages, polls=polls) == pytest.approx(seconds, rel=0.01)


def test_estimate_is_never_too_short() -> None:
    assert [rounded(seconds).total_seconds() for seconds in (0, 0.1, 5, 81.6)] == [0, 5, 5, 85]


@pytest.mark.anyio
async def test_chair_hears_beforehand_how_long_ballots_and_cards_take(hall: Hall) -> None:
    talk = Talk(hall, House(limits={"telegram": replace(LIMITS, per_second=0.2)}))
    code = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    await talk.write("telegram:1", f"/bind {code} yes", chat="telegram:-1")
    (cards,) = await talk.write("telegram:1", "/registration open", chat="telegram:-1")
    await talk.write("telegram:1", "/vote Lunch", chat="telegram:-1")
    (ballots,) = await talk.write("telegram:1", "/open 1", chat="telegram:-1")
    assert "Delivery takes about 30 s." in cards
    assert "Delivery takes about 30 s." in ballots


@pytest.mark.anyio
async def test_preview_without_buttons_has_the_options_and_the_networks_commands(hall: Hall) -> None:
    talk = Talk(hall, House(limits={"telegram": SLOW}))
    code = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    await talk.write("telegram:1", f"/bind {code} yes", chat="telegram:-1")
    (preview,) = await talk.write("telegram:1", "/vote Lunch", chat="telegram:-1")
    (usage,) = await talk.write("telegram:1", "/extend", chat="telegram:-1")
    assert ("1a · Yes" in preview, "write 1b" in preview) == (True, False)
    assert ("!" in usage, "/" in usage) == (True, False)


async def ask_everybody(tx: Tx) -> None:
    """A card goes to everybody on both networks."""
    await floor.ask_to_confirm(tx, await event_of(tx), timedelta(hours=1), CLI)


def test_quick_network_does_not_wait_for_the_slow_one(tmp_path: Path) -> None:
    time = Skewed()
    quick, slow = Memory(time), Memory(time, limits=SLOW, name="slow")
    for number in range(1, 101):
        quick.person(f"memory:{number}")
        slow.person(f"slow:{number}")
    quick.group("memory:g1")

    async def play() -> tuple[int, int]:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(lambda tx: _stage(tx, 100, SETTINGS))
            rows = [roster.Row(str(n), f"Name{n}", accounts=(f"slow:{n}",)) for n in range(1, 101)]
            await store.write(lambda tx: roster.import_rows(tx, rows, CLI))
            await store.write(ask_everybody)
            service = Service(store, House("Club", zone=ZONE), [quick, slow], time, interval=5, outage=30)
            task = asyncio.create_task(service.run())
            await time.sleep(20)
            reached = tuple(
                sum(bool(net.person(f"{net.name}:{n}").messages) for n in range(1, 101)) for net in (quick, slow)
            )
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return reached[0], reached[1]

    assert time.run(play()) == (100, 2)


def test_press_whose_meaning_is_the_present_one_takes_effect_once() -> None:
    press = Press(id="1", sender="slow:1", chat="slow:1", private=True, data="x", handle="h")
    assert (once(press), once(replace(press, current=True))) == (False, True)


def encrypted(*, private: bool) -> ChatChanged:
    return ChatChanged(
        id="e", sender="telegram:1", chat="telegram:!room", private=private, change=ChatChange.UNREADABLE
    )


@pytest.mark.anyio
async def test_encrypted_private_room_is_explained_there_and_left_for_another(hall: Hall) -> None:
    (effects,) = await Talk(hall).give(encrypted(private=True))
    assert [post.chat for post in effects.posts] == ["telegram:!room", "telegram:1"]
    assert "cannot read encrypted rooms yet" in said(effects)[0]
    assert said(effects)[1].startswith("Here I can read you.")


@pytest.mark.anyio
async def test_encrypted_channel_is_explained_in_one_line(hall: Hall) -> None:
    (effects,) = await Talk(hall).give(encrypted(private=False))
    (post,) = effects.posts
    assert (post.chat, post.ref, post.message) == ("telegram:!room", None, Message(post.message.text))
    assert "without encryption" in post.message.text
