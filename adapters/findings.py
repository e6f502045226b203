"""What an adapter reports before a meeting, as lines for whoever runs the service."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
