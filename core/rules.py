"""What decides: majorities and quorums, in exact numbers.

Heads and weight are two separate totals; a condition looks at one of them and never at their mixture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from core.faults import RuleError
from core.near import nearest
from core.shares import in_fractions
from core.totals import UNIT, Totals, decimal

Number: TypeAlias = int | Fraction
_Word = TypeVar("_Word", bound=StrEnum)


class Base(StrEnum):
    """The 100 % of a majority."""

    YES_NO = "yes_no"
    VALID = "valid"
    """Yes, no and abstentions."""
    CAST = "cast"
    """Valid and blank."""
    PRESENT = "present"
    """The roll of the vote."""
    ENTITLED = "entitled"
    WEIGHT = "weight"
    """The total weight of the roll; always by weight."""


class Tie(StrEnum):
    """What follows a tie."""

    REJECTED = "rejected"
    CHAIR = "chair"
    RUNOFF = "runoff"
    LOT = "lot"


class Outcome(StrEnum):
    """What a vote came to. A tie is stated as such; `Majority.tie` says what follows."""

    CARRIED = "carried"
    REJECTED = "rejected"
    TIE = "tie"
    NO_RESULT = "no_result"


@dataclass(frozen=True, slots=True)
class Condition:
    """Yes must be more than (`strict`) or at least `threshold` of `base`."""

    threshold: Fraction
    strict: bool
    base: Base
    by_weight: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.threshold <= 1 or (self.strict and self.threshold == 1):
            raise RuleError("majority-fraction", word=_ratio(self.threshold), suggestion="")
        if self.base is Base.WEIGHT and not self.by_weight:
            raise RuleError("majority-weight", word=self.base, suggestion="by weight")


@dataclass(frozen=True, slots=True)
class Majority:
    """All conditions must hold."""

    conditions: tuple[Condition, ...]
    tie: Tie = Tie.REJECTED


_SIZE = {Base.YES_NO: 0, Base.VALID: 1, Base.CAST: 2, Base.PRESENT: 3, Base.WEIGHT: 3, Base.ENTITLED: 4}
"""A base is at least as large as one with a smaller number, whatever was voted; equal numbers are the same."""


def loosens(new: Majority, old: Majority) -> bool:
    """Whether something could be carried by the new majority that the old one would reject."""
    return not all(any(_implies(mine, theirs) for mine in new.conditions) for theirs in old.conditions)


def _implies(one: Condition, other: Condition) -> bool:
    """Whether what fulfils one condition fulfils the other."""
    if one.by_weight is not other.by_weight or (one.threshold, one.strict) < (other.threshold, other.strict):
        return False
    return _SIZE[one.base] >= _SIZE[other.base]


@dataclass(frozen=True, slots=True)
class Counts:
    """One total of a vote: all in heads, or all in weight (any one unit)."""

    yes: Number = 0
    no: Number = 0
    abstain: Number = 0
    blank: Number = 0
    present: Number = 0
    """The roll of the vote."""
    entitled: Number = 0

    def of(self, base: Base) -> Number:
        """What 100 % is; `Base.WEIGHT` is the roll."""
        match base:
            case Base.YES_NO:
                return self.yes + self.no
            case Base.VALID:
                return self.yes + self.no + self.abstain
            case Base.CAST:
                return self.yes + self.no + self.abstain + self.blank
            case Base.ENTITLED:
                return self.entitled
            case Base.PRESENT | Base.WEIGHT:
                return self.present


@dataclass(frozen=True, slots=True)
class Figures:
    """The two totals of a vote."""

    heads: Counts
    weight: Counts
    grain: int = 1
    """Every weight on the roll is a multiple of this, so every sum of them is one too."""

    def step(self, condition: Condition) -> int:
        """The least by which the total that the condition looks at can grow."""
        return self.grain if condition.by_weight else 1

    def side(self, condition: Condition) -> Counts:
        """The total that the condition looks at."""
        return self.weight if condition.by_weight else self.heads


@dataclass(frozen=True, slots=True)
class Check:
    """One condition with its arithmetic.

    `needed` is the least that would do: a whole number of votes, or by weight a multiple of `Figures.grain`.
    """

    condition: Condition
    have: Number
    base_total: Number
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome and how it came about."""

    outcome: Outcome
    checks: tuple[Check, ...]


SHORT_WORDS = {
    "simple": Condition(Fraction(1, 2), strict=True, base=Base.YES_NO),
    "absolute": Condition(Fraction(1, 2), strict=True, base=Base.VALID),
    "two-thirds": Condition(Fraction(2, 3), strict=False, base=Base.YES_NO),
    "three-quarters": Condition(Fraction(3, 4), strict=False, base=Base.YES_NO),
}
"""Two thirds and three quarters are of yes and no: sections 32 and 33 BGB and Robert's Rules leave abstentions out."""

