"""Invitations, pairing, codes for binding a chat: only hashes are kept of what somebody could use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, true, update

from core.model import Address, EventId, MemberId, Purpose
from core.store import tables as t
from core.store.sql import chunks, insert
from core.store.times import later
from core.store.writer import Tx

PAIRING_LASTS = timedelta(minutes=15)


async def add_invitations(tx: Tx, invitations: Sequence[tuple[bytes, MemberId, EventId]], *, link: bool) -> None:
    """Keep new invitations; unused older ones of the same members die."""
    for chunk in chunks([member for _, member, _ in invitations]):
        old = t.invitation.c.member_id.in_(chunk) & t.invitation.c.used_by.is_(None) & (t.invitation.c.link == link)
        await tx.db.execute(delete(t.invitation).where(old))
    rows = [
        {"hash": digest, "member_id": member, "event_id": event, "link": link, "created_at": tx.now}
        for digest, member, event in invitations
    ]
    await tx.db.execute(t.invitation.insert(), rows)


async def invitation(tx: Tx, digest: bytes) -> tuple[MemberId, EventId, bool, str | None] | None:
    """Member, event, whether it is a `/link` code, and the address that used it."""
    columns = (t.invitation.c.member_id, t.invitation.c.event_id, t.invitation.c.link, t.invitation.c.used_by)
    row = (await tx.db.execute(select(*columns).where(t.invitation.c.hash == digest))).first()
    return (MemberId(row[0]), EventId(row[1]), row[2], row[3]) if row else None


async def uninvited(tx: Tx, event: EventId, after: MemberId, limit: int, *, again: bool) -> list[MemberId]:
    """The next members who have no account and no invitation that is still good, or with `again` also those who do."""
    unused = t.invitation.c.used_by.is_(None) & ~t.invitation.c.link & (t.invitation.c.event_id == event)
    theirs = t.invitation.c.member_id == t.member.c.id
    query = select(t.member.c.id).where(t.member.c.id > after, ~exists().where(t.account.c.member_id == t.member.c.id))
    if not again:
        query = query.where(~exists().where(theirs & unused))
    return [MemberId(member) for member in await tx.db.scalars(query.order_by(t.member.c.id).limit(limit))]


async def use_invitation(tx: Tx, digest: bytes, address: Address) -> None:
    """Mark an invitation as used."""
    await tx.db.execute(update(t.invitation).where(t.invitation.c.hash == digest).values(used_by=address))


async def burn_invitation(tx: Tx, digest: bytes) -> bool:
    """Delete an unused code that became public; True if there was one."""
    unused = (t.invitation.c.hash == digest) & t.invitation.c.used_by.is_(None)
    gone = await tx.db.execute(delete(t.invitation).where(unused))
    bind = await tx.db.execute(delete(t.bind_code).where(t.bind_code.c.hash == digest))
    return bool(gone.rowcount or bind.rowcount)


async def forget_tries(tx: Tx, address: Address) -> None:
    """Let the count of `failures` begin anew."""
    await tx.db.execute(delete(t.attempt).where(t.attempt.c.address == address))


async def forget_links(tx: Tx, member: MemberId) -> None:
    """Delete a member's unused `/link` codes."""
    unused = t.invitation.c.link & t.invitation.c.used_by.is_(None)
    await tx.db.execute(delete(t.invitation).where(unused & (t.invitation.c.member_id == member)))


async def failures(tx: Tx, address: Address, since: datetime) -> int:
    """How often this address tried a wrong code since then, and not before the clock was set back."""
    lately = t.attempt.c.since.between(since, tx.now)
    query = select(t.attempt.c.failures).where((t.attempt.c.address == address) & lately)
    return await tx.db.scalar(query) or 0


async def add_failure(tx: Tx, address: Address, since: datetime) -> None:
    """Count a wrong code; the count starts anew when the last start lies before `since`."""
    fresh = {"address": address, "since": tx.now, "failures": 1}
    lately = t.attempt.c.since.between(since, tx.now)
    count = func.iif(lately, t.attempt.c.failures + 1, 1)
    start = func.iif(lately, t.attempt.c.since, tx.now)
    statement = insert(t.attempt).values(fresh)
    await tx.db.execute(
        statement.on_conflict_do_update(index_elements=["address"], set_={"failures": count, "since": start})
    )


