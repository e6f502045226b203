"""Delivery of updates by POST, over connections of its own that cost little."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import ApiError
from .inbox import Inbox, Item
from .wire import Params, decode

Call = Callable[[str, Params], Awaitable[object]]
"""Carries out the method that came in the response to an update."""
_STATUS = re.compile(rb"HTTP/1\.\d (\d{3})")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_TYPE = re.compile(rb"content-type: *([^\r\n]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """What the bot's server said."""

    status: int
    content_type: str
    body: bytes


class Webhook:
    """Posts each update until it is answered with 2XX; those of one chat or presser keep their order."""

    def __init__(self, inbox: Inbox) -> None:
        self.url = ""
        self.last_error = ""
        self.retry_seconds = 0.5
        """Pause after a failure; Telegram waits a minute or two."""
        self.max_connections = 40
        self._inbox = inbox
        self._secret = ""
        self._lanes: list[asyncio.Queue[Item]] = []
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, url: str, secret: str, max_connections: int, call: Call) -> None:
        """Deliver what waits and all that comes, over so many connections."""
        self.stop()
        self.url, self._secret, self.last_error = url, secret, ""
        self.max_connections = max_connections
        self._lanes = [asyncio.Queue() for _ in range(max_connections)]
        self._tasks = [asyncio.create_task(self._run(lane, call)) for lane in self._lanes]
        self._inbox.sink = self._feed
        self._inbox.connected.set()
        for item in self._inbox.waiting():
            self._feed(item)

    def stop(self) -> None:
        """Stop delivering; what is unconfirmed waits for polls."""
        self.url = ""
        self._inbox.sink = None
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _feed(self, item: Item) -> None:
        self._lanes[item.order % len(self._lanes)].put_nowait(item)

    async def _run(self, lane: asyncio.Queue[Item], call: Call) -> None:
        line = _Line(self.url, self._secret)
        try:
            while True:
                await self._deliver(await lane.get(), line, call)
        finally:
            line.close()

    async def _deliver(self, item: Item, line: _Line, call: Call) -> None:
        while self._inbox.alive(item):
            if item.press and not item.press.delivered:
                item.press.delivered = self._inbox.now()
            try:
                response = await line.post(item.body)
            except (OSError, EOFError, ValueError) as error:
                line.close()
                self.last_error = f"Connection failed: {type(error).__name__}"
            else:
                if 200 <= response.status < 300:
                    self._inbox.finish(item)
                    await _reply(response, call)
                    return
                self.last_error = f"Wrong response from the webhook: {response.status}"
            await asyncio.sleep(self.retry_seconds)


async def _reply(response: Response, call: Call) -> None:
    """Carry out what the response asks for; as with Telegram, the bot never learns how it went."""
    if not response.body:
        return
    with contextlib.suppress(ApiError):
        params = decode(response.body, response.content_type)
        if method := params.text("method"):
            await call(method, params)


class _Line:
    """One connection, opened when it is needed."""

    def __init__(self, url: str, secret: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        secret_line = f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n{secret_line}"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, body: bytes) -> Response:
        """Raises `OSError`, `EOFError` or `ValueError`."""
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        self._writer.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        status, length, kind = _STATUS.match(head), _LENGTH.search(head), _TYPE.search(head)
        if status is None or (length is None and b"chunked" in head):
            raise ValueError("not an answer we read")
        content = await self._reader.readexactly(int(length[1])) if length else b""
        if b"connection: close" in head.lower():
            self.close()
        return Response(int(status[1]), kind[1].decode() if kind else "", content)

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None
