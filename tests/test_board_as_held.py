"""After a refusal the board that is told is the one that is held by now."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.views.elections import as_held
from bot.views.result.message import for_members, sentence
from bot.wording.speech import speech
from core import acceptance, decisions
from core.elections import sitting
from core.journal import CLI
from core.model import Acceptance, Vote
from core.outgoing import DeliveryState
from tests.elected import published
from tests.meeting import Meeting, played
from tests.people import Hall, done

pytestmark = pytest.mark.anyio
YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED


async def told(hall: Hall) -> Vote:
    """A published board, with everything sent."""
    vote = await published(hall, "a+b", "a+b", "a+d", "b")
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    assert await hall.sent_to() == []
    return vote


async def test_members_are_told_the_board_as_it_is_held_by_now(hall: Hall) -> None:
    vote = await told(hall)
    after = done(await hall.run(acceptance.answer, vote, "b", NO, await hall.id(2)))
    again = [subject for kind, subject, _ in await hall.sent_to() if kind == "result"]
    assert (sitting(after), set(again), len(again) >= 4) == (("a", "d"), {vote.id}, True)
    event = await hall.event()
    for message in (for_members(speech("en"), after, event).text, sentence(speech("en"), after, event)):
        assert "Dan Roth" in message
    spoken = sentence(speech("en"), after, event)
    assert ("Bea Berg" in spoken, "Anna Ortega" in spoken) == (False, True)


async def test_acceptance_that_changes_no_seat_tells_members_nothing_again(hall: Hall) -> None:
    vote = await told(hall)
    done(await hall.run(acceptance.answer, vote, "b", YES, await hall.id(2)))
    assert [kind for kind, _, _ in await hall.sent_to() if kind == "result"] == []


# -- the chair reads the seats aloud


def told_to_chair(meeting: Meeting) -> list[str]:
    return [text for text in meeting.told if text.startswith("The seats as they are held now")]


async def play_refusals(meeting: Meeting) -> None:
    await meeting.chair("/elect 1 Chair\nmethod: plurality\n- #1\n- #2\n- #3")
    await meeting.chair("/open 1")
    for number, choice in enumerate("aaabb", 1):
        meeting.member(number).write(f"1{choice}")
    await meeting.time.sleep(20)
    await meeting.chair("/close 1")
    await meeting.time.sleep(30)
    await meeting.chair("/publish 1")
    assert told_to_chair(meeting) == []
    await meeting.chair("/accept 1 a no")
    await meeting.time.sleep(30)
    (moved,) = told_to_chair(meeting)
    await meeting.chair("/accept 1 b")
    await meeting.time.sleep(30)
    (accepted,) = told_to_chair(meeting)
    assert [moved, accepted] == [
        "The seats as they are held now · Election 1 “Chair”\n\n"
        f"1. 1b · Name2 Surname2: {said}\n\n"
        "Read aloud:\n"
        "Election 1 “Chair”: the seats are held by Name2 Surname2. "
        "Declined: Name1 Surname1. Moved up: Name2 Surname2."
        for said in ("moved up, is asked", "has accepted")
    ]
    await meeting.chair("/repeat 1 wrong list")
    await meeting.time.sleep(30)
    assert told_to_chair(meeting) == []


def test_seats_after_refusals_are_a_message_of_their_own(tmp_path: Path) -> None:
    played(tmp_path, play_refusals)


async def test_candidate_who_is_no_member_and_moves_up_was_not_asked(hall: Hall) -> None:
    vote = await told(hall)
    options = tuple(replace(option, member="") if option.label == "d" else option for option in vote.definition.options)
    vote = done(await hall.run(acceptance.answer, vote, "b", NO, await hall.id(2)))
    for shown, said in (
        (vote, "moved up, is asked"),
        (replace(vote, definition=replace(vote.definition, options=options)), "moved up, was not asked here"),
    ):
        assert [line for line in plain(as_held(speech("en"), shown).text).splitlines() if "1d" in line] == [
            f"2. 1d · Dan Roth: {said}"
        ]


async def test_ruling_after_publication_goes_to_the_members(hall: Hall) -> None:
    ruled = done(await hall.run(decisions.rule, await told(hall), "The count stands.", CLI))
    again = {subject for kind, subject, _ in await hall.sent_to() if kind == "result"}
    text = for_members(speech("en"), ruled, await hall.event()).text
    assert (again, "The count stands." in text) == ({ruled.id}, True)
