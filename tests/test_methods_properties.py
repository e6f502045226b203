"""What holds of every way of voting, whatever the ballots."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.methods import METHODS, count_twice
from core.methods.model import Ballots, Result, Settings, labels
from core.totals import Totals

ABCDE = labels(5)
RANKED = ["irv", "scottish-stv", "meek-stv", "schulze"]
STAGED = ["irv", "scottish-stv", "meek-stv"]

tallies = st.builds(Totals, st.integers(0, 9), st.integers(0, 5_000_000))
strict = st.lists(st.sampled_from(ABCDE), unique=True, max_size=5).map(">".join)
with_equals = strict.flatmap(lambda text: st.sampled_from([text, text.replace(">", "=", 1), text.replace(">", "=")]))
answers = st.dictionaries(st.sampled_from(ABCDE), st.sampled_from(["yes", "no", "abstain"])).map(
    lambda given: " ".join(f"{label}:{answer}" for label, answer in sorted(given.items()))
)
CHOICES = {
    "irv": strict,
    "scottish-stv": strict,
    "meek-stv": strict,
    "schulze": with_equals.map(METHODS["schulze"].parse),
    "per-candidate": answers,
    "plurality": st.sampled_from(["", *ABCDE]),
    "approval": strict.map(lambda text: METHODS["approval"].parse(text.replace(">", "+"))),
}


def boxes(method: str) -> st.SearchStrategy[dict[str, Totals]]:
    return st.dictionaries(st.one_of(CHOICES[method], st.just("abstain")), tallies, max_size=9)


def terms(method: str) -> st.SearchStrategy[Settings]:
    return st.builds(
        Settings,
        options=st.just(ABCDE),
        seats=st.just(1) if method == "irv" else st.integers(1, 6),
        none_of_the_above=st.just("") if method == "per-candidate" else st.sampled_from(["", "e"]),
        default_option=st.sampled_from(["", "d"]) if method == "schulze" else st.just(""),
        by_weight=st.booleans(),
        drawn=st.sampled_from([(), ("b",), ("c", "a", "d")]),
        seed=st.sampled_from(["", "x"]),
    )


cases = st.sampled_from(sorted(CHOICES)).flatmap(lambda name: st.tuples(st.just(name), boxes(name), terms(name)))
staged_cases = st.sampled_from(STAGED).flatmap(lambda name: st.tuples(st.just(name), boxes(name), terms(name)))


@given(cases)
def test_two_counts_agree_in_any_order(case: tuple[str, dict[str, Totals], Settings]) -> None:
    name, ballots, settings = case
    result = count_twice(METHODS[name], ballots, settings)
    assert METHODS[name].count(dict(reversed(ballots.items())), settings) == result


@given(cases)
def test_seats_and_ballots_add_up(case: tuple[str, dict[str, Totals], Settings]) -> None:
    name, ballots, settings = case
    result = METHODS[name].count(ballots, settings)
    waiting = settings.seats - len(result.elected) - result.vacant
    assert waiting == 0 or (waiting > 0 and result.tied)
    assert len(set(result.elected)) == len(result.elected)
    assert settings.none_of_the_above not in result.elected
    assert result.cast.heads == sum(number.heads for number in ballots.values())


@given(staged_cases)
def test_votes_are_conserved_at_each_stage(case: tuple[str, dict[str, Totals], Settings]) -> None:
    name, ballots, settings = case
    result = METHODS[name].count(ballots, settings)
    ranked = [number for choice, number in ballots.items() if choice not in {"", "abstain"}]
    votes = sum(settings.measure(number) for number in ranked)
    expected = Decimal(votes).scaleb(-6 if settings.by_weight else 0)
    totals = {sum(map(Decimal, stage.votes.values())) + Decimal(stage.exhausted) for stage in result.stages}
    assert totals == {expected}


def renamed(choice: str, names: dict[str, str]) -> str:
    return "".join(names.get(letter, letter) for letter in choice)


def outcome(result: Result, names: dict[str, str]) -> tuple[set[str], list[set[str]]]:
    return {names[label] for label in result.elected}, [{names[label] for label in tie} for tie in result.tied]


@pytest.mark.parametrize("name", RANKED)
@given(data=st.data(), shuffled=st.permutations(ABCDE), seats=st.integers(1, 4))
def test_names_do_not_matter(name: str, data: st.DataObject, shuffled: list[str], seats: int) -> None:
    ballots = data.draw(st.dictionaries(CHOICES[name], tallies, max_size=9))
    method, settings = METHODS[name], Settings(options=ABCDE, seats=1 if name == "irv" else seats)
    names = dict(zip(ABCDE, shuffled, strict=True))
    other: Ballots = {method.parse(renamed(choice, names)): number for choice, number in ballots.items()}
    same = dict(zip(ABCDE, ABCDE, strict=True))
    assert outcome(method.count(ballots, settings), names) == outcome(method.count(other, settings), same)


@pytest.mark.parametrize("name", ["approval", "irv", "per-candidate", "plurality", "schulze"])
@given(data=st.data(), copies=st.integers(2, 50))
def test_copies_of_all_ballots_elect_the_same(name: str, data: st.DataObject, copies: int) -> None:
    ballots = data.draw(boxes(name))
    more = {choice: number.times(copies) for choice, number in ballots.items()}
    settings = Settings(options=ABCDE)
    first, second = METHODS[name].count(ballots, settings), METHODS[name].count(more, settings)
    assert (first.elected, first.tied) == (second.elected, second.tied)
