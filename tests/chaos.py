"""A proxy on loopback in front of a server: it passes everything on but what it is told to answer badly."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle

import aiohttp
from aiohttp import web

JSON, HTML = "application/json", "text/html"
PAGE = "<html><head><title>nginx</title></head><body>Sorry</body></html>"
TOO_LONG = 20 * 2**20


@dataclass(frozen=True)
class Bad:
    """One answer that is none; `status` 0 cuts the connection."""

    status: int
    body: str = ""
    kind: str = JSON
    location: str = ""
    seconds: float = 0
    """Until it comes."""
    passed_on: bool = False
    """The server gets the request all the same."""


BAD = {
    "cut": Bad(0),
    "empty": Bad(200),
    "page": Bad(200, PAGE, HTML),
    "no object": Bad(200, "[1]"),
    "wrong types": Bad(200, '{"ok": true, "result": {"message_id": "x", "id": null}}'),
    "null": Bad(200, '{"ok": true, "result": null}'),
    "endless": Bad(200, " " * TOO_LONG),
    "redirect": Bad(307, PAGE, HTML, "http://127.0.0.1:9/elsewhere"),
    **{f"{status} page": Bad(status, PAGE, HTML) for status in (400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 504)},
    **{
        f"{status} json": Bad(status, f'{{"ok": false, "error_code": {status}, "description": null}}')
        for status in (400, 401, 403, 404, 409, 413, 500, 502)
    },
}

LATE = {
    "hang": Bad(0, seconds=2),
    "lost": Bad(0, passed_on=True),
    "slow": Bad(200, seconds=2, passed_on=True),
}
"""No answer for a while and then none; carried out, and the answer is lost; carried out late."""


def sampled(rows: Sequence[str], answers: Sequence[str], each: int = 3) -> list[tuple[str, str]]:
    """Some cells of a table: of each row so many, and every answer as often as any other."""
    turns = cycle(answers)
    return [(row, next(turns)) for row in rows for _ in range(each)]


@dataclass
class Chaos:
    """`plan` answers the next requests whose path ends so and whose body holds something."""

    url: str = ""
    ending: str = ""
    bad: Bad | None = None
    times: int = 0
    holding: bytes = b""

    def plan(self, ending: str, bad: Bad, times: int = 1, holding: bytes = b"") -> None:
        self.ending, self.bad, self.times, self.holding = ending, bad, times, holding

    def _taken(self, path: str, body: bytes) -> Bad | None:
        if self.bad is None or not self.times or not path.endswith(self.ending) or self.holding not in body:
            return None
        self.times -= 1
        return self.bad


@asynccontextmanager
async def before(upstream: str) -> AsyncIterator[Chaos]:
    chaos = Chaos()

    async def passed_on(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        bad = chaos._taken(request.path, body)
        if bad is None:
            return await answered(request, body)
        await asyncio.sleep(bad.seconds)
        good = await answered(request, body) if bad.passed_on else None
        if good and bad.status:
            return good
        if not bad.status and request.transport:
            request.transport.close()
        headers = {"Location": bad.location} if bad.location else {}
        return web.Response(status=bad.status or 200, text=bad.body, content_type=bad.kind, headers=headers)

    async def answered(request: web.Request, body: bytes) -> web.Response:
        headers = {"Content-Type": request.headers.get("Content-Type", JSON)}
        async with session.request(request.method, upstream + request.path, data=body, headers=headers) as answer:
            return web.Response(status=answer.status, body=await answer.read(), content_type=JSON)

    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/{path:.*}", passed_on)
    runner = web.AppRunner(app, shutdown_timeout=0.1)  # nobody waits for the answer to a long poll any more
    async with aiohttp.ClientSession() as session:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        chaos.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield chaos
        finally:
            await runner.cleanup()
