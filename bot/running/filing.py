"""Files that somebody asked for. Each is made by a job of its own: it may take as long as it takes."""

from __future__ import annotations

from functools import partial

from adapters.contract import Message
from bot.chat.call import House
from bot.papers import files
from bot.papers.typesetting import LONGEST_BESIDE, TooLong
from bot.running import apart
from bot.running.apart import Order
from core.outgoing import Delivery
from core.results import supplied
from core.store import deliveries, events, journal, members
from core.store.engine import Store
from core.store.writer import Tx

TRIES = 3
"""How often a file is tried, by this process and by those that ended over it."""
PAUSE = 5.0
"""Seconds before the next try."""
LARGE = 2000
"""Members and entries of the journal above which a process of its own makes a file, which takes a second longer."""
_OF_ALL = frozenset({"minutes", "bundle", "roster", "board"})
"""Files for which a whole meeting is read."""


async def made(store: Store, house: House, wanted: Delivery) -> Message | None:
    """The file, to be sent; None if there is nothing to make any more. Raises whatever goes wrong."""
    async with store.read() as tx:
        event = await events.existing(tx, wanted.event)
        what = await deliveries.notice(tx, wanted.subject)
        tongue = (await members.tongues_of_chats(tx, {wanted.chat})).get(wanted.chat)
        speech = house.speech_for(tongue, event.settings.languages, chat=wanted.chat, now=tx.now)
        order = Order(store.file.absolute(), tx.now, house.organisation, event, what, speech)
        large = await _is_large(tx, order)
    if wanted.member is not None and tongue is None:
        return None  # the account was detached meanwhile
    if not large:
        here = partial(files.make, store, house.organisation, event, what, speech, LONGEST_BESIDE)
        try:
            return await supplied(store, here)
        except TooLong:
            pass
    return await apart.made(store, order)


async def _is_large(tx: Tx, order: Order) -> bool:
    kind = order.what.partition(" ")[0]
    entries, _ = await journal.last(tx, order.event.id)
    return kind in _OF_ALL and entries + await members.how_many(tx) > LARGE