def _shown(tx: Tx) -> ColumnElement[bool]:
    """Whether a code is shown now; none is for longer than it lasts, even if the clock was set back."""
    return t.pairing.c.expires_at.between(tx.now + timedelta(milliseconds=1), tx.now + PAIRING_LASTS)


async def set_pairing(tx: Tx, address: Address, chat: Address, code: str) -> None:
    """Remember the code that an unbound account shows to the desk."""
    await tx.db.execute(delete(t.pairing).where(~_shown(tx)))
    values = {"address": address, "chat": chat, "code": code, "expires_at": tx.now + PAIRING_LASTS}
    await tx.db.execute(insert(t.pairing).values(values).on_conflict_do_update(index_elements=["address"], set_=values))


async def pairing_code(tx: Tx, address: Address) -> str | None:
    """The code that an account shows at present."""
    mine = (t.pairing.c.address == address) & _shown(tx)
    return await tx.db.scalar(select(t.pairing.c.code).where(mine))


async def taken_codes(tx: Tx, codes: Iterable[str]) -> set[str]:
    """Those of these codes that somebody shows, or has shown."""
    return set(await tx.db.scalars(select(t.pairing.c.code).where(t.pairing.c.code.in_(list(codes)))))


async def shown_by(tx: Tx, code: str) -> tuple[Address, Address] | None:
    """Address and chat that show this code at present."""
    found = (t.pairing.c.code == code) & _shown(tx)
    row = (await tx.db.execute(select(t.pairing.c.address, t.pairing.c.chat).where(found))).first()
    return (row[0], row[1]) if row else None


async def take_pairing(tx: Tx, code: str) -> tuple[Address, Address] | None:
    """Address and chat that show this code; the code is used up."""
    found = (t.pairing.c.code == code) & _shown(tx)
    row = (await tx.db.execute(delete(t.pairing).where(found).returning(t.pairing.c.address, t.pairing.c.chat))).first()
    return (row[0], row[1]) if row else None


async def go_along(tx: Tx, by: timedelta, bind_code_lasts: timedelta) -> None:
    """The clock was set: what is good is so for as long as it would have been, and what was wrong is as long ago.

    The command line may have made codes since then, by the new time.
    """
    before, made = tx.now - by, t.bind_code.c.created_at
    good = {made: made.between(before - bind_code_lasts, before)}
    for column in (made, t.pairing.c.expires_at, t.attempt.c.since):
        await tx.db.execute(update(column.table).where(good.get(column, true())).values({column: later(column, by)}))


async def add_bind_code(tx: Tx, digest: bytes, event: EventId, purpose: Purpose) -> None:
    """Keep a one-time code for binding a chat."""
    await tx.db.execute(t.bind_code.insert().values(hash=digest, event_id=event, purpose=purpose, created_at=tx.now))


@dataclass(frozen=True, slots=True)
class BindCode:
    """What a code binds a chat to."""

    event: EventId
    purpose: Purpose
    asked_by: MemberId | None


async def bind_code(tx: Tx, digest: bytes, since: datetime) -> BindCode | None:
    """A code made after `since`."""
    columns = (t.bind_code.c.event_id, t.bind_code.c.purpose, t.bind_code.c.asked_by)
    valid = (t.bind_code.c.hash == digest) & t.bind_code.c.created_at.between(since, tx.now + (tx.now - since))
    row = (await tx.db.execute(select(*columns).where(valid))).first()
    return BindCode(EventId(row[0]), Purpose(row[1]), row[2]) if row else None


async def claim_bind_code(tx: Tx, digest: bytes, member: MemberId) -> None:
    """Only this member uses the code from now on."""
    await tx.db.execute(update(t.bind_code).where(t.bind_code.c.hash == digest).values(asked_by=member))
