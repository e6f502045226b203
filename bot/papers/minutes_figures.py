"""The figures of a result in the minutes: everything, exact, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adapters.contract import plain
from bot.papers.markdown import md
from bot.views.result import lines, notes
from bot.views.result.case import Case
from bot.views.result.sentence import sentence
from bot.views.terms import term_lines
from bot.wording.choices import name, verdict
from bot.wording.numbers import exact, weight, whole
from core.methods.model import Form, Stage
from core.totals import UNIT, Totals

MOST_STAGES, MOST_ACROSS = 6, 12
"""Stages with their exact figures, and options in pairs, that stand side by side on a page."""
MOST_PAIRS = 40
"""Options whose pairs are written out; more make a table that nobody reads."""


def told(case: Case) -> Iterator[str]:
    """A result with its figures and the sentence that was read, or of a verdict that was published alone only that."""
    if not case.vote.verdict_only:
        yield from _figures(case)
        yield f"**{md(plain(sentence(case)))}**"
        return
    yield f"**{md(plain(verdict(case.speech, case.vote, case.word)))}**"
    yield ""
    yield from _bullets([*notes.elected(case), case.say("result-verdict-only")])


def beside(case: Case) -> Iterator[str]:
    """Lots, the chair's ruling in full, and who accepted."""
    told = [md(plain(line)) for line in [*notes.lots(case), *notes.moved_up(case), *notes.acceptance(case)]]
    if case.vote.ruling:
        told.append(f"{plain(case.say('minutes-ruling'))} {md(case.vote.ruling)}")
    yield from (f"- {line}" for line in told)
    yield from ([""] if told else [])


def by_itself(case: Case) -> Iterator[str]:
    """One result with all that there is of it: terms, turnout, quorum, every stage or pair."""
    yield f"# {md(plain(case.say('result-head', vote=name(case.speech, case.vote))))}"
    yield ""
    terms = [] if case.vote.verdict_only else term_lines(case.speech, case.vote.definition)
    yield from _bullets([*terms, notes.turnout(case), *notes.papers(case), notes.quorum(case)])
    yield from told(case)
    yield ""
    yield from beside(case)
    yield from _bullets(notes.proof(case))


def _figures(case: Case) -> Iterator[str]:
    """Votes of each option, weight where it differs, every stage or pair, and the arithmetic of the rule."""
    if case.method.form is Form.ANSWERS or case.method.pairwise:
        yield from _bullets(lines.lines(case))
    yield from _votes(case)
    if case.method.staged:
        yield from _stages(case)
    if case.method.pairwise and len(case.options) <= MOST_PAIRS:
        yield from _pairs(case)
    if not case.method.question:
        yield from _bullets(lines.arithmetic(case))


def _bullets(told: Iterable[str]) -> Iterator[str]:
    yield from (f"- {md(plain(line))}" for line in told)
    yield ""


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """Names in the first column, numbers in the others."""
    yield f"| {' | '.join(head)} |"
    yield f"|---{'|---:' * (len(head) - 1)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _word(case: Case, key: str) -> str:
    return md(case.speech.toast(key))


def _votes(case: Case) -> Iterator[str]:
    """Marks, yes votes or first preferences."""
    heads = "minutes-firsts" if case.method.form is Form.RANKING else "minutes-heads"
    rest = {"minutes-blank": case.result.blank}
    if not case.method.question:
        rest["option-abstain"] = case.result.abstain
    rows = [
        *(_row(case, md(case.label(option.label)), option.votes) for option in case.result.options),
        *(_row(case, _word(case, key), votes) for key, votes in rest.items()),
    ]
    option = md(case.speech.toast("minutes-option", kind=case.kind))
    heads_and_weight = [] if case.vote.unit else [_word(case, heads)]
    heads_and_weight += [_word(case, "minutes-weight")] if _weighted(case) else []
    yield from _table([option, *heads_and_weight], rows)


def _weighted(case: Case) -> bool:
    """Whether anybody's vote weighs more or less than one."""
    return bool(case.vote.unit) or case.vote.roll.weight != case.vote.roll.heads * UNIT


def _row(case: Case, name: str, votes: Totals) -> list[str]:
    heads_and_weight = [] if case.vote.unit else [whole(case.speech, votes.heads)]
    heads_and_weight += [weight(case.speech, votes.weight)] if _weighted(case) else []
    return [name, *heads_and_weight]


def _stages(case: Case) -> Iterator[str]:
    """Options down, stages across: as many tables as there are pages' widths of them."""
    for first in range(0, len(case.result.stages), MOST_STAGES):
        yield from _some_stages(case, first, case.result.stages[first : first + MOST_STAGES])


def _some_stages(case: Case, before: int, stages: Sequence[Stage]) -> Iterator[str]:
    head = [_word(case, "minutes-stage"), *map(str, range(before + 1, before + len(stages) + 1))]
    rows = [
        [md(case.label(label)), *(_number(case, stage.votes.get(label, "")) for stage in stages)]
        for label in case.options
        if any(label in stage.votes for stage in stages)
    ]
    rows.append([_word(case, "stage-exhausted"), *(_number(case, stage.exhausted) for stage in stages)])
    if stages[0].quota:
        rows.append([_word(case, "minutes-quota"), *(_number(case, stage.quota) for stage in stages)])
    rows.append([_word(case, "minutes-elected"), *(_labels(case, stage.elected) for stage in stages)])
    rows.append([_word(case, "minutes-excluded-at"), *(_labels(case, stage.excluded) for stage in stages)])
    yield from _table(head, rows)


def _number(case: Case, votes: str) -> str:
    return exact(case.speech, votes) if votes else ""


def _labels(case: Case, labels: Iterable[str]) -> str:
    return plain(case.speech.together(map(case.vote.label, labels)))


def _pairs(case: Case) -> Iterator[str]:
    """Votes that prefer the option of the row to that of the column."""
    options = list(case.options)
    for first in range(0, len(options), MOST_ACROSS):
        across = options[first : first + MOST_ACROSS]
        head = [_word(case, "minutes-pairs"), *map(case.vote.label, across)]
        rows = [[md(case.label(one)), *(_pair(case, one, other) for other in across)] for one in options]
        yield from _table(head, rows)


def _pair(case: Case, one: str, other: str) -> str:
    return case.figure(case.result.pairs[one][other]) if one != other else ""
