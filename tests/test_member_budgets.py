"""What one member can say again and again: it fills no journal, no channel, and no line of files."""

import pytest

from core import attendance, nominations, telling
from core.outgoing import DeliveryKind
from core.store import journal
from tests.people import AGM, Hall
from tests.podium import CHAT, Podium, podium

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def acts(chair: Podium) -> int:
    """Entries of the journal."""
    async with chair.hall.store.read() as tx:
        return (await journal.last(tx, AGM))[0]


async def test_member_who_stands_again_and_again_is_heard_ten_times_an_hour(chair: Podium) -> None:
    await chair.write("/elect 2 Board\nnominations: open\n- #2 Ben\n- Dora")
    await chair.write("/show 1")
    for _ in range(nominations.CHANGES):
        await chair.talk.write("telegram:3", "/accept 1")
        await chair.talk.write("telegram:3", "/accept 1 no")
    before = await acts(chair)
    assert await chair.talk.write("telegram:3", "/accept 1") == [
        "You have said many times whether you stand in vote 1. /accept 1 no works always;"
        " the chair can write down that you stand."
    ]
    assert await acts(chair) == before
    chair.hall.clock.forward(nominations.CHANGES_WITHIN.total_seconds() + 1)
    await chair.talk.write("telegram:3", "/accept 1")
    assert await acts(chair) > before


async def test_member_who_asks_for_files_again_and_again_gets_twenty_an_hour_and_the_chair_all(chair: Podium) -> None:
    await chair.write("/vote Budget")
    await chair.write("/open 1")
    await chair.talk.write("telegram:2", "/cast 1a")
    for command in ("/close 1", "/result 1", "/publish 1"):
        await chair.write(command)
    for _ in range(telling.FILES):
        await chair.talk.write("telegram:3", "/result 1 file")
    assert await chair.talk.write("telegram:3", "/result 1 file") == [
        "You have had many files and pictures. The next is possible in 60 minutes."
    ]
    await chair.talk.write("telegram:3", "/result 1")  # its text comes without a picture
    for _ in range(telling.FILES + 1):
        await chair.write("/result 1 file")
    wanted = [one.chat for one in await chair.hall.waiting() if one.kind is DeliveryKind.FILE]
    assert (wanted.count("telegram:3"), wanted.count(CHAT)) == (telling.FILES, telling.FILES + 1)


async def test_member_who_comes_and_goes_all_the_time_is_kept_in_at_last(chair: Podium) -> None:
    await chair.write("/registration open")
    for _ in range(attendance.LEAVES):
        await chair.talk.write("telegram:3", "/checkout")
        await chair.talk.write("telegram:3", "/checkin")
    before = await acts(chair)
    assert await chair.talk.write("telegram:3", "/checkout") == [
        "You have left many times by now, so you stay checked in."
        " The desk can check you out; you can again in 60 minutes."
    ]
    assert (await acts(chair), (await chair.hall.event()).present.heads) == (before, 5)
    await chair.write("/checkout 3")
    assert (await chair.hall.event()).present.heads == 4
    await chair.talk.write("telegram:3", "/checkin")
    chair.hall.clock.forward(attendance.LEAVES_WITHIN.total_seconds() + 1)
    assert (await chair.talk.write("telegram:3", "/checkout"))[0].startswith("You are checked out")


async def test_member_whom_the_desk_checks_out_hears_of_it(chair: Podium) -> None:
    await chair.write("/checkout 3")
    told = [one for one in await chair.hall.waiting() if one.kind is DeliveryKind.ALARM]
    assert [one.chat for one in told] == ["telegram:3"]
    await chair.write("/checkout 3")
    await chair.write("/checkout 1")  # by herself
    assert [one for one in await chair.hall.waiting() if one.kind is DeliveryKind.ALARM] == told
