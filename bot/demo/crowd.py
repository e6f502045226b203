"""Simulated members: they read what their phone shows, and press or type when they get round to it.

Everybody has dice of their own, so that what one does hangs on nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import ceil, log
from random import Random

from adapters.contract import Address
from adapters.memory import Memory, Person, Shown
from bot.chat.acts import Consent
from bot.chat.buttons import Action, CastPrivate, CheckIn, Elected, Mark, Redeem
from bot.demo import attendee
from bot.demo.attendee import Attendee, Habits, Wish
from bot.demo.clock import VirtualTime
from core.methods.model import ABSTAIN
from core.model import Acceptance, VoteId

RUSH = 120.0
"""Seconds within which everybody opens the invitation, and later means to check in."""
_BETWEEN_TAPS = 1.0


class Crowd:
    """All simulated members. Give every message that the network shows to `shown`."""

    def __init__(self, net: Memory, time: VirtualTime, seed: int) -> None:
        self.opinions: dict[VoteId, Sequence[float]] = {}
        """How likely each option is; in a ranking, how popular."""
        self.doors: float | None = None
        self._net = net
        self._time = time
        self._seed = seed
        self._people: dict[Address, Attendee] = {}

    def add(self, number: int, language: str, *, eager: bool = False, willing: bool = True) -> Person:
        """Somebody with a phone; an eager one attends from the first moment to the last, a willing one takes office."""
        dice = Random(f"{self._seed}.{number}")
        person = self._net.person(f"{self._net.name}:{number}", language)
        self._people[person.address] = Attendee(number, person, dice, _habits(dice, eager=eager), willing)
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
        return sum(who.has_voted(vote) for who in got), len(got)

    def answered(self, vote: VoteId) -> tuple[int, int]:
        """How many have accepted or declined, of those who were asked."""
        asked = [who for who in self._people.values() if vote in who.asked]
        return sum(vote in who.said() for who in asked), len(asked)

    # -- what they were told

    def stands(self, vote: VoteId) -> Counter[str]:
        """How often each choice stands, going only by what the members were told."""
        choices = (who.stands().get(vote) for who in self._people.values())
        return Counter(choice for choice in choices if choice is not None)

    def receipts(self, vote: VoteId) -> dict[str, str]:
        """By receipt code, what its owner was told is recorded."""
        codes = ((who.codes().get(vote), who.stands().get(vote)) for who in self._people.values())
        return {code: choice for code, choice in codes if code is not None and choice is not None}

    def said(self, vote: VoteId) -> dict[str, Acceptance]:
        """By member number, who accepts an election and who declines, going only by what they were told."""
        answers = {str(who.number): who.said().get(vote) for who in self._people.values() if vote in who.asked}
        return {number: answer for number, answer in answers.items() if answer is not None}

    def unanswered(self) -> int:
        """Presses without an answer."""
        return sum(who.unanswered for who in self._people.values())

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
            self._soon(habits.arrives, self._doing(who, attendee.type_here))
        if habits.blocks_at is not None:
            self._soon(habits.blocks_at, self._doing(who, attendee.block))
        if habits.leaves_at is not None:
            self._soon(habits.leaves_at, self._doing(who, attendee.leave))

    def shown(self, shown: Shown) -> None:
        """A message was sent or edited."""
        who = self._people.get(shown.ref.chat)
        if who is None or who.gone:
            return
        attendee.hear(who, shown)
        if action := next(attendee.actions(shown), None):
            self._react(who, shown, action)

    def _react(self, who: Attendee, shown: Shown, action: Action) -> None:
        match action:
            case Redeem() if not who.redeemed:
                self._soon(who.dice.uniform(2, 8), self._doing(who, attendee.redeem, shown))
            case CheckIn() if who.habits.attends and not who.arrived and not who.habits.types:
                self._soon(self._patience(who), self._doing(who, attendee.check_in, shown))
            case CastPrivate() | Mark() if action.vote not in who.ballots:
                who.ballots.add(action.vote)
                if who.dice.random() >= 0.06:
                    self._decide(who, shown, action)
            case Elected():
                self._consider(who, shown, action)

    def _patience(self, who: Attendee) -> float:
        until = (self.doors or 0.0) + who.habits.arrives - self._time.monotonic()
        return max(until, who.dice.uniform(1, 6))

    def _decide(self, who: Attendee, shown: Shown, action: CastPrivate | Mark) -> None:
        """Make up a mind: when to vote for what, and perhaps for what else later."""
        wait = min(who.dice.lognormvariate(log(8), 0.7), 50.0)
        given, opinion = attendee.options(shown), self.opinions.get(action.vote, ())
        if isinstance(action, CastPrivate):
            self._choose(who, shown, wait, attendee.wish(shown, action.vote, _pick(who.dice, given, opinion)))
            if who.dice.random() < 0.04:
                other = attendee.wish(shown, action.vote, _pick(who.dice, given, ()))
                self._choose(who, shown, wait + who.dice.uniform(5, 20), other)
        elif who.dice.random() < 0.03:
            self._soon(wait, self._doing(who, attendee.press_choice, shown, Wish(action.vote, ABSTAIN)))
        else:
            self._rank(who, shown, wait, attendee.wish(shown, action.vote, _ranking(who.dice, given, opinion)))

    def _choose(self, who: Attendee, shown: Shown, wait: float, wanted: Wish) -> None:
        act = attendee.type_choice if who.habits.types else attendee.press_choice
        self._soon(wait, self._doing(who, act, shown, wanted))

    def _rank(self, who: Attendee, shown: Shown, wait: float, wanted: Wish) -> None:
        types = who.dice.random() < 0.4
        act = attendee.type_choice if types else self._tap_on
        self._soon(wait, self._doing(who, act, shown, wanted))

    def _tap_on(self, who: Attendee, shown: Shown, wanted: Wish) -> None:
        """Tap one option after the other, then cast."""
        if attendee.rank(who, shown, wanted):
            self._soon(_BETWEEN_TAPS, self._doing(who, self._tap_on, shown, wanted))

    def _consider(self, who: Attendee, shown: Shown, action: Elected) -> None:
        """Think about an election that is to be accepted; about declining it less, when asked once more."""
        if action.consent is Consent.SURELY_DECLINE:
            self._soon(who.dice.uniform(2, 4), self._doing(who, attendee.answer_election, shown, action.consent))
        elif action.vote not in who.asked:
            who.asked.add(action.vote)
            answer = Consent.ACCEPT if who.willing else Consent.DECLINE
            self._soon(who.dice.uniform(6, 20), self._doing(who, attendee.answer_election, shown, answer))

    def _soon(self, seconds: float, act: Callable[[], object]) -> None:
        """Let something happen at a full second: what a second brings comes together, as by a long poll."""
        self._time.at(float(ceil(self._time.monotonic() + seconds)), act)

    def _doing(self, who: Attendee, act: Callable[..., None], *args: object) -> Callable[[], None]:
        def do() -> None:
            if not who.gone:
                act(who, *args)

        return do


def _habits(dice: Random, *, eager: bool) -> Habits:
    attends, types = dice.random() < 0.8, dice.random() < 0.02
    blocks, leaves = dice.random() < 0.006, dice.random() < 0.01
    arrives = RUSH * dice.betavariate(1.5, 3.5)
    at = dice.uniform(300, 900)
    if eager:
        return Habits(attends=True, arrives=0.0, types=False, blocks_at=None, leaves_at=None)
    return Habits(attends, arrives, types, at if blocks else None, at if leaves and not blocks else None)


# -- choosing


def _pick(dice: Random, options: Sequence[str], opinion: Sequence[float]) -> list[str]:
    return dice.choices(options, opinion if len(opinion) == len(options) else None)


def _ranking(dice: Random, options: Sequence[str], popular: Sequence[float]) -> list[str]:
    """The best first; few rank all."""
    weights = popular if len(popular) == len(options) else [1.0] * len(options)
    liked = sorted(zip(options, weights, strict=True), key=lambda pair: -pair[1] * dice.random())
    places = dice.choices((1, 2, 3, 4, 5), (2, 3, 5, 2, 1))[0]
    return [option for option, _ in liked[:places]]
