"""One simulated member: what the phone shows, what was pressed and typed, and what the answers said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from adapters.memory import Person, Shown, Toast
from bot.chat.acts import Consent
from bot.chat.buttons import Action, CastMarks, CastPrivate, CheckIn, Elected, Mark, Redeem, decode
from core.methods.model import ABSTAIN, BLANK
from core.model import Acceptance, VoteId

_LABEL = re.compile(r"\b\d+[a-z]{1,2}\b")
_CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
_RECORDED = re.compile(r"(?:Recorded|Erfasst): ")
"""How the answer to a typed cast in a secret vote begins."""
_SAYS: Mapping[Consent, Acceptance] = {
    Consent.ACCEPT: Acceptance.ACCEPTED,
    Consent.SURELY_DECLINE: Acceptance.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody pressed or typed to vote; `labels` are those that the answer must name, in this order."""

    vote: VoteId
    choice: str
    labels: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """`3b`, `3 b a c`."""
        first = self.labels[0]
        return first if len(self.labels) == 1 else f"{re.sub(r'[a-z]', '', first)} {self.choice.replace('>', ' ')}"


@dataclass(frozen=True, slots=True)
class Tap:
    """A step in filling in a ballot."""

    vote: VoteId


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody who was elected pressed."""

    vote: VoteId
    answer: Acceptance


Deed: TypeAlias = Wish | Tap | Said | None
"""What a press was for; None is whatever is not checked afterwards."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What kind of member somebody is. Seconds count from the doors' opening."""

    attends: bool
    arrives: float
    types: bool
    blocks_at: float | None
    leaves_at: float | None


@dataclass(slots=True)
class Attendee:
    """A simulated member."""

    number: int
    person: Person
    dice: Random
    habits: Habits
    willing: bool = True
    """Whether to accept an election."""
    redeemed: bool = False
    arrived: bool = False
    gone: bool = False
    ballots: set[VoteId] = field(default_factory=set)
    """Votes of which a ballot came."""
    asked: set[VoteId] = field(default_factory=set)
    """Elections in which this member was asked to accept."""
    pressed: list[Deed] = field(default_factory=list)
    """In the order of the toasts that answer them."""
    typed: Wish | None = None
    told: dict[VoteId, str] = field(default_factory=dict)
    """What the answers to typed casts said that stands."""
    receipts: dict[VoteId, str] = field(default_factory=dict)
    """The codes that came with them."""

    @property
    def unanswered(self) -> int:
        """Presses without an answer."""
        return len(self.pressed) - len(self.person.toasts)

    def has_voted(self, vote: VoteId) -> bool:
        """Whether this member has cast a ballot, in time or not."""
        return vote in self.told or any(isinstance(deed, Wish) and deed.vote == vote for deed in self.pressed)

    def stands(self) -> dict[VoteId, str]:
        """By vote, the last choice that the answers said was recorded. Nobody mixes pressing and typing in a vote."""
        stands = dict(self.told)
        for deed, toast in self._answered():
            if isinstance(deed, Wish) and _is_recorded(deed, toast):
                stands[deed.vote] = deed.choice
        return stands

    def codes(self) -> dict[VoteId, str]:
        """By secret vote, the receipt code of the last choice; written down by hand, for it is told once."""
        codes = dict(self.receipts)
        for deed, toast in self._answered():
            if isinstance(deed, Wish) and (code := _CODE.search(toast.text)):
                codes[deed.vote] = code[0]
        return codes

    def said(self) -> dict[VoteId, Acceptance]:
        """By election, what was recorded of accepting it."""
        return {
            deed.vote: deed.answer for deed, toast in self._answered() if isinstance(deed, Said) and not toast.alert
        }

    def answer_to_tap(self, vote: VoteId) -> Toast | None:
        """What the last step in filling in this ballot has come to."""
        taps = [toast for deed, toast in self._answered() if deed == Tap(vote)]
        return taps[-1] if taps else None

    def _answered(self) -> Iterable[tuple[Deed, Toast]]:
        """Presses and their answers, oldest first; an alert is a refusal, or has a receipt code in it."""
        return zip(self.pressed, self.person.toasts, strict=False)


def _is_recorded(wish: Wish, toast: Toast) -> bool:
    """Whether an answer says that this stands: by its labels, or in a secret vote without naming anything."""
    return bool(_CODE.search(toast.text)) or (not toast.alert and labels_in(toast.text) in ((), wish.labels))


