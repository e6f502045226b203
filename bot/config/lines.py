"""Which line of a TOML text a value stands on; `tomllib` does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]\]?")
_VALUE = re.compile(rf"\s*({_DOTTED})\s*=")


def lines_of(text: str) -> Mapping[str, int]:
    """Lines, from 1, by path as in `Fault.path`. Keys of inline tables are not in it."""
    found: dict[str, int] = {}
    tables: Counter[str] = Counter()
    header = ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _HEADER.match(line):
            header = _enter(_names(match[2]), tables, array=match[1] == "[[")
            found.setdefault(header, number)
        elif match := _VALUE.match(line):
            found.setdefault(".".join(filter(None, (header, *_names(match[1])))), number)
    return found


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_KEY, dotted)]


def _enter(names: Sequence[str], tables: Counter[str], *, array: bool) -> str:
    """The path of a header; names of arrays on the way mean their last table."""
    path = ""
    for name in names[:-1]:
        path = f"{path}.{name}".removeprefix(".")
        path += f"[{tables[path]}]" if tables[path] else ""
    path = f"{path}.{names[-1]}".removeprefix(".")
    if array:
        tables[path] += 1
        path += f"[{tables[path]}]"
    return path


def line_at(path: str, lines: Mapping[str, int]) -> int:
    """The line of a value, or of the nearest table around it; 0 if there is none."""
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path, 0)
