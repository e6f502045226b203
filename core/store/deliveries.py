"""What must arrive: one row for each message to each chat. Rows hold no text."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import Insert

from core.model import Address, EventId, MemberId, Vote, VoteState
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import recipients, told
from core.store import tables as t
from core.store.ballots import cast_by
from core.store.events import bump
from core.store.spans import ALL, Span
from core.store.sql import insert, of_network
from core.store.writer import Tx

_COLUMNS = tuple(t.delivery.c)
_KEY = ["kind", "event_id", "subject", "chat"]
UNREACHABLE = "unreachable"
"""The error of a delivery to a chat that takes no messages."""
_AGAIN = {"state": DeliveryState.QUEUED, "error": "", "tries": 0, "reminds": False}
TRUE_WHILE = {
    DeliveryKind.DRAFT: VoteState.DRAFT,
    DeliveryKind.BALLOT: VoteState.OPEN,
}
"""The state of the vote in which these messages show what is."""
CLAIM = timedelta(seconds=60)
"""How long a claim holds that is not kept up: many times the pause in which it is."""
_FREE = {"claimed_by": "", "claimed_until": None}
_WAITING = (DeliveryState.QUEUED, DeliveryState.OUTDATED, DeliveryState.AGED, DeliveryState.STALE)
_ON_SCREENS = (DeliveryState.SENT, DeliveryState.OUTDATED, DeliveryState.AGED)
_ONCE_IN_A_CHAT = tuple(
    map(DeliveryKind, ("draft", "ballot", "card", "proxy", "counted", "result", "picture", "board"))
)
"""Of these, which have buttons or say what came of a vote, the chat shows the newest alone."""


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
        claimed_by=values["claimed_by"],
        tries=values["tries"],
        reminds=values["reminds"],
    )


async def queue(
    tx: Tx, kind: DeliveryKind, event_id: EventId, subject: int, to: Iterable[tuple[MemberId | None, Address]]
) -> None:
    """Queue a message to these members' chats; one that is there already is sent again."""
    fixed = {"kind": kind, "event_id": event_id, "subject": subject, "state": DeliveryState.QUEUED}
    rows = [{**fixed, "member_id": member, "chat": chat} for member, chat in to]
    if rows:
        added = (await tx.db.execute(_upsert(insert(t.delivery), _AGAIN), rows)).rowcount
        await add_waiting(tx, kind, subject, added)


def _upsert(statement: Insert, again: Mapping[str, object]) -> Insert:
    waits_already = t.delivery.c.state == DeliveryState.QUEUED
    return statement.on_conflict_do_update(index_elements=_KEY, set_=again, where=~waits_already)


async def add_waiting(tx: Tx, kind: DeliveryKind, subject: int, added: int) -> None:
    """Of a vote, so many more ballots wait to be sent."""
    if kind is DeliveryKind.BALLOT and added:
        await tx.db.execute(update(t.vote).where(t.vote.c.id == subject).values(queued=t.vote.c.queued + added))


async def queue_to(
    tx: Tx,
    kind: DeliveryKind,
    event_id: EventId,
    subject: int,
    whom: ColumnElement[bool],
    *,
    reminds: bool = False,
    span: Span = ALL,
) -> int:
    """Queue a message to the accounts in a span for which this holds. Returns how many were added to what waits."""
    about, state = (literal(kind.value), literal(event_id), literal(int(subject))), literal(DeliveryState.QUEUED.value)
    who = select(*about, t.account.c.member_id, t.account.c.chat, state, literal(reminds))
    who = who.where(span.of(t.account.c.address), whom)
    names = ["kind", "event_id", "subject", "member_id", "chat", "state", "reminds"]
    rows = insert(t.delivery).from_select(names, who.order_by(t.account.c.member_id))
    added = (await tx.db.execute(_upsert(rows, {**_AGAIN, "reminds": reminds}))).rowcount
    await add_waiting(tx, kind, subject, added)
    return added


async def queue_for_roll(
    tx: Tx,
    kind: DeliveryKind,
    vote: Vote,
    only: Collection[MemberId],
) -> int:
    """Queue a message about a vote to `only` these members; see `recipients.on_roll`."""
    return await queue_to(tx, kind, vote.event, vote.id, recipients.on_roll(kind, vote, only=only))


async def kinds_waiting(tx: Tx, states: Iterable[DeliveryState]) -> set[tuple[DeliveryState, DeliveryKind]]:
    """What there is in these states that nobody is sending."""
    columns = t.delivery.c
    free = columns.state.in_(list(states)) & (columns.claimed_by == "") & columns.kind.in_(list(DeliveryKind))
    found = await tx.db.execute(select(columns.state, columns.kind).where(free).distinct())
    return {(DeliveryState(state), DeliveryKind(kind)) for state, kind in found}