_OF_A_BASE = {
    "absolute of": "more than 1/2 of",
    "absolute by": "more than 1/2 of valid by",
    "simple by": "more than 1/2 of yes_no by",
}
"""What these words say of another base, as in `absolute of entitled`; `simple` is of yes and no alone."""
_SIGNS = {">=": "at least ", "≥": "at least ", ">": "more than "}

_VOTES_CAST = "votes_cast"
"""With statutes that say so some mean yes and no, others abstentions too: it is asked about."""

SIMPLE = Majority((SHORT_WORDS["simple"],))

_CONDITION = re.compile(r"(?:(more than|at least) )?(\S+)(?: of (\S+))?( by weight)?")
_FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
_SIMPLE_OF = re.compile(r"simple of (\S+)( by weight)?")
_AND_ONE = re.compile(r"1/2 ?(?:\+|plus) ?\S.*")


def parse_majority(text: str, tie: str = Tie.REJECTED) -> Majority:
    """Read `condition { "and" condition }`. A bare fraction or percentage is at least that much of yes and no.

    One half is asked about: more than, or at least? So are votes cast: with abstentions, or without? And 66 %:
    two thirds, or 66 of 100? And `simple` of a base: more yes than no, or more than half of the base?
    Raises `RuleError` with code majority-form, majority-half, majority-cast, majority-simple, majority-fraction,
    majority-base, majority-tie or share-third.
    """
    conditions = tuple(_condition(part) for part in _squeeze(text).split(" and "))
    return Majority(conditions, _member(Tie, tie, "majority-tie"))


def formula(rule: Majority | Quorum) -> str:
    """The rule written out without short words; parsing it (with the same tie rule) gives the rule again."""
    if isinstance(rule, Quorum):
        return _quorum_formula(rule)
    return " and ".join(map(_condition_formula, rule.conditions))


def decide(majority: Majority, figures: Figures) -> Verdict:
    """Apply the rule. A yes of zero never carries; nobody for and nobody against is no result."""
    checks = tuple(_check(condition, figures) for condition in majority.conditions)
    return Verdict(_outcome(checks, figures), checks)


def _outcome(checks: tuple[Check, ...], figures: Figures) -> Outcome:
    sides = [figures.heads, *(figures.side(check.condition) for check in checks)]
    if any(side.yes + side.no == 0 for side in sides):
        return Outcome.NO_RESULT
    if all(check.met for check in checks):
        return Outcome.CARRIED
    if all(check.met or _is_tie(check, figures) for check in checks):
        return Outcome.TIE
    return Outcome.REJECTED


def _check(condition: Condition, figures: Figures) -> Check:
    side = figures.side(condition)
    have, base_total = side.yes, side.of(condition.base)
    reached = have * condition.threshold.denominator - base_total * condition.threshold.numerator
    met = base_total > 0 and (reached > 0 if condition.strict else reached >= 0)
    needed = _needed(condition.threshold, base_total, figures.step(condition), strict=condition.strict)
    return Check(condition, have, base_total, needed, met)


def _is_tie(check: Check, figures: Figures) -> bool:
    """Equal for and against, and exactly on a strict threshold: missing 2/3 by one is a defeat, not a tie."""
    side = figures.side(check.condition)
    return side.yes == side.no and check.have == check.condition.threshold * check.base_total


