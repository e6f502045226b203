"""One pooled HTTP session for everything that goes to the homeserver."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from adapters.contract import MaybeSent, NetworkError, Offline, Timer
from adapters.matrix.errors import Json, Object, result

CONNECTIONS: Final = 64
"""More than the homeserver works on at a time."""
SECONDS: Final = 20.0
"""How long a request may take in all, without the time that a sync asks to wait."""
JSON: Final = "application/json"


def path(*parts: str) -> str:
    """Parts of a path below the client API, quoted."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


class Wire:
    """Calls of the client-server API. All of them raise NetworkError and nothing else."""

    def __init__(self, homeserver: str, timer: Timer) -> None:
        self.token = ""
        self.heard: float | None = None
        self._base = homeserver.rstrip("/")
        self._timer = timer
        self._session: aiohttp.ClientSession | None = None

    async def get(self, where: str, wait: float = 0, **query: str) -> Object:
        """Ask; `wait` is how many seconds longer than usual it may take."""
        return await self._call("GET", f"/_matrix/client/v3{where}", wait=wait, query=query)

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
        return await self._call("POST", "/_matrix/media/v3/upload", content, kind=kind, wait=60, query=query)

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
    ) -> Object:
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        url = URL(self._base + where, encoded=True)
        if query:
            url = url.with_query(query)
        status, content, retry_after = await self._exchange(method, url, body, headers, wait)
        return self._heard(status, content, retry_after)

    def _heard(self, status: int, body: bytes, retry_after: str) -> Object:
        """The result of an answer; whatever it says, the homeserver is there, unless it makes no sense."""
        try:
            answer = result(status, body, retry_after)
        except Offline:
            raise
        except NetworkError:
            self.heard = self._timer.monotonic()
            raise
        self.heard = self._timer.monotonic()
        return answer

    async def _exchange(
        self, method: str, url: URL, body: bytes | None, headers: dict[str, str], wait: float
    ) -> tuple[int, bytes, str]:
        timeout = aiohttp.ClientTimeout(total=SECONDS + wait, sock_connect=SECONDS / 2)
        try:
            async with self._opened().request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read(), response.headers.get("Retry-After", "")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Offline(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise MaybeSent(type(error).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        """The session, made within the running event loop."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, limit_per_host=0)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def text(value: Json) -> str:
    """A string of an answer. Raises Offline if it is none."""
    if isinstance(value, str):
        return value
    raise Offline("the answer has no such text")
