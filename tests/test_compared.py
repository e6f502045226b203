"""What people are told to compare later, and results that are published without their figures."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from bot.papers.minutes import minutes_markdown
from bot.papers.pictures import result_picture
from bot.papers.reading import to_read
from bot.papers.verify import Wrong, check
from bot.views.ballot import own
from bot.views.result.chart import chart
from bot.views.result.message import for_members
from bot.wording.numbers import digest
from bot.wording.speech import speech
from core import counting, floor
from core.journal import CLI
from core.model import Definition, Option, Purpose, Vote, VoteState
from core.store import events, journal
from tests.people import AGM, Hall, code, done
from tests.podium import CHAT, Podium, podium
from tests.test_papers import written

pytestmark = pytest.mark.anyio
GROUP = "telegram:-5"
QUESTION = Definition("Budget", (Option("a", ""), Option("b", ""), Option("c", "")), secret=True)
ELECTION = Definition(
    "Board", (Option("a", "Ada Quell"), Option("b", "Bo Zug")), kind="election", method="plurality", majority="",
    secret=True,
)  # fmt: skip


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    await hall.run(events.put_channel, GROUP, AGM, Purpose.GROUP)
    return await podium(hall)


async def counted(hall: Hall, definition: Definition, choices: Sequence[str]) -> Vote:
    vote = await hall.open(definition)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)})
    await hall.close(vote)
    return await hall.count(vote)


# -- hashes that are posted


async def test_journals_head_is_told_at_opening_to_the_group_and_the_chair(chair: Podium) -> None:
    await chair.write("/vote Budget")
    told = await chair.lines("/open 1")
    vote = await chair.vote(1)
    (entry,) = await chair.hall.run(journal.of_kind, AGM, "vote.open")
    line = f"Record: {digest(entry.hash)}"
    assert (vote.opening, line in told) == (entry.hash, True)
    for apart in (False, True):
        assert line in plain(own.group(speech("en"), vote, apart=apart).text).splitlines()


async def test_hashes_of_board_and_journal_stand_in_the_result(hall: Hall, tmp_path: Path) -> None:
    vote = await counted(hall, QUESTION, ["a", "b", "a", "a", "c"])
    text = plain(for_members(speech("en"), vote, await hall.event()).text).splitlines()
    (entry,) = await hall.run(journal.of_kind, AGM, "vote.count")
    assert [line for line in text if line.startswith(("Board: ", "Record: "))] == [
        f"Board: {digest(str(entry.data['board']))}", f"Record: {digest(entry.hash)}",
    ]  # fmt: skip
    await written(hall, tmp_path)
    assert check(tmp_path, [digest(entry.hash)])[-1].startswith("vote 1:")


async def test_board_that_is_not_published_has_no_hash_in_the_result(hall: Hall) -> None:
    vote = await counted(hall, QUESTION, ["a", "a", "a", "a", "a"])
    text = plain(for_members(speech("en"), vote, await hall.event()).text)
    assert ("Board: " in text, "Record: " in text) == (False, True)


async def test_head_is_posted_where_all_read_along_when_the_meeting_is_over(chair: Podium) -> None:
    await chair.hall.run(floor.change_state, await chair.hall.event(), "close", CLI)
    assert sorted(chat for kind, _, chat in await chair.hall.sent_to() if kind == "alarm") == [CHAT, GROUP]
    assert code(await chair.hall.run(floor.change_state, await chair.hall.event(), "open", CLI)) == "event-not-possible"


# -- the verdict alone


async def test_verdict_alone_is_offered_where_figures_would_tell(chair: Podium) -> None:
    hall = chair.hall
    few = await counted(hall, QUESTION, ["a", "b"])
    enough = await counted(hall, QUESTION, ["a", "b", "a", "a", "a"])
    named = await counted(hall, replace(QUESTION, secret=False), ["a", "b"])
    offered = [list(await chair.buttons(f"/result {vote.number}")) for vote in (few, enough, named)]
    assert [[label for label in labels if "only" in label] for labels in offered] == [
        ["Publish the verdict of 1 only"], [], [],
    ]  # fmt: skip


@pytest.mark.parametrize("typing", [False, True])
async def test_members_read_the_verdict_and_no_figure(chair: Podium, typing: bool) -> None:
    hall = chair.hall
    vote = await counted(hall, QUESTION, ["a", "a"])
    if typing:
        await chair.write("/publish 1 verdict")
    else:
        await chair.press((await chair.buttons("/result 1"))["Publish the verdict of 1 only"])
    vote = await hall.again(vote)
    assert (vote.state, vote.verdict_only) == (VoteState.PUBLISHED, True)
    (text,) = await chair.write("/result 1", "telegram:3", "")
    assert [line for line in text.splitlines() if line and not line.startswith("Record: ")] == [
        "Result · Vote 1 “Budget”",
        "Carried",
        "Turnout: 2 of 5 on the roll (40.0 %)",
        "The vote was secret, and its figures would tell how people voted. So the result alone is published.",
    ]
    drawn = chart(speech("en"), vote, await hall.event())
    assert (drawn.bars, drawn.rule, drawn.whole, drawn.line) == ((), (), (), "")
    assert result_picture(speech("en"), drawn).startswith(b"\x89PNG")


async def test_verdict_of_an_election_names_who_is_elected(hall: Hall) -> None:
    vote = await counted(hall, ELECTION, ["a", "a"])
    (published,) = done(await hall.run(counting.publish, await hall.event(), [vote], CLI, verdict_only=True))
    text = plain(for_members(speech("en"), published, await hall.event()).text)
    assert ("Elected: 1a · Ada Quell" in text, "Bo Zug" in text) == (True, False)


async def test_named_vote_has_its_figures_in_the_minutes_anyway(hall: Hall) -> None:
    vote = await counted(hall, replace(QUESTION, secret=False), ["a", "a"])
    refused = await hall.run(counting.publish, await hall.event(), [vote], CLI, verdict_only=True)
    assert (code(refused), (await hall.again(vote)).state) == ("verdict-named", VoteState.COUNTED)


async def test_papers_of_a_verdict_alone_hold_no_figure_and_verify(hall: Hall, tmp_path: Path) -> None:
    vote = await counted(hall, QUESTION, ["a", "a", "b"])
    done(await hall.run(counting.publish, await hall.event(), [vote], CLI, verdict_only=True))
    found = await written(hall, tmp_path)
    about = json.loads(found["event.json"])["votes"][0]
    assert (about["counts"], about["withheld"], check(tmp_path)[-1]) == (
        None, "verdict", "vote 1: 3 cast, carried, as in the journal; its ballots are not published (verdict)",
    )  # fmt: skip
    text = await hall.run(minutes_markdown, await hall.event(), speech("en"))
    assert ("1a · Yes |" in text, "So the result alone is published." in text) == (False, True)


async def test_figures_cannot_be_left_out_by_saying_that_only_the_verdict_was_published(
    hall: Hall, tmp_path: Path
) -> None:
    vote = await counted(hall, QUESTION, ["a", "a", "b", "b", "b"])
    done(await hall.run(counting.publish, await hall.event(), [vote], CLI))
    found = await written(hall, tmp_path)
    about = json.loads(found["event.json"])
    about["votes"][0] |= {"board": "", "counts": None, "withheld": "verdict"}
    (tmp_path / "event.json").write_text(json.dumps(about))
    with pytest.raises(Wrong, match="what is shown of its ballots is not what the journal says"):
        check(tmp_path)


async def test_papers_have_pages_and_pictures_for_people(hall: Hall, tmp_path: Path) -> None:
    await counted(hall, QUESTION, ["a", "a", "b", "a", "a"])
    await hall.open(replace(QUESTION, title="Still open"))
    found = await written(hall, tmp_path)
    made = await to_read(hall.store, await hall.event(), speech("de"), found)
    assert {name: content[:4] for name, content in made.items()} == {
        "minutes.pdf": b"%PDF", "results/1.png": b"\x89PNG",
    }  # fmt: skip
