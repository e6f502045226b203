"""How many of those present make a vote secret by demanding it."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TypeAlias

from core.faults import RuleError
from core.shares import in_fractions

Demand: TypeAlias = Fraction | int | None
"""A share of those present, or a number of people; None where nobody can demand anything."""
OFF = "off"
USUAL = "1/4"
_WRITTEN = re.compile(r"([0-9]{1,4})(?:/([0-9]{1,4}))?")


def parse_demand(text: str) -> Demand:
    """Read `1/4` or `25 %` (of those present, at least), `3` (people), `one`, or `off`.

    Raises `RuleError` with `demand-form` or `share-third`.
    """
    words = in_fractions(" ".join(text.lower().split())).removesuffix(" of present")
    if words in (OFF, "none"):
        return None
    written = _WRITTEN.fullmatch("1" if words == "one" else words)
    number, of = (int(written[1]), int(written[2] or 0)) if written else (0, 0)
    if number < 1 or (written and written[2] and number > of):
        raise RuleError("demand-form", word=words, suggestion="1/4")
    return Fraction(number, of) if of else number


def demand_text(demand: Demand) -> str:
    """As `parse_demand` reads it."""
    if isinstance(demand, Fraction):
        return f"{demand.numerator}/{demand.denominator}"
    return OFF if demand is None else str(demand)


def needed(demand: Demand, present: int) -> int | None:
    """How many of so many it takes, one at least; None where nobody can demand anything."""
    return max(1, math.ceil(demand * present)) if isinstance(demand, Fraction) else demand