async def count_waiting(tx: Tx, kinds: Iterable[DeliveryKind], networks: Iterable[str]) -> dict[str, int]:
    """How many messages of these kinds wait, by network."""
    names = list(networks)
    if not names:
        return {}
    columns = t.delivery.c
    counts = [func.count().filter(of_network(columns.chat, name)) for name in names]
    wanted = (columns.state == DeliveryState.QUEUED) & columns.kind.in_(list(kinds))
    return dict(zip(names, (await tx.db.execute(select(*counts).where(wanted))).one(), strict=True))


async def waiting(
    tx: Tx,
    state: DeliveryState,
    kinds: Iterable[DeliveryKind],
    networks: Iterable[str],
    *,
    limit: int,
    meetings: Sequence[EventId] = (),
) -> list[Delivery]:
    """The first deliveries of these kinds in a state that nobody is sending, whose chats belong to these networks.

    Of several `meetings` each has its share, so that none waits until all of another are sent.
    """
    columns = t.delivery.c
    mine = or_(*(of_network(columns.chat, network) for network in networks))
    wanted = and_(columns.state == state, columns.claimed_by == "", columns.kind.in_(list(kinds)), mine)
    share = math.ceil(limit / max(len(meetings), 1))
    pages = [(wanted & (columns.event_id == meeting), share) for meeting in meetings if len(meetings) > 1]
    found: dict[int, Delivery] = {}
    for whose, most in [*pages, (wanted, limit)]:
        query = select(*_COLUMNS).where(whose).order_by(columns.id).limit(most)
        found.update({row["id"]: _delivery(row) for row in (await tx.db.execute(query)).mappings()})
    return list(found.values())[:limit]


async def claim(tx: Tx, sender: str, seen: Sequence[Delivery]) -> dict[int, Delivery]:
    """Claim deliveries as they were seen: by id those that nobody else has claimed, and that have not changed since.

    A claim holds for `CLAIM` unless it is kept up, and ends when the delivery is settled.
    """
    columns = t.delivery.c
    by_state = {state: [one.id for one in seen if one.state is state] for state in {one.state for one in seen}}
    unchanged = or_(*(and_(columns.state == state, columns.id.in_(ids)) for state, ids in by_state.items()))
    mine = {"claimed_by": sender, "claimed_until": tx.now + CLAIM, "tries": columns.tries + 1}
    taken = update(t.delivery).where(unchanged, columns.claimed_by == "").values(mine).returning(*_COLUMNS)
    found = [_delivery(row) for row in (await tx.db.execute(taken)).mappings()]
    return {delivery.id: delivery for delivery in found}


async def keep_claims(tx: Tx, sender: str) -> None:
    """Keep up the claims of a sender who is alive, and free those that others have not kept up.

    No claim lasts longer than `CLAIM`: one that seems to was made before the clock was set back.
    """
    columns = t.delivery.c
    claimed = columns.state.in_(_WAITING) & (columns.claimed_by > "")
    own = claimed & (columns.claimed_by == sender)
    await tx.db.execute(update(t.delivery).where(own).values(claimed_until=tx.now + CLAIM))
    kept = columns.claimed_until.between(tx.now, tx.now + CLAIM)
    await tx.db.execute(update(t.delivery).where(claimed, ~kept).values(_FREE))


async def free(tx: Tx, sender: str | None = None) -> None:
    """Free what a sender has claimed who sends nothing any more, or what anybody has: when nobody does."""
    mine = t.delivery.c.claimed_by > "" if sender is None else t.delivery.c.claimed_by == sender
    await tx.db.execute(update(t.delivery).where(mine).values(_FREE))


