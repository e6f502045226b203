"""Simulated members: they read what their phone shows, and press or type when they get round to it.

Everybody has dice of their own, so that what one does hangs on nobody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, log
from random import Random

from adapters.contract import Address
from adapters.memory import Memory, Person, Shown
from bot.buttons import Action, CastMarks, CastPrivate, CheckIn, Mark, Redeem, decode
from bot.demo.clock import VirtualTime
from core.methods.model import ABSTAIN, label_order
from core.model import VoteId

RUSH = 120.0
"""Seconds within which everybody opens the invitation, and later means to check in."""
_LABEL = re.compile(r"\b\d+[a-z]{1,2}\b")
_MARKS = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody pressed or typed to vote; `labels` are those that the answer must name."""

    vote: VoteId
    choice: str
    labels: frozenset[str]


@dataclass(slots=True)
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

    person: Person
    dice: Random
    habits: Habits
    redeemed: bool = False
    arrived: bool = False
    gone: bool = False
    ballots: dict[VoteId, Shown] = field(default_factory=dict)
    marks: dict[VoteId, tuple[str, ...]] = field(default_factory=dict)
    """What is to be marked on ballots with marks."""
    pressed: list[Wish | None] = field(default_factory=list)
    """For each press, in the order of the toasts that answer them; None for what is no cast."""
    typed: Wish | None = None
    told: dict[VoteId, str] = field(default_factory=dict)
    """What the answers to typed casts said that stands."""


