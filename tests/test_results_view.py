from dataclasses import replace

import pytest

from adapters.contract import plain
from bot.speech import speech
from bot.views import results
from core.model import (
    UNIT,
    Definition,
    Event,
    EventId,
    EventSettings,
    EventState,
    Option,
    Totals,
    Vote,
    VoteId,
    VoteState,
)

EN, DE = speech("en"), speech("de")
YES_NO = (Option("a", ""), Option("b", ""), Option("c", ""))
COLOURS = (Option("a", "Blue"), Option("b", "Green"), Option("c", "Red"))


def heads(count: int) -> Totals:
    return Totals(count, count * UNIT)


def counted(definition: Definition, outcome: str, roll: int = 655, **box: int) -> Vote:
    """A counted vote; `_` is blank."""
    return Vote(
        VoteId(1), EventId("agm"), 7, VoteState.COUNTED, definition, roll=heads(roll), present=heads(655),
        entitled=heads(900), box={key.strip("_"): (votes, votes * UNIT) for key, votes in box.items()}, outcome=outcome,
    )  # fmt: skip


def meeting(quorum: str = "300", *, rehearsal: bool = False) -> Event:
    settings = EventSettings(EventId("agm"), "Assembly", quorum=quorum)
    return Event(
        EventId("agm"),
        settings,
        EventState.OPEN,
        registration=False,
        rehearsal=rehearsal,
        present=heads(655),
        entitled=heads(900),
        version=1,
    )


TWO_THIRDS = Definition("Budget", YES_NO, majority="at least 2/3 of valid")
BUDGET = counted(TWO_THIRDS, "carried", a=412, b=170, c=16, _=3)


def test_sentence_says_verdict_figures_need_and_quorum() -> None:
    expected = "Carried: 412 yes of 598 valid (68.9 %), needed 2/3 of valid = 399; quorum 300, present 655."
    assert results.sentence(EN, BUDGET, meeting()) == expected


def test_sentence_in_german() -> None:
    expected = (
        "Angenommen: 412 Ja von 598 gültigen Stimmen (68,9 %), nötig 2/3 der gültigen Stimmen = 399; "
        "Quorum 300, anwesend 655."
    )
    assert results.sentence(DE, BUDGET, meeting()) == expected


def test_chair_reads_the_arithmetic_first() -> None:
    message = results.for_chair(EN, BUDGET, meeting())
    assert plain(message.text).split("\n") == [
        "Result · Vote 7 “Budget”", "Carried", "",
        "7a · Yes: 412 (68.9 %)", "7b · No: 170 (28.4 %)", "7c · Abstain: 16 (2.7 %)", "Blank: 3",
        "100 % = 598 (valid)", "",
        "Turnout: 601 of 655 on the roll (91.8 %)",
        "Majority: at least 2/3 of valid",
        "Reached: 412 yes, needed 399",
        "Quorum: 300 needed (300 present), 655 present at opening", "",
        "Read aloud:",
        "Carried: 412 yes of 598 valid (68.9 %), needed 2/3 of valid = 399; quorum 300, present 655.", "",
        "Members do not see this yet. /publish 7 or:",
    ]  # fmt: skip
    assert [button.label for row in message.rows for button in row] == ["Publish vote 7 to members"]


def test_published_result_has_no_button() -> None:
    published = replace(BUDGET, state=VoteState.PUBLISHED)
    assert results.for_chair(EN, published, meeting()).rows == ()
    assert results.for_members(EN, published, meeting()).rows == ()


def test_members_read_the_same_counts_and_sentence() -> None:
    text = plain(results.for_members(EN, BUDGET, meeting()).text)
    assert "7a · Yes: 412 (68.9 %)" in text
    assert text.endswith(results.sentence(EN, BUDGET, meeting()))


def test_rehearsal_is_marked() -> None:
    text = plain(results.for_members(EN, BUDGET, meeting(rehearsal=True)).text)
    assert text.startswith("Result of a REHEARSAL, nothing counts")


