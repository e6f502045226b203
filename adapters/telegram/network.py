"""Telegram as a Network: texts and answers go out as JSON; python-telegram-bot does what is rare."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InputFile,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from adapters.contract import (
    Address,
    Batch,
    Button,
    File,
    Gone,
    Limits,
    MaybeSent,
    Message,
    NetworkError,
    Offline,
    Press,
    Ref,
    Refused,
    Timer,
    Unreachable,
    check,
    cut,
)
from adapters.findings import Finding, Level
from adapters.pacing import Backoff
from adapters.parsing import Json
from adapters.redact import hide
from adapters.telegram.decode import TOPIC, Account
from adapters.telegram.diagnosis import about_account, about_group
from adapters.telegram.errors import NoText, NotModified, TooOld, Undeletable
from adapters.telegram.files import Files, Sent, is_photo
from adapters.telegram.modern import Modern
from adapters.telegram.polling import batches
from adapters.telegram.request import SessionRequest, our
from adapters.telegram.rich import Rich
from adapters.telegram.whispers import Whispers, group_of, is_whispered, named, place
from adapters.telegram.wire import Wire

LIMITS: Final = Limits(per_second=30, chat_per_second=1, group_per_minute=20, removals=True)
"""Telegram's FAQ for bots, and what its developers say in tdlib issues 2592 and 3034."""
HERE: Final = ("creator", "administrator", "member")
WHISPER: Final = 1024
"""Characters of an edited message that one person sees (tdlib/telegram-bot-api issue 881)."""


