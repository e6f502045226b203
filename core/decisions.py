"""What is decided about a counted vote: lots, the chair's ruling, a run-off."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from core import acceptance, voting
from core.counting import board_hash, board_lines, verdict_word
from core.elections import holders, standing
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.lifecycle import not_possible
from core.model import Definition, Event, Vote, VoteState
from core.outgoing import DeliveryKind
from core.results import result
from core.store import deliveries, votes
from core.store.writer import Tx
from core.telling import tell_chair

LONGEST_RULING = 1000


def tied(vote: Vote) -> tuple[str, ...]:
    """Who is in a tie that no rule and no lot has broken."""
    return tuple(label for tie in standing(vote).tied for label in tie)


async def draw(tx: Tx, vote: Vote, favoured: Sequence[str], by: Actor) -> Vote | Refusal:
    """Record lots that were drawn in the hall, first drawn first. Codes: `vote-not-possible`, `no-tie`, `not-tied`."""
    if fault := not_possible(vote, "lot"):
        return fault
    level = tied(vote)
    if not level:
        return refuse("no-tie", number=vote.number)
    if stranger := next((label for label in favoured if label not in level), ""):
        return refuse("not-tied", number=vote.number, label=vote.label(stranger))
    fresh = tuple(label for label in dict.fromkeys(favoured) if label not in vote.drawn)
    changed = await votes.change(tx, vote.id, drawn=[*vote.drawn, *fresh])
    await record(tx, vote.event, "vote.lot", by, vote=vote.number, among=list(level), drawn=list(fresh))
    return await _decided(tx, vote, changed)


async def draw_by_seed(tx: Tx, vote: Vote, words: str, by: Actor) -> Vote | Refusal:
    """Let public words decide every open tie: the seed is the SHA-256 of the board's hash, a space and the words.

    Whoever has the board and heard the words can repeat it. Codes: `vote-not-possible`, `no-tie`, `lot-words-missing`.
    """
    if fault := not_possible(vote, "lot"):
        return fault
    level, words = tied(vote), " ".join(words.split())
    if not level or not words:
        return refuse("lot-words-missing" if level else "no-tie", number=vote.number)
    board = board_hash(await board_lines(tx, vote))
    seed = seed_of(board, words)
    changed = await votes.change(tx, vote.id, seed=seed)
    await record(
        tx, vote.event, "vote.lot", by, vote=vote.number, among=list(level), board=board, words=words, seed=seed
    )
    return await _decided(tx, vote, changed)


def seed_of(board: str, words: str) -> str:
    """The public seed of a lot, in hexadecimal digits."""
    return hashlib.sha256(f"{board} {words}".encode()).hexdigest()


async def _decided(tx: Tx, before: Vote, after: Vote) -> Vote:
    """What the vote comes to with the lot, told to the chair and, if they know of the tie, to members."""
    after = await votes.change(tx, after.id, outcome=verdict_word(result(after)))
    await tell_chair(tx, DeliveryKind.COUNTED, after)
    if after.state is VoteState.PUBLISHED:
        await deliveries.queue_again(tx, after.event, DeliveryKind.RESULT, after.id)
    await acceptance.follow(tx, after, holders(before), holders(after), ())
    return after


async def rule(tx: Tx, vote: Vote, text: str, by: Actor) -> Vote | Refusal:
    """Put the chair's decision beside the verdict; the journal keeps every one.

    Codes: `vote-not-possible`, `ruling-missing`, `ruling-long`.
    """
    text = text.strip()
    if fault := not_possible(vote, "ruling"):
        return fault
    if not text:
        return refuse("ruling-missing", number=vote.number)
    if len(text) > LONGEST_RULING:
        return refuse("ruling-long", given=len(text), allowed=LONGEST_RULING)
    await record(tx, vote.event, "vote.ruling", by, vote=vote.number, text=text)
    return await votes.change(tx, vote.id, ruling=text)


async def run_off(tx: Tx, event: Event, vote: Vote, definition: Definition, by: Actor) -> Vote | Refusal:
    """Draft a vote's run-off, once. Codes: `runoff-exists` and those of `voting.draft`."""
    everything = await votes.of_event(tx, event.id)
    gone = (VoteState.CANCELLED, VoteState.VOID)
    known = [other for other in everything if other.definition.follows == vote.number and other.state not in gone]
    if known:
        return refuse("runoff-exists", number=vote.number, next=known[-1].number)
    drafted = await voting.draft(tx, event, definition, by)
    if isinstance(drafted, Vote):
        await record(tx, event.id, "vote.runoff", by, vote=vote.number, next=drafted.number)
    return drafted


async def first_round(tx: Tx, vote: Vote) -> Vote:
    """The vote that a chain of run-offs began with."""
    while vote.definition.follows:
        before = await votes.by_number(tx, vote.event, vote.definition.follows)
        if before is None:
            break
        vote = before
    return vote
