"""A server in this process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from .crowd import Crowd
from .front import Front, make_request
from .limits import UNLIMITED, Clock, Limits
from .world import NEWEST, Bot, Version, World

DEFAULT_TOKEN = "1:TEST"  # noqa: S105 - opens nothing but this server
DEFAULT_LIMITS = Limits()


class BotApi:
    """A Bot API on loopback: `async with BotApi() as api: ... api.url`.

    `limits` None switches every limit off; `version` is of the Bot API that it knows; `clock` counts seconds, for
    tests of time without waiting.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = DEFAULT_LIMITS,
        clock: Clock = time.time,
        tokens: Sequence[str] = (DEFAULT_TOKEN,),
        port: int = 0,
        version: Version = NEWEST,
    ) -> None:
        self.world = World(limits or UNLIMITED, clock, version)
        self.faults = self.world.faults
        self.crowd = Crowd(self.world)
        self.person = self.crowd.person
        self.group = self.crowd.group
        self.add_bot = self.world.add_bot
        self.url = ""
        self._port = port
        self._runner: web.ServerRunner | None = None
        for token in tokens:
            self.add_bot(token)

    async def __aenter__(self) -> Self:
        front = Front(self.world, self.crowd)
        server = web.Server(front.serve, request_factory=make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=4096).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.thaw()
        await self.crowd.stop()
        for bot in self.world.bots.values():
            bot.webhook.stop()
            bot.inbox.close()
        if self._runner:
            await self._runner.cleanup()

    @property
    def bot(self) -> Bot:
        """The first bot."""
        return self.crowd.bot()
