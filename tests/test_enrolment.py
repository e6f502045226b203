"""Private rooms that take days to be made: organiser and chairs see how far that is, and a restart goes on with it."""

from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from adapters.memory import LIMITS
from tests.meeting import Meeting, Skewed, network_of, running, staged

SLOW = replace(LIMITS, per_second=1 / 60, chat_per_second=1 / 60, first=True, first_seconds=300)


def told(meeting: Meeting) -> list[str]:
    return [line for line in meeting.told[0].splitlines() if "private rooms" in line]


def test_rooms_that_cannot_be_made_are_named_with_what_to_do_also_after_a_restart(tmp_path: Path) -> None:
    time = Skewed()

    async def play() -> None:
        await staged(tmp_path, time, 3, others=["other1"])
        net, other = network_of(time, 3), network_of(time, 3, replace(SLOW, per_second=1, chat_per_second=1), "other1")
        other.person("other1:3").block()
        told = []
        for _ in range(2):
            async with running(tmp_path, time, net, [other]) as meeting:
                await time.sleep(60)
                lines = meeting.told[0].splitlines()
                place = next(place for place, line in enumerate(lines) if "private room" in line)
                told.append(lines[place : place + 2])
        assert told[0] == [
            "Other1: one private room cannot be made, because there is no such account or its server does not answer. "
            "Detach the account with /unbind and the number; then mend the address in the roster and import it again. "
            "The organiser sees more with: folkmoot check --live",
            "Name3 Surname3, member 3 (3)",
        ]
        assert told[1] == told[0]

    time.run(play())


@pytest.mark.slow
def test_chairs_and_organiser_see_how_many_rooms_there_are_and_a_restart_goes_on(tmp_path: Path) -> None:
    time = Skewed()

    async def play() -> None:
        await staged(tmp_path, time, 30, others=["other1"])
        net, other = network_of(time, 30), network_of(time, 30, SLOW, "other1")
        async with running(tmp_path, time, net, [other]) as meeting:
            await time.sleep(25)
            assert told(meeting) == ["Other1: 1 of 30 private rooms made, about 3 h left"]
            with capture_logs() as logs:
                await time.sleep(20 * 60)
            (line,) = told(meeting)
            noted = [(one["chats"], one["people"]) for one in logs if one["event"] == "enrolment"]
            assert (line.startswith(f"Other1: {noted[-1][0]} of 30 "), len(noted)) == (True, 4)
            written = sum(bool(other.person(f"other1:{number}").messages) for number in range(1, 31))
        async with running(tmp_path, time, net, [other]) as meeting:
            await time.sleep(25)
            assert int(told(meeting)[0].split()[1]) in (written, written + 1)
            await time.sleep(60 * 60)
            assert told(meeting) == []
        received = [len(other.person(f"other1:{number}").messages) for number in range(1, 31)]
        assert min(received) >= 1

    time.run(play())
