"""The hall's screen: a page for the projector, for guests and press, behind a link with a token.

One drawing is made for all who look, at most once an interval, and sent only if it shows something else than before.
A viewer holds no queue: whoever is slow gets the newest drawing next, and whoever takes nothing is let go.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import Final

import orjson
import structlog
from aiohttp import web

from bot.chat.call import House
from bot.running.clock import Time
from bot.running.doorkeeper import Doorkeeper
from bot.views.hall import Scene, substance, view
from bot.wording.speech import language_of
from core.audience import EVERYBODY, Audience
from core.model import Event, EventId, EventState, Vote, VoteState
from core.results import supplied
from core.store import agenda, events, journal, votes
from core.store.engine import Store
from core.store.journal import Entry
from core.store.writer import Tx

MOST_VIEWERS: Final = 2000
WRITE_SECONDS: Final = 20.0
"""Whoever has not taken a drawing by then is let go; the browser comes back by itself."""
BEAT_SECONDS: Final = 25.0
"""Of silence, after which our time tells proxies that the line is in use, and us who is gone."""
RETRY_SECONDS: Final = 30.0
_PAGE: Final = files("bot.running") / "page"
_KINDS: Final = {"": "text/html", "hall.css": "text/css", "hall.js": "text/javascript"}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Server": "folkmoot",
}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served, and what has to stand in its address."""

    host: str
    port: int
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all viewers of an event see; `id` is the same for the same content, also after a restart."""

    id: str
    frame: bytes


class Hall:
    """Draws while somebody looks, and serves what was drawn."""

    def __init__(self, store: Store, house: House, time: Time, door: Door, interval: float) -> None:
        self._store = store
        self._house = house
        self._time = time
        self._door = door
        self._interval = interval
        self._drawings: dict[EventId, Drawing] = {}
        self._seen: dict[EventId, object] = {}
        """What each drawing was made from."""
        self._published: dict[EventId, tuple[frozenset[int], int]] = {}
        """By event the numbers of the votes that are published, and the last one of them."""
        self._over = False
        self._viewers = 0
        self._watched: dict[EventId, int] = {}
        """How many look at an event."""
        self._drawing = asyncio.Lock()
        self._news = asyncio.Event()
        self._files = {name: (_PAGE / (name or "index.html")).read_bytes() for name in _KINDS}

    async def run(self) -> None:
        """Serve until cancelled. An address that cannot be had keeps nobody from voting: it is tried again."""
        app = self.app()
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        assert runner.server  # noqa: S101 - there is one after the setup
        admit = partial(app[KEEPER].admit, runner.server)
        try:
            async with await self._listening(admit):
                while True:
                    await self._time.sleep(self._interval)
                    await self.tick()
        finally:
            await runner.cleanup()

    async def _listening(self, admit: Callable[[], asyncio.BaseProtocol]) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        while True:
            try:
                server = await loop.create_server(admit, self._door.host, self._door.port)
            except OSError as error:
                _log.error("hall.not_served", host=self._door.host, port=self._door.port, reason=error.strerror)
                await self._time.sleep(RETRY_SECONDS)
            else:
                _log.info("hall.served", host=self._door.host, port=self._door.port)
                return server

    async def tick(self) -> None:
        """Draw what changed since the last time, for those who look; call it once an interval."""
        if not self._viewers:
            return
        try:
            async with self._drawing:
                await self._draw(set(self._watched))
        except Exception as error:  # the screen shows what it showed; nobody's vote depends on it
            _log.error("hall.not_drawn", error=type(error).__name__)

    # -- drawing

    async def _draw(self, wanted: set[EventId]) -> None:
        async with self._store.read() as tx:
            versions = await events.versions(tx)
        links = tuple(sorted(self._house.doors.items()))
        for event in wanted & versions.keys():
            if self._seen.get(event) != (versions[event], links):
                await self._draw_event(event)
                self._seen[event] = (versions[event], links)

    async def _draw_event(self, event: EventId) -> None:
        drawing = await supplied(self._store, lambda: self._drawn(event))
        if drawing and self._drawings.get(event) != drawing:
            self._drawings[event] = drawing
            self._news.set()
            self._news = asyncio.Event()

    async def _drawn(self, event_id: EventId) -> Drawing | None:
        async with self._store.read() as tx:
            event = await events.event(tx, event_id)
            if event is None:
                return None
            scene = await self._scene(tx, event)
        tongues = tuple(dict.fromkeys(language_of(code) for code in event.settings.languages))
        shown = {
            "languages": tongues,
            "news": substance(scene),
            "views": {tongue: view(self._house.speech_in(tongue), scene) for tongue in tongues},
        }
        content = orjson.dumps(shown)
        name = hashlib.sha256(content).hexdigest()[:16]
        return Drawing(name, b"id: %b\ndata: %b\n\n" % (name.encode(), content))

    async def _scene(self, tx: Tx, event: Event) -> Scene:
        under_way = await votes.of_event(tx, event.id, VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED)
        drafts = await votes.of_event(tx, event.id, VoteState.DRAFT)
        return Scene(
            event,
            self._house.organisation,
            [vote for vote in under_way if vote.rehearsal == event.rehearsal],
            [vote for vote in drafts if vote.shown],
            await self._latest(tx, event),
            self._house.doors,
            await agenda.items(tx, event.id),
        )

    async def _latest(self, tx: Tx, event: Event) -> Vote | None:
        """The result that was put on the screen last and still stands; the journal is read when there is a new one."""
        published = await votes.of_event(tx, event.id, VoteState.PUBLISHED)
        of_now = (vote for vote in published if vote.rehearsal == event.rehearsal)
        shown = {vote.number: vote for vote in of_now if Audience.HALL in vote.published_to}
        known, latest = self._published.get(event.id, (frozenset[int](), 0))
        if known != shown.keys():
            acts = await journal.of_kind(tx, event.id, "vote.publish")
            told = [act.data.get("vote") for act in acts if Audience.HALL in _shown_where(act)]
            latest = next((int(str(number)) for number in reversed(told) if number in shown), 0)
            self._published[event.id] = (frozenset(shown), latest)
        return shown.get(latest)

    # -- serving

    def app(self) -> web.Application:
        """The page, its two files and the stream; everything else is not found."""
        application = web.Application(middlewares=[_sealed], client_max_size=1024)
        application.on_response_prepare.append(_guarded)
        application.on_shutdown.append(self._end)
        application[DOOR] = self._door
        application[KEEPER] = Doorkeeper()
        application.router.add_get("/{token}/{name:(hall\\.css|hall\\.js)?}", self._file)
        application.router.add_get("/{token}/events", self._events)
        return application

    async def _file(self, request: web.Request) -> web.Response:
        _admit(request)
        name = request.match_info["name"]
        return web.Response(body=self._files[name], content_type=_KINDS[name], charset="utf-8")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Drawings as they are made, from the one after `Last-Event-ID`."""
        _admit(request)
        event = await self._asked(request)
        if self._viewers >= MOST_VIEWERS:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "30"})
        self._viewers += 1
        self._watched[event] = self._watched.get(event, 0) + 1
        try:
            return await self._stream(request, event)
        finally:
            self._viewers -= 1
            self._watched[event] -= 1
            if not self._watched[event]:
                del self._watched[event]

    async def _asked(self, request: web.Request) -> EventId:
        """The event in the address, else the one that goes on, else the next, else the last. Raises 404."""
        async with self._store.read() as tx:
            meetings = {event.id: event for event in await events.events(tx)}
        named = EventId(request.query.get("event", ""))
        if named in meetings:
            return named
        if named or not meetings:
            raise web.HTTPNotFound
        return min(meetings.values(), key=lambda event: _PRECEDENCE.index(event.state)).id

    async def _stream(self, request: web.Request, event: EventId) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        seen = request.headers.get("Last-Event-ID", "")
        with suppress(ConnectionError, TimeoutError):
            await _write(response, b"retry: 3000\n" + self._clock)
            if event not in self._drawings or self._watched[event] == 1:
                async with self._drawing:
                    await self._draw({event})
            while not self._over:
                news = self._news
                drawing = self._drawings.get(event)
                if drawing and drawing.id != seen:
                    await _write(response, self._clock + drawing.frame)
                    seen = drawing.id
                elif not await _within(news.wait(), BEAT_SECONDS):
                    await _write(response, self._clock)
        if request.transport:
            request.transport.abort()
        return response

    @property
    def _clock(self) -> bytes:
        """Our time, by which deadlines go: with every drawing, since ours or the viewer's may have been set."""
        return b"event: clock\ndata: %d\n\n" % (self._time.now().timestamp() * 1000)

    async def _end(self, _application: web.Application) -> None:
        """Let everybody go, so that nobody is waited for."""
        self._over = True
        self._news.set()


