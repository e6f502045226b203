"""Updates as they come, as the contract's inputs. Pure, and short for presses: thousands come a second.

Whatever an update holds, the answer is an input or None, never an exception: one that cannot be
read must not stop the ones behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias, TypedDict

from adapters.contract import Address, ChatChange, ChatChanged, Command, Inbound, Press, Ref, Text
from adapters.parsing import Json, is_unicode
from adapters.telegram.errors import address
from adapters.telegram.whispers import PERSON
from adapters.typed import command

_Object: TypeAlias = dict[str, Json]

ANONYMOUS: Final = (1087968824, 136817688)
"""The account that stands for anonymous administrators, and the one for channels: everybody's."""
LONGEST: Final = 8192
"""Characters: twice the longest text that Telegram lets through."""
BORROWED: Final = ("forward_origin", "forward_date", "via_bot")
"""Marks of a text that its sender did not type."""
CHANGES: Final = {
    (True, False): ChatChange.BLOCKED,
    (True, True): ChatChange.UNBLOCKED,
    (False, False): ChatChange.REMOVED,
    (False, True): ChatChange.ADDED,
}
"""By whether the chat is private and whether we may write there now."""
LATEST: Final = 4102444800
"""Seconds: the year 2100."""
TOPIC: Final = "/"
"""Between a group and the number of a topic in an address."""
GREATEST: Final = 2**52
"""Ids have at most 52 significant bits, by the Bot API; with a greater one no server could be asked for the next."""
DATA: Final = 64
"""Bytes of a button's data."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are; the user name is in lower case."""

    number: int
    username: str


class _From(TypedDict):
    id: str
    sender: Address
    chat: Address
    whole: Address
    private: bool
    language: str
    anonymous: bool
    written: datetime | None
    own: Ref


class _Junk(Exception):
    """The update is not what the Bot API describes."""


