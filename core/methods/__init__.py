"""The ways of voting. Adding one touches its file, this register, a test and a text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.methods import (
    approval,
    block,
    irv,
    meek_stv,
    no_objection,
    per_candidate,
    plurality,
    schulze,
    scottish_stv,
    yes_no_abstain,
)
from core.methods.model import Ballots, Method, Result, Settings

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        module.METHOD.name: module.METHOD
        for module in (
            yes_no_abstain,
            plurality,
            block,
            approval,
            per_candidate,
            irv,
            scottish_stv,
            meek_stv,
            schulze,
            no_objection,
        )
    }
)
QUESTION = yes_no_abstain.METHOD
"""Where there is only a yes or a no."""
CONSENT = no_objection.METHOD
"""Where nobody is asked for anything but an objection."""
ONE_CANDIDATE = per_candidate.METHOD
"""Where one candidate stands alone, so that members can say no."""
ONE_SEAT = plurality.METHOD
SEVERAL = block.METHOD
"""What several options are voted on by unless somebody says it: for one seat of an election, and else."""


class CountsDiffer(Exception):
    """The two counts of the same ballots are not equal: nothing may be published."""

    def __init__(self, first: Result, second: Result) -> None:
        super().__init__(first.method)
        self.first = first
        self.second = second


def count_twice(method: Method, ballots: Ballots, settings: Settings) -> Result:
    """Count and recount. Raises `CountsDiffer`."""
    first, second = method.count(ballots, settings), method.recount(ballots, settings)
    if first != second:
        raise CountsDiffer(first, second)
    return first
