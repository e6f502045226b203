"""Whatever happens in whatever order, one person casts a ballot, and those represented are counted right."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core import casting, floor, proxies
from core.casting import Cast, Recorded
from core.journal import CLI
from core.model import How, RollBase, Vote
from core.store import ballots, presence, votes
from core.store import proxies as rows
from core.totals import UNIT, Totals
from tests.people import AGM, LATECOMERS, Hall, played
from tests.proxied import RULES, decline, give, off

SIZE = 5
MEMBER = st.integers(1, SIZE)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["in", "out", "off"]), MEMBER, MEMBER),
        st.tuples(st.sampled_from(["give", "give", "decline", "cast", "cast"]), MEMBER, MEMBER),
        st.tuples(st.sampled_from(["reset", "cap"]), MEMBER, MEMBER),
    ),
    max_size=25,
)


async def step(hall: Hall, vote: Vote, what: str, one: int, other: int) -> None:
    match what:
        case "in":
            await hall.check_in(one)
        case "out":
            await hall.check_out(one)
        case "off":
            await off(hall, one)
        case "give":
            await give(hall, one, other, How.DESK)
        case "decline":
            await decline(hall, one, other)
        case "reset":
            await hall.run(floor.reset_presence, await hall.event(), CLI)
        case "cap":
            await hall.run(floor.configure, [replace(RULES, proxies=one % 3)])
        case _:
            await cast(hall, vote, one, other)


async def cast(hall: Hall, vote: Vote, one: int, other: int) -> None:
    """Whoever is not refused is who casts this ballot, and nobody else."""
    whose = await hall.id(other)
    mine = [ballot.member for ballot in (await hall.run(casting.hand, vote, await hall.id(one))).ballots]
    (outcome,) = await hall.run(casting.cast, [Cast(f"telegram:{one}", vote.id, "a", whose=whose)])
    assert isinstance(outcome, Recorded) == (whose in mine)


async def represented(hall: Hall) -> Totals:
    """Counted slowly."""
    event, found = await hall.event(), await hall.run(rows.given, AGM)
    here = await hall.run(presence.among, AGM, [await hall.id(number) for number in range(1, SIZE + 1)])
    held: dict[int, int] = {}
    for proxy in found:
        if proxy.principal not in here and proxy.holder in here:
            held[proxy.holder] = min(held.get(proxy.holder, 0) + 1, event.settings.proxies)
    return Totals(sum(held.values()), UNIT * sum(held.values()))


async def everything_holds(hall: Hall, vote: Vote) -> None:
    assert (await hall.event()).represented == await represented(hall)
    casters = await hall.run(ballots.hands, vote, [await hall.id(number) for number in range(1, SIZE + 1)])
    in_hands = sorted(ballot.member for mine in casters.values() for ballot in mine.ballots)
    assert in_hands == [member for member, _, _ in await hall.run(votes.roll, vote.id)]
    now, box = await hall.again(vote), await hall.run(ballots.box, vote.id)
    assert (now.roll.heads, now.cast.heads) == (len(in_hands), sum(totals.heads for totals in box.values()))
    for number in range(1, SIZE + 1):
        found = await hall.run(proxies.delegation, await hall.event(), await hall.id(number))
        assert not (found.holder and found.principals)


@settings(max_examples=15, deadline=None)
@given(STEPS, STEPS, st.sampled_from(RollBase))
def test_each_ballot_is_in_one_hand_after_any_steps(
    before: list[tuple[str, int, int]], after: list[tuple[str, int, int]], base: RollBase
) -> None:
    with played(SIZE) as (loop, hall):
        first = loop.run(hall.open())
        for what in before:
            loop.run(step(hall, first, *what))
        loop.run(hall.check_in(1))
        vote = loop.run(hall.open(replace(LATECOMERS, roll=base)))
        for what in after:
            loop.run(step(hall, vote, *what))
            loop.run(everything_holds(hall, vote))
