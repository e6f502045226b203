"""`folkmoot count`: count an election file twice and print it for people or for programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from bot.cli.election_files import CountFileError, Election, read_election
from core.limits import MOST_SEATS
from core.methods import METHODS, count_twice
from core.methods.model import Form, Method, Result, Settings, Stage, labels
from core.names import tidied
from core.totals import NOBODY, Totals

WIDTH = 80
"""Columns that a table of stages may fill before it goes on below."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An election file and what it comes to."""

    election: Election
    settings: Settings
    result: Result


def run_count(
    file: Path, method: str, seats: int | None = None, words: str | None = None, *, as_json: bool = False
) -> str:
    """The result as text, without a newline at the end.

    Raises `CountFileError`: those of `read_election`, and file-nobody, file-seats, method-unknown, settings,
    choice, seed.
    """
    counted = count_file(file, method, seats, words)
    return json.dumps(as_data(counted), indent=1) if as_json else as_table(counted)


def count_file(file: Path, method: str, seats: int | None = None, words: str | None = None) -> Counted:
    """Count a file. A tie that the rule does not break stays open, unless there are public words that decide it."""
    if method not in METHODS:
        raise CountFileError("method-unknown", method=method, known=", ".join(METHODS))
    way, read = METHODS[method], read_election(file)
    if not read.names:
        raise CountFileError("file-nobody", file=str(file))
    election = _suited(read, way)
    settings = _settings(election, way, seats)
    _check(election, way, settings)
    if words is not None:
        settings = replace(settings, seed=seed_of(election, words))
    return Counted(election, settings, count_twice(way, election.ballots, settings))


def seed_of(election: Election, words: str) -> str:
    """SHA-256 of the candidates, the ballots in their normal form, sorted, and the words: never of the file's bytes."""
    words = tidied(words)
    if not words:
        raise CountFileError("seed")
    ballots = sorted(f"{number.heads} {choice}" for choice, number in election.ballots.items())
    return hashlib.sha256("\n".join([*election.names.values(), *ballots, words]).encode()).hexdigest()


def _settings(election: Election, method: Method, seats: int | None) -> Settings:
    options = tuple(election.names)
    marks = max((choice.count("+") + 1 for choice in election.ballots), default=1)
    most = max((_most_alike(choice) for choice in election.ballots), default=1)
    return Settings(
        options=options,
        seats=(election.seats or 1) if seats is None else seats,
        maximum=marks if method.form is Form.MARKS else None,
        cumulate=most if method.cumulative else 1,
        abstain=not method.question or len(options) == 3,
        default_option=election.default_option if method.pairwise else "",
    )


def _most_alike(choice: str) -> int:
    marks = choice.split("+")
    return max(marks.count(mark) for mark in marks)


def _suited(election: Election, method: Method) -> Election:
    """Choices as the method writes them: of a ranking, a single mark is the first, several marks are all."""
    names = dict(election.names)
    if method.question and len(names) < 3:
        names = {label: names.get(label, label) for label in labels(3)}
    ballots: dict[str, Totals] = {}
    lines: dict[str, int] = {}
    for written, number in election.ballots.items():
        choice = method.parse(_marks(written, method))
        ballots[choice] = ballots.get(choice, NOBODY).plus(number)
        lines.setdefault(choice, election.lines[written])
    return replace(election, names=names, ballots=ballots, lines=lines)


def _marks(choice: str, method: Method) -> str:
    if not method.marks:
        return choice
    return choice.replace(">", "+").replace("=", "+") if method.form is Form.MARKS else choice.partition(">")[0]


def _check(election: Election, method: Method, settings: Settings) -> None:
    if settings.seats > MOST_SEATS:
        raise CountFileError("file-seats", seats=settings.seats, limit=MOST_SEATS)
    if fault := method.fits(settings):
        raise CountFileError("settings", method=method.name, fault=fault.code, given=fault.given, allowed=fault.allowed)
    for choice in election.ballots:
        if fault := method.check(choice, settings):
            said = {"method": method.name, "fault": fault.code, "label": fault.label}
            raise CountFileError("choice", line=election.lines[choice], text=choice, **said)


