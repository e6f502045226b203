"""Proxies from a list of the organiser's: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import Refusal, refuse
from core.journal import Actor
from core.model import Event, How, Member, MemberId
from core.proxies import book_of, hand_over, not_now
from core.proxy_rules import Book
from core.store import members, proxies
from core.store.writer import Tx

MOST_PAIRS = 10_000
"""Databases take a limited number of values in one statement."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The numbers of principal and holder."""

    principal: str
    holder: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a list does. It ends no proxy but those that it replaces."""

    holders: Mapping[MemberId, MemberId]
    """By principal, what is new or changes; empty if there are faults."""
    former: Mapping[MemberId, MemberId]
    """By principal who is on the list, who holds the vote now."""
    unchanged: int
    missing: int
    """Proxies that hold and are not on the list: they stay."""
    faults: Sequence[tuple[int, Refusal]]
    """By place on the list, counted from 0: why it cannot be carried out."""
    people: Mapping[MemberId, Member]
    """Everybody who is named above."""


async def difference(tx: Tx, event: Event, pairs: Sequence[Pair]) -> Difference | Refusal:
    """Compare a list with the proxies that hold.

    Codes: those of `not_now` and `proxy-list-long`; in `Difference.faults` `member-unknown`, `proxy-twice` and
    those of `Book.fault`.
    """
    if fault := not_now(event):
        return fault
    if len(pairs) > MOST_PAIRS:
        return refuse("proxy-list-long", given=len(pairs), allowed=MOST_PAIRS)
    given = await proxies.given(tx, event.id)
    known = await members.by_numbers(tx, {number for pair in pairs for number in (pair.principal, pair.holder)})
    book = await book_of(tx, event, given, known.values())
    listed = {known[pair.principal].id for pair in pairs if pair.principal in known}
    for principal in listed:
        book.strike(principal)
    faults = _enter_all(book, known, pairs)
    former = {proxy.principal: proxy.holder for proxy in given if proxy.principal in listed}
    new = {} if faults else {principal: book.holders[principal] for principal in listed}
    changed = {principal: holder for principal, holder in new.items() if former.get(principal) != holder}
    return Difference(changed, former, len(new) - len(changed), len(given) - len(former), tuple(faults), book.people)


def _enter_all(book: Book, known: Mapping[str, Member], pairs: Sequence[Pair]) -> list[tuple[int, Refusal]]:
    """Enter the pairs in their order; return places and reasons of those that cannot be."""
    faults = []
    for place, pair in enumerate(pairs):
        fault = _fault(book, known, pair)
        if fault:
            faults.append((place, fault))
        else:
            book.enter(known[pair.principal].id, known[pair.holder].id)
    return faults


def _fault(book: Book, known: Mapping[str, Member], pair: Pair) -> Refusal | None:
    for number in (pair.principal, pair.holder):
        if number not in known:
            return refuse("member-unknown", number=number)
    principal = known[pair.principal]
    if principal.id in book.holders:
        return refuse("proxy-twice", number=pair.principal)
    return book.fault(principal, known[pair.holder])


async def import_pairs(tx: Tx, event: Event, pairs: Sequence[Pair], by: Actor) -> Difference | Refusal:
    """Carry a list out, unless a pair of it cannot be: then nothing is done and `faults` says why. As `difference`."""
    change = await difference(tx, event, pairs)
    if isinstance(change, Difference) and change.holders:
        await hand_over(tx, event, change.holders, change.former, How.FILE, by)
    return change
