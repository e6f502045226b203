"""What an organiser should know before a meeting: read from the Bot API, nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from adapters.contract import Unreachable
from adapters.telegram.errors import Json
from adapters.telegram.wire import Wire


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How things stand with the bot's account."""

    webhook: str
    """Where somebody has updates sent, without the path, which may be a secret; "" if nowhere."""
    waiting: int
    """Updates that wait to be fetched."""
    date: datetime | None
    """The server's time, to the second, if it tells."""


async def diagnose(wire: Wire) -> Diagnosis:
    """Ask about webhook and time. Raises NetworkError."""
    info = _object(await wire.call("getWebhookInfo", {}))
    waiting = info.get("pending_update_count")
    return Diagnosis(
        webhook=urlsplit(str(info.get("url") or "")).netloc,
        waiting=waiting if isinstance(waiting, int) else 0,
        date=_date(await wire.date()),
    )


async def standing(wire: Wire, chat: int, account: int) -> str:
    """Why an account cannot write in a chat: `left`, `kicked`, `restricted`, `unknown`; "" if it can."""
    try:
        member = _object(await wire.call("getChatMember", {"chat_id": chat, "user_id": account}))
        about = _object(await wire.call("getChat", {"chat_id": chat}))
    except Unreachable:
        return "unknown"
    status = str(member.get("status", ""))
    if status in ("administrator", "creator"):
        return ""
    allowed = member if status == "restricted" else _object(about.get("permissions"))
    if status in ("member", "restricted"):
        return "restricted" if allowed.get("can_send_messages") is False else ""
    return status


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _date(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except ValueError:
        return None
