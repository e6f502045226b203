"""What a draft could not reach if it were opened now, whatever everybody says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.definition import method_of
from core.floor import quorum_of
from core.model import Definition, EventSettings, Late
from core.rules import Counts, Figures, decide, parse_majority
from core.totals import UNIT, Gathering, Totals


class What(StrEnum):
    """What cannot be reached."""

    NOBODY = "nobody"
    """Nobody would be on the roll."""
    MAJORITY = "majority"
    QUORUM = "quorum"
    """Not even if everybody came who may vote in this vote."""
    QUORUM_NOW = "quorum-now"
    """Not by those who are here."""


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """The most that there could be, and what is needed: in heads, or in millionths by weight."""

    what: What
    most: int = 0
    needed: int = 0
    by_weight: bool = False


def out_of_reach(
    definition: Definition, settings: EventSettings, roll: Totals, voters: Gathering
) -> tuple[OutOfReach, ...]:
    """All of it. `roll` is what opening now would freeze, `voters` are those who may vote in this vote."""
    votes = _majority(definition, roll, voters) if roll.heads else (OutOfReach(What.NOBODY),)
    return (*votes, *_quorum(definition, settings, voters))


def _majority(definition: Definition, roll: Totals, voters: Gathering) -> Iterator[OutOfReach]:
    """A share of the entitled may be more than are here; all other bases grow and shrink with who votes."""
    if not definition.majority or not method_of(definition).judges or definition.late is Late.UNTIL_CLOSE:
        return
    heads = Counts(yes=roll.heads, present=roll.heads, entitled=voters.entitled.heads)
    weight = Counts(yes=roll.weight, present=roll.weight, entitled=voters.entitled.weight)
    grain = UNIT if roll.weight % UNIT == 0 == voters.entitled.weight % UNIT else 1
    for check in decide(parse_majority(definition.majority), Figures(heads, weight, grain)).checks:
        if not check.met:
            yield OutOfReach(What.MAJORITY, int(check.have), check.needed, check.condition.by_weight)


def _quorum(definition: Definition, settings: EventSettings, voters: Gathering) -> Iterator[OutOfReach]:
    now = quorum_of(definition.quorum, voters, settings)
    if now.met:
        return
    all_here = quorum_of(definition.quorum, Gathering(present=voters.entitled, entitled=voters.entitled), settings)
    what, state = (What.QUORUM_NOW, now) if all_here.met else (What.QUORUM, all_here)
    yield OutOfReach(what, state.have, state.needed, state.by_weight)
