"""Members demand that a draft be voted on secretly, before it opens."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.buttons import DemandSecret
from bot.chat.call import Call, Denied
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import going_on, visible
from bot.wording.choices import named, names
from bot.wording.speech import later
from core import demands
from core.errors import Refusal
from core.model import Event, Vote, VoteState
from core.store import events, votes


async def demand_command(call: Call, item: Command) -> None:
    """Demand it for the draft with this number; without one, for the only one that members were shown."""
    event, vote = await (visible(call, item.line) if item.line else _only_shown(call))
    await _demand(call, event, vote)


async def _only_shown(call: Call) -> tuple[Event, Vote]:
    """Raises `Denied`: `demand-none`, `which-vote`."""
    drafts = [
        (event, vote)
        for event in going_on(call.meetings)
        for vote in await votes.of_event(call.tx, event.id, VoteState.DRAFT)
        if vote.shown and not vote.definition.secret
    ]
    if not drafts:
        raise Denied("demand-none")
    if len(drafts) > 1:
        raise Denied("which-vote", votes=later(names, [vote for _, vote in drafts], 40, either=True))
    return drafts[0]


async def demand_press(call: Call, action: DemandSecret) -> None:
    """[Demand a secret vote] under a draft, in private or in the members' group."""
    vote = await votes.by_id(call.tx, action.vote)
    if vote is None or not (vote.shown or vote.state is not VoteState.DRAFT):
        raise Denied("vote-unknown")
    await _demand(call, await events.existing(call.tx, vote.event), vote)


async def _demand(call: Call, event: Event, vote: Vote) -> None:
    stands = await demands.demand(call.tx, event, vote, call.by)
    if isinstance(stands, Refusal):
        call.refuse(stands)
    elif stands.vote.definition.secret:
        call.toast("demand-done", vote=named(stands.vote, 60))
    else:
        call.toast("demand-noted", vote=named(vote, 60), have=stands.have, needed=stands.needed)


HANDLERS = Handlers(
    commands=(Spec("secret", Who.MEMBER, demand_command),),
    presses=(Pressed(DemandSecret, Who.BOUND, demand_press),),
)
