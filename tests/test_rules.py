"""Majorities: reading, writing and deciding, against a plain oracle."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.faults import RuleError
from core.rules import (
    Base,
    Check,
    Condition,
    Counts,
    Figures,
    Majority,
    Outcome,
    Tie,
    decide,
    formula,
    parse_majority,
    parse_quorum,
)

RULES = {
    "simple": ("1/2", True, ("yes", "no")),
    "absolute": ("1/2", True, ("yes", "no", "abstain")),
    "two-thirds": ("2/3", False, ("yes", "no")),
    "three-quarters": ("3/4", False, ("yes", "no")),
    "at least 2/3 of valid": ("2/3", False, ("yes", "no", "abstain")),
    "at least 1/2 of cast": ("1/2", False, ("yes", "no", "abstain", "blank")),
    "more than 1/2 of present": ("1/2", True, ("present",)),
    "at least 1/1 of entitled": ("1/1", False, ("entitled",)),
}


def heads(yes: int = 0, no: int = 0, abstain: int = 0, blank: int = 0, present: int = 0, entitled: int = 0) -> Figures:
    return Figures(Counts(yes, no, abstain, blank, present, entitled), Counts())


def both(by_heads: Counts, by_weight: Counts) -> Figures:
    return Figures(by_heads, by_weight)


def outcome(rule: str, figures: Figures) -> Outcome:
    return decide(parse_majority(rule), figures).outcome


def oracle(rule: tuple[str, bool, tuple[str, ...]], counts: dict[str, int]) -> Outcome:
    threshold, strict, parts = rule
    base = sum(counts[part] for part in parts)
    if counts["yes"] + counts["no"] == 0:
        return Outcome.NO_RESULT
    if counts["yes"] == 0 or base == 0:
        return Outcome.REJECTED
    share = Fraction(counts["yes"], base)
    if share > Fraction(threshold) or (share == Fraction(threshold) and not strict):
        return Outcome.CARRIED
    return Outcome.TIE if share == Fraction(threshold) and counts["yes"] == counts["no"] else Outcome.REJECTED


@pytest.mark.parametrize(
    ("text", "code", "word", "suggestion"),
    [
        ("", "majority-form", "", ""),
        ("simpel", "majority-form", "simpel", "simple"),
        ("two thirds", "majority-form", "two thirds", "two-thirds"),
        ("abs", "majority-form", "abs", "absolute"),
        ("at least half", "majority-form", "at least half", ""),
        ("half of valid", "majority-form", "half of valid", ""),
        ("2/3 of", "majority-form", "2/3 of", ""),
        ("1/2", "majority-half", "1/2", ""),
        ("50/100 of valid", "majority-half", "50/100 of valid", ""),
        ("over 1/2 of valid", "majority-form", "over 1/2 of valid", ""),
        ("50 %", "majority-half", "50 %", ""),
        ("50% of valid", "majority-half", "50% of valid", ""),
        ("50 % + 1", "majority-half", "50 % + 1", ""),
        ("1/2 plus one", "majority-half", "1/2 plus one", ""),
        ("at least 150 % of valid", "majority-fraction", "3/2", ""),
        ("simple of votes_cast", "majority-cast", "votes cast", ""),
        ("at least 2/3 of votes_cast", "majority-cast", "votes cast", ""),
        ("simple or absolute", "majority-form", "simple or absolute", "absolute"),
        ("simple and", "majority-form", "simple and", "simple"),
        ("at least 2/3 of vald", "majority-base", "vald", "valid"),
        ("at least 2/3 of members", "majority-base", "members", ""),
        ("at least 0.5 of valid", "majority-fraction", "0.5", ""),
        ("at least 3/2 of valid", "majority-fraction", "3/2", ""),
        ("at least 0/1 of valid", "majority-fraction", "0/1", ""),
        ("at least 1/0 of valid", "majority-fraction", "1/0", ""),
        ("more than 2/2 of valid", "majority-fraction", "2/2", ""),
        ("at least -1/2 of valid", "majority-fraction", "-1/2", ""),
    ],
)
def test_majority_unreadable(text: str, code: str, word: str, suggestion: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_majority(text)
    assert (refused.value.code, refused.value.data) == (code, {"word": word, "suggestion": suggestion})


@pytest.mark.parametrize(
    ("text", "word", "third", "exact"),
    [
        ("66 %", "66 %", "2/3", "66/100"),
        ("at least 66,67% of valid", "66,67%", "2/3", "6667/10000"),
        ("67% of entitled by weight", "67%", "2/3", "67/100"),
        ("33.3 %", "33.3 %", "1/3", "333/1000"),
        ("more than 34％", "34%", "1/3", "34/100"),
    ],
)
def test_percentage_near_a_third_is_asked_about(text: str, word: str, third: str, exact: str) -> None:
    for read in (parse_majority, parse_quorum):
        with pytest.raises(RuleError) as refused:
            read(text)
        assert (refused.value.code, refused.value.data) == (
            "share-third", {"word": word, "third": third, "exact": exact},
        )  # fmt: skip
    assert formula(parse_majority(f"at least {exact} of valid")).endswith(" of valid")


@pytest.mark.parametrize(("text", "base"), [("simple of present", "present"), ("simple of valid by weight", "valid")])
def test_simple_of_a_base_is_asked_about(text: str, base: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_majority(text)
    assert (refused.value.code, refused.value.data) == ("majority-simple", {"word": text, "base": base})


def test_tie_rule_unknown() -> None:
    with pytest.raises(RuleError) as refused:
        parse_majority("simple", "chairs")
    assert (refused.value.code, refused.value.data["suggestion"]) == ("majority-tie", "chair")


@pytest.mark.parametrize(
    ("threshold", "strict", "word"),
    [(Fraction(0), True, "0/1"), (Fraction(3, 2), False, "3/2"), (Fraction(1), True, "1/1")],
)
def test_condition_that_cannot_be(threshold: Fraction, strict: bool, word: str) -> None:
    with pytest.raises(RuleError) as refused:
        Condition(threshold, strict, Base.VALID)
    assert (refused.value.code, refused.value.data) == ("majority-fraction", {"word": word, "suggestion": ""})


def test_weight_base_by_heads() -> None:
    with pytest.raises(RuleError) as refused:
        Condition(Fraction(1, 2), strict=True, base=Base.WEIGHT)
    told = {"word": "weight", "suggestion": "by weight"}
    assert (refused.value.code, refused.value.data) == ("majority-weight", told)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("simple", "more than 1/2 of yes_no"),
        ("absolute", "more than 1/2 of valid"),
        ("two-thirds", "at least 2/3 of yes_no"),
        ("2/3", "at least 2/3 of yes_no"),
        ("3/4 of present", "at least 3/4 of present"),
        ("more than 2/3", "more than 2/3 of yes_no"),
        ("three-quarters", "at least 3/4 of yes_no"),
        ("At  least 6/9 of Yes-No", "at least 2/3 of yes_no"),
        ("75 %", "at least 3/4 of yes_no"),
        ("62,5% of valid", "at least 5/8 of valid"),
        ("68 %", "at least 17/25 of yes_no"),
        ("35 %", "at least 7/20 of yes_no"),
        ("32 %", "at least 8/25 of yes_no"),
        ("65%", "at least 13/20 of yes_no"),
        ("more than 50% of present", "more than 1/2 of present"),
        ("> 50%", "more than 1/2 of yes_no"),
        (">=3/4 of entitled", "at least 3/4 of entitled"),
        ("⅔", "at least 2/3 of yes_no"),
        ("2 ⁄ 3", "at least 2/3 of yes_no"),
        ("100 %", "at least 1/1 of yes_no"),
        ("simple by weight", "more than 1/2 of yes_no by weight"),
        ("absolute by weight", "more than 1/2 of valid by weight"),
        ("two-thirds by weight", "at least 2/3 of yes_no by weight"),
        ("at least 3/4 of entitled by weight", "at least 3/4 of entitled by weight"),
        ("at least 3/4 of weight", "at least 3/4 of weight"),
        ("at least 3/4 of weight by weight", "at least 3/4 of weight"),
        (
            "simple and more than 1/2 of yes_no by weight",
            "more than 1/2 of yes_no and more than 1/2 of yes_no by weight",
        ),
    ],
)
def test_formula_written_out(text: str, written: str) -> None:
    assert formula(parse_majority(text)) == written


fractions = st.integers(2, 99).flatmap(lambda d: st.integers(1, d - 1).map(lambda n: Fraction(n, d)))
conditions = st.builds(
    lambda threshold, strict, base, by_weight: Condition(threshold, strict, base, by_weight or base is Base.WEIGHT),
    fractions,
    st.booleans(),
    st.sampled_from(Base),
    st.booleans(),
)
majorities = st.builds(Majority, st.lists(conditions, min_size=1, max_size=3).map(tuple), st.sampled_from(Tie))


@given(majorities)
def test_formula_parses_back(majority: Majority) -> None:
    assert parse_majority(formula(majority), majority.tie) == majority


@pytest.mark.parametrize("rule", RULES)
def test_majority_table(rule: str) -> None:
    majority = parse_majority(rule)
    fields = ("yes", "no", "abstain", "blank", "present", "entitled")
    wrong = [
        counts
        for counts in itertools.product(range(7), repeat=6)
        if decide(majority, heads(*counts)).outcome is not oracle(RULES[rule], dict(zip(fields, counts, strict=True)))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        ("two-thirds", heads(0, 0), Outcome.NO_RESULT),
        ("two-thirds", heads(0, 0, blank=9), Outcome.NO_RESULT),
        ("at least 1/2 of present", heads(abstain=7, present=7), Outcome.NO_RESULT),
        ("two-thirds", heads(66, 33), Outcome.CARRIED),
        ("two-thirds", heads(65, 33), Outcome.REJECTED),
        ("two-thirds", heads(2 * 10**20, 10**20), Outcome.CARRIED),
        ("two-thirds", heads(2 * 10**20 - 1, 10**20), Outcome.REJECTED),
        ("three-quarters", heads(3, 2), Outcome.REJECTED),
        ("three-quarters", heads(4, 1), Outcome.CARRIED),
        ("simple", heads(5, 5, 3), Outcome.TIE),
        ("absolute", heads(5, 5, 3), Outcome.REJECTED),
        ("more than 2/3 of yes_no", heads(4, 2), Outcome.REJECTED),
        ("more than 1/2 of present", heads(3, 3, present=6), Outcome.TIE),
        ("more than 1/2 of present", heads(3, 2, present=6), Outcome.REJECTED),
        ("simple", heads(0, 1), Outcome.REJECTED),
    ],
)
def test_outcome_at_the_edge(rule: str, figures: Figures, expected: Outcome) -> None:
    assert outcome(rule, figures) is expected


DOUBLE = "simple and more than 1/2 of yes_no by weight"


@pytest.mark.parametrize(
    ("by_heads", "by_weight", "expected"),
    [
        (Counts(3, 2), Counts(30, 20), Outcome.CARRIED),
        (Counts(3, 2), Counts(20, 30), Outcome.REJECTED),
        (Counts(2, 3), Counts(30, 20), Outcome.REJECTED),
        (Counts(2, 2), Counts(30, 20), Outcome.TIE),
        (Counts(3, 2), Counts(25, 25), Outcome.TIE),
        (Counts(2, 3), Counts(25, 25), Outcome.REJECTED),
        (Counts(3, 2), Counts(0, 0), Outcome.NO_RESULT),
        (Counts(3, 2), Counts(Fraction(1, 2), Fraction(1, 3)), Outcome.CARRIED),
    ],
)
def test_double_majority(by_heads: Counts, by_weight: Counts, expected: Outcome) -> None:
    assert outcome(DOUBLE, both(by_heads, by_weight)) is expected


def test_weight_base_is_the_roll() -> None:
    weights = Counts(yes=60, no=1, present=100, entitled=900)
    assert outcome("more than 1/2 of weight", both(Counts(6, 1), weights)) is Outcome.CARRIED
    assert outcome("more than 1/2 of entitled by weight", both(Counts(6, 1), weights)) is Outcome.REJECTED


def test_verdict_arithmetic_by_heads() -> None:
    majority = parse_majority("at least 2/3 of valid")
    verdict = decide(majority, heads(412, 150, 36))
    assert verdict.checks == (Check(majority.conditions[0], have=412, base_total=598, needed=399, met=True),)


@pytest.mark.parametrize(
    ("rule", "figures", "needed"),
    [
        ("simple", heads(10, 10), 11),
        ("simple", heads(10, 11), 11),
        ("at least 1/2 of yes_no", heads(10, 10), 10),
        ("at least 1/2 of yes_no", heads(0, 0), 1),
        ("simple", Figures(Counts(10, 10), Counts(40, 40), grain=4), 11),
        ("at least 3/4 of weight", both(Counts(), Counts(present=10)), 8),
        ("at least 3/4 of weight", Figures(Counts(), Counts(present=12), grain=4), 12),
        ("more than 1/2 of weight", Figures(Counts(), Counts(present=12), grain=3), 9),
        ("more than 1/2 of weight", Figures(Counts(), Counts(present=12), grain=6), 12),
    ],
)
def test_needed(rule: str, figures: Figures, needed: int) -> None:
    assert decide(parse_majority(rule), figures).checks[0].needed == needed
