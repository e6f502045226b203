"""Events, presence, and the chats bound to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    Subquery,
    bindparam,
    delete,
    exists,
    func,
    select,
    true,
    update,
)

from core.model import (
    Address,
    Channel,
    Event,
    EventId,
    EventSettings,
    EventState,
    MemberId,
    Purpose,
    VoteState,
)
from core.outgoing import DeliveryKind, DeliveryState
from core.proxy_rules import ProxyState
from core.store import tables as t
from core.store.sql import UNREADABLE, among, insert, values, within
from core.store.times import later
from core.store.writer import Tx
from core.totals import Totals

_SETTINGS = TypeAdapter(EventSettings)


def _event(values: RowMapping) -> Event:
    return Event(
        id=EventId(values["id"]),
        settings=_SETTINGS.validate_python(values["settings"]),
        state=EventState(values["state"]),
        registration=values["registration"],
        rehearsal=values["rehearsal"],
        present=Totals(values["present"], values["present_weight"]),
        entitled=Totals(values["entitled"], values["entitled_weight"]),
        version=values["version"],
        confirm_by=values["confirm_by"],
        represented=Totals(values["represented"], values["represented_weight"]),
        item=values["item"],
        quorate=values["quorate"],
    )


async def put_settings(tx: Tx, settings: EventSettings) -> None:
    """Add an event, or change what the organiser set for it."""
    values = {"id": settings.id, "settings": _SETTINGS.dump_python(settings, mode="json"), "state": EventState.PLANNED}
    statement = insert(t.event).values(values)
    kept = {"settings": statement.excluded.settings, "version": t.event.c.version + 1}
    await tx.db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=kept))


_EVENTS = select(t.event).order_by(t.event.c.id)
_BY_ID = _EVENTS.where(t.event.c.id == bindparam("event"))
_IN_STATES = _EVENTS.where(among(t.event.c.state, "states"))


async def event(tx: Tx, event_id: EventId) -> Event | None:
    """The event with this id."""
    row = (await tx.db.execute(_BY_ID, {"event": event_id})).mappings().first()
    return _event(row) if row else None


async def existing(tx: Tx, event_id: EventId) -> Event:
    """The event with this id, which something else refers to; events are never deleted."""
    found = await event(tx, event_id)
    assert found  # noqa: S101 - see above
    return found


async def events(tx: Tx, *states: EventState) -> list[Event]:
    """Events in these states, or all of them; one that cannot be read is in nobody's way."""
    try:
        rows = await tx.db.execute(_IN_STATES if states else _EVENTS, {"states": values(states)})
        return [_event(row) for row in rows.mappings()]
    except UNREADABLE:
        wanted = t.event.c.state.in_(states) if states else true()
        return [found for each in await _ids(tx, wanted) if (found := await _if_readable(tx, each))]


async def _ids(tx: Tx, wanted: ColumnElement[bool]) -> list[EventId]:
    return [EventId(each) for each in await tx.db.scalars(select(t.event.c.id).where(wanted).order_by(t.event.c.id))]


async def _if_readable(tx: Tx, event_id: EventId) -> Event | None:
    with suppress(*UNREADABLE):
        return await event(tx, event_id)
    return None


async def unreadable(tx: Tx, meetings: Sequence[Event]) -> list[EventId]:
    """Meetings that go on, or of which it is not known whether they do, and that are not among those that were read."""
    over = t.event.c.state.in_((EventState.PLANNED, EventState.CLOSED))
    known = {meeting.id for meeting in meetings}
    return [each for each in await _ids(tx, ~over) if each not in known]


async def last_closed(tx: Tx) -> list[Event]:
    """The meeting that was closed last, if any was."""
    closed = t.journal.c.event_id.in_(select(t.event.c.id).where(t.event.c.state == EventState.CLOSED))
    query = select(t.journal.c.event_id).where(t.journal.c.kind == "event.close", closed)
    found = await tx.db.scalar(query.order_by(t.journal.c.at.desc()).limit(1))
    return [await existing(tx, EventId(found))] if found is not None else []


async def live(tx: Tx) -> list[Event]:
    """Meetings that are going on."""
    return await events(tx, EventState.OPEN, EventState.PAUSED)


async def set_event(tx: Tx, event_id: EventId, **values: object) -> None:
    """Change columns of an event; what the live line shows has changed with them."""
    bumped = {**values, "version": t.event.c.version + 1}
    await tx.db.execute(update(t.event).where(t.event.c.id == event_id).values(bumped))


async def bump(tx: Tx, event_ids: Iterable[EventId]) -> None:
    """Say that something changed which the live lines of these events show."""
    changed = t.event.c.id.in_(list(event_ids))
    await tx.db.execute(update(t.event).where(changed).values(version=t.event.c.version + 1))


async def next_vote_number(tx: Tx, event_id: EventId) -> int:
    """Take the next number of a vote in this event."""
    raised = update(t.event).where(t.event.c.id == event_id).values(votes=t.event.c.votes + 1)
    number: int = await tx.db.scalar(raised.returning(t.event.c.votes)) or 0
    return number


