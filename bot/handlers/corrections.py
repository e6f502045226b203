"""Correcting the wording of a vote that is open already."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.call import Call, allowed
from bot.chat.register import Handlers, Spec, Who
from bot.drafting.lines import corrected
from bot.handlers.targets import addressed
from bot.views import corrections as views
from bot.views import lists
from core import corrections
from core.faults import Faults, Faulty
from core.model import VoteState


async def fix(call: Call, item: Command) -> None:
    """Another title on the first line, another text below it; without either, what there is to be corrected."""
    number, _, title = item.line.partition(" ")
    _, vote = await addressed(call, number, VoteState.OPEN)
    written = corrected(vote.definition, title.strip(), item.lines)
    if vote.state is VoteState.OPEN and not title.strip() and not item.lines:
        call.reply(views.how_to_fix, vote)
        return
    fixed = written if isinstance(written, Faults) else await corrections.correct(call.tx, vote, written, call.by)
    if isinstance(fixed, Faults | Faulty):
        call.reply(lists.faults, fixed.faults, "fix")
    else:
        call.reply(views.fixed, vote, allowed(fixed))


HANDLERS = Handlers(commands=(Spec("fix", Who.CHAIR, fix),))
