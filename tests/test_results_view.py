"""Results of a plain question, and what all results have in common."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.contract import plain
from bot.views.result import message as results
from core.counting import verdict_word
from core.model import Definition, Late, VoteState
from core.results import result
from core.totals import UNIT, Totals
from tests.results import (
    BLOCK,
    BOARD,
    DE,
    EN,
    RANKED,
    YES_NO,
    buttons,
    counted,
    for_chair,
    for_members,
    heads,
    meeting,
    spoken,
)

PUBLISH = "Publish vote 7 to members"
QUESTION = Definition("Budget", YES_NO)
TWO_THIRDS = Definition("Budget", YES_NO, majority="at least 2/3 of valid")
BUDGET = counted(
    TWO_THIRDS, {"a": 412, "b": 170, "c": 16, "": 3}, roll=heads(655), present=heads(655), entitled=heads(900)
)


def test_sentence_says_verdict_figures_need_and_quorum() -> None:
    expected = "Carried: 412 yes of 598 valid votes (68.9 %), needed 2/3 of valid = 399; quorum 300, present 655."
    assert results.sentence(EN, BUDGET, meeting("300")) == expected


def test_sentence_says_that_some_were_represented() -> None:
    some = replace(BUDGET, present=heads(600), represented=heads(55))
    assert [results.sentence(EN, some, meeting(rule)).split("; ", 1)[1] for rule in ("300", "none")] == [
        "quorum 300, present 600, represented 55.",
        "present 600, represented 55.",
    ]


def test_sentence_says_that_a_quorum_is_by_weight() -> None:
    heavy = replace(BUDGET, present=Totals(2, 5 * UNIT), represented=Totals(1, UNIT))
    assert [results.sentence(language, heavy, meeting("4 by weight")).split("; ", 1)[1] for language in (EN, DE)] == [
        "quorum by weight 4, present 5, represented 1.",
        "Quorum nach Gewicht 4, anwesend 5, vertreten 1.",
    ]


def test_sentence_says_when_so_many_were_present_if_others_came_later() -> None:
    terms = replace(BUDGET.definition, majority="more than 1/2 of present", late=Late.UNTIL_CLOSE)
    more = replace(BUDGET, definition=terms, roll=heads(700))
    assert [results.sentence(language, more, meeting()).rsplit("; ", 1)[1] for language in (EN, DE)] == [
        "present at opening 655.",
        "bei der Eröffnung anwesend 655.",
    ]


def test_sentence_in_german() -> None:
    expected = (
        "Angenommen: 412 Ja von 598 gültigen Stimmen (68,9 %), nötig 2/3 der gültigen Stimmen = 399; "
        "Quorum 300, anwesend 655."
    )
    assert results.sentence(DE, BUDGET, meeting("300")) == expected


def test_chair_reads_the_arithmetic_first() -> None:
    message = results.for_chair(EN, BUDGET, meeting("300"))
    assert plain(message.text).split("\n") == [
        "Result · Vote 7 “Budget”", "Carried", "",
        "7a · Yes: 412 (68.9 %)", "7b · No: 170 (28.4 %)", "7c · Abstain: 16 (2.7 %)", "Blank: 3",
        "100 % = 598 (valid votes)", "",
        "Turnout: 601 of 655 on the roll (91.8 %)",
        "Majority: at least 2/3 of valid",
        "Reached: 412 yes, needed 399",
        "Quorum: 300 needed (300 members); at opening 655 present", "",
        "Read aloud:",
        "Carried: 412 yes of 598 valid votes (68.9 %), needed 2/3 of valid = 399; quorum 300, present 655.", "",
        "Members do not see this yet. /publish 7 or:",
    ]  # fmt: skip
    assert [button.label for row in message.rows for button in row] == ["Publish vote 7 to members"]


def test_published_result_has_no_button() -> None:
    published = replace(BUDGET, state=VoteState.PUBLISHED)
    assert results.for_chair(EN, published, meeting()).rows == ()
    assert results.for_members(EN, published, meeting()).rows == ()


def test_members_read_the_same_counts_and_sentence() -> None:
    assert for_members(BUDGET) == [
        "Result · Vote 7 “Budget”", "Carried", "",
        "7a · Yes: 412 (68.9 %)", "7b · No: 170 (28.4 %)", "7c · Abstain: 16 (2.7 %)", "Blank: 3",
        "100 % = 598 (valid votes)", "",
        "Turnout: 601 of 655 on the roll (91.8 %)", "",
        "Carried: 412 yes of 598 valid votes (68.9 %), needed 2/3 of valid = 399; present 655.",
    ]  # fmt: skip


def test_rehearsal_is_marked() -> None:
    text = plain(results.for_members(EN, BUDGET, meeting(rehearsal=True)).text)
    assert text.startswith("Result of a REHEARSAL, nothing counts")


@pytest.mark.parametrize(
    ("tie", "follows", "next_step", "offered"),
    [
        ("rejected", "A tie counts as rejected.", "", [PUBLISH]),
        (
            "chair",
            "After a tie the chair decides.",
            "You decide: /ruling 7 yes or /ruling 7 no, and why behind it",
            [PUBLISH],
        ),
        ("runoff", "After a tie there is a run-off.", "The run-off: /runoff 7", [PUBLISH, "Run-off of vote 7"]),
        (
            "lot",
            "After a tie a lot is drawn.",
            "Draw a lot and write what was drawn: /lot 7 yes or /lot 7 no",
            ["Drawn: Yes", "Drawn: No", PUBLISH],
        ),
    ],
)
def test_tie_is_stated_with_what_follows(tie: str, follows: str, next_step: str, offered: list[str]) -> None:
    vote = counted(replace(QUESTION, tie=tie), {"a": 30, "b": 30, "c": 5})
    assert spoken(vote) == (
        "Tie: 30 yes of 60 yes and no votes (50.0 %), needed more than 1/2 of yes and no votes = 31; "
        f"present 100. {follows}"
    )
    assert (for_chair(vote)[2], buttons(vote)) == (next_step, offered)


def test_lot_that_decided_a_question_is_said() -> None:
    vote = counted(replace(QUESTION, tie="lot"), {"a": 30, "b": 30}, drawn=("b",))
    assert spoken(vote) == (
        "Rejected: 30 yes of 60 yes and no votes (50.0 %), needed more than 1/2 of yes and no votes = 31; "
        "present 100. The lot decided the tie: No."
    )
    assert "Drawn in the hall: 7b · No" in for_chair(vote)


def test_ruling_stands_beside_the_verdict_for_all() -> None:
    vote = replace(BUDGET, ruling="Void: <two> ballots too many")
    head = ["Result · Vote 7 “Budget”", "Carried", "The chair has decided: Void: <two> ballots too many"]
    assert (for_chair(vote)[:3], for_members(vote)[:3]) == (head, head)


def test_abstentions_outside_the_base_have_no_percentage() -> None:
    vote = counted(QUESTION, {"a": 3, "b": 1, "c": 5})
    assert for_members(vote)[3:7] == [
        "7a · Yes: 3 (75.0 %)", "7b · No: 1 (25.0 %)", "7c · Abstain: 5", "100 % = 4 (yes and no votes)",
    ]  # fmt: skip


def test_only_abstentions_are_no_result() -> None:
    vote = counted(QUESTION, {"c": 5})
    assert for_members(vote)[1:4] == ["No result", "", "7a · Yes: 0 (–)"]


def test_presses_after_the_end_are_said_to_the_chair() -> None:
    assert "2 answers after the end: not counted, and told so." in for_chair(replace(BUDGET, late=2))


def test_weights_are_a_line_of_their_own_if_any_differs() -> None:
    double = replace(QUESTION, majority="more than 1/2 of yes_no and more than 1/2 of yes_no by weight")
    box = {"a": Totals(3, 3 * UNIT), "b": Totals(2, 7_500_000)}
    vote = replace(counted(double, {}), box=box, roll=Totals(5, 10_500_000), grain=UNIT // 2)
    assert for_chair(vote, DE)[8:13] == [
        "Beteiligung: 5 von 5 im Verzeichnis (100,0 %)",
        "Gewicht: Ja 3, Nein 7,5 und Enthaltung 0. Abgegeben 10,5 von 10,5",
        "Mehrheit: mehr als 1/2 der Ja- und Nein-Stimmen und mehr als 1/2 der Ja- und Nein-Stimmen nach Gewicht",
        "Erreicht: 3 Ja, nötig 3",
        "Nicht erreicht: 3 Ja nach Gewicht, nötig 5,5",
    ]


@pytest.mark.parametrize(
    ("definition", "box", "word"),
    [
        (BOARD, {}, "no_result"),
        (BOARD, {"": 3, "abstain": 2}, "no_result"),
        (replace(BOARD, method="per-candidate", maximum=4), {"a:abstain": 3}, "no_result"),
        (replace(BOARD, majority="absolute"), {"a": 2, "b": 1, "c": 1}, "none_elected"),
        (BOARD, {"a": 2, "b": 2}, "tie"),
        (BLOCK, {"a+b": 2, "a+c": 2}, "partly"),
        (BLOCK, {"a": 2}, "partly"),
        (BLOCK, {"a+b": 2}, "elected"),
        (RANKED, {"a": 2, "b": 2}, "elected"),
        (RANKED, {"a": 2}, "partly"),
        (QUESTION, {"a": 2}, "carried"),
    ],
)
def test_outcome_in_one_word(definition: Definition, box: dict[str, int], word: str) -> None:
    assert verdict_word(result(counted(definition, box))) == word


# -- numbers that agree with the verdict

MAJORITIES = [
    "simple",
    "absolute",
    "two-thirds",
    "three-quarters",
    "at least 1/1 of valid",
    "more than 2/3 of yes_no",
    "at least 1/2 of valid",
    "more than 999/1000 of yes_no",
    "at least 1/3 of present",
    "more than 1/2 of weight",
    "at least 2/3 of cast by weight",
]
COUNTS = st.integers(0, 3000)


def shares(text: str) -> list[Fraction]:
    """The percentages of a text."""
    return [Fraction(number.replace(",", "")) / 100 for number in re.findall(r"\(([\d,.]+) %\)", text)]


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS, st.sampled_from(MAJORITIES))
@example(2999, 1, 0, "at least 1/1 of valid")
@example(4999, 5001, 0, "at least 1/2 of valid")
@example(1999, 1001, 0, "two-thirds")
@example(66, 33, 0, "more than 2/3 of yes_no")
@example(66, 33, 0, "two-thirds")
@example(49_999_999, 50_000_001, 0, "simple")
def test_printed_percentage_lies_where_the_verdict_lies(yes: int, no: int, abstain: int, majority: str) -> None:
    definition = replace(QUESTION, majority=majority)
    total = yes + no + abstain
    vote = counted(definition, {"a": yes, "b": no, "c": abstain}, roll=heads(total), present=heads(total))
    check = result(vote).options[0].verdict.checks[0]
    for text in (spoken(vote), "\n".join(for_chair(vote)[3:4])):
        for share in shares(text)[:1]:
            met = share > check.condition.threshold if check.condition.strict else share >= check.condition.threshold
            assert (text, met) == (text, check.met)


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ({"a": 2999, "b": 1}, ["7a · Yes: 2,999 (99.97 %)", "7b · No: 1 (0.03 %)"]),
        ({"a": 19_999, "b": 10_001}, ["7a · Yes: 19,999 (66.66 %)", "7b · No: 10,001 (33.34 %)"]),
        ({"a": 2000, "b": 1000}, ["7a · Yes: 2,000 (66.7 %)", "7b · No: 1,000 (33.3 %)"]),
        ({"a": 3, "b": 0}, ["7a · Yes: 3 (100.0 %)", "7b · No: 0 (0.0 %)"]),
    ],
)
def test_percentages_have_as_many_digits_as_the_verdict_needs(box: dict[str, int], shown: list[str]) -> None:
    assert for_members(counted(replace(QUESTION, majority="two-thirds"), box))[3:5] == shown


def test_numbers_are_grouped_alike_in_one_sentence() -> None:
    vote = counted(TWO_THIRDS, {"a": 4120, "b": 1700}, roll=heads(6550), present=heads(6550))
    assert results.sentence(DE, vote, meeting("3000")) == (
        "Angenommen: 4.120 Ja von 5.820 gültigen Stimmen (70,8 %), nötig 2/3 der gültigen Stimmen = 3.880; "
        "Quorum 3.000, anwesend 6.550."
    )


def test_question_that_weight_decides_shows_weight_and_its_base() -> None:
    box = {"a": Totals(1, 6 * UNIT), "b": Totals(2, 3 * UNIT)}
    weighed = replace(QUESTION, majority="more than 1/2 of weight")
    vote = replace(counted(weighed, {}), box=box, roll=Totals(4, 12 * UNIT))
    assert for_members(vote)[3:10] == [
        "7a · Yes: 6 (50.0 %)",
        "7b · No: 3 (25.0 %)",
        "7c · Abstain: 0 (0.0 %)",
        "100 % = 12 (by weight of the roll)",
        "",
        "Turnout: 3 of 4 on the roll (75.0 %)",
        "Weight decides. By heads: Yes 1, No 2 and Abstain 0. Cast 3 of 4",
    ]


def test_base_stands_in_the_case_that_its_place_asks_for() -> None:
    cast = counted(Definition("Budget", YES_NO, majority="more than 1/2 of cast"), {"a": 10, "": 10})
    assert spoken(cast, DE) == (
        "Abgelehnt: 10 Ja von 20 abgegebenen Stimmzetteln (50,0 %),"
        " nötig mehr als 1/2 der abgegebenen Stimmzettel = 11; anwesend 100."
    )
    assert "100 % = die 20 abgegebenen Stimmzettel" in for_chair(cast, DE)


def test_quorum_of_the_vote_is_told_from_that_of_the_meeting() -> None:
    both = counted(Definition("Budget", YES_NO, quorum="50"), {"a": 10})
    said = [plain(results.sentence(language, both, meeting("60"))).split("; ", 1)[1] for language in (EN, DE)]
    assert said == [
        "quorum 60, present 100; own quorum 50, present 100.",
        "Quorum 60, anwesend 100; eigenes Quorum 50, anwesend 100.",
    ]
