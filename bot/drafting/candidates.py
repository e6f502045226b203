"""Candidates and quota seats: how they are written, and what the roster adds to them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.drafting.faults import Fault, Faults, nearest
from core.definition import OPEN_SLOT
from core.methods.model import labels
from core.model import Definition, Member, Option, Slot
from core.rules import RuleError

LONGEST_OPTION = 200
_MOST_SEATS = 999
_SLOT = re.compile(r"(\d{1,3})\s+([^\W\d][^,;\[\]]{0,39})")
_MEMBER = re.compile(r"#\s*([\w./-]{1,32})(?:[,:;]?\s+(.*))?")
_GROUPS = re.compile(r"(.*?)\s*\[([^\[\]]+)\]")


def parse_seats(text: str) -> tuple[Slot, ...]:
    """Read `3`, or `2 women, 2 open`; a plain number is open to all.

    Raises `RuleError` with `seats-form`.
    """
    slots = tuple(_slot(part.strip(), text) for part in re.split("[,;]", text))
    names = [slot.name.casefold() for slot in slots]
    if len(set(names)) < len(names) or not all(0 < slot.seats <= _MOST_SEATS for slot in slots):
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
    return replace(option, slots=_in_order(fits, slots))


def _in_order(names: set[str], slots: Sequence[Slot]) -> tuple[str, ...]:
    return tuple(slot.name for slot in slots if slot.name in names and slot.name != OPEN_SLOT)


def candidate_text(option: Option) -> str:
    """What `candidate` reads."""
    groups = f"[{', '.join(option.slots)}]" if option.slots else ""
    return " ".join(filter(None, (f"#{option.member}" if option.member else "", option.text, groups)))


def of_definition(definition: Definition) -> tuple[Option, ...]:
    """The options without "none of the above"."""
    return tuple(option for option in definition.options if not definition.nobody or option.label != definition.nobody)


def with_candidates(definition: Definition, candidates: Sequence[Option]) -> Definition:
    """The definition with these options: in their drawn order if there is one, labels without gaps.

    The drawn order is that of the SHA-256 of `seed:text`, so that anybody can repeat it.
    "None of the above" stays last.
    """
    seed = definition.order_seed
    ordered = sorted(candidates, key=lambda option: _lot(seed, option)) if seed else list(candidates)
    offered = [*ordered, *([Option("", "")] if definition.nobody else [])]
    labelled = [replace(option, label=label) for option, label in zip(offered, labels(len(offered)), strict=True)]
    return replace(definition, options=tuple(labelled), nobody=labelled[-1].label if definition.nobody else "")


def _lot(seed: str, option: Option) -> str:
    return hashlib.sha256(f"{seed}:{option.text}".encode()).hexdigest()


def settled(definition: Definition, members: Mapping[str, Member]) -> Definition | Faults:
    """The definition with what the roster knows of its candidates: their names, and by their groups their slots."""
    unknown = [option.member for option in definition.options if option.member and option.member not in members]
    if unknown:
        return Faults(tuple(Fault("options", "unknown-member", {"word": number}) for number in unknown))
    if not any(option.member for option in definition.options):
        return definition
    options = [_known(option, members, definition.slots) for option in of_definition(definition)]
    return with_candidates(definition, _told_apart(options))


def _known(option: Option, members: Mapping[str, Member], slots: Sequence[Slot]) -> Option:
    member = members.get(option.member)
    if member is None:
        return option
    groups = {group.casefold() for group in member.groups}
    fits = {slot.name for slot in slots if slot.name.casefold() in groups}
    text = option.text or member.name[:LONGEST_OPTION]
    return replace(option, text=text, slots=_in_order({*option.slots, *fits}, slots))


def _told_apart(options: Sequence[Option]) -> list[Option]:
    """Two members of one name get their numbers behind it."""
    names = Counter(option.text.casefold() for option in options)
    return [
        replace(option, text=f"{option.text} ({option.member})")
        if option.member and names[option.text.casefold()] > 1
        else option
        for option in options
    ]


def withdrawn(definition: Definition, words: Sequence[str], number: int) -> Definition | Faults:
    """The definition without these candidates, each a label, a `#` and a member's number, or the name.

    `number` is the vote's, which may stand before a label.
    """
    stay, faults = list(of_definition(definition)), []
    for word in words:
        named = {name: option for names in (_names, _labels) for option in stay for name in names(option, number)}
        if found := named.get(word.casefold()):
            stay.remove(found)
        else:
            faults.append(Fault("withdraw", "unknown-candidate", {"word": word}))
    return Faults(tuple(faults)) if faults else with_candidates(definition, stay)


def _names(option: Option, _number: int) -> list[str]:
    return [option.text.casefold(), *([f"#{option.member}".casefold()] if option.member else [])]


def _labels(option: Option, number: int) -> list[str]:
    return [option.label, f"{number}{option.label}"]
