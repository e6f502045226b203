"""Files that somebody asked for. Each is made by a job of its own: it may take as long as it takes."""

from __future__ import annotations

from functools import partial

from adapters.contract import Message
from bot.chat.call import House
from bot.papers import files
from core.outgoing import Delivery
from core.results import supplied
from core.store import deliveries, events, members
from core.store.engine import Store

TRIES = 3
"""How often a file is tried, by this process and by those that ended over it."""
PAUSE = 5.0
"""Seconds before the next try."""


async def made(store: Store, house: House, wanted: Delivery) -> Message | None:
    """The file, to be sent; None if there is nothing to make any more. Raises whatever goes wrong."""
    async with store.read() as tx:
        event = await events.existing(tx, wanted.event)
        what = await deliveries.notice(tx, wanted.subject)
        tongue = (await members.tongues_of_chats(tx, {wanted.chat})).get(wanted.chat)
        speech = house.speech_for(tongue, event.settings.languages, chat=wanted.chat, now=tx.now)
    if wanted.member is not None and tongue is None:
        return None  # the account was detached meanwhile
    return await supplied(store, partial(files.make, store, house, event, what, speech))
