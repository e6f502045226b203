"""The script of the day: which items there are, where the meeting stands, and which drafts belong to an item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core import limits
from core.errors import Refusal, refuse
from core.items import Item
from core.journal import Actor, record
from core.lifecycle import event_after
from core.model import Event, EventState, VoteState
from core.names import alike, tidied, tidied_text
from core.store import agenda, events, votes
from core.store.writer import Tx

WRITTEN = "event.agenda"
"""Kind of the journal entry that an agenda makes."""


async def put(tx: Tx, event: Event, written: Sequence[Item], by: Actor) -> list[Item] | Refusal:
    """Take these items, numbered anew from 1, for the whole agenda.

    Where the meeting stands, and what drafts belong to, stays with the item of the same title, else nowhere.
    Codes: `event-over`, `agenda-empty`, `agenda-long`, `agenda-title-long`, `agenda-twice`.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    items = [_cleaned(number, item) for number, item in enumerate(written, 1)]
    if fault := _fault(items):
        return fault
    places = _places(await agenda.items(tx, event.id), items)
    await agenda.put(tx, event.id, items)
    for vote in await votes.of_event(tx, event.id, VoteState.DRAFT):
        if vote.definition.item in places:
            moved = replace(vote.definition, item=places[vote.definition.item])
            await votes.change(tx, vote.id, definition=moved)
    await events.set_event(tx, event.id, item=places.get(event.item, 0))
    await record(tx, event.id, WRITTEN, by, titles=[item.title for item in items])
    return items


def _cleaned(number: int, item: Item) -> Item:
    titles = {language: tidied(title) for language, title in item.titles.items()}
    return Item(number, tidied(item.title), titles, tidied_text(item.text))


def _fault(items: Sequence[Item]) -> Refusal | None:
    if not items or not all(item.title for item in items):
        return refuse("agenda-empty")
    if len(items) > limits.MOST_ITEMS:
        return refuse("agenda-long", given=len(items), allowed=limits.MOST_ITEMS)
    seen: set[str] = set()
    for item in items:
        if max(map(len, (item.title, *item.titles.values()))) > limits.LONGEST_TITLE:
            return refuse("agenda-title-long", item=item.number, allowed=limits.LONGEST_TITLE)
        if alike(item.title) in seen:
            return refuse("agenda-twice", title=item.title)
        seen.add(alike(item.title))
    return None


def _places(old: Iterable[Item], new: Iterable[Item]) -> dict[int, int]:
    """From a number on the old agenda to that of the same title on the new one; 0 where there is none."""
    now = {alike(item.title): item.number for item in new}
    return {item.number: now.get(alike(item.title), 0) for item in old}


async def begin(tx: Tx, event: Event, number: int, by: Actor) -> Item | Refusal:
    """Go to an item. Codes: `item-not-possible`, `item-unknown`, `item-already`."""
    if event_after(event.state, "item") is None:
        return refuse("item-not-possible", state=event.state)
    items = await agenda.items(tx, event.id)
    item = next((item for item in items if item.number == number), None)
    if item is None:
        return refuse("item-unknown", item=number, last=len(items))
    if event.item == number:
        return refuse("item-already", item=number, title=item.title)
    await events.set_event(tx, event.id, item=number)
    await record(tx, event.id, "event.item", by, item=number, title=item.title)
    return item


def now(event: Event, items: Iterable[Item]) -> Item | None:
    """What the meeting deals with."""
    return next((item for item in items if item.number == event.item), None)


def following(event: Event, items: Iterable[Item]) -> Item | None:
    """What comes after that: the first item while none has begun."""
    return next((item for item in items if item.number == event.item + 1), None)


async def begin_first(tx: Tx, event: Event, by: Actor) -> None:
    """A meeting that was just opened deals with the first item of its agenda, if it has one."""
    if not event.item and await agenda.items(tx, event.id):
        await begin(tx, event, 1, by)