def voting(event: Event, member: FromClause = t.member, groups: FromClause = t.member_group) -> ColumnElement[bool]:
    """The condition on `member` for being entitled to vote in an event."""
    return _may_vote(event.settings.entitled, member, groups)


def _may_vote(entitled: str, member: FromClause = t.member, groups: FromClause = t.member_group) -> ColumnElement[bool]:
    votes: ColumnElement[bool] = member.c.votes
    if entitled == "all":
        return votes
    group = select(groups.c.member_id).where(groups.c.name == entitled)
    return votes & member.c.id.in_(group)


async def recount_totals(tx: Tx, event: Event) -> None:
    """Take entitled and present anew from the roster. Reads all of it."""
    heads, weight = (await tx.db.execute(_totals(event))).one()
    await set_event(tx, event.id, entitled=heads, entitled_weight=weight)
    await recount_present(tx, event)


async def recount_present(tx: Tx, event: Event) -> None:
    """Take anew how many are present and represented, after their rights changed."""
    here = t.member.c.id.in_(select(t.presence.c.member_id).where(t.presence.c.event_id == event.id))
    heads, weight = (await tx.db.execute(_totals(event).where(here))).one()
    await set_event(tx, event.id, present=heads, present_weight=weight)
    await recount_represented(tx, event)


def _totals(event: Event) -> Select[Any]:
    return select(func.count(), func.coalesce(func.sum(t.member.c.weight), 0)).where(voting(event))


async def gain_entitled(tx: Tx, event_id: EventId, gained: Totals) -> None:
    """So many more are entitled; can be less than nothing."""
    heads, weight = t.event.c.entitled + gained.heads, t.event.c.entitled_weight + gained.weight
    await set_event(tx, event_id, entitled=heads, entitled_weight=weight)


def in_force(event: Event) -> Subquery:
    """The proxies by which somebody is represented: the principal is absent, the holder present.

    Columns `principal_id`, `holder_id` and `place`, counted from 1 in the order in which the holder got
    them: those above `EventSettings.proxies` do not count. It is looked up proxy by proxy, so its cost does not
    grow with the number of members.
    """
    proxy, holds, holder = t.proxy.c, t.presence.alias(), t.member.alias()
    here = exists().where(t.presence.c.event_id == event.id, t.presence.c.member_id == proxy.principal_id)
    order = func.row_number().over(partition_by=proxy.holder_id, order_by=(proxy.since, proxy.principal_id))
    query = (
        select(proxy.principal_id, proxy.holder_id, order.label("place"))
        .join(t.member, (t.member.c.id == proxy.principal_id) & voting(event))
        .join(holds, (holds.c.event_id == event.id) & (holds.c.member_id == proxy.holder_id))
        .where(proxy.event_id == event.id, proxy.state == ProxyState.GIVEN, ~here)
    )
    if not event.settings.outsiders:
        query = query.join(holder, (holder.c.id == proxy.holder_id) & voting(event, holder))
    return query.subquery("in_force")


async def recount_represented(tx: Tx, event: Event) -> None:
    """Take anew who is represented, after somebody came or went who has to do with a proxy."""
    held = in_force(event)
    totals = select(func.count(), func.coalesce(func.sum(t.member.c.weight), 0)).join_from(
        held, t.member, t.member.c.id == held.c.principal_id
    )
    heads, weight = (await tx.db.execute(totals.where(held.c.place <= event.settings.proxies))).one()
    await set_event(tx, event.id, represented=heads, represented_weight=weight)


@lru_cache(maxsize=64)
def _entitled(entitled: str) -> Select[Any]:
    """Made once for everybody and for each group: for a few members it takes longer to write than to run."""
    return select(t.member.c.id, t.member.c.weight).where(_may_vote(entitled), among(t.member.c.id, "ids"))


async def entitled_among(tx: Tx, event: Event, ids: Iterable[MemberId]) -> dict[MemberId, int]:
    """Weight by member for those of `ids` who are entitled to vote in the event."""
    rows = await tx.db.execute(_entitled(event.settings.entitled), {"ids": values(ids)})
    return {MemberId(member): weight for member, weight in rows}


async def postpone(tx: Tx, event_id: EventId, since: datetime | None, by: timedelta, most: datetime) -> None:
    """A confirmation that had not ended at `since` ends later, `most` at the latest."""
    column = t.event.c.confirm_by
    waiting = (t.event.c.id == event_id) & (column.is_not(None) if since is None else column > since)
    moved = {column: later(column, by, most), t.event.c.version: t.event.c.version + 1}
    await tx.db.execute(update(t.event).where(waiting).values(moved))


async def confirmations_due(tx: Tx) -> list[EventId]:
    """Events whose time for confirming presence is over."""
    due = await tx.db.scalars(select(t.event.c.id).where(t.event.c.confirm_by <= tx.now))
    return [EventId(event_id) for event_id in due]


