"""What time brings: countdowns start, votes close and are counted, presence ends; and outages hold all that.

Each thing that is due is brought about in a transaction of its own, so that one that fails is in nobody's way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core import attendance, countdown, counting, floor, voting, warnings
from core.errors import Refusal, refuse
from core.journal import CLI, SYSTEM, record, record_many
from core.limits import LONGEST_TIME
from core.model import Event, EventId, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.store import deadlines, deliveries, events, inputs, journal, spreading, votes, ways_in
from core.store.writer import Tx
from core.telling import alarm_chair, tell_chair

STILL_HERE = timedelta(seconds=5)
"""While nothing was taken in for longer, nobody is warned: the deadline will be held."""

STOOD_STILL = timedelta(seconds=30)
"""A clock that goes forward by less was set; by more, the machine may have stood still, and presses be lost."""

TOLD_LATELY = timedelta(minutes=5)
"""A clock that goes to and fro is told to a chair once in so long: it must not fill the channel."""


class Act(StrEnum):
    """What happens by itself."""

    START = "start"
    CLOSE = "close"
    COUNT = "count"
    CONFIRM = "confirm"
    """Whoever has not confirmed to be present is absent."""
    WARN = "warn"
    """Those who have not voted hear that it closes."""
    QUORUM = "quorum"
    """It was lost, or is back."""
    READ = "read"
    """Of a meeting that cannot be read nothing happens by itself, which its chair has to know."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing whose time has come."""

    act: Act
    event: EventId
    vote: VoteId | None = None


async def due(tx: Tx) -> list[Due]:
    """All of them, without reading more of a vote than its id: one that cannot be read stops no other."""
    ours = [Due(Act(act), event, vote) for act, vote, event in await deadlines.due(tx)]
    meetings = await events.live(tx)
    changed = [Due(Act.QUORUM, event.id) for event in meetings if attendance.quorum_changed(event)]
    damaged = [Due(Act.READ, event) for event in await events.unreadable(tx, meetings)]
    return [*ours, *(Due(Act.CONFIRM, event) for event in await events.confirmations_due(tx)), *changed, *damaged]


async def bring_about(tx: Tx, what: Due, taken_in: datetime) -> Vote | Event | Refusal | None:
    """Let one thing happen; None if it is not due any more.

    What was said up to `taken_in` has been taken in: a later deadline closes no vote yet.
    """
    if what.act is Act.QUORUM:
        return await attendance.tell_quorum(tx, what.event)
    if what.act is Act.READ:
        return await events.event(tx, what.event)
    if what.vote is None:
        return await floor.confirmation_over(tx, what.event, taken_in)
    vote = await votes.by_id(tx, what.vote)
    if vote is None:
        return None
    match what.act:
        case Act.START if vote.start_by and (vote.queued <= 0 or vote.start_by <= tx.now):
            return await countdown.start_countdown(tx, vote, SYSTEM)
        case Act.WARN if vote.state is VoteState.OPEN:
            return await warnings.warn(tx, vote) if tx.now - taken_in <= STILL_HERE else None
        case Act.CLOSE if vote.state is VoteState.OPEN:
            return await _close(tx, vote, taken_in)
        case Act.COUNT if vote.count_at and vote.count_at <= tx.now:
            return await counting.count(tx, vote, SYSTEM)
    return None


async def _close(tx: Tx, vote: Vote, taken_in: datetime) -> Vote | Refusal | None:
    if vote.closes_at and vote.closes_at <= taken_in and not vote.hold:
        return await voting.close(tx, vote, SYSTEM, SYSTEM, vote.closes_at)
    if vote.definition.close_when_all and not vote.reopened and vote.cast.heads and vote.missing <= 0:
        return await voting.close(tx, vote, SYSTEM, SYSTEM)
    return None


async def failed(tx: Tx, what: Due, error: str) -> None:
    """Tell the chair of its event that something could not be brought about by itself."""
    number = await votes.number_of(tx, what.vote) if what.vote is not None else 0
    which: dict[str, object] = {"vote": number} if number else {}
    await record_many(tx, what.event, f"{what.act}.failed", SYSTEM, [(None, {"error": error, **which})])
    await alarm_chair(tx, what.event, refuse(f"due-failed-{what.act}", number=number, error=error))


# -- outages


