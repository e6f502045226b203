"""JSON that others wrote, read the same way on every network."""

from __future__ import annotations

import json
from typing import TypeAlias

import orjson
from yarl import URL

from adapters.contract import Offline

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = "dict[str, Json]"


def parsed(body: bytes) -> Object:
    """A JSON object. Raises Offline for anything else, such as a proxy's page in HTML."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = _leniently(body)
    if not isinstance(answer, dict):
        raise Offline("the answer is not JSON")
    return answer


def _leniently(body: bytes) -> Json:
    """Numbers and texts that a strict reader refuses: one such update must not hide a hundred others."""
    try:
        loose: Json = json.loads(body.decode(errors="replace"))
    except (ValueError, RecursionError):
        raise Offline("the answer is not JSON") from None
    return loose


def leads_away(status: int, location: str) -> str:
    """Where a redirect leads, which would hand token and text to somebody else: the host alone; "" for none."""
    if not 300 <= status < 400:
        return ""
    try:
        host = URL(location).host
    except ValueError:
        host = None
    return f"it sends us on to {host or 'another address'}"


def is_unicode(value: str) -> bool:
    """Whether a string that came as JSON can be written as UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
