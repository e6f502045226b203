"""A dry run before the meeting, with the real roster and a harmless question. Nothing of it counts or stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core import agenda, floor, voting
from core.definition import with_secrecy
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.model import Definition, Event, EventState, Member, Vote, VoteState
from core.store import ballots, demands, events, journal, members, presence, rehearsed, votes
from core.store.writer import Tx

_SHOWN = "vote.show"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Who did not manage in a rehearsal that has ended."""

    event: Event
    without_account: int
    """Of those who may vote; `/roster unbound` names them."""
    absent: Sequence[Member]
    """With an account, and never checked in."""
    silent: Sequence[Member]
    """Checked in, and cast nothing."""
    managed: int


async def begin(tx: Tx, event: Event, question: Definition, by: Actor) -> Event | Refusal:
    """Open the meeting and the check-in for a rehearsal, and draft a question that harms nobody.

    Codes: `event-not-planned`, and those of `voting.draft`.
    """
    if event.state is not EventState.PLANNED or event.rehearsal:
        return refuse("event-not-planned", state=event.state)
    await record(tx, event.id, "event.rehearsal", by, on=True)
    await events.set_event(tx, event.id, rehearsal=True, state=EventState.OPEN)
    opened = await events.existing(tx, event.id)
    await floor.open_registration(tx, opened, by)
    drafted = await voting.draft(tx, opened, question, by)
    if isinstance(drafted, Refusal):
        return drafted
    await agenda.begin_first(tx, opened, by)
    return await events.existing(tx, event.id)


async def end(tx: Tx, event: Event, by: Actor, name: str, why: str) -> Rehearsed:
    """Everything is as before, and who did not manage is known. What was opened of the day's drafts is drafted anew.

    `why` is what members read on ballots that are taken away by it.
    """
    silent, managed, absent, unbound = await ballots.rehearsed(tx, event)
    people = await members.by_ids(tx, [*silent, *absent])
    prepared, question = await _drafts(tx, event)
    for vote in await votes.of_event(tx, event.id):
        if vote.state in (VoteState.OPEN, VoteState.CLOSED) or (vote.state, vote.number) == (VoteState.DRAFT, question):
            await voting.cancel(tx, vote, why, by, name)
    await _draft_anew(tx, event, prepared, by)
    await _hide_anew(tx, event)
    await presence.clear(tx, event.id)
    await events.set_event(
        tx, event.id, rehearsal=False, state=EventState.PLANNED, registration=False, confirm_by=None, item=0,
        quorate=None,
    )  # fmt: skip
    await events.recount_present(tx, event)
    await floor.show_cards_anew(tx, event)
    await record(tx, event.id, "event.rehearsal", by, on=False, reset=True)
    lists = [sorted((people[one] for one in found), key=members.by_name) for found in (absent, silent)]
    return Rehearsed(await events.existing(tx, event.id), unbound, lists[0], lists[1], managed)


async def _draft_anew(tx: Tx, event: Event, prepared: Collection[int], by: Actor) -> None:
    """The day's drafts as they were: what was opened with the terms that it had before, all of them as demanded before.

    What waits for a vote that has another number now waits for that number.
    """
    there = await votes.of_event(tx, event.id)
    before, demanded = await rehearsed.take(tx, event.id), await _since_it_began(tx, event, "vote.demanded")
    await demands.forget(tx, [vote.id for vote in there])
    anew: dict[int, int] = {}
    for vote in there:
        if vote.rehearsal and vote.number in prepared:
            definition = before.get(vote.number, vote.definition)
            named = _undemanded(definition) if vote.number in demanded else definition
            drafted = await voting.draft(tx, event, named, by)
            anew |= {vote.number: drafted.number} if isinstance(drafted, Vote) else {}
    for vote in await votes.of_event(tx, event.id, VoteState.DRAFT):
        definition = _undemanded(vote.definition) if vote.number in demanded else vote.definition
        definition = replace(definition, withhold=anew.get(definition.withhold, definition.withhold))
        if definition != vote.definition:
            # what members have demanded nobody else takes back
            await voting.edit(tx, replace(vote, definition=replace(vote.definition, demanded=False)), definition, by)


async def _hide_anew(tx: Tx, event: Event) -> None:
    """Drafts that members were shown in the rehearsal and not before."""
    began = await _began(tx, event)
    first = {int(str(entry.data["vote"])): entry.seq for entry in reversed(await journal.of_kind(tx, event.id, _SHOWN))}
    for vote in await votes.of_event(tx, event.id, VoteState.DRAFT):
        if vote.shown and first.get(vote.number, 0) > began:
            await voting.hide(tx, vote)


def _undemanded(definition: Definition) -> Definition:
    """Named, as it was before members demanded secrecy."""
    return replace(with_secrecy(definition, secret=False), demanded=False)


async def _since_it_began(tx: Tx, event: Event, kind: str) -> set[int]:
    """The votes of the journal's entries of a kind since the last rehearsal began."""
    found, began = await journal.of_kind(tx, event.id, kind), await _began(tx, event)
    return {int(str(entry.data["vote"])) for entry in found if entry.seq > began}


async def _began(tx: Tx, event: Event) -> int:
    """Where in the journal the last rehearsal began."""
    began = [entry.seq for entry in await journal.of_kind(tx, event.id, "event.rehearsal") if entry.data.get("on")]
    return began[-1] if began else 0


async def _drafts(tx: Tx, event: Event) -> tuple[set[int], int]:
    """Numbers of votes that were drafted before the rehearsal began, and of its own question."""
    last = await _began(tx, event)
    written = [(entry.seq, int(str(entry.data["vote"]))) for entry in await journal.of_kind(tx, event.id, "vote.draft")]
    before = {number for seq, number in written if seq < last}
    return before, next((number for seq, number in written if seq > last), 0)