DOOR: Final = web.AppKey("door", Door)
KEEPER: Final = web.AppKey("keeper", Doorkeeper)
_PRECEDENCE: Final = (EventState.OPEN, EventState.PAUSED, EventState.PLANNED, EventState.CLOSED)


@web.middleware
async def _sealed(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Whatever is not there looks the same; a connection is for one request."""
    served = request.app[KEEPER].served
    served.add(request.transport)
    try:
        response = await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        response = web.Response(status=404, text="404: Not Found")
    except web.HTTPException as error:
        response = web.Response(status=error.status, text=error.text, headers={"Retry-After": "30"})
    finally:
        served.discard(request.transport)
    return response


async def _guarded(_request: web.Request, response: web.StreamResponse) -> None:
    """Nothing is kept, embedded or loaded from elsewhere."""
    response.headers.update(_HEADERS)
    response.force_close()


def _admit(request: web.Request) -> None:
    """Raises 404 for a wrong token, in the same time however wrong it is."""
    given, right = (_digest(token) for token in (request.match_info["token"], request.app[DOOR].token))
    if not hmac.compare_digest(given, right):
        raise web.HTTPNotFound


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _shown_where(publication: Entry) -> Collection[object]:
    """Where a result was shown by an entry of the journal: everywhere, or where it says."""
    where = publication.data.get("where")
    return where if isinstance(where, list) else EVERYBODY


async def _write(response: web.StreamResponse, frame: bytes) -> None:
    """Raises `TimeoutError` for a viewer who takes nothing."""
    async with asyncio.timeout(WRITE_SECONDS):
        await response.write(frame)


async def _within(waiting: Awaitable[object], seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await waiting
    except TimeoutError:
        return False
    return True
