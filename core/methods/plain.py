"""The running state of a slow, plain recount in stages: fractions, and candidates by their labels.

It shares no arithmetic with `staged`; only the lots and the shape of the result are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.methods.lots import order_of_favour
from core.methods.model import Ballots, Lot, OptionCount, Result, Settings, Stage, sort_box, total
from core.totals import Totals, decimal

NOBODY_LEFT = ""
"""What stands on an exhausted paper."""


@dataclass(slots=True)
class Paper:
    """Papers with one ranking."""

    left: list[str]
    """What is not struck out yet, the first preference last and `NOBODY_LEFT` first."""
    number: int
    holder: str = NOBODY_LEFT
    value: Fraction = Fraction(1)


class Plain:
    """Credited votes by label, exact, in votes (or millionths of weight)."""

    def __init__(self, ballots: Ballots, settings: Settings, places: int) -> None:
        self.settings = settings
        self.places = places
        self.box = sort_box(ballots)
        self.papers = [
            Paper([NOBODY_LEFT, *reversed(choice.split(">"))], settings.measure(number))
            for choice, number in self.box.chosen.items()
        ]
        self.credit = dict.fromkeys(settings.options, Fraction(0))
        self.exhausted = Fraction(0)
        self.elected: list[str] = []
        self.excluded = list(settings.withdrawn)
        self.lots: list[Lot] = []
        self.tied: tuple[str, ...] = ()
        self._tables: list[dict[str, Fraction]] = []
        self._stages: list[Stage] = []

    def continuing(self) -> list[str]:
        """Neither elected nor excluded, in the order of the options."""
        gone = {*self.elected, *self.excluded}
        return [label for label in self.settings.options if label not in gone]

    def strike(self, papers: Iterable[Paper]) -> None:
        """Strike from the top of these papers whoever is elected or excluded."""
        gone = {*self.elected, *self.excluded}
        for left in [paper.left for paper in papers if paper.left[-1] in gone]:
            while left[-1] in gone:
                left.pop()

    def write_down(self, elected: Sequence[str], excluded: Sequence[str], quota: Fraction | None = None) -> None:
        """Put a stage on record and exclude."""
        votes = {label: self._text(votes) for label, votes in self.credit.items() if label not in self.excluded}
        text = "" if quota is None else self._text(quota)
        self._stages.append(Stage(votes, self._text(self.exhausted), tuple(elected), tuple(excluded), text))
        self._tables.append(dict(self.credit))
        self.excluded += excluded

    def by_votes(self, labels: Iterable[str]) -> list[str]:
        """Most votes first."""
        return sorted(labels, key=lambda label: (-self.credit[label], self.settings.options.index(label)))

    def fewest(self, labels: Sequence[str], leeway: Fraction = Fraction(0)) -> str | None:
        """Whom to exclude, or None when a lot is wanting."""
        bar = min(self.credit[label] for label in labels) + leeway
        level = [label for label in labels if self.credit[label] <= bar]
        pasts = {label: [table[label] for table in reversed(self._tables)] for label in level}
        worst = min(pasts.values())
        return self._draw([label for label in level if pasts[label] == worst], -1)

    def most(self, labels: Sequence[str]) -> str | None:
        """Whose surplus goes first, or None when a lot is wanting."""
        pasts = {label: [self.credit[label], *(t[label] for t in reversed(self._tables))] for label in labels}
        best = max(pasts.values())
        return self._draw([label for label in labels if pasts[label] == best], 0)

    def outcome(self, method: str) -> Result:
        """The result, written out anew."""
        seated = [label for label in self.elected if label != self.settings.none_of_the_above]
        return Result(
            method=method,
            options=self._options(),
            valid=self.box.valid,
            blank=self.box.blank,
            abstain=self.box.abstain,
            elected=tuple(seated),
            tied=(self.tied,) if self.tied else (),
            vacant=0 if self.tied else self.settings.seats - len(seated),
            stages=tuple(self._stages),
            lots=tuple(self.lots),
        )

    def _options(self) -> tuple[OptionCount, ...]:
        piles: dict[str, list[Totals]] = {}
        for choice, number in self.box.chosen.items():
            piles.setdefault(choice.split(">", 1)[0], []).append(number)
        return tuple(OptionCount(label, total(piles.get(label, ()))) for label in self.settings.options)

    def _text(self, votes: Fraction) -> str:
        whole = votes * 10**self.places
        if whole.denominator != 1:
            raise ArithmeticError(f"{votes} has more than {self.places} places")
        return decimal(whole.numerator, self.places + (6 if self.settings.by_weight else 0))

    def _draw(self, level: list[str], end: int) -> str | None:
        if len(level) == 1:
            return level[0]
        lot = order_of_favour(level, self.settings)
        if not lot.order or (end == -1 and len(lot.order) < len(level)):
            self.tied = lot.among
            return None
        self.lots.append(lot)
        return lot.order[end]
