"""Presses of other votes while a large box is counted: what a cast takes, beside the same with nothing to count."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from core import casting
from core.casting import Cast, Recorded
from core.clock import SystemClock
from core.methods import METHODS, count_twice
from core.model import MemberId, Vote
from core.store.engine import Store, opened

from .counts import big_box
from .folkmoot_press import stage_in

MEMBERS = 1000
PAUSE = 0.005
"""Seconds between two casts, each in a transaction of its own."""
LEAST, MOST = 200, 1000
"""Casts that are measured; as many of them as the count takes."""


@dataclass(frozen=True, slots=True)
class Waits:
    """99 of 100 casts took no longer, in milliseconds."""

    counting: float
    idle: float


async def waits() -> Waits:
    """Cast with nothing to count, then while the box of a method by pairs, the slowest, is counted twice aside."""
    method = next(method for method in METHODS.values() if method.pairwise)
    box, settings = big_box(method, random.Random(1))
    with TemporaryDirectory() as folder:
        async with opened(f"sqlite:///{Path(folder) / 'bench.db'}", SystemClock()) as store:
            vote, ids = await stage_in(store, MEMBERS)
            idle = [await one_cast(store, vote, ids, number) for number in range(LEAST)]
            count = asyncio.create_task(store.aside(lambda: count_twice(method, box, settings)))
            counting = list[float]()
            while not count.done() and len(counting) < MOST:
                counting.append(await one_cast(store, vote, ids, len(counting) + 1))
            await count
    return Waits(p99(counting), p99(idle))


async def one_cast(store: Store, vote: Vote, ids: Sequence[MemberId], number: int) -> float:
    """Milliseconds until a cast is durable."""
    member = ids[number % len(ids)]
    wish = Cast(f"telegram:{member}", vote.id, "abc"[number % 3], 0, casting.tag(vote, member, 0))
    begun = time.perf_counter()
    (outcome,) = await store.write(lambda tx: casting.cast(tx, [wish]))
    took = (time.perf_counter() - begun) * 1000
    if not isinstance(outcome, Recorded):
        raise RuntimeError(outcome.code)
    await asyncio.sleep(PAUSE)
    return took


def p99(values: Sequence[float]) -> float:
    """What 99 of 100 of these do not exceed."""
    return quantiles(values, n=100)[98]
