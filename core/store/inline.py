"""SQLite in the caller's thread: nothing else runs meanwhile, which suits a virtual clock and nothing else.

On a virtual clock most of the time would go into handing statements to a thread and back, and the
order of what threads finish would be the only thing left to chance.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import aiosqlite
from sqlalchemy.engine import URL

P = ParamSpec("P")
T = TypeVar("T")
_ROWS = 64


class Inline(aiosqlite.Connection):
    """A connection whose own thread does nothing but open and close it."""

    async def _execute(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return fn(*args, **kwargs)


async def connect_inline(where: URL) -> Inline:
    """Open the database of a URL, which no other process may use: nobody waits for its locks."""
    path = where.database or ""
    connection = Inline(lambda: sqlite3.connect(path, timeout=0, check_same_thread=False), _ROWS)
    await connection
    return connection
