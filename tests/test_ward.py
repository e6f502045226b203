"""A council election held in the chat: the real ballots of Edinburgh's ward 13 of 2017, pressed on phones."""

import asyncio
import json
from itertools import chain, repeat
from pathlib import Path

import pytest

from adapters.memory import Person, Shown
from bot.chat.buttons import CastMarks, CastPrivate, Mark, decode
from bot.cli.election_files import Election, read_election
from core.methods.model import BLANK
from core.model import VoteState
from core.results import result
from tests.meeting import Meeting, played

ELECTIONS = Path(__file__).parent / "elections"
WARD = "edinburgh-2017/ward-13.blt"
TOGETHER = 500
"""People who press in the same second."""


def papers(election: Election) -> list[str]:
    """One choice for each voter."""
    return list(chain.from_iterable(repeat(choice, number.heads) for choice, number in election.ballots.items()))


def ballot(person: Person) -> Shown:
    return next(shown for shown in reversed(person.messages) if shown.message.rows and "1a" in shown.message.text)


def button(shown: Shown, choice: str, label: str) -> str:
    """The button on this rendering that puts an option on the next place, or without one casts what is filled in."""
    meant = {item.data: decode(item.data) for row in shown.message.rows for item in row}
    if label:
        return next(d for d, a in meant.items() if isinstance(a, Mark) and a.on and a.option == label)
    if choice == BLANK:
        return next(d for d, a in meant.items() if isinstance(a, CastPrivate) and not a.choice)
    return next(d for d, a in meant.items() if isinstance(a, CastMarks))


async def vote_by_buttons(meeting: Meeting, number: int, choice: str) -> None:
    """One tap a second on the ballot as it shows itself, however late its redraws come."""
    person = meeting.member(number)
    for label in [*(choice.split(">") if choice else []), ""]:
        shown = ballot(person)
        person.press(button(shown, choice, label), shown)
        await meeting.time.sleep(1)


@pytest.mark.slow
def test_ward_elects_whom_the_officer_declared(tmp_path: Path) -> None:
    election = read_election(ELECTIONS / WARD)
    official = json.loads((ELECTIONS / "official-results.json").read_text())[WARD]
    choices = papers(election)

    async def play(meeting: Meeting) -> None:
        names = [f"- {name}" for name in election.names.values()]
        await meeting.chair("\n".join([f"/elect {election.seats} Ward 13", "method: scottish-stv", "secret", *names]))
        await meeting.chair("/open 1")
        await meeting.time.sleep(len(choices) / 30 + 30)
        for start in range(0, len(choices), TOGETHER):
            group = enumerate(choices[start : start + TOGETHER], start + 1)
            async with asyncio.TaskGroup() as people:
                for number, choice in group:
                    people.create_task(vote_by_buttons(meeting, number, choice))
        await meeting.chair("/close 1")
        await meeting.time.sleep(30)
        vote = await meeting.vote()
        counted = result(vote)
        seated = {election.names[label] for label in counted.elected}
        assert (vote.state, counted.cast.heads) == (VoteState.COUNTED, official["ballots"])
        assert seated == set(official["elected"])
        assert all(name in meeting.told[-1] for name in seated)

    played(tmp_path, play, size=len(choices))
