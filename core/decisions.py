"""What is decided about a counted vote: lots, the chair's ruling, a run-off."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import acceptance, inquest, voting
from core.boards import board_hash, board_lines
from core.counting import verdict_word
from core.definition import method_of
from core.elections import counted_anew, sitting
from core.errors import Refusal, refuse
from core.journal import Actor, record, record_many
from core.lifecycle import not_possible, rehearsal_over
from core.methods import CountsDiffer
from core.model import Acceptance, Definition, Event, Vote, VoteState
from core.names import tidied
from core.outgoing import DeliveryKind
from core.reasons import too_long
from core.results import box_of, result
from core.rules import Outcome, Tie
from core.store import events, spreading, votes
from core.store.writer import Tx
from core.telling import tell_chair


def tied(vote: Vote) -> tuple[str, ...]:
    """Who is in a tie that no rule and no lot has broken."""
    return tuple(label for tie in counted_anew(vote).tied for label in tie)


def undrawable(vote: Vote, favoured: Sequence[str]) -> Refusal | None:
    """Why these lots cannot have been drawn, or None. Codes: `vote-not-possible`, `no-tie`, `not-tied`."""
    if fault := not_possible(vote, "lot"):
        return fault
    level = tied(vote)
    if not level:
        return refuse("no-tie", number=vote.number)
    stranger = next((label for label in favoured if label not in level), "")
    return refuse("not-tied", number=vote.number, label=vote.label(stranger)) if stranger else None


async def draw(tx: Tx, vote: Vote, favoured: Sequence[str], by: Actor) -> Vote | Refusal:
    """Record lots that were drawn in the hall, first drawn first.

    Codes: those of `undrawable` and `_decide`.
    """
    if fault := undrawable(vote, favoured):
        return fault
    level = tied(vote)
    fresh = tuple(label for label in dict.fromkeys(favoured) if label not in vote.drawn)
    after = replace(vote, drawn=(*vote.drawn, *fresh))
    return await _decide(tx, vote, after, by, {"among": list(level), "drawn": list(fresh)})


async def draw_by_seed(tx: Tx, vote: Vote, words: str, by: Actor) -> Vote | Refusal:
    """Let public words decide every open tie: the seed is the SHA-256 of the board's hash, a space and the words.

    Whoever has the board and heard the words can repeat it. Codes: `vote-not-possible`, `no-tie`,
    `lot-words-missing` and those of `_decide`.
    """
    if fault := not_possible(vote, "lot"):
        return fault
    level, words = tied(vote), tidied(words)
    if not level or not words:
        return refuse("lot-words-missing" if level else "no-tie", number=vote.number)
    board = board_hash(await board_lines(tx, vote))
    seed = seed_of(board, words)
    after = replace(vote, seed=seed)
    return await _decide(tx, vote, after, by, {"among": list(level), "board": board, "words": words, "seed": seed})


def seed_of(board: str, words: str) -> str:
    """The public seed of a lot, in hexadecimal digits."""
    return hashlib.sha256(f"{board} {words}".encode()).hexdigest()


def left_to_chair(vote: Vote) -> tuple[str, ...]:
    """Between which options the chair decides a tie by the rule of this vote; nobody where there is none."""
    if vote.definition.tie != Tie.CHAIR or vote.state not in (VoteState.COUNTED, VoteState.PUBLISHED):
        return ()
    if method_of(vote.definition).question:
        return tuple(option.label for option in vote.definition.options[:2]) if vote.outcome == Outcome.TIE else ()
    return tied(vote)


async def rule_on_tie(tx: Tx, vote: Vote, favoured: str, text: str, by: Actor) -> Vote | Refusal:
    """The chair decides a tie as the rule says: the vote comes to what that makes of it, the count stays as it was.

    Codes: `not-tied`, and those of `rule` and `_decide`.
    """
    if favoured not in left_to_chair(vote):
        return refuse("not-tied", number=vote.number, label=vote.label(favoured))
    ruled = await rule(tx, vote, text, by)
    if isinstance(ruled, Refusal):
        return ruled
    after = replace(ruled, drawn=(*ruled.drawn, favoured))
    return await _decide(tx, ruled, after, by, {"among": list(left_to_chair(vote)), "drawn": [favoured]}, "vote.tie")


async def take_back(tx: Tx, vote: Vote, by: Actor, act: str) -> Vote | Refusal:
    """Take back what was written down wrongly while the chair alone knows of it: the tie is open as it was.

    `act` is `lot` or `ruling`; a ruling that has decided a tie goes with what it decided, whichever was named.
    Codes: `vote-not-possible`, `nothing-to-take-back`, `take-back-published`, `take-back-accepted` and those of
    `_decide`.
    """
    if fault := not_possible(vote, act):
        return fault
    if not (vote.ruling if act == "ruling" else vote.drawn or vote.seed):
        return refuse("nothing-to-take-back", number=vote.number, act=act)
    if vote.state is VoteState.PUBLISHED:
        return refuse("take-back-published", number=vote.number)
    together = vote.definition.tie == Tie.CHAIR
    after = vote
    if act == "lot" or together:
        after = replace(after, drawn=(), seed="")
    if act == "ruling" or together:
        after = replace(after, ruling="")
    held = sitting(after)
    if seated := [label for label, said in vote.answers.items() if said is Acceptance.ACCEPTED and label not in held]:
        return refuse("take-back-accepted", number=vote.number, label=vote.label(seated[0]))
    return await _decide(tx, vote, after, by, {"lots": act == "lot" or together}, f"vote.{act}.off")


async def _decide(
    tx: Tx, before: Vote, after: Vote, by: Actor, facts: Mapping[str, object], kind: str = "vote.lot"
) -> Vote | Refusal:
    """Keep a lot and what the vote comes to with it; tell the chair and, if they know of the tie, members.

    Codes: `rehearsal-over`, `decided-by-runoff`, and those of `inquest.begin`.
    """
    if fault := rehearsal_over(before, await events.existing(tx, before.event)):
        return fault
    if following := await _next_round(tx, before):
        return refuse("decided-by-runoff", number=before.number, next=following.number)
    try:
        outcome, held = verdict_word(result(after)), sitting(after)
    except CountsDiffer as differ:
        return await inquest.begin(tx, after, differ, await box_of(tx, after))
    changed = await votes.change(
        tx, after.id, drawn=list(after.drawn), seed=after.seed, ruling=after.ruling, outcome=outcome
    )
    await record_many(tx, after.event, kind, by, [(None, {"vote": after.number, **facts})])
    await tell_chair(tx, DeliveryKind.COUNTED, changed)
    if changed.state is VoteState.PUBLISHED:
        await spreading.queue_again(tx, changed.event, (DeliveryKind.RESULT, DeliveryKind.PICTURE), changed.id)
    await acceptance.follow(tx, changed, sitting(before), held, ())
    return changed


async def rule(tx: Tx, vote: Vote, text: str, by: Actor) -> Vote | Refusal:
    """Put the chair's decision beside the verdict, also where members have it; the journal keeps every one.

    Codes: `vote-not-possible`, `rehearsal-over`, `ruling-missing`, `text-long`.
    """
    text = text.strip()
    if fault := not_possible(vote, "ruling") or rehearsal_over(vote, await events.existing(tx, vote.event)):
        return fault
    if not text:
        return refuse("ruling-missing", number=vote.number)
    if fault := too_long(text):
        return fault
    await record(tx, vote.event, "vote.ruling", by, vote=vote.number, text=text)
    if vote.state is VoteState.PUBLISHED:
        await spreading.queue_again(tx, vote.event, [DeliveryKind.RESULT], vote.id)
    return await votes.change(tx, vote.id, ruling=text)


async def run_off(tx: Tx, event: Event, vote: Vote, definition: Definition, by: Actor) -> Vote | Refusal:
    """Draft a vote's run-off, once. Codes: `rehearsal-over`, `runoff-exists` and those of `voting.draft`."""
    if fault := rehearsal_over(vote, event):
        return fault
    if following := await _next_round(tx, vote):
        return refuse("runoff-exists", number=vote.number, next=following.number)
    drafted = await voting.draft(tx, event, definition, by)
    if isinstance(drafted, Vote):
        await record(tx, event.id, "vote.runoff", by, vote=vote.number, next=drafted.number)
    return drafted


async def _next_round(tx: Tx, vote: Vote) -> Vote | None:
    """The run-off of a vote, if there is one that is not over without a result."""
    everything = await votes.of_event(tx, vote.event)
    gone = (VoteState.CANCELLED, VoteState.VOID)
    known = [other for other in everything if other.definition.follows == vote.number and other.state not in gone]
    return known[-1] if known else None


async def first_round(tx: Tx, vote: Vote) -> Vote:
    """The vote that a chain of run-offs began with."""
    while vote.definition.follows:
        before = await votes.by_number(tx, vote.event, vote.definition.follows)
        if before is None:
            break
        vote = before
    return vote
