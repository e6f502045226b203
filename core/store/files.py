"""Whether the files that we write into are still the ones that anybody will find."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from core.errors import StoreUnusable

_Identity: TypeAlias = tuple[int, int]


class Files:
    """A database file and its log, as they were when they were opened.

    A process goes on writing into a file that was deleted or replaced, and everything is lost with it.
    """

    def __init__(self, file: Path) -> None:
        self.name = file.name
        self._known = {name: _identity(name) for name in (str(file), f"{file}-wal")}

    def check(self) -> None:
        """Raise `StoreUnusable` (`store-replaced`) if one of them is not where it was."""
        for name, known in self._known.items():
            found = _identity(name)
            if known is None:
                self._known[name] = found  # SQLite makes its log when it first needs it
            elif found != known:
                raise StoreUnusable("store-replaced", Path(name).name)


def _identity(name: str) -> _Identity | None:
    try:
        found = os.stat(name)  # noqa: PTH116 - before each commit, so as cheap as it can be
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
