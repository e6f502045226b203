"""People and groups, driven by tests, benches and the phone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from .account import member
from .chats import ANONYMOUS_ADMIN, GENERAL, WRITING, Answer, Chat, Message, User
from .wire import Json
from .world import Bot, World


class Person:
    """Someone with a phone. `bot` is the first bot registered where none is named."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> int:
        """The id of the user and of the private chat."""
        return self.user.id

    @property
    def messages(self) -> list[Message]:
        """The private chat with the first bot, oldest first, deleted ones left out."""
        return self.chat().shown()

    def chat(self, bot: Bot | None = None) -> Chat:
        """The private chat with a bot."""
        return self._world.private(self._bot(bot), self.user)

    def start(self, payload: str = "", bot: Bot | None = None) -> Message:
        """Press START, by a link with this payload; ends a block."""
        self.unblock(bot)
        self.chat(bot).status[self._bot(bot).id] = "member"
        return self.write(f"/start {payload}".strip(), bot=bot)

    def write(
        self,
        text: str,
        chat: Place | None = None,
        reply_to: Message | None = None,
        *,
        anonymous: bool = False,
        topic: int = GENERAL,
        bot: Bot | None = None,
    ) -> Message:
        """Send a text; `anonymous` is how a group's admin writes as the group, `topic` one that `Group.topic` made.

        Raises `ValueError` while the bot is blocked.
        """
        where = self._place(chat, bot)
        if where.private and where.status.get(self._bot(bot).id) == "kicked":
            raise ValueError("the bot is blocked")
        if not where.private:
            where.status.setdefault(self.id, "member")
        sender = ANONYMOUS_ADMIN if anonymous else self.user
        reply_to = reply_to or where.messages.get(topic)  # as Telegram's clients do
        message = Message(where, sender, int(self._world.clock()), reply_to=reply_to, topic=topic)
        message.extra = {"sender_chat": where.json()} if anonymous else {}
        return self._say(message, text)

    def edit(self, message: Message, text: str) -> None:
        """Change a text of one's own."""
        message.edited = int(self._world.clock())
        message.set_text(text, text, "", _command(text))
        self._deliver("edited_message", message)

    def forward(self, message: Message, chat: Place | None = None, bot: Bot | None = None) -> Message:
        """Pass a message on; its buttons stay behind. Raises `ValueError` for a protected one."""
        if message.protect:
            raise ValueError("protected content cannot be forwarded")
        now = int(self._world.clock())
        copy = Message(self._place(chat, bot), self.user, now, file=message.file, photo=message.photo)
        copy.extra = {"forward_origin": {"type": "user", "date": message.date, "sender_user": message.sender.json()}}
        return self._say(copy, message.text)

    async def press(
        self,
        button: str,
        message: Message | None = None,
        chat: Place | None = None,
        *,
        callback_id: str = "",
        seconds: float = 5,
        bot: Bot | None = None,
    ) -> Answer | None:
        """Press a button and wait for the answer; None when there is none within `seconds`.

        `button` is a label, its first word, or data; anything else is sent as forged data. Without
        `message` it is the newest one with such a button. The same `callback_id` is a duplicate,
        and what was answered already is returned at once.
        """
        return await self.answer(self.push(button, message, chat, callback_id=callback_id, bot=bot), seconds)

    async def answer(self, callback_id: str, seconds: float = 5) -> Answer | None:
        """The answer to a press, waited for when it is not there yet; None when there is none."""
        press = self._world.presses[callback_id]
        if not press.answered:
            press.waiter = press.waiter or asyncio.get_running_loop().create_future()
            await asyncio.wait([press.waiter], timeout=seconds)
        return press.answer

    def push(
        self,
        button: str,
        message: Message | None = None,
        chat: Place | None = None,
        *,
        callback_id: str = "",
        bot: Bot | None = None,
    ) -> str:
        """Press without waiting; return the callback's id."""
        message = message or self._newest(button, self._place(chat, bot))
        if not message.chat.private:
            message.chat.status.setdefault(self.id, "member")
        found = message.button(button)
        to = self._author(message, bot)
        press = self._world.open_press(to, callback_id)
        press.by, press.message = self.id, message
        payload: dict[str, Json] = {"id": press.id, "from": self.user.json(), "message": message.json()}
        payload |= {"chat_instance": str(message.chat.id), "data": found.data if found else button}
        life = self._world.limits.press_seconds
        to.inbox.put("callback_query", payload, order=self.id, life=life, press=press)
        return press.id

    def ephemeral(self, chat: Place) -> list[Message]:
        """What this person alone sees in a group, oldest first."""
        there = chat.chat if isinstance(chat, Group) else chat
        return [one for one in there.ephemeral.values() if one.receiver is self.user and not (one.deleted or one.lost)]

    def sees_in(self, chat: Group) -> list[Message]:
        """A group as this person sees it: what replaces a message stands in its place."""
        own = self.ephemeral(chat)
        instead = {one.replaces.id: one for one in own if one.replaces}
        return [*(instead.get(one.id, one) for one in chat.messages), *(one for one in own if not one.replaces)]

    def restart(self) -> None:
        """Start the app anew, which loses what only this person saw."""
        for group in self._world.groups.values():
            for message in self.ephemeral(group):
                message.lost = True

    def block(self, bot: Bot | None = None) -> None:
        """Stop the bot; it learns by a `my_chat_member` update."""
        set_status(self._world, self.chat(bot), self._bot(bot), "kicked", self.user)

    def unblock(self, bot: Bot | None = None) -> None:
        """End a block; the bot learns it the same way."""
        if self.chat(bot).status.get(self._bot(bot).id) == "kicked":
            set_status(self._world, self.chat(bot), self._bot(bot), "member", self.user)

    def deactivate(self) -> None:
        """Delete the account; nobody is told."""
        self.user.deactivated = True

    async def sees(self, fragment: str, seconds: float = 5, bot: Bot | None = None) -> Message:
        """The newest message in the private chat with this text. Raises `TimeoutError`."""
        return await sees(self._world, self.chat(bot), fragment, seconds)

    def _bot(self, bot: Bot | None) -> Bot:
        return bot or next(iter(self._world.bots.values()))

    def _place(self, chat: Place | None, bot: Bot | None) -> Chat:
        return self.chat(bot) if chat is None else chat if isinstance(chat, Chat) else chat.chat

    def _say(self, message: Message, text: str) -> Message:
        message.set_text(text, text, "", _command(text))
        message.chat.add(message)
        self._deliver("message", message)
        return message

    def _deliver(self, kind: str, message: Message) -> None:
        broadcast(self._world, kind, message)

    def _newest(self, button: str, chat: Chat) -> Message:
        mine = [one for one in reversed([*chat.shown(), *self.ephemeral(chat)]) if one.from_bot]
        fits = (one for one in mine if one.button(button))
        found = next(fits, None) or next((one for one in mine if one.rows), None)
        if found is None:
            raise ValueError("no message with buttons here")
        return found

    def _author(self, message: Message, bot: Bot | None) -> Bot:
        return next((one for one in self._world.bots.values() if one.user is message.sender), self._bot(bot))


