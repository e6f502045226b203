"""Yes, no or abstention for each candidate; the carried ones with the most yes are elected.

Who is not named on a ballot that names others has a blank vote on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.methods.elect import Seated, eligible, outcome, seat, seat_plainly
from core.methods.marks import check_word, fits_election
from core.methods.model import (
    ABSTAIN,
    BLANK,
    Ballots,
    Box,
    Fault,
    Form,
    Method,
    OptionCount,
    Result,
    Settings,
    figures,
    label_order,
    sort_box,
    total,
)
from core.rules import SIMPLE, decide
from core.totals import Totals

NAME = "per-candidate"
YES, NO = "yes", "no"


def parse(text: str) -> str:
    """Answers in the order of their labels."""
    answers = text.lower().replace(":", " : ").split()
    joined = " ".join(answers).replace(" : ", ":")
    return " ".join(sorted(joined.split(), key=lambda answer: label_order(answer.partition(":")[0])))


def check(choice: str, settings: Settings) -> Fault | None:
    """Every named candidate once, with an answer that is offered; `minimum` and `maximum` count the yes."""
    if choice in {BLANK, ABSTAIN}:
        return check_word(choice, settings)
    pairs = [answer.partition(":")[::2] for answer in choice.split()]
    seen: set[str] = set()
    for label, answer in pairs:
        if fault := _check_answer(label, answer, seen, settings):
            return fault
        seen.add(label)
    return _check_number(sum(answer == YES for _, answer in pairs), settings)


def _check_answer(label: str, answer: str, seen: set[str], settings: Settings) -> Fault | None:
    if label not in settings.options:
        return Fault("unknown-option", label)
    if label in seen:
        return Fault("duplicate", label, 2, 1)
    if answer == ABSTAIN and not settings.abstain:
        return Fault("no-abstain", label)
    return None if answer in {YES, NO, ABSTAIN} else Fault("answer-unknown", label)


def _check_number(given: int, settings: Settings) -> Fault | None:
    if settings.maximum is not None and given > settings.maximum:
        return Fault("too-many-marks", given=given, allowed=settings.maximum)
    if given < settings.minimum:
        return Fault("too-few-marks", given=given, allowed=settings.minimum)
    return None


def fits(settings: Settings) -> Fault | None:
    """A no to everybody needs no option of its own."""
    if settings.none_of_the_above:
        return Fault("none-of-the-above", settings.none_of_the_above)
    return fits_election(settings, len(settings.options) if settings.maximum is None else settings.maximum)


def count(ballots: Ballots, settings: Settings) -> Result:
    """Running sums of heads and of weight for each answer."""
    box = sort_box(ballots)
    heads: dict[str, int] = {}
    weight: dict[str, int] = {}
    for choice, number in box.chosen.items():
        for answer in choice.split(" "):
            heads[answer] = heads.get(answer, 0) + number.heads
            weight[answer] = weight.get(answer, 0) + number.weight

    def find(label: str, answer: str) -> Totals:
        given = f"{label}:{answer}"
        return Totals(heads.get(given, 0), weight.get(given, 0))

    return _result(box, settings, find, seat)


def recount(ballots: Ballots, settings: Settings) -> Result:
    """A pile of ballots for each candidate and answer, counted when all of them lie there."""
    box = sort_box(ballots)
    piles: dict[str, list[Totals]] = {}
    for choice, number in box.chosen.items():
        for answer in choice.split(" "):
            piles.setdefault(answer, []).append(number)
    return _result(box, settings, lambda label, answer: total(piles.get(f"{label}:{answer}", ())), seat_plainly)


def _result(
    box: Box,
    settings: Settings,
    find: Callable[[str, str], Totals],
    fill: Callable[[Mapping[str, int], Settings], Seated],
) -> Result:
    options = tuple(_option(label, box, settings, find) for label in settings.options)
    return outcome(NAME, box, options, fill(eligible(options, settings), settings))


def _option(label: str, box: Box, settings: Settings, find: Callable[[str, str], Totals]) -> OptionCount:
    yes, no = find(label, YES), find(label, NO)
    abstain = find(label, ABSTAIN).plus(box.abstain)
    said = total((yes, no, abstain))
    everybody = box.valid.plus(box.blank)
    blank = Totals(everybody.heads - said.heads, everybody.weight - said.weight)
    verdict = decide(settings.majority or SIMPLE, figures(yes, no, abstain, blank, settings))
    return OptionCount(label, yes, no, abstain, verdict)


METHOD = Method(
    name=NAME,
    form=Form.ANSWERS,
    judges=True,
    nobody=False,
    slots=True,
    minimum=0,
    parse=parse,
    check=check,
    fits=fits,
    count=count,
    recount=recount,
)
