"""German says du or Sie, as the organisation does, and never both: to everybody, on every network."""

import re

import pytest

from bot.chat.call import House
from bot.config.model import Organisation
from bot.wording.speech import TEXTS, Manner, addressed, speech

FILES = sorted((TEXTS / "de").rglob("*.ftl"))
DU = re.compile(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?|[Ee]uch|[Ee]ure?[nmrs]?)\b")
SIE = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b")
"""In the middle of a sentence, where a capital is no beginning."""
IMPERATIVES = re.compile(
    r"\b(?:[Ff]ragt|[Hh]altet|[Ll]est|[Gg]ebt|[Ss]eht|[Hh]olt|[Ss]ichert)\b|"
    r"\b(?:[Ss]chreib|[Dd]rück|[Ss]chick|[Aa]ntworte|[Öö]ffne|[Gg]eh|[Ll]ass|[Tt]rag|[Zz]eig|[Ss]ag)\b"
)


def spoken(manner: Manner) -> list[str]:
    """All lines in one manner, without comments and the words that people type."""
    lines = [line for path in FILES for line in addressed(path.read_text("utf-8"), manner).splitlines()]
    return [line for line in lines if not line.startswith(("#", "typed-", "written-"))]


def test_sie_is_kept_to_the_last_word() -> None:
    assert [line for line in spoken(Manner.SIE) if DU.search(line) or IMPERATIVES.search(line)] == []


def test_du_is_kept_to_the_last_word() -> None:
    assert [line for line in spoken(Manner.DU) if SIE.search(line)] == []


@pytest.mark.parametrize("manner", Manner)
def test_no_mark_of_the_two_ways_is_left(manner: Manner) -> None:
    assert [line for line in spoken(manner) if set("‹›") & set(line)] == []


def test_organisation_chooses_and_says_du_unless_it_does() -> None:
    settings = [Organisation.model_validate({"name": "Verein", **given}) for given in ({}, {"address": "Sie"})]
    houses = [House(language="de", manner=organisation.address) for organisation in settings]
    assert [house.speech_for(None).toast("checkout-not-present") for house in houses] == [
        "Du bist nicht eingetragen.",
        "Sie sind nicht eingetragen.",
    ]


def test_english_is_the_same_in_both() -> None:
    assert House(manner=Manner.SIE).speech_for(None).toast("checkout-not-present") == speech("en").toast(
        "checkout-not-present"
    )
