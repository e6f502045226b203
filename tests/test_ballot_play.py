"""Ballots pressed on phones: the real service on the network in memory."""

from datetime import timedelta
from pathlib import Path

from adapters.contract import plain
from adapters.memory import Shown
from core import voting
from core.journal import CLI
from core.model import Definition, Vote
from core.store import events
from core.store.writer import Tx
from tests.ballots import ANSWERS, CUMULATED, EQUALS, MARKS, RANKING, SINGLE
from tests.meeting import AGM, Meeting, played, resumed
from tests.people import done


async def opened(meeting: Meeting, definition: Definition) -> None:
    """A vote that is open, with its ballots on everybody's phone."""

    async def draft(tx: Tx) -> Vote:
        event = await events.event(tx, AGM)
        assert event
        return done(await voting.draft(tx, event, definition, CLI))

    vote = await meeting.store.write(draft)
    await meeting.chair(f"/open {vote.number}")


def ballot(meeting: Meeting, number: int) -> Shown:
    return next(shown for shown in reversed(meeting.member(number).messages) if "Not secret" in shown.message.text)


def labels(meeting: Meeting, number: int) -> list[str]:
    return [button.label for row in ballot(meeting, number).message.rows for button in row]


def text(meeting: Meeting, number: int) -> str:
    return plain(ballot(meeting, number).message.text)


def test_half_filled_ballot_survives_a_restart_and_the_votes_of_others(tmp_path: Path) -> None:
    async def begin(meeting: Meeting) -> None:
        await opened(meeting, EQUALS)
        assert await meeting.press(2, "1b · Bea") == "1. 1b · Bea. Not cast yet."
        assert await meeting.press(2, "Next one: same place as 1b · Bea") == (
            "1. 1b · Bea = … The next one shares the last place. Not cast yet."
        )
        assert await meeting.press(2, "1c · Cem") == "1. 1b · Bea = 1c · Cem. Not cast yet."
        meeting.member(3).write("1 a b")
        await meeting.time.sleep(5)

    async def go_on(meeting: Meeting) -> None:
        for _ in range(20):  # the network in memory numbers anew; what it had confirmed before is skipped
            meeting.member(5).write("hello")
        meeting.member(2).write("/ballot")
        await meeting.time.sleep(5)
        assert labels(meeting, 2)[:3] == ["1a · Ada", "1b 1. · Bea", "1c 1. · Cem"]
        assert await meeting.press(2, "1a · Ada") == "1. 1b · Bea = 1c · Cem, 2. 1a · Ada. Not cast yet."
        assert await meeting.press(2, "Cast: 1. 1b · Bea = 1c · Cem, 2. 1a · Ada") == (
            "Recorded: 1. 1b · Bea = 1c · Cem, 2. 1a · Ada"
        )
        assert "Recorded: 1. 1b · Bea = 1c · Cem, 2. 1a · Ada. You can change it" in text(meeting, 2)
        assert (await meeting.vote()).cast.heads == 2

    played(tmp_path, begin)
    resumed(tmp_path, timedelta(minutes=5), go_on)


def test_answers_go_on_by_themselves_page_by_page(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await opened(meeting, ANSWERS)
        for label, answer in (("a", "Yes"), ("b", "No"), ("c", "Abstain")):
            assert labels(meeting, 2)[0] == f"1{label} · Yes"
            await meeting.press(2, f"1{label} · {answer}")
        await meeting.press(2, "Back")
        assert labels(meeting, 2)[:3] == ["1c · Yes", "1c · No", "1c ✓ · Abstain"]
        assert await meeting.press(2, "1c · No") == "1c · Cem: No. 3 of 4 answered. Not cast yet."
        assert "1a · Ada: Yes\n1b · Bea: No\n1c · Cem: No\n→ 1d · Dora" in text(meeting, 2)
        cast = next(label for label in labels(meeting, 2) if label.startswith("Cast: "))
        assert await meeting.press(2, cast) == "Recorded: 1a · Ada: Yes, 1b · Bea: No, 1c · Cem: No"

    played(tmp_path, play)


def test_plain_person_checks_before_casting_and_others_cast_at_once(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        meeting.member(2).write("/plain on")
        await meeting.time.sleep(2)
        await opened(meeting, SINGLE)
        assert await meeting.press(3, "1b · Bea") == "Recorded: 1b · Bea"
        assert await meeting.press(2, "1b · Bea") == "Chosen: 1b · Bea. Not cast yet."
        assert labels(meeting, 2)[1] == "1b ✓ · Bea"
        assert await meeting.press(2, "Cast: 1b · Bea") == "Recorded: 1b · Bea"

    played(tmp_path, play)


def test_cumulated_marks_are_tapped_up_to_their_limit(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await opened(meeting, CUMULATED)
        for label in ("1a · Ada", "1a ✓ · Ada", "1a ✓2 · Ada", "1b · Bea", "1b ✓ · Bea"):
            await meeting.press(2, label)
        assert (await meeting.press(2, "1c · Cem"))[:45] == "That would be 6 marks, at most 5 can be. Take"
        assert await meeting.press(2, "1a ✓3 · Ada") == "2 of 5 marked: 1b · Bea ×2. Not cast yet."

    played(tmp_path, play)


def test_every_form_is_over_with_what_was_recorded(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        forms = [(SINGLE, "b"), (MARKS, "a c"), (RANKING, "b a"), (ANSWERS, "a yes b no"), (SINGLE, "blank")]
        told = ["1b · Bea", "2a · Ada, 2c · Cem", "1. 3b · Bea, 2. 3a · Ada", "4a · Ada: Yes, 4b · Bea: No", "Blank"]
        for number, (definition, words) in enumerate(forms, 1):
            await opened(meeting, definition)
            meeting.member(2).write(f"{number} {words}")
            await meeting.time.sleep(3)
            await meeting.chair(f"/close {number}")
        await meeting.time.sleep(60)
        over = [plain(shown.message.text) for shown in meeting.member(2).messages if "Closed." in shown.message.text]
        assert [end.split("You voted: ")[1] for end in over] == told

    played(tmp_path, play)
