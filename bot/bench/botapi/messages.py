"""Methods that show, change and remove messages."""

from __future__ import annotations

import re

from . import ephemeral, rich
from .chats import Answer, Chat, Message
from .errors import bad_request
from .markup import keyboard, parse
from .wire import Json, Params, Upload, as_object, dump
from .world import Bot, World

TEXT, CAPTION, TOAST = 4096, 1024, 200
"""Characters after markup is taken out."""
TIMES, DISABLED = (9, 5), (10, 3)
"""The versions that brought `tg-time`, which is written in the reader's zone, and buttons that do nothing."""
_DELETABLE_SECONDS = 48 * 3600
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def send_message(world: World, bot: Bot, params: Params) -> Json:
    """Send a text. Raises `ApiError`."""
    message = _draft(world, bot, params)
    _write(world, message, params, "text", TEXT)
    return _send(world, bot, message, "sendMessage", params)


def send_rich(world: World, bot: Bot, params: Params) -> Json:
    """Send a rich message. Raises `ApiError`."""
    message = _draft(world, bot, params)
    message.rich = rich.rich_message(params.json("rich_message"))
    message.text = message.html = rich.shown(message.rich)
    return _send(world, bot, message, "sendRichMessage", params)


def send_document(world: World, bot: Bot, params: Params) -> Json:
    """Send a file. Raises `ApiError`."""
    return _send_file(world, bot, params, "document")


def send_photo(world: World, bot: Bot, params: Params) -> Json:
    """Send a picture. Raises `ApiError`."""
    return _send_file(world, bot, params, "photo")


def edit_text(world: World, bot: Bot, params: Params) -> Json:
    """Replace text and buttons. Raises `ApiError`."""
    return _edit(world, bot, params, "editMessageText", "text", TEXT)


def edit_caption(world: World, bot: Bot, params: Params) -> Json:
    """Replace caption and buttons. Raises `ApiError`."""
    return _edit(world, bot, params, "editMessageCaption", "caption", CAPTION)


def edit_markup(world: World, bot: Bot, params: Params) -> Json:
    """Replace the buttons. Raises `ApiError`."""
    return _edit(world, bot, params, "editMessageReplyMarkup", "", 0)


def edit_ephemeral_text(world: World, bot: Bot, params: Params) -> Json:
    """The same of a message that one person sees. Raises `ApiError`."""
    message = ephemeral.edit_text(world, bot, params)
    _change(world, bot, params, message, "editEphemeralMessageText", "text", ephemeral.LONGEST_EDIT)
    return True


def edit_ephemeral_caption(world: World, bot: Bot, params: Params) -> Json:
    """The same of a file that one person sees. Raises `ApiError`."""
    message = ephemeral.find(world, bot, params)
    _change(world, bot, params, message, "editEphemeralMessageCaption", "caption", CAPTION)
    return True


def edit_ephemeral_markup(world: World, bot: Bot, params: Params) -> Json:
    """The same of its buttons alone. Raises `ApiError`."""
    message = ephemeral.find(world, bot, params)
    _change(world, bot, params, message, "editEphemeralMessageReplyMarkup", "", 0)
    return True


def delete(world: World, bot: Bot, params: Params) -> Json:
    """Remove a message up to 48 hours old: of the bot, in a private chat any, in a group any for its administrators.

    Raises `ApiError`.
    """
    chat = world.writable(bot, params.number("chat_id"))
    message = _find(chat, params, "message to delete not found")
    if not (message.sender is bot.user or chat.private or chat.status.get(bot.id) == "administrator"):
        raise bad_request("message can't be deleted")
    if world.clock() - message.date > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    world.record("deleteMessage", bot, message)
    return True


def pin(world: World, bot: Bot, params: Params) -> Json:
    """Pin a message; in groups for administrators only. Raises `ApiError`."""
    chat = world.writable(bot, params.number("chat_id"))
    message = _find(chat, params, "message to pin not found")
    if not chat.private and chat.status.get(bot.id) != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned.append(message.id)
    world.record("pinChatMessage", bot, message)
    return True


def unpin(world: World, bot: Bot, params: Params) -> Json:
    """Unpin one message, the newest by default. Raises `ApiError`."""
    chat = world.writable(bot, params.number("chat_id"))
    number = params.number("message_id", chat.pinned[-1] if chat.pinned else 0)
    chat.pinned = [one for one in chat.pinned if one != number]
    return True


def answer_press(world: World, bot: Bot, params: Params) -> Json:
    """Show a toast or an alert to whoever pressed. Raises `ApiError`."""
    text = params.text("text")
    if len(text) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = Answer(text, params.flag("show_alert"), params.text("url"))
    world.answer(bot, params.text("callback_query_id"), answer)
    return True


