"""Who the members are: import, invitations, accounts, roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core import codes
from core.address import network_of
from core.errors import Refusal, refuse
from core.journal import Actor, record, record_everywhere
from core.model import Account, Address, Event, EventId, EventState, Member, MemberId, Person, Role
from core.outgoing import DeliveryKind
from core.store import deliveries, events, members
from core.store.members import searchable
from core.store.writer import Tx
from core.totals import UNIT, Weight

TRIES = 10
"""Wrong codes that one account may type within `TRIES_WITHIN`."""
TRIES_WITHIN = timedelta(minutes=10)
PAIRING_LASTS = timedelta(minutes=15)
LONGEST_NAME = 120
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the roster file. Groups, roles and accounts of None are left as they are."""

    number: str
    name: str
    email: str | None = None
    language: str | None = None
    weight: Weight | None = None
    votes: bool | None = None
    groups: tuple[str, ...] | None = None
    roles: tuple[Role, ...] | None = None
    accounts: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does. Nobody is ever removed."""

    added: tuple[Row, ...]
    changed: tuple[tuple[Member, Row], ...]
    unchanged: int
    missing: tuple[Member, ...]
    """Members who are on the roster and not in the file: they stay."""
    taken: tuple[tuple[Row, Address, str], ...] = ()
    """Accounts in the file that belong to another member already, with that member's number."""


async def difference(tx: Tx, rows: Sequence[Row]) -> Difference:
    """Compare a roster file with the roster."""
    known = {member.number: member for member in await members.everybody(tx)}
    owners = await members.owners(tx, [address for row in rows for address in row.accounts])
    roles = await members.roles_of(tx, [member.id for member in known.values()])
    added = tuple(row for row in rows if row.number not in known)
    changed = tuple(
        (member, row)
        for row in rows
        if (member := known.get(row.number))
        and (_differs(member, roles.get(member.id, frozenset()), row) or not owners.keys() >= set(row.accounts))
    )
    numbers = {row.number for row in rows}
    missing = tuple(member for number, member in known.items() if number not in numbers)
    taken = tuple(
        (row, address, owners[address])
        for row in rows
        for address in row.accounts
        if owners.get(address, row.number) != row.number
    )
    return Difference(added, changed, len(rows) - len(added) - len(changed), missing, taken)


def _values(row: Row) -> dict[str, object]:
    given = {"email": row.email, "language": row.language, "weight": row.weight, "votes": row.votes}
    values: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    if row.groups is not None:
        values["groups"] = list(row.groups)
    return {"number": row.number, "name": row.name, "search": searchable(row.name), **values}


def _differs(member: Member, roles: frozenset[Role], row: Row) -> bool:
    stands = {
        "name": member.name,
        "email": member.email,
        "language": member.language,
        "weight": member.weight,
        "votes": member.votes,
        "groups": list(member.groups),
    }
    values = _values(row)
    new_roles = row.roles is not None and frozenset(row.roles) != roles
    return new_roles or any(stands[key] != values.get(key, stands[key]) for key in stands)


_DEFAULTS: Mapping[str, object] = {"email": "", "language": "", "weight": UNIT, "votes": True, "groups": []}


async def import_rows(tx: Tx, rows: Sequence[Row], by: Actor) -> Difference | Refusal:
    """Add and change members. All or nothing; `accounts-taken` if an account belongs to somebody else."""
    change = await difference(tx, rows)
    if change.taken:
        row, address, owner = change.taken[0]
        return refuse("accounts-taken", number=row.number, account=address, owner=owner)
    if change.added:
        await members.insert_members(tx, [{**_DEFAULTS, **_values(row)} for row in change.added])
    await members.update_members(tx, [_values(row) for _, row in change.changed])
    await _attach(tx, [*change.added, *(row for _, row in change.changed)])
    await _totals_changed(tx)
    await record_everywhere(tx, "roster.import", by, added=len(change.added), changed=len(change.changed))
    return change


