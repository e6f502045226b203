"""What a counted vote came to: worked out from its box whenever it is needed, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from core.definition import method_of, settings
from core.methods import count_twice
from core.methods.model import Method, Result, Settings
from core.model import Vote
from core.totals import Totals


def result(vote: Vote, withdrawn: Sequence[str] = ()) -> Result:
    """The result of a counted vote, as if these options were elected no more. Raises `CountsDiffer`."""
    assert vote.box is not None  # noqa: S101 - callers ask for votes that were counted
    terms = replace(settings_of(vote), withdrawn=tuple(withdrawn))
    return _counted(method_of(vote.definition), frozenset(vote.box.items()), terms)


@lru_cache(maxsize=64)
def _counted(method: Method, box: frozenset[tuple[str, Totals]], terms: Settings) -> Result:
    """A result is told in many messages; with 300 candidates a count can take seconds."""
    return count_twice(method, dict(box), terms)


def settings_of(vote: Vote) -> Settings:
    """The frozen terms of an opened vote, with the lots that were drawn for it since."""
    terms = settings(vote.definition, vote.roll, vote.entitled)
    return replace(terms, drawn=vote.drawn, seed=vote.seed, grain=vote.grain)
