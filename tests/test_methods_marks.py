"""Yes-no-abstain, plurality, block and approval."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.methods import METHODS, CountsDiffer, count_twice
from core.methods.model import Ballots, Fault, Lot, OptionCount, Result, Settings, labels
from core.rules import Outcome, parse_majority
from core.totals import NOBODY, Totals

ABC = ("a", "b", "c")


def heads(**numbers: int) -> dict[str, Totals]:
    """Ballots of weight one; `_` stands for `+`, `blank` for the empty choice."""
    return {
        "" if choice == "blank" else choice.replace("_", "+"): Totals(number, number * 1_000_000)
        for choice, number in numbers.items()
    }


def votes(result: Result) -> dict[str, int]:
    return {option.label: option.votes.heads for option in result.options}


def count(method: str, ballots: Ballots, settings: Settings) -> Result:
    return count_twice(METHODS[method], ballots, settings)


@pytest.mark.parametrize(
    ("method", "choice", "settings", "fault"),
    [
        ("plurality", "d", Settings(options=ABC), Fault("unknown-option", "d")),
        ("plurality", "a+b", Settings(options=ABC), Fault("too-many-marks", given=2, allowed=1)),
        ("plurality", "abstain", Settings(options=ABC, abstain=False), Fault("no-abstain")),
        ("block", "a+b+c", Settings(options=ABC, seats=2), Fault("too-many-marks", given=3, allowed=2)),
        ("block", "a", Settings(options=ABC, minimum=2, maximum=3), Fault("too-few-marks", given=1, allowed=2)),
        ("block", "a+a", Settings(options=ABC, seats=2), Fault("duplicate", "a", 2, 1)),
        ("block", "a+a+a", Settings(options=ABC, maximum=3, cumulate=2), Fault("too-many-for-one", "a", 3, 2)),
        ("block", "a++b", Settings(options=ABC, seats=3), Fault("unknown-option", "")),
        ("approval", "a+c", Settings(options=ABC, none_of_the_above="c"), Fault("not-alone", "c")),
        ("yes-no-abstain", "a+b", Settings(options=ABC), Fault("too-many-marks", given=2, allowed=1)),
        ("yes-no-abstain", "c", Settings(options=("a", "b"), abstain=False), Fault("unknown-option", "c")),
    ],
)
def test_choice_refused(method: str, choice: str, settings: Settings, fault: Fault) -> None:
    checked = METHODS[method]
    assert checked.check(checked.parse(choice), settings) == fault


@pytest.mark.parametrize(
    ("method", "text", "settings", "choice"),
    [
        ("plurality", " B ", Settings(options=ABC), "b"),
        ("plurality", "abstain", Settings(options=ABC), "abstain"),
        ("plurality", "", Settings(options=ABC, minimum=1), ""),
        ("block", "c + a", Settings(options=ABC, seats=2), "a+c"),
        ("block", "a+c+a", Settings(options=ABC, maximum=3, cumulate=2), "a+a+c"),
        ("block", "c", Settings(options=ABC, minimum=2, maximum=3, none_of_the_above="c"), "c"),
        ("approval", "aa+z+b", Settings(options=labels(27)), "b+z+aa"),
        ("yes-no-abstain", "A", Settings(options=ABC), "a"),
        ("yes-no-abstain", "", Settings(options=ABC), ""),
    ],
)
def test_choice_accepted(method: str, text: str, settings: Settings, choice: str) -> None:
    checked = METHODS[method]
    assert (checked.parse(text), checked.check(choice, settings)) == (choice, None)


@pytest.mark.parametrize(
    ("method", "settings", "fault"),
    [
        ("yes-no-abstain", Settings(options=("a", "b")), Fault("options", given=2, allowed=3)),
        ("plurality", Settings(options=ABC, seats=0), Fault("seats", given=0, allowed=1)),
        ("plurality", Settings(options=(), seats=1), Fault("maximum", given=1, allowed=0)),
        ("plurality", Settings(options=ABC, cumulate=2), Fault("cumulate", given=2, allowed=1)),
        ("block", Settings(options=ABC, maximum=4), Fault("maximum", given=4, allowed=3)),
        ("block", Settings(options=ABC, minimum=3, maximum=2), Fault("minimum-over-maximum", given=3, allowed=2)),
        ("approval", Settings(options=ABC, none_of_the_above="d"), Fault("unknown-option", "d")),
        ("block", Settings(options=ABC, maximum=4, cumulate=2), None),
    ],
)
def test_settings_that_do_not_fit(method: str, settings: Settings, fault: Fault | None) -> None:
    assert METHODS[method].fits(settings) == fault


def test_yes_no_abstain_result() -> None:
    ballots = {"a": Totals(3, 5_000_000), "b": Totals(2, 9_000_000), "c": Totals(1, 1), "": Totals(4, 4)}
    assert count("yes-no-abstain", ballots, Settings(options=ABC)) == Result(
        method="yes-no-abstain",
        options=(
            OptionCount("a", Totals(3, 5_000_000)),
            OptionCount("b", Totals(2, 9_000_000)),
            OptionCount("c", Totals(1, 1)),
        ),
        valid=Totals(6, 14_000_001),
        blank=Totals(4, 4),
        abstain=Totals(1, 1),
    )


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("simple", Outcome.CARRIED),
        ("absolute", Outcome.TIE),
        ("more than 1/2 of present", Outcome.REJECTED),
        ("simple and more than 1/2 of yes_no by weight", Outcome.REJECTED),
    ],
)
def test_yes_no_abstain_verdict(rule: str, outcome: Outcome) -> None:
    ballots = {"a": Totals(2, 2), "b": Totals(1, 3)}
    if outcome is Outcome.TIE:
        ballots["b"] = Totals(2, 2)
    settings = Settings(options=ABC, majority=parse_majority(rule), present=Totals(9, 9))
    verdict = count("yes-no-abstain", ballots, settings).options[0].verdict
    assert verdict is not None
    assert verdict.outcome is outcome


def test_plurality_result() -> None:
    result = count("plurality", heads(a=3, b=5, abstain=2, blank=1), Settings(options=ABC))
    assert (votes(result), result.elected, result.valid.heads, result.blank.heads, result.abstain.heads) == (
        {"a": 3, "b": 5, "c": 0},
        ("b",),
        10,
        1,
        2,
    )


@pytest.mark.parametrize(
    ("settings", "elected", "tied", "vacant"),
    [
        (Settings(options=ABC), (), (("a", "b"),), 0),
        (Settings(options=ABC, drawn=("b",)), ("b",), (), 0),
        (Settings(options=ABC, seed="1"), ("a",), (), 0),
        (Settings(options=ABC, seed="2"), ("a",), (), 0),
        (Settings(options=ABC, seed="4"), ("b",), (), 0),
        (Settings(options=ABC, seats=2), ("a", "b"), (), 0),
        (Settings(options=ABC, seats=3), ("a", "b"), (), 1),
        (Settings(options=ABC, none_of_the_above="a"), (), (), 1),
        (Settings(options=ABC, none_of_the_above="c"), (), (("a", "b"),), 0),
        (Settings(options=ABC, majority=parse_majority("absolute")), (), (), 1),
    ],
)
def test_plurality_seats(
    settings: Settings, elected: tuple[str, ...], tied: tuple[tuple[str, ...], ...], vacant: int
) -> None:
    result = count("plurality", heads(a=4, b=4), settings)
    assert (result.elected, result.tied, result.vacant) == (elected, tied, vacant)


def test_plurality_seed_of_lots() -> None:
    assert count("plurality", heads(a=4, b=4), Settings(options=ABC, seed="1")).lots == (Lot(("a", "b"), ("a", "b")),)


def test_tie_partly_drawn() -> None:
    settings = Settings(options=labels(4), seats=3, maximum=1, drawn=("c",))
    result = count("block", heads(a=9, b=4, c=4, d=4), settings)
    assert (result.elected, result.tied, result.lots) == (
        ("a", "c"),
        (("b", "d"),),
        (Lot(("b", "c", "d"), ("c",)),),
    )


@pytest.mark.parametrize("method", ["plurality", "block", "approval"])
def test_nobody_voted(method: str) -> None:
    result = count(method, {}, Settings(options=ABC, seats=2))
    assert (result.elected, result.tied, result.vacant, result.cast) == ((), (), 2, NOBODY)


def test_block_cumulated_majority_counts_ballots() -> None:
    settings = Settings(options=ABC, seats=2, maximum=3, cumulate=3, majority=parse_majority("absolute"))
    result = count("block", heads(a_a_a=2, b_c=3, b=1), settings)
    assert (votes(result), result.elected) == ({"a": 6, "b": 4, "c": 3}, ("b",))


def test_absolute_majority_counts_abstentions() -> None:
    settings = Settings(options=ABC, majority=parse_majority("absolute"))
    assert count("plurality", heads(a=5, b=3, abstain=2), settings).elected == ()
    assert count("plurality", heads(a=5, b=3, abstain=1, blank=7), settings).elected == ("a",)


def test_weight_decides_only_if_set() -> None:
    ballots = {"a": Totals(1, 9), "b": Totals(2, 3)}
    assert count("plurality", ballots, Settings(options=ABC)).elected == ("b",)
    assert count("plurality", ballots, Settings(options=ABC, by_weight=True)).elected == ("a",)


def test_counts_that_differ() -> None:
    plurality, approval = METHODS["plurality"], METHODS["approval"]
    broken = replace(plurality, recount=approval.recount)
    with pytest.raises(CountsDiffer) as stopped:
        count_twice(broken, heads(a=1), Settings(options=ABC))
    assert (stopped.value.first.method, stopped.value.second.method) == ("plurality", "approval")


tallies = st.builds(Totals, st.integers(0, 9), st.integers(0, 9))
mark_choices = st.lists(st.sampled_from(labels(5)), max_size=4).map(lambda marks: "+".join(sorted(marks)))
boxes = st.dictionaries(st.one_of(mark_choices, st.just("abstain")), tallies, max_size=8)
terms = st.builds(
    Settings,
    options=st.just(labels(5)),
    seats=st.integers(1, 6),
    cumulate=st.just(4),
    none_of_the_above=st.sampled_from(["", "e"]),
    majority=st.sampled_from([None, parse_majority("simple"), parse_majority("at least 1/3 of valid by weight")]),
    by_weight=st.booleans(),
    drawn=st.sampled_from([(), ("b",), ("c", "a")]),
    seed=st.sampled_from(["", "x"]),
)


@given(st.sampled_from(["block", "approval"]), boxes, terms)
def test_marks_two_counts_agree(method: str, ballots: dict[str, Totals], settings: Settings) -> None:
    result = count(method, ballots, settings)
    assert len(result.elected) + result.vacant <= settings.seats
    assert result == count(method, dict(reversed(ballots.items())), settings)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", ""]), tallies))
def test_yes_no_abstain_two_counts_agree(ballots: dict[str, Totals]) -> None:
    result = count("yes-no-abstain", ballots, Settings(options=ABC, majority=parse_majority("simple")))
    assert result.cast.heads == sum(number.heads for number in ballots.values())
