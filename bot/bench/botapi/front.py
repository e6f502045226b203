"""HTTP: `/bot<token>/<method>` for bots, `/control/<operation>` for drivers in other processes."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from .calls import call
from .control import OPERATIONS
from .crowd import Crowd
from .errors import NOT_FOUND, ApiError, too_many
from .faults import Fault, Planned
from .wire import Params, decode, dump, failure, success
from .world import Bot, World

_BODY_BYTES = 50 * 2**20
_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Front:
    """Answers every request to one server."""

    def __init__(self, world: World, crowd: Crowd) -> None:
        self._world = world
        self._crowd = crowd

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """The handler for `web.Server`."""
        path, _, query = request.raw_path.partition("?")
        body, kind = await request.read(), request.headers.get("Content-Type", "")
        if path.startswith("/control/"):
            return await self._control(path.removeprefix("/control/"), body)
        if not path.startswith("/bot"):
            return _json(404, failure(NOT_FOUND))
        token, _, method = path[4:].replace("%3A", ":").partition("/")
        await self._world.faults.frozen()
        try:
            response = await self._bot_call(request, token, method, decode(body, kind, query))
        except ApiError as error:
            response = _json(error.code, failure(error))
        await self._world.faults.frozen()
        return response

    async def _bot_call(self, request: web.BaseRequest, token: str, method: str, params: Params) -> web.Response:
        bot, faults = self._world.bot(token), self._world.faults
        plan = faults.draw(method, params.number("chat_id")) if faults.planned else None
        if plan:
            return await self._fail(plan, request, bot, method, params)
        return _json(200, success(await call(self._world, bot, method, params)))

    async def _fail(
        self, plan: Planned, request: web.BaseRequest, bot: Bot, method: str, params: Params
    ) -> web.Response:
        if plan.fault in (Fault.FLOOD, Fault.MUTE_FLOOD):
            raise too_many(plan.seconds if plan.fault is Fault.FLOOD else None)
        if plan.fault is Fault.HTML:
            return web.Response(status=502, body=_PAGE, content_type="text/html")
        done = b"" if plan.fault is Fault.CLOSED else success(await call(self._world, bot, method, params))
        if plan.fault is not Fault.TRUNCATED and request.transport:
            request.transport.close()
        return _json(200, done[: len(done) // 2])

    async def _control(self, operation: str, body: bytes) -> web.Response:
        if operation not in OPERATIONS:
            return _json(404, failure(NOT_FOUND))
        try:
            return _json(200, dump(await OPERATIONS[operation](self._crowd, decode(body, "json"))))
        except (ApiError, ValueError, KeyError, IndexError, TimeoutError) as error:
            return _json(400, dump({"error": f"{type(error).__name__}: {error}"}))


def make_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """The request factory for `web.Server`; its own would refuse files above 1 MB."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_BODY_BYTES)


def _json(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, headers={"Content-Type": "application/json"})
