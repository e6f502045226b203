"""A vote once more: opened again after a close that came too early, or repeated as a new round."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.call import Call, allowed
from bot.chat.reading import words
from bot.chat.register import Handlers, Spec, Who
from bot.handlers.drafts import preview
from bot.handlers.targets import addressed, under_live
from bot.views import votes as views
from bot.wording.choices import named
from core import again
from core.lifecycle import not_possible
from core.model import Event, Vote, VoteState


async def reopen_command(call: Call, item: Command) -> None:
    """Let members go on voting. The time for it is short, so a reason that nobody wrote is the usual one."""
    number, why = numbered(item)
    event, vote = await addressed(call, number, VoteState.CLOSED)
    call.reply(views.reopened, await _reopen(call, event, vote, why))


async def reopen_press(call: Call, event: Event, vote: Vote) -> None:
    """[Open again] under the notice that a vote was closed, and on the card."""
    opened = await _reopen(call, event, vote, "")
    call.toast("reopened-toast", vote=named(opened, 60))
    if not under_live(call):
        call.edit(views.reopened, opened)


async def _reopen(call: Call, event: Event, vote: Vote, why: str) -> Vote:
    return allowed(await again.reopen(call.tx, event, vote, why or call.speech.toast("reopen-reason"), call.by))


async def repeat_command(call: Call, item: Command) -> None:
    """A new round as a draft; the old vote is void. Without a reason it is asked for, which names the vote again."""
    number, why = numbered(item)
    event, vote = await addressed(call, number, VoteState.OPEN, VoteState.CLOSED)
    if not why:
        _ask_why(call, vote)
        return
    void, draft = allowed(await again.repeat(call.tx, event, vote, why, call.by, call.member.name))
    call.reply(views.repeated, void, draft)
    call.reply(await preview(call.tx, event, draft))


def _ask_why(call: Call, vote: Vote) -> None:
    if fault := not_possible(vote, "repeat"):
        allowed(fault)
    state = "counted" if vote.counted else "open"
    call.say("repeat-ask", vote=named(vote), number=vote.number, cast=vote.cast.heads, state=state)


def numbered(item: Command) -> tuple[str, str]:
    """The number of a vote, and the reason behind it and on the lines below; without a number neither.

    A yes is no reason: it is typed where other questions are answered by it.
    """
    number, _, rest = item.line.partition(" ")
    if not number.lstrip("#").isdecimal():
        return "", ""
    why = "\n".join(filter(None, (rest.strip(), *item.lines)))
    return number, "" if why.casefold() in words("yes") else why


HANDLERS = Handlers(
    commands=(Spec("reopen", Who.CHAIR, reopen_command), Spec("repeat", Who.CHAIR, repeat_command)),
)
