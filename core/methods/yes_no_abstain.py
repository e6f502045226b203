"""One question: option one is yes, two is no, three (absent with `no abstain`) is an abstention."""

from __future__ import annotations

from core.methods.marks import parse
from core.methods.model import (
    BLANK,
    NOBODY,
    Ballots,
    Fault,
    Method,
    OptionCount,
    Result,
    Settings,
    Tallied,
    figures,
    total,
)
from core.rules import decide

NAME = "yes-no-abstain"


def check(choice: str, settings: Settings) -> Fault | None:
    """Exactly one of the options, or blank."""
    if choice == BLANK or choice in settings.options:
        return None
    given = choice.split("+")
    if unknown := [label for label in given if label not in settings.options]:
        return Fault("unknown-option", unknown[0])
    return Fault("too-many-marks", given=len(given), allowed=1)


def fits(settings: Settings) -> Fault | None:
    """Three options, or two without abstention."""
    allowed = 3 if settings.abstain else 2
    given = len(settings.options)
    return None if given == allowed else Fault("options", given=given, allowed=allowed)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Look up each answer."""
    votes = tuple(ballots.get(label, NOBODY) for label in settings.options)
    return _result(votes, ballots.get(BLANK, NOBODY), settings)


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Go through the ballots one kind after the other, never looking anything up."""
    piles = [NOBODY for _ in (*settings.options, BLANK)]
    for choice, number in ballots.items():
        for place, name in enumerate((*settings.options, BLANK)):
            if name == choice:
                piles[place] = piles[place].plus(number)
    *votes, blank = piles
    return _result(tuple(votes), blank, settings)


def _result(votes: tuple[Tallied, ...], blank: Tallied, settings: Settings) -> Result:
    yes, no, abstain = (*votes, NOBODY)[:3]
    numbers = figures(yes, no, abstain, blank, settings)
    verdicts = (decide(settings.majority, numbers) if settings.majority else None, None, None)
    options = tuple(
        OptionCount(label, number, verdict=decided)
        for label, number, decided in zip(settings.options, votes, verdicts, strict=False)
    )
    return Result(method=NAME, options=options, valid=total(votes), blank=blank, abstain=abstain)


METHOD = Method(NAME, parse, check, fits, count, recount)