async def hold(
    tx: Tx, start: datetime, end: datetime, *, always: bool = False, crossed: bool = False, lost: bool = True
) -> list[Vote]:
    """A network, or we ourselves, were out from `start` to `end`: hold the deadlines that this touches.

    Members without a recorded vote get their ballot again, in all open votes of events for which
    this is long enough to be an outage; in all of them with `always`; with `crossed` in those only
    whose deadline lies in it and is not held yet, however short it is. Where nothing was `lost`, nobody
    gets anything for a vote that is held already, or has no deadline. Returns those votes; for the
    ones with a deadline (`Vote.hold`) the chair decides about the time. What else ends by itself
    gets the time that was lost.
    """
    touched = []
    meetings = {event.id: event for event in await events.events(tx)}
    for vote in await votes.in_state(tx, VoteState.OPEN):
        event = meetings.get(vote.event)
        if event is None or vote.opened_at is None:
            continue  # its row is damaged, which its chair knows
        first = max(start, vote.opened_at) if vote.opened_at <= tx.now else start  # the clock went back since
        over_before = vote.closes_at is not None and vote.closes_at <= first and not vote.hold
        short = (end - first).total_seconds() <= event.settings.outage and not always
        over_in_it = vote.closes_at is not None and first < vote.closes_at <= end and not vote.hold
        if over_before or (not over_in_it if crossed else short):
            continue
        if not (lost or vote.closes_at):
            continue
        if vote.hold and (first <= vote.hold.end or not lost):
            touched.append(await _goes_on(tx, vote, end))
            continue
        await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, only_missing=True)
        touched.append(await _held(tx, vote, first, end))
    return touched


async def _goes_on(tx: Tx, vote: Vote, end: datetime) -> Vote:
    """The outage for which a vote is held lasted longer: nobody is asked, told or sent anything a second time."""
    assert vote.hold  # noqa: S101 - see above
    if end <= vote.hold.end:
        return vote
    await deliveries.make_older(tx, vote, DeliveryKind.HELD)
    return await votes.change(tx, vote.id, hold_end=end)


async def _held(tx: Tx, vote: Vote, start: datetime, end: datetime) -> Vote:
    if not vote.closes_at:
        return await voting.fresh(tx, vote)
    await tell_chair(tx, DeliveryKind.HELD, vote)
    await record(tx, vote.event, "vote.hold", SYSTEM, vote=vote.number, start=start.isoformat(), end=end.isoformat())
    return await votes.change(tx, vote.id, hold_start=vote.hold.start if vote.hold else start, hold_end=end)


async def postpone(tx: Tx, since: datetime | None, by: timedelta) -> None:
    """What ends by itself ends that much later: countdowns that wait, undo windows, confirmations.

    With `since` only what had not ended by then. Nothing gets more than it had at first: it may have begun long after
    `since`, and the same time may be lost on two networks, or told at two starts. The deadline of a vote is held
    instead.
    """
    await votes.postpone_counts(tx, since, by, tx.now + voting.UNDO)
    for event in await events.events(tx):
        await votes.postpone_starts(tx, event.id, since, by, tx.now + timedelta(seconds=event.settings.wait))
        if event.confirm_by:
            await events.postpone(tx, event.id, since, by, tx.now + await _confirmation_time(tx, event.id))


async def _confirmation_time(tx: Tx, event_id: EventId) -> timedelta:
    """How long those who are present were given to confirm it, the last time they were asked; if unknown, long."""
    asked = await journal.of_kind(tx, event_id, "registration.confirm")
    seconds = asked[-1].data.get("seconds") if asked else None
    return timedelta(seconds=seconds if isinstance(seconds, int) else LONGEST_TIME)


async def went_on_without(tx: Tx, until: datetime) -> None:
    """The operator goes on with an older copy of the database: what was accepted after it, up to `until`, is lost."""
    await hold(tx, await inputs.last_heard(tx) or until, tx.now, always=True)
    for event in await events.events(tx):
        await record(tx, event.id, "database.older", CLI, until=until.isoformat())
    for event in await events.live(tx):
        await alarm_chair(tx, event.id, refuse("database-older", until=until))


async def clock_jumped(tx: Tx, before: datetime, ahead: timedelta, *, away: bool = False) -> None:
    """The time of day was set, or this machine stood still: hold everything that has a deadline, tell every chair.

    `away` says that no process ran meanwhile.

    A clock that goes back takes the deadlines along, or they would be as much too far. One that goes forward does not:
    perhaps they passed while the machine stood still, about which the chair decides. Codes last no longer or shorter.
    """
    await inputs.go_along(tx, ahead)
    await ways_in.go_along(tx, ahead, floor.BIND_CODE_LASTS)
    await postpone(tx, None, ahead)
    if ahead < timedelta():
        await votes.take_back(tx, ahead)
    await hold(tx, min(before, tx.now), tx.now, always=True, lost=away or ahead > STOOD_STILL)
    seconds = round(ahead.total_seconds())
    told = refuse("clock-forward" if seconds > 0 else "clock-back", seconds=timedelta(seconds=abs(seconds)))
    for event in await events.live(tx):
        earlier = await journal.of_kind(tx, event.id, "clock.jumped")
        await record(tx, event.id, "clock.jumped", SYSTEM, seconds=seconds)
        if not earlier or abs(tx.now - earlier[-1].at) > TOLD_LATELY:
            await alarm_chair(tx, event.id, told)
