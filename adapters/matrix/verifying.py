"""What people's apps say about comparing keys, in rooms and to our device, is answered beside the sync loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from adapters.contract import NetworkError, Timer
from adapters.matrix.comparing import PATIENCE, REQUEST, Comparing, Reply, Where
from adapters.matrix.decode import VERIFICATION
from adapters.matrix.errors import number
from adapters.matrix.events import age, content, event_id, kind, relation, sender, string
from adapters.matrix.machine import Machine
from adapters.parsing import Object

log = structlog.get_logger()


class Verifying:
    """Hands what comes in to the comparisons, and their replies, in their order, to `reply`.

    `now` is the second by the homeserver's clock: ours may be wrong.
    """

    def __init__(
        self,
        machine: Machine,
        us: str,
        timer: Timer,
        now: Callable[[], float],
        reply: Callable[[Reply], Awaitable[None]],
    ) -> None:
        self._machine = machine
        self._us = us
        self._now = now
        self._comparing = Comparing(machine, us, timer.monotonic)
        self._reply = reply
        self._replies: deque[Reply] = deque()
        self._replying: asyncio.Task[None] | None = None

    def hear_devices(self) -> None:
        """What came to our device itself, where people compare from a list of sessions."""
        asked, self._machine.asked = self._machine.asked, []
        for who, what, said in asked:
            made = number(said.get("timestamp"))
            if made is None or abs(self._now() - made / 1000) < PATIENCE:
                self._hear(Where(who, "", string(said.get("transaction_id"))), what, said)

    def hear_room(self, room: str, event: Object) -> None:
        """What came in a room, encrypted or not: some apps compare in clear, and the signs tell what was changed."""
        said, who = content(event), sender(event)
        if said.get("msgtype") == REQUEST and said.get("to") == self._us and age(event) < PATIENCE:
            self._hear(Where(who, room, event_id(event)), REQUEST, said)
        elif kind(event).startswith(VERIFICATION):
            self._hear(Where(who, room, string(relation(event).get("event_id"))), kind(event), said)

    def shown(self) -> list[tuple[str, str, str]]:
        """Who should see which signs now, and a name for that. The log has them too, to be read out by telephone."""
        shown, self._comparing.shown = self._comparing.shown, []
        for where, signs in shown:
            log.info("matrix_signs", person=where.who, signs=signs)
        return [(where.who, where.number, signs) for where, signs in shown if where.who != self._us]

    async def stop(self) -> None:
        """Give up what is under way."""
        if self._replying:
            self._replying.cancel()
            await asyncio.gather(self._replying, return_exceptions=True)

    def _hear(self, where: Where, what: str, said: Object) -> None:
        self._replies += self._comparing.hear(where, what, said)
        if self._replies and (self._replying is None or self._replying.done()):
            self._replying = asyncio.create_task(self._reply_all())

    async def _reply_all(self) -> None:
        while self._replies:
            try:
                await self._reply(self._replies.popleft())
            except NetworkError as error:
                log.warning("matrix_comparison_not_answered", error=type(error).__name__)
