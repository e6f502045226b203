"""Chats that we have to make ourselves, long before the meeting: how far that is, for the organiser and the chairs.

What is still to be made are rows, so that the next process goes on where this one ended.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

import structlog

from bot.chat.pace import rounded
from bot.running.clock import Time
from bot.running.networks import Connection, Networks
from bot.views.live import Enrolled
from core.model import Address, EventState, Member
from core.outgoing import DeliveryKind
from core.store import deliveries, events, members, welcomes
from core.store.engine import Store
from core.store.writer import Tx

TOLD_SECONDS = 300.0
"""At most so often it is told how far it is: there may be days of it."""
SURE = 10
"""Chats after which our own pace says more than the network's limits."""
NAMED = 5
"""Of those to whom no chat can be made."""
HOUR = timedelta(hours=1)
_Lost: TypeAlias = Sequence[tuple[Member, Address]]
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Watch:
    """What this process has seen of one network."""

    since: float
    left: int
    told_at: float = -math.inf
    told: Enrolled | None = None
    counted_at: float = -math.inf
    waited: bool = True
    """Whether anything was still to be sent when it was counted last."""


class Enrolment:
    """Has a first message sent to members who were bound without having written to us."""

    def __init__(self, store: Store, networks: Networks, time: Time, wake: Callable[[], None]) -> None:
        self._store = store
        self._networks = [connection for connection in networks if connection.network.limits.first]
        self._time = time
        self._wake = wake
        self._watched: dict[str, _Watch] = {}
        self._upto: dict[str, str] = {}
        """By network, the account up to which it was seen to that everybody has a first message; "" is the end."""

    @property
    def under_way(self) -> tuple[Enrolled, ...]:
        """How far it is, where it is not done."""
        return tuple(watch.told for watch in self._watched.values() if watch.told)

    async def tick(self) -> None:
        """Queue what is missing, and tell how far it is."""
        if not self._networks:
            return
        names = [connection.network.name for connection in self._networks]
        for name in names:
            await self._queue(name)
        async with self._store.read() as tx:
            waiting = await deliveries.count_waiting(tx, [DeliveryKind.WELCOME], names)
            counted = [name for name in names if self._is_to_be_counted(name, waiting[name])]
            rooms = {name: await members.reached_on(tx, name) for name in counted}
            lost = {name: await members.unreachable_on(tx, name, NAMED) for name in counted}
        mine = [one for one in self._networks if one.network.name in rooms]
        news = [self._told(one, *rooms[one.network.name], *lost[one.network.name]) for one in mine]
        if any(news):
            await self._store.write(_redraw)

    async def _queue(self, network: str) -> None:
        """What is missing in one stretch of the accounts; at the next tick the one behind it."""
        async with self._store.read() as tx:
            meetings = await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED)
            span = await welcomes.stretch(tx, network, self._upto.get(network, ""))
            missing = [one.id for one in meetings[:1] if await welcomes.lacking(tx, one.id, network, span)]
        for event in missing:
            await self._store.write(partial(welcomes.queue, event_id=event, network=network, span=span))
            self._wake()
        self._upto[network] = span.upto

    def _is_to_be_counted(self, network: str, waiting: int) -> bool:
        """Everybody is gone through for that, so now and then, and when the last one was written to."""
        watch = self._watched.get(network)
        if watch is None or not (waiting or watch.told):
            return bool(waiting) or watch is None
        now, ended = self._time.monotonic(), watch.waited and not waiting
        if not ended and now - watch.counted_at < TOLD_SECONDS:
            return False
        watch.counted_at, watch.waited = now, bool(waiting)
        return True

    def _told(self, connection: Connection, chats: int, people: int, lost: int, first: _Lost) -> bool:
        """Whether there is something new to tell."""
        name, now, left = connection.network.name, self._time.monotonic(), people - chats - lost
        watch = self._watched.setdefault(name, _Watch(now, left))
        watch.left = max(watch.left, left)
        told = Enrolled(name, chats, people, self._time_for(connection, watch, left), lost, first)
        news = told if left or lost else None
        if news == watch.told or (left and now - watch.told_at < TOLD_SECONDS):
            return False
        _log.info("enrolment", network=name, chats=chats, people=people, left=str(told.left), lost=lost)
        watch.told_at, watch.told = now, news
        return True

    def _time_for(self, connection: Connection, watch: _Watch, left: int) -> timedelta:
        done, seconds = watch.left - left, connection.network.limits.first_seconds
        if done >= SURE:
            seconds = (self._time.monotonic() - watch.since) / done
        time = rounded(left * seconds)
        return HOUR * math.ceil(time / HOUR) if time > 2 * HOUR else time


async def _redraw(tx: Tx) -> None:
    await events.bump(tx, [event.id for event in await events.events(tx)])
