"""Several ballots cast by typing."""

from dataclasses import replace

import pytest

from bot.chat.call import House
from bot.chat.reading import aimed, is_vote, split
from core import floor, roster
from core.journal import CLI
from core.model import EventId, EventSettings, Option, Vote
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.roster import Row
from core.store import deliveries
from core.store.writer import Tx
from tests.ballots import ANSWERS, MARKS, RANKING, SINGLE
from tests.bundles import HOLDER, opened, stand
from tests.people import Hall, done
from tests.proxied import off
from tests.talk import Talk, offered, redrawn, said

pytestmark = pytest.mark.anyio
GUEST = "telegram:90"
NAMED = replace(
    RANKING, maximum=3, options=(Option("a", "Fund for 1"), Option("b", "Fund for all"), Option("c", "Cem"))
)
HINT = "\nYou also hold Name1 Surname1 (1) and Name2 Surname2 (2): /cast {0} for 1, or for all: /cast {0} for all"


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return Talk(hall, House("Allotment Club"))


async def guest(talk: Talk) -> str:
    """A guest who is here; the number."""
    done(await talk.hall.run(roster.import_rows, [Row("G1", "Guest", votes=False, accounts=(GUEST,))], CLI))
    await talk.hall.check_in("G1")
    return "G1"


async def choices(talk: Talk, vote: Vote, number: int | str = 5) -> dict[str, str | None]:
    return {whose: choice for whose, choice, _ in await stand(talk, vote, number)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1b for 3", "You do not hold the vote of member 3."),
        ("1b for nobody", "There is no member nobody"),
        ("/cast 1 for 1", "I do not understand “for” here."),
        ("/cast 1 b for", "I do not understand “for” here."),
        ("/cast 1 z for 1", "There is no option 1z."),
        ("/cast 1 maybe for all", "I do not understand “maybe” here."),
        ("b for all", "I did not understand that."),
        ("1b thanks for all", "I did not understand that."),
    ],
)
async def test_unclear_owner_casts_nothing(talk: Talk, text: str, told: str) -> None:
    vote = await opened(talk, SINGLE)
    answers = await talk.write(HOLDER, text)
    assert ([answer[: len(told)] for answer in answers], set((await choices(talk, vote)).values())) == ([told], {None})


async def test_vote_taken_back_is_not_cast_by_typing(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    await off(talk.hall, 1)
    assert await talk.write(HOLDER, "1b for 1") == [
        "Name1 Surname1, member 1, has taken the vote back in vote 1. Your answer changed nothing."
    ]
    assert await choices(talk, vote, 1) == {"1": None}


async def test_whoever_holds_none_may_say_for_me_and_for_all(talk: Talk) -> None:
    vote = await opened(talk, SINGLE)
    told = [await talk.write("telegram:3", text) for text in ("1a for 3", "1b for all", "1c for 1")]
    assert told == [
        ["Recorded: Election 1 “Board”: 1a · Ada"],
        ["Recorded: Election 1 “Board”: 1b · Bea"],
        ["You do not hold the vote of member 1."],
    ]
    assert await choices(talk, vote, 3) == {"3": "b"}


@pytest.mark.parametrize(
    ("text", "told", "stands"),
    [
        ("1b", "Recorded for your own: Election 1 “Board”: 1b · Bea" + HINT.format("1 b"), ("b", None, None)),
        ("1b for 1", "Recorded for Name1 Surname1 (1): Election 1 “Board”: 1b · Bea", (None, "b", None)),
        ("1 b für #2", "Recorded for Name2 Surname2 (2): Election 1 “Board”: 1b · Bea", (None, None, "b")),
        ("/cast 1b for 5", "Recorded for your own: Election 1 “Board”: 1b · Bea", ("b", None, None)),
        (
            "1B FÜR ALLE",
            "Recorded for your own, Name1 Surname1 (1) and Name2 Surname2 (2): Election 1 “Board”: 1b · Bea",
            ("b", "b", "b"),
        ),
        (
            "/cast 1 blank for all",
            "Recorded for your own, Name1 Surname1 (1) and Name2 Surname2 (2): Election 1 “Board”: Blank",
            ("", "", ""),
        ),
    ],
)
async def test_all_ways_of_typing_for_whom(talk: Talk, text: str, told: str, stands: tuple[str | None, ...]) -> None:
    vote = await opened(talk, SINGLE)
    (effects,) = await talk.give(talk.said(HOLDER, text))
    assert (said(effects), [redraw.member for redraw in redrawn(effects)]) == ([told], [await talk.hall.id(5)])
    assert tuple((await choices(talk, vote)).values()) == stands


@pytest.mark.parametrize(
    ("text", "choice", "whose"),
    [
        ("/cast 1 fund for 1", "a", "5"),
        ("/cast 1 fund for all for 1", "b", "1"),
        ("/cast 1 c fund for 1 for 2", "c>a", "2"),
        ("1 b a for 2", "b>a", "2"),
    ],
)
async def test_name_with_a_for_in_it_is_a_name_first(talk: Talk, text: str, choice: str, whose: str) -> None:
    vote = await opened(talk, NAMED)
    await talk.write(HOLDER, text)
    assert {number: stood for number, stood in (await choices(talk, vote)).items() if stood} == {whose: choice}


async def test_reply_to_the_ballot_may_say_for_whom(talk: Talk) -> None:
    vote = await opened(talk, ANSWERS)

    async def settle(tx: Tx) -> None:
        waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, set(DeliveryKind), ["telegram"], limit=100)
        await deliveries.settle(tx, [Settled(item, DeliveryState.SENT, f"m{item.subject}") for item in waiting])

    await talk.hall.store.write(settle)
    await talk.write(HOLDER, "a yes b no for 1", reply_to=f"m{vote.id}")
    assert await choices(talk, vote) == {"5": None, "1": "a:yes b:no", "2": None}


