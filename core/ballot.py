"""What stands on a ballot and in whose hands it is, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from core.model import MemberId, VoteId
from core.totals import Weight

SEALED = "sealed"
"""Instead of a choice: something stands there, and nobody can see what. No method has such a choice."""
Rendering: TypeAlias = tuple[VoteId, MemberId, int]
"""A vote, who casts in it, and the number of a drawing of their ballot."""


class Heard(StrEnum):
    """Who could read along when somebody cast: then a secret vote takes nothing."""

    GROUP = "group"
    """Everybody in the chat."""
    ROOM = "room"
    """The network's servers, where a chat could keep them out and does not."""
    REACTION = "reaction"
    """The same, by the way in which it came."""


class Standing(NamedTuple):
    """What stands on one ballot.

    A tuple, like `Voter`, because one is made for each cast and a frozen dataclass takes three times as long.
    """

    choice: str | None = None
    """What is cast, in the form of the board; None as long as nothing is, `SEALED` where the vote is secret."""
    marks: str | None = None
    """What is half filled in."""
    rendering: int = 0
    """Number of the last rendering that the network confirmed."""

    @property
    def cast(self) -> bool:
        """Whether anything is."""
        return self.choice is not None


class Voter(NamedTuple):
    """What decides about a cast: who it is, whether on the roll, and what stands already."""

    member: MemberId
    on_roll: bool
    weight: Weight
    stands: Standing
    holder: MemberId | None = None
    """Who casts this member's ballot instead."""
    paper: bool = False
    """Whether this ballot is cast on paper."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A ballot, and whose it is."""

    member: MemberId
    number: str
    name: str
    weight: Weight
    stands: Standing


@dataclass(frozen=True, slots=True)
class Hand:
    """The ballots that one person casts in a vote: the own one first, then those of principals by number."""

    ballots: tuple[InHand, ...] = ()

    @property
    def rendering(self) -> int:
        """Number of the last rendering that the network confirmed; one message shows the whole hand."""
        return max((ballot.stands.rendering for ballot in self.ballots), default=0)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A ballot that its member casts again."""

    member: MemberId
    holder: MemberId
    cast: bool
    """Whether the holder has cast it already; then it stands for the present."""
