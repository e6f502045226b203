"""Standard output and error of what must never wait for whoever reads them.

A terminal that was halted, a pager and a log service that hangs take nothing more; a write waits for them without end.
"""

from __future__ import annotations

import io
import os
import queue
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Final, TextIO, cast

MOST: Final = 1000
"""Pieces of text that wait while nobody reads. What comes then is lost."""
PARTING: Final = 1.0
"""Seconds that what still waits has at the end."""


class Aside(io.TextIOBase):
    """Takes every text at once; a thread of its own writes it. What cannot be written is lost, and fails nothing."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._waiting: queue.Queue[str | None] = queue.Queue(MOST)
        self._lost = 0
        self._thread = Thread(target=self._work, daemon=True, name="stream")
        self._thread.start()

    def write(self, text: str) -> int:
        """Let it be written."""
        try:
            self._waiting.put_nowait(text)
        except queue.Full:
            self._lost += text.count("\n")
        return len(text)

    def fileno(self) -> int:
        """Of the stream itself."""
        return self.stream.fileno()

    def isatty(self) -> bool:
        """Whether the stream itself is a terminal."""
        return self.stream.isatty()

    def ended(self) -> bool:
        """Take nothing more: whether everything was written."""
        with suppress(queue.Full):
            self._waiting.put(None, timeout=PARTING)
            self._thread.join(PARTING)
        return not self._thread.is_alive()

    def _work(self) -> None:
        text: str | None = ""
        while text is not None:
            text = self._waiting.get()
            self._put(text or "")
            if self._lost and self._waiting.empty():
                lost, self._lost = self._lost, 0
                self._put(f"{lost} lines are lost, since nobody took them\n")

    def _put(self, text: str) -> None:
        with suppress(OSError, ValueError):
            try:
                whole = text.encode(self.stream.encoding or "utf-8", "backslashreplace")
                descriptor = self.stream.fileno()
            except io.UnsupportedOperation:
                self.stream.write(text)
                return
            while whole:  # beneath the stream's own lock, for which the end of the process would wait
                try:
                    whole = whole[os.write(descriptor, whole) :]
                except BlockingIOError:  # whoever shares it has set that nobody waits: this thread may
                    select.select((), (descriptor,), ())


@contextmanager
def aside(*names: str) -> Iterator[None]:
    """Set streams of `sys` aside. One that is held up at the end stays so: what is said then must not wait either."""
    for name in names:
        setattr(sys, name, cast(TextIO, Aside(_flushed(name))))
    try:
        yield
    finally:
        for name in names:
            stream: Aside = getattr(sys, name)
            if stream.ended():
                setattr(sys, name, stream.stream)


def _flushed(name: str) -> TextIO:
    """A stream of `sys`, or one into the void where a shell has closed it: all that we open later is for others."""
    stream: TextIO = getattr(sys, name) or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as we run
    stream.flush()
    return stream
