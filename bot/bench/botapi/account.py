"""Methods about the bot itself, its menus, its webhook, and who is in a chat."""

from __future__ import annotations

import re

from .chats import Chat, User
from .errors import bad_request
from .wire import Json, Params, as_list, as_object, dump
from .world import Bot, World

_RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_promote_members",
    "can_manage_video_chats",
    "can_manage_topics",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_direct_messages",
    "can_manage_tags",
    "is_anonymous",
]


def get_me(_world: World, bot: Bot, _params: Params) -> Json:
    """The bot's own user."""
    abilities = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
    )
    off: dict[str, Json] = dict.fromkeys(abilities, False)
    return bot.user.json() | {"can_join_groups": True} | off


def set_commands(_world: World, bot: Bot, params: Params) -> Json:
    """Replace the menu of one scope and language. Raises `ApiError` 400."""
    commands = as_list(params.json("commands"))
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in map(as_object, commands):
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_menu(params)] = commands
    return True


def get_commands(_world: World, bot: Bot, params: Params) -> Json:
    """The menu of exactly this scope and language."""
    return bot.commands.get(_menu(params), [])


def delete_commands(_world: World, bot: Bot, params: Params) -> Json:
    """Forget the menu of one scope and language."""
    bot.commands.pop(_menu(params), None)
    return True


def _menu(params: Params) -> tuple[str, str]:
    scope = as_object(params.json("scope") or {"type": "default"})
    return dump(dict(sorted(scope.items()))).decode(), params.text("language_code")


def get_chat(world: World, bot: Bot, params: Params) -> Json:
    """The API's ChatFullInfo. Raises `ApiError` 400."""
    chat = world.chat(bot, params.number("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    more: dict[str, Json] = {"accent_color_id": 0, "max_reaction_count": 11}
    if chat.pinned:
        more["pinned_message"] = chat.messages[chat.pinned[-1]].json()
    return chat.json() | more | {"accepted_gift_types": dict.fromkeys(gifts, True)}


def get_member(world: World, bot: Bot, params: Params) -> Json:
    """What one user is in a chat. Raises `ApiError` 400."""
    chat, number = world.chat(bot, params.number("chat_id")), params.number("user_id")
    user = bot.user if number == bot.id else world.users.get(number)
    if user is None:
        raise bad_request("invalid user_id specified")
    return member(chat, user)


def get_administrators(world: World, bot: Bot, params: Params) -> Json:
    """The administrators of a group, bots among them. Raises `ApiError` 400."""
    chat = world.chat(bot, params.number("chat_id"))
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    known = {one.id: one for one in (*world.users.values(), *(other.user for other in world.bots.values()))}
    ranks = ("creator", "administrator")
    return [member(chat, known[number]) for number, status in chat.status.items() if status in ranks]


def member(chat: Chat, user: User, status: str = "") -> dict[str, Json]:
    """The API's ChatMember of this user, with the fields that its status demands."""
    status = status or chat.status.get(user.id, "left")
    shown: dict[str, Json] = {"status": status, "user": user.json()}
    if status == "creator":
        return shown | {"is_anonymous": False}
    if status == "administrator":
        return shown | {right: right not in ("is_anonymous", "can_be_edited") for right in _RIGHTS}
    return shown | {"until_date": 0} if status == "kicked" else shown


def leave(world: World, bot: Bot, params: Params) -> Json:
    """Leave a group. Raises `ApiError` 400 or 403."""
    world.writable(bot, params.number("chat_id")).status[bot.id] = "left"
    return True


def webhook_info(world: World, bot: Bot, _params: Params) -> Json:
    """Where updates go, how many wait, and the last failure."""
    info: dict[str, Json] = {"url": bot.webhook.url, "has_custom_certificate": False}
    info["pending_update_count"] = len(bot.inbox.waiting())
    if bot.webhook.url:
        info["max_connections"] = bot.webhook.max_connections
    if bot.webhook.last_error:
        info |= {"last_error_message": bot.webhook.last_error, "last_error_date": int(world.clock())}
    return info


def yes(_world: World, _bot: Bot, _params: Params) -> Json:
    """What is accepted and changes nothing that anybody looks at."""
    return True
