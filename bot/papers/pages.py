"""The minutes as PDF, set from their Markdown: one text, two files, and no second way of saying anything.

Only the Markdown that `papers.minutes` writes is read: headings, lists, quotes, tables, lines in bold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TypeAlias

from bot.papers.typesetting import breakable, drawable, pdf
from core.names import clean

_ESCAPED = re.compile(r"\\(.)")
_KINDS = {"#": "heading", "-": "list", ">": "quote", "|": "table", "*": "strong"}
PIECE = 4000
"""Characters of a paragraph, about: Typst keeps all that is in one, three times as much as of several."""
Part: TypeAlias = Mapping[str, object]


def minutes_pdf(markdown: str, language: str, longest: float = math.inf) -> bytes:
    """The same as a PDF that screen readers can read. Raises `NotSet`, `TooLong`; takes time, so call it aside."""
    found = list(blocks(markdown))
    title = next((str(part["text"]) for part in found if part["kind"] == "heading"), "")
    return pdf("minutes.typ", {"language": language, "title": title, "blocks": found}, longest)


def blocks(markdown: str) -> Iterator[Part]:
    """What stands there, in order, as data for the template."""
    for kind, lines in groupby(markdown.splitlines(), _kind):
        if kind:
            yield from _READERS[kind]([line.strip() for line in lines])


def _kind(line: str) -> str:
    """A line is told by its first sign; what a user wrote never begins with one, for it is escaped."""
    text = line.strip()
    if not text:
        return ""
    kind = _KINDS.get(text[0], "text")
    return "text" if kind == "strong" and not text.startswith("**") else kind


def _headings(lines: Sequence[str]) -> Iterator[Part]:
    for line in lines:
        marks, _, text = line.partition(" ")
        yield {"kind": "heading", "level": len(marks), "text": _text(text)}


def _list(lines: Sequence[str]) -> Iterator[Part]:
    yield {"kind": "list", "items": [_pieces(_text(line.removeprefix("-"))) for line in lines]}


def _pieces(text: str) -> list[str]:
    """A list item in parts that are set one by one; all but the names of hundreds of people are one part."""
    pieces: list[str] = []
    start = 0
    while len(text) - start > 2 * PIECE and (end := text.find(", ", start + PIECE)) >= 0:
        pieces.append(text[start : end + 1])
        start = end + 2
    return [*pieces, text[start:]]


def _quote(lines: Sequence[str]) -> Iterator[Part]:
    yield {"kind": "quote", "text": "\n".join(_text(line.removeprefix(">")) for line in lines)}


def _table(lines: Sequence[str]) -> Iterator[Part]:
    head, _, *rows = [[_text(cell) for cell in _cells(line)] for line in lines]
    width = len(head)
    yield {"kind": "table", "head": head, "rows": [_filled(row, width) for row in rows]}


def _cells(line: str) -> list[str]:
    """Between unescaped bars; an empty cell stays one."""
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", line)
    joined = [text + slashes for text, slashes in zip_longest(parts[::2], parts[1::2], fillvalue="")]
    return joined[1:-1]


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * width][:width]


def _strong(lines: Sequence[str]) -> Iterator[Part]:
    for line in lines:
        yield {"kind": "strong", "text": _text(line.removeprefix("**").removesuffix("**"))}


def _paragraphs(lines: Sequence[str]) -> Iterator[Part]:
    for line in lines:
        yield {"kind": "text", "text": _text(line)}


def _text(markdown: str) -> str:
    return breakable(drawable(clean(_ESCAPED.sub(r"\1", markdown.strip()))))


_READERS: dict[str, Callable[[Sequence[str]], Iterator[Part]]] = {
    "heading": _headings,
    "list": _list,
    "quote": _quote,
    "table": _table,
    "strong": _strong,
    "text": _paragraphs,
}
