"""What the Bot API answers, as the contract's errors: the only place where they are translated."""

from __future__ import annotations

import math
from typing import Final

from adapters.contract import (
    Address,
    Gone,
    Moved,
    NetworkError,
    Offline,
    Refused,
    Rejected,
    RetryLater,
    Unreachable,
)
from adapters.parsing import Json, Object, parsed

LONGEST: Final = 500
"""Characters of a description."""
MOST_SECONDS: Final = 86_400
"""A day: whoever waits has a bound of its own."""
REQUEST_TIMEOUT: Final = 408
TOO_MANY: Final = 429
GONE: Final = (
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message_id_invalid",
)
UNREACHABLE: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "group chat was deactivated",
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)


class Conflict(Rejected):
    """Another process polls with our token, or a webhook is set."""


class NotModified(Refused):
    """The edit changes nothing."""


class TooOld(Refused):
    """The press waited too long for its answer."""


class NoText(Refused):
    """The message to edit is a document: it has a caption."""


class Undeletable(Refused):
    """The message is too old to be taken away, or somebody else's."""


REFUSALS: Final[tuple[tuple[str, type[Refused]], ...]] = (
    ("message is not modified", NotModified),
    ("query is too old", TooOld),
    ("query id is invalid", TooOld),
    ("no text in the message to edit", NoText),
    ("message can't be deleted", Undeletable),
)


def address(number: int) -> Address:
    """The address of a chat or a person."""
    return f"telegram:{number}"


def result(status: int, body: bytes) -> Json:
    """The result of a call. Raises NetworkError: whatever a 4xx says, the request is not to be made again as it is."""
    try:
        answer = parsed(body)
    except Offline:
        if 400 <= status < 500 and status != REQUEST_TIMEOUT:
            raise _by_proxy(status) from None
        raise
    if answer.get("ok") is True and "result" in answer:
        return answer["result"]
    code = answer.get("error_code")
    raise _error(code if type(code) is int else status, answer)


def _by_proxy(status: int) -> NetworkError:
    """A refusal that is not the Bot API's own: it says nothing about our token or the chat."""
    return RetryLater() if status == TOO_MANY else Refused(f"{status}, and no answer of the Bot API")


def _error(code: int, answer: Object) -> NetworkError:
    text = str(answer.get("description") or "")[:LONGEST]
    told = answer.get("parameters")
    parameters = told if isinstance(told, dict) else {}
    moved_to, seconds = parameters.get("migrate_to_chat_id"), parameters.get("retry_after")
    if type(moved_to) is int:
        return Moved(address(moved_to))
    if code in (420, 429):
        return RetryLater(_number(seconds))
    return _by_code(code, text)


def _number(value: Json) -> float | None:
    """Seconds, within what can be reckoned with; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = float(min(max(value, 0), MOST_SECONDS))
    return None if math.isnan(seconds) else seconds


def _by_code(code: int, text: str) -> NetworkError:
    if code in (401, 404):
        return Rejected(text)
    if code == 409:
        return Conflict(text)
    if code == 403:
        return Unreachable(text)
    if 400 <= code < 500:
        return _by_text(text)
    return Offline(f"{code} {text}")


def _by_text(text: str) -> NetworkError:
    lower = text.lower()
    if any(part in lower for part in GONE):
        return Gone(text)
    if any(part in lower for part in UNREACHABLE):
        return Unreachable(text)
    kind = next((kind for part, kind in REFUSALS if part in lower), Refused)
    return kind(text)
