"""Ballots of all forms filled in by typing."""

from dataclasses import replace

import pytest

from bot.chat.reading import split
from core.methods.model import labels
from core.model import Definition, Option, Vote
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import deliveries
from core.store.writer import Tx
from tests.ballots import ANSWERS, CUMULATED, EQUALS, MARKS, ME, RANKING, SINGLE, WITH_NOBODY, stands
from tests.people import MOTION, Hall
from tests.talk import Talk, offered

pytestmark = pytest.mark.anyio
FULL_NAMES = replace(
    RANKING,
    options=(Option("a", "Anna Ortega"), Option("b", "B. O’Neill"), Option("c", "D", {"de": "Dé"}), Option("d", "a")),
)
LATE_LABELS = replace(ANSWERS, options=tuple(Option(label, f"Name {label}") for label in labels(300)), maximum=300)


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall)


async def opened(talk: Talk, definition: Definition, number: int) -> Vote:
    """The vote with this number; those before are drafts."""
    for _ in range(number - 1):
        await talk.hall.draft(MOTION)
    return await talk.hall.open(definition)


async def delivered(talk: Talk) -> None:
    """All ballots arrive, each as the message `m` and its vote's id."""

    async def settle(tx: Tx) -> None:
        waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, set(DeliveryKind), ["telegram"], limit=1000)
        await deliveries.settle(tx, [Settled(item, DeliveryState.SENT, f"m{item.subject}") for item in waiting])

    await talk.hall.store.write(settle)


@pytest.mark.parametrize(
    ("definition", "text", "told"),
    [
        (SINGLE, "/cast 1 a b", "That would be 2 marks, at most 1 can be."),
        (SINGLE, "/cast 1 yes", "I do not understand “yes” here."),
        (SINGLE, "1 b>a", "I do not understand “>” here."),
        (MARKS, "1 a b c d", "That would be 4 marks, at most 3 can be."),
        (MARKS, "1 a a", "1a is there 2 times. Once is enough."),
        (MARKS, "1 a z", "There is no option 1z."),
        (MARKS, "/cast 1 2a", "I do not understand “2a” here."),
        (MARKS, "/cast 1 5", "I do not understand “5” here."),
        (MARKS, "/cast 1 2 a", "I do not understand “2” here."),
        (CUMULATED, "1 4a", "1a has 4 marks; 3 are possible."),
        (CUMULATED, "1 3a 3b", "That would be 6 marks, at most 5 can be."),
        (CUMULATED, "/cast 1 2 a", "I do not understand “2” here."),
        (
            CUMULATED,
            "1 1a b",
            "“1a” can be a label or a number of marks. Write the label as often as it gets marks: 1 a a.",
        ),
        (WITH_NOBODY, "1 a e", "1e cannot go together with other options."),
        (RANKING, "1 b>>a", "Place 2 is empty."),
        (RANKING, "1 >b", "Place 1 is empty."),
        (RANKING, "1 b a b", "1b is there 2 times."),
        (RANKING, "1 b>z", "There is no option 1z."),
        (RANKING, "1 b=a", "Two options stand in the same place."),
        (RANKING, "1 2b 4a", "Place 1 is empty."),
        (RANKING, "1 2b 9a", "I do not understand “2b 9a” here."),
        (RANKING, "/cast 1 b:a", "I do not understand “:” here."),
        (EQUALS, "1 b==a", "I do not understand “=” here. Nothing was cast. Write for instance 1 b a c"),
        (EQUALS, "1 b>a=", "I do not understand “=” here."),
        (ANSWERS, "1 yes", "An answer for whom? Write for instance 1 a yes b no. Nothing was cast."),
        (ANSWERS, "1 a yes no", "An answer for whom?"),
        (ANSWERS, "1 a", "I do not understand “a” here."),
        (ANSWERS, "1 a yes b", "I do not understand “b” here."),
        (ANSWERS, "/cast 1 a yes b perhaps", "I do not understand “perhaps” here."),
        (ANSWERS, "1 a yes a no", "1a is there 2 times."),
        (ANSWERS, "1 z yes", "There is no option 1z."),
        (replace(ANSWERS, maximum=1), "1 a b yes", "That would be 2 marks, at most 1 can be."),
        (replace(ANSWERS, abstain=False), "1 a abstain", "Here one cannot abstain."),
        (replace(MARKS, abstain=False), "1 abstain", "Here one cannot abstain."),
    ],
)
async def test_unclear_words_cast_nothing_and_say_why(talk: Talk, definition: Definition, text: str, told: str) -> None:
    vote = await talk.hall.open(definition)
    (answer,) = await talk.write(ME, text)
    assert (answer[: len(told)], await stands(talk, vote)) == (told, (None, None))


