"""Spans of time as people write them: `90s`, `5m`, `1h 30m`, `2d`, or bare seconds."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from core.limits import LONGEST_TIME

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_PART = re.compile(r"(\d{1,9})\s*([smhdw])(?![a-z])\s*", re.ASCII | re.IGNORECASE)


def parse_duration(text: str) -> int | None:
    """Seconds; None if the text is no duration. Above a year it is a second more than that, which everybody refuses."""
    text = text.strip()
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return min(int(text), LONGEST_TIME + 1)
    if not text or _PART.sub("", text):
        return None
    seconds = sum(int(count) * _UNITS[unit.lower()] for count, unit in _PART.findall(text))
    return min(seconds, LONGEST_TIME + 1)


def format_duration(seconds: int) -> str:
    """The shortest form that `parse_duration` reads back, such as `1h 30m`."""
    parts = []
    for unit, size in sorted(_UNITS.items(), key=lambda item: -item[1]):
        count, seconds = divmod(seconds, size)
        parts += [f"{count}{unit}"] if count else []
    return " ".join(parts) or "0s"


def _seconds(value: object) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    seconds = parse_duration(str(value)) if whole or isinstance(value, str) else None
    if seconds is None:
        raise PydanticCustomError("bad-duration", "no duration", {"word": str(value)})
    if seconds > LONGEST_TIME:
        raise PydanticCustomError("time-long", "too long", {"limit": str(LONGEST_TIME // 86_400)})
    return seconds


Seconds = Annotated[int, BeforeValidator(_seconds)]
"""A field in seconds that may be written as a duration."""
