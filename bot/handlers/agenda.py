"""The agenda, for everybody to read and for chairs to write, and the way from item to item."""

from __future__ import annotations

import re

from adapters.contract import Command
from bot.chat.buttons import ChairEvent
from bot.chat.call import Call, Denied, Offer, allowed
from bot.chat.damaged import noted
from bot.chat.register import Handlers, Spec, Who, footing, forbidden
from bot.chat.seen import of_item, to_item
from bot.handlers.targets import going_on, only, the_event
from bot.views import agenda as views
from core import agenda
from core.items import Item
from core.model import Event, VoteState
from core.store import agenda as items
from core.store import votes

_NUMBERED = re.compile(r"(?:\d{1,3}\s*[.):]|[-–—•*])\s*(\S.*)?")
"""People number the lines that they paste; our own numbers stand before them."""
_LISTED = (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED, VoteState.PUBLISHED)


async def agenda_command(call: Call, item: Command) -> None:
    """Show the agenda; with lines, a chair writes it anew."""
    written = [line for line in (item.line, *item.lines) if line.strip()]
    if written:
        allowed(forbidden(Who.CHAIR, footing(call)))
        await _write(call, [_item(line) for line in written])
        return
    event = only(call, going_on(call.meetings))
    chair = forbidden(Who.CHAIR, footing(call)) is None
    listed = await votes.of_event(call.tx, event.id, *_LISTED) if chair else []
    all_ = await items.items(call.tx, event.id)
    lost = noted(await items.damaged(call.tx, event.id, all_))
    call.reply(views.agenda, event, all_, listed, lost)


def _item(line: str) -> Item:
    numbered = _NUMBERED.fullmatch(line.strip())
    return Item(0, (numbered[1] or "") if numbered else line.strip())


async def _write(call: Call, written: list[Item]) -> None:
    event = await the_event(call)
    put = allowed(await agenda.put(call.tx, event, written, call.by))
    call.say("agenda-put", count=len(put), event=event.settings.title)


async def item_command(call: Call, item: Command) -> None:
    """Go to an item; without a number, say where the meeting stands and offer the next one."""
    event = await the_event(call)
    if not item.line:
        await _ask(call, event)
        return
    number = item.line.removeprefix("#")
    if not number.isdecimal() or len(number) > 4:
        raise Denied("item-number", word=item.line[:40])
    await begin(call, event, int(number))


async def _ask(call: Call, event: Event) -> None:
    following = agenda.following(event, await items.items(call.tx, event.id))
    if following is None:
        raise Denied("item-none" if not event.item else "item-last", item=event.item)
    title = following.called(call.speech.language)
    button = Offer(to_item(event, following), "button-card-item", args={"item": following.number, "title": title})
    call.say("item-ask", [button], now=event.item, item=following.number, title=title)


async def begin_pressed(call: Call, event: Event, action: ChairEvent) -> None:
    """A button that names an item: if another one stands in its place by now, it leads nowhere."""
    all_ = await items.items(call.tx, event.id)
    meant = next((item for item in all_ if item.number == action.item), None)
    if meant and action.seen and of_item(meant) != action.seen:
        call.toast("agenda-moved-on", alert=True)
        call.reply(views.agenda, event, all_, [])
        return
    await begin(call, event, action.item)


async def begin(call: Call, event: Event, number: int) -> None:
    """Go to an item and tell the chair what belongs to it."""
    item = allowed(await agenda.begin(call.tx, event, number, call.by))
    call.receipt("item-toast", item=item.number, title=item.title)
    mine = [vote for vote in await votes.of_event(call.tx, event.id, *_LISTED) if vote.definition.item == number]
    call.reply(views.begun, item, mine)


HANDLERS = Handlers(
    commands=(
        Spec("agenda", Who.ANYONE, agenda_command, after=True),
        Spec("item", Who.CHAIR, item_command),
    ),
)
