"""A result as bars: one value that pictures and the hall's screen are drawn from, in the words of the text.

Everything that is read stands in it as a text, everything that is drawn as an exact share; nothing is left to a colour.
A bar reaches its line if and only if what it shows meets what the line stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from adapters.contract import plain
from bot.views.result import lines, notes
from bot.views.result import sentence as spoken
from bot.views.result.case import Case, case_of
from bot.views.result.stages import in_play, seated
from bot.wording.choices import title, verdict
from bot.wording.numbers import brief, whole
from bot.wording.speech import Speech, joined
from core.methods.model import Form, OptionCount, Stage
from core.model import Event, Vote
from core.rules import Check, Number
from core.totals import Totals


@dataclass(frozen=True, slots=True)
class Bar:
    """One option, or the abstentions."""

    label: str
    """As on the ballot: `7a · Ada`."""
    number: str
    """The figures in words: `412 (68.9 %)`."""
    mark: str = ""
    """In words what became of it, such as `elected`."""
    share: Fraction | None = None
    """Of the axis, from 0 to 1; None in a ranking, which has no bars."""
    line: Fraction | None = None
    """Where what is needed lies on the same axis."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A result as it is drawn; all texts are plain."""

    number: int
    """Of the vote."""
    title: str
    head: str
    """The vote by its name, and that it is the result, of a rehearsal perhaps."""
    verdict: str
    """In a word or two."""
    ruling: str
    """The chair's decision beside it; "" without one."""
    shows: str
    """What the bars are, where that is not plain: first preferences, the last stage, a ranking."""
    bars: tuple[Bar, ...]
    line: str
    """What the line stands for; "" where there is none."""
    rule: tuple[str, ...]
    """The formula, and what it needed."""
    whole: tuple[str, ...]
    """Blank ballots, and what 100 % is."""
    turnout: str
    turned_out: Fraction
    """Share of the roll that has cast; that was reached, where silence agrees."""
    sentence: str
    """To read aloud."""


_Raw: TypeAlias = tuple[Bar, Number, Number | None]
"""A bar with its value and its line, not yet on an axis."""


def chart(speech: Speech, vote: Vote, event: Event) -> Chart:
    """The result of a counted vote, the seats as they are held now. Raises `CountsDiffer`, `Uncounted`."""
    return chart_of(case_of(speech, vote, event))


def chart_of(case: Case) -> Chart:
    """The same of a case that is at hand."""
    whole = _chart(case)
    return _without_figures(case, whole) if case.vote.verdict_only else whole


def _without_figures(case: Case, whole: Chart) -> Chart:
    """What members were told of a result whose figures would tell how people voted."""
    held = tuple(Bar(case.label(label), "", _mark(case, label)) for label in case.board.held)
    said = plain(case.say("result-verdict-only"))
    return replace(whole, shows="", bars=held, line="", rule=(), whole=(), sentence=said)


def _chart(case: Case) -> Chart:
    cast, roll = case.cast, case.vote.roll.heads
    kind = "rehearsal" if case.event.rehearsal or case.vote.rehearsal else "result"
    return Chart(
        number=case.vote.number,
        title=title(case.speech, case.vote),
        head=case.speech.toast("chart-head", kind=kind, number=case.vote.number, of=case.kind),
        verdict=plain(verdict(case.speech, case.vote, case.word)),
        ruling=plain(notes.ruling(case)),
        shows=_shows(case),
        bars=tuple(_bars(case)),
        line=_line(case),
        rule=_plain(lines.arithmetic(case)),
        whole=_plain([*lines.foot(case), *notes.papers(case)]),
        turnout=plain(notes.turnout(case)),
        turned_out=Fraction(case.vote.reached if case.method.consents else cast, roll) if roll else Fraction(0),
        sentence=plain(spoken.sentence(case)),
    )


def _plain(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(line) for line in told if line)


def _shows(case: Case) -> str:
    if case.method.pairwise:
        return case.speech.toast("chart-ranking")
    stages = len(case.result.stages)
    early = any(stage.excluded for stage in case.result.stages[:-1])
    return case.speech.toast("chart-stage", stage=stages, early=str(early).lower()) if stages else ""


