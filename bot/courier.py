"""Deliveries: from rows that wait, through the outbox, to rows that tell how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog

from adapters.contract import Gone, Message, NetworkError, Ref, Unreachable
from adapters.outbox import Job, Lane
from bot.ballots import Ballots
from bot.calls import House
from bot.clock import Time
from bot.links import Links, ref_text
from bot.rendering import Rendered, render
from core.errors import StoreBusy
from core.model import Delivery, DeliveryKind, DeliveryState, Settled
from core.store import deliveries, members
from core.store.engine import Store
from core.store.writer import Tx

K = DeliveryKind
WINDOW = 60
"""Deliveries of a route that wait in the outbox: two seconds of Telegram's pace, so that texts are fresh."""
LOW = WINDOW // 2
"""With as many left a route is filled up; until then outcomes gather, at most until the next wake."""
PAUSE = 0.1
"""Seconds in which outcomes gather before they are stored together."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Route:
    """Deliveries of some kinds in one state, and the lane they travel in."""

    lane: Lane
    state: DeliveryState
    kinds: frozenset[DeliveryKind]


ROUTES = (
    Route(Lane.REPLY, DeliveryState.QUEUED, frozenset({K.CLOSED, K.COUNTED, K.DISPUTED, K.HELD, K.ALARM, K.FILE})),
    Route(Lane.BALLOT, DeliveryState.QUEUED, frozenset({K.BALLOT, K.REMINDER})),
    Route(Lane.NEWS, DeliveryState.QUEUED, frozenset({K.CARD, K.DRAFT, K.RESULT, K.NOTICE})),
    Route(Lane.CLOSING, DeliveryState.STALE, frozenset(K)),
)


class Courier:
    """Sends what must arrive and reports how it went."""

    def __init__(self, store: Store, house: House, links: Links, ballots: Ballots, time: Time) -> None:
        self._store = store
        self._house = house
        self._links = links
        self._ballots = ballots
        self._time = time
        self._wake = asyncio.Event()
        self._under_way: dict[Route, set[int]] = {route: set() for route in ROUTES}
        self._left = dict.fromkeys(ROUTES, 0)
        """How many of those under way have not ended."""
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

    async def _fill(self) -> None:
        """Put what waits on routes that run low into the outbox."""
        async with self._store.read() as tx:
            for route in ROUTES:
                if len(self._under_way[route]) <= LOW and (page := await self._next(tx, route)):
                    self._post_all(route, page, await render(self._store, self._house, tx, page))

    def _post_all(self, route: Route, page: Sequence[Delivery], rendered: Sequence[Rendered]) -> None:
        for delivery, item in zip(page, rendered, strict=True):
            self._under_way[route].add(delivery.id)
            self._left[route] += 1
            self._post(route, delivery, item)

    async def _next(self, tx: Tx, route: Route) -> list[Delivery]:
        under_way = self._under_way[route]
        return await deliveries.waiting(
            tx, route.state, route.kinds, self._links.names, without=under_way, limit=WINDOW - len(under_way)
        )

    def _post(self, route: Route, delivery: Delivery, item: Rendered) -> None:
        async def message() -> Message | None:
            return item.message

        def done(ref: Ref | None, error: NetworkError | None) -> None:
            if ref and item.shown:
                self._ballots.shown(item.shown)
            self._ended.append((route, _settled(delivery, ref, error)))
            self._left[route] -= 1
            if self._left[route] <= LOW:
                self._wake.set()

        old = Ref(delivery.chat, delivery.ref) if route.state is DeliveryState.STALE else None
        once = f"{delivery.kind}.{delivery.id}.{delivery.ref}"  # another one each time that it is sent anew
        self._links.post(Job(chat=delivery.chat, lane=route.lane, render=message, ref=old, once=once, done=done))

    async def _store_ended(self) -> None:
        ended = list(self._ended)
        settled = [outcome for _, outcome in ended]
        if settled:
            await self._store.write(lambda tx: _write(tx, settled))
            del self._ended[: len(ended)]
            for route, outcome in ended:
                self._under_way[route].discard(outcome.delivery.id)
        await self._ballots.confirm()


async def _write(tx: Tx, settled: list[Settled]) -> None:
    await deliveries.settle(tx, settled)
    gone = _chats(settled, "unreachable")
    if gone:
        await members.set_reachable(tx, gone, reachable=False)


def _chats(settled: Iterable[Settled], error: str) -> list[str]:
    return [outcome.delivery.chat for outcome in settled if outcome.error == error]


def _settled(delivery: Delivery, ref: Ref | None, error: NetworkError | None) -> Settled:
    if isinstance(error, Unreachable):
        return Settled(delivery, DeliveryState.FAILED, error="unreachable")
    if isinstance(error, Gone):
        return Settled(delivery, DeliveryState.DONE)
    if error is not None:
        return Settled(delivery, DeliveryState.FAILED, error=type(error).__name__)
    if ref is None or delivery.state is DeliveryState.STALE:
        return Settled(delivery, DeliveryState.DONE)
    return Settled(delivery, DeliveryState.SENT, ref=ref_text(ref))
