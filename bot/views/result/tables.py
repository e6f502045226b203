"""The figures of a result as a table that is read row by row, with every stage of a count folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.layout import Folded, Table
from bot.views.result import lines
from bot.views.result import stages as in_text
from bot.views.result.case import Case
from bot.wording.numbers import brief
from bot.wording.speech import Markup, joined
from core.methods.model import Form, OptionCount
from core.methods.model import Stage as Counted
from core.totals import Totals


def figures(case: Case) -> Table | None:
    """An option a row, most votes first; None where figures stand in no columns: objections, and rankings by pairs."""
    if case.method.consents or case.method.pairwise:
        return None
    if case.method.form is Form.ANSWERS:
        return _answers(case)
    return _table(*(_stages(case) if case.result.stages else _votes(case)))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(tuple(map(Markup.escape, head)), tuple(tuple(map(Markup.escape, row)) for row in rows))


def _option(case: Case) -> str:
    return case.speech.toast("minutes-option", kind=case.kind)


def _votes(case: Case) -> tuple[list[str], list[list[str]]]:
    """Votes, and their share where 100 % is the same for all."""
    base = _base(case)
    head = [_option(case), case.speech.toast("minutes-heads")]
    rows = [[_name(case, option), *_numbers(case, option.votes, _base_of(case, option))] for option in _options(case)]
    abstained, whole = case.speech.toast("option-abstain"), lines.whole_of_abstentions(case)
    rows += [[abstained, *_numbers(case, votes, whole)] for votes in _abstained(case)]
    if base is None:
        return head, [row[:2] for row in rows]
    return [*head, case.speech.toast("table-share")], rows


def _options(case: Case) -> list[OptionCount]:
    """In the order of the ballot where it is one question."""
    return list(case.counts.values()) if case.method.question else lines.by_votes(case)


def _name(case: Case, option: OptionCount) -> str:
    return case.label(option.label) if case.method.question else lines.marked(case, option.label)


def _base(case: Case) -> int | None:
    """What 100 % is; None where options have no share of the same whole."""
    if case.method.question:
        return lines.base_total(case)
    return lines.whole_of_marks(case)


def _base_of(case: Case, option: OptionCount) -> int | None:
    """The same for an option that is part of it."""
    return _base(case) if not case.method.question or lines.in_base(case, option) else None


def _numbers(case: Case, votes: Totals, base: int | None) -> list[str]:
    part = case.measure(votes)
    return [case.figure(part), "–" if base is None else case.percent(part, base)]


def _abstained(case: Case) -> list[Totals]:
    """A plain question counts abstention as an option."""
    return [case.result.abstain] if case.result.abstain.heads and not case.method.question else []


def _answers(case: Case) -> Table:
    """Yes, no and abstentions for each, and what each one needed."""
    words = (case.speech.toast(f"option-{answer}") for answer in ("yes", "no", "abstain"))
    judged = all(option.verdict and option.verdict.checks for option in case.result.options)
    shares = [case.speech.toast("table-share"), case.speech.toast("table-needed")] if judged else []
    rows = [_answer(case, option) for option in lines.by_votes(case)]
    return _table([_option(case), *words, *shares], rows)


def _answer(case: Case, option: OptionCount) -> list[str]:
    numbers = [case.figure(case.measure(votes)) for votes in (option.votes, option.no, option.abstain)]
    checks = option.verdict.checks if option.verdict else ()
    needed = [lines.amounts(case, check)[2] for check in checks]
    share = [case.percent(checks[0].have, checks[0].base_total), " / ".join(needed)] if checks else []
    return [lines.marked(case, option.label), *numbers, *share]


# -- stages

_MOST = 200_000
"""Characters of all stages' cells: no message holds them, and wording more takes seconds where hundreds stand."""


def _stages(case: Case) -> tuple[list[str], list[list[str]]]:
    """First preferences beside what each has at the end; who was excluded has nothing left."""
    last = case.result.stages[-1]
    head = [_option(case), case.speech.toast("minutes-firsts")]
    rows = [
        [
            lines.marked(case, option.label),
            case.figure(case.measure(option.votes)),
            brief(case.speech, last.votes.get(option.label, "0")),
        ]
        for option in lines.by_votes(case)
    ]
    return [*head, case.speech.toast("table-votes-at", stage=len(case.result.stages))], rows


def stages(case: Case) -> list[Folded]:
    """Every stage with its transfers, folded away; nothing for a count without stages."""
    told: list[Table | Markup] = []
    room = _MOST
    for table, events in _each(case):
        told += [table, events] if events else [table]
        room -= sum(len(cell) for row in table.rows for cell in row)
        if room < 0:
            break
    count = len(case.result.stages)
    return [Folded(case.say("table-stages", count=count), tuple(told))] if told else []


def _each(case: Case) -> Iterator[tuple[Table, Markup]]:
    before: Counted | None = None
    for number, stage in enumerate(case.result.stages, 1):
        head = [case.speech.toast(key, stage=number) for key in ("stage-head", "minutes-heads", "table-change")]
        events = joined(in_text.events(case, stage))
        yield _table(head, in_text.rows(case, stage, before)), events
        before = stage
