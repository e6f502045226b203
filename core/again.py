"""A vote once more: opened again while its box is shut, or repeated as another vote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from core import paper, proxies, results, secret, voting
from core.errors import Refusal, refuse
from core.floor import join_late
from core.journal import Actor, record
from core.lifecycle import not_possible, rehearsal_over
from core.model import COUNTING_RULES, Event, EventState, Vote, VoteState
from core.outgoing import DeliveryKind
from core.reasons import unsaid
from core.store import ballots, deliveries, spreading, votes
from core.store.writer import Tx

_ABOUT = (
    *(DeliveryKind.BALLOT, DeliveryKind.CLOSED, DeliveryKind.HELD, DeliveryKind.DISPUTED),
    *(DeliveryKind.COUNTED, DeliveryKind.ELECTED, DeliveryKind.ACCEPTANCE, DeliveryKind.BOARD),
)
"""What shows something else once a vote is void."""
_HAS_RESULT = (VoteState.COUNTED, VoteState.PUBLISHED)
_GONE = (VoteState.CANCELLED, VoteState.VOID)


async def reopen(tx: Tx, event: Event, vote: Vote, why: str, by: Actor) -> Vote | Refusal:
    """Let members go on voting in a vote that was closed and not counted; what was cast stands.

    Its ballots go out again, and a vote with a time has its whole time anew. Of a secret vote the same key goes on.
    The roll is what it was, and where its rules let latecomers in, so who came meanwhile.
    Codes: `reason-missing`, `reopen-late`, `reopen-unlocked`, `vote-not-possible`, `vote-already`, `event-not-open`.
    """
    if fault := _cannot_reopen(tx, event, vote, why):
        return fault
    results.forget(vote)
    opened = await votes.change(
        tx,
        vote.id,
        state=VoteState.OPEN,
        reason=why.strip(),
        closed_at=None,
        closed_by="",
        count_at=None,
        warned=0,
        start_by=tx.now + timedelta(seconds=event.settings.wait) if vote.definition.time else None,
        marks_seal=secret.marks_key(tx) if vote.definition.secret else b"",
    )
    await join_late(tx, event, opened, vote.closed_at or tx.now)
    await proxies.rejoin(tx, event, opened)
    await deliveries.make_stale(tx, event.id, [DeliveryKind.CLOSED, DeliveryKind.DISPUTED], vote.id)
    await voting.send_ballots(tx, event, opened)
    await record(tx, event.id, "vote.reopen", by, vote=vote.number, why=why.strip(), cast=vote.cast.heads)
    return await voting.fresh(tx, opened)


def _cannot_reopen(tx: Tx, event: Event, vote: Vote, why: str) -> Refusal | None:
    if vote.state in _HAS_RESULT:
        return refuse("reopen-late", number=vote.number)
    if fault := not_possible(vote, "reopen"):
        return fault
    if fault := unsaid(vote, "reopen", why):
        return fault
    if event.state is not EventState.OPEN:
        return refuse("event-not-open", state=event.state)
    if vote.wrapped and not isinstance(secret.key_of(tx, vote), Refusal):
        # nobody may hold the key while people vote
        return refuse("reopen-unlocked", number=vote.number)
    return None


class Repeated(NamedTuple):
    """A vote that is void, and the draft of the next round."""

    void: Vote
    draft: Vote


async def repeat(tx: Tx, event: Event, vote: Vote, why: str, by: Actor, name: str) -> Repeated | Refusal:
    """Make a vote void and draft it once more. What was not counted yet is destroyed unopened.

    `name` is whom a second chair will read about. Codes: `reason-missing`, `repeat-followed`, `vote-not-possible`,
    `vote-already`, `rehearsal-over` and those of `voting.draft`.
    """
    if fault := not_possible(vote, "repeat") or rehearsal_over(vote, event):
        return fault
    if fault := unsaid(vote, "repeat", why):
        return fault
    if followed := await _followed_by(tx, vote):
        return refuse("repeat-followed", number=vote.number, next=followed)
    drafted = await voting.draft(tx, event, replace(vote.definition, by_hand=False, rules=COUNTING_RULES), by)
    if isinstance(drafted, Refusal):
        return drafted
    await record(tx, event.id, "vote.repeat", by, vote=vote.number, next=drafted.number, why=why.strip())
    return Repeated(await _void(tx, vote, why.strip(), name), drafted)


async def _followed_by(tx: Tx, vote: Vote) -> int:
    """The number of the run-off that a vote has; 0 for none."""
    others = await votes.of_event(tx, vote.event)
    return next((o.number for o in others if o.definition.follows == vote.number and o.state not in _GONE), 0)


async def _void(tx: Tx, vote: Vote, why: str, name: str) -> Vote:
    results.forget(vote)
    if vote.state not in _HAS_RESULT:
        await ballots.destroy(tx, vote.id)
        await secret.destroy(tx, vote)
        await paper.destroy(tx, vote)
    await spreading.make_stale(tx, vote.event, _ABOUT, vote.id)
    if vote.state is VoteState.PUBLISHED:
        await spreading.queue_again(tx, vote.event, [DeliveryKind.RESULT], vote.id)
    return await votes.change(
        tx, vote.id, state=VoteState.VOID, reason=why, closed_at=vote.closed_at or tx.now,
        closed_by=vote.closed_by if vote.closed_at else name, count_at=None, start_by=None, closes_at=None,
        hold_start=None, hold_end=None,
    )  # fmt: skip
