"""What a command is about: the event of its chat, the vote with its number, the member with a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.contract import Command, Press, Ref
from bot.chat import pace
from bot.chat.buttons import ChairVote, decode, in_event
from bot.chat.call import Call, Denied, Offer
from bot.chat.late import asked
from bot.chat.reading import words
from bot.views.lists import usage_of
from bot.wording.choices import names
from bot.wording.speech import Sentence, later, sentence
from core.model import Event, EventState, Member, Role, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.store import events, members, presence, votes
from core.store.writer import Tx

_NUMBER = re.compile(r"#?(\d{1,6})")


def confirmed(line: str) -> tuple[str, bool]:
    """What was typed without a `yes` at its end, and whether there was one: the button in words."""
    rest, _, word = line.rpartition(" ")
    return (rest.strip(), True) if word.casefold() in words("yes") else (line, False)


def show_usage(call: Call, command: str) -> None:
    """Say how a command is written."""
    call.reply(usage_of, command)


def under_live(call: Call) -> bool:
    """Whether the button stands under the live message, which draws itself."""
    if call.channel is None or not isinstance(call.inbound, Press):
        return False
    # what has only just been sent is not known as the live one yet
    pressed = decode(call.inbound.data)
    if isinstance(pressed, ChairVote) and pressed.live:
        return True
    return call.inbound.ref == Ref(call.channel.chat, call.channel.live)


# -- which meeting


def going_on(meetings: Sequence[Event]) -> list[Event]:
    """Those that are open or paused; where there is none, all: a planned one is never in the way."""
    return [event for event in meetings if event.state is not EventState.PLANNED] or list(meetings)


def at_the_desk(call: Call) -> list[Event]:
    """Those that somebody who works for meetings can mean: in private where this person has a role."""
    theirs = [event for event in call.meetings if call.channel or call.at_the_desk_of(event)]
    return going_on(theirs or call.meetings)


async def the_event(call: Call) -> Event:
    """The event of the channel, or in private the only one that goes on and in which the person has a role.

    Raises `Denied`: `no-event`, `which-event`.
    """
    return only(call, at_the_desk(call))


def only(call: Call, meetings: Sequence[Event]) -> Event:
    """The only one of these; where there are several, what was typed is offered for each of them."""
    if not meetings:
        raise Denied("no-event")
    if len(meetings) > 1:
        raise which(call, meetings)
    return meetings[0]


def which(call: Call, meetings: Sequence[Event]) -> Denied:
    """The question which of several meetings is meant: what was typed, offered for each of them."""
    offers = offers_for(call, meetings)
    return Denied("which-event" if offers else "which-event-there", offers)


def offers_for(call: Call, meetings: Sequence[Event]) -> list[Offer]:
    """A button for each meeting that does there what was typed; none for what is too long for a button."""
    item = call.inbound
    if not isinstance(item, Command) or item.lines:
        return []
    actions = [(in_event(event.id, f"{item.name} {item.line}".strip(), asked(call)), event) for event in meetings]
    return [Offer(action, label=event.settings.title) for action, event in actions if action]


async def event_of(call: Call, member: Member, *, present: bool = False) -> Event:
    """The event that something about a member concerns: the only one where the member may vote, or is present."""
    among = at_the_desk(call)
    if len(among) > 1:
        fitting = [event for event in among if await _belongs(call, event, member, present=present)]
        among = fitting or among
    return only(call, among)


async def _belongs(call: Call, event: Event, member: Member, *, present: bool) -> bool:
    if present:
        return member.id in await presence.among(call.tx, event.id, [member.id])
    return bool(await events.entitled_among(call.tx, event, [member.id]))


# -- which vote


async def the_vote(call: Call, event: Event, word: str, *states: VoteState) -> Vote:
    """The vote with this number in an event; without one, the only vote in these states.

    Raises `Denied`: `vote-number`, `vote-number-unknown`, `no-such-vote`, `which-vote`.
    """
    return (await _found(call, [event], word, states))[1]


async def for_teller(call: Call, word: str, *states: VoteState) -> tuple[Event, Vote]:
    """As `addressed`, for a teller: in private of a meeting where this person is one.

    Raises `Denied` as `addressed`, and `only-teller`.
    """
    theirs = [event for event in call.meetings if call.channel or call.is_any_of(event, Role.TELLER, Role.CHAIR)]
    if not theirs:
        raise Denied("only-teller")
    return await addressed(call, word, *states, meetings=theirs)


async def addressed(
    call: Call, word: str, *states: VoteState, meetings: Sequence[Event] | None = None
) -> tuple[Event, Vote]:
    """The vote that was named, and its event: the chat's, or the only one of these that has such a vote.

    Raises `Denied` as `the_event` and `the_vote`.
    """
    meetings = call.meetings if meetings is None else meetings
    among = going_on(meetings)
    if not among:
        raise Denied("no-event")
    try:
        return await _found(call, among, word, states)
    except Denied as denied:
        planned = [event for event in meetings if event not in among]
        if denied.code != "vote-number-unknown" or not planned:
            raise
        return await _found(call, planned, word, states)


async def _found(call: Call, among: Sequence[Event], word: str, states: Sequence[VoteState]) -> tuple[Event, Vote]:
    if not word:
        return await _only(call, among, states)
    match = _NUMBER.fullmatch(word)
    if match is None:
        raise Denied("vote-number", word=word[:40])
    named = [(event, await votes.by_number(call.tx, event.id, int(match[1]))) for event in among]
    found = [(event, vote) for event, vote in named if vote]
    if not found:
        raise Denied("vote-number-unknown", number=match[1])
    if len(found) > 1:
        raise which(call, [event for event, _ in found])
    return found[0]


async def _only(call: Call, among: Sequence[Event], states: Sequence[VoteState]) -> tuple[Event, Vote]:
    fitting = [(event, vote) for event in among if states for vote in await votes.of_event(call.tx, event.id, *states)]
    if not fitting:
        raise Denied("no-such-vote")
    if len(fitting) > 1:
        raise Denied("which-vote", votes=later(names, [vote for _, vote in fitting], 40, either=True))
    return fitting[0]


async def visible(call: Call, word: str) -> tuple[Event, Vote]:
    """The vote with this number that members may see: of several meetings in the one that goes on.

    Raises `Denied`: `vote-number`, `vote-number-unknown`, and those of `only`.
    """
    match = _NUMBER.fullmatch(word)
    if match is None:
        raise Denied("vote-number", word=word[:40])
    among = [(event, await votes.by_number(call.tx, event.id, int(match[1]))) for event in call.meetings]
    found = {event.id: vote for event, vote in among if vote and (vote.shown or vote.state is not VoteState.DRAFT)}
    if not found:
        raise Denied("vote-number-unknown", number=match[1])
    event = only(call, going_on([event for event, _ in among if event.id in found]))
    return event, found[event.id]


async def chosen(call: Call, vote_id: VoteId) -> tuple[Event, Vote]:
    """The vote of a button, if it belongs to the event of this channel. Raises `Denied`: `vote-unknown`."""
    vote = await votes.by_id(call.tx, vote_id)
    event = next((event for event in call.meetings if vote and event.id == vote.event), None)
    if event is None or vote is None:
        raise Denied("vote-unknown")
    return event, vote


# -- which member


def a_number(word: str) -> str:
    """What was typed in a member number's place, without `#`. Raises `Denied`: `member-number` if it has no digit."""
    number = word.removeprefix("#")
    if not any(map(str.isdigit, number)):
        raise Denied("member-number", word=number[:40])
    return number


async def the_member(call: Call, word: str) -> Member:
    """The member with this number, typed with or without `#`. Raises `Denied`: `member-number`, `member-unknown`."""
    found = await members.by_number(call.tx, word.removeprefix("#"))
    return found or _unknown(word)


def _unknown(word: str) -> Member:
    raise Denied("member-unknown", number=a_number(word)[:40])


async def delivery_time(call: Call, kind: DeliveryKind) -> Sentence | None:
    """How long it takes until what waits of this kind is sent; None if that is no time at all."""
    left = await pace.time_for(call.tx, call.house.limits, [kind])
    return sentence("delivery-takes", left=left) if left >= pace.WORTH_SAYING else None


async def names_of(tx: Tx, numbers: tuple[str, ...]) -> dict[str, str]:
    """Names by member number."""
    return {number: member.name for number, member in (await members.by_numbers(tx, numbers)).items()}
