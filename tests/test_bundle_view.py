"""What somebody sees who casts several ballots."""

from dataclasses import replace

import pytest

from adapters.contract import Limits, check, plain
from adapters.memory import LIMITS
from bot.chat.buttons import ALL, CastMarks, CastPrivate, Mark, Turn, decode, encode
from bot.views.ballot.bundle import recorded, status, step, turned
from bot.views.ballot.filling import state
from bot.views.ballot.own import over, private
from bot.wording.speech import LANGUAGES, Speech, speech
from core import casting
from core.ballot import Hand, InHand, Standing
from core.model import Definition, MemberId, VoteId, VoteState
from tests.ballots import ANSWERS, FORMS, MARKS, SINGLE, labelled, meant, vote_on
from tests.bundles import ballot, drawing
from tests.test_ballot_forms import everything, long

EN, DE = speech("en"), speech("de")
NUMBERED = {language: speech(language, mark="!", buttons=False) for language in LANGUAGES}
ME = MemberId(12)
TAG = casting.tag(vote_on(SINGLE), ME, 4)
THREE = (ballot(12), ballot(13), ballot(17))
FINAL = replace(SINGLE, revote=False)


# -- which ballots are shown


@pytest.mark.parametrize(
    ("ballots", "whose", "page", "shown"),
    [
        (THREE, None, None, [12, 13, 17]),
        (THREE, 13, 0, [13]),
        (THREE, 13, None, [13]),
        (THREE, 99, None, [12, 13, 17]),
        ((ballot(12, "a"), ballot(13), ballot(17)), None, None, [13]),
        ((ballot(12, "a"), ballot(13), ballot(17)), 12, None, [13]),
        ((ballot(12, "a"), ballot(13), ballot(17)), 12, 0, [12]),
        ((ballot(12, "a"), ballot(13), ballot(17)), 99, None, [13]),
        ((ballot(12, "a"), ballot(13), ballot(17)), 0, None, [12, 13, 17]),
        ((ballot(12), ballot(13), ballot(17, "a")), 17, None, [12]),
        ((ballot(12), ballot(13, None, "a"), ballot(17)), None, None, [12]),
        ((ballot(12, None, "a"), ballot(13), ballot(17)), None, None, [12, 13, 17]),
        ((ballot(12, "a"), ballot(13, "a"), ballot(17, "a")), None, None, [12, 13, 17]),
        ((ballot(12, "a"), ballot(13, "b"), ballot(17, "a")), None, None, [12]),
        ((ballot(12, "a"), ballot(13, "b"), ballot(17, "a")), 13, None, [13]),
        ((ballot(13),), None, None, [13]),
        ((ballot(13, "a"),), 13, None, [13]),
        ((ballot(12),), None, None, []),
    ],
)
def test_ballots_of_a_page(ballots: tuple[InHand, ...], whose: int | None, page: int | None, shown: list[int]) -> None:
    found = drawing(ballots, whose, page, definition=MARKS)
    assert [item.member for item in found.shown] == shown


def test_cast_that_cannot_be_changed_is_not_among_those_alike() -> None:
    ballots = (ballot(12, "a"), ballot(13), ballot(17))
    assert [item.member for item in drawing(ballots, 0, definition=FINAL).shown] == [13, 17]
    assert [item.member for item in drawing(ballots, 12, 0, definition=FINAL).shown] == [13]
    done = (ballot(12, "a"), ballot(13, "b"), ballot(17, "a"))
    assert private(EN, vote_on(FINAL), drawing(done, definition=FINAL)).rows == ()


# -- words and buttons


def test_single_own_ballot_says_nothing_of_hands() -> None:
    message = private(EN, vote_on(SINGLE), drawing((ballot(12, weight=2_500_000),), definition=SINGLE))
    assert plain(message.text) == (
        "Election 7 “Board”\nNot secret: the minutes show how you voted.\n\n"
        "7a · Ada\n7b · Bea\n7c · Cem\n7d · Dora\n\nElected: those with most votes; seats: 1.\n\n"
        "You have not voted yet."
    )
    assert meant(message)[0] == CastPrivate(VoteId(99), 4, TAG, "a")


