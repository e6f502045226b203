"""What a handler gets and what it leaves behind.

A handler decodes, calls one verb of the core, and says what came of it. It runs inside the
transaction of its batch, so it sends nothing: it collects effects, which are carried out once
the batch is durable and dropped if it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.contract import Address, Button, Inbound, Limits, Message, Press, Ref
from bot.drafting.settings import NO_DEFAULTS, Defaults, Rules
from bot.wording.speech import Arg, Speech, language_of, speech
from core.address import network_of
from core.errors import Refusal
from core.model import Channel, Event, EventState, Member, MemberId, Person, Purpose, VoteId
from core.store import events
from core.store.writer import Tx

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class House:
    """What the organiser set for everything that is said and drafted."""

    organisation: str = ""
    language: str = "en"
    zone: str = "UTC"
    defaults: Defaults = NO_DEFAULTS
    rules: Rules = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    """By network: how an invitation code becomes a link, with `{code}` in it where a link can carry it."""
    limits: Mapping[str, Limits] = field(default_factory=dict)
    """By network, for those that are connected."""

    def speech(self, *wishes: str, chat: Address = "") -> Speech:
        """The speech for the first of these languages that we speak, in the manner of the chat's network."""
        language = language_of(*wishes, self.language)
        limits = self.limits.get(network_of(chat))
        return (
            speech(language, self.zone, limits.mark, buttons=limits.rows > 0) if limits else speech(language, self.zone)
        )

    def speech_for(self, person: Person | None, client: str = "", chat: Address = "") -> Speech:
        """The speech for a person: own choice, then the roster's, then the client's language."""
        if person is None:
            return self.speech(client, chat=chat)
        return self.speech(person.account.language, person.member.language, client, chat=chat)


@dataclass(frozen=True, slots=True)
class Answer:
    """The toast for a press, or an alert."""

    press: Press
    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A message to a chat, or with `ref` the new content of one that is there."""

    chat: Address
    message: Message
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Redraw:
    """A person's private ballot shows something else from now on; `ref` is the message that is known to show it."""

    vote: VoteId
    member: MemberId
    chat: Address
    ref: Ref | None = None
    page: int | None = None
    """Counted from 0; None for where the person would go on."""
    whose: MemberId | None = None
    """Which ballot of somebody who casts several, as in a button; None for where the person would go on."""


@dataclass(slots=True)
class Effects:
    """What is to be done once the transaction is durable."""

    answers: list[Answer] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    redraws: list[Redraw] = field(default_factory=list)


@dataclass(slots=True)
class Call:
    """One input, with everything that is known about it."""

    tx: Tx
    house: House
    inbound: Inbound
    person: Person | None
    channel: Channel | None
    """What the chat was bound for, if it was."""
    speech: Speech
    effects: Effects = field(default_factory=Effects)

    @property
    def member(self) -> Member:
        """Who acts. Only handlers that need a member may ask."""
        assert self.person  # noqa: S101 - the register lets only members through
        return self.person.member

    @property
    def by(self) -> MemberId:
        """The id of who acts; as `member`."""
        return self.member.id

    @property
    def in_chair_channel(self) -> bool:
        """Whether this is a chair channel."""
        return self.channel is not None and self.channel.purpose is Purpose.CHAIR

    def reply(self, message: Message) -> None:
        """Send a message to where the input came from."""
        self.effects.posts.append(Post(self.inbound.chat, message))

    def say(self, key: str, rows: Rows = (), /, **args: Arg) -> None:
        """Reply with one sentence."""
        self.reply(Message(self.speech.say(key, **args), rows))

    def toast(self, key: str, *, alert: bool = False, **args: Arg) -> None:
        """Answer a press with one sentence; a command gets it as a message."""
        if isinstance(self.inbound, Press):
            plain = self.person is not None and self.person.account.plain
            self.effects.answers.append(Answer(self.inbound, self.speech.toast(key, **args), alert or plain))
        else:
            self.say(key, **args)

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done: as an alert under a press, else as a message."""
        self.toast(f"refusal-{refusal.code}", alert=True, **refusal.data)

    def edit(self, message: Message) -> None:
        """Replace the message under which the button was pressed; send a new one if it is not known."""
        ref = self.inbound.ref if isinstance(self.inbound, Press) else None
        self.effects.posts.append(Post(self.inbound.chat, message, ref))

    async def events(self) -> list[Event]:
        """The events that this call can mean: the channel's own, or all that are not over."""
        if self.channel:
            event = await events.event(self.tx, self.channel.event)
            return [event] if event else []
        return await events.events(self.tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED)
