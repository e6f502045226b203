"""An election played on phones: asked, accepted, declined, the next in line asked."""

from pathlib import Path

from adapters.contract import plain
from core import casting, counting, voting
from core.casting import Cast
from core.journal import CLI
from core.model import EventId
from core.store import events
from core.store.writer import Tx
from tests.elected import BOARD, CALLED
from tests.meeting import Meeting, played
from tests.people import done


def test_elected_are_asked_and_the_chair_has_one_message_that_is_edited(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await elect(meeting)
        before = len(meeting.channel.messages)
        assert [len(asked(meeting, number)) for number in (1, 2, 4)] == [1, 1, 0]
        assert await meeting.press(1, "I accept") == f"Recorded: you accept. {CALLED}"
        await meeting.press(2, "I decline")
        assert await meeting.press(2, "Yes, I decline") == f"Recorded: you decline. {CALLED}"
        await meeting.time.sleep(5)
        boards = [text for text in meeting.told if text.startswith("Do they accept?")]
        assert len(boards) == 1
        assert boards[0].splitlines()[2:6] == [
            "1a · Anna Ortega: has accepted",
            "1d · Dan Roth: is asked, no answer yet",
            "",
            "Declined: 1b · Bea Berg.",
        ]
        assert [text.splitlines()[0] for text in meeting.told[before:]] == [
            "1b Bea Berg declines the election in vote 1. Moved up: 1d Dan Roth. How it stands: /accept 1",
            "The seats as they are held now · Election 1 “Board”",
        ]
        assert f"You have declined your election in {CALLED}: 1b · Bea Berg" in read(meeting, 2)
        assert [len(asked(meeting, number)) for number in (1, 2, 4)] == [0, 0, 1]

    played(tmp_path, play)


def read(meeting: Meeting, number: int) -> list[str]:
    return [plain(shown.message.text) for shown in meeting.member(number).messages]


def asked(meeting: Meeting, number: int) -> list[str]:
    return [text for text in read(meeting, number) if "Do you accept?" in text]


async def elect(meeting: Meeting) -> None:
    """The board is elected, counted and published."""

    async def all_of_it(tx: Tx) -> None:
        event = await events.event(tx, EventId("agm"))
        assert event
        vote = done(await voting.open_vote(tx, event, done(await voting.draft(tx, event, BOARD, CLI)), CLI))
        wishes = [Cast(f"memory:{n}", vote.id, choice) for n, choice in enumerate(["a+b", "a+b", "a+d"], start=1)]
        await casting.cast(tx, wishes)
        counted_ = done(await counting.count(tx, done(await voting.close(tx, vote, CLI, "Ann")), CLI))
        done(await counting.publish(tx, event, [counted_], CLI))

    await meeting.store.write(all_of_it)
    await meeting.time.sleep(15)
