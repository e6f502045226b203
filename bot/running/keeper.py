"""What a network's adapter has to remember, in the database."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from adapters.matrix import Kept
from adapters.matrix.keeping import OF_NOBODY as OF_NO_PERSON
from core.address import address_on, name_of, network_of
from core.store import kept
from core.store.engine import Store

SESSION = "session"
SALT = "salt"
OF_NOBODY = (SESSION, SALT, *OF_NO_PERSON)
"""Keys of what stays when the people are forgotten."""


class StoreKeeper:
    """Rooms stand under their person's address, so that it can be seen who has none."""

    def __init__(self, store: Store, network: str) -> None:
        self._store = store
        self._network = network

    async def load(self) -> Kept:
        """All rooms, and the session."""
        async with self._store.read() as tx:
            found = await kept.everything(tx, self._network)
        persons = {key for key in found if network_of(key) == self._network}
        rooms = {name_of(key): found[key] for key in persons}
        others = {key: value for key, value in found.items() if key not in persons}
        others.pop(SALT, None)
        return Kept(rooms, others.pop(SESSION, ""), others)

    async def save_room(self, person: str, room: str) -> None:
        """Keep the private room of a person; "" if the person left it."""
        await self._keep(address_on(self._network, person), room)

    async def save_session(self, session: str) -> None:
        """Keep the access token."""
        await self._keep(SESSION, session)

    async def save_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Keep what the adapter needs before it sends."""
        await self._store.write(lambda tx: kept.keep_all(tx, self._network, rows))

    async def salt(self) -> str:
        """What tells this database from all others; made once."""
        async with self._store.read() as tx:
            if stands := (await kept.everything(tx, self._network)).get(SALT):
                return stands
        made = secrets.token_hex(8)
        return await self._store.write(lambda tx: kept.keep_first(tx, self._network, SALT, made))

    async def _keep(self, key: str, value: str) -> None:
        await self._store.write(lambda tx: kept.keep(tx, self._network, key, value))
