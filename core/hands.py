"""A show of hands: the numbers that somebody counted in the hall, for the minutes. There are no ballots.

Such a vote is drafted, held and counted in one act. Its rule decides as ever; whoever doubts the numbers asks for
a vote with ballots.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core import voting
from core.counting import verdict_word
from core.definition import definition_hash, method_of
from core.errors import Refusal, refuse
from core.floor import frozen as under_rule
from core.floor import quorum_missed
from core.journal import Actor, record
from core.methods import CountsDiffer
from core.model import Definition, Event, EventState, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.results import result
from core.secret import weighs
from core.store import events, rolls, votes
from core.store.writer import Tx
from core.telling import tell_chair
from core.totals import UNIT, Gathering, Totals


async def take(
    tx: Tx, event: Event, definition: Definition, hands: Mapping[str, int], by: Actor, name: str
) -> Vote | Refusal:
    """Put a show of hands on record; `hands` are by option, `name` is whom the record names for it.

    Codes: `event-not-open`, `hand-question`, `hand-weight`, `hand-no-quorum`, `hand-nobody`, `hand-none`,
    `hand-too-many`, `hand-differs`; those of `voting.draft`.
    """
    kept = await _by_hand(tx, event, definition)
    if isinstance(kept, Refusal):
        return kept
    planned = Vote(VoteId(0), event.id, 0, VoteState.DRAFT, kept)
    voters, roll = await rolls.gathered(tx, planned, event), await rolls.prospective(tx, planned, event)
    if fault := _not_now(event, kept, voters) or _impossible(hands, roll):
        return fault
    box = {label: _each(count) for label, count in hands.items() if count}
    held = replace(planned, roll=_each(roll.heads), entitled=_each(voters.entitled.heads), box=box, grain=UNIT)
    try:
        outcome = verdict_word(result(held))
    except CountsDiffer:
        return refuse("hand-differs")
    number = await events.next_vote_number(tx, event.id)
    vote = await votes.add(tx, event.id, number, kept, secrets.token_bytes(32))
    facts = _facts(tx.now, event, voters, held)
    counted = await votes.change(tx, vote.id, **facts, outcome=outcome, closed_by=name)
    await tell_chair(tx, DeliveryKind.COUNTED, counted)
    return await votes.change(tx, vote.id, counting=await _record(tx, counted, by))


async def _by_hand(tx: Tx, event: Event, definition: Definition) -> Definition | Refusal:
    """The definition as it is kept."""
    if not method_of(definition).question:
        return refuse("hand-question")
    if weighs(definition):
        return refuse("hand-weight")
    plain = replace(definition, secret=False, receipts=False, time=None, revote=True, close_when_all=False)
    return await voting.examined(tx, event.id, replace(plain, by_hand=True, publish_at_once=False))


def _not_now(event: Event, definition: Definition, voters: Gathering) -> Refusal | None:
    if event.state is not EventState.OPEN:
        return refuse("event-not-open", state=event.state)
    missed, _ = quorum_missed(event, definition.quorum, voters)
    if missed is None:
        return None
    have, needed = missed.told
    return refuse("hand-no-quorum", have=have, needed=needed, weighed=str(missed.by_weight).lower())


def _impossible(hands: Mapping[str, int], roll: Totals) -> Refusal | None:
    if not roll.heads:
        return refuse("hand-nobody")
    shown = sum(hands.values())
    if not shown:
        return refuse("hand-none")
    return refuse("hand-too-many", hands=shown, roll=roll.heads) if shown > roll.heads else None


def _each(heads: int) -> Totals:
    """Hands weigh alike."""
    return Totals(heads, heads * UNIT)


def _facts(now: datetime, event: Event, voters: Gathering, held: Vote) -> dict[str, Any]:
    """The columns of a vote that was opened, closed and counted at this moment."""
    box = held.box or {}
    pairs = {
        "roll": held.roll,
        "cast": _each(sum(total.heads for total in box.values())),
        "entitled": held.entitled,
        "present": event.present,
        "represented": event.represented,
        "of_event": event.entitled,
    }
    return {
        **{name: total.heads for name, total in pairs.items()},
        **{f"{name}_weight": total.weight for name, total in pairs.items()},
        "state": VoteState.COUNTED,
        "rehearsal": event.rehearsal,
        "voters": under_rule(voters, event.settings),
        "grain": held.grain,
        "opened_at": now,
        "closed_at": now,
        "box": {label: list(total) for label, total in box.items()},
    }


async def _record(tx: Tx, vote: Vote, by: Actor) -> str:
    """Write it down; the head of the journal after that."""
    numbers = {
        what: [total.heads, total.weight]
        for what, total in (("roll", vote.roll), ("cast", vote.cast), ("entitled", vote.entitled))
    }
    return await record(
        tx,
        vote.event,
        "vote.hand",
        by,
        vote=vote.number,
        definition=definition_hash(vote.definition),
        box={label: list(total) for label, total in (vote.box or {}).items()},
        numbers=numbers,
        elected=[],
        outcome=vote.outcome,
        present=[vote.present.heads, vote.present.weight],
        represented=[vote.represented.heads, vote.represented.weight],
    )
