"""The hall's screen, messages to members and the minutes are three switches; a result can wait for another vote."""

from dataclasses import replace
from typing import Any

import pytest

from bot.papers.minutes import minutes_markdown
from bot.wording.speech import speech
from core import counting
from core.audience import EVERYBODY, Audience
from core.journal import CLI
from core.model import Vote, VoteState
from core.outgoing import DeliveryKind
from tests.elected import BOARD
from tests.people import MOTION, Hall, code, done
from tests.podium import Podium, podium
from tests.test_hall import screen_of, served, watching

pytestmark = pytest.mark.anyio
RESULTS = {DeliveryKind.RESULT, DeliveryKind.PICTURE}


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def counted(hall: Hall, **terms: Any) -> Vote:
    vote = await hall.open(replace(MOTION, **terms))
    await hall.cast(vote, _1="a", _2="a")
    await hall.close(vote)
    return await hall.count(vote)


async def sent(hall: Hall) -> bool:
    return bool(RESULTS & {delivery.kind for delivery in await hall.waiting()})


async def on_screen(hall: Hall) -> bool:
    async with served(screen_of(hall)) as client, watching(client) as viewer:
        return (await viewer.shown())["result"] is not None


@pytest.mark.parametrize(
    ("typed", "to", "told"),
    [
        ("/publish 1", {*Audience}, "Published to members: Vote 1 “Lunch?”"),
        ("/publish 1 hall", {Audience.HALL}, "Shown on the hall's screen, not sent to members: Vote 1 “Lunch?”"),
        ("/publish Saal 1 nur", {Audience.HALL}, "Shown on the hall's screen, not sent to members: Vote 1 “Lunch?”"),
        ("/publish members 1", {Audience.MEMBERS}, "Sent to members, not shown on the hall's screen: Vote 1 “Lunch?”"),
    ],
)
async def test_result_goes_where_the_chair_says(chair: Podium, typed: str, to: set[Audience], told: str) -> None:
    await counted(chair.hall)
    assert (await sent(chair.hall), await on_screen(chair.hall)) == (False, False)
    assert await chair.write(typed) == [told]
    where = Audience.MEMBERS in to, Audience.HALL in to
    assert (await sent(chair.hall), await on_screen(chair.hall)) == where
    assert ((await chair.vote(1)).published_to, (await chair.vote(1)).state) == (to, VoteState.PUBLISHED)


@pytest.mark.parametrize("first", list(Audience))
async def test_rest_follows_later_and_nothing_doubles(chair: Podium, first: Audience) -> None:
    await counted(chair.hall)
    await chair.write(f"/publish 1 {first}")
    before = [delivery.id for delivery in await chair.hall.waiting() if delivery.kind in RESULTS]
    assert await chair.write(f"/publish 1 {first}") == ["Vote 1 is published already."]
    await chair.write("/publish 1")
    after = [delivery.id for delivery in await chair.hall.waiting() if delivery.kind in RESULTS]
    assert (after[: len(before)], bool(after), await on_screen(chair.hall)) == (before, True, True)
    assert (await chair.vote(1)).published_to == EVERYBODY
    assert await chair.write("/publish 1") == ["Vote 1 is published already."]


async def test_chair_reads_where_a_result_is_not_yet(chair: Podium) -> None:
    await counted(chair.hall)
    await chair.write("/publish 1 hall")
    (hall,) = await chair.write("/result 1")
    assert "It is on the hall's screen; members did not get it. /publish 1 sends it to them." in hall
    await chair.write("/publish 1")
    (both,) = await chair.write("/result 1")
    assert "Members have this result." in both


