"""Ranked ballots: what may be cast, and small elections worked out by hand."""

from fractions import Fraction
from math import floor

import pytest

from core.methods import METHODS, count_twice
from core.methods.model import Fault, Lot, Result, Settings, Stage, labels
from core.methods.plain import Plain
from core.rules import parse_majority
from core.totals import Totals

RANKED = ["irv", "scottish-stv", "meek-stv", "schulze"]
STAGED = ["irv", "scottish-stv", "meek-stv"]
ABC = labels(3)
ABCD = labels(4)


def box(*piles: tuple[int, str]) -> dict[str, Totals]:
    return {choice: Totals(number, number * 2) for number, choice in piles}


def count(method: str, settings: Settings, *piles: tuple[int, str]) -> Result:
    return count_twice(METHODS[method], box(*piles), settings)


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        ("a>>b", Fault("rank-gap", given=2)),
        (">a", Fault("rank-gap", given=1)),
        ("a>", Fault("rank-gap", given=2)),
        ("a>b>a", Fault("duplicate", "a", 2, 1)),
        ("a>d", Fault("unknown-option", "d")),
        ("a+b", Fault("unknown-option", "a+b")),
        ("abstain", Fault("no-abstain")),
    ],
)
def test_ranking_refused(method: str, choice: str, fault: Fault) -> None:
    checked = METHODS[method]
    assert checked.check(checked.parse(choice), Settings(options=ABC, abstain=False)) == fault


@pytest.mark.parametrize("method", STAGED)
def test_equal_ranks_refused(method: str) -> None:
    assert METHODS[method].check("a>b=c", Settings(options=ABC)) == Fault("equal-ranks", "b")


@pytest.mark.parametrize(
    ("choice", "settings", "fault"),
    [
        ("a=a", Settings(options=ABC), Fault("duplicate", "a", 2, 1)),
        ("a=", Settings(options=ABC), Fault("unknown-option", "")),
        ("a>b=c", Settings(options=ABC, maximum=2), Fault("too-many-marks", given=3, allowed=2)),
        ("a", Settings(options=ABC, minimum=2), Fault("too-few-marks", given=1, allowed=2)),
        ("", Settings(options=ABC, minimum=2), None),
        ("b=c>a", Settings(options=ABC), None),
    ],
)
def test_schulze_choice(choice: str, settings: Settings, fault: Fault | None) -> None:
    assert METHODS["schulze"].check(choice, settings) == fault


@pytest.mark.parametrize(("text", "choice"), [(" B > a = C ", "b>a=c"), ("c=b>a", "b=c>a"), ("", ""), ("aa>z", "aa>z")])
def test_ranking_canonical(text: str, choice: str) -> None:
    assert METHODS["schulze"].parse(text) == choice


def test_irv_has_one_seat() -> None:
    assert METHODS["irv"].fits(Settings(options=ABC, seats=2)) == Fault("seats", given=2, allowed=1)


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("piles", [(), ((7, ""),), ((7, "abstain"),), ((0, "a>b"),)])
def test_nobody_ranked_anybody(method: str, piles: tuple[tuple[int, str], ...]) -> None:
    result = count(method, Settings(options=ABC), *piles)
    assert (result.elected, result.tied, result.vacant) == ((), (), 1)


def test_irv_stages() -> None:
    result = count("irv", Settings(options=ABC), (4, "a"), (3, "b>c"), (2, "c>b"), (1, ""), (1, "abstain"))
    assert (result.stages, result.elected, result.valid.heads, result.blank.heads) == (
        (
            Stage({"a": "4", "b": "3", "c": "2"}, "0", excluded=("c",)),
            Stage({"a": "4", "b": "5"}, "0", elected=("b",)),
        ),
        ("b",),
        10,
        1,
    )


def test_irv_majority_is_of_ballots_in_play() -> None:
    result = count("irv", Settings(options=ABC), (4, "a"), (3, "b"), (3, "c"), (1, "b>a"))
    assert result.stages[-1] == Stage({"a": "4", "b": "4"}, "3", excluded=())
    assert result.tied == (("a", "b"),)


