"""Folkmoot's own board: CSV with `code,choice`, a line for each ballot."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from bot.cli.election_files.model import CountFileError, Election, add_up
from core.methods.model import ABSTAIN, BLANK, labels

_KNOWN = {label: place for place, label in enumerate(labels(702))}
"""Labels, and how many come before each."""
_NUMBERED = re.compile(r"\b([0-9]+)(?=[a-z])")


def read(lines: Sequence[str], stem: str) -> Election:
    """Read a whole file; `stem` is its title. Raises `CountFileError` with a code that begins with board-."""
    content = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    (first, head), *rows = content
    delimiter = ";" if ";" in head and "," not in head else ","
    if [name.strip().lower() for name in _cells(first, head, delimiter, "board-header")] != ["code", "choice"]:
        raise CountFileError("board-header", line=first, text=head)
    choices = list(_choices(rows, delimiter))
    most = max((_KNOWN[label] for _, choice in choices for label in _labels(choice)), default=-1)
    names = {label: label for label in labels(most + 1)}
    return Election(stem, names, *add_up((line, choice, 1) for line, choice in choices))


def _cells(number: int, line: str, delimiter: str, code: str) -> list[str]:
    """The cells of one line; no cell goes on over several."""
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        raise CountFileError(code, line=number, text=line) from None
    return cells


def _choices(rows: Sequence[tuple[int, str]], delimiter: str) -> Iterator[tuple[int, str]]:
    codes: set[str] = set()
    votes: set[str] = set()
    for number, line in rows:
        cells = [cell.strip() for cell in _cells(number, line, delimiter, "board-row")]
        if len(cells) != 2 or not cells[0]:
            raise CountFileError("board-row", line=number, text=line)
        code, text = cells
        if code in codes:
            raise CountFileError("board-code", line=number, text=code)
        codes.add(code)
        votes |= set(_NUMBERED.findall(text.lower()))
        if len(votes) > 1:
            raise CountFileError("board-vote", line=number, text=text)
        yield number, _choice(text, number)


def _choice(text: str, line: int) -> str:
    """The choice in local labels: `7b>7a` on the board of vote 7 is `b>a`."""
    choice = _NUMBERED.sub("", text.lower())
    named = _labels(choice)
    twice = "+" not in choice and len(set(named)) < len(named)
    if not re.fullmatch(r"[a-z+>=: ]*", choice) or twice or not all(label in _KNOWN for label in named):
        raise CountFileError("board-choice", line=line, text=text)
    return choice


def _labels(choice: str) -> list[str]:
    if choice in {BLANK, ABSTAIN}:
        return []
    answers = [part.partition(":")[0] for part in choice.split()]
    return [label for part in answers for label in re.split(r"[+>=]", part)]
