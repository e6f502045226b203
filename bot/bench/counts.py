"""The speed of counting: a year's worth of council wards, and a big box for each method, beside the plain recount."""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TypeAlias

from core.methods import METHODS, count_twice
from core.methods.model import Ballots, Count, Form, Method, Settings, labels
from core.rules import SIMPLE
from core.totals import UNIT, Totals

ROUNDS = 5
WARDS, WARD_BALLOTS = 1000, 5000
BALLOTS, CANDIDATES, SEATS = 100_000, 50, 3
_MADE = 20
"""Different wards; each is counted anew as often as it takes to make `WARDS`."""

Box: TypeAlias = tuple[list[str], Settings]
"""One choice a ballot, as they come out of the box; telling the equal ones together is part of the count."""


@dataclass(frozen=True, slots=True)
class Speeds:
    """Seconds of the fast count and of the plain one."""

    fast: float
    plain: float


def wards() -> Speeds:
    """Count `WARDS` wards of about `WARD_BALLOTS` ballots by the first staged method for several seats."""
    chance = random.Random(2007)
    boxes = [_ward(chance) for _ in range(_MADE)]
    method = next(method for method in METHODS.values() if method.staged and method.most_seats is None)
    once = median(_seconds(method.count, boxes) for _ in range(ROUNDS * 2))
    plain = median(_seconds(method.recount, boxes[:4]) for _ in range(ROUNDS))
    return Speeds(once * WARDS / _MADE, plain * WARDS / 4)


def boxes() -> dict[str, Speeds]:
    """Count one box of `BALLOTS` ballots with `CANDIDATES` candidates by every method."""
    return {name: _box_speeds(method) for name, method in METHODS.items()}


def big_box(method: Method, chance: random.Random) -> tuple[Ballots, Settings]:
    """The same box as it comes to the count."""
    settings = _terms(method)
    alike = Counter(_choices(method, settings, chance))
    return {choice: Totals(heads, heads * UNIT) for choice, heads in alike.items()}, settings


def memory() -> float:
    """MB that counting the box of each method twice adds to a process at most, the box itself included."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_counted_all).result()


def _counted_all() -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for method in METHODS.values():
        count_twice(method, *big_box(method, random.Random(1)))
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _box_speeds(method: Method) -> Speeds:
    chance = random.Random(method.name)
    settings = _terms(method)
    box = [(_choices(method, settings, chance), settings)]
    counts = (method.count, method.recount)
    return Speeds(*(median(_seconds(count, box) for _ in range(ROUNDS)) for count in counts))


def _terms(method: Method) -> Settings:
    if method.question:
        return Settings(options=labels(3), majority=SIMPLE)
    return Settings(options=labels(CANDIDATES), seats=method.most_seats or SEATS)


def _seconds(count: Count, boxes: Sequence[Box]) -> float:
    begun = time.perf_counter()
    for choices, settings in boxes:
        count({choice: Totals(heads, heads * UNIT) for choice, heads in Counter(choices).items()}, settings)
    return time.perf_counter() - begun


def _ward(chance: random.Random) -> Box:
    options = labels(chance.randint(6, 10))
    popularity = [chance.expovariate(1) + 0.1 for _ in options]
    made = [_ranking(options, popularity, chance, most=5) for _ in range(chance.randint(4000, 6000))]
    return made, Settings(options=options, seats=chance.choice((3, 4)))


def _choices(method: Method, settings: Settings, chance: random.Random) -> list[str]:
    options = settings.options
    popularity = [chance.expovariate(1) + 0.1 for _ in options]
    most = method.maximum(settings)
    makers: dict[Form, Callable[[], str]] = {
        Form.SINGLE: lambda: chance.choices(options, popularity)[0],
        Form.MARKS: lambda: "+".join(sorted(chance.sample(options, min(most, chance.randint(1, len(options)))))),
        Form.RANKING: partial(_ranking, options, popularity, chance, most=len(options)),
        Form.ANSWERS: lambda: " ".join(f"{label}:{chance.choice(('yes', 'no', 'abstain'))}" for label in options),
    }
    return [makers[method.form]() for _ in range(BALLOTS)]


def _ranking(options: Sequence[str], popularity: Sequence[float], chance: random.Random, *, most: int) -> str:
    """Popular candidates tend to come first; most people rank only some."""
    order = sorted(zip(options, popularity, strict=True), key=lambda pair: chance.expovariate(pair[1]))
    return ">".join([label for label, _ in order][: chance.randint(1, most)])
