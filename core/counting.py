"""Opening the box: two counts, their result, and its publication."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from core.definition import settings
from core.errors import Refusal, refuse
from core.floor import group_chats, tell_chair
from core.journal import SYSTEM, Actor, record
from core.lifecycle import not_possible
from core.methods import METHODS, CountsDiffer, count_twice
from core.methods.model import Result, Settings, Tallied
from core.model import DeliveryKind, Event, Vote, VoteState
from core.store import deliveries, events, journal, votes
from core.store.writer import Tx


async def count(tx: Tx, vote: Vote, by: Actor) -> Vote | Refusal:
    """Open the box: count twice. Codes: `vote-not-possible`, `counts-differ`."""
    if fault := not_possible(vote, "count"):
        return fault
    box = {choice: (totals.heads, totals.weight) for choice, totals in (await votes.choices(tx, vote.id)).items()}
    counted = replace(vote, box=box)
    try:
        outcome = verdict_word(result(counted))
    except CountsDiffer:
        await record(tx, vote.event, "vote.counts-differ", SYSTEM, vote=vote.number)
        await votes.change(tx, vote.id, count_at=None)
        await tell_chair(tx, DeliveryKind.DISPUTED, vote)
        return refuse("counts-differ", number=vote.number)
    changed = await votes.change(
        tx, vote.id, state=VoteState.COUNTED, box={choice: list(pair) for choice, pair in box.items()}, outcome=outcome,
        count_at=None,
    )  # fmt: skip
    await deliveries.make_stale(tx, vote.event, [DeliveryKind.CLOSED], vote.id)
    await tell_chair(tx, DeliveryKind.COUNTED, vote)
    board = await board_lines(tx, vote)
    await record(
        tx, vote.event, "vote.count", by, vote=vote.number, box=changed.box, outcome=outcome, board=board_hash(board)
    )
    return changed


def result(vote: Vote) -> Result:
    """What a counted vote came to. Raises `CountsDiffer`."""
    assert vote.box is not None  # noqa: S101 - callers ask for votes that were counted
    ballots = {choice: Tallied(heads, weight) for choice, (heads, weight) in vote.box.items()}
    return count_twice(METHODS[vote.definition.method], ballots, settings_of(vote))


def settings_of(vote: Vote) -> Settings:
    """The frozen terms of an opened vote, with the lots that were drawn for it since."""
    roll = Tallied(vote.roll.heads, vote.roll.weight)
    terms = settings(vote.definition, roll, Tallied(vote.entitled.heads, vote.entitled.weight))
    return replace(terms, drawn=vote.drawn, seed=vote.seed)


def verdict_word(counted: Result) -> str:
    """`carried`, `rejected`, `tie`, `no_result`, or `elected`."""
    verdict = counted.options[0].verdict if counted.method == "yes-no-abstain" else None
    if verdict:
        return verdict.outcome
    if counted.elected:
        return "elected"
    return "tie" if counted.tied else "no_result"


async def board_lines(tx: Tx, vote: Vote) -> list[tuple[str, str]]:
    """The ballots of a named vote: pseudonym and choice, sorted by pseudonym."""
    ballots = await votes.board(tx, vote.id)
    names = await journal.pseudonyms(tx, vote.event, [member for member, _, _ in ballots])
    return sorted((names[member], choice) for member, choice, _ in ballots)


def board_hash(lines: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of the board as a CSV file."""
    text = "code,choice\n" + "".join(f"{code},{choice}\n" for code, choice in lines)
    return hashlib.sha256(text.encode()).hexdigest()


async def publish(tx: Tx, event: Event, chosen: Sequence[Vote], by: Actor) -> list[Vote] | Refusal:
    """Show results to members: those on the roll, those present, and the members' groups.

    Codes: `vote-not-possible`, `already-published`.
    """
    chosen = list({vote.id: vote for vote in chosen}.values())
    for vote in chosen:
        if vote.state is VoteState.PUBLISHED:
            return refuse("already-published", number=vote.number)
        if fault := not_possible(vote, "publish"):
            return fault
    here = await events.audience(tx, event, "present")
    groups = [(None, chat) for chat in await group_chats(tx, event.id)]
    published = []
    for vote in chosen:
        await deliveries.queue(tx, DeliveryKind.RESULT, event.id, vote.id, [*here, *groups])
        await deliveries.queue_for_roll(tx, DeliveryKind.RESULT, vote)
        await deliveries.make_stale(tx, event.id, [DeliveryKind.COUNTED], vote.id)
        await record(tx, event.id, "vote.publish", by, vote=vote.number)
        published.append(await votes.change(tx, vote.id, state=VoteState.PUBLISHED))
    return published
