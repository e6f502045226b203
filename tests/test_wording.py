"""Numbers, times and lists as each language writes them, and what no value can break."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from babel.lists import format_list
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.lists import fitted, fitting, lines, listed, shortened
from bot.wording.numbers import amount, brief, exact, percentage, places, rounded, side_of, weight
from bot.wording.speech import Markup, Speech, joined, speech
from core.rules import Base, Condition

EN, DE = speech("en"), speech("de", "Europe/Berlin")
AT = datetime(2027, 3, 20, 14, 2, 11, tzinfo=UTC)


def test_value_longer_than_fluent_takes_is_said_all_the_same() -> None:
    assert EN.say("announcement-head", title="<" * 3000) == f"<b>Announcement</b> · {'&lt;' * 3000}"


def test_text_that_is_no_markup_is_escaped_wherever_it_is_put_in() -> None:
    told = [joined(["<b>", Markup("<i>x</i>"), ""]), Markup("<b>{}</b>").format("a & b"), Markup(", ").join(["<", ">"])]
    assert told == ["&lt;b&gt;\n<i>x</i>", "<b>a &amp; b</b>", "&lt;, &gt;"]


@pytest.mark.parametrize(
    ("seconds", "en", "de"),
    [
        (0, "0 s", "0 s"),
        (45, "45 s", "45 s"),
        (90, "1:30 min", "1:30 min"),
        (120, "2 min", "2 min"),
        (7200, "2 h", "2 h"),
        (5400, "1:30 h", "1:30 h"),
        (3605, "1:00:05 h", "1:00:05 h"),
        (2880 * 60, "2 days", "2 Tage"),
        (86_400 + 3600, "1 day 1 h", "1 Tag 1 h"),
    ],
)
def test_length_of_time(seconds: int, en: str, de: str) -> None:
    assert [words.span(timedelta(seconds=seconds)) for words in (EN, DE)] == [en, de]


def test_time_on_another_day_carries_its_day() -> None:
    later = AT + timedelta(days=2)
    assert [EN.moment(AT, AT), EN.moment(later, AT), DE.moment(later, AT), EN.moment(AT, None)] == [
        "14:02:11",
        "14:02:11 on 22 Mar 2027",
        "15:02:11 am 22.03.2027",
        "14:02:11",
    ]


def test_days_are_those_of_the_place_not_of_greenwich() -> None:
    evening = datetime(2027, 3, 20, 22, 30, tzinfo=UTC)
    assert DE.moment(evening + timedelta(hours=1), evening) == "00:30:00 am 21.03.2027"


def test_numbers_are_exact_and_grouped() -> None:
    assert [
        amount(DE, 12_345),
        weight(DE, 1_234_567_891),
        exact(EN, "1234.000001"),
        rounded(DE, "-0.005"),
        rounded(EN, "1234.5", 0),
        brief(EN, "20.10"),
        brief(DE, "1000"),
    ] == ["12.345", "1.234,567891", "1,234.000001", "-0,01", "1,235", "20.1", "1.000"]


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_percentage_lies_on_the_side_of_the_limit(part: int, rest: int, one: int, other: int, strict: bool) -> None:
    threshold, share = Fraction(min(one, other), max(one, other) + strict), Fraction(part, part + rest)
    sides = (side_of(Condition(threshold, strict=strict, base=Base.VALID)),)
    shown = percentage(EN, share, places(share, sides), sides)
    read = Fraction(shown.removesuffix(" %").replace(",", "")) / 100
    assert (sides[0](read), read > 0, read >= 1) == (sides[0](share), share > 0, share >= 1)


@pytest.mark.parametrize(
    ("names", "most", "shown"),
    [
        ([], 10, ""),
        (["Ada"], 1, "Ada"),
        (["Ada", "Bea"], 20, "Ada und Bea"),
        (["Ada", "Bea", "<Cem>"], 20, "Ada, Bea und &lt;Cem&gt;"),
        (["Ada", "Bea", "Cem", "Dan"], 9, "Ada, Bea und 2 weitere"),
        (["A" * 50, "Bea"], 9, f"{'A' * 50} und 1 weitere"),
    ],
)
def test_names_in_a_sentence_are_as_many_as_fit(names: list[str], most: int, shown: str) -> None:
    assert listed(DE, names, most) == shown


def test_names_of_a_known_number_that_do_not_fit_are_not_asked_for() -> None:
    names = iter(["Ada", "Bea", "Cem", "Dan", "Eve"])
    assert (listed(DE, names, 9, count=5), list(names)) == ("Ada, Bea und 3 weitere", ["Dan", "Eve"])


@pytest.mark.parametrize("speech", [EN, DE])
@pytest.mark.parametrize("style", ["standard", "or"])
def test_names_of_any_number_stand_as_the_language_lists_them(speech: Speech, style: Literal["standard", "or"]) -> None:
    for number in range(9):
        names = [f"A & {name}" for name in "bcdefghij"[:number]]
        assert speech.together(names, style).unescape() == format_list(names, style, speech.locale)


def test_names_of_everybody_are_put_together_at_once() -> None:
    """One by one, as babel does it, it is the square of their number: minutes of work."""
    everybody = [f"Member {number}" for number in range(300_000)]
    assert EN.together(everybody) == f"{', '.join(everybody[:-1])} and {everybody[-1]}"


def test_lines_are_as_many_as_fit_and_counted_as_they_are_read() -> None:
    assert lines(EN, [Markup("<b>one</b>"), "two", "three"], 8) == "<b>one</b>\ntwo\n… and 1 more"
    assert lines(EN, ["one", "two", "three"], 8, 1204) == "one\ntwo\n… and 1,202 more"
    assert [fitting(["ab", "cd"], room) for room in (1, 2, 4, 5)] == [0, 1, 1, 2]
    assert [fitted(["ab", "cd"], room) for room in (1, 4, 5)] == [["…"], ["ab", "…"], ["ab", "cd"]]


def test_texts_that_come_apart_are_listed_as_the_language_does() -> None:
    people = ("Ada (1)", "Bea <2>", "Cem (3)")
    said = [speech.say("alarm-proxies-over-cap", number=1, count=3, people=people, most=1) for speech in (EN, DE)]
    assert [text.rpartition(": ")[2] for text in said] == [
        "Ada (1), Bea &lt;2&gt; and Cem (3)",
        "Ada (1), Bea &lt;2&gt; und Cem (3)",
    ]


@pytest.mark.parametrize(
    ("most", "shown"),
    [(20, "7a, 7b, 7c, 7d"), (13, "7a, 7b, …, 7d"), (12, "7a, …, 7d"), (9, "7a, …, 7d"), (8, "7a, 7b,…")],
)
def test_newest_part_stays_where_others_are_left_out(most: int, shown: str) -> None:
    assert shortened(["7a", "7b", "7c", "7d"], most) == shown


def test_texts_are_escaped_in_one_place() -> None:
    """Everything else puts texts into `Markup`, which escapes them by itself."""
    root = Path(__file__).parents[1] / "bot"
    sources = {
        path.relative_to(root).as_posix() for path in root.rglob("*.py") if "html.escape" in path.read_text("utf-8")
    }
    assert {path for path in sources if not path.startswith("bench/")} == {"wording/speech.py"}
