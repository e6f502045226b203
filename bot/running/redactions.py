"""What says how somebody voted in secret, and what a newer message replaces, is taken away, later if need be."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from adapters.contract import Message, NetworkError, Offline, Ref, Rejected, RetryLater
from adapters.outbox import Job, Lane
from bot.running.networks import Networks
from core.address import network_of
from core.store import redactions
from core.store.engine import Store

_log = structlog.get_logger(__name__)


class Redactions:
    """Jobs for all messages that are noted in the database; `tick` crosses out what is done."""

    def __init__(self, store: Store, networks: Networks) -> None:
        self._store = store
        self._networks = networks
        self._done: list[Ref] = []
        self._resumed = False

    def take_away(self, refs: Iterable[Ref], lane: Lane = Lane.ECHO) -> None:
        """These were noted in the database."""
        for ref in refs:
            if self._networks.of(ref.chat):  # what belongs to one that is not connected now waits for it
                self._networks.post(self._removal(ref, lane))

    async def tick(self) -> None:
        """Go on with what an earlier process has left, and forget what is gone."""
        if not self._resumed:
            async with self._store.read() as tx:
                left = await redactions.waiting(tx)
            self._resumed = True
            self.take_away(Ref(chat, message) for chat, message in left)
        if done := self._done:
            self._done = []
            try:
                await self._store.write(lambda tx: redactions.done(tx, [(ref.chat, ref.message) for ref in done]))
            except BaseException:
                self._done += done
                raise

    def _removal(self, ref: Ref, lane: Lane) -> Job:
        async def render() -> Message:
            return Message("")

        def done(_ref: Ref | None, error: NetworkError | None) -> None:
            if error is not None:
                _log.warning("redaction.failed", network=network_of(ref.chat), error=type(error).__name__)
            if not isinstance(error, Offline | RetryLater | Rejected):  # those are tried again after the next start
                self._done.append(ref)

        return Job(chat=ref.chat, lane=lane, render=render, ref=ref, redacts=True, done=done)