def test_all_alike_names_everybody_and_says_on_the_buttons_how_many_it_casts() -> None:
    message = private(EN, vote_on(SINGLE), drawing((*THREE[:2], ballot(17, weight=2_500_000)), definition=SINGLE))
    assert plain(message.text) == (
        "Election 7 “Board”\nNot secret: the minutes show how you voted.\n"
        "You hold 3 votes: your own, Name13 (13) and Name17 (17) with weight 2.5.\n\n"
        "7a · Ada\n7b · Bea\n7c · Cem\n7d · Dora\n\nElected: those with most votes; seats: 1.\n\n"
        "Nothing recorded yet for your own, Name13 (13) and Name17 (17) with weight 2.5"
    )
    assert labelled(message) == [
        "All 3: 7a · Ada", "All 3: 7b · Bea", "All 3: 7c · Cem", "All 3: 7d · Dora",
        "All 3: Abstain", "One by one",
    ]  # fmt: skip
    assert [meant(message)[place] for place in (1, 5)] == [
        CastPrivate(VoteId(99), 4, TAG, "b", ALL, 3),
        Turn(VoteId(99), 4, TAG, 0, ME),
    ]


def test_one_by_one_names_whose_turn_it_is_and_the_next() -> None:
    message = private(DE, vote_on(SINGLE), drawing((ballot(12, "a"), ballot(13), ballot(17)), definition=SINGLE))
    assert plain(message.text).split("\n\n")[0].split("\n")[2:] == [
        "Du hast 3 Stimmen: deine eigene, Name13 (13) und Name17 (17).",
        "Stimme 2 von 3: Name13 (13)",
    ]
    assert plain(message.text).split("\n\n")[-1].split("\n") == [
        "Noch nichts erfasst für Name13 (13) und Name17 (17)",
        "Erfasst: 7a · Ada für deine eigene",
        "Bis zum Ende kannst du es ändern.",
    ]
    assert labelled(message)[-2:] == ["Weiter: Name17 (17)", "Alle 3 gleich"]
    assert [meant(message)[place] for place in (0, 5, 6)] == [
        CastPrivate(VoteId(99), 4, TAG, "a", MemberId(13)),
        Turn(VoteId(99), 4, TAG, 0, MemberId(17)),
        Turn(VoteId(99), 4, TAG, 0, ALL),
    ]


def test_only_ballot_of_somebody_else_is_filled_in_like_an_own_one() -> None:
    message = private(EN, vote_on(SINGLE), drawing((ballot(13, "b"),), definition=SINGLE))
    assert "\nYou cast the vote of Name13 (13).\n\n" in plain(message.text)
    assert plain(message.text).endswith("Recorded: 7b · Bea for Name13 (13)\nYou can change it until the vote closes.")
    assert (labelled(message)[-1], meant(message)[0]) == (
        "Abstain",
        CastPrivate(VoteId(99), 4, TAG, "a", MemberId(13)),
    )


def test_marks_for_all_are_cast_unless_they_stand_everywhere() -> None:
    differs = private(EN, vote_on(MARKS), drawing((ballot(12, "a"), ballot(13)), 0, definition=MARKS))
    assert labelled(differs)[:5] == ["7a ✓ · Ada", "7b · Bea", "7c · Cem", "7d · Dora", "All 2: 7a · Ada"]
    assert [meant(differs)[place] for place in (0, 4)] == [
        Mark(VoteId(99), 4, TAG, 0, "a", 0, ALL),
        CastMarks(VoteId(99), 4, TAG, ALL, 2),
    ]
    same = private(EN, vote_on(MARKS), drawing((ballot(12, "a"), ballot(13, "a")), definition=MARKS))
    assert labelled(same)[4:] == ["All 2: Abstain", "One by one"]


def test_one_by_one_goes_to_the_page_of_answers_where_the_ballot_goes_on() -> None:
    ballots = (ballot(12, None, "a:yes"), ballot(13))
    message = private(EN, vote_on(ANSWERS), drawing(ballots, definition=ANSWERS))
    assert meant(message)[-1] == Turn(VoteId(99), 4, TAG, 1, ME)


def test_end_says_what_stood_for_each() -> None:
    closed = replace(vote_on(SINGLE), state=VoteState.CLOSED)
    hand = (ballot(12, "a"), ballot(13, "b"), ballot(17, "a"), ballot(18))
    assert plain(over(EN, closed, drawing(hand, definition=SINGLE)).text) == (
        "Election 7 “Board”\nClosed.\nNo vote was recorded for Name18 (18)\n"
        "You voted: 7a · Ada for your own and Name17 (17)\nYou voted: 7b · Bea for Name13 (13)"
    )


def test_status_counts_them() -> None:
    hand = Hand((ballot(12, "a"), ballot(13)))
    assert plain(status(EN, vote_on(SINGLE), hand, ME)) == (
        "Election 7 “Board”: you cast 2 votes. /ballot\n"
        "Nothing recorded yet for Name13 (13)\nRecorded: 7a · Ada for your own"
    )


