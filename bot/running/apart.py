"""A file that is made by a process of its own, with which the memory goes: everybody, and all that happened, take much.

The process reads what is committed and writes nothing. It ends with the one that asked, whichever way that ends.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

import structlog

from adapters.contract import Message
from adapters.redact import where
from bot.papers import files
from bot.running import logs
from bot.running.streams import aside
from bot.wording.speech import Speech
from core.model import Event
from core.results import supplied
from core.store.reading import Reader, beside

PATIENCE = 600.0
"""Seconds that it may take."""
_COMMAND = (sys.executable, "-m", "bot.running.apart")
_FIRST_TO_GO = Path("/proc/self/oom_score_adj")
_POLITE = 5
"""By how much it stands back where processors are short: it has minutes, and who presses waits now."""
_log = structlog.get_logger(__name__)


class NotMade(Exception):
    """It ended without a file."""


class TooSlow(Exception):
    """It was not done in time, and would not be the next time."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is wanted, as `files.make` has it, of the meeting in a database at a time."""

    database: Path
    now: datetime
    organisation: str
    event: Event
    what: str
    speech: Speech


async def made(store: Reader, order: Order) -> Message | None:
    """The file; None if there is none. Raises `NotMade`, `TooSlow`, `OSError`."""
    child = _started()
    answer = asyncio.ensure_future(store.aside(partial(_answer, child, order)))
    try:
        async with asyncio.timeout(PATIENCE):
            return _taken(await asyncio.shield(answer))  # which goes on to the end of the process, and takes its pipes
    except TimeoutError:
        raise TooSlow(f"{PATIENCE:g} s") from None
    finally:
        child.kill()


def _started() -> subprocess.Popen[bytes]:
    # in a session of its own: what a terminal that is closed sends to all of its processes ends none of ours
    return subprocess.Popen(  # noqa: S603 - it is us
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


def _answer(child: subprocess.Popen[bytes], order: Order) -> bytes:
    """What it has written when it ends. Its input stays open until there is an answer: it ends with it."""
    with suppress(BrokenPipeError), child:
        assert child.stdin  # noqa: S101 - a pipe
        assert child.stdout  # noqa: S101 - another
        _put(child.stdin, order)
        return child.stdout.read()
    return b""


def _put(pipe: IO[bytes], value: object) -> None:
    pickle.dump(value, pipe)
    pipe.flush()


def _taken(content: bytes) -> Message | None:
    if not content:
        raise NotMade
    message: Message | None = pickle.loads(content)  # noqa: S301 - what our own process has written
    return message


# -- the process itself


class _At:
    """A clock that shows when the file was asked for."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def _main() -> int:
    """Read an order, write a file; all else that is said goes to standard error."""
    os.nice(_POLITE)
    with suppress(OSError):
        _FIRST_TO_GO.write_text("1000")  # where memory is short this ends, and not who serves
    with aside("stderr"):
        logs.set_up()
        return _file_written()


def _file_written() -> int:
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301 - whoever started us is us
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        _put(sys.stdout.buffer, asyncio.run(_made(order)))
    except Exception as error:
        _log.error("file.failed", what=order.what, meeting=order.event.id, error=where(error))
        return 1
    return 0


def _end_with_input() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


async def _made(order: Order) -> Message | None:
    async with beside(order.database, _At(order.now)) as store:
        make = partial(files.make, store, order.organisation, order.event, order.what, order.speech)
        return await supplied(store, make)


if __name__ == "__main__":
    sys.exit(_main())
