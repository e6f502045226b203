"""The database file beneath its log of changes, into which the log is written now and then: it only goes forward.

Whoever writes another copy over it in place leaves the file's identity and the log as they were: the last entries are
there still, and nothing else is.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import create_async_engine

from core.clock import Clock
from core.store.keys import Keys
from core.store.witness import Reach, lacks, reach
from core.store.writer import Tx

_LOOKS, _PAUSE = 3, 0.1
"""How often to look at a file into which the log may be written just now, and the seconds between."""
_Stamp: TypeAlias = tuple[int, int]


class Beneath:
    """How far the file goes without its log; `found` is what it is known to have held at least."""

    def __init__(self, file: Path, clock: Clock, keys: Keys, found: Reach | None) -> None:
        self.found = found
        self._file = file
        self._clock = clock
        self._keys = keys
        self._seen: _Stamp | None = None

    @property
    def rests(self) -> bool:
        """Whether nobody has written into it since the last look, so that it is as durable as it gets."""
        return self._stamp() == self._seen

    async def went_back(self) -> bool:
        """Look: whether something is missing, or it is no database any more."""
        for _ in range(_LOOKS):
            stamp = self._stamp()
            if await self._is_sound():
                self._seen = stamp
                return False
            await asyncio.sleep(_PAUSE)
        return True

    def _stamp(self) -> _Stamp | None:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size

    async def _is_sound(self) -> bool:
        # what is said not to change is read without its log and without locks
        where = URL.create(
            "sqlite+aiosqlite", database=self._file.absolute().as_uri(), query={"immutable": "1", "uri": "true"}
        )
        engine = create_async_engine(where, hide_parameters=True)
        try:
            async with engine.connect() as connection:
                tx = Tx(connection, self._clock.now(), self._keys)
                if self.found and await lacks(tx, self.found):
                    return False
                self.found = await reach(tx)
                return True
        except DatabaseError:
            return False
        finally:
            await engine.dispose()


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
