from dataclasses import replace

import pytest

from bot.chat.acts import Toggle
from bot.chat.call import House
from bot.chat.toggles import MAJORITIES, position, toggled
from bot.drafting.lines import drafted, edited, lines_of
from bot.drafting.settings import Defaults, VoteSettings
from core.faults import Fault, Faults
from core.model import Definition, Late, Option, RollBase

HOUSE = House(
    defaults=Defaults(vote=VoteSettings(time=90)),
    rules={"bylaws": VoteSettings(majority="two-thirds", quorum="1/3 of entitled")},
)
QUESTION = (Option("a", ""), Option("b", ""), Option("c", ""))


def draft(*lines: str) -> Definition:
    made = drafted(HOUSE, "Budget", lines)
    assert isinstance(made, Definition), made
    return made


def edit(definition: Definition, *lines: str, title: str = "") -> Definition:
    made = edited(HOUSE, definition, title, lines)
    assert isinstance(made, Definition), made
    return made


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (["majorty: simple"], [Fault("majorty", "unknown-setting", {"word": "majorty", "suggestion": "majority"})]),
        (["time: soon", "min: x"], [Fault("min", "wrong-type", {"expected": "int"})]),
        (["- a"], [Fault("options", "too-few-options", {"limit": "2"})]),
        (["method: irv", "majority: simple", "- a", "- b"], [Fault("majority", "majority-unused")]),
        (["method: irv", "rule: bylaws", "- a", "- b"], [Fault("majority", "majority-unused")]),
        (
            ["by weight", "max: 2"],
            [Fault("by_weight", "weight-unused"), Fault("max", "unused", {"method": "yes-no-abstain"})],
        ),
        (["withdraw: a"], [Fault("withdraw", "withdraw-unused")]),
        (["receipts: code"], [Fault("receipts", "receipts-unused")]),
    ],
)
def test_lines_that_cannot_be_are_all_named(lines: list[str], faults: list[Fault]) -> None:
    made = drafted(HOUSE, "Budget", lines)
    assert isinstance(made, Faults)
    assert [fault for fault in made.faults if fault in faults] == faults


def test_title_alone_takes_everything_from_the_defaults() -> None:
    assert draft() == Definition("Budget", QUESTION, time=90.0)


def test_rule_goes_before_the_defaults() -> None:
    expected = Definition(
        "Budget", QUESTION, time=90.0, majority="at least 2/3 of yes_no", quorum="at least 1/3 of entitled"
    )
    assert draft("rule: bylaws") == expected


def test_none_takes_a_default_away() -> None:
    assert draft("time: none") == Definition("Budget", QUESTION)


def test_options_make_a_choice_of_marks() -> None:
    expected = Definition(
        "Budget",
        (Option("a", "Blue"), Option("b", "Green")),
        majority="",
        method="block",
        maximum=2,
        seats=2,
        time=90.0,
    )
    assert draft("- Blue", "- Green", "seats: 2") == expected


def test_edit_of_one_line_leaves_the_rest() -> None:
    before = draft("except: 4, 5", "text: Full wording", "no abstain")
    assert edit(before, "time: 2m") == replace(before, time=120.0)


def test_edit_of_the_title_alone_changes_the_title() -> None:
    assert edit(draft(), title="Budget 2027") == replace(draft(), title="Budget 2027")


def test_edit_with_a_rule_applies_it() -> None:
    assert edit(draft(), "rule: bylaws") == draft("rule: bylaws")


def test_edit_with_options_turns_a_question_into_a_choice() -> None:
    assert edit(draft("majority: absolute"), "- Blue", "- Green") == draft("- Blue", "- Green")


def test_majority_of_a_rule_is_asked_of_every_option() -> None:
    assert draft("- Blue", "- Green", "rule: bylaws").majority == "at least 2/3 of yes_no"


def test_edit_does_not_bring_back_a_default_that_was_taken_away() -> None:
    before = draft("time: none")
    assert edit(before, "quorum: 300") == replace(before, quorum="300")


def test_edit_keeps_a_maximum_that_was_said() -> None:
    before = draft("- a", "- b", "- c", "max: 3")
    assert edit(before, "seats: 2") == replace(before, seats=2)


def test_lines_say_the_whole_draft_again() -> None:
    before = draft(
        "majority: absolute and more than 1/2 of entitled by weight", "tie: chair", "quorum: 300", "group: north",
        "except: 4", "roll: entitled", "late: until_close", "revote: off", "close when all",
        "publish at once", "text: one", "text: two",
        "title.de: Haushalt", "time: none", "no abstain",
    )  # fmt: skip
    assert (before.roll, before.late, before.time) == (RollBase.ENTITLED, Late.UNTIL_CLOSE, None)
    assert draft(*lines_of(before)) == before


def test_lines_of_a_choice_say_it_again() -> None:
    before = draft("- Blue", "- Green", "- Red", "min: 2", "max: 2", "abstain")
    assert draft(*lines_of(before)) == before


def test_lines_leave_out_what_is_too_long_to_copy() -> None:
    before = draft("text: " + "x" * 5000)
    assert sum(map(len, lines_of(before))) < 100
    assert edit(before, *lines_of(before)) == before


@pytest.mark.parametrize(
    ("toggle", "lines", "values"),
    [
        (Toggle.MAJORITY, [], [*MAJORITIES, MAJORITIES[0]]),
        (Toggle.MAJORITY, ["majority: at least 3/5 of valid"], ["at least 3/5 of valid", MAJORITIES[0]]),
        (Toggle.TIME, ["time: none"], [None, 60, 90, 180, 300, None]),
        (Toggle.TIME, ["time: 45s"], [45, None]),
        (Toggle.ABSTENTION, [], [True, False, True]),
        (Toggle.SECRECY, [], [False, True, False]),
    ],
)
def test_toggle_goes_round(toggle: Toggle, lines: list[str], values: list[object]) -> None:
    fields = {Toggle.MAJORITY: "majority", Toggle.TIME: "time", Toggle.ABSTENTION: "abstain", Toggle.SECRECY: "secret"}
    definition, seen = draft(*lines), []
    for _ in values:
        seen.append(getattr(definition, fields[toggle]))
        definition = toggled(definition, toggle)
    assert seen == values


@pytest.mark.parametrize(
    ("lines", "after", "expected"),
    [
        ([], [], (False, False)),
        (["secret"], [], (True, True)),
        (["secret", "receipts: off"], [], (True, False)),
        (["secret", "receipts: off"], ["time: 60s"], (True, False)),
        (["secret", "receipts: off"], ["receipts: code"], (True, True)),
        (["secret"], ["named"], (False, False)),
        ([], ["secret"], (True, True)),
    ],
)
def test_secrecy_and_receipts_of_a_matter(lines: list[str], after: list[str], expected: tuple[bool, bool]) -> None:
    made = edit(draft(*lines), *after)
    assert (made.secret, made.receipts) == expected


def test_toggled_secrecy_takes_receipts_along() -> None:
    secret = toggled(draft(), Toggle.SECRECY)
    assert (secret.receipts, toggled(secret, Toggle.SECRECY)) == (True, draft())


def test_abstention_is_an_option_of_a_question() -> None:
    without = toggled(draft(), Toggle.ABSTENTION)
    assert without == replace(draft(), abstain=False, options=QUESTION[:2])
    assert (position(draft(), Toggle.ABSTENTION), position(without, Toggle.ABSTENTION)) == (0, 1)