class Group:
    """A group with the bots in it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        """The id of the chat."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Oldest first, deleted ones left out."""
        return self.chat.shown()

    def set(self, who: Person | Bot, status: str, by: Person | None = None) -> None:
        """Make somebody `administrator`, `member`, `kicked`…; a bot learns it by an update when `by` is given."""
        if isinstance(who, Bot) and by:
            set_status(self._world, self.chat, who, status, by.user)
        else:
            self.chat.status[who.id] = status

    def migrate(self, number: int) -> Group:
        """Become the supergroup `number`; the old address refuses and both announce it."""
        chat = Chat(number, "supergroup", self.chat.title, status=dict(self.chat.status))
        self._world.groups[number] = chat
        self.chat.moved_to = number
        for where, note in ((self.chat, {"migrate_to_chat_id": number}), (chat, {"migrate_from_chat_id": self.id})):
            message = Message(where, ANONYMOUS_ADMIN, int(self._world.clock()), extra={**note})
            broadcast(self._world, "message", where.add(message))
        return Group(self._world, chat)

    def topic(self, name: str) -> int:
        """Make a topic, which makes a forum of the group; its number."""
        self.chat.kind = "supergroup"
        made = Message(
            self.chat, ANONYMOUS_ADMIN, int(self._world.clock()), extra={"forum_topic_created": {"name": name}}
        )
        made.topic = self.chat.add(made).id
        self.chat.topics |= {GENERAL: "open", made.topic: "open"}
        broadcast(self._world, "message", made)
        return made.topic

    def set_topic(self, topic: int, state: str) -> None:
        """Make a topic, or `GENERAL`, `open`, `closed` or `deleted`; bots are told nothing that matters."""
        self.chat.topics[topic] = state

    async def sees(self, fragment: str, seconds: float = 5) -> Message:
        """The newest message with this text. Raises `TimeoutError`."""
        return await sees(self._world, self.chat, fragment, seconds)


Place: TypeAlias = "Group | Chat"


def broadcast(world: World, kind: str, message: Message) -> None:
    """Queue a message for every bot that may see it."""
    for bot in world.bots.values():
        if _visible(bot, message):
            bot.inbox.put(kind, message.json(), order=message.chat.id, life=world.limits.message_seconds)
    world.changed()


def _visible(bot: Bot, message: Message) -> bool:
    """Privacy mode: of a group, a plain member sees commands, replies to it, mentions and service messages."""
    chat, status = message.chat, message.chat.status.get(bot.id)
    if chat.private:
        return chat is bot.chats.get(chat.id) and status in WRITING
    to_it = message.reply_to is not None and message.reply_to.sender is bot.user
    addressed = to_it or message.text.startswith("/") or f"@{bot.user.username}" in message.text or not message.text
    return status == "administrator" or (status in (*WRITING, "restricted") and addressed)


def set_status(world: World, chat: Chat, bot: Bot, status: str, by: User) -> None:
    """Change what a bot is in a chat and tell it."""
    before = member(chat, bot.user)
    chat.status[bot.id] = status
    payload: dict[str, Json] = {"chat": chat.json(), "from": by.json(), "date": int(world.clock())}
    payload |= {"old_chat_member": before, "new_chat_member": member(chat, bot.user)}
    bot.inbox.put("my_chat_member", payload, order=chat.id, life=world.limits.message_seconds)


async def sees(world: World, chat: Chat, fragment: str, seconds: float) -> Message:
    """The newest message of a bot with this text. Raises `TimeoutError`."""

    def newest() -> Message | None:
        return next((one for one in reversed(chat.shown()) if fragment in one.text and one.from_bot), None)

    return await until(world, newest, seconds)


async def until(world: World, look: Callable[[], Message | None], seconds: float) -> Message:
    """What `look` finds at last. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while (found := look()) is None:
            await world.change()
    return found


def _command(text: str) -> list[dict[str, Json]]:
    length = len(text.split()[0]) if text.startswith("/") else 0
    return [{"type": "bot_command", "offset": 0, "length": length}] if length > 1 else []
