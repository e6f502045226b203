"""Opening, closing, extending and cancelling votes, typed or pressed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from adapters.contract import Command
from bot.chat.acts import Act
from bot.chat.buttons import ChairVote, in_event
from bot.chat.call import Call, Denied, Offer, allowed, message
from bot.chat.late import asked
from bot.chat.reading import words as known
from bot.chat.register import Handlers, Pressed, Spec, Who, always
from bot.chat.seen import outdated
from bot.drafting.durations import parse_duration
from bot.handlers import again, drafts, elections, results
from bot.handlers.targets import addressed, chosen, delivery_time, names_of, show_usage, under_live
from bot.views import lists
from bot.views import votes as views
from bot.views.result import message as result_views
from bot.views.terms import people_words
from bot.wording.choices import named
from bot.wording.numbers import digest
from bot.wording.speech import Sentence, later, sentence
from core import countdown, counting, telling, voting
from core.elections import at_hand
from core.errors import refuse
from core.model import Ballots, Event, RollBase, Vote, VoteState
from core.outgoing import DeliveryKind
from core.proxy_rules import Standing
from core.store import ballots, members, proxies, recipients, votes

MORE = timedelta(minutes=3)
PLUS = timedelta(minutes=2)
LAST_CALL = timedelta(seconds=30)
_LESS = re.compile(r"[-−–]\s*(.+)")
"""A span of time that is taken away."""


def _time(typed: str) -> timedelta | None:
    """A span of time that was typed; None for nothing. Raises `Denied`: `time-unreadable`."""
    seconds = parse_duration(typed) if typed.strip() else 0
    if seconds is None or (typed.strip() and not seconds):
        raise Denied("time-unreadable", word=typed[:40])
    return timedelta(seconds=seconds) if seconds else None


# -- opening


async def open_command(call: Call, item: Command) -> None:
    """Freeze the roll and send the ballots; for a vote that is open and waits for delivery, start its time."""
    number, _, typed = item.line.partition(" ")
    (event, vote), time = await addressed(call, number, VoteState.DRAFT), _time(typed)
    if vote.start_by and time is None:
        await _start(call, event, vote)
        return
    frozen = allowed(await voting.open_vote(call.tx, event, vote, call.by, time))
    call.lines(*await opened(call, event, frozen))


async def opened(call: Call, event: Event, vote: Vote) -> list[Sentence | None]:
    """Roll, ballots that go out, who is struck from the roll, and when it closes."""
    excluded = vote.definition.excluded
    struck = later(people_words, excluded, await names_of(call.tx, excluded))
    return [
        sentence("opened-head", vote=named(vote)),
        sentence("opened-roll", roll=vote.roll.heads, ballots=vote.queued),
        await delivery_time(call, DeliveryKind.BALLOT),
        await _without_account(call, vote),
        await _read_along(call, vote),
        await _idle_proxies(call, event, vote),
        _on_paper(vote),
        sentence("opened-in-group") if await _has_group(call, event) else None,
        sentence("terms-excluded", names=struck) if excluded else None,
        _when_it_closes(vote),
        None if event.settings.motions_while_voting else sentence("opened-aloud", vote=named(vote)),
        sentence("record-head", hash=digest(vote.opening)),
    ]


async def _read_along(call: Call, vote: Vote) -> Sentence | None:
    """To how many chats no ballot of a secret vote goes, because their servers would read it; None if there is none."""
    if not vote.definition.secret:
        return None
    found = [await recipients.chats_on_roll(call.tx, vote, network) for network in call.house.encrypted]
    count = sum(call.house.readable(chat) for chats in found for chat in chats)
    return sentence("opened-readable", count=count) if count else None


async def _idle_proxies(call: Call, event: Event, vote: Vote) -> Sentence | None:
    """How many are not represented because their holders are away; None if there is nobody."""
    if vote.definition.roll is not RollBase.PRESENT or not event.settings.proxies:
        return None
    count = (await proxies.counts(call.tx, event)).get(Standing.HOLDER_AWAY, 0)
    return sentence("opened-idle", count=count) if count else None


async def _without_account(call: Call, vote: Vote) -> Sentence | None:
    """Who is on the roll and gets no ballot; None if there is nobody."""
    count = await ballots.without_account(call.tx, vote.id)
    return sentence("without-account", count=count) if count else None


def _on_paper(vote: Vote) -> Sentence | None:
    voters = vote.papers.voters.heads
    return sentence("opened-paper", voters=voters, number=vote.number) if voters else None


async def _has_group(call: Call, event: Event) -> bool:
    return event.settings.ballots is not Ballots.PRIVATE and bool(await telling.group_chats(call.tx, event.id))


def _when_it_closes(vote: Vote) -> Sentence:
    if vote.definition.time:
        return sentence("opened-timed", time=timedelta(seconds=vote.definition.time), number=vote.number)
    return sentence("opened-untimed", number=vote.number)


async def _open(call: Call, event: Event, vote: Vote) -> None:
    frozen = allowed(await voting.open_vote(call.tx, event, vote, call.by))
    call.toast("opened-toast", vote=named(vote, 60), roll=frozen.roll.heads)
    told = await opened(call, event, frozen)
    if under_live(call):
        call.lines(*told)
    else:
        call.edit(message, told)


async def _start(call: Call, _: Event, vote: Vote) -> None:
    started = allowed(await countdown.start_countdown(call.tx, vote, call.by))
    if started.closes_at:
        call.toast("started-toast", vote=named(vote, 60), at=started.closes_at)


# -- more time


async def extend_command(call: Call, item: Command) -> None:
    """More time for an open vote."""
    number, _, typed = item.line.partition(" ")
    if number and not number.lstrip("#").isdecimal():
        number, typed = "", item.line
    _, vote = await addressed(call, number, VoteState.OPEN)
    less = _LESS.fullmatch(typed.strip())
    if typed.strip().casefold() in known("no-time"):
        await _stop_clock(call, vote)
    elif time := _time(less[1] if less else typed):
        await (_shorten if less else _extend)(call, vote, time)
    else:
        show_usage(call, "extend")


async def _stop_clock(call: Call, vote: Vote) -> None:
    allowed(await countdown.stop_clock(call.tx, vote, call.by))
    call.say("clock-off", vote=named(vote), number=vote.number)


async def _shorten(call: Call, vote: Vote, time: timedelta) -> None:
    shortened = allowed(await countdown.shorten(call.tx, vote, time, call.by))
    if shortened.closes_at:
        left = shortened.closes_at - call.tx.now
        call.say("closing", vote=named(vote), time=left, at=shortened.closes_at, missing=shortened.missing)


async def _extend(call: Call, vote: Vote, time: timedelta) -> None:
    extended = allowed(await countdown.extend(call.tx, vote, time, call.by))
    if extended.closes_at:
        call.toast("extended", vote=named(vote, 60), time=time, at=extended.closes_at)


async def _more(call: Call, event: Event, vote: Vote) -> None:
    if vote.hold is None:
        await _outdated(call, event, vote, Act.MORE)
        return
    await _extend(call, vote, MORE)
    call.edit(message, [sentence("held-extended", vote=named(vote), time=MORE)])


# -- closing and counting


async def close_command(call: Call, item: Command) -> None:
    """Close at once, or with a last call after so many seconds."""
    number, _, typed = item.line.partition(" ")
    if not number.lstrip("#").isdecimal():
        number, typed = "", item.line
    (event, vote), time = await addressed(call, number, VoteState.OPEN), _time(typed)
    if not number:
        _ask_to_close(call, event, vote, typed)
    elif time:
        await _last_call(call, vote, time)
    else:
        # the notice that goes to all chair channels is the answer
        allowed(await voting.close(call.tx, vote, call.by, call.member.name))


def _ask_to_close(call: Call, event: Event, vote: Vote, typed: str) -> None:
    """What would end the only open vote without having named it is asked about."""
    meant = f"close {vote.number} {typed}".strip()
    yes = in_event(event.id, meant, asked(call))
    offers = [Offer(yes, "button-close-now", args={"number": vote.number})] if yes else []
    missing = vote.missing
    call.say("close-ask", offers, vote=named(vote), cast=vote.cast.heads, missing=missing, command=meant)


async def _last_call(call: Call, vote: Vote, time: timedelta) -> None:
    closing = allowed(await countdown.close_in(call.tx, vote, time, call.by))
    if closing.closes_at:
        missing = closing.missing
        call.say("closing", vote=named(closing), time=time, at=closing.closes_at, missing=missing)


async def _as_of(call: Call, _: Event, vote: Vote) -> None:
    closed = allowed(await voting.close_as_of(call.tx, vote, call.by, call.member.name))
    assert closed.closed_at  # noqa: S101 - it was just closed
    call.toast("as-of-toast", vote=named(vote, 60), at=closed.closed_at)
    call.edit(message, [sentence("held-closed", vote=named(vote), at=closed.closed_at)])


async def _count(call: Call, _: Event, vote: Vote) -> None:
    counted = allowed(await counting.count(call.tx, vote, call.by))
    call.toast("counted-toast", vote=named(counted, 60))
    if not under_live(call):
        call.edit(views.closed, counted)


# -- cancelling


async def cancel_command(call: Call, item: Command) -> None:
    """End a vote without a result. Without a reason it is asked for, which names the vote once more."""
    number, why = again.numbered(item)
    event, vote = await addressed(call, number, VoteState.OPEN, VoteState.CLOSED)
    if not why:
        await _ask_why(call, event, vote)
        return
    cancelled = allowed(await voting.cancel(call.tx, vote, why, call.by, call.member.name))
    call.reply(views.cancelled, cancelled, why)


async def _ask_why(call: Call, _: Event, vote: Vote) -> None:
    if vote.state not in (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED):
        raise Denied("cancel-late", number=vote.number)
    call.receipt("cancel-toast", vote=named(vote, 60))
    call.say("cancel-ask", vote=named(vote), number=vote.number, cast=vote.cast.heads)


# -- who was not reached


async def _unreached(call: Call, _: Event, vote: Vote) -> None:
    ids = await votes.unreached(call.tx, vote.id)
    people = (await members.by_ids(call.tx, ids[: lists.MOST_NAMES])).values()
    call.toast("unreached-toast", vote=named(vote, 60), count=len(ids))
    told = later(lists.unreached, vote, len(ids), sorted(people, key=members.by_name))
    call.lines(told, await _without_account(call, vote))


# -- who has not voted


async def missing_command(call: Call, item: Command) -> None:
    """Who has not voted: by name, in a secret vote the number alone unless its rule says names."""
    _, vote = await addressed(call, item.line, VoteState.OPEN)
    if vote.state in (VoteState.DRAFT, VoteState.CANCELLED, VoteState.VOID):
        raise Denied("missing-none", number=vote.number)
    count = vote.missing
    if vote.definition.secret and not vote.definition.names_missing:
        call.say("missing-secret", vote=named(vote), count=count, paper=vote.papers.voters.heads)
        return
    ids = await ballots.missing(call.tx, vote)
    people = (await members.by_ids(call.tx, ids[: lists.MOST_NAMES])).values()
    call.lines(later(lists.missing, vote, len(ids), sorted(people, key=members.by_name)))


async def remind_command(call: Call, item: Command) -> None:
    """The ballot again, in private, to whoever has not voted."""
    event, vote = await addressed(call, item.line, VoteState.OPEN)
    await _remind(call, event, vote)


async def _remind(call: Call, _: Event, vote: Vote) -> None:
    sent = allowed(await countdown.remind(call.tx, vote, call.by))
    call.toast("reminded", vote=named(vote, 60), missing=vote.missing, messages=sent)


# -- buttons of the card


async def _plus(call: Call, _: Event, vote: Vote) -> None:
    await _extend(call, vote, PLUS)


async def _last_call_press(call: Call, _: Event, vote: Vote) -> None:
    closing = allowed(await countdown.close_in(call.tx, vote, LAST_CALL, call.by))
    assert closing.closes_at  # noqa: S101 - it was just set
    missing = closing.missing
    call.toast("closing", vote=named(vote, 60), time=LAST_CALL, at=closing.closes_at, missing=missing)


async def _close(call: Call, _: Event, vote: Vote) -> None:
    closed = allowed(await voting.close(call.tx, vote, call.by, call.member.name))
    call.receipt("closed-toast", vote=named(closed, 60))


# -- buttons

_ACTS: Mapping[Act, Callable[[Call, Event, Vote], Awaitable[None]]] = {
    Act.OPEN: _open,
    Act.START: _start,
    Act.COUNT: _count,
    Act.PUBLISH: results.publish_press,
    Act.VERDICT: results.verdict_press,
    Act.CANCEL: _ask_why,
    Act.MORE: _more,
    Act.AS_OF: _as_of,
    Act.UNREACHED: _unreached,
    Act.RUNOFF: elections.run_off_press,
    Act.PLUS: _plus,
    Act.LAST_CALL: _last_call_press,
    Act.CLOSE: _close,
    Act.REMIND: _remind,
    Act.REOPEN: again.reopen_press,
}


async def act(call: Call, action: ChairVote) -> None:
    """A button that names a vote; which act it is decides what runs."""
    event, vote = await chosen(call, action.vote)
    if outdated(vote, action.act, action.seen):
        await _outdated(call, event, vote, action.act)
    elif run := _ACTS.get(action.act):
        await run(call, event, vote)
    else:
        await drafts.press(call, event, vote, action.act)


async def _outdated(call: Call, event: Event, vote: Vote, act: Act) -> None:
    """What the button stands under has changed since: say so and show what stands."""
    if act in (Act.MORE, Act.AS_OF):
        call.refuse(refuse("no-hold", number=vote.number))
        call.edit(views.held, vote)
    elif act in (Act.PUBLISH, Act.VERDICT, Act.RUNOFF):
        call.toast("result-moved-on", alert=True, vote=named(vote, 60))
        at_hand(vote)
        call.edit(result_views.for_chair, vote, event)
    elif act in (Act.CLOSE, Act.COUNT, Act.REOPEN):
        call.toast(f"closing-moved-on-{vote.state}", alert=True, vote=named(vote, 60))
        if not under_live(call):
            call.edit(views.closed, vote)
    elif act in (Act.PLUS, Act.LAST_CALL):
        key = "clock-moved-on" if vote.closes_at else "clock-stopped"
        call.toast(key, alert=True, vote=named(vote, 60), at=vote.closes_at or call.tx.now)
    else:
        await drafts.outdated(call, event, vote)


HANDLERS = Handlers(
    commands=(
        Spec("open", Who.CHAIR, open_command),
        Spec("extend", Who.CHAIR, extend_command),
        Spec("close", Who.CHAIR, close_command),
        Spec("cancel", Who.CHAIR, cancel_command),
        Spec("missing", Who.CHAIR, missing_command, after=True, looks=always),
        Spec("remind", Who.CHAIR, remind_command),
    ),
    presses=(Pressed(ChairVote, Who.CHAIR, act),),
)
