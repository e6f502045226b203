"""Somebody who is not on the roster is let in during a meeting."""

from __future__ import annotations

import re

from core import names, numbers, roster
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.limits import LONGEST_NAME
from core.model import Event, EventState, Member
from core.store import members
from core.store.writer import Tx

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,31}")


async def admit(tx: Tx, event: Event, number: str, name: str, by: Actor, *, votes: bool = True) -> Member | Refusal:
    """Add one member during the event, or a guest, who has no vote.

    Codes: `event-over`, `number-form`, `number-taken`, `number-alike`, `name-long`.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    name = names.tidied(name)
    if fault := await _unfit(tx, number, name):
        return fault
    await members.insert_member(tx, roster.new_values(number, name, votes=votes))
    member = await members.by_number(tx, number)
    assert member  # noqa: S101 - inserted just above
    await roster.shift(tx, [member.id], {})
    await record(tx, event.id, "member.admit", by, member=member.id)
    return member


async def _unfit(tx: Tx, number: str, name: str) -> Refusal | None:
    if not _NUMBER.fullmatch(numbers.tidied(number)):
        return refuse("number-form", number=number[:40])
    if known := await members.by_number(tx, number):
        return refuse("number-taken", number=known.number, name=known.name)
    if near := await members.alike(tx, [number]):
        other = near[number][0]
        return refuse("number-alike", number=number, other=other.number, name=other.name)
    return None if 0 < len(name) <= LONGEST_NAME else refuse("name-long", allowed=LONGEST_NAME)
