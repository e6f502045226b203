"""What people type who have counted: `34:12:3`, `yes 34, no 12`, `34 yes`, `12x b>a=c`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.chat.reading import words

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*")
_IN_ORDER = re.compile(r"\d{1,7}(?:\s*[:/,;\s]\s*\d{1,7}){1,2}")
_AT_THE_END = re.compile(r"(.*\S)\s+(\d{1,7}[:/]\d{1,7}(?:[:/]\d{1,7})?)")
ANSWERS = ("yes", "no", "abstain")


def title_and_counts(line: str) -> tuple[str, str]:
    """A title, and numbers with colons at its end; "" where there are none."""
    match = _AT_THE_END.fullmatch(line.strip())
    return (match[1], match[2]) if match else (line.strip(), "")


def hands(lines: Sequence[str]) -> tuple[dict[str, int] | None, list[str]]:
    """How many were for it, against it and abstained, and the lines that say something else.

    None instead of the numbers if the same is counted twice.
    """
    found: list[tuple[str, int]] = []
    rest = []
    for line in lines:
        pairs = _pairs(line)
        found += pairs
        if not pairs and line.strip():
            rest.append(line)
    counted = dict(found)
    return (counted if len(counted) == len(found) else None), rest


def _pairs(line: str) -> list[tuple[str, int]]:
    """Answers and numbers, if the line has nothing else: numbers alone are yes, no and abstentions, in this order."""
    if _IN_ORDER.fullmatch(line.strip()):
        return list(zip(ANSWERS, map(int, re.findall(r"\d+", line)), strict=False))
    tokens = _TOKEN.findall(line.casefold())
    if len(tokens) % 2 or not tokens or any(token.isdecimal() == other.isdecimal() for token, other in _two(tokens)):
        return []
    pairs = [(other, token) if token.isdecimal() else (token, other) for token, other in _two(tokens)]
    named = [(_answers().get(word, ""), int(number)) for word, number in pairs]
    return named if all(answer for answer, _ in named) else []


def _two(tokens: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(tokens[::2], tokens[1::2], strict=True))


def _answers() -> Mapping[str, str]:
    """By word, in every language."""
    return {word: answer for answer in ANSWERS for word in words(answer) | words(f"count-{answer}")}
