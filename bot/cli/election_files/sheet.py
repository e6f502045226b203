"""A Debian tally sheet: a head that is prose and names the options, then a line for each vote.

A vote is one digit an option (letters after 9), `-` for not ranked, and a hash that is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cli.election_files.model import MOST_CANDIDATES, CountFileError, Election, add_up, of_a_length, that_look_alike
from core.methods.model import labels
from core.names import tidied

VOTE = re.compile(r"V:\s+([0-9A-Za-z-]+)(?:\s+[0-9A-Za-z+/=]*)?\s*")
_OPTION = re.compile(r"[\s|/\\]*Option\s+([0-9]{1,9})\s*-+>\s*:\s*(\S.*)")
_MEANT = re.compile(r"[\s|/\\]*Option\b|V:")


def read(lines: Sequence[str], stem: str) -> Election:
    """Read a whole file; `stem` is its title. Raises `CountFileError`: file-many, sheet-line, sheet-unknown."""
    first = next(place for place, line in enumerate(lines) if VOTE.match(line))
    names = _options(lines[:first])
    of, votes = labels(len(names)), [(number, line) for number, line in enumerate(lines, 1) if number > first]
    choices = [(number, _choice(number, line, of), 1) for number, line in votes if line.strip()]
    return Election(stem, dict(zip(of, names, strict=True)), *add_up(choices), default_option=of[-1])


def _options(head: Sequence[str]) -> list[str]:
    """The names, numbered from 1 on."""
    names: list[str] = []
    places: list[int] = []
    for number, line in enumerate(head, 1):
        found = _OPTION.fullmatch(line)
        if found and int(found[1]) == len(names) + 1:
            if len(names) == MOST_CANDIDATES:
                raise CountFileError("file-many", line=number, given=len(names) + 1, limit=MOST_CANDIDATES)
            if not tidied(found[2]):
                raise CountFileError("sheet-unknown", line=number, text=line.strip())
            names.append(of_a_length(number, tidied(found[2])))
            places.append(number)
        elif _MEANT.match(line):
            raise CountFileError("sheet-unknown", line=number, text=line.strip())
    if not names:
        raise CountFileError("sheet-unknown", line=len(head) + 1, text="V:")
    that_look_alike(zip(places, names, strict=True))
    return names


def _choice(number: int, line: str, of: Sequence[str]) -> str:
    vote = VOTE.fullmatch(line)
    if vote is None:
        raise CountFileError("sheet-unknown", line=number, text=line.strip())
    if len(vote[1]) != len(of):
        raise CountFileError("sheet-line", line=number, text=vote[1])
    ranks: dict[int, list[str]] = {}
    for label, digit in zip(of, vote[1], strict=True):
        if digit != "-":
            ranks.setdefault(int(digit, 36), []).append(label)
    return ">".join("=".join(equals) for _, equals in sorted(ranks.items()))
