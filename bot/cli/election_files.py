"""Elections in files: BLT, Debian tally sheets and Folkmoot's own boards."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.methods.model import ABSTAIN, BLANK, label_order, labels
from core.totals import NOBODY, UNIT, Totals

_SENTENCES = {
    "file-missing": "{file} cannot be read",
    "file-format": "{file} is neither BLT nor a Debian tally sheet nor a board",
    "blt-header": 'line {line}: expected the numbers of candidates and seats, found "{text}"',
    "blt-line": 'line {line}: "{text}" is no ballot of this election',
    "blt-end": "no line with a single 0 ends the ballots",
    "blt-names": "found {given} different names of {needed} candidates",
    "sheet-line": 'line {line}: "{text}" does not have a digit for each option',
    "board-choice": 'line {line}: "{text}" is no choice',
    "method-unknown": '"{method}" is no method; there are {known}',
    "settings": "{method} cannot be counted like this: {fault} is {given}, allowed {allowed}",
    "choice": 'the choice "{text}" does not fit {method}: {fault} {label}',
}


class CountFileError(ValueError):
    """A file that cannot be counted. `code` is stable, `data` names the place and what stands there, str() says it."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(_SENTENCES[code].format(**data).rstrip())
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Election:
    """What a file holds. Choices are canonical, with the labels of `names`."""

    title: str
    names: dict[str, str]
    """Label to name, without those who withdrew."""
    ballots: dict[str, Totals]
    seats: int | None = None
    """Only BLT says."""
    default_option: str = ""
    """The last option of a Debian tally sheet."""


_SHEET_OPTION = re.compile(r"Option\s+[0-9]+\s*-+>\s*:\s*(.+)")
_SHEET_VOTE = re.compile(r"V:\s+([0-9A-Za-z-]+)")
_ALTERNATIVE_NAME = re.compile(r"# ALTERNATIVE NAME [0-9]+:(.+)")
_LABEL = re.compile(r"[0-9]*([a-z]{1,2})")


def read_election(file: Path) -> Election:
    """Read any of the three formats, told apart by their content.

    Raises `CountFileError` with code file-missing, file-format, blt-header, blt-line, blt-end, blt-names,
    sheet-line or board-choice.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise CountFileError("file-missing", file=str(file)) from None
    lines = _text(content).splitlines()
    first = next((line.strip() for line in lines if line.strip()), "")
    if re.match(r"[0-9]+\s+[0-9]+\b", first):
        return _Blt(lines).election(file.stem)
    if any(_SHEET_VOTE.match(line) for line in lines):
        return _read_sheet(lines, file.stem)
    if re.match(r'"?code"?\s*[,;]', first, re.IGNORECASE):
        return _read_board(lines, file.stem)
    raise CountFileError("file-format", file=str(file))


def _text(content: bytes) -> str:
    """UTF-8 with or without a mark; older files are Latin-1."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _add_up(choices: Iterable[tuple[str, int]]) -> dict[str, Totals]:
    ballots: dict[str, Totals] = {}
    for choice, number in choices:
        ballots[choice] = ballots.get(choice, NOBODY).plus(Totals(number, number * UNIT))
    return ballots


class _Blt:
    """`candidates seats`, `-withdrawn ...`, ballots `number preference ... 0`, `0`, names and title in quotes."""

    def __init__(self, lines: Sequence[str]) -> None:
        cleaned = ((number, _without_comment(raw)) for number, raw in enumerate(lines, 1))
        self.lines = [(number, line) for number, line in cleaned if line]

    def election(self, stem: str) -> Election:
        candidates, seats = self._header()
        end = next((place for place, (_, line) in enumerate(self.lines) if line == "0"), None)
        if end is None:
            raise CountFileError("blt-end")
        rows = list(self._rows(self.lines[1:end], candidates))
        gone = {-int(word) for words in rows if words[0].startswith("-") for word in words}
        names, title = self._names(self.lines[end + 1 :], candidates)
        label_of = dict(zip((n for n in range(1, candidates + 1) if n not in gone), labels(candidates), strict=False))
        choices = ((self._choice(words, label_of), int(words[0])) for words in rows if not words[0].startswith("-"))
        kept = {label: names[number - 1] for number, label in label_of.items()}
        return Election(title or stem, kept, _add_up(choices), seats)

    def _header(self) -> tuple[int, int]:
        number, line = self.lines[0]
        words = line.split()
        if len(words) != 2 or not all(word.isdigit() and int(word) for word in words):
            raise CountFileError("blt-header", line=number, text=line)
        return int(words[0]), int(words[1])

    def _rows(self, lines: Sequence[tuple[int, str]], candidates: int) -> Iterator[list[str]]:
        for number, line in lines:
            words = line.replace("=", " = ").split()
            numbers = [word for word in words if word not in {"=", "-"}]
            if line.startswith("-") and all(re.fullmatch(r"-[0-9]+", word) for word in words):
                yield words
                continue
            fine = all(word.isdigit() for word in numbers) and len(numbers) > 1 and numbers[-1] == "0"
            named = numbers[1:-1]
            if not fine or len(set(named)) < len(named) or not all(1 <= int(word) <= candidates for word in named):
                raise CountFileError("blt-line", line=number, text=line)
            yield words

    @staticmethod
    def _choice(words: list[str], label_of: dict[int, str]) -> str:
        ranks = [rank.split("=") for rank in " ".join(words[1:-1]).replace(" = ", "=").split() if rank != "-"]
        kept = [sorted((label_of[int(n)] for n in rank if int(n) in label_of), key=label_order) for rank in ranks]
        return ">".join("=".join(rank) for rank in kept if rank)

    @staticmethod
    def _names(lines: Sequence[tuple[int, str]], candidates: int) -> tuple[list[str], str]:
        names = [_name(line) for _, line in lines]
        if len(names) < candidates or len(set(names[:candidates])) < candidates:
            raise CountFileError("blt-names", given=len(set(names[:candidates])), needed=candidates)
        return names[:candidates], names[candidates] if len(names) > candidates else ""


