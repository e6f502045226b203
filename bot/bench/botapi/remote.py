"""A server in another process, driven through its control endpoints."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from .wire import Json, as_object, dump, load


class Remote:
    """`await remote("press", person=42, button="7a")`; operations as in `control.OPERATIONS`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def __call__(self, operation: str, **arguments: object) -> Json:
        """Raises `ValueError` with what the server says."""
        async with self._session.post(f"{self.url}/control/{operation}", data=dump(arguments)) as response:
            result = load(await response.read())
        if response.status != 200:
            raise ValueError(f"{operation}: {result}")
        return result


class Caller:
    """A bot's side by hand: `await call("sendMessage", chat_id=42, text="hi")` is the whole answer."""

    def __init__(self, base: str, session: aiohttp.ClientSession) -> None:
        self._base = base
        self._session = session

    async def __call__(self, method: str, **arguments: object) -> dict[str, Json]:
        """Raises `aiohttp.ClientError` when there is no answer, `ValueError` when it is not JSON."""
        async with self._session.post(
            f"{self._base}/{method}", data=dump(arguments), headers={"Content-Type": "application/json"}
        ) as response:
            return as_object(load(await response.read()))


@asynccontextmanager
async def caller(url: str, token: str) -> AsyncIterator[Caller]:
    """Call the methods of the bot with this token."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(None)) as session:
        yield Caller(f"{url}/bot{token}", session)


@asynccontextmanager
async def connect(url: str) -> AsyncIterator[Remote]:
    """A driver of the server at `url`."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(None)) as session:
        yield Remote(url, session)


@asynccontextmanager
async def subprocess_server(options: Sequence[str] = ()) -> AsyncIterator[Remote]:
    """A server in a process of its own, for as long as the context lasts."""
    command = [sys.executable, "-m", "bot.bench.botapi", *options]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        if process.stdout is None:
            raise RuntimeError("no pipe")
        port = int(await process.stdout.readline())
        async with connect(f"http://127.0.0.1:{port}") as remote:
            yield remote
    finally:
        process.terminate()
        await process.wait()
