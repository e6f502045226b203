"""Which renderings of a private ballot still count, on the real service."""

from dataclasses import replace
from pathlib import Path

from adapters.memory import LIMITS, Person
from adapters.memory.people import Shown
from tests.meeting import Meeting, played


async def voter(meeting: Meeting) -> Person:
    """Member 2, who has the ballot of an open vote."""
    await meeting.chair("/vote Lunch")
    await meeting.chair("/open 1")
    await meeting.time.sleep(5)
    return meeting.member(2)


def ballots(person: Person) -> list[Shown]:
    return [shown for shown in person.messages if shown.button("1a · Yes")]


def test_press_on_the_first_rendering_is_old_once_the_redraw_is_confirmed(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        member = await voter(meeting)
        (first,) = ballots(member)
        yes, no = (button.data for button in (first.message.rows[0][0], first.message.rows[1][0]))
        member.forge(yes, first.ref)
        await meeting.time.sleep(5)
        assert first.edits == 1
        member.forge(no, first.ref)  # a phone that had not drawn anew yet sends it again
        await meeting.time.sleep(5)
        assert member.toasts[1].text.startswith("That was an old ballot of vote 1. Nothing changed.")

    played(tmp_path, play)


def test_press_on_the_ballot_that_a_reminder_replaces_counts(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        member = await voter(meeting)
        (first,) = ballots(member)
        yes, no = (button.data for button in (first.message.rows[0][0], first.message.rows[1][0]))
        await meeting.chair("/remind 1")
        await meeting.time.sleep(5)
        (below,) = ballots(member)
        assert below is not first
        member.forge(yes, first.ref)
        await meeting.time.sleep(5)
        assert below.edits == 1
        member.forge(no, below.ref)
        await meeting.time.sleep(5)
        told = [toast.text.partition(" of ")[0] for toast in member.toasts]
        assert told == ["Recorded: 1a · Yes", "That was an old ballot"]

    played(tmp_path, play)


def test_two_choices_in_a_row_retire_what_the_first_one_drew(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        member = await voter(meeting)
        (first,) = ballots(member)
        member.forge(first.message.rows[0][0].data, first.ref)
        while not first.edits:
            await meeting.time.sleep(0.01)
        drawn = first.message.rows[0][0].data
        member.forge(first.message.rows[1][0].data, first.ref)  # before the first redraw's confirmation is written down
        await meeting.time.sleep(5)
        member.forge(drawn, first.ref)
        await meeting.time.sleep(5)
        told = [toast.text.partition(" of ")[0] for toast in member.toasts]
        assert told == ["Recorded: 1a · Yes", "Recorded: 1b · No", "That was an old ballot"]

    played(tmp_path, play, limits=replace(LIMITS, per_second=1000, chat_per_second=1000))
