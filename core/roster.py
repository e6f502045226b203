"""Who the members are: the organiser's file against the roster.

A file is taken as a whole or not at all, and never removes anybody. It is staged portion by portion, which nobody
sees; `decide` makes it the roster that counts, in one short act; `settle` writes the rest down, portion by portion.
So nobody waits for a million rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from core import accounts, names, numbers
from core.address import network_of
from core.errors import Refusal, refuse
from core.journal import Actor, record_everywhere
from core.limits import LONGEST_NAME
from core.model import NOT_OVER, Address, EventId, Member, MemberId, Role
from core.persons import Account, Held
from core.store import editions, events, members, roles
from core.store.editions import Change
from core.store.members import searchable
from core.store.writer import Tx
from core.totals import NOBODY, UNIT, Totals, Weight

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
    matched: tuple[MemberId, ...]
    """Members whom the file names; all others stay as they are."""
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
    """Compare rows of a roster file with the roster.

    Fault codes: `accounts-taken`, `number-alike`, `name-missing`, `name-long`, `event-named-unknown`.
    """
    rows = [row if row.name is None else replace(row, name=names.tidied(row.name)) for row in rows]
    known = await _known(tx, rows)
    faults = tuple((place, fault) for place, row in enumerate(rows) for fault in _faults(known, row))
    added = tuple(row for row in rows if numbers.key(row.number) not in known.people)
    both = ((known.people[key], row) for row in rows if (key := numbers.key(row.number)) in known.people)
    found = [Changed(member, row, _fields(known, member, row)) for member, row in both]
    changed = tuple(change for change in found if change.fields)
    matched = tuple(member.id for member in known.people.values())
    return Difference(added, changed, len(found) - len(changed), matched, faults)


async def _known(tx: Tx, rows: Sequence[Row]) -> _Known:
    found = await members.by_numbers(tx, [row.number for row in rows])
    people = {numbers.key(number): member for number, member in found.items()}
    theirs = [people[key].id for row in rows if (key := numbers.key(row.number)) in people]
    bound: dict[MemberId, list[Account]] = {}
    for account in await members.accounts_of(tx, theirs):
        bound.setdefault(account.member, []).append(account)
    new = [row.number for row in rows if numbers.key(row.number) not in people]
    return _Known(
        people,
        await roles.held_by(tx, theirs),
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


async def spelling(tx: Tx) -> dict[str, str]:
    """How each group of the roster is written, by what it looks like."""
    return {names.alike(group): group for group in reversed(await events.groups(tx))}


def spelt(rows: Sequence[Row], known: dict[str, str]) -> list[Row]:
    """Rows whose groups are written as they were before, so that `Board` and `board` are not two.

    `known` is a `spelling`, and learns the groups that are new.
    """

    def written(groups: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.setdefault(names.alike(group), group) for group in groups))

    return [replace(row, groups=written(row.groups)) if row.groups else row for row in rows]


PORTION = 500
"""Rows in one transaction: some hundredths of a second."""


async def stage(tx: Tx, rows: Sequence[Row]) -> Difference:
    """Prepare some rows, unseen, unless one of them cannot be carried out. After `editions.begin`."""
    change = await difference(tx, rows)
    if change.faults:
        return change
    if change.added:
        await editions.add_members(tx, [_new(row) for row in change.added])
    hidden = await editions.ids_of_hidden(tx, [numbers.key(row.number) for row in change.added])
    new = {hidden[numbers.key(row.number)]: row for row in change.added}
    old = {changed.member.id: changed for changed in change.changed}
    groups = {member: row.groups for member, row in new.items() if row.groups}
    groups |= {member: changed.row.groups or () for member, changed in old.items() if "groups" in changed.fields}
    await editions.add_groups(tx, groups)
    rest = {member: found for member, row in new.items() if (found := _rest(row))}
    await editions.add_changes(tx, [Change(member, {}, found) for member, found in rest.items()])
    await editions.add_changes(tx, [Change(member, _values(it), _rest(it.row)) for member, it in old.items()])
    return change


def _new(row: Row) -> dict[str, object]:
    return {**new_values(row.number, row.name or ""), **_given(row)}


def new_values(number: str, name: str, *, votes: bool = True) -> dict[str, object]:
    """The roster row of somebody of whom nothing else is known."""
    values = {**members.forms(number), "name": name, "search": searchable(name), "votes": votes}
    return {"email": "", "language": "", "weight": UNIT, "groups": [], **values}


def _given(row: Row) -> dict[str, object]:
    given = {"email": row.email, "language": row.language, "weight": row.weight, "votes": row.votes}
    values: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    return values | ({"groups": list(row.groups)} if row.groups is not None else {})


def _values(changed: Changed) -> dict[str, object]:
    name = changed.row.name
    named = {} if name is None else {"name": name, "search": searchable(name)}
    return {**named, **_given(changed.row)}


def _rest(row: Row) -> dict[str, list[object] | None] | None:
    """What does not stand in the member's own row: roles, accounts, networks whose accounts go."""
    if row.roles is None and not row.accounts and not row.cleared:
        return None
    roles: list[object] | None = None if row.roles is None else [[held.role, held.event] for held in row.roles]
    return {"roles": roles, "accounts": [*row.accounts], "cleared": [*row.cleared]}


