"""Meek's method: the reference Meek rule of the Proportional Representation Foundation.

https://prfound.org/resources/reference/reference-meek-rule/ (steps A to C below). Nine decimal
places, kept parts and keep factors rounded up. Ties for defeat (step T) go by history, then by lot.
Without a single vote nobody is elected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from core.methods import ranks
from core.methods.model import Ballots, Form, Method, Result, Settings
from core.methods.plain import NOBODY_LEFT, Paper, Plain
from core.methods.ranks import Ranking
from core.methods.staged import Staged
from core.totals import UNIT

NAME = "meek-stv"
PLACES = 9
ONE = 10**PLACES
OMEGA = ONE // 10**6


class _Fast(Staged):
    """Ballots are grouped by what matters in a round: the elected before the first hopeful candidate, and that one."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, PLACES)
        self.keep = [ONE] * len(settings.options)
        self.quota = 0
        self.surplus = 0
        self.omega = OMEGA * (UNIT if settings.by_weight else 1)

    def run(self) -> Result:
        if self.anybody and len(self.continuing) > self.vacancies:
            while self._round():
                pass
        else:
            self._distribute(self._groups())
            self.record(self.elect(self.continuing if self.anybody else []), [], self.quota)
        return self.result(NAME)

    def _round(self) -> bool:
        """Steps B.1 to B.4, and C when no contest is left."""
        newly = self._iterate()
        last = None if newly else self.lowest(self.continuing, self.surplus)
        left = [place for place in self.continuing if place != last]
        over = bool(self.tied) or not self.vacancies or len(left) <= self.vacancies
        if self.vacancies and over and not self.tied:
            newly += self.elect(left)
        self.record(newly, [] if last is None else [last], self.quota)
        return not over

    def _iterate(self) -> list[int]:
        """Step B.2: move the keep factors until somebody is elected or the surplus is gone."""
        groups, before = self._groups(), None
        while True:
            self._distribute(groups)
            newly = self.elect([place for place in self.continuing if self.votes[place] >= self.quota])
            self.surplus = max(0, sum(self.votes[place] - self.quota for place in self.elected))
            if newly or self.surplus < self.omega or (before is not None and self.surplus >= before):
                return newly
            before = self.surplus
            for place in self.elected:
                self.keep[place] = _up(_up(self.keep[place] * self.quota, ONE) * ONE, self.votes[place])

    def _groups(self) -> dict[Ranking, int]:
        groups: dict[Ranking, int] = {}
        hopeful, elected = set(self.continuing), set(self.elected)
        for ranking, number in self.papers:
            path = []
            for place in ranking:
                if place in hopeful:
                    path.append(place)
                    break
                if place in elected:
                    path.append(place)
            key = tuple(path)
            groups[key] = groups.get(key, 0) + number
        return groups

    def _distribute(self, groups: dict[Ranking, int]) -> None:
        votes = [0] * len(self.votes)
        for path, number in groups.items():
            weight = ONE
            for place in path:
                kept = _up(weight * self.keep[place], ONE)
                votes[place] += kept * number
                weight -= kept
        self.votes = votes
        self.quota = sum(votes) // (self.settings.seats + 1) + 1


@dataclass(slots=True)
class _Pile:
    """Papers under one name, and once that name keeps only a part of them, piles within by the next name."""

    number: int = 0
    papers: list[Paper] = field(default_factory=list)
    within: dict[str, _Pile] | None = None


