"""The terms of every method in words, and what a preview warns of."""

from dataclasses import replace

import pytest

from adapters.contract import plain
from bot.chat.call import House
from bot.drafting.lines import drafted, drafted_election
from bot.views.terms import term_lines
from bot.views.votes import Outlook, deleted, how_to_edit, preview, shown
from bot.views.warnings import warnings
from bot.wording.speech import LANGUAGES, speech
from core.methods import METHODS
from core.model import Definition, Event, EventId, EventSettings, EventState, Vote, VoteId, VoteState
from core.totals import Totals

AGM = EventId("agm")
EVENT = Event(
    AGM,
    EventSettings(AGM, "AGM"),
    EventState.OPEN,
    registration=True,
    rehearsal=True,
    present=Totals(),
    entitled=Totals(),
    version=0,
)


def made(*lines: str, kind: str = "election") -> Definition:
    read = drafted_election if kind == "election" else drafted
    definition = read(House(), "Board", lines)
    assert isinstance(definition, Definition), definition
    return definition


def vote(definition: Definition) -> Vote:
    return Vote(VoteId(1), AGM, 7, VoteState.DRAFT, definition)


def terms(*lines: str, language: str = "en", kind: str = "election") -> list[str]:
    """Without the lines on secrecy, time and abstention."""
    return [plain(line) for line in term_lines(speech(language), made(*lines, kind=kind))][1:-2]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- A", "- B"], ["One mark.", "Elected: those with most votes; seats: 1.", "A tie for a seat: lot."]),
        (
            ["- A", "- B", "- C", "seats: 1 women, 1 open", "cumulate: 2", "tie: runoff", "majority: absolute"],
            [
                "1 to 2 marks. Up to 2 of them for one.",
                "Elected: those who reach the majority, most votes first; seats: 2.",
                "Majority of each: absolute (more than 1/2 of valid). "
                "A mark is yes; a ballot that marks only others is no.",
                "Seats, filled in this order: 1 women and 1 open to all.",
                "A tie for a seat: run-off.",
            ],
        ),
        (
            ["- A", "- B", "method: approval", "none of the above", "by weight", "order: lot 4711", "tie: rejected"],
            [
                "1 to 2 marks.",
                "Elected: those with most votes; seats: 1.",
                "Whoever has no more votes than “none of the above” is out.",
                "Weight decides, not heads.",
                "A tie for a seat: nobody of the tied is elected.",
                "Order drawn by lot: by the SHA-256 of “4711:” and the name.",
            ],
        ),
        (
            ["- A", "no abstain", "runoff: twice absolute, 2"],
            [
                "Yes or no to each.",
                "Elected: those who reach the majority, most votes first; seats: 1.",
                "Majority of each: simple (more than 1/2 of yes and no votes).",
                "A tie for a seat: lot.",
                "If seats stay open: run-off with twice as many as open seats, absolute (more than 1/2 of valid); "
                "run-off of the best 2, most votes.",
            ],
        ),
        (
            ["- A", "- B", "- C", "method: per-candidate", "seats: 2", "max: 2"],
            [
                "Yes, no or abstain to each. 0 to 2 times yes.",
                "Elected: those who reach the majority, most votes first; seats: 2.",
                "Majority of each: simple (more than 1/2 of yes and no votes).",
                "A tie for a seat: lot.",
            ],
        ),
        (
            ["- A", "- B", "method: irv", "none of the above"],
            [
                "Ranked 1, 2, 3 …: 1 to 3 places.",
                "Instant run-off: elected is who has more than half of the ballots still in play; until then the last "
                "one goes, and these ballots count for their next place.",
                "If “none of the above” wins, the seat stays vacant.",
                "A tie for a seat: lot.",
            ],
        ),
        (
            ["- A", "- B", "method: scottish-stv", "seats: 2"],
            [
                "Ranked 1, 2, 3 …: 1 to 2 places.",
                "Single transferable vote, Scottish rules (SSI 2007/42); seats: 2. Elected: those who reach the quota, "
                "valid ballots / (seats + 1), rounded down, plus 1. What is over it, and the ballots of the last, "
                "go on to the next place.",
                "A tie for a seat: lot.",
            ],
        ),
        (
            ["- A", "method: schulze", "none of the above", "majority: at least 3/4 of yes_no", "default quorum: 5"],
            [
                "Ranked 1, 2, 3 …: 1 to 2 places.",
                "Schulze's method: every two are compared, the strongest wins decide; seats: 1. "
                "Equal places are possible.",
                "Majority of each: three-quarters (at least 3/4 of yes and no votes). "
                "Ranked above “none of the above” is yes, below is no.",
                "Whoever fails against “none of the above” is out.",
                "5 must rank it above “none of the above”.",
                "A tie for a seat: lot.",
            ],
        ),
    ],
)
def test_terms_say_all_that_decides(lines: list[str], expected: list[str]) -> None:
    assert terms(*lines) == expected


