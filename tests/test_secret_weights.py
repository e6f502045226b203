"""Secret votes in which weight decides: nothing that is kept or shown tells what a ballot weighs."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.papers.bundle import papers
from bot.papers.verify import check
from bot.views.result.message import for_chair
from bot.wording.speech import speech
from core import boards, counting, floor, paper, roster, voting
from core.forgetting import forget
from core.journal import CLI
from core.model import Definition, Late, Vote, VoteState
from core.roster import Row
from core.secret import unit
from core.store import journal, secrets
from core.store import votes as stored
from core.store.engine import Store
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Clock, Hall, code, done
from tests.podium import podium
from tests.test_papers import verdict, written
from tests.test_secret_votes import BOARD

pytestmark = pytest.mark.anyio
BY_WEIGHT = replace(MOTION, secret=True, majority="more than 1/2 of yes_no by weight")
THREE = replace(BOARD, options=BOARD.options[:3], maximum=3, by_weight=True)
BOTH = replace(MOTION, secret=True, majority="more than 1/2 of yes_no and more than 1/2 of yes_no by weight")
BLOCK = replace(THREE, method="block", maximum=2)
GRID = replace(THREE, method="per-candidate", maximum=1)
VALID = "more than 1/2 of valid by weight"
HEAVY = 3
"""Weight of members 6 to 10; the others weigh one."""


async def weighty(store: Store, clock: Clock, heavy: int = HEAVY * UNIT, light: int = UNIT) -> Hall:
    """Ten members: five of one weight, five of another."""
    hall = await Hall(store, clock).meet(10)
    rows = [Row(str(n), f"Name {n}", weight=heavy if n > 5 else light) for n in range(1, 11)]
    done(await hall.run(roster.import_rows, rows, CLI))
    return hall


async def counted(hall: Hall, definition: Definition, choices: list[str]) -> Vote:
    vote = await hall.open(definition)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1) if choice != "-"})
    await hall.close(vote)
    return await hall.count(vote)


async def refused(hall: Hall, definition: Definition) -> str:
    return code(await hall.run(voting.open_vote, await hall.event(), await hall.draft(definition), CLI))


# -- what cannot be secret


@pytest.mark.parametrize(
    ("definition", "heavy", "why"),
    [
        (replace(BY_WEIGHT, late=Late.UNTIL_CLOSE), HEAVY * UNIT, "secret-weights-late"),
        (THREE, 6 * UNIT, "secret-weights-ballots"),
        (THREE, 5 * UNIT + 1, "secret-weights-ballots"),
        (replace(BLOCK, majority="more than 1/2 of valid"), HEAVY * UNIT, "secret-weights-heads"),
        (replace(BLOCK, by_weight=False, majority=VALID), HEAVY * UNIT, "secret-weights-heads"),
        (GRID, HEAVY * UNIT, "secret-weights-heads"),
        (replace(THREE, method="schulze", nobody="c", seats=1), HEAVY * UNIT, "secret-weights-heads"),
        (THREE, 5 * UNIT, ""),
        (replace(GRID, majority="more than 1/2 of yes_no by weight"), HEAVY * UNIT, ""),
        (replace(THREE, method="schulze", seats=1), HEAVY * UNIT, ""),
        (BY_WEIGHT, 6 * UNIT, ""),
        (BOTH, HEAVY * UNIT, ""),
    ],
)  # fmt: skip
async def test_weights_that_would_tell_whose_a_ballot_is_are_refused(
    store: Store, clock: Clock, definition: Definition, heavy: int, why: str
) -> None:
    hall = await weighty(store, clock, heavy)
    assert await refused(hall, definition) == why


async def test_ballots_that_all_weigh_the_same_need_no_units(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock, 7 * UNIT, 7 * UNIT)
    after = await counted(hall, THREE, ["a>b", "b", "c>a", "a", "b>a", "c"])
    assert (after.unit, after.box and after.box["a>b"]) == (7 * UNIT, Totals(1, 7 * UNIT))


def test_unit_is_what_all_weights_are_made_of() -> None:
    assert [unit(THREE, classes) for classes in ({10: 5, 50: 5}, {4: 5, 6: 5}, {2: 5, 11: 5}, {3: 9})] == [10, 2, 0, 3]
    assert [unit(definition, {1: 5, 3: 5}) for definition in (BY_WEIGHT, BOTH, replace(MOTION, secret=True))] == [
        1,
        0,
        0,
    ]


# -- what the box keeps


RANKED = ["a>b", "b>a", "c", "a>b", "b", "c>b>a", "a", "b>a", "c", "a>c"]


async def test_heavy_ballot_becomes_several_of_one_weight(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock)
    after = await counted(hall, THREE, RANKED)
    lines = await hall.run(secrets.board, after.id)
    expected = Counter(dict.fromkeys(RANKED, 0))
    for number, choice in enumerate(RANKED, 1):
        expected[choice] += HEAVY if number > 5 else 1
    assert Counter(choice for _, choice in lines) == expected
    assert after.box == {choice: Totals(ballots, ballots * UNIT) for choice, ballots in expected.items()}
    assert len({line for line, _ in lines}) == len(lines) == 5 + 5 * HEAVY
    assert (after.cast, after.outcome) == (Totals(10, 20 * UNIT), "elected")


async def test_heads_and_weight_of_one_choice_stand_nowhere(store: Store, clock: Clock) -> None:
    """One head of weight three is what nobody may read, in no column, entry or paper."""
    hall = await weighty(store, clock)
    after = await counted(hall, THREE, RANKED)
    entries = await hall.run(journal.entries, AGM)
    pair = f"[1, {HEAVY * UNIT}]"
    box = json.dumps({choice: list(total) for choice, total in (await hall.run(stored.box, after.id) or {}).items()})
    told = [box, *(json.dumps(entry.data) for entry in entries)]
    found = await papers(hall.store, await hall.event(), speech("en"), "Club")
    told += [
        json.dumps(json.loads(found["event.json"])),
        found["journal.jsonl"].decode(),
        found["boards/1.csv"].decode(),
    ]
    assert [text for text in told if pair in text] == []


async def test_sums_of_a_plain_question_keep_heads_only_where_they_decide(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock)
    choices = ["a", "b", "a", "b", "c", "a", "a", "b", "b", "b"]
    alone, both = await counted(hall, BY_WEIGHT, choices), await counted(hall, BOTH, choices)
    assert (alone.box or {})["a"] == Totals(8, 8 * UNIT)
    assert (both.box or {})["a"] == Totals(4, 8 * UNIT)
    assert (boards.withheld(alone, alone.box), boards.withheld(both, both.box)) == (None, "weights")


# -- what is shown


@pytest.mark.parametrize("method", ["scottish-stv", "meek-stv", "schulze", "approval", "block", "per-candidate"])
async def test_bundle_of_weighed_secret_ballots_verifies(
    store: Store, clock: Clock, tmp_path: Path, method: str
) -> None:
    hall = await weighty(store, clock, 4 * UNIT, 2 * UNIT)
    ranked, marks = RANKED, [choice.replace(">", "+")[:3] for choice in RANKED]
    grids = [
        f"a:{'yes' if 'a' in c else 'no'} b:{'yes' if 'b' in c else 'abstain'} c:{'yes' if 'c' in c else 'no'}"
        for c in RANKED
    ]
    choices = {"approval": marks, "block": marks, "per-candidate": grids}.get(method, ranked)
    majority = "more than 1/2 of yes_no by weight" if method == "per-candidate" else ""
    definition = replace(THREE, method=method, seats=1, maximum=2 if method == "block" else 3, majority=majority)
    after = await counted(hall, definition, choices)
    done(await hall.run(counting.publish, await hall.event(), [after], CLI))
    await written(hall, tmp_path / "out")
    told = json.loads((tmp_path / "out" / "event.json").read_text())["votes"][0]
    assert (check(tmp_path / "out")[-1].split(", ")[1], told["unit"]) == ("10 cast", 2 * UNIT)
    told["unit"] = UNIT
    about = json.loads((tmp_path / "out" / "event.json").read_text()) | {"votes": [told]}
    (tmp_path / "out" / "event.json").write_text(json.dumps(about))
    assert verdict(tmp_path / "out") == f"vote 1: unit is {UNIT}, but the journal says {2 * UNIT}"


async def test_result_tells_weight_and_no_heads(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock)
    after = await counted(hall, BY_WEIGHT, ["a", "b", "a", "b", "c", "a", "a", "b", "b", "b"])
    text = for_chair(speech("en"), after, await hall.event()).text
    minutes = (await papers(hall.store, await hall.event(), speech("en"), "Club"))["minutes.md"].decode()
    assert ("By heads" in text, "10 of 10" in text, "| Weight |" in minutes, "| Votes |" in minutes) == (
        False,
        True,
        True,
        False,
    )


# -- so few of one weight


async def test_box_in_which_so_few_of_one_weight_lie_stays_shut(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock)
    vote = await hall.open(THREE)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(RANKED[:9], 1)})
    closed = await hall.close(vote)
    assert code(await hall.run(counting.count, closed, CLI)) == "secret-weights-cast"
    assert ((await hall.again(vote)).state, await hall.run(secrets.board, vote.id)) == (VoteState.CLOSED, [])


async def test_chair_opens_it_anyway_and_the_record_says_so(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall = await weighty(store, clock)
    vote = await hall.open(THREE)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(RANKED[:9], 1)})
    after = done(await hall.run(counting.count, await hall.close(vote), CLI, anyway=True))
    assert (after.board, await hall.run(secrets.board, vote.id), boards.withheld(after, after.box)) == (
        "",
        [],
        "weights",
    )
    assert [entry.kind for entry in await hall.run(journal.entries, AGM)][-2:] == ["vote.weights", "vote.count"]
    found = await written(hall, tmp_path / "out")
    assert (verdict(tmp_path / "out"), "by decision of the chair" in found["minutes.md"].decode()) == ("", True)


@pytest.mark.parametrize("word", ["anyway", "trotzdem"])
async def test_chair_types_it(store: Store, clock: Clock, word: str) -> None:
    chair = await podium(await weighty(store, clock))
    vote = await chair.hall.open(THREE)
    await chair.hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(RANKED[:9], 1)})
    await chair.hall.close(vote)
    (refused,) = await chair.write("/result 1")
    assert ("stays shut" in refused, "/result 1 anyway" in refused) == (True, True)
    assert (await chair.vote(1)).state is VoteState.CLOSED
    await chair.write(f"/result 1 {word}")
    after, event = await chair.vote(1), await chair.hall.event()
    warned = "so few of one weight have voted" in for_chair(speech("en"), after, event).text
    assert (after.state, warned) == (VoteState.COUNTED, True)


async def test_one_weight_alone_in_the_box_tells_nothing(store: Store, clock: Clock) -> None:
    hall = await weighty(store, clock)
    assert (await counted(hall, THREE, ["-"] * 5 + RANKED[5:9])).state is VoteState.COUNTED


# -- paper


@pytest.mark.parametrize("number", [8, 12])
async def test_paper_ballots_become_several_too(store: Store, clock: Clock, tmp_path: Path, number: int) -> None:
    hall = await Hall(store, clock).meet(10 + number)
    rows = [Row(str(n), f"Name {n}", weight=2 * UNIT if n > 5 else UNIT) for n in range(1, 11 + number)]
    done(await hall.run(roster.import_rows, rows, CLI))
    for n in range(11, 11 + number):
        await hall.run(paper.check_in, await hall.event(), await hall.member(n), CLI)
    vote = await hall.open(THREE)
    await hall.cast(vote, **{f"_{n}": choice for n, choice in enumerate(RANKED, 1)})
    await hall.close(vote)
    for teller in (1, 2):
        done(await hall.run(paper.tally, await hall.again(vote), {"b": number - 3, "a": 3}, await hall.id(teller)))
    after = await hall.count(vote)
    assert (after.cast, (after.box or {})["a"]) == (
        Totals(10 + number, (15 + 2 * number) * UNIT),
        Totals(2 + 6, 8 * UNIT),
    )
    done(await hall.run(counting.publish, await hall.event(), [after], CLI))
    await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out") == ""
    assert (tmp_path / "out" / "boards" / "1.csv").exists() == (number >= 10)


async def test_paper_ballots_of_members_that_weigh_more_verify_where_weight_cannot_decide(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall = await Hall(store, clock).meet(20)
    done(await hall.run(roster.import_rows, [Row(str(n), f"Name {n}", weight=3 * UNIT) for n in range(9, 21)], CLI))
    for n in range(9, 21):
        await hall.run(paper.check_in, await hall.event(), await hall.member(n), CLI)
    vote = await hall.open(replace(MOTION, secret=True))
    await hall.cast(vote, _1="a", _2="b", _3="a", _4="b", _5="c", _6="a")
    await hall.close(vote)
    for teller in (1, 2):
        done(await hall.run(paper.tally, await hall.again(vote), {"b": 6, "a": 6}, await hall.id(teller)))
    await hall.count(vote)
    await written(hall, tmp_path / "out")
    assert verdict(tmp_path / "out") == ""


async def test_published_board_stays_when_people_of_different_weight_are_forgotten(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall = await weighty(store, clock)
    choices = ["a", "b", "a", "b", "c", "a", "a", "b", "b", "b"]
    shown = [await counted(hall, definition, choices) for definition in (replace(MOTION, secret=True), BY_WEIGHT)]
    done(await hall.run(counting.publish, await hall.event(), shown, CLI))
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    done(await forget(store.write, AGM))
    found = await written(hall, tmp_path / "out")
    assert (verdict(tmp_path / "out"), [name for name in found if name.startswith("boards/")]) == (
        "",
        ["boards/1.csv", "boards/2.csv"],
    )
