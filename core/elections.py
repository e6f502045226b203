"""What follows the count of an election: run-offs, lots, acceptance."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.rules import RuleError, parse_majority

TWICE = 0
_ROUND = re.compile(r"(twice|top\s+\d{1,3}|\d{1,3})(?:\s+(.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Round:
    """A further round: how many candidates it has, and the majority that it needs."""

    top: int
    """`TWICE` for twice as many as there are open seats."""
    majority: str
    """As it was written; empty where the most votes win."""


def parse_runoff(text: str) -> tuple[Round, ...]:
    """Read `2`, `twice absolute, 2`: one round after the other, parted by commas; `none` is no round.

    Raises `RuleError` with `runoff-form` or a code of `parse_majority`.
    """
    rounds = [part.strip() for part in text.split(",") if part.strip().lower() not in ("", "none")]
    return tuple(_round(part) for part in rounds)


def _round(text: str) -> Round:
    match = _ROUND.fullmatch(text)
    if match is None:
        raise RuleError("runoff-form", word=text, suggestion="2")
    majority = (match[2] or "").strip()
    if majority:
        parse_majority(majority)
    top = match[1].lower().removeprefix("top").strip()
    number = TWICE if top == "twice" else int(top)
    if top != "twice" and number < 2:
        raise RuleError("runoff-form", word=text, suggestion="2")
    return Round(number, majority)