async def settle(tx: Tx, outcomes: Sequence[Settled]) -> Sequence[Settled]:
    """Store how deliveries ended. What the vote has overtaken while it was being sent is stale at once.

    One whose state is as before is given back, to be tried again. A delivery that is to be sent or drawn anew by now
    stays so. Whoever has lost the claim has nothing to say: returns what was stored.
    """
    outcomes = await told.claimed(tx, outcomes)
    if not outcomes:
        return []
    rows = [
        {
            "whose": outcome.delivery.id,
            "was": outcome.delivery.state,
            "state": outcome.state,
            "error": outcome.error,
            "ref": outcome.ref or outcome.delivery.ref,
            "tries": outcome.delivery.tries if outcome.given_back else 0,
        }
        for outcome in outcomes
    ]
    columns = t.delivery.c
    same = (columns.id == bindparam("whose")) & (columns.state == bindparam("was"))
    await tx.db.execute(update(t.delivery).where(same), rows)
    if sent := [{"whose": outcome.delivery.id, "ref": outcome.ref} for outcome in outcomes if outcome.ref]:
        # whatever became of it meanwhile, this is the message on the screen
        await tx.db.execute(update(t.delivery).where(columns.id == bindparam("whose")), sent)
    await tx.db.execute(update(t.delivery).where(columns.id.in_([row["whose"] for row in rows])).values(_FREE))
    by_vote: dict[int, list[Settled]] = {}
    for outcome in outcomes:
        waited = outcome.delivery.state is DeliveryState.QUEUED and not outcome.given_back
        if outcome.delivery.kind is DeliveryKind.BALLOT and waited:
            by_vote.setdefault(outcome.delivery.subject, []).append(outcome)
    for vote_id, mine in by_vote.items():
        await _report(tx, vote_id, mine)
    await _overtaken(tx, [outcome.delivery.id for outcome in outcomes if outcome.state is DeliveryState.SENT])
    await told.overtaken(tx, outcomes)
    return outcomes


def replaced(outcomes: Iterable[Settled]) -> list[tuple[Address, str]]:
    """Chats and messages of which a newer one of the same kind was sent, so that they are to go."""
    return [
        (outcome.delivery.chat, outcome.delivery.ref)
        for outcome in outcomes
        if outcome.delivery.kind in _ONCE_IN_A_CHAT and outcome.delivery.state is DeliveryState.QUEUED
        if outcome.delivery.ref and outcome.ref not in ("", outcome.delivery.ref)
    ]


async def _overtaken(tx: Tx, sent: Sequence[int]) -> None:
    columns = t.delivery.c
    # looked up one by one: asked in one go, SQLite reads all ballots that there ever were
    query = select(columns.id, columns.kind, columns.subject).where(columns.id.in_(sent))
    about = [row for row in await tx.db.execute(query) if row.kind in TRUE_WHILE] if sent else []
    if not about:
        return
    query = select(t.vote.c.id, t.vote.c.state).where(t.vote.c.id.in_({row.subject for row in about}))
    states = {row.id: row.state for row in await tx.db.execute(query)}
    if late := [row.id for row in about if states.get(row.subject) not in (None, TRUE_WHILE[DeliveryKind(row.kind)])]:
        await tx.db.execute(update(t.delivery).where(columns.id.in_(late)).values(state=DeliveryState.STALE))


async def shown_apart(tx: Tx, vote: Vote, shown: Iterable[tuple[MemberId, Address, str]]) -> dict[Address, str]:
    """Ballots that members saw alone in a group: chat and message. Returns by chat the message that was before it."""
    rows = {chat: (member, ref) for member, chat, ref in shown}
    fixed = {"kind": DeliveryKind.BALLOT, "event_id": vote.event, "subject": vote.id}
    mine = of_subject(vote.event, [DeliveryKind.BALLOT], vote.id) & t.delivery.c.chat.in_(rows)
    there = (await tx.db.execute(select(t.delivery.c.chat, t.delivery.c.ref).where(mine))).all()
    sent = {"state": DeliveryState.SENT, "error": ""}
    statement = insert(t.delivery)
    upsert = statement.on_conflict_do_update(index_elements=_KEY, set_={**sent, "ref": statement.excluded.ref})
    values = [{**fixed, **sent, "member_id": who, "chat": chat, "ref": ref} for chat, (who, ref) in rows.items()]
    if values:
        await tx.db.execute(upsert, values)
    await _overtaken(tx, list(await tx.db.scalars(select(t.delivery.c.id).where(mine))))
    reached = await _reach(tx, vote.id, [member for member, _ in rows.values()])
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote.id).values(reached=t.vote.c.reached + reached))
    await bump(tx, {vote.event})
    return {chat: ref for chat, ref in there if ref and ref != rows[chat][1]}


async def _report(tx: Tx, vote_id: int, outcomes: Sequence[Settled]) -> None:
    arrived = [outcome.delivery.member for outcome in outcomes if outcome.state is DeliveryState.SENT]
    reached = await _reach(tx, vote_id, [member for member in arrived if member is not None])
    values = {"queued": t.vote.c.queued - len(outcomes), "reached": t.vote.c.reached + reached}
    await tx.db.execute(update(t.vote).where(t.vote.c.id == vote_id).values(values))
    await bump(tx, {outcome.delivery.event for outcome in outcomes})


async def _reach(tx: Tx, vote_id: int, members: Sequence[MemberId]) -> int:
    """These have their ballots. Returns for how many votes of the roll that is new."""
    first = cast_by(vote_id, members) & ~t.roll.c.reached
    return (await tx.db.execute(update(t.roll).where(first).values(reached=True))).rowcount if members else 0


