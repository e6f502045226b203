"""Opening, closing, extending and cancelling votes, typed or pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from adapters.contract import Command, Message, Press, Ref, cut
from bot.chat.buttons import Act, ChairVote
from bot.chat.call import Call
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.drafting.durations import parse_duration
from bot.handlers import drafts, elections, results
from bot.handlers.targets import addressed, chosen, delivery_time, names_of, show_usage
from bot.views import lists
from bot.views import votes as views
from bot.views.terms import people_words
from bot.wording.choices import name
from bot.wording.speech import Markup, joined
from core import counting, telling, voting
from core.errors import Refusal, refuse
from core.model import Ballots, Event, Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import ballots, members, votes

MORE = timedelta(minutes=3)
LONGEST_REASON = 1000
"""Characters of a reason that are read back; the minutes have all of it."""


def _time(typed: str) -> timedelta | Refusal | None:
    """A span of time that was typed; None for nothing. Code: `time-unreadable`."""
    seconds = parse_duration(typed) if typed.strip() else 0
    if seconds is None or (typed.strip() and not seconds):
        return refuse("time-unreadable", word=typed[:40])
    return timedelta(seconds=seconds) if seconds else None


# -- opening


async def open_command(call: Call, item: Command) -> None:
    """Freeze the roll and send the ballots; for a vote that is open and waits for delivery, start its time."""
    number, _, typed = item.line.partition(" ")
    found, time = await addressed(call, number, VoteState.DRAFT), _time(typed)
    if isinstance(found, Refusal) or isinstance(time, Refusal):
        call.refuse(_first(found, time))
        return
    event, vote = found
    if vote.start_by and time is None:
        await _start(call, event, vote)
        return
    opened = await voting.open_vote(call.tx, event, vote, call.by, time)
    if isinstance(opened, Refusal):
        call.refuse(opened)
    else:
        call.reply(await _opened(call, event, opened))


def _first(*found: object) -> Refusal:
    return next(refusal for refusal in found if isinstance(refusal, Refusal))


async def _opened(call: Call, event: Event, vote: Vote) -> Message:
    """Roll, ballots that go out, who is struck from the roll, and when it closes."""
    excluded = vote.definition.excluded
    struck = people_words(call.speech, excluded, await names_of(call, excluded))
    lines = [
        call.speech.say("opened-head", vote=name(call.speech, vote)),
        call.speech.say("opened-roll", roll=vote.roll.heads, ballots=vote.queued),
        await delivery_time(call, DeliveryKind.BALLOT),
        await _without_account(call, vote),
        call.speech.say("opened-in-group") if await _has_group(call, event) else "",
        call.speech.say("terms-excluded", names=struck) if excluded else "",
        _when_it_closes(call, vote),
    ]
    return Message(joined(lines))


async def _without_account(call: Call, vote: Vote) -> Markup:
    """Who is on the roll and gets no ballot; "" if there is nobody."""
    count = await ballots.without_account(call.tx, vote.id)
    return call.speech.say("without-account", count=count) if count else Markup("")


async def _has_group(call: Call, event: Event) -> bool:
    return event.settings.ballots is not Ballots.PRIVATE and bool(await telling.group_chats(call.tx, event.id))


def _when_it_closes(call: Call, vote: Vote) -> Markup:
    if vote.definition.time:
        return call.speech.say("opened-timed", time=timedelta(seconds=vote.definition.time), number=vote.number)
    return call.speech.say("opened-untimed", number=vote.number)


async def _open(call: Call, event: Event, vote: Vote) -> None:
    opened = await voting.open_vote(call.tx, event, vote, call.by)
    if isinstance(opened, Refusal):
        call.refuse(opened)
        return
    call.toast("opened-toast", vote=name(call.speech, vote, 60), roll=opened.roll.heads)
    call.edit(await _opened(call, event, opened))


async def _start(call: Call, _: Event, vote: Vote) -> None:
    started = await voting.start_countdown(call.tx, vote, call.by)
    if isinstance(started, Refusal):
        call.refuse(started)
    elif started.closes_at:
        call.toast("started-toast", vote=name(call.speech, vote, 60), at=started.closes_at)


# -- more time


async def extend_command(call: Call, item: Command) -> None:
    """More time for an open vote."""
    number, _, typed = item.line.partition(" ")
    if number and not typed and not number.lstrip("#").isdecimal():
        number, typed = "", number
    found, time = await addressed(call, number, VoteState.OPEN), _time(typed)
    if isinstance(found, Refusal) or isinstance(time, Refusal):
        call.refuse(_first(found, time))
    elif time is None:
        show_usage(call, "extend")
    else:
        await _extend(call, found[1], time)


async def _extend(call: Call, vote: Vote, time: timedelta) -> None:
    extended = await voting.extend(call.tx, vote, time, call.by)
    if isinstance(extended, Refusal):
        call.refuse(extended)
    elif extended.closes_at:
        call.toast("extended", vote=name(call.speech, vote, 60), time=time, at=extended.closes_at)


async def _more(call: Call, _: Event, vote: Vote) -> None:
    if vote.hold is None:
        call.refuse(refuse("no-hold", number=vote.number))
        call.edit(views.held(call.speech, vote))
        return
    await _extend(call, vote, MORE)
    call.edit(Message(call.speech.say("held-extended", vote=name(call.speech, vote), time=MORE)))


# -- closing and counting


async def close_command(call: Call, item: Command) -> None:
    """Close at once, or with a last call after so many seconds."""
    number, _, typed = item.line.partition(" ")
    found, time = await addressed(call, number, VoteState.OPEN), _time(typed)
    if isinstance(found, Refusal) or isinstance(time, Refusal):
        call.refuse(_first(found, time))
    elif time:
        await _last_call(call, found[1], time)
    else:
        await _close(call, found[1])


async def _close(call: Call, vote: Vote) -> None:
    closed = await voting.close(call.tx, vote, call.by, call.member.name)
    if isinstance(closed, Refusal):
        call.refuse(closed)
    # otherwise the notice that goes to all chair channels is the answer


async def _last_call(call: Call, vote: Vote, time: timedelta) -> None:
    closing = await voting.close_in(call.tx, vote, time, call.by)
    if isinstance(closing, Refusal):
        call.refuse(closing)
    elif closing.closes_at:
        missing = closing.roll.heads - closing.cast.heads
        call.say("closing", vote=name(call.speech, closing), time=time, at=closing.closes_at, missing=missing)


async def _as_of(call: Call, _: Event, vote: Vote) -> None:
    closed = await voting.close_as_of(call.tx, vote, call.by, call.member.name)
    if isinstance(closed, Refusal):
        call.refuse(closed)
        return
    assert closed.closed_at  # noqa: S101 - it was just closed
    call.toast("as-of-toast", vote=name(call.speech, vote, 60), at=closed.closed_at)
    call.edit(Message(call.speech.say("held-closed", vote=name(call.speech, vote), at=closed.closed_at)))


async def _count(call: Call, _: Event, vote: Vote) -> None:
    counted = await counting.count(call.tx, vote, call.by)
    if isinstance(counted, Refusal):
        call.refuse(counted)
        return
    call.toast("counted-toast", vote=name(call.speech, counted, 60))
    if not _under_live(call):
        call.edit(views.closed(call.speech, counted))


def _under_live(call: Call) -> bool:
    """Whether the button stands under the live message, which draws itself."""
    ref = call.inbound.ref if isinstance(call.inbound, Press) else None
    return call.channel is not None and ref == Ref(call.channel.chat, call.channel.live)


# -- cancelling


async def cancel_command(call: Call, item: Command) -> None:
    """End a vote without a result. Without a reason it is asked for, which names the vote once more."""
    number, _, why = item.line.partition(" ")
    if not number.lstrip("#").isdecimal():
        number, why = "", ""
    found = await addressed(call, number, VoteState.OPEN, VoteState.CLOSED)
    if isinstance(found, Refusal):
        call.refuse(found)
        return
    event, vote = found
    why = "\n".join(filter(None, (why.strip(), *item.lines)))
    if not why:
        await _ask_why(call, event, vote)
        return
    cancelled = await voting.cancel(call.tx, vote, why, call.by, call.member.name)
    if isinstance(cancelled, Refusal):
        call.refuse(cancelled)
    else:
        said = call.speech.say("cancelled", vote=name(call.speech, cancelled))
        call.reply(Message(Markup("{} {}").format(said, cut(why, LONGEST_REASON))))


async def _ask_why(call: Call, _: Event, vote: Vote) -> None:
    if vote.state not in (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED):
        call.refuse(refuse("cancel-late", number=vote.number))
        return
    if isinstance(call.inbound, Press):
        call.toast("cancel-toast", vote=name(call.speech, vote, 60))
    call.say("cancel-ask", vote=name(call.speech, vote), number=vote.number, cast=vote.cast.heads)


# -- who was not reached


async def _unreached(call: Call, _: Event, vote: Vote) -> None:
    ids = await votes.unreached(call.tx, vote.id)
    people = (await members.by_ids(call.tx, ids[: lists.MOST_NAMES])).values()
    call.toast("unreached-toast", vote=name(call.speech, vote, 60), count=len(ids))
    told = lists.unreached(call.speech, vote, len(ids), sorted(people, key=lambda member: member.name))
    call.reply(replace(told, text=joined([told.text, await _without_account(call, vote)])))


# -- buttons

_ACTS: Mapping[Act, Callable[[Call, Event, Vote], Awaitable[None]]] = {
    Act.OPEN: _open,
    Act.START: _start,
    Act.COUNT: _count,
    Act.PUBLISH: results.publish_press,
    Act.CANCEL: _ask_why,
    Act.MORE: _more,
    Act.AS_OF: _as_of,
    Act.UNREACHED: _unreached,
    Act.RUNOFF: elections.run_off_press,
}


async def act(call: Call, action: ChairVote) -> None:
    """A button that names a vote; which act it is decides what runs."""
    found = await chosen(call, action.vote)
    if isinstance(found, Refusal):
        call.refuse(found)
    elif run := _ACTS.get(action.act):
        await run(call, *found)
    else:
        await drafts.press(call, *found, action.act)


HANDLERS = Handlers(
    commands=(
        Spec("open", Who.CHAIR, open_command),
        Spec("extend", Who.CHAIR, extend_command),
        Spec("close", Who.CHAIR, close_command),
        Spec("cancel", Who.CHAIR, cancel_command),
    ),
    presses=(Pressed(ChairVote, Who.CHAIR, act),),
)
