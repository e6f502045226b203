"""What every way of voting takes and gives.

A choice is one text, the same on the board, in an envelope and as the key of a count: "" is blank,
`abstain` an abstention, `a+c` marks, `b>a=c` a ranking, `a:yes b:no` an answer to each. Options are
the letters of `labels`, without the number of the vote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from core.rules import Counts, Figures, Majority, Verdict
from core.totals import NOBODY, Totals, Weight

BLANK = ""
ABSTAIN = "abstain"


Ballots: TypeAlias = Mapping[str, Totals]
"""Canonical choices and how many chose each."""


class Quota(NamedTuple):
    """Seats that only these options may fill."""

    seats: int
    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The frozen terms of one vote."""

    options: tuple[str, ...]
    seats: int = 1
    minimum: int = 0
    """Fewest marks (or ranks, or yes answers) on a ballot that is not blank."""
    maximum: int | None = None
    """Most of them; None is the method's own: 1 for plurality, the seats for block, else all options."""
    cumulate: int = 1
    """Most marks of one ballot for one option."""
    abstain: bool = True
    """Whether an abstention is offered."""
    none_of_the_above: str = ""
    """The option that elects nobody: with marks, whoever has no more than it is not elected; in a staged count
    (irv, stv) a seat that falls to it stays vacant; in a ranking all from it on are not elected."""
    default_option: str = ""
    """Schulze: an option that does not beat this one is dropped; it elects nobody."""
    default_quorum: int = 0
    """Schulze: votes (in the unit of the count) that must rank an option above the default one."""
    majority: Majority | None = None
    """What a candidate needs besides enough votes; None is nothing (for per-candidate and schulze: simple).
    Staged counts have a quota of their own and do not look at it."""
    present: Totals = NOBODY
    """The roll of the vote, for a majority of those present."""
    entitled: Totals = NOBODY
    """All who may vote in this vote, for a majority of those."""
    grain: Weight = 1
    """As in `rules.Figures`: by weight majorities are told in whole numbers where all weights are whole."""
    by_weight: bool = False
    """Whether weight, not heads, decides who is elected."""
    slots: tuple[Quota, ...] = ()
    """Quota seats, `seats` in all, filled in this order; empty: everybody may fill every seat. Not in rankings."""
    withdrawn: tuple[str, ...] = ()
    """Options that are elected no more, such as people who declined. Ballots for them stay valid; in a staged
    count they are excluded before the first stage, in a ranking they have no place."""
    drawn: tuple[str, ...] = ()
    """Options favoured by drawn lots, first drawn first; where one must be excluded, it is the last or undrawn one."""
    seed: str = ""
    """Public seed that decides every further tie; "" leaves ties open."""

    def measure(self, votes: Totals) -> int:
        """The total that decides: heads, or weight in millionths."""
        return votes.weight if self.by_weight else votes.heads


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a choice or settings cannot be: a stable code, the label and the numbers it is about."""

    code: str
    label: str = ""
    given: int = 0
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class Lot:
    """A tie broken by a drawn or seeded lot: the tied options, and the order of favour among them."""

    among: tuple[str, ...]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionCount:
    """One option's figures: marks, first preferences, or yes; no and abstentions only per candidate."""

    label: str
    votes: Totals
    no: Totals = NOBODY
    abstain: Totals = NOBODY
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """The state after one stage of a count; numbers are exact decimals as text."""

    votes: Mapping[str, str]
    exhausted: str
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    quota: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a count comes to. Two counts of the same ballots must be equal in every field."""

    method: str
    options: tuple[OptionCount, ...]
    valid: Totals
    """Ballots that say something, abstentions included."""
    blank: Totals
    abstain: Totals
    elected: tuple[str, ...] = ()
    """In order of election."""
    tied: tuple[tuple[str, ...], ...] = ()
    """Ties that no rule and no lot has broken, each in the order of the options."""
    vacant: int = 0
    """Seats not filled and not waiting for a lot."""
    stages: tuple[Stage, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    """Schulze: best first, equals together."""
    dropped: tuple[str, ...] = ()
    """Schulze: options that failed against the default option."""
    pairs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Schulze: votes that prefer the first to the second."""
    lots: tuple[Lot, ...] = ()
    slots: tuple[tuple[str, ...], ...] = ()
    """Who was elected to each of `Settings.slots`, in their order; empty without quota slots."""

    @property
    def cast(self) -> Totals:
        """Every ballot in the box."""
        return self.valid.plus(self.blank)


