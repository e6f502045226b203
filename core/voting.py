"""Votes from draft to publication, except for casting."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core import nominations, offices, paper, secret
from core.countdown import time_too_long
from core.definition import definition_hash, impossible, journal_data
from core.errors import Refusal, refuse
from core.faults import Faults, faulty
from core.floor import frozen as under_rule
from core.floor import quorum_missed
from core.journal import SYSTEM, Actor, record, record_many
from core.judge import Known, judged, names_of, numbers_of
from core.lifecycle import not_possible
from core.limits import LONGEST_TIME, SHORTEST_TIME
from core.model import Ballots, Definition, Event, EventId, EventState, Late, Vote, VoteState
from core.names import numbered
from core.outgoing import DeliveryKind
from core.reasons import too_long, unsaid
from core.results import forget
from core.store import (
    agenda,
    ballots,
    deliveries,
    demands,
    events,
    inputs,
    journal,
    members,
    papers,
    proxies,
    rolls,
    spreading,
    votes,
)
from core.store.writer import Tx
from core.telling import alarm_desk, group_chats, tell_chair
from core.totals import Gathering

UNDO = timedelta(seconds=10)
"""Between closing and counting: the time to notice that it was closed too early."""
MOST_NAMED = 20
"""People that an alarm names."""
_ABOUT = (DeliveryKind.DRAFT, DeliveryKind.BALLOT)
_ASKED = (*_ABOUT, DeliveryKind.NOMINATED)
_TO_CHAIR = (DeliveryKind.CLOSED, DeliveryKind.HELD, DeliveryKind.DISPUTED)
"""What has buttons that do nothing any more once a vote is cancelled."""


async def draft(tx: Tx, event: Event, definition: Definition, by: Actor) -> Vote | Refusal:
    """Add a draft. Codes: `event-over`; `Faulty` with all that is wrong; those of `definition.impossible`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    kept = await examined(tx, event.id, definition)
    if isinstance(kept, Refusal):
        return kept
    number = await events.next_vote_number(tx, event.id)
    vote = await votes.add(tx, event.id, number, kept, secrets.token_bytes(32))
    await events.bump(tx, [event.id])  # the live line names what comes next
    await record_many(tx, event.id, "vote.draft", by, [(None, {"vote": number, **journal_data(kept)})])
    if kept.nominations:
        await nominations.follow(tx, vote)
    return vote


async def examined(tx: Tx, event_id: EventId, definition: Definition) -> Definition | Refusal:
    """The definition as it would be kept, with what the roster and the agenda know. Codes as in `draft`."""
    groups = await events.groups(tx) if definition.group else ()
    items = len(await agenda.items(tx, event_id)) if definition.item else 0
    names = names_of(definition)
    people = await members.by_numbers(tx, [*numbers_of(definition), *names])
    named = await members.by_names(tx, names)
    by_number = {member.number: member for found in named.values() for member in found}
    kept = judged(definition, Known(by_number | people, named, groups, items))
    if isinstance(kept, Faults):
        return faulty(kept)
    if kept.nominations:
        return kept  # its figures are looked at once it is known who stands
    return impossible(kept) or kept


async def edit(tx: Tx, vote: Vote, definition: Definition, by: Actor) -> Vote | Refusal:
    """Change a draft; one that was shown is shown anew. A run-off stays the run-off of its vote.

    Codes: `edit-open`, `vote-not-possible`, `secret-demanded` and those of `draft`.
    """
    if vote.state is VoteState.OPEN:
        return refuse("edit-open", number=vote.number)
    if fault := not_possible(vote, "edit"):
        return fault
    before = vote.definition
    if before.demanded and not definition.secret:
        return refuse("secret-demanded", number=vote.number)
    whole = replace(definition, round=before.round, follows=before.follows, demanded=before.demanded)
    kept = await examined(tx, vote.event, whole)
    if isinstance(kept, Refusal):
        return kept
    changed = await votes.change(tx, vote.id, definition=kept)
    await record_many(tx, vote.event, "vote.edit", by, [(None, {"vote": vote.number, **journal_data(kept)})])
    if vote.shown:
        await spreading.queue_again(tx, vote.event, [DeliveryKind.DRAFT], vote.id)
    if before.nominations or kept.nominations:
        await nominations.follow(tx, changed)
    return changed


async def copy(tx: Tx, event: Event, vote: Vote, once: str, by: Actor) -> Vote | Refusal:
    """Draft the same once more, for each non-empty `once` a single time. Codes: `draft-copied`, those of `draft`."""
    if once and not await inputs.unseen(tx, "copied", [once]):
        return refuse("draft-copied")
    return await draft(tx, event, vote.definition, by)


