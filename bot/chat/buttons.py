"""What a button means: one frozen dataclass an action, one codec for all of them.

    data := version letter { "." field }

Fields at the end that are as usual are left out.

Data comes back from clients that may be forged, so decoding never fails with an exception, and
every action is authorised when it is carried out.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import ClassVar, TypeAlias

from bot.chat.acts import Act, Consent, EventAct, Toggle
from core.model import EventId, MemberId, VoteId

VERSION = "1"
LONGEST = 64
ALL = MemberId(0)
"""In place of a member: all ballots that the person who presses casts."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """I am present."""

    letter: ClassVar[str] = "i"
    event: EventId


@dataclass(frozen=True, slots=True)
class CheckOut:
    """I leave."""

    letter: ClassVar[str] = "o"
    event: EventId


@dataclass(frozen=True, slots=True)
class CastPrivate:
    """Cast with the private ballot whose rendering this is."""

    letter: ClassVar[str] = "c"
    vote: VoteId
    rendering: int
    tag: str
    choice: str
    whose: MemberId | None = None
    """Whose ballot it is for somebody who casts several, or `ALL`; None is the own one."""
    ballots: int = 0
    """With `ALL`: how many there were when the button was drawn."""


@dataclass(frozen=True, slots=True)
class CastGroup:
    """Cast with a ballot in the members' group, or after being asked which vote was meant."""

    letter: ClassVar[str] = "g"
    vote: VoteId
    choice: str
    whose: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Put or take away one mark; says what is wanted, so that a repeated press changes nothing."""

    letter: ClassVar[str] = "m"
    vote: VoteId
    rendering: int
    tag: str
    page: int
    option: str
    on: int
    whose: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Show another page of a long ballot."""

    letter: ClassVar[str] = "p"
    vote: VoteId
    rendering: int
    tag: str
    page: int
    whose: MemberId | None = None


@dataclass(frozen=True, slots=True)
class CastMarks:
    """Cast the marks that are set."""

    letter: ClassVar[str] = "k"
    vote: VoteId
    rendering: int
    tag: str
    whose: MemberId | None = None
    ballots: int = 0


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """Send me my private ballot."""

    letter: ClassVar[str] = "b"
    vote: VoteId


@dataclass(frozen=True, slots=True)
class Redeem:
    """Yes, this is me: bind this account."""

    letter: ClassVar[str] = "r"
    code: str


@dataclass(frozen=True, slots=True)
class BindHere:
    """Yes, bind this chat."""

    letter: ClassVar[str] = "h"
    code: str
    asked: int = 0
    """When it was asked, in seconds since 1970; see `bot.chat.late`."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak this language to me."""

    letter: ClassVar[str] = "l"
    language: str


@dataclass(frozen=True, slots=True)
class DemandSecret:
    """I demand that this draft be voted on secretly."""

    letter: ClassVar[str] = "q"
    vote: VoteId


@dataclass(frozen=True, slots=True)
class ChairVote:
    """A chair acts on a vote."""

    letter: ClassVar[str] = "v"
    act: Act
    vote: VoteId
    seen: int = 0
    """Fingerprint of what the button was drawn under; see `bot.chat.seen`."""
    live: int = 0
    """1 on the live message, which draws itself: no answer may take its place."""


@dataclass(frozen=True, slots=True)
class Favour:
    """What decides a tie: the lot has fallen on this option, or the chair decides for it."""

    letter: ClassVar[str] = "f"
    vote: VoteId
    label: str
    seen: int
    """Fingerprint of the result that the button was drawn under; see `bot.chat.seen`."""


@dataclass(frozen=True, slots=True)
class Elected:
    """I was elected, and this is what I say."""

    letter: ClassVar[str] = "a"
    consent: Consent
    vote: VoteId


@dataclass(frozen=True, slots=True)
class ChairDraft:
    """A chair switches a term of a draft to the next value; `seen` is the draft that the button was drawn for.

    `sure` is 1 where it has been asked whether that is meant.
    """

    letter: ClassVar[str] = "d"
    toggle: Toggle
    vote: VoteId
    seen: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class InEvent:
    """Do what was typed, after being asked in which meeting, or whether it is still meant."""

    letter: ClassVar[str] = "w"
    event: EventId
    typed: str
    """A command without its mark, in base64."""
    asked: int = 0
    """When it was asked, in seconds since 1970; see `bot.chat.late`."""


