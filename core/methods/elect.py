"""Who is elected where the most votes win: one rule for plurality, block, approval and per-candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.methods.lots import order_of_favour
from core.methods.model import Box, Lot, OptionCount, Quota, Result, Settings
from core.rules import Outcome


@dataclass(frozen=True, slots=True)
class Seated:
    """Seats filled, ties left open, and seats for which nobody is left."""

    elected: tuple[str, ...] = ()
    tied: tuple[tuple[str, ...], ...] = ()
    vacant: int = 0
    lots: tuple[Lot, ...] = ()
    slots: tuple[tuple[str, ...], ...] = ()
    """Who was elected to each quota slot, in the order of the slots."""


def outcome(method: str, box: Box, options: tuple[OptionCount, ...], seated: Seated) -> Result:
    """What a count came to whose seats are filled like this."""
    return Result(
        method=method,
        options=options,
        valid=box.valid,
        blank=box.blank,
        abstain=box.abstain,
        elected=seated.elected,
        tied=seated.tied,
        vacant=seated.vacant,
        lots=seated.lots,
        slots=seated.slots,
    )


def eligible(options: Sequence[OptionCount], settings: Settings) -> dict[str, int]:
    """Votes of those who may be elected: more than none, more than "none of the above", their majority carried."""
    scores = {option.label: settings.measure(option.votes) for option in options}
    bar = scores.get(settings.none_of_the_above, 0)
    failed = {option.label for option in options if option.verdict and option.verdict.outcome is not Outcome.CARRIED}
    out = failed.union(settings.withdrawn)
    return {label: score for label, score in scores.items() if score > bar and label not in out}


def seat(scores: Mapping[str, int], settings: Settings) -> Seated:
    """Most votes first; a tie across the last seat goes to the lot, as far as one was drawn.

    Quota slots are filled one after the other. A slot waits where it would fall to somebody who is in a
    tie that is still open, or who may get a seat that waits: that lot decides who is free for it.
    """
    best_first = sorted(scores, key=lambda label: (-scores[label], settings.options.index(label)))
    filled: list[Seated] = []
    unsure: set[str] = set()
    for quota in _quotas(settings):
        open_to = [label for label in best_first if label in quota.eligible and label not in _elected(filled)]
        seated = _fill(open_to, scores, quota.seats, settings)
        waits = not unsure.isdisjoint(_concerned(seated))
        unsure.update(*[open_to] if waits else seated.tied)
        filled.append(Seated() if waits else seated)
    return _together(filled, settings)


def seat_plainly(scores: Mapping[str, int], settings: Settings) -> Seated:
    """The same by comparing each with all others."""
    free, filled = dict(scores), list[Seated]()
    waiting: list[str] = []
    for seats, may in _quotas(settings):
        rivals = {label: free[label] for label in may if label in free}
        seated = _compare(rivals, seats, settings)
        if any(label in waiting for label in _concerned(seated)):
            seated = Seated()
            waiting += rivals
        waiting += [label for tie in seated.tied for label in tie]
        free = {label: score for label, score in free.items() if label not in seated.elected}
        filled.append(seated)
    return _together(filled, settings)


def _quotas(settings: Settings) -> tuple[Quota, ...]:
    return settings.slots or (Quota(settings.seats, settings.options),)


def _elected(filled: Sequence[Seated]) -> list[str]:
    return [label for seated in filled for label in seated.elected]


def _concerned(seated: Seated) -> list[str]:
    """Who has a seat or is in a tie for one."""
    return [*seated.elected, *(label for tie in seated.tied for label in tie)]


def _together(filled: Sequence[Seated], settings: Settings) -> Seated:
    return Seated(
        tuple(_elected(filled)),
        tuple(tie for seated in filled for tie in seated.tied),
        sum(seated.vacant for seated in filled),
        tuple(lot for seated in filled for lot in seated.lots),
        tuple(seated.elected for seated in filled) if settings.slots else (),
    )


def _fill(best_first: Sequence[str], scores: Mapping[str, int], seats: int, settings: Settings) -> Seated:
    elected: list[str] = []
    for _, group in groupby(best_first, key=lambda label: scores[label]):
        level = tuple(group)
        room = seats - len(elected)
        if len(level) > room:
            return _fill_level(elected, level, room, settings) if room else Seated(tuple(elected))
        elected += level
    return Seated(tuple(elected), vacant=seats - len(elected))


def _compare(scores: Mapping[str, int], seats: int, settings: Settings) -> Seated:
    sure, level = [], []
    for label, score in scores.items():
        ahead = sum(other > score for other in scores.values())
        ahead_or_equal = sum(other >= score for other in scores.values())
        if ahead_or_equal <= seats:
            sure.append((-score, settings.options.index(label), label))
        elif ahead < seats:
            level.append(label)
    elected = [label for _, _, label in sorted(sure)]
    if not level:
        return Seated(tuple(elected), vacant=seats - len(elected))
    return _fill_level(elected, tuple(sorted(level, key=settings.options.index)), seats - len(elected), settings)


def _fill_level(elected: list[str], level: tuple[str, ...], room: int, settings: Settings) -> Seated:
    """Fill what is left from more equals than there are seats."""
    lot = order_of_favour(level, settings)
    winners = lot.order[:room]
    left = tuple(label for label in level if label not in winners)
    tied = (left,) if len(winners) < room else ()
    return Seated((*elected, *winners), tied, 0, (lot,) if lot.order else ())
