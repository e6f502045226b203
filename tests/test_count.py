"""`folkmoot count`: what it prints and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli.count import run_count
from bot.cli.election_files import CountFileError

BLT = '4 1\n4 1 0\n3 2 0\n2 3 2 0\n1 0\n0\n"Ann"\n"Ben"\n"Cem"\n"Dan"\n"Board"\n'


def data_of(folder: Path, text: str, method: str, seats: int | None = None) -> dict[str, Any]:
    file = folder / "box.txt"
    file.write_text(text)
    data: dict[str, Any] = json.loads(run_count(file, method, seats, as_json=True))
    return data


def board(*choices: str) -> str:
    return "code,choice\n" + "".join(f"K{number},{choice}\n" for number, choice in enumerate(choices))


@pytest.mark.parametrize(
    ("text", "method", "seats", "code", "sentence"),
    [
        (BLT, "stv", None, "method-unknown", '"stv" is no method; there are yes-no-abstain, plurality'),
        (BLT, "irv", 2, "settings", "irv cannot be counted like this: seats is 2, allowed 1"),
        (BLT, "scottish-stv", 1000, "file-seats", "1000 seats are too many; at most 999 can be filled"),
        (board(), "irv", None, "file-nobody", "there is nobody to elect in "),
        ('2 1\n-1 -2\n3 1 0\n0\n"Ann"\n"Ben"\n', "irv", None, "file-nobody", "there is nobody to elect in "),
        (board("a", "b", "", "a+c"), "irv", None, "choice", 'line 5: the choice "a+c" does not fit irv'),
        (BLT, "irv", 0, "settings", "irv cannot be counted like this: seats is 0, allowed 1"),
        (board("a=b"), "irv", None, "choice", 'line 2: the choice "a=b" does not fit irv: equal-ranks a'),
        (board("a+b"), "plurality", None, "choice", 'line 2: the choice "a+b" does not fit plurality: too-many-marks'),
        (board("a>b"), "yes-no-abstain", None, "choice", 'line 2: the choice "a>b" does not fit yes-no-abstain'),
        (board("a>b"), "per-candidate", None, "choice", 'line 2: the choice "a>b" does not fit per-candidate'),
    ],
)
def test_count_refused(tmp_path: Path, text: str, method: str, seats: int | None, code: str, sentence: str) -> None:
    with pytest.raises(CountFileError) as refused:
        data_of(tmp_path, text, method, seats)
    assert (refused.value.code, str(refused.value)[: len(sentence)]) == (code, sentence)


def test_json_of_a_staged_count(tmp_path: Path) -> None:
    text = BLT.replace("2 3 2 0", "2 3 2 0\n1 4 3 0")
    assert data_of(tmp_path, text, "irv") == {
        "title": "Board",
        "method": "irv",
        "seats": 1,
        "ballots": 11,
        "candidates": ["Ann", "Ben", "Cem", "Dan"],
        "elected": ["Ben"],
        "tied": [],
        "stages": [
            {
                "stage": 1,
                "votes": {"Ann": "4", "Ben": "3", "Cem": "2", "Dan": "1"},
                "exhausted": "1",
                "elected": [],
                "excluded": ["Dan"],
            },
            {
                "stage": 2,
                "votes": {"Ann": "4", "Ben": "3", "Cem": "3"},
                "exhausted": "1",
                "elected": [],
                "excluded": ["Cem"],
            },
            {"stage": 3, "votes": {"Ann": "4", "Ben": "5"}, "exhausted": "2", "elected": ["Ben"], "excluded": []},
        ],
    }


@pytest.mark.parametrize(
    ("method", "seats", "choices", "elected", "tied", "votes"),
    [
        ("plurality", None, ["b", "b", "a", ""], ["b"], [], {"a": "1", "b": "2"}),
        ("plurality", None, ["b", "a"], [], [["a", "b"]], {"a": "1", "b": "1"}),
        ("plurality", None, ["b>a", "b", "a>b"], ["b"], [], {"a": "1", "b": "2"}),
        ("approval", 2, ["c+a", "a", "b+c"], ["a", "c"], [], {"a": "2", "b": "1", "c": "2"}),
        ("block", 1, ["a+a+b", "b", "b+b"], ["b"], [], {"a": "2", "b": "4"}),
        ("per-candidate", 2, ["a:yes b:no", "a:yes c:yes"], ["a", "c"], [], {"a": "2", "b": "0", "c": "1"}),
        ("yes-no-abstain", None, ["a", "a", "b"], [], [], {"a": "2", "b": "1", "c": "0"}),
    ],
)
def test_json_of_one_stage(
    tmp_path: Path,
    method: str,
    seats: int | None,
    choices: list[str],
    elected: list[str],
    tied: list[list[str]],
    votes: dict[str, str],
) -> None:
    data = data_of(tmp_path, board(*choices), method, seats)
    assert (data["elected"], data["tied"], [stage["votes"] for stage in data["stages"]]) == (elected, tied, [votes])
    assert data["stages"][0]["exhausted"] == str(choices.count(""))


def test_json_of_a_ranking(tmp_path: Path) -> None:
    data = data_of(tmp_path, board("a>b=c", "a>c", "b>a"), "schulze")
    assert (data["ranking"], data["elected"], "stages" in data) == ([["a"], ["b", "c"]], ["a"], False)


TIED = BLT.replace("2 3 2 0", "3 3 0\n3 4 0")


def test_tie_between_stages_stays_open_without_a_seed(tmp_path: Path) -> None:
    data = data_of(tmp_path, TIED, "irv")
    assert (data["tied"], data["elected"], "seed" in data) == ([["Ben", "Cem", "Dan"]], [], False)


WRITTEN = (" Zu\u0308rich 7\t13 ", "Zürich\u00a07 13", "Z\u200bürich 7 13\u200e")
"""The same words, as different keyboards and clipboards write them."""


def test_seed_goes_by_the_ballots_and_the_words_and_not_by_the_bytes(tmp_path: Path) -> None:
    files = [TIED, TIED.replace("\n", "\r\n"), "\ufeff" + TIED.replace("3 3 0\n", "1 3 0 # one\n\n2 3 - 0\n")]
    seeds = []
    for number, text in enumerate(files):
        file = tmp_path / f"{number}.blt"
        file.write_bytes(text.encode())
        counted = json.loads(run_count(file, "irv", words=WRITTEN[number], as_json=True))
        assert counted["stages"][0]["excluded"] == [counted["lots"][0][-1]]
        seeds.append((counted["seed"], counted["elected"]))
    assert seeds == [seeds[0]] * 3
    other = json.loads(run_count(tmp_path / "0.blt", "irv", words="Zurich 7 13", as_json=True))
    assert other["seed"] != seeds[0][0]


@pytest.mark.parametrize("words", ["", " ", "\u200b", "\u2060 \u00a0"])
def test_seed_without_words_is_refused(tmp_path: Path, words: str) -> None:
    (tmp_path / "box.blt").write_text(TIED)
    with pytest.raises(CountFileError, match="--seed needs words"):
        run_count(tmp_path / "box.blt", "irv", words=words)


def test_table_of_stages(tmp_path: Path) -> None:
    (tmp_path / "box.blt").write_text(BLT.replace("4 1\n", "4 2\n"))
    assert run_count(tmp_path / "box.blt", "scottish-stv").splitlines() == [
        "Board",
        "scottish-stv, 2 to elect, 10 ballots, 1 of them blank",
        "",
        "Stage        1    2    3",
        "Ann        4 +    4    4",
        "Ben          3    3  5 +",
        "Cem          2  2 x",
        "Dan        0 x",
        "exhausted    1    1    1",
        "quota        4    4    4",
        "",
        "+ elected   x excluded",
        "",
        "Elected: Ann, Ben",
    ]


def test_table_wider_than_the_terminal_goes_on_below(tmp_path: Path) -> None:
    names = "".join(f'"{"Candidate " * 4}{number}"\n' for number in range(9))
    ballots = "".join(f"{2**number - 1} {number} 0\n" for number in range(1, 10))
    (tmp_path / "box.blt").write_text(f"9 3\n{ballots}0\n{names}")
    lines = run_count(tmp_path / "box.blt", "scottish-stv").splitlines()
    assert [line.split() for line in lines if line.startswith("Stage")] == [
        ["Stage", "1", "2", "3", "4", "5"],
        ["Stage", "6", "7", "8", "9"],
    ]
    assert max(map(len, lines[: lines.index("+ elected   x excluded")])) <= 80


def test_table_of_a_ranking(tmp_path: Path) -> None:
    (tmp_path / "vote.csv").write_text(board("a>b=c", "a>c", "b>a"))
    assert run_count(tmp_path / "vote.csv", "schulze").splitlines()[3:] == [
        "1. a",
        "2. b = c",
        "",
        "Elected: a",
    ]


def test_table_of_ties_and_lots(tmp_path: Path) -> None:
    (tmp_path / "vote.csv").write_text(board("a", "b"))
    assert run_count(tmp_path / "vote.csv", "plurality").splitlines()[-2:] == ["Elected: nobody", "Tied: a, b"]
    lines = run_count(tmp_path / "vote.csv", "irv", words="7 11").splitlines()[-3:]
    assert [line.split(":")[0] for line in lines] == ["Elected", "Lot, first drawn first", "Seed of the lots"]
