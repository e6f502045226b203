"""What an organiser should know before a meeting: read from the Bot API, nothing is changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from adapters.contract import Address, Unreachable
from adapters.findings import Finding, Level, clock
from adapters.parsing import Json
from adapters.telegram.wire import Wire


async def about_account(wire: Wire) -> AsyncIterator[Finding]:
    """Webhook, updates that wait, and time. Raises NetworkError."""
    info = _object(await wire.call("getWebhookInfo", {}))
    yield _webhook(urlsplit(str(info.get("url") or "")).netloc)
    waiting = info.get("pending_update_count")
    yield Finding(Level.GOOD, f"telegram: {waiting if isinstance(waiting, int) else 0} updates wait")
    if date := _date(await wire.date()):
        yield clock(datetime.now(UTC) - date, "Telegram's")


def _webhook(host: str) -> Finding:
    """Where somebody has updates sent, without the path, which may be a secret; "" if nowhere."""
    if not host:
        return Finding(Level.GOOD, "telegram: no webhook is set")
    text = f"telegram: a webhook sends everything to {host}; stop what runs there and call deleteWebhook"
    return Finding(Level.FAULT, f"{text}, or get a new token from @BotFather (/revoke)")


async def about_group(wire: Wire, chat: Address, number: int, account: int) -> Finding:
    """Whether we can write in a group. Raises NetworkError."""
    status, pins = await _status(wire, number, account)
    if not status and not pins:
        text = "can be written to; where the chairs are let the bot pin messages (as an administrator)"
        return Finding(Level.GOOD, f"{text}, so that its card stays in sight", chat)
    if not status:
        return Finding(Level.GOOD, "can be written to", chat)
    mend = "add the bot again, let it send messages, then /bind anew"
    return Finding(Level.FAULT, f"cannot be written to ({status}); {mend}", chat)


async def _status(wire: Wire, chat: int, account: int) -> tuple[str, bool]:
    """Why an account cannot write in a chat: `left`, `kicked`, `restricted`, `unknown`; "" if it can.

    And whether it may pin.
    """
    try:
        member = _object(await wire.call("getChatMember", {"chat_id": chat, "user_id": account}))
        about = _object(await wire.call("getChat", {"chat_id": chat}))
    except Unreachable:
        return "unknown", False
    status = str(member.get("status", ""))
    if status in ("administrator", "creator"):
        return "", status == "creator" or member.get("can_pin_messages") is not False
    allowed = member if status == "restricted" else _object(about.get("permissions"))
    if status in ("member", "restricted"):
        silent = allowed.get("can_send_messages") is False
        return "restricted" if silent else "", allowed.get("can_pin_messages") is True
    return status, False


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _date(header: str) -> datetime | None:
    try:
        return parsedate_to_datetime(header)
    except ValueError:
        return None
