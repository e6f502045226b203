"""A list of proxies as organisers keep it: the numbers of principal and holder, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.papers.records import Record, RosterFileError, records
from core.faults import Fault
from core.names import tidied
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
    stream = records(source)
    head = next(stream, None)
    if head is None:
        raise RosterFileError([Fault("", "no-rows")])
    width = len(head[1])
    places = {name: _column(head, name) for name in TITLES}
    faults: list[Fault] = []
    pairs: list[tuple[int, Pair]] = []
    try:
        for line, row in stream:
            if any(cell.strip() for cell in row[width:]):
                faults.append(Fault("", "too-many-cells", {"count": str(len(row)), "limit": str(width)}, line))
            cells = {name: _cell(row, place) for name, place in places.items()}
            faults += [Fault(name, "no-number", {}, line) for name, number in cells.items() if not number]
            pairs.append((line, Pair(cells["principal"], cells["holder"])))
    except RosterFileError as broken:
        faults += broken.faults
    if faults:
        raise RosterFileError(faults)
    return pairs


def _column(head: Record, name: str) -> int:
    line, titles = head
    known = [tidied(title).casefold().replace(" ", "_") for title in titles]
    found = [place for place, title in enumerate(known) if title in TITLES[name]]
    if len(found) == 1:
        return found[0]
    code = "repeated-column" if found else "no-column"
    raise RosterFileError([Fault(name, code, {"word": name, "known": ", ".join(filter(None, known))}, line)])


def _cell(row: Sequence[str], place: int) -> str:
    return tidied(row[place]).removeprefix("#") if place < len(row) else ""
