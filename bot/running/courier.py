"""Deliveries: from rows that wait, through the outbox, to rows that tell how it ended.

Each is claimed in its row before it is sent, so that another process may send beside this one, and one that died has
its deliveries sent by the next.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from adapters.contract import Gone, Message, Network, NetworkError, Ref, Unreachable
from adapters.outbox import Job, Lane
from bot.chat.call import House
from bot.running.clock import Time
from bot.running.failures import Failures
from bot.running.networks import Networks, ref_text
from bot.running.redraws import Redraws
from bot.running.rendering import Rendered, render
from core import accounts, telling
from core.errors import CoreError, StoreBusy
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.results import Uncounted, work_out
from core.store import deliveries
from core.store.deliveries import UNREACHABLE
from core.store.engine import Store
from core.store.writer import Tx

K = DeliveryKind
AHEAD = 2.0
"""Seconds of a network's pace that a route puts into the outbox at most, so that texts are fresh."""
LEAST, MOST = 4, 60
"""Deliveries of a route in the outbox, however slow or fast the network is."""
PAUSE = 0.1
"""Seconds in which outcomes gather before they are stored together."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Way:
    """Deliveries of some kinds in one state, and the lane they travel in."""

    lane: Lane
    state: DeliveryState
    kinds: frozenset[DeliveryKind]


@dataclass(frozen=True, slots=True)
class Route:
    """A way through one network, so that a slow one keeps nobody else waiting."""

    way: Way
    network: str
    window: int
    """Deliveries that wait in the outbox. With half of them left it is filled up: until then outcomes gather."""


WAYS = (
    Way(
        Lane.URGENT,
        DeliveryState.QUEUED,
        frozenset({K.DEMANDED, K.CLOSED, K.COUNTED, K.DISPUTED, K.HELD, K.ALARM, K.FILE, K.ELECTED, K.ACCEPTANCE}),
    ),
    Way(Lane.DUE, DeliveryState.QUEUED, frozenset({K.BALLOT, K.REMINDER})),
    Way(
        Lane.NEWS, DeliveryState.QUEUED, frozenset({K.WELCOME, K.CARD, K.DRAFT, K.RESULT, K.PICTURE, K.NOTICE, K.PROXY})
    ),
    Way(Lane.REDRAW, DeliveryState.OUTDATED, frozenset({K.DRAFT, K.BALLOT, K.ELECTED, K.ACCEPTANCE})),
    Way(Lane.CLOSING, DeliveryState.AGED, frozenset({K.BALLOT})),
    Way(Lane.CLOSING, DeliveryState.STALE, frozenset(K)),
)


class Courier:
    """Sends what must arrive and reports how it went."""

    def __init__(
        self, store: Store, house: House, networks: Networks, redraws: Redraws, failures: Failures, time: Time
    ) -> None:
        self._store = store
        self._house = house
        self._networks = networks
        self._redraws = redraws
        self._failures = failures
        self._time = time
        self._name = secrets.token_hex(8)
        """Under which this process claims."""
        self._wake = asyncio.Event()
        self._routes = [
            Route(way, connection.network.name, _window(connection.network)) for connection in networks for way in WAYS
        ]
        self._under_way: dict[Route, set[int]] = {route: set() for route in self._routes}
        self._left = dict.fromkeys(self._routes, 0)
        """How many of those under way have not ended."""
        self._counting: asyncio.Task[None] | None = None
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
                await self._time.sleep(PAUSE)
        finally:
            await self._leave()

    async def keep_claims(self) -> None:
        """Show that this process lives, and free what one that does not has claimed."""
        await self._store.write(lambda tx: deliveries.keep_claims(tx, self._name))

    async def _leave(self) -> None:
        """What has ended is stored; what is still under way is the next process's, since nobody will hear of it."""
        settled = [outcome for _, outcome in self._ended]

        async def leave(tx: Tx) -> None:
            await _write(tx, settled)
            await deliveries.free(tx, self._name)

        try:
            await self._store.write(leave)
        except CoreError as error:
            _log.warning("courier.claims_left", error=type(error).__name__)

    async def _fill(self) -> None:
        """Put what waits on routes that run low into the outbox."""
        found: list[tuple[Route, Delivery, Rendered]] = []
        async with self._store.read() as tx:
            there = await deliveries.kinds_waiting(tx, {way.state for way in WAYS})
            for route in self._routes:
                if any((route.way.state, kind) in there for kind in route.way.kinds):
                    page = await self._next(tx, route)
                    found += [(route, *item) for item in zip(page, await self._rendered(tx, page), strict=False)]
        if found:
            await self._claim(found)

    async def _next(self, tx: Tx, route: Route) -> list[Delivery]:
        """What to put into the outbox, if the route runs low."""
        under_way, way = len(self._under_way[route]), route.way
        if under_way > route.window // 2:
            return []
        return await deliveries.waiting(tx, way.state, way.kinds, [route.network], limit=route.window - under_way)

    async def _rendered(self, tx: Tx, page: Sequence[Delivery]) -> Sequence[Rendered]:
        """Messages for a page. One with a result that has to be counted first waits, and no other does."""
        try:
            return await render(self._store, self._house, tx, page)
        except Uncounted as missing:
            if not self._counting:
                self._counting = asyncio.create_task(self._count(missing))
            return []

    async def _claim(self, found: Sequence[tuple[Route, Delivery, Rendered]]) -> None:
        """Post what nobody else has claimed meanwhile."""
        seen = [delivery for _, delivery, _ in found]
        claimed = await self._store.write(lambda tx: deliveries.claim(tx, self._name, seen))
        for route, delivery, item in found:
            if mine := claimed.get(delivery.id):
                self._under_way[route].add(mine.id)
                self._left[route] += 1
                self._post(route, mine, item)

    async def _count(self, missing: Uncounted) -> None:
        try:
            await work_out(self._store, missing)
        finally:
            self._counting = None
            self._wake.set()

    def _post(self, route: Route, delivery: Delivery, item: Rendered) -> None:
        async def message() -> Message | None:
            if item.error:
                raise item.error
            return item.message

        def done(ref: Ref | None, error: NetworkError | None) -> None:
            if ref and item.rendering:
                self._redraws.confirmed(item.rendering)
            self._ended.append((route, replace(_settled(delivery, ref, error), said=item.said)))
            self._left[route] -= 1
            if self._left[route] <= route.window // 2:
                self._wake.set()

        old = Ref(delivery.chat, delivery.ref) if route.way.state is not DeliveryState.QUEUED else None
        once = f"{delivery.kind}.{delivery.id}.{delivery.ref}"  # another one each time that it is sent anew
        self._networks.post(Job(chat=delivery.chat, lane=route.way.lane, render=message, ref=old, once=once, done=done))

    async def _store_ended(self) -> None:
        ended = list(self._ended)
        settled = [outcome for _, outcome in ended]
        if settled:
            await self._store.write(lambda tx: _write(tx, settled))
            del self._ended[: len(ended)]
            for route, outcome in ended:
                self._under_way[route].discard(outcome.delivery.id)
            for outcome in filter(_concerns_chair, settled):
                self._failures.count(outcome.delivery.event)
        await self._failures.tell()
        await self._redraws.confirm()


