"""Who talks where, and every message in its present state."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from .wire import Json, Upload

WRITING = ("member", "administrator")
"""What a bot must be in a chat to write there; `left` before a person has started it, `kicked` when blocked."""


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot."""

    id: int
    name: str
    language: str = ""
    username: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> dict[str, Json]:
        """The API's User."""
        shown: dict[str, Json] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        optional = {"username": self.username, "language_code": self.language}
        return shown | {key: value for key, value in optional.items() if value}


GENERAL = 0
"""The topic that every forum has."""
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; `data` or `url` is empty, both for one that does nothing."""

    label: str
    data: str = ""
    url: str = ""
    disabled: bool = False


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat of one bot and one person, or a group."""

    id: int
    kind: str
    """`private`, `group` or `supergroup`."""
    title: str
    user: User | None = None
    """The person of a private chat."""
    status: dict[int, str] = field(default_factory=dict)
    """What each bot and person is here, by id: `creator`, `administrator`, `member`, `left`, `kicked`, `restricted`."""
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    pinned: list[int] = field(default_factory=list)
    moved_to: int = 0
    ephemeral: dict[int, Message] = field(default_factory=dict)
    """Messages that one person sees, by their own numbers; they are in nobody's history."""
    topics: dict[int, str] = field(default_factory=dict)
    """The topics of a forum, by the message that made them, with their states: `open`, `closed`, `deleted`."""

    @property
    def private(self) -> bool:
        """True for a chat of one person with a bot."""
        return self.kind == "private"

    def json(self) -> dict[str, Json]:
        """The API's Chat."""
        shown: dict[str, Json] = {"id": self.id, "type": self.kind}
        shown["first_name" if self.private else "title"] = self.title
        return shown | {"is_forum": True} if self.topics else shown

    def shown(self) -> list[Message]:
        """What a person sees here, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def add(self, message: Message) -> Message:
        """Number the message and keep it."""
        if message.receiver:
            message.ephemeral_id = len(self.ephemeral) + 1
            self.ephemeral[message.ephemeral_id] = message
            return message
        self.last_id += 1
        message.id = self.last_id
        self.messages[message.id] = message
        return message


@dataclass(eq=False, slots=True)
class Message:
    """One message; `rows` are button rows as the API shows them, `html` is the text as it was sent."""

    chat: Chat
    sender: User
    date: int
    text: str = ""
    html: str = ""
    entities: list[dict[str, Json]] = field(default_factory=list)
    rows: list[list[dict[str, Json]]] = field(default_factory=list)
    id: int = 0
    reply_to: Message | None = None
    file: Upload | None = None
    photo: bool = False
    edited: int = 0
    deleted: bool = False
    silent: bool = False
    protect: bool = False
    topic: int = 0
    """Of a forum; 0 is General, whose messages name none."""
    receiver: User | None = None
    """The one person who sees it; None for an ordinary message."""
    ephemeral_id: int = 0
    replaces: Message | None = None
    """The message in whose place that person sees it."""
    lost: bool = False
    """Whether that person does not see it: was offline, or has started the app anew."""
    rich: dict[str, Json] = field(default_factory=dict)
    """What a rich message was sent as."""
    extra: dict[str, Json] = field(default_factory=dict)
    """More fields of the API's message, such as `sender_chat` or `migrate_to_chat_id`."""

    @property
    def number(self) -> int:
        """Its id, or the one of a message that one person sees."""
        return self.ephemeral_id or self.id

    @property
    def from_bot(self) -> bool:
        """True for messages of a bot account of ours."""
        return self.sender.is_bot and self.sender is not ANONYMOUS_ADMIN

    @property
    def document(self) -> bytes | None:
        """The bytes of the file or picture."""
        return self.file.content if self.file else None

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row after row."""
        return [
            Button(str(one["text"]), str(one.get("callback_data", "")), str(one.get("url", "")), "disabled" in one)
            for row in self.rows
            for one in row
        ]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, row after row."""
        return [button.label for button in self.buttons]

    def button(self, wanted: str) -> Button | None:
        """The button with this data, this label or a label that begins with this word."""
        fits: Iterator[Button] = (
            button
            for button in self.buttons
            if wanted in (button.data, button.label) or button.label.startswith(f"{wanted} ")
        )
        return next(fits, None)

    def set_text(self, text: str, source: str, mode: str, entities: list[dict[str, Json]]) -> None:
        """Replace the text; `source` is how it was sent."""
        self.text, self.entities = text, entities
        self.html = source if mode else html.escape(source, quote=False)

    def json(self) -> dict[str, Json]:
        """The API's message object."""
        if self.deleted:
            return {"chat": self.chat.json(), "message_id": self.id, "date": 0}
        shown: dict[str, Json] = {"message_id": self.id, "date": self.date, "chat": self.chat.json()}
        shown["from"] = self.sender.json()
        if self.reply_to:
            shown["reply_to_message"] = self.reply_to.json()
        return shown | self._content() | self._flags() | self.extra

    def _content(self) -> dict[str, Json]:
        name = "caption" if self.file else "text"
        shown: dict[str, Json] = {name: self.text} if self.text else {}
        if self.rich:
            shown = {"rich_message": self.rich}
        if self.text and self.entities:
            shown["caption_entities" if self.file else "entities"] = list(self.entities)
        if self.file:
            shown |= self._file(self.file)
        if self.rows:
            shown["reply_markup"] = {"inline_keyboard": [list(row) for row in self.rows]}
        return shown

    def _file(self, file: Upload) -> dict[str, Json]:
        ids: dict[str, Json] = {"file_id": f"f{self.chat.id}_{self.id}", "file_unique_id": f"u{self.chat.id}_{self.id}"}
        ids["file_size"] = len(file.content)
        if self.photo:
            return {"photo": [ids | {"width": 800, "height": 600}]}
        return {"document": ids | {"file_name": file.name}}

    def _flags(self) -> dict[str, Json]:
        flags: dict[str, Json] = {"has_protected_content": True} if self.protect else {}
        if self.receiver:
            flags |= {"ephemeral_message_id": self.ephemeral_id, "receiver_user": self.receiver.json()}
        if self.topic:
            flags |= {"message_thread_id": self.topic, "is_topic_message": True}
        return flags | {"edit_date": self.edited} if self.edited else flags

    def summary(self) -> dict[str, Json]:
        """What the control endpoints show."""
        return {
            "id": self.id,
            "chat": self.chat.id,
            "sender": self.sender.name,
            "bot": self.from_bot,
            "text": self.text,
            "html": self.html,
            "buttons": [{"label": one.label, "data": one.data, "url": one.url} for one in self.buttons],
            "file": self.file.name if self.file else None,
            "edited": self.edited,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person saw after a press."""

    text: str
    alert: bool
    url: str = ""


@dataclass(eq=False, slots=True)
class Press:
    """A button that was pressed, from the press to the answer; times are the server's clock."""

    id: str
    bot: int
    at: float
    delivered: float = 0.0
    answered: float = 0.0
    answer: Answer | None = None
    waiter: asyncio.Future[None] | None = None
    by: int = 0
    """The person who pressed."""
    message: Message | None = None
    """The message under which the button stood."""

    def settle(self, answer: Answer, now: float) -> None:
        """Show the answer to whoever waits for it."""
        self.answer, self.answered = answer, now
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)
