"""Bringing a database to this version's layout, or refusing to touch it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import StoreUnusable
from core.model import EventState
from core.store import tables


async def migrate(connection: AsyncConnection, path: str, may_migrate: Callable[[tuple[str, ...]], bool]) -> None:
    """Upgrade the layout inside the caller's transaction; an interrupted upgrade leaves nothing.

    A copy of the file, `<name>.before-<revision>`, is made before an existing layout is changed.
    Raises `StoreUnusable`: `store-not-ours`, `store-newer`, `store-migrate`.
    """
    await connection.run_sync(_migrate, path, may_migrate)


def head() -> str:
    """The revision that this version of the software works with."""
    revision = _scripts(_folder()).get_current_head()
    assert revision  # noqa: S101 - the package ships its migrations
    return revision


def _migrate(connection: Connection, path: str, may_migrate: Callable[[tuple[str, ...]], bool]) -> None:
    context = MigrationContext.configure(connection)
    current = context.get_current_revision()
    if current == head():
        return
    if current is None:
        _lay_out(connection, context, path)
        return
    _prepare(connection, path, current, may_migrate)
    config = _config(_folder())
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _lay_out(connection: Connection, context: MigrationContext, path: str) -> None:
    """A new database gets the tables at once, which is what all migrations together come to."""
    if inspect(connection).get_table_names():
        raise StoreUnusable("store-not-ours", path)
    tables.metadata.create_all(connection, checkfirst=False)
    context.stamp(_scripts(_folder()), "head")


def _prepare(connection: Connection, path: str, current: str, may_migrate: Callable[[tuple[str, ...]], bool]) -> None:
    if current not in {script.revision for script in _scripts(_folder()).walk_revisions()}:
        raise StoreUnusable("store-newer", current)
    if not may_migrate(_open_events(connection)):
        raise StoreUnusable("store-migrate", current)
    copy_database(path, f"{path}.before-{head()}")


def _open_events(connection: Connection) -> tuple[str, ...]:
    live = (EventState.OPEN, EventState.PAUSED)
    return tuple(connection.scalars(select(tables.event.c.id).where(tables.event.c.state.in_(live))))


def copy_database(source: str, target: str, left_out: str = "") -> None:
    """Copy a SQLite database that may be in use, consistently and durably, then move it into place.

    `left_out` is a pattern (GLOB) of the keys under which networks keep what may be used by one process only.
    Raises `OSError` or `sqlite3.Error`.
    """
    part = Path(f"{target}.part")
    part.unlink(missing_ok=True)  # of a copy that was interrupted
    read_only = Path(source).absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as there, closing(sqlite3.connect(part)) as here:
        there.backup(here)
        if left_out:
            here.execute("PRAGMA secure_delete = ON")
            here.execute("DELETE FROM kept WHERE key GLOB ?", (left_out,))
            here.commit()
        here.execute("PRAGMA journal_mode = DELETE")  # so that the copy is one file
    shutil.copymode(source, part)
    part.replace(target)


def damage(path: str) -> str:
    """What SQLite finds wrong with a database file; "" if it is sound. Raises `sqlite3.Error`."""
    read_only = Path(path).absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(read_only, uri=True)) as connection:
        found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return "" if found == "ok" else found


def _folder() -> str:
    return str(Path(__file__).parent / "migrations")


@cache
def _scripts(folder: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(folder))


def _config(folder: str) -> Config:
    config = Config()
    config.set_main_option("script_location", folder)
    return config
