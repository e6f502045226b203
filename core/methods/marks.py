"""Ballots with marks, `a+c`: what plurality, block and approval have in common."""

from __future__ import annotations

from collections import Counter

from core.methods.elect import eligible, outcome, seat, seat_plainly
from core.methods.model import (
    ABSTAIN,
    BLANK,
    Ballots,
    Box,
    Fault,
    Form,
    Method,
    Most,
    OptionCount,
    Result,
    Settings,
    figures,
    label_order,
    sort_box,
    total,
)
from core.rules import Verdict, decide
from core.totals import NOBODY, Totals


def candidates(settings: Settings) -> int:
    """The options without "none of the above"."""
    return len(settings.options) - bool(settings.none_of_the_above)


def method(name: str, form: Form, *, highest: Most = candidates, maximum: Most, cumulative: bool = False) -> Method:
    """A way of voting by marks that differs from the others in how many there may be."""

    def check(choice: str, settings: Settings) -> Fault | None:
        return _check(choice, settings, _maximum(settings, maximum))

    def count(ballots: Ballots, settings: Settings) -> Result:
        box = sort_box(ballots)
        votes, backers = _add_up(box, settings)
        options = _options(box, settings, votes, backers)
        return outcome(name, box, options, seat(eligible(options, settings), settings))

    def recount(ballots: Ballots, settings: Settings) -> Result:
        box = sort_box(ballots)
        votes, backers = _piles(box)
        options = _options(box, settings, votes, backers)
        return outcome(name, box, options, seat_plainly(eligible(options, settings), settings))

    def fits(settings: Settings) -> Fault | None:
        if settings.cumulate > 1 and not cumulative:
            return Fault("cumulate", given=settings.cumulate, allowed=1)
        return fits_election(settings, _maximum(settings, maximum))

    return Method(
        name=name,
        form=form,
        slots=True,
        cumulative=cumulative,
        highest=highest,
        maximum=maximum,
        parse=parse,
        check=check,
        fits=fits,
        count=count,
        recount=recount,
    )


def parse(text: str) -> str:
    """Marks in the order of their labels; a mark given twice stands twice."""
    marks = "".join(text.lower().split()).split("+")
    return "+".join(sorted(marks, key=label_order))


def check_word(choice: str, settings: Settings) -> Fault | None:
    """What is wrong with a blank ballot or an abstention."""
    return Fault("no-abstain") if choice == ABSTAIN and not settings.abstain else None


def fits_election(settings: Settings, maximum: int) -> Fault | None:
    """What is wrong with the numbers of an election."""
    special = {settings.none_of_the_above, settings.default_option} - {""}
    if unknown := sorted(special - set(settings.options)):
        return Fault("unknown-option", unknown[0])
    if settings.seats < 1:
        return Fault("seats", given=settings.seats, allowed=1)
    if not 1 <= maximum <= len(settings.options) * settings.cumulate:
        return Fault("maximum", given=maximum, allowed=len(settings.options) * settings.cumulate)
    if settings.minimum > maximum:
        return Fault("minimum-over-maximum", given=settings.minimum, allowed=maximum)
    return None


def _maximum(settings: Settings, default: Most) -> int:
    return default(settings) if settings.maximum is None else settings.maximum


def _check(choice: str, settings: Settings, maximum: int) -> Fault | None:
    if choice in {BLANK, ABSTAIN}:
        return check_word(choice, settings)
    marks = choice.split("+")
    if fault := _check_options(Counter(marks), settings):
        return fault
    if len(marks) > maximum:
        return Fault("too-many-marks", given=len(marks), allowed=maximum)
    if len(marks) < settings.minimum and settings.none_of_the_above not in marks:
        return Fault("too-few-marks", given=len(marks), allowed=settings.minimum)
    return None


def _check_options(marks: Counter[str], settings: Settings) -> Fault | None:
    for label, given in marks.items():
        if label not in settings.options:
            return Fault("unknown-option", label)
        if label == settings.none_of_the_above and marks.total() > 1:
            return Fault("not-alone", label)
        if given > settings.cumulate:
            code = "duplicate" if settings.cumulate == 1 else "too-many-for-one"
            return Fault(code, label, given, settings.cumulate)
    return None


def _add_up(box: Box, settings: Settings) -> tuple[dict[str, Totals], dict[str, Totals]]:
    """Marks of each option, and ballots that mark it at all: running sums."""
    heads, weight = dict.fromkeys(settings.options, 0), dict.fromkeys(settings.options, 0)
    backing, behind = dict(heads), dict(weight)
    for choice, number in box.chosen.items():
        marks = choice.split("+")
        for label in marks:
            heads[label] += number.heads
            weight[label] += number.weight
        for label in set(marks) if settings.cumulate > 1 else ():
            backing[label] += number.heads
            behind[label] += number.weight
    votes = {label: Totals(heads[label], weight[label]) for label in heads}
    backers = {label: Totals(backing[label], behind[label]) for label in heads}
    return votes, backers if settings.cumulate > 1 else votes


def _piles(box: Box) -> tuple[dict[str, Totals], dict[str, Totals]]:
    """The same by laying a copy of each ballot on a pile for each of its marks, and counting the piles."""
    piles: dict[str, list[Totals]] = {}
    first: dict[str, list[Totals]] = {}
    for choice, number in box.chosen.items():
        last = ""
        for mark in choice.split("+"):
            piles.setdefault(mark, []).append(number)
            if mark != last:
                first.setdefault(mark, []).append(number)
            last = mark
    return {mark: total(pile) for mark, pile in piles.items()}, {mark: total(pile) for mark, pile in first.items()}


def _options(
    box: Box, settings: Settings, votes: dict[str, Totals], backers: dict[str, Totals]
) -> tuple[OptionCount, ...]:
    voters = total(box.chosen.values())
    return tuple(
        OptionCount(
            label,
            votes.get(label, NOBODY),
            verdict=_verdict(backers.get(label, NOBODY), voters, box, settings),
        )
        for label in settings.options
    )


def _verdict(backers: Totals, voters: Totals, box: Box, settings: Settings) -> Verdict | None:
    """A candidate's majority: who marked the name is for, who marked only others is against."""
    if settings.majority is None:
        return None
    others = Totals(voters.heads - backers.heads, voters.weight - backers.weight)
    return decide(settings.majority, figures(backers, others, box.abstain, box.blank, settings))