def _needed(threshold: Fraction, total: Number, step: int, *, strict: bool) -> int:
    """The least multiple of `step` above 0 that passes (`strict`) or reaches the threshold."""
    steps = threshold * total / step
    return step * max(1, math.floor(steps) + 1 if strict else math.ceil(steps))


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be there: a fixed `amount`, or a `share` of the entitled; neither means no quorum."""

    amount: int | None = None
    share: Fraction | None = None
    strict: bool = False
    by_weight: bool = False


@dataclass(frozen=True, slots=True)
class QuorumState:
    """`have` and `needed` in heads, or in millionths by weight; `needed` is the least that would do."""

    met: bool
    have: int
    needed: int
    by_weight: bool = False
    represented: int = 0
    """Those of `have` who were absent, and voted for."""

    @property
    def told(self) -> tuple[str, str]:
        """`have` and `needed` as exact decimals."""
        places = 6 if self.by_weight else 0
        return decimal(self.have, places), decimal(self.needed, places)


_AMOUNT = re.compile(r"([0-9]{1,9})( by weight)?")
_SHARE = re.compile(r"(?:(more than|at least) )?(\S+/\S+)(?: of (\S+))?( by weight)?")


def parse_quorum(text: str) -> Quorum:
    """Read `none`, `300`, `1/2` or `50 %` (at least, of the entitled), `more than 1/3 of entitled by weight`.

    Raises `RuleError` with code quorum-form, quorum-fraction, quorum-base or share-third.
    """
    words = in_fractions(_squeeze(text))
    if words == "none":
        return Quorum()
    if fixed := _AMOUNT.fullmatch(words):
        return Quorum(amount=int(fixed[1]), by_weight=bool(fixed[2]))
    share = _SHARE.fullmatch(words)
    if share is None:
        raise RuleError("quorum-form", word=words, suggestion="")
    if share[3] and share[3] != Base.ENTITLED:
        raise RuleError("quorum-base", word=share[3], suggestion=Base.ENTITLED)
    strict = share[1] == "more than"
    return Quorum(None, _fraction(share[2], "quorum-fraction", strict=strict), strict, bool(share[4]))


def quorate(quorum: Quorum, there: Totals, entitled: Totals) -> QuorumState:
    """Whether enough are there. Nobody there is never enough for a share."""
    have, all_ = (there.weight, entitled.weight) if quorum.by_weight else (there.heads, entitled.heads)
    unit = UNIT if quorum.by_weight else 1
    needed = 0 if quorum.amount is None else quorum.amount * unit
    if quorum.share is not None:
        # as long as all weights are whole numbers, the least sufficient one is told as such
        step = unit if have % unit == 0 == all_ % unit else 1
        needed = _needed(quorum.share, all_, step, strict=quorum.strict)
    return QuorumState(have >= needed, have, needed, quorum.by_weight)


def _quorum_formula(quorum: Quorum) -> str:
    suffix = " by weight" if quorum.by_weight else ""
    if quorum.amount is not None:
        return f"{quorum.amount}{suffix}"
    if quorum.share is None:
        return "none"
    return f"{_words(strict=quorum.strict)} {_ratio(quorum.share)} of {Base.ENTITLED}{suffix}"


def _condition_formula(condition: Condition) -> str:
    suffix = " by weight" if condition.by_weight and condition.base is not Base.WEIGHT else ""
    return f"{_words(strict=condition.strict)} {_ratio(condition.threshold)} of {condition.base}{suffix}"


def _words(*, strict: bool) -> str:
    return "more than" if strict else "at least"


def _ratio(fraction: Fraction) -> str:
    return f"{fraction.numerator}/{fraction.denominator}"


def _condition(part: str) -> Condition:
    if part in SHORT_WORDS:
        return SHORT_WORDS[part]
    words = _in_numbers(part)
    _ask_what_is_meant(part, words)
    match = _CONDITION.fullmatch(words)
    share = _FRACTION.fullmatch(match[2]) if match else None
    if match is None or (share is None and not (match[1] and match[3])):
        raise RuleError("majority-form", word=part, suggestion=_closest(part, SHORT_WORDS))
    if not match[1] and share and int(share[1]) * 2 == int(share[2]):
        raise RuleError("majority-half", word=part, suggestion="")
    if match[3] == _VOTES_CAST:
        raise RuleError("majority-cast", word="votes cast", suggestion="")
    base = _member(Base, match[3], "majority-base") if match[3] else Base.YES_NO
    strict = match[1] == "more than"
    threshold = _fraction(match[2], "majority-fraction", strict=strict)
    return Condition(threshold, strict, base, bool(match[4]) or base is Base.WEIGHT)


def _in_numbers(part: str) -> str:
    part = in_fractions(part)
    for words, share in _OF_A_BASE.items():
        part = part.replace(words, share)
    return part


def _ask_what_is_meant(part: str, words: str) -> None:
    """Refuse what can be read in two ways; `words` are the same in numbers."""
    if _AND_ONE.fullmatch(words):
        raise RuleError("majority-half", word=part, suggestion="")
    simple = _SIMPLE_OF.fullmatch(words)
    if simple and simple[1] != _VOTES_CAST:
        raise RuleError("majority-simple", word=part, base=simple[1])
    if simple:
        raise RuleError("majority-cast", word="votes cast", suggestion="")


def _fraction(word: str, code: str, *, strict: bool) -> Fraction:
    """Above 0 and up to 1; more than 1/1 can never be reached and is refused."""
    match = _FRACTION.fullmatch(word)
    numerator, denominator = (int(match[1]), int(match[2])) if match else (0, 1)
    if not 0 < numerator <= denominator or (strict and numerator == denominator):
        raise RuleError(code, word=word, suggestion="")
    return Fraction(numerator, denominator)


def _member(words: type[_Word], word: str, code: str) -> _Word:
    try:
        return words(word.lower().replace("-", "_"))
    except ValueError:
        raise RuleError(code, word=word, suggestion=_closest(word, words)) from None


def _closest(word: str, known: Iterable[str]) -> str:
    return nearest(word, list(known), 0.4)


def _squeeze(text: str) -> str:
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words)
    return " ".join(text.lower().split())
