"""Files of cells as spreadsheets and membership systems write them, record by record."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

from core.faults import Fault

Record: TypeAlias = tuple[int, Sequence[str]]
"""The line on which a record starts, and its cells."""
MOST_FAULTS = 1000
"""Faults of one file that are kept to be told; the others are counted."""
_PART = 1 << 20
_HEAD = 1 << 18
"""Characters from which the delimiter is told."""


class RosterFileError(Exception):
    """The file cannot be taken as it is. `faults` names the first bad rows; `Fault.path` is the field.

    `count` is how many faults there are.
    """

    def __init__(self, faults: Sequence[Fault], count: int = 0) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.path}: {fault.code}" for fault in faults[:10]))
        self.faults = tuple(faults)
        self.count = max(count, len(faults))


def records(source: Path | bytes) -> Iterator[Record]:
    """All records that are not empty, read as they are asked for.

    UTF-8 or Windows-1252; cells parted by comma, semicolon or tab. Raises `RosterFileError` where reading has to
    stop, `OSError`.
    """
    with _opened(source) as text:
        head = text.read(_HEAD)
        delimiter, skipped = _delimited(head)
        text.seek(0)
        text.read(skipped)
        yield from _records(text, delimiter, len(head[:skipped].splitlines()))


def parted_by(source: Path | bytes) -> str:
    """What stands between the cells. Raises `RosterFileError`, `OSError`."""
    with _opened(source) as text:
        return _delimited(text.read(_HEAD))[0]


@contextmanager
def _opened(source: Path | bytes) -> Iterator[io.TextIOWrapper]:
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as binary:
        yield io.TextIOWrapper(binary, encoding=_encoding(binary), newline="")


def _encoding(binary: BinaryIO) -> str:
    """The first in which all of a file makes sense; the file is at its start again."""
    for encoding in ("utf-8-sig", "cp1252"):
        binary.seek(0)
        if _decodes(binary, encoding):
            binary.seek(0)
            return encoding
    raise RosterFileError([Fault("", "encoding")])


def _decodes(binary: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while part := binary.read(_PART):
            if "\0" in decoder.decode(part):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _records(text: io.TextIOWrapper, delimiter: str, skipped: int) -> Iterator[Record]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    start, width = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                width = width or len(cells)
                if any(_swallowed(cell, delimiter, width) for cell in cells if not cell.isprintable()):
                    raise RosterFileError([Fault("", "stray-quote", {}, start + skipped)])
                yield start + skipped, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise RosterFileError([Fault("", "csv", {"reason": str(error)}, start + skipped)]) from None


_SEPARATOR = re.compile(r"\s*\"?sep=([,;\t])\"?[,;\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
"""The line by which spreadsheets tell each other the delimiter."""


def _delimited(head: str) -> tuple[str, int]:
    """The delimiter, and how many characters to skip."""
    said = _SEPARATOR.match(head)
    return (said[1], said.end()) if said else (_delimiter(head), 0)


def _delimiter(text: str) -> str:
    """The one that makes the most columns of the header."""
    head = text.lstrip()

    def width(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), ()))
        except csv.Error:  # reading says so with its line
            return 0

    return max((",", ";", "\t"), key=width)


def _swallowed(cell: str, delimiter: str, width: int) -> bool:
    """Whether a quotation mark that was not meant has made one cell of several lines."""
    return any(line.count(delimiter) >= width - 1 or _begins(line, delimiter) for line in cell.splitlines()[1:])


def _begins(line: str, delimiter: str) -> bool:
    """Whether a line begins like a record: with a word that has a digit, and the delimiter right behind it."""
    first = re.match(rf"[^\s{delimiter}]++(?={delimiter})", line)
    return first is not None and any(map(str.isdigit, first[0]))
