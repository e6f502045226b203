"""Votes from files: candidates get their names from the roster when they are drafted."""

from pathlib import Path

import pytest

from adapters.contract import plain
from bot.config import load
from bot.config.configured import draft_configured
from bot.config.prepared import Impossible, draft_all, read_script
from bot.running.wiring import draft_prepared
from bot.views.notices import alarm
from bot.wording.speech import speech
from core import admission, roster
from core.faults import Fault
from core.journal import CLI
from core.model import Option, Purpose, Slot
from core.outgoing import DeliveryKind
from core.roster import Row
from core.store import deliveries, events, votes
from core.telling import read_alarm
from tests.meeting import Skewed, network_of, running, staged
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


async def test_configured_vote_is_drafted_once_however_its_title_is_spaced(hall: Hall, tmp_path: Path) -> None:
    config = load(file(tmp_path, "config.toml", CONFIG.replace('"Budget"', '"Budget  2027 "')), {})
    for _ in range(2):
        await hall.run(draft_configured, config, config.event[0])
    assert await titles(hall) == ["Budget 2027"]


async def alarms(hall: Hall, language: str = "en") -> list[str]:
    """What the chair is told by itself."""
    queued = [delivery for delivery in await hall.waiting() if delivery.kind is DeliveryKind.ALARM]
    texts = [await hall.run(deliveries.notice, delivery.subject) for delivery in queued]
    return [plain(alarm(speech(language), read_alarm(text)).text) for text in texts]


async def test_chair_hears_once_what_waits_and_once_that_it_is_a_draft(hall: Hall, tmp_path: Path) -> None:
    config = load(file(tmp_path, "config.toml", CONFIG.replace('"Budget"', '"Budget"\ngroup = "North"')), {})
    assert (await hall.run(draft_prepared, config), await alarms(hall)) == (True, [])  # nobody is there to be told
    await hall.run(events.put_channel, "telegram:-1", AGM, Purpose.CHAIR)
    for _ in range(2):
        assert await hall.run(draft_prepared, config)
    waits = (
        "2 prepared votes are no drafts yet: Budget, Board. Not on the roster: North, #71. "
        "Once they are there, by an import or /admit, the draft comes by itself."
    )
    assert await alarms(hall) == [waits]
    await hall.run(admission.admit, await hall.event(), "71", "Anna Ortega", CLI)
    assert await hall.run(draft_prepared, config)
    drafted = "A prepared vote that waited for the roster is a draft now: 1 Board. All: /votes"
    assert await alarms(hall) == [waits, drafted]
    await hall.run(roster.import_rows, [Row("1", "Ann", groups=("north",))], CLI)
    assert (await hall.run(draft_prepared, config), await titles(hall)) == (False, ["Board", "Budget"])


def test_service_drafts_what_waited_once_the_roster_has_it(tmp_path: Path) -> None:
    config = load(file(tmp_path, "config.toml", CONFIG), {})
    time = Skewed()

    async def play() -> None:
        await staged(tmp_path, time, 2)
        async with running(tmp_path, time, network_of(time, 2), prepare=lambda tx: draft_prepared(tx, config)) as now:
            await time.sleep(15)
            await now.chair("/admit 71 Anna Ortega")
            await time.sleep(15)
            assert (await now.vote(2)).definition.options[0].text == "Anna Ortega"

    time.run(play())
