"""One pooled HTTP session for everything that goes to the homeserver."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from adapters.clocks import ahead
from adapters.contract import MaybeSent, NetworkError, Offline, Refused, Rejected, Timer
from adapters.matrix.errors import result
from adapters.matrix.line import Line
from adapters.parsing import Json, Object, leads_away
from adapters.sessions import session

CONNECTIONS: Final = 64
"""More than the homeserver works on at a time."""
SECONDS: Final = 20.0
"""How long a request may take in all, without the time that a sync asks to wait."""
MOST: Final = 16_000_000
"""Bytes of an answer: more than a page of the largest events. A sync may bring more."""
MOST_SYNCED: Final = 256_000_000
MOST_PARTS: Final = 8_000_000
"""Values in an answer, each of which may take 70 bytes of memory: more than a sync of the largest assembly has."""
CHUNK: Final = 65_536
LARGE: Final = 262_144
"""Bytes: a larger answer is parsed in a thread, since others wait meanwhile."""
LONGEST_PART: Final = 300
"""Bytes of a part of a path; ids have at most 255."""
LONGEST_TEXT: Final = 8192
"""Characters of an id or a token in an answer."""
UPLOAD: Final = 60.0
"""Seconds more for a file."""
JSON: Final = "application/json"


def path(*parts: str) -> str:
    """Parts of a path below the client API, quoted. Raises Refused for what homeservers are known to choke on."""
    return "/" + "/".join(quote(_checked(part), safe="") for part in parts)


def _checked(part: str) -> str:
    try:
        size = len(part.encode())
    except UnicodeEncodeError:
        raise Refused("not an id: it is no Unicode") from None
    if not 0 < size <= LONGEST_PART or "\0" in part or part in (".", ".."):
        raise Refused("not an id")
    return part


class TooMuch(Offline):
    """The answer is longer than anything that makes sense."""


class Wire:
    """Calls of the client-server API. All of them raise NetworkError and nothing else.

    `renew` is asked for a new token when the homeserver does not know the present one any more; it raises
    `Rejected` when there is no way to get one.
    """

    def __init__(self, homeserver: str, timer: Timer) -> None:
        self.token = ""
        self.renew: Callable[[str], Awaitable[None]] | None = None
        self.heard: float | None = None
        self.line = Line(timer)
        self.ahead = timedelta()
        """How far the homeserver's clock is ahead of ours."""
        self.base = homeserver.rstrip("/")
        """The homeserver's address."""
        self._timer = timer
        self._session: aiohttp.ClientSession | None = None

    def now(self) -> float:
        """The second by the homeserver's clock, which stamps the events; ours may be wrong, or be set."""
        return time.time() + self.ahead.total_seconds()

    async def get(self, where: str, wait: float = 0, **query: str) -> Object:
        """Ask; `wait` is how many seconds longer than usual it may take."""
        return await self._call("GET", f"/_matrix/client/v3{where}", wait=wait, query=query)

    async def sync(self, wait: float, **query: str) -> Object:
        """Ask for what is new, which may be a lot."""
        return await self._call("GET", "/_matrix/client/v3/sync", wait=wait, query=query, most=MOST_SYNCED)

    async def relations(self, where: str) -> Object:
        """Ask for the events that refer to one; this part of the API never had another version."""
        return await self._call("GET", f"/_matrix/client/v1{where}")

    async def versions(self) -> Object:
        """Ask what the homeserver speaks; no token is needed for that."""
        return await self._call("GET", "/_matrix/client/versions")

    async def post(self, where: str, body: Object, wait: float = 0) -> Object:
        """Do something that may happen twice if it is repeated."""
        return await self._call("POST", f"/_matrix/client/v3{where}", orjson.dumps(body), wait=wait)

    async def put(self, where: str, body: Object) -> Object:
        """Do something that a repetition does not change."""
        return await self._call("PUT", f"/_matrix/client/v3{where}", orjson.dumps(body))

    async def upload(self, name: str, content: bytes, kind: str) -> Object:
        """Store a file."""
        query = {"filename": name}
        return await self._call("POST", "/_matrix/media/v3/upload", content, kind=kind, wait=UPLOAD, query=query)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _call(
        self,
        method: str,
        where: str,
        body: bytes | None = None,
        *,
        kind: str = JSON,
        wait: float = 0,
        query: dict[str, str] | None = None,
        most: int = MOST,
    ) -> Object:
        url = URL(self.base + where, encoded=True)
        if query:
            url = url.with_query(query)
        used = self.token
        try:
            return await self._exchange(method, url, body, kind, wait, most)
        except Rejected:
            if not used or self.renew is None:
                raise
            await self.renew(used)
        return await self._exchange(method, url, body, kind, wait, most)

    async def _exchange(self, method: str, url: URL, body: bytes | None, kind: str, wait: float, most: int) -> Object:
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        timeout = aiohttp.ClientTimeout(total=SECONDS + wait, sock_connect=SECONDS / 2)
        request = self._opened().request(
            method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
        )
        try:
            async with request as response:
                content = await _bounded(response, most)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Offline(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise MaybeSent(type(error).__name__) from None
        if away := leads_away(response.status, response.headers.get("Location", "")):
            raise Offline(f"{away}; set homeserver to the final address")
        self.ahead = ahead(response.headers.get("Date", ""), self.ahead)
        retry_after = response.headers.get("Retry-After", "")
        answered = partial(_understood, response.status, content, retry_after)
        return self._heard(await asyncio.to_thread(_tried, answered) if len(content) > LARGE else _tried(answered))

    def _heard(self, answer: Object | NetworkError) -> Object:
        """The answer; whatever it says, the homeserver is there, unless it makes no sense."""
        if not isinstance(answer, Offline):
            self.heard = self._timer.monotonic()
        if isinstance(answer, NetworkError):
            raise answer
        return answer

    def _opened(self) -> aiohttp.ClientSession:
        """The session, made within the running event loop."""
        if self._session is None:
            self._session = session(CONNECTIONS)
        return self._session


def _understood(status: int, content: bytes, retry_after: str) -> Object:
    """What is answered. Raises NetworkError; TooMuch for one of very many small parts."""
    if len(content) > MOST_PARTS and sum(map(content.count, (b"{", b"[", b","))) > MOST_PARTS:
        raise TooMuch(f"the answer has more than {MOST_PARTS} parts")
    return result(status, content, retry_after)


def _tried(answered: Callable[[], Object]) -> Object | NetworkError:
    try:
        return answered()
    except NetworkError as error:
        return error


async def _bounded(response: aiohttp.ClientResponse, most: int) -> bytes:
    """What is answered. Raises TooMuch."""
    parts: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(CHUNK):
        size += len(chunk)
        if size > most:
            response.close()
            parts.clear()  # a traceback keeps them for a while
            raise TooMuch(f"the answer has more than {most} bytes")
        parts.append(chunk)
    return b"".join(parts)


def part(answer: Object, name: str) -> Object:
    """An object in an answer. Raises Offline if it is not there: then the answer says nothing of what was asked."""
    found = answer.get(name)
    if isinstance(found, dict):
        return found
    raise Offline(f"the answer has no {name}")


def text(value: Json) -> str:
    """A string of an answer. Raises Offline if it is none."""
    if isinstance(value, str) and value and "\0" not in value and len(value) <= LONGEST_TEXT:
        return value
    raise Offline("the answer has no such text")
