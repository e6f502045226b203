"""Nothing is told by a colour or a little picture alone: everybody reads the same words."""

import re
from dataclasses import fields
from importlib.resources import files

import pytest

from adapters.contract import Button
from bot.wording.speech import LANGUAGES, TEXTS

PICTURES = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:red|green|orange|yellow|lime|crimson)\b")
INK, PAPER, BAR = {"#000", "#101010"}, {"#fff"}, {"#0b3d6b"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_tells_something_by_a_little_picture(language: str) -> None:
    found = {path.name: PICTURES.findall(path.read_text()) for path in (TEXTS / language).rglob("*.ftl")}
    assert {name: signs for name, signs in found.items() if signs} == {}


def test_button_has_words_and_no_colour() -> None:
    assert [field.name for field in fields(Button)] == ["label", "data", "url"]


@pytest.mark.parametrize(("package", "name"), [("bot.running", "page/hall.css"), ("bot.papers", "typst/result.typ")])
def test_what_is_drawn_has_one_ink_and_one_colour_of_bars(package: str, name: str) -> None:
    found = set(COLOUR.findall((files(package) / name).read_text()))
    assert found <= INK | PAPER | BAR
    assert found & BAR == BAR
