"""The agenda: written in the chat and in files, gone through item by item, and the votes that belong to its items."""

from pathlib import Path

import pytest

from bot.config import ConfigError, load
from bot.config.configured import draft_configured
from bot.config.prepared import draft_all, read_script
from core import agenda, floor
from core.agenda import following, now
from core.items import Item
from core.journal import CLI
from core.model import EventId, EventSettings, VoteState
from core.store import agenda as items
from core.store import journal, votes
from tests.people import AGM, Hall, code, done
from tests.podium import Podium, podium
from tests.talk import offered

pytestmark = pytest.mark.anyio
NEXT = EventId("next")
BEHIND = (("budget", "A"), ("Motions", "B"))
WRITTEN = "/agenda\n1. Opening\n- Budget\nElections"
CONFIG = """\
[organisation]
name = "Club"
[[event]]
id = "agm"
title = "Assembly"
[[event.item]]
title = "Opening"
[[event.item]]
title = "Finances"
"title.de" = "Finanzen"
text = "The treasurer reports."
[[event.item.vote]]
title = "Discharge"
[[event.item.vote]]
title = "Budget"
majority = "two-thirds"
[[event.vote]]
title = "Emergency motion"
[[event.vote]]
title = "Greetings"
item = 1
"""


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


def file(folder: Path, text: str, name: str = "config.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


async def titles(hall: Hall) -> list[str]:
    return [item.title for item in await hall.run(items.items, AGM)]


async def belongings(hall: Hall) -> dict[str, int]:
    return {vote.definition.title: vote.definition.item for vote in await hall.run(votes.of_event, AGM)}


# -- what is refused


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("/agenda\nOpening\nopening", "“opening” is there twice. Give each item a title of its own."),
        ("/agenda\n" + "x" * 201, "The title of item 1 is too long: at most 200 characters."),
        (
            "/agenda\n" + "\n".join(f"Item {n}" for n in range(201)),
            "201 items are too many. An agenda has at most 200.",
        ),
        ("/agenda\n1. \u2060", "An agenda needs titles: write /agenda and below it one item a line."),
        ("/item 2", "There is no agenda. Write /agenda and below it one item a line."),
        ("/item", "There is no agenda. Write /agenda and below it one item a line."),
        ("/item two", "“two” is not the number of an item. /agenda shows them."),
    ],
)
async def test_what_is_no_agenda_and_no_item_is_refused_with_the_reason(chair: Podium, lines: str, told: str) -> None:
    assert await chair.write(lines) == [told]
    assert await titles(chair.hall) == []


async def test_members_read_the_agenda_and_do_not_write_it(chair: Podium) -> None:
    await chair.write(WRITTEN)
    await chair.write("/item 2")
    await chair.talk.write("telegram:3", "/agenda\nMutiny")
    assert await titles(chair.hall) == ["Opening", "Budget", "Elections"]
    (told,) = await chair.talk.write("telegram:3", "/agenda")
    assert told.splitlines() == ["Agenda of Assembly", "1. Opening", "2. Budget ← now", "3. Elections"]


async def test_item_is_begun_once_and_the_second_chair_is_told(chair: Podium) -> None:
    await chair.write(WRITTEN)
    effects = await chair.effects("/item")
    (button,) = offered(effects).items()
    assert button[0] == "Item 1: Opening"
    assert (await chair.press(button[1]))[0] == "Item 1: Opening"
    assert await chair.press(button[1], "telegram:2") == ["The meeting is at item 1 already: Opening"]
    assert (await chair.hall.event()).item == 1


@pytest.mark.parametrize("act", ["pause", "close"])
async def test_no_item_begins_while_the_meeting_does_not_go_on(chair: Podium, act: str) -> None:
    await chair.write(WRITTEN)
    await chair.hall.run(floor.change_state, await chair.hall.event(), act, CLI)
    assert code(await chair.hall.run(agenda.begin, await chair.hall.event(), 1, CLI)) == "item-not-possible"


async def test_vote_of_an_item_that_does_not_exist_is_not_drafted(chair: Podium) -> None:
    (told,) = await chair.write("/vote Budget\nitem: 3")
    assert "There is no item 3 on the agenda. It has 0; /agenda shows them." in told
    assert await belongings(chair.hall) == {}


# -- where the meeting stands


async def test_opening_the_meeting_begins_its_first_item(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(NEXT, "Next assembly")])
    done(await hall.run(agenda.put, await hall.event(NEXT), [Item(0, "Opening"), Item(0, "Budget")], CLI))
    assert (await hall.event(NEXT)).item == 0
    event = done(await hall.run(floor.change_state, await hall.event(NEXT), "open", CLI))
    there = await hall.run(items.items, NEXT)
    assert (now(event, there), following(event, there)) == (Item(1, "Opening"), Item(2, "Budget"))
    assert [entry.kind for entry in await hall.run(journal.entries, NEXT)] == [
        "event.agenda",
        "event.open",
        "event.item",
    ]


async def test_agenda_written_anew_keeps_place_and_drafts_by_title(chair: Podium) -> None:
    await chair.write(WRITTEN)
    await chair.write("/item 2")
    await chair.write("/vote Budget 2027\nitem: 2")
    await chair.write("/vote Board\nitem: 3")
    await chair.write("/agenda\nWelcome\nOpening\nBudget")
    assert (await chair.hall.event()).item == 3
    assert await belongings(chair.hall) == {"Budget 2027": 3, "Board": 0}


