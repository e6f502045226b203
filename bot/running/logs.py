"""Logs: one line an event on standard error, without secrets and without the contents of errors."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import MutableMapping
from types import TracebackType

import structlog

from adapters.redact import guard_handlers, redacting, where

_ARGUMENTS = re.compile(r"[(\n]")
"""Where asyncio begins to quote what a callback was given, and what the error of a lost task says."""


class _OneLine(logging.Formatter):
    """Other libraries' records, in the form of our own; nothing in them can pass for another line."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage()
        event = _ARGUMENTS.split(said, maxsplit=1)[0] if record.name == "asyncio" else said
        fields = {"logger": record.name, "event": event}
        error = record.exc_info[1] if record.exc_info else None
        shown = " ".join(f"{key}={value!r}" for key, value in fields.items())
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        return f"{at} {record.levelname.lower():7} {shown}" + (f" error={where(error)!r}" if error else "")


def set_up() -> None:
    """Log warnings of everybody, and what we ourselves find worth telling."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    guard_handlers()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S", utc=False),
            _whereabouts,
            redacting,
            _rendered,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    threading.excepthook = lambda failed: _tell("thread.failed", failed.exc_value)
    sys.unraisablehook = lambda failed: _tell("error.ignored", failed.exc_value)


def _tell(event: str, error: BaseException | None) -> None:
    """What Python itself would print with the contents of the error."""
    structlog.get_logger(__name__).error(event, error=where(error) if error else "unknown")


def _whereabouts(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Instead of a traceback, whose texts may hold ballots: type and lines."""
    if error := _error(event.pop("exc_info", None)):
        event["where"] = where(error)
    return event


def _error(said: object) -> BaseException | None:
    if isinstance(said, BaseException):
        return said
    if isinstance(said, tuple) and len(said) == 3 and isinstance(said[2], TracebackType):
        found: BaseException = said[1]
        return found
    return sys.exc_info()[1] if said else None


def _rendered(_logger: object, _method: str, event: MutableMapping[str, object]) -> str:
    at, level = event.pop("timestamp", ""), event.pop("level", "")
    name = event.pop("event", "")
    return " ".join([f"{at} {level:7} {name}", *(f"{key}={value!r}" for key, value in event.items())])
