"""A homeserver that stands in for one where a whole assembly accepts the bot's invitations at once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from aiohttp import web

from adapters.matrix import Kept
from tests.matrix_crowd import BOT, DEVICE, _always, _state, member, room_of
from tests.matrix_machines import End
from tests.matrix_sealed import Ledger


@dataclass
class Joining:
    """So many members with an encrypted room each, invited there; the chair after them is in the last one already."""

    size: int
    bot: End = field(default_factory=lambda: End(BOT, DEVICE))
    asked: Counter[str] = field(default_factory=Counter)
    """Requests, by method and what they are about."""
    given: Counter[str] = field(default_factory=Counter)
    """Keys, by person."""
    come: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when they all come."""
    _ends: dict[str, End] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._ends = {member(number): End(member(number), f"PHONE{number}") for number in range(self.size + 1)}

    @property
    def chair(self) -> str:
        """Whose room is the last one."""
        return member(self.size)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64_000_000, middlewares=[self._counted])
        client = "/_matrix/client"
        app.router.add_get(f"{client}/versions", _always({"versions": ["v1.1", "v1.11"]}))
        app.router.add_get(f"{client}/v3/account/whoami", _always({"user_id": BOT, "device_id": DEVICE}))
        app.router.add_post(f"{client}/v3/keys/query", self._query)
        app.router.add_post(f"{client}/v3/keys/claim", self._claim)
        app.router.add_post(f"{client}/v3/keys/upload", _always({"one_time_key_counts": {"signed_curve25519": 50}}))
        app.router.add_put(f"{client}/v3/sendToDevice/{{more:.*}}", self._to_devices)
        app.router.add_get(f"{client}/v3/sync", self._sync)
        app.router.add_put(f"{client}/v3/rooms/{{more:.*}}", self._sent)
        app.router.add_route("*", "/{more:.*}", _always({}))
        return app

    @web.middleware
    async def _counted(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self.asked[f"{request.method} {request.path.partition('/v3/')[2].partition('/')[0]}"] += 1
        return await handler(request)

    async def _query(self, request: web.Request) -> web.Response:
        told: dict[str, dict[str, Any]] = {"device_keys": {}}
        for who in (await request.json())["device_keys"]:
            for kind, keys in self._ends[who].described().items() if who in self._ends else ():
                told.setdefault(kind, {}).update(keys)
        return web.json_response(told)

    async def _claim(self, request: web.Request) -> web.Response:
        wanted = (await request.json())["one_time_keys"]
        keys = {who: dict([self._ends[who].keys["one_time_keys"].popitem()]) for who in wanted}
        told = {who: dict.fromkeys(devices, keys[who]) for who, devices in wanted.items()}
        return web.json_response({"one_time_keys": told})

    async def _to_devices(self, request: web.Request) -> web.Response:
        self.given.update((await request.json())["messages"].keys())
        return web.json_response({})

    async def _sent(self, _: web.Request) -> web.Response:
        return web.json_response({"event_id": f"$sent{next(self._numbers)}"})

    async def _sync(self, request: web.Request) -> web.Response:
        since = request.query.get("since", "")
        if not since:
            return web.json_response({"next_batch": "s1", "rooms": {"join": self._invited()}})
        if since == "s1":
            await self.come.wait()
            return web.json_response({"next_batch": "s2", "rooms": {"join": self._joined()}})
        await asyncio.sleep(0.5)
        return web.json_response({"next_batch": "s2"})

    def _invited(self) -> dict[str, Any]:
        rooms = {room_of(number): _state(number) for number in range(self.size + 1)}
        for number in range(self.size):
            rooms[room_of(number)]["state"]["events"][-1]["content"] = {"membership": "invite"}
        return rooms

    def _joined(self) -> dict[str, Any]:
        now = round(time.time() * 1000)
        unsigned = {"prev_content": {"membership": "invite"}}
        change = {"type": "m.room.member", "content": {"membership": "join"}, "unsigned": unsigned}
        joins = (
            {**change, "sender": who, "state_key": who, "event_id": f"$join{number}", "origin_server_ts": now}
            for number, who in enumerate(map(member, range(self.size)))
        )
        return {room_of(number): {"timeline": {"events": [join]}} for number, join in enumerate(joins)}


class Database(Ledger):
    """What the bot has in its database."""

    def __init__(self, joining: Joining) -> None:
        super().__init__()
        self.rooms = {member(number): room_of(number) for number in range(joining.size + 1)}
        self.rows = dict(joining.bot.stored)

    async def load(self) -> Kept:
        return replace(await super().load(), session="token")
