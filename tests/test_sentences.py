"""Sentences that are understood when they are first said."""

import pytest

from bot.wording.sentences import Sentences

TEXTS = """\
# A remark.
greeting = Good day, { $name }.
parting = { $late ->
    [yes] { thanks } It is late.
   *[no] { greeting } { thanks }
}
thanks = Thank
    you.
broken = { $name
"""


def english(*texts: str) -> Sentences:
    sentences = Sentences("en", {})
    for text in texts:
        sentences.add(text)
    return sentences


@pytest.mark.parametrize("key", ["nothing", "remark", "you", "broken", ""])
def test_sentence_that_is_not_there_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        english(TEXTS).say(key, {"name": "Ann"})


def test_sentence_without_its_value_is_told() -> None:
    _, errors = english(TEXTS).say("greeting", {})
    assert [str(error) for error in errors] == ["Unknown external: name"]


def test_sentences_quoted_by_the_first_that_is_said_are_said_whole() -> None:
    said = [english(TEXTS).say("parting", {"name": "Ann", "late": late}) for late in ("yes", "no")]
    assert said == [("Thank\nyou. It is late.", []), ("Good day, Ann. Thank\nyou.", [])]


def test_sentence_can_be_said_again_and_after_it_was_quoted() -> None:
    sentences = english(TEXTS)
    said = [sentences.say(key, {"name": "Ann", "late": "no"})[0] for key in ("parting", "greeting", "greeting")]
    assert said == ["Good day, Ann. Thank\nyou.", "Good day, Ann.", "Good day, Ann."]


def test_later_text_of_a_key_counts_where_it_is_quoted_too() -> None:
    sentences = english(TEXTS, "thanks = Bye.\n")
    assert sentences.say("parting", {"name": "Ann", "late": "no"}) == ("Good day, Ann. Bye.", [])
