"""Every way of voting, from the draft to the result, by chairs and members on both networks."""

import asyncio
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.bench.botapi.chats import Message
from bot.bench.botapi.people import Person
from core.model import Acceptance, VoteState
from core.results import result
from tests.homeserver import shared
from tests.matrix_phone import Seen, new_name
from tests.two_networks import Assembly, Member, assembly

pytestmark = pytest.mark.anyio
BY_REPLY, BY_POLL = "reply ", "poll "
"""Before what a Matrix member answers under the ballot, or chooses in the poll; anything else is written as it is."""


class Play(NamedTuple):
    """One vote: what a chair writes, what a member on Telegram presses, and how one on Matrix answers."""

    title: str
    draft: str
    presses: tuple[str, ...]
    told: str
    answers: tuple[tuple[str, str], ...]
    """What is done on Matrix, and what is told."""
    stored: tuple[str, str]
    """The choices of the two."""
    outcome: str
    elected: tuple[str, ...] = ()


ON_TELEGRAM = (
    Play(
        "Budget",
        "vote Budget",
        ("1b · No", "1a · Yes"),
        "Recorded: 1a · Yes",
        ((BY_REPLY + "1", "Recorded: 1a · Yes"),),
        ("a", "a"),
        "carried",
    ),
    Play(
        "Board",
        "elect 2 Board\nmethod: block\nmax: 3\ncumulate: 2\nnone of the above\n- #2\n- Ada\n- #5\n- Bea",
        ("2a · Name2 Surname", "2a ✓ · Name2 Surname", "2c · Name2 Elsewhere", "Cast:"),
        "Recorded: 2a · Name2 Surname ×2, 2c · Name2 Elsewhere",
        (
            ("2 a b c d", "That would be 4 marks, at most 3 can be."),
            ("2 c b", "Recorded: Election 2 “Board”: 2b · Ada, 2c · Name2 Elsewhere"),
        ),
        ("a+a+c", "b+c"),
        "elected",
        ("a", "c"),
    ),
    Play(
        "Auditors",
        "elect 2 Auditors\nmethod: per-candidate\n- Ada\n- Bea\n- Cem",
        ("3a · No", "Back", "3a · Yes", "3b · No", "3c · Abstain", "Cast:"),
        "Recorded: 3a · Ada: Yes, 3b · Bea: No, 3c · Cem: Abstain",
        (
            ("3 yes", "An answer for whom?"),
            ("3 a yes b no c yes", "Recorded: Election 3 “Auditors”: 3a · Ada: Yes, 3b · Bea: No, 3c · Cem: Yes"),
        ),
        ("a:yes b:no c:abstain", "a:yes b:no c:yes"),
        "elected",
        ("a", "c"),
    ),
    Play(
        "Council",
        "elect 2 Council\nmethod: scottish-stv\n- Ada\n- Bea\n- Cem",
        ("4c · Cem", "4a · Ada", "4c 1. · Cem", "4b · Bea", "Cast: 1. 4a · Ada, 2. 4b · Bea"),
        "Recorded: 1. 4a · Ada, 2. 4b · Bea",
        (
            ("4 b>>a", "Place 2 is empty."),
            (BY_REPLY + "2 1", "Recorded: Election 4 “Council”: 1. 4b · Bea, 2. 4a · Ada"),
        ),
        ("a>b", "b>a"),
        "elected",
        ("a", "b"),
    ),
    Play(
        "Logo",
        "vote Logo\nmethod: schulze\n- Red\n- Green\n- Blue",
        (
            "5a · Red",
            "Next one: same place as 5a · Red",
            "5c · Blue",
            "5b · Green",
            "Cast: 1. 5a · Red = 5c · Blue, 2. 5b · Green",
        ),
        "Recorded: 1. 5a · Red = 5c · Blue, 2. 5b · Green",
        (("5 c a", "Recorded: Vote 5 “Logo”: 1. 5c · Blue, 2. 5a · Red"),),
        ("a=c>b", "c>a"),
        "elected",
        ("c",),
    ),
)
ON_MATRIX = (
    Play(
        "Chairperson",
        "elect 1 Chairperson\nmethod: plurality\n- Ada\n- Bea",
        ("6a · Ada", "6b · Bea"),
        "Recorded: 6b · Bea",
        ((BY_POLL + "6b · Bea", "Recorded: 6b · Bea"),),
        ("b", "b"),
        "elected",
        ("b",),
    ),
    Play(
        "Venue",
        "vote Venue\nmethod: approval\nmajority: absolute\nmax: 2\n- Berlin\n- Wien\n- Graz",
        ("7b · Wien", "7b ✓ · Wien", "Cast my marks", "Blank"),
        "Recorded: Blank",
        (
            ("7 a z", "There is no option 7z."),
            (BY_REPLY + "3 1", "Recorded: Vote 7 “Venue”: 7a · Berlin, 7c · Graz"),
            ("!cast 7 graz", "Recorded: Vote 7 “Venue”: 7c · Graz"),
        ),
        ("", "c"),
        "elected",
        ("c",),
    ),
    Play(
        "Speaker",
        "elect 1 Speaker\nmethod: irv\n- Ada\n- Bea\n- Cem\nnone of the above",
        ("8b · Bea", "8a · Ada", "Undo: 2. 8a · Ada", "8c · Cem", "Cast: 1. 8b · Bea, 2. 8c · Cem"),
        "Recorded: 1. 8b · Bea, 2. 8c · Cem",
        (
            ("8 b=a", "Two options stand in the same place."),
            ("8 b b", "8b is there 2 times."),
            ("8b", "Recorded: Election 8 “Speaker”: 1. 8b · Bea"),
        ),
        ("b>c", "b"),
        "elected",
        ("b",),
    ),
    Play(
        "Committee",
        "elect 2 Committee\nmethod: meek-stv\n- Ada\n- Bea\n- Cem",
        ("9a · Ada", "9b · Bea", "Cast: 1. 9a · Ada, 2. 9b · Bea"),
        "Recorded: 1. 9a · Ada, 2. 9b · Bea",
        (("9 abstain", "Recorded: Election 9 “Committee”: Abstain"), ("9 c a", "1. 9c · Cem, 2. 9a · Ada")),
        ("a>b", "c>a"),
        "elected",
        ("a", "c"),
    ),
)
PLAYS = ON_TELEGRAM + ON_MATRIX
VOTERS = (("2", "5"), ("3", "6"))
"""Who votes on Telegram and on Matrix, in the first vote, the second, and so on in turn."""