def _window(network: Network) -> int:
    return min(max(round(AHEAD * network.limits.per_second), LEAST), MOST)


async def _write(tx: Tx, ended: Sequence[Settled]) -> None:
    settled = await deliveries.settle(tx, ended)
    if gone := [outcome.delivery.chat for outcome in settled if outcome.error == UNREACHABLE]:
        await accounts.unreachable(tx, gone)
    await accounts.heard_from(tx, {outcome.delivery.chat for outcome in settled if outcome.ref})
    await _tell_failures(tx, [outcome for outcome in settled if outcome.state is DeliveryState.FAILED])


async def _tell_failures(tx: Tx, failed: Sequence[Settled]) -> None:
    """None is dropped: each is logged; the chair is told of all but those whom the list of unreachable names.

    What a chair channel could not be told goes to the chairs in private.
    """
    for outcome in failed:
        delivery = outcome.delivery
        _log.warning("delivery.failed", kind=delivery.kind, delivery=delivery.id, error=outcome.error)
        if delivery.member is None and delivery.kind in WAYS[0].kinds - {K.ACCEPTANCE}:
            await telling.tell_chairs(tx, delivery)


def _concerns_chair(outcome: Settled) -> bool:
    """A group's ballot or list, or a member's message that failed for another reason than the member's own."""
    delivery = outcome.delivery
    private = delivery.member is not None
    return (
        outcome.state is DeliveryState.FAILED
        and delivery.kind not in WAYS[0].kinds
        and (not private or outcome.error != UNREACHABLE)
    )


def _settled(delivery: Delivery, ref: Ref | None, error: NetworkError | None) -> Settled:
    if isinstance(error, Unreachable):
        return Settled(delivery, DeliveryState.FAILED, error=UNREACHABLE)
    if isinstance(error, Gone):
        return Settled(delivery, DeliveryState.DONE)
    if error is not None:
        return Settled(delivery, DeliveryState.FAILED, error=type(error).__name__)
    if ref is None or delivery.state is DeliveryState.STALE:
        return Settled(delivery, DeliveryState.DONE)
    return Settled(delivery, DeliveryState.SENT, ref=ref_text(ref))
