"""What a homeserver answers, as the contract's errors: the only place where they are translated."""

from __future__ import annotations

from typing import Final, TypeAlias

import orjson

from adapters.contract import NetworkError, Offline, Refused, Rejected, RetryLater, Unreachable

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = "dict[str, Json]"

NOT_US: Final = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED")


class Missing(Unreachable):
    """What the path names does not exist, or not for us."""


class Afar(Offline):
    """Our homeserver is there and could not reach somebody else's."""


def result(status: int, body: bytes, retry_after: str = "") -> Object:
    """The object that a call returns; `retry_after` is the header. Raises NetworkError."""
    answer = parsed(body)
    if 200 <= status < 300:
        return answer
    raise _error(status, answer, retry_after)


def parsed(body: bytes) -> Object:
    """A JSON object. Raises Offline for anything else, such as a proxy's page in HTML."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Offline("the answer is not JSON") from None
    if not isinstance(answer, dict):
        raise Offline("the answer is not an object")
    return answer


def _error(status: int, answer: Object, retry_after: str) -> NetworkError:
    code = str(answer.get("errcode", ""))
    text = f"{code} {answer.get('error', '')}"
    if status == 429 or code == "M_LIMIT_EXCEEDED":
        return RetryLater(_seconds(answer, retry_after))
    if status == 401 or code in NOT_US:
        return Rejected(text)
    if status == 403:
        return Unreachable(text)
    if status == 404 and code != "M_UNRECOGNIZED":
        return Missing(text)
    if 400 <= status < 500:
        return Refused(text)
    return (Afar if code and status in (502, 504) else Offline)(f"{status} {text}")


def _seconds(answer: Object, retry_after: str) -> float | None:
    """The header's figure is whole seconds and the deprecated one in the body is finer."""
    told = answer.get("retry_after_ms")
    if isinstance(told, int | float):
        return told / 1000
    return float(retry_after) if retry_after.isdecimal() else None