@dataclass(frozen=True, slots=True)
class ChairEvent:
    """A chair acts on the event; `item` is where the button leads on the agenda."""

    letter: ClassVar[str] = "e"
    act: EventAct
    event: EventId
    item: int = 0
    asked: int = 0
    """When it was asked, in seconds since 1970, for what is irreversible; see `bot.chat.late`."""
    seen: int = 0
    """Fingerprint of the item as it was called where the button was drawn; 0 for any."""


@dataclass(frozen=True, slots=True)
class GiveProxy:
    """Somebody votes for me."""

    letter: ClassVar[str] = "x"
    event: EventId
    holder: MemberId


@dataclass(frozen=True, slots=True)
class EndProxy:
    """Nobody votes for me any more."""

    letter: ClassVar[str] = "z"
    event: EventId
    holder: MemberId | None = None
    """Who held it when the button was drawn."""


@dataclass(frozen=True, slots=True)
class DeclineProxy:
    """I do not vote for this member."""

    letter: ClassVar[str] = "y"
    event: EventId
    principal: MemberId


@dataclass(frozen=True, slots=True)
class Detach:
    """The desk detaches a member's accounts: on a network, or all of them."""

    letter: ClassVar[str] = "u"
    event: EventId
    member: MemberId
    network: str = ""
    asked: int = 0
    """When it was asked, in seconds since 1970; see `bot.chat.late`."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """The desk lets somebody step in for a member."""

    letter: ClassVar[str] = "s"
    event: EventId
    old: MemberId
    new: MemberId
    asked: int = 0
    """When it was asked, in seconds since 1970; see `bot.chat.late`."""


Action: TypeAlias = (
    CheckIn
    | CheckOut
    | CastPrivate
    | CastGroup
    | Mark
    | Turn
    | CastMarks
    | OpenBallot
    | DemandSecret
    | Redeem
    | BindHere
    | Speak
    | ChairVote
    | Favour
    | Elected
    | ChairDraft
    | InEvent
    | ChairEvent
    | GiveProxy
    | EndProxy
    | DeclineProxy
    | Detach
    | Substitute
)
_WORD = re.compile(r"[A-Za-z0-9_=:+>\- ]*")
_NUMBER = re.compile(r"[0-9a-z]{1,10}")
_ENUMS: dict[str, type[StrEnum]] = {"Act": Act, "Toggle": Toggle, "EventAct": EventAct, "Consent": Consent}

Value: TypeAlias = str | int | None


def _number(text: str) -> Value:
    return int(text, 36) if _NUMBER.fullmatch(text) else None


def _text(text: str) -> Value:
    return text if _WORD.fullmatch(text) else None


def _reader(type_name: str) -> Callable[[str], Value]:
    if type_name in ("VoteId", "MemberId", "MemberId | None", "int"):
        return _number
    if words := _ENUMS.get(type_name):
        return {word.value: word for word in words}.get
    return _text


_KINDS: Mapping[str, tuple[Callable[..., Action], Sequence[Callable[[str], Value]], int]] = {
    kind.letter: (
        kind,
        [_reader(str(field.type)) for field in fields(kind)],
        sum(field.default is MISSING for field in fields(kind)),
    )
    for kind in Action.__args__
}
"""By letter: the action, how its fields are read, and how many of them must be there."""


def in_event(event: EventId, typed: str, asked: int) -> InEvent | None:
    """The button for what was typed; None if that is too long for one."""
    action = InEvent(event, urlsafe_b64encode(typed.encode()).decode(), asked)
    return action if len(_data(action).encode()) <= LONGEST else None


def typed_in(action: InEvent) -> str:
    """What was typed; "" for what nobody of ours has written."""
    try:
        return urlsafe_b64decode(action.typed).decode()
    except ValueError:
        return ""


def encode(action: Action) -> str:
    """The data of a button. Raises `ValueError` over 64 bytes."""
    data = _data(action)
    if len(data.encode()) > LONGEST:
        raise ValueError(f"{len(data.encode())} bytes of button data")
    return data


def _data(action: Action) -> str:
    values = [getattr(action, field.name) for field in fields(action)]
    usual = [field.default for field in fields(action)]
    while values and values[-1] == usual[len(values) - 1]:
        values.pop()
    return ".".join(
        [VERSION + action.letter, *(_base36(value) if isinstance(value, int) else value for value in values)]
    )


def decode(data: str) -> Action | None:
    """What a button means; None for anything that no button of ours says."""
    head, *texts = data.split(".")
    kind, readers, needed = _KINDS.get(head[1:], (None, (), 0)) if head[:1] == VERSION else (None, (), 0)
    if kind is None or not needed <= len(texts) <= len(readers):
        return None
    values = [read(text) for read, text in zip(readers, texts, strict=False)]
    return None if None in values else kind(*values)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits
