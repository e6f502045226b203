"""Forgetting the people of a meeting that is over. Its journal goes on holding, its results can still be recounted.

Named votes become boards of pseudonyms, as they were published; then the key to the pseudonyms is gone for ever, and
what is left of the people is erased. All of it goes portion by portion, so that another meeting is not kept waiting;
what was killed in between is carried on when it is asked for once more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from core.boards import named_lines
from core.errors import Refusal, refuse
from core.journal import CLI, record
from core.model import EventId, EventState, Vote
from core.store import events, forgetting, journal, secrets, votes
from core.store.writer import Tx

T = TypeVar("T")
PORTION = 2_000
"""Rows in one transaction: some hundredths of a second."""


class Write(Protocol):
    """Runs something in a transaction of its own, and returns what it returned."""

    def __call__(self, job: Callable[[Tx], Awaitable[T]]) -> Awaitable[T]:
        """Run it."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased."""

    members: int
    """Of the roster; 0 if it stays."""
    needed_by: tuple[EventId, ...] = ()
    """Other meetings, for which the roster stays."""
    damaged: tuple[int, ...] = ()
    """Votes that could not be read: of them no board is kept."""


async def forget(write: Write, event_id: EventId, of_nobody: Collection[str] = ()) -> Forgotten | Refusal:
    """Erase names, numbers, accounts and the pseudonym key.

    Of what networks have to remember, the keys that name nobody stay. Codes: `forget-not-over`, `forget-twice`.
    """
    before = await write(partial(_begun, event_id=event_id))
    if isinstance(before, Refusal):
        return before
    if not before:
        while await write(partial(_keep_boards, event_id=event_id)):
            pass
        await write(partial(_make_unknown, event_id=event_id))
    damaged = await write(partial(_damaged, event_id=event_id))
    erased = 0
    while some := await write(partial(forgetting.erase_some, event_id=event_id, limit=PORTION)):
        erased += some
    others, members = await write(forgetting.others), await write(forgetting.members)
    if before and not erased and (others or not members):
        return refuse("forget-twice", event=event_id)
    if not others:
        while await write(partial(_erase_some_of_everybody, of_nobody=of_nobody)):
            pass
    return Forgotten(0 if others else members, tuple(others), damaged)


async def _begun(tx: Tx, event_id: EventId) -> bool | Refusal:
    """Whether it was begun before."""
    event = await events.existing(tx, event_id)
    if event.state is not EventState.CLOSED:
        return refuse("forget-not-over", event=event_id, state=event.state)
    return await journal.is_forgotten(tx, event_id)


async def _damaged(tx: Tx, event_id: EventId) -> tuple[int, ...]:
    rows = await votes.damaged(tx, event_id, await votes.of_event(tx, event_id))
    return tuple(row.number for row in rows)


async def _keep_boards(tx: Tx, event_id: EventId) -> int:
    """Some more ballots of named votes become lines of a board; how many."""
    for vote in await votes.of_event(tx, event_id):
        if _is_to_be_kept(vote):
            kept = await secrets.size_of_board(tx, vote.id)
            lines = await named_lines(tx, vote, after=kept, limit=PORTION)
            if lines:
                await secrets.put_board(tx, vote.id, lines)
                return len(lines)
    return 0


def _is_to_be_kept(vote: Vote) -> bool:
    return vote.counted and not vote.definition.secret


async def _make_unknown(tx: Tx, event_id: EventId) -> None:
    await record(tx, event_id, "event.forget", CLI)
    await forgetting.make_unknown(tx, event_id)


async def _erase_some_of_everybody(tx: Tx, of_nobody: Collection[str]) -> int:
    """As long as no new meeting needs them."""
    return 0 if await forgetting.others(tx) else await forgetting.erase_some_of_everybody(tx, PORTION, of_nobody)
