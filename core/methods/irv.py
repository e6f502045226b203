"""Instant-runoff voting for one seat: more than half of the ballots still in play elects, else the last goes.

One candidate is excluded at a time. Where every ballot still in play is exhausted nobody is elected.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from sys import intern

from core.methods import ranks
from core.methods.model import Ballots, Fault, Form, Method, Result, Settings
from core.methods.plain import NOBODY_LEFT, Paper, Plain
from core.methods.ranks import Ranking
from core.methods.staged import Staged

NAME = "irv"


class _Fast(Staged):
    """Only the pile of the excluded candidate is sorted again."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, 0)
        self.piles: list[list[tuple[Ranking, int]]] = [[] for _ in settings.options]
        self._sort(self.papers)

    def run(self) -> Result:
        while self._stage():
            pass
        return self.result(NAME)

    def _stage(self) -> bool:
        in_play = sum(self.votes)
        newly = self.elect([place for place in self.continuing if self.votes[place] * 2 > in_play])
        last = None if newly or not in_play else self.lowest(self.continuing)
        self.record(newly, [] if last is None else [last])
        if last is None:
            return False
        pile, self.piles[last], self.votes[last] = self.piles[last], [], 0
        self._sort(pile)
        return True

    def _sort(self, pile: list[tuple[Ranking, int]]) -> None:
        open_to = set(self.continuing)
        for ranking, number in pile:
            for place in ranking:
                if place in open_to:
                    self.piles[place].append((ranking, number))
                    self.votes[place] += number
                    break


class _Slow(Plain):
    """Every ballot is counted afresh at every stage."""

    def __init__(self, ballots: Ballots, settings: Settings) -> None:
        super().__init__(ballots, settings, 0)
        alike: dict[int, list[Paper]] = {}
        for paper in self.papers:
            alike.setdefault(paper.number, []).append(paper)
        self._alike = {
            number: (papers, [intern(paper.left[-1]) for paper in papers]) for number, papers in alike.items()
        }
        """Papers by how many there are of each, and whom each counts for: short lists that a count runs through."""

    def run(self) -> Result:
        while True:
            in_play = self._count_all()
            winner = [label for label, votes in self.credit.items() if in_play and votes > in_play / 2]
            loser = self.fewest(self.continuing()) if in_play and not winner else None
            self.elected = winner
            self.write_down(winner, [loser] if loser else [])
            if loser is None:
                return self.outcome(NAME)

    def _count_all(self) -> Fraction:
        gone = {*self.elected, *self.excluded}
        votes = dict.fromkeys([*self.settings.options, NOBODY_LEFT], 0)
        for number, (papers, tops) in self._alike.items():
            moving = [place for place, top in enumerate(tops) if top in gone]
            self.strike([papers[place] for place in moving])
            for place in moving:
                tops[place] = intern(papers[place].left[-1])
            for label, times in Counter(tops).items():
                votes[label] += times * number
        self.exhausted = Fraction(votes.pop(NOBODY_LEFT))
        self.credit = {label: Fraction(number) for label, number in votes.items()}
        return Fraction(sum(votes.values()))


def fits(settings: Settings) -> Fault | None:
    """One seat only."""
    return Fault("seats", given=settings.seats, allowed=1) if settings.seats != 1 else ranks.fits(settings)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Transfer the papers of the excluded."""
    return _Fast(ballots, settings).run()


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Count everything again at every stage."""
    return _Slow(ballots, settings).run()


METHOD = Method(
    name=NAME,
    form=Form.RANKING,
    staged=True,
    most_seats=1,
    parse=ranks.parse,
    check=ranks.check_strict,
    fits=fits,
    count=count,
    recount=recount,
)
