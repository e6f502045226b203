"""Messages in a group that one person sees (Bot API 10.2 and 10.3): who gets one, how it is changed, taken away."""

from __future__ import annotations

from .chats import Chat, Message, Press, User
from .errors import bad_request
from .markup import parse
from .wire import Json, Params, as_object
from .world import TOO_OLD, Bot, World

INTRODUCED, SETTLED = (10, 2), (10, 3)
"""The first with the parameters side by side, the second with them in an object of their own."""
SECONDS = 15
"""In which a press can be answered with one by a bot that is no administrator."""
LONGEST_EDIT = 1024
"""Characters: the server measures an edited text as if it were a caption (tdlib/telegram-bot-api issue 881)."""
_HERE = ("creator", "administrator", "member", "restricted")


def address(world: World, bot: Bot, message: Message, params: Params) -> None:
    """Let one person alone see the message, if the request asks for that and this server knows it.

    As with Telegram a server that is older does not know the fields, and shows the message to everybody.
    Raises `ApiError` 400.
    """
    wish = _wish(world, params)
    if wish is None:
        return
    receiver = _receiver(world, message.chat, wish.number("receiver_user_id"))
    press = _pressed(world, bot, message.chat, receiver, wish.text("callback_query_id"))
    if press is None and message.chat.status.get(bot.id) != "administrator":
        raise bad_request("MESSAGE_NOT_COMMAND")
    message.receiver = receiver
    if wish.flag("replace_callback_query_message"):
        message.replaces = _replaced(press)


def _wish(world: World, params: Params) -> Params | None:
    nested = params.json("ephemeral_message_parameters") if world.version >= SETTLED else None
    if nested:
        return Params(as_object(nested))
    return params if world.version >= INTRODUCED and params.number("receiver_user_id") else None


def _receiver(world: World, chat: Chat, number: int) -> User:
    if chat.private:
        raise bad_request("ephemeral messages can be sent only to groups and supergroups")
    user = world.users.get(number)
    if user is None or user.is_bot or chat.status.get(number) not in _HERE:
        raise bad_request("USER_NOT_PARTICIPANT")
    return user


def _pressed(world: World, bot: Bot, chat: Chat, user: User, number: str) -> Press | None:
    """The press that it answers. Raises `ApiError` 400 for one that is too old, or somebody else's."""
    if not number:
        return None
    press = world.presses.get(number)
    if press is None or press.bot != bot.id or world.clock() > press.at + SECONDS:
        raise bad_request(TOO_OLD)
    if press.by != user.id or press.message is None or press.message.chat is not chat:
        raise bad_request("QUERY_ID_INVALID")
    return press


def _replaced(press: Press | None) -> Message:
    if press is None or press.message is None or press.message.receiver:
        raise bad_request("only the message of a press can be replaced, and no ephemeral one")
    return press.message


def edit_text(world: World, bot: Bot, params: Params) -> Message:
    """The message to edit, its new text being short enough. Raises `ApiError` 400."""
    message = find(world, bot, params)
    text, _ = parse(params.text("text"), params.text("parse_mode"))
    if len(text) > LONGEST_EDIT:
        raise bad_request("MEDIA_CAPTION_TOO_LONG")
    return message


def find(world: World, bot: Bot, params: Params) -> Message:
    """One of the bot's that is there for this person. Raises `ApiError` 400."""
    chat = world.writable(bot, params.number("chat_id"))
    message = chat.ephemeral.get(params.number("ephemeral_message_id"))
    if message is None or message.deleted or message.sender is not bot.user or _expired(world, message):
        raise bad_request("MESSAGE_ID_INVALID")
    if message.receiver is None or message.receiver.id != params.number("receiver_user_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    return message


def _expired(world: World, message: Message) -> bool:
    life = world.limits.ephemeral_seconds
    return life is not None and world.clock() > message.date + life


def delete(world: World, bot: Bot, params: Params) -> Json:
    """Take it away. Raises `ApiError` 400."""
    message = find(world, bot, params)
    message.deleted = True
    world.record("deleteEphemeralMessage", bot, message)
    return True
