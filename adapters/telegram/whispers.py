"""Messages in a group that only one person sees; Telegram calls them ephemeral (Bot API 10.2).

`telegram:-100~42` is what the person `telegram:42` alone sees of the group `telegram:-100`.
"""

from __future__ import annotations

from typing import Final

import structlog

from adapters.contract import Address, Gone, NetworkError, Press, Ref, Refused, Unreachable
from adapters.parsing import Json
from adapters.telegram.wire import Wire

PERSON: Final = "~"
"""Between a chat and the number of the person in an address."""
_NOTHING: Final = "…"
"""What the first one of all says until it is certain that only one person sees it."""

log = structlog.get_logger()


def is_whispered(chat: Address) -> bool:
    """Whether this is what one person alone sees of a chat."""
    return PERSON in chat


def place(press: Press) -> Address:
    """What whoever pressed alone sees of the chat."""
    return press.chat if is_whispered(press.chat) else f"{press.chat}{PERSON}{press.sender.rpartition(':')[2]}"


def group_of(chat: Address) -> Address:
    """The chat of which it is a part that one person sees."""
    return chat.partition(PERSON)[0]


def named(ref: Ref) -> dict[str, Json]:
    """The fields that name one. Raises Refused for an address that is none of ours."""
    return {"receiver_user_id": _receiver(ref.chat), "ephemeral_message_id": _number(ref.message)}


def _receiver(chat: Address) -> int:
    return _number(chat.partition(PERSON)[2])


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused("not an address of Telegram") from None


class Whispers:
    """Whether the server has such messages, and the sending of them.

    A server that does not know their fields shows such a message to everybody. So it is asked first for a method that
    came with them, and the first one says nothing until the answer has shown that one person alone got it.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.known = False
        self._proven = False

    async def look(self, own: int) -> None:
        """Find out whether the server knows them, by what it says about one that cannot be; no answer means no."""
        nowhere: dict[str, Json] = {"chat_id": own, "receiver_user_id": own, "ephemeral_message_id": 1}
        try:
            await self._wire.call("deleteEphemeralMessage", nowhere)
        except (Gone, Unreachable) as error:
            self.known = bool(str(error))  # what says nothing was not said by a Bot API
        except NetworkError:
            self.known = False

    async def send(self, chat: Address, payload: dict[str, Json], text: str, press: Press | None) -> Ref:
        """Show a text to one person. Raises NetworkError, `Refused` where the server has none."""
        if not self.known:
            raise Refused("this server shows a message to everybody or to nobody")
        address = {**payload, **_to(_receiver(chat), press)}
        if self._proven:
            return await self._sent(chat, {**address, "text": text})
        ref = await self._sent(chat, {**address, "text": _NOTHING})
        self._proven = True
        await self._wire.call("editEphemeralMessageText", {**payload, **named(ref), "text": text})
        return ref

    async def _sent(self, chat: Address, payload: dict[str, Json]) -> Ref:
        sent = await self._wire.call("sendMessage", payload)
        told = sent if isinstance(sent, dict) else {}
        number = told.get("ephemeral_message_id")
        if type(number) is int:
            return Ref(chat, str(number))
        self.known = False
        log.error("telegram_shown_to_everybody")
        await self._wire.call("deleteMessage", {"chat_id": payload["chat_id"], "message_id": told.get("message_id")})
        raise Refused("the server showed it to everybody; it was taken away")


def _to(receiver: int, press: Press | None) -> dict[str, Json]:
    """The fields of Bot API 10.2, which stand side by side, and those of 10.3."""
    wish: dict[str, Json] = {"receiver_user_id": receiver}
    if press is not None:
        wish["callback_query_id"] = press.handle
    return {**wish, "ephemeral_message_parameters": {**wish, "replace_callback_query_message": _replaces(press)}}


def _replaces(press: Press | None) -> bool:
    """Where everybody's message was pressed, it stands in its place; Telegram forbids that under one's own."""
    return press is not None and not is_whispered(press.chat)