async def test_what_cannot_be_changed_is_said_beside_what_is_recorded(talk: Talk) -> None:
    vote = await opened(talk, replace(MARKS, revote=False))
    await talk.write(HOLDER, "1 a c for 1")
    assert await talk.write(HOLDER, "1 b for all") == [
        "Recorded for your own and Name2 Surname2 (2): Election 1 “Board”: 1b · Bea"
    ]
    assert (await talk.write(HOLDER, "1 d for 1"))[0].startswith("In vote 1 a cast cannot be changed.")
    assert await choices(talk, vote) == {"5": "b", "1": "a+c", "2": "b"}


# -- without an own ballot


async def test_guest_with_several_is_asked_for_whom(talk: Talk) -> None:
    vote = await opened(talk, SINGLE, holder=await guest(talk))
    assert await talk.write(GUEST, "1b") == [
        "You have no vote of your own here and hold Name1 Surname1 (1) and Name2 Surname2 (2). "
        "Say for whom: /cast 1 b for 1, or for all: /cast 1 b for all"
    ]
    assert await choices(talk, vote, "G1") == {"1": None, "2": None}
    await talk.write(GUEST, "1b for all")
    assert await choices(talk, vote, "G1") == {"1": "b", "2": "b"}


async def test_guest_with_one_casts_that_one(talk: Talk) -> None:
    vote = await opened(talk, SINGLE, holder=await guest(talk))
    await off(talk.hall, 2)
    assert await talk.write(GUEST, "1b") == ["Recorded for Name1 Surname1 (1): Election 1 “Board”: 1b · Bea"]
    assert await choices(talk, vote, "G1") == {"1": "b"}


async def test_question_which_vote_offers_a_guest_the_votes_that_are_held(talk: Talk) -> None:
    first = await opened(talk, SINGLE, holder=await guest(talk))
    (effects,) = await talk.give(talk.said(GUEST, "b"))
    assert list(offered(effects)) == ["All 2: 1b · Bea"]
    await off(talk.hall, 2)
    assert await talk.press(GUEST, offered(effects)["All 2: 1b · Bea"]) == ["Recorded for Name1 Surname1 (1): 1b · Bea"]
    (effects,) = await talk.give(talk.said(GUEST, "c"))
    assert await talk.press(GUEST, offered(effects)["Name1 Surname1 (1): 1c · Cem"]) == [
        "Recorded for Name1 Surname1 (1): 1c · Cem"
    ]
    assert await choices(talk, first, "G1") == {"1": "c"}


async def test_number_of_a_vote_means_the_meeting_in_which_one_casts(talk: Talk) -> None:
    await talk.hall.run(floor.configure, [EventSettings(EventId("bgm"), "Board meeting")])
    meeting = await talk.hall.event(EventId("bgm"))
    done(await talk.hall.run(floor.change_state, meeting, "open", CLI))
    vote = await opened(talk, SINGLE, holder=await guest(talk))
    await talk.write(GUEST, "1c for 2")
    assert await choices(talk, vote, "G1") == {"1": None, "2": "c"}


async def test_status_and_ballot_know_the_hand(talk: Talk) -> None:
    vote = await opened(talk, SINGLE, holder=await guest(talk))
    await talk.write(GUEST, "1b for 1")
    assert (await talk.write(GUEST, "/status"))[0].split("\n")[-3:] == [
        "Election 1 “Board”: you cast 2 votes. /ballot",
        "Nothing recorded yet for Name2 Surname2 (2)",
        "Recorded: 1b · Bea for Name1 Surname1 (1)",
    ]
    assert await talk.write(GUEST, "/ballot") == ["Your ballot is on its way."]
    assert [chat for kind, _, chat in await talk.hall.sent_to() if (kind, chat) == ("ballot", GUEST)] == [GUEST]
    assert (await talk.hall.again(vote)).cast.heads == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("b", (("b",), ())),
        ("b for 12", (("b",), ("12",))),
        ("b für alle", (("b",), ("alle",))),
        ("for 12", (("for", "12"), ())),
        ("b for", (("b", "for"), ())),
        ("a for all for 1", (("a", "for", "all"), ("1",))),
    ],
)
def test_words_for_whom(text: str, parts: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    assert aimed(split(text)) == parts


@pytest.mark.parametrize(("text", "is_one"), [("7b for 12", True), ("7 for 12", False), ("7b thanks for 12", False)])
def test_cast_for_somebody_is_a_cast(text: str, is_one: bool) -> None:
    assert is_vote(text) is is_one
