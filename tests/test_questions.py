"""Questions that ask once: their buttons work as long as what they asked about stands, and for a few minutes."""

import pytest

from core import accounts
from core.model import EventState, Purpose
from core.store import events, members
from tests.people import Hall
from tests.podium import BEN, Podium, bind_code, podium

pytestmark = pytest.mark.anyio
OLD = "This question is more than 5 minutes old and takes no answer any more. Write the command again."


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def _pairing(chair: Podium) -> str:
    await chair.hall.run(members.remove_accounts, ["telegram:5"])
    code = await chair.hall.run(accounts.pairing_code, "telegram:77", "telegram:77")
    return f"/pair 5 {code}"


async def _bound(chair: Podium) -> str:
    return f"/bind {await bind_code(chair.hall, Purpose.DESK)}"


async def _closing(chair: Podium) -> str:
    await chair.hall.open()
    return "/close"


QUESTIONS = {
    "close": "/event close",
    "reset": "/registration reset",
    "unbind": "/unbind 4",
    "swap": "/swap 4 9",
    "pair": _pairing,
    "bind": _bound,
    "close vote": _closing,
}


async def _asked(chair: Podium, what: str) -> dict[str, str]:
    question = QUESTIONS[what]
    return await chair.buttons(question if isinstance(question, str) else await question(chair))


async def _state(chair: Podium) -> tuple[object, ...]:
    event = await chair.hall.event()
    people = await chair.hall.run(members.everybody)
    bound = await chair.hall.run(members.accounts_of, [member.id for member in people])
    channels = await chair.hall.run(events.channels)
    return event.state, event.present, people, bound, channels


@pytest.mark.parametrize("what", QUESTIONS)
async def test_button_of_an_old_question_does_nothing_and_says_so(chair: Podium, what: str) -> None:
    if what == "swap":
        await chair.write("/admit 9 Zoe\nguest")
    yes = next(iter((await _asked(chair, what)).values()))
    before = await _state(chair)
    chair.hall.clock.forward(6 * 60)
    assert (await chair.press(yes))[0] == OLD
    assert await _state(chair) == before


@pytest.mark.parametrize("what", QUESTIONS)
async def test_button_of_a_question_just_asked_does_it(chair: Podium, what: str) -> None:
    if what == "swap":
        await chair.write("/admit 9 Zoe\nguest")
    yes = next(iter((await _asked(chair, what)).values()))
    chair.hall.clock.forward(4 * 60)
    assert (await chair.press(yes))[0] not in (OLD, "")


async def test_second_chair_does_not_send_those_away_who_have_come_since(chair: Podium) -> None:
    first = (await chair.buttons("/registration reset"))["Yes, all absent"]
    second = (await chair.buttons("/registration reset"))["Yes, all absent"]
    await chair.press(first)
    chair.hall.clock.forward(40)
    await chair.write("/checkin 3")
    assert await chair.press(second, BEN) == ["This was done at 14:00:00 already."]
    assert (await chair.hall.event()).present.heads == 1


async def test_meeting_that_ended_and_one_that_is_asked_about_again(chair: Podium) -> None:
    yes = (await chair.buttons("/event close"))["Yes, the meeting is over"]
    chair.hall.clock.forward(6 * 60)
    await chair.press(yes)
    assert (await chair.hall.event()).state is EventState.OPEN
    again = (await chair.buttons("/event close"))["Yes, the meeting is over"]
    await chair.press(again)
    assert (await chair.hall.event()).state is EventState.CLOSED