def _bars(case: Case) -> Iterator[Bar]:
    if case.method.consents:
        objections = case.result.options[0]
        bar = Bar(case.label(objections.label), case.figure(objections.votes.heads))
        yield from _on_one_axis([(bar, objections.votes.heads, None)], case.vote.roll.heads)
    elif case.method.question:
        yield from _on_one_axis(_question(case), lines.base_total(case))
    elif case.method.form is Form.ANSWERS:
        yield from _each_on_its_own(_answers(case))
        yield from _abstained(case)
    elif case.method.pairwise:
        yield from _ranking(case)
        yield from _abstained(case)
    elif case.result.stages:
        last = case.result.stages[-1]
        yield from _on_one_axis(_last_stage(case, last), max(map(Fraction, last.votes.values()), default=1))
    else:
        yield from _on_one_axis(_marks(case), lines.whole_of_marks(case) or 0)


def _on_one_axis(raw: Sequence[_Raw], base: Number) -> Iterator[Bar]:
    """Bars that can be compared: 100 % is the base, or more where a bar or a line lies beyond it."""
    longest = max(base, *(value for _, value, _ in raw), *(line or 0 for _, _, line in raw), 1)
    return (_placed(each, longest) for each in raw)


def _each_on_its_own(raw: Iterable[tuple[_Raw, Number]]) -> Iterator[Bar]:
    """Bars with a base each."""
    return (_placed(each, max(base, each[1], each[2] or 0, 1)) for each, base in raw)


def _placed(raw: _Raw, longest: Number) -> Bar:
    bar, value, line = raw
    at = None if line is None else Fraction(line) / Fraction(longest)
    return replace(bar, share=Fraction(value) / Fraction(longest), line=at)


# -- a plain question


def _question(case: Case) -> list[_Raw]:
    total, needed = lines.base_total(case), _needed_for_yes(case)
    return [
        (
            Bar(case.label(option.label), _figure(case, option.votes, total if lines.in_base(case, option) else None)),
            case.measure(option.votes),
            needed if place == 0 else None,
        )
        for place, option in enumerate(case.result.options)
    ]


def _needed_for_yes(case: Case) -> int | None:
    """Of the conditions on the total that is drawn the highest; the others stand in the rule."""
    needed = [check.needed for check in case.checks if check.condition.by_weight == case.by_weight]
    return max(needed, default=None)


def _figure(case: Case, votes: Totals, base: int | None) -> str:
    part = case.measure(votes)
    return _with_share(case, part, base) if base else case.figure(part)


def _with_share(case: Case, part: int, base: int) -> str:
    return case.speech.toast("chart-share", count=case.figure(part), percent=case.percent(part, base))


# -- options that are marked or answered


def _marks(case: Case) -> list[_Raw]:
    base = lines.whole_of_marks(case)
    shown = [(_option(case, option, base), *_value(case, option)) for option in lines.by_votes(case)]
    aside = [(bar, case.measure(case.result.abstain), None) for bar in _abstained(case)]
    return [*shown, *aside]


def _option(case: Case, option: OptionCount, base: int | None) -> Bar:
    number = _figure(case, option.votes, base)
    check = _first_check(option)
    if check and base is None:
        have, total = (case.figure(int(part)) for part in (check.have, check.base_total))
        number = case.speech.toast("chart-backed", count=number, have=have, total=total)
    return Bar(case.label(option.label), number, _mark(case, option.label))


def _value(case: Case, option: OptionCount) -> tuple[Number, Number | None]:
    """What is drawn: the votes, or with several marks for one the ballots that a majority looks at."""
    check = _first_check(option)
    if check is None or check.condition.by_weight != case.by_weight:
        return case.measure(option.votes), None
    return (case.measure(option.votes) if lines.shares(case) else check.have), check.needed


def _first_check(option: OptionCount) -> Check | None:
    return option.verdict.checks[0] if option.verdict and option.verdict.checks else None


def _answers(case: Case) -> Iterator[tuple[_Raw, Number]]:
    alike = _needed_alike(case)
    for option in lines.by_votes(case):
        yes, no, abstain = (case.figure(case.measure(votes)) for votes in (option.votes, option.no, option.abstain))
        check = _first_check(option)
        said = case.say("chart-answers", yes=yes, no=no, abstain=abstain)
        if check and alike:
            percent = case.percent(check.have, check.base_total)
            number = case.speech.toast("chart-share", count=said, percent=percent)
        else:
            number = plain(joined([said, lines.answer_check(case, check) if check else ""], "; "))
        bar = Bar(case.label(option.label), number, _mark(case, option.label))
        if check is None:
            yield (bar, case.measure(option.votes), None), case.measure(case.result.valid)
        else:
            yield (bar, check.have, check.needed), check.base_total


