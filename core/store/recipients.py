"""Whom a message to many goes to: conditions on `account`, which are looked up account by account."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true, union

from core.model import Address, Event, EventId, MemberId, Vote
from core.outgoing import DeliveryKind
from core.store import tables as t
from core.store.ballots import CASTER, is_cast
from core.store.events import voting
from core.store.sql import of_network
from core.store.writer import Tx


def audience(event: Event, who: str) -> ColumnElement[bool]:
    """Accounts of `all`, `present`, `absent` or a group."""
    mine = t.account.c.member_id
    here = exists().where(t.presence.c.event_id == event.id, t.presence.c.member_id == mine)
    match who:
        case "all":
            return true()
        case "present":
            return here
        case "absent":
            return and_(~here, exists().where(t.member.c.id == mine, voting(event)))
        case _:
            return exists().where(t.member_group.c.name == who, t.member_group.c.member_id == mine)


def strangers_to(event_id: EventId, network: str) -> ColumnElement[bool]:
    """Accounts of a network of whose chats it keeps nothing, and to whom no first message was sent in this event."""
    account, told, kept = t.account.c, t.delivery.c, t.kept.c
    about = (told.kind == DeliveryKind.WELCOME) & (told.event_id == event_id) & (told.subject == 0)
    known = exists().where(kept.source == network, kept.key == account.chat)
    return and_(of_network(account.chat, network), ~exists().where(about, told.chat == account.chat), ~known)


def on_roll(
    kind: DeliveryKind,
    vote: Vote,
    *,
    only_missing: bool = False,
    only: Collection[MemberId] | None = None,
    outside: Sequence[Address] = (),
) -> ColumnElement[bool]:
    """Accounts on the roll of a vote, of those without a ballot cast, or of `only` these.

    What a ballot is needed for goes to whoever casts it; all else to principals and holders. Of ballots,
    `outside` leaves out whoever is known to be in one of these groups and casts for nobody else.
    """
    roll, mine = t.roll.c, t.account.c.member_id
    about = [roll.vote_id == vote.id]
    if only is not None:
        about.append(roll.member_id.in_(only))
    if only_missing:
        about.append(~is_cast(vote))
    own = [*about, roll.member_id == mine]
    if kind is DeliveryKind.BALLOT:
        about.append(~roll.paper)
        own += [~roll.paper, roll.holder.is_(None)]
        own += [~_inside(outside, roll.member_id)] if outside else []
    # each half is answered by an index of its own
    return or_(exists().where(*own), exists().where(*about, roll.holder == mine))


def on_whole_roll(
    kind: DeliveryKind, vote: Vote, *, only_missing: bool = False, outside: Sequence[Address] = ()
) -> ColumnElement[bool]:
    """The same accounts, by one look at the whole roll: quicker for all of them together, slower for a few."""
    roll = t.roll.c
    about = [roll.vote_id == vote.id, *([~is_cast(vote)] if only_missing else [])]
    if kind is not DeliveryKind.BALLOT:
        return t.account.c.member_id.in_(union(select(roll.member_id).where(*about), select(roll.holder).where(*about)))
    about.append(~roll.paper)
    if outside:
        about.append(roll.holder.is_not(None) | ~_inside(outside, roll.member_id))
    return t.account.c.member_id.in_(select(CASTER).where(*about))


def _inside(chats: Sequence[Address], member: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a member is known to be in one of these groups."""
    theirs, crowd = t.account.alias(), t.crowd.c
    here = (theirs.c.member_id == member) & (crowd.address == theirs.c.address)
    return exists().where(here, crowd.chat.in_(chats), crowd.here)


def casts_nothing_yet(vote: Vote, caster: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a ballot that this member casts is not cast yet."""
    roll = t.roll.c
    missing = (roll.vote_id == vote.id) & ~is_cast(vote)
    own = exists().where(missing, roll.member_id == caster, roll.holder.is_(None))
    return or_(own, exists().where(missing, roll.holder == caster))


async def count(tx: Tx, whom: ColumnElement[bool], after: str = "") -> int:
    """How many accounts there are, from an address on."""
    query = select(func.count()).select_from(t.account).where(t.account.c.address > after, whom)
    return await tx.db.scalar(query) or 0


async def chats_on_roll(tx: Tx, vote: Vote, network: str) -> list[Address]:
    """The private chats of a network to which ballots of a vote go."""
    theirs = of_network(t.account.c.chat, network) & on_whole_roll(DeliveryKind.BALLOT, vote)
    return [str(chat) for chat in await tx.db.scalars(select(t.account.c.chat).where(theirs))]


async def people(tx: Tx, whom: ColumnElement[bool]) -> int:
    """How many members have such an account."""
    return await tx.db.scalar(select(func.count(t.account.c.member_id.distinct())).where(whom)) or 0


async def count_on(tx: Tx, whom: ColumnElement[bool], after: str, networks: Sequence[str]) -> dict[str, int]:
    """How many accounts there are from an address on, by network."""
    counts = [func.count().filter(of_network(t.account.c.chat, name)) for name in networks]
    query = select(*counts).select_from(t.account).where(t.account.c.address > after, whom)
    return dict(zip(networks, (await tx.db.execute(query)).one(), strict=True)) if counts else {}
