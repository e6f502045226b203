"""What outlives the process, and where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

PREFIX: Final = "olm."
"""Of all keys of `Kept.rows` that belong to encryption."""
ACCOUNT: Final = f"{PREFIX}account"
IDENTITY: Final = f"{PREFIX}known.identity"
MARK: Final = f"{PREFIX}mark"
UNOPENED: Final = (
    "what encryption keeps in the database cannot be opened; "
    "put back the matrix.secret that belongs to it, into the folder of [storage] keys"
)
USED_ONCE: Final = "olm.[^k]*"
"""Keys of `Kept.rows` that a copy must not have, as a pattern: all of encryption but what is known of us, of people
and of rooms (`olm.known`). What opens messages is among them."""
OF_NOBODY: Final = ("device", "olm.account", "olm.known.identity", "olm.known.former")
"""Keys of `Kept.rows` that say nothing of anybody but us: all others name people, their rooms or their devices."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What outlives the process: the private room of each Matrix id, and the access token of a login."""

    rooms: Mapping[str, str] = field(default_factory=dict)
    session: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    """What batches brought along to be kept."""


class Keeper(Protocol):
    """Where it is kept."""

    async def load(self) -> Kept:
        """Return all of it."""

    async def save_room(self, person: str, room: str) -> None:
        """Keep the private room of a person; "" if the person left it."""

    async def save_session(self, session: str) -> None:
        """Keep the access token."""

    async def save_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Keep what batches bring along too, before anything that depends on it is sent; "" forgets a key."""


class MemoryKeeper:
    """Keeps nothing: rooms are found again through what the homeserver tells about them."""

    async def load(self) -> Kept:
        """Return nothing."""
        return Kept()

    async def save_room(self, person: str, room: str) -> None:
        """Do nothing."""

    async def save_session(self, session: str) -> None:
        """Do nothing."""

    async def save_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Do nothing."""
