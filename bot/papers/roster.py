"""members.csv: the roster as membership systems export it, and lists for the desk."""

from __future__ import annotations

import csv
import io
import re
import shlex
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from adapters.accounts import ACCOUNTS
from bot.papers.records import MOST_FAULTS, Record, RosterFileError, parted_by, records
from bot.papers.rows import Rows
from core import numbers
from core.address import address_on, network_of
from core.faults import Fault
from core.limits import LONGEST_NAME
from core.model import Address, EventId, Role
from core.names import tidied
from core.near import nearest
from core.persons import Held
from core.roster import Row
from core.totals import UNIT, Weight

FIELDS = ("number", "name", "email", "language", "weight", "votes", "groups", "roles", *ACCOUNTS)
NEEDED = ("number", "name")
CLEARED = "-"
"""In a cell: what stands is taken away. An empty cell says nothing."""
VOTES = dict.fromkeys((CLEARED, "yes", "y", "ja", "j", "true", "1"), True) | dict.fromkeys(
    ("no", "n", "nein", "false", "0"), False
)
HEAVIEST = 10_000_000
"""Of these, 100,000 still add up in 64 bits of millionths."""
MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""
LONGEST_EMAIL = 254
"""Characters, as mail servers take it."""

Columns: TypeAlias = Mapping[str, Sequence[int]]
"""For each field the cells it is made of."""


@dataclass(frozen=True, slots=True)
class Roster:
    """All rows, in the order of the file."""

    rows: Rows
    lines: Sequence[int]
    """By row, the line on which it starts."""
    notes: tuple[Fault, ...] = ()
    """What was passed over: columns that nobody asked for."""


def read_roster(source: Path | bytes, mapping: Mapping[str, str] | None = None) -> Roster:
    """Read a file, all or nothing. `mapping` names the column of a field, or several to be joined by spaces.

    UTF-8 or Windows-1252; cells parted by comma, semicolon or tab. Raises `RosterFileError`, `OSError`.
    """
    stream = records(source)
    line, cells = next(stream, (0, ()))
    if not line:
        raise RosterFileError([Fault("", "no-rows")])
    if len(cells) > MOST_COLUMNS:
        raise RosterFileError([Fault("", "columns-many", {"count": str(len(cells)), "limit": str(MOST_COLUMNS)}, line)])
    header = [tidied(cell) for cell in cells]
    columns = _columns(header, mapping or {}, line)
    found = _Reading(thousands=parted_by(source) == ";")
    found.read(stream, columns, len(header))
    if found.count:
        raise RosterFileError(found.faults, found.count)
    return Roster(found.rows, found.lines, (*_unused(header, columns, line), *found.wordy))


