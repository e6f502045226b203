"""The end of a meeting: what is unfinished is told, members hear where everything is, and then answers stay true."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.chat.register import Who
from bot.handlers import REGISTER
from core import counting, floor
from core.journal import CLI
from core.methods import SEVERAL
from core.model import Definition, EventId, EventSettings, EventState, Option, Purpose, VoteState
from core.outgoing import DeliveryKind
from core.store import events, journal, presence, votes
from tests.meeting import Meeting, played
from tests.people import AGM, MOTION, Hall, done
from tests.podium import ANN, Podium, podium
from tests.talk import offered, said

pytestmark = pytest.mark.anyio
BOARD = Definition(
    "Board", (Option("a", "Name2 Surname2", member="2"), Option("b", "Cem")), kind="election", method=SEVERAL.name,
    majority="",
)  # fmt: skip
DESK = "telegram:-300"


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def published(hall: Hall, definition: Definition = MOTION) -> None:
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a", _2="a")
    counted = await hall.count(await hall.close(vote))
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))


async def test_meeting_does_not_close_over_open_votes_and_names_them_all(chair: Podium) -> None:
    await chair.hall.open()
    await chair.hall.close(await chair.hall.open())
    told = ["First these have to end and be counted, or be cancelled: Vote 1 “Lunch?” and Vote 2 “Lunch?”"]
    assert await chair.write("/event close") == told
    assert (await chair.hall.event()).state is EventState.OPEN


async def test_what_is_unpublished_unanswered_and_never_opened_is_named_before_the_end(chair: Podium) -> None:
    hall = chair.hall
    await published(hall)
    await published(hall, BOARD)
    counted = await hall.open()
    await hall.cast(counted, _1="a")
    await hall.count(await hall.close(counted))
    await hall.draft(replace(MOTION, title="Later"))
    assert await chair.lines("/event close") == [
        "Counted and not published: Vote 3 “Lunch?”",
        "Elected, and somebody has not said whether they accept: Election 2 “Board”",
        "Drafted and never opened: Vote 4 “Later”",
        "Close Assembly for good? Present: 5. It cannot be opened again. Press, or write /event close yes",
    ]


async def test_tie_and_open_seat_that_no_further_round_follows_are_named_before_the_end(chair: Podium) -> None:
    hall = chair.hall
    split = [
        (replace(MOTION, majority="simple", tie="lot"), {"_1": "a", "_2": "b"}),
        (replace(BOARD, seats=2, majority="absolute"), {"_1": "a"}),
        (replace(BOARD, title="Auditor", tie="lot"), {"_1": "a", "_2": "b"}),
    ]
    for definition, cast in split:
        vote = await hall.open(definition)
        await hall.cast(vote, **cast)
        counted = await hall.count(await hall.close(vote))
        done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    still = "Published, and a tie or a seat is still open:"
    unsettled = f"{still} Vote 1 “Lunch?”, Election 2 “Board” and Election 3 “Auditor”"
    assert unsettled in await chair.lines("/event close")
    await chair.write("/lot 1 yes yes")
    await chair.write("/runoff 2")
    assert f"{still} Election 3 “Auditor”" in await chair.lines("/event close")


async def test_tie_that_is_rejected_by_rule_is_not_open(chair: Podium) -> None:
    vote = await chair.hall.open(replace(MOTION, majority="simple", tie="rejected"))
    await chair.hall.cast(vote, _1="a", _2="b")
    counted = await chair.hall.count(await chair.hall.close(vote))
    done(await chair.hall.run(counting.publish, await chair.hall.event(), [counted], CLI))
    assert (await chair.lines("/event close"))[0].startswith("Close Assembly for good?")


async def test_meeting_with_nothing_left_is_closed_by_the_button_that_asks(chair: Podium) -> None:
    await published(chair.hall)
    effects = await chair.effects("/event close")
    (yes,) = offered(effects).values()
    await chair.press(yes)
    assert (await chair.hall.event()).state is EventState.CLOSED
    assert [kind for kind, _, _ in await chair.hall.sent_to()].count(DeliveryKind.FAREWELL) == 5


async def test_meeting_that_never_opened_says_no_farewell(hall: Hall) -> None:
    other = EventId("other")
    await hall.run(floor.configure, [EventSettings(other, "Other")])
    done(await hall.run(floor.change_state, await hall.event(other), "close", CLI))
    assert [kind for kind, _, _ in await hall.sent_to() if kind == DeliveryKind.FAREWELL] == []


async def play_farewell(meeting: Meeting) -> None:
    await meeting.chair("/vote Budget")
    await meeting.chair("/open 1")
    await meeting.press(2, "1a · Yes")
    await meeting.chair("/close 1")
    await meeting.time.sleep(15)
    await meeting.chair("/publish 1")
    await meeting.chair("/event close yes")
    await meeting.time.sleep(10)
    assert plain(meeting.member(3).messages[-1].message.text).splitlines() == [
        "Assembly",
        "The meeting is over. Thank you for being part of it. Its result stays here: /result 1",
        "For the minutes ask: Club",
    ]
    meeting.member(3).write("/ballot")
    await meeting.time.sleep(5)
    assert meeting.member(3).messages[-1].message.text.startswith("The meeting is over: there are no ballots any more.")
    meeting.member(3).write("/result 1")
    await meeting.time.sleep(5)
    texts = [plain(shown.message.text) for shown in meeting.member(3).messages]
    assert any("Carried" in text for text in texts[-2:])


def test_members_hear_where_results_and_minutes_are_and_find_them_there(tmp_path: Path) -> None:
    played(tmp_path, play_farewell)


# -- afterwards


LASTS = frozenset({"help", "language", "plain", "start", "join", "link", "bind"})
"""What has nothing to do with this meeting."""


def lines() -> Iterator[tuple[str, str]]:
    """Every command of the register as its usage writes it, and who may use it."""
    wordy = {"cast": "/cast 1b", "fix": "/fix 1 Other", "say": "/say Hello", "proxy": "/proxy 3", "speak": "/speak"}
    for (name, argument), spec in sorted(REGISTER.commands.items()):
        if name not in LASTS:
            yield wordy.get(name, f"/{name} 1 2" if argument else f"/{name} 1"), str(spec.who)
            yield f"/{name}", str(spec.who)


async def everything(hall: Hall) -> tuple[object, ...]:
    states = [(vote.number, vote.state, vote.ruling) for vote in await hall.run(votes.of_event, AGM)]
    here = await hall.run(presence.members, AGM)
    return states, here, (await hall.event()).state


@pytest.mark.parametrize(("line", "who"), sorted(set(lines())))
async def test_command_after_the_end_gets_a_true_answer_and_changes_nothing(chair: Podium, line: str, who: str) -> None:
    await published(chair.hall)
    await chair.hall.run(events.put_channel, DESK, AGM, Purpose.DESK)
    await chair.hall.run(floor.change_state, await chair.hall.event(), "close", CLI)
    before, length = await everything(chair.hall), len(await chair.hall.run(journal.entries, AGM))
    private = who in (Who.MEMBER, Who.BOUND, Who.STRANGER, Who.ANYONE, Who.ELECTED)
    told = await chair.talk.write("telegram:3", line) if private else await chair.write(line)
    assert told, "silence is no answer"
    assert not [text for text in told if "went wrong" in text or "There is no meeting" in text]
    assert await everything(chair.hall) == before
    if "result" not in line and "publish" not in line:
        assert len(await chair.hall.run(journal.entries, AGM)) == length


async def test_old_buttons_after_the_end_get_a_true_answer(chair: Podium) -> None:
    hall = chair.hall
    drafted = await chair.buttons("/vote Budget")
    cards = {
        "telegram:3": ["1i.agm", "1o.agm"],
        ANN: [*drafted.values(), "1e.open.agm", "1e.checkin.agm", "1e.item.agm.1", "1e.pause.agm", "1e.reset.agm"],
    }
    await published(hall)
    await hall.run(floor.change_state, await hall.event(), "close", CLI)
    before = await everything(hall)
    for who, buttons in cards.items():
        for data in buttons:
            chat = "" if who == "telegram:3" else "telegram:-100"
            (effects,) = await chair.talk.give(chair.talk.pressed(who, data, chat))
            assert said(effects), data
            assert "went wrong" not in " ".join(said(effects)), data
    states = [state for _, state, _ in before[0]]
    assert await everything(hall) == before
    assert states == [VoteState.DRAFT, VoteState.PUBLISHED]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("here", "The meeting is over."),
        ("/checkin", "The meeting is over."),
        ("/status", "Assembly: the meeting is over."),
    ],
)
async def test_member_hears_after_the_end_that_it_is_over(chair: Podium, text: str, told: str) -> None:
    await chair.hall.run(floor.change_state, await chair.hall.event(), "close", CLI)
    (answer,) = await chair.talk.write("telegram:3", text)
    assert told in answer.splitlines()
