"""The end of a meeting: what is still unfinished, and that members hear where everything is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.acceptance import ELECTION
from core.definition import method_of
from core.elections import board, sitting
from core.errors import Damaged
from core.model import Event, Vote, VoteState
from core.rules import Outcome, Tie
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
    unsettled: Sequence[Vote]
    """Published with a tie or a seat that is still open, and without a further round."""
    drafts: Sequence[Vote]
    """Never opened."""
    damaged: Sequence[Damaged]


async def unfinished(tx: Tx, event: Event) -> Unfinished:
    """All of it. Raises `Uncounted` where who is elected needs a count of a large box."""
    all_ = await votes.of_event(tx, event.id)
    held = [vote for vote in all_ if vote.rehearsal == event.rehearsal]
    gone_on = _gone_on(held)
    published = [vote for vote in held if vote.state is VoteState.PUBLISHED]
    return Unfinished(
        open=[vote for vote in held if vote.state in (VoteState.OPEN, VoteState.CLOSED)],
        unpublished=[vote for vote in held if vote.state is VoteState.COUNTED],
        unanswered=[vote for vote in published if _unanswered(vote)],
        unsettled=[vote for vote in published if vote.number not in gone_on and _unsettled(vote)],
        drafts=[vote for vote in held if vote.state is VoteState.DRAFT],
        damaged=await votes.damaged(tx, event.id, all_),
    )


def _unanswered(vote: Vote) -> bool:
    return vote.definition.kind == ELECTION and any(option not in vote.answers for option in sitting(vote))


async def open_ties(tx: Tx, event: Event) -> list[Vote]:
    """Published, and still undecided: nobody has said what a tie comes to, and no further round was drafted."""
    tied = [vote for vote in await votes.published_ties(tx, event.id) if vote.rehearsal == event.rehearsal]
    if not any(open_tie(vote) for vote in tied):
        return []
    gone_on = _gone_on(await votes.of_event(tx, event.id))
    return [vote for vote in tied if open_tie(vote) and vote.number not in gone_on]


def open_tie(vote: Vote) -> bool:
    """Whether a vote came to a tie that its rule does not settle: of a question the rule may be that it is rejected."""
    by_rule = method_of(vote.definition).question and vote.definition.tie == Tie.REJECTED
    return vote.outcome == Outcome.TIE and not by_rule


def _gone_on(held: Iterable[Vote]) -> set[int]:
    """The votes that have a further round."""
    return {vote.definition.follows for vote in held if vote.state not in (VoteState.CANCELLED, VoteState.VOID)}


def _unsettled(vote: Vote) -> bool:
    if vote.definition.kind != ELECTION:
        return open_tie(vote)
    now = board(vote)
    return bool(now.tied or now.vacant)
