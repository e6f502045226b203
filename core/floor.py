"""The meeting itself: its state, who is present, the chats bound to it, announcements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core import agenda, codes, proxies, roles
from core.address import moved
from core.errors import Refusal, refuse
from core.journal import SYSTEM, Actor, record, record_many, record_own
from core.lifecycle import event_after
from core.model import (
    Address,
    Ballots,
    Event,
    EventId,
    EventSettings,
    EventState,
    How,
    Late,
    Member,
    MemberId,
    Purpose,
    Role,
    Vote,
    VoteState,
)
from core.outgoing import DeliveryKind
from core.persons import Person
from core.rules import QuorumState, parse_quorum, quorate
from core.store import deliveries, events, papers, presence, recipients, rolls, spreading, votes, ways_in
from core.store.writer import Tx
from core.telling import tell_everybody
from core.totals import Gathering, Totals

BECOMES = {Purpose.CHAIR: Role.CHAIR, Purpose.DESK: Role.DESK}
"""What somebody becomes who binds a chat for a purpose."""
BIND_CODE_LASTS = timedelta(days=2)
LONGEST_NOTICE = 3500


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a check-in came to."""

    member: MemberId
    already: bool


async def configure(tx: Tx, settings: Sequence[EventSettings]) -> None:
    """Take over what the organiser set. Events that are not mentioned any more stay as they are."""
    for wanted in settings:
        await events.put_settings(tx, wanted)
        await events.recount_totals(tx, await events.existing(tx, wanted.id))


async def change_state(tx: Tx, event: Event, act: str, by: Actor) -> Event | Refusal:
    """`open`, `pause`, `resume` or `close` an event.

    Codes: `event-not-possible`, `event-votes-open`, `rehearsal-first`.
    """
    if event.rehearsal and act in ("open", "close"):
        return refuse("rehearsal-first")
    state = event_after(event.state, act)
    if state is None:
        return refuse("event-not-possible", act=act, state=event.state)
    unfinished = await votes.of_event(tx, event.id, VoteState.OPEN, VoteState.CLOSED)
    if act == "close" and unfinished:
        return refuse("event-votes-open", number=unfinished[0].number, title=unfinished[0].definition.title)
    over = {"registration": False, "confirm_by": None} if act == "close" else {}
    await events.set_event(tx, event.id, state=state, **over)
    if act == "close":
        await spreading.make_stale(tx, event.id, [DeliveryKind.CARD], 0)
        if event.state is not EventState.PLANNED:
            await spreading.tell(tx, DeliveryKind.FAREWELL, event.id, 0, event.settings.entitled)
    head = await record_many(tx, event.id, f"event.{act}", by, [(None, _found(event) if act == "open" else {})])
    if act == "close":
        await tell_everybody(tx, event.id, refuse("record-end", event=event.settings.title, head=head))
    changed = await events.existing(tx, event.id)
    if act == "open":
        await agenda.begin_first(tx, changed, by)
    return await events.existing(tx, event.id)


def _found(event: Event) -> dict[str, object]:
    """Who is there when a meeting opens, and whether that is a quorum, where it needs one."""
    there: dict[str, object] = {"here": event.present.heads, "everybody": event.entitled.heads}
    state = quorum(event)
    have, needed = state.told
    return there if event.settings.quorum == "none" else there | {"have": have, "needed": needed, "met": state.met}


# -- registration and presence


