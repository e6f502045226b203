"""What a count came to in one word: pure, from a counted vote."""

from dataclasses import replace

import pytest

from core.counting import verdict_word
from core.methods import CONSENT
from core.model import Definition, Vote
from core.results import result
from tests.people import MOTION
from tests.test_elections import BOARD, counted

EACH = replace(BOARD, method="per-candidate", minimum=0, maximum=5, majority="simple")
CONSENTED = Definition("Adopt?", MOTION.options[:1], method=CONSENT.name, majority="", abstain=False)


@pytest.mark.parametrize(
    ("vote", "word"),
    [
        (counted(MOTION, {}), "no_result"),
        (counted(MOTION, {"c": 3, "": 1}), "no_result"),
        (counted(MOTION, {"a": 1, "b": 1}), "tie"),
        (counted(MOTION, {"a": 1, "b": 2}), "rejected"),
        (counted(MOTION, {"a": 2, "b": 1}), "carried"),
        (counted(CONSENTED, {}), "carried"),
        (counted(CONSENTED, {"a": 1}), "objected"),
        (counted(BOARD, {}), "no_result"),
        (counted(BOARD, {"abstain": 2, "": 1}), "no_result"),
        (counted(BOARD, {"a": 1, "b": 1, "c": 1}), "tie"),
        (counted(BOARD, {"a": 2, "b": 1, "c": 1}), "partly"),
        (counted(BOARD, {"a": 2}), "partly"),
        (counted(BOARD, {"a+b": 2, "a": 1}), "elected"),
        (counted(replace(BOARD, majority="at least 3/4 of valid"), {"a": 1, "b": 1}), "none_elected"),
        (counted(replace(BOARD, majority="at least 3/4 of valid"), {"a": 1, "abstain": 1}), "none_elected"),
        (counted(EACH, {}), "no_result"),
        (counted(EACH, {"a:abstain b:abstain": 2}), "no_result"),
        (counted(EACH, {"a:no b:abstain": 2}), "none_elected"),
        (counted(EACH, {"a:no b:yes": 2, "b:no": 3}), "none_elected"),
        (counted(EACH, {"a:yes b:yes": 2}), "elected"),
    ],
)
def test_count_comes_to_one_word(vote: Vote, word: str) -> None:
    assert verdict_word(result(vote)) == word
