"""Instant-runoff voting for one seat: more than half of the ballots still in play elects, else the last goes.

One candidate is excluded at a time. Where every ballot still in play is exhausted nobody is elected.
"""

from __future__ import annotations

from fractions import Fraction

from core.methods import ranks
from core.methods.model import Ballots, Fault, Form, Method, Result, Settings
from core.methods.plain import Plain
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
        self.credit = dict.fromkeys(self.settings.options, Fraction(0))
        self.exhausted = Fraction(0)
        for ranking, number in self.rankings:
            choice = self.next_preference(ranking)
            if choice is None:
                self.exhausted += number
            else:
                self.credit[choice] += number
        return sum(self.credit.values(), Fraction(0))


def fits(settings: Settings) -> Fault | None:
    """One seat only."""
    return Fault("seats", given=settings.seats, allowed=1) if settings.seats != 1 else ranks.fits(settings)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Transfer the papers of the excluded."""
    return _Fast(ballots, settings).run()


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Count everything again at every stage."""
    return _Slow(ballots, settings, 0).run()


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
