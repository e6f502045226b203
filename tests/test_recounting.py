"""A challenge after the announcement: the stored ballots are counted once more, and what stands is told."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from core.model import Definition
from core.store import journal
from core.store import tables as t
from core.store.writer import Tx
from tests.people import AGM, MOTION, Hall
from tests.podium import Podium, podium
from tests.test_minutes import written as minutes

pytestmark = pytest.mark.anyio
YOURSELF = "Anybody can count them without me: /minutes sends a ZIP file. Unpack it, then: python verify.py ."
DIFFERS = (
    "Vote 1: what is stored is not what was counted. Do not publish it, and ask the operator; verify.py from /minutes "
    "names the first bad entry."
)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def counted(hall: Hall, definition: Definition = MOTION) -> None:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="a", _3="b", _4="c")
    await hall.count(await hall.close(vote))


async def recorded(hall: Hall) -> list[object]:
    async with hall.store.read() as tx:
        return [entry.data["agreed"] for entry in await journal.of_kind(tx, AGM, "vote.recount")]


@pytest.mark.parametrize(("secret", "word"), [(False, "recount"), (True, "nachzählen"), (False, "again")])
async def test_result_stands_after_a_recount_and_the_minutes_say_so(chair: Podium, secret: bool, word: str) -> None:
    await counted(chair.hall, replace(MOTION, secret=secret))
    told = await chair.lines(f"/result 1 {word}")
    assert (told[0], told[1].rstrip("0123456789abcdef …"), told[2]) == (
        "Vote 1 “Lunch?”: 4 ballots were counted anew from the store, in two ways. The result stands: Carried.",
        "Checksum of the ballots, as before:",
        YOURSELF,
    )
    assert await recorded(chair.hall) == [True]
    assert "Vote 1 “Lunch?”: the ballots were counted anew. The result stands." in await minutes(chair.hall)


async def changed(tx: Tx) -> None:
    await tx.db.execute(update(t.ballot).where(t.ballot.c.choice == "b").values(choice="a"))


async def test_ballot_that_was_changed_in_the_store_is_noticed(chair: Podium) -> None:
    await counted(chair.hall)
    await chair.hall.run(changed)
    assert (await chair.write("/result 1 recount"), await recorded(chair.hall)) == ([DIFFERS], [False])


async def test_box_that_was_changed_in_the_store_is_noticed(chair: Podium) -> None:
    await counted(chair.hall)

    async def swapped(tx: Tx) -> None:
        await tx.db.execute(update(t.vote).values(box={"a": [1, 1_000_000], "b": [3, 3_000_000]}))

    await chair.hall.run(swapped)
    assert await chair.write("/result 1 recount") == [DIFFERS]


async def test_nothing_is_recounted_before_the_count_by_hand_or_for_a_member(chair: Podium) -> None:
    await chair.hall.open()
    assert await chair.write("/result 1 recount") == ["Vote 1 is still open: there is no result yet."]
    await chair.write("/hand Lunch\n3:1:0")
    assert await chair.write("/result 2 recount") == [
        "Vote 2 was a show of hands: there are no ballots. Count the hands again: /hand"
    ]
    assert await chair.talk.write("telegram:4", "/result 1 recount") == ["Only the chair can do this."]
    assert await recorded(chair.hall) == []
