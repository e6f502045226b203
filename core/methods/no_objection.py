"""Consent: the one option is an objection. Adopted unless anybody objects; who says nothing agrees.

Here, and nowhere else, silence decides: no majority goes with it, and no ballot is needed to carry.
"""

from __future__ import annotations

from core.methods.marks import parse
from core.methods.model import BLANK, Ballots, Fault, Form, Method, OptionCount, Result, Settings
from core.methods.yes_no_abstain import check
from core.rules import Outcome, Verdict
from core.totals import NOBODY, Totals

NAME = "no-objection"


def fits(settings: Settings) -> Fault | None:
    """One option."""
    given = len(settings.options)
    return None if given == 1 else Fault("options", given=given, allowed=1)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Look up the objections; a blank ballot is one that was taken back."""
    return _result(ballots.get(settings.options[0], NOBODY), ballots.get(BLANK, NOBODY), settings)


def recount(ballots: Ballots, settings: Settings) -> Result:
    """Go through the ballots one kind after the other."""
    objections, back = NOBODY, NOBODY
    for choice, number in ballots.items():
        if choice == BLANK:
            back = back.plus(number)
        else:
            objections = objections.plus(number)
    return _result(objections, back, settings)


def _result(objections: Totals, blank: Totals, settings: Settings) -> Result:
    outcome = Outcome.REJECTED if objections.heads else Outcome.CARRIED
    option = OptionCount(settings.options[0], objections, verdict=Verdict(outcome, ()))
    return Result(method=NAME, options=(option,), valid=objections, blank=blank, abstain=NOBODY)


METHOD = Method(
    name=NAME,
    form=Form.SINGLE,
    question=True,
    consents=True,
    nobody=False,
    highest=lambda _: 1,
    maximum=lambda _: 1,
    parse=parse,
    check=check,
    fits=fits,
    count=count,
    recount=recount,
)
