"""What a draft becomes when it opens: without those who hold a seat already where its rule says so, with its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.candidates import of_definition
from core.definition import method_of
from core.elections import left_of, sitting
from core.errors import Refusal, refuse
from core.model import Definition, Event, Option, Vote, VoteState
from core.names import alike
from core.store import rehearsed, votes
from core.store.writer import Tx

ELECTION = "election"


async def elected_already(tx: Tx, event: Event, draft: Vote) -> dict[str, int]:
    """Candidates of a draft, by label, who hold a seat by another election, and the number of that.

    Who declined holds none. Raises `Uncounted`.
    """
    if draft.definition.kind != ELECTION or method_of(draft.definition).question:
        return {}
    counted = await votes.of_event(tx, event.id, VoteState.COUNTED, VoteState.PUBLISHED)
    held = [
        (option, vote.number)
        for vote in counted
        if vote.definition.kind == ELECTION and vote.rehearsal == event.rehearsal
        for option in vote.definition.options
        if option.label in sitting(vote)
    ]
    candidates = of_definition(draft.definition)
    found = {one.label: [number for option, number in held if _same(one, option)] for one in candidates}
    return {label: numbers[0] for label, numbers in found.items() if numbers}


def _same(one: Option, other: Option) -> bool:
    """By member number where both have one, else by name."""
    if one.member and other.member:
        return one.member == other.member
    return alike(one.text) == alike(other.text)


async def opening(tx: Tx, event: Event, draft: Vote, time: timedelta | None) -> Definition | Refusal:
    """What opens, for `time` instead of the draft's own if it is given. Code: `all-elected`."""
    if event.rehearsal:
        await rehearsed.remember(tx, draft)
    definition = await _without_elected(tx, event, draft)
    if isinstance(definition, Refusal) or time is None:
        return definition
    return replace(definition, time=time.total_seconds())


async def _without_elected(tx: Tx, event: Event, draft: Vote) -> Definition | Refusal:
    """The draft, without those who hold a seat if its rule says so."""
    gone = await elected_already(tx, event, draft) if draft.definition.drop_elected else {}
    if not gone:
        return draft.definition
    left = left_of(draft.definition, gone)
    return refuse("all-elected", number=draft.number) if left is None else replace(left, drop_elected=True)
