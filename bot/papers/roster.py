"""members.csv: the roster as membership systems export it, and lists for the desk."""

from __future__ import annotations

import csv
import io
import re
import shlex
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from adapters.contract import clean
from bot.drafting.faults import Fault, nearest
from core.address import network_of
from core.model import Role
from core.totals import UNIT, Weight

FIELDS = ("number", "name", "email", "language", "weight", "votes", "groups", "roles", "telegram", "matrix")
NEEDED = ("number", "name")
VOTES = dict.fromkeys(("", "yes", "y", "ja", "j", "true", "1"), True) | dict.fromkeys(
    ("no", "n", "nein", "false", "0"), False
)
HEAVIEST = 10_000_000
"""Of these, 100,000 still add up in 64 bits of millionths."""

Columns: TypeAlias = Mapping[str, Sequence[int]]
"""For each field the cells it is made of."""
Record: TypeAlias = tuple[int, Sequence[str]]
"""The line on which a record starts, and its cells."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A member as the file has it."""

    number: str
    name: str
    email: str = ""
    language: str = ""
    weight: Weight = UNIT
    votes: bool = True
    groups: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    accounts: tuple[str, ...] = ()
    """Addresses such as `telegram:42`."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All rows, in the order of the file."""

    rows: tuple[RosterRow, ...]
    notes: tuple[Fault, ...] = ()
    """What was passed over: columns that nobody asked for."""
    fields: frozenset[str] = frozenset()
    """What the file has columns for; of the rest it says nothing."""


