"""What an import would do, in lines: new, changed with old and new of every field, unchanged, not in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.texts import shown
from core.totals import UNIT

if TYPE_CHECKING:
    from core.persons import Held
    from core.proxy_list import Difference as ProxyDifference
    from core.roster import Changed, Difference, Row, Value

SAMPLES = 5
"""Members named for each kind of change that needs no look at each."""
MOST_CHANGED = 200
"""Changed members that are shown, those with other roles or accounts first."""
_WEIGHTY = frozenset({"roles", "telegram", "matrix", "votes", "weight"})


def roster(file: Path, rows: Sequence[Row], change: Difference) -> list[str]:
    """What an import of members would do. Nothing that gives a right or a way in goes unnamed."""
    plain = [row for row in change.added if not (row.roles or row.accounts)]
    given = [f"    {_new(row)}" for row in change.added if row.roles or row.accounts]
    ordered = sorted(change.changed, key=lambda changed: not changed.fields.keys() & _WEIGHTY)
    lines = [f"    {_changed(changed)}" for changed in ordered]
    return [
        f"{file}: {counted(len(rows), 'row', 'rows')}",
        f"  new        {len(change.added):,}{_colon(_named([_new(row) for row in plain]))}",
        *_bounded(given),
        f"  changed    {len(change.changed):,}{_colon(_counts(change.changed))}",
        *_bounded(lines),
        f"  unchanged  {change.unchanged:,}",
        f"  not in the file, they stay  {_sample([f'{member.number} {member.name}' for member in change.missing])}",
    ]


def _new(row: Row) -> str:
    more = [*roles(row.roles or ()), *row.accounts]
    return f"{row.number} {shown(row.name or '')}" + (f" ({', '.join(more)})" if more else "")


def _changed(changed: Changed) -> str:
    fields = [f"{name} {_value(name, old)} → {_value(name, new)}" for name, (old, new) in changed.fields.items()]
    return f"{changed.member.number} {shown(changed.member.name)}: {'; '.join(fields)}"


def _value(name: str, value: Value) -> str:
    """A field as people read it; nothing is a dash, as in the file."""
    if name == "weight":
        return f"{(Decimal(int(str(value))) / UNIT).normalize():f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(roles(value)) or "-"
    return shown(", ".join(value) if isinstance(value, tuple) else str(value)) or "-"


def roles(held: Iterable[Held]) -> list[str]:
    """Roles as a file has them: `chair`, or `chair@agm` where it holds in one event."""
    return sorted({f"{one.role}@{one.event}" if one.event else str(one.role) for one in held})


def _counts(changes: Sequence[Changed]) -> str:
    """How many members have another what."""
    names = dict.fromkeys(name for changed in changes for name in changed.fields)
    return ", ".join(f"{name} {sum(name in changed.fields for changed in changes):,}" for name in names)


def _colon(text: str) -> str:
    return f": {text}" if text else ""


def _bounded(lines: Sequence[str]) -> list[str]:
    left = len(lines) - MOST_CHANGED
    return [*lines[:MOST_CHANGED], *([f"    and {left:,} more"] if left > 0 else [])]


def proxies(file: Path, change: ProxyDifference) -> list[str]:
    """What an import of proxies would do."""
    shown_as = {number: f"{member.number} {member.name}" for number, member in change.people.items()}
    added = [f"{shown_as[p]} → {shown_as[h]}" for p, h in change.holders.items() if p not in change.former]
    changed = [
        f"{shown_as[p]} → {shown_as[h]}, not {shown_as[change.former[p]]}"
        for p, h in change.holders.items()
        if p in change.former
    ]
    return [
        f"{file}: {counted(len(change.holders) + change.unchanged, 'proxy', 'proxies')}",
        f"  new        {_sample(added)}",
        f"  changed    {_sample(changed)}",
        f"  unchanged  {change.unchanged:,}",
        f"  not in the file, they stay  {change.missing:,}",
    ]


def counted(count: int, one: str, several: str) -> str:
    """`1 proxy`, `2 proxies`."""
    return f"{count:,} {one if count == 1 else several}"


def _sample(texts: Sequence[str]) -> str:
    return f"{len(texts):,}{_colon(_named(texts))}"


def _named(texts: Sequence[str]) -> str:
    return ", ".join(shown(text) for text in texts[:SAMPLES]) + (" …" if len(texts) > SAMPLES else "")
