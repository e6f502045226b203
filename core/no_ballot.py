"""Why somebody has no ballot in a vote, or none that can be cast."""

from __future__ import annotations

from core.errors import Refusal, refuse
from core.model import Event, EventState, MemberId, RollBase, Vote, VoteState
from core.store import events, members, papers, presence, rolls
from core.store.writer import Tx


def checkin(event: Event) -> str:
    """Whether members can check in by themselves now, as `open` or `closed`."""
    return "open" if event.registration and event.state is not EventState.CLOSED else "closed"


def not_open(vote: Vote) -> Refusal:
    """Why nothing can be cast in a vote that is not open."""
    if vote.state is VoteState.DRAFT:
        return refuse("vote-not-open", number=vote.number)
    if vote.state is VoteState.CANCELLED:
        return refuse("vote-cancelled", number=vote.number)
    if vote.state is VoteState.VOID:
        return refuse("vote-void", number=vote.number)
    assert vote.closed_at  # noqa: S101 - set by every way out of `open`
    return refuse("too-late", number=vote.number, at=vote.closed_at)


async def why_not_on_roll(tx: Tx, vote: Vote, event: Event, member_id: MemberId) -> Refusal:
    """Why this member has no ballot to cast.

    Codes: `proxy-given`, `on-paper`, `not-entitled`, `excluded`, `not-in-group`, `vote-not-open`, `too-late`,
    `not-present`, `joined-after`.
    """
    if (holder := await rolls.holder_of(tx, vote.id, member_id)) and vote.state is VoteState.OPEN:
        person = (await members.by_ids(tx, [holder]))[holder]
        return refuse("proxy-given", number=vote.number, member=person.number, name=person.name, checkin=checkin(event))
    if vote.state is VoteState.OPEN and (fault := await on_paper(tx, vote, member_id)):
        return fault
    if fault := await not_a_voter(tx, vote, event, member_id):
        return fault
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    if vote.definition.roll is RollBase.PRESENT and not await presence.among(tx, event.id, [member_id]):
        return refuse("not-present", number=vote.number, event=event.id, checkin=checkin(event))
    return refuse("joined-after", number=vote.number)


async def not_a_voter(tx: Tx, vote: Vote, event: Event, member_id: MemberId) -> Refusal | None:
    """Why this member may not vote in this vote, present or not, or None.

    Codes: `not-entitled`, `excluded`, `not-in-group`.
    """
    member = (await members.by_ids(tx, [member_id]))[member_id]
    if not await events.entitled_among(tx, event, [member_id]):
        return refuse("not-entitled", number=vote.number)
    if member.number in vote.definition.excluded:
        return refuse("excluded", number=vote.number)
    if vote.definition.group and vote.definition.group not in member.groups:
        return refuse("not-in-group", number=vote.number, group=vote.definition.group)
    return None


async def on_paper(tx: Tx, vote: Vote, member: MemberId) -> Refusal | None:
    """That this person votes on paper in this vote, or None. Code: `on-paper`."""
    found = await papers.on_roll(tx, vote.id, [member])
    return refuse("on-paper", number=vote.number) if found else None