def as_data(counted: Counted) -> dict[str, object]:
    """The object of product.md section 7, and the lots with their seed where any were drawn."""
    election, result = counted.election, counted.result
    name = election.names.__getitem__
    data: dict[str, object] = {
        "title": election.title,
        "method": result.method,
        "seats": counted.settings.seats,
        "ballots": result.cast.heads,
        "candidates": list(election.names.values()),
        "elected": [name(label) for label in result.elected],
        "tied": [[name(label) for label in tied] for tied in _ties(result)],
    }
    if METHODS[result.method].pairwise:
        data["ranking"] = [[name(label) for label in equals] for equals in result.ranking]
        data["dropped"] = [name(label) for label in result.dropped]
    else:
        data["stages"] = [_stage_data(number, stage, name) for number, stage in enumerate(_stages(result), 1)]
    if result.lots:
        data["lots"] = [[name(label) for label in lot.order] for lot in result.lots]
        data["seed"] = counted.settings.seed
    return data


def _ties(result: Result) -> list[tuple[str, ...]]:
    """Ties that were broken by lot, then those that are open."""
    return [*(lot.among for lot in result.lots), *result.tied]


def _stages(result: Result) -> tuple[Stage, ...]:
    """A count without stages is one. Blank ballots are exhausted from the start: a stage adds up to all ballots."""
    votes = {option.label: str(option.votes.heads) for option in result.options}
    stages = result.stages or (Stage(votes, "0", result.elected),)
    return tuple(replace(stage, exhausted=str(Decimal(stage.exhausted) + result.blank.heads)) for stage in stages)


def _stage_data(number: int, stage: Stage, name: Callable[[str], str]) -> dict[str, object]:
    return {
        "stage": number,
        "votes": {name(label): votes for label, votes in stage.votes.items()},
        "exhausted": stage.exhausted,
        "elected": [name(label) for label in stage.elected],
        "excluded": [name(label) for label in stage.excluded],
    }


def as_table(counted: Counted) -> str:
    """Head, the stages (or the ranking) and who is elected, for a terminal."""
    result, settings = counted.result, counted.settings
    name = counted.election.names.__getitem__
    lines = [
        counted.election.title,
        f"{result.method}, {settings.seats} to elect, {result.cast.heads} ballots, {result.blank.heads} of them blank",
        "",
        *(_ranking_lines(result, name) if METHODS[result.method].pairwise else _stage_lines(result, name)),
        "",
        f"Elected: {', '.join(map(name, result.elected)) or 'nobody'}",
        *(f"Tied: {', '.join(map(name, tied))}" for tied in result.tied),
        *(f"Lot, first drawn first: {', '.join(map(name, lot.order))}" for lot in result.lots),
    ]
    return "\n".join([*lines, f"Seed of the lots: {settings.seed}"] if result.lots else lines)


def _ranking_lines(result: Result, name: Callable[[str], str]) -> list[str]:
    ranks = [f"{place}. {' = '.join(map(name, equals))}" for place, equals in enumerate(result.ranking, 1)]
    return ranks + [f"-  {name(label)}: does not beat the default option" for label in result.dropped]


def _stage_lines(result: Result, name: Callable[[str], str]) -> list[str]:
    """Candidates down, stages across, in as many tables as the width asks for."""
    stages = _stages(result)
    rows = [["Stage", *(str(number) for number in range(1, len(stages) + 1))]]
    rows += [[name(option.label), *(_cell(stage, option.label) for stage in stages)] for option in result.options]
    rows += [["exhausted", *(stage.exhausted for stage in stages)]]
    if stages[0].quota:
        rows.append(["quota", *(stage.quota for stage in stages)])
    return _tables(rows)


def _cell(stage: Stage, label: str) -> str:
    mark = "+" if label in stage.elected else "x" if label in stage.excluded else " "
    return f"{stage.votes.get(label, '-')} {mark}".rstrip() if label in stage.votes else ""


def _tables(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    fits = max(1, (WIDTH - widths[0]) // (max(widths[1:], default=1) + 2))
    lines: list[str] = []
    for start in range(1, len(widths), fits):
        columns = range(start, min(start + fits, len(widths)))
        lines += [""] if lines else []
        for row in rows:
            cells = (row[column].rjust(widths[column]) for column in columns)
            lines.append("  ".join([row[0].ljust(widths[0]), *cells]).rstrip())
    return [*lines, "", "+ elected   x excluded"]