# -- reading


def labels_in(text: str) -> tuple[str, ...]:
    """The options that a text names: `3b`, `3a`."""
    return tuple(_LABEL.findall(text))


def actions(shown: Shown) -> Iterator[Action]:
    """What the buttons under a message do."""
    for row in shown.message.rows:
        for button in row:
            if action := decode(button.data):
                yield action


def options(shown: Shown) -> list[str]:
    """The options of a ballot on which nothing is filled in."""
    marks = [action.option for action in actions(shown) if isinstance(action, Mark)]
    choices = (action.choice for action in actions(shown) if isinstance(action, CastPrivate))
    return marks or [choice for choice in choices if choice not in (ABSTAIN, BLANK)]


def wish(shown: Shown, vote: VoteId, chosen: Sequence[str]) -> Wish:
    """These options, in this order."""
    first = _LABEL.search(shown.message.rows[0][0].label)
    number = re.sub(r"[a-z]", "", first[0]) if first else ""
    return Wish(vote, ">".join(chosen), tuple(f"{number}{option}" for option in chosen))


def hear(who: Attendee, shown: Shown) -> None:
    """The answer to a typed cast names what was recorded, and nothing else; in a secret vote not even that."""
    typed, text = who.typed, shown.message.text
    if typed is None or shown.edits or shown.message.rows:
        return
    if labels_in(text) == typed.labels or (not labels_in(text) and _RECORDED.match(text)):
        who.told[typed.vote] = typed.choice
        if code := _CODE.search(text):
            who.receipts[typed.vote] = code[0]
        who.typed = None


# -- doing


def redeem(who: Attendee, shown: Shown) -> None:
    """Say that the invitation is for oneself."""
    who.redeemed = True
    _press(who, shown, lambda action: isinstance(action, Redeem))


def check_in(who: Attendee, shown: Shown) -> None:
    """Say that one is here, with the button."""
    who.arrived = _press(who, shown, lambda action: isinstance(action, CheckIn)) or who.arrived


def type_here(who: Attendee) -> None:
    """The same in words."""
    who.arrived = True
    who.person.write("here" if who.dice.random() < 0.5 else "/checkin")


def block(who: Attendee) -> None:
    """Want no more messages."""
    who.gone = True
    who.person.block()


def leave(who: Attendee) -> None:
    """Go home."""
    who.gone = True
    who.person.write("/checkout")


def press_choice(who: Attendee, shown: Shown, wanted: Wish) -> None:
    """Cast with one press."""
    _press(who, shown, lambda action: isinstance(action, CastPrivate) and action.choice == wanted.choice, wanted)


def type_choice(who: Attendee, _shown: Shown, wanted: Wish) -> None:
    """Cast with a message."""
    who.typed = wanted
    who.person.write(wanted.written)


def rank(who: Attendee, shown: Shown, wanted: Wish) -> bool:
    """Tap what comes next, or cast when the answer to the last tap names all; False when there is nothing left to do.

    The answer is what counts: in a full hall the ballot is redrawn late.
    """
    if who.unanswered:
        return True
    last = who.answer_to_tap(wanted.vote)
    if last and last.alert:
        return False
    filled = labels_in(last.text) if last else ()
    if filled == wanted.labels:
        _press(who, shown, lambda action: isinstance(action, CastMarks), wanted)
        return False
    option = wanted.choice.split(">")[len(filled)]
    return _press(who, shown, lambda action: _puts(action, option), Tap(wanted.vote))


def _puts(action: Action, option: str) -> bool:
    return isinstance(action, Mark) and action.option == option and bool(action.on)


def answer_election(who: Attendee, shown: Shown, consent: Consent) -> None:
    """Accept, or decline, which is asked twice."""
    vote = next(action.vote for action in actions(shown) if isinstance(action, Elected))
    said = Said(vote, _SAYS[consent]) if consent in _SAYS else None
    _press(who, shown, lambda action: isinstance(action, Elected) and action.consent is consent, said)


def _press(who: Attendee, shown: Shown, fits: Callable[[Action], bool], deed: Deed = None) -> bool:
    """Press the button that fits, if the message still has one."""
    for row in shown.message.rows:
        for button in row:
            action = decode(button.data)
            if action is not None and fits(action):
                who.person.press(button.data, shown)
                who.pressed.append(deed)
                return True
    return False
