"""Mistakes of writing in an open vote: its title and text can be mended, what is voted on cannot.

The journal holds what was written before and afterwards, with the hashes of both definitions. Whoever has the
definition of today can put the old words back into it and finds the old hash only if nothing else was changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.definition import definition_hash
from core.errors import Refusal, refuse
from core.faults import Faults, faulty
from core.journal import Actor, record
from core.judge import judged
from core.lifecycle import vote_after
from core.model import Definition, Vote, VoteState
from core.store import spreading, votes
from core.store.writer import Tx


async def correct(tx: Tx, vote: Vote, definition: Definition, by: Actor) -> Vote | Refusal:
    """Put other words on an open vote; every ballot is drawn anew, and what was cast stands.

    Codes: `fix-draft`, `fix-over`, `fix-more` (it would change more than title and text), `fix-same`; `Faulty`.
    """
    if fault := _not_now(vote):
        return fault
    kept = judged(definition)
    if isinstance(kept, Faults):
        return faulty(kept)
    if _reworded(vote.definition, kept) != kept:
        return refuse("fix-more", number=vote.number)
    if kept == vote.definition:
        return refuse("fix-same", number=vote.number)
    corrected = await votes.change(tx, vote.id, definition=kept, corrected_at=tx.now)
    await spreading.make_outdated(tx, corrected)
    await record(
        tx,
        vote.event,
        "vote.fix",
        by,
        vote=vote.number,
        before=_words(vote.definition),
        after=_words(kept),
        was=definition_hash(vote.definition),
        definition=definition_hash(kept),
    )
    return corrected


def _not_now(vote: Vote) -> Refusal | None:
    if vote.state is VoteState.DRAFT:
        return refuse("fix-draft", number=vote.number)
    return None if vote_after(vote.state, "fix") else refuse("fix-over", number=vote.number, state=vote.state)


def _reworded(before: Definition, after: Definition) -> Definition:
    """The definition of before in the words of after."""
    return replace(before, title=after.title, titles=after.titles, text=after.text)


def _words(definition: Definition) -> Mapping[str, object]:
    """What can be corrected, as it stands in the definition that is hashed: what is empty is left out."""
    words = {"title": definition.title, "titles": dict(definition.titles), "text": definition.text}
    return {key: value for key, value in words.items() if value}
