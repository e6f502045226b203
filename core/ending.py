"""The end of a meeting: what is still unfinished, and that members hear where everything is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.acceptance import ELECTION
from core.elections import sitting
from core.model import Event, Vote, VoteState
from core.store import votes
from core.store.writer import Tx


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a meeting leaves behind if it closes now."""

    open: Sequence[Vote]
    """Open, or closed and not counted: the meeting cannot close before."""
    unpublished: Sequence[Vote]
    unanswered: Sequence[Vote]
    """Published elections in which somebody has not said whether they accept."""
    drafts: Sequence[Vote]
    """Never opened."""


async def unfinished(tx: Tx, event: Event) -> Unfinished:
    """All of it. Raises `Uncounted` where who is elected needs a count of a large box."""
    held = [vote for vote in await votes.of_event(tx, event.id) if vote.rehearsal == event.rehearsal]
    return Unfinished(
        open=[vote for vote in held if vote.state in (VoteState.OPEN, VoteState.CLOSED)],
        unpublished=[vote for vote in held if vote.state is VoteState.COUNTED],
        unanswered=[vote for vote in held if vote.state is VoteState.PUBLISHED and _unanswered(vote)],
        drafts=[vote for vote in held if vote.state is VoteState.DRAFT],
    )


def _unanswered(vote: Vote) -> bool:
    return vote.definition.kind == ELECTION and any(option not in vote.answers for option in sitting(vote))