async def open_registration(tx: Tx, event: Event, by: Actor) -> int | Refusal:
    """Let members check themselves in; every bound member gets a card. Returns how many cards. Code: `event-over`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    await events.set_event(tx, event.id, registration=True)
    await _send_cards(tx, event)
    await record(tx, event.id, "registration.open", by)
    return await recipients.count(tx, recipients.audience(event, event.settings.entitled))


async def show_cards_anew(tx: Tx, event: Event) -> None:
    """Cards that were sent show something else by now."""
    await spreading.queue_again(tx, event.id, [DeliveryKind.CARD], 0)


async def _send_cards(tx: Tx, event: Event) -> None:
    """To everybody, or to the group that the event is for."""
    await spreading.tell(tx, DeliveryKind.CARD, event.id, 0, event.settings.entitled)


async def close_registration(tx: Tx, event: Event, by: Actor) -> None:
    """Only the desk checks in from now on."""
    await events.set_event(tx, event.id, registration=False)
    await record(tx, event.id, "registration.close", by)


async def reset_presence(tx: Tx, event: Event, by: Actor) -> int | Refusal:
    """Everybody is absent, for instance after a break; cards go out again if registration is open.

    Code: `event-over`: who was there at the end stays so.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    gone = await presence.clear(tx, event.id)
    await events.set_event(tx, event.id, quorate=None)  # who asks everybody to leave needs no alarm
    await events.recount_present(tx, event)
    await record(tx, event.id, "registration.reset", by, absent=gone)
    if event.registration:
        await _send_cards(tx, event)
    return gone


async def ask_to_confirm(tx: Tx, event: Event, within: timedelta, by: Actor) -> int:
    """Who is present has to press within this time, or is absent. Returns how many are asked."""
    await presence.ask_to_confirm(tx, event.id, tx.now + within)
    await spreading.tell(tx, DeliveryKind.CARD, event.id, 0, "present")
    await record(tx, event.id, "registration.confirm", by, seconds=int(within.total_seconds()))
    return await recipients.people(tx, recipients.audience(event, "present"))


async def confirmation_over(tx: Tx, event_id: EventId, taken_in: datetime) -> Event | None:
    """Make those absent who have not confirmed; None if the time is not over, as far as we have taken in."""
    event = await events.existing(tx, event_id)
    if event.confirm_by is None or event.confirm_by > taken_in:
        return None
    gone = await presence.clear(tx, event_id, unconfirmed_only=True)
    await events.set_event(tx, event_id, confirm_by=None)
    await events.recount_present(tx, event)
    await record(tx, event_id, "registration.confirmed", SYSTEM, absent=gone)
    return await events.existing(tx, event_id)


async def check_in_selves(tx: Tx, event: Event, ids: Sequence[MemberId]) -> dict[MemberId, Arrived] | Refusal:
    """Members check themselves in, or confirm that they are still here.

    While registration is closed only those who are present already are in the answer.
    Codes: `event-over`, `registration-closed` if that is nobody.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    if not event.registration:
        ids = list(await presence.among(tx, event.id, ids))
    if not ids:
        return refuse("registration-closed")
    arrived, new = await _arrive(tx, event, ids, How.SELF)
    await record_own(tx, event.id, "checkin", new)
    return arrived


async def check_in(tx: Tx, event: Event, member: Member, by: Actor, *, paper: bool = False) -> Arrived | Refusal:
    """The desk checks a member in, also while registration is closed. Code: `event-over`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    arrived, new = await _arrive(tx, event, [member.id], How.DESK, paper=paper)
    await record_many(tx, event.id, "checkin", by, [(who, {}) for who in new])
    return arrived[member.id]


async def _arrive(
    tx: Tx, event: Event, ids: Sequence[MemberId], how: How, *, paper: bool = False
) -> tuple[dict[MemberId, Arrived], list[MemberId]]:
    ids = list(dict.fromkeys(ids))
    here = await presence.among(tx, event.id, ids)
    if here:
        await presence.confirm(tx, event.id, here)
    new = [member for member in ids if member not in here]
    if new:
        weights = await events.entitled_among(tx, event, new)
        totals = Totals(len(weights), sum(weights.values()))
        await presence.add(tx, event.id, new, how, totals, paper=paper)
        principals = await proxies.came(tx, event, new)
        await _late_for_votes(tx, event, new, principals)
    return {member: Arrived(member, already=member in here) for member in ids}, new


async def _late_for_votes(tx: Tx, event: Event, came: Sequence[MemberId], principals: Sequence[MemberId]) -> None:
    """Whoever came and whom they represent get on the rolls of open votes if the rules of those say so."""
    for vote in await votes.of_event(tx, event.id, VoteState.OPEN):
        over = vote.closes_at is not None and vote.closes_at <= tx.now and vote.hold is None
        if not over and (added := await _add_late(tx, event, vote, came, principals)):
            await deliveries.queue_for_roll(tx, DeliveryKind.BALLOT, vote, only=added)


