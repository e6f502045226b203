"""What is wrong with something that was written: a place, a stable code, data. Worded at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `path` is dotted with tables counted from 1, as in `event[2].vote[1].majority`."""

    path: str
    code: str
    data: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    """Line of the file; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything that is wrong, in the order it was written."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Faulty(Refusal):
    """A refusal with everything that is wrong; code and data are those of the first fault."""

    faults: tuple[Fault, ...] = ()


def faults_in(found: Faults | Refusal) -> tuple[Fault, ...]:
    """What is wrong, also where a refusal names one thing only."""
    if isinstance(found, Faults | Faulty):
        return found.faults
    return (Fault("", found.code, {key: str(value) for key, value in found.data.items()}),)


def faulty(found: Faults) -> Faulty:
    """Refuse what has these faults."""
    return Faulty(found.faults[0].code, found.faults[0].data, found.faults)


class RuleError(ValueError):
    """A rule that cannot be read. `code` is stable; `data` holds the offending `word` and a `suggestion` or ""."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(f"{code} {data}")
        self.code = code
        self.data = data
