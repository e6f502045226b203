"""Rights beyond a member's: held in an event, or in the organisation if the organiser says so."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.model import NOT_OVER, Event, EventState, Member, MemberId, Role
from core.persons import Held
from core.store import events, members
from core.store import roles as rows
from core.store.writer import Tx


async def give(tx: Tx, event: Event, number: str, role: Role, by: Actor) -> Member | Refusal:
    """Give a role for this event. Codes: `event-over`, `member-unknown`."""
    member = await members.by_number(tx, number)
    if fault := _not_here(event, number, member):
        return fault
    assert member  # noqa: S101 - else that was the fault
    await bestow(tx, event, member.id, role)
    await record(tx, event.id, "member.role", by, member=member.id, role=role)
    return member


async def bestow(tx: Tx, event: Event, member: MemberId, role: Role) -> None:
    """Somebody has a role in this event from now on."""
    await rows.add(tx, [(member, Held(role, event.id, meeting=True))])


async def take(tx: Tx, event: Event, number: str, by: Actor) -> Member | Refusal:
    """Take what was given in this event. What the organiser gave, or another event, stays.

    Codes: `event-over`, `member-unknown`, `own-role`, `role-none`, `role-organisers`, `last-chair`.
    """
    member = await members.by_number(tx, number)
    if fault := _not_here(event, number, member):
        return fault
    assert member  # noqa: S101 - else that was the fault
    if fault := await _must_stay(tx, event, member, by):
        return fault
    await rows.take(tx, [member.id], event=event.id, meeting=True)
    await record(tx, event.id, "member.role", by, member=member.id, role="none")
    return member


def _not_here(event: Event, number: str, member: Member | None) -> Refusal | None:
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    return None if member else refuse("member-unknown", number=number)


async def _must_stay(tx: Tx, event: Event, member: Member, by: Actor) -> Refusal | None:
    if by == member.id:
        return refuse("own-role")
    held = (await rows.held_by(tx, [member.id])).get(member.id, frozenset())
    here = [one for one in held if one.event in (None, event.id)]
    if not any(one.meeting for one in here):
        return refuse("role-organisers" if here else "role-none", name=member.name, number=member.number)
    stays = any(one.role is Role.CHAIR and not one.meeting for one in here)
    if not stays and await is_last_chair(tx, event, member.id):
        return refuse("last-chair", name=member.name, number=member.number)
    return None


async def beyond(tx: Tx, member: Member, by: Actor) -> Refusal | None:
    """Why somebody may not say whose accounts speak for a member: with the accounts go the member's rights.

    Code: `rights-beyond`, for rights in a meeting that the other one has not.
    """
    if isinstance(by, str):
        return None
    held = await rows.held_by(tx, [member.id, by])
    for event in await events.events(tx, *NOT_OVER):
        theirs, own = (_in(event, held.get(who, frozenset())) for who in (member.id, by))
        if Role.CHAIR not in own and theirs - own:
            return refuse("rights-beyond", number=member.number, event=event.settings.title)
    return None


def _in(event: Event, held: Iterable[Held]) -> set[Role]:
    return {one.role for one in held if one.event in (None, event.id)}


async def is_last_chair(tx: Tx, event: Event, member: MemberId) -> bool:
    """Whether this member is a chair of the event, and nobody else who has an account is."""
    chairs = await rows.holders(tx, event.id, Role.CHAIR)
    others = [chair for chair in chairs if chair != member]
    return member in chairs and not await members.accounts_of(tx, others)
