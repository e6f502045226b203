"""Who holds which role, where, and by whom it was given."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import RowMapping, delete, select

from core.model import EventId, EventState, MemberId, Role
from core.persons import Held
from core.store import tables as t
from core.store.sql import chunks, insert
from core.store.writer import Tx


async def add(tx: Tx, roles: Iterable[tuple[MemberId, Held]]) -> None:
    """Give roles, or find them given."""
    rows = [
        {"member_id": member, "role": held.role, "event_id": held.event or "", "meeting": held.meeting}
        for member, held in roles
    ]
    if rows:
        await tx.db.execute(insert(t.role).on_conflict_do_nothing(), rows)


async def take(tx: Tx, ids: Iterable[MemberId], *, event: EventId | None = None, meeting: bool) -> None:
    """Take those given in a meeting, of one event if given, or those of the organiser's."""
    which = t.role.c.meeting == meeting
    if event is not None:
        which &= t.role.c.event_id == event
    for chunk in chunks(list(ids)):
        await tx.db.execute(delete(t.role).where(t.role.c.member_id.in_(chunk) & which))


def _held(values: RowMapping) -> Held:
    over = values["state"] == EventState.CLOSED
    return Held(Role(values["role"]), EventId(values["event_id"]) or None, values["meeting"], over)


async def held_by(tx: Tx, ids: Iterable[MemberId]) -> dict[MemberId, frozenset[Held]]:
    """Roles by member, for those who have any, also in events that are over. What another version gave is none here."""
    found: dict[MemberId, set[Held]] = {}
    query = select(t.role, t.event.c.state).outerjoin(t.event, t.event.c.id == t.role.c.event_id)
    query = query.where(t.role.c.role.in_(list(Role)))
    for chunk in chunks(list(ids)):
        for row in (await tx.db.execute(query.where(t.role.c.member_id.in_(chunk)))).mappings():
            found.setdefault(MemberId(row["member_id"]), set()).add(_held(row))
    return {member: frozenset(held) for member, held in found.items()}


async def holders(tx: Tx, event: EventId, role: Role) -> list[MemberId]:
    """Who holds a role in an event, by whoever it was given."""
    here = (t.role.c.role == role) & t.role.c.event_id.in_(["", event])
    query = select(t.role.c.member_id).where(here).distinct().order_by(t.role.c.member_id)
    return [MemberId(member) for member in await tx.db.scalars(query)]
