"""A list of proxies as organisers keep it: the numbers of principal and holder, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.papers.roster import Record, RosterFileError, read_records
from core.faults import Fault
from core.names import shown
from core.proxy_list import Pair

TITLES: Mapping[str, tuple[str, ...]] = {
    "principal": ("principal", "principal_number"),
    "holder": ("holder", "holder_number", "proxy_holder"),
}
"""By what is needed, what its column may be called."""


def read_proxies(source: Path | bytes) -> list[tuple[int, Pair]]:
    """Read a file, all or nothing; with each pair the line on which it stands.

    UTF-8 or Windows-1252; cells parted by comma, semicolon or tab; other columns are not looked at. Raises
    `RosterFileError`, `OSError`.
    """
    records, broken = read_records(source)
    if not records:
        raise RosterFileError(broken or [Fault("", "no-rows")])
    head, *body = records
    places = {name: _column(head, name) for name in TITLES}
    cells = [(line, {name: _cell(row, place) for name, place in places.items()}) for line, row in body]
    faults = [Fault(name, "no-number", {}, line) for line, row in cells for name, number in row.items() if not number]
    if faults or broken:
        raise RosterFileError(faults + broken)
    return [(line, Pair(row["principal"], row["holder"])) for line, row in cells]


def _column(head: Record, name: str) -> int:
    line, titles = head
    known = [shown(title).casefold().replace(" ", "_") for title in titles]
    found = [place for place, title in enumerate(known) if title in TITLES[name]]
    if len(found) == 1:
        return found[0]
    code = "repeated-column" if found else "no-column"
    raise RosterFileError([Fault(name, code, {"word": name, "known": ", ".join(filter(None, known))}, line)])


def _cell(row: Sequence[str], place: int) -> str:
    return shown(row[place]).removeprefix("#") if place < len(row) else ""
