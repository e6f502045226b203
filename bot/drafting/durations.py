"""Spans of time as people write them: `90s`, `5 min`, `1h 30m`, `2 Tage`, or bare seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bot.wording.speech import LANGUAGES, speech
from core import numbers
from core.limits import LONGEST_TIME

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_PART = re.compile(r"([0-9]{1,9})\s*([^\W\d_]+)\.?[\s,]*")


def parse_duration(text: str) -> int | None:
    """Seconds; None if the text is no duration. Above a year it is a second more than that, which everybody refuses."""
    text = numbers.tidied(text)
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return min(int(text), LONGEST_TIME + 1)
    parts, units = _PART.findall(text), _units()
    if not parts or _PART.sub("", text) or any(unit.casefold() not in units for _, unit in parts):
        return None
    seconds = sum(int(count) * units[unit.casefold()] for count, unit in parts)
    return min(seconds, LONGEST_TIME + 1)


@cache
def _units() -> Mapping[str, int]:
    """Seconds by each word that people may write for a unit, in every language."""
    found = dict(_UNITS)
    for unit, seconds in _UNITS.items():
        for language in LANGUAGES:
            written = speech(language).toast(f"written-unit-{unit}").split(";")
            found |= {word.strip().casefold(): seconds for word in written}
    return found


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
