"""What the Bot API answers when it refuses, in its own words."""

from __future__ import annotations

from collections.abc import Mapping


class ApiError(Exception):
    """An answer with `ok: false`; `parameters` carry `retry_after` or `migrate_to_chat_id`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(what: str, parameters: Mapping[str, int] | None = None) -> ApiError:
    """The request itself is wrong."""
    return ApiError(400, f"Bad Request: {what}", parameters)


def forbidden(what: str) -> ApiError:
    """The chat does not take messages from this bot."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """Somebody else receives the updates."""
    return ApiError(409, f"Conflict: {what}")


def too_many(seconds: int | None) -> ApiError:
    """`seconds` None is the answer without a figure, which proxies in between produce."""
    if seconds is None:
        return ApiError(429, "Too Many Requests")
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


UNAUTHORIZED = ApiError(401, "Unauthorized")
NOT_FOUND = ApiError(404, "Not Found")