async def show(tx: Tx, event: Event, vote: Vote, by: Actor) -> Vote | Refusal:
    """Let members read a draft. Code: `vote-not-possible`."""
    if fault := not_possible(vote, "show"):
        return fault
    groups = [(None, chat) for chat in await group_chats(tx, event.id)]
    await deliveries.queue(tx, DeliveryKind.DRAFT, event.id, vote.id, groups)
    await spreading.tell(tx, DeliveryKind.DRAFT, event.id, vote.id, "all")
    await record(tx, event.id, "vote.show", by, vote=vote.number)
    return await votes.change(tx, vote.id, shown=True)


async def hide(tx: Tx, vote: Vote) -> None:
    """Members cannot read a draft any more; what they have of it says that it was withdrawn."""
    await votes.change(tx, vote.id, shown=False)
    await spreading.make_stale(tx, vote.event, [DeliveryKind.DRAFT], vote.id)


async def open_vote(tx: Tx, event: Event, vote: Vote, by: Actor, time: timedelta | None = None) -> Vote | Refusal:
    """Freeze roll, rules and text, and queue the ballots.

    `time` replaces the draft's own. Codes: `time-long`, `time-short`, `vote-not-possible`, `event-not-open`,
    `nominations-open`, `no-quorum` of the event, `no-quorum-of-vote`, `roll-empty`, and those of `secret.cannot_open`
    and `offices.opening`. Raises `Uncounted`.
    """
    if time and time.total_seconds() > LONGEST_TIME:
        return time_too_long(vote)
    if time and time.total_seconds() < SHORTEST_TIME:
        return refuse("time-short", number=vote.number, limit=SHORTEST_TIME)
    voters = await rolls.gathered(tx, vote, event)
    if fault := not_possible(vote, "open") or _meeting_not_ready(event, vote, voters):
        return fault
    if fault := await secret.cannot_open(tx, event, vote):
        return fault
    definition = await offices.opening(tx, event, vote, time)
    if isinstance(definition, Refusal):
        return definition
    frozen = await rolls.freeze(tx, vote, event)
    if not frozen.heads:
        return refuse("roll-empty", number=vote.number)
    await papers.freeze(tx, vote)
    await demands.forget(tx, [vote.id])
    keys = await secret.sealing(tx, event, vote)
    opened = await votes.change(
        tx,
        vote.id,
        state=VoteState.OPEN,
        definition=definition,
        answers={},
        opened_at=tx.now,
        rehearsal=event.rehearsal,
        roll=frozen.heads,
        roll_weight=frozen.weight,
        present=event.present.heads,
        present_weight=event.present.weight,
        represented=event.represented.heads,
        represented_weight=event.represented.weight,
        of_event=event.entitled.heads,
        of_event_weight=event.entitled.weight,
        entitled=voters.entitled.heads,
        entitled_weight=voters.entitled.weight,
        voters=under_rule(voters, event.settings),
        unit=await secret.unit_of_roll(tx, vote),
        seal=keys.seal,
        marks_seal=keys.marks_seal,
        wrapped=keys.wrapped,
        start_by=tx.now + timedelta(seconds=event.settings.wait) if definition.time else None,
    )
    await send_ballots(tx, event, opened)
    await votes.change(tx, opened.id, opening=await _record_opening(tx, event, opened, by))
    await _tell_over_cap(tx, event, opened)
    return await fresh(tx, opened)


def _meeting_not_ready(event: Event, vote: Vote, voters: Gathering) -> Refusal | None:
    if event.state is not EventState.OPEN:
        return refuse("event-not-open", state=event.state)
    if vote.definition.nominations:
        return refuse("nominations-open", number=vote.number)
    missed, own = quorum_missed(event, vote.definition.quorum, voters)
    if missed is None:
        return None
    have, needed, weighed = *missed.told, str(missed.by_weight).lower()
    if own and (vote.definition.group or vote.definition.excluded):
        return refuse("no-quorum-of-vote", number=vote.number, have=have, needed=needed, weighed=weighed)
    return refuse("no-quorum", number=vote.number, have=have, needed=needed, weighed=weighed)


async def send_ballots(tx: Tx, event: Event, vote: Vote) -> None:
    """Queue the ballots of an open vote: in private, in groups, or both."""
    await spreading.make_stale(tx, event.id, [DeliveryKind.DRAFT], vote.id)
    if event.settings.ballots is not Ballots.PRIVATE:
        groups = [(None, chat) for chat in await group_chats(tx, event.id)]
        await deliveries.queue(tx, DeliveryKind.BALLOT, event.id, vote.id, groups)
    away = event.settings.ballots is Ballots.GROUP
    await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, away=away)


