"""The running bot: networks, database and clock put together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import product

import structlog

from adapters.contract import Batch, Inbound, Network, NetworkError, Press
from adapters.outbox import Outbox
from adapters.redact import where
from bot.chat.call import Answer, Effects, House, Post, message
from bot.handlers import REGISTER
from bot.running.clock import Time
from bot.running.courier import Courier
from bot.running.intake import Dispatch, once
from bot.running.live import Live
from bot.running.networks import Connection, Networks
from bot.running.outages import Outages
from bot.running.redraws import Redraws
from bot.running.schedule import Tick
from bot.wording.speech import LANGUAGES, sentence
from core import assembly, floor, results, voting
from core.assembly import Buried, Waiting
from core.errors import StoreBusy
from core.model import EventState, Purpose, VoteId
from core.store import deliveries, events, inputs
from core.store.engine import Store
from core.store.writer import Tx

RETRY = 1.0
"""Seconds before a batch is tried again that the database did not take."""
_log = structlog.get_logger(__name__)


class Service:
    """Everything that runs during an event. Make it, then `run` it."""

    def __init__(
        self, store: Store, house: House, networks: Iterable[Network], time: Time, *, interval: float, outage: float
    ) -> None:
        networks = tuple(networks)
        house = replace(house, limits={network.name: network.limits for network in networks})
        self._store = store
        self._time = time
        self._house = house
        self._ready = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._menus: set[str] = set()
        self._counting: set[VoteId] = set()
        self.networks = Networks(Connection(network, Outbox(network, time, moved=self._moved)) for network in networks)
        self.redraws = Redraws(store, house, self.networks)
        self.courier = Courier(store, house, self.networks, self.redraws, time)
        self.outages = Outages(store, self.networks, time, outage)
        self._live = Live(store, house, self.networks, time, interval)
        self._dispatch = Dispatch(house)

    @property
    def ticks(self) -> Sequence[Tick]:
        """What has to be called by the clock while `run` is running."""
        return (
            Tick("due", 1, self._due),
            Tick("live", 1, self._live.tick),
            Tick("menus", 10, self._show_menus),
            Tick("welcomes", 10, self._welcome),
            Tick("prune", 3600, self._prune),
        )

    async def run(self) -> None:
        """Serve until cancelled. Raises `Rejected` when a network does not accept us."""
        for connection in self.networks:
            await connection.network.start()
        await self.outages.start()
        self._ready = True
        self.courier.wake()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.courier.run())
                for connection in self.networks:
                    tasks.create_task(connection.outbox.run())
                    tasks.create_task(self._take_in(connection.network))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            for connection in self.networks:
                await connection.network.stop()

    # -- inputs

    async def _take_in(self, network: Network) -> None:
        async with self._store.read() as tx:
            cursor = await inputs.cursor(tx, network.name)
        async for batch in network.batches(cursor):
            await self._carry_out(batch.inputs, await self._worked_off(network.name, batch))

    async def _worked_off(self, source: str, batch: Batch) -> list[Effects | Buried | Waiting[Effects] | None]:
        """Repeat until the database takes it: nothing is confirmed to the network before."""
        run = partial(self._dispatch.run, arrived=self._time.now())
        while True:
            try:
                return await assembly.apply(
                    self._store, source, batch.inputs, batch.cursor, run, once=once, remember=batch.rows
                )
            except StoreBusy as error:
                _log.warning("batch.store_busy", source=source, error=str(error))
                await self._time.sleep(RETRY)

    async def _carry_out(
        self, batch: Sequence[Inbound], outcomes: Sequence[Effects | Buried | Waiting[Effects] | None]
    ) -> None:
        effects = []
        for item, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Waiting):
                self._beside(self._count_first(item, outcome))
            elif outcome is not None:
                effects.append(await self._sorry(item, outcome) if isinstance(outcome, Buried) else outcome)
        self.networks.carry_out(effects)
        for effect in effects:
            self.redraws.redraw(effect.redraws)
        self.courier.wake()

    async def _count_first(self, item: Inbound, waiting: Waiting[Effects]) -> None:
        """What needs a long count is worked off when that is done; the network has gone on by then."""
        while True:
            try:
                outcome = await waiting.work_off()
            except StoreBusy:
                await self._time.sleep(RETRY)
            else:
                await self._carry_out([item], [outcome])
                return

    async def _sorry(self, item: Inbound, buried: Buried) -> Effects:
        _log.error("input.buried", input=item.id, error=where(buried.error) if buried.error else buried.code)
        async with self._store.read() as tx:
            speech = (await self._dispatch.call(tx, item)).toasting
        if isinstance(item, Press):
            return Effects(answers=[Answer(item, partial(speech.toast, "refusal-broken"), alert=True)])
        broken = partial(message, speech, [sentence("refusal-broken")])
        return Effects(posts=[Post(item.chat, broken)] if item.private else [])

    # -- by the clock

    async def _due(self) -> None:
        if not self._ready:  # what fell due while no process ran is held first
            return
        await self.outages.tick()  # and a clock that jumped is noticed before it closes anything
        interrupted = self.outages.interrupted
        due = await self._store.write(lambda tx: _what_is_due(tx, interrupted=interrupted))
        for vote in due.disputed:
            _log.error("vote.counts_differ", event=vote.event, vote=vote.number)
        for missing in due.uncounted:
            if missing.vote.id not in self._counting:
                self._counting.add(missing.vote.id)
                self._beside(self._count(missing))
        self.courier.wake()

    async def _count(self, missing: results.Uncounted) -> None:
        """A large box, in a thread; the next tick finds it counted."""
        try:
            await results.work_out(self._store, missing)
        finally:
            self._counting.discard(missing.vote.id)

    async def _prune(self) -> None:
        await self._store.write(inputs.prune)

    async def _welcome(self) -> None:
        """Write to members who were bound without having written to us: their chats exist before the meeting."""
        networks = [connection.network.name for connection in self.networks if connection.network.limits.first]
        if networks:
            await self._store.write(lambda tx: _queue_welcomes(tx, networks))
            self.courier.wake()

    async def _show_menus(self) -> None:
        """Command menus are cosmetics: shown once to members, and once in each bound chat."""
        async with self._store.read() as tx:
            channels = await events.channels(tx)
        wanted = [(channel.chat, channel.purpose) for channel in channels if channel.chat not in self._menus]
        for chat, purpose in wanted:
            if connection := self.networks.of(chat):
                await self._show_menu(connection.network, chat, purpose)
        for connection in self.networks:
            if connection.network.name not in self._menus:
                await self._show_menu(connection.network, None, None)

    async def _show_menu(self, network: Network, chat: str | None, purpose: Purpose | None) -> None:
        self._menus.add(chat or network.name)
        for language in LANGUAGES:
            speech = self._house.speech_in(language, f"{network.name}:")
            with suppress(NetworkError):
                await network.menu(chat, language, REGISTER.menu(speech, purpose))

    def _moved(self, old: str, new: str) -> None:
        self._beside(self._store.write(lambda tx: floor.move_chat(tx, old, new)))

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _queue_welcomes(tx: Tx, networks: Sequence[str]) -> None:
    meetings = await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED)
    for event, network in product(meetings[:1], networks):
        await deliveries.queue_welcomes(tx, event.id, network)


async def _what_is_due(tx: Tx, *, interrupted: bool) -> voting.Due:
    due = await voting.due(tx, interrupted=interrupted)
    await floor.confirmations_over(tx)
    return due
