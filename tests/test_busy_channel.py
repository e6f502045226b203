"""A chair channel in which much is asked, on a network that refuses what is above its twenty a minute."""

from dataclasses import replace
from pathlib import Path

from adapters.memory import LIMITS, Shown
from tests.meeting import Meeting, played

ALLOWED = 20
SIZE = 12
ASKED = """/vote Lunch
/votes
/open 1
/votes
/missing 1
/event
/result 1
/extend 1 5m
/votes
/find 3
/vote Supper
/show 2
/votes
/event
/missing 1
/find 4
/find 5
/close 1
/votes
/event""".splitlines()


def stopwatch(meeting: Meeting) -> tuple[list[float], list[float]]:
    """When the channel got a message, and when one was edited there."""
    sent: list[float] = []
    edited: list[float] = []

    def watch(shown: Shown) -> None:
        if shown.ref.chat == meeting.channel.address:
            (edited if shown.edits else sent).append(meeting.time.monotonic())

    meeting.net.watch = watch
    return sent, edited


async def live_for_a_minute(meeting: Meeting) -> None:
    """People come and go, so that the live line is edited as often as it may."""
    for second in range(60):
        come_or_go(meeting, second)
        await meeting.time.sleep(1)


def come_or_go(meeting: Meeting, time: int) -> None:
    """One after the other, since nobody may leave all the time."""
    meeting.member(3 + time // 2 % (SIZE - 2)).write("/checkin" if time % 2 else "/checkout")


def test_live_line_thins_out_before_an_answer_waits(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        sent, edited = stopwatch(meeting)
        await live_for_a_minute(meeting)
        quiet = len(edited)
        del sent[:], edited[:]
        at_once = []
        for place, text in enumerate(ASKED):
            before = len(sent)
            meeting.member(1).write(text, chat=meeting.channel)
            come_or_go(meeting, place)
            await meeting.time.sleep(0.5)
            at_once.append(len(sent) > before)
            await meeting.time.sleep(2.5)
        assert at_once[: ALLOWED - 4] == [True] * (ALLOWED - 4)  # before, that minute went to the live line
        assert (quiet >= 10, len(edited) <= 1) == (True, True)
        await meeting.time.sleep(3)
        assert len(sent) >= ALLOWED
        assert meeting.net.enforcer is not None
        assert meeting.net.enforcer.refused == 0
        await live_for_a_minute(meeting)
        assert len(edited) >= 6  # and comes back

    played(tmp_path, play, SIZE, enforce=True)


def test_answer_that_had_to_wait_says_what_is_so_when_it_comes_and_is_given_once(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch")
        for number in range(ALLOWED):
            meeting.member(1).write(f"/find {number}x", chat=meeting.channel)
        for _ in range(3):
            meeting.member(1).write("/votes", chat=meeting.channel)
        await meeting.time.sleep(5)
        meeting.member(1).write("/cancel 1 mistake", chat=meeting.channel)
        await meeting.time.sleep(90)
        said = [text.split("\n")[:2] for text in meeting.told if "Votes" in text or "is deleted" in text]
        assert (said[0], len(said)) == (["Votes", "Vote 1 “Lunch”: cancelled"], 2)

    played(tmp_path, play, enforce=True)


def results(meeting: Meeting) -> list[bool]:
    """Of the results that the channel shows, whether they are those with the ruling."""
    return ["It stands as counted." in text for text in meeting.told if "Read aloud:" in text and "Lunch?" in text]


def test_result_that_was_replaced_is_gone_as_soon_as_the_new_one_is_there(tmp_path: Path) -> None:
    """What a chair taps under an old result is refused, so it must not stay while answers use up the minute."""

    async def play(meeting: Meeting) -> None:
        await meeting.chair("/hand Lunch?\ntie: chair\n2:2")
        await meeting.time.sleep(90)
        assert results(meeting) == [False]
        for number in range(ALLOWED - 3):
            meeting.member(1).write(f"/find {number}x", chat=meeting.channel)
        await meeting.time.sleep(8)
        meeting.member(1).write("/ruling 1 yes It stands as counted.", chat=meeting.channel)
        for _ in range(200):
            await meeting.time.sleep(0.5)
            if True in results(meeting):
                break
        await meeting.time.sleep(3)
        assert results(meeting) == [True]

    played(tmp_path, play, limits=replace(LIMITS, removals=True), enforce=True)
