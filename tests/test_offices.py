"""Who is elected already drops off the next ballot, where its rule says so."""

from dataclasses import replace

import pytest

from core import acceptance, offices, voting
from core.journal import CLI
from core.model import Acceptance, Definition, Option, VoteState
from tests.elected import BOARD, published
from tests.people import Hall, code, done
from tests.podium import Podium, podium

pytestmark = pytest.mark.anyio
NEXT = replace(BOARD, title="Treasurer", seats=1, maximum=1, drop_elected=True)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


def names(definition: Definition) -> list[str]:
    return [f"{option.label} {option.text}" for option in definition.options]


async def test_elected_are_left_out_when_the_next_election_opens(hall: Hall) -> None:
    await published(hall, "a+b", "a+b")
    opened = await hall.open(NEXT)
    assert (names(opened.definition), opened.definition.maximum) == (["a Anna Lind", "b Dan Roth"], 1)


@pytest.mark.parametrize("changed", ["declined", "without the rule", "void", "another person of that name"])
async def test_who_holds_no_seat_stays_on_the_ballot(hall: Hall, changed: str) -> None:
    first = await published(hall, "a+b", "a+b")
    definition = NEXT
    match changed:
        case "declined":
            done(await hall.run(acceptance.answer, first, "b", Acceptance.DECLINED, CLI, chair=True))
        case "without the rule":
            definition = replace(NEXT, drop_elected=False)
        case "void":
            from core import again

            done(await hall.run(again.repeat, await hall.event(), first, "wrong", CLI, "Ann"))
        case _:
            options = (Option("a", "Bea Berg", member="5"), *NEXT.options[2:])
            definition = replace(NEXT, options=options)
    assert any("Bea Berg" in name for name in names((await hall.open(definition)).definition))


async def test_names_tell_candidates_who_are_no_members(hall: Hall) -> None:
    outsiders = tuple(replace(option, member="") for option in BOARD.options)
    await published(hall, "a+b", "a+b", definition=replace(BOARD, options=outsiders))
    opened = await hall.open(replace(NEXT, options=(Option("a", "anna ORTEGA"), *outsiders[1:])))
    assert names(opened.definition) == ["a Anna Lind", "b Dan Roth"]


async def test_one_who_is_left_alone_is_voted_on_by_yes_and_no(hall: Hall) -> None:
    await published(hall, "a+b", "a+b")
    opened = await hall.open(replace(NEXT, options=BOARD.options[:3]))
    assert (opened.definition.method, names(opened.definition)) == ("per-candidate", ["a Anna Lind"])


async def test_vote_with_nobody_left_does_not_open(hall: Hall) -> None:
    await published(hall, "a+b", "a+b")
    draft = await hall.draft(replace(NEXT, options=BOARD.options[:2]))
    assert code(await hall.run(voting.open_vote, await hall.event(), draft, CLI)) == "all-elected"
    assert (await hall.again(draft)).state is VoteState.DRAFT


async def test_matters_leave_nobody_out(hall: Hall) -> None:
    await published(hall, "a+b", "a+b")
    draft = await hall.draft(replace(NEXT, kind="vote"))
    assert await hall.run(offices.elected_already, await hall.event(), draft) == {}


async def test_preview_names_who_is_elected_already(chair: Podium) -> None:
    await published(chair.hall, "a+b", "a+b")
    lines = "\n- #1 Anna Ortega\n- #2 Bea Berg\n- #3 Anna Lind\n- #4 Dan Roth"
    (kept,) = await chair.write(f"/elect Treasurer{lines}")
    (dropped,) = await chair.write("/edit 2\ndrop elected")
    head = "Note: elected in this meeting already: 2a Anna Ortega and 2b Bea Berg."
    assert f"{head} To leave them out: /edit 2, below it drop elected" in kept
    assert f"{head} Left out when it opens." in dropped
