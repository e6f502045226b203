"""The desk detaches lost accounts and lets substitutes step in; it is asked once, with those named who are meant."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.buttons import Detach, Substitute
from bot.chat.call import Call, Denied, Offer, allowed, denied_by
from bot.chat.late import asked
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import confirmed, event_of, show_usage, the_member
from bot.views.lists import called
from core import accounts, roles, substitution
from core.address import network_of
from core.model import Event, EventId, Member, MemberId
from core.store import events, members


async def unbind(call: Call, item: Command) -> None:
    """Detach a member's accounts, or the one on a network that is named."""
    line, yes = confirmed(item.line)
    word, _, network = line.partition(" ")
    if not word:
        show_usage(call, "unbind")
        return
    member, network = await the_member(call, word), network.strip().casefold()
    event = await event_of(call, member)
    await (_detach if yes else _ask_to_detach)(call, event, member, network)


async def _ask_to_detach(call: Call, event: Event, member: Member, network: str) -> None:
    theirs = await accounts.accounts(call.tx, member.id)
    bound = sorted({network_of(account.address) for account in theirs})
    if not bound or (network and network not in bound):
        raise Denied("no-account", name=member.name, number=member.number)
    if beyond := await roles.beyond(call.tx, member, call.by):
        raise denied_by(beyond)
    named = [account.address for account in theirs if network in ("", network_of(account.address))]
    wishes = [network] if network or len(bound) == 1 else ["", *bound]
    offers = [_offer(event, member, wish, asked(call)) for wish in wishes]
    call.say("unbind-ask", offers, member=called(member), accounts=tuple(named), number=member.number)


def _offer(event: Event, member: Member, network: str, when: int) -> Offer:
    key = "button-unbind-one" if network else "button-unbind-all"
    return Offer(Detach(event.id, member.id, network, when), key, args={"network": network})


async def detach(call: Call, action: Detach) -> None:
    """Yes, detach."""
    await _detach(call, *await _meant(call, action.event, action.member), action.network)


async def _detach(call: Call, event: Event, member: Member, network: str) -> None:
    allowed(await accounts.unbind(call.tx, event, member, network, call.by))
    call.receipt("done-toast")
    call.say("unbind-done", member=called(member), number=member.number)


async def swap(call: Call, item: Command) -> None:
    """Let a substitute step in, between votes."""
    line, yes = confirmed(item.line)
    first, _, second = line.partition(" ")
    if not second.strip():
        show_usage(call, "swap")
        return
    old, new = await the_member(call, first), await the_member(call, second.strip())
    event = await event_of(call, old)
    await (_swap if yes else _ask_to_swap)(call, event, old, new)


async def _ask_to_swap(call: Call, event: Event, old: Member, new: Member) -> None:
    allowed(await substitution.not_possible(call.tx, event, old, new))
    offer = Offer(Substitute(event.id, old.id, new.id, asked(call)), "button-swap")
    call.say("swap-ask", [offer], old=called(old), new=called(new))


async def substitute(call: Call, action: Substitute) -> None:
    """Yes, step in."""
    _, new = await _meant(call, action.event, action.new)
    await _swap(call, *await _meant(call, action.event, action.old), new)


async def _swap(call: Call, event: Event, old: Member, new: Member) -> None:
    allowed(await substitution.swap(call.tx, event, old, new, call.by))
    call.receipt("done-toast")
    call.say("swap-done", old=called(old), new=called(new))


async def _meant(call: Call, event_id: EventId, member_id: MemberId) -> tuple[Event, Member]:
    """What a button names. Raises `Denied`: `button-unknown` if it is of no meeting that this call can mean."""
    event = await events.event(call.tx, event_id)
    member = (await members.by_ids(call.tx, [member_id])).get(member_id)
    if event is None or member is None or not call.at_the_desk_of(event):
        raise Denied("button-unknown")
    return event, member


HANDLERS = Handlers(
    commands=(Spec("unbind", Who.DESK, unbind), Spec("swap", Who.DESK, swap)),
    presses=(Pressed(Detach, Who.DESK, detach), Pressed(Substitute, Who.DESK, substitute)),
)
