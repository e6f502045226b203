"""What a homeserver answers, as the contract's errors: the only place where they are translated."""

from __future__ import annotations

import math
from typing import Final

from adapters.contract import NetworkError, Offline, Refused, Rejected, RetryLater, Unreachable
from adapters.parsing import Json, Object, parsed

MOST_SAID: Final = 300
"""Characters of an error's text that are kept."""
SHORTEST: Final = 0.5
LONGEST: Final = 600.0
"""Seconds that a homeserver can make us wait, whatever it says: it would be hammered, or never asked again."""
NOT_US: Final = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED")


class Missing(Unreachable):
    """What the path names does not exist, or not for us."""


class NotUnderstood(Refused):
    """The homeserver itself, and no proxy before it, makes nothing of what we ask."""


class Afar(Offline):
    """Our homeserver is there and could not reach somebody else's."""


def result(status: int, body: bytes, retry_after: str = "") -> Object:
    """The object that a call returns; `retry_after` is the header. Raises NetworkError."""
    if 200 <= status < 300:
        return parsed(body)
    raise _error(status, _said(body), retry_after)


def _said(body: bytes) -> Object:
    """What is said about an error; nothing, if it is a proxy's page. The status decides then."""
    try:
        return parsed(body)
    except Offline:
        return {}


def _error(status: int, answer: Object, retry_after: str) -> NetworkError:
    """4xx is a refusal, whoever says it; only the homeserver itself can say that it concerns account or room."""
    told, said = answer.get("errcode"), answer.get("error")
    code = told if isinstance(told, str) else ""
    text = f"{status} {code} {said if isinstance(said, str) else ''}".strip()[:MOST_SAID]
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        return RetryLater(_seconds(answer, retry_after))
    if code in NOT_US:
        return Rejected(text)
    if status == 403 and code:
        return Unreachable(text)
    if status == 404 and code and code != "M_UNRECOGNIZED":
        return Missing(text)
    if 400 <= status < 500:
        return NotUnderstood(text) if status == 400 and code else Refused(text)
    return (Afar if code and status in (502, 504) else Offline)(text)


def _seconds(answer: Object, retry_after: str) -> float | None:
    """The header's figure is whole seconds and the deprecated one in the body is finer."""
    told = number(answer.get("retry_after_ms"))
    if told is not None:
        return _bounded(told / 1000)
    return _bounded(float(retry_after)) if retry_after.isdecimal() else None


def number(value: Json) -> float | None:
    """The value if it is a number that can be reckoned with."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _bounded(seconds: float) -> float:
    return min(max(seconds, SHORTEST), LONGEST)
