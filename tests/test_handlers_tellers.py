"""What tellers write in private after an election, and what they and the desk learn before it is published."""

from dataclasses import replace

import pytest

from core import counting, floor, roles
from core.errors import refuse
from core.journal import CLI
from core.model import EventId, EventSettings, Purpose, Role, VoteState
from core.store import events
from tests.elected import BOARD, CALLED, LUNCH, alarms, counted
from tests.people import AGM, Hall, done
from tests.podium import BEN, Podium, podium

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def teller(chair: Podium, number: int) -> str:
    done(await chair.hall.run(roles.give, await chair.hall.event(), str(number), Role.TELLER, CLI))
    return f"telegram:{number}"


async def test_teller_puts_down_a_lot_in_private_and_the_chair_hears_of_it(chair: Podium) -> None:
    await counted(chair.hall, "a+b", "a+c")
    cem = await teller(chair, 3)
    assert (await chair.talk.write(cem, "/lot 1"))[0].startswith(f"{CALLED}: a lot is open between")
    drawn, undone = await chair.talk.write(cem, "/lot 1 b"), await chair.talk.write(cem, "/lot 1 off")
    assert (drawn[0].split(".")[0], undone[0].split(":")[0]) == (
        f"The lot is recorded: {CALLED}",
        CALLED,
    )
    assert await alarms(chair.hall) == [refuse("lot-recorded", number=1), refuse("lot-taken-back", number=1)]
    nobody = "telegram:4"
    assert await chair.talk.write(nobody, "/lot 1 b") == ["Only chairs and tellers can do this."]
    assert await chair.talk.write(BEN, "/lot 1 b") == ["Chair commands work in the chair channel only."]


async def test_teller_drafts_the_next_round_in_private(chair: Podium) -> None:
    await counted(chair.hall, "a", "b", definition=replace(BOARD, majority="at least 1/1 of valid"))
    cem = await teller(chair, 3)
    told = await chair.talk.write(cem, "/runoff 1")
    assert (told, (await chair.vote(2)).state) == ([f"Run-off of {CALLED}: draft 2"], VoteState.DRAFT)
    assert (await alarms(chair.hall))[-1] == refuse("runoff-drafted", number=1, next=2)


@pytest.mark.parametrize("text", ["/lot 1 b", "/runoff 1", "/tally 1 b 3"])
async def test_teller_of_another_meeting_decides_nothing_here(chair: Podium, text: str) -> None:
    await counted(chair.hall, "a+b", "a+c")
    other = EventSettings(EventId("other"), "Other")
    await chair.hall.run(floor.configure, [(await chair.hall.event()).settings, other])
    done(await chair.hall.run(roles.give, await chair.hall.event(other.id), "3", Role.TELLER, CLI))
    before = await chair.vote(1)
    assert await chair.talk.write("telegram:3", text) == ["There is no vote 1."]
    assert await chair.vote(1) == before


async def test_outcome_is_the_chairs_alone_until_it_is_published(chair: Podium) -> None:
    desk, cem = "telegram:-200", await teller(chair, 3)
    await chair.hall.run(events.put_channel, desk, AGM, Purpose.DESK)
    vote = await counted(chair.hall, "a", definition=LUNCH)
    for known in (False, True):
        if known:
            done(await chair.hall.run(counting.publish, await chair.hall.event(), [vote], CLI))
        read = [
            await chair.write("/votes"),
            await chair.write("/votes", chat=desk),
            await chair.talk.write(cem, "/votes"),
        ]
        assert ["Carried" in text for (text,) in read] == [True, known, known]
