"""What the figures of `folkmoot bench` are computed from; how fast or large anything is, is for the bench itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.bench.crowds import Rush
from bot.bench.folkmoot_press import EVENT
from bot.bench.press import Unfinished
from bot.bench.promises import by_line, crowded
from bot.bench.resident import Staged, now, peak, peaks
from bot.bench.soak import gained, kept
from bot.chat.buttons import CheckIn, encode

pytestmark = pytest.mark.anyio
HELD = 64
"""MB."""
_HOLDS_AND_LETS_GO = f"""
import sys
held = b"x" * {HELD << 20}
del held
print(flush=True)
sys.stdin.readline()
"""


def test_peak_of_a_process_stays_when_it_has_let_go() -> None:
    command = [sys.executable, "-c", _HOLDS_AND_LETS_GO]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        let_go = peak(process.pid) - now(process.pid)
        process.kill()
    assert HELD - 1 < let_go < HELD + 10


async def test_crowd_of_which_too_few_wait_measures_nothing() -> None:
    with pytest.raises(Unfinished, match=r"^only \d of 9 still waited to be redrawn$"):
        await peaks(30, least=1.1, seconds=0.2)


async def test_peaks_are_of_one_service_that_goes_on_and_of_another() -> None:
    found = await peaks(30, least=0, seconds=0.2)
    assert [*found] == ["ready", "ballots wait", "both wait", "cards wait"]
    assert [found["ready"], found["ballots wait"], found["both wait"]] == sorted([*found.values()][:3])


def test_first_on_the_roll_vote_and_those_who_are_absent_check_in() -> None:
    staged = Staged(Path(), 10, [f"vote {number}" for number in range(1, 8)])
    assert staged.presses("ballots") == [[1, "vote 1", 0], [2, "vote 2", 0], [3, "vote 3", 0]]
    assert staged.presses("cards") == [[number, encode(CheckIn(EVENT)), 0] for number in (8, 9, 10)]


@pytest.mark.parametrize(
    ("found", "more"), [([9, 10, 10, 10], 0), ([9, 10, 12, 11], 2), ([9, 10, 8, 8], -2), ([5, 9, 9, 10, 9], 1)]
)
def test_memory_is_flat_if_the_last_half_is_no_higher_than_the_first(found: list[float], more: float) -> None:
    assert gained(found) == more


async def test_everybody_votes_anew_in_each_round_of_a_soak() -> None:
    assert len(await kept(5, rounds=2)) == 2


@pytest.mark.parametrize(
    ("members", "p99", "longest", "holds"),
    [
        (10_000, 99, 999, True),
        (10_000, 101, 999, False),
        (10_000, 99, 1001, False),
        (30_000, 5000, 999, True),
        (30_000, 99, 1001, False),
    ],
)
def test_crowd_holds_if_the_chair_is_answered_and_up_to_ten_thousand_too(
    members: int, p99: float, longest: float, *, holds: bool
) -> None:
    assert crowded(members, p99, {"arriving": 10, "voting": longest}).holds is holds


def test_what_a_chair_wrote_is_named_by_its_first_line_and_the_rush() -> None:
    rushes = [Rush(1, 2, {"/agenda\nOpening": 0.5}), Rush(1, 2, {"/votes": 0.25})]
    assert by_line(rushes) == {"/agenda (arriving)": 0.5, "/votes (voting)": 0.25}
