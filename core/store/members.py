"""Members, their accounts, roles, invitations."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    RowMapping,
    Select,
    Text,
    and_,
    delete,
    func,
    select,
    true,
    type_coerce,
    update,
)

from core import numbers
from core.address import network_of, person_of
from core.model import Address, EventId, Member, MemberId
from core.outgoing import DeliveryKind, DeliveryState
from core.persons import Account, Known, Person, Tongue
from core.store import editions, roles
from core.store import people as p
from core.store import tables as t
from core.store.sql import UNREADABLE, among, chunks, insert, of_network, values
from core.store.writer import Tx

_PAGE = 10_000
_MEMBER = tuple(t.member.c[name] for name in ("id", "number", "name", "language", "weight", "votes", "email"))
_MEMBER = (*_MEMBER, type_coerce(t.member.c.groups, Text).label("groups"))
_TONGUE = (t.account.c.plain, t.account.c.language, t.member.c.language)
_ACCOUNT = tuple(t.account.c[name] for name in ("address", "member_id", "chat", "language", "plain", "reachable"))


def searchable(text: str) -> str:
    """What names are compared by: no case, no accents, no invisible characters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if c.isalnum() or c.isspace()).split())


def by_name(member: Member) -> tuple[str, str]:
    """What members are sorted by where people look for their names: neither case nor accents make a difference."""
    return searchable(member.name), member.name


def _member(values: RowMapping) -> Member:
    return Member(
        id=MemberId(values["id"]),
        number=values["number"],
        name=values["name"],
        language=values["language"],
        weight=values["weight"],
        votes=values["votes"],
        groups=_groups(values["groups"]),
        email=values["email"],
    )


def _groups(written: str) -> tuple[str, ...]:
    """None of what cannot be read: who belongs to a group stands in rows of their own, this list is shown."""
    try:
        return tuple(map(str, json.loads(written)))
    except UNREADABLE:
        return ()


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
    """The member with this number, however it is written."""
    return (await by_numbers(tx, [number])).get(number)


async def by_ids(tx: Tx, ids: Iterable[MemberId]) -> dict[MemberId, Member]:
    """Members by id."""
    found: dict[MemberId, Member] = {}
    for chunk in chunks(list(ids)):
        rows = await tx.db.execute(select(*_MEMBER).where(t.member.c.id.in_(chunk)))
        found.update({member.id: member for member in map(_member, rows.mappings())})
    return found


async def by_numbers(tx: Tx, written: Iterable[str]) -> dict[str, Member]:
    """Members by number, as it is written here."""
    keys = {number: numbers.key(number) for number in written}
    found: dict[str, Member] = {}
    for chunk in chunks(list({*keys.values()})):
        query = select(t.member.c.number_key, *_MEMBER).where(t.member.c.number_key.in_(chunk))
        rows = (await tx.db.execute(query)).mappings()
        found.update({row["number_key"]: _member(row) for row in rows})
    return {number: found[key] for number, key in keys.items() if key in found}


async def alike(tx: Tx, written: Iterable[str]) -> dict[str, list[Member]]:
    """By number as written here, the members whose number differs in leading zeros or a trailing `.0` only."""
    by_loose: dict[str, list[str]] = {}
    for number in written:
        by_loose.setdefault(numbers.loose(number), []).append(number)
    found: dict[str, list[Member]] = {}
    for chunk in chunks(list(by_loose)):
        columns = t.member.c
        query = select(columns.number_key, columns.number_loose, *_MEMBER).where(columns.number_loose.in_(chunk))
        for row in (await tx.db.execute(query)).mappings():
            for number in by_loose[row["number_loose"]]:
                if numbers.key(number) != row["number_key"]:
                    found.setdefault(number, []).append(_member(row))
    return found


async def by_names(tx: Tx, written: Iterable[str]) -> dict[str, list[Member]]:
    """By name as written here, the members who are called so; neither case nor accents make a difference."""
    wanted = {name: searchable(name) for name in written}
    found: dict[str, list[Member]] = {}
    for chunk in chunks(list({term for term in wanted.values() if term})):
        query = select(t.member.c.search, *_MEMBER).where(t.member.c.search.in_(chunk)).order_by(t.member.c.id)
        for row in (await tx.db.execute(query)).mappings():
            found.setdefault(row["search"], []).append(_member(row))
    return {name: found[term] for name, term in wanted.items() if term in found}


async def everybody(tx: Tx) -> list[Member]:
    """The whole roster in the order of import."""
    rows = await tx.db.execute(select(*_MEMBER).order_by(t.member.c.id))
    return [_member(row) for row in rows.mappings()]


async def how_many(tx: Tx) -> int:
    """Rows of the roster, whoever may vote."""
    return await tx.db.scalar(select(func.count()).select_from(p.member_row)) or 0


