"""One simulated member: what it takes an answer for, and how it ranks."""

from random import Random

import pytest

from adapters.contract import Button, Inbound, Message, Press, Ref, Text
from adapters.memory import Person, Shown, Toast
from bot.chat.acts import Consent
from bot.chat.buttons import Action, CastMarks, CastPrivate, Elected, Mark, encode
from bot.demo.attendee import Attendee, Habits, Said, Tap, Wish, answer_election, hear, options, rank, type_choice, wish
from core.model import Acceptance, VoteId

VOTE = VoteId(3)
WANTED = Wish(VOTE, "b>a", ("3b", "3a"))
ABSTAINS = Wish(VOTE, "abstain")
CHOICES = [("3a · Ada", "a"), ("3b · Bea", "b"), ("3c · Cem", "c")]


class Line:
    """Keeps what is sent over it."""

    def __init__(self) -> None:
        self.sent: list[Inbound] = []

    def number(self) -> str:
        return str(len(self.sent))

    def deliver(self, said: Inbound) -> None:
        self.sent.append(said)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def who(line: Line) -> Attendee:
    habits = Habits(attends=True, arrives=0.0, types=False, blocks_at=None, leaves_at=None)
    return Attendee(17, Person(line, "memory:17"), Random(1), habits)


def shown(*buttons: tuple[str, Action], text: str = "Election 3", edits: int = 0) -> Shown:
    rows = tuple((Button(label, encode(action)),) for label, action in buttons)
    return Shown(Ref("memory:17", "1"), Message(text, rows), edits)


def mark(option: str, on: int = 1) -> Mark:
    return Mark(VOTE, 1, "tag", 0, option, on)


def ranking() -> Shown:
    marks = [(label, mark(option)) for label, option in CHOICES]
    return shown(*marks, ("Cast my order", CastMarks(VOTE, 1, "tag")), ("Abstain", CastPrivate(VOTE, 1, "", "abstain")))


def question(*consents: Consent) -> Shown:
    return shown(*((consent.value, Elected(consent, VOTE)) for consent in consents))


def pressed(line: Line) -> list[str]:
    return [said.data for said in line.sent if isinstance(said, Press)]


@pytest.mark.parametrize(
    "toast",
    [
        Toast("Recorded: 1. 3a · Ada, 2. 3b · Bea", alert=False),
        Toast("Recorded: 1. 3b · Bea", alert=False),
        Toast("Closed at 10:05. Recorded: 1. 3b · Bea, 2. 3a · Ada", alert=True),
    ],
)
def test_answer_that_is_not_the_ranking_that_was_cast_records_nothing(who: Attendee, toast: Toast) -> None:
    who.pressed, who.person.toasts = [WANTED], [toast]
    assert who.stands() == {}


@pytest.mark.parametrize("text", ["Recorded: 1. 3b · Bea, 2. 3a · Ada", "Erfasst: 1. 3b, 2. 3a"])
def test_answer_that_names_the_ranking_in_its_order_records_it(who: Attendee, text: str) -> None:
    who.pressed, who.person.toasts = [Tap(VOTE), WANTED], [Toast("1. 3b · Bea", alert=False), Toast(text, alert=False)]
    assert who.stands() == {VOTE: "b>a"}


def test_last_recorded_choice_stands(who: Attendee) -> None:
    who.pressed = [WANTED, ABSTAINS]
    who.person.toasts = [Toast("Recorded: 1. 3b, 2. 3a", alert=False), Toast("Recorded: Abstain", alert=False)]
    assert who.stands() == {VOTE: "abstain"}


