"""Quorums: reading, writing and counting heads or weight."""

from fractions import Fraction

import pytest

from core.faults import RuleError
from core.rules import Quorum, QuorumState, formula, parse_quorum, quorate
from core.totals import UNIT, Totals


@pytest.mark.parametrize(
    ("text", "code", "word", "suggestion"),
    [
        ("", "quorum-form", "", ""),
        ("half", "quorum-form", "half", ""),
        ("-3", "quorum-form", "-3", ""),
        ("1/2 of present", "quorum-base", "present", "entitled"),
        ("3/2 of entitled", "quorum-fraction", "3/2", ""),
        ("1/0 of entitled", "quorum-fraction", "1/0", ""),
        ("more than 1/1 of entitled", "quorum-fraction", "1/1", ""),
    ],
)
def test_quorum_unreadable(text: str, code: str, word: str, suggestion: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_quorum(text)
    assert (refused.value.code, refused.value.data) == (code, {"word": word, "suggestion": suggestion})


@pytest.mark.parametrize(
    ("text", "quorum", "written"),
    [
        ("none", Quorum(), "none"),
        ("300", Quorum(amount=300), "300"),
        ("300 by weight", Quorum(amount=300, by_weight=True), "300 by weight"),
        ("1/2 of entitled", Quorum(share=Fraction(1, 2)), "at least 1/2 of entitled"),
        ("1/2", Quorum(share=Fraction(1, 2)), "at least 1/2 of entitled"),
        ("25 %", Quorum(share=Fraction(1, 4)), "at least 1/4 of entitled"),
        ("two-thirds by weight", Quorum(share=Fraction(2, 3), by_weight=True), "at least 2/3 of entitled by weight"),
        ("More than 1/2 of entitled", Quorum(None, Fraction(1, 2), strict=True), "more than 1/2 of entitled"),
        (
            "at least 1/3 of entitled by weight",
            Quorum(share=Fraction(1, 3), by_weight=True),
            "at least 1/3 of entitled by weight",
        ),
    ],
)
def test_quorum_read_and_written(text: str, quorum: Quorum, written: str) -> None:
    assert (parse_quorum(text), formula(quorum), parse_quorum(written)) == (quorum, written, quorum)


@pytest.mark.parametrize(
    ("text", "present", "entitled", "needed", "met"),
    [
        ("none", 0, 0, 0, True),
        ("21", 20, 42, 21, False),
        ("21", 21, 42, 21, True),
        ("1/2 of entitled", 20, 42, 21, False),
        ("1/2 of entitled", 21, 42, 21, True),
        ("1/2 of entitled", 21, 43, 22, False),
        ("more than 1/2 of entitled", 21, 42, 22, False),
        ("more than 1/2 of entitled", 22, 42, 22, True),
        ("1/2 of entitled", 0, 0, 1, False),
        ("2/3 of entitled", 66, 99, 66, True),
    ],
)
def test_quorum_by_heads(text: str, present: int, entitled: int, needed: int, met: bool) -> None:
    assert quorate(parse_quorum(text), Totals(present), Totals(entitled)) == QuorumState(met, present, needed)


@pytest.mark.parametrize(
    ("text", "present", "entitled", "needed", "met"),
    [
        ("3 by weight", 3 * UNIT - 1, 9 * UNIT, 3 * UNIT, False),
        ("3 by weight", 3 * UNIT, 9 * UNIT, 3 * UNIT, True),
        ("1/2 of entitled by weight", 4, 9, 5, False),
        ("1/2 of entitled by weight", 5, 9, 5, True),
        ("more than 1/2 of entitled by weight", 5, 10, 6, False),
        ("more than 1/2 of entitled by weight", 6, 10, 6, True),
        ("more than 1/2 of entitled by weight", 2 * UNIT, 4 * UNIT, 3 * UNIT, False),
        ("more than 1/2 of entitled by weight", 2 * UNIT + 1, 4 * UNIT, 2 * UNIT + 1, True),
        ("1/2 of entitled by weight", 0, 0, UNIT, False),
    ],
)
def test_quorum_by_weight(text: str, present: int, entitled: int, needed: int, met: bool) -> None:
    state = quorate(parse_quorum(text), Totals(99, present), Totals(99, entitled))
    assert state == QuorumState(met, present, needed, by_weight=True)
