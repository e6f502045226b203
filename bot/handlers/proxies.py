"""Members put their votes into somebody's hands, by themselves or at the desk."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Button, Command, Message, Press, cut
from bot.chat.buttons import Action, DeclineProxy, EndProxy, GiveProxy, encode
from bot.chat.call import Call
from bot.chat.reading import words
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import show_usage, the_event, the_member
from bot.views import proxies as views
from bot.views.ballot.filling import LONGEST_BUTTON
from bot.views.lists import member_name
from bot.wording.speech import Markup, joined
from core import accounts, proxies, telling
from core.errors import Refusal, refuse
from core.model import Event, EventId, How, Member, MemberId
from core.store import events, members

# -- members


async def proxy(call: Call, item: Command) -> None:
    """Give my vote to somebody, take it back, decline somebody's, or say how it stands."""
    word, _, rest = item.line.partition(" ")
    if not word:
        await _say_standing(call)
    elif word.casefold() in words("decline"):
        await _decline_typed(call, rest)
    elif word.casefold() in words("off"):
        await _end_typed(call)
    else:
        await _give_typed(call, word)


async def _say_standing(call: Call) -> None:
    meetings = call.meetings
    if not meetings:
        call.refuse(refuse("no-event"))
    for event in meetings:
        call.reply(views.standing(call.speech, event, await proxies.standing(call.tx, event, call.by)))


async def _give_typed(call: Call, word: str) -> None:
    holder = await the_member(call, word)
    if isinstance(holder, Refusal):
        call.refuse(holder)
        return
    meetings = call.meetings
    if event := _the_meeting(call, meetings, [GiveProxy(event.id, holder.id) for event in meetings]):
        await _give(call, event, holder)


async def _end_typed(call: Call) -> None:
    meetings = call.meetings
    found = [event for event in meetings if (await proxies.standing(call.tx, event, call.by)).holder] or meetings[:1]
    if event := _the_meeting(call, found, [EndProxy(event.id) for event in found]):
        await _end(call, event)


async def _decline_typed(call: Call, word: str) -> None:
    if not word:
        show_usage(call, "proxy")
        return
    principal = await the_member(call, word)
    if isinstance(principal, Refusal):
        call.refuse(principal)
        return
    meetings = call.meetings
    found = [event for event in meetings if principal in await _held(call, event)] or meetings[:1]
    if event := _the_meeting(call, found, [DeclineProxy(event.id, principal.id) for event in found]):
        await _decline(call, event, principal)


async def _held(call: Call, event: Event) -> Sequence[Member]:
    return (await proxies.standing(call.tx, event, call.by)).principals


def _the_meeting(call: Call, meetings: Sequence[Event], actions: Sequence[Action]) -> Event | None:
    """The only meeting; where there are several, ask with a button for each."""
    if len(meetings) == 1:
        return meetings[0]
    if not meetings:
        call.refuse(refuse("no-event"))
        return None
    rows = tuple(
        (Button(cut(event.settings.title, LONGEST_BUTTON), encode(action)),)
        for event, action in zip(meetings, actions, strict=True)
    )
    call.say("proxy-which", rows)
    return None


async def give(call: Call, action: GiveProxy) -> None:
    """A meeting's button, after being asked for which."""
    event, holder = await _chosen(call, action.event, action.holder)
    if event and holder:
        await _give(call, event, holder)


async def end(call: Call, action: EndProxy) -> None:
    """Take my vote back."""
    event, me = await _chosen(call, action.event, call.by)
    if event and me:
        await _end(call, event)


async def decline(call: Call, action: DeclineProxy) -> None:
    """The holder's button."""
    event, principal = await _chosen(call, action.event, action.principal)
    if event and principal:
        await _decline(call, event, principal)


async def _chosen(call: Call, event_id: EventId, member_id: MemberId) -> tuple[Event | None, Member | None]:
    """What a button names; says so if that does not exist."""
    event = await events.event(call.tx, event_id)
    member = (await members.by_ids(call.tx, [member_id])).get(member_id)
    if event is None or member is None:
        call.refuse(refuse("button-unknown"))
    return event, member


