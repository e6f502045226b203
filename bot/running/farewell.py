"""Telling the chair without the database's help: it takes nothing, now or ever again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

import structlog

from adapters.contract import Message, Network, NetworkError
from adapters.redact import where
from bot.chat.call import House
from core.address import network_of
from core.model import Address, Purpose
from core.store import events
from core.store.engine import Store

PATIENCE: Final = 10.0
"""Seconds that a network has to take the last words."""
_log = structlog.get_logger(__name__)


async def chairs(store: Store, house: House, key: str) -> Mapping[Address, Message]:
    """By chair channel of a meeting that goes on, what to say there."""
    async with store.read() as tx:
        return {
            channel.chat: Message(house.speech_for(None, event.settings.languages, chat=channel.chat).say(key))
            for event in await events.live(tx)
            for channel in await events.channels(tx, event.id, Purpose.CHAIR)
        }


async def last_words(store: Store, house: House, networks: Iterable[Network]) -> None:
    """Tell the chairs that this process ends because the database is not the one it was, as far as that is possible."""
    try:
        words = await chairs(store, house, "notice-store-unusable")
    except Exception as error:  # it is the database that is broken
        _log.error("farewell.unreadable", error=where(error))
        return
    await asyncio.gather(*(_say(network, words) for network in networks))


async def _say(network: Network, words: Mapping[Address, Message]) -> None:
    mine = {chat: message for chat, message in words.items() if network_of(chat) == network.name}
    if not mine:
        return
    try:
        async with asyncio.timeout(PATIENCE):
            await network.start()
            for chat, message in mine.items():
                await network.send(chat, message)
    except (NetworkError, TimeoutError) as error:
        _log.warning("farewell.unsent", network=network.name, error=type(error).__name__)
    except Exception as error:  # the end of the process is not its business
        _log.error("farewell.broken", network=network.name, error=where(error))