async def _attach(tx: Tx, rows: Sequence[Row]) -> None:
    ids: dict[str, MemberId] = {}
    for start in range(0, len(rows), 1000):
        found = await members.by_numbers(tx, [row.number for row in rows[start : start + 1000]])
        ids.update({number: member.id for number, member in found.items()})
    await members.set_groups(tx, {ids[row.number]: row.groups for row in rows if row.groups is not None})
    await members.set_roles(tx, {ids[row.number]: row.roles for row in rows if row.roles is not None})
    bound = [(address, ids[row.number], address, "") for row in rows for address in row.accounts]
    await members.add_accounts(tx, bound)


async def _totals_changed(tx: Tx) -> None:
    for event in await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED):
        await events.recount_totals(tx, event)


async def admit(tx: Tx, event: Event, number: str, name: str, by: Actor, *, votes: bool = True) -> Member | Refusal:
    """Add one member during the event, or a guest, who has no vote.

    Codes: `number-form`, `number-taken`, `name-long`.
    """
    if not _NUMBER.fullmatch(number):
        return refuse("number-form", number=number[:40])
    if known := await members.by_number(tx, number):
        return refuse("number-taken", number=number, name=known.name)
    if not 0 < len(name) <= LONGEST_NAME:
        return refuse("name-long", allowed=LONGEST_NAME)
    await members.insert_members(tx, [{**_DEFAULTS, **_values(Row(number, name, votes=votes))}])
    await _totals_changed(tx)
    member = await members.by_number(tx, number)
    assert member  # noqa: S101 - inserted just above
    await record(tx, event.id, "member.admit", by, member=member.id)
    return member


async def set_role(tx: Tx, event: Event, number: str, role: Role | None, by: Actor) -> Member | Refusal:
    """Give a role, or take all with None. Codes: `member-unknown`, `own-role`."""
    member = await members.by_number(tx, number)
    if member is None:
        return refuse("member-unknown", number=number)
    if role is None and by == member.id:
        return refuse("own-role")
    has = (await members.roles_of(tx, [member.id])).get(member.id, frozenset())
    await members.set_roles(tx, {member.id: has | {role} if role else ()})
    await record(tx, event.id, "member.role", by, member=member.id, role=role or "none")
    return member


# -- invitations


async def invite(tx: Tx, event: EventId, ids: Iterable[MemberId], by: Actor) -> dict[MemberId, str]:
    """Make a code for each member; older ones that were not used die."""
    return await _new_codes(tx, event, list(ids), by, link=False)


async def link(tx: Tx, event: EventId, member: MemberId) -> str:
    """Make a code with which a bound member binds an account on another network."""
    return (await _new_codes(tx, event, [member], member, link=True))[member]


async def _new_codes(tx: Tx, event: EventId, ids: list[MemberId], by: Actor, *, link: bool) -> dict[MemberId, str]:
    made = {member: codes.new_code() for member in ids}
    if made:
        hashed = [(codes.digest(code), member, event) for member, code in made.items()]
        await members.add_invitations(tx, hashed, link=link)
        await record(tx, event, "link.made" if link else "invitation.made", by, count=len(made))
    return made


