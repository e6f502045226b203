"""What a chair types below a command, in the words of any language."""

import pytest

from bot.chat.call import House
from bot.drafting.lines import drafted, edited
from core import rules
from core.faults import Fault, Faults
from core.model import Definition, Late, RollBase


def draft(*lines: str) -> Definition:
    made = drafted(House(), "Budget", lines)
    assert isinstance(made, Definition), made
    return made


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("Mehrheit: zwei Drittel", "at least 2/3 of yes_no"),
        ("MEHRHEIT = Dreiviertelmehrheit", "at least 3/4 of yes_no"),
        ("Mehrheit: mehr als die Hälfte der gültigen Stimmen", "more than 1/2 of valid"),
        ("Mehrheit: mindestens 3/4 der Stimmberechtigten nach Gewicht", "at least 3/4 of entitled by weight"),
        ("Mehrheit: mehr als 1/2 der Ja- und Nein-Stimmen und mehr als 1/2 von Gewicht",
         "more than 1/2 of yes_no and more than 1/2 of weight"),
        ("majority: 2/3", "at least 2/3 of yes_no"),
        ("majority: two thirds", "at least 2/3 of yes_no"),
        ("majority: 3/4 of those present", "at least 3/4 of present"),
    ],
)  # fmt: skip
def test_majority_is_understood_in_every_language(line: str, formula: str) -> None:
    assert draft(line).majority == formula


@pytest.mark.parametrize("line", ["majority: 1/2", "Mehrheit: die Hälfte", "majority: half of valid"])
def test_one_half_is_asked_about(line: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    assert [(fault.path, fault.code) for fault in made.faults] == [("majority", "majority-half")]


def test_all_german_lines_mean_what_they_say() -> None:
    made = draft(
        "Quorum: 1/3 der Stimmberechtigten",
        "Zeit: 2m",
        "keine Enthaltung",
        "namentlich",
        "Gruppe: von und zu",
        "Außer: 12, 17",
        "Verzeichnis: Stimmberechtigte",
        "Nachzügler: bis zum Schluss",
        "Umentscheiden: aus",
        "Titel.en: Budget 2027",
    )
    assert (made.quorum, made.time, made.abstain, made.group, made.excluded, made.roll, made.late, made.revote) == (
        "at least 1/3 of entitled", 120, False, "von und zu", ("12", "17"), RollBase.ENTITLED, Late.UNTIL_CLOSE, False,
    )  # fmt: skip
    assert made.titles == {"en": "Budget 2027"}


def test_text_goes_on_until_the_next_key_with_its_bullets() -> None:
    made = draft("- Park", "- Pool", "text: We build:", "- a fence", "Note: not before May.", "time: 90s", "- Zoo")
    assert made.text == "We build:\n- a fence\nNote: not before May."
    assert [option.text for option in made.options] == ["Park", "Pool", "Zoo"]


def test_flag_ends_a_text() -> None:
    made = draft("text: One", "two", "no abstain", "- Park", "- Pool")
    assert (made.text, made.abstain, len(made.options)) == ("One\ntwo", False, 2)


@pytest.mark.parametrize("bullet", ["  - a fence", "\t- a fence", "> - a fence", "“- a fence"])
def test_bullet_that_is_indented_or_quoted_is_text(bullet: str) -> None:
    made = draft("- Park", bullet, "- Pool")
    assert ([option.text for option in made.options], made.text) == (["Park", "Pool"], bullet.strip())


def test_setting_with_a_slip_in_a_text_is_asked_about() -> None:
    made = drafted(House(), "Budget", ["text: One", "majorty: simple"])
    assert made == Faults((Fault("majorty", "unknown-setting", {"word": "majorty", "suggestion": "majority"}),))


def test_text_is_changed_and_taken_away_by_edit() -> None:
    first = draft("text: One", "two")
    changed = edited(House(), first, "", ["text: Three", "four"])
    gone = edited(House(), first, "", ["Text: keine"])
    assert isinstance(changed, Definition)
    assert isinstance(gone, Definition)
    assert (changed.text, gone.text) == ("Three\nfour", "")


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("Mehrheit: zwei Drittel der Stimmberechtigten", "at least 2/3 of entitled"),
        ("majority: two-thirds of valid", "at least 2/3 of valid"),
        ("majority: three-quarters of entitled by weight", "at least 3/4 of entitled by weight"),
        ("Mehrheit: absolute Mehrheit der Anwesenden", "more than 1/2 of present"),
        ("Mehrheit: mehr als zwei Drittel der gültigen Stimmen", "more than 2/3 of valid"),
        ("Mehrheit: mehr als die Hälfte der abgegebenen Stimmzettel", "more than 1/2 of cast"),
    ],
)
def test_short_word_goes_with_another_base(line: str, formula: str) -> None:
    assert rules.formula(rules.parse_majority(draft(line).majority)) == formula


@pytest.mark.parametrize(
    "line", ["Mehrheit: mehr als die Hälfte der abgegebenen Stimmen", "majority: at least 2/3 of votes cast"]
)
def test_votes_cast_are_asked_about(line: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    assert [(fault.path, fault.code) for fault in made.faults] == [("majority", "majority-cast")]


@pytest.mark.parametrize("line", ["majority: simple of entitled", "majority: more than absolute of valid"])
def test_short_word_that_says_no_share_of_a_base_is_refused(line: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    assert [(fault.path, fault.code) for fault in made.faults] == [("majority", "majority-form")]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("5 min", 300),
        ("2 Minuten", 120),
        ("1 Std. 30 Min.", 5400),
        ("90 sec", 90),
        ("2 Tage", 172_800),
        ("1 hour", 3600),
    ],
)
def test_time_is_understood_in_words(written: str, seconds: int) -> None:
    assert draft(f"time: {written}").time == seconds


@pytest.mark.parametrize("written", ["5 Fuß", "min", "1:30", "5 m 3", "five min"])
def test_time_that_is_none_is_refused(written: str) -> None:
    made = drafted(House(), "Budget", [f"Zeit: {written}"])
    assert isinstance(made, Faults)
    assert [(fault.path, fault.code) for fault in made.faults] == [("time", "bad-duration")]


def test_methods_receipts_and_ties_have_words() -> None:
    made = draft(
        "Verfahren: Zustimmungswahl",
        "geheim",
        "Belege: ja",
        "Gleichstand: Losentscheid",
        "- A",
        "- B",
        "ausgenommen: 3",
    )
    assert (made.method, made.secret, made.receipts, made.tie, made.excluded) == ("approval", True, True, "lot", ("3",))
