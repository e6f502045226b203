"""The one task that writes.

Jobs that wait together share one transaction, which is what makes durable writing fast. The task
is never cancelled: cancelling a task inside a transaction was seen to leave SQLite's write lock
held. Callers wait on a shielded future instead, so a cancelled caller leaves its job running.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import StoreBusy, StoreUnusable
from core.store.keys import Keys

T = TypeVar("T")
MOST_JOBS = 64
"""A limit on what one failing job can make run again one by one."""


@dataclass(frozen=True, slots=True)
class Tx:
    """An open transaction and the instant at which everything in it happens."""

    db: AsyncConnection
    now: datetime
    keys: Keys
    """The private keys of secret votes."""


@dataclass(slots=True)
class _Waiting:
    job: Callable[[Tx], Awaitable[Any]]
    future: asyncio.Future[Any]


class Writer:
    """Runs jobs, each in a transaction; `begin` opens one that commits when left without an error."""

    def __init__(self, begin: Callable[[], AbstractAsyncContextManager[Tx]]) -> None:
        self._begin = begin
        self._waiting: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._work(), name="writer")
        self._stopping = False

    async def run(self, job: Callable[[Tx], Awaitable[T]]) -> T:
        """Run a job and return its value once it is durable. Raises what the job raised, or `StoreBusy`."""
        if self._task.done():
            raise RuntimeError("the writer has stopped")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(job, future))
        self._wake.set()
        return await asyncio.shield(future)

    @property
    def busy(self) -> bool:
        """Whether a job is waiting or running."""
        return bool(self._waiting) or self._wake.is_set()

    async def stop(self) -> None:
        """Finish what waits, then end."""
        self._stopping = True
        self._wake.set()
        await self._task

    async def _work(self) -> None:
        while not self._stopping or self._waiting:
            await self._wake.wait()
            while self._waiting:
                await self._commit([self._waiting.popleft() for _ in range(min(MOST_JOBS, len(self._waiting)))])
            self._wake.clear()

    async def _commit(self, group: list[_Waiting]) -> None:
        try:
            async with self._begin() as tx:
                values = [await waiting.job(tx) for waiting in group]
        except (Exception, asyncio.CancelledError) as error:
            if self._task.cancelling():  # the task itself, by a loop that ends, and not something in a job
                raise
            await self._apart(group, error)
            return
        for waiting, value in zip(group, values, strict=True):
            waiting.future.set_result(value)

    async def _apart(self, group: list[_Waiting], error: BaseException) -> None:
        """After a failure the jobs run one by one, so that only the failing one fails."""
        if len(group) > 1 and not locked(error):
            for waiting in group:
                await self._commit([waiting])
            return
        for waiting in group:
            waiting.future.set_exception(_translated(error))
            waiting.future.exception()  # a caller that went away leaves no warning behind


def locked(error: BaseException) -> bool:
    """Whether the database did not take it for a reason that may pass: it is held, its disk is full or read-only."""
    return isinstance(error, OperationalError) and any(word in str(error.orig) for word in _PASSING)


_PASSING = ("locked", "disk is full", "disk I/O error", "readonly")


def broken(error: DatabaseError) -> StoreUnusable | None:
    """What is to be said of an error if it means that the file is damaged."""
    return StoreUnusable("store-broken", str(error.orig)) if any(word in str(error.orig) for word in _BROKEN) else None


_BROKEN = ("disk image is malformed", "malformed database schema", "not a database")


def _translated(error: BaseException) -> BaseException:
    if locked(error):
        meant: BaseException = StoreBusy(str(getattr(error, "orig", error)))
    else:
        meant = (broken(error) if isinstance(error, DatabaseError) else None) or error
    if meant is not error:
        meant.__cause__ = error
    return meant
