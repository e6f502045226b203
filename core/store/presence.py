"""Who is present: who came, how, and who has to say so once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from core.model import EventId, How, MemberId
from core.store import tables as t
from core.store.events import set_event
from core.store.sql import among as one_of
from core.store.sql import values
from core.store.writer import Tx
from core.totals import Totals

_AMONG = select(t.presence.c.member_id).where(
    t.presence.c.event_id == bindparam("event"), one_of(t.presence.c.member_id, "ids")
)


async def among(tx: Tx, event_id: EventId, ids: Iterable[MemberId]) -> set[MemberId]:
    """Who of `ids` is present."""
    found = await tx.db.scalars(_AMONG, {"event": event_id, "ids": values(ids)})
    return {MemberId(member) for member in found}


_ARRIVE = t.presence.insert()


async def add(
    tx: Tx, event_id: EventId, ids: Sequence[MemberId], how: How, totals: Totals, *, paper: bool = False
) -> None:
    """Make members present, to vote in the chat or on paper; `totals` is what the entitled among them add."""
    fixed = {"event_id": event_id, "since": tx.now, "how": how, "paper": paper}
    rows = [{**fixed, "member_id": member} for member in ids]
    await tx.db.execute(_ARRIVE, rows)
    await _shift(tx, event_id, totals.heads, totals.weight)


async def remove(tx: Tx, event_id: EventId, ids: Sequence[MemberId], totals: Totals) -> None:
    """Make members absent; `totals` is what the entitled among them take away."""
    gone = (t.presence.c.event_id == event_id) & t.presence.c.member_id.in_(list(ids))
    await tx.db.execute(delete(t.presence).where(gone))
    await _shift(tx, event_id, -totals.heads, -totals.weight)


_SHIFTED = {
    "present": t.event.c.present + bindparam("heads"),
    "present_weight": t.event.c.present_weight + bindparam("more", type_=t.event.c.present_weight.type),
    "version": t.event.c.version + 1,
}
_SHIFT = update(t.event).where(t.event.c.id == bindparam("event")).values(_SHIFTED)


async def _shift(tx: Tx, event_id: EventId, heads: int, weight: int) -> None:
    await tx.db.execute(_SHIFT, {"event": event_id, "heads": heads, "more": weight})


async def clear(tx: Tx, event_id: EventId, *, unconfirmed_only: bool = False) -> int:
    """Make everybody absent, or only those who did not confirm; return how many were."""
    gone = t.presence.c.event_id == event_id
    if unconfirmed_only:
        gone = gone & ~t.presence.c.confirmed
    return (await tx.db.execute(delete(t.presence).where(gone))).rowcount


async def ask_to_confirm(tx: Tx, event_id: EventId, by: datetime) -> None:
    """Presence has to be confirmed until `by`."""
    # whoever votes on paper has nothing to press on, and gives the voting card back on leaving
    mine = (t.presence.c.event_id == event_id) & ~t.presence.c.paper
    await tx.db.execute(update(t.presence).where(mine).values(confirmed=False))
    await set_event(tx, event_id, confirm_by=by)


async def confirm(tx: Tx, event_id: EventId, ids: Iterable[MemberId]) -> None:
    """These members pressed."""
    mine = (t.presence.c.event_id == event_id) & t.presence.c.member_id.in_(list(ids))
    await tx.db.execute(update(t.presence).where(mine).values(confirmed=True))


async def latest(tx: Tx, event_id: EventId, limit: int) -> list[tuple[str, datetime]]:
    """Names of the voting members who came last, newest first; not those who came before the clock was set back."""
    query = (
        select(t.member.c.name, t.presence.c.since)
        .join(t.member, t.member.c.id == t.presence.c.member_id)
        .where(t.presence.c.event_id == event_id, t.member.c.votes, t.presence.c.since <= tx.now)
        .order_by(t.presence.c.since.desc(), t.presence.c.member_id.desc())
        .limit(limit)
    )
    return [(name, since) for name, since in await tx.db.execute(query)]


async def members(tx: Tx, event_id: EventId) -> list[MemberId]:
    """Everybody who is present, guests too."""
    query = select(t.presence.c.member_id).where(t.presence.c.event_id == event_id)
    return [MemberId(member) for member in await tx.db.scalars(query)]