async def ids(tx: Tx) -> AsyncIterator[MemberId]:
    """Everybody's, in the order of import, without having them all in memory."""
    last, page = 0, [0]
    while page:
        query = select(t.member.c.id).where(t.member.c.id > last).order_by(t.member.c.id).limit(_PAGE)
        page = list(await tx.db.scalars(query))
        for member in page:
            last = member
            yield MemberId(member)


async def search(tx: Tx, words: str, limit: int) -> list[Member]:
    """Members whose number is `words`, who come first, or whose name has all of them."""
    named = t.member.c.number_key == numbers.key(words)
    found = named
    terms = searchable(words).split()
    if terms:
        found = found | and_(*(t.member.c.search.contains(term, autoescape=True) for term in terms))
    query = select(*_MEMBER).where(found).order_by(~named, t.member.c.search, t.member.c.name)
    rows = await tx.db.execute(query.limit(limit))
    return [_member(row) for row in rows.mappings()]


async def insert_member(tx: Tx, values: Mapping[str, object]) -> None:
    """Add somebody who counts from now on. What was being imported under the number is dropped with its import."""
    hidden = select(p.member_row.c.id).where(p.member_row.c.number_key == values["number_key"])
    await editions.disturb(tx)
    await editions.discard(tx, [MemberId(member) for member in await tx.db.scalars(hidden)])
    await tx.db.execute(p.member_row.insert().values(values))


def forms(number: str) -> dict[str, str]:
    """The columns in which a number is kept."""
    return {"number": numbers.tidied(number), "number_key": numbers.key(number), "number_loose": numbers.loose(number)}


async def change_rights(
    tx: Tx, member: MemberId, *, votes: bool, weight: int | None = None, groups: Sequence[str] | None = None
) -> None:
    """What a member may, from now on; None stays. What an import has decided must be written down before."""
    await editions.disturb(tx)
    given = {"votes": votes, "weight": weight, "groups": None if groups is None else list(groups)}
    values = {name: value for name, value in given.items() if value is not None}
    await tx.db.execute(update(p.member_row).where(p.member_row.c.id == member).values(values))
    if groups is not None:
        await tx.db.execute(delete(p.member_group_row).where(p.member_group_row.c.member_id == member))
    if groups:
        rows = [{"name": name, "member_id": member} for name in dict.fromkeys(groups)]
        await tx.db.execute(p.member_group_row.insert(), rows)


# -- accounts


async def persons(tx: Tx, addresses: Iterable[Address]) -> dict[Address, Person]:
    """Who stands behind these addresses, as far as they are bound."""
    rows = await tx.db.execute(select(*_ACCOUNT).where(t.account.c.address.in_(list(addresses))))
    accounts = [_account(row) for row in rows.mappings()]
    members = await by_ids(tx, {account.member for account in accounts})
    held = await roles.held_by(tx, members)
    return {
        account.address: Person(members[account.member], account, held.get(account.member, frozenset()))
        for account in accounts
    }


_KNOWN = (
    select(t.account.c.address, t.account.c.member_id, t.member.c.votes, *_TONGUE)
    .join(t.member, t.member.c.id == t.account.c.member_id)
    .where(among(t.account.c.address, "wanted"))
)


async def known(tx: Tx, addresses: Iterable[Address]) -> dict[Address, Known]:
    """Who stands behind these addresses, as far as they are bound."""
    found = await tx.db.execute(_KNOWN, {"wanted": values(addresses)})
    return {
        address: Known(MemberId(member), votes, Tongue(plain, own, roster))
        for address, member, votes, plain, own, roster in found
    }


async def guests_among(tx: Tx, ids: Iterable[MemberId]) -> set[MemberId]:
    """Those of these members who have no vote."""
    query = select(t.member.c.id).where(t.member.c.id.in_(list(ids)), t.member.c.votes.is_(False))
    return {MemberId(found) for found in await tx.db.scalars(query)}


async def reached_on(tx: Tx, network: str) -> tuple[int, int]:
    """How many members' accounts on a network something was sent to or came from, and how many there are."""
    chat = t.account.c.chat
    sent = select(t.delivery.c.chat).where(t.delivery.c.ref != "")
    known = select(t.kept.c.key).where(t.kept.c.source == network, t.kept.c.value != "")
    query = select(func.count().filter(chat.in_(sent) | chat.in_(known)), func.count())
    reached, there = (await tx.db.execute(query.select_from(t.account).where(of_network(chat, network)))).one()
    return reached, there


