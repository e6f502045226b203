"""How ballots of all forms look while they are filled in, short and very long."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.contract import Limits, Message, check, plain
from adapters.memory import LIMITS
from bot.chat.buttons import CastGroup, CastMarks, CastPrivate, Mark, OpenBallot, Turn
from bot.views.ballot.filling import state, step
from bot.views.ballot.own import Drawing, group, over, private
from bot.wording.choices import choice_text
from bot.wording.speech import LANGUAGES, Speech, speech
from core import casting
from core.methods.model import labels
from core.model import Definition, Hold, MemberId, Option, VoteId, VoteState
from tests.ballots import (
    ANSWERS,
    CUMULATED,
    EQUALS,
    FORMS,
    MARKS,
    RANKING,
    SINGLE,
    WITH_NOBODY,
    labelled,
    meant,
    vote_on,
)

EN, DE = speech("en"), speech("de")
NUMBERED = {language: speech(language, mark="!", buttons=False) for language in LANGUAGES}
ME = MemberId(17)
TAG = casting.tag(vote_on(SINGLE), ME, 4)
AT = datetime(2026, 5, 9, 14, 5, tzinfo=UTC)


def drawing(
    choice: str | None = None, marks: str | None = None, page: int | None = None, *, picks: bool = False
) -> Drawing:
    return Drawing(ME, 4, choice, marks, page, picks)


def mark(option: str, number: int, page: int = 0) -> Mark:
    return Mark(VoteId(99), 4, TAG, page, option, number)


def shown(definition: Definition, marks: str | None = None, choice: str | None = None) -> Message:
    return private(EN, vote_on(definition), drawing(choice, marks))


def body(definition: Definition, marks: str | None = None, choice: str | None = None) -> str:
    """What stands below the options."""
    return plain(shown(definition, marks, choice).text).split("\n\n")[-1]


def long(definition: Definition, length: int, options: int = 300) -> Definition:
    names = tuple(Option(label, f"{label} ".ljust(length, "n")) for label in labels(options))
    return replace(definition, title="T" * 300, text="t" * 20_000, options=names, maximum=options)


def everything(definition: Definition) -> str:
    """All options filled in."""
    names = [option.label for option in definition.options]
    match definition.method:
        case "plurality":
            return names[-1]
        case "block":
            return "+".join(names)
        case "per-candidate":
            return " ".join(f"{label}:{('yes', 'no', 'abstain')[place % 3]}" for place, label in enumerate(names))
        case _:
            return ">".join(names)


@pytest.mark.parametrize("definition", FORMS, ids=lambda definition: definition.method)
@pytest.mark.parametrize(("options", "length"), [(12, 40), (21, 200), (300, 12), (300, 200), (300, 1000)])
@pytest.mark.parametrize("said", [EN, DE, *NUMBERED.values()], ids=lambda said: f"{said.language}{said.mark}")
def test_long_ballots_of_every_form_fit(definition: Definition, options: int, length: int, said: Speech) -> None:
    vote = replace(
        vote_on(long(definition, length, options)),
        number=999_999,
        closes_at=AT,
        hold=Hold(AT, AT),
        id=VoteId(2**31 - 1),
    )
    full = everything(vote.definition)
    for filled, page in (("", 0), (full, None), (full, 7), ("blank", 14), (full, 999)):
        for plainly in (False, True):
            message = private(said, vote, Drawing(ME, 999_999, full, filled, page, plainly))
            check(message, LIMITS)
            assert len(plain(message.text)) <= 4000
        assert len(plain(state(said, vote, None, filled))) <= 200
        assert len(plain(step(said, vote, None, filled, "a"))) <= 200
    check(over(said, replace(vote, state=VoteState.CLOSED), drawing(full)), LIMITS)
    check(group(said, vote), LIMITS)


def test_every_option_of_a_long_ballot_is_on_some_page() -> None:
    for definition in (SINGLE, MARKS, RANKING, ANSWERS):
        vote = vote_on(long(definition, 30))
        found = [action for page in range(300) for action in meant(private(EN, vote, drawing(page=page)))]
        options = {action.option for action in found if isinstance(action, Mark)}
        options |= {action.choice for action in found if isinstance(action, CastPrivate)}
        assert options - {"", "abstain"} == set(labels(300))


def test_all_labels_of_a_long_typed_ballot_are_shown_or_it_says_where_they_are() -> None:
    many = plain(private(NUMBERED["en"], vote_on(long(MARKS, 200, 90)), drawing()).text)
    assert [label for label in labels(90) if f"7{label} · " not in many] == []
    assert "!text 7" in plain(private(NUMBERED["en"], vote_on(long(MARKS, 200)), drawing()).text)


def test_cumulated_marks_count_up_and_then_go_back_to_none() -> None:
    message = shown(CUMULATED, "a+a+b+b+b")
    assert labelled(message)[:4] == ["7a ✓2 · Ada", "7b ✓3 · Bea", "7c · Cem", "7d · Dora"]
    assert meant(message)[:4] == [mark("a", 0), mark("b", 0), mark("c", 1), mark("d", 1)]
    assert meant(shown(CUMULATED, "a+a+b"))[:2] == [mark("a", 3), mark("b", 2)]
    assert body(CUMULATED, "a+a+b").split("\n")[:3] == [
        "Mark up to 5.",
        "Up to 3 marks for one: press it again.",
        "3 of 5 marked: 7a · Ada ×2, 7b · Bea. Not cast yet.",
    ]
    assert labelled(message)[4] == "Cast: 7a · Ada ×2, 7b · Bea ×3"


def test_ranking_shows_places_undoes_the_last_and_says_what_is_cast() -> None:
    message = shown(RANKING, "b>a")
    assert labelled(message) == [
        "7a 2. · Ada",
        "7b 1. · Bea",
        "7c · Cem",
        "7d · Dora",
        "Undo: 2. 7a · Ada",
        "Cast: 1. 7b · Bea, 2. 7a · Ada",
        "Abstain",
    ]
    assert meant(message)[:6] == [
        mark("a", 0), mark("b", 0), mark("c", 1), mark("d", 1), mark("a", 0), CastMarks(VoteId(99), 4, TAG),
    ]  # fmt: skip
    assert body(RANKING, "b>a") == (
        "Press in your order, the best first. Press again to take one out. You need not rank all.\n"
        "1. 7b · Bea, 2. 7a · Ada. Not cast yet.\nYou have not voted yet."
    )


def test_ranking_says_its_limits() -> None:
    limited = replace(RANKING, minimum=2, maximum=3)
    assert body(limited).split("\n")[1:3] == ["At least 2 places.", "At most 3 places."]


def test_equal_places_have_a_button_that_goes_both_ways() -> None:
    assert (labelled(shown(EQUALS, "b"))[5], meant(shown(EQUALS, "b"))[5]) == (
        "Next one: same place as 7b · Bea",
        mark("b=", 1),
    )
    waiting = shown(EQUALS, "c>b=")
    assert (labelled(waiting)[5], meant(waiting)[5]) == ("Next one: a place of its own", mark("b=", 0))
    assert "1. 7c · Cem, 2. 7b · Bea = … The next one shares the last place." in plain(waiting.text)
    assert labelled(shown(EQUALS, "b>a=c"))[:4] == ["7a 2. · Ada", "7b 1. · Bea", "7c 2. · Cem", "7d · Dora"]
    assert [label for label in labelled(shown(EQUALS, "a>b>c>d")) if label.startswith("Next one")] == []


def test_answers_are_one_candidate_a_page_with_an_overview() -> None:
    message = shown(ANSWERS, "a:yes b:no")
    assert labelled(message) == [
        "7c · Yes", "7c · No", "7c · Abstain", "Back", "Next",
        "Cast: 7a · Ada: Yes, 7b · Bea: No", "Abstain on all",
    ]  # fmt: skip
    assert meant(message)[:5] == [
        mark("c", 1, 2), mark("c", 2, 2), mark("c", 3, 2), Turn(VoteId(99), 4, TAG, 1), Turn(VoteId(99), 4, TAG, 3),
    ]  # fmt: skip
    assert plain(message.text).split("\n\n")[1:] == [
        "7a · Ada: Yes\n7b · Bea: No\n→ 7c · Cem\n7d · Dora",
        "Elected: those with most votes; seats: 1.",
        "Answer for each one. Whoever you leave out gets a blank vote.\nNow: 3 of 4, marked with →\n"
        "2 of 4 answered. Not cast yet.\nYou have not voted yet.",
    ]


def test_answer_that_was_given_is_marked_and_pressed_again_taken_back() -> None:
    message = private(EN, vote_on(ANSWERS), drawing(None, "a:yes", 0))
    assert (labelled(message)[:2], meant(message)[:2]) == (["7a ✓ · Yes", "7a · No"], [mark("a", 0), mark("a", 2)])


def test_abstention_that_is_not_offered_has_no_button() -> None:
    assert "7a · Abstain" not in labelled(shown(replace(ANSWERS, abstain=False)))
    assert "Abstain" not in labelled(shown(replace(MARKS, abstain=False)))


def test_overview_of_many_answers_counts_them() -> None:
    many = long(ANSWERS, 200, 60)
    text = plain(private(EN, vote_on(many), drawing(None, everything(many), 30)).text)
    assert ("→ 7ah · ah" in text, "\nYes (20): 7a, 7d, 7g, " in text, "\nNo (20): 7b, 7e" in text) == (True, True, True)


def test_plurality_is_cast_with_one_press_and_in_the_group_too() -> None:
    assert meant(shown(SINGLE)) == [CastPrivate(VoteId(99), 4, TAG, choice) for choice in (*"abcd", "abstain")]
    assert meant(group(EN, vote_on(SINGLE))) == [CastGroup(VoteId(99), choice) for choice in (*"abcd", "abstain")]
    assert shown(SINGLE).poll
    assert [meant(group(EN, vote_on(one))) for one in (MARKS, RANKING, ANSWERS, long(SINGLE, 9, 20))] == [
        [OpenBallot(VoteId(99))]
    ] * 4


def test_plain_person_picks_and_then_casts() -> None:
    vote = vote_on(SINGLE)
    assert labelled(private(EN, vote, drawing(picks=True)))[4:] == ["Cast my choice", "Abstain"]
    picked = private(EN, vote, drawing("a", "b", picks=True))
    assert labelled(picked) == ["7a · Ada", "7b ✓ · Bea", "7c · Cem", "7d · Dora", "Cast: 7b · Bea", "Abstain"]
    assert meant(picked)[:5] == [mark("a", 1), mark("b", 0), mark("c", 1), mark("d", 1), CastMarks(VoteId(99), 4, TAG)]
    assert "Chosen: 7b · Bea. Not cast yet.\nRecorded: 7a · Ada." in plain(picked.text)
    vote = vote_on(replace(SINGLE, majority="absolute"))
    blank = private(EN, vote, drawing(None, "blank", picks=True))
    assert (labelled(blank)[4:], meant(blank)[6]) == (["Cast: Blank", "Abstain", "✓ Blank"], mark("blank", 0))


def test_plain_person_without_buttons_answers_the_same_poll() -> None:
    assert private(NUMBERED["en"], vote_on(SINGLE), drawing(picks=True)) == private(
        NUMBERED["en"], vote_on(SINGLE), drawing()
    )


def test_none_of_the_above_has_words_in_every_language() -> None:
    vote = vote_on(WITH_NOBODY)
    assert (labelled(private(EN, vote, drawing()))[4], labelled(private(DE, vote, drawing(None, "e")))[4]) == (
        "7e · None of the above",
        "7e ✓ · Niemand davon",
    )


@pytest.mark.parametrize(
    ("definition", "example"),
    [
        (SINGLE, "To vote, write for instance 7b"),
        (MARKS, "Write your choice: 7 a b c, or 7 abstain"),
        (CUMULATED, "Write your choice: 7 a a b c, or 7 abstain"),
        (RANKING, "Write your order, the best first: 7 b a c, or 7 abstain"),
        (replace(RANKING, maximum=2), "Write your order, the best first: 7 b a, or 7 abstain"),
        (EQUALS, "7 b a c, or 7 abstain\nThe same place for two: 7 b=a"),
        (ANSWERS, "Write your answers: 7 a yes b no, or 7 abstain"),
        (long(SINGLE, 9, 30), "Write your choice: 7 b, or 7 abstain"),
    ],
)
def test_ballot_without_buttons_has_an_example_of_its_own(definition: Definition, example: str) -> None:
    message = private(NUMBERED["en"], vote_on(definition), drawing())
    assert (example in plain(message.text), bool(message.rows)) == (True, definition is SINGLE)


@pytest.mark.parametrize(
    ("definition", "choice", "words"),
    [
        (SINGLE, "", "Blank"),
        (SINGLE, "abstain", "Abstain"),
        (SINGLE, "b", "7b · Bea"),
        (CUMULATED, "a+a+c", "7a · Ada ×2, 7c · Cem"),
        (RANKING, "b", "1. 7b · Bea"),
        (EQUALS, "b>a=c", "1. 7b · Bea, 2. 7a · Ada = 7c · Cem"),
        (ANSWERS, "a:yes b:no c:abstain", "7a · Ada: Yes, 7b · Bea: No, 7c · Cem: Abstain"),
        (WITH_NOBODY, "e", "7e · None of the above"),
    ],
)
def test_choice_in_words(definition: Definition, choice: str, words: str) -> None:
    assert choice_text(EN, vote_on(definition), choice) == words
    end = plain(over(EN, replace(vote_on(definition), state=VoteState.CLOSED), drawing(choice)).text)
    assert end.endswith(f"You voted: {words}")


def test_long_ranking_keeps_its_first_and_its_last_place() -> None:
    ranked = long(RANKING, 100, 60)
    words = choice_text(EN, vote_on(ranked), everything(ranked))
    assert words == (
        "1. 7a, 2. 7b, 3. 7c, 4. 7d, 5. 7e, 6. 7f, 7. 7g, 8. 7h, "
        "9. 7j, 10. 7k, 11. 7m, 12. 7n, 13. 7p, 14. 7q, …, 60. 7bq"
    )


def test_numbered_networks_take_polls_of_twenty() -> None:
    limits = Limits(per_second=1, chat_per_second=1, group_per_minute=1, rows=0)
    for options in (18, 19, 20):
        message = private(NUMBERED["en"], vote_on(long(SINGLE, 9, options)), drawing())
        check(message, limits)
        assert len(message.rows) == (options + 1 if options <= 19 else 0)
