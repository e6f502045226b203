"""Who votes for whom, as chair and desk read it, and what a holder who leaves leaves behind."""

from dataclasses import replace

import pytest

from bot.papers.files import make
from bot.papers.proxies import read_proxies
from bot.views import proxies as views
from bot.wording.speech import speech
from core import floor, roster
from core.journal import CLI
from core.proxy_list import Pair
from core.roster import Row
from core.store import proxies as rows
from tests.people import Hall, done
from tests.podium import Podium, podium
from tests.proxied import RULES, away, give

pytestmark = pytest.mark.anyio


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def test_chair_reads_who_votes_for_whom_and_what_counts_for_nobody(chair: Podium) -> None:
    assert await chair.write("/proxy") == ["No proxies are given in this meeting."]
    await away(chair.hall, 3, 1)
    await away(chair.hall, 4, 5)
    await chair.hall.check_out(4)
    await give(chair.hall, 2, 3)
    shown = [
        "Proxies: 3 (whose vote → who casts it)\n"
        "Do not count, the holder is not checked in: 1\n"
        "• Name5 Surname5 (5) → Name4 Surname4 (4)\n"
        "In force: 1\n"
        "• Name1 Surname1 (1) → Name3 Surname3 (3)\n"
        "Not needed, the member is checked in: 1\n"
        "• Name2 Surname2 (2) → Name3 Surname3 (3)"
    ]
    assert await chair.write("/proxy") == shown


async def test_proxies_that_cannot_count_come_first(chair: Podium) -> None:
    for holder, principal in ((2, 1), (2, 3), (5, 4)):
        await away(chair.hall, holder, principal)
    done(await chair.hall.run(roster.import_rows, [Row("4", "Name4 Surname4", votes=False)], CLI))
    await chair.hall.run(floor.configure, [replace(RULES, proxies=1)])
    found = await chair.hall.run(rows.standing, await chair.hall.event())
    assert [(held.standing, held.principal[0], held.holder[0]) for held in found] == [
        ("over-cap", "3", "2"),
        ("no-vote", "4", "5"),
        ("in-force", "1", "2"),
    ]
    assert await chair.hall.run(rows.counts, await chair.hall.event()) == {"over-cap": 1, "no-vote": 1, "in-force": 1}


async def test_long_list_names_the_first_and_is_a_file(chair: Podium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_LISTED", 1)
    await away(chair.hall, 3, 1)
    await away(chair.hall, 4, 5)
    assert await chair.write("/proxy") == [
        "Proxies: 2 (whose vote → who casts it)\n"
        "In force: 2\n"
        "• Name1 Surname1 (1) → Name3 Surname3 (3)\n"
        "All of them as a file: /proxy file"
    ]
    assert await chair.write("/proxy file") == ["The list comes as a file."]
    message = await make(chair.hall.store, "Club", await chair.hall.event(), "proxies", speech("en"))
    assert message
    assert message.file
    assert message.file.content.decode("utf-8-sig").splitlines() == [
        "principal,holder,whose vote,who casts it,stands",
        "1,3,Name1 Surname1,Name3 Surname3,in force",
        "5,4,Name5 Surname5,Name4 Surname4,in force",
    ]
    assert read_proxies(message.file.content) == [(2, Pair("1", "3")), (3, Pair("5", "4"))]


async def test_one_number_in_the_chair_channel_is_asked_for_the_other(chair: Podium) -> None:
    assert await chair.write("/proxy 12") == ["Write it like this: /proxy 12 17, /proxy 12 off"]


async def test_holder_who_leaves_hears_for_whom_nobody_votes(chair: Podium) -> None:
    await away(chair.hall, 3, 1, 5)
    await give(chair.hall, 2, 4)
    left = await chair.talk.write("telegram:3", "/checkout")
    assert left == [
        "You are checked out: Assembly",
        "You have left, so from the next vote on nobody votes for Name1 Surname1 (1) and Name5 Surname5 (5). "
        "If that is not meant, check in again, or decline: /proxy",
    ]
    assert await chair.talk.write("telegram:4", "/checkout") == ["You are checked out: Assembly"]  # 2 is here


async def test_desk_and_chair_hear_that_a_holder_has_left(chair: Podium) -> None:
    await away(chair.hall, 3, 1)
    assert await chair.write("/checkout 3") == [
        "Name3 Surname3, member 3, is checked out: Assembly\nWhat was cast stays.\n"
        "From the next vote on nobody votes for Name1 Surname1 (1): whoever left holds their votes. "
        "To give one to somebody else: /proxy 12 17"
    ]
    await chair.write("/event open")
    await chair.write("/vote Budget")
    assert (await chair.lines("/open 1"))[
        2
    ] == "One proxy counts for nobody, because the holder is not checked in: /proxy"


async def test_nobody_votes_for_anybody_once_the_meeting_is_over(chair: Podium) -> None:
    await away(chair.hall, 3, 1)
    await chair.write("/event close yes", who="telegram:2")
    assert await chair.talk.write("telegram:1", "/proxy") == ["The meeting is over."]
    (status,) = await chair.talk.write("telegram:3", "/status")
    assert "Name1" not in status