async def test_next_draft_is_of_the_present_item_then_of_none(chair: Podium) -> None:
    await chair.write(WRITTEN)
    for line in ("Later\nitem: 3", "Free", "Now\nitem: 2"):
        await chair.write(f"/vote {line}")

    async def drafts() -> list[str]:
        found = await chair.hall.run(votes.next_drafts, AGM, (await chair.hall.event()).item, 3)
        return [draft.definition.title for draft in found]

    async def upcoming() -> str:
        return (await drafts())[0]

    assert await drafts() == ["Free", "Now", "Later"]
    await chair.write("/item 2")
    assert await upcoming() == "Now"
    await chair.write("/open 3")
    assert await upcoming() == "Free"
    await chair.write("/item 3")
    assert await upcoming() == "Later"


async def test_item_of_a_draft_is_edited_and_cleared(chair: Podium) -> None:
    await chair.write(WRITTEN)
    await chair.write("/vote Budget\nTOP: 2")
    assert await belongings(chair.hall) == {"Budget": 2}
    (told,) = await chair.write("/edit 1")
    assert "item: 2" in told.splitlines()
    await chair.write("/edit 1\nitem: none")
    assert await belongings(chair.hall) == {"Budget": 0}


# -- from files


async def test_agenda_and_votes_come_from_the_settings_once(hall: Hall, tmp_path: Path) -> None:
    config = load(file(tmp_path, CONFIG), {})
    for _ in range(2):
        await hall.run(draft_configured, config, config.event[0])
    assert await hall.run(items.items, AGM) == [
        Item(1, "Opening"),
        Item(2, "Finances", {"de": "Finanzen"}, "The treasurer reports."),
    ]
    assert await belongings(hall) == {"Greetings": 1, "Discharge": 2, "Budget": 2, "Emergency motion": 0}


async def test_agenda_that_a_chair_wrote_is_not_overwritten_by_the_settings(chair: Podium, tmp_path: Path) -> None:
    config = load(file(tmp_path, CONFIG), {})
    await chair.write(WRITTEN)
    await chair.hall.run(draft_configured, config, config.event[0])
    assert await titles(chair.hall) == ["Opening", "Budget", "Elections"]


async def test_file_adds_new_items_behind_those_of_the_agenda(chair: Podium, tmp_path: Path) -> None:
    config = load(file(tmp_path, CONFIG), {})
    await chair.write(WRITTEN)
    script = "".join(f'[[item]]\ntitle = "{item}"\n[[item.vote]]\ntitle = "{vote}"\n' for item, vote in BEHIND)
    prepared = read_script(file(tmp_path, script, "script.toml"), config)
    await chair.hall.run(draft_all, await chair.hall.event(), prepared)
    assert await titles(chair.hall) == ["Opening", "Budget", "Elections", "Motions"]
    assert await belongings(chair.hall) == {"A": 2, "B": 4}


@pytest.mark.parametrize(
    ("line", "path", "code_"),
    [
        ('[[event.item]]\ntitle = "opening"', "event[1].item[3].title", "repeated"),
        ('[[event.item]]\nname = "X"', "event[1].item[3].name", "unknown-setting"),
        ('[[event.vote]]\ntitle = "X"\nitem = 3', "event[1].vote[3].item", "unknown-item"),
        ('[[event.item.vote]]\ntitle = "X"\nmin = 3', "event[1].item[2].vote[3].min", "unused"),
    ],
)
def test_fault_of_an_item_is_told_with_its_path(tmp_path: Path, line: str, path: str, code_: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(file(tmp_path, CONFIG + line), {})
    assert [(fault.path, fault.code) for fault in caught.value.faults if fault.code == code_] == [(path, code_)]


# -- what would end something asks


async def test_close_without_a_number_asks_and_names_the_vote(chair: Podium) -> None:
    await chair.hall.open()
    effects = await chair.effects("/close")
    ((label, data),) = offered(effects).items()
    assert label == "Yes, close vote 1"
    assert (await chair.vote(1)).state is VoteState.OPEN
    await chair.press(data)
    assert (await chair.vote(1)).state is VoteState.CLOSED


async def test_last_call_without_a_number_asks_too(chair: Podium) -> None:
    await chair.hall.open()
    effects = await chair.effects("/close 45s")
    (data,) = offered(effects).values()
    assert (await chair.vote(1)).closes_at is None
    await chair.press(data)
    assert ((await chair.vote(1)).state, (await chair.vote(1)).closes_at is not None) == (VoteState.OPEN, True)


async def test_button_of_an_item_leads_to_no_other_one(chair: Podium) -> None:
    await chair.write("/agenda\nWelcome\nBudget\nBoard")
    await chair.write("/item 1")
    (to_budget,) = offered(await chair.effects("/item")).values()
    await chair.write("/agenda\nWelcome\nDissolution\nBudget")
    told = await chair.press(to_budget)
    assert told[0] == "The agenda has changed since. Nothing was begun; this is how it stands."
    assert ((await chair.hall.event()).item, "2. Dissolution" in told[1]) == (1, True)
    (to_dissolution,) = offered(await chair.effects("/item")).values()
    assert (await chair.press(to_dissolution))[0] == "Item 2: Dissolution"