class Telegram:
    """One bot account. `api_url` is the public server, a local one or a test's."""

    def __init__(
        self, token: str, timer: Timer, *, api_url: str = "https://api.telegram.org", random: Random | None = None
    ) -> None:
        hide(token)
        hide(token.partition(":")[2])
        # At DEBUG python-telegram-bot logs the texts of messages, votes among them.
        logging.getLogger("telegram.Bot").setLevel(logging.INFO)
        self._timer = timer
        self._backoff = Backoff(random or Random())
        self._wire = Wire(token, api_url, timer)
        request = SessionRequest(self._wire)
        self._bot = Bot(token, base_url=self._wire.base_url, request=request, get_updates_request=request)
        self._account: Account | None = None
        self._files = Files()
        self._whispers = Whispers(self._wire)
        self._modern = Modern()
        self._rich = Rich()

    @property
    def name(self) -> str:
        """The prefix of its addresses."""
        return "telegram"

    @property
    def limits(self) -> Limits:
        """What to stay below."""
        whispers = WHISPER if self._whispers.known else 0
        return replace(LIMITS, whispers=whispers, clocks=self._modern.clocks, spent=self._modern.spent)

    @property
    def heard(self) -> float | None:
        """When Telegram last took a poll."""
        return self._wire.heard

    def is_group(self, chat: Address) -> bool:
        """Groups and channels have negative ids."""
        return chat.startswith("telegram:-") and not is_whispered(chat)

    def is_whispered(self, chat: Address) -> bool:
        """Telegram calls it ephemeral."""
        return is_whispered(chat)

    def whispered(self, press: Press) -> Address:
        """The group's address with the person's."""
        return place(press)

    async def is_in(self, chat: Address, person: Address) -> bool:
        """Ask for the person's status; one whom the group does not know is not there."""
        whom: dict[str, Json] = {"chat_id": _number(chat), "user_id": _number(person)}
        try:
            found = await self._wire.call("getChatMember", whom)
        except (Refused, Unreachable):
            return False
        told = found if isinstance(found, dict) else {}
        return told.get("status") in HERE or (told.get("status") == "restricted" and told.get("is_member") is True)

    def is_encrypted(self, chat: Address) -> bool:  # noqa: ARG002 - bots have no secret chats
        """Never."""
        return False

    def whole(self, chat: Address) -> Address:
        """The group of a topic."""
        return group_of(chat).partition(TOPIC)[0]

    @property
    def trouble(self) -> NetworkError | None:
        """Why the last poll failed."""
        return self._wire.trouble

    async def start(self) -> None:
        """Ask who we are."""
        with translated():
            await self._bot.initialize()
        self._account = Account(self._bot.id, self._bot.username.lower())
        await self._whispers.look(self._bot.id)
        self._wire.can_hear()

    @property
    def account(self) -> str:
        """Our user name."""
        return f"@{self._bot.username}"

    async def findings(self, chats: Sequence[Address], people: Sequence[Address]) -> AsyncIterator[Finding]:  # noqa: ARG002 - its pace is no trouble
        """Token, webhook, clock, and what we may do in these groups."""
        await self.start()
        yield Finding(Level.GOOD, f"telegram: the token belongs to {self.account}")
        async for finding in about_account(self._wire):
            yield finding
        for chat in chats:
            yield await about_group(self._wire, chat, _number(chat), self._bot.id)

    def batches(self, cursor: str | None) -> AsyncGenerator[Batch, None]:
        """Poll; `start` comes before."""
        return batches(self._wire, self._started(), self._timer, self._backoff, cursor)

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:  # noqa: ARG002 - Telegram has no keys
        """Send a text, or a picture or document with the text as its caption."""
        check(message, LIMITS)
        if is_whispered(chat):
            return await self._whisper(chat, message, None)
        return await self._modern.show(message, partial(self._send, chat))

    async def _send(self, chat: Address, message: Message) -> Ref:
        if message.file is not None:
            return Ref(chat, await self._send_file(chat, message, message.file))
        where: dict[str, Json] = {"chat_id": _number(chat), **_delivery(chat, message)}
        sent = await self._rich.show(
            message,
            lambda rich: self._wire.call("sendRichMessage", {**where, "rich_message": rich, **_keyboard(message)}),
            lambda: self._wire.call("sendMessage", {**where, "text": message.text, **_looks(message)}),
        )
        return Ref(chat, _message_id(sent))

    async def whisper(self, press: Press, message: Message) -> Ref:
        """Send a text that only this person sees."""
        return await self._whisper(place(press), message, press)

    async def _whisper(self, chat: Address, message: Message, press: Press | None) -> Ref:
        check(message, replace(LIMITS, text=WHISPER))
        group = group_of(chat)

        async def sent(shown: Message) -> Ref:
            payload: dict[str, Json] = {"chat_id": _number(group), **_delivery(group, shown), **_looks(shown)}
            return await self._whispers.send(chat, payload, shown.text, press)

        return await self._modern.show(message, sent)

    async def _send_file(self, chat: Address, message: Message, file: File) -> str:
        what = "photo" if is_photo(file) else "document"
        looks = {**_delivery(chat, message), **_looks(message)}

        async def upload() -> Sent:
            send = self._bot.send_photo if what == "photo" else self._bot.send_document
            with translated():
                sent = await send(
                    _number(chat),
                    InputFile(file.content, filename=file.name),
                    caption=message.text or None,
                    api_kwargs=looks,
                )
            return sent.to_dict()

        async def refer(known: str) -> Sent:
            payload = {"chat_id": _number(chat), what: known, "caption": message.text, **looks}
            sent = await self._wire.call(f"send{what.capitalize()}", payload)
            return sent if isinstance(sent, dict) else {}

        return _message_id(await self._files.send(file, upload, refer))

    async def edit(self, ref: Ref, message: Message) -> None:
        """Replace the text or the caption, and the buttons; a file stays as it is."""
        check(message, LIMITS)
        await self._modern.show(message, partial(self._edit, ref))

    async def _edit(self, ref: Ref, message: Message) -> None:
        payload = {**_named(ref), **_looks(message)}
        with suppress(NotModified):
            if is_whispered(ref.chat):
                await self._wire.call("editEphemeralMessageText", {**payload, "text": message.text})
                return
            try:
                await self._rich.show(
                    message,
                    lambda rich: self._wire.call(
                        "editMessageText", {**_named(ref), "rich_message": rich, **_keyboard(message)}
                    ),
                    lambda: self._wire.call("editMessageText", {**payload, "text": message.text}),
                )
            except NoText:
                await self._wire.call("editMessageCaption", {**payload, "caption": message.text})

    async def redact(self, ref: Ref) -> None:
        """Delete a message; of others where we administer the group. One of ours that is too old loses its buttons."""
        with suppress(Gone, NotModified):
            if is_whispered(ref.chat):
                await self._wire.call("deleteEphemeralMessage", _named(ref))
                return
            try:
                await self._wire.call("deleteMessage", _named(ref))
            except Undeletable as error:
                await self._strip(ref, error)

    async def _strip(self, ref: Ref, error: Undeletable) -> None:
        """Take away the buttons of a message that stays. Raises the error if it is none of ours."""
        try:
            await self._wire.call("editMessageReplyMarkup", _named(ref))
        except Gone:
            raise error from None

    async def pin(self, ref: Ref, instead: Ref | None = None) -> None:
        """Pin a message without a sound; in groups administrators may."""
        chat = _number(ref.chat)
        where: dict[str, Json] = {"chat_id": chat, "message_id": _number(ref.message), "disable_notification": True}
        try:
            await self._wire.call("pinChatMessage", where)
        except Unreachable as error:
            raise Refused(str(error)) from None
        if instead is not None and instead.chat == ref.chat:  # one of a chat that moved is not the new one's
            with suppress(Gone, Refused, Unreachable):
                await self._wire.call("unpinChatMessage", {"chat_id": chat, "message_id": _number(instead.message)})

    async def answer(self, press: Press, text: str, *, alert: bool = False) -> None:
        """Answer on the short way. A press that waited too long for it counts all the same."""
        payload: dict[str, Json] = {
            "callback_query_id": press.handle,
            "text": cut(text, LIMITS.toast),
            "show_alert": alert,
        }
        with suppress(TooOld):
            await self._wire.call("answerCallbackQuery", payload)

    async def menu(self, chat: Address | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """Set the menu; `language` has two letters or is empty for all others."""
        scope = BotCommandScopeAllPrivateChats() if chat is None else BotCommandScopeChat(_number(chat))
        with translated():
            await self._bot.set_my_commands(
                [BotCommand(name, description) for name, description in commands],
                scope=scope,
                language_code=language or None,
            )

    def link(self, code: str = "") -> str:
        """A deep link; the code is at most 64 characters of A-Z a-z 0-9 _ -."""
        return f"https://t.me/{self._bot.username}{f'?start={code}' if code else ''}"

    async def stop(self) -> None:
        """Close all connections. The last batch comes again unless the next one was asked for."""
        await self._wire.close()

    def _started(self) -> Account:
        if self._account is None:
            raise Offline("not started")
        return self._account


@contextmanager
def translated() -> Iterator[None]:
    """Raise NetworkError for what python-telegram-bot raises, over an answer it cannot read as well."""
    try:
        yield
    except TelegramError as error:
        raise our(error) from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MaybeSent(f"unreadable answer: {type(error).__name__}") from None


def _number(text: str) -> int:
    """The number at the end of an address or of a message's reference. Raises Refused."""
    try:
        return int(text.partition(TOPIC)[0].rpartition(":")[2])
    except ValueError:
        raise Refused("not an address of Telegram") from None


def _named(ref: Ref) -> dict[str, Json]:
    """The fields that name a message."""
    there: dict[str, Json] = {"chat_id": _number(group_of(ref.chat))}
    return {**there, **(named(ref) if is_whispered(ref.chat) else {"message_id": _number(ref.message)})}


def _delivery(chat: Address, message: Message) -> dict[str, Json]:
    _, is_topic, topic = chat.partition(TOPIC)
    thread: dict[str, Json] = {"message_thread_id": _number(topic)} if is_topic else {}
    return {**thread, "disable_notification": message.silent, "protect_content": message.protect}


def _looks(message: Message) -> dict[str, Json]:
    looks: dict[str, Json] = {"parse_mode": ParseMode.HTML.value, "link_preview_options": {"is_disabled": True}}
    return {**looks, **_keyboard(message)}


def _keyboard(message: Message) -> dict[str, Json]:
    rows: list[Json] = [[_button(button) for button in row] for row in message.rows]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(button: Button) -> Json:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, **({"callback_data": button.data} if button.data else {"disabled": {}})}


def _message_id(sent: Json) -> str:
    number = sent.get("message_id") if isinstance(sent, dict) else None
    if type(number) is not int:
        raise MaybeSent("unreadable answer: no message_id")
    return str(number)