async def join_late(tx: Tx, event: Event, vote: Vote, since: datetime) -> None:
    """A vote is opened again that was closed `since`: who has come meanwhile gets on its roll if its rules say so.

    A roll grows by those who come and by nobody else: whoever was here and has got a vote meanwhile stays out, as
    before the vote was closed.
    """
    await _add_late(tx, event, vote, *rolls.came_since(event, since))


async def _add_late(tx: Tx, event: Event, vote: Vote, came: rolls.Members, principals: rolls.Members) -> list[MemberId]:
    """Who was added to the roll; nobody where its rules do not take latecomers."""
    if vote.definition.late is not Late.UNTIL_CLOSE:
        return []
    added = await rolls.add(tx, vote, event, came, principals)
    if added:
        await papers.freeze(tx, vote, list(added))
        heads, weight = vote.roll.heads + len(added), vote.roll.weight + sum(added.values())
        await votes.change(tx, vote.id, roll=heads, roll_weight=weight)
    return list(added)


async def check_out(tx: Tx, event: Event, member: Member, by: Actor) -> bool | Refusal:
    """A member leaves; what was cast stays. False if the member was not present. Code: `event-over`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    if member.id not in await presence.among(tx, event.id, [member.id]):
        return False
    weights = await events.entitled_among(tx, event, [member.id])
    await presence.remove(tx, event.id, [member.id], Totals(len(weights), sum(weights.values())))
    await proxies.left(tx, event, [member.id])
    await record(tx, event.id, "checkout", by, member=member.id)
    return True


def quorum(event: Event) -> QuorumState:
    """How the event stands against its quorum."""
    return quorum_of(event.settings.quorum, event.gathering, event.settings)


def quorum_of(rule: str, gathering: Gathering, settings: EventSettings) -> QuorumState:
    """How these people stand against a quorum rule; who is represented counts if the organiser says so."""
    there = gathering.present.plus(gathering.represented) if settings.proxies_in_quorum else gathering.present
    state = quorate(parse_quorum(rule), there, gathering.entitled)
    if not settings.proxies_in_quorum:
        return state
    absent = gathering.represented.weight if state.by_weight else gathering.represented.heads
    return replace(state, represented=absent)


def quorum_missed(event: Event, rule: str, voters: Gathering) -> tuple[QuorumState | None, bool]:
    """The first quorum that a vote with this rule of its own fails if it opens now, and whether that is its own."""
    of_event = quorum_of(event.settings.quorum, event.gathering, event.settings)
    own = quorum_of(rule, voters, event.settings)
    if not of_event.met:
        return of_event, False
    return (None, False) if own.met else (own, True)


def frozen(voters: Gathering, settings: EventSettings) -> Gathering:
    """Those who may vote in a vote that opens now, with the rule of the event that it opens under."""
    return voters._replace(rule=settings.quorum, proxies=settings.proxies_in_quorum)


def quorums_at_opening(vote: Vote, settings: EventSettings) -> list[tuple[str, QuorumState]]:
    """The event's rule and the vote's own, as far as there are any, and how they were fulfilled at its opening.

    `settings` are only for votes that were opened before the event's rule was frozen with them.
    """
    voters = vote.voters or vote.meeting
    if voters.rule is not None:
        settings = replace(settings, quorum=voters.rule, proxies_in_quorum=voters.proxies)
    own = Gathering(voters.present, voters.represented, voters.entitled)
    looked_at = [(settings.quorum, vote.meeting), (vote.definition.quorum, own)]
    there = dict.fromkeys((rule, gathering) for rule, gathering in looked_at if rule != "none")
    return [(rule, quorum_of(rule, gathering, settings)) for rule, gathering in there]


# -- chats bound to an event


async def bind_code(tx: Tx, event: Event, purpose: Purpose, by: Actor) -> str:
    """A one-time code for `/bind`."""
    code = codes.new_code()
    await ways_in.add_bind_code(tx, codes.digest(code), event.id, purpose)
    await record(tx, event.id, "bind.code", by, purpose=purpose)
    return code


async def binding(tx: Tx, code: str, by: Person) -> tuple[Event, Purpose] | Refusal:
    """What a code binds a chat to, for whoever used it first: others may have read it by now.

    Codes: `bind-unknown`, `bind-of-another`, `event-over`.
    """
    found = await ways_in.bind_code(tx, codes.digest(code), tx.now - BIND_CODE_LASTS) if codes.normal(code) else None
    event = await events.event(tx, found.event) if found else None
    if found is None or event is None:
        return refuse("bind-unknown")
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    if found.asked_by not in (None, by.member.id):
        return refuse("bind-of-another")
    await ways_in.claim_bind_code(tx, codes.digest(code), by.member.id)
    return event, found.purpose


async def bind(tx: Tx, chat: Address, code: str, by: Person) -> tuple[Event, Purpose] | Refusal:
    """Bind a chat. Whoever holds a chair or desk code from the organiser has that role from now on.

    Codes: those of `binding`.
    """
    found = await binding(tx, code, by)
    if isinstance(found, Refusal):
        return found
    event, purpose = found
    await ways_in.burn_invitation(tx, codes.digest(code))
    await events.put_channel(tx, chat, event.id, purpose)
    if role := BECOMES.get(purpose):
        await roles.bestow(tx, event, by.member.id, role)
    await events.bump(tx, [event.id])
    await record(tx, event.id, "channel.bound", by.member.id, purpose=purpose)
    return event, purpose


async def move_chat(tx: Tx, old: Address, new: Address) -> None:
    """A chat has another address now, and so have its topics."""
    bound = {channel.chat for channel in await events.channels_within(tx, old)}
    for chat in sorted({old, *bound}):
        await events.move_chat(tx, chat, moved(chat, old, new))


async def lose_channels(tx: Tx, chat: Address) -> list[tuple[EventId, Purpose]]:
    """We may not write to this chat any more; what it and its topics were bound for, so that the chair can be told."""
    lost = await events.channels_within(tx, chat)
    for channel in lost:
        await events.remove_channel(tx, channel.chat)
        await record(tx, channel.event, "channel.lost", SYSTEM, purpose=channel.purpose)
    for event_id in {channel.event for channel in lost if channel.purpose is Purpose.GROUP}:
        await _go_on_in_private(tx, event_id)
    return [(channel.event, channel.purpose) for channel in lost]


async def _go_on_in_private(tx: Tx, event_id: EventId) -> None:
    """A members' group is lost: whoever has not voted and had the ballot there alone gets an own one."""
    event = await events.existing(tx, event_id)
    if event.settings.ballots is not Ballots.GROUP:
        return
    for vote in await votes.of_event(tx, event_id, VoteState.OPEN):
        await spreading.tell_roll(tx, DeliveryKind.BALLOT, vote, only_missing=True, away=True)


