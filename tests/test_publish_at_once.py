"""A vote whose rule says so is published as soon as it is counted: [Close] is all that a routine vote needs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.audience import EVERYBODY
from core.model import Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import journal
from tests.elected import BOARD
from tests.people import AGM, MOTION, Hall
from tests.podium import CHAT, Podium, podium
from tests.talk import buttons
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
ROUTINE = replace(MOTION, publish_at_once=True)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def counted(hall: Hall, *choices: str, **terms: Any) -> Vote:
    vote = await hall.open(replace(ROUTINE, **terms))
    await hall.cast(vote, **{f"_{member}": choice for member, choice in enumerate(choices, 1)})
    await hall.close(vote)
    hall.clock.forward(11)
    await hall.due()
    return await hall.again(vote)


@pytest.mark.parametrize(
    ("choices", "terms"),
    [
        ("ab", {}),
        ("aaabb", {"publish_at_once": False}),
        ("aaab", {"secret": True}),
        ("aaaaa", {"secret": True}),
    ],
    ids=["tie", "not said", "few in secret", "all alike in secret"],
)
async def test_result_waits_where_the_chair_has_to_decide(hall: Hall, choices: str, terms: dict[str, Any]) -> None:
    assert (await counted(hall, *choices, **terms)).state is VoteState.COUNTED


async def test_result_that_is_withheld_waits_for_the_other_vote(hall: Hall) -> None:
    first = await hall.open(replace(ROUTINE, withhold=2))
    await hall.open()
    await hall.cast(first, _1="a")
    await hall.close(first)
    assert (await hall.count(first)).state is VoteState.COUNTED


async def test_result_is_published_as_soon_as_the_undo_window_is_over(hall: Hall) -> None:
    vote = await hall.open(ROUTINE)
    await hall.cast(vote, _1="a", _2="a", _3="b")
    await hall.close(vote)
    await hall.due()
    assert (await hall.again(vote)).state is VoteState.CLOSED
    hall.clock.forward(11)
    await hall.due()
    published = await hall.again(vote)
    sent = {delivery.kind for delivery in await hall.waiting()} & {DeliveryKind.RESULT, DeliveryKind.COUNTED}
    assert (published.state, published.published_to) == (VoteState.PUBLISHED, EVERYBODY)
    assert sent == {DeliveryKind.RESULT}
    async with hall.store.read() as tx:
        (entry,) = [entry for entry in await journal.entries(tx, AGM) if entry.kind == "vote.publish"]
    assert entry.by == "system"


async def test_secret_result_that_tells_on_nobody_is_published_too(hall: Hall) -> None:
    assert (await counted(hall, *"aaabb", secret=True)).state is VoteState.PUBLISHED


async def test_elected_are_asked_at_once(hall: Hall) -> None:
    vote = await hall.open(replace(BOARD, publish_at_once=True))
    await hall.cast(vote, _1="a+b", _2="a+b")
    await hall.close(vote)
    await hall.count(vote)
    asked = [delivery.chat for delivery in await hall.waiting() if delivery.kind is DeliveryKind.ELECTED]
    assert sorted(asked) == ["telegram:1", "telegram:2"]


async def test_chair_closes_and_has_nothing_left_to_publish(chair: Podium) -> None:
    drafted = await chair.message("/vote Minutes of last year\npublish at once")
    assert "The result is published as soon as it is counted" in drafted.text
    await chair.write("/open 1")
    await chair.hall.cast(await chair.vote(1), _1="a", _2="a", _3="b")
    await chair.write("/close 1")
    await chair.write("/result 1")
    to_chair = [delivery.chat for delivery in await chair.hall.waiting() if delivery.kind is DeliveryKind.COUNTED]
    assert to_chair == [CHAT]
    told = await chair.message("/result 1")
    assert "Members have this result." in told.text
    assert [label for label in buttons([told]) if "Publish" in label] == []


async def test_show_of_hands_is_read_by_the_chair_first(chair: Podium) -> None:
    await chair.write("/hand Lunch\npublish at once\n3:1:0")
    assert (await chair.vote(1)).state is VoteState.COUNTED


async def test_german_chair_says_it_in_german(chair: Podium) -> None:
    await chair.write("/vote Protokoll\nsofort veröffentlichen")
    assert (await chair.vote(1)).definition.publish_at_once


@pytest.mark.parametrize("secret", [False, True])
async def test_papers_of_what_was_published_by_itself_verify(hall: Hall, tmp_path: Path, secret: bool) -> None:
    assert (await counted(hall, *"aaabb", secret=secret)).state is VoteState.PUBLISHED
    found = await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out", await hall.run(journal.head, AGM)) == ""
    assert "the result was declared and announced" in found["minutes.md"].decode()
