"""Everything one server knows: bots, people, groups, presses, and a log of what was sent."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

from .chats import WRITING, Answer, Chat, Message, Press, User
from .errors import NOT_FOUND, UNAUTHORIZED, bad_request, forbidden
from .faults import Faults
from .inbox import Inbox
from .limits import Clock, Limits, Pace
from .webhook import Webhook
from .wire import Json

Version: TypeAlias = tuple[int, int]
"""Of the Bot API: a server knows no method and no field that came later."""
NEWEST: Version = (10, 3)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted call that shows or removes something; `size` is bytes of text, buttons and file."""

    at: float
    method: str
    bot: int
    chat: int
    message: int
    size: int
    text: str


@dataclass(eq=False)
class Bot:
    """One bot account."""

    token: str
    user: User
    inbox: Inbox
    pace: Pace
    webhook: Webhook
    chats: dict[int, Chat] = field(default_factory=dict)
    """Private chats by person."""
    pressed: int = 0
    answered: int = 0
    expected: int = 0
    """So many answers set `served`."""
    served: asyncio.Event = field(default_factory=asyncio.Event)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """Menus by scope, as canonical JSON, and language."""

    @property
    def id(self) -> int:
        """The number before the colon of the token."""
        return self.user.id


class World:
    """The state behind all endpoints."""

    def __init__(self, limits: Limits, clock: Clock, version: Version = NEWEST) -> None:
        self.version = version
        self.limits = limits
        self.clock = clock
        self.faults = Faults()
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.groups: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.log: list[Entry] = []
        self._press_ids = count(4_000_000_000_000_000_001)
        self._changed = asyncio.Event()

    @property
    def throttled(self) -> Counter[str]:
        """429s that bots provoked, by limit; planned ones are not among them."""
        return sum((bot.pace.throttled for bot in self.bots.values()), Counter())

    def add_bot(self, token: str, username: str = "") -> Bot:
        """Register a token such as `1:TEST`; the part before the colon is the bot's id."""
        number = int(token.partition(":")[0])
        user = User(number, username or f"Bot {number}", username=username or f"test{number}_bot", is_bot=True)
        inbox = Inbox(self.clock, self.faults)
        bot = Bot(token, user, inbox, Pace(self.limits), Webhook(inbox))
        self.bots[token] = bot
        return bot

    def bot(self, token: str) -> Bot:
        """Raises `ApiError` 401 or 404."""
        if not re.fullmatch(r"\d+:[\w-]+", token):
            raise NOT_FOUND
        if token not in self.bots:
            raise UNAUTHORIZED
        return self.bots[token]

    def private(self, bot: Bot, user: User) -> Chat:
        """The private chat of a bot and a person, made when first asked for."""
        if user.id not in bot.chats:
            bot.chats[user.id] = Chat(user.id, "private", user.name, user, {bot.id: "left"})
        return bot.chats[user.id]

    def chat(self, bot: Bot, number: int) -> Chat:
        """Raises `ApiError` 400."""
        if number in self.users:
            return self.private(bot, self.users[number])
        if number not in self.groups:
            raise bad_request("chat not found")
        chat = self.groups[number]
        if chat.moved_to:
            raise bad_request("group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.moved_to})
        return chat

    def writable(self, bot: Bot, number: int) -> Chat:
        """The chat if the bot may write there. Raises `ApiError` 400 or 403."""
        chat = self.chat(bot, number)
        status = chat.status.get(bot.id, "left")
        if chat.user:
            _check_private(chat.user, status)
        elif status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")
        elif status not in WRITING:
            kind = "group" if chat.kind == "group" else "supergroup"
            was = "was kicked from" if status == "kicked" else "is not a member of"
            raise forbidden(f"bot {was} the {kind} chat")
        return chat

    def open_press(self, bot: Bot, number: str = "") -> Press:
        """A new press, or the one with this id, which a duplicate repeats."""
        if number:
            return self.presses[number]
        press = Press(str(next(self._press_ids)), bot.id, self.clock())
        self.presses[press.id] = press
        bot.pressed += 1
        return press

    def answer(self, bot: Bot, number: str, answer: Answer) -> None:
        """Once, and in time. Raises `ApiError` 400."""
        press, now, life = self.presses.get(number), self.clock(), self.limits.answer_seconds
        if press is None or press.bot != bot.id or press.answered:
            raise bad_request(TOO_OLD)
        if life is not None and now > press.at + life:
            raise bad_request(TOO_OLD)
        press.settle(answer, now)
        bot.answered += 1
        if bot.answered == bot.expected:
            bot.served.set()

    def forget(self, bot: Bot) -> None:
        """Drop the presses of a bot; none of them can be answered any more."""
        self.presses = {number: press for number, press in self.presses.items() if press.bot != bot.id}
        bot.pressed = bot.answered = 0

    def record(self, method: str, bot: Bot, message: Message, size: int = 0) -> None:
        """Log an accepted call and wake those who wait to see it."""
        entry = Entry(self.clock(), method, bot.id, message.chat.id, message.number, size, message.text)
        self.log.append(entry)
        self.changed()

    def changed(self) -> None:
        """Wake everybody who waits for something to be seen."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self) -> None:
        """Return after the next change."""
        await self._changed.wait()


def _check_private(user: User, status: str) -> None:
    if user.deactivated:
        raise forbidden("user is deactivated")
    if status == "kicked":
        raise forbidden("bot was blocked by the user")
    if status not in WRITING:
        raise forbidden("bot can't initiate conversation with a user")
