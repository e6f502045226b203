"""A counted vote with all that its result is told from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from adapters.contract import cut
from bot.wording.choices import option_label, option_text
from bot.wording.numbers import FEWEST_PLACES, Side, amount, percentage, places, side_of
from bot.wording.speech import Arg, Markup, Speech
from core.counting import verdict_word
from core.definition import method_of
from core.elections import Board, board
from core.methods.model import Form, Method, OptionCount, Result, Settings
from core.model import Event, Option, Vote
from core.results import result, settings_of
from core.rules import SIMPLE, Check, Majority, Number
from core.secret import weighs
from core.totals import UNIT, Totals

LONGEST_OPTION = 60
"""Characters of an option in a running sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A vote, its count, and the speech in which it is told."""

    speech: Speech
    vote: Vote
    event: Event
    result: Result
    terms: Settings
    options: Mapping[str, Option]
    """By label."""
    counts: Mapping[str, OptionCount]
    """The figures of the options, by label."""
    limits: Mapping[Fraction, tuple[Side, ...]]
    """By share of the base: the conditions of the majority that were applied to it."""
    board: Board
    """Who holds the seats as things stand."""
    places: int
    """Decimal places of its percentages: as many as the verdict needs, so that none lies beyond a limit."""

    @property
    def method(self) -> Method:
        """The way in which it was voted."""
        return method_of(self.vote.definition)

    @property
    def kind(self) -> str:
        """`vote` or `election`."""
        return self.vote.definition.kind

    @property
    def word(self) -> str:
        """What it came to, in the words of `counting.verdict_word`; after refusals as the seats are held now."""
        if self.board.held == self.result.elected:
            return verdict_word(self.result)
        if not self.board.held:
            return "none_elected"
        return "partly" if self.board.vacant or self.board.tied else "elected"

    @property
    def checks(self) -> tuple[Check, ...]:
        """The arithmetic of a plain question, or of a majority that is the same for all options."""
        verdict = self.result.options[0].verdict
        own = self.method.form is Form.ANSWERS or self.method.pairwise
        return verdict.checks if verdict and not own else ()

    @property
    def by_weight(self) -> bool:
        """Whether weight alone decides; of a plain question each condition says that for itself."""
        if self.method.question:
            return all(condition.by_weight for condition in self.majority.conditions)
        return self.terms.by_weight

    @property
    def majority(self) -> Majority:
        """The rule; where none is written, the simple one applies."""
        return self.terms.majority or SIMPLE

    @property
    def weighted(self) -> bool:
        """Whether any weight differs from 1; of a secret vote that weight cannot decide, nothing is told of it."""
        if self.vote.definition.secret and not weighs(self.vote.definition):
            return False
        votes = [*(option.votes for option in self.result.options), self.result.abstain, self.result.blank]
        uneven = any(weight != heads * UNIT for heads, weight in votes)
        return uneven or self.vote.roll.weight != self.vote.roll.heads * UNIT

    @property
    def cast(self) -> int:
        """How many have cast; whose ballot became several counts once."""
        return self.vote.cast.heads if self.vote.unit else self.result.cast.heads

    def say(self, key: str, /, **args: Arg) -> Markup:
        """A sentence in the language of the result."""
        return self.speech.say(key, **args)

    def measure(self, votes: Totals) -> int:
        """The total that decides: heads, or weight in millionths."""
        return votes.weight if self.by_weight else votes.heads

    def figure(self, number: int) -> str:
        """A number of the total that decides."""
        return amount(self.speech, number, by_weight=self.by_weight)

    def percent(self, part: Number, whole: Number) -> str:
        """A share of the whole, to be read: it never decides, and never contradicts what did."""
        if not whole:
            return "–"
        share = Fraction(part) / Fraction(whole)
        sides = self.limits.get(share, ())
        return percentage(self.speech, share, max(self.places, places(share, sides)), sides)

    def text(self, label: str) -> str:
        """An option without its label, for a running sentence."""
        return cut(option_text(self.speech, self.vote, self.options[label]), LONGEST_OPTION)

    def label(self, label: str) -> str:
        """An option as it stands on a button: `7a · Ada`."""
        return option_label(self.speech, self.vote, self.options[label])


def case_of(speech: Speech, vote: Vote, event: Event) -> Case:
    """Count a vote again, to tell of it. Raises `CountsDiffer`, `Uncounted`."""
    counted = result(vote)
    options = {option.label: option for option in vote.definition.options}
    counts = {option.label: option for option in counted.options}
    limits = _limits(counted)
    needed = max((places(share, sides) for share, sides in limits.items()), default=FEWEST_PLACES)
    return Case(speech, vote, event, counted, settings_of(vote), options, counts, limits, board(vote), needed)


def _limits(counted: Result) -> dict[Fraction, tuple[Side, ...]]:
    limits: dict[Fraction, tuple[Side, ...]] = {}
    checks = [check for option in counted.options if option.verdict for check in option.verdict.checks]
    for check in checks:
        if check.base_total:
            share = Fraction(check.have) / Fraction(check.base_total)
            limits[share] = (*limits.get(share, ()), side_of(check.condition))
    return limits