def _draft(world: World, bot: Bot, params: Params) -> Message:
    chat = world.writable(bot, params.number("chat_id"))
    message = Message(chat, bot.user, int(world.clock()), rows=_keyboard(world, params))
    ephemeral.address(world, bot, message, params)
    message.silent, message.protect = params.flag("disable_notification"), params.flag("protect_content")
    message.topic = _topic(chat, params.number("message_thread_id"))
    message.reply_to = _replied(chat, params)
    return message


def _keyboard(world: World, params: Params) -> list[list[dict[str, Json]]]:
    return keyboard(params.json("reply_markup"), disabled=world.version >= DISABLED)


def _topic(chat: Chat, number: int) -> int:
    """The topic to write in. General has none; what is no forum has no topics."""
    state = chat.topics.get(number, "" if number else "open")
    if not state:
        raise bad_request("message thread not found")
    if state != "open":
        raise bad_request(f"TOPIC_{state.upper()}")
    return number


def _replied(chat: Chat, params: Params) -> Message | None:
    nested = params.json("reply_parameters")
    reply = Params(as_object(nested)) if nested else params
    number = reply.number("message_id") if nested else params.number("reply_to_message_id")
    found = chat.messages.get(number)
    if number and (found is None or found.deleted):
        if reply.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return found


def _write(world: World, message: Message, params: Params, name: str, longest: int) -> None:
    source, mode = params.text(name), params.text("parse_mode")
    text, entities = parse(source, mode, times=world.version >= TIMES)
    if not text and name == "text":
        raise bad_request("message text is empty")
    if len(text) > longest:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    message.set_text(text, source, mode, entities)


def _send_file(world: World, bot: Bot, params: Params, name: str) -> Json:
    message = _draft(world, bot, params)
    _write(world, message, params, "caption", CAPTION)
    message.file, message.photo = params.file(name) or _known(world, bot, params.text(name)), name == "photo"
    if message.file is None:
        raise bad_request(f"there is no {name} in the request")
    if not message.file.content:
        raise bad_request("file must be non-empty")
    return _send(world, bot, message, f"send{name.capitalize()}", params)


def _known(world: World, bot: Bot, file_id: str) -> Upload | None:
    """A file that this bot has sent before, by its id."""
    place = re.fullmatch(r"f(-?\d+)_(\d+)", file_id)
    if place is None:
        return None
    chat = bot.chats.get(int(place[1])) or world.groups.get(int(place[1]))
    message = chat.messages.get(int(place[2])) if chat else None
    return message.file if message else None


def _send(world: World, bot: Bot, message: Message, method: str, params: Params) -> Json:
    _spend(world, bot, message)
    message.chat.add(message)
    world.record(method, bot, message, _size(message, params))
    return message.json()


def _spend(world: World, bot: Bot, message: Message) -> None:
    kind = "ephemeral" if message.receiver else "private" if message.chat.private else "group"
    bot.pace.spend(message.chat.id, kind, world.clock())


def _size(message: Message, params: Params) -> int:
    markup = params.json("reply_markup")
    file = message.file or Upload("", b"")
    return len(message.html.encode()) + (len(dump(markup)) if markup else 0) + len(file.content)


def _edit(world: World, bot: Bot, params: Params, method: str, name: str, longest: int) -> Json:
    message = _own(world, bot, params, "message to edit not found", "message can't be edited")
    _change(world, bot, params, message, method, name, longest)
    return message.json()


def _change(world: World, bot: Bot, params: Params, message: Message, method: str, name: str, longest: int) -> None:
    """Put a new text and new buttons into a message."""
    if name and bool(message.file) != (name == "caption"):
        raise bad_request(f"there is no {name} in the message to edit")
    rows = _keyboard(world, params)
    fresh = Message(message.chat, bot.user, 0, message.text, message.html, message.entities)
    if name == "text" and world.version >= rich.INTRODUCED and params.json("rich_message"):
        fresh.rich = rich.rich_message(params.json("rich_message"))
        fresh.text = fresh.html = rich.shown(fresh.rich)
    elif not name:
        fresh.rich = message.rich
    else:
        _write(world, fresh, params, name, longest)
    _spend(world, bot, message)
    if (fresh.text, fresh.entities, fresh.rich, rows) == (message.text, message.entities, message.rich, message.rows):
        raise bad_request(_UNCHANGED)
    message.text, message.html, message.entities, message.rows = fresh.text, fresh.html, fresh.entities, rows
    message.rich = fresh.rich
    message.edited = int(world.clock())
    world.record(method, bot, message, _size(message, params) - len(message.document or b""))


def _own(world: World, bot: Bot, params: Params, missing: str, foreign: str) -> Message:
    message = _find(world.writable(bot, params.number("chat_id")), params, missing)
    if message.sender is not bot.user:
        raise bad_request(foreign)
    return message


def _find(chat: Chat, params: Params, missing: str) -> Message:
    message = chat.messages.get(params.number("message_id"))
    if message is None or message.deleted:
        raise bad_request(missing)
    return message
