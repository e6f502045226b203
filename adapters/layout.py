"""How a message is laid out where a network can do more than text: tables, and what is folded away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Table:
    """Names in the first column, figures in the others; each cell is HTML as in `Message.text`, in one line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """One line, and blocks that are shown when somebody unfolds it."""

    head: str
    inside: tuple[Part, ...]


Part: TypeAlias = "str | Table | Folded"
"""A part of a message that is laid out: HTML as in `Message.text`, a table, or what is folded away."""
