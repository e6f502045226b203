"""Candidates and quota seats: how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core import numbers
from core.candidates import in_order, of_definition, with_candidates
from core.definition import OPEN_SLOT
from core.faults import Fault, Faults, RuleError
from core.limits import MOST_SEATS
from core.model import Definition, Option, Slot
from core.near import nearest

_SLOT = re.compile(r"(\d{1,3})\s+([^\W\d][^,;\[\]]{0,39})")
_MEMBER = re.compile(r"#\s*([\w./-]{1,32})(?:[,:;]?\s+(.*))?")
_GROUPS = re.compile(r"(.*?)\s*\[([^\[\]]+)\]")


def parse_seats(text: str) -> tuple[Slot, ...]:
    """Read `3`, or `2 women, 2 open`; a plain number is open to all.

    Raises `RuleError` with `seats-form`.
    """
    slots = tuple(_slot(part.strip(), text) for part in re.split("[,;]", text))
    names = [slot.name.casefold() for slot in slots]
    if len(set(names)) < len(names) or not all(0 < slot.seats <= MOST_SEATS for slot in slots):
        raise RuleError("seats-form", word=text, suggestion="")
    return slots


def _slot(part: str, text: str) -> Slot:
    match = _SLOT.fullmatch(part if not part.isdecimal() else f"{part} {OPEN_SLOT}")
    if match is None or re.search(r"\s\d+\s", match[2]):  # a comma is missing
        raise RuleError("seats-form", word=text, suggestion="")
    name = " ".join(match[2].split())
    return Slot(OPEN_SLOT if name.casefold() == OPEN_SLOT else name, int(match[1]))


def quota(seats: Sequence[Slot]) -> tuple[Slot, ...]:
    """The slots of a definition: none if every seat is open to all."""
    return tuple(seats) if any(slot.name != OPEN_SLOT for slot in seats) else ()


def seats_text(definition: Definition) -> str:
    """What `parse_seats` reads."""
    return ", ".join(f"{slot.seats} {slot.name}" for slot in definition.slots) or str(definition.seats)


def candidate(text: str, slots: Sequence[Slot]) -> Option | Fault:
    """Read `Anna Ortega`, `#17 Anna Ortega`, `#17` for the name on the roster, each with `[women]` behind it.

    Without quota seats brackets are part of the name. The label is still to come.
    """
    groups = _GROUPS.fullmatch(text) if slots else None
    written, named = (groups[1], groups[2].split(",")) if groups else (text, [])
    known = {slot.name.casefold(): slot.name for slot in slots}
    for name in named:
        if name.strip().casefold() not in known:
            return Fault("options", "unknown-slot", {"word": name.strip(), "suggestion": nearest(name.strip(), known)})
    member = _MEMBER.fullmatch(written)
    fits = {known[name.strip().casefold()] for name in named}
    option = Option("", member[2] or "" if member else written, member=member[1] if member else "")
    return replace(option, slots=in_order(fits, slots))


def candidate_text(option: Option) -> str:
    """What `candidate` reads."""
    groups = f"[{', '.join(option.slots)}]" if option.slots else ""
    return " ".join(filter(None, (f"#{option.member}" if option.member else "", option.text, groups)))


def withdrawn(definition: Definition, words: Sequence[str], number: int) -> Definition | Faults:
    """The definition without these candidates, each a label, a `#` and a member's number, or the name.

    `number` is the vote's, which may stand before a label.
    """
    stay, faults = list(of_definition(definition)), []
    for word in words:
        named = {name: option for names in (_names, _labels) for option in stay for name in names(option, number)}
        if found := named.get(numbers.key(word)):
            stay.remove(found)
        else:
            faults.append(Fault("withdraw", "unknown-candidate", {"word": word}))
    return Faults(tuple(faults)) if faults else with_candidates(definition, stay)


def proposed(lines: Sequence[str]) -> tuple[str, ...]:
    """The candidates that `nominate: #17, Anna Ortega [women, open]` adds, as `candidate` reads each."""
    parts = (part.strip() for line in lines for part in re.split(r",(?![^\[]*\])", line))
    return tuple(part for part in parts if part)


def _names(option: Option, _number: int) -> list[str]:
    return [numbers.key(option.text), *([f"#{numbers.key(option.member)}"] if option.member else [])]


def _labels(option: Option, number: int) -> list[str]:
    return [option.label, f"{number}{option.label}"]
