"""A recount: the ballots as they are stored are counted once more, and compared with the result that stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core import boards, inquest, results, secret
from core.counting import verdict_word
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.methods import CountsDiffer
from core.model import EventState, Vote, VoteState
from core.store import ballots, events
from core.store.writer import Tx


@dataclass(frozen=True, slots=True)
class Recounted:
    """The result stands."""

    vote: Vote
    ballots: int
    board: str
    """SHA-256 of the ballots one by one; "" where none are kept."""


async def recount(tx: Tx, vote: Vote, by: Actor) -> Recounted | Refusal:
    """Count a vote anew, in both ways, from what is stored. Nothing of the result changes.

    Codes: `no-result-yet`, `recount-hands`, `recount-large`, `recount-differs`, and those of `inquest.begin`.
    """
    if vote.state not in (VoteState.COUNTED, VoteState.PUBLISHED):
        return refuse("no-result-yet", number=vote.number, state=vote.state)
    if vote.definition.by_hand:
        return refuse("recount-hands", number=vote.number)
    if not results.is_small(vote):
        return refuse("recount-large", number=vote.number)
    lines = await boards.board_lines(tx, vote) if vote.board else []
    box = await results.box_of(tx, vote)
    counted = results.anew(vote, results.Contents(box, lines))
    if isinstance(counted.result, CountsDiffer):
        return await inquest.begin(tx, vote, counted.result, box)
    same = verdict_word(counted.outcome) == vote.outcome and counted.outcome == results.result(vote)
    same = same and counted.board == (vote.board or counted.board) and await _put_in(tx, vote, box, lines)
    if (await events.existing(tx, vote.event)).state is not EventState.CLOSED:
        await record(tx, vote.event, "vote.recount", by, vote=vote.number, agreed=same)
    return Recounted(vote, vote.cast.heads, vote.board) if same else refuse("recount-differs", number=vote.number)


async def _put_in(tx: Tx, vote: Vote, box: results.Box, lines: list[tuple[str, str]]) -> bool:
    """Whether the ballots one by one come to what is in the box, where they are kept and each is one."""
    if vote.papers.counted:
        return True
    if not vote.definition.secret:
        return await ballots.box(tx, vote.id) == box
    by_choice = Counter(choice for _, choice in lines)
    return not lines or secret.weighs(vote.definition) or by_choice == {choice: t.heads for choice, t in box.items()}