def _name(line: str) -> str:
    """A name in quotes or without; a party in quotes of its own stands in brackets, as `Ann (Independent)`."""
    text = line.removeprefix('"').removesuffix('"').replace('""', '"').strip()
    parts = re.fullmatch(r'"?([^"]+?)"?\s+"([^"]+)"?', text)
    return f"{parts[1]} ({parts[2].strip()})" if parts else text.strip('"').strip()


def _without_comment(line: str) -> str:
    """A line of BLT; some public files give the names in comments."""
    if alternative := _ALTERNATIVE_NAME.match(line):
        return alternative[1].strip()
    return (line if '"' in line else line.partition("#")[0]).strip(", \t")


def _read_sheet(lines: Sequence[str], stem: str) -> Election:
    names = [match[1].strip() for line in lines if (match := _SHEET_OPTION.search(line))]
    of = labels(len(names))
    choices = []
    for number, line in enumerate(lines, 1):
        if match := _SHEET_VOTE.match(line):
            if len(match[1]) != len(names):
                raise CountFileError("sheet-line", line=number, text=match[1])
            choices.append((_sheet_choice(match[1], of), 1))
    return Election(stem, dict(zip(of, names, strict=True)), _add_up(choices), default_option=of[-1])


def _sheet_choice(digits: str, of: Sequence[str]) -> str:
    """One digit an option (letters after 9), `-` for not ranked."""
    ranks: dict[int, list[str]] = {}
    for label, digit in zip(of, digits, strict=True):
        if digit != "-":
            ranks.setdefault(int(digit, 36), []).append(label)
    return ">".join("=".join(equals) for _, equals in sorted(ranks.items()))


def _read_board(lines: Sequence[str], stem: str) -> Election:
    delimiter = ";" if ";" in lines[0] and "," not in lines[0] else ","
    rows = list(csv.reader(lines, delimiter=delimiter))
    column = [name.strip().lower() for name in rows[0]].index("choice") if "choice" in lines[0].lower() else 1
    choices = [
        _board_choice(row[column] if len(row) > column else "", number) for number, row in enumerate(rows[1:], 2) if row
    ]
    of = labels(max((_index(label) for choice in choices for label in _labels(choice)), default=-1) + 1)
    return Election(stem, {label: label for label in of}, _add_up((choice, 1) for choice in choices))


def _board_choice(text: str, line: int) -> str:
    """The choice in local labels: `7b>7a` on the board of vote 7 is `b>a`."""
    choice = re.sub(r"\b[0-9]+([a-z])", r"\1", text.strip().lower())
    if not re.fullmatch(r"[a-z+>=: ]*", choice) or any(not _LABEL.fullmatch(label) for label in _labels(choice)):
        raise CountFileError("board-choice", line=line, text=text)
    return choice


def _labels(choice: str) -> list[str]:
    if choice in {BLANK, ABSTAIN}:
        return []
    answers = [part.partition(":")[0] for part in choice.split()]
    return [label for part in answers for label in re.split(r"[+>=]", part)]


def _index(label: str) -> int:
    place = 0
    for letter in label:
        place = place * 26 + ord(letter) - ord("a") + 1
    return place - 1
