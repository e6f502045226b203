"""Rows that cannot be read: their numbers stand where they are missed, and the log says where each of them breaks."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from adapters.redact import where
from core.errors import Damaged

_log = structlog.get_logger(__name__)


def noted(rows: Iterable[Damaged]) -> tuple[int, ...]:
    """The numbers of what cannot be read."""
    return tuple(_noted(row) for row in rows)


def _noted(row: Damaged) -> int:
    _log.error("row.damaged", what=row.what, number=row.number, error=where(row.__cause__ or row))
    return row.number
