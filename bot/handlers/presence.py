"""Members come and go by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from adapters.contract import Command, Press, cut
from bot.chat.buttons import CheckIn, CheckOut
from bot.chat.call import Call, Denied, Effects, Offer, Post, allowed, languages, refused
from bot.chat.crowd import Crowd
from bot.chat.register import Handlers, Pressed, Spec, Together, Who
from bot.views import proxies as views
from bot.views.cards import card
from bot.wording.speech import Speech, later
from core import attendance, floor, proxies
from core.errors import Refusal, refuse
from core.floor import Arrived
from core.model import Event, EventId, EventState, MemberId
from core.store import events, presence

Outcome = Arrived | Refusal
LONGEST_TITLE = 100
"""Characters of a meeting's title in a toast."""


async def check_in_all(crowd: Crowd, presses: Sequence[tuple[Press, CheckIn]]) -> list[Effects]:
    """Check in whoever pressed; one set of effects for each press. A few queries for the whole batch."""
    meetings = {event.id: event for event in await events.events(crowd.tx)}
    outcomes = await _outcomes(crowd, meetings, presses)
    return [
        _told(crowd, meetings, press, meetings.get(action.event), outcome)
        for (press, action), outcome in zip(presses, outcomes, strict=True)
    ]


async def _outcomes(
    crowd: Crowd, meetings: Mapping[EventId, Event], presses: Sequence[tuple[Press, CheckIn]]
) -> list[Outcome]:
    arrived: dict[EventId, Mapping[MemberId, Arrived] | Refusal] = {}
    for event_id in {action.event for _, action in presses} & meetings.keys():
        ids = [crowd.people[press.sender].member for press, action in presses if action.event == event_id]
        arrived[event_id] = await floor.check_in_selves(crowd.tx, meetings[event_id], ids)
    return [_outcome(arrived.get(action.event), crowd.people[press.sender].member) for press, action in presses]


def _outcome(arrived: Mapping[MemberId, Arrived] | Refusal | None, member: MemberId) -> Outcome:
    if arrived is None:
        return refuse("event-unknown")
    if isinstance(arrived, Refusal):
        return arrived
    return arrived.get(member) or refuse("registration-closed")


def _told(
    crowd: Crowd, meetings: Mapping[EventId, Event], press: Press, event: Event | None, outcome: Outcome
) -> Effects:
    speech = crowd.speech(press, event.settings.languages if event else languages(meetings.values()))
    if event is None or isinstance(outcome, Refusal):
        return refused(speech, press, outcome if isinstance(outcome, Refusal) else refuse("event-unknown"))
    title, receipt = cut(event.settings.title, LONGEST_TITLE), _receipt(event, outcome)
    words = crowd.once((speech, receipt, event.id), lambda: speech.toast(receipt, event=title))
    effects = crowd.answered(press, words)
    if press.private:
        votes = crowd.people[press.sender].votes
        here = partial(card, speech, event, present=True, confirm=False, votes=votes)
        effects.posts.append(Post(press.chat, here, press.ref))
    return effects


def _receipt(event: Event, arrived: Arrived) -> str:
    if not arrived.already:
        return "checkin-done"
    return "checkin-confirmed" if event.confirm_by else "checkin-already"


# -- typed


async def check_in(call: Call, _: Command) -> None:
    """I am present."""
    await say_here(call)


async def say_here(call: Call, place: int = 0) -> None:
    """Check in by a command or the words `here` and `here 2`; ask where if there are several meetings."""
    meetings = [event for event in call.meetings if event.registration or event.confirm_by]
    if not meetings:
        await _say_when(call)
    elif event := _picked(meetings, place):
        await _arrive(call, event)
    else:
        call.say("checkin-which", _offers(meetings, CheckIn), meetings=_numbered(meetings))


async def _arrive(call: Call, event: Event) -> None:
    allowed(await floor.check_in_selves(call.tx, event, [call.by]))
    call.reply(card, event, present=True, confirm=False, votes=call.member.votes)


async def _say_when(call: Call) -> None:
    if call.meetings and all(event.state is EventState.CLOSED for event in call.meetings):
        raise Denied("event-over")
    planned = [event for event in call.meetings if event.settings.starts and event.settings.starts > call.tx.now]
    if not planned:
        call.say("checkin-not-open")
        return
    event = min(planned, key=lambda event: event.settings.starts or call.tx.now)
    assert event.settings.starts  # noqa: S101 - only such events are in the list
    call.say("checkin-not-yet", event=event.settings.title, time=later(Speech.minute, event.settings.starts))


async def check_out(call: Call, _: Command) -> None:
    """I leave."""
    await say_leaving(call)


async def say_leaving(call: Call, place: int = 0) -> None:
    """Check out by a command or the words `leaving` and `leaving 2`."""
    meetings = [event for event in call.meetings if await presence.among(call.tx, event.id, [call.by])]
    if not meetings:
        call.say("checkout-not-present")
    elif event := _picked(meetings, place):
        await _leave(call, event)
    else:
        call.say("checkout-which", _offers(meetings, CheckOut), meetings=_numbered(meetings))


async def leave(call: Call, action: CheckOut) -> None:
    """The button of the card."""
    event = await events.event(call.tx, action.event)
    if event is None:
        call.refuse(refuse("event-unknown"))
        return
    await _leave(call, event)
    call.edit(card, event, present=False, confirm=False)


async def _leave(call: Call, event: Event) -> None:
    was_here = allowed(await attendance.leave(call.tx, event, call.member))
    title = cut(event.settings.title, LONGEST_TITLE)
    call.toast("checkout-done" if was_here else "checkout-already", event=title)
    if was_here and (left_behind := await proxies.idle(call.tx, event, call.member)):
        call.lines(later(views.idle, "proxies-idle", left_behind))


def _picked(meetings: Sequence[Event], place: int) -> Event | None:
    """The only meeting, or the one at a place counted from 1."""
    if len(meetings) == 1:
        return meetings[0]
    return meetings[place - 1] if 1 <= place <= len(meetings) else None


def _numbered(meetings: Sequence[Event]) -> str:
    return "\n".join(f"{place}. {event.settings.title}" for place, event in enumerate(meetings, 1))


def _offers(meetings: Sequence[Event], action: type[CheckIn] | type[CheckOut]) -> list[Offer]:
    return [Offer(action(event.id), label=event.settings.title) for event in meetings]


HANDLERS = Handlers(
    commands=(
        Spec("checkin", Who.MEMBER, check_in),
        Spec("checkout", Who.MEMBER, check_out),
    ),
    presses=(Pressed(CheckOut, Who.MEMBER, leave),),
    together=(Together((CheckIn,), Who.BOUND, check_in_all),),
)
