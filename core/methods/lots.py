"""Ties: broken by a lot that anybody can repeat, or reported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from core.methods.model import Lot, Settings


def order_of_favour(among: Iterable[str], settings: Settings) -> Lot:
    """Order tied options as far as lots decide: the drawn ones, then the rest by the public seed.

    The seeded place of an option is the SHA-256 of `seed:label`, lowest first: one order for the whole
    count. Without a seed the order ends where more than one option is left.
    """
    tied = sorted(among, key=settings.options.index)
    drawn = [label for label in settings.drawn if label in tied]
    rest = [label for label in tied if label not in drawn]
    if settings.seed:
        rest.sort(key=lambda label: _place(settings.seed, label))
    elif len(rest) > 1:
        rest = []
    return Lot(tuple(tied), (*drawn, *rest))


def _place(seed: str, label: str) -> bytes:
    return hashlib.sha256(f"{seed}:{label}".encode()).digest()
