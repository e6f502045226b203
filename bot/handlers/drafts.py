"""Drafts: writing, changing and showing votes before they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adapters.contract import Command, Message
from bot.chat import toggles
from bot.chat.buttons import Act, ChairDraft, Toggle
from bot.chat.call import Call, House
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.drafting import lines as drafting
from bot.handlers.targets import addressed, chosen, names_of, show_usage, the_event
from bot.views import lists
from bot.views import votes as views
from bot.wording.choices import name
from core import voting
from core.errors import Refusal, refuse
from core.faults import Faults, Faulty
from core.judge import numbers_of
from core.model import Definition, Event, Vote, VoteState
from core.store import rolls, votes


async def vote_command(call: Call, item: Command) -> None:
    """Draft a vote: title, and lines with settings and options."""
    await _draft(call, item, drafting.drafted)


async def elect(call: Call, item: Command) -> None:
    """Draft an election: seats and title, and lines with settings and candidates."""
    await _draft(call, item, drafting.drafted_election)


async def _draft(call: Call, item: Command, read: Callable[[House, str, Sequence[str]], Definition | Faults]) -> None:
    event = await the_event(call)
    if isinstance(event, Refusal):
        call.refuse(event)
    elif not item.line:
        show_usage(call, item.name)
    else:
        written = read(call.house, item.line, item.lines)
        drafted = written if isinstance(written, Faults) else await voting.draft(call.tx, event, written, call.by)
        await _preview(call, event, drafted, item.name)


async def _preview(call: Call, event: Event, vote: Vote | Refusal | Faults, command: str) -> None:
    """The draft, or everything that is wrong with what was written below this command."""
    if isinstance(vote, Faults | Faulty):
        call.reply(lists.faults(call.speech, vote.faults, command))
    elif isinstance(vote, Refusal):
        call.refuse(vote)
    else:
        call.reply(await _drawn(call, event, vote))


async def _drawn(call: Call, event: Event, vote: Vote) -> Message:
    """What a preview shows now."""
    if vote.state is not VoteState.DRAFT:
        return views.over(call.speech, vote)
    roll = await rolls.prospective(call.tx, vote, event)
    return views.preview(call.speech, vote, event, roll, await names_of(call, numbers_of(vote.definition)))


async def edit(call: Call, item: Command) -> None:
    """Change a draft: its title on the first line, the rest below. Without either, say how."""
    number, _, title = item.line.partition(" ")
    found = await addressed(call, number, VoteState.DRAFT)
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    event, vote = found
    if vote.state is VoteState.DRAFT and not title.strip() and not item.lines:
        call.reply(views.how_to_edit(call.speech, vote))
        return
    read = drafting.edited(call.house, vote.definition, title.strip(), item.lines, vote.number)
    edited = read if isinstance(read, Faults) else await voting.edit(call.tx, vote, read, call.by)
    await _preview(call, event, edited, "edit")


async def show(call: Call, item: Command) -> None:
    """Let members read a draft."""
    found = await addressed(call, item.line, VoteState.DRAFT)
    shown = found if isinstance(found, Refusal) else await voting.show(call.tx, *found, call.by)
    if isinstance(shown, Refusal):
        call.refuse(shown)
    else:
        call.say("draft-shown", vote=name(call.speech, shown), number=shown.number)


async def votes_command(call: Call, item: Command) -> None:
    """All votes with numbers and states, the newest page unless another is asked for."""
    event = await the_event(call)
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    all_ = await votes.of_event(call.tx, event.id)
    page = int(item.line) if item.line.isdecimal() and len(item.line) < 5 else lists.last_page(len(all_))
    call.reply(lists.votes_page(call.speech, all_, page))


# -- buttons under a preview


async def toggle(call: Call, action: ChairDraft) -> None:
    """The next value of a term, unless the draft has moved on since the button was drawn."""
    found = await chosen(call, action.vote)
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    event, vote = found
    if vote.state is not VoteState.DRAFT:
        call.toast("draft-no-more", alert=True, vote=name(call.speech, vote, 60))
    elif action.toggle is Toggle.SECRECY:
        call.refuse(refuse("secret-later"))
        return
    elif toggles.position(vote.definition, action.toggle) != action.now:
        call.toast("draft-moved-on", alert=True, vote=name(call.speech, vote, 60))
    else:
        vote = await _switch(call, vote, action.toggle)
    call.edit(await _drawn(call, event, vote))


async def _switch(call: Call, vote: Vote, toggle: Toggle) -> Vote:
    switched = await voting.edit(call.tx, vote, toggles.toggled(vote.definition, toggle), call.by)
    if isinstance(switched, Refusal):
        call.refuse(switched)
        return vote
    call.toast(f"toggled-{toggle}", number=vote.number, value=views.toggle_value(call.toasting, switched, toggle))
    return switched


async def press(call: Call, event: Event, vote: Vote, act: Act) -> None:
    """[Show to members], [Edit] and [Delete] of a preview."""
    if act is Act.EDIT:
        call.toast("draft-edit-toast", number=vote.number)
        call.reply(views.how_to_edit(call.speech, vote))
        return
    if act is Act.SHOW:
        changed = await voting.show(call.tx, event, vote, call.by)
    elif vote.state is not VoteState.DRAFT:
        changed = refuse("draft-only", number=vote.number)
    else:
        changed = await voting.cancel(call.tx, vote, "", call.by, call.member.name)
    if isinstance(changed, Refusal):
        call.refuse(changed)
        return
    call.toast(f"draft-{act}-toast", vote=name(call.speech, vote, 60))
    if act is Act.DELETE:
        call.edit(views.deleted(call.speech, changed))
    else:
        call.edit(await _drawn(call, event, changed))


HANDLERS = Handlers(
    commands=(
        Spec("vote", Who.CHAIR, vote_command),
        Spec("elect", Who.CHAIR, elect),
        Spec("edit", Who.CHAIR, edit),
        Spec("show", Who.CHAIR, show),
        Spec("votes", Who.OBSERVER, votes_command, after=True),
    ),
    presses=(Pressed(ChairDraft, Who.CHAIR, toggle),),
)
