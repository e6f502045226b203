"""A substitute steps in for a member, between votes: the vote changes hands for the rest of the meeting."""

from __future__ import annotations

from core import floor, proxies, roster
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.model import NOT_OVER, Event, EventState, Member, VoteState
from core.store import events, members, votes
from core.store.writer import Tx


async def not_possible(tx: Tx, event: Event, old: Member, new: Member) -> Refusal | None:
    """Why nobody can step in now, or None.

    Codes: `event-over`, `swap-self`, `swap-no-vote`, `swap-has-vote`, `swap-vote-open`.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    if old.id == new.id:
        return refuse("swap-self", number=old.number)
    entitled = await events.entitled_among(tx, event, [old.id, new.id])
    if old.id not in entitled:
        return refuse("swap-no-vote", name=old.name, number=old.number)
    if new.id in entitled:
        return refuse("swap-has-vote", name=new.name, number=new.number)
    for vote in await votes.of_event(tx, event.id, VoteState.OPEN, VoteState.CLOSED):
        return refuse("swap-vote-open", number=vote.number)
    return None


async def swap(tx: Tx, event: Event, old: Member, new: Member, by: Actor) -> Refusal | None:
    """`new` has the vote of `old` from now on, and is present; the proxies of `old` end. Codes: `not_possible`."""
    if fault := await not_possible(tx, event, old, new):
        return fault
    await _end_proxies(tx, event, old, by)
    await floor.check_out(tx, event, old, by)
    groups = tuple(dict.fromkeys((*new.groups, *old.groups)))
    await roster.settle(tx, only=[old.id, new.id])
    before = await roster.rights(tx, [old.id, new.id])
    await members.change_rights(tx, old.id, votes=False)
    await members.change_rights(tx, new.id, votes=True, weight=old.weight, groups=groups)
    await roster.shift(tx, [old.id, new.id], before)
    for each in await events.events(tx, *NOT_OVER):
        await events.recount_present(tx, each)
    await record(tx, event.id, "member.swap", by, member=new.id)
    arrived = await floor.check_in(tx, event, new, by)
    return arrived if isinstance(arrived, Refusal) else None


async def _end_proxies(tx: Tx, event: Event, old: Member, by: Actor) -> None:
    """Whoever trusted the one need not trust the other."""
    found = await proxies.delegation(tx, event, old.id)
    for principal in (*found.principals, *([old] if found.holder else [])):
        await proxies.take_back(tx, event, principal, by)
