"""The desk detaches lost accounts and lets substitutes step in; it is asked once, with those named who are meant."""

from __future__ import annotations

from adapters.contract import Button, Command, Press
from bot.chat.buttons import Detach, Substitute, encode
from bot.chat.call import Call
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.targets import confirmed, show_usage, the_event, the_member
from bot.views.lists import member_name
from core import accounts, substitution
from core.address import network_of
from core.errors import Refusal, refuse
from core.model import Event, EventId, Member, MemberId
from core.store import events, members


async def unbind(call: Call, item: Command) -> None:
    """Detach a member's accounts, or the one on a network that is named."""
    line, yes = confirmed(item.line)
    word, _, network = line.partition(" ")
    event, member = await the_event(call), await the_member(call, word)
    network = network.strip().casefold()
    if not word:
        show_usage(call, "unbind")
    elif isinstance(event, Refusal):
        call.refuse(event)
    elif isinstance(member, Refusal):
        call.refuse(member)
    elif yes:
        await _detach(call, event, member, network)
    else:
        await _ask_to_detach(call, event, member, network)


async def _ask_to_detach(call: Call, event: Event, member: Member, network: str) -> None:
    theirs = await accounts.accounts(call.tx, member.id)
    bound = sorted({network_of(account.address) for account in theirs})
    if not bound or (network and network not in bound):
        call.refuse(refuse("no-account", name=member.name, number=member.number))
        return
    named = ", ".join(account.address for account in theirs if network in ("", network_of(account.address)))
    wishes = [network] if network or len(bound) == 1 else ["", *bound]
    rows = tuple((_button(call, f"unbind-{'one' if wish else 'all'}", event, member, wish),) for wish in wishes)
    call.say("unbind-ask", rows, member=member_name(call.speech, member), accounts=named, number=member.number)


def _button(call: Call, key: str, event: Event, member: Member, network: str) -> Button:
    return Button(call.speech.toast(f"button-{key}", network=network), encode(Detach(event.id, member.id, network)))


async def detach(call: Call, action: Detach) -> None:
    """Yes, detach."""
    if found := await _meant(call, action.event, action.member):
        await _detach(call, *found, action.network)


async def _detach(call: Call, event: Event, member: Member, network: str) -> None:
    gone = await accounts.unbind(call.tx, event, member, network, call.by)
    if isinstance(gone, Refusal):
        call.refuse(gone)
        return
    _receipt(call)
    call.say("unbind-done", member=member_name(call.speech, member), number=member.number)


async def swap(call: Call, item: Command) -> None:
    """Let a substitute step in, between votes."""
    line, yes = confirmed(item.line)
    first, _, second = line.partition(" ")
    if not second.strip():
        show_usage(call, "swap")
        return
    found = [await the_event(call), await the_member(call, first), await the_member(call, second.strip())]
    if refusal := next((one for one in found if isinstance(one, Refusal)), None):
        call.refuse(refusal)
        return
    event, old, new = found
    assert isinstance(event, Event)  # noqa: S101 - no refusal among them
    assert isinstance(old, Member)  # noqa: S101
    assert isinstance(new, Member)  # noqa: S101
    await (_swap(call, event, old, new) if yes else _ask_to_swap(call, event, old, new))


async def _ask_to_swap(call: Call, event: Event, old: Member, new: Member) -> None:
    if fault := await substitution.not_possible(call.tx, event, old, new):
        call.refuse(fault)
        return
    button = Button(call.speech.toast("button-swap"), encode(Substitute(event.id, old.id, new.id)))
    call.say("swap-ask", ((button,),), **_both(call, old, new))


async def substitute(call: Call, action: Substitute) -> None:
    """Yes, step in."""
    found, others = await _meant(call, action.event, action.old), await members.by_ids(call.tx, [action.new])
    if found and action.new in others:
        await _swap(call, *found, others[action.new])


async def _swap(call: Call, event: Event, old: Member, new: Member) -> None:
    if fault := await substitution.swap(call.tx, event, old, new, call.by):
        call.refuse(fault)
        return
    _receipt(call)
    call.say("swap-done", **_both(call, old, new))


def _both(call: Call, old: Member, new: Member) -> dict[str, str]:
    return {"old": member_name(call.speech, old), "new": member_name(call.speech, new)}


def _receipt(call: Call) -> None:
    if isinstance(call.inbound, Press):
        call.toast("done-toast")


async def _meant(call: Call, event_id: EventId, member_id: MemberId) -> tuple[Event, Member] | None:
    """What a button names, if it is of a meeting that this call can mean."""
    event = await events.event(call.tx, event_id)
    member = (await members.by_ids(call.tx, [member_id])).get(member_id)
    if event is None or member is None or not call.at_the_desk_of(event):
        call.refuse(refuse("button-unknown"))
        return None
    return event, member


HANDLERS = Handlers(
    commands=(Spec("unbind", Who.DESK, unbind), Spec("swap", Who.DESK, swap)),
    presses=(Pressed(Detach, Who.DESK, detach), Pressed(Substitute, Who.DESK, substitute)),
)
