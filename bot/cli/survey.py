"""What a roster file does, added up over its portions, with as much of it as a preview shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from adapters.accounts import ACCOUNTS
from bot.cli.console import MOST_LINES

if TYPE_CHECKING:
    from core.errors import Refusal
    from core.model import Member
    from core.roster import Changed, Difference, Row
    from core.store.writer import Tx

T = TypeVar("T")
SAMPLES = 5
"""Members named for each kind of change that needs no look at each."""
MOST_CHANGED = 200
"""Changed members that are shown, those with other roles or accounts first."""
_WEIGHTY = frozenset({"roles", "votes", "weight", *ACCOUNTS})


@dataclass
class Survey:
    """What a file does, added up over its portions: counts of all, and the first of each kind."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """How many members have another what."""
    plain: list[Row] = field(default_factory=list)
    """New members without a right or a way in."""
    given: list[Row] = field(default_factory=list)
    """New members with one."""
    with_more: int = 0
    """How many of the latter there are."""
    weighty: list[Changed] = field(default_factory=list)
    lighter: list[Changed] = field(default_factory=list)
    left: list[Member] = field(default_factory=list)
    """Some who are not in the file."""
    faults: list[tuple[int, Refusal]] = field(default_factory=list)
    """By place in the file."""
    faulty: int = 0
    _seen: bytearray = field(default_factory=bytearray)

    def add(self, change: Difference) -> None:
        """Count one more portion in."""
        self._faults(change.faults)
        self.rows += len(change.added) + len(change.changed) + change.unchanged
        self.added += len(change.added)
        self.changed += len(change.changed)
        self.unchanged += change.unchanged
        self.fields.update(name for changed in change.changed for name in changed.fields)
        more = [row for row in change.added if row.roles or row.accounts]
        self.with_more += len(more)
        _keep(self.given, more, MOST_CHANGED)
        _keep(self.plain, (row for row in change.added if not (row.roles or row.accounts)), SAMPLES + 1)
        _keep(self.weighty, (one for one in change.changed if one.fields.keys() & _WEIGHTY), MOST_CHANGED)
        _keep(self.lighter, (one for one in change.changed if not one.fields.keys() & _WEIGHTY), MOST_CHANGED)
        for member in change.matched:
            self._mark(member)

    def _faults(self, faults: Sequence[tuple[int, Refusal]]) -> None:
        self.faulty += len(faults)
        _keep(self.faults, ((self.rows + place, fault) for place, fault in faults), MOST_LINES)

    def _mark(self, member: int) -> None:
        byte, bit = divmod(member, 8)
        if byte >= len(self._seen):
            self._seen.extend(bytes(byte + 1 - len(self._seen)))
        self._seen[byte] |= 1 << bit

    def has(self, member: int) -> bool:
        """Whether the file names this member."""
        byte, bit = divmod(member, 8)
        return byte < len(self._seen) and bool(self._seen[byte] >> bit & 1)

    async def look_at_others(self, tx: Tx) -> None:
        """Who is on the roster and not in the file."""
        from core.store import members

        ids = [member async for member in members.ids(tx) if not self.has(member) and self._one_more()]
        self.left = list((await members.by_ids(tx, ids)).values())

    def _one_more(self) -> bool:
        self.missing += 1
        return self.missing <= SAMPLES + 1


def _keep(kept: list[T], more: Iterable[T], most: int) -> None:
    for one in more:
        if len(kept) >= most:
            return
        kept.append(one)
