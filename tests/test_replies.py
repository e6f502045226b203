"""Answers to what people typed, whatever becomes of the chat that they go to."""

from pathlib import Path

from adapters.contract import NetworkError, Refused, Unreachable, plain
from tests.meeting import Meeting, played

SETTLED = 20.0


def told(meeting: Meeting, number: int) -> list[str]:
    return [plain(shown.message.text) for shown in meeting.member(number).messages]


def test_answer_that_the_chat_does_not_take_is_told_to_its_sender_in_private(tmp_path: Path) -> None:
    for error in (Refused("TOPIC_CLOSED"), Unreachable()):

        async def play(meeting: Meeting, error: NetworkError = error) -> None:
            await meeting.time.sleep(SETTLED)
            meeting.net.faults.append(error)
            await meeting.chair("/votes")
            assert [line for line in told(meeting, 1) if "could not answer /votes" in line] != []

        folder = tmp_path / type(error).__name__
        folder.mkdir()
        played(folder, play)


def test_edit_of_a_message_that_is_gone_comes_as_a_new_one(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch")
        preview = next(
            shown for shown in meeting.channel.messages if shown.button("Delete") or "Lunch" in shown.message.text
        )
        button = preview.message.rows[0][0]
        ref = preview.ref
        meeting.channel.delete(preview)
        meeting.member(1).forge(button.data, ref, meeting.channel)
        await meeting.time.sleep(5)
        assert [text for text in meeting.told if "Lunch" in text] != []

    played(tmp_path, play)


def test_message_to_the_members_group_that_fails_is_told_to_the_chair_once(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch")
        for _ in range(3):
            meeting.net.faults.append(Refused("no"))
        meeting.member(1).write("/say all Hello", chat=meeting.channel)
        await meeting.time.sleep(30)
        assert len([text for text in meeting.told if "could not be sent" in text]) == 1

    played(tmp_path, play)
