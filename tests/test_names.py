"""What people name is cleaned in one way and compared as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import alike, clean, tidied, tidied_text

HIDING = "\u200b\u200e\u061c\u2060\ufeff\u202e\u2066\u00ad\u034f\u180e\u009b\x1b\x7f\ud800\ue000\U000e0041\U000e0067"
HIDING += "\ufffc\ufdd0\U0001ffff\U00013430\U00016fe4"


EMPTY = ["", "\U0001d159", " ", "\u3164", "\u2800", "\u115f\u1160\uffa0", "\u200d", "\u0301", "\ufe0f", HIDING]
BREAKS = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r\n", "\r", "\n", "\t", "\u00a0", "\u3000"]


@pytest.mark.parametrize("name", EMPTY)
def test_name_that_shows_nothing_is_empty(name: str) -> None:
    assert (tidied(name), tidied_text(name), alike(name)) == ("", "", "")


@pytest.mark.parametrize("sign", HIDING)
def test_sign_that_hides_or_turns_is_taken_out(sign: str) -> None:
    assert (clean(f"An{sign}na"), tidied(f"{sign}Anna{sign}")) == ("Anna", "Anna")


@pytest.mark.parametrize("sign", BREAKS)
def test_name_is_one_line(sign: str) -> None:
    assert tidied(f" Anna{sign}{sign} Ortega ") == "Anna Ortega"


def test_text_keeps_its_lines() -> None:
    assert tidied_text("One \r\nTwo\u2028Three\n\n\n\nFour\n") == "One\nTwo\nThree\n\nFour"


def test_flood_of_accents_is_bounded() -> None:
    assert tidied("e" + "\u0301" * 500) == "\u00e9" + "\u0301" * 3
    assert tidied("\u0ba8" + "\u0bbf\u0bcd" * 200) == "\u0ba8\u0bbf\u0bcd\u0bbf"
    assert tidied("e" + "\u0301\u200d" * 200 + "b") == "\u00e9" + "\u200d\u0301" * 3 + "\u200db"


def test_flood_of_joiners_and_selectors_is_bounded() -> None:
    assert tidied("a" + "\ufe0f" * 200 + "b" + "\u200d\ufe0f" * 200 + "c") == "a\ufe0fb\u200dc"


@pytest.mark.parametrize("name", ["André", "Zoë Ångström", "Nguyễn Văn", "می‌خواهم", "👩‍👩‍👧", "❤️ Herz", "שָׁלוֹם", "Ða"])
def test_name_of_any_script_stays(name: str) -> None:
    assert tidied(name) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("André", "Andre\u0301"),
        ("Anna", "An\u200bna"),
        ("Anna", "An\u200dna"),
        ("Anna", "ANNA"),
        ("Anna", "Аnnа"),
        ("Anna", "Ａｎｎａ"),
        ("Option A - new", "Option  A – new"),
        ("O'Neill", "O’Neill"),
        ("ΑΒΕ", "ABE"),
        ("ﬁne", "fine"),
    ],
)
def test_names_that_look_the_same_are_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "Änna"), ("André", "Andre"), ("A1", "Al"), ("1a", "1b"), ("かき", "がき")]
)
def test_names_that_differ_are_not_alike(one: str, other: str) -> None:
    assert alike(one) != alike(other)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert (clean(clean(text)), tidied(tidied(text)), tidied_text(tidied_text(text))) == (
        clean(text),
        tidied(text),
        tidied_text(text),
    )
