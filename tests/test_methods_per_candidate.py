"""Yes, no or abstention for each candidate."""

import pytest

from core.methods import METHODS, count_twice
from core.methods.model import Fault, OptionCount, Result, Settings, labels
from core.rules import Outcome, parse_majority
from core.totals import Totals

ABC = labels(3)
METHOD = METHODS["per-candidate"]


def count(settings: Settings, *piles: tuple[int, str]) -> Result:
    return count_twice(METHOD, {choice: Totals(number, number * 3) for number, choice in piles}, settings)


def heads(option: OptionCount) -> tuple[int, int, int]:
    return option.votes.heads, option.no.heads, option.abstain.heads


@pytest.mark.parametrize(
    ("text", "settings", "fault"),
    [
        ("d:yes", Settings(options=ABC), Fault("unknown-option", "d")),
        ("a:yes a:no", Settings(options=ABC), Fault("duplicate", "a", 2, 1)),
        ("a:maybe", Settings(options=ABC), Fault("answer-unknown", "a")),
        ("a", Settings(options=ABC), Fault("answer-unknown", "a")),
        ("a:abstain", Settings(options=ABC, abstain=False), Fault("no-abstain", "a")),
        ("abstain", Settings(options=ABC, abstain=False), Fault("no-abstain")),
        ("a:yes b:yes", Settings(options=ABC, maximum=1), Fault("too-many-marks", given=2, allowed=1)),
        ("a:yes b:no", Settings(options=ABC, minimum=2), Fault("too-few-marks", given=1, allowed=2)),
        ("c:no", Settings(options=ABC, maximum=1), None),
        ("", Settings(options=ABC, minimum=2), None),
    ],
)
def test_answers_checked(text: str, settings: Settings, fault: Fault | None) -> None:
    assert METHOD.check(METHOD.parse(text), settings) == fault


def test_answers_canonical() -> None:
    assert METHOD.parse(" B : No   a:YES") == "a:yes b:no"


def test_none_of_the_above_has_no_place() -> None:
    assert METHOD.fits(Settings(options=ABC, none_of_the_above="c")) == Fault("none-of-the-above", "c")


def test_carried_candidates_by_yes() -> None:
    piles = ((3, "a:yes b:yes c:no"), (2, "a:no b:yes"), (1, "c:abstain"), (1, "abstain"), (2, ""))
    result = count(Settings(options=ABC, seats=2), *piles)
    assert [heads(option) for option in result.options] == [(3, 2, 1), (5, 0, 1), (0, 3, 2)]
    assert (result.elected, result.valid.heads, result.blank.heads) == (("b", "a"), 7, 2)


def test_candidate_without_a_majority_leaves_the_seat_vacant() -> None:
    result = count(Settings(options=ABC, seats=3, majority=parse_majority("absolute")), (2, "a:yes"), (2, "a:abstain"))
    outcomes = [option.verdict.outcome for option in result.options if option.verdict]
    assert outcomes == [Outcome.REJECTED, Outcome.NO_RESULT, Outcome.NO_RESULT]
    assert (result.elected, result.vacant) == ((), 3)


def test_unnamed_candidate_has_a_blank_vote() -> None:
    settings = Settings(options=ABC, majority=parse_majority("more than 1/2 of cast"))
    assert count(settings, (3, "a:yes"), (3, "b:yes")).elected == ()
    assert count(settings, (4, "a:yes"), (3, "b:yes")).elected == ("a",)


def test_equal_yes_across_the_last_seat() -> None:
    result = count(Settings(options=ABC, seats=2), (3, "a:yes"), (2, "b:yes c:yes"))
    assert (result.elected, result.tied) == (("a",), (("b", "c"),))