async def retry_unreachable(tx: Tx, chats: Sequence[Address]) -> None:
    """What could not be sent because these chats took nothing waits again; what is over by now is drawn so."""
    columns = t.delivery.c
    mine = columns.chat.in_(chats) & (columns.state == DeliveryState.FAILED) & (columns.error == UNREACHABLE)
    ballots = select(columns.subject).where(mine, columns.kind == DeliveryKind.BALLOT)
    for vote_id in list(await tx.db.scalars(ballots)):
        await tx.db.execute(update(t.vote).where(t.vote.c.id == vote_id).values(queued=t.vote.c.queued + 1))
    again = list(await tx.db.scalars(select(columns.id).where(mine, columns.ref != "")))
    await tx.db.execute(update(t.delivery).where(mine).values(_AGAIN))
    await _overtaken(tx, again)


async def make_stale(
    tx: Tx,
    event_id: EventId,
    kinds: Iterable[DeliveryKind],
    subject: int,
    but: tuple[Address, str] | None = None,
    span: Span = ALL,
) -> None:
    """Messages that were sent about this subject show what is over, `but` one that is drawn anew already.

    So do those that were to be sent once more, or could not be: what was sent first is on the screen.
    """
    columns = t.delivery.c
    shown = columns.state.in_(_ON_SCREENS) | and_(columns.state == DeliveryState.FAILED, columns.error != UNREACHABLE)
    waits = columns.state == DeliveryState.QUEUED
    mine = of_subject(event_id, kinds, subject) & span.of(columns.chat) & (shown | waits) & (columns.ref != "")
    if but:
        mine &= not_(and_(columns.chat == but[0], columns.ref == but[1]))
    ballots = mine & waits & (columns.kind == DeliveryKind.BALLOT) & (columns.claimed_by == "")
    if dropped := await tx.db.scalar(select(func.count()).where(ballots)):
        await tx.db.execute(update(t.vote).where(t.vote.c.id == subject).values(queued=t.vote.c.queued - dropped))
    await tx.db.execute(update(t.delivery).where(mine).values(state=DeliveryState.STALE))


async def make_outdated(tx: Tx, vote: Vote, only: Collection[MemberId] | None = None, span: Span = ALL) -> None:
    """Ballots show what is no longer so, or those of `only` these. Groups and whoever has one to cast come first."""
    waits = t.delivery.c.member_id.is_(None) | recipients.casts_nothing_yet(vote, t.delivery.c.member_id)
    sent = (t.delivery.c.state == DeliveryState.SENT) & (t.delivery.c.ref != "")
    mine = of_subject(vote.event, [DeliveryKind.BALLOT], vote.id) & span.of(t.delivery.c.chat) & sent
    if only is None:
        state = case((waits, DeliveryState.OUTDATED), else_=DeliveryState.AGED)
        await tx.db.execute(update(t.delivery).where(mine).values(state=state))
    else:
        whose = t.delivery.c.member_id.in_(only)
        await tx.db.execute(update(t.delivery).where(mine & whose).values(state=DeliveryState.OUTDATED))


async def make_older(
    tx: Tx, vote: Vote, kind: DeliveryKind, members: Iterable[MemberId] | None = None, span: Span = ALL
) -> None:
    """What was sent about a vote, to these members or to all, shows what was before."""
    sent = t.delivery.c.state.in_([DeliveryState.SENT, DeliveryState.DONE]) & (t.delivery.c.ref != "")
    mine = of_subject(vote.event, [kind], vote.id) & span.of(t.delivery.c.chat) & sent
    if members is not None:
        mine &= t.delivery.c.member_id.in_(list(members))
    await tx.db.execute(update(t.delivery).where(mine).values(state=DeliveryState.OUTDATED))


async def queue_again(tx: Tx, event_id: EventId, kinds: Iterable[DeliveryKind], subject: int, span: Span = ALL) -> None:
    """Send what was sent about this subject once more, with what it says by now."""
    mine = of_subject(event_id, kinds, subject) & span.of(t.delivery.c.chat)
    await tx.db.execute(update(t.delivery).where(mine).values(_AGAIN))


def of_subject(event_id: EventId, kinds: Iterable[DeliveryKind], subject: int) -> ColumnElement[bool]:
    """The condition on `delivery` that it is about this."""
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


async def notice(tx: Tx, notice_id: int) -> str:
    """The text of an announcement, an alarm or a request for a file."""
    text: str = (await tx.db.execute(select(t.notice.c.text).where(t.notice.c.id == notice_id))).scalar_one()
    return text
