"""One pooled HTTP session for everything that goes to the Bot API."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import aiohttp
import orjson
from multidict import CIMultiDict
from yarl import URL

from adapters.clocks import ahead
from adapters.contract import MaybeSent, NetworkError, Offline, Refused, Timer
from adapters.parsing import Json, leads_away
from adapters.sessions import session
from adapters.telegram.errors import result

CONNECTIONS: Final = 256
"""More than the outbox and the answers to presses use together, so that a poll never waits for one."""
SECONDS: Final = 20.0
"""How long a request may take in all, without the time that a poll asks to wait."""
MOST: Final = 16 * 2**20
"""Bytes of an answer: ten times a hundred of the longest updates."""
_USUAL: Final = aiohttp.ClientTimeout(total=SECONDS, sock_connect=SECONDS / 2)
_JSON: Final = CIMultiDict({"Content-Type": "application/json"})


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """The body, which is refused once it is too long: a server can send without end. Raises MaybeSent."""
    length = response.content_length
    if length is not None and length <= MOST and "Content-Encoding" not in response.headers:
        return await response.read()
    found = bytearray()
    async for part in response.content.iter_any():
        found += part
        if len(found) > MOST:
            found.clear()  # a traceback keeps it for a while
            raise MaybeSent("the answer is too long")
    return bytes(found)


class Wire:
    """Calls of Bot API methods. All of them raise NetworkError and nothing else."""

    def __init__(self, token: str, api_url: str, timer: Timer) -> None:
        self.base_url = f"{api_url.rstrip('/')}/bot"
        self.heard: float | None = None
        self.ahead = timedelta()
        """How far the server's clock was ahead of ours at the last poll."""
        self.trouble: NetworkError | None = None
        """Why the last poll failed; set by who polls."""
        self._prefix = f"{self.base_url}{token}/"
        self._urls: dict[str, URL] = {}
        self._timer = timer
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, payload: dict[str, Json], wait: float = 0) -> Json:
        """Call a method with a JSON body; `wait` is how many seconds longer than usual it may take."""
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(self._prefix + method)
        try:
            data = orjson.dumps(payload)
        except orjson.JSONEncodeError as error:
            raise Refused(str(error)) from None
        return result(*await self.exchange(url, data, _JSON, wait))

    def can_hear(self) -> None:
        """Inputs can come in: note when."""
        self.heard = self._timer.monotonic()
        self.trouble = None

    async def exchange(
        self,
        url: URL | str,
        data: bytes | aiohttp.FormData,
        headers: CIMultiDict[str] | None = None,
        wait: float = 0,
    ) -> tuple[int, bytes]:
        """Post and return status and body. Errors carry no URL, since it holds the token."""
        timeout = aiohttp.ClientTimeout(total=SECONDS + wait, sock_connect=SECONDS / 2) if wait else _USUAL
        try:
            async with self._opened().post(
                url, data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                if wait:
                    self.ahead = ahead(response.headers.get("Date", ""), self.ahead)
                if away := leads_away(response.status, response.headers.get("Location", "")):
                    raise Offline(f"{away}; set api_url to the final address")
                return response.status, await _body(response)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Offline(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaybeSent(type(error).__name__) from None

    async def date(self) -> str:
        """The Date header of the server, "" if it sends none."""
        try:
            async with self._opened().head(self.base_url, timeout=_USUAL) as response:
                return response.headers.get("Date", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Offline(type(error).__name__) from None

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        """The session, made within the running event loop."""
        if self._session is None:
            self._session = session(CONNECTIONS)
        return self._session
