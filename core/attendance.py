"""Who leaves, and whether enough are there: the chair hears once that the quorum is lost, and once that it is back."""

from __future__ import annotations

from datetime import timedelta

from core.errors import Refusal, refuse
from core.floor import check_out, quorum
from core.journal import SYSTEM, record
from core.model import Event, EventId, EventState, Member
from core.names import numbered
from core.store import events, journal, members, presence, ways_in
from core.store.writer import Tx
from core.telling import alarm_chair

LATELY = timedelta(minutes=15)
MOST_NAMED = 5
"""Of those who left last."""
LEAVES = 120
"""Times that one member may leave within `LEAVES_WITHIN`: each is in the journal, and can take the quorum along."""
LEAVES_WITHIN = timedelta(hours=1)


async def leave(tx: Tx, event: Event, member: Member) -> bool | Refusal:
    """A member leaves by the own word. As `floor.check_out`; code besides: `left-too-often`."""
    mine, since = f"leaves {member.id}", tx.now - LEAVES_WITHIN
    if await presence.among(tx, event.id, [member.id]):
        if await ways_in.failures(tx, mine, since) >= LEAVES:
            return refuse("left-too-often", minutes=LEAVES_WITHIN // timedelta(minutes=1))
        await ways_in.add_failure(tx, mine, since)
    return await check_out(tx, event, member, member.id)


def quorum_changed(event: Event) -> bool:
    """Whether the quorum was lost or reached since it was last looked at; a break is no time for that."""
    if event.settings.quorum == "none" or event.state is not EventState.OPEN:
        return False
    return quorum(event).met is not (event.quorate is True)


async def tell_quorum(tx: Tx, event_id: EventId) -> Event | None:
    """Alarm the chair; that it is reached for the first time is no news to them. None if nothing changed.

    The minutes need every finding: that it was reached too, if it was not when the meeting opened.
    """
    event = await events.existing(tx, event_id)
    if not quorum_changed(event):
        return None
    state = quorum(event)
    await events.set_event(tx, event_id, quorate=state.met)
    if event.quorate is None:
        if not await _found_at_opening(tx, event):
            await record(tx, event_id, "quorum.reached", SYSTEM, have=state.told[0], needed=state.told[1])
    else:
        have, needed, weighed = *state.told, str(state.by_weight).lower()
        word = "back" if state.met else "lost"
        people = () if state.met else await _who_left(tx, event)
        said = refuse(f"quorum-{word}", have=have, needed=needed, weighed=weighed, people=people or "none")
        await alarm_chair(tx, event_id, said)
        await record(tx, event_id, f"quorum.{word}", SYSTEM, have=state.told[0], needed=state.told[1])
    return await events.existing(tx, event_id)


async def _found_at_opening(tx: Tx, event: Event) -> bool:
    opened = await journal.of_kind(tx, event.id, "event.open")
    return bool(opened and opened[-1].data.get("met"))


async def _who_left(tx: Tx, event: Event) -> tuple[str, ...]:
    """Names and numbers of those who checked out last, the latest first."""
    gone = [entry for entry in await journal.of_kind(tx, event.id, "checkout") if tx.now - LATELY < entry.at <= tx.now]
    known = await journal.people(tx, event.id) if gone else {}
    ids = [known[str(entry.data["member"])] for entry in reversed(gone) if entry.data.get("member") in known]
    last = list(dict.fromkeys(ids))[:MOST_NAMED]
    people = await members.by_ids(tx, last)
    return tuple(numbered(people[member].name, people[member].number) for member in last)
