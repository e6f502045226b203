"""Editions of the roster: what a file brings lies hidden, portion by portion, until one short act makes it count.

Reading goes by `tables.member` and `tables.member_group`, which show the edition that counts. What the newest one
changes in members who were there already is written into their rows afterwards, portion by portion too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from core.model import Event, MemberId
from core.store import people as p
from core.store.events import voting
from core.store.sql import insert
from core.store.writer import Tx
from core.totals import Totals

_NEXT = p.CURRENT + 1


async def begin(tx: Tx) -> None:
    """From now on it is noted whether anybody else changes the roster."""
    await tx.db.execute(update(p.edition).values(disturbed=False))


async def disturb(tx: Tx) -> None:
    """The roster is changed now: what is being prepared was compared with another one."""
    await tx.db.execute(update(p.edition).values(disturbed=True))


async def disturbed(tx: Tx) -> bool:
    """Whether the roster has changed since `begin`."""
    return bool(await tx.db.scalar(select(p.edition.c.disturbed)))


async def publish(tx: Tx) -> None:
    """The prepared edition is the one that counts."""
    await tx.db.execute(update(p.edition).values(number=p.edition.c.number + 1))


async def add_members(tx: Tx, members: Sequence[Mapping[str, object]]) -> None:
    """Members of the next edition."""
    await tx.db.execute(p.member_row.insert().values(edition=_NEXT), members)


async def add_groups(tx: Tx, groups: Mapping[MemberId, Sequence[str]]) -> None:
    """In the next edition these members are in these groups and in no others."""
    mine = p.member_group_row.c.member_id.in_(list(groups))
    await tx.db.execute(update(p.member_group_row).where(mine).values(until=_NEXT))
    rows = [{"name": name, "member_id": member} for member, names in groups.items() for name in dict.fromkeys(names)]
    if rows:
        stays = insert(p.member_group_row).values(edition=_NEXT)
        stays = stays.on_conflict_do_update(index_elements=["name", "member_id"], set_={"until": None})
        await tx.db.execute(stays, rows)


@dataclass(frozen=True, slots=True)
class Change:
    """What an edition says of one member: columns, and `rest` for what is kept elsewhere."""

    member: MemberId
    values: Mapping[str, object]
    rest: Any = None


async def add_changes(tx: Tx, changes: Iterable[Change]) -> None:
    """What the next edition changes; None for columns that stay."""
    none = dict.fromkeys(p.CHANGEABLE)
    rows = [{"member_id": one.member, **none, **one.values, "rest": one.rest} for one in changes]
    if rows:
        await tx.db.execute(p.member_change.insert().values(edition=_NEXT), rows)


async def ids_of_hidden(tx: Tx, keys: Sequence[str]) -> dict[str, MemberId]:
    """By normal form of their number, members of the next edition."""
    query = select(p.member_row.c.number_key, p.member_row.c.id).where(p.member_row.c.number_key.in_(keys))
    return {key: MemberId(member) for key, member in await tx.db.execute(query)}


async def gain(tx: Tx, event: Event) -> Totals:
    """What the next edition adds to those who are entitled in an event; can be less than nothing."""
    counted = []
    for number in (p.CURRENT, _NEXT):
        member, group = p.members_of(number), p.groups_of(number)
        totals = select(func.count(), func.coalesce(func.sum(member.c.weight), 0))
        counted.append((await tx.db.execute(totals.where(voting(event, member, group)))).one())
    (heads, weight), (heads_then, weight_then) = counted
    return Totals(heads_then, int(weight_then)).minus(Totals(heads, int(weight)))


# -- afterwards: what was decided is written into the rows


async def decided(tx: Tx, limit: int, only: Sequence[MemberId] | None = None) -> list[Change]:
    """Changes that count and are not written into the rows yet."""
    query = select(p.member_change).where(p.member_change.c.edition <= p.CURRENT).limit(limit)
    if only is not None:
        query = query.where(p.member_change.c.member_id.in_(only))
    rows = (await tx.db.execute(query)).mappings()
    return [Change(MemberId(row["member_id"]), {c: row[c] for c in p.CHANGEABLE}, row["rest"]) for row in rows]


async def write_down(tx: Tx, changes: Sequence[Change]) -> None:
    """Columns and groups as decided; the changes are done with."""
    row, ids = p.member_row.c, [one.member for one in changes]
    new = {name: bindparam(f"new_{name}", type_=p.member_change.c[name].type) for name in p.CHANGEABLE}
    values = {name: func.coalesce(value, row[name]) for name, value in new.items()}
    rows = [{"whose": one.member, **{f"new_{name}": one.values[name] for name in new}} for one in changes]
    await tx.db.execute(update(p.member_row).where(row.id == bindparam("whose")).values(values), rows)
    left = p.member_group_row.c.member_id.in_(ids) & (p.member_group_row.c.until <= p.CURRENT)
    await tx.db.execute(delete(p.member_group_row).where(left))
    await tx.db.execute(delete(p.member_change).where(p.member_change.c.member_id.in_(ids)))


# -- an edition that never came to count


async def left_over(tx: Tx, limit: int) -> list[MemberId]:
    """Some of those of whom something is hidden."""
    found: set[int] = set()
    for table, member in ((p.member_row, p.member_row.c.id), (p.member_change, p.member_change.c.member_id)):
        hidden = select(member).where(table.c.edition > p.CURRENT).order_by(member.desc()).limit(limit)
        found.update(await tx.db.scalars(hidden))
    return [MemberId(member) for member in found]


async def discard(tx: Tx, ids: Sequence[MemberId]) -> None:
    """Nothing of these members is hidden any more."""
    change, group = p.member_change, p.member_group_row
    await tx.db.execute(delete(change).where(change.c.member_id.in_(ids), change.c.edition > p.CURRENT))
    await tx.db.execute(delete(group).where(group.c.member_id.in_(ids), group.c.edition > p.CURRENT))
    await tx.db.execute(update(group).where(group.c.member_id.in_(ids), group.c.until > p.CURRENT).values(until=None))
    await tx.db.execute(delete(p.member_row).where(p.member_row.c.id.in_(ids), p.member_row.c.edition > p.CURRENT))
