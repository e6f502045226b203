"""Who the 100 % of a majority and of a quorum are, against a plain model of the sentences of section 5."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core import countdown, floor, proxies, roster, voting
from core.definition import definition_hash
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import Definition, EventSettings, How, Late, RollBase, Vote
from core.results import result
from core.roster import Row
from core.rules import Outcome
from core.totals import UNIT, Gathering, Totals
from tests.people import AGM, MOTION, Hall, code, done, played

pytestmark = pytest.mark.anyio


def motion(**terms: object) -> Definition:
    return replace(MOTION, **terms)


async def decided(hall: Hall, vote: Vote, **choices: str) -> tuple[Outcome, int, int]:
    """The outcome, the base, and what was needed."""
    await hall.cast(vote, **choices)
    await hall.close(vote)
    verdict = result(await hall.count(vote)).options[0].verdict
    assert verdict
    return verdict.outcome, int(verdict.checks[0].base_total), verdict.checks[0].needed


async def grouped(hall: Hall, group: str, *numbers: int, weight: int = UNIT) -> None:
    known = [Row(str(number), f"Name{number}", groups=(group,), weight=weight) for number in numbers]
    await hall.run(roster.import_rows, known, CLI)


async def test_majority_of_the_entitled_counts_those_who_came_late(hall: Hall) -> None:
    await hall.meet(9)
    await hall.check_out(6, 7, 8, 9)
    guests = [Row(str(number), f"Name{number}", votes=False) for number in (6, 7, 8, 9)]
    await hall.run(roster.import_rows, guests, CLI)
    vote = await hall.open(motion(majority="more than 1/2 of entitled", late=Late.UNTIL_CLOSE))
    back = [Row(str(number), f"Name{number}", votes=True) for number in (6, 7, 8, 9)]
    await hall.run(roster.import_rows, back, CLI)
    await hall.check_in(6, 7, 8, 9)
    assert await decided(hall, vote, _1="a", _6="a", _7="a") == (Outcome.REJECTED, 9, 5)


async def test_majority_of_the_entitled_of_a_group_is_of_that_group(hall: Hall) -> None:
    await hall.meet(10)
    await grouped(hall, "board", 1, 2, 3)
    vote = await hall.open(motion(majority="at least 3/4 of entitled", group="board"))
    assert await decided(hall, vote, _1="a", _2="a", _3="a") == (Outcome.CARRIED, 3, 3)


async def test_majority_of_the_entitled_leaves_out_the_excluded(hall: Hall) -> None:
    await hall.meet(5)
    vote = await hall.open(motion(majority="at least 1/1 of entitled", excluded=("4", "5")))
    assert await decided(hall, vote, _1="a", _2="a", _3="a") == (Outcome.CARRIED, 3, 3)


@pytest.mark.parametrize(("rule", "expected"), [("3", "no-quorum-of-vote"), ("2/3 of entitled", ""), ("2", "")])
async def test_quorum_of_a_vote_counts_those_who_may_vote_in_it(hall: Hall, rule: str, expected: str) -> None:
    await hall.meet(10)
    await grouped(hall, "board", 1, 2, 3)
    await hall.check_out(3)
    draft = await hall.draft(motion(quorum=rule, group="board"))
    opened = await hall.run(voting.open_vote, await hall.event(), draft, CLI)
    assert code(opened) == expected
    if expected:
        assert opened == refuse(expected, number=draft.number, have="2", needed="3", weighed="false")


async def test_quorum_of_the_event_counts_the_event(hall: Hall) -> None:
    await hall.meet(10, EventSettings(AGM, "Assembly", quorum="6"))
    await grouped(hall, "board", 1, 2, 3)
    vote = await hall.open(motion(quorum="2", group="board"))
    states = floor.quorums_at_opening(vote, (await hall.event()).settings)
    assert [(rule, state.have, state.needed) for rule, state in states] == [("6", 10, 6), ("2", 3, 2)]


@pytest.mark.parametrize(
    ("weights", "needed"),
    [
        ([UNIT, UNIT, 2 * UNIT], 3 * UNIT),
        ([UNIT // 2, UNIT // 2, 3 * UNIT], 5 * UNIT // 2),
        ([UNIT // 3, UNIT // 3, 2 * UNIT // 3], 999_999),
        ([2 * UNIT, 2 * UNIT, 4 * UNIT], 6 * UNIT),
    ],
)
async def test_majority_by_weight_needs_the_least_sufficient_sum(hall: Hall, weights: list[int], needed: int) -> None:
    for number, weight in enumerate(weights, 1):
        await grouped(hall, "board", number, weight=weight)
    vote = await hall.open(motion(majority="more than 1/2 of weight", group="board"))
    carried = Outcome.CARRIED if weights[2] >= needed else Outcome.REJECTED
    assert await decided(hall, vote, _3="a", _1="b") == (carried, sum(weights), needed)


# -- every combination, against a plain model


@dataclass(frozen=True)
class Person:
    """A member as the model sees it."""

    number: int
    weight: int
    board: bool
    votes: bool
    here: bool
    comes: bool
    holder: int
    """Who gets the proxy; the own number for nobody."""


@dataclass(frozen=True)
class Case:
    """People, and the terms of one vote."""

    people: tuple[Person, ...]
    group: bool
    of_board: bool
    """Whether the event is the board's alone."""
    excluded: frozenset[int]
    roll: RollBase
    late: Late
    in_quorum: bool

    def weighed(self, numbers: Set[int]) -> Totals:
        """Heads and weight."""
        return Totals(len(numbers), sum(person.weight for person in self.people if person.number in numbers))


