"""Messages that are to go, since they say how somebody voted or are replaced: noted until they are taken away."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select, tuple_

from core.model import Address
from core.store import tables as t
from core.store.sql import insert
from core.store.writer import Tx

Told = tuple[Address, str]
"""A chat, and what the network calls a message in it."""
_TOGETHER = 400
"""Databases take a limited number of values in one statement."""


async def queue(tx: Tx, messages: Iterable[Told]) -> None:
    """Note messages; one that is noted already stays so."""
    rows = [{"chat": chat, "message": message} for chat, message in messages]
    if rows:
        await tx.db.execute(insert(t.redaction).on_conflict_do_nothing(), rows)


async def waiting(tx: Tx) -> list[Told]:
    """All that are noted, in no order."""
    rows = await tx.db.execute(select(t.redaction.c.chat, t.redaction.c.message))
    return [(row.chat, row.message) for row in rows]


async def done(tx: Tx, messages: Iterable[Told]) -> None:
    """These are gone, or will never go."""
    there = tuple_(t.redaction.c.chat, t.redaction.c.message)
    told = list(messages)
    for start in range(0, len(told), _TOGETHER):
        await tx.db.execute(delete(t.redaction).where(there.in_(told[start : start + _TOGETHER])))
