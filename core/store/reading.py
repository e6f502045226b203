"""Reading the database: views that cannot write and wait for nobody, and long work beside them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.clock import Clock
from core.store.connections import engine_at
from core.store.keys import Keys
from core.store.writer import Tx, broken

T = TypeVar("T")
_USUAL, YIELD = sys.getswitchinterval(), 0.0005
"""Seconds until a thread that computes lets others run; the usual 5 ms would be paid at each step of a press."""


class Reader:
    """A database that is read."""

    def __init__(self, file: Path, reading: AsyncEngine, clock: Clock, keys: Keys) -> None:
        self.file = file
        self.keys = keys
        self._reading = reading
        self._clock = clock
        self._reads = 0
        self._asides = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Open a consistent view that cannot write and does not wait for the writer. Raises `StoreUnusable`."""
        self._reads += 1
        try:
            async with self._reading.begin() as connection:
                yield Tx(connection, self._clock.now(), self.keys)
        except DatabaseError as error:
            if unusable := broken(error):
                raise unusable from error
            raise
        finally:
            self._reads -= 1

    async def aside(self, work: Callable[[], T]) -> T:
        """Run what takes long, and touches no database, in a thread."""
        self._asides += 1
        sys.setswitchinterval(YIELD)
        try:
            return await asyncio.to_thread(work)
        finally:
            self._asides -= 1
            if not self._asides:
                sys.setswitchinterval(_USUAL)


@asynccontextmanager
async def beside(file: Path, clock: Clock) -> AsyncIterator[Reader]:
    """Read what is committed in a database that another process serves: no key of a secret vote is found here.

    `file` is absolute. Raises `StoreUnusable`.
    """
    where = URL.create("sqlite+aiosqlite", database=file.as_uri(), query={"mode": "ro", "uri": "true"})
    reading = engine_at(where, "BEGIN", 4, ("PRAGMA query_only = ON",))
    try:
        yield Reader(file, reading, clock, Keys(Path(os.devnull)))
    finally:
        await reading.dispose()
