"""Filling in a ballot step by step."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ballot import Standing
from core.definition import fault_of
from core.errors import Refusal
from core.filling import PICKED_BLANK, answers, begun, choice_in, marked, pending, places, put
from core.model import Definition
from tests.ballots import ANSWERS, CUMULATED, EQUALS, FORMS, MARKS, RANKING, SINGLE, WITH_NOBODY, vote_on

Steps = list[tuple[str, int]]


def after(definition: Definition, *steps: tuple[str, int], filled: str = "") -> str:
    """What is filled in after steps; a refused one changes nothing."""
    vote = vote_on(definition)
    for option, number in steps:
        outcome = put(vote, filled, option, number)
        filled = filled if isinstance(outcome, Refusal) else outcome
    return filled


def refused(definition: Definition, filled: str, option: str, number: int = 1) -> tuple[str, int, int]:
    outcome = put(vote_on(definition), filled, option, number)
    assert isinstance(outcome, Refusal), outcome
    return outcome.code, int(str(outcome.data["given"])), int(str(outcome.data["allowed"]))


@pytest.mark.parametrize("definition", FORMS, ids=lambda definition: definition.method)
@pytest.mark.parametrize("option", ["z", "", "=", "aa", "+", "a+b", "Ada"])
def test_what_is_no_option_is_refused(definition: Definition, option: str) -> None:
    assert refused(definition, "", option) == ("choice-unknown-option", 0, 0)


@pytest.mark.parametrize("definition", FORMS, ids=lambda definition: definition.method)
def test_abstention_that_is_not_offered_is_refused(definition: Definition) -> None:
    assert refused(replace(definition, abstain=False), "", "abstain") == ("choice-no-abstain", 0, 0)


@pytest.mark.parametrize(
    ("definition", "filled", "option", "number", "why"),
    [
        (MARKS, "a+b+c", "d", 1, ("choice-too-many-marks", 4, 3)),
        (MARKS, "a", "a", 2, ("choice-duplicate", 2, 1)),
        (CUMULATED, "a", "a", 2_000_000_000, ("choice-too-many-for-one", 4, 3)),
        (CUMULATED, "a+a+a+b+b", "c", 1, ("choice-too-many-marks", 6, 5)),
        (replace(RANKING, maximum=2), "b>a", "c", 1, ("choice-too-many-marks", 3, 2)),
        (RANKING, "b=", "a", 1, ("choice-equal-ranks", 0, 0)),
        (replace(ANSWERS, maximum=1), "a:yes", "b", 1, ("choice-too-many-marks", 2, 1)),
        (replace(ANSWERS, abstain=False), "", "b", 3, ("choice-no-abstain", 0, 0)),
    ],
)
def test_step_too_far_is_refused_with_the_numbers(
    definition: Definition, filled: str, option: str, number: int, why: tuple[str, int, int]
) -> None:
    assert refused(definition, filled, option, number) == why


@pytest.mark.parametrize(
    ("definition", "steps", "filled"),
    [
        (SINGLE, [("a", 1), ("b", 1)], "b"),
        (SINGLE, [("b", 1), ("b", 0)], ""),
        (SINGLE, [("b", 1), ("a", 0)], "b"),
        (MARKS, [("c", 1), ("a", 1), ("c", 0)], "a"),
        (MARKS, [("a", 1), ("abstain", 1)], "abstain"),
        (MARKS, [("blank", 1), ("a", 0)], ""),
        (MARKS, [("abstain", 1), ("blank", 0)], "abstain"),
        (MARKS, [("blank", 1), ("b", 1)], "b"),
        (CUMULATED, [("b", 1), ("a", 1), ("b", 2), ("b", 3)], "a+b+b+b"),
        (CUMULATED, [("b", 3), ("b", 1)], "b"),
        (WITH_NOBODY, [("a", 1), ("b", 1), ("e", 1)], "e"),
        (WITH_NOBODY, [("e", 1), ("b", 1)], "b"),
        (WITH_NOBODY, [("a", 1), ("e", 0)], "a"),
        (RANKING, [("b", 1), ("a", 1), ("d", 1), ("a", 0)], "b>d"),
        (RANKING, [("b", 1), ("b=", 1), ("a", 1)], "b>a"),
        (EQUALS, [("b", 1), ("b=", 1)], "b="),
        (EQUALS, [("b", 1), ("b=", 1), ("c", 1), ("a", 1)], "b=c>a"),
        (EQUALS, [("b", 1), ("b=", 1), ("b=", 0), ("c", 1)], "b>c"),
        (EQUALS, [("b", 1), ("b=", 1), ("b", 0)], ""),
        (EQUALS, [("b", 1), ("c", 1), ("b=", 1)], "b>c"),
        (EQUALS, [("b=", 1)], ""),
        (EQUALS, [("b", 1), ("b=", 1), ("c", 1), ("b=", 1)], "b=c"),
        (ANSWERS, [("b", 2), ("a", 1), ("c", 3)], "a:yes b:no c:abstain"),
        (ANSWERS, [("a", 1), ("a", 2)], "a:no"),
        (ANSWERS, [("a", 1), ("b", 1), ("a", 0)], "b:yes"),
        (ANSWERS, [("a", 1), ("a", 9)], ""),
    ],
)
def test_steps_come_to(definition: Definition, steps: Steps, filled: str) -> None:
    assert after(definition, *steps) == filled


wishes = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d", "a=", "b=", "abstain", PICKED_BLANK]), st.integers(0, 4)), max_size=8
)


@given(st.sampled_from(FORMS), wishes)
def test_repeated_step_changes_nothing_and_what_is_filled_in_is_only_ever_too_little(
    definition: Definition, steps: Steps
) -> None:
    once = after(definition, *steps)
    assert after(definition, *steps, *steps[-1:]) == once
    fault = fault_of(vote_on(definition), choice_in(once))
    assert fault is None or fault.code == "choice-too-few-marks"


@pytest.mark.parametrize(
    ("choice", "marks", "filled", "waits"),
    [
        (None, None, "", False),
        (None, "", "", False),
        (None, "b>a", "b>a", True),
        ("a>b", None, "a>b", False),
        ("a>b", "a>b", "a>b", False),
        ("a=b", "b=a=", "b=a=", False),
        ("a>b", "", "", True),
        ("", None, "", False),
        ("", PICKED_BLANK, PICKED_BLANK, False),
        ("abstain", "", "", False),
        ("abstain", PICKED_BLANK, PICKED_BLANK, True),
    ],
)
def test_filling_in_goes_on_from_what_stands(choice: str | None, marks: str | None, filled: str, waits: bool) -> None:
    assert (begun(Standing(choice, marks)), pending(vote_on(EQUALS), choice, marks)) == (filled, waits)


def test_words_for_the_whole_ballot_are_no_options() -> None:
    assert [(marked(word), places(word), answers(word)) for word in ("blank", "abstain", "")] == [([], [], {})] * 3
    assert (choice_in("blank"), choice_in("abstain"), choice_in("b>a=")) == ("", "abstain", "b>a")