# -- announcements


async def announce(tx: Tx, event: Event, who: str, text: str, by: Actor) -> int | Refusal:
    """Send a text to `all`, `present`, `absent` or a group; return to how many members.

    Codes: `event-over`, `notice-empty`, `notice-long`, `nobody-there`.
    """
    if fault := _unsaid(event, text):
        return fault
    people = await recipients.people(tx, recipients.audience(event, who))
    if not people:
        return refuse("nobody-there", who=who)
    notice = await deliveries.add_notice(tx, event.id, DeliveryKind.NOTICE, text)
    await spreading.tell(tx, DeliveryKind.NOTICE, event.id, notice, who)
    await record(tx, event.id, "announcement", by, to=who, text=text)
    return people


async def note(tx: Tx, event: Event, text: str, by: Actor) -> Refusal | None:
    """A line for the minutes. Codes: `event-over`, `notice-empty`, `notice-long`."""
    if fault := _unsaid(event, text):
        return fault
    await record(tx, event.id, "note", by, text=text)
    return None


def _unsaid(event: Event, text: str) -> Refusal | None:
    """Why a text is neither sent nor written down."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    if not text.strip():
        return refuse("notice-empty")
    return refuse("notice-long", given=len(text), allowed=LONGEST_NOTICE) if len(text) > LONGEST_NOTICE else None
