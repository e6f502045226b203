"""Reading BLT, Debian tally sheets and boards."""

from pathlib import Path

import pytest

from bot.cli.election_files import CountFileError, Election, read_election
from core.totals import Totals

NAMES = '"Ann"\n"Ben"\n"Cem"\n"A title"\n'
SHEET = """
     Option 1----->: Ann Lee
   /  Option 2---->: Ben
   |/  Option 3--->: None Of The Above
V: 132 \t0023
"""
TWICE = SHEET.replace("Ben", "\u0410nn Lee")


def read(folder: Path, text: str | bytes, name: str = "file.txt") -> Election:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_election(file)


def heads(election: Election) -> dict[str, int]:
    return {choice: number.heads for choice, number in election.ballots.items()}


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("", "file-format", "is neither BLT nor a Debian tally sheet nor a board"),
        ("hello", "file-format", "is neither BLT nor a Debian tally sheet nor a board"),
        ("3 0\n0\n" + NAMES, "blt-header", 'line 1: expected the numbers of candidates and seats, found "3 0"'),
        ("3 1 7\n0\n" + NAMES, "blt-header", 'line 1: expected the numbers of candidates and seats, found "3 1 7"'),
        ("3 1\n2 1 0\n", "blt-end", "no line with a single 0 ends the ballots"),
        ("3 1\n2 1\n0\n" + NAMES, "blt-line", 'line 2: "2 1" is no ballot of this election'),
        ("3 1\n\n2 4 0\n0\n" + NAMES, "blt-line", 'line 3: "2 4 0" is no ballot of this election'),
        ("3 1\n2 1 1 0\n0\n" + NAMES, "blt-line", 'line 2: "2 1 1 0" is no ballot of this election'),
        ("3 1\nx 1 0\n0\n" + NAMES, "blt-line", 'line 2: "x 1 0" is no ballot of this election'),
        ('3 1\n0\n"Ann"\n"Ben"\n', "blt-names", "found 2 names of 3 candidates"),
        ('3 1\n0\n"Ann"\n"Ben"\n"ann"\n', "file-alike", 'line 5: the name "ann" looks like one before it'),
        ('2 1\n0\n"André"\n"Andre\u0301"\n', "file-alike", 'line 4: the name "André" looks like one before it'),
        ('2 1\n0\n"Ann"\n"A\u200bnn"\n', "file-alike", 'line 4: the name "Ann" looks like one before it'),
        (TWICE, "file-alike", 'line 3: the name "\u0410nn Lee" looks like one before it'),
        ("code,choice\nx,b\ny,a>a\n", "board-choice", 'line 3: "a>a" is no choice'),
        (SHEET + "V: 12 \t00ff\n", "sheet-line", 'line 6: "12" does not have a digit for each option'),
        ("code,choice\nx,a>b\ny,a!b\n", "board-choice", 'line 3: "a!b" is no choice'),
        ("code,choice\nx,a>\n", "board-choice", 'line 2: "a>" is no choice'),
    ],
)
def test_file_refused(tmp_path: Path, text: str, code: str, sentence: str) -> None:
    with pytest.raises(CountFileError) as refused:
        read(tmp_path, text)
    assert (refused.value.code, str(refused.value).replace(f"{tmp_path}/file.txt ", "")) == (code, sentence)


def test_file_missing(tmp_path: Path) -> None:
    with pytest.raises(CountFileError, match=r"none\.blt cannot be read"):
        read_election(tmp_path / "none.blt")


def test_blt_read(tmp_path: Path) -> None:
    text = "3 2 # comment\n2 1 2 0\n3 3,0,\n2 1 2 0 # twice\n4 0\n1 2 - 3 0\n0\n" + NAMES
    text = text.replace("3 3,0,", "3 3 0,")
    assert read(tmp_path, text) == Election(
        title="A title",
        names={"a": "Ann", "b": "Ben", "c": "Cem"},
        ballots={
            "a>b": Totals(4, 4_000_000),
            "c": Totals(3, 3_000_000),
            "": Totals(4, 4_000_000),
            "b>c": Totals(1, 1_000_000),
        },
        lines={"a>b": 2, "c": 3, "": 5, "b>c": 6},
        seats=2,
    )


