"""Connections to the hall's page. Anybody can open many and say nothing, and each takes a file of this process."""

from __future__ import annotations

import asyncio
from typing import Final, cast

from aiohttp import web

from adapters.sessions import share_of_files

MOST: Final = 2500
"""Connections at a time: all viewers, and those who are only coming."""
SHARE: Final = 2
"""They have one in so many of the files that this process may have open; the others are for votes and networks."""
ASK_SECONDS: Final = 20.0
"""Whoever has not asked for anything by then is let go."""


def most() -> int:
    """Connections that there is room for."""
    return share_of_files(MOST, SHARE)


class Doorkeeper:
    """Lets connections in as long as there is room, and out again unless they are `served`."""

    def __init__(self) -> None:
        self._most = most()
        self.served: set[asyncio.BaseTransport | None] = set()

    def admit(self, server: web.Server) -> asyncio.BaseProtocol:
        """What a new connection to this server speaks with."""
        if len(server.connections) >= self._most:
            return _Full()
        handler = server()
        asyncio.get_running_loop().call_later(ASK_SECONDS, self._see_that_it_is_served, handler)
        return handler

    def _see_that_it_is_served(self, handler: web.RequestHandler) -> None:
        if handler.transport is not None and handler.transport not in self.served:
            handler.transport.abort()


class _Full(asyncio.Protocol):
    """Is told nothing: an answer would take time and memory."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        cast(asyncio.Transport, transport).abort()  # of uvloop, which has classes of its own
