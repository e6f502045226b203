"""What stands in front of a homeserver and passes everything on, except what a test wants to go wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

HTML = "<html><body>Bad Gateway</body></html>"
Bad = Callable[["Stand", web.Request], Awaitable[web.StreamResponse]]


def status(code: int, body: object = HTML, **headers: str) -> Bad:
    """An answer by itself: nothing reaches the homeserver."""
    kind = "text/html" if isinstance(body, str) else "application/json"
    text = body if isinstance(body, str) else json.dumps(body)

    async def answer(_stand: Stand, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, text=text, content_type=kind, headers=headers)

    return answer


async def hang(_stand: Stand, _request: web.Request) -> web.StreamResponse:
    """No answer at all."""
    await asyncio.sleep(3600)
    raise AssertionError


async def slow(stand: Stand, request: web.Request) -> web.StreamResponse:
    """The right answer, late."""
    await asyncio.sleep(0.2)
    return await stand.passed_on(request)


async def cut(stand: Stand, request: web.Request) -> web.StreamResponse:
    """It is carried out, and the connection breaks in the middle of the answer."""
    whole = await stand.passed_on(request)
    assert isinstance(whole, web.Response)
    broken = web.StreamResponse(headers={"Content-Length": "100000"})
    await broken.prepare(request)
    await broken.write((whole.body or b"")[:5] if isinstance(whole.body, bytes) else b"")
    assert request.transport is not None
    request.transport.close()
    return broken


async def twice(stand: Stand, request: web.Request) -> web.StreamResponse:
    """The request is carried out two times, and the second answer is given."""
    await stand.passed_on(request)
    return await stand.passed_on(request)


async def hollow(stand: Stand, request: web.Request) -> web.StreamResponse:
    """The right answer without what a protocol may leave out."""
    answer = await stand.passed_on(request)
    assert isinstance(answer, web.Response)
    text = json.dumps(_without_optional(json.loads(answer.text or "{}")))
    return web.Response(status=answer.status, text=text, content_type="application/json")


def _without_optional(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_optional(item) for key, item in value.items() if key not in ("unsigned", "limited")}
    return [_without_optional(item) for item in value] if isinstance(value, list) else value


LIMITED = {"errcode": "M_LIMIT_EXCEEDED", "error": "slower"}
ANSWERS: dict[str, Bad] = {
    "hang": hang,
    "slow": slow,
    "cut": cut,
    "twice": twice,
    "hollow": hollow,
    "400 html": status(400),
    "400 json": status(400, {"errcode": "M_BAD_JSON"}),
    "401 html": status(401),
    "403 html": status(403),
    "403 json": status(403, {"errcode": "M_FORBIDDEN"}),
    "404 html": status(404),
    "404 json": status(404, {"errcode": "M_NOT_FOUND"}),
    "413 html": status(413),
    "429 at once": status(429, {**LIMITED, "retry_after_ms": 0}),
    "429 in the past": status(429, {**LIMITED, "retry_after_ms": -5000}),
    "429 for ever": status(429, {**LIMITED, "retry_after_ms": 1e300}),
    "429 html": status(429, HTML, **{"Retry-After": "1"}),
    "500 html": status(500),
    "500 json": status(500, {"errcode": "M_UNKNOWN"}),
    "502 json": status(502, {"errcode": "M_UNKNOWN"}),
    "503 html": status(503),
    "elsewhere": status(307, "", Location="http://127.0.0.1:9/elsewhere"),
    "a list": status(200, []),
    "nothing": status(200, {}),
    "wrong types": status(200, {"event_id": 5, "room_id": [], "next_batch": {}, "rooms": 7, "chunk": "x"}),
    "no json": status(200, "{"),
}


@dataclass
class Spoilt:
    """Calls that go wrong: those whose method and path contain this, so many times."""

    method: str
    part: str
    bad: Bad
    times: int


class Stand:
    """Runs on loopback in the test's own event loop."""

    def __init__(self, homeserver: str) -> None:
        self._homeserver = homeserver
        self._spoilt: list[Spoilt] = []
        self.asked: list[str] = []
        """Method and path of everything that came."""
        self.url = ""

    def spoil(self, call: str, bad: Bad, times: int = 1_000_000) -> None:
        """Let calls such as `PUT /send/m.room.message` go wrong."""
        method, part = call.split()
        self._spoilt.append(Spoilt(method, part, bad, times))

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self._spoilt.clear()

    async def __aenter__(self) -> Stand:
        self._session = aiohttp.ClientSession(auto_decompress=False)
        app = web.Application(client_max_size=10**8)
        app.router.add_route("*", "/{tail:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = site.name if not site.name.endswith(":0") else self._address()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._runner.cleanup()
        await self._session.close()

    def _address(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.raw_path}")
        for spoilt in self._spoilt:
            if spoilt.method == request.method and spoilt.part in request.raw_path and spoilt.times:
                spoilt.times -= 1
                return await spoilt.bad(self, request)
        return await self.passed_on(request)

    async def passed_on(self, request: web.Request) -> web.Response:
        """What the homeserver answers."""
        headers = {key: request.headers[key] for key in ("Authorization", "Content-Type") if key in request.headers}
        url = self._homeserver + str(request.rel_url)
        async with self._session.request(
            request.method, URL(url, encoded=True), data=await request.read(), headers=headers
        ) as answer:
            return web.Response(
                status=answer.status, body=await answer.read(), headers={"Content-Type": "application/json"}
            )
