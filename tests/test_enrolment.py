"""Private rooms that take days to be made: organiser and chairs see how far that is, and a restart goes on with it."""

from dataclasses import replace
from pathlib import Path

from structlog.testing import capture_logs

from adapters.memory import LIMITS
from tests.meeting import Meeting, Skewed, network_of, running, staged

SLOW = replace(LIMITS, per_second=1 / 60, chat_per_second=1 / 60, first=True, first_seconds=60)


def told(meeting: Meeting) -> list[str]:
    return [line for line in meeting.told[0].splitlines() if "private rooms" in line]


def test_chairs_and_organiser_see_how_many_rooms_there_are_and_a_restart_goes_on(tmp_path: Path) -> None:
    time = Skewed()

    async def play() -> None:
        await staged(tmp_path, time, 200, others=["other1"])
        net, other = network_of(time, 200), network_of(time, 200, SLOW, "other1")
        async with running(tmp_path, time, net, [other]) as meeting:
            await time.sleep(25)
            assert told(meeting) == ["Other1: 1 of 200 private rooms made, about 4 h left"]
            with capture_logs() as logs:
                await time.sleep(60 * 60)
            (line,) = told(meeting)
            assert line.startswith("Other1: 5")
            assert line.endswith(" of 200 private rooms made, about 3 h left")
            noted = [(one["chats"], one["people"]) for one in logs if one["event"] == "enrolment"]
            assert (noted[0], len(noted)) == ((noted[0][0], 200), 12)
            written = sum(bool(other.person(f"other1:{number}").messages) for number in range(1, 201))
        async with running(tmp_path, time, net, [other]) as meeting:
            await time.sleep(25)
            assert told(meeting) == [f"Other1: {written} of 200 private rooms made, about 3 h left"]
            await time.sleep(4 * 60 * 60)
            assert told(meeting) == []
        received = [len(other.person(f"other1:{number}").messages) for number in range(1, 201)]
        assert received == [1] * 200

    time.run(play())
