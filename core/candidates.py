"""Candidates of a definition: their order, their labels, and what the roster adds to them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.definition import OPEN_SLOT
from core.limits import LONGEST_OPTION
from core.methods.model import labels
from core.model import Definition, Member, Option, Slot
from core.names import alike


def of_definition(definition: Definition) -> tuple[Option, ...]:
    """The options without "none of the above"."""
    return tuple(option for option in definition.options if not definition.nobody or option.label != definition.nobody)


def with_candidates(definition: Definition, candidates: Sequence[Option]) -> Definition:
    """The definition with these options: in their drawn or alphabetical order if there is one, labels without gaps.

    The drawn order is that of the SHA-256 of `seed:text`, so that anybody can repeat it; the alphabetical one that of
    last names, with accents as if they were not there.
    "None of the above" stays last.
    """
    seed, ordered = definition.order_seed, list(candidates)
    if seed or definition.alphabetical:
        ordered.sort(key=lambda option: _lot(seed, option) if seed else _last_name(option))
    offered = [*ordered, *([Option("", "")] if definition.nobody else [])]
    labelled = [replace(option, label=label) for option, label in zip(offered, labels(len(offered)), strict=True)]
    return replace(definition, options=tuple(labelled), nobody=labelled[-1].label if definition.nobody else "")


def _lot(seed: str, option: Option) -> str:
    return hashlib.sha256(f"{seed}:{option.text}".encode()).hexdigest()


def _last_name(option: Option) -> str:
    letters = unicodedata.normalize("NFKD", option.text.casefold())
    words = "".join(letter for letter in letters if not unicodedata.combining(letter)).split()
    return " ".join([*words[-1:], *words[:-1]])


def settled(definition: Definition, members: Mapping[str, Member]) -> Definition:
    """The definition with what the roster knows of its candidates: their names, and by their groups their slots."""
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
    return replace(option, text=text, slots=in_order({*option.slots, *fits}, slots))


def _told_apart(options: Sequence[Option]) -> list[Option]:
    """Two members of one name get their numbers behind it."""
    names = Counter(alike(option.text) for option in options)
    return [
        replace(option, text=f"{option.text} ({option.member})")
        if option.member and names[alike(option.text)] > 1
        else option
        for option in options
    ]


def in_order(names: set[str], slots: Sequence[Slot]) -> tuple[str, ...]:
    """These slots in the order of the definition; the open one is everybody's and not named."""
    return tuple(slot.name for slot in slots if slot.name in names and slot.name != OPEN_SLOT)