def _needed_alike(case: Case) -> str:
    """What everybody needed, of as much; "" where that differs."""
    checks = [check for option in case.result.options if (check := _first_check(option))]
    if not checks or len({(check.needed, check.base_total, check.condition) for check in checks}) > 1:
        return ""
    _, _, needed = lines.amounts(case, checks[0])
    return needed


def _abstained(case: Case) -> list[Bar]:
    votes = case.result.abstain
    base = lines.whole_of_abstentions(case)
    word = case.speech.toast("option-abstain")
    return [Bar(word, _figure(case, votes, base))] if votes.heads else []


def _mark(case: Case, label: str) -> str:
    fate = lines.fate_of(case, label)
    return case.speech.toast("result-fate", fate=fate, kind=case.kind) if fate else ""


# -- rankings


def _last_stage(case: Case, last: Stage) -> list[_Raw]:
    """Who has how many votes at the end, or had when excluded, beside the first preferences; the last out first."""
    line = Fraction(last.quota) if last.quota else _half(case, last)
    firsts = {option.label: case.figure(case.measure(option.votes)) for option in case.result.options}
    out = {label: _excluded_at(case, label) for label in case.options}
    stages = {label: case.result.stages[at - 1] if at else last for label, at in out.items()}
    votes = {label: Fraction(stage.votes.get(label, "0")) for label, stage in stages.items()}
    order = sorted(case.options, key=lambda label: (-(out[label] or len(case.result.stages) + 1), -votes[label]))
    return [(_at_the_end(case, label, stages[label], firsts[label]), votes[label], line) for label in order]


def _half(case: Case, last: Stage) -> Fraction:
    """What is more than half of what is still in play: in heads the next whole number."""
    half = in_play(last) / 2
    return half if case.by_weight else Fraction(half.numerator // half.denominator + 1)


def _at_the_end(case: Case, label: str, stage: Stage, first: str) -> Bar:
    votes = brief(case.speech, stage.votes.get(label, "0"))
    mark = _mark(case, label)
    if label in case.result.elected and label in case.board.held:
        mark = case.speech.toast("chart-elected-at", mark=mark, stage=seated(case, label).stage)
    elif not mark and (out := _excluded_at(case, label)):
        mark = case.speech.toast("chart-excluded-at", stage=out)
    alike = len(case.result.stages) == 1
    number = votes if alike else case.speech.toast("chart-votes", votes=votes, first=first)
    return Bar(case.label(label), number, mark)


def _excluded_at(case: Case, label: str) -> int:
    """The stage at which an option was taken out, counted from 1; 0 for one that was not."""
    return next((at for at, stage in enumerate(case.result.stages, 1) if label in stage.excluded), 0)


def _ranking(case: Case) -> Iterator[Bar]:
    places = [(place, label) for place, equals in enumerate(case.result.ranking, 1) for label in equals]
    for place, label in places:
        number = case.speech.toast("chart-place", place=whole(case.speech, place))
        yield Bar(case.label(label), number, _mark(case, label))
    for label in case.result.dropped:
        yield Bar(case.label(label), case.speech.toast("chart-dropped"), _mark(case, label))


# -- what the line stands for


def _line(case: Case) -> str:
    if case.result.stages:
        last = case.result.stages[-1]
        bound = last.quota or str(_half(case, last))
        return case.speech.toast("chart-line-quota" if last.quota else "chart-line", needed=brief(case.speech, bound))
    if case.method.question:
        needed = _needed_for_yes(case)
        return case.speech.toast("chart-line", needed=case.figure(needed)) if needed else ""
    if case.method.form is Form.ANSWERS:
        alike = _needed_alike(case)
        return case.speech.toast("chart-line", needed=alike) if alike else case.speech.toast("chart-line-each")
    needed = next((check.needed for check in case.checks if check.condition.by_weight == case.by_weight), None)
    return case.speech.toast("chart-line", needed=case.figure(needed)) if needed else ""
