"""Results: to the chair, and with `/publish` to members."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.call import Call
from bot.chat.register import Handlers, Spec, Who, forbidden, standing
from bot.handlers.targets import addressed, the_event, the_vote
from bot.views.result import message as views
from bot.wording.choices import name
from bot.wording.lists import listed
from core import counting
from core.errors import Refusal, refuse
from core.model import Event, Vote, VoteState
from core.store import votes

_MOST_NAMED = 1200
"""Characters of the votes that are published together."""

_HAS_RESULT = (VoteState.COUNTED, VoteState.PUBLISHED)


async def result(call: Call, item: Command) -> None:
    """The chair reads a result when it is counted, and has a closed box opened; everybody else when it is published."""
    chair = forbidden(Who.CHAIR, standing(call)) is None
    found = await _named(call, item.line, _HAS_RESULT if chair else (VoteState.PUBLISHED,))
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    event, vote = found
    if chair and vote.state is VoteState.CLOSED:
        await _open_box(call, vote)
    elif vote.state not in _HAS_RESULT or (vote.state is VoteState.COUNTED and not chair):
        call.refuse(refuse("no-result-yet", number=vote.number, state=vote.state))
    elif chair:
        call.reply(views.for_chair(call.speech, vote, event))
    else:
        call.reply(views.for_members(call.speech, vote, event))


async def _open_box(call: Call, vote: Vote) -> None:
    """Count at once; the result goes to all chair channels by itself."""
    counted = await counting.count(call.tx, vote, call.by)
    if isinstance(counted, Refusal):
        call.refuse(counted)


async def _named(call: Call, word: str, states: tuple[VoteState, ...]) -> tuple[Event, Vote] | Refusal:
    """The vote with this number; without one, the last that has a result."""
    event = await the_event(call)
    if isinstance(event, Refusal) or word:
        return event if isinstance(event, Refusal) else await addressed(call, word)
    counted = await votes.of_event(call.tx, event.id, *states)
    return (event, counted[-1]) if counted else refuse("no-result-at-all")


async def publish(call: Call, item: Command) -> None:
    """Results to members, several together: all of them or none."""
    event = await the_event(call)
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    words = item.line.replace(",", " ").split() or [""]
    chosen = [await the_vote(call, event, word, VoteState.COUNTED) for word in words]
    missing = next((vote for vote in chosen if isinstance(vote, Refusal)), None)
    if missing:
        call.refuse(missing)
        return
    published = await _publish(call, event, [vote for vote in chosen if isinstance(vote, Vote)])
    if isinstance(published, Refusal):
        call.refuse(published)
        return
    names = listed(call.speech, (name(call.speech, vote, 60) for vote in published), _MOST_NAMED)
    call.say("published", votes=names, count=len(published))


async def _publish(call: Call, event: Event, chosen: list[Vote]) -> list[Vote] | Refusal:
    early = next((vote for vote in chosen if vote.state in (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED)), None)
    if early:
        return refuse(f"publish-{early.state}", number=early.number)
    return await counting.publish(call.tx, event, list({vote.id: vote for vote in chosen}.values()), call.by)


async def publish_press(call: Call, event: Event, vote: Vote) -> None:
    """[Publish to members] under a result."""
    published = await _publish(call, event, [vote])
    if isinstance(published, Refusal):
        call.refuse(published)
        if vote.state is not VoteState.PUBLISHED:
            return
        published = [vote]
    else:
        call.toast("published-toast", vote=name(call.speech, vote, 60))
    call.edit(views.for_chair(call.speech, published[0], event))


HANDLERS = Handlers(
    commands=(
        Spec("result", Who.ANYONE, result),
        Spec("publish", Who.CHAIR, publish, after=True),
    ),
)
