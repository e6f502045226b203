"""A homeserver that stands in for one with thousands of rooms: it says at once what a real one would need hours for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.matrix_machines import End

BOT, DEVICE = "@bot:x.org", "BOT"
ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}


def member(number: int) -> str:
    return f"@m{number}:x.org"


def room_of(number: int) -> str:
    return f"!room{number}:x.org"


@dataclass
class Crowd:
    """So many members, each alone with the bot in an encrypted room, where each has written one line."""

    size: int
    bot: End = field(default_factory=lambda: End(BOT, DEVICE))
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By room, what was written there while the bot was away."""
    first_sent: float = 0.0
    """When the bot's first line came."""
    _numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for number in range(self.size):
            one, room = End(member(number), f"PHONE{number}"), room_of(number)
            self.bot.meet(one)
            one.machine.learn({BOT}, self.bot.described())
            self.bot.share(one, room)
            one.share(self.bot, room)
            self.bot.say("Welcome", room)
            self.bot.machine.rows.put(f"olm.known.encrypted {room}", {"room": room})
            self.lines[room] = {**one.say("7a", room), "event_id": f"$line{number}"}
        self.bot.store()

    @property
    def kept(self) -> dict[str, str]:
        """The bot's rooms, as the database has them."""
        return {member(number): room_of(number) for number in range(self.size)}

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64_000_000)
        for way, path, answer in (
            ("GET", "versions", {"versions": ["v1.1", "v1.11"]}),
            ("GET", "v3/account/whoami", {"user_id": BOT, "device_id": DEVICE}),
            ("POST", "v3/keys/{more:.*}", {"one_time_key_counts": {}, "one_time_keys": {}, "device_keys": {}}),
            ("PUT", "v3/sendToDevice/{more:.*}", {}),
        ):
            app.router.add_route(way, f"/_matrix/client/{path}", _always(answer))
        app.router.add_get("/_matrix/client/v3/sync", self._sync)
        app.router.add_put("/_matrix/client/v3/rooms/{more:.*}", self._sent)
        return app

    async def _sync(self, request: web.Request) -> web.Response:
        since = request.query.get("since", "")
        if not since:
            return web.json_response({"next_batch": "s1", "rooms": {"join": {r: _state(n) for n, r in self._rooms()}}})
        if since == "s1":
            now = round(time.time() * 1000)
            joined = {room: _timeline(event, now) for room, event in self.lines.items()}
            return web.json_response({"next_batch": "s2", "rooms": {"join": joined}})
        await asyncio.sleep(0.1)
        return web.json_response({"next_batch": "s2"})

    def _rooms(self) -> list[tuple[int, str]]:
        return [(number, room_of(number)) for number in range(self.size)]

    async def _sent(self, _: web.Request) -> web.Response:
        self.first_sent = self.first_sent or time.monotonic()
        return web.json_response({"event_id": f"$sent{next(self._numbers)}"})


def _always(answer: object) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def given(_: web.Request) -> web.Response:
        return web.json_response(answer)

    return given


def _timeline(event: dict[str, Any], now: int) -> dict[str, Any]:
    return {"timeline": {"events": [{**event, "origin_server_ts": now}]}}


def _state(number: int) -> dict[str, Any]:
    def event(kind: str, who: str, key: str, content: dict[str, Any]) -> dict[str, Any]:
        base = {"type": kind, "sender": who, "state_key": key, "content": content, "origin_server_ts": 1}
        return {**base, "event_id": f"${number}{kind}{key}"}

    who = member(number)
    return {
        "state": {
            "events": [
                event("m.room.create", BOT, "", {"org.folkmoot.member": who}),
                event("m.room.encryption", BOT, "", ENCRYPTION),
                event("m.room.member", BOT, BOT, {"membership": "join"}),
                event("m.room.member", who, who, {"membership": "join"}),
            ]
        }
    }
