"""The clock of an open vote: when it starts, how long it runs, and the calls before it ends."""

from __future__ import annotations

from datetime import timedelta

from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.lifecycle import not_possible
from core.limits import LONGEST_TIME, SHORTEST_TIME
from core.model import Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import spreading, votes
from core.store.writer import Tx
from core.warnings import run_clock


def time_too_long(vote: Vote) -> Refusal:
    """Why no vote runs for longer than `LONGEST_TIME`. Code: `time-long`."""
    return refuse("time-long", number=vote.number, limit=LONGEST_TIME // 86_400)


async def start_countdown(tx: Tx, vote: Vote, by: Actor) -> Vote | Refusal:
    """Start the clock although ballots may still be on their way. Code: `no-countdown`."""
    if vote.state is not VoteState.OPEN or vote.start_by is None or not vote.definition.time:
        return refuse("no-countdown", number=vote.number)
    closes_at = tx.now + timedelta(seconds=min(vote.definition.time, LONGEST_TIME))
    await spreading.make_outdated(tx, vote)
    await record(tx, vote.event, "vote.countdown", by, vote=vote.number, seconds=int(vote.definition.time))
    return await run_clock(tx, vote, closes_at)


async def stop_clock(tx: Tx, vote: Vote, by: Actor) -> Vote | Refusal:
    """Let a vote go on without a deadline, until somebody closes it or gives it time; ends a hold.

    Codes: `vote-not-possible`, `no-clock`.
    """
    if fault := not_possible(vote, "extend"):
        return fault
    if vote.closes_at is None and vote.start_by is None:
        return refuse("no-clock", number=vote.number)
    await spreading.make_outdated(tx, vote)
    await record(tx, vote.event, "vote.clock-stopped", by, vote=vote.number)
    return await votes.change(tx, vote.id, start_by=None, closes_at=None, warned=0, hold_start=None, hold_end=None)


async def extend(tx: Tx, vote: Vote, time: timedelta, by: Actor) -> Vote | Refusal:
    """Give more time, from the deadline or from now if that is later; ends a hold.

    A countdown that still waits for delivery starts now. Codes: `vote-not-possible`, `time-long`.
    """
    if fault := not_possible(vote, "extend"):
        return fault
    start = max(tx.now, vote.closes_at or tx.now)
    if vote.start_by and vote.definition.time:
        start += timedelta(seconds=min(vote.definition.time, LONGEST_TIME))
    if time.total_seconds() > LONGEST_TIME or start + time > tx.now + timedelta(seconds=LONGEST_TIME):
        return time_too_long(vote)
    await spreading.make_outdated(tx, vote)
    await record(tx, vote.event, "vote.extend", by, vote=vote.number, seconds=int(time.total_seconds()))
    return await run_clock(tx, vote, start + time)


async def shorten(tx: Tx, vote: Vote, time: timedelta, by: Actor) -> Vote | Refusal:
    """Take time away, which is a last call for what is left.

    Codes: `no-clock` for a vote whose clock does not run, `shorten-all` where nothing would be left, those of
    `close_in`.
    """
    if fault := not_possible(vote, "close"):
        return fault
    if vote.closes_at is None or vote.hold:
        return refuse("no-clock", number=vote.number)
    left = vote.closes_at - time - tx.now
    if left.total_seconds() < SHORTEST_TIME:
        return refuse("shorten-all", number=vote.number, at=vote.closes_at)
    return await close_in(tx, vote, left, by)


async def close_in(tx: Tx, vote: Vote, time: timedelta, by: Actor) -> Vote | Refusal:
    """Announce a last call: the vote closes by itself after this time, and whoever has not voted gets the ballot again.

    Codes as in `close`, and `time-long`.
    """
    if fault := not_possible(vote, "close"):
        return fault
    if time.total_seconds() > LONGEST_TIME:
        return time_too_long(vote)
    await spreading.make_outdated(tx, vote)
    await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, only_missing=True, reminds=True)
    await record(tx, vote.event, "vote.last-call", by, vote=vote.number, seconds=int(time.total_seconds()))
    return await run_clock(tx, vote, tx.now + time)


async def remind(tx: Tx, vote: Vote, by: Actor) -> int | Refusal:
    """Send the ballot again, in private, to whoever has not voted. Returns how many messages go out.

    Codes: `vote-not-possible`, and `chair-decides` while an outage holds the vote.
    """
    if fault := not_possible(vote, "remind"):
        return fault
    if vote.hold:
        return refuse("chair-decides", number=vote.number)
    sent = await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, only_missing=True, reminds=True)
    await record(tx, vote.event, "vote.remind", by, vote=vote.number, missing=vote.missing)
    return sent
