"""What a vote remembers of paper ballots, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.totals import NOBODY, UNIT, Totals, Weight


@dataclass(frozen=True, slots=True)
class Papers:
    """Who votes on paper in a vote, and what came of it."""

    voters: Totals = NOBODY
    """Those on the roll who vote on paper, and for whom nothing is cast."""
    counted: int = 0
    """Paper ballots that were counted; they are part of the vote's `cast` and `box`."""
    box: Mapping[str, int] | None = None
    """Those by choice; None too where only their sum with the others may be known."""
    seal: bytes = b""
    """What tallies of a secret vote are sealed to; its key lies on the server until the count."""
    tallies: int = 0
    """How often a teller has told numbers."""

    @property
    def weight(self) -> Weight:
        """Of each paper ballot; where they differ none is counted."""
        heads, weight = self.voters
        return weight // heads if heads else UNIT


NO_PAPERS = Papers()
