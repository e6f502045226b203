"""What drafts were like before a rehearsal opened them: an opening can set another time and leave candidates out."""

from __future__ import annotations

import json

from core.model import Definition, EventId, Vote
from core.store import kept
from core.store.votes import dump_definition, load_definition
from core.store.writer import Tx


async def remember(tx: Tx, vote: Vote) -> None:
    """Keep a draft as it is, for the time after the rehearsal."""
    await kept.keep(tx, _source(vote.event), str(vote.number), json.dumps(dump_definition(vote.definition)))


async def take(tx: Tx, event_id: EventId) -> dict[int, Definition]:
    """By number, what was kept; from now on it is not any more."""
    found = await kept.everything(tx, _source(event_id))
    await kept.keep_all(tx, _source(event_id), [(number, "") for number in found])
    return {int(number): load_definition(json.loads(definition)) for number, definition in found.items()}


def _source(event_id: EventId) -> str:
    return f"rehearsal:{event_id}"
