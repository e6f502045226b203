"""Opening the box: two counts, their result, and its publication."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from core import acceptance
from core.errors import Refusal, refuse
from core.journal import SYSTEM, Actor, record
from core.lifecycle import not_possible
from core.methods import METHODS, CountsDiffer
from core.methods.model import Form, Result
from core.model import RULES, Event, Vote, VoteState
from core.outgoing import DeliveryKind
from core.results import result
from core.store import ballots, deliveries, events, journal, votes
from core.store.writer import Tx
from core.telling import alarm_chair, group_chats, tell_chair


async def count(tx: Tx, vote: Vote, by: Actor) -> Vote | Refusal:
    """Open the box: count twice. Codes: `vote-not-possible`, `rules-newer`, `counts-differ`."""
    if fault := not_possible(vote, "count"):
        return fault
    if vote.definition.rules > RULES:
        return await _rules_newer(tx, vote)
    box = await ballots.box(tx, vote.id)
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


async def _rules_newer(tx: Tx, vote: Vote) -> Refusal:
    """A later version of the software wrote down by which rules this vote is counted, and this one lacks them."""
    refusal = refuse("rules-newer", number=vote.number, rules=vote.definition.rules)
    if vote.count_at:
        await votes.change(tx, vote.id, count_at=None)
        await alarm_chair(tx, vote.event, refusal)
    return refusal


def verdict_word(counted: Result) -> str:
    """What a count came to in one word.

    `carried`, `rejected`, `tie` or `no_result` for one question. For all others `elected` (every seat is filled),
    `partly`, `none_elected` (there are votes, but nobody has what is needed), `tie` or `no_result`.
    """
    verdict = counted.options[0].verdict if METHODS[counted.method].question else None
    if verdict:
        return verdict.outcome
    if counted.elected:
        return "partly" if counted.vacant or counted.tied else "elected"
    if counted.tied:
        return "tie"
    return "none_elected" if _anybody_for_or_against(counted) else "no_result"


def _anybody_for_or_against(counted: Result) -> bool:
    """Whether a ballot says more than that it abstains."""
    if METHODS[counted.method].form is Form.ANSWERS:
        return any(option.votes.heads or option.no.heads for option in counted.options)
    return counted.valid.heads > counted.abstain.heads


async def board_lines(tx: Tx, vote: Vote) -> list[tuple[str, str]]:
    """The ballots of a named vote: pseudonym and choice, sorted by pseudonym."""
    cast = await ballots.board(tx, vote.id)
    names = await journal.pseudonyms(tx, vote.event, [member for member, _, _ in cast])
    return sorted((names[member], choice) for member, choice, _ in cast)


def board_hash(lines: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of the board as a CSV file."""
    text = "code,choice\n" + "".join(f"{code},{choice}\n" for code, choice in lines)
    return hashlib.sha256(text.encode()).hexdigest()


async def publish(tx: Tx, event: Event, chosen: Sequence[Vote], by: Actor) -> list[Vote] | Refusal:
    """Show results to members: those on the roll, those present, and the members' groups; ask the elected.

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
        shown = await votes.change(tx, vote.id, state=VoteState.PUBLISHED)
        await acceptance.begin(tx, shown)
        published.append(shown)
    return published
