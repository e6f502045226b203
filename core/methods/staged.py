"""The running state of a fast count in stages: integers, and candidates by their place in the options.

Ties go by history (the latest earlier stage at which the tied differ), then by lot; where the lot
does not decide either, the count stops and names the tied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.methods.lots import order_of_favour
from core.methods.model import Ballots, Lot, OptionCount, Result, Settings, Stage, sort_box
from core.methods.ranks import Ranking, papers
from core.totals import Totals, decimal


class Staged:
    """Votes by place in units of 10**-places of a vote, who is still in, and the record of the stages."""

    def __init__(self, ballots: Ballots, settings: Settings, places: int) -> None:
        self.settings = settings
        self.unit = 10**places
        self.places = places + (6 if settings.by_weight else 0)
        self.box = sort_box(ballots)
        everything = papers(self.box, settings)
        self.total = sum(number for _, number in everything) * self.unit
        self.votes = [0] * len(settings.options)
        self._excluded = {settings.options.index(label) for label in settings.withdrawn}
        self.continuing = [place for place in range(len(settings.options)) if place not in self._excluded]
        self.papers = self._without_withdrawn(everything)
        self.anybody = any(number for _, number in self.papers)
        self.elected: list[int] = []
        self._history: list[list[int]] = []
        self._stages: list[Stage] = []
        self._lots: list[Lot] = []
        self.tied: tuple[str, ...] = ()

    def _without_withdrawn(self, everything: list[tuple[Ranking, int]]) -> list[tuple[Ranking, int]]:
        """The papers that name somebody else; the others are exhausted before the first stage."""
        if not self._excluded:
            return everything
        left = [(tuple([place for place in ranking if place not in self._excluded]), n) for ranking, n in everything]
        return [(ranking, number) for ranking, number in left if ranking]

    @property
    def vacancies(self) -> int:
        """Seats to fill."""
        return self.settings.seats - len(self.elected)

    def elect(self, candidates: Iterable[int]) -> list[int]:
        """Elect, most votes first."""
        newly = sorted(candidates, key=lambda place: (-self.votes[place], place))
        self.elected += newly
        self.continuing = [place for place in self.continuing if place not in newly]
        return newly

    def record(self, elected: list[int], excluded: list[int], quota: int | None = None) -> None:
        """End a stage: its votes, who was elected by them and who is excluded because of them."""
        options = self.settings.options
        votes = {
            label: decimal(number, self.places)
            for place, (label, number) in enumerate(zip(options, self.votes, strict=True))
            if place not in self._excluded
        }
        self._stages.append(
            Stage(
                votes,
                decimal(self.total - sum(self.votes), self.places),
                tuple(options[place] for place in elected),
                tuple(options[place] for place in excluded),
                "" if quota is None else decimal(quota, self.places),
            )
        )
        self._history.append(self.votes.copy())
        self._excluded.update(excluded)
        self.continuing = [place for place in self.continuing if place not in self._excluded]

    def lowest(self, among: Iterable[int], leeway: int = 0) -> int | None:
        """The one with the fewest votes. All within `leeway` of the fewest are tied. None: a lot must be drawn."""
        candidates = list(among)
        fewest = min(self.votes[place] for place in candidates)
        tied = [place for place in candidates if self.votes[place] <= fewest + leeway]
        return self._by_lot(self._by_history(tied, min), first=False)

    def highest(self, among: Iterable[int]) -> int | None:
        """The one with the most votes. None: a lot must be drawn."""
        candidates = list(among)
        most = max(self.votes[place] for place in candidates)
        tied = [place for place in candidates if self.votes[place] == most]
        return self._by_lot(self._by_history(tied, max), first=True)

    def result(self, method: str) -> Result:
        """What the count came to."""
        labels = tuple(self.settings.options[place] for place in self.elected)
        elected = tuple(label for label in labels if label != self.settings.none_of_the_above)
        return Result(
            method=method,
            options=self._first_preferences(),
            valid=self.box.valid,
            blank=self.box.blank,
            abstain=self.box.abstain,
            elected=elected,
            tied=(self.tied,) if self.tied else (),
            vacant=0 if self.tied else self.settings.seats - len(elected),
            stages=tuple(self._stages),
            lots=tuple(self._lots),
        )

    def _by_history(self, tied: list[int], extreme: Callable[[Iterable[int]], int]) -> list[int]:
        for votes in reversed(self._history):
            if len(tied) == 1:
                break
            mark = extreme([votes[place] for place in tied])
            tied = [place for place in tied if votes[place] == mark]
        return tied

    def _by_lot(self, tied: list[int], *, first: bool) -> int | None:
        if len(tied) == 1:
            return tied[0]
        lot = order_of_favour([self.settings.options[place] for place in tied], self.settings)
        chosen = lot.order[:1] if first else lot.order[len(tied) - 1 :]
        if not chosen:
            self.tied = lot.among
            return None
        self._lots.append(lot)
        return self.settings.options.index(chosen[0])

    def _first_preferences(self) -> tuple[OptionCount, ...]:
        heads: dict[str, int] = {}
        weight: dict[str, int] = {}
        for choice, number in self.box.chosen.items():
            first = choice.partition(">")[0]
            heads[first] = heads.get(first, 0) + number.heads
            weight[first] = weight.get(first, 0) + number.weight
        return tuple(
            OptionCount(label, Totals(heads.get(label, 0), weight.get(label, 0))) for label in self.settings.options
        )
