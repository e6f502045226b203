"""Rich messages (Bot API 10.1): text in paragraphs, tables that can be read row by row, and what is folded away.

A server that does not know them answers 404 or 400. The message is then sent as a text, and so are all after it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Final, TypeVar

import structlog

from adapters.contract import Message, Refused, Rejected, plain
from adapters.layout import Folded, Part, Table
from adapters.parsing import Json

T = TypeVar("T")
LONGEST: Final = 32_768
"""Characters of everything that a rich message shows."""
_KINDS: Final = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "code": "code"}

log = structlog.get_logger()


class Rich:
    """Whether the server takes them, as far as it is known: yes, until it has refused one."""

    def __init__(self) -> None:
        self.known = True

    async def show(
        self,
        message: Message,
        richly: Callable[[dict[str, Json]], Awaitable[T]],
        plainly: Callable[[], Awaitable[T]],
    ) -> T:
        """Show the blocks of a message, or where that cannot be its text."""
        if not self.known or not message.parts or _length(message.parts) > LONGEST:
            return await plainly()
        try:
            return await richly({"blocks": list(written(message.parts))})
        except (Refused, Rejected) as error:
            if type(error) not in (Refused, Rejected):
                raise
        shown = await plainly()
        self.known = False
        log.warning("telegram_takes_less", rich=False)
        return shown


def _length(blocks: Sequence[Part]) -> int:
    return sum(map(len, _texts(blocks)))


def _texts(blocks: Sequence[Part]) -> Iterator[str]:
    for block in blocks:
        match block:
            case str():
                yield plain(block)
            case Table(head, rows):
                yield from (plain(cell) for row in (head, *rows) for cell in row)
            case Folded(head, inside):
                yield plain(head)
                yield from _texts(inside)


def written(blocks: Sequence[Part]) -> Iterator[Json]:
    """The blocks as the Bot API takes them."""
    for block in blocks:
        match block:
            case str():
                yield from ({"type": "paragraph", "text": inline(line)} for line in block.split("\n") if line.strip())
            case Table(head, rows):
                cells: list[Json] = [_row(head, header=True), *(_row(row) for row in rows)]
                yield {"type": "table", "cells": cells, "is_bordered": True, "is_compact": True}
            case Folded(head, inside):
                yield {"type": "details", "summary": inline(head), "blocks": list(written(inside))}


def _row(cells: Sequence[str], *, header: bool = False) -> Json:
    return [_cell(cell, "right" if place else "left", header=header) for place, cell in enumerate(cells)]


def _cell(text: str, align: str, *, header: bool) -> Json:
    cell: dict[str, Json] = {"text": inline(text), "align": align, "valign": "top"}
    return {**cell, "is_header": True} if header else cell


def inline(markup: str) -> Json:
    """One line of our HTML as rich text."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Tags that the line does not close end with it; those that it did not open are nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str, list[Json]]] = [("", "", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("href") or "", []))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open[-1][0]:
            self._end()

    def handle_data(self, data: str) -> None:
        self._open[-1][2].append(data)

    def text(self) -> Json:
        while len(self._open) > 1:
            self._end()
        return _joined(self._open[0][2])

    def _end(self) -> None:
        tag, address, parts = self._open.pop()
        inside = _joined(parts)
        if tag in _KINDS:
            inside = {"type": _KINDS[tag], "text": inside}
        elif address:
            inside = {"type": "url", "text": inside, "url": address}
        self._open[-1][2].append(inside)


def _joined(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else parts or ""