async def invited(tx: Tx, address: Address, code: str) -> tuple[Member, EventId] | Refusal:
    """Whom a code was made for, if this account may use it; nothing is written but failed tries.

    Codes: `too-many-tries`, `code-unknown`, `code-used`, `code-over`, `already-you`, `bound-to-other`,
    `member-has-account`, `code-own-network`.
    """
    since = tx.now - TRIES_WITHIN
    if await members.failures(tx, address, since) >= TRIES:
        return refuse("too-many-tries", minutes=TRIES_WITHIN // timedelta(minutes=1))
    found = await members.invitation(tx, codes.digest(code)) if codes.normal(code) else None
    if found is None:
        await members.add_failure(tx, address, since)
        return refuse("code-unknown")
    member_id, event_id, is_link, used_by = found
    member = (await members.by_ids(tx, [member_id]))[member_id]
    return await _unusable(tx, address, member, used_by, event_id, is_link=is_link) or (member, event_id)


async def _unusable(
    tx: Tx, address: Address, member: Member, used_by: str | None, event_id: EventId, *, is_link: bool
) -> Refusal | None:
    owner = (await members.persons(tx, [address])).get(address)
    if owner:
        same = owner.member.id == member.id
        return refuse("already-you" if same else "bound-to-other", name=owner.member.name, number=owner.member.number)
    if used_by is not None:
        await members.add_failure(tx, address, tx.now - TRIES_WITHIN)
        return refuse("code-used", number=member.number, event=event_id)
    event = await events.event(tx, event_id)
    if event is None or event.state is EventState.CLOSED:
        return refuse("code-over")
    return await _second_account(tx, address, member, is_link=is_link)


async def _second_account(tx: Tx, address: Address, member: Member, *, is_link: bool) -> Refusal | None:
    networks = {network_of(account.address) for account in await members.accounts_of(tx, [member.id])}
    if networks and not is_link:
        return refuse("member-has-account")
    if network_of(address) in networks:
        return refuse("code-own-network")
    return None


async def redeem(tx: Tx, address: Address, chat: Address, code: str, language: str) -> Member | Refusal:
    """Bind an account with a code, which is used up. Codes as in `invited`.

    `language` is the client's; it is kept where the roster names none.
    """
    found = await invited(tx, address, code)
    if isinstance(found, Refusal):
        return found
    member, event_id = found
    await members.use_invitation(tx, codes.digest(code), address)
    await _bind(tx, address, chat, member, event_id, "" if member.language else language, "invitation")
    return member


async def pairing_code(tx: Tx, address: Address, chat: Address) -> str:
    """The four digits that an unbound account shows to the desk; the same again for `PAIRING_LASTS`."""
    shown = await members.pairing_codes(tx)
    code = shown.get(address) or codes.short_code(set(shown.values()))
    await members.set_pairing(tx, address, chat, code, tx.now + PAIRING_LASTS)
    return code


async def pair(tx: Tx, event: Event, number: str, code: str, by: Actor) -> tuple[Member, Address] | Refusal:
    """Bind the account that shows this code. Codes: `member-unknown`, `desk-has-account`, `pairing-unknown`."""
    member = await members.by_number(tx, number)
    if member is None:
        return refuse("member-unknown", number=number)
    if await members.accounts_of(tx, [member.id]):
        return refuse("desk-has-account", number=number, name=member.name)
    shown = await members.take_pairing(tx, code)
    if shown is None or await person(tx, shown[0]):
        return refuse("pairing-unknown", code=code)
    address, chat = shown
    await _bind(tx, address, chat, member, event.id, "", "pairing", by)
    return member, chat


async def _bind(
    tx: Tx,
    address: Address,
    chat: Address,
    member: Member,
    event_id: EventId,
    language: str,
    how: str,
    by: Actor | None = None,
) -> None:
    await members.add_account(tx, address, member.id, chat, language)
    await record(tx, event_id, "account.bound", by if by is not None else member.id, member=member.id, how=how)
    for event in await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED):
        if event.registration:
            await deliveries.queue(tx, DeliveryKind.CARD, event.id, 0, [(member.id, chat)])


async def burn(tx: Tx, texts: Iterable[str]) -> bool:
    """A code that was written where others read along is dead; True if one of these texts was a code."""
    return any([await members.burn_invitation(tx, codes.digest(text)) for text in texts if codes.normal(text)])


# -- accounts


async def person(tx: Tx, address: Address) -> Person | None:
    """Who stands behind an address."""
    return (await members.persons(tx, [address])).get(address)


async def accounts(tx: Tx, member: MemberId) -> list[Account]:
    """All accounts of a member."""
    return await members.accounts_of(tx, [member])


async def prefer(tx: Tx, address: Address, *, language: str | None = None, plain: bool | None = None) -> None:
    """Keep what a person wishes for an account; None leaves it as it is."""
    wishes = {"language": language, "plain": plain}
    await members.set_account(tx, address, **{name: wish for name, wish in wishes.items() if wish is not None})


async def set_reachable(tx: Tx, chats: Iterable[Address], *, reachable: bool) -> None:
    """Note whether private chats take messages."""
    await members.set_reachable(tx, chats, reachable=reachable)
