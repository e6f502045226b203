"""Who is in the members' groups: asked where ballots go there, so that everybody else gets one in private."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from adapters.contract import Network, NetworkError
from bot.running.networks import Networks
from core.address import network_of
from core.clock import Clock
from core.model import Address, Ballots, EventState, Purpose
from core.store import crowds, events
from core.store.engine import Store

TOGETHER: Final = 20
"""Questions of one round, a second: what a network takes beside everything else."""
FRESH: Final = timedelta(hours=1)
"""How long an answer is good for: people come and go, and whoever is missed has [My ballot] and /ballot."""


class Crowds:
    """Asks the networks, a few people at a time."""

    def __init__(self, store: Store, networks: Networks, clock: Clock) -> None:
        self._store = store
        self._networks = networks
        self._clock = clock

    async def tick(self) -> None:
        """Ask about those of whom it is not known."""
        async with self._store.read() as tx:
            meetings = await events.events(tx, EventState.OPEN, EventState.PAUSED)
            wanted = [event.id for event in meetings if event.settings.ballots is Ballots.GROUP]
            chats = [channel.chat for event in wanted for channel in await events.channels(tx, event, Purpose.GROUP)]
        for chat in chats:
            if connection := self._networks.of(chat):
                await self._ask(connection.network, chat)

    async def _ask(self, network: Network, chat: Address) -> None:
        async with self._store.read() as tx:
            before = self._clock.now() - FRESH
            people = await crowds.to_ask(tx, chat, network_of(chat), before, TOGETHER)
        found: dict[Address, bool] = {}
        for person in people:
            try:
                found[person] = await network.is_in(chat, person)
            except NetworkError:
                break  # the rest is asked in the next round
        if found:
            await self._store.write(lambda tx: crowds.put(tx, chat, found))
