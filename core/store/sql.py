"""What databases spell differently: the one place to look at when a second one joins."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.dialects.sqlite import insert

__all__ = ["UNREADABLE", "among", "chunks", "insert", "of_network", "values", "within"]
T = TypeVar("T")
UNREADABLE = (ValueError, TypeError, OverflowError, LookupError, AttributeError)
"""What a row raises that was damaged, or that another version has written."""
_MOST = 1000
"""Values in one statement; databases take a limited number."""


def of_network(address: ColumnElement[str], network: str) -> ColumnElement[bool]:
    """Whether an address belongs to a network, in a way that an index can answer."""
    return address.between(f"{network}:", f"{network};")


def within(address: ColumnElement[str], chat: str) -> ColumnElement[bool]:
    """Whether an address is that of a chat or of a part of it, in the same way."""
    return or_(address == chat, and_(address > f"{chat}/", address < f"{chat}0"))


def among(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """Whether a column has one of the `values` that a statement gets as this parameter.

    The statement can be made once: that of `in_` is another one for each number of values, which takes longer to
    write than to run where many press at once.
    """
    return column.in_(select(func.json_each(bindparam(parameter)).table_valued("value").c.value))


def values(given: Iterable[str | int]) -> str:
    """Values for `among`, however many."""
    return json.dumps([*given])


def chunks(given: list[T]) -> list[list[T]]:
    """Parts that a statement takes."""
    return [given[start : start + _MOST] for start in range(0, len(given), _MOST)]
