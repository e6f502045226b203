"""BLT: `candidates seats`, `-withdrawn ...`, ballots `number preference ... 0`, `0`, names and title in quotes.

A preference is a number, several with `=` between them, or `-` for a place left out. `#` begins a comment, except
inside quotes; in some public files comments hold the names, as `# ALTERNATIVE NAME 1: Ann`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from bot.cli.election_files.model import MOST_CANDIDATES, CountFileError, Election, add_up, of_a_length, that_look_alike
from core.methods.model import label_order, labels
from core.names import clean

_Line: TypeAlias = tuple[int, str]
_NUMBER = r"[0-9]{1,9}"
_LONG_NUMBER = re.compile(r"[0-9]{10,}")
_HEADER = re.compile(rf"({_NUMBER})\s+({_NUMBER})")
_BALLOT = re.compile(rf"{_NUMBER}(?:\s+(?:-|{_NUMBER}(?:\s*=\s*{_NUMBER})*))*\s+0")
_GONE = re.compile(rf"-{_NUMBER}(?:\s+-{_NUMBER})*|\[withdrawn(?:\s+{_NUMBER})+\]", re.IGNORECASE)
_TIE = re.compile(r"\[\s*tie\b.*", re.IGNORECASE)
_ALTERNATIVE_NAME = re.compile(r"# ALTERNATIVE NAME ([0-9]+):(.+)")
_SEVERAL = re.compile(r'"[^"]*"(?:[\s,]+"[^"]*")+')


def read(lines: Sequence[str], stem: str) -> Election:
    """Read a whole file; `stem` is its title if it gives none. Raises `CountFileError` with a code that begins so."""
    content = [(number, text) for number, raw in enumerate(lines, 1) if (text := _content(raw))]
    candidates, seats = _header(*content[0])
    end = next((place for place, (_, text) in enumerate(content) if text == "0"), None)
    if end is None:
        raise CountFileError("blt-end")
    gone, choices = _ballots(content[1:end], candidates)
    names, title = _names(content[end + 1 :], candidates, lines)
    left = [number for number in range(1, candidates + 1) if number not in gone]
    label_of = dict(zip(left, labels(len(left)), strict=True))
    counted = ((line, _choice(preferences, label_of), times) for line, times, preferences in choices)
    return Election(title or stem, {label_of[n]: names[n - 1] for n in left}, *add_up(counted), seats)


def _content(line: str) -> str:
    """A line without its comment."""
    if alternative := _ALTERNATIVE_NAME.match(line):
        return alternative[2].strip()
    last = line.rfind('"')
    text = line[: last + 1] + line[last + 1 :].partition("#")[0] if last >= 0 else line.partition("#")[0]
    return text.strip(", \t")


def _header(number: int, line: str) -> tuple[int, int]:
    _see_numbers(number, line)
    found = _HEADER.fullmatch(line)
    candidates, seats = (int(found[1]), int(found[2])) if found else (0, 0)
    if not candidates or not seats:
        raise CountFileError("blt-header", line=number, text=line)
    if candidates > MOST_CANDIDATES:
        raise CountFileError("file-many", line=number, given=candidates, limit=MOST_CANDIDATES)
    return candidates, seats


def _see_numbers(number: int, line: str) -> None:
    if long := _LONG_NUMBER.search(line):
        raise CountFileError("blt-number", line=number, text=long[0])


def _ballots(lines: Sequence[_Line], candidates: int) -> tuple[set[int], list[tuple[int, int, str]]]:
    """Who withdrew, and in which line how many chose what."""
    gone: set[int] = set()
    choices = []
    for number, line in lines:
        if _TIE.fullmatch(line):
            raise CountFileError("blt-tie", line=number, text=line)
        if _GONE.fullmatch(line):
            gone |= _withdrawn(number, line, candidates, gone)
        else:
            choices.append((number, *_ballot(number, line, candidates)))
    return gone, choices


def _withdrawn(number: int, line: str, candidates: int, before: set[int]) -> set[int]:
    named = [int(word) for word in re.findall(_NUMBER, line)]
    if len({*named, *before}) < len(named) + len(before) or not all(1 <= one <= candidates for one in named):
        raise CountFileError("blt-withdrawn", line=number, text=line)
    return set(named)


def _ballot(number: int, line: str, candidates: int) -> tuple[int, str]:
    _see_numbers(number, line)
    if not _BALLOT.fullmatch(line):
        raise CountFileError("blt-line", line=number, text=line)
    times, *preferences, _ = re.sub(r"\s*=\s*", "=", line).split()
    named = [int(one) for preference in preferences if preference != "-" for one in preference.split("=")]
    if not int(times) or len(set(named)) < len(named) or not all(1 <= one <= candidates for one in named):
        raise CountFileError("blt-line", line=number, text=line)
    return int(times), " ".join(preferences)


def _choice(preferences: str, label_of: dict[int, str]) -> str:
    ranks = [rank.split("=") for rank in preferences.split() if rank != "-"]
    kept = [sorted((label_of[int(n)] for n in rank if int(n) in label_of), key=label_order) for rank in ranks]
    return ">".join("=".join(rank) for rank in kept if rank)


def _names(lines: Sequence[_Line], candidates: int, raw: Sequence[str]) -> tuple[list[str], str]:
    told = list(_told(lines, candidates))
    names = [text for _, text in told[:candidates]]
    if len(names) < candidates:
        raise CountFileError("blt-names", given=len(names), needed=candidates)
    if empty := next((number for number, text in told[:candidates] if not text), 0):
        raise CountFileError("blt-name", line=empty, text="")
    that_look_alike(told[:candidates])
    _in_order([number for number, _ in told], candidates, raw)
    if len(told) > candidates + 1:
        number, text = told[candidates + 1]
        raise CountFileError("blt-more", line=number, text=text)
    return names, told[candidates][1] if len(told) > candidates else ""


def _in_order(numbers: Sequence[int], candidates: int, raw: Sequence[str]) -> None:
    """A name in a comment says whose it is; out of order another one would be elected."""
    for place, number in enumerate(numbers, 1):
        said = _ALTERNATIVE_NAME.match(raw[number - 1])
        if said and (place > candidates or said[1].lstrip("0") != str(place)):
            raise CountFileError("blt-order", line=number, given=said[1])


def _told(lines: Sequence[_Line], candidates: int) -> Iterator[_Line]:
    """Names and title: one a line; in the oldest files several on a line, which is clear where the lines are fewer."""
    several = [number for number, line in lines if _SEVERAL.fullmatch(line)]
    if several and len(lines) <= candidates:
        parts = [(number, part) for number, line in lines for part in _apart(line)]
        if len(lines) == candidates or len(parts) < candidates:
            number = several[0]
            raise CountFileError("blt-name", line=number, text=dict(lines)[number])
        yield from ((number, _name(number, part)) for number, part in parts)
    else:
        yield from ((number, _name(number, line)) for number, line in lines)


def _apart(line: str) -> list[str]:
    return re.findall(r'"[^"]*"', line) if _SEVERAL.fullmatch(line) else [line]


def _name(number: int, line: str) -> str:
    """A name in quotes or without; a party in quotes of its own stands in brackets, as `Ann (Independent)`."""
    if line.count('"') % 2 or (line.startswith('"') != line.endswith('"')):
        raise CountFileError("blt-name", line=number, text=line)
    text = line.removeprefix('"').removesuffix('"').replace('""', '"').strip()
    parts = re.fullmatch(r'"?([^"]+?)"?\s+"([^"]+)"?', text)
    told = f"{parts[1]} ({parts[2].strip()})" if parts else text.strip('"').strip()
    return of_a_length(number, clean(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", told)).strip())
