"""Answers that lead elsewhere, do not end, or grow when they are unpacked: on every wire, of every kind of request."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.contract import NetworkError, Offline
from adapters.matrix import wire as matrix
from adapters.telegram import wire as telegram
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONG = b'{"ok": true, "result": "' + b"a" * 50_000 + b'"}'


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as made:
        yield str(made.make_url("")).rstrip("/")


async def trouble(work: Awaitable[object]) -> NetworkError:
    with pytest.raises(NetworkError) as raised:
        await work
    return raised.value


async def requests(url: str) -> list[NetworkError]:
    """What each kind of request says about one server."""
    tg, mx = telegram.Wire("1:TOKEN", url, RealTimer()), matrix.Wire(url, RealTimer())
    mx.token = "secret"
    found = [
        await trouble(tg.call("sendMessage", {"text": "secret"})),
        await trouble(mx.get("/x")),
        await trouble(mx.sync(0)),
        await trouble(mx.put("/x", {"body": "secret"})),
        await trouble(mx.upload("a", b"secret", "text/plain")),
    ]
    await tg.close()
    await mx.close()
    return found


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
async def test_redirect_is_followed_nowhere_and_names_the_other_host(status: int) -> None:
    heard: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        heard.append(await request.text())
        return web.json_response({"ok": True, "result": 1})

    async with server(elsewhere) as other:

        async def away(_: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": f"{other}/x"})

        async with server(away) as url:
            found = await requests(url)
    say = "it sends us on to 127.0.0.1; set {} to the final address"
    assert [str(error) for error in found] == [say.format("api_url"), *[say.format("homeserver")] * 4]
    assert ({type(error) for error in found}, heard) == ({Offline}, [])


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(b"a" * 10_000)
    except ConnectionError:
        return response


async def _announced(_: web.Request) -> web.Response:
    return web.Response(body=LONG)


async def _packed(_: web.Request) -> web.Response:
    return web.Response(body=gzip.compress(LONG), headers={"Content-Encoding": "gzip"})


async def _deflated(_: web.Request) -> web.Response:
    return web.Response(body=zlib.compress(LONG), headers={"Content-Encoding": "deflate"})


@pytest.mark.parametrize("answer", [_endless, _announced, _packed, _deflated])
async def test_answer_that_is_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    for name in ("MOST", "MOST_SYNCED"):
        monkeypatch.setattr(matrix, name, 20_000)
    monkeypatch.setattr(matrix.Wire._call, "__kwdefaults__", {**matrix.Wire._call.__kwdefaults__, "most": 20_000})
    monkeypatch.setattr(telegram, "MOST", 20_000)
    async with server(answer) as url:
        found = [str(error) for error in await requests(url)]
    assert found == ["the answer is too long", *["the answer has more than 20000 bytes"] * 4]


@pytest.mark.parametrize("part", [b"{}", b"[]", b"1"])
async def test_answer_of_very_many_parts_is_given_up_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, part: bytes
) -> None:
    """Each would take 70 bytes."""
    monkeypatch.setattr(matrix, "MOST_PARTS", 1000)

    async def many(_: web.Request) -> web.Response:
        return web.Response(body=b'{"a": [' + b",".join([part] * 1200) + b"]}")

    async with server(many) as url:
        _, *found = [str(error) for error in await requests(url)]
    assert found == ["the answer has more than 1000 parts"] * 4


async def test_answer_that_only_drips_has_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b" ")
                await asyncio.sleep(0.02)
        except ConnectionError:
            return response

    for module, name in ((telegram, "SECONDS"), (matrix, "SECONDS"), (matrix, "UPLOAD")):
        monkeypatch.setattr(module, name, 0.2)
    monkeypatch.setattr(telegram, "_USUAL", telegram.aiohttp.ClientTimeout(total=0.2))
    async with server(drip) as url:
        found = [str(error) for error in await requests(url)]
    assert found == ["TimeoutError"] * 5


@pytest.mark.parametrize(
    ("head", "endless"),
    [
        (b"", b"X-a: b\r\n"),
        (b"X-a: ", b"a"),
        (b"X-a: b\r\n", b" folded\r\n"),
        (b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-a: b\r\n"),
    ],
    ids=["headers", "one header", "its lines", "trailers"],
)
async def test_head_without_end_is_given_up(head: bytes, endless: bytes) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n" + head)
        with suppress(ConnectionError, asyncio.CancelledError):
            while True:
                writer.write(endless * 1000)
                await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as made:
        found = await requests(f"http://127.0.0.1:{made.sockets[0].getsockname()[1]}")
    assert [str(error) for error in found] == ["ClientResponseError"] * 5
