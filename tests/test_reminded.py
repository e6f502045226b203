"""A ballot that is sent again: one message a chat shows it, says why it comes, and is closed at the end."""

from pathlib import Path

from adapters.contract import plain
from tests.meeting import Meeting, played


def ballots(meeting: Meeting, number: int) -> list[str]:
    """What a member's screen shows of vote 1: the first line of each message, and how many rows of buttons it has."""
    shown = [one for one in meeting.member(number).messages if "Lunch" in one.message.text]
    found = [plain(one.message.text).split("\n\n") for one in shown]
    return [
        f"{paragraphs[0].splitlines()[0]} … {len(one.message.rows)}"
        for paragraphs, one in zip(found, shown, strict=True)
    ]


async def opened(meeting: Meeting) -> None:
    await meeting.chair("/vote Lunch")
    await meeting.chair("/open 1")


def test_reminded_member_has_one_ballot_and_it_is_closed_at_the_end(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await opened(meeting)
        await meeting.press(3, "1a · Yes")
        for _ in range(3):
            await meeting.chair("/remind 1")
        await meeting.chair("/close 1 60")
        await meeting.time.sleep(20)
        (reminded,) = ballots(meeting, 2)
        assert (reminded.startswith("Last call, it closes at "), reminded[-3:]) == (True, "… 3")
        assert ballots(meeting, 3) == ["Vote 1 “Lunch” … 3"]
        await meeting.time.sleep(90)
        assert (ballots(meeting, 2), ballots(meeting, 3)) == (["Vote 1 “Lunch” … 0"], ["Vote 1 “Lunch” … 0"])

    played(tmp_path, play)


def test_ballot_that_was_asked_for_is_no_reminder(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await opened(meeting)
        meeting.member(2).write("/ballot")
        await meeting.time.sleep(5)
        assert ballots(meeting, 2) == ["Vote 1 “Lunch” … 3"]
        await meeting.chair("/remind 1")
        meeting.member(2).write("/ballot")
        await meeting.time.sleep(5)
        assert ballots(meeting, 2) == ["Vote 1 “Lunch” … 3"]

    played(tmp_path, play)


def test_card_that_is_sent_again_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/registration reset")
        await meeting.chair("/registration confirm 5m")
        await meeting.time.sleep(10)
        cards = [one for one in meeting.member(3).messages if one.message.rows]
        assert len(cards) == 1
        await meeting.chair("/event close yes")
        await meeting.time.sleep(10)
        assert [one for one in meeting.member(3).messages if one.message.rows] == []

    played(tmp_path, play)
