"""The speed of counting: a year's worth of council wards, and a big box for each method, beside the plain recount."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TypeAlias

from core.methods import METHODS
from core.methods.model import ABSTAIN, Count, Settings, labels
from core.rules import SIMPLE
from core.totals import UNIT, Totals

ROUNDS = 5
WARDS, WARD_BALLOTS = 1000, 5000
BALLOTS, CANDIDATES = 100_000, 10
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
    """Count `WARDS` wards of about `WARD_BALLOTS` ballots by Scottish STV; the plain count is measured on `_MADE`."""
    chance = random.Random(2007)
    boxes = [_ward(chance) for _ in range(_MADE)]
    method = METHODS["scottish-stv"]
    once = median(_seconds(method.count, boxes) for _ in range(ROUNDS * 2))
    plain = median(_seconds(method.recount, boxes[:4]) for _ in range(ROUNDS))
    return Speeds(once * WARDS / _MADE, plain * WARDS / 4)


def boxes() -> dict[str, Speeds]:
    """Count one box of `BALLOTS` ballots with `CANDIDATES` candidates by every method."""
    return {name: _box_speeds(name) for name in METHODS}


def _box_speeds(name: str) -> Speeds:
    chance = random.Random(name)
    settings = _terms(name)
    box = [(_choices(name, settings.options, chance), settings)]
    fast = median(_seconds(METHODS[name].count, box) for _ in range(ROUNDS))
    return Speeds(fast, _seconds(METHODS[name].recount, box))


def _terms(name: str) -> Settings:
    if name == "yes-no-abstain":
        return Settings(options=labels(3), majority=SIMPLE)
    return Settings(options=labels(CANDIDATES), seats=1 if name in {"irv", "plurality"} else 3)


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


def _choices(name: str, options: Sequence[str], chance: random.Random) -> list[str]:
    popularity = [chance.expovariate(1) + 0.1 for _ in options]
    makers: dict[str, Callable[[], str]] = {
        "yes-no-abstain": lambda: chance.choice(options),
        "plurality": lambda: chance.choices(options, popularity)[0],
        "block": lambda: "+".join(sorted(chance.sample(options, 3))),
        "approval": lambda: "+".join(label for label in options if chance.random() < 0.4) or ABSTAIN,
        "per-candidate": lambda: " ".join(f"{label}:{chance.choice(('yes', 'no', 'abstain'))}" for label in options),
    }
    make = makers.get(name, partial(_ranking, options, popularity, chance, most=CANDIDATES))
    return [make() for _ in range(BALLOTS)]


def _ranking(options: Sequence[str], popularity: Sequence[float], chance: random.Random, *, most: int) -> str:
    """Popular candidates tend to come first; most people rank only some."""
    order = sorted(zip(options, popularity, strict=True), key=lambda pair: chance.expovariate(pair[1]))
    return ">".join([label for label, _ in order][: chance.randint(1, most)])
