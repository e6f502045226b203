"""Election files: a line is understood or refused with its number, never passed over."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.election_files import CountFileError, Election, read_election

ABC = '"Ann"\n"Ben"\n"Cem"\n'
HEAD = "  Option 1--->: Ann\n/ Option 2-->: Nobody\n"


def read(folder: Path, text: str | bytes) -> Election:
    file = folder / "file.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_election(file)


def blt(*lines: str, names: str = ABC) -> str:
    return "\n".join(["3 1", *lines, "0", names])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (blt("4 1 ² 0"), "blt-line", 2),
        (blt("4 1==2 0"), "blt-line", 2),
        (blt("4 1= 0"), "blt-line", 2),
        (blt("4 =1 0"), "blt-line", 2),
        (blt("4 1 0 2 0"), "blt-line", 2),
        (blt("1 0", "٣ 1 0"), "blt-line", 3),
        (blt("1.5 1 0"), "blt-line", 2),
        (blt("0 1 0"), "blt-line", 2),
        (blt("(id) 1 0"), "blt-line", 2),
        (blt("9" * 5000 + " 1 0"), "blt-number", 2),
        (blt("1 " + "9" * 5000 + " 0"), "blt-number", 2),
        ("9" * 5000 + " 1\n0\n", "blt-number", 1),
        ("5000000 1\n0\n", "file-many", 1),
        ("3 " + "1" * 5000 + "\n0\n", "blt-number", 1),
        ("".join(f"Option {n}-->: N{n}\n" for n in range(1, 1002)) + "V: 12\n", "file-many", 1001),
        (blt("-4"), "blt-withdrawn", 2),
        (blt("-0"), "blt-withdrawn", 2),
        (blt("-2 -2"), "blt-withdrawn", 2),
        (blt("-2", "-2"), "blt-withdrawn", 3),
        (blt("[withdrawn 7]"), "blt-withdrawn", 2),
        (blt("[withdrawn Ann]"), "blt-line", 2),
        (blt("[tie 2 1 3]"), "blt-tie", 2),
        (blt("[nick a b c]"), "blt-line", 2),
        (blt(names=ABC + '"Title"\n"Dan"'), "blt-more", 7),
        (blt(names='"Ann\n"Ben"\n"Cem"'), "blt-name", 3),
        (blt(names='"Ann"\n"Ben"\nCem"'), "blt-name", 5),
        (blt(names=f'"{"A" * 301}"\n"Ben"\n"Cem"'), "file-long", 3),
        (blt(names=f'{ABC}"{"T" * 301}"'), "file-long", 6),
        (f"Option 1-->: {'A' * 301}\nOption 2-->: B\nV: 12\n", "file-long", 1),
        (blt(names='"Ann" x\n"Ben"\n"Cem"'), "blt-name", 3),
        (blt(names='"Ann" "Ben"\n"Cem"\n"Title"'), "blt-name", 3),
        (blt(names='"Ann"\n""\n"Cem"'), "blt-name", 4),
        (
            blt(names="# ALTERNATIVE NAME 2: Ben\n# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 3: Cem\n"),
            "blt-order",
            3,
        ),
        (
            blt(names="# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 1: Ben\n# ALTERNATIVE NAME 3: Cem\n"),
            "blt-order",
            4,
        ),
        (blt(names=ABC + "# ALTERNATIVE NAME 1: Dan\n"), "blt-order", 6),
        (HEAD.replace("Ann", "\u200b") + "V: 12 \tff\n", "sheet-unknown", 1),
        (HEAD + "V: 12 \tff\nV: 1 2 3 \tff\n", "sheet-unknown", 4),
        (HEAD + "V: 12 \tff\nV 21 \tff\n", "sheet-unknown", 4),
        (HEAD + "V: 12 \tff\n12 \tff\n", "sheet-unknown", 4),
        (HEAD + "V: 1² \tff\nV: 12 \tff\n", "sheet-unknown", 3),
        (HEAD.replace("2--", "3--") + "V: 12 \tff\n", "sheet-unknown", 2),
        (HEAD.replace("1--->: ", "1---> ") + "V: 12 \tff\n", "sheet-unknown", 1),
        ("code,choice,name\nx,a,Ann\n", "board-header", 1),
        ("code,vote\nx,a\n", "board-header", 1),
        ('"code,choice\nx,a\n', "board-header", 1),
        ('code,choice\nx,"a\ny,b\n', "board-row", 2),
        ('code,choice\nx,"a"b\ny,b\n', "board-row", 2),
        ("code,choice\nx\n", "board-row", 2),
        ("code,choice\nx,a\n,b\n", "board-row", 3),
        ("code,choice\nx,a,b\n", "board-row", 2),
        ("code,choice\nx,a\nx,b\n", "board-code", 3),
        ("code,choice\nx,7a\ny,8a\n", "board-vote", 3),
        ("code,choice\nx," + "9" * 5000 + "\n", "board-choice", 2),
        ("code,choice\nx,a\u2028b\n", "board-choice", 2),
    ],
)
def test_line_refused_with_its_number(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(CountFileError) as refused:
        read(tmp_path, text)
    assert (refused.value.code, refused.value.data["line"]) == (code, line)
    assert (f"line {line}: " in str(refused.value), len(str(refused.value)) < 200) == (True, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (blt(names='"Ann" # who?\n"Ben", # 2nd\n"Cem"'), ["Ann", "Ben", "Cem"]),
        (blt(names='"Ann" "Ben"\n"Cem" "Title"'), ["Ann", "Ben", "Cem"]),
        (blt(names='"Ann" "Ben" "Cem" "Title"'), ["Ann", "Ben", "Cem"]),
        (blt(names='"Ann" "Ben"\n"Cem"'), ["Ann", "Ben", "Cem"]),
        (blt(names='"A\u2028nn"\n"Ben"\n"Cem"'), ["A nn", "Ben", "Cem"]),
        (blt(names='"A\x0bnn"\n"B\x1cen"\n"Cem"'), ["A nn", "B en", "Cem"]),
        (blt(names=ABC).encode().replace(b"Ann", b"An\x85n"), ["An\u2026n", "Ben", "Cem"]),
        (blt(names=ABC).replace("\n", "\r"), ["Ann", "Ben", "Cem"]),
        (blt("[withdrawn 2]"), ["Ann", "Cem"]),
        (blt("-3", "-1"), ["Ben"]),
    ],
)
def test_names_understood(tmp_path: Path, text: str | bytes, names: list[str]) -> None:
    assert list(read(tmp_path, text).names.values()) == names


def test_count_on_a_terminal_that_lacks_letters(tmp_path: Path) -> None:
    file = tmp_path / "box.blt"
    file.write_text('2 1\n3 1 0\n0\n"Jörg"\n"Łucja"\n', encoding="utf-8")
    for options, shown in (((), r"J\xf6rg"), (("--json",), "J\\u00f6rg")):
        run = subprocess.run(
            [sys.executable, "-m", "bot", "count", str(file), "--method", "irv", *options],
            env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (run.returncode, run.stderr, shown in run.stdout) == (0, "", True)


@pytest.mark.parametrize(
    ("line", "shown"),
    [("4 1 0\u200b", r"4 1 0\u200b"), ("4 1 0\x1b[2J", r"4 1 0\x1b[2J"), ("4 1 \u202e0", r"4 1 \u202e0")],
)
def test_sign_that_nobody_sees_is_shown_by_its_number(tmp_path: Path, line: str, shown: str) -> None:
    with pytest.raises(CountFileError) as refused:
        read(tmp_path, blt(line))
    assert str(refused.value) == f'line 2: "{shown}" is no ballot of this election'
