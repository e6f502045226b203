"""Heads and weight: two totals, kept apart everywhere."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Weight: TypeAlias = int
"""Voting weight in millionths, so that six decimals stay exact."""
UNIT: Weight = 1_000_000
"""The weight of one ordinary member."""


class Totals(NamedTuple):
    """A number of people or of votes: heads, and their weight. The two are never added to each other."""

    heads: int = 0
    weight: Weight = 0

    def plus(self, other: Totals) -> Totals:
        """Heads to heads and weight to weight."""
        return Totals(self.heads + other.heads, self.weight + other.weight)

    def minus(self, other: Totals) -> Totals:
        """The same the other way; can be less than nothing."""
        return Totals(self.heads - other.heads, self.weight - other.weight)

    def times(self, factor: int) -> Totals:
        """Both totals `factor` times."""
        return Totals(self.heads * factor, self.weight * factor)


NOBODY = Totals()


class Gathering(NamedTuple):
    """Who there was at one moment, of an event or of those who may cast in one vote: what a quorum looks at."""

    present: Totals = NOBODY
    represented: Totals = NOBODY
    """Absent, and their proxy holder is present."""
    entitled: Totals = NOBODY
    rule: str | None = None
    """The event's quorum, frozen when a vote opens; None elsewhere, and where an older version opened it."""
    proxies: bool = True
    """Whether members who are represented count for it, frozen with it."""


def decimal(value: int, places: int) -> str:
    """`value` / 10**places written out exactly, without trailing zeros."""
    whole, rest = divmod(value, 10**places)
    digits = f"{rest:0{places}d}".rstrip("0") if rest else ""
    return f"{whole}.{digits}" if digits else str(whole)
