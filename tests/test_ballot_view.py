from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.contract import Message, check, plain
from adapters.memory import LIMITS
from bot.chat.buttons import CastGroup, CastMarks, CastPrivate, Mark, OpenBallot, Turn, decode
from bot.views.ballot.own import Drawing, group, group_over, over, private
from bot.wording.speech import speech
from core import casting
from core.methods.model import labels
from core.model import Definition, EventId, Hold, MemberId, Option, Slot, Vote, VoteId, VoteState
from core.totals import UNIT, Totals
from tests.ballots import FORMS, WITH_NOBODY

EN = speech("en")
ME = MemberId(17)
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")))
BOARD = Definition(
    "Board",
    tuple(Option(label, name) for label, name in zip("abcd", ["Ada", "Bo <b>x", "Cem", "Dora"], strict=True)),
    kind="election",
    method="block",
    minimum=2,
    maximum=3,
)
VOTE = Vote(VoteId(99), EventId("agm"), 7, VoteState.OPEN, QUESTION, key=b"k" * 32)
ELECTION = replace(VOTE, definition=BOARD)


def drawing(choice: str | None = None, marks: str | None = None, page: int = 0) -> Drawing:
    return Drawing(ME, 4, choice, marks, page)


def labelled(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


def meant(message: Message) -> list[object]:
    return [decode(button.data) for row in message.rows for button in row]


def long_ballot(options: int, length: int) -> Vote:
    names = tuple(Option(label, f"{label} " + "n" * (length - len(label) - 1)) for label in labels(options))
    return replace(
        VOTE,
        definition=replace(BOARD, title="T" * 300, text="t" * 20_000, options=names, maximum=options),
        closes_at=datetime(2026, 5, 9, 14, 5, tzinfo=UTC),
        hold=Hold(datetime(2026, 5, 9, 14, 2, tzinfo=UTC), datetime(2026, 5, 9, 14, 11, tzinfo=UTC)),
    )


@pytest.mark.parametrize(("options", "length"), [(2, 10), (20, 200), (21, 200), (300, 12), (300, 200), (300, 1000)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_long_ballots_fit_into_a_message(options: int, length: int, language: str) -> None:
    vote = long_ballot(options, length)
    everything = "+".join(option.label for option in vote.definition.options)
    for page in (0, 7, 14, 99):
        message = private(speech(language), vote, drawing(everything, "a", page))
        check(message, LIMITS)
        assert len(plain(message.text)) <= 4000
    check(over(speech(language), replace(vote, state=VoteState.CLOSED), drawing(everything)), LIMITS)
    check(group(speech(language), vote), LIMITS)


def test_page_of_a_long_ballot_has_its_options_and_the_ways_to_the_next() -> None:
    message = private(EN, long_ballot(300, 200), drawing(page=1))
    assert (meant(message)[0], labelled(message)[20:22]) == (
        Mark(VoteId(99), 4, casting.tag(VOTE, ME, 4), 1, "x", 1),
        ["Back to page 1 of 15", "Go on to page 3 of 15"],
    )
    assert ("7x · x n" in message.text, "7a · a n" in message.text) == (True, False)
    assert Turn(VoteId(99), 4, casting.tag(VOTE, ME, 4), 2) in meant(message)


def test_page_that_does_not_exist_is_the_last_one() -> None:
    vote = long_ballot(30, 10)
    assert private(EN, vote, drawing(page=99)).rows == private(EN, vote, drawing(page=1)).rows


def test_shortened_text_says_where_the_whole_is() -> None:
    text = private(EN, replace(VOTE, definition=replace(QUESTION, text="t" * 5000)), drawing()).text
    assert ("/text 7" in text, "/text 7" in private(EN, VOTE, drawing()).text) == (True, False)


def test_texts_of_people_are_escaped() -> None:
    vote = replace(ELECTION, definition=replace(BOARD, title="<i>T", text="</b>&lt;\u202e", titles={}))
    text = private(EN, vote, drawing("b")).text
    assert plain(text) == (
        "Election 7 “<i>T”\nNot secret: the minutes show how you voted.\n\n</b>&lt;\n\n"
        "7a · Ada\n7b · Bo <b>x\n7c · Cem\n7d · Dora\n\n"
        "Elected: those who reach the majority, most votes first; seats: 1.\n"
        "Majority of each: simple (more than 1/2 of yes and no votes). "
        "A mark is yes; a ballot that marks only others is no.\n\n"
        "Mark at least 2 and at most 3.\n"
        "Recorded: 7b · Bo <b>x. You can change it until the vote closes."
    )


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (QUESTION, ["Majority: simple (more than 1/2 of yes and no votes). A tie: rejected."]),
        (
            replace(QUESTION, majority="at least 2/3 of valid", quorum="at least 1/2 of entitled", tie="chair"),
            [
                "Majority: at least 2/3 of valid. A tie: the chair decides.",
                "Quorum of this vote: at least 1/2 of entitled.",
            ],
        ),
        (
            replace(BOARD, method="scottish-stv", seats=2, majority=""),
            [
                "Single transferable vote, Scottish rules (SSI 2007/42); seats: 2. Elected: those who reach the quota, "
                "valid ballots / (seats + 1), rounded down, plus 1. What is over it, and the ballots of the last, "
                "go on to the next place.",
            ],
        ),
        (
            replace(BOARD, majority="", seats=2, slots=(Slot("women", 1), Slot("open", 1))),
            ["Elected: those with most votes; seats: 2.", "Seats, filled in this order: 1 women and 1 open to all."],
        ),
    ],
)
@pytest.mark.parametrize("draw", [lambda vote: private(EN, vote, drawing()), lambda vote: group(EN, vote)])
def test_ballot_says_by_which_rule_it_is_decided(
    draw: Callable[[Vote], Message], terms: Definition, expected: list[str]
) -> None:
    text = plain(draw(replace(VOTE, definition=terms)).text)
    assert "\n".join(expected) in text.split("\n\n")


def test_question_has_one_button_a_row_with_the_label_first() -> None:
    message = private(EN, VOTE, drawing())
    tag = casting.tag(VOTE, ME, 4)
    assert [len(row) for row in message.rows] == [1, 1, 1]
    assert labelled(message) == ["7a · Yes", "7b · No", "7c · Abstain"]
    assert meant(message) == [CastPrivate(VoteId(99), 4, tag, choice) for choice in ("a", "b", "c")]


def test_ballot_speaks_the_languages_of_its_reader() -> None:
    vote = replace(VOTE, definition=replace(QUESTION, titles={"de": "Haushalt"}))
    text = plain(private(speech("de"), vote, drawing("a")).text)
    assert (text.startswith("Abstimmung 7 „Haushalt“\n"), "Erfasst: 7a · Ja." in text) == (True, True)


def test_cast_that_cannot_be_changed_leaves_no_buttons() -> None:
    vote = replace(VOTE, definition=replace(QUESTION, revote=False))
    assert private(EN, vote, drawing("a")).rows == ()
    assert "Recorded: 7a · Yes. It cannot be changed." in plain(private(EN, vote, drawing("a")).text)


def test_deadline_is_a_time_of_day_and_a_hold_asks_to_press_again() -> None:
    closes = replace(VOTE, closes_at=datetime(2026, 5, 9, 14, 5, tzinfo=UTC))
    held = replace(closes, hold=long_ballot(2, 2).hold)
    assert private(speech("en", "Europe/Berlin"), closes, drawing()).text.endswith("Closes at 16:05:00.")
    assert "If you pressed between 14:02 and 14:11, press again." in private(EN, held, drawing()).text


CAST = ["Cast my marks"]
AC = ["Cast: 7a · Ada, 7c · Cem"]


@pytest.mark.parametrize(
    ("choice", "marks", "shown", "casts"),
    [
        (None, None, "····", CAST),
        (None, "a", "✓···", ["Cast: 7a · Ada"]),
        (None, "a+c", "✓·✓·", AC),
        ("a+c", None, "✓·✓·", []),
        ("a+c", "a+c", "✓·✓·", []),
        ("a+c", "a+c+d", "✓·✓✓", ["Cast: 7a · Ada, 7c · Cem, 7d · Dora"]),
        ("a+c", "", "····", CAST),
        (None, "abstain", "····", ["Cast: Abstain"]),
        (None, "blank", "····", ["Cast: Blank"]),
        ("", None, "····", CAST),
        ("abstain", None, "····", CAST),
    ],
)
def test_marks_are_words_and_can_be_cast_unless_they_stand(
    choice: str | None, marks: str | None, shown: str, casts: list[str]
) -> None:
    message = private(EN, ELECTION, drawing(choice, marks))
    assert "".join(label[3] for label in labelled(message)[:4]) == shown
    assert [label for label in labelled(message) if label.startswith("Cast")] == casts
    assert ("Not cast yet" in message.text) is (marks not in (None, "", choice))


def test_marked_button_takes_the_mark_away_and_blank_and_abstention_are_offered() -> None:
    absolute = replace(ELECTION, definition=replace(ELECTION.definition, majority="absolute"))
    message = private(EN, absolute, drawing(None, "a+c"))
    tag = casting.tag(VOTE, ME, 4)
    assert meant(message) == [
        *(Mark(VoteId(99), 4, tag, 0, label, on) for label, on in zip("abcd", (0, 1, 0, 1), strict=True)),
        CastMarks(VoteId(99), 4, tag),
        CastPrivate(VoteId(99), 4, tag, "abstain"),
        CastPrivate(VoteId(99), 4, tag, ""),
    ]


def test_group_ballot_casts_for_questions_and_opens_ballots_for_marks() -> None:
    assert meant(group(EN, VOTE)) == [CastGroup(VoteId(99), choice) for choice in ("a", "b", "c")]
    assert meant(group(EN, ELECTION)) == [OpenBallot(VoteId(99))]


def test_what_is_left_after_the_vote_says_what_was_recorded_and_has_no_buttons() -> None:
    closed = replace(VOTE, state=VoteState.CLOSED)
    cancelled = replace(VOTE, state=VoteState.CANCELLED, reason="wrong <text>")
    assert over(EN, closed, drawing("b")) == Message("<b>Vote 7 “Budget”</b>\nClosed.\nYou voted: 7b · No")
    assert over(EN, closed, None).text.endswith("No vote of yours was recorded.")
    assert plain(over(EN, cancelled, drawing("b")).text).endswith("There is no result. Reason: wrong <text>")


def test_deadline_on_another_day_carries_its_day() -> None:
    opened = replace(VOTE, opened_at=datetime(2026, 5, 9, 14, 0, tzinfo=UTC))
    votes = [replace(opened, closes_at=datetime(2026, 5, day, 14, 0, 10, tzinfo=UTC)) for day in (9, 11)]
    assert [plain(private(EN, vote, drawing()).text).split("\n")[-1] for vote in votes] == [
        "Closes at 14:00:10.",
        "Closes at 14:00:10 on 11 May 2026.",
    ]


def test_closed_ballot_of_the_group_says_nothing_of_anybody() -> None:
    closed = replace(VOTE, state=VoteState.CLOSED, cast=Totals(12, 12 * UNIT), roll=Totals(14, 14 * UNIT))
    assert group_over(EN, closed).text == "<b>Vote 7 “Budget”</b>\nClosed.\n12 of 14 have voted."
    assert "reason" in group_over(EN, replace(closed, state=VoteState.CANCELLED, reason="reason")).text


VALID = "An abstention counts among the valid votes, a blank ballot does not."
BLANK_CAST = "A blank ballot counts among the ballots cast."
BOTH_CAST = "Abstentions and blank ballots count among the ballots cast."


@pytest.mark.parametrize(
    ("majority", "abstain", "offered", "said"),
    [
        ("simple", True, False, ""),
        ("two-thirds", False, False, ""),
        ("more than 1/2 of present", True, False, ""),
        ("at least 3/4 of entitled by weight", True, False, ""),
        ("", True, False, ""),
        ("", False, False, ""),
        ("absolute", True, True, VALID),
        ("simple and at least 1/2 of valid by weight", True, True, VALID),
        ("more than 1/2 of cast and absolute", True, True, VALID),
        ("at least 2/3 of valid", False, False, ""),
        ("more than 1/2 of cast", True, True, BOTH_CAST),
        ("more than 1/2 of cast", False, True, BLANK_CAST),
    ],
)
def test_blank_is_offered_and_explained_where_the_rule_gives_it_a_meaning(
    majority: str, abstain: bool, offered: bool, said: str
) -> None:
    question = replace(QUESTION, options=QUESTION.options[: 3 if abstain else 2])
    for form in (question, BOARD) if majority else (BOARD,):
        vote = replace(VOTE, definition=replace(form, majority=majority, abstain=abstain))
        message = private(EN, vote, drawing())
        explained = [line for line in message.text.split("\n") if line in {VALID, BOTH_CAST, BLANK_CAST}]
        assert ("Blank" in labelled(message), explained) == (offered, [said] if said else [])
    typing = private(speech("en", mark="!", buttons=False), vote, drawing()).text
    assert ("7 abstain" in typing, "7 blank" in typing) == (abstain, offered)


def test_blank_that_means_nothing_is_no_button_of_any_form() -> None:
    votes = [replace(VOTE, definition=replace(form, majority="")) for form in (*FORMS, WITH_NOBODY)]
    drawn = [message for vote in (VOTE, *votes) for message in (private(EN, vote, drawing()), group(EN, vote))]
    assert {label for message in drawn for label in labelled(message)}.isdisjoint({"Blank", "Leave all blank"})


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (True, "the minutes show how you voted"),
        (False, "the record of the meeting shows how you voted; the minutes do not"),
    ],
)
def test_named_ballot_says_where_it_stands_how_one_voted(minutes: bool, said: str) -> None:
    vote = replace(VOTE, definition=replace(QUESTION, minutes=minutes))
    assert plain(private(EN, vote, drawing()).text).splitlines()[1] == f"Not secret: {said}."
