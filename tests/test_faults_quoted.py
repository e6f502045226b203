"""A fault quotes what was typed, and says everything else in the reader's language."""

from pathlib import Path

import pytest

from adapters.contract import plain
from bot.chat.call import House
from bot.config.load import ConfigError, load
from bot.drafting.lines import drafted, drafted_election, edited
from bot.views import lists
from bot.wording.speech import speech
from core.errors import Refusal
from core.faults import Faults, faults_in
from tests.people import MOTION

BOARD = ["- Anna", "- Bert", "- Carla"]


def told(language: str, found: object) -> str:
    """The sentence about the first fault."""
    assert isinstance(found, Faults | Refusal)
    return plain(lists.faults(speech(language), faults_in(found), "vote").text).splitlines()[1]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("Mehrheit: zweidritel", "zweidritel"),
        ("Mehrheit: 2/3 nach Gewichd", "2/3 nach Gewichd"),
        ("Mehrheit: einfach und dreiviertl der Stimmberechtigten", "einfach und dreiviertl der Stimmberechtigten"),
        ("Mehrheit: mehr als die Hälfte der Anwesendn", "Anwesendn"),
        ("Mehrheit: 66 Prozent", "66 Prozent"),
        ("Quorum: ein Drittl der Stimmberechtigten", "ein Drittl der Stimmberechtigten"),
        ("Quorum: 1/3 der Anwesenden", "1/3 der Anwesenden"),
        ("majority: at least twothird of valid", "twothird"),
    ],
)
def test_fault_quotes_what_was_typed(language: str, line: str, quoted: str) -> None:
    marks = "„{}“" if language == "de" else "“{}”"
    for found in (
        drafted(House(), "Budget", [line]),
        drafted_election(House(), "Board", [line, *BOARD]),
        edited(House(), MOTION, "", [line]),
    ):
        assert marks.format(quoted) in told(language, found)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("publish: x", "• Es gibt keine Einstellung „publish“. Meinst du „sofort veröffentlichen“?"),
        ("Stimme ändern: nie", "• Es gibt keine Einstellung „stimme ändern“."),
        (
            "Quorum: hälftig",
            "• quorum: „hälftig“ verstehe ich nicht. Zum Beispiel: 300; 1/3 der Stimmberechtigten; keines.",
        ),
        ("Mehrheit: mindestens 5/3 der gültigen Stimmen", "• mehrheit: „5/3“ kann keine Schwelle sein."),
    ],
)
def test_german_fault_has_no_english_words(line: str, sentence: str) -> None:
    assert told("de", drafted(House(), "Haushalt", [line])) == sentence


def test_fault_of_a_file_quotes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'organisation.name = "Club"\n[[event]]\nid = "agm"\ntitle = "A"\n'
        '[[event.vote]]\ntitle = "B"\nmajority = "2/3 nach Gewichd"\n'
    )
    with pytest.raises(ConfigError) as refused:
        load(file)
    assert [fault.data["word"] for fault in refused.value.faults] == ["2/3 nach Gewichd"]
