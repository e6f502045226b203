"""Writing acts down: who did what, with members under their pseudonym of the event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from core.model import EventId, EventState, MemberId
from core.store import events, journal
from core.store.writer import Tx

Actor: TypeAlias = MemberId | str
"""A member, or `system`, or `cli`."""

SYSTEM = "system"
CLI = "cli"


async def record(
    tx: Tx, event_id: EventId, kind: str, by: Actor, *, member: MemberId | None = None, **data: object
) -> str:
    """Write one act into the journal of an event; `member` is whom it is about. Returns the hash of the entry."""
    return await record_many(tx, event_id, kind, by, [(member, data)])


async def record_many(
    tx: Tx, event_id: EventId, kind: str, by: Actor, about: Iterable[tuple[MemberId | None, Mapping[str, object]]]
) -> str:
    """Write the same act about several members, each with its own data. Returns the hash of the last entry."""
    about = list(about)
    people = {member for member, _ in about if member is not None} | ({by} if isinstance(by, int) else set())
    names = await journal.pseudonyms(tx, event_id, people)
    actor = names[by] if isinstance(by, int) else by
    return await journal.append(
        tx, event_id, [(kind, actor, {**data, "member": names[member]} if member else data) for member, data in about]
    )


async def record_own(tx: Tx, event_id: EventId, kind: str, members: Iterable[MemberId], **data: object) -> None:
    """Write down what each of these members did by themselves."""
    names = await journal.pseudonyms(tx, event_id, members)
    await journal.append(tx, event_id, [(kind, name, data) for name in names.values()])


async def record_everywhere(tx: Tx, kind: str, by: Actor, **data: object) -> None:
    """Write an act on the roster into the journal of every event that is not over."""
    for event in await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED):
        await record_many(tx, event.id, kind, by, [(None, data)])
