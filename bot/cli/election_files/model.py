"""An election that was read from a file, and what can be wrong with a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.names import alike
from core.totals import NOBODY, UNIT, Totals

MOST_CANDIDATES = 1000
LONGEST_NAME = 300
"""Characters of a name and of a title."""
LONGEST_QUOTE = 60
"""Characters of a line that a sentence repeats."""
_SENTENCES = {
    "file-missing": "{file} cannot be read",
    "file-format": "{file} is neither BLT nor a Debian tally sheet nor a board",
    "blt-header": 'line {line}: expected the numbers of candidates and seats, found "{text}"',
    "file-many": "line {line}: {given} candidates are too many; at most {limit} can be counted",
    "file-alike": 'line {line}: the name "{text}" looks like one before it',
    "file-long": "line {line}: a name or a title has at most {limit} characters",
    "file-nobody": "there is nobody to elect in {file}",
    "file-seats": "{seats} seats are too many; at most {limit} can be filled",
    "blt-number": 'line {line}: "{text}" is too large a number; they have nine digits at most',
    "blt-line": 'line {line}: "{text}" is no ballot of this election',
    "blt-end": "no line with a single 0 ends the ballots",
    "blt-names": "found {given} names of {needed} candidates",
    "blt-name": 'line {line}: "{text}" is no name in quotes, alone on its line',
    "blt-more": 'line {line}: "{text}" comes after the names of all candidates and the title',
    "blt-order": "line {line}: the name of candidate {given} stands at another place than the candidate",
    "blt-withdrawn": 'line {line}: "{text}" names a candidate who does not exist, or the same one twice',
    "blt-tie": 'line {line}: "{text}" is not understood; ties are broken by --seed WORDS',
    "sheet-line": 'line {line}: "{text}" does not have a digit for each option',
    "sheet-unknown": 'line {line}: "{text}" is neither a vote nor the name of an option',
    "board-choice": 'line {line}: "{text}" is no choice',
    "board-header": 'line {line}: "{text}" is not the head of a board, which is code,choice',
    "board-row": 'line {line}: "{text}" is not a code and a choice',
    "board-code": 'line {line}: the code "{text}" was there before',
    "board-vote": 'line {line}: "{text}" belongs to another vote than the lines before',
    "seed": "--seed needs words that nobody could choose, such as tonight's lottery numbers",
    "method-unknown": '"{method}" is no method; there are {known}',
    "settings": "{method} cannot be counted like this: {fault} is {given}, allowed {allowed}",
    "choice": 'line {line}: the choice "{text}" does not fit {method}: {fault} {label}',
}


class CountFileError(ValueError):
    """A file that cannot be counted. `code` is stable, `data` names the place and what stands there, str() says it."""

    def __init__(self, code: str, **data: str | int) -> None:
        cut = {key: str(value)[:LONGEST_QUOTE] if key == "text" else str(value) for key, value in data.items()}
        shown = {key: _visible(value) for key, value in cut.items()}
        super().__init__(_SENTENCES[code].format(**shown).rstrip())
        self.code = code
        self.data = data


def _visible(text: str) -> str:
    """With the numbers of signs that nobody sees, which may be all that is wrong, and which may steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


@dataclass(frozen=True, slots=True)
class Election:
    """What a file holds. Choices are canonical, with the labels of `names`."""

    title: str
    names: dict[str, str]
    """Label to name, without those who withdrew."""
    ballots: dict[str, Totals]
    lines: dict[str, int]
    """Where in the file a choice stands first."""
    seats: int | None = None
    """Only BLT says."""
    default_option: str = ""
    """The last option of a Debian tally sheet."""


def add_up(choices: Iterable[tuple[int, str, int]]) -> tuple[dict[str, Totals], dict[str, int]]:
    """Equal choices together, and the first line of each, from a line, a choice and how many chose it."""
    ballots: dict[str, Totals] = {}
    lines: dict[str, int] = {}
    for line, choice, number in choices:
        ballots[choice] = ballots.get(choice, NOBODY).plus(Totals(number, number * UNIT))
        lines.setdefault(choice, line)
    return ballots, lines


def of_a_length(line: int, text: str) -> str:
    """A name or a title as it is. Raises `CountFileError` with `file-long`."""
    if len(text) > LONGEST_NAME:
        raise CountFileError("file-long", line=line, limit=LONGEST_NAME)
    return text


def that_look_alike(names: Iterable[tuple[int, str]]) -> None:
    """Raise `CountFileError` with `file-alike` if two names, each with its line, look the same."""
    seen: set[str] = set()
    for line, name in names:
        if alike(name) in seen:
            raise CountFileError("file-alike", line=line, text=name)
        seen.add(alike(name))
