"""Warnings before a vote closes: to those who have not voted, and in the members' groups."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.definition import method_of
from core.errors import refuse
from core.model import Ballots, Vote
from core.outgoing import DeliveryKind
from core.store import events, spreading, votes
from core.store.deadlines import WARNINGS
from core.store.writer import Tx
from core.telling import alarm_groups

_TOO_SOON = 5
"""Seconds: what has just been said is not said again."""


async def run_clock(tx: Tx, vote: Vote, closes_at: datetime) -> Vote:
    """Let the vote's clock run, which ends a hold; warnings for which it is too short count as given."""
    left = (closes_at - tx.now).total_seconds()
    given = min((mark for mark in WARNINGS if mark + _TOO_SOON >= left), default=0)
    return await votes.change(
        tx, vote.id, start_by=None, closes_at=closes_at, warned=given, hold_start=None, hold_end=None
    )


async def warn(tx: Tx, vote: Vote) -> Vote | None:
    """The ballot again to whoever has not voted; where ballots are in the group only, the group alone hears."""
    if vote.closes_at is None or vote.hold:
        return None
    left = vote.closes_at - tx.now
    mark = min((mark for mark in WARNINGS if timedelta(seconds=mark) >= left), default=0)
    # where silence is consent nobody is missing
    missing = 0 if method_of(vote.definition).consents else vote.roll.heads - vote.cast.heads
    event = await events.existing(tx, vote.event)
    if missing > 0 and event.settings.ballots is not Ballots.GROUP:
        await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, only_missing=True, reminds=True)
    if missing > 0 and event.settings.ballots is not Ballots.PRIVATE:
        said = refuse("vote-ends", number=vote.number, title=vote.definition.title, seconds=mark, missing=missing)
        await alarm_groups(tx, vote.event, said)
    return await votes.change(tx, vote.id, warned=mark)
