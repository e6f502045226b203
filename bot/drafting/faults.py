"""What pydantic finds wrong with settings, as faults of ours; keys that were probably meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.drafting.understood import echoing
from core.faults import Fault
from core.near import nearest

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value; numbers count the tables of an array from 0."""


@dataclass(frozen=True, slots=True)
class Words:
    """The keys that a table has, and those that a later version will have."""

    known: Collection[str]
    later: Collection[str] = ()


def dotted(location: Location) -> str:
    """Write a location for people."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")


def unknown(word: str, words: Words) -> tuple[str, dict[str, str]]:
    """Code and data for a key that a table does not have."""
    if word in words.later:
        return "not-yet", {"word": word}
    return "unknown-setting", {"word": word, "suggestion": nearest(word, words.known)}


def faults_of(error: ValidationError, words: Callable[[Location], Words], raw: object) -> tuple[Fault, ...]:
    """Translate pydantic's errors about `raw`, which they quote. `words` tells the keys of the table at a location."""
    details = error.errors(include_url=False)
    return tuple(echoing(_fault(detail, words), _written(raw, detail["loc"])) for detail in details)


def _written(raw: object, location: Location) -> object:
    """What stands at a location; None where there is no such place."""
    for step in location:
        if isinstance(raw, Mapping):
            raw = raw.get(step)
        else:
            raw = raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else None
    return raw


_LIMITS = {
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "string_too_short": "empty",
    "string_too_long": "too-long",
    "too_long": "too-many",
}


def _fault(detail: ErrorDetails, words: Callable[[Location], Words]) -> Fault:
    kind, location, context = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return Fault(dotted(location), *unknown(str(location[-1]), words(location[:-1])))
    if kind in ("literal_error", "enum"):
        return Fault(dotted(location), "not-one-of", _choice(str(detail["input"]), str(context["expected"])))
    if kind in _LIMITS:
        bound = next((str(context[key]) for key in ("ge", "le", "max_length") if key in context), "")
        return Fault(dotted(location), _LIMITS[kind], {"limit": bound})
    if "-" in kind or kind in ("missing", "empty"):
        return Fault(dotted(location), kind, {key: str(value) for key, value in context.items()})
    return Fault(dotted(location), "wrong-type", {"expected": kind.split("_")[0]})


def _choice(value: str, expected: str) -> dict[str, str]:
    names = [name.strip("' ") for name in expected.replace(" or ", ", ").split(",")]
    return {"word": value, "known": ", ".join(names), "suggestion": nearest(value, names)}