def test_blt_withdrawn_candidate_leaves_the_rankings(tmp_path: Path) -> None:
    election = read(tmp_path, "3 1\n-2\n2 1 2 3 0\n1 2 0\n0\n" + NAMES)
    assert (election.names, heads(election)) == ({"a": "Ann", "b": "Cem"}, {"a>b": 2, "": 1})


def test_blt_equal_ranks(tmp_path: Path) -> None:
    assert heads(read(tmp_path, "3 1\n2 3=1 2 0\n0\n" + NAMES)) == {"a=c>b": 2}


def test_blt_without_title_in_latin_1(tmp_path: Path) -> None:
    election = read(tmp_path, '2 1\n1 2 0\n0\n"J\xf6rg #1"\n"Zo\xeb"\n'.encode("latin-1"), "ward-7.blt")
    assert (election.title, election.names) == ("ward-7", {"a": "Jörg #1", "b": "Zoë"})


def test_blt_names_in_comments(tmp_path: Path) -> None:
    text = "2 1\n1 2 0\n0\n# ALTERNATIVE NAME 1: Ann (X)\n# ALTERNATIVE NAME 2: Ben\nGovan\n"
    election = read(tmp_path, text)
    assert (election.title, election.names) == ("Govan", {"a": "Ann (X)", "b": "Ben"})


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('"Kevin  LANG"', "Kevin  LANG"),
        ('"Jo "Jim" ORR"', 'Jo "Jim" ORR'),
        ('"Jo BRODIE" "Independent"', "Jo BRODIE (Independent)"),
        ('"Jo SPEED ""Independent"""', "Jo SPEED (Independent)"),
        ('"""Jo BRAWN"" ""Labour"""', "Jo BRAWN (Labour)"),
    ],
)
def test_blt_name_in_quotes(tmp_path: Path, line: str, name: str) -> None:
    path = tmp_path / "ward.blt"
    path.write_text(f'2 1\n1 1 0\n0\n{line}\n"Bea"\n"Ward"\n')
    assert read_election(path).names == {"a": name, "b": "Bea"}


def test_sheet_read(tmp_path: Path) -> None:
    election = read(tmp_path, SHEET + "V: 1-1 \t00aa\nV: --- \t00bb\nV: 929 \t00cc\n", "debian-1999-tally.txt")
    assert election == Election(
        title="debian-1999-tally",
        names={"a": "Ann Lee", "b": "Ben", "c": "None Of The Above"},
        ballots={choice: Totals(1, 1_000_000) for choice in ("a>c>b", "a=c", "", "b>a=c")},
        lines={"a>c>b": 5, "a=c": 6, "": 7, "b>a=c": 8},
        default_option="c",
    )


@pytest.mark.parametrize(
    ("rows", "choices", "labels"),
    [
        ("code,choice\nk1,b>a=c\nk2,\nk3,b>a=c\n", {"b>a=c": 2, "": 1}, "abc"),
        ("code;choice\nk1;a+c\n", {"a+c": 1}, "abc"),
        ('\ufeff"code","choice"\n"k1","7b"\n"k2","abstain"\n', {"b": 1, "abstain": 1}, "ab"),
        ("code,choice\nk1,a:yes b:no\n", {"a:yes b:no": 1}, "ab"),
        ("code,choice\nk1,7c+7a\n", {"c+a": 1}, "abc"),
        ("code,choice\n", {}, ""),
    ],
)
def test_board_read(tmp_path: Path, rows: str, choices: dict[str, int], labels: str) -> None:
    election = read(tmp_path, rows, "board-7.csv")
    assert (election.title, heads(election), "".join(election.names)) == ("board-7", choices, labels)
