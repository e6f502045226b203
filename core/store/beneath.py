"""The database file beneath its log of changes, into which the log is written now and then: it only goes forward.

Whoever writes another copy over it in place leaves the file's identity and the log as they were: the last entries are
there still, and nothing else is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy import select

from core.store import tables as t
from core.store.witness import Batches

_REACH: Final = str(select(t.cursor.c.source, t.cursor.c.batches))
_Stamp: TypeAlias = tuple[int, int]


class Beneath:
    """How far the file goes without its log; `found` is what it is known to have held at least.

    Only how often each source has brought something is looked at, which is one page: a process that is killed while
    the log is written into the file leaves new pages between old ones, and a table of several makes no sense then.
    """

    def __init__(self, file: Path, found: Batches | None) -> None:
        self.found = found
        self._file = file
        self._seen: _Stamp | None = None

    @property
    def rests(self) -> bool:
        """Whether nobody has written into it since the last look, so that it is as durable as it gets."""
        return self._stamp() == self._seen

    async def went_back(self) -> bool:
        """Look: whether something is missing. Where that cannot be told now, the next look may tell it."""
        stamp = self._stamp()
        there = await asyncio.to_thread(self._there)
        if there is None:
            return False
        if any(there.get(source, 0) < number for source, number in (self.found or {}).items()):
            return True
        self._seen, self.found = stamp, there
        return False

    def _stamp(self) -> _Stamp | None:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def _there(self) -> Batches | None:
        """None while the log is being written into the file, or was when a process was killed."""
        # what is said not to change is read without its log and without locks
        where = f"{self._file.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(where, uri=True)) as connection:
                return dict(connection.execute(_REACH).fetchall())
        except sqlite3.DatabaseError:
            return None


class Last:
    """A connection that is closed behind all others where the log must not be written into the file.

    The last one that closes does that, but one that can only read cannot.
    """

    def __init__(self, file: Path) -> None:
        self._where = file.absolute().as_uri()
        self._connection: sqlite3.Connection | None = None

    def hold(self) -> None:
        """From now on nobody else is the last one."""
        if self._connection is None:
            with closing(
                sqlite3.connect(self._where, uri=True)
            ) as first:  # only who can write makes what readers share
                self._connection = sqlite3.connect(f"{self._where}?mode=ro", uri=True)
                with suppress(sqlite3.Error):  # of a file that is no database there is nothing to be kept apart
                    for connection in (first, self._connection):
                        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()

    def close(self) -> None:
        """Somebody else may be."""
        if self._connection:
            self._connection.close()