@pytest.mark.parametrize(
    ("tie", "follows"),
    [("rejected", "A tie counts as rejected."), ("chair", "After a tie the chair decides.")],
)
def test_tie_is_stated_with_what_follows(tie: str, follows: str) -> None:
    vote = counted(Definition("Budget", YES_NO, tie=tie), "tie", a=300, b=300, c=5)
    expected = (
        "Tie: 300 yes of 600 yes and no votes (50.0 %), needed more than 1/2 of yes and no votes = 301; "
        f"present 655. {follows}"
    )
    assert results.sentence(EN, vote, meeting("none")) == expected


def test_abstentions_outside_the_base_have_no_percentage() -> None:
    vote = counted(Definition("Budget", YES_NO), "carried", a=3, b=1, c=5)
    assert "7c · Abstain: 5\n100 % = 4 (yes and no votes)" in plain(results.for_chair(EN, vote, meeting()).text)


def test_only_abstentions_are_no_result() -> None:
    vote = counted(Definition("Budget", YES_NO), "no_result", c=5)
    assert "No result\n\n7a · Yes: 0 (–)" in plain(results.for_chair(EN, vote, meeting()).text)


def test_weights_are_a_line_of_their_own_if_any_differs() -> None:
    double = Definition("Budget", YES_NO, majority="more than 1/2 of yes_no and more than 1/2 of yes_no by weight")
    vote = replace(
        counted(double, "rejected"), box={"a": (3, 3 * UNIT), "b": (2, 7_500_000)}, roll=Totals(5, 10_500_000)
    )
    text = plain(results.for_chair(DE, vote, meeting("none")).text)
    assert "Gewicht: Ja 3, Nein 7,5, Enthaltung 0. Abgegeben 10,5 von 10,5" in text
    assert "Erreicht: 3 Ja, nötig 3\nNicht erreicht: 3 Ja, nötig mehr als 5,25" in text
    assert "Weight" not in plain(results.for_chair(EN, BUDGET, meeting()).text)


BOARD = Definition("Board", COLOURS, kind="election", method="block", maximum=2, seats=2)


def test_election_ranks_and_names_the_elected() -> None:
    vote = counted(BOARD, "elected", **{"a+b": 30, "b+c": 10, "abstain": 5})
    text = plain(results.for_chair(EN, vote, meeting("none")).text)
    assert "7b · Green · elected: 40 (88.9 %)\n7a · Blue · elected: 30 (66.7 %)\n7c · Red: 10 (22.2 %)" in text
    assert results.sentence(EN, vote, meeting("none")) == (
        "Elected: Green (40), Blue (30); valid ballots 45; present 655."
    )


def test_tie_for_a_seat_is_named() -> None:
    vote = counted(BOARD, "elected", **{"a+b": 30, "a+c": 30})
    assert results.sentence(EN, vote, meeting("none")) == (
        "Elected: Blue (60); valid ballots 60; present 655. Tie, not decided: 7b · Green, 7c · Red."
    )


def test_vote_on_a_matter_chooses_and_elects_nobody() -> None:
    vote = counted(replace(BOARD, kind="vote", seats=1), "elected", a=3, b=2)
    assert results.sentence(DE, vote, meeting("none")) == ("Ausgewählt: Blue (3); gültige Stimmzettel 5; anwesend 655.")


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 3, "33.3 %"), (2, 3, "66.7 %"), (1, 2000, "0.1 %"), (1, 2001, "0.0 %"), (0, 0, "–"), (5, 5, "100.0 %")],
)
def test_percent_is_rounded_half_up_from_the_exact_fraction(part: int, whole: int, shown: str) -> None:
    assert results.percent(EN, part, whole) == shown


def test_longest_result_fits_into_a_message() -> None:
    options = tuple(Option(f"{chr(97 + index // 26)}{chr(97 + index % 26)}", "<&>" * 66) for index in range(90))
    definition = Definition("T" * 200, options, method="block", maximum=90, seats=45)
    vote = counted(definition, "elected", **{"+".join(option.label for option in options[:45]): 7})
    texts = [plain(view(EN, vote, meeting()).text) for view in (results.for_chair, results.for_members)]
    assert [len(text) <= 4000 for text in texts] == [True, True]
