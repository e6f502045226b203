"""Networks without buttons: the texts in place of those that speak of buttons, and how ballots look there."""

import re

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from adapters.contract import plain
from adapters.matrix.content import text as content_of
from bot.chat.buttons import CastPrivate, decode
from bot.views.ballot.own import Drawing, group, private
from bot.wording.speech import LANGUAGES, TEXTS, speech
from core.model import MemberId
from tests.test_ballot_view import ELECTION, VOTE
from tests.test_texts import VARIABLES, _Variables

NUMBERED = {language: speech(language, mark="!", buttons=False) for language in LANGUAGES}
BUTTONS = re.compile(r"press|button|drück|knopf", re.IGNORECASE)
PAPER = Drawing(MemberId(17), 4, None, None)


def replacements(language: str) -> dict[str, set[str]]:
    """Variables by key."""
    found: dict[str, set[str]] = {}
    for path in sorted((TEXTS / language / "numbered").glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            assert not isinstance(entry, fluent.Junk), (path.name, entry.content)
            if isinstance(entry, fluent.Message):
                used = _Variables()
                used.visit(entry)
                found[entry.id.name] = used.names
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_replacement_has_the_variables_of_what_it_replaces(language: str) -> None:
    wrong = {key: names for key, names in replacements(language).items() if names != VARIABLES["en"].get(key)}
    assert wrong == {}


def test_languages_replace_the_same_texts() -> None:
    assert {language: replacements(language).keys() for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, replacements("en").keys()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_to_press_where_there_are_no_buttons(language: str) -> None:
    # never said there, or of all networks
    about_buttons = {"ballot-group-press", "ballot-group-object", "ballot-group-open"}
    about_buttons |= {"secret-means", "secret-promise", "section-secret"}
    values = {name: 1 for names in VARIABLES[language].values() for name in names}
    files = [path.read_text("utf-8") for path in sorted((TEXTS / language).glob("*.ftl"))]
    keys = re.findall(r"^([a-z-]+) =", "\n".join(files), re.MULTILINE)
    said = {key: NUMBERED[language].say(key, **values) for key in keys if not key.startswith("button-")}
    assert {key for key, text in said.items() if BUTTONS.search(text)} <= about_buttons


def test_commands_have_the_networks_mark() -> None:
    assert NUMBERED["en"].say("help-unbound").count("!start") == 1
    assert NUMBERED["en"].say("command-unknown", name="opne", near="open").startswith("I do not know !opne. ")
    both = plain(NUMBERED["de"].say("link-code", code="C"))
    assert ("/start C" in both, "!join C" in both) == (True, True)
    assert speech("en").say("usage-cast") == "<code>/cast 7b</code>"
    assert NUMBERED["en"].say("usage-cast") == "<code>!cast 7b</code>"


def test_title_that_looks_like_a_command_keeps_its_mark_and_cannot_be_tapped() -> None:
    named = NUMBERED["en"].say("name-vote", number=7, title="/open 7 and /close")
    assert "“/\u2060open 7 and /\u2060close”" in plain(named)


def test_single_choice_is_a_poll_whose_list_is_shown_once() -> None:
    ballot = private(NUMBERED["en"], VOTE, PAPER)
    body = content_of(ballot)["body"]
    assert isinstance(body, str)
    assert (ballot.poll, body.count("7a · Yes"), "1. 7a · Yes" in body) == (True, 1, False)
    assert "To vote, write for instance 7b" in body
    assert [type(decode(row[0].data)) for row in ballot.rows] == [CastPrivate] * 3


def test_marks_are_typed() -> None:
    ballot = private(NUMBERED["en"], ELECTION, PAPER)
    assert (ballot.rows, ballot.poll) == ((), False)
    body = plain(ballot.text)
    assert "\n7a · Ada\n7b · Bo <b>x\n7c · Cem" in body
    assert "Write your choice: 7 a b c, or 7 abstain" in body


def test_in_a_group_nothing_can_be_cast_that_everybody_would_see() -> None:
    ballot = group(NUMBERED["en"], VOTE)
    assert (ballot.rows, "private room" in ballot.text) == ((), True)