def test_tie_by_history() -> None:
    result = count("irv", Settings(options=ABCD), (6, "a"), (4, "b"), (3, "c"), (1, "d>c"), (2, "b>a"), (2, "c>b"))
    assert [stage.excluded for stage in result.stages] == [("d",), ("c",), ()]
    result = count("irv", Settings(options=ABC), (5, "a"), (3, "b"), (2, "c>b"))
    assert (result.stages[1].votes, result.elected, result.lots) == ({"a": "5", "b": "5"}, ("a",), ())


@pytest.mark.parametrize("method", STAGED)
def test_tie_at_the_first_stage(method: str) -> None:
    piles = ((5, "a"), (3, "b>a"), (3, "c>b"))
    tied = count(method, Settings(options=ABC), *piles)
    assert (tied.elected, tied.tied, tied.vacant, len(tied.stages)) == ((), (("b", "c"),), 0, 1)
    drawn = count(method, Settings(options=ABC, drawn=("b",)), *piles)
    assert (drawn.elected, drawn.tied, drawn.lots) == (("b",), (), (Lot(("b", "c"), ("b", "c")),))
    drawn = count(method, Settings(options=ABC, drawn=("c",)), *piles)
    assert (drawn.elected, drawn.stages[0].excluded) == (("a",), ("b",))


@pytest.mark.parametrize("method", STAGED)
def test_tie_at_every_stage_goes_to_a_recorded_lot(method: str) -> None:
    piles = ((5, "a"), (4, "b"), (4, "c"), (1, "d"))
    level = count(method, Settings(options=ABCD), *piles)
    assert (level.stages[0].excluded, level.tied, level.lots) == (("d",), (("b", "c"),), ())
    seeded = count(method, Settings(options=ABCD, seed="x"), *piles)
    assert (seeded.tied, [lot.among for lot in seeded.lots]) == ((), [("b", "c")])
    assert seeded == count(method, Settings(options=ABCD, seed="x"), *reversed(piles))


def test_surplus_of_which_every_paper_is_exhausted_leaves_the_rest_without_a_vote() -> None:
    result = count("scottish-stv", Settings(options=ABCD, seats=2), (9, "a"))
    assert result.stages[-1] == Stage({"a": "4", "b": "0", "c": "0", "d": "0"}, "5", quota="4")
    assert (result.elected, result.tied, result.vacant) == (("a",), (("b", "c", "d"),), 0)


def test_tie_of_three_needs_the_last_of_the_lot() -> None:
    piles = ((5, "a"), (2, "b"), (2, "c"), (2, "d"))
    assert count("irv", Settings(options=ABCD, drawn=("b",)), *piles).tied == (("b", "c", "d"),)
    assert count("irv", Settings(options=ABCD, drawn=("b", "d")), *piles).stages[0].excluded == ("c",)
    seeded = count("irv", Settings(options=ABCD, seed="public"), *piles)
    assert (seeded.elected, seeded.tied, seeded.lots[0].among) == (("a",), (), ("b", "c", "d"))


def test_scottish_transfer_is_cut_off_at_five_places() -> None:
    # Quota 20 // 3 + 1 = 7. The surplus of a, 4 of 11, is 0.36363 a paper; 7 papers go on, 4 are not transferable.
    result = count("scottish-stv", Settings(options=ABC, seats=2), (7, "a>b"), (4, "a"), (5, "b"), (4, "c"))
    assert result.stages == (
        Stage({"a": "11", "b": "5", "c": "4"}, "0", ("a",), (), "7"),
        Stage({"a": "7", "b": "7.54541", "c": "4"}, "1.45459", ("b",), (), "7"),
    )


