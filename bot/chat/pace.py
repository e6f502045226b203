"""How long it takes until what waits is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from adapters.contract import Limits
from adapters.pacing import SHARE
from core.outgoing import DeliveryKind
from core.store import spreading
from core.store.writer import Tx

STEP = 5
"""Seconds: an estimate is not finer than that."""
WORTH_SAYING = timedelta(seconds=10)
POLLS = frozenset({DeliveryKind.BALLOT, DeliveryKind.CARD})


def seconds_for(limits: Mapping[str, Limits], messages: Mapping[str, int], *, polls: bool) -> float:
    """How long that many messages take by network; networks send at the same time."""
    return max(
        (
            count * (limits[network].poll if polls else 1) / (limits[network].per_second * SHARE)
            for network, count in messages.items()
        ),
        default=0.0,
    )


def rounded(seconds: float) -> timedelta:
    """An estimate as it is told: never too short."""
    return timedelta(seconds=STEP * -(-seconds // STEP))


async def time_for(tx: Tx, limits: Mapping[str, Limits], kinds: Iterable[DeliveryKind]) -> timedelta:
    """How long it takes until everything of these kinds that waits is sent."""
    kinds = set(kinds)
    waiting = await spreading.count_waiting(tx, kinds, list(limits))
    return rounded(seconds_for(limits, waiting, polls=bool(kinds & POLLS)))
