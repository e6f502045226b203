"""Schulze's method as in the constitution of Debian, appendix A.5: winning votes, default option, quorum, majority.

An option is dropped unless it has `default_quorum` votes above the default option and, counting those
above as yes and those below as no, the majority (simple if none is set; 3:1 is more than 3/4 of
yes_no). A defeat is the stronger the more votes it has, then the fewer are against it. Options not
ranked come after all ranked ones, equal to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import permutations
from typing import TypeAlias

from core.methods import ranks
from core.methods.elect import Seated, seat, seat_plainly
from core.methods.model import Ballots, Box, Form, Method, OptionCount, Result, Settings, figures, sort_box, total
from core.rules import SIMPLE, Outcome, Verdict, decide
from core.totals import NOBODY, Totals

NAME = "schulze"

Pairs: TypeAlias = dict[str, dict[str, Totals]]
"""Votes that prefer the first to the second."""

Strengths: TypeAlias = dict[tuple[str, str], int]
"""Of the strongest path from the first to the second; 0 if there is none."""


def count(ballots: Ballots, settings: Settings) -> Result:
    """Pairs from bit masks, paths as they close while the defeats are added, strongest first."""
    box = sort_box(ballots)
    return _result(box, settings, _pairs(box, settings), _paths_as_they_close, seat)


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Pairs ballot by ballot, paths by Floyd and Warshall."""
    box = sort_box(ballots)
    return _result(box, settings, _pairs_plainly(box, settings), _widest_paths, seat_plainly)


def _pairs(box: Box, settings: Settings) -> Pairs:
    """Collect, for each option, how often which set of options stands below it; then take the sets apart."""
    options = settings.options
    bit = {label: 1 << place for place, label in enumerate(options)}
    below: dict[str, dict[int, Totals]] = {label: {} for label in options}
    for choice, number in box.chosen.items():
        rest = (1 << len(options)) - 1
        for rank in choice.split(">"):
            equals = rank.split("=")
            for label in equals:
                rest ^= bit[label]
            for label in equals:
                sets = below[label]
                heads, weight = sets.get(rest, NOBODY)
                sets[rest] = Totals(heads + number.heads, weight + number.weight)
    return {
        one: {
            other: total(number for members, number in below[one].items() if members & bit[other])
            for other in options
            if other != one
        }
        for one in options
    }


def _pairs_plainly(box: Box, settings: Settings) -> Pairs:
    pairs: Pairs = {one: {other: NOBODY for other in settings.options if other != one} for one in settings.options}
    for choice, number in box.chosen.items():
        left = list(settings.options)
        for equals in choice.split(">"):
            left = [label for label in left if label not in equals.split("=")]
            for winner in equals.split("="):
                for loser in left:
                    pairs[winner][loser] = pairs[winner][loser].plus(number)
    return pairs


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
    paths = {one: {other: defeats.get((one, other), 0) for other in options} for one in options}
    for via, onward in paths.items():
        for row in paths.values():
            first = row[via]
            for end, second in onward.items():
                if row[end] < first and row[end] < second:
                    row[end] = min(first, second)
    return {(one, other): paths[one][other] for one, other in permutations(options, 2)}


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
    options = tuple(_option(label, box, settings, pairs) for label in settings.options)
    standing = [option for option in options if option.label not in settings.withdrawn]
    kept = tuple(option.label for option in standing if _is_kept(option, pairs, settings))
    anybody = any(settings.measure(number) for number in box.chosen.values())
    ranking = _ranking(kept, find_paths(kept, _defeats(kept, pairs, settings))) if anybody else ()
    seated = fill(_scores(ranking, settings), settings)
    return Result(
        method=NAME,
        options=options,
        valid=box.valid,
        blank=box.blank,
        abstain=box.abstain,
        elected=seated.elected,
        tied=seated.tied,
        vacant=seated.vacant,
        ranking=ranking,
        dropped=tuple(option.label for option in standing if option.label not in kept),
        pairs={one: {other: settings.measure(number) for other, number in row.items()} for one, row in pairs.items()},
        lots=seated.lots,
    )


def _option(label: str, box: Box, settings: Settings, pairs: Pairs) -> OptionCount:
    """First preferences, shared ones counted for each, and the verdict against the default option."""
    firsts = total(number for choice, number in box.chosen.items() if label in choice.partition(">")[0].split("="))
    return OptionCount(label, firsts, verdict=_verdict(label, box, settings, pairs))


def _verdict(label: str, box: Box, settings: Settings, pairs: Pairs) -> Verdict | None:
    default = settings.default_option
    if not default or label == default:
        return None
    above, under = pairs[label][default], pairs[default][label]
    indifferent = Totals(box.valid.heads - above.heads - under.heads, box.valid.weight - above.weight - under.weight)
    return decide(settings.majority or SIMPLE, figures(above, under, indifferent, box.blank, settings))


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
