"""What the figure `commands` lets a chair write: all that there is for chairs, and each line does what it is for."""

from pathlib import Path

import pytest

from adapters.contract import plain
from bot.bench.commands import NEW_VOTES, lines
from bot.chat.register import Who
from bot.running.intake import REGISTER
from tests.meeting import Meeting, played

PRIVATE = {Who.STRANGER, Who.BOUND, Who.MEMBER}


def test_every_command_that_a_chair_has_is_among_the_lines() -> None:
    written = {line.split()[0].removeprefix("/") for line, _ in lines(2)}
    chairs = {name for (name, _), spec in REGISTER.commands.items() if spec.who not in PRIVATE}
    assert sorted(chairs - written) == ["join", "start"]


@pytest.mark.parametrize("rounds", [2])
def test_every_line_is_answered_with_its_words_each_time(tmp_path: Path, rounds: int) -> None:
    silent: list[str] = []

    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Budget")
        await meeting.chair("/open 1")
        for first in range(2, 2 + rounds * NEW_VOTES, NEW_VOTES):
            for line, words in lines(first):
                known = {shown.ref for shown in meeting.channel.messages}
                await meeting.chair(line)
                new = [plain(shown.message.text) for shown in meeting.channel.messages if shown.ref not in known]
                silent.extend([] if any(words in text for text in new) else [line])

    played(tmp_path, play, size=25)
    assert silent == []
