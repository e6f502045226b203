"""One question: option one is yes, two is no, three (absent with `no abstain`) is an abstention."""

from __future__ import annotations

from dataclasses import replace

from core.methods.lots import order_of_favour
from core.methods.marks import parse
from core.methods.model import BLANK, Ballots, Fault, Form, Lot, Method, OptionCount, Result, Settings, figures, total
from core.rules import Outcome, Tie, Verdict, decide
from core.totals import NOBODY, Totals

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


def _result(votes: tuple[Totals, ...], blank: Totals, settings: Settings) -> Result:
    yes, no, abstain = (*votes, NOBODY)[:3]
    numbers = figures(yes, no, abstain, blank, settings)
    verdict = decide(settings.majority, numbers) if settings.majority else None
    lot = _lot(verdict, settings)
    options = tuple(
        OptionCount(label, number, verdict=decided)
        for label, number, decided in zip(settings.options, votes, (_after(verdict, lot), None, None), strict=False)
    )
    return Result(
        method=NAME,
        options=options,
        valid=total(votes),
        blank=blank,
        abstain=abstain,
        tied=(lot.among,) if lot and not lot.order else (),
        lots=(lot,) if lot and lot.order else (),
    )


def _lot(verdict: Verdict | None, settings: Settings) -> Lot | None:
    """The lot between yes and no where the rule says that one decides a tie, or what the chair has said then."""
    if verdict is None or verdict.outcome is not Outcome.TIE or not settings.majority:
        return None
    said = settings.majority.tie is Tie.CHAIR and any(label in settings.drawn for label in settings.options[:2])
    return order_of_favour(settings.options[:2], settings) if said or settings.majority.tie is Tie.LOT else None


def _after(verdict: Verdict | None, lot: Lot | None) -> Verdict | None:
    if verdict is None or lot is None or not lot.order:
        return verdict
    yes = lot.order[0] == lot.among[0]
    return replace(verdict, outcome=Outcome.CARRIED if yes else Outcome.REJECTED)


METHOD = Method(
    name=NAME,
    form=Form.SINGLE,
    question=True,
    judges=True,
    nobody=False,
    highest=lambda _: 1,
    maximum=lambda _: 1,
    parse=parse,
    check=check,
    fits=fits,
    count=count,
    recount=recount,
)
