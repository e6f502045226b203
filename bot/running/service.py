"""The running bot: networks, database and clock put together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from adapters.contract import Batch, Inbound, Network, NetworkError, Offline, Press, Rejected, RetryLater
from adapters.outbox import Outbox
from adapters.redact import where
from bot.chat.call import Effects, House
from bot.handlers import REGISTER
from bot.running.clock import Steady, Time
from bot.running.courier import Courier
from bot.running.crowds import Crowds
from bot.running.enrolment import Enrolment
from bot.running.failures import Failures
from bot.running.farewell import last_words
from bot.running.intake import Dispatch, once, sorry
from bot.running.live import Live
from bot.running.looking import Looking
from bot.running.networks import APART, Connection, Networks
from bot.running.openings import Openings
from bot.running.outages import JUMP, Outages
from bot.running.redactions import Redactions
from bot.running.redraws import Redraws
from bot.running.schedule import Tick
from bot.running.stuck import Stuck
from bot.running.upkeep import Upkeep, unheard
from bot.running.wiring import doors, templates
from bot.wording.speech import LANGUAGES
from core import assembly, due, floor, results, roster
from core.address import address_on
from core.assembly import Buried, Waiting
from core.due import Due
from core.errors import StoreBusy, StoreUnusable
from core.model import Purpose
from core.store import editions, events, inputs, secrets
from core.store.engine import Store
from core.store.sql import UNREADABLE
from core.store.writer import Tx

if TYPE_CHECKING:
    from bot.running.hall import Door, Hall

RETRY = 1.0
"""Seconds before a batch is tried again that the database did not take."""
_log = structlog.get_logger(__name__)


class Service:
    """Everything that runs during an event. Make it, then `run` it."""

    def __init__(
        self,
        store: Store,
        house: House,
        networks: Iterable[Network],
        time: Time,
        *,
        interval: float,
        outage: float,
        door: Door | None = None,
        came_up: Callable[[Network], None] = lambda _: None,
        waiting: Callable[[str, NetworkError], None] = unheard,
        prepare: Callable[[Tx], Awaitable[bool]] | None = None,
    ) -> None:
        """`prepare` drafts what waits for the roster, and says whether anything goes on waiting."""
        networks = tuple(networks)
        self._links, self._doors = dict(house.links), dict(house.doors)
        self._limits = {network.name: network.limits for network in networks}
        encrypted = {network.name: network.is_encrypted for network in networks}
        house = replace(house, limits=self._limits, links=self._links, doors=self._doors, encrypted=encrypted)
        self._store = store
        self._time = time = Steady(time)
        store.go_by(time)
        self._house = house
        self._came_up = came_up
        self._prepare = prepare
        self._failed: set[Due] = set()
        """What is due and could not be brought about; the chair knows."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._menus: set[str] = set()
        self._counting: set[Due] = set()
        self.networks = Networks(self._connection(network) for network in networks)
        failures = Failures(store, time)
        self.redraws = Redraws(store, house, self.networks, failures, time)
        self._redactions = Redactions(store, self.networks)
        take_away = self._redactions.take_away
        self.courier = Courier(store, house, self.networks, self.redraws, failures, time, take_away)
        self.outages = Outages(store, self.networks, time, outage)
        self._up = {network.name: asyncio.Event() for network in networks}
        self._upkeep = Upkeep(self._up, time, self._serve, waiting)
        self._enrolment = Enrolment(store, self.networks, time, self.courier.wake)
        self._live = Live(store, house, self.networks, failures, time, interval, lambda: self._enrolment.under_way)
        self._dispatch = Dispatch(house)
        self._looking = Looking(store, self._dispatch, time)
        self._stuck = Stuck(store, house, self.networks, time)
        self._hall = _hall(store, house, self._time, door, interval) if door else None
        self._crowds = Crowds(store, self.networks, time)
        self.openings = Openings(store, house, self.networks, time, take_away, self.redraws.drawn)
        self._scrub = Tick("scrub", 2, partial(secrets.scrub, store))

    def _connection(self, network: Network) -> Connection:
        apart = Outbox(network, self._time, moved=self._moved, per_second=APART)
        return Connection(network, Outbox(network, self._time, moved=self._moved), apart)

    @property
    def _ticks(self) -> Sequence[Tick]:
        return (
            self.outages.pulse,
            Tick("due", 1, self._due),
            self._scrub,
            Tick("openings", 0.2, self._opened),
            Tick("crowds", 1, self._crowds.tick),
            Tick("database", 1, self._store.look),
            Tick("live", 1, self._live.tick),
            Tick("claims", 15, self.courier.keep_claims),
            Tick("redactions", 2, self._redactions.tick),
            Tick("menus", 10, self._show_menus),
            Tick("enrolment", 10, self._enrolment.tick),
            Tick("roster", 5, self._settle),
            Tick("prepared", 10, self._draft_prepared),
            Tick("prune", 3600, self._prune),
        )

    async def run(self) -> None:
        """Serve until cancelled. Raises `Rejected` when no network has ever accepted us, nor an earlier process."""
        await self._scrub()  # what a killed process left of secret votes goes before anything else
        await self.outages.start()  # what fell due while no process ran is held first
        self._upkeep.accepted = await self._served_before()
        self.courier.wake()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.courier.run())
                if self._hall:
                    tasks.create_task(self._hall.run())
                for tick in self._ticks:
                    tasks.create_task(tick.keep(self._time))
                for connection in self.networks:
                    tasks.create_task(self._upkeep.keep(connection))
                    for outbox in connection.outboxes:
                        tasks.create_task(self._send(connection.network, outbox))
        except BaseExceptionGroup as group:
            if isinstance(group.exceptions[0], StoreUnusable):
                await last_words(self._store, self._house, [connection.network for connection in self.networks])
            raise group.exceptions[0] from None
        finally:
            for connection in self.networks:
                await connection.network.stop()

    async def _served_before(self) -> bool:
        """Whether an earlier process has heard a network: then no rejection ends this one, a restart may fall in it."""
        async with self._store.read() as tx:
            return any([await inputs.heard(tx, name) for name in self._up])

    async def _send(self, network: Network, outbox: Outbox) -> None:
        await self._up[network.name].wait()
        await outbox.run()

    async def _serve(self, connection: Connection) -> None:
        """Work with a network that has just started."""
        name = connection.network.name
        self._links.update(templates([connection.network]))
        self._doors.update(doors([connection.network]))
        self._limits[name] = connection.network.limits  # some are found out only then, or later
        self._up[name].set()
        self._came_up(connection.network)
        self.courier.wake()
        await self._take_in(connection.network)

    # -- inputs

    async def _take_in(self, network: Network) -> None:
        async with self._store.read() as tx:
            cursor = await inputs.cursor(tx, network.name)
        ear = self.outages.ears[network.name]
        async for batch in network.batches(cursor):
            if abs(self._time.ahead) > JUMP:  # the machine's clock was set, which is seen to in a moment
                batch = replace(batch, inputs=tuple(map(self._by_our_clock, batch.inputs)))
            await self._carry_out(batch.inputs, await self._worked_off(network.name, batch, ear.got()))
            ear.done(full=batch.full)

    def _by_our_clock(self, item: Inbound) -> Inbound:
        return replace(item, written=self._time.of_machine(item.written)) if item.written else item

    async def _worked_off(
        self, source: str, batch: Batch, arrived: datetime
    ) -> list[Effects | Buried | Waiting[Effects] | None]:
        """Repeat until the database takes it: nothing is confirmed to the network before."""
        run = partial(self._dispatch.run, arrived=arrived)
        while True:
            try:
                return await assembly.apply(
                    self._store, source, batch.inputs, batch.cursor, run, once=once, remember=batch.rows
                )
            except StoreBusy as error:
                _log.warning("batch.store_busy", source=source, error=str(error))
                await self._stuck.still(error, batch.inputs)
                await self._time.sleep(RETRY)

    async def _carry_out(
        self, batch: Sequence[Inbound], outcomes: Sequence[Effects | Buried | Waiting[Effects] | None]
    ) -> None:
        effects = []
        for item, outcome in zip(batch, outcomes, strict=True):
            sight = self.networks.sight
            (sight.pressed if isinstance(item, Press) else sight.came)(item.chat)
            if isinstance(outcome, Waiting):
                self._beside(self._count_first(item, outcome))
            elif outcome is not None:
                effects.append(await self._sorry(item, outcome) if isinstance(outcome, Buried) else outcome)
        self.networks.carry_out(map(self._looking.prepare, effects))
        self._redactions.take_away([ref for effect in effects for ref in effect.redactions])
        self.redraws.redraw([redraw for effect in effects for redraw in effect.redraws])
        self.openings.open([opening for effect in effects for opening in effect.openings])
        self.courier.wake()

    async def _opened(self) -> None:
        if await self.openings.store():
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
        try:
            async with self._store.read() as tx:
                return sorry(await self._dispatch.call(tx, item), buried.error)
        except UNREADABLE as error:  # of who wrote this nothing can be read; what others wrote is answered
            _log.error("input.unanswered", input=item.id, error=where(error))
            return Effects()

    # -- by the clock

    async def _due(self) -> None:
        try:
            await self.outages.tick()  # a clock that jumped, or an outage, is noticed before anything is closed
        except StoreBusy as error:
            await self._stuck.still(error)
            raise
        await self._stuck.taken()
        self._limits.update({each.network.name: each.network.limits for each in self.networks})
        async with self._store.read() as tx:
            wanted = await due.due(tx)
        for what in wanted:
            await self._bring_about(what)
        self.courier.wake()

    async def _bring_about(self, what: Due) -> None:
        """Each in a transaction of its own; of one that fails the chair hears once."""

        async def act(tx: Tx) -> None:
            await due.bring_about(tx, what, self.outages.taken_in(tx.now))

        try:
            await self._store.write(act)
        except (StoreBusy, StoreUnusable):
            raise
        except results.Uncounted as missing:
            if what not in self._counting:
                self._counting.add(what)
                self._beside(self._count(what, missing))
        except Exception as error:
            await self._tell_failure(what, error)
        else:
            self._failed.discard(what)

    async def _settle(self) -> None:
        """What an import decided and was killed before it had written it down."""
        async with self._store.read() as tx:
            left = await editions.decided(tx, 1)
        if left:
            await self._store.write(roster.settle)

    async def _draft_prepared(self) -> None:
        if self._prepare and not await self._store.write(self._prepare):
            self._prepare = None

    async def _count(self, what: Due, missing: results.Uncounted) -> None:
        """A large box, in a thread; the next tick finds it counted."""
        try:
            await results.work_out(self._store, missing)
        except Exception as error:
            await self._tell_failure(what, error)
        finally:
            self._counting.discard(what)

    async def _tell_failure(self, what: Due, error: Exception) -> None:
        if what not in self._failed:
            _log.error("due.failed", act=what.act, vote=what.vote, meeting=what.event, error=where(error))
            self._failed.add(what)
            await self._store.write(lambda tx: due.failed(tx, what, type(error).__name__))

    async def _prune(self) -> None:
        await self._store.write(inputs.prune)

    async def _show_menus(self) -> None:
        """Command menus are cosmetics: shown once to members, and once in each bound chat."""
        async with self._store.read() as tx:
            channels = await events.channels(tx)
        wanted = [(channel.chat, channel.purpose) for channel in channels if channel.chat not in self._menus]
        for chat, purpose in wanted:
            if (connection := self.networks.of(chat)) and self._up[connection.network.name].is_set():
                await self._show_menu(connection.network, chat, purpose)
        for connection in self.networks:
            if connection.network.name not in self._menus and self._up[connection.network.name].is_set():
                await self._show_menu(connection.network, None, None)

    async def _show_menu(self, network: Network, chat: str | None, purpose: Purpose | None) -> None:
        for language in LANGUAGES:
            speech = self._house.speech_in(language, address_on(network.name))
            try:
                await network.menu(chat, language, REGISTER.menu(speech, purpose))
            except NetworkError as error:  # one language that is refused takes no other with it
                _log.info("menu.later", network=network.name, error=type(error).__name__)
                if isinstance(error, Offline | RetryLater | Rejected):
                    return
        self._menus.add(chat or network.name)

    def _moved(self, old: str, new: str) -> None:
        self._beside(self._store.write(lambda tx: floor.move_chat(tx, old, new)))

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _hall(store: Store, house: House, time: Time, door: Door, interval: float) -> Hall:
    from bot.running.hall import Hall  # its web server takes a tenth of a second to load

    return Hall(store, house, time, door, interval)
