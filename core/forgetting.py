"""Forgetting the people of a meeting that is over. Its journal goes on holding, its results can still be recounted.

Named votes become boards of pseudonyms, as they were published; then the key to the pseudonyms is gone for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.boards import named_lines
from core.errors import Refusal, refuse
from core.journal import CLI, record
from core.model import Event, EventId, EventState
from core.store import forgetting, journal, secrets, votes
from core.store.writer import Tx


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased."""

    members: int
    """Of the roster; 0 if it stays."""
    needed_by: tuple[EventId, ...] = ()
    """Other meetings, for which the roster stays."""


async def forget(tx: Tx, event: Event) -> Forgotten | Refusal:
    """Erase names, numbers, accounts and the pseudonym key. Codes: `forget-not-over`, `forget-twice`."""
    if event.state is not EventState.CLOSED:
        return refuse("forget-not-over", event=event.id, state=event.state)
    if await journal.is_forgotten(tx, event.id):
        return refuse("forget-twice", event=event.id)
    held = await votes.of_event(tx, event.id)
    for vote in held:
        if vote.counted and not vote.definition.secret:
            await secrets.put_board(tx, vote.id, await named_lines(tx, vote))
    await record(tx, event.id, "event.forget", CLI)
    await forgetting.erase_event(tx, event.id, [vote.id for vote in held])
    others = await forgetting.others(tx)
    return Forgotten(0 if others else await forgetting.erase_everybody(tx), tuple(others))
