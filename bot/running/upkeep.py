"""Each network lives, fails and comes back by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import structlog

from adapters.contract import NetworkError, Rejected, RetryLater, Timer
from adapters.redact import where
from bot.running.networks import Connection
from core.errors import StoreUnusable

PAUSES: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between attempts to reach a network; the last one for ever."""
PATIENCE: Final = 4
"""Rejections in a row before we believe, at the first start, that a person must act."""
AT_ONCE: Final = 1.0
"""Seconds between these: whoever has mistyped a token sits before the screen."""
_log = structlog.get_logger(__name__)


def unheard(_network: str, _error: NetworkError) -> None:
    """For those who need not hear of failed attempts."""


class Upkeep:
    """Starts networks and starts them again; `serve` works with one as long as it lasts.

    `waiting` hears of every attempt to start that failed.
    """

    def __init__(
        self,
        networks: Iterable[str],
        timer: Timer,
        serve: Callable[[Connection], Awaitable[None]],
        waiting: Callable[[str, NetworkError], None] = unheard,
    ) -> None:
        self._timer = timer
        self._serve = serve
        self._waiting = waiting
        self._rejections = dict.fromkeys(networks, 0)
        self.accepted = False
        """Whether any network has ever accepted us, also an earlier process: then what says no may pass by itself."""

    async def keep(self, connection: Connection) -> None:
        """Serve until cancelled. Raises `NobodyAcceptsUs`, `StoreUnusable`."""
        attempt = 0
        while True:
            error = await self._failure(connection)
            attempt = attempt + 1 if isinstance(error, _NotStarted) else 1
            pause = PAUSES[min(attempt, len(PAUSES)) - 1]
            cause = error.__cause__
            if isinstance(cause, Rejected) and not self.accepted:
                pause = AT_ONCE if self._rejections[connection.network.name] < PATIENCE else pause
            told = cause.seconds if isinstance(cause, RetryLater) else None
            await self._timer.sleep(max(pause, min(told or 0, PAUSES[-1])))

    async def _failure(self, connection: Connection) -> Exception:
        """Start and serve, and return what ended it."""
        try:
            await self._start(connection)
            await self._serve(connection)
        except _NotStarted as error:
            return error
        except (NobodyAcceptsUs, StoreUnusable):
            raise
        except NetworkError as error:
            _log.error("network.lost", network=connection.network.name, reason=str(error) or type(error).__name__)
            return error
        except Exception as error:
            _log.error("network.broken", network=connection.network.name, error=where(error))
            return error
        return NetworkError("it has ended")

    async def _start(self, connection: Connection) -> None:
        name = connection.network.name
        try:
            await connection.network.start()
        except NetworkError as error:
            self._waiting(name, error)
            self._count(name, error)
            raise _NotStarted from error
        self.accepted = True
        self._rejections[name] = 0

    def _count(self, name: str, error: NetworkError) -> None:
        self._rejections[name] += isinstance(error, Rejected)
        if not self.accepted and all(times >= PATIENCE for times in self._rejections.values()):
            raise NobodyAcceptsUs(str(error))


class _NotStarted(Exception):
    """An attempt to start has failed; the cause is a `NetworkError`."""


class NobodyAcceptsUs(Rejected):
    """No network has ever accepted us."""