async def _give(call: Call, event: Event, holder: Member) -> None:
    outcome = await proxies.give(call.tx, event, call.member, holder, How.SELF, call.by)
    if isinstance(outcome, Refusal):
        call.refuse(outcome)
        return
    bound = bool(await accounts.accounts(call.tx, holder.id))
    former = (await members.by_ids(call.tx, [outcome.before])).get(outcome.before) if outcome.before else None
    changed = former if former and former.id != holder.id else None
    message = views.given(call.speech, event, holder, outcome, bound=bound, former=changed)
    _answer(call, message, "proxy-given-short", name=holder.name)


async def _end(call: Call, event: Event) -> None:
    ended = await proxies.take_back(call.tx, event, call.member, call.by)
    if isinstance(ended, Refusal):
        call.refuse(ended)
    else:
        _answer(call, views.ended(call.speech, event), "proxy-ended-short")


async def _decline(call: Call, event: Event, principal: Member) -> None:
    declined = await proxies.decline(call.tx, event, call.by, principal)
    if isinstance(declined, Refusal):
        call.refuse(declined)
        return
    if not await accounts.accounts(call.tx, principal.id):
        await _alarm(call, event, principal)
    _answer(call, views.not_mine(call.speech, event, principal), "proxy-decline-short", name=principal.name)


def _answer(call: Call, message: Message, key: str, name: str = "") -> None:
    """The message, and under a press a receipt."""
    if isinstance(call.inbound, Press):
        call.toast(key, name=name)
    call.edit(message)


async def _alarm(call: Call, event: Event, principal: Member) -> None:
    """Somebody without an account is told by the desk, else by the chair."""
    me, them = call.member, principal
    alarm = refuse("proxy-declined", holder=me.name, number=me.number, principal=them.name, theirs=them.number)
    await telling.alarm_desk(call.tx, event.id, alarm)


# -- the desk


def _for_the_desk(line: str) -> bool:
    """Whether two members are named, not one or what a holder declines."""
    first, *rest = line.casefold().split() or [""]
    return bool(rest) and first not in words("decline")


async def proxy_of(call: Call, item: Command) -> None:
    """Put down a proxy that was given on paper, or end one."""
    first, second, *rest = item.line.split()
    event, principal = await the_event(call), await the_member(call, first)
    if rest:
        show_usage(call, "proxy-desk")
    elif isinstance(event, Refusal):
        call.refuse(event)
    elif isinstance(principal, Refusal):
        call.refuse(principal)
    elif second.casefold() in words("off"):
        await _end_for(call, event, principal)
    else:
        await _give_for(call, event, principal, second)


async def _end_for(call: Call, event: Event, principal: Member) -> None:
    ended = await proxies.take_back(call.tx, event, principal, call.by)
    if isinstance(ended, Refusal):
        call.refuse(ended)
    else:
        call.say("desk-proxy-ended", principal=member_name(call.speech, principal), event=event.settings.title)


async def _give_for(call: Call, event: Event, principal: Member, word: str) -> None:
    holder = await the_member(call, word)
    if isinstance(holder, Refusal):
        call.refuse(holder)
        return
    outcome = await proxies.give(call.tx, event, principal, holder, How.DESK, call.by)
    if isinstance(outcome, Refusal):
        call.refuse(outcome)
        return
    key = "desk-proxy-same" if outcome.before == holder.id else "desk-proxy-given"
    lines = [call.speech.say(key, **_two(call, principal, holder), event=event.settings.title)]
    lines += [call.speech.say("desk-proxy-rests")] if outcome.resting else []
    lines += [call.speech.say("proxy-next-vote")] if outcome.too_late else []
    call.reply(Message(joined(lines)))


def _two(call: Call, principal: Member, holder: Member) -> dict[str, Markup]:
    return {"principal": member_name(call.speech, principal), "holder": member_name(call.speech, holder)}


HANDLERS = Handlers(
    commands=(
        Spec("proxy", Who.MEMBER, proxy),
        Spec("proxy", Who.DESK, proxy_of, with_argument=True, meant=_for_the_desk),
    ),
    presses=(
        Pressed(GiveProxy, Who.MEMBER, give),
        Pressed(EndProxy, Who.MEMBER, end),
        Pressed(DeclineProxy, Who.MEMBER, decline),
    ),
)
