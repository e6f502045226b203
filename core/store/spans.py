"""Stretches of what is gone through in the order of a column, portion by portion."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, true


class Span(NamedTuple):
    """From behind one value to another one; all of it unless said otherwise."""

    after: str = ""
    upto: str = ""
    """"" is the end."""

    def of(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """The condition on that column."""
        return and_(column > self.after, column <= self.upto if self.upto else true())


ALL = Span()