class _Reading:
    """Rows as they come, and what is wrong with them."""

    def __init__(self, *, thousands: bool) -> None:
        """Where semicolons part the cells, a comma is in numbers, and a point may stand for thousands: `thousands`."""
        self.thousands = thousands
        self.rows = Rows()
        self.lines = array("L")
        self.faults: list[Fault] = []
        self.count = 0
        self.wordy: tuple[Fault, ...] = ()
        """The first number that is a word, which may be a name in the wrong column."""
        self._claimed: dict[str, int] = {}
        """By what only one row may have, the place of the one that has it."""

    def read(self, stream: Iterator[Record], columns: Columns, width: int) -> None:
        """All of them, to the end or to where nothing can be read any more."""
        try:
            for record in stream:
                row = _Row.of(record, columns, width, thousands=self.thousands)
                value = row.value()
                self.lines.append(row.line)
                self.rows.append(value)
                if value.number.isalpha() and not self.wordy:
                    self.wordy = (Fault("number", "number-word", {"word": value.number}, row.line),)
                self._note(row.faults)
                self._note(self._doubles(value))
        except RosterFileError as error:
            self._note(error.faults)

    def _note(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.count += 1
            if len(self.faults) < MOST_FAULTS:
                self.faults.append(fault)

    def _doubles(self, value: Row) -> Iterator[Fault]:
        """Numbers and accounts that an earlier row has."""
        place = len(self.rows) - 1
        for name, code, word, folded in _claims(value):
            first = self._claimed.setdefault(folded, place)
            if first != place:
                other = self.rows[first].number if name == "number" else word
                again = name == "number" and numbers.key(word) != numbers.key(other)
                data = {"word": word, "first": str(self.lines[first]), "other": other}
                yield Fault(name, "number-alike-here" if again else code, data, self.lines[place])


def _claims(row: Row) -> Iterator[tuple[str, str, str, str]]:
    """Field, code of the fault, what is claimed, and what it is compared by."""
    if row.number:
        yield "number", "repeated-number", row.number, numbers.loose(row.number)
    for account in row.accounts:
        yield network_of(account), "repeated-account", account, account.casefold()


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
    whole = tidied(mapped).casefold()
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
_EMAIL = re.compile(rf"(?=.{{,{LONGEST_EMAIL}}}\Z)[^@\s]+@[^@\s]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z]{2,4})?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_WEIGHT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")


@dataclass(slots=True)
class _Row:
    """One record on its way to a `RosterRow`."""

    line: int
    cells: Mapping[str, str]
    thousands: bool
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def of(cls, record: Record, columns: Columns, width: int, *, thousands: bool) -> _Row:
        line, found = record
        cells = list(found) + [""] * (width - len(found))
        texts = {name: tidied(" ".join(cells[index] for index in indexes)) for name, indexes in columns.items()}
        row = cls(line, texts, thousands)
        if any(cell.strip() for cell in cells[width:]):
            row.faults.append(Fault("", "too-many-cells", {"count": str(len(found)), "limit": str(width)}, line))
        return row

    def value(self) -> Row:
        """What the cells mean; where they mean nothing, a fault is noted."""
        return Row(
            number=self._number(),
            name=self._name(),
            email=self._matching("email", _EMAIL),
            language=self._language(),
            weight=self._weight(),
            votes=self._votes(),
            groups=self._words("groups"),
            roles=self._roles(),
            accounts=tuple(filter(None, map(self._account, ACCOUNTS))),
            cleared=tuple(network for network in ACCOUNTS if self._text(network) == CLEARED),
        )

    def _text(self, name: str) -> str:
        return self.cells.get(name, "")

    def _fault(self, name: str, code: str, **data: str) -> None:
        self.faults.append(Fault(name, code, data, self.line))

    def _matching(self, name: str, pattern: re.Pattern[str]) -> str | None:
        """The text if there is any; empty if it was cleared or cannot be read."""
        text = self._text(name)
        if not text:
            return None
        if text != CLEARED and not pattern.fullmatch(text):
            self._fault(name, f"bad-{name}", word=text)
        return text if pattern.fullmatch(text) else ""

    def _number(self) -> str:
        text = numbers.tidied(self._text("number"))
        if not text:
            self._fault("number", "no-number")
        elif _DATE.fullmatch(text):
            self._fault("number", "number-date", word=text)
        elif _SCIENTIFIC.fullmatch(text):
            self._fault("number", "number-scientific", word=text)
        elif not _NUMBER.fullmatch(text):
            self._fault("number", "bad-number", word=text)
        return text

    def _name(self) -> str | None:
        text = self._text("name")
        if text == CLEARED:
            self._fault("name", "no-name")
        elif len(text) > LONGEST_NAME:
            self._fault("name", "name-long", allowed=str(LONGEST_NAME))
        return text or None

    def _language(self) -> str | None:
        text = self._matching("language", _LANGUAGE)
        return re.split("[-_]", text)[0].lower() if text is not None else None

    def _weight(self) -> Weight | None:
        text = self._matching("weight", _WEIGHT)
        if not text:
            return None if text is None else UNIT
        if self.thousands and _THOUSANDS.fullmatch(text):
            small = f"{Decimal(text).normalize():f}"
            self._fault("weight", "weight-unclear", word=text, small=small, large=text.replace(".", ""))
        weight = Decimal(text)
        if not 0 < weight <= HEAVIEST:
            self._fault("weight", "bad-weight", word=text)
        return int(weight * UNIT)

    def _votes(self) -> bool | None:
        text = self._text("votes").casefold()
        if text and text not in VOTES:
            self._fault("votes", "bad-votes", word=text)
        return VOTES.get(text)

    def _words(self, name: str) -> tuple[str, ...] | None:
        text = self._text(name)
        if text in ("", CLEARED):
            return () if text else None
        found = tuple(dict.fromkeys(re.findall(r"[^\s|,;]+", text)))
        if any(len(word) > LONGEST_NAME for word in found):
            self._fault(name, "name-long", allowed=str(LONGEST_NAME))
        return found

    def _roles(self) -> tuple[Held, ...] | None:
        """`chair` for the organisation, `chair@agm` for one event."""
        words = self._words("roles")
        if not words:
            return words if words is None else ()
        return tuple(held for word in words if (held := self._role(word)))

    def _role(self, word: str) -> Held | None:
        known = {role.value: role for role in Role}
        name, _, event = word.partition("@")
        if name.casefold() in known:
            return Held(known[name.casefold()], EventId(event) if event else None)
        near = nearest(name, known)
        self._fault("roles", "bad-role", word=word, known=", ".join(known), suggestion=near)
        return None

    def _account(self, network: str) -> Address:
        """The account on a network; "" if none is named."""
        text = self._text(network)
        if text in ("", CLEARED):
            return ""
        name = text.removeprefix(address_on(network))
        if not ACCOUNTS[network].written(name):
            self._fault(network, "bad-account", word=text, network=network.title(), hint=ACCOUNTS[network].hint)
            return ""
        return address_on(network, name)


def write_csv(rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """A list for a spreadsheet: UTF-8 with BOM, commas, no cell that a spreadsheet would run as a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


_FORMULA = re.compile(r"(^|[;,\t\r\n])(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r])")
"""Also behind what a spreadsheet of another country parts cells by, and in the full width that it reads as the same."""


def _harmless(cell: str | int | Decimal) -> str | int | Decimal:
    """Prefix `'` as OWASP advises (CSV Injection); numbers stay numbers."""
    if not isinstance(cell, str) or re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell, re.ASCII):
        return cell
    return _FORMULA.sub(r"\1'", cell)
