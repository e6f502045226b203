"""The figures of `folkmoot bench`: each a value beside baselines that ran with it, and whether the promise holds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TypeAlias

import orjson


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise of speed or size, measured."""

    name: str
    value: float
    unit: str
    target: str
    holds: bool
    baselines: Mapping[str, float] = field(default_factory=dict)
    """In the same unit."""

    @property
    def ratios(self) -> dict[str, float]:
        """Value divided by baseline; a baseline of nothing has none."""
        return {name: self.value / base for name, base in self.baselines.items() if base}


Measure: TypeAlias = Callable[[], Awaitable[Figure]]
Sized: TypeAlias = Callable[[int], Awaitable[Figure]]
"""The same with a number of members."""
FIGURES: dict[str, Measure] = {}
"""Every figure by its name, in the order of the promises."""
SIZED: dict[str, Sized] = {}
"""Those of them that can be measured with another number of members."""


class UnknownFigure(Exception):
    """`names` are not among `known`."""

    def __init__(self, names: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)
        self.known = tuple(known)


def register(name: str) -> Callable[[Measure], Measure]:
    """Put a measurement into the register: `@register("press-polling")`."""

    def keep(measure: Measure) -> Measure:
        FIGURES[name] = measure
        return measure

    return keep


def register_sized(name: str, members: int) -> Callable[[Sized], Sized]:
    """The same for one that is promised for so many members, and can be measured with others."""

    def keep(measure: Sized) -> Sized:
        FIGURES[name] = partial(measure, members)
        SIZED[name] = measure
        return measure

    return keep


async def run(names: Sequence[str] = (), members: int = 0) -> AsyncIterator[Figure]:
    """Measure the figures named, or all, one after the other; with `members` those that can be, with so many.

    Raises `UnknownFigure` before the first.
    """
    measures = {name: partial(measure, members) for name, measure in SIZED.items()} if members else FIGURES
    if unknown := [name for name in names if name not in measures]:
        raise UnknownFigure(unknown, tuple(measures))
    for name in names or tuple(measures):
        yield await measures[name]()


def beside(name: str, value: float, unit: str, baselines: Mapping[str, float], factors: Mapping[str, float]) -> Figure:
    """A figure that must reach so many times each baseline named in `factors`."""
    target = ", ".join(f"at least {factor:g} x {base}" for base, factor in factors.items())
    holds = all(value >= factor * baselines[base] for base, factor in factors.items())
    return Figure(name, value, unit, target, holds, dict(baselines))


def below(name: str, value: float, unit: str, limit: float, baselines: Mapping[str, float] | None = None) -> Figure:
    """A figure that must stay under a limit."""
    return Figure(name, value, unit, f"below {limit:g} {unit}", value < limit, dict(baselines or {}))


def as_json(figures: Sequence[Figure]) -> str:
    """What `folkmoot bench --json` prints."""
    shown = [{**asdict(figure), "ratios": figure.ratios} for figure in figures]
    return orjson.dumps({"figures": shown}, option=orjson.OPT_INDENT_2).decode()


def as_text(figure: Figure) -> str:
    """A line for people, and one for each baseline."""
    verdict = "holds" if figure.holds else "MISSED"
    lines = [f"{figure.name:24} {_number(figure.value):>12} {figure.unit:16} {verdict:6} {figure.target}"]
    for base, value in figure.baselines.items():
        ratio = figure.ratios.get(base)
        times = f"x {ratio:.2f}" if ratio is not None else ""
        lines.append(f"  beside {base:15} {_number(value):>12} {figure.unit:16} {times}".rstrip())
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
