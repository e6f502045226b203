"""Drafts: writing, changing and showing votes before they open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from adapters.contract import Command, Press
from bot.chat import seen, toggles
from bot.chat.acts import Act, Toggle
from bot.chat.buttons import ChairDraft
from bot.chat.call import Call, Denied, House, View, allowed
from bot.chat.damaged import noted
from bot.chat.register import Handlers, Pressed, Spec, Who, always
from bot.drafting import lines as drafting
from bot.handlers.targets import addressed, chosen, names_of, show_usage, the_event, under_live
from bot.views import lists
from bot.views import votes as views
from bot.wording.choices import named
from bot.wording.speech import later
from core import demands, nominations, offices, reach, secret, voting
from core.errors import Refusal
from core.faults import Faults, Faulty
from core.judge import numbers_of
from core.model import Definition, Event, Purpose, Vote, VoteState
from core.store import rolls, votes
from core.store.writer import Tx


async def vote_command(call: Call, item: Command) -> None:
    """Draft a vote: title, and lines with settings and options."""
    await _draft(call, item, drafting.drafted)


async def elect(call: Call, item: Command) -> None:
    """Draft an election: seats and title, and lines with settings and candidates."""
    await _draft(call, item, drafting.drafted_election)


async def _draft(call: Call, item: Command, read: Callable[[House, str, Sequence[str]], Definition | Faults]) -> None:
    event = await the_event(call)
    if not item.line:
        show_usage(call, item.name)
    else:
        written = read(call.house, item.line, item.lines)
        drafted = written if isinstance(written, Faults) else await voting.draft(call.tx, event, written, call.by)
        await _written(call, event, drafted, item.name)


async def _written(call: Call, event: Event, vote: Vote | Refusal | Faults, command: str) -> None:
    """The draft, or everything that is wrong with what was written below this command."""
    if isinstance(vote, Faults | Faulty):
        call.reply(lists.faults, vote.faults, command)
    else:
        call.reply(await preview(call.tx, event, allowed(vote)))


async def preview(tx: Tx, event: Event, vote: Vote, unsure: Toggle | None = None) -> View:
    """What a preview shows now, to be worded later; `unsure` is a toggle that has to be pressed once more."""
    if vote.state is not VoteState.DRAFT:
        return partial(views.over, vote=vote)
    roll = await rolls.prospective(tx, vote, event)
    names = await names_of(tx, numbers_of(vote.definition))
    limits = reach.out_of_reach(vote.definition, event.settings, roll, await rolls.gathered(tx, vote, event))
    revealing, demanded = await secret.cannot_open(tx, event, vote), await demands.demanded(tx, event, vote)
    open_ = vote.definition.nominations
    unanswered = await nominations.unanswered(tx, vote) if open_ else {}
    elected = await offices.elected_already(tx, event, vote)
    awaited = await _other_exists(tx, vote)
    outlook = views.Outlook(roll, limits, revealing, demanded, unsure, unanswered, elected, awaited)
    return partial(views.preview, vote=vote, event=event, names=names, outlook=outlook)


async def _other_exists(tx: Tx, vote: Vote) -> bool:
    """Whether there is the other vote for whose count a result waits, if it waits for one."""
    number = vote.definition.withhold
    other = await votes.by_number(tx, vote.event, number) if number else vote
    return other is not None and (not number or other.id != vote.id)


async def edit(call: Call, item: Command) -> None:
    """Change a draft: its title on the first line, the rest below. Without either, say how."""
    number, _, title = item.line.partition(" ")
    event, vote = await addressed(call, number, VoteState.DRAFT)
    if vote.state is VoteState.DRAFT and not title.strip() and not item.lines:
        call.reply(views.how_to_edit, vote)
        return
    read = drafting.edited(call.house, vote.definition, title.strip(), item.lines, vote.number)
    edited = read if isinstance(read, Faults) else await voting.edit(call.tx, vote, read, call.by)
    await _written(call, event, edited, "edit")


async def show(call: Call, item: Command) -> None:
    """Let members read a draft."""
    event, vote = await addressed(call, item.line, VoteState.DRAFT)
    shown = allowed(await voting.show(call.tx, event, vote, call.by))
    call.say("draft-shown", vote=named(shown), number=shown.number)


async def votes_command(call: Call, item: Command) -> None:
    """All votes with numbers and states, the newest page unless another is asked for."""
    event = await the_event(call)
    all_ = await votes.of_event(call.tx, event.id)
    lost = noted(await votes.damaged(call.tx, event.id, all_))
    page = int(item.line) if item.line.isdecimal() and len(item.line) < 5 else lists.last_page(len(all_))
    chair = call.channel is not None and call.channel.purpose is Purpose.CHAIR
    call.reply(lists.votes_page, all_, page, chair=chair, lost=lost)


# -- buttons under a preview


async def toggle(call: Call, action: ChairDraft) -> None:
    """The next value of a term, unless the draft has moved on since the button was drawn."""
    event, vote = await chosen(call, action.vote)
    if vote.state is not VoteState.DRAFT or seen.outdated(vote, Act.OPEN, action.seen):
        await outdated(call, event, vote)
        return
    if toggles.loosens(vote.definition, action.toggle) and not action.sure:
        stands = later(views.toggle_value, vote, action.toggle)
        call.toast("toggle-loosens", alert=True, number=vote.number, value=stands)
        call.edit(await preview(call.tx, event, vote, unsure=action.toggle))
        return
    switched = allowed(await voting.edit(call.tx, vote, toggles.toggled(vote.definition, action.toggle), call.by))
    value = later(views.toggle_value, switched, action.toggle)
    call.toast(f"toggled-{action.toggle}", number=vote.number, value=value)
    call.edit(await preview(call.tx, event, switched))


async def outdated(call: Call, event: Event, vote: Vote) -> None:
    """A button under a preview that does not show any more what stands: say so and show that."""
    key = "draft-moved-on" if vote.state is VoteState.DRAFT else "draft-no-more"
    call.toast(key, alert=True, vote=named(vote, 60))
    stands = await preview(call.tx, event, vote)
    if under_live(call):
        call.reply(stands)
    else:
        call.edit(stands)


async def press(call: Call, event: Event, vote: Vote, act: Act) -> None:
    """[Show to members], [Edit] and [Delete] of a preview."""
    if act is Act.EDIT and vote.state is not VoteState.DRAFT:
        await outdated(call, event, vote)
        return
    if act is Act.EDIT:
        call.toast("draft-edit-toast", number=vote.number)
        call.reply(views.how_to_edit, vote)
        return
    if act is Act.COPY:
        await _copy(call, event, vote)
        return
    if act is Act.SHOW:
        changed = allowed(await voting.show(call.tx, event, vote, call.by))
    elif vote.state is not VoteState.DRAFT:
        raise Denied("draft-only", number=vote.number)
    else:
        changed = allowed(await voting.cancel(call.tx, vote, "", call.by, call.member.name))
    call.toast(f"draft-{act}-toast", vote=named(vote, 60))
    if under_live(call):
        return
    call.edit(partial(views.deleted, vote=changed) if act is Act.DELETE else await preview(call.tx, event, changed))


async def _copy(call: Call, event: Event, vote: Vote) -> None:
    """The same once more: one draft for each message, however often and by whomever it is pressed."""
    ref = call.inbound.ref if isinstance(call.inbound, Press) else None
    drafted = allowed(await voting.copy(call.tx, event, vote, f"{ref.chat} {ref.message}" if ref else "", call.by))
    call.toast("draft-copy-toast", vote=named(drafted, 60))
    call.reply(await preview(call.tx, event, drafted))


HANDLERS = Handlers(
    commands=(
        Spec("vote", Who.CHAIR, vote_command),
        Spec("elect", Who.CHAIR, elect),
        Spec("edit", Who.CHAIR, edit),
        Spec("show", Who.CHAIR, show),
        Spec("votes", Who.OBSERVER, votes_command, after=True, whenever=True, looks=always),
    ),
    presses=(Pressed(ChairDraft, Who.CHAIR, toggle),),
)