def test_scottish_second_transfer_scales_the_value_received() -> None:
    result = count("scottish-stv", Settings(options=ABCD, seats=3), (12, "a>b>c"), (4, "b>c"), (1, "c"), (3, "d"))
    # Quota 6: a hands on 6/12 = 0.5 each, b then has 10 and hands on 4/10: 0.2 of a's papers, 0.4 of its own.
    assert [stage.votes for stage in result.stages] == [
        {"a": "12", "b": "4", "c": "1", "d": "3"},
        {"a": "6", "b": "10", "c": "1", "d": "3"},
        {"a": "6", "b": "6", "c": "5", "d": "3"},
        {"a": "6", "b": "6", "c": "5"},
    ]
    assert (result.elected, result.stages[-1].exhausted) == (("a", "b", "c"), "3")


def test_scottish_exactly_on_quota_has_nothing_to_transfer() -> None:
    result = count("scottish-stv", Settings(options=ABC, seats=2), (4, "a>b"), (3, "b"), (3, "c"))
    assert [(stage.elected, stage.excluded) for stage in result.stages] == [(("a",), ())]
    assert result.tied == (("b", "c"),)


def test_scottish_two_over_quota_the_larger_surplus_first() -> None:
    piles = ((8, "a>c"), (9, "b>c"), (2, "c"), (3, "d"))
    result = count("scottish-stv", Settings(options=ABCD, seats=3), *piles)
    assert [stage.votes for stage in result.stages] == [
        {"a": "8", "b": "9", "c": "2", "d": "3"},
        {"a": "8", "b": "6", "c": "4.99997", "d": "3"},
        {"a": "6", "b": "6", "c": "6.99997", "d": "3"},
    ]
    assert result.elected == ("b", "a", "c")


def test_scottish_excluded_without_a_vote() -> None:
    result = count("scottish-stv", Settings(options=ABC, seats=1, seed="x"), (2, "a"), (2, "b>a"), (0, "c>a"))
    assert result.stages[0].excluded == ("c",)


def test_scottish_rounding_is_the_law_and_no_other() -> None:
    # Exactly, a to d keep 11 each and e would tie with f at 8; the five places of rule 48 leave e just below.
    result = count("scottish-stv", Settings(options=labels(6), seats=5), (52, "a>b>c>d>e"), (8, "f"))
    values, papers = [Fraction(1)], 52
    for _ in range(4):
        votes = values[-1] * papers
        values.append(Fraction(floor((votes - 11) * values[-1] / votes * 10**5), 10**5))
    assert Fraction(result.stages[4].votes["e"]) == values[4] * papers < 8
    assert (result.elected, result.tied) == (("a", "b", "c", "d", "f"), ())


def test_scottish_surplus_tie_needs_a_lot() -> None:
    piles = ((8, "a>c"), (8, "b>d"), (2, "c"), (2, "d"))
    assert count("scottish-stv", Settings(options=ABCD, seats=3), *piles).tied == (("a", "b"),)
    drawn = count("scottish-stv", Settings(options=ABCD, seats=3, drawn=("b", "a", "d")), *piles)
    assert (drawn.stages[1].votes["d"], drawn.elected) == ("4", ("a", "b", "d"))


@pytest.mark.parametrize("method", ["scottish-stv", "meek-stv"])
def test_more_seats_than_candidates(method: str) -> None:
    result = count(method, Settings(options=ABC, seats=5), (3, "b"), (1, "a"))
    assert (result.elected, result.vacant, len(result.stages)) == (("b", "a", "c"), 2, 1)


@pytest.mark.parametrize("method", STAGED)
def test_none_of_the_above_takes_a_seat_from_everybody(method: str) -> None:
    result = count(method, Settings(options=ABC, none_of_the_above="c"), (3, "c"), (1, "a"), (1, "b"))
    assert (result.elected, result.vacant) == ((), 1)


def test_weight_decides_a_staged_count() -> None:
    ballots = {"a": Totals(9, 1_000_000), "b": Totals(1, 1_500_000)}
    result = count_twice(METHODS["irv"], ballots, Settings(options=ABC, by_weight=True))
    assert (result.elected, result.stages[0].votes) == (("b",), {"a": "1", "b": "1.5", "c": "0"})