@pytest.mark.parametrize(
    ("definition", "text", "choice"),
    [
        (SINGLE, "7b", "b"),
        (SINGLE, "/cast 7 BEA", "b"),
        (SINGLE, "7 blank", ""),
        (SINGLE, "7 enthaltung", "abstain"),
        (MARKS, "7c 7a", "a+c"),
        (MARKS, "/cast 7 3 1", "a+c"),
        (WITH_NOBODY, "/cast 7 none of the above", "e"),
        (WITH_NOBODY, "/cast 7 Niemand davon", "e"),
        (CUMULATED, "7 a a c", "a+a+c"),
        (CUMULATED, "7 2a c", "a+a+c"),
        (CUMULATED, "7 7a 2c", None),
        (CUMULATED, "7a 7c", "a+c"),
        (RANKING, "7 b a c", "b>a>c"),
        (RANKING, "7b 7a", "b>a"),
        (RANKING, "7b>7a", "b>a"),
        (RANKING, "7b > a, c", "b>a>c"),
        (RANKING, "7 2a 1b", "b>a"),
        (RANKING, "/cast 7 2 1", "b>a"),
        (RANKING, "/cast 7 cem ada", "c>a"),
        (EQUALS, "7 b>a=c", "b>a=c"),
        (EQUALS, "7 b a = c", "b>a=c"),
        (EQUALS, "7 1b 2c 2a", "b>a=c"),
        (ANSWERS, "7 a yes b no c abstain", "a:yes b:no c:abstain"),
        (ANSWERS, "7 a:ja b:nein", "a:yes b:no"),
        (ANSWERS, "7a yes 7b no", "a:yes b:no"),
        (ANSWERS, "7 a c yes b no", "a:yes b:no c:yes"),
        (ANSWERS, "7 yes a c no b", "a:yes b:no c:yes"),
        (ANSWERS, "/cast 7 ada yes bea no", "a:yes b:no"),
        (ANSWERS, "/cast 7 1 yes 2 no", "a:yes b:no"),
        (ANSWERS, "7 abstain", "abstain"),
        (ANSWERS, "7 leer", ""),
        (replace(ANSWERS, options=ANSWERS.options[:1], maximum=1), "7 no", "a:no"),
        (FULL_NAMES, "/cast 7 anna ortega, b. o’neill", "a>b"),
        (FULL_NAMES, "/cast 7 Dé a", "c>a"),
        (LATE_LABELS, "7 jb yes 7ja no", "ja:no jb:yes"),
    ],
)
async def test_all_ways_of_typing_a_ballot(talk: Talk, definition: Definition, text: str, choice: str | None) -> None:
    vote = await opened(talk, definition, 7)
    await talk.write(ME, text)
    assert await stands(talk, vote) == (choice, None)


@pytest.mark.parametrize(
    ("definition", "text", "choice"),
    [
        (SINGLE, "2", "b"),
        (SINGLE, "bea", "b"),
        (SINGLE, "thank you", None),
        (SINGLE, "8b", None),
        (MARKS, "1 3", "a+c"),
        (MARKS, "7c", "c"),
        (MARKS, "8 b", None),
        (CUMULATED, "2a c", "a+a+c"),
        (CUMULATED, "1 3", None),
        (RANKING, "2 1 3", "b>a>c"),
        (RANKING, "b>a", "b>a"),
        (RANKING, "7 b a", "b>a"),
        (RANKING, "1b 2a", "b>a"),
        (ANSWERS, "a yes b no", "a:yes b:no"),
        (ANSWERS, "1 yes 2 no", "a:yes b:no"),
        (ANSWERS, "yes", None),
        (LATE_LABELS, "jb ja", "jb:yes"),
        (LATE_LABELS, "300 no", "pa:no"),
    ],
)
async def test_words_under_the_ballot_are_for_that_ballot(
    talk: Talk, definition: Definition, text: str, choice: str | None
) -> None:
    vote = await opened(talk, definition, 7)
    other = await talk.hall.open(SINGLE)
    await delivered(talk)
    await talk.write(ME, text, reply_to=f"m{vote.id}")
    assert (await stands(talk, vote), await stands(talk, other)) == (
        (choice, None),
        ("b" if text == "8b" else None, None),
    )


async def test_typed_cast_drops_what_was_half_filled_in_and_shows_all_of_a_long_choice(talk: Talk) -> None:
    definition = replace(
        RANKING, options=tuple(Option(label, f"Candidate {label}") for label in labels(30)), maximum=30
    )
    vote = await talk.hall.open(definition)
    order = " ".join(reversed(labels(30)))
    (answer,) = await talk.write(ME, f"/cast 1 {order}")
    assert (answer[:48], "30. 1a · Candidate a" in answer) == ("Recorded: Election 1 “Board”: 1. 1ag · Candidate", True)
    assert await stands(talk, vote) == (order.replace(" ", ">"), None)


async def test_question_which_vote_offers_only_choices_that_can_be_cast(talk: Talk) -> None:
    for definition in (SINGLE, RANKING, ANSWERS):
        await talk.hall.open(definition)
    (effects,) = await talk.give(talk.said(ME, "b"))
    assert list(offered(effects)) == ["1b · Bea", "2. 1. 2b · Bea"[3:]]
    (effects,) = await talk.give(talk.said(ME, "1 yes"))
    assert list(offered(effects)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        (" .,; ", ()),
        ("7b>a=c", ("7b", ">", "a", "=", "c")),
        ("1. b 2. a", ("1", "b", "2", "a")),
        ("A:Yes", ("a", ":", "yes")),
    ],
)
def test_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "In vote 1 a cast cannot be changed. Recorded: 1a: Yes, 1b: No, 1c: Abstain."),
        ("de", "Bei Nr. 1 lässt sich eine abgegebene Stimme nicht ändern. Erfasst: 1a: Ja, 1b: Nein, 1c: Enthaltung."),
    ],
)
async def test_refusal_says_the_answers_that_stand_in_words(talk: Talk, language: str, told: str) -> None:
    await talk.hall.open(replace(ANSWERS, revote=False))
    await talk.write(ME, f"/language {language}")
    await talk.write(ME, "1 a yes b no c abstain")
    assert await talk.write(ME, "1 a b c no") == [told]