@pytest.mark.parametrize(
    ("text", "edits", "told"),
    [
        ("Recorded: Election 3: 1. 3a · Ada, 2. 3b · Bea", 0, {}),
        ("Closed. You voted: 1. 3b · Bea, 2. 3a · Ada", 2, {}),
        ("Recorded: Election 3: 1. 3b · Bea, 2. 3a · Ada", 0, {VOTE: "b>a"}),
    ],
)
def test_typed_ranking_stands_when_a_new_message_says_so(
    who: Attendee, line: Line, text: str, edits: int, told: dict[VoteId, str]
) -> None:
    type_choice(who, ranking(), WANTED)
    hear(who, shown(text=text, edits=edits))
    assert ([said.text for said in line.sent if isinstance(said, Text)], who.stands()) == (["3 b a"], told)


def test_wish_that_is_typed_names_the_vote_once() -> None:
    assert [wish(ranking(), VOTE, chosen).written for chosen in (["b"], ["c", "a"])] == ["3b", "3 c a"]


def test_options_are_what_can_be_ranked() -> None:
    assert options(ranking()) == ["a", "b", "c"]


# -- ranking


def test_ranking_waits_for_the_answer_to_the_last_tap(who: Attendee, line: Line) -> None:
    goes_on = [rank(who, ranking(), WANTED), rank(who, ranking(), WANTED)]
    assert (goes_on, pressed(line)) == ([True, True], [encode(mark("b"))])


def test_ranking_ends_when_a_tap_is_refused(who: Attendee, line: Line) -> None:
    who.pressed, who.person.toasts = [Tap(VOTE)], [Toast("Vote 3 is closed.", alert=True)]
    assert (rank(who, ranking(), WANTED), pressed(line)) == (False, [])


def test_ranking_ends_when_the_ballot_has_no_buttons_any_more(who: Attendee, line: Line) -> None:
    assert (rank(who, shown(), WANTED), pressed(line)) == (False, [])


def test_refusal_in_an_earlier_vote_does_not_end_a_ranking(who: Attendee, line: Line) -> None:
    who.pressed, who.person.toasts = [Wish(VoteId(2), "a", ("2a",))], [Toast("Vote 2 is closed.", alert=True)]
    assert (rank(who, ranking(), WANTED), pressed(line)) == (True, [encode(mark("b"))])


def test_ranking_is_cast_when_the_answers_name_all_of_it(who: Attendee, line: Line) -> None:
    steps: list[bool] = []
    for answer in ("1. 3b · Bea. Not cast yet.", "1. 3b · Bea, 2. 3a · Ada. Not cast yet.", "Recorded: 1. 3b, 2. 3a"):
        steps.append(rank(who, ranking(), WANTED))
        who.person.toasts.append(Toast(answer, alert=False))
    expected = [encode(mark("b")), encode(mark("a")), encode(CastMarks(VOTE, 1, "tag"))]
    assert (steps, pressed(line), who.stands()) == ([True, True, False], expected, {VOTE: "b>a"})


# -- accepting


@pytest.mark.parametrize(
    ("ask", "consent", "said"),
    [
        (question(Consent.ACCEPT, Consent.DECLINE), Consent.DECLINE, None),
        (question(Consent.SURELY_DECLINE, Consent.ACCEPT), Consent.SURELY_DECLINE, Said(VOTE, Acceptance.DECLINED)),
        (question(Consent.ACCEPT, Consent.DECLINE), Consent.ACCEPT, Said(VOTE, Acceptance.ACCEPTED)),
    ],
)
def test_declining_counts_when_asked_once_more(
    who: Attendee, line: Line, ask: Shown, consent: Consent, said: Said | None
) -> None:
    answer_election(who, ask, consent)
    assert (pressed(line), who.pressed) == ([encode(Elected(consent, VOTE))], [said])


@pytest.mark.parametrize(("alert", "said"), [(True, {}), (False, {VOTE: Acceptance.ACCEPTED})])
def test_answer_to_an_election_is_kept_unless_refused(
    who: Attendee, alert: bool, said: dict[VoteId, Acceptance]
) -> None:
    answer_election(who, question(Consent.ACCEPT, Consent.DECLINE), Consent.ACCEPT)
    who.person.toasts.append(Toast("Recorded", alert))
    assert who.said() == said
