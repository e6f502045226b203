"""The chair's card stays in sight: pinned where we may, and sent anew when the channel has gone past it."""

from pathlib import Path

from structlog.testing import capture_logs

from adapters.memory import Shown
from bot.running.live import BETWEEN_MOVES, LET_IT_PIN, SCROLLED_PAST
from tests.meeting import Meeting, played


def cards(meeting: Meeting) -> list[Shown]:
    return [shown for shown in meeting.channel.messages if "Present 5 of 5" in shown.message.text]


async def talk(meeting: Meeting, lines: int) -> None:
    for number in range(lines):
        meeting.member(2).write(f"line {number}", chat=meeting.channel)
    await meeting.time.sleep(10)


async def play_without_rights(meeting: Meeting) -> None:
    """A channel where we may not pin has its card all the same, and nobody is told anything else."""
    meeting.channel.may_pin = False
    await meeting.time.sleep(30)
    assert (len(cards(meeting)), meeting.channel.pinned) == (1, [])
    await meeting.time.sleep(BETWEEN_MOVES)
    await talk(meeting, SCROLLED_PAST)
    assert (len(cards(meeting)), len(meeting.channel.messages)) == (1, 1)


def test_card_that_may_not_be_pinned_is_there_and_moves_and_the_log_says_once_what_to_do(tmp_path: Path) -> None:
    with capture_logs() as logs:
        played(tmp_path, play_without_rights)
    told = [(line["error"], line["what_to_do"]) for line in logs if line["event"] == "live.not_pinned"]
    assert told == [("Refused", LET_IT_PIN)]


async def play_moving(meeting: Meeting) -> None:
    await meeting.time.sleep(30)
    (first,) = cards(meeting)
    assert meeting.channel.pinned == [first.ref.message]
    await meeting.time.sleep(BETWEEN_MOVES)
    await talk(meeting, SCROLLED_PAST - 1)
    assert cards(meeting) == [first]
    await talk(meeting, 1)
    (second,) = cards(meeting)
    assert second.ref != first.ref
    assert meeting.channel.pinned == [second.ref.message]
    await talk(meeting, 3 * SCROLLED_PAST)
    assert cards(meeting) == [second], "it does not jump again within a minute"
    await meeting.time.sleep(BETWEEN_MOVES)
    (third,) = cards(meeting)
    assert third.ref != second.ref
    await meeting.chair("/vote Budget")
    assert cards(meeting) == [third]
    assert third.button("Open vote 1"), "what is drawn goes to the card that is seen"


def test_card_moves_down_when_the_channel_has_gone_past_it(tmp_path: Path) -> None:
    played(tmp_path, play_moving)


async def play_too_old(meeting: Meeting) -> None:
    """What can be taken away no more loses its buttons and says where the card is."""
    await meeting.time.sleep(BETWEEN_MOVES + 30)
    (first,) = cards(meeting)
    meeting.channel.kept = True
    await talk(meeting, SCROLLED_PAST)
    (second,) = cards(meeting)
    assert second.ref != first.ref
    old = meeting.channel.shown[first.ref.message]
    assert (old.message.text, old.message.rows) == ("The card has moved down.", ())


def test_card_that_cannot_be_taken_away_is_emptied(tmp_path: Path) -> None:
    played(tmp_path, play_too_old)


async def play_ended(meeting: Meeting) -> None:
    await meeting.chair("/event close yes")
    await meeting.time.sleep(BETWEEN_MOVES)
    before = [shown.ref for shown in cards(meeting)]
    await talk(meeting, 2 * SCROLLED_PAST)
    assert [shown.ref for shown in cards(meeting)] == before


def test_card_of_a_meeting_that_is_over_stays_where_it_is(tmp_path: Path) -> None:
    played(tmp_path, play_ended)