Check: TypeAlias = Callable[[str, Settings], Fault | None]
Count: TypeAlias = Callable[[Ballots, Settings], Result]
Most: TypeAlias = Callable[[Settings], int]


class Form(StrEnum):
    """How a ballot is filled in."""

    SINGLE = "single"
    """One option."""
    MARKS = "marks"
    RANKING = "ranking"
    ANSWERS = "answers"
    """An answer for each option."""


def all_options(settings: Settings) -> int:
    """As many as there are on the ballot."""
    return len(settings.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way of voting: its traits, by which everybody else tells it apart, and five pure functions."""

    name: str
    form: Form
    question: bool = False
    """Its options have words of our own: yes, no and perhaps abstention, or an objection."""
    consents: bool = False
    """A question whose one option is an objection: adopted unless anybody objects."""
    judges: bool = False
    """Each option needs a majority of its own; the least is a simple one."""
    staged: bool = False
    """Counted in stages until a quota of its own is reached; no majority goes with it."""
    pairwise: bool = False
    """Counted by pairs into a ranking, where "none of the above" is the default option that has to be beaten."""
    equals: bool = False
    """Options may share a place."""
    nobody: bool = True
    """"None of the above" can be offered."""
    slots: bool = False
    """Seats can be kept for some of the candidates."""
    cumulative: bool = False
    """More than one mark for one option can be allowed."""
    most_seats: int | None = None
    minimum: int = 1
    """What `Settings.minimum` is unless somebody says it."""
    highest: Most = all_options
    """The highest `Settings.maximum`."""
    maximum: Most = all_options
    """What `Settings.maximum` is unless somebody says it."""
    parse: Callable[[str], str]
    """A typed choice to its canonical text; never fails, `check` finds what is wrong."""
    check: Check
    """What is wrong with a canonical choice, or None."""
    fits: Callable[[Settings], Fault | None]
    """What is wrong with the settings of a draft, or None."""
    count: Count
    recount: Count
    """The same result by another, plainer way."""

    @property
    def marks(self) -> bool:
        """Whether options are marked and most marks win, with a majority or without."""
        return self.form in (Form.SINGLE, Form.MARKS) and not self.question


LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""Without i, l and o: on many screens `7l` is 71, and `7o` is 70."""


def labels(number: int) -> tuple[str, ...]:
    """`a` to `z`, then `aa`, `ab`, ... for so many options."""
    return tuple(_label(index) for index in range(number))


def _label(index: int) -> str:
    rest, last = divmod(index, len(LETTERS))
    return LETTERS[last] if not rest else _label(rest - 1) + LETTERS[last]


def label_order(label: str) -> tuple[int, str]:
    """Sort key of labels: `z` before `aa`."""
    return len(label), label


def figures(votes: Totals, no: Totals, abstain: Totals, blank: Totals, settings: Settings) -> Figures:
    """The two totals that a majority is decided on."""
    sides = zip(votes, no, abstain, blank, settings.present, settings.entitled, strict=True)
    heads, weight = (Counts(*side) for side in sides)
    return Figures(heads, weight, settings.grain)


class Box(NamedTuple):
    """Ballots sorted into those with a choice, abstentions and blank ones."""

    chosen: dict[str, Totals]
    abstain: Totals
    blank: Totals

    @property
    def valid(self) -> Totals:
        """Chosen and abstained."""
        return total(self.chosen.values()).plus(self.abstain)


def sort_box(ballots: Ballots) -> Box:
    """Take blank ballots and abstentions out."""
    chosen = dict(ballots)
    blank = chosen.pop(BLANK, NOBODY)
    return Box(chosen, chosen.pop(ABSTAIN, NOBODY), blank)


def total(parts: Iterable[Totals]) -> Totals:
    """Heads added to heads, weight to weight."""
    heads = weight = 0
    for part in parts:
        heads += part.heads
        weight += part.weight
    return Totals(heads, weight)
