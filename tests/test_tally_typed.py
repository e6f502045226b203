"""What tellers type: paper ballots in every way in which people write numbers."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.chat.counts import tallied
from bot.wording.speech import speech
from core.model import Definition
from tests.ballots import vote_on
from tests.people import MOTION, code
from tests.test_tally import EACH, PLURALITY, STV

EN = speech("en")


@pytest.mark.parametrize(
    ("definition", "lines", "counts"),
    [
        (MOTION, ["yes 12, no 5, abstain 1"], {"a": 12, "b": 5, "c": 1}),
        (MOTION, ["12 yes 5 no"], {"a": 12, "b": 5}),
        (MOTION, ["ja 12", "Nein: 5", "Enthaltungen 1", "ungültig 2"], {"a": 12, "b": 5, "c": 1, "": 2}),
        (MOTION, ["12:5:1"], {"a": 12, "b": 5, "c": 1}),
        (MOTION, ["7a 12", "b 5"], {"a": 12, "b": 5}),
        (MOTION, ["12x 7a; 5x b; 1x blank"], {"a": 12, "b": 5, "": 1}),
        (MOTION, ["0"], {}),
        (PLURALITY, ["Ada 12", "3 x Bob", "c 0"], {"a": 12, "b": 3, "c": 0}),
        (STV, ["3x b>a", "2× c", "1x 7a > 7b", "4 b a c", "1x leer"], {"b>a": 3, "c": 2, "a>b": 1, "b>a>c": 4, "": 1}),
        (replace(STV, method="schulze"), ["3x b>a=c"], {"b>a=c": 3}),
        (EACH, ["3x a yes b no", "1x blank"], {"a:yes b:no": 3, "": 1}),
        (replace(PLURALITY, method="block", maximum=2), ["3x a c", "2x b"], {"a+c": 3, "b": 2}),
    ],
)  # fmt: skip
def test_tellers_write_as_they_have_counted(
    definition: Definition, lines: list[str], counts: Mapping[str, int]
) -> None:
    assert tallied(EN, vote_on(definition), lines) == counts


@pytest.mark.parametrize(
    ("definition", "lines", "why"),
    [
        (MOTION, ["perhaps 12"], "tally-line"),
        (MOTION, ["yes"], "tally-line"),
        (MOTION, ["yes 12", "7a 3"], "tally-twice"),
        (PLURALITY, ["12:5:1"], "tally-order"),
        (MOTION, ["1:2:3:4"], "tally-line"),
        (STV, ["b>a=c"], "tally-line"),
        (STV, ["3x nobody"], "tally-line"),
        (EACH, ["3x yes"], "tally-line"),
    ],
)
def test_line_that_is_no_count_is_named(definition: Definition, lines: list[str], why: str) -> None:
    assert code(tallied(EN, vote_on(definition), lines)) == why
