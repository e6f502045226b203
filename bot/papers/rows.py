"""Rows of a roster file, packed: a million of them take less memory than ten thousand would as they are."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence

from core.roster import PORTION, Row


class Rows:
    """A sequence that only grows."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._last: list[Row] = []

    def append(self, row: Row) -> None:
        """Put a row at the end."""
        if len(self._last) == PORTION:
            self._packed.append(zlib.compress(pickle.dumps(self._last), 1))
            self._last = []
        self._last.append(row)

    def portions(self) -> Iterator[Sequence[Row]]:
        """As many rows as fit one transaction, again and again."""
        for packed in self._packed:
            yield _unpacked(packed)
        if self._last:
            yield self._last

    def __iter__(self) -> Iterator[Row]:
        for portion in self.portions():
            yield from portion

    def __len__(self) -> int:
        return len(self._packed) * PORTION + len(self._last)

    def __getitem__(self, place: int) -> Row:
        portion, within = divmod(place, PORTION)
        return (_unpacked(self._packed[portion]) if portion < len(self._packed) else self._last)[within]


def _unpacked(packed: bytes) -> list[Row]:
    rows: list[Row] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed above, never stored
    return rows