async def test_elected_are_asked_once_though_it_is_published_twice(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    await hall.cast(vote, _1="a+b", _2="a+b")
    await hall.close(vote)
    vote = await hall.count(vote)
    for to in Audience:
        (vote,) = done(await hall.run(counting.publish, await hall.event(), [vote], CLI, to=[to]))
    asked = [delivery.chat for delivery in await hall.waiting() if delivery.kind is DeliveryKind.ELECTED]
    assert sorted(asked) == ["telegram:1", "telegram:2"]


async def test_straw_poll_stands_in_the_minutes_without_its_figures(hall: Hall) -> None:
    await counted(hall, title="Pizza?", minutes=False)
    await counted(hall)

    minutes = await hall.run(minutes_markdown, await hall.event(), speech("en"))
    assert [line for line in minutes.splitlines() if line.startswith("### ")] == ["### Vote 2 “Lunch?”"]
    assert ("Vote 1 “Pizza?”: opened" in minutes.replace("\\", ""), minutes.count("Carried")) == (True, 2)


async def test_minutes_say_where_a_result_was_shown(chair: Podium) -> None:
    await counted(chair.hall)
    await chair.write("/publish 1 hall")

    written = await chair.hall.run(minutes_markdown, await chair.hall.event(), speech("en"))
    assert "announced on the hall's screen." in written


# -- withheld until another vote is counted


async def test_result_waits_for_the_other_vote(chair: Podium) -> None:
    await counted(chair.hall, withhold=2)
    second = await chair.hall.open()
    told = "The result of vote 1 is withheld until vote 2 is counted, as its rule says. Then: /publish 1 2"
    assert await chair.write("/publish 1") == [told]
    await chair.hall.close(second)
    assert await chair.write("/publish 1 hall") == [told]
    await chair.hall.count(second)
    assert await chair.write("/publish 1 und 2") == [
        "Published to members, 2 together: Vote 1 “Lunch?” and Vote 2 “Lunch?”"
    ]


async def test_vote_that_is_called_off_holds_nothing_back(chair: Podium) -> None:
    await counted(chair.hall, withhold=2)
    await chair.hall.open()
    await chair.write("/cancel 2 too early")
    assert await chair.write("/publish 1") == ["Published to members: Vote 1 “Lunch?”"]


async def test_withheld_result_stays_when_the_others_go_out_together(hall: Hall) -> None:
    first, second = await counted(hall, withhold=3), await counted(hall)
    await hall.open()
    refused = await hall.run(counting.publish, await hall.event(), [first, second], CLI)
    assert (code(refused), (await hall.again(second)).state) == ("publish-withheld", VoteState.COUNTED)


async def test_result_waits_for_what_repeats_the_vote_that_it_waits_for(chair: Podium) -> None:
    await counted(chair.hall, withhold=2)
    await counted(chair.hall)
    await chair.write("/repeat 2 counted wrongly")
    assert await chair.write("/publish 1") == [
        "The result of vote 1 is withheld until vote 3 is counted, as its rule says, and that is a draft still: "
        "/open 3. If it is not to be held: /cancel 3, then /publish 1"
    ]
    await chair.write("/cancel 3 not needed")
    assert await chair.write("/publish 1") == ["Published to members: Vote 1 “Lunch?”"]


async def test_result_that_waits_for_a_vote_that_never_came_is_published_when_the_chair_says_so(chair: Podium) -> None:
    (preview,) = await chair.write("/vote Lunch?\nwithhold: 9\ntime: none")
    note = "Note: there is no other vote 9 yet, for whose count the result is to wait."
    assert note in preview.splitlines()
    assert note not in (await chair.write("/edit 1\nwithhold: 0"))[0]
    await counted(chair.hall, withhold=9)
    told = (
        "The result of vote 2 is withheld until vote 9 is counted, as its rule says, and there is no vote 9. "
        "Draft it, or do without it: /publish 2 anyway"
    )
    assert await chair.write("/publish 2") == [told]
    assert await chair.write("/publish 2 trotzdem") == ["Published to members: Vote 2 “Lunch?”"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Vote 1 “Lunch?”: by decision of the chair the result does not wait for vote 9, as its rule says, "
            "because there is no such vote. · by Name1 Surname1 (1)",
        ),
        (
            "de",
            "Abstimmung 1 „Lunch?“: Die Versammlungsleitung wartet mit dem Ergebnis nicht auf Nr. 9, wie es die Regel "
            "sagt, weil es diese Nummer nicht gibt. · von Name1 Surname1 (1)",
        ),
    ],
)
async def test_minutes_tell_who_published_what_was_to_wait(chair: Podium, language: str, said: str) -> None:
    await counted(chair.hall, withhold=9)
    await counted(chair.hall)
    await chair.write("/publish 1 2 anyway")
    async with chair.hall.store.read() as tx:
        text = await minutes_markdown(tx, await chair.hall.event(), speech(language))
    assert [line.partition(" ")[2][6:] for line in text.splitlines() if "9" in line and "Surname1 (1)" in line] == [
        said
    ]


async def test_anyway_publishes_nothing_that_waits_for_a_vote_that_exists(chair: Podium) -> None:
    await counted(chair.hall, withhold=2)
    await chair.hall.open()
    assert (await chair.write("/publish 1 anyway"))[0].startswith("The result of vote 1 is withheld until vote 2")
    assert (await chair.vote(1)).state is VoteState.COUNTED


async def test_draft_that_waits_for_itself_says_that_there_is_no_other(chair: Podium) -> None:
    assert "there is no other vote 1 yet" in (await chair.write("/vote Lunch?\nwithhold: 1"))[0]
