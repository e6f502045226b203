"""Members put their votes into somebody's hands, by themselves or at the desk, which reads who votes for whom."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Command
from bot.chat.buttons import Action, DeclineProxy, EndProxy, GiveProxy
from bot.chat.call import Call, Denied, Offer, allowed
from bot.chat.reading import words
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import event_of, going_on, show_usage, the_event, the_member
from bot.views import proxies as views
from bot.views.lists import called
from bot.wording.speech import sentence
from core import accounts, proxies, telling
from core.errors import refuse
from core.model import Event, EventId, EventState, How, Member, MemberId
from core.store import events, members
from core.store import proxies as rows

# -- members


async def proxy(call: Call, item: Command) -> None:
    """Give my vote to somebody, take it back, decline somebody's, or say how it stands; of all of them in a channel."""
    word, _, rest = item.line.partition(" ")
    if not call.inbound.private:
        await _show_all(call, word.casefold())
        return
    if not word:
        await _say_delegation(call)
    elif word.casefold() in words("decline"):
        await _decline_typed(call, rest)
    elif word.casefold() in words("off"):
        await _end_typed(call)
    else:
        await _give_typed(call, word)


async def _say_delegation(call: Call) -> None:
    if not call.meetings:
        raise Denied("no-event")
    going = [event for event in call.meetings if event.state is not EventState.CLOSED]
    if not going:
        raise Denied("event-over")
    for event in going:
        call.reply(views.delegation, event, await proxies.delegation(call.tx, event, call.by))


async def _give_typed(call: Call, word: str) -> None:
    holder = await the_member(call, word)
    meetings = going_on(call.meetings)
    await _give(call, _the_meeting(meetings, [GiveProxy(event.id, holder.id) for event in meetings]), holder)


async def _end_typed(call: Call) -> None:
    held = [(event, (await proxies.delegation(call.tx, event, call.by)).holder) for event in call.meetings]
    given = {event.id: holder.id for event, holder in held if holder}
    found = going_on([event for event, holder in held if holder]) or going_on(call.meetings)[:1]
    await _end(call, _the_meeting(found, [EndProxy(event.id, given.get(event.id)) for event in found]))


async def _decline_typed(call: Call, word: str) -> None:
    if not word:
        show_usage(call, "proxy")
        return
    principal = await the_member(call, word)
    held = [event for event in call.meetings if principal in await _held(call, event)]
    found = going_on(held) or going_on(call.meetings)[:1]
    event = _the_meeting(found, [DeclineProxy(event.id, principal.id) for event in found])
    await _decline(call, event, principal)


async def _held(call: Call, event: Event) -> Sequence[Member]:
    return (await proxies.delegation(call.tx, event, call.by)).principals


def _the_meeting(meetings: Sequence[Event], actions: Sequence[Action]) -> Event:
    """The only meeting; where there are several, ask with a button for each."""
    if not meetings:
        raise Denied("no-event")
    if len(meetings) > 1:
        titles = [event.settings.title for event in meetings]
        raise Denied("proxy-which", [Offer(action, label=title) for action, title in zip(actions, titles, strict=True)])
    return meetings[0]


async def give(call: Call, action: GiveProxy) -> None:
    """A meeting's button, after being asked for which."""
    await _give(call, *await _chosen(call, action.event, action.holder))


async def end(call: Call, action: EndProxy) -> None:
    """Take my vote back."""
    event, _ = await _chosen(call, action.event, call.by)
    found = await proxies.delegation(call.tx, event, call.by)
    if found.holder and found.holder.id != action.holder:
        call.toast("proxy-moved-on", alert=True)
        call.edit(views.delegation, event, found)
        return
    await _end(call, event)


async def decline(call: Call, action: DeclineProxy) -> None:
    """The holder's button."""
    await _decline(call, *await _chosen(call, action.event, action.principal))


async def _chosen(call: Call, event_id: EventId, member_id: MemberId) -> tuple[Event, Member]:
    """What a button names. Raises `Denied`: `button-unknown` if that does not exist."""
    event = await events.event(call.tx, event_id)
    member = (await members.by_ids(call.tx, [member_id])).get(member_id)
    if event is None or member is None:
        raise Denied("button-unknown")
    return event, member


