"""Schulze's method as in the constitution of Debian, appendix A.5: winning votes, default option, quorum, majority.

An option is dropped unless it has `default_quorum` votes above the default option and, counting those
above as yes and those below as no, the majority (simple if none is set; 3:1 is more than 3/4 of
yes_no). A defeat is the stronger the more votes it has, then the fewer are against it. Options not
ranked come after all ranked ones, equal to each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import permutations
from typing import TypeAlias

from core.methods import ranks
from core.methods.elect import Seated, outcome, seat, seat_plainly
from core.methods.model import Ballots, Box, Form, Method, OptionCount, Result, Settings, figures, sort_box, total
from core.rules import SIMPLE, Outcome, Verdict, decide
from core.totals import Totals

NAME = "schulze"

Pairs: TypeAlias = dict[str, dict[str, Totals]]
"""Votes that prefer the first to the second."""

Strengths: TypeAlias = dict[tuple[str, str], int]
"""Of the strongest path from the first to the second; 0 if there is none."""


def count(ballots: Ballots, settings: Settings) -> Result:
    """Pairs as digits of long numbers, paths as they close while the defeats are added, strongest first."""
    box = sort_box(ballots)
    return _result(box, settings, _pairs(box, settings), _paths_as_they_close, seat)


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Pairs from who is not below whom, on an abacus; paths by Floyd and Warshall."""
    box = sort_box(ballots)
    return _result(box, settings, _pairs_plainly(box, settings), _widest_paths, seat_plainly)


def _pairs(box: Box, settings: Settings) -> Pairs:
    """Add up, for each option, who stands below it: all of them at once, as digits of one long number."""
    lanes = _Lanes(settings.options, box)
    sums = dict.fromkeys(settings.options, 0)
    for number, choices in _alike(box).items():
        part = dict.fromkeys(settings.options, 0)
        for choice in choices:
            below = lanes.everybody
            for rank in choice.split(">"):
                equals = rank.split("=")
                for label in equals:
                    below -= lanes.of[label]
                for label in equals:
                    part[label] += below
        times = lanes.packed(number)
        for label, below in part.items():
            sums[label] += below * times
    return {one: {other: lanes.read(sums[one], other) for other in settings.options if other != one} for one in sums}


def _alike(box: Box) -> dict[Totals, list[str]]:
    """Choices by how many chose them."""
    alike: dict[Totals, list[str]] = {}
    for choice, number in box.chosen.items():
        alike.setdefault(number, []).append(choice)
    return alike


class _Lanes:
    """A long number in which each option has digits of its own, wide enough for all heads and for all weight."""

    def __init__(self, options: tuple[str, ...], box: Box) -> None:
        everybody = total(box.chosen.values())
        self._heads = everybody.heads.bit_length()
        self._lane = self._heads + everybody.weight.bit_length()
        self._place = {label: index * self._lane for index, label in enumerate(options)}
        self.of = {label: 1 << place for label, place in self._place.items()}
        self.everybody = sum(self.of.values())

    def packed(self, number: Totals) -> int:
        """Weight and heads as one factor."""
        return number.weight << self._heads | number.heads

    def read(self, digits: int, label: str) -> Totals:
        """What stands in an option's digits."""
        lane = digits >> self._place[label] & (1 << self._lane) - 1
        return Totals(lane & (1 << self._heads) - 1, lane >> self._heads)


class _Abacus:
    """Counts for many options at once: row `n` holds the options whose count has the binary digit 2**n."""

    def __init__(self) -> None:
        self.rows: list[int] = []

    def add(self, members: int, times: int) -> None:
        """Add `times` to the count of each member of a set, given as bits."""
        row = 0
        while times:
            if times & 1:
                self._carry(members, row)
            times >>= 1
            row += 1

    def _carry(self, members: int, row: int) -> None:
        rows = self.rows
        while members:
            while row >= len(rows):
                rows.append(0)
            rows[row], members = rows[row] ^ members, rows[row] & members
            row += 1

    def read(self, bit: int) -> int:
        """The count of the option with this bit."""
        return sum(1 << row for row, members in enumerate(self.rows) if members & bit)


def _pairs_plainly(box: Box, settings: Settings) -> Pairs:
    """Whoever ranks an option prefers it to all but those that stand above it or beside it; heads, then weight."""
    heads = _preferred(box, settings.options, 0)
    weight = _preferred(box, settings.options, 1)
    return {
        one: {other: Totals(heads[one][other], weight[one][other]) for other in settings.options if other != one}
        for one in settings.options
    }


def _preferred(box: Box, options: tuple[str, ...], which: int) -> dict[str, dict[str, int]]:
    bit = {label: 1 << place for place, label in enumerate(options)}
    ranked = dict.fromkeys(options, 0)
    not_below = {label: _Abacus() for label in options}
    unit = math.gcd(*(number[which] for number in box.chosen.values())) or 1
    for choice, number in box.chosen.items():
        times, passed = number[which] // unit, 0
        for rank in choice.split(">"):
            equals = rank.split("=")
            for label in equals:
                passed |= bit[label]
            for label in equals:
                ranked[label] += times
                not_below[label].add(passed, times)
    return {
        one: {other: unit * (ranked[one] - not_below[one].read(bit[other])) for other in options} for one in options
    }