PEOPLE = st.tuples(*(
    st.builds(
        Person,
        st.just(number),
        st.sampled_from([UNIT, 2 * UNIT, UNIT // 4]),
        st.booleans(),
        st.sampled_from([True, True, False]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 5),
    )
    for number in range(1, 6)
))  # fmt: skip
CASES = st.builds(
    Case,
    PEOPLE,
    st.booleans(),
    st.booleans(),
    st.frozensets(st.integers(1, 5), max_size=2),
    st.sampled_from(RollBase),
    st.sampled_from(Late),
    st.booleans(),
)


def may_vote(case: Case) -> set[int]:
    """The entitled of the vote: of its group, without those struck."""
    return {
        person.number
        for person in case.people
        if person.votes and (person.board or not (case.group or case.of_board)) and person.number not in case.excluded
    }


def model(case: Case, given: dict[int, int]) -> tuple[Totals, Totals, Totals, Gathering]:
    """Roll at opening, roll at close, base `entitled`, and what the vote's quorum looks at."""
    voters = may_vote(case)
    first = {person.number for person in case.people if person.here}
    last = first | {person.number for person in case.people if person.comes}

    def represented(here: Set[int]) -> set[int]:
        return {
            principal
            for principal, holder in given.items()
            if principal in voters and principal not in here and holder in here and holder not in case.excluded
        }

    opening = voters if case.roll is RollBase.ENTITLED else (voters & first) | represented(first)
    came = (voters & (last - first)) | represented(last) if case.late is Late.UNTIL_CLOSE else set()
    gathering = Gathering(
        case.weighed(voters & first), case.weighed(represented(first)), case.weighed(voters), "none", case.in_quorum
    )
    return case.weighed(opening), case.weighed(opening | came), case.weighed(voters), gathering


async def prepared(hall: Hall, case: Case) -> dict[int, int]:
    """Roster, presence and proxies of a case; returns the proxies that could be given."""
    entitled = "board" if case.of_board else "all"
    await hall.run(
        floor.configure, [EventSettings(AGM, "Assembly", entitled=entitled, proxies_in_quorum=case.in_quorum)]
    )
    known = [
        Row(
            str(person.number),
            f"Name{person.number}",
            weight=person.weight,
            votes=person.votes,
            groups=("board",) if person.board else (),
        )
        for person in case.people
    ]
    await hall.run(roster.import_rows, known, CLI)
    await hall.check_out(*(person.number for person in case.people if not person.here))
    given = {}
    for person in case.people:
        principal, holder = await hall.member(person.number), await hall.member(person.holder)
        done_ = await hall.run(proxies.give, await hall.event(), principal, holder, How.DESK, CLI)
        if not isinstance(done_, Refusal):
            given[person.number] = person.holder
    return given


@settings(max_examples=25, deadline=None)
@given(CASES)
def test_bases_are_as_the_sentences_say(case: Case) -> None:
    assume(not case.group or any(person.board for person in case.people))  # a group of nobody is no group
    terms = motion(
        group="board" if case.group else "",
        excluded=tuple(map(str, sorted(case.excluded))),
        roll=case.roll,
        late=case.late,
    )

    async def play(hall: Hall) -> None:
        proxies_ = await prepared(hall, case)
        opening, roll, entitled, gathering = model(case, proxies_)
        draft = await hall.draft(terms)
        vote = await hall.run(voting.open_vote, await hall.event(), draft, CLI)
        if isinstance(vote, Refusal):
            assert (vote.code, opening) == ("roll-empty", Totals())
            return
        assert (vote.roll, vote.voters) == (opening, gathering)
        await hall.check_in(*(person.number for person in case.people if person.comes and not person.here))
        closed = await hall.close(vote)
        assert (closed.roll, closed.entitled) == (roll, entitled)
        assert definition_hash(closed.definition) == definition_hash(terms)

    with played(5) as (loop, hall):
        loop.run(play(hall))


async def test_latecomer_after_the_deadline_is_in_no_base(hall: Hall) -> None:
    await hall.check_out(3)
    vote = await hall.open(motion(late=Late.UNTIL_CLOSE, time=60.0))
    vote = done(await hall.run(countdown.start_countdown, vote, CLI))
    hall.clock.forward(61)
    await hall.check_in(3)
    assert (await hall.close(vote)).roll.heads == 4