class _Slow(Plain):
    """Papers lie in piles by name, and within the piles of the elected in piles by the next name, and so on."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, PLACES)
        self.keep = dict.fromkeys(settings.options, ONE) | dict.fromkeys(settings.withdrawn, 0)
        self.total = sum(paper.number for paper in self.papers)
        self.piles: dict[str, _Pile] = {}
        self._lay_out(self.papers, self.piles)
        self.omega = Fraction(UNIT if settings.by_weight else 1, 10**6)
        self.quota = Fraction(0)
        self.surplus = Fraction(0)

    def run(self) -> Result:
        self._share_out()
        anybody = any(self.credit.values())
        if not anybody or len(self.continuing()) <= self.settings.seats:
            self.elected = self.by_votes(self.continuing()) if anybody else []
            self.write_down(self.elected, [], self.quota)
            return self.outcome(NAME)
        while len(self.elected) < self.settings.seats and self.continuing() and not self.tied:
            self._one_round()
        return self.outcome(NAME)

    def _one_round(self) -> None:
        newly = self._settle()
        defeated = None if newly else self.fewest(self.continuing(), self.surplus)
        out = [defeated] if defeated else []
        rest = self.by_votes(label for label in self.continuing() if label not in out)
        unopposed = rest if len(self.elected) + len(rest) <= self.settings.seats and not self.tied else []
        self.elected += unopposed
        self.write_down([*newly, *unopposed], out, self.quota)
        self.keep.update(dict.fromkeys(out, 0))
        for label in out:
            self._scatter(label, self.piles)

    def _settle(self) -> list[str]:
        last = None
        while True:
            self._share_out()
            newly = self.by_votes(label for label in self.continuing() if self.credit[label] >= self.quota)
            self.elected += newly
            self.surplus = max(
                Fraction(0), sum((self.credit[label] - self.quota for label in self.elected), Fraction())
            )
            if newly or self.surplus < self.omega or (last is not None and self.surplus >= last):
                return newly
            last = self.surplus
            for label in self.elected:
                numerator = _up(int(self.keep[label] * self.quota * ONE), ONE)
                self.keep[label] = _up(numerator * ONE, int(self.credit[label] * ONE))

    def _share_out(self) -> None:
        sums = dict.fromkeys(self.settings.options, 0)
        self._walk(self.piles, ONE, sums)
        self.credit = {label: Fraction(votes, ONE) for label, votes in sums.items()}
        self.exhausted = self.total - Fraction(sum(sums.values()), ONE)
        self.quota = Fraction(sum(sums.values()) // (self.settings.seats + 1) + 1, ONE)

    def _walk(self, piles: dict[str, _Pile], left: int, sums: dict[str, int]) -> None:
        """Everybody keeps a part of what is left of each paper, and passes on the rest."""
        for label, pile in piles.items():
            part = _up(left * self.keep[label], ONE)
            sums[label] += part * pile.number
            if part < left:
                if pile.within is None:
                    pile.within = {}
                    self._lay_out(pile.papers, pile.within)
                self._walk(pile.within, left - part, sums)

    def _lay_out(self, papers: Iterable[Paper], piles: dict[str, _Pile]) -> None:
        """Put each paper under its next name that is not excluded."""
        for paper in papers:
            while paper.left[-1] != NOBODY_LEFT and not self.keep[paper.left[-1]]:
                paper.left.pop()
            if paper.left[-1] != NOBODY_LEFT:
                pile = piles.setdefault(paper.left.pop(), _Pile())
                pile.number += paper.number
                pile.papers.append(paper)
                if pile.within is not None:
                    self._lay_out([paper], pile.within)

    def _scatter(self, label: str, piles: dict[str, _Pile]) -> None:
        """Take somebody's piles apart."""
        gone = piles.pop(label, None)
        for pile in piles.values():
            if pile.within is not None:
                self._scatter(label, pile.within)
        if gone is not None:
            self._lay_out(gone.papers, piles)


def _up(dividend: int, divisor: int) -> int:
    """Divide, rounding up."""
    return -(-dividend // divisor)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Grouped ballots."""
    return _Fast(ballots, settings).run()


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Pile by pile."""
    return _Slow(ballots, settings).run()


METHOD = Method(
    name=NAME,
    form=Form.RANKING,
    staged=True,
    parse=ranks.parse,
    check=ranks.check_strict,
    fits=ranks.fits,
    count=count,
    recount=recount,
)
