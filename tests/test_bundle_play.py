"""Somebody who casts several ballots, on a phone: the real service on the network in memory."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from adapters.contract import plain
from core import roster
from core.journal import CLI
from core.roster import Row
from tests.ballots import MARKS, SINGLE
from tests.meeting import Meeting, played, resumed
from tests.test_ballot_play import ballot, labels, opened, text


async def told(meeting: Meeting, number: int, words: str) -> str:
    """What somebody is answered."""
    meeting.member(number).write(words)
    await meeting.time.sleep(3)
    return plain(meeting.member(number).messages[-1].message.text)


async def given(meeting: Meeting, holder: int, *principals: int) -> None:
    """These put their votes into somebody's hands and leave."""
    for number in principals:
        await told(meeting, number, f"/proxy {holder}")
        await told(meeting, number, "/checkout")


def head(meeting: Meeting, number: int) -> list[str]:
    """Whose ballots somebody holds, and whose turn it is."""
    return text(meeting, number).split("\n\n")[0].split("\n")[2:]


def ballots(meeting: Meeting, number: int) -> int:
    return sum("Not secret" in shown.message.text for shown in meeting.member(number).messages)


def test_holder_casts_all_alike_and_then_one_by_one(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await given(meeting, 2, 3, 4)
        await opened(meeting, SINGLE)
        assert head(meeting, 2) == ["You hold 3 votes: your own, Name3 Surname3 (3) and Name4 Surname4 (4)."]
        assert (ballots(meeting, 2), ballots(meeting, 3)) == (1, 0)
        assert await meeting.press(2, "All 3: 1b · Bea") == "Recorded for 3 votes: 1b · Bea"
        await meeting.press(2, "One by one")
        assert head(meeting, 2)[1:] == ["Your own vote (1 of 3)"]
        await meeting.press(2, "Next: Name3 Surname3 (3)")
        assert await meeting.press(2, "1a · Ada") == "Recorded for Name3 Surname3 (3): 1a · Ada"
        assert (head(meeting, 2)[1:], "All 3: 1a · Ada" in labels(meeting, 2)) == (
            ["Vote 2 of 3: Name3 Surname3 (3)"],
            False,
        )
        await meeting.chair("/close 1")
        over = next(
            plain(shown.message.text) for shown in meeting.member(2).messages if "Closed." in shown.message.text
        )
        assert over.split("\n")[2:] == [
            "You voted: 1b · Bea for your own and Name4 Surname4 (4)",
            "You voted: 1a · Ada for Name3 Surname3 (3)",
        ]
        assert (await meeting.vote()).cast.heads == 3

    played(tmp_path, play)


def test_one_by_one_goes_on_to_the_next_and_survives_a_restart(tmp_path: Path) -> None:
    async def begin(meeting: Meeting) -> None:
        await given(meeting, 2, 3, 4)
        await opened(meeting, MARKS)
        await meeting.press(2, "1a · Ada")
        assert await meeting.press(2, "1c · Cem") == "All 3: 2 of 3 marked: 1a · Ada, 1c · Cem. Not cast yet."
        await meeting.press(2, "One by one")
        assert await meeting.press(2, "Cast: 1a · Ada, 1c · Cem") == "Recorded for your own: 1a · Ada, 1c · Cem"
        assert head(meeting, 2)[1:] == ["Vote 2 of 3: Name3 Surname3 (3)"]
        assert await meeting.press(2, "1d · Dora") == "Name3 Surname3 (3): 1 of 3 marked: 1d · Dora. Not cast yet."

    async def go_on(meeting: Meeting) -> None:
        for _ in range(30):  # the network in memory numbers anew; what it had confirmed before is skipped
            meeting.member(5).write("hello")
        meeting.member(2).write("/ballot")
        await meeting.time.sleep(5)
        assert (head(meeting, 2)[1:], "1d ✓ · Dora" in labels(meeting, 2)) == (
            ["Vote 2 of 3: Name3 Surname3 (3)"],
            True,
        )
        assert await meeting.press(2, "Cast: 1d · Dora") == "Recorded for Name3 Surname3 (3): 1d · Dora"
        assert head(meeting, 2)[1:] == ["Vote 3 of 3: Name4 Surname4 (4)"]
        assert (await meeting.vote()).cast.heads == 2

    played(tmp_path, begin)
    resumed(tmp_path, timedelta(minutes=5), go_on)


def test_ballot_that_is_taken_back_leaves_the_message(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await given(meeting, 2, 3, 4)
        await opened(meeting, SINGLE)
        await meeting.press(2, "All 3: 1b · Bea")
        await told(meeting, 3, "/checkin")
        await meeting.time.sleep(10)
        assert (head(meeting, 2), head(meeting, 3)) == (["You hold 2 votes: your own and Name4 Surname4 (4)."], [])
        assert text(meeting, 3).endswith("Recorded: 1b · Bea. You can change it until the vote closes.")
        assert await meeting.press(3, "1c · Cem") == "Recorded: 1c · Cem"
        assert await meeting.press(2, "All 2: 1a · Ada") == "Recorded for 2 votes: 1a · Ada"
        await told(meeting, 4, "/proxy off")
        await meeting.time.sleep(10)
        assert (head(meeting, 2), labels(meeting, 2)[0]) == ([], "1a · Ada")

    played(tmp_path, play)


def test_message_of_a_guest_is_empty_when_all_votes_are_taken_back(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        guest = Row("2", "Guest", votes=False)
        await meeting.store.write(lambda tx: roster.import_rows(tx, [guest], CLI))
        await given(meeting, 2, 3)
        await opened(meeting, SINGLE)
        assert head(meeting, 2) == ["You cast the vote of Name3 Surname3 (3)."]
        assert await meeting.press(2, "1b · Bea") == "Recorded for Name3 Surname3 (3): 1b · Bea"
        message = ballot(meeting, 2)
        await told(meeting, 3, "/proxy off")
        await meeting.time.sleep(10)
        now = next(shown for shown in meeting.member(2).messages if shown.ref == message.ref)
        assert (plain(now.message.text), now.message.rows) == (
            "Election 1 “Board”\nYou cast no vote here any more.",
            (),
        )

    played(tmp_path, play)


def test_new_deadline_leaves_whoever_goes_one_by_one_there(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await given(meeting, 2, 3, 4)
        await opened(meeting, replace(SINGLE, time=600.0))
        await meeting.press(2, "One by one")
        await meeting.press(2, "1b · Bea")
        await meeting.chair("/extend 1 5m")
        await meeting.time.sleep(10)
        assert head(meeting, 2)[1:] == ["Vote 2 of 3: Name3 Surname3 (3)"]
        assert "Closes at 14:15" in text(meeting, 2)

    played(tmp_path, play)