class Crowd:
    """All simulated members. Give every message that the network shows to `shown`."""

    def __init__(self, net: Memory, time: VirtualTime, seed: int) -> None:
        self.opinions: dict[VoteId, Sequence[float]] = {}
        """How likely each option is; for marks, how popular."""
        self.doors: float | None = None
        self._net = net
        self._time = time
        self._seed = seed
        self._people: dict[Address, Attendee] = {}

    def add(self, number: int, language: str, *, eager: bool = False) -> Person:
        """Somebody with a phone; an eager one attends from the first moment to the last."""
        dice = Random(f"{self._seed}.{number}")
        person = self._net.person(f"{self._net.name}:{number}", language)
        self._people[person.address] = Attendee(person, dice, _habits(dice, eager=eager))
        return person

    def knows(self, person: Person) -> None:
        """Somebody is bound already and needs no invitation."""
        self._people[person.address].redeemed = True

    def pressed_elsewhere(self, person: Person) -> None:
        """Somebody pressed a button in a channel; the answer comes among those to casts."""
        self._people[person.address].pressed.append(None)

    # -- how far they are

    @property
    def redeemed(self) -> int:
        """How many pressed that it is them."""
        return sum(who.redeemed for who in self._people.values())

    @property
    def expected(self) -> int:
        """How many mean to come."""
        return sum(who.redeemed and who.habits.attends for who in self._people.values())

    @property
    def arrived(self) -> int:
        """How many said that they are here."""
        return sum(who.arrived for who in self._people.values())

    def has_redeemed(self, person: Person) -> bool:
        """Whether this one pressed."""
        return self._people[person.address].redeemed

    def turnout(self, vote: VoteId) -> tuple[int, int]:
        """How many cast a ballot, of those who got one."""
        got = [who for who in self._people.values() if vote in who.ballots]
        return sum(_has_voted(who, vote) for who in got), len(got)

    def stands(self, vote: VoteId) -> Counter[str]:
        """How often each choice stands, going only by what the members were told."""
        choices = (told_last(who).get(vote) for who in self._people.values())
        return Counter(choice for choice in choices if choice is not None)

    def unanswered(self) -> int:
        """Presses without an answer."""
        return sum(len(who.pressed) - len(who.person.toasts) for who in self._people.values())

    # -- what moves them

    def invite(self, person: Person, link: str) -> None:
        """Let somebody open an invitation link within the time of a rush; a few never do."""
        who = self._people[person.address]
        if who.dice.random() < 0.93 or who.habits.attends:
            code = link.rpartition("/")[2]
            self._soon(who.dice.random() * RUSH, lambda: person.write(f"/start {code}"))

    def open_doors(self) -> None:
        """The check-in is open from now on."""
        self.doors = self._time.monotonic()
        for who in self._people.values():
            if who.redeemed and who.habits.attends:
                self._plan_day(who)

    def _plan_day(self, who: Attendee) -> None:
        habits = who.habits
        if habits.types:
            self._soon(habits.arrives, self._doing(who, _type_here))
        if habits.blocks_at is not None:
            self._soon(habits.blocks_at, self._doing(who, _block))
        if habits.leaves_at is not None:
            self._soon(habits.leaves_at, self._doing(who, _leave))

    def shown(self, shown: Shown) -> None:
        """A message was sent or edited."""
        who = self._people.get(shown.ref.chat)
        if who is None or who.gone:
            return
        _hear(who, shown)
        actions = list(_actions(shown))
        if actions:
            self._react(who, shown, actions[0])

    def _react(self, who: Attendee, shown: Shown, action: Action) -> None:
        match action:
            case Redeem() if not who.redeemed:
                self._soon(who.dice.uniform(2, 8), self._doing(who, _redeem, shown))
            case CheckIn() if who.habits.attends and not who.arrived and not who.habits.types:
                self._soon(self._patience(who), self._doing(who, _check_in, shown))
            case CastPrivate() | Mark():
                self._ballot(who, shown, action)

    def _patience(self, who: Attendee) -> float:
        until = (self.doors or 0.0) + who.habits.arrives - self._time.monotonic()
        return max(until, who.dice.uniform(1, 6))

    def _ballot(self, who: Attendee, shown: Shown, action: CastPrivate | Mark) -> None:
        first = action.vote not in who.ballots
        who.ballots[action.vote] = shown
        if first and who.dice.random() >= 0.06:
            self._decide(who, shown, action)
        elif who.marks.get(action.vote) and _marked(shown) == who.marks[action.vote]:
            del who.marks[action.vote]
            self._soon(who.dice.uniform(1, 4), self._doing(who, _cast_marks, shown))

    def _decide(self, who: Attendee, shown: Shown, action: CastPrivate | Mark) -> None:
        """Make up a mind: when to vote for what, and perhaps for what else later."""
        wait = min(who.dice.lognormvariate(log(8), 0.7), 50.0)
        opinion = self.opinions.get(action.vote, ())
        if isinstance(action, CastPrivate):
            self._vote(who, shown, wait, _pick(who.dice, _options(shown), opinion))
            if who.dice.random() < 0.04:
                self._vote(who, shown, wait + who.dice.uniform(5, 20), _pick(who.dice, _options(shown), ()))
        elif who.dice.random() < 0.03:
            self._vote(who, shown, wait, ABSTAIN)
        else:
            wanted = _several(who.dice, _options(shown), opinion)
            if who.dice.random() < 0.4:
                self._soon(wait, self._doing(who, _type_choice, shown, "+".join(wanted)))
            else:
                self._mark(who, shown, wait, wanted)

    def _vote(self, who: Attendee, shown: Shown, wait: float, choice: str) -> None:
        act = _type_choice if who.habits.types and choice != ABSTAIN else _press_choice
        self._soon(wait, self._doing(who, act, shown, choice))

    def _mark(self, who: Attendee, shown: Shown, wait: float, wanted: tuple[str, ...]) -> None:
        vote = next(action.vote for action in _actions(shown) if isinstance(action, Mark))
        who.marks[vote] = wanted
        for place, option in enumerate(wanted):
            self._soon(wait + 1.5 * place, self._doing(who, _press_mark, shown, option))

    def _soon(self, seconds: float, act: Callable[[], object]) -> None:
        """Let something happen at a full second: what a second brings comes together, as by a long poll."""
        self._time.at(float(ceil(self._time.monotonic() + seconds)), act)

    def _doing(self, who: Attendee, act: Callable[..., None], *args: object) -> Callable[[], None]:
        def do() -> None:
            if not who.gone:
                act(who, *args)

        return do


def told_last(who: Attendee) -> dict[VoteId, str]:
    """By vote, the last choice that the answers said was recorded. Nobody mixes pressing and typing in a vote."""
    stands = dict(who.told)
    for wish, toast in zip(who.pressed, who.person.toasts, strict=False):
        if wish and not toast.alert and set(_LABEL.findall(toast.text)) == wish.labels:
            stands[wish.vote] = wish.choice
    return stands


def _has_voted(who: Attendee, vote: VoteId) -> bool:
    return vote in who.told or any(wish and wish.vote == vote for wish in who.pressed)


def _habits(dice: Random, *, eager: bool) -> Habits:
    attends, types = dice.random() < 0.8, dice.random() < 0.02
    blocks, leaves = dice.random() < 0.006, dice.random() < 0.01
    arrives = RUSH * dice.betavariate(1.5, 3.5)
    at = dice.uniform(300, 900)
    if eager:
        return Habits(attends=True, arrives=0.0, types=False, blocks_at=None, leaves_at=None)
    return Habits(attends, arrives, types, at if blocks else None, at if leaves and not blocks else None)