async def gains(tx: Tx) -> dict[EventId, Totals]:
    """What the staged rows add to those entitled, by event that is not over. Reads the whole roster."""
    return {event.id: await editions.gain(tx, event) for event in await events.events(tx, *NOT_OVER)}


async def decide(tx: Tx, by: Actor, gained: Mapping[EventId, Totals], *, added: int, changed: int) -> Refusal | None:
    """What was staged counts from now on. Code: `roster-disturbed` if the roster has changed since `editions.begin`."""
    if await editions.disturbed(tx):
        return refuse("roster-disturbed")
    await editions.publish(tx)
    for event in await events.events(tx, *NOT_OVER):
        if event.id in gained:
            await events.gain_entitled(tx, event.id, gained[event.id])
            await events.recount_present(tx, event)
        else:
            await events.recount_totals(tx, event)
    await record_everywhere(tx, "roster.import", by, added=added, changed=changed)
    return None


async def rights(tx: Tx, ids: Sequence[MemberId]) -> dict[EventId, Totals]:
    """How much these members add to those entitled, by event that is not over."""
    found = {}
    for event in await events.events(tx, *NOT_OVER):
        weights = await events.entitled_among(tx, event, ids)
        found[event.id] = Totals(len(weights), sum(weights.values()))
    return found


async def shift(tx: Tx, ids: Sequence[MemberId], before: Mapping[EventId, Totals]) -> None:
    """These members have other rights than `before`: who is entitled follows, without a look at anybody else."""
    for event_id, now in (await rights(tx, ids)).items():
        await events.gain_entitled(tx, event_id, now.minus(before.get(event_id, NOBODY)))


async def settle(tx: Tx, limit: int = PORTION, only: Sequence[MemberId] | None = None) -> int:
    """Write down what was decided, at most `limit` members; returns how many there were."""
    changes = await editions.decided(tx, limit, only)
    if changes:
        await editions.write_down(tx, changes)
        await _attach(tx, {change.member: change.rest for change in changes if change.rest})
    return len(changes)


async def _attach(tx: Tx, found: Mapping[MemberId, Mapping[str, Any]]) -> None:
    said = {member: rest["roles"] for member, rest in found.items() if rest["roles"] is not None}
    await roles.take(tx, said, meeting=False)
    await roles.take(tx, [member for member, given in said.items() if not given], meeting=True)
    held = [(member, Held(Role(role), event)) for member, given in said.items() for role, event in given]
    await roles.add(tx, held)
    for member, rest in found.items():
        for network in rest["cleared"]:
            await accounts.detach(tx, member, network)
    await accounts.attach(tx, [(address, member) for member, rest in found.items() for address in rest["accounts"]])


async def import_rows(tx: Tx, rows: Sequence[Row], by: Actor) -> Difference | Refusal:
    """Add and change members in one transaction: all or nothing. Codes: those of `difference`."""
    await editions.begin(tx)
    change = await stage(tx, spelt(rows, await spelling(tx)))
    if change.faults:
        return change.faults[0][1]
    added, changed = len(change.added), len(change.changed)
    if fault := await decide(tx, by, await gains(tx), added=added, changed=changed):
        return fault
    while await settle(tx):
        pass
    return change
