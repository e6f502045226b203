"""What a handler gets and what it leaves behind.

A handler decodes, calls one verb of the core, and says what came of it. It runs inside the
transaction of its batch, so it sends nothing: it collects effects, which are carried out once
the batch is durable and dropped if it is not. Effects hold facts, and are worded when they are
read, so that no sentence is made while the database waits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from adapters.contract import Address, Button, Command, Inbound, Limits, Message, Press, Ref, cut, plain
from adapters.outbox import Lane
from bot.chat.buttons import Action, encode
from bot.drafting.settings import NO_DEFAULTS, Defaults, RuleSets
from bot.wording.choices import told
from bot.wording.speech import Arg, Manner, Sentence, Speech, Worded, joined, language_of, speech
from bot.wording.times import date_of
from core.address import network_of
from core.ballot import Heard
from core.errors import Refusal
from core.faults import Faulty
from core.model import NOT_OVER, Channel, Event, EventState, Member, MemberId, Role, VoteId
from core.persons import Person, Tongue
from core.store import events
from core.store.writer import Tx

P = ParamSpec("P")
T = TypeVar("T")
Rows = tuple[tuple[Button, ...], ...]
Words: TypeAlias = Callable[[], str]
"""A toast that is not worded yet."""
View: TypeAlias = Callable[[Speech], Message]
"""A message whose facts are known and whose words are not."""
LONGEST_LABEL = 60
"""Characters of a label of ours; the text above it has all of it."""


@dataclass(frozen=True, slots=True)
class House:
    """What the organiser set for everything that is said and drafted."""

    organisation: str = ""
    language: str = "en"
    zone: str = "UTC"
    manner: Manner = Manner.DU
    defaults: Defaults = NO_DEFAULTS
    rules: RuleSets = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    """By network: how an invitation code becomes a link, with `{code}` in it where a link can carry it."""
    doors: Mapping[str, str] = field(default_factory=dict)
    """By network: the link to a private chat with us, without a code."""
    limits: Mapping[str, Limits] = field(default_factory=dict)
    """By network, for those that are connected."""
    encrypted: Mapping[str, Callable[[Address], bool]] = field(default_factory=dict)
    """By network: whether what is written in a chat is readable there alone."""

    def heard(self, item: Inbound) -> Heard | None:
        """Who could read along when this came in; None if nobody but us and the network's own people."""
        limits = self.limits.get(network_of(item.chat))
        if not item.private:
            return Heard.GROUP
        if isinstance(item, Press) and item.exposed:
            return Heard.REACTION
        return Heard.ROOM if limits and limits.encrypts and not item.encrypted else None

    def readable(self, chat: Address) -> bool:
        """Whether a server reads what is written in this chat although its network can encrypt."""
        network = network_of(chat)
        limits, encrypted = self.limits.get(network), self.encrypted.get(network)
        return bool(limits and limits.encrypts and encrypted and not encrypted(chat))

    def speech_in(self, language: str, chat: Address = "", now: datetime | None = None) -> Speech:
        """The speech in a language, in the manner of the chat's network; `now` is when it is read."""
        known, today = language_of(language), date_of(now, ZoneInfo(self.zone)) if now else None
        if limits := self.limits.get(network_of(chat)):
            buttons = limits.rows > 0
            return speech(
                known, self.zone, limits.mark, buttons=buttons, today=today, manner=self.manner,
                clocks=limits.clocks, spent=limits.spent,
            )  # fmt: skip
        return speech(known, self.zone, today=today, manner=self.manner)

    def speech_for(
        self,
        tongue: Tongue | None,
        event: Sequence[str] = (),
        client: str = "",
        *,
        chat: Address = "",
        now: datetime | None = None,
    ) -> Speech:
        """The one rule for the language in which somebody is spoken to.

        The own choice, the roster's, the event's, the organisation's, the client's: the first that we speak.
        In a chat of several there is no tongue, and the event's counts.
        """
        _, own, roster = tongue or Tongue()
        return self.speech_in(language_of(own, roster, *event, self.language, client), chat, now)


def tongue_of(person: Person | None) -> Tongue | None:
    """How a person wants to be spoken to; None for a stranger."""
    return Tongue(person.account.plain, person.account.language, person.member.language) if person else None