async def pressed(person: Person, play: Play) -> str:
    """Press one button after the other, each as soon as it is shown; what the last press is answered."""
    ballot: Message = await person.sees(f"“{play.title}”", seconds=60)
    told = ""
    for label in play.presses:
        async with asyncio.timeout(30):
            while ballot.button(label) is None:
                await asyncio.sleep(0.05)
        answer = await person.press(label, ballot)
        told = answer.text if answer else ""
    return told


def answered(member: Member, play: Play, bot: str) -> None:
    """Answer one way after the other, and wait each time for what is told."""
    ballot: Seen = member.shown(f"“{play.title}”", bot)
    for way, told in play.answers:
        if way.startswith(BY_POLL):
            member.press(way.removeprefix(BY_POLL))
        elif way.startswith(BY_REPLY):
            member.phone.write(member.room, way.removeprefix(BY_REPLY), reply_to=ballot.event)
        else:
            member.phone.write(member.room, way)
        member.shown(told, bot)


async def all_cast(a: Assembly) -> None:
    """The voters share the votes; each does one after the other."""

    async def on_telegram(person: Person, plays: tuple[Play, ...]) -> None:
        for play in plays:
            assert await pressed(person, play) == play.told

    def on_matrix(member: Member, plays: tuple[Play, ...]) -> None:
        for play in plays:
            answered(member, play, a.bot.user)

    odd, even = PLAYS[::2], PLAYS[1::2]
    await asyncio.gather(
        on_telegram(a.people[1], odd),
        on_telegram(a.people[2], even),
        asyncio.to_thread(on_matrix, a.members[2], odd),
        asyncio.to_thread(on_matrix, a.members[3], even),
    )


