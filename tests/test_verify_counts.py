"""The verifier counts as the core does, by code that shares nothing with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers.verify import Count
from core.counting import verdict_word
from core.methods import CONSENT, METHODS
from core.methods.model import Quota, Result, Settings, labels
from core.rules import formula, parse_majority
from core.totals import Totals
from tests.test_methods_properties import CHOICES, boxes, cases

THREE = labels(3)
MAJORITIES = ["", "simple", "absolute", "two-thirds", "at least 1/2 of cast", "more than 1/3 of present"]
answered = st.dictionaries(
    st.sampled_from(["a", "b", "c", ""]), st.builds(Totals, st.integers(0, 9), st.integers(0, 9)), max_size=4
)
slots = st.sampled_from(
    [(), (Quota(1, ("a", "b")), Quota(2, ("a", "b", "c", "d", "e"))), (Quota(2, ("c",)), Quota(1, ("c", "d", "e")))]
)


def terms(method: str, settings: Settings) -> dict[str, object]:
    """A definition as it stands in event.json, for what `core.definition.settings` would make of it."""
    names = [
        "x" * (place + 1) if set(quota.eligible) != set(settings.options) else "open"
        for place, quota in enumerate(settings.slots)
    ]
    named = list(zip(names, settings.slots, strict=True))
    return {
        "method": method,
        "options": [
            {"label": label, "slots": [name for name, quota in named if label in quota.eligible]}
            for label in settings.options
        ],
        "seats": settings.seats,
        "slots": [{"name": name, "seats": quota.seats} for name, quota in named],
        "nobody": settings.none_of_the_above or settings.default_option,
        "default_quorum": settings.default_quorum,
        "majority": formula(settings.majority) if settings.majority else "",
        "tie": settings.majority.tie if settings.majority else "rejected",
        "by_weight": settings.by_weight,
    }  # fmt: skip


def counted(method: str, box: dict[str, Totals], settings: Settings) -> dict[str, object]:
    vote = {
        "definition": terms(method, settings),
        "roll": list(settings.present),
        "entitled": list(settings.entitled),
        "drawn": list(settings.drawn),
        "seed": settings.seed,
    }
    return Count(vote, [(choice, *number) for choice, number in box.items()]).result()


def told(result: Result) -> dict[str, object]:
    return {
        "outcome": str(verdict_word(result)),
        "elected": list(result.elected),
        "tied": [list(tie) for tie in result.tied],
    }


@given(cases, st.sampled_from(MAJORITIES), slots, st.integers(0, 5))
def test_elections_come_out_as_in_the_core(
    case: tuple[str, dict[str, Totals], Settings], majority: str, quotas: tuple[Quota, ...], least: int
) -> None:
    method, box, settings = case
    plain = method in {"irv", "scottish-stv", "meek-stv"}
    ranked = plain or method == "schulze"
    settings = replace(
        settings,
        majority=parse_majority(majority) if majority and not plain else None,
        default_quorum=least if method == "schulze" else 0,
        none_of_the_above="" if method == "schulze" else settings.none_of_the_above,
        present=Totals(60, 9_000_000),
        slots=() if ranked else quotas,
    )
    settings = replace(settings, seats=sum(quota.seats for quota in settings.slots) or settings.seats)
    assert counted(method, box, settings) == told(METHODS[method].count(box, settings))


@pytest.mark.parametrize("tie", ["rejected", "lot"])
@given(
    box=answered,
    majority=st.sampled_from([*MAJORITIES[1:], "more than 1/2 of yes_no and more than 1/2 of yes_no by weight"]),
    drawn=st.sampled_from([(), ("b",), ("a",)]),
    seed=st.sampled_from(["", "x"]),
)
def test_questions_come_out_as_in_the_core(
    tie: str, box: dict[str, Totals], majority: str, drawn: tuple[str, ...], seed: str
) -> None:
    settings = Settings(
        options=THREE, majority=parse_majority(majority, tie), drawn=drawn, seed=seed, present=Totals(20, 20)
    )
    assert counted("yes-no-abstain", box, settings) == told(METHODS["yes-no-abstain"].count(box, settings))


@given(st.dictionaries(st.sampled_from(["a", ""]), st.builds(Totals, st.integers(1, 9), st.integers(0, 9))))
def test_objections_are_counted_alike(box: dict[str, Totals]) -> None:
    settings = Settings(options=("a",), abstain=False)
    result = CONSENT.count(box, settings)
    found = {"outcome": verdict_word(result), "elected": [], "tied": []}
    assert counted(CONSENT.name, box, settings) == found


def test_every_way_of_voting_is_tried() -> None:
    assert {*CHOICES, "block", "yes-no-abstain", CONSENT.name} == set(METHODS)
    assert boxes
