"""Elections in the minutes: exact figures, lots, rulings, acceptance."""

from dataclasses import replace

import pytest

from bot.papers.minutes import minutes_markdown
from bot.papers.minutes_figures import told
from bot.views.result.case import case_of
from core import acceptance, counting, decisions, voting
from core.journal import CLI
from core.model import Acceptance
from core.store import votes
from tests import elected
from tests.people import AGM, Hall, done
from tests.results import BLOCK, BOARD, DE, EN, NOBODY, PEOPLE, RANKED, counted, meeting

pytestmark = pytest.mark.anyio
SCHULZE = replace(BOARD, method="schulze", maximum=5, nobody="e", options=(*PEOPLE, NOBODY))
HEAD = ["| Candidate | First preferences |", "|---|---:|"]


def test_every_stage_stands_exactly_in_the_minutes() -> None:
    vote = counted(RANKED, {"a>c": 28, "a": 12, "b": 15, "c>d": 14, "d>b": 6, "": 2})
    assert list(told(case_of(EN, vote, meeting())))[:-1] == [
        *HEAD,
        "| 7a · Ada Lovelace | 40 |",
        "| 7b · Bea Ortega | 15 |",
        "| 7c · Cem Kaya | 14 |",
        "| 7d · Dan Li | 6 |",
        "| Blank | 2 |",
        "| Abstain | 0 |",
        "",
        "| Stage | 1 | 2 | 3 | 4 |",
        "|---|---:|---:|---:|---:|",
        "| 7a · Ada Lovelace | 40 | 26 | 26 | 26 |",
        "| 7b · Bea Ortega | 15 | 15 | 21 |  |",
        "| 7c · Cem Kaya | 14 | 23.8 | 23.8 | 23.8 |",
        "| 7d · Dan Li | 6 | 6 |  |  |",
        "| exhausted | 0 | 4.2 | 4.2 | 25.2 |",
        "| quota | 26 | 26 | 26 | 26 |",
        "| elected | 7a |  |  | 7c |",
        "| excluded |  | 7d | 7b |  |",
        "",
        "- Quota: 26 = valid votes / 3, rounded down, and one more",
        "",
    ]


def test_every_pair_of_a_schulze_count_stands_in_the_minutes() -> None:
    vote = counted(SCHULZE, {"a>b>c>e": 10, "b>c>a>e": 9, "e>d": 3})
    assert list(told(case_of(DE, vote, meeting())))[:6] == [
        r"- 1\. 7a · Ada Lovelace · gewählt",
        r"- 2\. 7b · Bea Ortega; gegen 7a 9 : 10",
        r"- 3\. 7c · Cem Kaya; gegen 7b 0 : 19",
        r"- 4\. 7e · Niemand davon; gegen 7c 3 : 19",
        "- – 7d · Dan Li: ausgeschieden; gegen „Niemand davon“ 0 : 22, nötig 12",
        "",
    ]
    assert list(told(case_of(EN, vote, meeting())))[16:24] == [
        "| Preferred to | 7a | 7b | 7c | 7d | 7e |",
        "|---|---:|---:|---:|---:|---:|",
        "| 7a · Ada Lovelace |  | 10 | 10 | 19 | 19 |",
        "| 7b · Bea Ortega | 9 |  | 19 | 19 | 19 |",
        "| 7c · Cem Kaya | 9 | 0 |  | 19 | 19 |",
        "| 7d · Dan Li | 3 | 3 | 3 |  | 0 |",
        "| 7e · None of the above | 3 | 3 | 3 | 22 |  |",
        "",
    ]


def test_answers_stand_in_the_minutes_with_their_arithmetic() -> None:
    vote = counted(replace(BOARD, method="per-candidate", maximum=4), {"a:yes b:no": 3, "a:no b:yes": 2})
    assert list(told(case_of(EN, vote, meeting())))[:2] == [
        "- 7a · Ada Lovelace · elected: yes 3, no 2, abstain 0; 3 of 5 (60.0 %), needed 3",
        "- 7b · Bea Ortega · majority not reached: yes 2, no 3, abstain 0; 2 of 5 (40.0 %), needed 3",
    ]


