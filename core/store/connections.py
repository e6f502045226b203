"""Connections to SQLite that are handed to a thread once a statement, or not at all.

aiosqlite hands over making a cursor, running its statement, fetching the rows and closing it one by one, and each of
these wakes two threads. What a statement finds is read whole by all of ours, so that one time is enough.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ParamSpec, TypeVar

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

logging.getLogger("aiosqlite").setLevel(logging.WARNING)  # at DEBUG it tells statements and their values
logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)  # and the rows that come back
P = ParamSpec("P")
T = TypeVar("T")
_ROWS = 64
"""Of a chunk, for those who read in chunks."""


class _Whole(aiosqlite.Cursor):
    """A cursor whose rows come with its statement."""

    _conn: Any
    _rows: Sequence[Any] = ()
    _under_way = False

    async def _execute(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self._under_way = True  # which it stays where it fails, or nobody waits for it any longer
        done: T = await self._conn._execute(fn, *args, **kwargs)  # noqa: SLF001 - the only way to its thread
        self._under_way = False
        return done

    async def execute(self, sql: str, parameters: Any = ()) -> _Whole:
        """Run a statement to its end."""
        self._rows = await self._execute(self._read, sql, parameters)
        return self

    def _read(self, sql: str, parameters: Any) -> list[Any]:
        return self._cursor.execute(sql, parameters).fetchall()

    async def fetchall(self) -> Sequence[Any]:
        """All that it found."""
        return self._rows

    async def close(self) -> None:
        """At once where nothing is left to be read."""
        if self._under_way:
            await super().close()
        else:
            self._cursor.close()


class Threaded(aiosqlite.Connection):
    """A connection with a thread of its own, which runs statements."""

    def cursor(self) -> _Whole:  # type: ignore[override]  # where a cursor is awaited, an open one is as good
        """A cursor, which costs nothing before it has a statement."""
        return _Whole(self, self._conn.cursor())


class Inline(Threaded):
    """A connection whose own thread does nothing but open and close it: nothing else runs while a statement does.

    This suits a virtual clock and nothing else. There most of the time would go into handing statements over, and
    the order of what threads finish would be the only thing left to chance.
    """

    async def _execute(self, fn: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return fn(*args, **kwargs)


def connect(path: str, *, inline: bool = False, **options: Any) -> Threaded:
    """Open a database, with the options of `sqlite3.connect`; nobody waits for the locks of an inline one."""
    options["check_same_thread"] = False
    if inline:
        options["timeout"] = 0
    kind = Inline if inline else Threaded
    connection = kind(lambda: sqlite3.connect(path, **options), _ROWS)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: a process that ends waits for no statement
    return connection


def engine_at(where: URL, begin: str, pool_size: int, pragmas: Sequence[str], *, inline: bool = False) -> AsyncEngine:
    """Connections on each of which these pragmas hold, and whose transactions begin like this."""
    how = {"async_creator_fn": partial(connect, inline=inline)}
    made = create_async_engine(
        where,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,  # every transaction of ours has ended by then, and a rollback wakes a thread
        hide_parameters=True,
        connect_args=how,
    )

    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # sqlite3 would open transactions by itself, and only before some statements
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(pragma)
        except BaseException:
            connection.close()  # the pool does not know it yet, and its thread would never end
            raise
        cursor.close()

    event.listen(made.sync_engine, "connect", prepare)
    event.listen(made.sync_engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return made
