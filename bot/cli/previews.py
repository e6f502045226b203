"""What an import would do, in lines: new, changed with old and new of every field, unchanged, not in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.survey import MOST_CHANGED, SAMPLES, Survey
from bot.cli.texts import printed
from core.totals import UNIT

if TYPE_CHECKING:
    from core.persons import Held
    from core.proxy_list import Difference as ProxyDifference
    from core.roster import Changed, Row, Value


def roster(file: Path, survey: Survey) -> list[str]:
    """What an import of members would do. Nothing that gives a right or a way in goes unnamed."""
    others = [f"{member.number} {member.name}" for member in survey.left]
    changed = [*survey.weighty, *survey.lighter]
    return [
        f"{file}: {counted(survey.rows, 'row', 'rows')}",
        f"  new        {survey.added:,}{_colon(_named([_new(row) for row in survey.plain]))}",
        *_bounded([f"    {_new(row)}" for row in survey.given], survey.with_more),
        f"  changed    {survey.changed:,}{_colon(_counts(survey.fields))}",
        *_bounded([f"    {_changed(one)}" for one in changed], survey.changed),
        f"  unchanged  {survey.unchanged:,}",
        f"  not in the file, they stay  {survey.missing:,}{_colon(_named(others))}",
    ]


def _new(row: Row) -> str:
    more = [*roles(row.roles or ()), *row.accounts]
    return f"{row.number} {printed(row.name or '')}" + (f" ({', '.join(more)})" if more else "")


def _changed(changed: Changed) -> str:
    fields = [f"{name} {_value(name, old)} → {_value(name, new)}" for name, (old, new) in changed.fields.items()]
    return f"{changed.member.number} {printed(changed.member.name)}: {'; '.join(fields)}"


def _value(name: str, value: Value) -> str:
    """A field as people read it; nothing is a dash, as in the file."""
    if name == "weight":
        return f"{(Decimal(int(str(value))) / UNIT).normalize():f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(roles(value)) or "-"
    return printed(", ".join(value) if isinstance(value, tuple) else str(value)) or "-"


def roles(held: Iterable[Held]) -> list[str]:
    """Roles as a file has them: `chair`, or `chair@agm` where it holds in one event."""
    return sorted({f"{one.role}@{one.event}" if one.event else str(one.role) for one in held})


def _counts(fields: Mapping[str, int]) -> str:
    """How many members have another what."""
    return ", ".join(f"{name} {count:,}" for name, count in fields.items())


def _colon(text: str) -> str:
    return f": {text}" if text else ""


def _bounded(lines: Sequence[str], count: int) -> list[str]:
    """The first lines of `count` that there are, and how many more."""
    left = count - min(len(lines), MOST_CHANGED)
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
    return ", ".join(printed(text) for text in texts[:SAMPLES]) + (" …" if len(texts) > SAMPLES else "")
