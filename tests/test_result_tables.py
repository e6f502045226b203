"""Figures of a result as a table, with stages folded away; and all of them as a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from adapters.layout import Folded, Part, Table
from bot.papers.minutes_figures import MOST_STAGES, by_itself
from bot.views.result import message as results
from bot.views.result.case import case_of
from core.methods.model import labels
from core.model import Definition, Option
from tests.meeting import Meeting, played
from tests.results import BOARD, DE, EN, RANKED, counted, meeting

ANSWERED = replace(BOARD, method="per-candidate", maximum=4, majority="absolute")
SCHULZE = replace(BOARD, method="schulze", maximum=4)


def parts(definition: Definition, box: dict[str, int]) -> tuple[Part, ...]:
    return results.for_chair(EN, counted(definition, box), meeting()).parts


def table(definition: Definition, box: dict[str, int]) -> list[tuple[str, ...]]:
    found = next(part for part in parts(definition, box) if isinstance(part, Table))
    return [tuple(map(plain, row)) for row in (found.head, *found.rows)]


def test_ranking_by_pairs_stays_a_text() -> None:
    assert parts(SCHULZE, {"a>b": 3, "b>a": 1}) == ()


def test_votes_and_shares_of_candidates() -> None:
    one = replace(BOARD, method="plurality", seats=1, maximum=1)
    assert table(one, {"b": 30, "a": 25, "abstain": 5}) == [
        ("Candidate", "Votes", "Share"),
        ("7b · Bea Ortega · elected", "30", "50.0 %"),
        ("7a · Ada Lovelace", "25", "41.7 %"),
        ("7c · Cem Kaya", "0", "0.0 %"),
        ("7d · Dan Li", "0", "0.0 %"),
        ("Abstain", "5", "8.3 %"),
    ]


def test_answers_for_each_with_what_each_one_needed() -> None:
    rows = table(ANSWERED, {"a:yes b:no c:abstain d:yes": 3, "a:yes b:yes c:no d:no": 2})
    assert (rows[0], rows[1][1:4]) == (("Candidate", "Yes", "No", "Abstain", "Share", "Needed"), ("5", "0", "0"))
    assert {len(row) for row in rows} == {6}


def test_stages_are_folded_away_whole() -> None:
    found = parts(RANKED, {"a>c": 28, "a": 12, "b": 15, "c>d": 14, "d>b": 6})
    (folded,) = (part for part in found if isinstance(part, Folded))
    tables = [part for part in folded.inside if isinstance(part, Table)]
    vote = counted(RANKED, {"a>c": 28, "a": 12, "b": 15, "c>d": 14, "d>b": 6})
    stages = case_of(EN, vote, meeting()).result.stages
    assert (plain(folded.head), len(tables)) == (f"All {len(stages)} stages", len(stages))
    assert [plain(one.head[0]) for one in tables] == [f"Stage {number}" for number in range(1, len(stages) + 1)]


def test_text_and_parts_say_the_same_words_first_and_last() -> None:
    message = results.for_members(DE, counted(RANKED, {"a>c": 28, "b": 15}), meeting())
    first, last = str(message.parts[0]), str(message.parts[-1])
    assert (message.text.startswith(first), message.text.endswith(last)) == (True, True)


@pytest.mark.parametrize("definition", [RANKED, SCHULZE, ANSWERED, BOARD])
def test_file_has_every_stage_and_pair(definition: Definition) -> None:
    choices = {ANSWERED.method: {"a:yes b:no c:no d:no": 3}, BOARD.method: {"a": 3}}
    box = choices.get(definition.method, {"a>b": 3, "b": 1})
    text = "\n".join(by_itself(case_of(EN, counted(definition, box), meeting())))
    assert text.startswith("# Result · Election 7")
    heads = {"scottish-stv": "| Stage | 1 |", "schulze": "Preferred to"}
    assert heads.get(definition.method, "| Candidate |") in text


async def play_file(m: Meeting) -> None:
    await m.chair("/vote Lunch")
    m.member(2).write("/result 1 file")
    await m.chair("/open 1")
    await m.press(1, "1a · Yes")
    await m.chair("/close 1")
    await m.time.sleep(30)
    m.member(2).write("/result 1 file")
    await m.chair("/result 1 file")
    await m.time.sleep(30)
    await m.chair("/publish 1")
    m.member(2).write("/result 1 datei")
    await m.time.sleep(30)
    names = [shown.message.file.name for shown in m.channel.messages if shown.message.file]
    own = [shown.message.file.name for shown in m.member(2).messages if shown.message.file]
    assert (names, own.count("result-1.pdf")) == (["result-1.pdf"], 1)


def test_figures_come_as_a_file_to_whoever_may_see_them(tmp_path: Path) -> None:
    played(tmp_path, play_file)


def test_many_stages_stand_in_several_tables_that_a_page_holds() -> None:
    options = tuple(Option(label, f"Candidate {label}") for label in labels(20))
    crowd = replace(RANKED, options=options, maximum=20)
    vote = counted(crowd, {option.label: place + 5 for place, option in enumerate(options)})
    stages = len(case_of(EN, vote, meeting()).result.stages)
    text = "\n".join(by_itself(case_of(EN, vote, meeting())))
    heads = [line.strip("| ").split(" | ")[1:] for line in text.splitlines() if line.startswith("| Stage |")]
    assert [number for head in heads for number in head] == [str(number) for number in range(1, stages + 1)]
    assert (stages > MOST_STAGES, max(map(len, heads))) == (True, MOST_STAGES)
