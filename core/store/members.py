"""Members, their accounts, roles, invitations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, ColumnElement, RowMapping, and_, bindparam, delete, func, select, true, update

from core.address import network_of
from core.model import Account, Address, EventId, Member, MemberId, Person, Purpose, Role, Tongue
from core.store import tables as t
from core.store.sql import insert
from core.store.writer import Tx

_MOST = 1000
"""Values in one statement; databases take a limited number."""
_MEMBER = tuple(t.member.c[name] for name in ("id", "number", "name", "language", "weight", "votes", "groups", "email"))
_ACCOUNT = tuple(t.account.c[name] for name in ("address", "member_id", "chat", "language", "plain", "reachable"))


def searchable(text: str) -> str:
    """What names are compared by: no case, no accents, no invisible characters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if c.isalnum() or c.isspace()).split())


def _member(values: RowMapping) -> Member:
    return Member(
        id=MemberId(values["id"]),
        number=values["number"],
        name=values["name"],
        language=values["language"],
        weight=values["weight"],
        votes=values["votes"],
        groups=tuple(values["groups"]),
        email=values["email"],
    )


def _account(values: RowMapping) -> Account:
    return Account(
        address=values["address"],
        member=MemberId(values["member_id"]),
        chat=values["chat"],
        language=values["language"],
        plain=values["plain"],
        reachable=values["reachable"],
    )


async def by_number(tx: Tx, number: str) -> Member | None:
    """The member with this number."""
    row = (await tx.db.execute(select(*_MEMBER).where(t.member.c.number == number))).mappings().first()
    return _member(row) if row else None


async def by_ids(tx: Tx, ids: Iterable[MemberId]) -> dict[MemberId, Member]:
    """Members by id."""
    rows = await tx.db.execute(select(*_MEMBER).where(t.member.c.id.in_(list(ids))))
    return {member.id: member for member in map(_member, rows.mappings())}


async def by_numbers(tx: Tx, numbers: Iterable[str]) -> dict[str, Member]:
    """Members by number."""
    rows = await tx.db.execute(select(*_MEMBER).where(t.member.c.number.in_(list(numbers))))
    return {member.number: member for member in map(_member, rows.mappings())}


async def everybody(tx: Tx) -> list[Member]:
    """The whole roster in the order of import."""
    rows = await tx.db.execute(select(*_MEMBER).order_by(t.member.c.id))
    return [_member(row) for row in rows.mappings()]


async def search(tx: Tx, words: str, limit: int) -> list[Member]:
    """Members whose number is `words`, or whose name has all of them."""
    found = t.member.c.number == words.strip()
    terms = searchable(words).split()
    if terms:
        found = found | and_(*(t.member.c.search.contains(term, autoescape=True) for term in terms))
    rows = await tx.db.execute(select(*_MEMBER).where(found).order_by(t.member.c.name).limit(limit))
    return [_member(row) for row in rows.mappings()]


async def insert_members(tx: Tx, members: Sequence[Mapping[str, object]]) -> None:
    """Add roster rows; `groups` follow by `set_groups`."""
    await tx.db.execute(t.member.insert(), list(members))


async def update_members(tx: Tx, members: Sequence[Mapping[str, object]]) -> None:
    """Change roster rows, found by `number`."""
    alike: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for values in members:
        row = {"whose" if name == "number" else name: value for name, value in values.items()}
        alike.setdefault(tuple(row), []).append(row)
    for rows in alike.values():
        await tx.db.execute(update(t.member).where(t.member.c.number == bindparam("whose")), rows)


async def set_groups(tx: Tx, groups: Mapping[MemberId, Sequence[str]]) -> None:
    """Replace the groups of these members."""
    for chunk in _chunks(list(groups)):
        await tx.db.execute(delete(t.member_group).where(t.member_group.c.member_id.in_(chunk)))
    rows = [{"name": name, "member_id": member} for member, names in groups.items() for name in dict.fromkeys(names)]
    if rows:
        await tx.db.execute(t.member_group.insert(), rows)


async def set_roles(tx: Tx, roles: Mapping[MemberId, Iterable[Role]]) -> None:
    """Replace the roles of these members."""
    for chunk in _chunks(list(roles)):
        await tx.db.execute(delete(t.role).where(t.role.c.member_id.in_(chunk)))
    rows = [{"member_id": member, "role": role} for member, names in roles.items() for role in sorted(names)]
    if rows:
        await tx.db.execute(t.role.insert(), rows)


def _chunks(ids: list[MemberId]) -> list[list[MemberId]]:
    return [ids[start : start + _MOST] for start in range(0, len(ids), _MOST)]


async def roles_of(tx: Tx, ids: Iterable[MemberId]) -> dict[MemberId, frozenset[Role]]:
    """Roles by member, for those who have any."""
    found: dict[MemberId, set[Role]] = {}
    for chunk in _chunks(list(ids)):
        for member, role in await tx.db.execute(select(t.role).where(t.role.c.member_id.in_(chunk))):
            found.setdefault(MemberId(member), set()).add(Role(role))
    return {member: frozenset(roles) for member, roles in found.items()}