def test_meek_keeps_a_quota() -> None:
    # a keeps 3.000000001 / 6 of each vote, rounded up to 0.500000001, and hands on 0.499999999.
    result = count("meek-stv", Settings(options=ABC, seats=2), (6, "a>b"), (2, "b"), (1, "c"))
    assert result.stages == (
        Stage({"a": "6", "b": "2", "c": "1"}, "0", ("a",), (), "3.000000001"),
        Stage({"a": "3.000000006", "b": "4.999999994", "c": "1"}, "0", ("b",), (), "3.000000001"),
    )


def test_meek_tie_within_the_surplus_goes_by_history() -> None:
    # Once a has handed on its surplus, b and c differ by less than the surplus that is left: a tie, and c had more.
    result = count("meek-stv", Settings(options=ABC, seats=2), (4, "a>b"), (2, "c"))
    assert [(stage.elected, stage.excluded) for stage in result.stages] == [(("a",), ()), (("c",), ("b",))]


SMITH = ((3, "a>b>c"), (2, "b>c>a"), (2, "c>a>b"))


def test_schulze_cycle_is_broken_at_the_weakest_defeat() -> None:
    # a beats b 5:2, b beats c 5:2, c beats a 4:3: the last is the weakest.
    result = count("schulze", Settings(options=ABC), *SMITH)
    assert (result.ranking, result.elected, result.pairs["c"]) == ((("a",), ("b",), ("c",)), ("a",), {"a": 4, "b": 2})


def test_schulze_perfect_cycle_is_a_tie() -> None:
    piles = ((1, "a>b>c"), (1, "b>c>a"), (1, "c>a>b"))
    open_tie = count("schulze", Settings(options=ABC), *piles)
    assert (open_tie.ranking, open_tie.elected, open_tie.tied) == ((("a", "b", "c"),), (), (("a", "b", "c"),))
    assert count("schulze", Settings(options=ABC, drawn=("c",)), *piles).elected == ("c",)


def test_schulze_unranked_come_last_and_equal() -> None:
    result = count("schulze", Settings(options=ABCD), (2, "a=b"), (1, "c>a"))
    assert result.pairs == {
        "a": {"b": 1, "c": 2, "d": 3},
        "b": {"a": 0, "c": 2, "d": 2},
        "c": {"a": 1, "b": 1, "d": 1},
        "d": {"a": 0, "b": 0, "c": 0},
    }


@pytest.mark.parametrize(
    ("settings", "elected", "dropped"),
    [
        (Settings(options=ABC, default_option="c"), ("a",), ("b",)),
        (Settings(options=ABC, default_option="c", default_quorum=4), ("a",), ("b",)),
        (Settings(options=ABC, default_option="c", default_quorum=5), (), ("a", "b")),
        (Settings(options=ABC, default_option="c", majority=parse_majority("at least 3/4 of yes_no")), (), ("a", "b")),
        (Settings(options=ABC, none_of_the_above="c"), ("a",), ()),
        (Settings(options=ABC, default_option="a"), (), ("b", "c")),
    ],
)
def test_schulze_default_option(settings: Settings, elected: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    result = count("schulze", settings, (4, "a>c>b"), (2, "c>b>a"))
    assert (result.elected, result.dropped) == (elected, dropped)


def test_schulze_several_seats_stop_at_the_default_option() -> None:
    result = count("schulze", Settings(options=ABCD, seats=3, default_option="d"), (3, "a>b>d>c"), (1, "b>a>d"))
    assert (result.elected, result.vacant, result.ranking) == (("a", "b"), 1, (("a",), ("b",), ("d",)))


def test_recount_never_hides_a_fraction() -> None:
    recount = Plain({}, Settings(options=("a",)), places=2)
    recount.credit["a"] = Fraction(1, 3)
    with pytest.raises(ArithmeticError, match="1/3 has more than 2 places"):
        recount.write_down([], [])
