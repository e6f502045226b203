"""From the name of a method to what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from . import account, ephemeral, messages, rich
from .errors import NOT_FOUND, bad_request, conflict
from .wire import Json, Params, as_list, dump
from .world import Bot, Version, World

Method: TypeAlias = Callable[[World, Bot, Params], Json]
_POLL_SECONDS = 50
_BATCH = 100

_METHODS: dict[str, Method] = {
    "getMe": account.get_me,
    "sendMessage": messages.send_message,
    "sendRichMessage": messages.send_rich,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_text,
    "editMessageCaption": messages.edit_caption,
    "editMessageReplyMarkup": messages.edit_markup,
    "editEphemeralMessageText": messages.edit_ephemeral_text,
    "editEphemeralMessageCaption": messages.edit_ephemeral_caption,
    "editEphemeralMessageReplyMarkup": messages.edit_ephemeral_markup,
    "deleteEphemeralMessage": ephemeral.delete,
    "deleteMessage": messages.delete,
    "pinChatMessage": messages.pin,
    "unpinChatMessage": messages.unpin,
    "setMyCommands": account.set_commands,
    "getMyCommands": account.get_commands,
    "deleteMyCommands": account.delete_commands,
    "getChat": account.get_chat,
    "getChatMember": account.get_member,
    "getChatAdministrators": account.get_administrators,
    "leaveChat": account.leave,
    "getWebhookInfo": account.webhook_info,
}
_ACCEPTED = [
    "setMyName",
    "setMyDescription",
    "setMyShortDescription",
    "setMyDefaultAdministratorRights",
    "setChatMenuButton",
    "setMessageReaction",
    "sendChatAction",
    "close",
    "logOut",
]
# Telegram's method names are not case-sensitive.
_BY_NAME = {name.lower(): method for name, method in _METHODS.items()} | {
    name.lower(): account.yes for name in _ACCEPTED
}


_SINCE: dict[str, Version] = {name.lower(): ephemeral.INTRODUCED for name in _METHODS if "Ephemeral" in name} | {
    "sendrichmessage": rich.INTRODUCED
}
"""The first version that knows a method, for new ones."""


async def call(world: World, bot: Bot, name: str, params: Params) -> bytes:
    """Carry out one method and return its result as JSON. Raises `ApiError`."""
    lower = name.lower()
    if lower == "answercallbackquery":  # first and alone: the benches live on it
        messages.answer_press(world, bot, params)
        return b"true"
    if lower == "getupdates":
        return await _updates(bot, params)
    if lower in ("setwebhook", "deletewebhook"):
        return dump(_set_webhook(world, bot, params))
    if lower not in _BY_NAME or world.version < _SINCE.get(lower, world.version):
        raise NOT_FOUND
    return dump(_BY_NAME[lower](world, bot, params))


async def _updates(bot: Bot, params: Params) -> bytes:
    if bot.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    _allow(bot, params)
    limit = params.number("limit", _BATCH)
    timeout = min(float(params.text("timeout") or 0), _POLL_SECONDS)
    items = await bot.inbox.poll(params.number("offset"), limit if 1 <= limit <= _BATCH else _BATCH, timeout)
    return b"[%b]" % b",".join([item.body for item in items])


def _allow(bot: Bot, params: Params) -> None:
    allowed = params.json("allowed_updates")
    if allowed is not None:
        bot.inbox.allowed = frozenset(map(str, as_list(allowed)))


def _set_webhook(world: World, bot: Bot, params: Params) -> Json:
    async def carry_out(name: str, answer: Params) -> bytes:
        return await call(world, bot, name, answer)

    url = params.text("url")
    if url and not url.startswith("http://127.0.0.1:"):
        raise bad_request("bad webhook: this server delivers to http://127.0.0.1 only")
    bot.webhook.stop()
    if params.flag("drop_pending_updates"):
        bot.inbox.clear()
    if url:
        _allow(bot, params)
        connections = min(max(params.number("max_connections", 40), 1), 100)
        bot.webhook.start(url, params.text("secret_token"), connections, carry_out)
    return True
