"""What an adapter reports before a meeting, as lines for whoever runs the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

CLOCK: Final = timedelta(seconds=5)
"""More than this between two clocks is no network's delay."""


class Level(StrEnum):
    """How bad it is."""

    GOOD = "ok"
    WARNING = "warning"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. With `chat` it goes on after that chat's name, as in `can be written to`."""

    level: Level
    text: str
    chat: str = ""


def clock(ahead: timedelta, whose: str) -> Finding:
    """Whether this machine's clock goes with somebody's, of whom it is `ahead`."""
    seconds = ahead.total_seconds()
    if abs(ahead) <= CLOCK:
        return Finding(Level.GOOD, f"clock: as {whose}")
    text = f"clock: {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} {whose}"
    return Finding(Level.WARNING, f"{text}; let this machine keep its time by NTP")