def test_terms_of_a_choice_speak_of_things() -> None:
    expected = [
        "One mark.",
        "What has most votes wins; places: 1.",
        "A tie for a place: none of the tied is chosen.",
    ]
    assert terms("- North", "- South", kind="vote") == expected


def test_terms_of_a_further_round_say_what_it_follows() -> None:
    definition = replace(made("- A", "- B"), round=2, follows=7)
    assert plain(term_lines(speech("en"), definition)[0]) == "Ballot 2, after number 7."


def test_terms_are_said_in_german() -> None:
    assert terms("- A", "- B", "- C", "seats: 2", "runoff: 2", language="de") == [
        "1 bis 2 Kreuze.",
        "Gewählt: wer die meisten Stimmen hat; Sitze: 2.",
        "Bei Stimmengleichheit um einen Sitz: Los.",
        "Bleibt etwas unbesetzt: Stichwahl der besten 2, meiste Stimmen.",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["- A", "- B", "seats: 1 women, 1 open"],
            ["Note: seats 1 women: nobody can fill them; the rest stays vacant."],
        ),
        (
            ["- A [women]", "- B", "seats: 2 women"],
            ["Note: seats 2 women: one candidate can fill them; the rest stays vacant.", "Note: no seat for: 7b B."],
        ),
        (["- A", "- B", "seats: 4"], ["Note: 2 seats stay vacant: there are fewer candidates than seats."]),
        (["- #17 Anna", "- #18 Ben", "- C"], ["Note: on the roster these are: 7b Bea Schulz."]),
        (["- A [women]", "- B", "seats: 1 women, 1 open"], []),
    ],
)
def test_preview_warns_of_what_is_probably_not_meant(lines: list[str], expected: list[str]) -> None:
    found = warnings(speech("en"), vote(made(*lines)), {"17": "Anna", "18": "Bea Schulz"})
    assert [plain(line) for line in found] == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"yes-no-abstain", "no-objection"}))
def test_long_elections_fit_into_one_message(language: str, method: str) -> None:
    names = [f"- #{number} {'Name' * 45} {number}" for number in range(300)]
    lines = [f"method: {method}", f"text: {'Long. ' * 900}", "order: lot", "runoff: " + ", ".join(["2"] * 30), *names]
    draft = vote(made(*lines, f"except: {', '.join(map(str, range(300)))}"))
    known = {str(number): "Other" * 20 for number in range(300)}
    words = speech(language)
    messages = [preview(words, draft, EVENT, known, Outlook(Totals(3000, 0))), shown(words, draft)]
    messages += [how_to_edit(words, draft), deleted(words, draft)]
    assert [len(plain(message.text)) for message in messages if len(plain(message.text)) > 4096] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_preview_says_what_secret_means_on_the_network_where_it_is_read(language: str) -> None:
    draft = vote(made("secret", "- A", "- B"))
    told = [
        plain(preview(speech(language, buttons=buttons), draft, EVENT).text).partition("————————")[0]
        for buttons in (True, False)
    ]
    assert ["Telegram" in text for text in told] == [True, False]
    assert ["7a · A" in text for text in told] == [True, True]
