"""While the database takes nothing: a full disk, or another program that holds it. Whoever waits is told, once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import structlog

from adapters.contract import Inbound, Message, Press, Timer
from adapters.redact import where
from bot.chat.call import Answer, Effects, House, Post
from bot.running.farewell import chairs
from bot.running.networks import Networks, reply
from core.store import members
from core.store.engine import Store

QUIET: Final = 5.0
"""Seconds without a failure after which it is over."""
_log = structlog.get_logger(__name__)


class Stuck:
    """Hears of every write that was not taken, and of those that were."""

    def __init__(self, store: Store, house: House, networks: Networks, time: Timer) -> None:
        self._store = store
        self._house = house
        self._networks = networks
        self._time = time
        self._told = False
        self._failed = 0.0
        self._answered: set[str] = set()

    async def still(self, error: Exception, waiting: Iterable[Inbound] = ()) -> None:
        """Nothing was taken; these inputs wait for it, and will be taken when it goes on."""
        self._failed = self._time.monotonic()
        if not self._told:
            self._told = True
            _log.error("database.stuck", error=str(error), what_to_do="make room on the disk, or end what holds it")
            await self._tell_chairs("notice-store-stuck")
        presses = [item for item in waiting if isinstance(item, Press) and item.id not in self._answered]
        self._answered.update(press.id for press in presses)
        try:
            await self._tell_members(presses)
        except Exception as trouble:  # what cannot be written may not be readable either
            _log.error("stuck.unreadable", error=where(trouble))

    async def _tell_members(self, presses: list[Press]) -> None:
        if not presses:
            return
        async with self._store.read() as tx:
            people = await members.known(tx, {press.sender for press in presses})
        for press in presses:
            known = people.get(press.sender)
            tongue = known.tongue if known else None
            speech = self._house.speech_for(tongue, (), press.language, chat=press.chat)
            self._networks.answer([Answer(press, partial(speech.toast, "refusal-not-stored-yet"), alert=True)])

    async def taken(self) -> None:
        """Something was taken. On a full disk small things still are now and then, so it is over when nothing fails."""
        if self._told and self._time.monotonic() - self._failed > QUIET:
            self._told = False
            self._answered.clear()
            _log.warning("database.goes_on")
            await self._tell_chairs("notice-store-goes-on")

    async def _tell_chairs(self, key: str) -> None:
        try:
            words = await chairs(self._store, self._house, key)
        except Exception as trouble:
            _log.error("stuck.unreadable", error=where(trouble))
            return
        for chat, message in words.items():
            self._networks.post(reply(self._networks, Post(chat, partial(_same, message)), Effects()))


def _same(message: Message) -> Message:
    return message
