"""Deliveries: from rows that wait, through the outbox, to rows that tell how it ended.

Each is claimed in its row before it is sent, so that another process may send beside this one, and one that died has
its deliveries sent by the next.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial

import structlog

from adapters.contract import Message, NetworkError, Ref
from adapters.outbox import Job, Lane
from adapters.redact import where
from bot.chat.call import House
from bot.papers.pictures import Undrawn, draw
from bot.running import filing
from bot.running.apart import TooSlow
from bot.running.clock import Time
from bot.running.failures import Failures
from bot.running.networks import Networks, edit_key
from bot.running.redraws import Redraws
from bot.running.rendering import Rendered, render
from bot.running.routes import WAYS, Route, routes
from bot.running.settling import concerns_chair, settle, settled
from core import telling
from core.errors import CoreError, StoreBusy, StoreUnusable, refuse
from core.model import EventId, VoteId
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.results import Uncounted, work_out
from core.store import deliveries, events, spreading, votes
from core.store.engine import Store
from core.store.spreading import Act
from core.store.sql import UNREADABLE
from core.store.writer import Tx

K = DeliveryKind
PAUSE = 0.1
"""Seconds in which outcomes gather before they are stored together."""
SORE = 30.0
"""Seconds before what failed is tried again: a count, a picture, or all that is ready to be sent."""
_LATER = Rendered(None)
"""In the place of a message that is made apart."""
_log = structlog.get_logger(__name__)


class _DiedOf(Exception):
    """Every process that tried to make this file has ended over it."""


class Courier:
    """Sends what must arrive and reports how it went."""

    def __init__(
        self,
        store: Store,
        house: House,
        networks: Networks,
        redraws: Redraws,
        failures: Failures,
        time: Time,
        take_away: Callable[[Sequence[Ref], Lane], None],
    ) -> None:
        self._take_away = take_away
        self._store = store
        self._house = house
        self._networks = networks
        self._redraws = redraws
        self._failures = failures
        self._time = time
        self._name = secrets.token_hex(8)
        """Under which this process claims."""
        self._wake = asyncio.Event()
        self._routes = routes(connection.network for connection in networks)
        self._under_way: dict[Route, set[int]] = {route: set() for route in self._routes}
        self._left = dict.fromkeys(self._routes, 0)
        """How many of those under way have not ended."""
        self._making = False
        """Whether a count or a picture is made that messages wait for."""
        self._jobs: set[asyncio.Task[None]] = set()
        self._ended: list[tuple[Route, Settled]] = []

    def wake(self) -> None:
        """Something may be waiting."""
        self._wake.set()

    @property
    def busy(self) -> bool:
        """Whether anything is under way or still to be stored."""
        return self._wake.is_set() or any(self._under_way.values())

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                try:
                    await self._store_ended()
                    await self._fill()
                except StoreBusy as error:
                    _log.warning("courier.store_busy", error=str(error))
                    self._wake.set()
                    await self._time.sleep(1)
                except StoreUnusable:
                    raise
                except Exception as error:
                    # nothing is lost: what ended is kept until it is stored, and what is ready is claimed anew
                    _log.error("courier.failed", error=where(error))
                    await self._time.sleep(SORE)
                    self._wake.set()
                await self._time.sleep(PAUSE)
        finally:
            for job in self._jobs:
                job.cancel()
            await self._leave()

    async def keep_claims(self) -> None:
        """Show that this process lives, and free what one that does not has claimed."""
        await self._store.write(lambda tx: deliveries.keep_claims(tx, self._name))

    async def _leave(self) -> None:
        """What has ended is stored; what is still under way is the next process's, since nobody will hear of it."""
        outcomes = [outcome for _, outcome in self._ended]

        async def leave(tx: Tx) -> None:
            await settle(tx, outcomes)
            await deliveries.free(tx, self._name)

        try:
            await self._store.write(leave)
        except CoreError as error:
            _log.warning("courier.claims_left", error=type(error).__name__)

    async def _fill(self) -> None:
        """Put what waits on routes that run low into the outbox."""
        found: list[tuple[Route, Delivery, Rendered]] = []
        async with self._store.read() as tx:
            errands = await spreading.waiting(tx)
            there = await deliveries.kinds_waiting(tx, {way.state for way in WAYS})
            meetings = [event.id for event in await events.live(tx)] if there else []
            for route in self._routes:
                if any((route.way.state, kind) in there for kind in route.way.kinds):
                    page = await self._next(tx, route, meetings)
                    ready = [(each, _LATER) for each in page] if route.way.apart else await self._rendered(tx, page)
                    found += [(route, *item) for item in ready]
        if found:
            await self._claim(found)
        for meeting in errands:  # behind what is ready to be sent, and no more than this at a time
            await self._carry_on(meeting)

    async def _carry_on(self, meeting: EventId) -> None:
        """One more portion; what cannot be done because of what cannot be read is given up."""
        try:
            await self._store.write(partial(spreading.carry_on, event_id=meeting))
        except UNREADABLE as error:
            _log.error("errand.given_up", meeting=meeting, error=where(error))
            await self._store.write(partial(_give_up, event_id=meeting))
        self._wake.set()

    async def _next(self, tx: Tx, route: Route, meetings: Sequence[EventId]) -> list[Delivery]:
        """What to put into the outbox, if the route runs low."""
        under_way, way = len(self._under_way[route]), route.way
        if under_way > route.window // 2:
            return []
        free = route.window - under_way
        return await deliveries.waiting(tx, way.state, way.kinds, [route.network], limit=free, meetings=meetings)

    async def _rendered(self, tx: Tx, page: Sequence[Delivery]) -> list[tuple[Delivery, Rendered]]:
        """The messages of a page. One for which a count or a picture has to be made first waits, and no other does."""
        try:
            return list(zip(page, await render(self._house, tx, page, self._redraws.drawn), strict=True))
        except (Uncounted, Undrawn) as missing:
            if not self._making:
                self._making = True
                self._beside(self._make_first(missing))
            return []
        except UNREADABLE as error:
            if len(page) == 1:
                return [(page[0], Rendered(None, error=error))]
            # what is about a row that cannot be read is not sent, which the chair hears; all else is
            return [item for each in page for item in await self._rendered(tx, [each])]

    async def _claim(self, found: Sequence[tuple[Route, Delivery, Rendered]]) -> None:
        """Post what nobody else has claimed meanwhile."""
        seen = [delivery for _, delivery, _ in found]
        claimed = await self._store.write(lambda tx: deliveries.claim(tx, self._name, seen))
        for route, delivery, item in found:
            if mine := claimed.get(delivery.id):
                self._under_way[route].add(mine.id)
                self._left[route] += 1
                if item is _LATER:
                    self._beside(self._make(route, mine))
                else:
                    self._post(route, mine, item)

    async def _make_first(self, missing: Uncounted | Undrawn) -> None:
        try:
            if isinstance(missing, Undrawn):
                await draw(self._store, missing)
            else:
                await work_out(self._store, missing)
        except Exception as error:
            _log.error("courier.not_made_first", missing=type(missing).__name__, vote=str(missing), error=where(error))
            await self._time.sleep(SORE)
        finally:
            self._making = False
            self._wake.set()

    async def _make(self, route: Route, wanted: Delivery) -> None:
        """Make a file and post it. One that fails is tried again, also by the next process if this one dies of it."""
        try:
            if wanted.tries > filing.TRIES:
                raise _DiedOf
            item = Rendered(await filing.made(self._store, self._house, wanted))
        except Exception as error:
            _log.error("file.not_made", delivery=wanted.id, tries=wanted.tries, error=where(error))
            if wanted.tries < filing.TRIES and not isinstance(error, TooSlow):
                await self._time.sleep(filing.PAUSE)
                self._end(route, Settled(wanted, wanted.state))
                return
            item = Rendered(None, error=error)
        self._post(route, wanted, item)

    def _beside(self, work: Coroutine[object, object, None]) -> None:
        job = asyncio.create_task(work)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    def _post(self, route: Route, delivery: Delivery, item: Rendered) -> None:
        old = Ref(delivery.chat, delivery.ref) if route.way.state is not DeliveryState.QUEUED else None
        overtaken: list[Ref] = []

        async def message() -> Message | None:
            if item.error:
                raise item.error
            if old and item.stands and self._redraws.overtook(item.stands):
                overtaken.append(old)  # what a press has drawn meanwhile shows more than this
                return None
            return item.message

        def done(ref: Ref | None, error: NetworkError | None) -> None:
            ref = overtaken[0] if overtaken else ref
            if ref and item.rendering:
                self._redraws.confirmed(item.rendering)
            self._end(route, replace(settled(delivery, ref, error), said=item.said))

        once = f"{delivery.kind}.{delivery.id}.{delivery.ref}"  # another one each time that it is sent anew
        # what is over is drawn last: a redraw that waits gives way to it
        key = edit_key(old) if old and route.way.state is DeliveryState.STALE else ""
        job = Job(chat=delivery.chat, lane=route.way.lane, render=message, ref=old, key=key, once=once, done=done)
        self._networks.post(job)

    def _end(self, route: Route, outcome: Settled) -> None:
        self._ended.append((route, outcome))
        self._left[route] -= 1
        if self._left[route] <= route.window // 2:
            self._wake.set()

    async def _store_ended(self) -> None:
        ended = list(self._ended)
        outcomes = [outcome for _, outcome in ended]
        if outcomes:
            self._take_away(await self._store.write(lambda tx: settle(tx, outcomes)), Lane.CLOSING)
            del self._ended[: len(ended)]
            for route, outcome in ended:
                self._under_way[route].discard(outcome.delivery.id)
            for outcome in filter(concerns_chair, outcomes):
                self._failures.count(outcome.delivery.event)
        await self._failures.tell()
        await self._redraws.confirm()


async def _give_up(tx: Tx, event_id: EventId) -> None:
    """Leave it and tell the chair, who alone knows what to do about those who get no message."""
    if errand := await spreading.give_up(tx, event_id):
        number = await votes.number_of(tx, VoteId(errand.subject)) if errand.act is Act.ROLL else 0
        await telling.alarm_chair(tx, event_id, refuse("errand-given-up", number=number))
