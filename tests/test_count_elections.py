"""Elections with known outcomes: `elections/SOURCES.md` says where each comes from."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.count import as_data, count_file, run_count
from core.methods import METHODS
from core.totals import Totals

ELECTIONS = Path(__file__).parent / "elections"
OFFICIAL: dict[str, dict[str, Any]] = json.loads((ELECTIONS / "official-results.json").read_text())
GOLDEN: dict[str, dict[str, Any]] = json.loads((ELECTIONS / "golden.json").read_text())


@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_official_outcome(name: str) -> None:
    official = OFFICIAL[name]
    data: dict[str, Any] = json.loads(run_count(ELECTIONS / name, official["method"], official["seats"], as_json=True))
    assert (set(data["elected"]), data["ballots"], data["tied"]) == (
        set(official["elected"]),
        official["ballots"],
        [],
    )


def test_burlington_final_round() -> None:
    official = OFFICIAL["burlington-2009.blt"]
    data: dict[str, Any] = json.loads(run_count(ELECTIONS / "burlington-2009.blt", "irv", as_json=True))
    assert data["stages"][-1] == {
        "stage": 5,
        "votes": {name: str(votes) for name, votes in official["final_round"].items()},
        "exhausted": str(official["exhausted"]),
        "elected": ["Bob Kiss"],
        "excluded": [],
    }


def test_burlington_condorcet_winner_is_another() -> None:
    counted = count_file(ELECTIONS / "burlington-2009.blt", "schulze")
    assert as_data(counted)["elected"] == ["Andy Montroll"]


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_same_stages_as_in_earlier_versions(name: str) -> None:
    file, method = name.split(" ")
    assert as_data(count_file(ELECTIONS / file, method)) == GOLDEN[name]


@pytest.mark.parametrize("ward", ["01", "07", "12", "17"])
@pytest.mark.parametrize("method", ["scottish-stv", "meek-stv"])
def test_copies_of_a_whole_ward_elect_the_same(ward: str, method: str) -> None:
    counted = count_file(ELECTIONS / "edinburgh-2017" / f"ward-{ward}.blt", method)
    tripled = {
        choice: Totals(number.heads * 3, number.weight * 3) for choice, number in counted.election.ballots.items()
    }
    assert METHODS[method].count(tripled, counted.settings).elected == counted.result.elected
