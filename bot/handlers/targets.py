"""What a command is about: the event of its chat, the vote with its number, the member with a number."""

from __future__ import annotations

import re

from adapters.contract import Message
from bot.chat import pace
from bot.chat.call import Call
from bot.chat.reading import words
from bot.views.lists import usage
from bot.wording.choices import name
from bot.wording.lists import listed
from bot.wording.speech import Markup
from core.errors import Refusal, refuse
from core.model import Event, EventState, Member, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.store import members, votes

_NUMBER = re.compile(r"#?(\d{1,6})")


def confirmed(line: str) -> tuple[str, bool]:
    """What was typed without a `yes` at its end, and whether there was one: the button in words."""
    rest, _, word = line.rpartition(" ")
    return (rest.strip(), True) if word.casefold() in words("yes") else (line, False)


def show_usage(call: Call, command: str) -> None:
    """Say how a command is written."""
    call.reply(Message(usage(call.speech, command)))


async def the_event(call: Call) -> Event | Refusal:
    """The event of the channel, or in private the only one in which the person has a role.

    A planned event is not in the way of one that is open. Codes: `no-event`, `which-event`.
    """
    theirs = [event for event in call.meetings if call.channel or call.at_the_desk_of(event)] or call.meetings
    events = [event for event in theirs if event.state is not EventState.PLANNED] or theirs
    if not events:
        return refuse("no-event")
    return events[0] if len(events) == 1 else refuse("which-event")


async def the_vote(call: Call, event: Event, word: str, *states: VoteState) -> Vote | Refusal:
    """The vote with this number; without one, the only vote in these states.

    Codes: `vote-number`, `vote-number-unknown`, `no-such-vote`, `which-vote`.
    """
    if not word:
        return await _only(call, event, states)
    match = _NUMBER.fullmatch(word)
    if match is None:
        return refuse("vote-number", word=word[:40])
    vote = await votes.by_number(call.tx, event.id, int(match[1]))
    return vote or refuse("vote-number-unknown", number=match[1])


async def addressed(call: Call, word: str, *states: VoteState) -> tuple[Event, Vote] | Refusal:
    """The event of the chat and the vote that was named in it. Codes as in `the_event` and `the_vote`."""
    event = await the_event(call)
    if isinstance(event, Refusal):
        return event
    vote = await the_vote(call, event, word, *states)
    return vote if isinstance(vote, Refusal) else (event, vote)


async def _only(call: Call, event: Event, states: tuple[VoteState, ...]) -> Vote | Refusal:
    fitting = await votes.of_event(call.tx, event.id, *states) if states else []
    if not fitting:
        return refuse("no-such-vote")
    if len(fitting) > 1:
        named = listed(call.speech, (name(call.speech, vote, 40) for vote in fitting), either=True)
        return refuse("which-vote", votes=named)
    return fitting[0]


async def chosen(call: Call, vote_id: VoteId) -> tuple[Event, Vote] | Refusal:
    """The vote of a button, if it belongs to the event of this channel. Code: `vote-unknown`."""
    event, vote = await the_event(call), await votes.by_id(call.tx, vote_id)
    if isinstance(event, Refusal):
        return event
    return (event, vote) if vote and vote.event == event.id else refuse("vote-unknown")


async def the_member(call: Call, word: str) -> Member | Refusal:
    """The member with this number, typed with or without `#`. Code: `member-unknown`."""
    number = word.removeprefix("#")
    return await members.by_number(call.tx, number) or refuse("member-unknown", number=number[:40])


async def delivery_time(call: Call, kind: DeliveryKind) -> Markup:
    """How long it takes until what waits of this kind is sent; "" if that is no time at all."""
    left = await pace.time_for(call.tx, call.house.limits, [kind])
    return call.speech.say("delivery-takes", left=left) if left >= pace.WORTH_SAYING else Markup("")


async def names_of(call: Call, numbers: tuple[str, ...]) -> dict[str, str]:
    """Names by member number."""
    return {number: member.name for number, member in (await members.by_numbers(call.tx, numbers)).items()}
