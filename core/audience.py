"""To whom a result is published, as a value."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who is shown a result by its publication."""

    HALL = "hall"
    """Whoever looks at the screen."""
    MEMBERS = "members"
    """Those on the roll and those present, in messages, and the members' groups."""


EVERYBODY = frozenset(Audience)