async def persons(tx: Tx, addresses: Iterable[Address]) -> dict[Address, Person]:
    """Who stands behind these addresses, as far as they are bound."""
    rows = await tx.db.execute(select(*_ACCOUNT).where(t.account.c.address.in_(list(addresses))))
    accounts = [_account(row) for row in rows.mappings()]
    members = await by_ids(tx, {account.member for account in accounts})
    roles = await roles_of(tx, members)
    return {
        account.address: Person(members[account.member], account, roles.get(account.member, frozenset()))
        for account in accounts
    }


async def tongues(tx: Tx, addresses: Iterable[Address]) -> dict[Address, Tongue]:
    """How to speak to the persons behind these addresses."""
    return await _tongues(tx, t.account.c.address, addresses)


async def tongues_of_chats(tx: Tx, chats: Iterable[Address]) -> dict[Address, Tongue]:
    """How to speak in these private chats."""
    return await _tongues(tx, t.account.c.chat, chats)


async def _tongues(tx: Tx, key: Column[str], keys: Iterable[Address]) -> dict[Address, Tongue]:
    query = (
        select(key, t.account.c.plain, t.account.c.language, t.member.c.language)
        .join(t.member, t.member.c.id == t.account.c.member_id)
        .where(key.in_(list(keys)))
    )
    return {address: Tongue(plain, own, roster) for address, plain, own, roster in await tx.db.execute(query)}


async def accounts_of(tx: Tx, ids: Iterable[MemberId]) -> list[Account]:
    """All accounts of these members."""
    rows = await tx.db.execute(select(*_ACCOUNT).where(t.account.c.member_id.in_(list(ids))))
    return [_account(row) for row in rows.mappings()]


async def networks_of(tx: Tx) -> dict[MemberId, set[str]]:
    """By member the networks on which there is an account, for those who have any."""
    found: dict[MemberId, set[str]] = {}
    for member, address in await tx.db.execute(select(t.account.c.member_id, t.account.c.address)):
        found.setdefault(MemberId(member), set()).add(network_of(address))
    return found


async def add_account(tx: Tx, address: Address, member: MemberId, chat: Address, language: str) -> None:
    """Bind an address to a member, or find it bound to the same one."""
    await add_accounts(tx, [(address, member, chat, language)])


async def add_accounts(tx: Tx, accounts: Iterable[tuple[Address, MemberId, Address, str]]) -> None:
    """Bind address, member, chat and language of each, or find them bound."""
    names = ("address", "member_id", "chat", "language")
    rows = [{**dict(zip(names, values, strict=True)), "bound_at": tx.now} for values in accounts]
    if rows:
        await tx.db.execute(insert(t.account).on_conflict_do_nothing(), rows)


async def owners(tx: Tx, addresses: Sequence[Address]) -> dict[Address, str]:
    """The numbers of the members to whom these addresses are bound."""
    query = select(t.account.c.address, t.member.c.number).join(t.member, t.member.c.id == t.account.c.member_id)
    found: dict[Address, str] = {}
    for start in range(0, len(addresses), _MOST):
        chunk = t.account.c.address.in_(addresses[start : start + _MOST])
        found.update([(address, number) for address, number in await tx.db.execute(query.where(chunk))])
    return found


async def set_account(tx: Tx, address: Address, **values: object) -> None:
    """Change settings of an account: `language`, `plain`, `chat`."""
    await tx.db.execute(update(t.account).where(t.account.c.address == address).values(**values))


async def set_reachable(tx: Tx, chats: Iterable[Address], *, reachable: bool) -> None:
    """Note whether these private chats take messages."""
    await tx.db.execute(update(t.account).where(t.account.c.chat.in_(list(chats))).values(reachable=reachable))


LISTS = ("present", "absent", "unreachable", "unbound")


def _listed(event: EventId, which: str) -> ColumnElement[bool]:
    here = select(t.presence.c.member_id).where(t.presence.c.event_id == event)
    bound = select(t.account.c.member_id)
    conditions = {
        "present": t.member.c.id.in_(here),
        "absent": t.member.c.votes & t.member.c.id.not_in(here),
        "unreachable": t.member.c.id.in_(bound) & t.member.c.id.not_in(bound.where(t.account.c.reachable)),
        "unbound": t.member.c.id.not_in(bound),
    }
    return conditions.get(which, true())


async def rows_for_list(tx: Tx, event: EventId, which: str, limit: int | None = None) -> list[Member]:
    """Members for `/roster`: `all` or one of `LISTS`, by name; the first `limit` of them if given."""
    query = select(*_MEMBER).where(_listed(event, which)).order_by(t.member.c.search, t.member.c.id).limit(limit)
    return [_member(row) for row in (await tx.db.execute(query)).mappings()]