async def _give(call: Call, event: Event, holder: Member) -> None:
    outcome = allowed(await proxies.give(call.tx, event, call.member, holder, How.SELF, call.by))
    bound = bool(await accounts.accounts(call.tx, holder.id))
    former = (await members.by_ids(call.tx, [outcome.before])).get(outcome.before) if outcome.before else None
    changed = former if former and former.id != holder.id else None
    call.receipt("proxy-given-short", name=holder.name)
    call.edit(views.given, event, holder, outcome, bound=bound, former=changed)


async def _end(call: Call, event: Event) -> None:
    allowed(await proxies.take_back(call.tx, event, call.member, call.by))
    call.receipt("proxy-ended-short")
    call.edit(views.ended, event)


async def _decline(call: Call, event: Event, principal: Member) -> None:
    allowed(await proxies.decline(call.tx, event, call.by, principal))
    if not await accounts.accounts(call.tx, principal.id):
        await _alarm(call, event, principal)
    call.receipt("proxy-decline-short", name=principal.name)
    call.edit(views.not_mine, event, principal)


async def _alarm(call: Call, event: Event, principal: Member) -> None:
    """Somebody without an account is told by the desk, else by the chair."""
    me, them = call.member, principal
    alarm = refuse("proxy-declined", holder=me.name, number=me.number, principal=them.name, theirs=them.number)
    await telling.alarm_desk(call.tx, event.id, alarm)


# -- the desk


async def _show_all(call: Call, word: str) -> None:
    event = await the_event(call)
    if word in words("file"):
        await telling.request_file(call.tx, event.id, call.inbound.chat, "proxies")
        call.say("roster-coming")
    elif word:
        show_usage(call, "proxy-desk")
    else:
        first = await rows.standing(call.tx, event, views.MOST_LISTED)
        call.reply(views.standing, await rows.counts(call.tx, event), first)


def _for_the_desk(line: str) -> bool:
    """Whether two members are numbered, not one, perhaps with a name, or what a holder declines."""
    first, *rest = line.casefold().split() or [""]
    if not rest or first in words("decline"):
        return False
    return rest[0] in words("off") or any(map(str.isdigit, rest[0]))


async def proxy_of(call: Call, item: Command) -> None:
    """Put down a proxy that was given on paper, or end one."""
    first, second, *rest = item.line.split()
    if rest:
        show_usage(call, "proxy-desk")
        return
    principal = await the_member(call, first)
    event = await event_of(call, principal)
    if second.casefold() in words("off"):
        await _end_for(call, event, principal)
    else:
        await _give_for(call, event, principal, second)


async def _end_for(call: Call, event: Event, principal: Member) -> None:
    allowed(await proxies.take_back_for(call.tx, event, principal, call.by))
    call.say("desk-proxy-ended", principal=called(principal), event=event.settings.title)


async def _give_for(call: Call, event: Event, principal: Member, word: str) -> None:
    holder = await the_member(call, word)
    outcome = allowed(await proxies.give(call.tx, event, principal, holder, How.DESK, call.by))
    key = "desk-proxy-same" if outcome.before == holder.id else "desk-proxy-given"
    call.lines(
        sentence(key, principal=called(principal), holder=called(holder), event=event.settings.title),
        sentence("desk-proxy-rests") if outcome.resting else None,
        sentence("proxy-next-vote") if outcome.too_late else None,
        None if await accounts.accounts(call.tx, holder.id) else sentence("proxy-unbound", member=called(holder)),
    )


HANDLERS = Handlers(
    commands=(
        Spec("proxy", Who.CASTER, proxy, after=True),
        Spec("proxy", Who.DESK, proxy_of, with_argument=True, meant=_for_the_desk),
    ),
    presses=(
        Pressed(GiveProxy, Who.MEMBER, give),
        Pressed(EndProxy, Who.MEMBER, end),
        Pressed(DeclineProxy, Who.MEMBER, decline),
    ),
)
