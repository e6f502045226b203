"""What a vote's text and rules mean to its method, and the hash by which they are frozen: pure."""

import hashlib
from dataclasses import replace
from fractions import Fraction

import pytest

from core.definition import (
    definition_hash,
    fault_of,
    gives_receipts,
    impossible,
    journal_data,
    longest_choice,
    parse_choice,
    settings,
    with_secrecy,
)
from core.errors import Refusal, refuse
from core.methods.model import Quota, Settings
from core.model import Definition, EventId, Option, Slot, Vote, VoteId, VoteState
from core.rules import Base, Condition, Majority, Tie
from core.totals import Totals
from tests.people import MOTION

BOARD = Definition(
    "Board",
    (Option("a", "Ada", slots=("women",)), Option("b", "Ben"), Option("c", "Cem"), Option("d", "None")),
    kind="election", method="block", majority="", seats=2, minimum=2, maximum=3, cumulate=2, nobody="d",
)  # fmt: skip


def vote(definition: Definition) -> Vote:
    return Vote(VoteId(1), EventId("agm"), 7, VoteState.OPEN, definition)


# -- what cannot be


@pytest.mark.parametrize(
    ("definition", "refusal"),
    [
        (MOTION, None),
        (replace(MOTION, secret=True), None),
        (replace(MOTION, method="no-objection"), refuse("settings-options", label="", given=3, allowed=1)),
        (
            replace(MOTION, options=MOTION.options[:1], method="no-objection", secret=True),
            refuse("settings-consent-secret"),
        ),
        (replace(MOTION, options=MOTION.options[:1], method="no-objection"), None),
        (BOARD, None),
        (replace(BOARD, maximum=9), refuse("settings-maximum", label="", given=9, allowed=8)),
        (replace(BOARD, nobody="x"), refuse("settings-unknown-option", label="x", given=0, allowed=0)),
    ],
)
def test_definition_that_cannot_be_is_refused_in_numbers(definition: Definition, refusal: Refusal | None) -> None:
    assert impossible(definition) == refusal


@pytest.mark.parametrize(
    ("definition", "choice", "refusal"),
    [
        (BOARD, "z", refuse("choice-unknown-option", label="7z", given=0, allowed=0, number=7)),
        (BOARD, "a+a+b+c", refuse("choice-too-many-marks", label="", given=4, allowed=3, number=7)),
        (BOARD, "a", refuse("choice-too-few-marks", label="", given=1, allowed=2, number=7)),
        (BOARD, " C + a", None),
        (replace(BOARD, abstain=False), "abstain", refuse("choice-no-abstain", label="", given=0, allowed=0, number=7)),
        (replace(MOTION, maximum=3), "a", None),
    ],
)
def test_choice_that_cannot_be_cast_is_refused_in_numbers(
    definition: Definition, choice: str, refusal: Refusal | None
) -> None:
    assert fault_of(vote(definition), choice) == refusal


# -- what the method is told


def test_terms_of_an_election_are_all_told_to_its_method() -> None:
    definition = replace(
        BOARD, majority="at least 2/3 of valid", tie="lot", by_weight=True, abstain=False,
        slots=(Slot("women", 1), Slot("open", 1)),
    )  # fmt: skip
    assert settings(definition, Totals(5, 50), Totals(9, 90)) == Settings(
        options=("a", "b", "c", "d"),
        seats=2,
        minimum=2,
        maximum=3,
        cumulate=2,
        abstain=False,
        none_of_the_above="d",
        majority=Majority((Condition(Fraction(2, 3), strict=False, base=Base.VALID),), Tie.LOT),
        present=Totals(5, 50),
        entitled=Totals(9, 90),
        by_weight=True,
        slots=(Quota(1, ("a",)), Quota(1, ("a", "b", "c", "d"))),
    )


def test_nobody_is_the_default_option_where_candidates_are_compared_in_pairs() -> None:
    definition = replace(BOARD, method="schulze", minimum=1, cumulate=1, default_quorum=4)
    assert settings(definition) == Settings(
        options=("a", "b", "c", "d"), seats=2, minimum=1, maximum=3, default_option="d", default_quorum=4
    )


def test_question_has_as_many_marks_as_its_method_says() -> None:
    assert (settings(replace(MOTION, maximum=3)).maximum, settings(MOTION).minimum) == (None, 1)


def test_choice_is_the_same_however_it_is_written() -> None:
    assert parse_choice(vote(BOARD), "C + a") == "a+c"


@pytest.mark.parametrize(
    ("definition", "longest"),
    [
        (MOTION, len("abstain")),
        (replace(MOTION, options=(Option("a" * 9, ""),)), 10),
        (BOARD, len("abstain")),
        (replace(BOARD, maximum=6), len("a+a+b+b+c+c+")),
        (replace(BOARD, maximum=0), len("abstain")),
        (replace(BOARD, options=BOARD.options * 3, method="scottish-stv"), 24),
        (replace(BOARD, options=(*BOARD.options, Option("aa", "")), method="per-candidate"), 5 * len("aa :abstain ")),
        (replace(BOARD, options=(), method="per-candidate"), len("abstain")),
    ],
)
def test_longest_choice_has_room_for_everything(definition: Definition, longest: int) -> None:
    assert longest_choice(definition) == longest


# -- secrecy


@pytest.mark.parametrize(
    ("definition", "secret", "receipts"),
    [(MOTION, True, True), (MOTION, False, False), (BOARD, True, False), (BOARD, False, False)],
)
def test_secrecy_comes_with_the_receipts_that_are_usual(definition: Definition, secret: bool, receipts: bool) -> None:
    before = replace(definition, secret=not secret, receipts=not receipts)
    assert with_secrecy(before, secret=secret) == replace(definition, secret=secret, receipts=receipts)


def test_receipts_are_usual_for_matters_and_not_for_people() -> None:
    assert (gives_receipts("vote"), gives_receipts("election")) == (True, False)


# -- what is frozen


def test_hash_of_a_definition_is_that_of_its_canonical_text() -> None:
    definition = Definition("Essen für alle?", (Option("a", "Ja"), Option("b", "Nein")), text="Heute", rules=3)
    canonical = (
        '{"options":[{"label":"a","text":"Ja"},{"label":"b","text":"Nein"}],"rules":3,"text":"Heute",'
        '"title":"Essen für alle?"}'
    )
    assert definition_hash(definition) == hashlib.sha256(canonical.encode()).hexdigest()


def test_journal_holds_the_hash_and_the_seed_of_a_drawn_order() -> None:
    drawn = replace(BOARD, order_seed="4 8 15")
    assert journal_data(BOARD) == {"definition": definition_hash(BOARD)}
    assert journal_data(drawn) == {"definition": definition_hash(drawn), "order_seed": "4 8 15"}
