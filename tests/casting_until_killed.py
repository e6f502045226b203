"""A process that casts in batches and says which members' casts are durable, until it is killed: PATH VOTE."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from core import assembly, casting
from core.casting import Cast, Recorded
from core.clock import SystemClock
from core.errors import Refusal
from core.model import VoteId
from core.store import inputs
from core.store.engine import opened
from core.store.writer import Tx

BATCH = 10


@dataclass(frozen=True)
class Press:
    id: str
    cast: Cast


def choice_of(number: int) -> str:
    return "abc"[number % 3]


async def press(tx: Tx, batch: Sequence[Press]) -> list[Recorded | Refusal]:
    return await casting.cast(tx, [item.cast for item in batch])


async def main(url: str, vote: VoteId) -> None:
    async with opened(url, SystemClock()) as store:
        async with store.read() as tx:
            number = int(await inputs.cursor(tx, "net") or 0)
        while True:
            numbers = range(number + 1, number + 1 + BATCH)
            batch = [Press(str(n), Cast(f"telegram:{n}", vote, choice_of(n))) for n in numbers]
            number += BATCH
            outcomes = await assembly.apply(store, "net", batch, str(number), press, once=lambda _: False)
            done = [n for n, outcome in zip(numbers, outcomes, strict=True) if isinstance(outcome, Recorded)]
            sys.stdout.write(" ".join(map(str, done)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], VoteId(int(sys.argv[2]))))
