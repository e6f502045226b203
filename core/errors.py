"""What the core answers when it does not do what was asked.

Refusal             a value: a rule of the assembly forbids it, the state is as before
CoreError           an exception: the machine, not the assembly, is the reason
├── StoreBusy       another process held the database for too long; nothing was written
├── StoreUnusable   the database cannot be opened as it is
└── Damaged         one row of it makes no sense; all others do
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

Datum: TypeAlias = str | int | datetime | timedelta | tuple[str, ...]
"""Several texts stay apart: how they are listed is the language's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done: a stable code and its data, worded at the edge."""

    code: str
    data: Mapping[str, Datum] = field(default_factory=dict)


def refuse(code: str, /, **data: Datum) -> Refusal:
    """Make a refusal."""
    return Refusal(code, data)


class CoreError(Exception):
    """Base of what the machine can do to us; `code` is stable, the text is for logs."""

    code = "core"


class StoreBusy(CoreError):
    """Another process held the database for too long, or the disk is full: it can be tried again."""

    code = "store-busy"


class Damaged(CoreError, ValueError):
    """What a row says cannot be read: it was damaged, or another version has written it. The cause tells where."""

    code = "damaged"

    def __init__(self, what: str, number: int) -> None:
        super().__init__(f"{what} {number}")
        self.what = what
        self.number = number


class StoreUnusable(CoreError):
    """The database cannot be used as it is; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code = code
