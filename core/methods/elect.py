"""Who is elected where the most votes win: one rule for plurality, block, approval and per-candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.methods.lots import order_of_favour
from core.methods.model import Lot, OptionCount, Settings
from core.rules import Outcome


@dataclass(frozen=True, slots=True)
class Seated:
    """Seats filled, ties left open, and seats for which nobody is left."""

    elected: tuple[str, ...]
    tied: tuple[tuple[str, ...], ...]
    vacant: int
    lots: tuple[Lot, ...]


def eligible(options: Sequence[OptionCount], settings: Settings) -> dict[str, int]:
    """Votes of those who may be elected: more than none, more than "none of the above", their majority carried."""
    scores = {option.label: settings.measure(option.votes) for option in options}
    bar = scores.get(settings.none_of_the_above, 0)
    failed = {option.label for option in options if option.verdict and option.verdict.outcome is not Outcome.CARRIED}
    return {label: score for label, score in scores.items() if score > bar and label not in failed}


def seat(scores: Mapping[str, int], settings: Settings) -> Seated:
    """Most votes first; a tie across the last seat goes to the lot, as far as one was drawn."""
    elected: list[str] = []
    best_first = sorted(scores, key=lambda label: (-scores[label], settings.options.index(label)))
    for _, group in groupby(best_first, key=lambda label: scores[label]):
        level = tuple(group)
        room = settings.seats - len(elected)
        if len(level) > room:
            return _seat_level(elected, level, settings) if room else _seated(elected, settings)
        elected += level
    return _seated(elected, settings)


def seat_plainly(scores: Mapping[str, int], settings: Settings) -> Seated:
    """The same by comparing each with all others."""
    sure, level = [], []
    for label, score in scores.items():
        ahead = sum(other > score for other in scores.values())
        ahead_or_equal = sum(other >= score for other in scores.values())
        if ahead_or_equal <= settings.seats:
            sure.append((-score, settings.options.index(label), label))
        elif ahead < settings.seats:
            level.append(label)
    elected = [label for _, _, label in sorted(sure)]
    if not level:
        return _seated(elected, settings)
    return _seat_level(elected, tuple(sorted(level, key=settings.options.index)), settings)


def _seated(elected: list[str], settings: Settings) -> Seated:
    return Seated(tuple(elected), (), settings.seats - len(elected), ())


def _seat_level(elected: list[str], level: tuple[str, ...], settings: Settings) -> Seated:
    """Fill what is left from more equals than there are seats."""
    lot = order_of_favour(level, settings)
    room = settings.seats - len(elected)
    winners = lot.order[:room]
    left = tuple(label for label in level if label not in winners)
    tied = (left,) if len(winners) < room else ()
    return Seated((*elected, *winners), tied, 0, (lot,) if lot.order else ())
