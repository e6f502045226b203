"""Who the members are: the organiser's file against the roster, and admission during a meeting.

A file is taken as a whole or not at all, and never removes anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from core import accounts, names, numbers
from core.address import network_of
from core.errors import Refusal, refuse
from core.journal import Actor, record, record_everywhere
from core.limits import LONGEST_NAME
from core.model import NOT_OVER, Address, Event, EventState, Member, MemberId
from core.persons import Account, Held
from core.store import events, members
from core.store.members import searchable
from core.store.writer import Tx
from core.totals import UNIT, Weight

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")

Value: TypeAlias = str | int | bool | tuple[str, ...] | frozenset[Held]
"""What a field of the roster holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the roster file. What is None says nothing and changes nothing."""

    number: str
    name: str | None = None
    email: str | None = None
    language: str | None = None
    weight: Weight | None = None
    votes: bool | None = None
    groups: tuple[str, ...] | None = None
    roles: tuple[Held, ...] | None = None
    """The organiser's; empty takes those given in a meeting too."""
    accounts: tuple[Address, ...] = ()
    """To be bound beside those that are bound."""
    cleared: tuple[str, ...] = ()
    """Networks whose accounts are detached."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A member of whom the file says something else."""

    member: Member
    row: Row
    fields: Mapping[str, tuple[Value, Value]]
    """What stands and what is to stand, by field; accounts by network."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does. Nobody is ever removed."""

    added: tuple[Row, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    missing: tuple[Member, ...]
    """Members who are on the roster and not in the file: they stay."""
    faults: tuple[tuple[int, Refusal], ...] = ()
    """By place in the file, counted from 0: why it cannot be carried out."""


@dataclass(slots=True)
class _Known:
    """What the roster holds of those in a file."""

    people: Mapping[str, Member]
    """By normal form of their number."""
    held: Mapping[MemberId, frozenset[Held]]
    bound: Mapping[MemberId, Sequence[Account]]
    owners: Mapping[Address, str]
    near: Mapping[str, Sequence[Member]]
    events: Collection[str]


async def difference(tx: Tx, rows: Sequence[Row]) -> Difference:
    """Compare a roster file with the roster. Fault codes: those of `import_rows`."""
    everybody = await members.everybody(tx)
    rows = [row if row.name is None else replace(row, name=names.shown(row.name)) for row in rows]
    known = await _known(tx, everybody, rows)
    faults = tuple((place, fault) for place, row in enumerate(rows) for fault in _faults(known, row))
    added = tuple(row for row in rows if numbers.key(row.number) not in known.people)
    both = ((known.people[key], row) for row in rows if (key := numbers.key(row.number)) in known.people)
    found = [Changed(member, row, _fields(known, member, row)) for member, row in both]
    changed = tuple(change for change in found if change.fields)
    keys = {numbers.key(row.number) for row in rows}
    missing = tuple(member for key, member in known.people.items() if key not in keys)
    return Difference(added, changed, len(found) - len(changed), missing, faults)


async def _known(tx: Tx, everybody: Sequence[Member], rows: Sequence[Row]) -> _Known:
    people = {numbers.key(member.number): member for member in everybody}
    theirs = [people[key].id for row in rows if (key := numbers.key(row.number)) in people]
    bound: dict[MemberId, list[Account]] = {}
    for account in await members.accounts_of(tx, theirs):
        bound.setdefault(account.member, []).append(account)
    new = [row.number for row in rows if numbers.key(row.number) not in people]
    return _Known(
        people,
        await members.held_by(tx, theirs),
        bound,
        await members.owners(tx, [address for row in rows for address in row.accounts]),
        await members.alike(tx, new),
        {event.id for event in await events.events(tx)},
    )


def _faults(known: _Known, row: Row) -> Iterable[Refusal]:
    key = numbers.key(row.number)
    if near := known.near.get(row.number):
        yield refuse("number-alike", number=row.number, other=near[0].number, name=near[0].name)
    if row.name is None and key not in known.people:
        yield refuse("name-missing", number=row.number)
    if row.name is not None and not 0 < len(row.name) <= LONGEST_NAME:
        yield refuse("name-long", allowed=LONGEST_NAME)
    for address in row.accounts:
        if (owner := known.owners.get(address)) is not None and numbers.key(owner) != key:
            yield refuse("accounts-taken", number=row.number, account=address, owner=owner)
    for held in row.roles or ():
        if held.event is not None and held.event not in known.events:
            yield refuse("event-named-unknown", word=held.event)


def _fields(known: _Known, member: Member, row: Row) -> dict[str, tuple[Value, Value]]:
    before: dict[str, Value] = {
        "name": member.name,
        "email": member.email,
        "language": member.language,
        "weight": member.weight,
        "votes": member.votes,
        "groups": member.groups,
    }
    after = {name: value for name in before if (value := getattr(row, name)) is not None}
    pairs = {name: (before[name], value) for name, value in after.items()}
    held = known.held.get(member.id, frozenset())
    pairs["roles"] = (held, _after(held, row.roles))
    pairs |= _accounts(known.bound.get(member.id, ()), row)
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def _after(held: frozenset[Held], said: tuple[Held, ...] | None) -> frozenset[Held]:
    """The roles after the file: what was given in a meeting stays unless the file clears the cell."""
    if said is None:
        return held
    return frozenset(said) | frozenset(one for one in held if one.meeting and said)


def _accounts(bound: Sequence[Account], row: Row) -> dict[str, tuple[Value, Value]]:
    before = {account.address for account in bound}
    detached = {address for address in before if network_of(address) in row.cleared}
    after = (before - detached) | {*row.accounts}
    networks = sorted({network_of(address) for address in before | after})
    return {name: (_of(before, name), _of(after, name)) for name in networks}


def _of(addresses: Iterable[Address], network: str) -> tuple[str, ...]:
    return tuple(sorted(address for address in addresses if network_of(address) == network))


async def import_rows(tx: Tx, rows: Sequence[Row], by: Actor) -> Difference | Refusal:
    """Add and change members. All or nothing.

    Codes: `accounts-taken`, `number-alike`, `name-missing`, `name-long`, `event-named-unknown`.
    """
    change = await difference(tx, rows)
    if change.faults:
        return change.faults[0][1]
    if change.added:
        await members.insert_members(tx, [_new(row) for row in change.added])
    await members.update_members(tx, {changed.member.id: _values(changed) for changed in change.changed})
    await _attach(tx, [*change.added, *(changed.row for changed in change.changed)])
    await count_anew(tx)
    await record_everywhere(tx, "roster.import", by, added=len(change.added), changed=len(change.changed))
    return change


def _given(row: Row) -> dict[str, object]:
    given = {"email": row.email, "language": row.language, "weight": row.weight, "votes": row.votes}
    values: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    return values | ({"groups": list(row.groups)} if row.groups is not None else {})


def _new(row: Row) -> dict[str, object]:
    return {**_new_values(row.number, row.name or ""), **_given(row)}


def _values(changed: Changed) -> dict[str, object]:
    name = changed.row.name
    named = {} if name is None else {"name": name, "search": searchable(name)}
    return {**named, **_given(changed.row)}


async def _attach(tx: Tx, rows: Sequence[Row]) -> None:
    ids = {number: member.id for number, member in (await members.by_numbers(tx, [row.number for row in rows])).items()}
    await members.set_groups(tx, {ids[row.number]: row.groups for row in rows if row.groups is not None})
    await members.take_roles(tx, [ids[row.number] for row in rows if row.roles is not None], meeting=False)
    await members.take_roles(tx, [ids[row.number] for row in rows if row.roles == ()], meeting=True)
    await members.add_roles(tx, [(ids[row.number], held) for row in rows for held in row.roles or ()])
    for row in rows:
        for network in row.cleared:
            await accounts.detach(tx, ids[row.number], network)
    await accounts.attach(tx, [(address, ids[row.number]) for row in rows for address in row.accounts])


# -- admission


async def admit(tx: Tx, event: Event, number: str, name: str, by: Actor, *, votes: bool = True) -> Member | Refusal:
    """Add one member during the event, or a guest, who has no vote.

    Codes: `event-over`, `number-form`, `number-taken`, `number-alike`, `name-long`.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    name = names.shown(name)
    if fault := await _unfit(tx, number, name):
        return fault
    await members.insert_members(tx, [_new_values(number, name, votes=votes)])
    await count_anew(tx)
    member = await members.by_number(tx, number)
    assert member  # noqa: S101 - inserted just above
    await record(tx, event.id, "member.admit", by, member=member.id)
    return member


async def _unfit(tx: Tx, number: str, name: str) -> Refusal | None:
    if not _NUMBER.fullmatch(numbers.shown(number)):
        return refuse("number-form", number=number[:40])
    if known := await members.by_number(tx, number):
        return refuse("number-taken", number=known.number, name=known.name)
    if near := await members.alike(tx, [number]):
        other = near[number][0]
        return refuse("number-alike", number=number, other=other.number, name=other.name)
    return None if 0 < len(name) <= LONGEST_NAME else refuse("name-long", allowed=LONGEST_NAME)


def _new_values(number: str, name: str, *, votes: bool = True) -> dict[str, object]:
    """The roster row of somebody of whom nothing else is known."""
    values = {"number": number, "name": name, "search": searchable(name), "votes": votes}
    return {"email": "", "language": "", "weight": UNIT, "groups": [], **values}


async def count_anew(tx: Tx) -> None:
    """Who is entitled or present counts anew in every event that is not over."""
    for event in await events.events(tx, *NOT_OVER):
        await events.recount_totals(tx, event)
