"""What people type, taken apart the same way on every network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

_COMMAND = re.compile(r"([/!])(\w{1,32}(?:-\w{1,32})?)(?:@([A-Za-z0-9_]+))?")
"""Of any letters: whoever tries `/öffnen` or `/check-in` is to hear what it is called."""
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Signs that nobody sees: keyboards put them in, and what is pasted brings them."""
_BEFORE = re.compile(rf"[\s{_UNSEEN}]*")
_WITHIN = re.compile(f"[{_UNSEEN}]")
_WORD = re.compile(r"\S*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line and the lines that follow, stripped but for the indentation of bullets, empty ones left out."""

    name: str
    """In lower case."""
    line: str
    lines: tuple[str, ...]
    to: str
    """The account that the command names, as in `/open@folkmoot_bot`; "" if none."""


def _kept(line: str) -> str:
    """A line without spaces around it; only a bullet keeps its indentation, which says whose it is."""
    return line.rstrip() if line.strip()[0] in "-–—•*" else line.strip()


def command(text: str, marks: str = "/") -> Typed | None:
    """Read a text as a command that begins with one of `marks`, and with what nobody sees; None if it is none."""
    first, *rest = _BEFORE.sub("", text, count=1).rstrip().split("\n")
    word = _WORD.match(first)
    match = _COMMAND.fullmatch(normalize("NFC", _WITHIN.sub("", word[0]))) if word else None
    if word is None or match is None or match[1] not in marks:
        return None
    lines = tuple(map(_kept, filter(str.strip, rest)))
    return Typed(match[2].lower(), first[word.end() :].strip(), lines, match[3] or "")