async def list_counts(tx: Tx, event: EventId) -> dict[str, int]:
    """How many members each of `LISTS` has."""
    columns = [func.count().filter(_listed(event, which)) for which in LISTS]
    return dict(zip(LISTS, (await tx.db.execute(select(*columns).select_from(t.member))).one(), strict=True))


async def chats_with_role(tx: Tx, role: Role) -> list[Address]:
    """The private chats of everybody who has a role."""
    query = select(t.account.c.chat).join(t.role, t.role.c.member_id == t.account.c.member_id)
    return list(await tx.db.scalars(query.where(t.role.c.role == role).order_by(t.account.c.chat)))


# -- invitations, pairing, bind codes: only hashes are kept


async def add_invitations(tx: Tx, invitations: Sequence[tuple[bytes, MemberId, EventId]], *, link: bool) -> None:
    """Keep new invitations; unused older ones of the same members die."""
    for chunk in _chunks([member for _, member, _ in invitations]):
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


async def open_invitations(tx: Tx, event: EventId) -> set[MemberId]:
    """Members who hold an invitation to the event that nobody has used."""
    unused = t.invitation.c.used_by.is_(None) & ~t.invitation.c.link & (t.invitation.c.event_id == event)
    return {MemberId(member) for member in await tx.db.scalars(select(t.invitation.c.member_id).where(unused))}


async def use_invitation(tx: Tx, digest: bytes, address: Address) -> None:
    """Mark an invitation as used."""
    await tx.db.execute(update(t.invitation).where(t.invitation.c.hash == digest).values(used_by=address))


async def burn_invitation(tx: Tx, digest: bytes) -> bool:
    """Delete an unused code that became public; True if there was one."""
    unused = (t.invitation.c.hash == digest) & t.invitation.c.used_by.is_(None)
    gone = await tx.db.execute(delete(t.invitation).where(unused))
    bind = await tx.db.execute(delete(t.bind_code).where(t.bind_code.c.hash == digest))
    return bool(gone.rowcount or bind.rowcount)


async def failures(tx: Tx, address: Address, since: datetime) -> int:
    """How often this address tried a wrong code since then."""
    query = select(t.attempt.c.failures).where((t.attempt.c.address == address) & (t.attempt.c.since >= since))
    return await tx.db.scalar(query) or 0


async def add_failure(tx: Tx, address: Address, since: datetime) -> None:
    """Count a wrong code; the count starts anew when the last start lies before `since`."""
    fresh = {"address": address, "since": tx.now, "failures": 1}
    count = func.iif(t.attempt.c.since >= since, t.attempt.c.failures + 1, 1)
    start = func.iif(t.attempt.c.since >= since, t.attempt.c.since, tx.now)
    statement = insert(t.attempt).values(fresh)
    await tx.db.execute(
        statement.on_conflict_do_update(index_elements=["address"], set_={"failures": count, "since": start})
    )


async def set_pairing(tx: Tx, address: Address, chat: Address, code: str, expires_at: datetime) -> None:
    """Remember the code that an unbound account shows to the desk."""
    await tx.db.execute(delete(t.pairing).where(t.pairing.c.expires_at <= tx.now))
    values = {"address": address, "chat": chat, "code": code, "expires_at": expires_at}
    await tx.db.execute(insert(t.pairing).values(values).on_conflict_do_update(index_elements=["address"], set_=values))


async def pairing_codes(tx: Tx) -> dict[Address, str]:
    """The codes that are shown at present, by the account that shows them."""
    query = select(t.pairing.c.address, t.pairing.c.code).where(t.pairing.c.expires_at > tx.now)
    return {row.address: row.code for row in await tx.db.execute(query)}


async def take_pairing(tx: Tx, code: str) -> tuple[Address, Address] | None:
    """Address and chat that show this code; the code is used up."""
    found = (t.pairing.c.code == code) & (t.pairing.c.expires_at > tx.now)
    row = (await tx.db.execute(delete(t.pairing).where(found).returning(t.pairing.c.address, t.pairing.c.chat))).first()
    return (row[0], row[1]) if row else None


async def add_bind_code(tx: Tx, digest: bytes, event: EventId, purpose: Purpose) -> None:
    """Keep a one-time code for binding a chat."""
    await tx.db.execute(t.bind_code.insert().values(hash=digest, event_id=event, purpose=purpose, created_at=tx.now))


async def bind_code(tx: Tx, digest: bytes, since: datetime) -> tuple[EventId, Purpose] | None:
    """Event and purpose of a code made after `since`."""
    valid = (t.bind_code.c.hash == digest) & (t.bind_code.c.created_at >= since)
    row = (await tx.db.execute(select(t.bind_code.c.event_id, t.bind_code.c.purpose).where(valid))).first()
    return (EventId(row[0]), Purpose(row[1])) if row else None
