"""What must arrive: one row for each message to each chat. Rows hold no text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, RowMapping, and_, literal, or_, select, update

from core.model import Address, Delivery, DeliveryKind, DeliveryState, EventId, MemberId, Settled, Vote, VoteState
from core.store import tables as t
from core.store.sql import insert
from core.store.writer import Tx

_COLUMNS = tuple(t.delivery.c)
_KEY = ["kind", "event_id", "subject", "chat"]
_AGAIN = {"state": DeliveryState.QUEUED, "error": ""}


def _delivery(values: RowMapping) -> Delivery:
    return Delivery(
        id=values["id"],
        kind=DeliveryKind(values["kind"]),
        event=EventId(values["event_id"]),
        subject=values["subject"],
        member=values["member_id"],
        chat=values["chat"],
        state=DeliveryState(values["state"]),
        ref=values["ref"],
        error=values["error"],
    )


async def queue(
    tx: Tx, kind: DeliveryKind, event_id: EventId, subject: int, to: Iterable[tuple[MemberId | None, Address]]
) -> None:
    """Queue a message to these members' chats; one that is there already is sent again."""
    fixed = {"kind": kind, "event_id": event_id, "subject": subject, "state": DeliveryState.QUEUED}
    rows = [{**fixed, "member_id": member, "chat": chat} for member, chat in to]
    if rows:
        statement = insert(tx, t.delivery).on_conflict_do_update(index_elements=_KEY, set_=_AGAIN)
        await tx.db.execute(statement, rows)


async def queue_for_roll(
    tx: Tx, kind: DeliveryKind, vote: Vote, *, only_missing: bool = False, only: Sequence[MemberId] | None = None
) -> int:
    """Queue a message about a vote to the accounts on its roll, to those without a ballot cast, or to `only` these.

    Returns how many messages were added to what waits.
    """
    who = (
        select(
            literal(kind.value),
            literal(vote.event),
            literal(int(vote.id)),
            t.account.c.member_id,
            t.account.c.chat,
            literal(DeliveryState.QUEUED.value),
        )
        .join(t.roll, t.roll.c.member_id == t.account.c.member_id)
        .where(t.roll.c.vote_id == vote.id)
        .order_by(t.account.c.member_id)
    )
    if only is not None:
        who = who.where(t.roll.c.member_id.in_(only))
    if only_missing:
        cast = select(t.ballot.c.member_id).where(t.ballot.c.vote_id == vote.id)
        who = who.where(t.roll.c.member_id.not_in(cast))
    names = ["kind", "event_id", "subject", "member_id", "chat", "state"]
    statement = insert(tx, t.delivery).from_select(names, who)
    again = statement.on_conflict_do_update(
        index_elements=_KEY, set_=_AGAIN, where=t.delivery.c.state != DeliveryState.QUEUED
    )
    added = (await tx.db.execute(again)).rowcount
    if kind is DeliveryKind.BALLOT and added:
        await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(queued=t.vote.c.queued + added))
    return added


async def waiting(tx: Tx, state: DeliveryState, networks: Sequence[str], after: int, limit: int) -> list[Delivery]:
    """The next deliveries in a state, by id, whose chats belong to these networks."""
    mine = [t.delivery.c.chat.startswith(f"{network}:", autoescape=True) for network in networks]
    condition: ColumnElement[bool] = and_(t.delivery.c.state == state, t.delivery.c.id > after)
    query = select(*_COLUMNS).where(condition, or_(*mine)).order_by(t.delivery.c.id).limit(limit)
    return [_delivery(row) for row in (await tx.db.execute(query)).mappings()]


async def settle(tx: Tx, outcomes: Sequence[Settled]) -> None:
    """Store how deliveries ended. What was sent about a vote that is no longer open is stale at once."""
    for outcome in outcomes:
        values: dict[str, object] = {"state": outcome.state, "error": outcome.error}
        if outcome.ref:
            values["ref"] = outcome.ref
        await tx.db.execute(update(t.delivery).where(t.delivery.c.id == outcome.delivery.id).values(values))
    by_vote: dict[int, list[Settled]] = {}
    for outcome in outcomes:
        if outcome.delivery.kind is DeliveryKind.BALLOT and outcome.delivery.state is DeliveryState.QUEUED:
            by_vote.setdefault(outcome.delivery.subject, []).append(outcome)
    for vote_id, mine in by_vote.items():
        await _report(tx, vote_id, mine)


async def _report(tx: Tx, vote_id: int, outcomes: Sequence[Settled]) -> None:
    arrived = [outcome.delivery.member for outcome in outcomes if outcome.state is DeliveryState.SENT]
    reached = 0
    if members := [member for member in arrived if member is not None]:
        first = (t.roll.c.vote_id == vote_id) & t.roll.c.member_id.in_(members) & ~t.roll.c.reached
        reached = (await tx.db.execute(update(t.roll).where(first).values(reached=True))).rowcount
    values = {"queued": t.vote.c.queued - len(outcomes), "reached": t.vote.c.reached + reached}
    row = await tx.db.execute(
        update(t.vote).where(t.vote.c.id == vote_id).values(values).returning(t.vote.c.event_id, t.vote.c.state)
    )
    event_id, state = row.one()
    await tx.db.execute(update(t.event).where(t.event.c.id == event_id).values(version=t.event.c.version + 1))
    if state != VoteState.OPEN:
        ids = [outcome.delivery.id for outcome in outcomes if outcome.state is DeliveryState.SENT]
        await tx.db.execute(update(t.delivery).where(t.delivery.c.id.in_(ids)).values(state=DeliveryState.STALE))


async def make_stale(tx: Tx, event_id: EventId, kinds: Iterable[DeliveryKind], subject: int) -> None:
    """Messages that were sent about this subject show what is over."""
    mine = _about(event_id, kinds, subject) & (t.delivery.c.ref != "") & (t.delivery.c.state == DeliveryState.SENT)
    await tx.db.execute(update(t.delivery).where(mine).values(state=DeliveryState.STALE))


async def queue_again(tx: Tx, event_id: EventId, kind: DeliveryKind, subject: int) -> None:
    """Send what was sent about this subject once more, with what it says by now."""
    await tx.db.execute(update(t.delivery).where(_about(event_id, [kind], subject)).values(_AGAIN))


def _about(event_id: EventId, kinds: Iterable[DeliveryKind], subject: int) -> ColumnElement[bool]:
    columns = t.delivery.c
    return and_(columns.kind.in_(list(kinds)), columns.event_id == event_id, columns.subject == subject)


async def about(tx: Tx, kind: DeliveryKind, subject: int, members: Iterable[MemberId]) -> list[Delivery]:
    """Deliveries of one kind about one subject to these members."""
    mine = (t.delivery.c.kind == kind) & (t.delivery.c.subject == subject) & t.delivery.c.member_id.in_(list(members))
    return [_delivery(row) for row in (await tx.db.execute(select(*_COLUMNS).where(mine))).mappings()]


# -- notices: announcements, whose text is needed as long as they are being sent


async def add_notice(tx: Tx, event_id: EventId, kind: str, text: str) -> int:
    """Keep the text of an announcement; return its id."""
    values = {"event_id": event_id, "kind": kind, "text": text, "at": tx.now}
    notice_id: int = (await tx.db.execute(t.notice.insert().values(values).returning(t.notice.c.id))).scalar_one()
    return notice_id


async def notice(tx: Tx, notice_id: int) -> tuple[str, str]:
    """Kind and text of an announcement."""
    row = (await tx.db.execute(select(t.notice.c.kind, t.notice.c.text).where(t.notice.c.id == notice_id))).one()
    return row[0], row[1]
