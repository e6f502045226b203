"""Times in columns: milliseconds since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Column, ColumnElement, Dialect, TypeDecorator, func, type_coerce

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_EARLIEST, _LATEST = 0, 32_503_680_000_000
"""Up to the year 3000: what lies beyond was written by nobody of us, and is read as the end of that."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime as milliseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """On the way in."""
        del dialect
        return None if value is None else (value - EPOCH) // timedelta(milliseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """On the way out."""
        del dialect
        return None if value is None else EPOCH + timedelta(milliseconds=min(max(value, _EARLIEST), _LATEST))


def later(column: Column[datetime], by: timedelta, most: datetime | None = None) -> ColumnElement[int]:
    """What is `by` later, `most` at the latest, in the form of an `Instant`."""
    moved = type_coerce(column, BigInteger) + by // timedelta(milliseconds=1)
    return moved if most is None else func.min(moved, (most - EPOCH) // timedelta(milliseconds=1))
