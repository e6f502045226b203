"""A counted vote with all that its result is told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from adapters.contract import cut, escape
from bot.views.terms import amount
from bot.wording.choices import option_label, option_text
from bot.wording.speech import Arg, Markup, Speech
from core.counting import verdict_word
from core.definition import method_of
from core.methods.model import Form, Method, OptionCount, Result, Settings
from core.model import Event, Option, Vote
from core.results import result, settings_of
from core.rules import Check
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

    @property
    def proxies(self) -> int:
        """Members who count for the quorum although they were absent."""
        return self.vote.represented.heads if self.event.settings.proxies_in_quorum else 0

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
        """What the count came to, in the words of `counting.verdict_word`."""
        return verdict_word(self.result)

    @property
    def checks(self) -> tuple[Check, ...]:
        """The arithmetic of a plain question, or of a majority that is the same for all options."""
        verdict = self.result.options[0].verdict
        own = self.method.form is Form.ANSWERS or self.method.pairwise
        return verdict.checks if verdict and not own else ()

    @property
    def by_weight(self) -> bool:
        """Whether weight decides; of a plain question each condition says that for itself."""
        return self.terms.by_weight and not self.method.question

    @property
    def weighted(self) -> bool:
        """Whether any weight differs from 1."""
        box = (self.vote.box or {}).values()
        uneven = any(weight != heads * UNIT for heads, weight in box)
        return uneven or self.vote.roll.weight != self.vote.roll.heads * UNIT

    def say(self, key: str, /, **args: Arg) -> Markup:
        """A sentence in the language of the result."""
        return self.speech.say(key, **args)

    def measure(self, votes: Totals) -> int:
        """The total that decides: heads, or weight in millionths."""
        return votes.weight if self.by_weight else votes.heads

    def shown(self, number: int) -> str:
        """A number of the total that decides."""
        if self.by_weight:
            return amount(self.speech, number, by_weight=True)
        return self.speech.toast("number", count=int(number))

    def text(self, label: str) -> str:
        """An option without its label, for a running sentence."""
        return cut(option_text(self.speech, self.vote, self.options[label]), LONGEST_OPTION)

    def label(self, label: str) -> str:
        """An option as it stands on a button: `7a · Ada`."""
        return option_label(self.speech, self.vote, self.options[label])


def case_of(speech: Speech, vote: Vote, event: Event) -> Case:
    """Count a vote again, to tell of it. Raises `CountsDiffer`."""
    counted = result(vote)
    options = {option.label: option for option in vote.definition.options}
    counts = {option.label: option for option in counted.options}
    return Case(speech, vote, event, counted, settings_of(vote), options, counts)


def percent(speech: Speech, part: int | Fraction, whole: int | Fraction) -> str:
    """One decimal, rounded half up from the exact fraction; for reading only, it never decides."""
    if not whole:
        return "–"
    tenths = int(Fraction(part) * 1000 / Fraction(whole) + Fraction(1, 2))
    return speech.toast("percent", whole=str(tenths // 10), tenth=str(tenths % 10))


def rounded(speech: Speech, number: str, places: int = 2) -> str:
    """An exact decimal with so many places, rounded half up away from zero."""
    exact = Fraction(number)
    whole, rest = divmod(int(abs(exact) * 10**places + Fraction(1, 2)), 10**places)
    digits = f"{whole}{speech.toast('decimal-mark')}{rest:0{places}d}" if places else str(whole)
    return f"-{digits}" if exact < 0 and (whole or rest) else digits


def brief(speech: Speech, number: str) -> str:
    """An exact decimal with at most two places, without zeros at its end."""
    mark = speech.toast("decimal-mark")
    digits = rounded(speech, number)
    return digits.rstrip("0").removesuffix(mark) if mark in digits else digits


def listed(names: Sequence[str], most: int) -> Markup:
    """Names in a running sentence, as HTML: as many as fit into `most` characters, one at least, and how many more."""
    shown: list[str] = []
    used = 0
    for name in map(escape, names):
        used += len(name) + 2
        if shown and used > most:
            break
        shown.append(name)
    left = len(names) - len(shown)
    return Markup(", ".join(shown) + (f" (+{left})" if left else ""))
