"""Keep secrets out of logs: bot tokens wherever they stand, registered secrets, and the contents of errors."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import PurePath
from typing import Final

_TELEGRAM = r"(?<=bot)\d+(?::|%3[Aa])[\w-]+|\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}"
_ALPHABET = "[0-9a-hjkmnp-tv-z]"
_CODE = rf"(?i:(?<![0-9a-z])(?:{_ALPHABET}{{4}}-){{3}}{_ALPHABET}{{4}}(?![0-9a-z])|(?<=start=)[0-9a-z-]{{16,19}})"
"""One-time codes as they are handed out, and as they stand in links."""
_HIDDEN: Final = "[secret]"
_SHORTEST: Final = 6
"""Characters: shorter secrets would also hide ordinary words."""
_secrets: set[str] = set()


def hide(secret: str) -> None:
    """Register a secret that no log may show from now on."""
    if len(secret) >= _SHORTEST:
        _secrets.add(secret)


def redact(text: str) -> str:
    """The text without Telegram tokens, one-time codes and registered secrets."""
    return _pattern(frozenset(_secrets)).sub(_HIDDEN, text)


@lru_cache(maxsize=1)
def _pattern(secrets: frozenset[str]) -> re.Pattern[str]:
    """In one pass, since what stands instead may hold a secret too; the longest first, since one may hold another."""
    registered = map(re.escape, sorted(secrets, key=len, reverse=True))
    return re.compile("|".join((*registered, _TELEGRAM, _CODE)))


def where(error: BaseException) -> str:
    """The type of an error and the lines that it went through, innermost first, without any of its contents."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = (f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return " < ".join((type(error).__name__, *lines))


class RedactingFormatter(logging.Formatter):
    """What another formatter makes of a record, tracebacks included, without secrets."""

    def __init__(self, inner: logging.Formatter | None = None) -> None:
        super().__init__()
        self._inner = inner or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Format with the inner formatter, then redact the whole."""
        return redact(self._inner.format(record))


def guard_handlers(logger: logging.Logger | None = None) -> None:
    """Let every handler of a logger, by default the root, redact what it writes."""
    for handler in (logger or logging.getLogger()).handlers:
        if not isinstance(handler.formatter, RedactingFormatter):
            handler.setFormatter(RedactingFormatter(handler.formatter))


def redacting(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Redact the values of a structlog event; stands after the processor that formats tracebacks."""
    for key, value in event.items():
        event[key] = _redacted(value)
    return event


def _redacted(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(value if isinstance(value, str) else repr(value))