async def unreachable_on(tx: Tx, network: str, most: int) -> tuple[int, list[tuple[Member, Address]]]:
    """How many accounts on a network a first message could not be sent to, and the first `most` of them."""
    chat, about = t.account.c.chat, t.delivery.c
    reached = select(about.chat).where(about.ref != "")
    failed = select(about.chat).where(about.kind == DeliveryKind.WELCOME, about.state == DeliveryState.FAILED)
    lost = and_(of_network(chat, network), chat.in_(failed), chat.not_in(reached))
    found = t.account.join(t.member, t.member.c.id == t.account.c.member_id)
    query = select(*_MEMBER, t.account.c.address, func.count().over().label("count")).select_from(found).where(lost)
    rows = (await tx.db.execute(query.order_by(t.member.c.number).limit(most))).mappings().all()
    return rows[0]["count"] if rows else 0, [(_member(row), row["address"]) for row in rows]


async def tongues_of_chats(tx: Tx, chats: Iterable[Address]) -> dict[Address, Tongue]:
    """How to speak in these private chats, and in what somebody alone sees of a group."""
    chats = list(chats)
    found = await _tongues(tx, _BY_CHAT, chats)
    apart = {chat: person for chat in chats if chat not in found and (person := person_of(chat)) != chat}
    theirs = await _tongues(tx, _BY_ADDRESS, set(apart.values())) if apart else {}
    return found | {chat: theirs[person] for chat, person in apart.items() if person in theirs}


def _of(key: Column[str]) -> Select[tuple[Address, bool, str, str]]:
    return select(key, *_TONGUE).join(t.member, t.member.c.id == t.account.c.member_id).where(among(key, "wanted"))


_BY_ADDRESS, _BY_CHAT = _of(t.account.c.address), _of(t.account.c.chat)


async def _tongues(tx: Tx, query: Select[Any], keys: Iterable[Address]) -> dict[Address, Tongue]:
    found = await tx.db.execute(query, {"wanted": values(keys)})
    return {address: Tongue(plain, own, roster) for address, plain, own, roster in found}


async def accounts_of(tx: Tx, ids: Iterable[MemberId]) -> list[Account]:
    """All accounts of these members."""
    found: list[Account] = []
    for chunk in chunks(list(ids)):
        rows = await tx.db.execute(select(*_ACCOUNT).where(t.account.c.member_id.in_(chunk)))
        found += map(_account, rows.mappings())
    return found


async def networks_of(tx: Tx) -> dict[MemberId, set[str]]:
    """By member the networks on which there is an account, for those who have any."""
    found: dict[MemberId, set[str]] = {}
    for member, address in await tx.db.execute(select(t.account.c.member_id, t.account.c.address)):
        found.setdefault(MemberId(member), set()).add(network_of(address))
    return found


async def addresses_on(tx: Tx, network: str) -> list[Address]:
    """All accounts on a network, in no order."""
    rows = await tx.db.scalars(select(t.account.c.address))
    return [address for address in rows if network_of(address) == network]


async def add_account(tx: Tx, address: Address, member: MemberId, chat: Address, language: str) -> None:
    """Bind an address to a member, or find it bound to the same one."""
    await add_accounts(tx, [(address, member, chat, language)])


async def add_accounts(tx: Tx, accounts: Iterable[tuple[Address, MemberId, Address, str]]) -> None:
    """Bind address, member, chat and language of each, or find them bound."""
    names = ("address", "member_id", "chat", "language")
    rows = [{**dict(zip(names, values, strict=True)), "bound_at": tx.now} for values in accounts]
    if rows:
        await tx.db.execute(insert(t.account).on_conflict_do_nothing(), rows)


async def remove_accounts(tx: Tx, addresses: Sequence[Address]) -> None:
    """Nobody is bound to these addresses any more."""
    await tx.db.execute(delete(t.account).where(t.account.c.address.in_(addresses)))


async def owners(tx: Tx, addresses: Sequence[Address]) -> dict[Address, str]:
    """The numbers of the members to whom these addresses are bound."""
    query = select(t.account.c.address, t.member.c.number).join(t.member, t.member.c.id == t.account.c.member_id)
    found: dict[Address, str] = {}
    for chunk in chunks(list(addresses)):
        rows = await tx.db.execute(query.where(t.account.c.address.in_(chunk)))
        found.update([(address, number) for address, number in rows])
    return found


async def set_account(tx: Tx, address: Address, **values: object) -> None:
    """Change settings of an account: `language`, `plain`, `chat`."""
    await tx.db.execute(update(t.account).where(t.account.c.address == address).values(**values))


async def set_reachable(tx: Tx, chats: Iterable[Address], *, reachable: bool) -> None:
    """Note whether these private chats take messages."""
    await tx.db.execute(update(t.account).where(t.account.c.chat.in_(list(chats))).values(reachable=reachable))


_UNREACHABLE = select(t.account.c.chat).where(among(t.account.c.chat, "chats"), ~t.account.c.reachable)


async def unreachable_among(tx: Tx, chats: Collection[Address]) -> list[Address]:
    """Which of these private chats are taken for ones that take no messages."""
    return list(await tx.db.scalars(_UNREACHABLE, {"chats": values(chats)}))


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
