"""Votes from files: candidates get their names from the roster when they are drafted."""

from pathlib import Path

import pytest

from bot.config import load
from bot.config.prepared import Impossible, draft_all, draft_configured, read_script
from core import roster
from core.faults import Fault
from core.journal import CLI
from core.model import Option, Slot
from core.roster import Row
from core.store import votes
from tests.people import AGM, Hall

pytestmark = pytest.mark.anyio

CONFIG = """\
[organisation]
name = "Club"
[defaults.election]
none_of_the_above = true
[[event]]
id = "agm"
title = "Assembly"
[[event.vote]]
title = "Budget"
[[event.vote]]
kind = "election"
title = "Board"
options = ["#71", "Ben [women]", "Cem"]
seats = "1 women, 1 open"
"""
ANNA = Row("71", "Anna Ortega")


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


async def titles(hall: Hall) -> list[str]:
    return [vote.definition.title for vote in await hall.run(votes.of_event, AGM)]


async def test_election_with_an_unknown_candidate_is_not_drafted_from_a_file(hall: Hall, tmp_path: Path) -> None:
    config = load(file(tmp_path, "config.toml", CONFIG), {})
    read = read_script(
        file(tmp_path, "votes.toml", '[[vote]]\nkind = "election"\ntitle = "X"\noptions = ["#99"]'), config
    )
    with pytest.raises(Impossible) as caught:
        await hall.run(draft_all, await hall.event(), read)
    assert caught.value.faults == (Fault("vote[1].options", "unknown-member", {"word": "99"}),)
    assert await titles(hall) == []


async def test_configured_election_waits_until_its_candidates_are_on_the_roster(hall: Hall, tmp_path: Path) -> None:
    config = load(file(tmp_path, "config.toml", CONFIG), {})
    await hall.run(draft_configured, config, config.event[0])
    assert await titles(hall) == ["Budget"]
    await hall.run(roster.import_rows, [ANNA], CLI)
    for _ in range(2):
        await hall.run(draft_configured, config, config.event[0])
    assert await titles(hall) == ["Budget", "Board"]
    (board,) = [vote.definition for vote in await hall.run(votes.of_event, AGM) if vote.number == 2]
    assert board.options == (
        Option("a", "Anna Ortega", member="71"),
        Option("b", "Ben", slots=("women",)),
        Option("c", "Cem"),
        Option("d", ""),
    )
    assert (board.seats, board.slots, board.nobody) == (2, (Slot("women", 1), Slot("open", 1)), "d")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("except = [99]", Fault("vote[1].except", "unknown-member", {"word": "99"})),
        ('group = "bord"', Fault("vote[1].group", "unknown-group", {"word": "bord", "suggestion": "board"})),
    ],
)
async def test_vote_that_names_strangers_is_not_drafted_from_a_file(
    hall: Hall, tmp_path: Path, line: str, fault: Fault
) -> None:
    await hall.run(roster.import_rows, [Row("1", "Ann", groups=("board",))], CLI)
    config = load(file(tmp_path, "config.toml", CONFIG), {})
    read = read_script(file(tmp_path, "votes.toml", f'[[vote]]\ntitle = "X"\n{line}'), config)
    with pytest.raises(Impossible) as caught:
        await hall.run(draft_all, await hall.event(), read)
    assert (caught.value.faults, await titles(hall)) == ((fault,), [])


async def test_configured_vote_waits_until_everybody_it_names_is_on_the_roster(hall: Hall, tmp_path: Path) -> None:
    votes_ = 'title = "Budget"\ngroup = "North"\nexcept = ["99"]'
    config = load(file(tmp_path, "config.toml", CONFIG.replace('title = "Budget"', votes_)), {})
    await hall.run(draft_configured, config, config.event[0])
    assert await titles(hall) == []
    await hall.run(roster.import_rows, [Row("99", "Zed", groups=("north",))], CLI)
    await hall.run(draft_configured, config, config.event[0])
    (budget,) = [vote.definition for vote in await hall.run(votes.of_event, AGM)]
    assert (budget.group, budget.excluded) == ("north", ("99",))
