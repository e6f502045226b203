"""Ranked ballots, `b>a>c`, with equals only where the method knows them, `b>a=c`."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from core.methods.marks import check_word, fits_election
from core.methods.model import ABSTAIN, BLANK, Box, Fault, Settings, label_order

Ranking: TypeAlias = tuple[int, ...]
"""Places in the options, best first."""


def parse(text: str) -> str:
    """Ranks kept in order, equals in the order of their labels."""
    ranks = "".join(text.lower().split()).split(">")
    return ">".join("=".join(sorted(rank.split("="), key=label_order)) for rank in ranks)


def check_equals_allowed(choice: str, settings: Settings) -> Fault | None:
    """A ranking that may be incomplete and hold equals."""
    if choice in {BLANK, ABSTAIN}:
        return check_word(choice, settings)
    ranks = choice.split(">")
    if "" in ranks:
        return Fault("rank-gap", given=ranks.index("") + 1)
    return _check_labels(Counter(choice.replace("=", ">").split(">")), settings)


def check_strict(choice: str, settings: Settings) -> Fault | None:
    """A ranking that may be incomplete but holds no equals."""
    fault = check_equals_allowed(choice, settings)
    if fault is None and "=" in choice:
        return Fault("equal-ranks", choice.split("=")[0].split(">")[-1])
    return fault


def fits(settings: Settings) -> Fault | None:
    """What is wrong with the numbers of a ranked election; quota seats need a vote for each slot."""
    if settings.slots:
        return Fault("slots", given=len(settings.slots), allowed=0)
    return fits_election(settings, len(settings.options) if settings.maximum is None else settings.maximum)


def papers(box: Box, settings: Settings) -> list[tuple[Ranking, int]]:
    """Each different strict ranking and how many votes it has in the total that decides."""
    place = {label: index for index, label in enumerate(settings.options)}
    return [
        (tuple([place[label] for label in choice.split(">")]), settings.measure(number))
        for choice, number in box.chosen.items()
    ]


def _check_labels(labels: Counter[str], settings: Settings) -> Fault | None:
    for label, given in labels.items():
        if label not in settings.options:
            return Fault("unknown-option", label)
        if given > 1:
            return Fault("duplicate", label, given, 1)
    given, most = labels.total(), settings.maximum or len(settings.options)
    if given > most:
        return Fault("too-many-marks", given=given, allowed=most)
    if given < settings.minimum:
        return Fault("too-few-marks", given=given, allowed=settings.minimum)
    return None
