"""A member's ballots: sent again, cast by typing."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.call import Call
from bot.chat.reading import split, typed
from bot.chat.register import Handlers, Spec, Who
from bot.handlers.answers import cast_in, cast_typed, refuse_cast, under_ballot
from bot.handlers.paper import cast_for, cast_for_paper
from core import casting
from core.errors import Refusal
from core.model import EventState, Vote, VoteState
from core.store import events, votes


async def ballot(call: Call, _: Command) -> None:
    """Send my open ballots again, or say why there is none."""
    refusals = [await _send(call, vote) for vote in await votes.in_state(call.tx, VoteState.OPEN)]
    sent = refusals.count(None)
    if sent:
        call.say("ballot-sent", count=sent)
    if not refusals:
        over = call.meetings and all(event.state is EventState.CLOSED for event in call.meetings)
        call.say("ballot-none-over" if over else "ballot-none-open")
    for refusal in refusals:
        if refusal:
            refuse_cast(call, refusal)


async def _send(call: Call, vote: Vote) -> Refusal | None:
    return await casting.send_again(call.tx, vote, await events.existing(call.tx, vote.event), call.by)


async def cast(call: Call, item: Command) -> None:
    """Cast by text: `/cast 7b`, `/cast 7 a c`; under a ballot also `/cast b`; at the desk `/cast 7b for 17`."""
    if not call.inbound.private:
        await cast_for(call, item)
    elif given := typed(item.line):
        if not await cast_for_paper(call, given):
            await cast_typed(call, given)
    elif vote := await under_ballot(call, item.reply_to):
        await cast_in(call, vote, split(item.line))
    else:
        call.say("cast-how")


HANDLERS = Handlers(
    commands=(
        Spec("ballot", Who.MEMBER, ballot, whenever=True),
        Spec("cast", Who.CASTER, cast, whenever=True),
    ),
)