# -- reading a message


def _actions(shown: Shown) -> Iterator[Action]:
    for row in shown.message.rows:
        for button in row:
            if action := decode(button.data):
                yield action


def _number(shown: Shown) -> int:
    """The number of the vote, as the buttons name it."""
    label = _LABEL.search(shown.message.rows[0][0].label)
    return int(re.sub(r"\D", "", label[0])) if label else 0


def _options(shown: Shown) -> list[str]:
    marks = [action.option for action in _actions(shown) if isinstance(action, Mark)]
    return marks or [action.choice for action in _actions(shown) if isinstance(action, CastPrivate)]


def _marked(shown: Shown) -> tuple[str, ...]:
    return tuple(action.option for action in _actions(shown) if isinstance(action, Mark) and not action.on)


def _hear(who: Attendee, shown: Shown) -> None:
    """The answer to a typed cast names what was recorded, and nothing else."""
    wish = who.typed
    is_answer = not shown.edits and not shown.message.rows
    if wish and is_answer and set(_LABEL.findall(shown.message.text)) == wish.labels:
        who.told[wish.vote] = wish.choice
        who.typed = None


# -- choosing


def _pick(dice: Random, options: Sequence[str], opinion: Sequence[float]) -> str:
    return dice.choices(options, opinion if len(opinion) == len(options) else None)[0]


def _several(dice: Random, options: Sequence[str], opinion: Sequence[float]) -> tuple[str, ...]:
    weights = opinion if len(opinion) == len(options) else [1.0] * len(options)
    liked = sorted(zip(options, weights, strict=True), key=lambda pair: -pair[1] * dice.random())
    most = min(_MARKS, dice.choice((1, 2, 2, 3, 3)), len(options))
    return tuple(sorted((option for option, _ in liked[:most]), key=label_order))


# -- doing


def _redeem(who: Attendee, shown: Shown) -> None:
    who.redeemed = True
    _press(who, shown, lambda action: isinstance(action, Redeem))


def _check_in(who: Attendee, shown: Shown) -> None:
    who.arrived = _press(who, shown, lambda action: isinstance(action, CheckIn)) or who.arrived


def _type_here(who: Attendee) -> None:
    who.arrived = True
    who.person.write("here" if who.dice.random() < 0.5 else "/checkin")


def _block(who: Attendee) -> None:
    who.gone = True
    who.person.block()


def _leave(who: Attendee) -> None:
    who.gone = True
    who.person.write("/checkout")


def _press_choice(who: Attendee, shown: Shown, choice: str) -> None:
    _press(who, shown, lambda action: isinstance(action, CastPrivate) and action.choice == choice, choice)


def _press_mark(who: Attendee, shown: Shown, option: str) -> None:
    _press(who, shown, lambda action: isinstance(action, Mark) and action.option == option and bool(action.on))


def _cast_marks(who: Attendee, shown: Shown) -> None:
    _press(who, shown, lambda action: isinstance(action, CastMarks), "+".join(_marked(shown)))


def _type_choice(who: Attendee, shown: Shown, choice: str) -> None:
    """As `7b`, or `7a 7c`, which is quicker than pressing several marks."""
    wanted = next((action for action in _actions(shown) if isinstance(action, CastPrivate | Mark)), None)
    if wanted:
        labels = [f"{_number(shown)}{label}" for label in choice.split("+")]
        who.typed = Wish(wanted.vote, choice, frozenset(labels))
        who.person.write(" ".join(labels))


def _press(who: Attendee, shown: Shown, fits: Callable[[Action], bool], choice: str | None = None) -> bool:
    """Press the button that fits, if the message still has one; with `choice` it is a cast."""
    for row in shown.message.rows:
        for button in row:
            action = decode(button.data)
            if action is not None and fits(action):
                who.person.press(button.data, shown)
                who.pressed.append(None if choice is None else _wish(action, shown, choice))
                return True
    return False


def _wish(action: Action, shown: Shown, choice: str) -> Wish | None:
    if not isinstance(action, CastPrivate | CastMarks):
        return None
    labels = choice.split("+") if choice and choice != ABSTAIN else ()
    return Wish(action.vote, choice, frozenset(f"{_number(shown)}{label}" for label in labels))