def update_id(update: Json) -> int | None:
    """The id of an update."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if type(number) is int and abs(number) <= GREATEST else None


def decode(update: Json, account: Account) -> Inbound | None:
    """The input that an update is; None for what is of no interest or cannot be read."""
    try:
        whole = _object(update)
        number = str(_integer(whole["update_id"]))
        if query := whole.get("callback_query"):
            return _press(_object(query), number)
        if message := whole.get("message"):
            return _message(_told(_object(message)), number, account)
        if change := whole.get("my_chat_member"):
            return _membership(_object(change), number)
    except (_Junk, KeyError):
        pass
    return None


def _object(value: Json) -> _Object:
    if isinstance(value, dict):
        return value
    raise _Junk


def _told(value: _Object) -> _Object:
    """The fields that hold anything: null is the same as left out."""
    return {name: field for name, field in value.items() if field is not None}


def _integer(value: Json) -> int:
    if type(value) is int and abs(value) <= GREATEST:
        return value
    raise _Junk


def _string(value: Json, longest: int = DATA) -> str:
    """A string that can be written as UTF-8, of at most so many characters."""
    if not isinstance(value, str) or len(value) > longest or not (value.isascii() or is_unicode(value)):
        raise _Junk
    return value


def _time(value: Json) -> datetime | None:
    """Seconds since 1970, if they are a time that there is."""
    return datetime.fromtimestamp(value, UTC) if type(value) is int and 0 <= value <= LATEST else None


def _press(query: _Object, number: str) -> Press | None:
    sender = _object(query["from"])
    data = _string(query["data"])
    if sender.get("is_bot") or len(data.encode()) > DATA:
        return None
    message = query.get("message")
    if message is None:  # gone, or too old to be told of
        where, whole, private, ref = address(_integer(sender["id"])), "", True, None
    else:
        where, whole, private, ref = _under(_object(message), _integer(sender["id"]))
    return Press(
        id=number,
        sender=address(_integer(sender["id"])),
        chat=where,
        whole=whole,
        private=private,
        language=_string(sender.get("language_code") or ""),
        data=data,
        handle=_string(query["id"]),
        ref=ref,
    )


def _under(message: _Object, person: int) -> tuple[Address, Address, bool, Ref]:
    """`_place` of the message under which somebody pressed, and its reference; what one sees alone is a place apart."""
    where, whole, private = _place(message)
    number = message.get("ephemeral_message_id")
    if type(number) is not int:
        return where, whole, private, Ref(where, str(_integer(message["message_id"])))
    apart = f"{where}{PERSON}{person}"
    return apart, whole or where, True, Ref(apart, str(number))


def _place(message: _Object) -> tuple[Address, Address, bool]:
    """Where a message stands, the group if that is a topic of one, and whether it is a private chat."""
    number, topic = _integer(_object(message["chat"])["id"]), message.get("message_thread_id")
    whole, private = address(number), _is_person(number)
    if message.get("is_topic_message") is True and type(topic) is int and not private:
        return f"{whole}{TOPIC}{topic}", whole, False
    return whole, "", private


def _is_person(chat: int) -> bool:
    """Whether a chat is a private one, whatever is said of it: all others have negative ids."""
    return chat > 0


def _message(message: _Object, number: str, account: Account) -> Inbound | None:
    where, whole, private = _place(message)
    if "migrate_to_chat_id" in message:
        to = address(_integer(message["migrate_to_chat_id"]))
        return ChatChanged(id=number, sender="", chat=where, private=False, change=ChatChange.MOVED, to=to)
    sender = _sender(message)
    if sender is None or "ephemeral_message_id" in message or not message.keys().isdisjoint(BORROWED):
        return None
    come = _From(
        id=number,
        sender=sender,
        chat=where,
        whole=whole,
        private=private,
        language=_language(message),
        anonymous=not sender,
        written=_time(message.get("date")),
        own=Ref(where, str(_integer(message["message_id"]))),
    )
    return _said(_string(message.get("text", message.get("caption")), LONGEST), _reply(message, where), come, account)


def _said(text: str, reply_to: Ref | None, come: _From, account: Account) -> Inbound | None:
    typed = command(text)
    if typed is None:
        return Text(text=text, reply_to=reply_to, **come)
    if typed.to and typed.to.lower() != account.username:
        return None
    return Command(name=typed.name, line=typed.line, lines=typed.lines, reply_to=reply_to, **come)


def _sender(message: _Object) -> Address | None:
    """Who wrote; "" for somebody who hides behind a group or a channel, None for another bot."""
    if "sender_chat" in message:
        return ""
    sender = _object(message["from"])
    number = _integer(sender["id"])
    if number in ANONYMOUS:
        return ""
    return None if sender.get("is_bot") else address(number)


def _language(message: _Object) -> str:
    sender = message.get("from")
    return _string(sender.get("language_code") or "") if isinstance(sender, dict) else ""


def _reply(message: _Object, where: Address) -> Ref | None:
    replied = message.get("reply_to_message")
    if isinstance(replied, dict) and replied.get("forum_topic_created") is not None:
        return None  # every message of a topic replies to its beginning
    return None if replied is None else Ref(where, str(_integer(_object(replied)["message_id"])))


def _membership(update: _Object, number: str) -> ChatChanged | None:
    chat, sender = _integer(_object(update["chat"])["id"]), _object(update["from"])
    private, now = _is_person(chat), _may_write(_object(update["new_chat_member"]))
    before = update.get("old_chat_member")  # what is not told of before may have been anything
    if before is not None and _may_write(_object(before)) == now:
        return None
    return ChatChanged(
        id=number,
        sender=address(_integer(sender["id"])),
        chat=address(chat),
        private=private,
        change=CHANGES[private, now],
    )


def _may_write(member: _Object) -> bool:
    """Whether a member of the chat, here always ourselves, may write there."""
    status = _string(member["status"])
    return status in ("creator", "administrator", "member") or (
        status == "restricted" and member.get("can_send_messages") is True
    )
