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

    def times(self, factor: int) -> Totals:
        """Both totals `factor` times."""
        return Totals(self.heads * factor, self.weight * factor)


NOBODY = Totals()