async def _record_opening(tx: Tx, event: Event, vote: Vote, by: Actor) -> str:
    roll = await votes.roll(tx, vote.id)
    people = {who for member, _, holder in roll for who in (member, holder) if who is not None}
    names = await journal.pseudonyms(tx, vote.event, people)
    lines = [
        f"{names[member]},{weight}\n" if holder is None else f"{names[member]},{weight},{names[holder]}\n"
        for member, weight, holder in roll
    ]
    on_paper: dict[str, Any] = {"paper": list(vote.papers.voters)} if vote.papers.voters.heads else {}
    return await record(
        tx,
        vote.event,
        "vote.open",
        by,
        vote=vote.number,
        definition=definition_hash(vote.definition),
        roll=hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
        entitled=[vote.roll.heads, vote.roll.weight],
        present=[vote.present.heads, vote.present.weight],
        represented=[vote.represented.heads, vote.represented.weight],
        **on_paper,
        **secret.keeper(event, vote),
    )


async def _tell_over_cap(tx: Tx, event: Event, vote: Vote) -> None:
    """Name to the desk, else to the chair, whose proxies do not count because their holders have too many."""
    over = await proxies.over_cap(tx, event)
    if not over:
        return
    named = tuple(numbered(name, number) for _, number, name in over[:MOST_NAMED])
    refusal = refuse("proxies-over-cap", number=vote.number, count=len(over), people=named, most=event.settings.proxies)
    await record_many(tx, event.id, "proxy.over-cap", SYSTEM, [(who, {"vote": vote.number}) for who, _, _ in over])
    await alarm_desk(tx, event.id, refusal)


async def fresh(tx: Tx, vote: Vote) -> Vote:
    """The vote as it is by now."""
    found = await votes.by_id(tx, vote.id)
    assert found  # noqa: S101 - votes are never deleted
    return found


async def close(tx: Tx, vote: Vote, by: Actor, name: str, at: datetime | None = None) -> Vote | Refusal:
    """Not one vote more from `at` on. `name` is whom a second chair will read about.

    Without `at` it is now, and for a vote that is held after an outage its deadline.

    Codes: `already-closed`, `vote-not-possible`.
    """
    if fault := not_possible(vote, "close"):
        return fault
    at = at or (min(vote.closes_at, tx.now) if vote.hold and vote.closes_at else tx.now)
    base = vote.entitled
    if vote.definition.late is Late.UNTIL_CLOSE:
        base = await rolls.entitled(tx, vote, await events.existing(tx, vote.event))
    closed = await votes.change(
        tx,
        vote.id,
        state=VoteState.CLOSED,
        entitled=base.heads,
        entitled_weight=base.weight,
        grain=await rolls.grain(tx, vote),
        closed_at=at,
        closed_by=name,
        count_at=tx.now + UNDO,
        start_by=None,
        closes_at=None,
        hold_start=None,
        hold_end=None,
    )
    await ballots.forget_marks(tx, vote.id)
    await secret.end_marks(tx, vote)
    await spreading.make_stale(tx, vote.event, _ABOUT, vote.id)
    await tell_chair(tx, DeliveryKind.CLOSED, vote)
    await record(tx, vote.event, "vote.close", by, vote=vote.number, cast=vote.cast.heads, at=at.isoformat())
    return closed


async def cancel(tx: Tx, vote: Vote, why: str, by: Actor, name: str) -> Vote | Refusal:
    """End a vote without a result; its ballots are destroyed.

    Codes: `reason-missing`, `text-long`, `vote-not-possible`.
    """
    if fault := (unsaid(vote, "cancel", why) if vote.state is not VoteState.DRAFT else too_long(why)):
        return fault
    if fault := not_possible(vote, "cancel"):
        return fault
    await demands.forget(tx, [vote.id])
    forget(vote)
    await ballots.destroy(tx, vote.id)
    await secret.destroy(tx, vote)
    await paper.destroy(tx, vote)
    await spreading.make_stale(tx, vote.event, (*_ASKED, *_TO_CHAIR), vote.id)
    await record(tx, vote.event, "vote.cancel", by, vote=vote.number, why=why)
    return await votes.change(
        tx, vote.id, state=VoteState.CANCELLED, closed_at=tx.now, closed_by=name, reason=why, start_by=None,
        closes_at=None, hold_start=None, hold_end=None,
    )  # fmt: skip


async def close_as_of(tx: Tx, vote: Vote, by: Actor, name: str) -> Vote | Refusal:
    """End a hold by closing with the deadline as the time, or now if that is earlier. Code: `no-hold`."""
    if vote.hold is None:
        return refuse("no-hold", number=vote.number)
    return await close(tx, vote, by, name)
