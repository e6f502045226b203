"""Opening a database, and the two ways into it: `write` and `read`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, false
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.clock import Clock
from core.errors import CoreError, StoreBusy, StoreUnusable
from core.store import tables as t
from core.store.beneath import Beneath, Last
from core.store.connections import engine_at
from core.store.files import Files
from core.store.keys import Keys
from core.store.migrate import damage, migrate
from core.store.place import Place
from core.store.reading import Reader
from core.store.witness import Witness, reach
from core.store.writer import Tx, Writer, locked

T = TypeVar("T")

BUSY_SECONDS = 15
"""How long to wait for another process, unless the URL says so: `sqlite:///folkmoot.db?timeout=5`."""
_WIPE_MILLISECONDS = 50
_WAL = "PRAGMA journal_mode = WAL"
_PRAGMAS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class Store(Reader):
    """The database of one installation. Make it with `opened`."""

    lost: datetime | None = None
    """Until when things were accepted that this database does not hold, if it is an older copy: it takes nothing."""
    accepted: datetime | None = None
    """The same where this was accepted."""

    def __init__(
        self,
        file: Path,
        writing: AsyncEngine,
        reading: AsyncEngine,
        clock: Clock,
        keys: Keys,
        files: Files,
        witness: Witness,
        beneath: Beneath | None,
        last: Last,
    ) -> None:
        super().__init__(file, reading, clock, keys)
        self._writing = writing
        self._wrote = False
        self._files = files
        self._witness = witness
        self._beneath = beneath
        self._last = last
        self._unusable: StoreUnusable | None = None
        self._writer = Writer(self._begin)

    def go_by(self, clock: Clock) -> None:
        """Take the time of transactions from another clock from now on."""
        self._clock = clock

    async def write(self, job: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `job` in a transaction of the one writer; return its value once it is durable.

        Raises what the job raised, in which case nothing of it was written, or `StoreBusy`.
        """
        return await self._writer.run(job)

    async def wipe(self) -> bool:
        """Leave nothing of what was deleted in the files: it is zeroed in the database, and the log of changes is cut.

        False if somebody who reads still needs some of the log: then try again. Waits for the writer, and the writer
        for it, but hardly for readers, since nothing is accepted meanwhile. Raises `StoreBusy`.
        """
        async with self._writing.connect() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection  # noqa: S101 - just connected
            connected = raw.driver_connection
            (patience,) = await _row(connected, "PRAGMA busy_timeout")
            await _row(connected, f"PRAGMA busy_timeout = {_WIPE_MILLISECONDS}")
            try:
                busy, _, _ = await _row(connected, "PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.OperationalError as error:
                raise StoreBusy(str(error)) from error
            finally:
                await _row(connected, f"PRAGMA busy_timeout = {patience}")
        return not busy

    @property
    def older(self) -> StoreUnusable:
        """Why nothing can be written if something was lost."""
        return StoreUnusable("store-older", f"{self.lost:%Y-%m-%d %H:%M:%S} UTC")

    async def compare(self, *, went_back: bool, accept_loss: bool) -> None:
        """See whether the database holds all that it is known to have held; `lost` tells.

        `went_back` says that the file beneath its log does not.
        """
        async with self.read() as tx:
            lacking = went_back or await self._witness.knows_more(tx)
        lost = self._witness.known.at if self._witness.known and lacking else None
        if lost and accept_loss:
            self._witness.forget()
            if self._beneath:
                self._beneath.found = None
            self.accepted = lost
        else:
            self.lost = lost

    async def look(self) -> None:
        """See that the database is the one it was, and write down beside it how far it goes.

        Raises `StoreUnusable` (`store-replaced`), `OSError`.
        """
        try:
            self._files.check()
            async with self.read() as tx:
                found = await reach(tx)
                if await self._witness.knows_more(tx):
                    raise StoreUnusable("store-replaced", self._files.name)
            await self._look_beneath()
        except StoreUnusable as error:
            self._unusable = error
            raise
        await asyncio.to_thread(self._witness.note, found)

    async def _look_beneath(self) -> None:
        if self._beneath and self._beneath.rests:
            self._witness.beneath = self._beneath.found
        elif self._beneath and await self._beneath.went_back():
            raise StoreUnusable("store-replaced", self._files.name)

    @property
    def busy(self) -> bool:
        """Whether anything is being written, read or worked out; a virtual clock must wait for it."""
        return self._reads > 0 or self._asides > 0 or self._writer.busy

    async def close(self) -> None:
        """Finish what waits and close all connections."""
        await self._writer.stop()
        if self._wrote:
            with suppress(CoreError, SQLAlchemyError, OSError):
                await self.look()
        if not self._unusable and not self.lost:
            self._last.close()
        await self._reading.dispose()
        await self._writing.dispose()  # the last one, for only it can put the WAL away

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[Tx]:
        self._files.check()
        if self._unusable:
            raise self._unusable
        if self.lost:
            raise self.older
        self._wrote = True
        async with self._writing.begin() as connection:
            yield Tx(connection, self._clock.now(), self.keys)


async def _row(connected: Any, pragma: str) -> Sequence[int]:
    """What a pragma answers."""
    cursor = await connected.execute(pragma)
    row: Sequence[int] = await cursor.fetchone()
    await cursor.close()
    return row


def folder(tx: Tx) -> Path:
    """Where the database lies, or the folder that we run in if it is no file."""
    file = tx.db.engine.dialect.name == "sqlite"
    return Path(tx.db.engine.url.database or "").absolute().parent if file else Path.cwd()


class MayMigrate(Protocol):
    """Asked before an existing database is changed to a newer layout."""

    def __call__(self, open_events: tuple[str, ...]) -> bool:
        """Whether to go on although these events are open."""


@asynccontextmanager
async def opened(
    url: str,
    clock: Clock,
    may_migrate: MayMigrate = lambda open_events: not open_events,
    *,
    keys: Path | None = None,
    inline: bool = False,
    accept_loss: bool = False,
) -> AsyncIterator[Store]:
    """Open the database at `url`, made or migrated if needed, and close it at the end.

    `keys` is the folder of the private keys of secret votes; beside the database unless said otherwise.
    `inline` lets everything wait while a statement runs, see `core.store.connections`.
    An older copy of the database can only be read (`Store.lost`), and one that has gone is not made anew, unless
    `accept_loss` says that this is meant.

    Raises `StoreUnusable`: `store-not-ours`, `store-newer`, `store-migrate`, `store-broken`,
    `store-missing-folder`, `store-missing`, `store-memory`; or `StoreBusy`.
    """
    place = Place.of(url)
    witness = Witness(None if inline else place.beside("head"))
    if witness.known and not place.file.exists() and not accept_loss:
        raise StoreUnusable("store-missing", str(place.file))
    where, secrets = _parsed(place), Keys(keys or place.beside("keys"))
    beneath = None if inline else Beneath(place.file, witness.beneath)
    went_back = await beneath.went_back() if beneath and witness.beneath else False
    with closing(Last(place.file)) as last:
        if went_back:
            _see_that_it_is_whole(place.file) if accept_loss else last.hold()
        # without WAL, which would be written into a file that may not be ours
        async with _checked(engine_at(where, "BEGIN IMMEDIATE", 1, _PRAGMAS)) as connection:
            await migrate(connection, where.database or "", may_migrate)
            await connection.execute(delete(t.scrub).where(false()))  # which a file that is read-only refuses
        writing = engine_at(where, "BEGIN IMMEDIATE", 1, (_WAL, *_PRAGMAS), inline=inline)
        async with writing.connect():
            if beneath:
                last.hold()
            reading = engine_at(where, "BEGIN", 4, (*_PRAGMAS, "PRAGMA query_only = ON"), inline=inline)
            store = Store(place.file, writing, reading, clock, secrets, Files(place.file), witness, beneath, last)
            await store.compare(went_back=went_back, accept_loss=accept_loss)
        try:
            yield store
        finally:
            await store.close()


def _see_that_it_is_whole(file: Path) -> None:
    """Raises `StoreUnusable` (`store-broken`) if the log does not belong to a copy that was put here."""
    if found := damage(str(file)):
        raise StoreUnusable("store-broken", f"{found} (if {file.name}-wal belongs to another copy, move it away)")


def _parsed(place: Place) -> URL:
    if not place.file.absolute().parent.is_dir():
        raise StoreUnusable("store-missing-folder", str(place.file))
    try:
        sqlite3.connect(place.file).close()
    except sqlite3.OperationalError as error:  # in a thread of its own, which would outlive us, it could not be told
        raise StoreUnusable("store-broken", str(error)) from error
    query = {"timeout": str(BUSY_SECONDS), **place.options}
    return URL.create("sqlite+aiosqlite", database=str(place.file), query=query)


@asynccontextmanager
async def _checked(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    try:
        async with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        if locked(error) and "readonly" not in str(error.orig):  # which at the start is for a person to mend
            raise StoreBusy(str(error.orig)) from error
        raise StoreUnusable("store-broken", str(error.orig)) from error
    finally:
        await engine.dispose()
