"""Counting a vote once more for `verify.py`, by the plainest way that its rule allows: exact fractions, no shortcuts.

In the papers of a meeting this stands at the end of `verify.py`, so it uses nothing but Python. It shares no code with
the counts of the core, and tests compare the two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

Pair = tuple[int, int]
"""People, and their weight in millionths."""
Ballot = tuple[str, int, int]
"""A choice, how many people made it, and their weight."""
Votes = dict[str, Fraction]
"""By option, at one stage of a count."""


@dataclass
class Paper:
    """Ballots with the same ranking, in Scottish STV."""

    ranking: list[str]
    number: int
    value: Fraction = Fraction(1)
    lies: str = ""
    """With whom."""


class Count:
    """One vote, counted. Options are their labels; `side` is 0 where people decide, and 1 where weight does."""

    def __init__(self, vote: Mapping[str, Any], ballots: Iterable[Ballot]) -> None:
        terms = vote["definition"]
        self.method: str = terms.get("method", "yes-no-abstain")
        self.options: list[str] = [option["label"] for option in terms["options"]]
        self.slots = [(terms.get("seats", 1), self.options)]
        if terms.get("slots"):
            fits = [(option["label"], ("open", *option.get("slots", ()))) for option in terms["options"]]
            self.slots = [(slot["seats"], [o for o, into in fits if slot["name"] in into]) for slot in terms["slots"]]
        self.seats = sum(seats for seats, _ in self.slots)
        self.nobody: str = terms.get("nobody", "")
        self.least: int = terms.get("default_quorum", 0)
        self.majority: str = terms.get("majority", "more than 1/2 of yes_no")
        self.tie: str = terms.get("tie", "rejected")
        self.side = int(terms.get("by_weight", False))
        self.roll, self.entitled, self.drawn, self.seed = vote["roll"], vote["entitled"], vote["drawn"], vote["seed"]
        self.all = list(ballots)
        self.chosen = [ballot for ballot in self.all if ballot[0] not in ("", "abstain")]
        self.ranked = [(choice.split(">"), pair[self.side]) for choice, *pair in self.chosen]
        self.tied: list[list[str]] = []

    def result(self) -> dict[str, Any]:
        """Outcome, who is elected in order, and the ties that are open."""
        elected: list[str] = []
        if self.method == "no-objection":  # the one option is an objection, and who says nothing agrees
            outcome = "objected" if self.chosen else "carried"
        elif self.method == "yes-no-abstain":
            outcome = self._question()
        else:
            ways = {
                "irv": self._scottish,
                "scottish-stv": self._scottish,
                "meek-stv": self._meek,
                "schulze": self._schulze,
            }
            elected = [label for label in ways.get(self.method, self._most_votes)() if label != self.nobody]
            outcome = self._word(elected)
        return {"outcome": outcome, "elected": elected, "tied": self.tied}

    def _word(self, elected: Sequence[str]) -> str:
        if elected:
            return "elected" if len(elected) == self.seats and not self.tied else "partly"
        answers = (":yes", ":no") if self.method == "per-candidate" else ("",)
        said = any(heads and any(word in choice for word in answers) for choice, heads, _ in self.chosen)
        return "tie" if self.tied else "none_elected" if said else "no_result"

    def _sum(self, those: Callable[[str], object]) -> Pair:
        """People and weight of those choices."""
        ballots = [ballot for ballot in self.all if those(ballot[0])]
        return sum(heads for _, heads, _ in ballots), sum(weight for _, _, weight in ballots)

    def _alone(self, choice: str) -> Pair:
        return self._sum(lambda other: other == choice)

    def _lot(self, level: Sequence[str]) -> list[str]:
        """Who is favoured: drawn lots first, then the SHA-256 of `seed:label`; empty if nothing decides."""
        drawn = [label for label in self.drawn if label in level]
        rest = [label for label in self.options if label in level and label not in drawn]
        if self.seed:
            rest.sort(key=lambda label: sha256(f"{self.seed}:{label}".encode()).digest())
        return drawn + (rest if self.seed or len(rest) == 1 else [])

    # a majority

    def _verdict(self, yes: Pair, no: Pair, abstain: Pair) -> str:
        """`carried` if all hold, as in `at least 2/3 of valid by weight`; else `rejected`, `tie` or `no_result`."""
        met, level, sides, cast = True, True, {0}, self._sum(lambda _: True)
        for condition in (self.majority or "more than 1/2 of yes_no").split(" and "):
            strict, _, share, _, base, *rest = condition.split()
            side = int("weight" in (base, *rest))
            sides.add(side)
            for_, against = yes[side], no[side]
            bases = {"yes_no": for_ + against, "valid": for_ + against + abstain[side], "cast": cast[side]}
            rolls = {"present": self.roll[side], "weight": self.roll[side], "entitled": self.entitled[side]}
            whole = {**bases, **rolls}[base]
            bar = Fraction(share) * whole
            holds = for_ > 0 and whole > 0 and (for_ > bar or (for_ == bar and strict == "at"))
            met, level = met and holds, level and (holds or for_ == against == bar > 0)
        if any(yes[side] + no[side] == 0 for side in sides):
            return "no_result"
        return "carried" if met else "tie" if level else "rejected"

    def _question(self) -> str:
        yes, no, abstain = [*map(self._alone, self.options), (0, 0)][:3]
        outcome, both = self._verdict(yes, no, abstain), self.options[:2]
        if outcome != "tie" or not (self.tie == "lot" or (self.tie == "chair" and {*both} & {*self.drawn})):
            return outcome
        order = self._lot(both)
        self.tied = [] if order else [both]
        return "tie" if not order else "carried" if order[0] == both[0] else "rejected"

    # most votes

    def _most_votes(self) -> list[str]:
        """Plurality, block, approval, per-candidate: who has more than nobody, and a majority where one is asked."""
        scores: dict[str, int] = {}
        for label in self.options:
            yes, no, abstain, votes = self._for(label)
            judged = self.majority or self.method == "per-candidate"
            if not judged or self._verdict(yes, no, abstain) == "carried":
                scores[label] = votes[self.side]
        bar = self._for(self.nobody)[3][self.side] if self.nobody else 0
        return self._seat({label: votes for label, votes in scores.items() if votes > bar})

    def _for(self, label: str) -> tuple[Pair, Pair, Pair, Pair]:
        """Yes, no, abstentions and votes of a candidate; who marked only others is against."""
        if self.method == "per-candidate":
            yes = self._sum(lambda choice: f"{label}:yes" in choice.split())
            no = self._sum(lambda choice: f"{label}:no" in choice.split())
            abstain = self._sum(lambda choice: choice == "abstain" or f"{label}:abstain" in choice.split())
            return yes, no, abstain, yes
        marks = [(choice.split("+").count(label), heads, weight) for choice, heads, weight in self.chosen]
        votes = sum(times * heads for times, heads, _ in marks), sum(times * weight for times, _, weight in marks)
        backers = self._sum(lambda choice: label in choice.split("+"))
        others = self._sum(lambda choice: choice not in ("", "abstain") and label not in choice.split("+"))
        return backers, others, self._alone("abstain"), votes

    def _seat(self, scores: Mapping[str, int]) -> list[str]:
        """The best of those eligible for each slot, in turn; a slot waits while a lot is wanting that concerns it."""
        elected: list[str] = []
        waiting: set[str] = set()
        for seats, eligible in self.slots:
            rivals = {label: votes for label, votes in scores.items() if label in eligible and label not in elected}
            best = self._ordered(rivals, rivals)
            bar = rivals[best[seats - 1]] if len(best) > seats else -1
            sure, level = ([label for label in best if rivals[label] > bar], [x for x in best if rivals[x] == bar])
            won = level if len(sure) + len(level) == seats else self._lot(level)[: seats - len(sure)]
            tied = [label for label in level if label not in won] if len(sure) + len(won) < seats else []
            if waiting & {*sure, *won, *tied}:
                waiting |= {*rivals}
                continue
            elected += sure + won
            waiting |= {*tied}
            self.tied += [tied] if tied else []
        return elected

    def _ordered(self, votes: Mapping[str, int | Fraction], labels: Iterable[str]) -> list[str]:
        return sorted(labels, key=lambda label: (-votes[label], self.options.index(label)))

    # rankings, by stages; `past` is the votes at each stage so far

    def _pick(self, past: Sequence[Votes], among: Iterable[str], *, last: bool) -> str | None:
        """Who has most or fewest; among equals who had at the latest stage at which they differed; then the lot."""
        tables = {label: [stage[label] for stage in reversed(past)] for label in among}
        wanted = (min if last else max)(tables.values())
        level = [label for label in self.options if tables.get(label) == wanted]
        order = level if len(level) == 1 else self._lot(level)
        if order and not (last and len(order) < len(level)):
            return order[-1 if last else 0]
        self.tied = [level]
        return None

    def _scottish(self) -> list[str]:
        """SSI 2007/42, rules 45 to 52: papers move at a value that is cut off after five places.

        IRV is the same for one seat, but that it takes more than half of the papers that still count.
        """
        moving = papers = [Paper(ranking, number) for ranking, number in self.ranked]
        votes, quota, seats = (
            dict.fromkeys([*self.options, ""], Fraction(0)),
            Fraction(0),
            1 if self.method == "irv" else self.seats,
        )
        elected, out, past = list[str](), list[str](), list[Votes]()
        while True:
            for paper in moving:
                paper.lies = next((label for label in paper.ranking if label not in elected + out), "")
                votes[paper.lies] += paper.value * paper.number
            total = sum(votes[label] for label in self.options)
            if not past or self.method == "irv":
                if not total:
                    return []
                quota = Fraction(total // (seats + 1) + 1)
            past.append(dict(votes))
            left = [label for label in self.options if label not in elected + out]
            elected += self._ordered(votes, [label for label in left if votes[label] >= quota])
            left = [label for label in left if label not in elected]
            if len(left) + len(elected) <= seats:
                return elected + self._ordered(votes, left)
            rich = [label for label in elected if votes[label] > quota]
            done = len(elected) >= seats
            mover = None if done else self._pick(past, rich or left, last=not rich)
            if mover is None:
                return elected
            moving = [paper for paper in papers if paper.lies == mover]
            for paper in moving if rich else []:
                paper.value = _down((votes[mover] - quota) * paper.value / votes[mover], 5)
            out += [] if rich else [mover]
            votes[mover] = quota if rich else Fraction(0)

    def _meek(self) -> list[str]:
        """Algorithm 123 with the rounding of the reference rule: nine places, keep values and shares rounded up."""
        keep, left = dict.fromkeys(self.options, Fraction(1)), list(self.options)
        elected, past, last = list[str](), list[Votes](), Fraction(-1)
        omega = Fraction(1_000_000 if self.side else 1, 10**6)
        votes, quota = self._shares(keep)
        if not any(votes.values()):
            return []
        while len(elected) + len(left) > self.seats > len(elected):
            votes, quota = self._shares(keep)
            newly = self._ordered(votes, [label for label in left if votes[label] >= quota])
            elected += newly
            left = [label for label in left if label not in newly]
            surplus = max(Fraction(0), sum((votes[label] - quota for label in elected), Fraction(0)))
            if not newly and surplus >= omega and (last < 0 or surplus < last):
                last = surplus
                for label in elected:
                    keep[label] = _up(_up(keep[label] * quota) / votes[label])
                continue
            past.append(votes)
            last = Fraction(-1)
            if not newly:
                least = min(votes[label] for label in left) + surplus
                loser = self._pick(past[:-1], [label for label in left if votes[label] <= least], last=True)
                if loser is None:
                    return elected
                left.remove(loser)
                keep[loser] = Fraction(0)
        return elected + (self._ordered(votes, left) if len(elected) < self.seats else [])

    def _shares(self, keep: Votes) -> tuple[Votes, Fraction]:
        """Votes, of which each candidate keeps a part and hands on the rest; and the quota."""
        votes = dict.fromkeys(self.options, Fraction(0))
        for ranking, number in self.ranked:
            rest = Fraction(1)
            for label in ranking:
                part = _up(rest * keep[label])
                votes[label] += part * number
                rest -= part
        return votes, _down(sum(votes.values(), Fraction(0)) / (self.seats + 1), 9) + Fraction(1, 10**9)

    # rankings, by pairs

    def _schulze(self) -> list[str]:
        """Debian's constitution, appendix A: default option, quorum, majority; then the strongest paths."""
        prefer = {(a, b): self._prefer(a, b) for a in self.options for b in self.options if a != b}
        left = [label for label in self.options if self._stays(label, prefer)]
        paths: dict[tuple[str, str], Pair] = {}
        for one, other in prefer:
            forward, back = prefer[one, other][self.side], prefer[other, one][self.side]
            wins = one in left and other in left and forward > back
            paths[one, other] = (forward, -back) if wins else (0, 0)
        for via in left:
            for one, other in paths:
                if via not in (one, other):
                    paths[one, other] = max(paths[one, other], min(paths[one, via], paths[via, other]))
        places: dict[str, int] = {}
        while left and any(number for _, number in self.ranked):
            best = [a for a in left if all(paths[b, a] <= paths[a, b] for b in left if b != a)]
            if self.nobody in best:
                break
            places |= dict.fromkeys(best, len(left))
            left = [label for label in left if label not in best]
        return self._seat(places)

    def _prefer(self, one: str, other: str) -> Pair:
        """How many rank one before the other; who is not ranked comes last."""

        def before(choice: str) -> bool:
            ranks = [equals.split("=") for equals in choice.split(">")] if choice not in ("", "abstain") else []
            place = {label: number for number, equals in enumerate(ranks) for label in equals}
            return place.get(one, len(ranks)) < place.get(other, len(ranks))

        return self._sum(before)

    def _stays(self, label: str, prefer: Mapping[tuple[str, str], Pair]) -> bool:
        """Whether an option holds its own against the default option."""
        if not self.nobody or label == self.nobody:
            return True
        above, under = prefer[label, self.nobody], prefer[self.nobody, label]
        valid = self._sum(lambda choice: choice)
        level = (valid[0] - above[0] - under[0], valid[1] - above[1] - under[1])
        return self._verdict(above, under, level) == "carried" and above[self.side] >= self.least


def _down(value: Fraction, places: int) -> Fraction:
    return Fraction(math.floor(value * 10**places), 10**places)


def _up(value: Fraction) -> Fraction:
    return Fraction(math.ceil(value * 10**9), 10**9)
