"""Secret votes: casts that are sealed and stored, and a large box from its envelopes to a key that is gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core import casting, counting, secret, voting
from core.casting import Cast, Recorded
from core.clock import SystemClock
from core.definition import longest_choice
from core.errors import Refusal
from core.journal import CLI
from core.model import MemberId, Vote, VoteState
from core.results import supplied
from core.secrecy import KeyPair, Opener, new_code, padded_size, seal
from core.store import ballots, events, secrets, votes
from core.store.engine import Store, opened
from core.store.writer import Tx
from core.totals import UNIT, Totals

from .beside import one_cast, p99
from .folkmoot_press import EVENT, QUESTION, stage_in

MEMBERS, BATCH, ROUNDS = 3000, 100, 5
BALLOTS = 100_000
_PORTION = 5000
"""Members whose envelopes are put at a time."""
_SECRET = replace(QUESTION, title="Secret", secret=True, close_when_all=False)


@dataclass(frozen=True, slots=True)
class SealedSpeeds:
    """Casts a second: medians of the rounds."""

    ours: float
    sealing: float


async def sealed_speeds() -> SealedSpeeds:
    """Cast in batches, everybody once a round, and seal as many choices with nothing else around it."""
    async with _staged(MEMBERS) as (store, vote, ids):
        rounds = [await _round(store, vote, ids, number) for number in range(ROUNDS)]
    return SealedSpeeds(*(MEMBERS / median(seconds) for seconds in zip(*rounds, strict=True)))


async def _round(store: Store, vote: Vote, ids: Sequence[MemberId], number: int) -> tuple[float, float]:
    choices = ["abc"[(place + number) % 3] for place in range(len(ids))]
    wishes = [
        Cast(f"telegram:{member}", vote.id, choice, 0, casting.tag(vote, member, 0))
        for member, choice in zip(ids, choices, strict=True)
    ]
    begun = time.perf_counter()
    for start in range(0, len(wishes), BATCH):
        await _cast(store, wishes[start : start + BATCH])
    ours, size = time.perf_counter() - begun, padded_size(longest_choice(vote.definition))
    begun = time.perf_counter()
    for choice in choices:
        seal(vote.seal, new_code(), choice, size)
    return ours, time.perf_counter() - begun


async def _cast(store: Store, wishes: Sequence[Cast]) -> None:
    outcomes = await store.write(lambda tx: casting.cast(tx, wishes))
    if refused := [outcome for outcome in outcomes if not isinstance(outcome, Recorded)]:
        raise RuntimeError(refused[0].code)


@asynccontextmanager
async def _staged(members: int) -> AsyncIterator[tuple[Store, Vote, list[MemberId]]]:
    """A secret vote that is open, with so many on its roll."""
    with TemporaryDirectory() as folder:
        async with opened(f"sqlite:///{Path(folder) / 'bench.db'}", SystemClock()) as store:
            _, ids = await stage_in(store, members)
            yield store, await store.write(_open), ids


async def _open(tx: Tx) -> Vote:
    event = await events.existing(tx, EVENT)
    drafted = await voting.draft(tx, event, _SECRET, CLI)
    vote = drafted if isinstance(drafted, Refusal) else await voting.open_vote(tx, event, drafted, CLI)
    if isinstance(vote, Refusal):
        raise RuntimeError(vote.code)
    return vote


# -- a large box


@dataclass(frozen=True, slots=True)
class BoxTimes:
    """From a closed box to a key that is destroyed."""

    whole: float
    """Seconds for opening, two counts, the swap, and scrubbing."""
    opening: float
    """Seconds for opening as many envelopes with nothing else around it."""
    waiting: float
    """Milliseconds that 99 of 100 casts in another vote took meanwhile."""
    longest: float
    """Milliseconds that the slowest of them took."""


async def box_times() -> BoxTimes:
    """Count `BALLOTS` secret ballots while people vote on something else."""
    async with _staged(BALLOTS) as (store, vote, ids):
        await _fill(store, vote, ids)
        closed = await store.write(lambda tx: _close(tx, vote))
        async with store.read() as tx:
            other = (await votes.of_event(tx, EVENT, VoteState.OPEN))[0]
            box = await secret.sealed(tx, closed, {})
        opening = await store.aside(lambda: _opened(box.key, [envelope for envelope, _ in box.envelopes]))
        begun = time.perf_counter()
        work = asyncio.create_task(_counted(store, closed))
        waits = list[float]()
        while not work.done():
            waits.append(await one_cast(store, other, ids, len(waits)))
        await work
        return BoxTimes(time.perf_counter() - begun, opening, p99(waits), max(waits))


async def _fill(store: Store, vote: Vote, ids: Sequence[MemberId]) -> None:
    size = padded_size(longest_choice(vote.definition))
    for start in range(0, len(ids), _PORTION):
        some = ids[start : start + _PORTION]
        boxes = {member: seal(vote.seal, new_code(), "abc"[member % 3], size) for member in some}
        new = Totals(len(some), len(some) * UNIT)
        await store.write(partial(ballots.put_envelopes, vote=vote, boxes=boxes, new=new))


async def _close(tx: Tx, vote: Vote) -> Vote:
    closed = await voting.close(tx, await voting.fresh(tx, vote), CLI, CLI)
    if isinstance(closed, Refusal):
        raise RuntimeError(closed.code)
    return closed


async def _counted(store: Store, vote: Vote) -> None:
    counted = await supplied(store, lambda: store.write(lambda tx: counting.count(tx, vote, CLI)))
    if isinstance(counted, Refusal):
        raise RuntimeError(counted.code)
    await secrets.scrub(store)


def _opened(key: KeyPair, envelopes: Sequence[bytes]) -> float:
    """Seconds for opening them one after the other."""
    opener, begun = Opener(key), time.perf_counter()
    for envelope in envelopes:
        opener.open(envelope)
    return time.perf_counter() - begun