def _paths_as_they_close(options: tuple[str, ...], defeats: Strengths) -> Strengths:
    """Add the defeats, strongest first: the one that lets an option reach another is the weakest of their best path."""
    place = {label: index for index, label in enumerate(options)}
    reached = [1 << index for index in range(len(options))]
    paths = dict.fromkeys(permutations(options, 2), 0)
    for (one, other), strength in sorted(defeats.items(), key=lambda item: -item[1]):
        begin, gain = 1 << place[one], reached[place[other]]
        for start, known in enumerate(reached):
            if known & begin and (new := gain & ~known):
                reached[start] |= gain
                paths.update({(options[start], end): strength for end in options if new >> place[end] & 1})
    return paths


def _widest_paths(options: tuple[str, ...], defeats: Strengths) -> Strengths:
    paths = [[defeats.get((one, other), 0) for other in options] for one in options]
    for via, onward in enumerate(paths):
        for row in paths:
            first = row[via]
            if first and row is not onward:
                row[:] = [max(known, min(first, second)) for known, second in zip(row, onward, strict=True)]
    places = range(len(options))
    return {(options[one], options[other]): paths[one][other] for one, other in permutations(places, 2)}


def _defeats(options: Iterable[str], pairs: Pairs, settings: Settings) -> Strengths:
    """Strength of each defeat as one number: votes first, then how few are against it."""
    scale = 1 + max((settings.measure(number) for row in pairs.values() for number in row.values()), default=0)
    strengths: Strengths = {}
    for one, other in permutations(options, 2):
        votes, against = settings.measure(pairs[one][other]), settings.measure(pairs[other][one])
        if votes > against:
            strengths[one, other] = votes * scale + (scale - 1 - against)
    return strengths


def _result(
    box: Box,
    settings: Settings,
    pairs: Pairs,
    find_paths: Callable[[tuple[str, ...], Strengths], Strengths],
    fill: Callable[[dict[str, int], Settings], Seated],
) -> Result:
    firsts, valid = _first_preferences(box), box.valid
    options = tuple(
        OptionCount(label, total(firsts.get(label, ())), verdict=_verdict(label, valid, box.blank, settings, pairs))
        for label in settings.options
    )
    left = [option for option in options if option.label not in settings.withdrawn]
    kept = tuple(option.label for option in left if _is_kept(option, pairs, settings))
    anybody = any(settings.measure(number) for number in box.chosen.values())
    ranking = _ranking(kept, find_paths(kept, _defeats(kept, pairs, settings))) if anybody else ()
    seated = fill(_scores(ranking, settings), settings)
    return replace(
        outcome(NAME, box, options, seated),
        ranking=ranking,
        dropped=tuple(option.label for option in left if option.label not in kept),
        pairs={one: {other: settings.measure(number) for other, number in row.items()} for one, row in pairs.items()},
    )


def _first_preferences(box: Box) -> dict[str, list[Totals]]:
    """Ballots by their first place, shared ones with each who shares it."""
    firsts: dict[str, list[Totals]] = {}
    for choice, number in box.chosen.items():
        for label in choice.split(">", 1)[0].split("="):
            firsts.setdefault(label, []).append(number)
    return firsts


def _verdict(label: str, valid: Totals, blank: Totals, settings: Settings, pairs: Pairs) -> Verdict | None:
    default = settings.default_option
    if not default or label == default:
        return None
    above, under = pairs[label][default], pairs[default][label]
    indifferent = Totals(valid.heads - above.heads - under.heads, valid.weight - above.weight - under.weight)
    return decide(settings.majority or SIMPLE, figures(above, under, indifferent, blank, settings))


def _is_kept(option: OptionCount, pairs: Pairs, settings: Settings) -> bool:
    if option.verdict is None:
        return True
    above = settings.measure(pairs[option.label][settings.default_option])
    return option.verdict.outcome is Outcome.CARRIED and above >= settings.default_quorum


def _ranking(options: tuple[str, ...], paths: Strengths) -> tuple[tuple[str, ...], ...]:
    """Those whom nobody left beats, again and again."""
    left, ranking = list(options), []
    while left:
        best = tuple(
            one for one in left if all(paths[other, one] <= paths[one, other] for other in left if other != one)
        )
        ranking.append(best)
        left = [label for label in left if label not in best]
    return tuple(ranking)


def _scores(ranking: tuple[tuple[str, ...], ...], settings: Settings) -> dict[str, int]:
    """Ranks turned into points, for those ahead of the options that elect nobody."""
    special = {settings.default_option, settings.none_of_the_above} - {""}
    bar = next((place for place, equals in enumerate(ranking) if special & set(equals)), len(ranking))
    return {label: len(ranking) - place for place, equals in enumerate(ranking[:bar]) for label in equals}


METHOD = Method(
    name=NAME,
    form=Form.RANKING,
    pairwise=True,
    equals=True,
    parse=ranks.parse,
    check=ranks.check_equals_allowed,
    fits=ranks.fits,
    count=count,
    recount=recount,
)
