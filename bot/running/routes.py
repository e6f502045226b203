"""Which deliveries go in which lane, and how many of them wait in an outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.contract import Network
from adapters.outbox import Lane
from core.outgoing import DeliveryKind, DeliveryState

K = DeliveryKind
AHEAD = 2.0
"""Seconds of a network's pace that a route puts into the outbox at most, so that texts are fresh."""
LEAST, MOST = 4, 60
"""Deliveries of a route in the outbox, however slow or fast the network is."""


@dataclass(frozen=True, slots=True)
class Way:
    """Deliveries of some kinds in one state, and the lane they travel in."""

    lane: Lane
    state: DeliveryState
    kinds: frozenset[DeliveryKind]
    apart: bool = False
    """Each is made by a job of its own, one at a time."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way through one network, so that a slow one keeps nobody else waiting."""

    way: Way
    network: str
    window: int
    """Deliveries that wait in the outbox. With half of them left it is filled up: until then outcomes gather."""


URGENT = frozenset(
    {
        *(K.DEMANDED, K.CLOSED, K.COUNTED, K.DISPUTED, K.HELD, K.ALARM),
        *(K.NOMINATED, K.ELECTED, K.ACCEPTANCE, K.BOARD),
    }
)
FOR_CHANNELS = (URGENT | {K.FILE}) - {K.ACCEPTANCE, K.NOMINATED}
"""What the chairs get in private if their channel takes nothing."""
WAYS = (
    Way(Lane.URGENT, DeliveryState.QUEUED, URGENT),
    Way(Lane.URGENT, DeliveryState.QUEUED, frozenset({K.FILE}), apart=True),
    Way(Lane.DUE, DeliveryState.QUEUED, frozenset({K.BALLOT})),
    Way(
        Lane.NEWS,
        DeliveryState.QUEUED,
        frozenset({K.WELCOME, K.CARD, K.FAREWELL, K.DRAFT, K.RESULT, K.PICTURE, K.NOTICE, K.PROXY}),
    ),
    Way(Lane.URGENT, DeliveryState.OUTDATED, frozenset({K.HELD})),
    Way(Lane.REDRAW, DeliveryState.OUTDATED, frozenset(K) - {K.HELD}),
    Way(Lane.CLOSING, DeliveryState.AGED, frozenset({K.BALLOT})),
    Way(Lane.CLOSING, DeliveryState.STALE, frozenset(K)),
)


def routes(networks: Iterable[Network]) -> list[Route]:
    """Every way through every network."""
    return [Route(way, each.name, 1 if way.apart else _window(each)) for each in networks for way in WAYS]


def _window(network: Network) -> int:
    return min(max(round(AHEAD * network.limits.per_second), LEAST), MOST)
