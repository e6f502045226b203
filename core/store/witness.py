"""How far the database went, told in a file beside it: an older copy, or an empty one, is not taken for it.

The file is behind by what was accepted in the last moments; a database that holds more than it is in order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import select

from core.errors import StoreUnusable
from core.store import journal
from core.store import tables as t
from core.store.writer import Tx

Batches: TypeAlias = Mapping[str, int]
"""By source, how often it has brought something."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a database holds at least."""

    batches: Batches
    heads: Mapping[str, tuple[int, str]]
    """By event, number and hash of the last entry in its journal."""
    at: datetime = field(compare=False)


async def reach(tx: Tx) -> Reach:
    """How far the database goes now. The same work for ten entries and for a million."""
    batches = await tx.db.execute(select(t.cursor.c.source, t.cursor.c.batches))
    events = (await tx.db.scalars(select(t.event.c.id).order_by(t.event.c.id))).all()
    heads = {event: await journal.last(tx, event) for event in events}
    return Reach({row.source: row.batches for row in batches}, heads, tx.now)


async def _lacks(tx: Tx, known: Reach) -> bool:
    found = await reach(tx)
    if any(found.batches.get(source, 0) < number for source, number in known.batches.items()):
        return True
    for event, (number, digest) in known.heads.items():
        if number and await journal.hash_of(tx, event, number) != digest:
            return True
    return False


class Witness:
    """The file, and the furthest that we know of; without a file nothing is known or written.

    `beneath` is what the database holds at least without its log of changes.
    """

    def __init__(self, file: Path | None) -> None:
        """Raises `StoreUnusable` (`store-broken`), `OSError`."""
        self._file = file
        self.known, self.beneath = _read(file) if file else (None, None)

    async def knows_more(self, tx: Tx) -> bool:
        """Whether something is missing in the database that it is known to have held."""
        return self.known is not None and await _lacks(tx, self.known)

    def forget(self) -> None:
        """What was known does not hold any more."""
        self.known = self.beneath = None

    def note(self, found: Reach) -> None:
        """Write it down unless the file says so already. Raises `OSError`."""
        self.known = found
        if self._file and _read(self._file) != (found, self.beneath):
            _write(self._file, _said(found) | ({"beneath": self.beneath} if self.beneath else {}))


def _said(found: Reach) -> dict[str, Any]:
    return {"batches": found.batches, "heads": found.heads, "at": found.at.isoformat()}


def _meant(said: Mapping[str, Any]) -> Reach:
    heads = {event: (int(number), str(digest)) for event, (number, digest) in said["heads"].items()}
    return Reach(dict(said["batches"]), heads, datetime.fromisoformat(said["at"]))


def _read(path: Path) -> tuple[Reach | None, Batches | None]:
    try:
        said = json.loads(path.read_bytes())
        return _meant(said), dict(said["beneath"]) if "beneath" in said else None
    except FileNotFoundError:
        return None, None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreUnusable("store-broken", f"{path.name} is damaged") from None


def _write(path: Path, said: Mapping[str, Any]) -> None:
    """Put the file there whole, durably."""
    part = Path(f"{path}.{os.getpid()}")
    with part.open("w") as file:
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
