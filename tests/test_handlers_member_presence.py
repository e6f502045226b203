from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event as engine_events

from adapters.contract import Press
from bot.chat.buttons import CheckIn, CheckOut, encode
from core import floor
from core.journal import CLI
from core.model import EventId, EventSettings
from core.store import presence
from tests.people import AGM, Hall
from tests.talk import Talk, offered, said

pytestmark = pytest.mark.anyio
IN, OUT = encode(CheckIn(AGM)), encode(CheckOut(AGM))
PRESENT = "Assembly\nYou are checked in. Ballots come here by themselves. If you leave, check out."
ABSENT = "Assembly\nCheck-in is open. Press the button when you are here."


@pytest.fixture
async def talk(hall: Hall) -> Talk:
    """Five members, of whom 1 and 2 are absent; check-in is open."""
    await hall.check_out(1, 2)
    await hall.run(floor.open_registration, await hall.event(), CLI)
    return Talk(hall)


async def here(talk: Talk) -> set[int]:
    return {int(member) for member in await talk.hall.run(presence.members, AGM)}


async def second_event(talk: Talk) -> None:
    await talk.hall.run(floor.configure, [EventSettings(EventId("bgm"), "Board meeting")])
    await talk.hall.run(floor.open_registration, await talk.hall.event(EventId("bgm")), CLI)


@pytest.mark.parametrize(
    ("who", "data", "told"),
    [
        ("telegram:66", IN, "I do not know this account."),
        ("telegram:1", encode(CheckIn(EventId("nowhere"))), "This meeting does not exist any more."),
        ("telegram:1", encode(CheckOut(EventId("nowhere"))), "This meeting does not exist any more."),
    ],
)
async def test_press_that_cannot_be_is_refused(talk: Talk, who: str, data: str, told: str) -> None:
    assert [answer.startswith(told) for answer in await talk.press(who, data)] == [True]
    assert await here(talk) == {3, 4, 5}


async def test_anonymous_press_is_nobody(talk: Talk) -> None:
    press = Press(id="x", sender="", chat="g", private=False, anonymous=True, data=IN, handle="h")
    assert said((await talk.give(press))[0])[0].startswith("You write as a group")


async def test_closed_check_in_sends_to_the_desk(talk: Talk) -> None:
    await talk.hall.run(floor.close_registration, await talk.hall.event(), CLI)
    assert await talk.press("telegram:1", IN) == ["Check-in is closed. If you are here, go to the desk."]
    assert await talk.write("telegram:1", "/checkin") == [
        "Check-in is not open at the moment. When it opens, I send you a card."
    ]


async def test_check_in_before_the_day_says_when(talk: Talk) -> None:
    await talk.hall.run(floor.close_registration, await talk.hall.event(), CLI)
    starts = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)
    await talk.hall.run(floor.configure, [EventSettings(AGM, "Assembly", starts=starts)])
    assert (await talk.write("telegram:1", "here"))[0].startswith("Assembly begins at 18:30 on 1 Jun 2026.")


async def test_press_checks_in_and_edits_the_card(talk: Talk) -> None:
    (effects,) = await talk.give(talk.pressed("telegram:1", IN))
    assert said(effects) == ["You are checked in: Assembly", PRESENT]
    assert (effects.posts[0].ref, offered(effects)) == (effects.answers[0].press.ref, {"Check out": OUT})
    assert await here(talk) == {1, 3, 4, 5}


async def test_press_in_a_group_checks_in_and_leaves_the_message_alone(talk: Talk) -> None:
    assert await talk.press("telegram:1", IN, chat="telegram:-5") == ["You are checked in: Assembly"]


async def test_fifty_taps_are_one_arrival(talk: Talk) -> None:
    effects = await talk.give(*(talk.pressed("telegram:1", IN) for _ in range(50)))
    assert ({said(effect)[0] for effect in effects}, await here(talk)) == (
        {"You are checked in: Assembly"},
        {1, 3, 4, 5},
    )
    assert (await talk.press("telegram:1", IN))[0] == "You are checked in already: Assembly"
    assert (await talk.hall.event()).present.heads == 4


@pytest.mark.parametrize("size", [1, 100])
async def test_batch_costs_the_same_few_queries(talk: Talk, size: int) -> None:
    statements: list[str] = []
    engine = talk.hall.store._writing.sync_engine
    engine_events.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await talk.give(*(talk.pressed(f"telegram:{number % 2 + 1}", IN) for number in range(size)))
    assert len(statements) < 25


@pytest.mark.parametrize("word", ["/checkin", "here", "Hier!", " HERE. "])
async def test_typing_checks_in(talk: Talk, word: str) -> None:
    assert await talk.write("telegram:1", word) == [PRESENT]
    assert await here(talk) == {1, 3, 4, 5}


async def test_several_meetings_ask_which(talk: Talk) -> None:
    await second_event(talk)
    (effects,) = await talk.give(talk.said("telegram:1", "/checkin"))
    assert (said(effects)[0].split("\n")[1:], list(offered(effects))) == (
        ["1. Assembly", "2. Board meeting"],
        ["Assembly", "Board meeting"],
    )
    await talk.give(*(talk.pressed("telegram:1", data) for data in offered(effects).values()))
    (effects,) = await talk.give(talk.said("telegram:1", "/checkout"))
    assert list(offered(effects)) == ["Assembly", "Board meeting"]
    await talk.press("telegram:1", offered(effects)["Board meeting"])
    assert await here(talk) == {1, 3, 4, 5}


async def test_meeting_is_picked_by_its_place(talk: Talk) -> None:
    await second_event(talk)
    answers = [
        (await talk.write("telegram:1", text))[0] for text in ("here 3", "here 2", "leaving", "here 1", "leaving 1")
    ]
    assert [answer.split("\n")[0] for answer in answers] == [
        "Where are you? Press, or write here 1",
        "Board meeting",
        "You are checked out: Board meeting",
        "Assembly",
        "You are checked out: Assembly",
    ]


async def test_confirming_works_also_while_check_in_is_closed(talk: Talk) -> None:
    await talk.hall.run(floor.close_registration, await talk.hall.event(), CLI)
    await talk.hall.run(floor.ask_to_confirm, await talk.hall.event(), timedelta(minutes=5), CLI)
    three, one = await talk.give(talk.pressed("telegram:3", IN), talk.pressed("telegram:1", IN))
    assert said(three) == ["Thank you, you stay checked in: Assembly", PRESENT]
    assert said(one) == ["Check-in is closed. If you are here, go to the desk."]
    assert await talk.write("telegram:4", "/checkin") == [PRESENT]
    talk.hall.clock.forward(301)
    await talk.hall.due()
    assert await here(talk) == {3, 4}


async def test_check_out_by_button_edits_the_card(talk: Talk) -> None:
    assert await talk.press("telegram:3", OUT) == ["You are checked out: Assembly", ABSENT]
    assert await talk.press("telegram:3", OUT) == ["You were not checked in: Assembly", ABSENT]
    assert await here(talk) == {4, 5}


async def test_check_out_by_command(talk: Talk) -> None:
    assert await talk.write("telegram:3", "/checkout") == ["You are checked out: Assembly"]
    assert await talk.write("telegram:3", "/checkout") == ["You are not checked in."]