async def drafted(a: Assembly, chair: Member) -> None:
    """One chair drafts the first votes on Telegram, then one on Matrix the others; one of each is opened by button."""
    for play in ON_TELEGRAM:
        a.people[0].write(f"/{play.draft}\nnamed", a.chairs)
    await a.votes_when(lambda found: len(found) == len(ON_TELEGRAM))
    for play in ON_MATRIX:
        chair.phone.write(chair.room, f"!{play.draft}\nnamed")
    await a.votes_when(lambda found: len(found) == len(PLAYS))
    await a.people[0].press("Open vote 1", await a.chairs.sees("Draft · Vote 1 “Budget”", seconds=30))
    preview = await asyncio.to_thread(chair.shown, "Draft · Election 6", a.bot.user)
    chair.phone.write(chair.room, str(preview.labels.index("Open vote 6") + 1), reply_to=preview.event)
    await each_vote(a, chair, "open", without=(1, 6))
    await a.votes_when(lambda found: {vote.state for vote in found} == {VoteState.OPEN})


async def each_vote(a: Assembly, chair: Member, command: str, without: tuple[int, ...] = ()) -> None:
    """Write this command for each vote where it was drafted."""
    for number in range(1, len(PLAYS) + 1):
        if number in without:
            continue
        if number <= len(ON_TELEGRAM):
            a.people[0].write(f"/{command} {number}", a.chairs)
        else:
            chair.phone.write(chair.room, f"!{command} {number}")


async def present(a: Assembly) -> None:
    """Two members on each network are here."""
    for person in a.people[1:]:
        await person.sees("Check-in is open", seconds=60)
        person.write("here")
    for member in a.members[2:]:
        await asyncio.to_thread(member.shown, "Check-in is open", a.bot.user)
        member.phone.write(member.room, "here")
    for person in a.people[1:]:
        await person.sees("You are checked in", seconds=60)
    for member in a.members[2:]:
        await asyncio.to_thread(member.shown, "You are checked in", a.bot.user)


async def accepted(a: Assembly, chair: Member) -> None:
    """Of the board of vote 2, member 2 accepts by button on Telegram, and member 5 declines by typing on Matrix."""
    a.people[0].write("/publish 2", a.chairs)
    elected = await a.people[1].sees("You were elected in Election 2", seconds=30)
    answer = await a.people[1].press("I accept", elected)
    assert answer is not None
    assert answer.text == "Recorded: you accept. Election 2 “Board”"
    await asyncio.to_thread(a.members[2].shown, "You were elected in Election 2", a.bot.user)
    a.members[2].phone.write(a.members[2].room, "!accept 2 no")
    await asyncio.to_thread(a.members[2].shown, "Recorded: you decline. Election 2 “Board”", a.bot.user)
    await asyncio.to_thread(chair.shown, "Moved up: 2b Ada.", a.bot.user)


@pytest.mark.slow
async def test_every_method_when_chairs_and_members_are_on_both_networks(tmp_path: Path) -> None:
    async with assembly(tmp_path, shared(), new_name("ways"), telegram=3, matrix=3) as a:
        await a.start()
        await asyncio.gather(*(asyncio.to_thread(member.come) for member in a.members))
        channel, chair = await a.chair_on_telegram(a.people[0]), await a.bound_on_matrix(a.members[1])
        a.people[0].write("/event open", channel)
        chair.phone.write(chair.room, "!registration open")
        await present(a)
        await drafted(a, chair)
        await all_cast(a)
        await each_vote(a, chair, "close")
        found = await a.votes_when(lambda found: {vote.state for vote in found} == {VoteState.COUNTED})
        cast = [await a.stored(vote.id) for vote in found]
        assert cast == [dict(zip(who, play.stored, strict=True)) for who, play in zip(cycle(VOTERS), PLAYS)]
        counted = [(vote.outcome, tuple(sorted(result(vote).elected))) for vote in found]
        assert counted == [(play.outcome, play.elected) for play in PLAYS]
        await accepted(a, chair)
        board = (await a.votes_when(lambda found: len(found[1].answers) == 2))[1]
        assert board.answers == {"a": Acceptance.ACCEPTED, "c": Acceptance.DECLINED}
