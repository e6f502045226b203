"""What the two databases spell differently."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from core.store.writer import Tx


def insert(tx: Tx, table: Table) -> sqlite.Insert:
    """INSERT with ON CONFLICT, in the dialect of the connection."""
    if tx.db.dialect.name == "postgresql":
        # the two classes offer the same methods and share no base that has them
        return postgresql.insert(table)  # type: ignore[return-value]
    return sqlite.insert(table)
