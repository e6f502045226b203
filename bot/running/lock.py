"""One service for one database: a lock file that the operating system frees, whatever way the process ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyHeld(Exception):
    """Another process holds the lock; `pid` is its number as text."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock. Raises `AlreadyHeld`, `OSError`.

    The file stays behind: removing it would let two processes lock two files of one name.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def process_of(path: Path) -> str:
    """The process that holds the lock; "" if none does."""
    if not path.exists():
        return ""
    try:
        with path.open("rb") as file:
            _take(file.fileno(), fcntl.LOCK_SH)
    except AlreadyHeld as error:
        return error.pid
    return ""


def _take(descriptor: int, kind: int = fcntl.LOCK_EX) -> None:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise AlreadyHeld(os.pread(descriptor, 20, 0).decode(errors="replace")) from None
