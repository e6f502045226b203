"""Scottish STV: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.

Transfer values are cut off after five decimal places. Rule 52 is applied at the end of a stage, so the
papers of the last excluded candidate are still transferred, as returning officers do. Papers for
nobody but the withdrawn count for the quota. Without a single vote nobody is elected.
"""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction

from core.methods import ranks
from core.methods.model import Ballots, Form, Method, Result, Settings
from core.methods.plain import NOBODY_LEFT, Paper, Plain
from core.methods.ranks import Ranking
from core.methods.staged import Staged

NAME = "scottish-stv"
PLACES = 5


class _Fast(Staged):
    """A candidate's pile keeps papers by the value at which they came, with the place reached in the ranking."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, PLACES)
        self.quota = (self.total // self.unit // (settings.seats + 1) + 1) * self.unit
        self.piles: list[dict[int, list[tuple[Ranking, int, int]]]] = [defaultdict(list) for _ in settings.options]
        for ranking, number in self.papers:
            self.piles[ranking[0]][self.unit].append((ranking, 0, number))
            self.votes[ranking[0]] += self.unit * number

    def run(self) -> Result:
        while self._stage():
            pass
        return self.result(NAME)

    def _stage(self) -> bool:
        newly = self._elect()
        mover = self._mover()
        self.record(newly, [mover] if mover in self.continuing else [], self.quota)
        if mover is None:
            return False
        self._transfer(mover)
        return True

    def _elect(self) -> list[int]:
        """Rules 47 and 52."""
        newly = self.elect([place for place in self.continuing if self.votes[place] >= self.quota])
        if self.anybody and len(self.continuing) <= self.vacancies:
            newly += self.elect(self.continuing)
        return newly

    def _mover(self) -> int | None:
        """Rules 49 to 51: whose papers move next; None at the end of the count."""
        if not self.anybody or not self.vacancies or not self.continuing:
            return None
        if surplus := [place for place in self.elected if self.votes[place] > self.quota]:
            return self.highest(surplus)
        return self.lowest(self.continuing)

    def _transfer(self, mover: int) -> None:
        """Rule 48 for a surplus, rule 50 for an exclusion."""
        pile, self.piles[mover] = self.piles[mover], {}
        credited = self.votes[mover]
        if mover in self.elected:
            self.votes[mover] = self.quota
            for value, parcel in pile.items():
                self._hand_on(parcel, (credited - self.quota) * value // credited)
        else:
            self.votes[mover] = 0
            for value, parcel in pile.items():
                self._hand_on(parcel, value)

    def _hand_on(self, parcel: list[tuple[Ranking, int, int]], value: int) -> None:
        open_to = set(self.continuing)
        for ranking, reached, number in parcel:
            for place in range(reached + 1, len(ranking)):
                if ranking[place] in open_to:
                    self.piles[ranking[place]][value].append((ranking, place, number))
                    self.votes[ranking[place]] += value * number
                    break


class _Slow(Plain):
    """Every paper is looked at at every stage."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, PLACES)
        valid = sum(paper.number for paper in self.papers)
        self.quota = Fraction(math.floor(Fraction(valid, settings.seats + 1)) + 1)
        self.exhausted += valid - self._hand_out(self.papers)
        self.anybody = any(self.credit.values())

    def run(self) -> Result:
        while True:
            newly = self._deem_elected()
            vacancies = self.settings.seats - len(self.elected)
            rich = [label for label in self.elected if self.credit[label] > self.quota]
            if not (self.anybody and vacancies and self.continuing()):
                self.write_down(newly, [], self.quota)
                return self.outcome(NAME)
            if rich:
                source = self.most(rich)
                self.write_down(newly, [], self.quota)
            else:
                source = self.fewest(self.continuing())
                self.write_down(newly, [source] if source else [], self.quota)
            if source is None:
                return self.outcome(NAME)
            self._move_papers(source)

    def _deem_elected(self) -> list[str]:
        newly = self.by_votes(label for label in self.continuing() if self.credit[label] >= self.quota)
        self.elected += newly
        if self.anybody and len(self.continuing()) + len(self.elected) <= self.settings.seats:
            rest = self.by_votes(self.continuing())
            self.elected += rest
            newly += rest
        return newly

    def _move_papers(self, source: str) -> None:
        before = self.credit[source]
        keeps = self.quota if source in self.elected else Fraction(0)
        pile = [paper for paper in self.papers if paper.holder == source]
        if source in self.elected:
            cut = {value: _cut_off((before - keeps) * value / before) for value in {paper.value for paper in pile}}
            for paper in pile:
                paper.value = cut[paper.value]
        self.credit[source] = keeps
        self.exhausted += before - keeps - self._hand_out(pile)

    def _hand_out(self, pile: list[Paper]) -> Fraction:
        """Give papers to their next preference; what was given away, the rest is exhausted."""
        self.strike(pile)
        parcels: dict[tuple[str, Fraction], int] = {}
        for paper in pile:
            paper.holder = paper.left[-1]
            if paper.holder != NOBODY_LEFT:
                parcel = paper.holder, paper.value
                parcels[parcel] = parcels.get(parcel, 0) + paper.number
        for (label, value), number in parcels.items():
            self.credit[label] += value * number
        return sum((value * number for (_, value), number in parcels.items()), Fraction(0))


def _cut_off(value: Fraction) -> Fraction:
    return Fraction(math.floor(value * 10**PLACES), 10**PLACES)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Move only the papers that must move, in whole hundred-thousandths of a vote."""
    return _Fast(ballots, settings).run()


def recount(ballots: Ballots, settings: Settings) -> Result:
    """The rules step by step, in fractions."""
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
