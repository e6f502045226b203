"""Words that were probably meant."""

import pytest

from core.names import alike
from core.near import nearest


@pytest.mark.parametrize("word", ["", "zzz", "absolute" * 3, "absolute" * 10_000])
def test_word_that_is_like_none_or_much_longer_has_no_near_one(word: str) -> None:
    assert nearest(word, ["absolute", "simple"], 0.4) == ""


def test_nearest_word_is_given_as_it_is_written() -> None:
    assert (nearest("absolut", ["Absolute", "simple"]), nearest("ВOARD", ["Board"], fold=alike)) == (
        "Absolute",
        "Board",
    )


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("absolute", []) == ""
