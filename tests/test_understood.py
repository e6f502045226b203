"""What a chair types below a command, in the words of any language."""

import re

import pytest

from adapters.contract import plain
from bot.chat.call import House
from bot.drafting.lines import drafted, edited
from bot.drafting.settings import VoteSettings, parse_lines, validated
from bot.drafting.understood import understood
from bot.views import lists
from bot.wording.speech import LANGUAGES, speech
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
        ("Mehrheit: 2/3-Mehrheit", "at least 2/3 of yes_no"),
        ("Mehrheit: 2/3 Mehrheit der Anwesenden", "at least 2/3 of present"),
        ("Mehrheit: eine 2/3-Mehrheit aller Mitglieder", "at least 2/3 of entitled"),
        ("Mehrheit: 2/3tel", "at least 2/3 of yes_no"),
        ("Mehrheit: ⅔ der gültigen Stimmen", "at least 2/3 of valid"),
        ("Mehrheit: Zweidrittelmehrheit", "at least 2/3 of yes_no"),
        ("Mehrheit: Zwei-Drittel-Mehrheit der Anwesenden", "at least 2/3 of present"),
        ("Mehrheit: Zwei\u2011Drittel\u2011Mehrheit der Anwesenden", "at least 2/3 of present"),
        ("Mehrheit: 2/3\u2013Mehrheit", "at least 2/3 of yes_no"),
        ("Mehrheit: mit einfacher Mehrheit", "more than 1/2 of yes_no"),
        ("Mehrheit: einfache Mehrheit", "more than 1/2 of yes_no"),
        ("Mehrheit: einfache Mehrheit nach Gewicht", "more than 1/2 of yes_no by weight"),
        ("Mehrheit: absolute Mehrheit", "more than 1/2 of valid"),
        ("Mehrheit: Mehrheit der anwesenden Mitglieder", "more than 1/2 of present"),
        ("Mehrheit: drei Viertel der erschienenen Mitglieder", "at least 3/4 of present"),
        ("Mehrheit: 75 %", "at least 3/4 of yes_no"),
        ("Mehrheit: 75 Prozent der Stimmberechtigten", "at least 3/4 of entitled"),
        ("Mehrheit: 75-prozentige Mehrheit", "at least 3/4 of yes_no"),
        ("Mehrheit: 60%-Mehrheit", "at least 3/5 of yes_no"),
        ("Mehrheit: Drei-Fünftel-Mehrheit", "at least 3/5 of yes_no"),
        ("Mehrheit: mehr als 50 % der Anwesenden", "more than 1/2 of present"),
        ("Mehrheit: über die Hälfte", "more than 1/2 of yes_no"),
        ("Mehrheit: einstimmig", "at least 1/1 of yes_no"),
        ("majority: two-thirds majority", "at least 2/3 of yes_no"),
        ("majority: a 2/3 majority of members present", "at least 2/3 of present"),
        ("majority: 2/3rds", "at least 2/3 of yes_no"),
        ("majority: simple majority", "more than 1/2 of yes_no"),
        ("majority: an absolute majority", "more than 1/2 of valid"),
        ("majority: more than 50%", "more than 1/2 of yes_no"),
        ("majority: 75 percent of all members", "at least 3/4 of entitled"),
        ("majority: majority of the entitled", "more than 1/2 of entitled"),
        ("majority: three fourths", "at least 3/4 of yes_no"),
        ("majority: a majority of all members", "more than 1/2 of entitled"),
        ("Mehrheit: Mehrheit aller Mitglieder", "more than 1/2 of entitled"),
        ("Mehrheit: 2/3.", "at least 2/3 of yes_no"),
        ("majority: unanimous", "at least 1/1 of yes_no"),
    ],
)  # fmt: skip
def test_majority_is_understood_in_every_language(line: str, formula: str) -> None:
    assert draft(line).majority == formula


@pytest.mark.parametrize(
    "line",
    ["majority: 1/2", "Mehrheit: die Hälfte", "majority: half of valid", "Mehrheit: 50 %", "majority: 50 percent",
     "majority: 50% + 1", "Mehrheit: 50 Prozent plus eine Stimme"],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("line", "secret", "abstain"),
    [
        ("geheim: ja", True, True),
        ("Geheim: nein", False, True),
        ("namentlich: ja", False, True),
        ("offen: nein", True, True),
        ("secret: yes", True, True),
        ("not secret: no", True, True),
        ("Enthaltung: nein", False, False),
        ("keine Enthaltung: ja", False, False),
        ("no abstentions: off", False, True),
    ],
)
def test_flag_is_understood_with_yes_and_no_behind_it(line: str, secret: bool, abstain: bool) -> None:
    made = draft(line)
    assert (made.secret, made.abstain) == (secret, abstain)


