"""Casting at its edges: what was in time, who could read along, whose ballot comes again, and what is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import casting, countdown, floor
from core.ballot import SEALED, Hand, Heard, InHand, Standing
from core.casting import Cast, Fill, Recorded
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import MemberId, Vote, VoteId, VoteState
from core.outgoing import DeliveryState
from core.store import ballots
from core.totals import UNIT
from tests.people import AGM, MOTION, Hall, code, done
from tests.proxied import away

pytestmark = pytest.mark.anyio
INSTANT = timedelta(microseconds=1)


async def cast(hall: Hall, wish: Cast) -> Recorded | Refusal:
    (outcome,) = await hall.run(casting.cast, [wish])
    return outcome


async def arrive(hall: Hall) -> None:
    """Everything that waits is sent."""
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)


# -- when it was handed over


async def test_cast_that_the_network_handed_over_in_time_counts_although_it_is_looked_at_later(hall: Hall) -> None:
    vote = done(await hall.run(countdown.start_countdown, await hall.open(replace(MOTION, time=60.0)), CLI))
    assert vote.closes_at
    hall.clock.forward(65)
    late = await cast(hall, Cast("telegram:1", vote.id, "a", arrived=vote.closes_at))
    in_time = await cast(hall, Cast("telegram:2", vote.id, "b", arrived=vote.closes_at - INSTANT))
    assert (late, code(in_time)) == (refuse("too-late", number=1, at=vote.closes_at), "")
    assert set(await hall.run(ballots.box, vote.id)) == {"b"}
    assert (await hall.again(vote)).late == 1


# -- who could read along


@pytest.mark.parametrize("heard", list(Heard))
async def test_secret_vote_takes_nothing_that_others_could_read(hall: Hall, heard: Heard) -> None:
    vote = await hall.open(replace(MOTION, secret=True))
    wish = Cast("telegram:1", vote.id, "a", heard=heard)
    assert await cast(hall, wish) == refuse(f"secret-in-{heard}", number=1)
    assert (await hall.again(vote)).cast.heads == 0
    assert code(await cast(hall, replace(wish, heard=None))) == ""


async def test_named_vote_takes_what_others_could_read(hall: Hall) -> None:
    vote = await hall.open()
    assert code(await cast(hall, Cast("telegram:1", vote.id, "a", heard=Heard.GROUP))) == ""
    assert (await hall.again(vote)).cast.heads == 1


@pytest.mark.parametrize("receipts", [True, False])
async def test_secret_cast_says_nothing_of_the_choice_and_its_code_only_where_there_are_receipts(
    hall: Hall, receipts: bool
) -> None:
    vote = await hall.open(replace(MOTION, secret=True, receipts=receipts))
    first = done(await cast(hall, Cast("telegram:1", vote.id, "a")))
    again = done(await cast(hall, Cast("telegram:1", vote.id, "a")))
    told = [(item.choice, item.before, item.by, item.changed) for item in (first, again)]
    one = await hall.id(1)
    assert told == [(SEALED, None, one, True), (SEALED, SEALED, one, True)]
    assert [bool(item.code) for item in (first, again)] == [receipts, receipts]


# -- half-filled ballots


async def test_fills_of_one_batch_for_two_votes_are_kept_apart(hall: Hall) -> None:
    votes = [await hall.open(), await hall.open()]
    one, two = await hall.id(1), await hall.id(2)
    await hall.cast(votes[1], _1="c")
    fills = [(votes[0], 1, "a"), (votes[1], 1, "b"), (votes[1], 2, "a"), (votes[0], 404, "a")]
    wishes = [Fill(Cast(f"telegram:{who}", vote.id, ""), option, 1) for vote, who, option in fills]
    *filled, stranger = await hall.run(casting.mark, wishes)
    assert [(item.vote.id, item.member, item.choice, item.before) for item in map(done, filled)] == [
        (votes[0].id, one, "a", None),
        (votes[1].id, one, "b", "c"),
        (votes[1].id, two, "a", None),
    ]
    assert stranger == refuse("not-bound")
    stands = [await hall.run(ballots.standing, vote, [one, two]) for vote in votes]
    assert stands == [
        {one: Standing(None, "a"), two: Standing()},
        {one: Standing("c", "b"), two: Standing(None, "a")},
    ]


# -- what is told of a ballot that is old, or in other hands


async def test_press_on_an_old_rendering_is_told_the_vote_what_stands_and_whose_it_is(hall: Hall) -> None:
    vote, one = await hall.open(), await hall.id(1)
    await hall.cast(vote, _1="b")
    await hall.run(casting.confirm, [(vote.id, one, 2)])
    old = Cast("telegram:1", vote.id, "a", 1, casting.tag(vote, one, 1))
    assert await cast(hall, old) == refuse("ballot-retired", number=1, choice="1b", member=one)
    assert set(await hall.run(ballots.box, vote.id)) == {"b"}


async def test_ballot_in_no_hand_of_mine_is_named_by_its_member(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote, one, two = await hall.open(), await hall.id(1), await hall.id(2)
    wishes = [Cast(f"telegram:{who}", vote.id, "a", whose=whose) for who, whose in ((4, one), (5, two))]
    outcomes = await hall.run(casting.cast, wishes)
    assert outcomes == [refuse("proxy-not-held", number="1"), refuse("proxy-not-held", number="2")]


async def test_own_ballot_that_is_named_is_refused_like_the_own_ballot(hall: Hall) -> None:
    vote, five = await hall.open(replace(MOTION, excluded=("5",))), await hall.id(5)
    assert await cast(hall, Cast("telegram:5", vote.id, "a", whose=five)) == refuse("excluded", number=1)


async def test_vote_of_a_meeting_that_is_over_is_called_so_by_number_and_title(hall: Hall) -> None:
    vote = await hall.open()
    await hall.count(await hall.close(vote))
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert await hall.cast(vote, _1="a") == [refuse("vote-over", number=1, title="Lunch?")]


# -- whose ballot comes again


async def test_ballot_is_sent_again_to_whoever_asked_and_to_nobody_else(hall: Hall) -> None:
    vote = await hall.open()
    await arrive(hall)
    assert await hall.run(casting.send_again, vote, await hall.event(), await hall.id(2)) is None
    assert await hall.sent_to() == [("ballot", vote.id, "telegram:2")]


async def test_ballot_of_a_vote_that_is_over_does_not_come_again(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, excluded=("5",)))
    await arrive(hall)
    closed = await hall.close(vote)
    assert closed.closed_at
    event = await hall.event()
    mine = await hall.run(casting.send_again, closed, event, await hall.id(2))
    struck = await hall.run(casting.send_again, closed, event, await hall.id(5))
    assert (mine, struck) == (refuse("too-late", number=1, at=closed.closed_at), refuse("excluded", number=1))
    assert [kind for kind, _, _ in await hall.sent_to()] == []


async def test_why_somebody_does_not_cast_a_ballot_is_said_of_the_own_and_of_others(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, excluded=("5",)))
    five, four = await hall.id(5), await hall.id(4)
    asked = [await hall.run(casting.why_not_in_hand, vote, five, whose) for whose in (None, five, four, MemberId(404))]
    own = refuse("excluded", number=1)
    assert asked == [own, own, refuse("proxy-not-held", number="4"), refuse("ballot-forged")]


# -- one choice for a hand, and its words


def in_hand(member: int, choice: str | None) -> InHand:
    return InHand(MemberId(member), str(member), f"Name{member}", UNIT, Standing(choice))


@pytest.mark.parametrize(
    ("revote", "choices", "left"),
    [
        (True, ("a", None, ""), [1, 2, 3]),
        (False, ("a", None, ""), [2]),
        (False, (None, None, "b"), [1, 2]),
        (False, ("a", "b", ""), [1, 2, 3]),
    ],
)
def test_one_choice_is_for_the_ballots_that_can_still_change_or_for_all(
    revote: bool, choices: tuple[str | None, ...], left: list[int]
) -> None:
    vote = Vote(VoteId(1), AGM, 7, VoteState.OPEN, replace(MOTION, revote=revote))
    mine = Hand(tuple(in_hand(member, choice) for member, choice in enumerate(choices, start=1)))
    assert [ballot.member for ballot in casting.alike(vote, mine)] == left


def test_choice_in_a_refusal_is_cut_only_beyond_a_hundred_characters() -> None:
    vote = Vote(VoteId(1), AGM, 7, VoteState.OPEN, MOTION)
    whole, more = "+".join(["ab"] * 19 + ["abcde"]), "+".join(["ab"] * 19 + ["abcdef"])
    assert [casting.labels_of(vote, text) for text in (whole, more)] == [
        ", ".join(["7ab"] * 19 + ["abcde"]),
        ", ".join(["7ab"] * 19 + ["abcd…"]),
    ]