async def groups(tx: Tx) -> list[str]:
    """Every group that somebody is in."""
    return list(await tx.db.scalars(select(t.member_group.c.name).distinct().order_by(t.member_group.c.name)))


async def group_exists(tx: Tx, name: str) -> bool:
    """Whether any member is in this group."""
    query = select(t.member_group.c.name).where(t.member_group.c.name == name).limit(1)
    return (await tx.db.scalar(query)) is not None


# -- channels


_KNOWN = t.channel.c.purpose.in_(list(Purpose))


def _channel(values: RowMapping) -> Channel:
    return Channel(
        chat=values["chat"],
        event=EventId(values["event_id"]),
        purpose=Purpose(values["purpose"]),
        live=values["live"],
        drawing=values["drawing"],
    )


async def put_channel(tx: Tx, chat: Address, event_id: EventId, purpose: Purpose) -> None:
    """Bind a chat; a binding that it had before ends."""
    values = {"chat": chat, "event_id": event_id, "purpose": purpose, "live": "", "drawing": ""}
    await tx.db.execute(insert(t.channel).values(values).on_conflict_do_update(index_elements=["chat"], set_=values))


async def channel(tx: Tx, chat: Address) -> Channel | None:
    """What this chat was bound for; nothing, if that is no purpose of ours."""
    query = select(t.channel).where(t.channel.c.chat == chat, _KNOWN)
    row = (await tx.db.execute(query)).mappings().first()
    return _channel(row) if row else None


async def channels_within(tx: Tx, chat: Address) -> list[Channel]:
    """What a chat and its parts were bound for."""
    query = select(t.channel).where(within(t.channel.c.chat, chat), _KNOWN).order_by(t.channel.c.chat)
    return [_channel(row) for row in (await tx.db.execute(query)).mappings()]


async def channels(tx: Tx, event_id: EventId | None = None, purpose: Purpose | None = None) -> list[Channel]:
    """Bound chats, of one event and for one purpose if given."""
    query = select(t.channel).where(_KNOWN).order_by(t.channel.c.chat)
    if event_id is not None:
        query = query.where(t.channel.c.event_id == event_id)
    if purpose is not None:
        query = query.where(t.channel.c.purpose == purpose)
    return [_channel(row) for row in (await tx.db.execute(query)).mappings()]


async def set_live(tx: Tx, chat: Address, live: str, drawing: str) -> None:
    """Remember the live message of a channel and what it shows."""
    await tx.db.execute(update(t.channel).where(t.channel.c.chat == chat).values(live=live, drawing=drawing))


async def remove_channel(tx: Tx, chat: Address) -> None:
    """Forget a chat that does not exist for us any more."""
    await tx.db.execute(delete(t.channel).where(t.channel.c.chat == chat))


async def move_chat(tx: Tx, old: Address, new: Address) -> None:
    """A chat has another address now: bindings, accounts and what is still to be sent follow it.

    Messages do not: a reference belongs to the chat that it was made in. Ballots that can be cast are sent anew.
    """
    if await channel(tx, old):  # networks tell it more than once
        await remove_channel(tx, new)
        await tx.db.execute(update(t.channel).where(t.channel.c.chat == old).values(chat=new, live="", drawing=""))
    await tx.db.execute(update(t.account).where(t.account.c.chat == old).values(chat=new))
    await tx.db.execute(delete(t.delivery).where(t.delivery.c.chat == old, _has_too(new)))
    await _forget_messages(tx, old)
    await tx.db.execute(update(t.delivery).where(t.delivery.c.chat == old).values(chat=new))


async def _forget_messages(tx: Tx, chat: Address) -> None:
    """What was sent to a chat cannot be edited any more; what is open there waits to be sent again."""
    columns = t.delivery.c
    sent = (columns.chat == chat) & (columns.state != DeliveryState.QUEUED)
    running = select(t.vote.c.id).where(t.vote.c.state == VoteState.OPEN)
    again = sent & (columns.kind == DeliveryKind.BALLOT) & columns.subject.in_(running)
    await tx.db.execute(
        update(t.vote).where(t.vote.c.id.in_(select(columns.subject).where(again))).values(queued=t.vote.c.queued + 1)
    )
    await tx.db.execute(update(t.delivery).where(again).values(state=DeliveryState.QUEUED, ref=""))
    await tx.db.execute(update(t.delivery).where(sent & ~again).values(state=DeliveryState.DONE, ref=""))
    await tx.db.execute(update(t.delivery).where(columns.chat == chat).values(ref=""))


def _has_too(chat: Address) -> ColumnElement[bool]:
    """The condition on `delivery` that this chat gets the same message."""
    other = t.delivery.alias()
    same = [other.c[name] == t.delivery.c[name] for name in ("kind", "event_id", "subject")]
    return exists().where(other.c.chat == chat, *same)


async def versions(tx: Tx) -> Mapping[EventId, int]:
    """What to compare for seeing whether a live line may have changed."""
    return {
        EventId(event_id): version for event_id, version in await tx.db.execute(select(t.event.c.id, t.event.c.version))
    }