@pytest.mark.parametrize("line", ["Mehrheit: eİnfach", "majority: sİmple of valid", "Quorum: wenİgstens 2/3"])
def test_letter_that_only_matches_an_i_is_a_word_nobody_knows(line: str) -> None:
    assert isinstance(drafted(House(), "Budget", [line]), Faults)


@pytest.mark.parametrize(
    "line", ["Außer: #12, 17", "except: 12 and 17", "außer: 12 und #17", "except: 12, and 17", "Außer: 12 & 17"]
)
def test_struck_members_are_a_list_as_people_write_it(line: str) -> None:
    assert draft(line).excluded == ("12", "17")


def test_struck_members_of_a_file_are_a_list_too() -> None:
    made = validated({"title": "Budget", "except": "12 und 17"})
    assert isinstance(made, VoteSettings)
    assert made.excluded == ("12", "17")


@pytest.mark.parametrize("written", [12, "12", "#12", [12], ["12"], ["#12"]])
def test_struck_member_of_a_file_is_one_however_it_is_written(written: object) -> None:
    made = validated({"title": "Budget", "except": written})
    assert isinstance(made, VoteSettings)
    assert made.excluded == ("12",)


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
    "line",
    ["Mehrheit: mehr als die Hälfte der abgegebenen Stimmen", "majority: at least 2/3 of votes cast",
     "Mehrheit: einfache Mehrheit der abgegebenen Stimmen", "Mehrheit: 2/3 der abgegebenen gültigen Stimmen",
     "majority: majority of the votes", "majority: 2/3 of those present and voting"],
)  # fmt: skip
def test_votes_cast_are_asked_about(line: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    assert [(fault.path, fault.code) for fault in made.faults] == [("majority", "majority-cast")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("majority: simple of entitled", "majority-simple"),
        ("Mehrheit: einfache Mehrheit der Anwesenden", "majority-simple"),
        ("Mehrheit: 66 %", "share-third"),
        ("Mehrheit: 66%", "share-third"),
        ("Mehrheit: 66,6 Prozent der Anwesenden", "share-third"),
        ("majority: 67 percent", "share-third"),
        ("quorum: 33%", "share-third"),
        ("secret on demand: 33 %", "share-third"),
        ("majority: more than absolute of valid", "majority-form"),
        ("Mehrheit: qualifizierte Mehrheit", "majority-form"),
    ],
)
def test_share_that_can_be_read_in_two_ways_is_asked_about(line: str, code: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    assert [fault.code for fault in made.faults] == [code]


@pytest.mark.parametrize(
    ("line", "quorum", "demand"),
    [
        ("Quorum: 50 %", "at least 1/2 of entitled", "1/4"),
        ("Beschlussfähigkeit: die Hälfte", "at least 1/2 of entitled", "1/4"),
        ("Quorum: ein Drittel der Mitglieder", "", ""),
        ("Quorum: ein Drittel aller Mitglieder", "at least 1/3 of entitled", "1/4"),
        ("quorum: a quarter", "at least 1/4 of entitled", "1/4"),
        ("quorum: more than half of all members", "more than 1/2 of entitled", "1/4"),
        ("quorum: 10 percent", "at least 1/10 of entitled", "1/4"),
        ("Quorum: 30 Mitglieder", "30", "1/4"),
        ("quorum: 30 members", "30", "1/4"),
        ("geheim auf Verlangen: ein Viertel der Anwesenden", "none", "1/4"),
        ("secret on demand: 10 %", "none", "1/10"),
        ("secret on demand: a third of those present", "none", "1/3"),
    ],
)
def test_shares_of_quorum_and_demand_are_understood_in_words(line: str, quorum: str, demand: str) -> None:
    made = drafted(House(), "Budget", [line])
    found = (made.quorum, made.secret_on_demand) if isinstance(made, Definition) else ("", "")
    assert found == (quorum, demand)


def test_file_speaks_every_language_of_the_product() -> None:
    made = validated({
        "title": "Budget", "majority": "Zweidrittelmehrheit", "quorum": "50 %", "tie": "Los",
        "secret_on_demand": "10 %", "method": "Zustimmungswahl", "roll": "stimmberechtigte", "late": "bis zum Schluss",
        "group": "keine",
        "order": "Los Samstag und Los",
    })  # fmt: skip
    assert isinstance(made, VoteSettings)
    assert (made.majority, made.quorum, made.tie, made.secret_on_demand, made.method, made.roll, made.late) == (
        "two-thirds", "50 %", "lot", "10 %", "approval", RollBase.ENTITLED, Late.UNTIL_CLOSE,
    )  # fmt: skip
    assert (made.group, made.order) == ("keine", "lot Samstag und Los")


def test_file_with_a_share_that_can_be_read_in_two_ways_is_asked_about() -> None:
    assert validated({"title": "Budget", "majority": "66%"}) == Faults((
        Fault("majority", "share-third", {"word": "66%", "third": "2/3", "exact": "66/100"}),
    ))  # fmt: skip


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
    assert draft("Stichentscheid: Leitung").tie == "chair"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_that_the_usage_shows_are_understood_in_the_same_language(language: str) -> None:
    shown = re.findall("<code>(.*?)</code>", str(speech(language).say("how-lines")))
    assert len(shown) == 19
    assert [line for line in shown if isinstance(parse_lines("", understood([line])), Faults)] == []


def test_fault_is_placed_in_the_chair_s_own_words() -> None:
    found = [Fault(path, "empty") for path in ("majority", "secret_on_demand", "except", "event[1].vote[2].time")]
    german = [line.split(":")[0] for line in plain(lists.faults(speech("de"), found, "vote").text).splitlines()[1:5]]
    assert german == ["• mehrheit", "• geheim auf verlangen", "• außer", "• event[1].vote[2].time"]


@pytest.mark.parametrize(
    ("line", "english", "german"),
    [
        ("tie: dice", "tie: “dice” is not one of: rejected, chair, runoff, lot.",
         "gleichstand: „dice“ ist keines von: abgelehnt, leitung, stichwahl, los."),
        ("roll: alle", "roll: “alle” is not one of: present, entitled.",
         "stimmberechtigt: „alle“ ist keines von: anwesend, stimmberechtigt."),
        ("method: STW", "method: “STW” is not one of: yes-no-abstain, plurality, block, approval, per-candidate, irv,"
         " scottish-stv, meek-stv, schulze, no-objection.",
         "verfahren: „STW“ ist keines von: ja-nein, relative mehrheit, blockwahl, zustimmungswahl, einzelabstimmung,"
         " integrierte stichwahl, stv, meek, schulze-methode, konsent."),
        ("order: Los", "order: does not go with the method yes-no-abstain.",
         "reihenfolge: passt nicht zum Verfahren ja-nein."),
        ("Mehrheit: 2/3 der Mitglieder", "majority: There is no base “Mitglieder”. There are yes_no, valid, cast,"
         " present, entitled, weight. Did you mean “entitled”?",
         "mehrheit: Die Bezugsgröße „Mitglieder“ gibt es nicht. Es gibt: Ja und Nein; gültige Stimmen; abgegebene"
         " Stimmzettel; Anwesende; Stimmberechtigte; Gewicht. Meinst du „stimmberechtigt“?"),
        ("mehrhiet: 2/3", "There is no setting “mehrhiet”.",
         "Es gibt keine Einstellung „mehrhiet“. Meinst du „mehrheit“?"),
        ("geheimm", "I cannot read the line “geheimm”. Did you mean “secret”?",
         "Die Zeile „geheimm“ verstehe ich nicht. Meinst du „geheim“?"),
        ("Stichwahl: ja", "runoff: “ja” is not a run-off. Write 2, or: twice, or: twice absolute, 2. Did you mean “2”?",
         "stichwahl: „ja“ ist keine Stichwahl. Schreib 2, oder: doppelt so viele, oder: doppelt so viele absolut, 2."
         " Meinst du „2“?"),
    ],
)  # fmt: skip
def test_fault_names_what_can_be_typed_in_the_reader_s_language(line: str, english: str, german: str) -> None:
    made = drafted(House(), "Budget", [line])
    assert isinstance(made, Faults)
    said = [plain(lists.faults(speech(language), made.faults, "vote").text) for language in ("en", "de")]
    assert [text.splitlines()[1] for text in said] == [f"• {english}", f"• {german}"]


@pytest.mark.parametrize(
    "line",
    ["Stichwahl: doppelt so viele", "Stichwahl: doppelt so viele absolut, 2", "Verfahren: Einzelabstimmung",
     "Sitze: 2 Frauen, 2 offen", "niemand davon", "geheim", "geheim auf Verlangen: eins", "geheim auf Verlangen: aus",
     "Mehrheit: mehr als 1/2 von Ja und Nein nach Gewicht"],
)  # fmt: skip
def test_lines_that_german_faults_propose_are_understood(line: str) -> None:
    assert not isinstance(parse_lines("", understood([line])), Faults)
