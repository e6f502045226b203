"""A delivery is claimed before it is sent: by one process, until it has ended or the process has."""

import pytest

from core.model import Vote
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import deliveries
from tests.people import Hall

pytestmark = pytest.mark.anyio
SENT, QUEUED = DeliveryState.SENT, DeliveryState.QUEUED
OUTDATED, STALE = DeliveryState.OUTDATED, DeliveryState.STALE
LIFE = deliveries.CLAIM.total_seconds()
FIRST, SECOND = "telegram:1", "telegram:2"


async def claimed(hall: Hall, sender: str, seen: list[Delivery]) -> dict[str, Delivery]:
    return {one.chat: one for one in (await hall.run(deliveries.claim, sender, seen)).values()}


async def free(hall: Hall, state: DeliveryState = QUEUED) -> list[str]:
    return [one.chat for one in await hall.waiting(state)]


async def sent(hall: Hall, delivery: Delivery, ref: str = "m1") -> list[str]:
    """Report a delivery as sent; the chats for which that was stored."""
    stored = await hall.run(deliveries.settle, [Settled(delivery, SENT, ref)])
    return [outcome.delivery.chat for outcome in stored]


async def ballot(hall: Hall, chat: str, state: DeliveryState) -> Delivery:
    (found,) = [one for one in await hall.waiting(state) if one.chat == chat]
    return found


async def reached(hall: Hall, vote: Vote) -> tuple[int, int]:
    now = await hall.again(vote)
    return now.queued, now.reached


async def test_second_sender_gets_what_the_first_has_not_claimed(hall: Hall) -> None:
    await hall.open()
    seen = await hall.waiting()
    first = await claimed(hall, "a", seen[:2])
    second = await claimed(hall, "b", seen)
    assert (sorted(first), sorted(second)) == ([FIRST, SECOND], ["telegram:3", "telegram:4", "telegram:5"])
    assert {one.claimed_by for one in first.values()} == {"a"}
    assert await free(hall) == []


async def test_what_changed_since_it_was_seen_is_not_claimed(hall: Hall) -> None:
    vote = await hall.open()
    seen = await ballot(hall, FIRST, QUEUED)
    await hall.settle(seen, SENT)
    await hall.run(deliveries.make_outdated, vote)
    assert await claimed(hall, "a", [seen]) == {}
    assert FIRST in await free(hall, OUTDATED)


async def test_claim_that_is_not_kept_up_is_free_again_and_one_that_is_holds(hall: Hall) -> None:
    await hall.open()
    seen = await hall.waiting()
    await claimed(hall, "dead", seen[:1])
    await claimed(hall, "alive", seen[1:])
    for _ in range(3):
        hall.clock.forward(LIFE / 2)
        await hall.run(deliveries.keep_claims, "alive")
    assert await free(hall) == [FIRST]


async def test_sender_that_stood_still_keeps_what_nobody_has_taken(hall: Hall) -> None:
    await hall.open()
    seen = await hall.waiting()
    await claimed(hall, "a", seen)
    hall.clock.forward(LIFE * 9)
    await hall.run(deliveries.keep_claims, "a")
    assert await free(hall) == []


async def test_sender_that_lost_its_claim_has_nothing_to_say(hall: Hall) -> None:
    vote = await hall.open()
    late = (await claimed(hall, "a", await hall.waiting()))[FIRST]
    hall.clock.forward(LIFE + 1)
    await hall.run(deliveries.keep_claims, "b")
    again = (await claimed(hall, "b", await hall.waiting()))[FIRST]
    assert await sent(hall, late, "orphan") == []
    assert await reached(hall, vote) == (5, 0)
    assert await sent(hall, again, "m2") == [FIRST]
    assert await reached(hall, vote) == (4, 1)
    assert (await ballot(hall, FIRST, SENT)).ref == "m2"


async def test_outcome_that_is_reported_twice_is_stored_once(hall: Hall) -> None:
    vote = await hall.open()
    mine = (await claimed(hall, "a", await hall.waiting()))[FIRST]
    assert (await sent(hall, mine), await sent(hall, mine)) == ([FIRST], [])
    assert await reached(hall, vote) == (4, 1)


async def test_leaving_sender_frees_its_own_claims_and_a_lone_one_frees_all(hall: Hall) -> None:
    await hall.open()
    seen = await hall.waiting()
    await claimed(hall, "a", seen[:1])
    await claimed(hall, "b", seen[1:])
    await hall.run(deliveries.free, "a")
    assert await free(hall) == [FIRST]
    await hall.run(deliveries.free)
    assert len(await free(hall)) == 5


async def test_ballot_that_is_asked_for_while_it_is_being_redrawn_is_sent_again(hall: Hall) -> None:
    vote = await hall.open()
    await hall.settle(await ballot(hall, FIRST, QUEUED), SENT)
    await hall.run(deliveries.make_outdated, vote)
    redrawn = (await claimed(hall, "a", await hall.waiting(OUTDATED)))[FIRST]
    await hall.run(deliveries.queue_for_roll, DeliveryKind.BALLOT, vote, only=[await hall.id(1)])
    before = await reached(hall, vote)
    await sent(hall, redrawn)
    assert (before, await reached(hall, vote), FIRST in await free(hall)) == ((5, 1), (5, 1), True)
    await sent(hall, (await claimed(hall, "a", await hall.waiting()))[FIRST])
    assert await reached(hall, vote) == (4, 1)


async def test_redraw_that_the_end_overtakes_is_drawn_as_over(hall: Hall) -> None:
    vote = await hall.open()
    await hall.settle(await ballot(hall, FIRST, QUEUED), SENT)
    await hall.run(deliveries.make_outdated, vote)
    redrawn = (await claimed(hall, "a", await hall.waiting(OUTDATED)))[FIRST]
    await hall.close(vote)
    await sent(hall, redrawn)
    assert FIRST in await free(hall, STALE)


async def test_tries_are_counted_until_one_succeeds(hall: Hall) -> None:
    await hall.open()
    tries = []
    for _ in range(2):
        mine = (await claimed(hall, "a", await hall.waiting()))[FIRST]
        tries.append(mine.tries)
        await hall.run(deliveries.free, "a")
    mine = (await claimed(hall, "a", await hall.waiting()))[FIRST]
    await sent(hall, mine)
    assert (tries, (await ballot(hall, FIRST, SENT)).tries) == ([1, 2], 0)
