"""Proxies: who has given a vote into whose hands. Whether one is in force is `events.in_force`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, RowMapping, Subquery, and_, bindparam, case, exists, func, or_, select, update

from core.model import Event, EventId, How, MemberId
from core.proxy_rules import Held, Proxy, ProxyState, Standing
from core.store import tables as t
from core.store.events import in_force, voting
from core.store.sql import among as one_of
from core.store.sql import insert, values
from core.store.writer import Tx


def _proxy(values: RowMapping) -> Proxy:
    return Proxy(
        event=EventId(values["event_id"]),
        principal=MemberId(values["principal_id"]),
        holder=MemberId(values["holder_id"]),
        state=ProxyState(values["state"]),
        how=How(values["how"]),
    )


# what another version has made of one is not known here: it holds nothing, and can be given anew
_KNOWN = t.proxy.c.state.in_(list(ProxyState)) & t.proxy.c.how.in_(list(How))
_PROXIES = select(t.proxy).where(_KNOWN).order_by(t.proxy.c.since, t.proxy.c.principal_id)
_HERE = t.proxy.c.event_id == bindparam("event")
# the event in both halves, or SQLite reads all its proxies
_THEIRS = or_(and_(_HERE, one_of(t.proxy.c.principal_id, "ids")), and_(_HERE, one_of(t.proxy.c.holder_id, "ids")))
_AMONG = _PROXIES.where(_THEIRS, t.proxy.c.state == ProxyState.GIVEN)


async def _proxies(tx: Tx, *conditions: ColumnElement[bool]) -> list[Proxy]:
    return [_proxy(row) for row in (await tx.db.execute(_PROXIES.where(*conditions))).mappings()]


async def of_principal(tx: Tx, event_id: EventId, principal: MemberId) -> Proxy | None:
    """The last proxy that a member gave, whatever has become of it."""
    return next(iter(await _proxies(tx, t.proxy.c.event_id == event_id, t.proxy.c.principal_id == principal)), None)


async def given(tx: Tx, event_id: EventId) -> list[Proxy]:
    """All that hold, the oldest first."""
    return await _proxies(tx, t.proxy.c.event_id == event_id, t.proxy.c.state == ProxyState.GIVEN)


async def among(tx: Tx, event_id: EventId, ids: Sequence[MemberId]) -> list[Proxy]:
    """Those that hold and that one of these members gave or has, the oldest first."""
    rows = await tx.db.execute(_AMONG, {"event": event_id, "ids": values(ids)})
    return [_proxy(row) for row in rows.mappings()]


async def put(tx: Tx, event_id: EventId, holders: Mapping[MemberId, MemberId], how: How) -> None:
    """Give proxies, by principal; one that was given before is replaced."""
    fixed = {"event_id": event_id, "how": how, "state": ProxyState.GIVEN, "since": tx.now}
    rows = [{**fixed, "principal_id": principal, "holder_id": holder} for principal, holder in holders.items()]
    new = insert(t.proxy)
    changed = {name: new.excluded[name] for name in ("holder_id", "how", "state", "since")}
    await tx.db.execute(new.on_conflict_do_update(index_elements=["event_id", "principal_id"], set_=changed), rows)


async def end(tx: Tx, event_id: EventId, principal: MemberId, state: ProxyState) -> None:
    """A proxy holds no more."""
    mine = (t.proxy.c.event_id == event_id) & (t.proxy.c.principal_id == principal)
    await tx.db.execute(update(t.proxy).where(mine).values(state=state))


async def over_cap(tx: Tx, event: Event) -> list[tuple[MemberId, str, str]]:
    """Members whose proxy does not count because their holder has too many: id, number and name."""
    held = in_force(event)
    query = (
        select(t.member.c.id, t.member.c.number, t.member.c.name)
        .join(held, held.c.principal_id == t.member.c.id)
        .where(held.c.place > event.settings.proxies)
        .order_by(held.c.holder_id, held.c.place)
    )
    return [(MemberId(member), number, name) for member, number, name in await tx.db.execute(query)]


def _standing(event: Event) -> Subquery:
    """All that hold, with what each comes to: `rank` is the place in `Standing`."""
    held, proxy, ranks = in_force(event), t.proxy.c, {standing: rank for rank, standing in enumerate(Standing)}

    def present(member: ColumnElement[int]) -> ColumnElement[bool]:
        return exists().where(t.presence.c.event_id == event.id, t.presence.c.member_id == member)

    def without_vote(member: ColumnElement[int]) -> ColumnElement[bool]:
        them = t.member.alias()
        return ~exists().where(them.c.id == member, voting(event, them))

    unfit = without_vote(proxy.principal_id)
    if not event.settings.outsiders:
        unfit = or_(unfit, without_vote(proxy.holder_id))
    rank = case(
        (present(proxy.principal_id), ranks[Standing.RESTING]),
        (unfit, ranks[Standing.NO_VOTE]),
        (~present(proxy.holder_id), ranks[Standing.HOLDER_AWAY]),
        (held.c.place > event.settings.proxies, ranks[Standing.OVER_CAP]),
        else_=ranks[Standing.IN_FORCE],
    )
    query = select(proxy.principal_id, proxy.holder_id, proxy.since, rank.label("rank"))
    query = query.outerjoin(held, held.c.principal_id == proxy.principal_id)
    return query.where(proxy.event_id == event.id, proxy.state == ProxyState.GIVEN).subquery()


async def counts(tx: Tx, event: Event) -> dict[Standing, int]:
    """How many that hold come to what."""
    all_ = _standing(event)
    found = await tx.db.execute(select(all_.c.rank, func.count()).group_by(all_.c.rank))
    rows = {int(rank): int(count) for rank, count in found}
    return {standing: rows[rank] for rank, standing in enumerate(Standing) if rank in rows}


async def standing(tx: Tx, event: Event, limit: int | None = None) -> list[Held]:
    """Those that hold by what they come to, then by holder; the first `limit` of them if given."""
    all_, principal, holder = _standing(event), t.member.alias(), t.member.alias()
    query = (
        select(all_.c.rank, principal.c.number, principal.c.name, holder.c.number, holder.c.name)
        .join(principal, principal.c.id == all_.c.principal_id)
        .join(holder, holder.c.id == all_.c.holder_id)
        .order_by(all_.c.rank, holder.c.search, holder.c.id, all_.c.since, all_.c.principal_id)
        .limit(limit)
    )
    order = list(Standing)
    return [
        Held(order[rank], (theirs, name), (number, named))
        for rank, theirs, name, number, named in await tx.db.execute(query)
    ]
