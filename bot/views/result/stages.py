"""The stages of an IRV or STV count, narrow enough for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from adapters.contract import cut, plain
from bot.views.result.case import Case
from bot.wording.lists import fitted, lines, listed
from bot.wording.numbers import brief, rounded
from bot.wording.speech import Markup, joined
from core.methods.model import Stage

WIDEST_NAME = 14
"""Characters of a label and a name in the table."""
SHORTEST_ROW = 18
MOST_EVENT = 300
"""Characters of the names of those elected at one stage."""


@dataclass(frozen=True, slots=True)
class Seated:
    """At which stage somebody was elected, and with how many votes as exact decimals."""

    stage: int
    votes: str
    below: bool
    """Without reaching the quota, because nobody else was left for the last seats."""


def seated(case: Case, label: str) -> Seated:
    """How this option came to its seat."""
    number, stage = next((at, stage) for at, stage in enumerate(case.result.stages, 1) if label in stage.elected)
    votes = stage.votes[label]
    return Seated(number, votes, below=bool(stage.quota) and Fraction(votes) < Fraction(stage.quota))


def in_play(stage: Stage) -> Fraction:
    """The votes that were not exhausted."""
    return sum(map(Fraction, stage.votes.values()), Fraction(0))


def _places(case: Case) -> int:
    """Decimal places that are shown: none where all votes are whole."""
    return 2 if any("." in votes for stage in case.result.stages for votes in stage.votes.values()) else 0


def stages(case: Case, most: int) -> Markup:
    """Every stage with its transfers in at most so many characters; if they do not fit, what they came to."""
    if not case.result.stages:
        return Markup("")
    note = case.say("stage-rounded") if _places(case) else Markup("")
    rows = sum(len(stage.votes) for stage in case.result.stages)
    if rows * SHORTEST_ROW <= most:
        table = "\n\n".join(_blocks(case))
        if len(table) + len(note) <= most:
            return joined([Markup("<pre>{}</pre>").format(table), note])
    return _essential(case, most, note)


def _blocks(case: Case) -> Iterator[str]:
    before: Stage | None = None
    for number, stage in enumerate(case.result.stages, 1):
        yield "\n".join([*_table(case, number, stage, before), *events(case, stage)])
        before = stage


def rows(case: Case, stage: Stage, before: Stage | None) -> list[tuple[str, str, str]]:
    """Name, votes, and what they gained or lost since the stage before, most votes first, the exhausted last."""
    places = _places(case)
    found = [
        (case.label(label), votes, (before or stage).votes[label])
        for label, votes in sorted(stage.votes.items(), key=lambda item: -Fraction(item[1]))
    ]
    found.append((case.speech.toast("stage-exhausted"), stage.exhausted, (before or stage).exhausted))
    return [
        (name, rounded(case.speech, votes, places), _change(case, votes, past, places)) for name, votes, past in found
    ]


def _table(case: Case, number: int, stage: Stage, before: Stage | None) -> list[str]:
    """The rows in columns, with names that leave room for the figures."""
    *options, exhausted = rows(case, stage, before)
    cells = [(cut(name.replace(" · ", " ", 1), WIDEST_NAME), *figures) for name, *figures in options]
    cells = [*cells, exhausted]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    lines = [
        f"{name:<{widths[0]}}  {votes:>{widths[1]}}  {change:>{widths[2]}}".rstrip() for name, votes, change in cells
    ]
    return [case.speech.toast("stage-head", stage=number), *lines]


def _change(case: Case, votes: str, past: str, places: int) -> str:
    gained = rounded(case.speech, str(Fraction(votes) - Fraction(past)), places)
    return "" if not re.search("[1-9]", gained) else gained if gained.startswith("-") else f"+{gained}"


def events(case: Case, stage: Stage) -> Iterator[str]:
    """The quota, and who was elected or excluded."""
    if stage.quota:
        yield case.speech.toast("stage-quota", quota=brief(case.speech, stage.quota))
    for key, labels in (("stage-elected", stage.elected), ("stage-excluded", stage.excluded)):
        if labels:
            yield case.speech.toast(key, names=case.speech.together(map(case.vote.label, labels)))


def _essential(case: Case, most: int, note: Markup) -> Markup:
    """Who was elected at which stage with how many votes, and as much of the last stage as there is room for."""
    head = case.say("stage-too-many", count=len(case.result.stages), number=case.vote.number)
    told = [head, lines(case.speech, _elections(case), most // 2), note]
    room = most - sum(len(plain(line)) + 1 for line in told)
    last, before = case.result.stages[-1], case.result.stages[-2:-1]
    table = _table(case, len(case.result.stages), last, before[0] if before else None)
    told_last = [*table, *events(case, last)]
    shown = fitted(told_last, room - len("\n…"))
    return joined([*told, Markup("<pre>{}</pre>").format("\n".join(shown)) if len(shown) > 1 else ""])


def _elections(case: Case) -> Iterator[Markup]:
    for number, stage in enumerate(case.result.stages, 1):
        if stage.elected:
            names = (_with_votes(case, label, stage.votes[label]) for label in stage.elected)
            yield case.say("stage-event", stage=number, names=listed(case.speech, names, MOST_EVENT))


def _with_votes(case: Case, label: str, votes: str) -> str:
    return case.speech.toast("spoken-votes", name=case.text(label), votes=brief(case.speech, votes))