class RosterFileError(Exception):
    """The file cannot be taken as it is. `faults` names every bad row; `Fault.path` is the field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.path}: {fault.code}" for fault in faults[:10]))
        self.faults = tuple(faults)


def read_roster(source: Path | bytes, mapping: Mapping[str, str] | None = None) -> Roster:
    """Read a file, all or nothing. `mapping` names the column of a field, or several to be joined by spaces.

    UTF-8 or Windows-1252; cells parted by comma, semicolon or tab. Raises `RosterFileError`, `OSError`.
    """
    records, broken = read_records(source)
    if not records:
        raise RosterFileError(broken or [Fault("", "no-rows")])
    (line, cells), *body = records
    header = [squeezed(cell) for cell in cells]
    columns = _columns(header, mapping or {}, line)
    rows = [_Row.of(record, columns, len(header)) for record in body]
    values = tuple(row.value() for row in rows)
    faults = [fault for row in rows for fault in row.faults] + _doubles(rows, values) + broken
    if faults:
        raise RosterFileError(sorted(faults, key=lambda fault: fault.line))
    return Roster(values, _unused(header, columns, line), frozenset(columns))


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterFileError([Fault("", "encoding")])


def read_records(source: Path | bytes) -> tuple[list[Record], list[Fault]]:
    """All lines that are not empty, and the fault at which reading had to stop. Raises as `read_roster`."""
    text = _decode(source.read_bytes() if isinstance(source, Path) else source)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[Record] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        return records, [Fault("", "csv", {"reason": str(error)}, start)]
    return records, []


def _delimiter(text: str) -> str:
    """The one that makes the most columns of the header."""
    head = text.lstrip()

    def width(delimiter: str) -> int:
        return len(next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), ()))

    return max((",", ";", "\t"), key=width)


def squeezed(cell: str) -> str:
    """A cell without anything that cannot be seen."""
    return " ".join(unicodedata.normalize("NFC", clean(cell.replace("\r", "\n"))).split())


def _columns(header: Sequence[str], mapping: Mapping[str, str], line: int) -> Columns:
    places: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(header):
        places[name.casefold()].append(index)
    faults = [
        Fault("", "unknown-field", {"word": name, "known": ", ".join(FIELDS), "suggestion": nearest(name, FIELDS)})
        for name in mapping
        if name not in FIELDS
    ]
    wanted = {name: _wanted(name, mapping.get(name, ""), places) for name in FIELDS}
    for name, titles in wanted.items():
        faults += [_column_fault(name, title, header, line) for title in titles if len(places.get(title, ())) != 1]
    if faults:
        raise RosterFileError(faults)
    return {name: [places[title][0] for title in titles] for name, titles in wanted.items() if titles}


def _wanted(name: str, mapped: str, places: Mapping[str, Sequence[int]]) -> list[str]:
    """Titles, folded, of the columns that make a field."""
    if not mapped.strip():
        return [name] if name in places or name in NEEDED else []
    whole = squeezed(mapped).casefold()
    return [whole] if whole in places else _split(mapped)


def _split(titles: str) -> list[str]:
    """By spaces; a title with spaces in it stands in quotes."""
    try:
        return [title.casefold() for title in shlex.split(titles)]
    except ValueError:
        return titles.casefold().split()


def _column_fault(name: str, title: str, header: Sequence[str], line: int) -> Fault:
    known = [text for text in header if text]
    if title in [text.casefold() for text in known]:
        return Fault(name, "repeated-column", {"word": title}, line)
    if title == name:
        return Fault(name, "missing-column", {"word": name, "known": ", ".join(known)}, line)
    data = {"word": title, "field": name, "known": ", ".join(known), "suggestion": nearest(title, known)}
    return Fault(name, "unmatched-map", data, line)


def _unused(header: Sequence[str], columns: Columns, line: int) -> tuple[Fault, ...]:
    used = {index for indexes in columns.values() for index in indexes}
    titles = (title for index, title in enumerate(header) if title and index not in used)
    return tuple(Fault("", "unused-column", {"word": title}, line) for title in titles)


_MONTH = r"(?:Jan|Feb|M[aä]r|Mrz|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])[a-zä]*"
_DATE = re.compile(
    rf"\d{{1,4}}([-./])\d{{1,2}}\1\d{{1,4}}( .*)?|\d{{1,2}}[-. ]+{_MONTH}([-. ]+\d+)?|{_MONTH}[-. ]+\d+", re.IGNORECASE
)
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E[+-]\d+", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z]{2,4})?")
_WEIGHT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")
_TELEGRAM = re.compile(r"(?:telegram:)?([1-9][0-9]{0,18})")
_MATRIX = re.compile(r"(?:matrix:)?(@[^\s:@]+:[^\s@/]+)")


@dataclass(slots=True)
class _Row:
    """One record on its way to a `RosterRow`."""

    line: int
    cells: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, record: Record, columns: Columns, width: int) -> _Row:
        line, found = record
        cells = list(found) + [""] * (width - len(found))
        texts = {name: squeezed(" ".join(cells[index] for index in indexes)) for name, indexes in columns.items()}
        row = cls(line, texts)
        if any(cell.strip() for cell in cells[width:]):
            row.faults.append(Fault("", "too-many-cells", {"count": str(len(found)), "limit": str(width)}, line))
        return row

    def value(self) -> RosterRow:
        """What the cells mean; where they mean nothing, a fault is noted."""
        return RosterRow(
            number=self._number(),
            name=self.cells["name"] or self._fault("name", "no-name"),
            email=self._matching("email", _EMAIL),
            language=self._matching("language", _LANGUAGE).partition("-")[0].partition("_")[0].lower(),
            weight=self._weight(),
            votes=self._votes(),
            groups=tuple(dict.fromkeys(self._words("groups"))),
            roles=self._roles(),
            accounts=(*self._account("telegram", _TELEGRAM), *self._account("matrix", _MATRIX)),
        )

    def _fault(self, name: str, code: str, **data: str) -> str:
        self.faults.append(Fault(name, code, data, self.line))
        return ""

    def _matching(self, name: str, pattern: re.Pattern[str]) -> str:
        text = self.cells.get(name, "")
        return text if not text or pattern.fullmatch(text) else self._fault(name, f"bad-{name}", word=text)

    def _number(self) -> str:
        text = self.cells["number"]
        if not text:
            return self._fault("number", "no-number")
        if _DATE.fullmatch(text):
            return self._fault("number", "number-date", word=text)
        if _SCIENTIFIC.fullmatch(text):
            return self._fault("number", "number-scientific", word=text)
        return self._matching("number", _NUMBER)

    def _weight(self) -> Weight:
        text = self._matching("weight", _WEIGHT)
        if not text:
            return UNIT
        weight = Decimal(text)
        if not 0 < weight <= HEAVIEST:
            self._fault("weight", "bad-weight", word=text)
        return int(weight * UNIT)

    def _votes(self) -> bool:
        text = self.cells.get("votes", "")
        if text.casefold() not in VOTES:
            self._fault("votes", "bad-votes", word=text)
        return VOTES.get(text.casefold(), True)

    def _words(self, name: str) -> list[str]:
        return re.findall(r"[^\s|,;]+", self.cells.get(name, ""))

    def _roles(self) -> tuple[Role, ...]:
        known = {role.value: role for role in Role}
        words = dict.fromkeys(word.casefold() for word in self._words("roles"))
        for word in words:
            if word not in known:
                self._fault("roles", "bad-role", word=word, known=", ".join(known), suggestion=nearest(word, known))
        return tuple(known[word] for word in words if word in known)

    def _account(self, network: str, pattern: re.Pattern[str]) -> Iterator[str]:
        if match := pattern.fullmatch(self._matching(network, pattern)):
            yield f"{network}:{match[1]}"


def _doubles(rows: Sequence[_Row], values: Sequence[RosterRow]) -> list[Fault]:
    """Numbers and accounts that two rows claim."""
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for row, value in zip(rows, values, strict=True):
        keys = [("number", "repeated-number", value.number)] if value.number else []
        keys += [(network_of(account), "repeated-account", account) for account in value.accounts]
        for name, code, word in keys:
            first = lines.setdefault(f"{code}:{word.casefold()}", row.line)
            if first != row.line:
                faults.append(Fault(name, code, {"word": word, "first": str(first)}, row.line))
    return faults


def write_csv(rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """A list for a spreadsheet: UTF-8 with BOM, commas, no cell that a spreadsheet would run as a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int | Decimal) -> str | int | Decimal:
    """Prefix `'` as OWASP advises (CSV Injection); numbers stay numbers."""
    if not isinstance(cell, str) or re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell, re.ASCII):
        return cell
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
