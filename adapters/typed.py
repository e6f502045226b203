"""What people type, taken apart the same way on every network."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"([/!])([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=\s|$)")


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
    """Read a text as a command that begins with one of `marks`; None if it is none."""
    first, *rest = text.strip().split("\n")
    match = _COMMAND.match(first)
    if match is None or match[1] not in marks:
        return None
    lines = tuple(map(_kept, filter(str.strip, rest)))
    return Typed(match[2].lower(), first[match.end() :].strip(), lines, match[3] or "")
