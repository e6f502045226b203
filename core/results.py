"""What a counted vote came to: worked out from its box whenever it is needed, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from core.definition import settings
from core.methods import METHODS, count_twice
from core.methods.model import Method, Result, Settings, Tallied
from core.model import Vote


def result(vote: Vote, withdrawn: Sequence[str] = ()) -> Result:
    """The result of a counted vote, as if these options were elected no more. Raises `CountsDiffer`."""
    assert vote.box is not None  # noqa: S101 - callers ask for votes that were counted
    box = frozenset((choice, Tallied(heads, weight)) for choice, (heads, weight) in vote.box.items())
    terms = replace(settings_of(vote), withdrawn=tuple(withdrawn))
    return _counted(METHODS[vote.definition.method], box, terms)


@lru_cache(maxsize=64)
def _counted(method: Method, box: frozenset[tuple[str, Tallied]], terms: Settings) -> Result:
    """A result is told in many messages; with 300 candidates a count can take seconds."""
    return count_twice(method, dict(box), terms)


def settings_of(vote: Vote) -> Settings:
    """The frozen terms of an opened vote, with the lots that were drawn for it since."""
    roll = Tallied(vote.roll.heads, vote.roll.weight)
    terms = settings(vote.definition, roll, Tallied(vote.entitled.heads, vote.entitled.weight))
    return replace(terms, drawn=vote.drawn, seed=vote.seed)