def languages(meetings: Iterable[Event]) -> tuple[str, ...]:
    """Those of all these events, the first one's first."""
    return tuple(language for event in meetings for language in event.settings.languages)


class Denied(Exception):
    """A handler goes no further. Why is said once, in dispatch."""

    def __init__(self, code: str, offers: Sequence[Offer] = (), /, **data: Arg) -> None:
        super().__init__(code)
        self.code = code
        self.key = f"refusal-{code}"
        """Of the sentence."""
        self.offers = offers
        """Buttons with which it goes on after all."""
        self.data = data


def allowed(outcome: T | Refusal) -> T:
    """What a verb of the core has done. Raises `Denied` if it has refused."""
    if isinstance(outcome, Refusal):
        raise denied_by(outcome)
    return outcome


def denied_by(refusal: Refusal) -> Denied:
    """What the core has refused, as the edge says it."""
    denied = Denied(refusal.code, **told(refusal))
    denied.key = key_of(refusal)
    return denied


@dataclass(frozen=True, slots=True)
class Offer:
    """A button in a row of its own, to be worded later."""

    action: Action
    key: str = ""
    """Of the sentence that stands on it."""
    label: str = ""
    """What stands on it instead: a name."""
    args: Mapping[str, Arg] = field(default_factory=dict)
    """Of that sentence."""

    def button(self, speech: Speech) -> Button:
        """The button in a language."""
        return Button(cut(self.label or speech.toast(self.key, **self.args), LONGEST_LABEL), encode(self.action))


@dataclass(frozen=True, slots=True)
class Answer:
    """The toast for a press, or an alert. Worded when it is read, which is after the commit."""

    press: Press
    words: Words
    alert: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.words()


@dataclass(frozen=True, slots=True)
class Post:
    """A message to a chat, or with `ref` the new content of one that is there. Worded when it is read."""

    chat: Address
    view: Callable[[], Message]
    ref: Ref | None = None
    key: str = ""
    """Of those that wait with the same, the latest alone is sent."""
    anew: Callable[[], Awaitable[Message | None]] | None = None
    """What it says when its turn comes; None if it says that still."""

    @property
    def message(self) -> Message:
        """What is sent."""
        return self.view()


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


@dataclass(frozen=True, slots=True)
class Opening:
    """A person pressed for the own ballot in a group: it is shown there to nobody else, or else sent in private."""

    press: Press
    vote: VoteId
    member: MemberId
    speech: Speech


@dataclass(slots=True)
class Effects:
    """What is to be done once the transaction is durable."""

    answers: list[Answer] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    redraws: list[Redraw] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    """Their presses are answered once the ballot is there."""
    redactions: list[Ref] = field(default_factory=list)
    """Messages that are to go, because they say how somebody voted."""
    lane: Lane | None = None
    """How urgent the posts are; None for what the sender's roles say."""
    sorry: Callable[[], Post] | None = None
    """What the sender is told in private if a post cannot be sent."""
    looked: Command | None = None
    """The command that the posts answer, if it only looks: they can be had again, as things stand by then."""


def key_of(refusal: Refusal) -> str:
    """The sentence for a refusal; for one of several faults that of the first."""
    return f"fault-{refusal.code}" if isinstance(refusal, Faulty) else f"refusal-{refusal.code}"


def refused(speech: Speech, press: Press, refusal: Refusal) -> Effects:
    """An alert that says why nothing came of a press."""
    said = Sentence(key_of(refusal), told(refusal))
    return Effects(answers=[Answer(press, partial(toasted, speech, said), alert=True)])


def toasted(speech: Speech, said: Worded) -> str:
    """Words without markup, for a toast."""
    return plain(said.worded(speech))


def message(speech: Speech, parts: Sequence[Worded | str | None], offers: Sequence[Offer] = ()) -> Message:
    """Sentences under each other, with a button in a row each."""
    lines = [part if isinstance(part, str) else part.worded(speech) for part in parts if part]
    return Message(joined(lines), tuple((offer.button(speech),) for offer in offers))


