"""Quota slots, and candidates who are elected no more: in both counts of every method."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.methods import METHODS, count_twice
from core.methods.model import Fault, Lot, Quota, Result, Settings, labels
from core.rules import parse_majority
from core.totals import Totals
from tests.test_methods_marks import count, heads
from tests.test_methods_properties import CHOICES, tallies

ABCDE = labels(5)
RANKED = ["irv", "scottish-stv", "meek-stv", "schulze"]
MARKS = ["approval", "block", "per-candidate", "plurality"]
WOMEN = ("b", "d")
TWO_AND_TWO = Settings(options=ABCDE, seats=4, maximum=5, slots=(Quota(2, WOMEN), Quota(2, ABCDE)))


def ranked(*piles: tuple[int, str]) -> dict[str, Totals]:
    return {choice: Totals(number, number * 1_000_000) for number, choice in piles}


@pytest.mark.parametrize("method", RANKED)
def test_slots_are_refused_where_ranks_are_counted(method: str) -> None:
    slots = (Quota(1, ABCDE),)
    assert METHODS[method].fits(Settings(options=ABCDE, slots=slots)) == Fault("slots", given=1)


def filled(result: Result) -> tuple[object, ...]:
    return result.slots, result.tied, result.vacant, result.elected


@pytest.mark.parametrize("method", ["approval", "block"])
def test_quota_seat_that_nobody_can_fill_stays_vacant(method: str) -> None:
    ballots = heads(a=5, b=1, c=4, e=3)
    assert filled(count(method, ballots, TWO_AND_TWO)) == ((("b",), ("a", "c")), (), 1, ("b", "a", "c"))


def test_best_who_is_eligible_and_not_elected_yet_gets_the_next_slot() -> None:
    ballots = heads(a=5, b=6, c=4, d=1, e=3)
    assert filled(count("block", ballots, TWO_AND_TWO)) == ((("b", "d"), ("a", "c")), (), 0, ("b", "d", "a", "c"))


def test_woman_who_misses_the_quota_seat_runs_for_the_open_one() -> None:
    settings = replace(TWO_AND_TWO, seats=2, slots=(Quota(1, WOMEN), Quota(1, ABCDE)))
    assert filled(count("block", heads(a=3, b=6, d=4), settings)) == ((("b",), ("d",)), (), 0, ("b", "d"))


def test_open_seat_waits_for_the_lot_that_decides_who_is_free_for_it() -> None:
    settings = replace(TWO_AND_TWO, seats=2, slots=(Quota(1, WOMEN), Quota(1, ABCDE)))
    ballots = heads(a=3, b=4, d=4)
    assert filled(count("block", ballots, settings)) == (((), ()), (("b", "d"),), 0, ())
    drawn = count("block", ballots, replace(settings, drawn=("d",)))
    assert (filled(drawn), drawn.lots) == (((("d",), ("b",)), (), 0, ("d", "b")), (Lot(("b", "d"), ("d", "b")),))


def test_open_seat_does_not_wait_for_a_lot_that_cannot_concern_it() -> None:
    settings = replace(TWO_AND_TWO, seats=2, slots=(Quota(1, WOMEN), Quota(1, ABCDE)))
    assert filled(count("block", heads(a=9, b=4, d=4), settings)) == (((), ("a",)), (("b", "d"),), 0, ("a",))


def test_slot_after_one_that_waits_waits_too() -> None:
    settings = replace(TWO_AND_TWO, seats=3, slots=(Quota(1, WOMEN), Quota(1, ("b", "c")), Quota(1, ("c",))))
    assert filled(count("block", heads(b=4, c=4, d=4), settings)) == (((), (), ()), (("b", "d"),), 0, ())


def test_each_slot_has_its_own_tie() -> None:
    settings = replace(TWO_AND_TWO, seats=2, slots=(Quota(1, WOMEN), Quota(1, ("a", "c"))))
    assert filled(count("block", heads(a=3, b=4, c=3, d=4), settings)) == (((), ()), (("b", "d"), ("a", "c")), 0, ())


def test_answers_to_each_candidate_fill_slots_with_those_who_are_carried() -> None:
    ballots = heads(**{"a:yes b:no d:yes": 3, "a:yes b:yes d:no": 1})
    settings = Settings(options=ABCDE, seats=2, slots=(Quota(1, WOMEN), Quota(1, ABCDE)))
    assert filled(count("per-candidate", ballots, settings)) == ((("d",), ("a",)), (), 0, ("d", "a"))


def test_withdrawn_keeps_the_votes_in_the_base_and_the_next_is_elected() -> None:
    absolute = Settings(options=ABCDE, majority=parse_majority("absolute"))
    ballots = heads(a=5, b=4)
    assert count("plurality", ballots, absolute).elected == ("a",)
    after = count("plurality", ballots, replace(absolute, withdrawn=("a",)))
    assert (after.elected, after.vacant, after.valid.heads) == ((), 1, 9)


@pytest.mark.parametrize("method", ["irv", "scottish-stv", "meek-stv"])
def test_ballots_for_a_withdrawn_candidate_go_to_the_next_preference(method: str) -> None:
    ballots = ranked((5, "a>c"), (4, "b"), (1, "a"))
    result = count(method, ballots, Settings(options=labels(3), withdrawn=("a",)))
    assert (result.stages[0].votes, result.stages[0].exhausted) == ({"b": "4", "c": "5"}, "1")
    assert (result.elected, result.options[0].votes.heads) == (("c",), 6)


@pytest.mark.parametrize("method", ["irv", "scottish-stv", "meek-stv", "schulze"])
def test_nobody_is_elected_when_all_have_withdrawn(method: str) -> None:
    settings = Settings(options=labels(2), withdrawn=labels(2))
    result = count(method, ranked((5, "a>b")), settings)
    assert (result.elected, result.vacant, result.ranking) == ((), 1, ())


def test_withdrawn_has_no_place_in_a_ranking_and_is_not_called_dropped() -> None:
    ballots = ranked((5, "a>b>c"), (4, "b>c>a"))
    result = count("schulze", ballots, Settings(options=labels(3), withdrawn=("a",)))
    assert (result.ranking, result.dropped, result.elected) == ((("b",), ("c",)), (), ("b",))


@pytest.mark.parametrize(("yes", "outcome"), [("a", "carried"), ("b", "rejected")])
def test_lot_between_yes_and_no_decides_where_the_rule_says_so(yes: str, outcome: str) -> None:
    ballots, tie = heads(a=3, b=3), parse_majority("simple", "lot")
    open_ = count("yes-no-abstain", ballots, Settings(options=labels(3), majority=tie))
    assert (open_.tied, open_.lots) == ((("a", "b"),), ())
    drawn = count("yes-no-abstain", ballots, Settings(options=labels(3), majority=tie, drawn=(yes,)))
    assert drawn.options[0].verdict
    assert (drawn.options[0].verdict.outcome, drawn.tied) == (outcome, ())


def test_lot_between_yes_and_no_decides_nothing_under_another_rule() -> None:
    settings = Settings(options=labels(3), majority=parse_majority("simple", "runoff"), drawn=("a",))
    result = count("yes-no-abstain", heads(a=3, b=3), settings)
    assert result.options[0].verdict
    assert (result.options[0].verdict.outcome, result.tied, result.lots) == ("tie", (), ())


groups = st.lists(st.sampled_from(ABCDE), unique=True, min_size=1).map(tuple)
quotas = st.lists(st.builds(Quota, st.integers(1, 2), groups), max_size=3).map(tuple)
CASTS = {**CHOICES, "block": CHOICES["approval"]}


@st.composite
def cases(draw: st.DrawFn, methods: list[str]) -> tuple[str, dict[str, Totals], Settings]:
    name = draw(st.sampled_from(methods))
    slots = draw(quotas) if name in MARKS else ()
    seats = sum(quota.seats for quota in slots) or (1 if name == "irv" else draw(st.integers(1, 4)))
    settings = Settings(
        options=ABCDE, seats=seats, slots=slots,
        withdrawn=tuple(draw(st.sets(st.sampled_from(ABCDE), max_size=3))),
        by_weight=draw(st.booleans()),
        drawn=draw(st.sampled_from([(), ("b",), ("c", "a", "d")])),
        seed=draw(st.sampled_from(["", "x"])),
    )  # fmt: skip
    return name, draw(st.dictionaries(CASTS[name], tallies, max_size=9)), settings


@given(cases([*RANKED, *MARKS]))
def test_two_counts_agree_with_slots_and_withdrawn(case: tuple[str, dict[str, Totals], Settings]) -> None:
    name, ballots, settings = case
    result = count_twice(METHODS[name], ballots, settings)
    waiting = settings.seats - len(result.elected) - result.vacant
    assert not {*result.elected}.intersection(settings.withdrawn)
    assert waiting == 0 or (waiting > 0 and result.tied)


@given(cases(MARKS))
def test_slots_hold_only_the_eligible_and_nobody_twice(case: tuple[str, dict[str, Totals], Settings]) -> None:
    name, ballots, settings = case
    result = METHODS[name].count(ballots, settings)
    assume(settings.slots)
    assert result.elected == tuple(label for slot in result.slots for label in slot)
    assert len({*result.elected}) == len(result.elected)
    for quota, slot in zip(settings.slots, result.slots, strict=True):
        assert {*slot} <= {*quota.eligible}
        assert len(slot) <= quota.seats


close = st.dictionaries(st.sampled_from(ABCDE), st.integers(1, 2).map(Totals), min_size=3)


@given(close, quotas.filter(len), st.randoms(use_true_random=False))
def test_lot_takes_no_seat_away_and_fills_another(
    ballots: dict[str, Totals], slots: tuple[Quota, ...], lots: Random
) -> None:
    settings = Settings(options=ABCDE, seats=sum(quota.seats for quota in slots), slots=slots)
    before = METHODS["approval"].count(ballots, settings)
    assume(before.tied)
    drawn = tuple(lots.sample(before.tied[0], len(before.tied[0])))
    after = METHODS["approval"].count(ballots, replace(settings, drawn=drawn))
    assert {*before.elected} < {*after.elected}


@given(cases(["scottish-stv", "meek-stv", "irv"]))
def test_withdrawn_candidates_count_as_if_nobody_had_ranked_them(
    case: tuple[str, dict[str, Totals], Settings],
) -> None:
    name, ballots, settings = case
    without: dict[str, Totals] = {}
    for choice, number in ballots.items():
        left = ">".join(label for label in choice.split(">") if label not in settings.withdrawn)
        assume(left or not choice)  # papers for nobody else count for the quota of scottish-stv
        without[left] = without.get(left, Totals()).plus(number)
    here = METHODS[name].count(ballots, settings)
    assert METHODS[name].count(without, settings).stages == here.stages
