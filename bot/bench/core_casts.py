"""Durable named casts with every check, beside raw sqlite3 that runs the very same statements."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from core import casting
from core.casting import Cast, Recorded
from core.clock import SystemClock
from core.model import MemberId, Vote
from core.store.engine import Store, opened

from .folkmoot_press import stage_in

MEMBERS = 3000
BATCH = 100
ROUNDS = 5
"""In each of them everybody casts once, another choice than before."""
_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")


@dataclass(frozen=True, slots=True)
class CastSpeeds:
    """Casts a second: medians of the rounds."""

    ours: float
    raw: float


async def cast_speeds() -> CastSpeeds:
    """Let both take their turns, a round each; each has its own file of the same content."""
    with TemporaryDirectory() as name:
        ours, raw = Path(name) / "ours.db", Path(name) / "raw.db"
        async with opened(f"sqlite:///{ours}", SystemClock()) as store:
            vote, ids = await stage_in(store, MEMBERS)
        shutil.copy(ours, raw)
        async with opened(f"sqlite:///{ours}", SystemClock()) as store:
            with closing(_raw(raw)) as connection:
                rounds = [await _round(store, connection, vote, ids, number) for number in range(ROUNDS)]
    return CastSpeeds(*(MEMBERS / median(seconds) for seconds in zip(*rounds, strict=True)))


async def _round(
    store: Store, connection: sqlite3.Connection, vote: Vote, ids: Sequence[MemberId], number: int
) -> tuple[float, float]:
    """Seconds that our casts took, and the same statements alone."""
    wishes = [_wish(vote, member, "abc"[(place + number) % 3]) for place, member in enumerate(ids)]
    with _recorded() as tape:
        started = time.perf_counter()
        for start in range(0, len(wishes), BATCH):
            await _cast(store, wishes[start : start + BATCH])
            tape.cut()
        ours = time.perf_counter() - started
    started = time.perf_counter()
    for batch in tape.batches:
        _replay(connection, batch)
    return ours, time.perf_counter() - started


def _wish(vote: Vote, member: MemberId, choice: str) -> Cast:
    return Cast(f"telegram:{member}", vote.id, choice, 0, casting.tag(vote, member, 0))


async def _cast(store: Store, wishes: Sequence[Cast]) -> None:
    outcomes = await store.write(lambda tx: casting.cast(tx, wishes))
    if refused := [outcome for outcome in outcomes if not isinstance(outcome, Recorded)]:
        raise RuntimeError(refused[0].code)


@dataclass(slots=True)
class _Statement:
    sql: str
    values: Any  # what SQLAlchemy hands to sqlite3
    many: bool


@dataclass(slots=True)
class _Tape:
    """The statements of each batch, without the commit at its end."""

    batches: list[list[_Statement]] = field(default_factory=list)
    now: list[_Statement] = field(default_factory=list)

    def cut(self) -> None:
        """The batch has ended."""
        self.batches.append(self.now)
        self.now = []


@contextmanager
def _recorded() -> Iterator[_Tape]:
    """Write down what goes to the database while this is open."""
    tape = _Tape()

    def note(_connection: object, _cursor: object, sql: str, values: Any, _context: object, many: bool) -> None:
        tape.now.append(_Statement(sql, values, many))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield tape
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _raw(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _replay(connection: sqlite3.Connection, batch: Sequence[_Statement]) -> None:
    for statement in batch:
        if statement.many:
            connection.executemany(statement.sql, statement.values)
        else:
            connection.execute(statement.sql, statement.values).fetchall()
    connection.execute("COMMIT")