@dataclass(slots=True)
class Call:
    """One input, with everything that is known about it."""

    tx: Tx
    house: House
    inbound: Inbound
    person: Person | None
    channel: Channel | None
    """What the chat was bound for, if it was."""
    meetings: Sequence[Event]
    """The events that this can mean: the channel's own, or all that are not over."""
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

    def to(self, chat: Address) -> Speech:
        """How the sender is spoken to in this chat."""
        return self._speech(tongue_of(self.person), chat)

    @property
    def toasting(self) -> Speech:
        """How the sender is spoken to where nobody else reads along."""
        return self.to(self.inbound.chat)

    @property
    def speech(self) -> Speech:
        """How to speak in the chat of this input: with its person in private, with all who read along elsewhere."""
        if self.inbound.private:
            return self.toasting
        return self._speech(None, self.inbound.chat)

    def _speech(self, tongue: Tongue | None, chat: Address) -> Speech:
        client, now = self.inbound.language, self.tx.now
        return self.house.speech_for(tongue, languages(self.meetings), client, chat=chat, now=now)

    @property
    def over(self) -> bool:
        """Whether the meeting of this channel is closed."""
        return self.channel is not None and all(event.state is EventState.CLOSED for event in self.meetings)

    def at_the_desk_of(self, event: Event) -> bool:
        """Whether whoever acts here has a role in this meeting, which the chat may be bound to."""
        here = self.channel is None or self.channel.event == event.id
        return here and self.person is not None and bool(self.person.roles(event.id))

    def is_any_of(self, event: Event, *roles: Role) -> bool:
        """Whether whoever acts has one of these roles in a meeting."""
        return self.person is not None and not self.person.roles(event.id).isdisjoint(roles)

    def reply(self, view: Callable[Concatenate[Speech, P], Message], *facts: P.args, **more: P.kwargs) -> None:
        """Send what a view makes of these facts to where the input came from."""
        self.effects.posts.append(Post(self.inbound.chat, partial(view, self.speech, *facts, **more)))

    def edit(self, view: Callable[Concatenate[Speech, P], Message], *facts: P.args, **more: P.kwargs) -> None:
        """Replace the message under which the button was pressed; send a new one if it is not known."""
        ref = self.inbound.ref if isinstance(self.inbound, Press) else None
        self.effects.posts.append(Post(self.inbound.chat, partial(view, self.speech, *facts, **more), ref))

    def say(self, key: str, offers: Sequence[Offer] = (), /, **args: Arg) -> None:
        """Reply with one sentence, and buttons."""
        self.reply(message, [Sentence(key, args)], offers)

    def lines(self, *parts: Worded | str | None) -> None:
        """Reply with several sentences under each other."""
        self.reply(message, parts)

    def toast(self, key: str, *, alert: bool = False, **args: Arg) -> None:
        """Answer a press with one sentence; a command gets it as a message."""
        if isinstance(self.inbound, Press):
            self._answer(self.inbound, Sentence(key, args), alert=alert)
        else:
            self.say(key, **args)

    def _answer(self, press: Press, said: Sentence, *, alert: bool) -> None:
        plainly = self.person is not None and self.person.account.plain
        self.effects.answers.append(Answer(press, partial(toasted, self.toasting, said), alert or plainly))

    def receipt(self, key: str, **args: Arg) -> None:
        """Answer a press; what was typed is answered by a message alone."""
        if isinstance(self.inbound, Press):
            self._answer(self.inbound, Sentence(key, args), alert=False)

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done: as an alert under a press, else as a message."""
        self.deny(denied_by(refusal))

    def deny(self, denied: Denied) -> None:
        """Say why a handler goes no further, and offer what leads on."""
        said = Sentence(denied.key, denied.data)
        if isinstance(self.inbound, Press):
            self._answer(self.inbound, said, alert=True)
        if denied.offers or not isinstance(self.inbound, Press):
            self.reply(message, [said], denied.offers)


async def meant(tx: Tx, channel: Channel | None) -> list[Event]:
    """The event that a chat was bound for, or all that are not over; where there is none, the one that was last."""
    if channel:
        event = await events.event(tx, channel.event)
        return [event] if event else []
    return await events.events(tx, *NOT_OVER) or await events.last_closed(tx)