async def test_lot_and_ruling_stand_in_the_minutes_beside_the_result(hall: Hall) -> None:
    vote = await hall.open(replace(BLOCK, tie="lot"))
    await hall.cast(vote, _1="a+b", _2="a+c")
    tied = await hall.count(await hall.close(vote))
    drawn = done(await hall.run(decisions.draw, tied, ["c"], CLI))
    done(await hall.run(decisions.rule, drawn, "Counted *by hand* too " + "&" * 900, CLI))
    async with hall.store.read() as tx:
        lines = (await minutes_markdown(tx, await hall.event(), EN)).splitlines()
    for line in (
        "**Elected: Ada Lovelace (2) and Cem Kaya (1); valid ballots 2; present 5. "
        "Tie between Bea Ortega and Cem Kaya; the lot decided in this order: 1. Cem Kaya and 2. Bea Ortega.**",
        "- Drawn in the hall: 1c · Cem Kaya",
        r"- The chair has decided: Counted \*by hand\* too " + r"\&" * 900,
        "- 1a · Ada Lovelace, 1b · Bea Ortega: Name1 Surname1 (1)",
        "- 14:00 Election 1 “Board”: lot between 1b · Bea Ortega and 1c · Cem Kaya. Drawn in this order: 1c · Cem Kaya",
    ):
        assert line in lines


async def test_seed_of_a_lot_stands_in_the_minutes_with_its_words(hall: Hall) -> None:
    vote = await hall.open(replace(BLOCK, tie="lot"))
    await hall.cast(vote, _1="a+b", _2="a+c")
    tied = await hall.count(await hall.close(vote))
    seeded = done(await hall.run(decisions.draw_by_seed, tied, "lottery 4 8 15", CLI))
    async with hall.store.read() as tx:
        lines = (await minutes_markdown(tx, await hall.event(), DE)).splitlines()
    assert f"- Öffentlicher Startwert des Loses: {seeded.seed}" in lines
    assert (
        "- 14:00 Wahl 1 „Board“: Los zwischen 1b · Bea Ortega und 1c · Cem Kaya. "
        f"Öffentliche Worte: „lottery 4 8 15“. Startwert: {seeded.seed}"
    ) in lines


async def test_minutes_name_whose_acceptance_is_not_on_record(hall: Hall) -> None:
    vote = await hall.open(replace(BLOCK, secret=False, seats=2))
    await hall.cast(vote, _1="a+b", _2="a+b")
    counted_ = await hall.count(await hall.close(vote))
    published = done(await hall.run(counting.publish, await hall.event(), [counted_], CLI))[0]
    done(await hall.run(acceptance.answer, published, "a", Acceptance.ACCEPTED, CLI))
    async with hall.store.read() as tx:
        lines = (await minutes_markdown(tx, await hall.event(), EN)).splitlines()
    assert lines[lines.index("## Decided") + 2] == (
        "- Election 1 “Board”: Elected: 1a · Ada Lovelace and 1b · Bea Ortega. Accepted: 1a · Ada Lovelace. "
        "No acceptance on record: 1b · Bea Ortega."
    )


@pytest.mark.parametrize("deleted", [False, True])
async def test_run_off_that_was_never_opened_is_accounted_for_where_everything_is_decided(
    hall: Hall, deleted: bool
) -> None:
    await elected.counted(hall, "a+b", "a+c", definition=replace(elected.BOARD, tie="runoff"))
    first = (await hall.run(votes.of_event, AGM))[0]
    again = replace(elected.BOARD, title="Board again", follows=1)
    later = done(await hall.run(decisions.run_off, await hall.event(), first, again, CLI))
    if deleted:
        await hall.run(voting.cancel, later, "", CLI, "Ann")
    minutes = await hall.run(minutes_markdown, await hall.event(), EN)
    assert [line for line in minutes.splitlines() if line.startswith("- Election 1 “Board”: Elected")] == [
        "- Election 1 “Board”: Elected: 1a · Anna Ortega. Not published. "
        "Drafted to follow and never opened: Election 2 “Board again”."
    ]
