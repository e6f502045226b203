"""Times that a network tells, by our clock: ours may be wrong, and may be set at any time."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from adapters.contract import Inbound

CLOSE: Final = timedelta(seconds=60)
"""Clocks that differ by less are as good as the same: a server tells its time in whole seconds, and late."""

S = TypeVar("S", bound=Inbound)


def ahead(date: str, before: timedelta) -> timedelta:
    """How far the clock of a server is ahead of ours that sent this `Date` just now; as before if it makes no sense."""
    with suppress(ValueError):
        return timedelta(seconds=parsedate_to_datetime(date).timestamp() - time.time())
    return before


def by_ours(said: S, network_is_ahead: timedelta) -> S:
    """An input as if the network's clock showed what ours does."""
    if said.written is None or abs(network_is_ahead) < CLOSE:
        return said
    return replace(said, written=said.written - network_is_ahead)