# -- without buttons


def test_poll_is_for_the_own_ballot_and_the_text_says_how_the_others_are_cast() -> None:
    message = private(NUMBERED["en"], vote_on(SINGLE), drawing((ballot(12, "a"), ballot(13)), definition=SINGLE))
    assert (meant(message)[0], message.poll) == (CastPrivate(VoteId(99), 4, TAG, "a", ME), True)
    assert plain(message.text).split("\n")[-1] == (
        "An answer is for your own vote. You also hold Name13 (13): !cast 7 b for 13, or for all: !cast 7 b for all"
    )


def test_whoever_holds_several_and_no_own_one_is_told_to_say_for_whom() -> None:
    message = private(NUMBERED["de"], vote_on(SINGLE), drawing((ballot(13), ballot(17)), definition=SINGLE))
    assert message.rows == ()
    assert plain(message.text).split("\n")[-1] == (
        "Du hast hier keine eigene Stimme, aber Name13 (13) und Name17 (17). "
        "Schreib, für wen: !cast 7 b für 13, oder für alle: !cast 7 b für alle"
    )


def test_poll_for_the_only_one_needs_no_more_words() -> None:
    message = private(NUMBERED["en"], vote_on(SINGLE), drawing((ballot(13),), definition=SINGLE))
    assert (meant(message)[0], "for all" in message.text) == (
        CastPrivate(VoteId(99), 4, TAG, "a", MemberId(13)),
        False,
    )


# -- limits


@pytest.mark.parametrize("definition", FORMS, ids=lambda definition: definition.method)
@pytest.mark.parametrize(("options", "length"), [(4, 20), (300, 1000)])
@pytest.mark.parametrize("said", [EN, DE, *NUMBERED.values()], ids=lambda said: f"{said.language}{said.mark}")
def test_hands_of_fifty_with_long_names_fit(definition: Definition, options: int, length: int, said: Speech) -> None:
    vote = replace(vote_on(long(definition, length, options)), number=999_999, id=VoteId(2**31 - 1))
    full = everything(vote.definition)
    wide = [
        replace(ballot(2**31 - 1 - place), name="N" * 200, number="9" * 40, weight=1_234_567) for place in range(50)
    ]
    choices = [full, None, "", "abstain", *(f"{label}" for label in "abcd")]
    hand = tuple(replace(item, stands=Standing(choices[place % 4], full, 999_998)) for place, item in enumerate(wide))
    for whose in (None, 0, 2**31 - 7):
        seen = drawing(hand, whose, 14, definition=vote.definition)
        for plainly in (False, True):
            message = private(said, vote, replace(seen, plain=plainly))
            check(message, LIMITS if said.buttons else Limits(1, 1, 1, rows=0))
            assert len(plain(message.text)) <= 4000
    assert len(plain(over(said, replace(vote, state=VoteState.CLOSED), seen).text)) <= 4000
    told = state(said, vote, None, full, 80)
    toasts = [recorded(said, vote, full, hand[:count], 50, ME) for count in (1, 49, 50)]
    toasts += [recorded(said, vote, full, hand[:1], 0, ME), turned(said, vote, hand[:1], ME, 299)]
    toasts += [plain(step(said, hand[:count], ME, told)) for count in (1, 50)]
    assert [toast for toast in toasts if len(toast) > 200] == []


@pytest.mark.parametrize(
    "action",
    [
        CastPrivate(VoteId(2**31 - 1), 999_999, "A-_zAAAA", "abstain", MemberId(2**31 - 1)),
        CastPrivate(VoteId(2**31 - 1), 999_999, "A-_zAAAA", "kn", ALL, 50),
        Mark(VoteId(2**31 - 1), 999_999, "A-_zAAAA", 14, "kn=", 300, MemberId(2**31 - 1)),
        Turn(VoteId(2**31 - 1), 999_999, "A-_zAAAA", 299, MemberId(2**31 - 1)),
        CastMarks(VoteId(2**31 - 1), 999_999, "A-_zAAAA", ALL, 50),
    ],
)
def test_largest_buttons_for_others_fit_and_come_back(action: CastPrivate | Mark | Turn | CastMarks) -> None:
    assert (len(encode(action)) <= 64, decode(encode(action))) == (True, action)


@pytest.mark.parametrize("data", ["1k.1.1.tag.", "1k.1.1.tag.-1", "1k.1.1.tag.1.2.3", "1c.1.1.tag", "1p.1.1.tag.0.x.y"])
def test_forged_owner_means_nothing(data: str) -> None:
    assert decode(data) is None
