"""The settings of a vote, from the lines of a command and from tables."""

from collections.abc import Sequence
from typing import TypeVar

import pytest

from bot.chat.call import House
from bot.drafting.durations import format_duration, parse_duration
from bot.drafting.lines import completed
from bot.drafting.merging import merged
from bot.drafting.settings import Defaults, VoteSettings, parse_lines
from bot.drafting.understood import understood
from core.faults import Faults
from core.model import Definition, Late, RollBase

T = TypeVar("T")


def written(title: str, lines: Sequence[str]) -> VoteSettings | Faults:
    """A command's title and the lines below it, in any words that are understood."""
    return parse_lines(title, understood(lines))


def sound(outcome: T | Faults) -> T:
    assert not isinstance(outcome, Faults), outcome
    return outcome


def faulty(outcome: VoteSettings | Definition | Faults) -> list[tuple[str, str, str, str]]:
    """Path, code, word and suggestion of every fault."""
    assert isinstance(outcome, Faults), outcome
    return [
        (fault.path, fault.code, fault.data.get("word", ""), fault.data.get("suggestion", ""))
        for fault in outcome.faults
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("majorty: simple", ("majorty", "unknown-setting", "majorty", "majority")),
        ("colour: red", ("colour", "unknown-setting", "colour", "")),
        ("majority simple", ("", "unknown-line", "majority simple", "majority")),
        ("no abstian", ("", "unknown-line", "no abstian", "no abstain")),
        ("We want more cake", ("", "unknown-line", "We want more cake", "")),
        ("majority: most", ("majority", "majority-form", "most", "")),
        ("majority: more than 2/1 of valid", ("majority", "majority-fraction", "2/1", "")),
        ("majority:", ("majority", "majority-form", "", "")),
        ("majority: \ud800", ("majority", "majority-form", "?", "")),
        ("quorum: most", ("quorum", "quorum-form", "most", "")),
        ("time: soon", ("time", "bad-duration", "soon", "")),
        ("time: 1s", ("time", "too-small", "", "")),
        ("min: some", ("min", "wrong-type", "", "")),
        ("max: 0", ("max", "too-small", "", "")),
        ("method: blok", ("method", "not-one-of", "blok", "block")),
        ("tie: lottery", ("tie", "not-one-of", "lottery", "lot")),
        ("roll: presnt", ("roll", "not-one-of", "presnt", "present")),
        ("text:", ("text", "empty", "", "")),
        ("options: a, b", ("options", "wrong-type", "", "")),
        ("secret: perhaps", ("secret", "wrong-type", "", "")),
        ("amends: 3", ("amends", "not-yet", "amends", "")),
        ("receipts: paper", ("receipts", "not-one-of", "paper", "")),
        ("seats: 0", ("seats", "seats-form", "0", "")),
        ("seats: 2 women 2 open", ("seats", "seats-form", "2 women 2 open", "")),
        ("seats: 1 women, 1 Women", ("seats", "seats-form", "1 women, 1 Women", "")),
        ("runoff: 1", ("runoff", "runoff-form", "1", "2")),
        ("runoff: 2 most", ("runoff", "majority-form", "most", "")),
        ("order: random", ("order", "not-one-of", "random", "")),
        ("order: written X", ("order", "not-one-of", "written", "written")),
        ("cumulate: 0", ("cumulate", "too-small", "", "")),
        ("default quorum: -1", ("default_quorum", "too-small", "", "")),
        ("by weight: heavy", ("by_weight", "wrong-type", "", "")),
        ("majority: " + " and ".join(["absolute"] * 40), ("majority", "too-long", "", "")),
    ],
)
def test_vote_line_that_cannot_be_is_named(line: str, fault: tuple[str, str, str, str]) -> None:
    assert faulty(written("Budget", [line])) == [fault]


def test_vote_lines_tell_all_faults_at_once() -> None:
    assert faulty(written("Budget", ["cake", "named", "secret", "time: x", "tiime: 5"])) == [
        ("", "unknown-line", "cake", ""),
        ("secret", "repeated", "", ""),
        ("time", "bad-duration", "x", ""),
        ("tiime", "unknown-setting", "tiime", "time"),
    ]


def test_vote_lines_are_read_however_they_are_typed() -> None:
    lines = [
        "Majority: At least  2/3 of valid",
        "Quorum: 300",
        "TIME = 1m 30s",
        "No  Abstain",
        "named",
        "late: until_close",
        "roll: entitled",
        "except: 12, 17 A-3",
        "revote: off",
        "close when all",
        "Publish at once",
        "title.de: Haushalt",
        "text: First line.",
        "text: Second: line.",
        "method: Meek STV",
        "tie: LOT",
        "none of the above",
        "By  Weight",
        "seats: 2 women,  2 open",
        "Order: Lot Drawn 4711",
        "default quorum: 3",
        "runoff: twice absolute, 2",
    ]
    assert written("Budget 2027", lines) == VoteSettings.model_validate(
        {
            "title": "Budget 2027",
            "majority": "at least 2/3 of valid",
            "quorum": "300",
            "time": 90,
            "abstain": False,
            "secret": False,
            "late": Late.UNTIL_CLOSE,
            "roll": RollBase.ENTITLED,
            "except": ("12", "17", "A-3"),
            "revote": False,
            "close_when_all": True,
            "publish_at_once": True,
            "titles": {"de": "Haushalt"},
            "text": "First line.\nSecond: line.",
            "method": "meek-stv",
            "tie": "lot",
            "none_of_the_above": True,
            "by_weight": True,
            "seats": "2 women, 2 open",
            "order": "lot Drawn 4711",
            "default_quorum": 3,
            "runoff": "twice absolute, 2",
        }
    )


def test_vote_options_may_begin_with_any_dash() -> None:
    settings = sound(written("Board", ["- Ann", "– Ben: yes", "• Cyd", "—Dee"]))
    assert settings.options == ("Ann", "Ben: yes", "Cyd", "Dee")


def test_vote_lines_without_title_leave_it_unsaid() -> None:
    assert sound(written("", ["time: 5m"])).model_fields_set == {"time"}


def test_vote_title_too_long_is_refused() -> None:
    assert faulty(written("x" * 201, [])) == [("title", "too-long", "", "")]


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (VoteSettings(), ("title", "missing", "", "")),
        (VoteSettings(title="A", rule="statuts"), ("rule", "unknown-rule", "statuts", "statutes")),
        (VoteSettings(title="A", method="yes-no-abstain", options=("x", "y")), ("options", "options-unused", "", "")),
        (VoteSettings(title="A", options=("x",)), ("options", "too-few-options", "", "")),
        (VoteSettings(title="A", kind="election"), ("options", "candidates-missing", "", "")),
        (VoteSettings(title="A", method="plurality", options=("x", "y"), max=2), ("max", "too-large", "", "")),
        (VoteSettings(title="A", options=("x", "y", "X")), ("options", "repeated-option", "x", "")),
        (VoteSettings(title="A", options=("x", "y"), min=2), ("min", "too-large", "", "")),
        (VoteSettings(title="A", options=("x", "y"), max=3), ("max", "too-large", "", "")),
    ],
)
def test_vote_that_does_not_fit_together_is_refused(own: VoteSettings, fault: tuple[str, str, str, str]) -> None:
    assert faulty(completed(House(rules={"statutes": VoteSettings()}), own)) == [fault]


def test_vote_with_a_title_alone_is_complete() -> None:
    settings = sound(merged(VoteSettings(title="Budget")))
    assert settings.model_dump(exclude_none=True) == {
        "kind": "vote",
        "title": "Budget",
        "titles": {},
        "options": (),
        "method": "yes-no-abstain",
        "majority": "simple",
        "tie": "rejected",
        "quorum": "none",
        "min": 1,
        "max": 1,
        "seats": "1",
        "none_of_the_above": False,
        "cumulate": 1,
        "default_quorum": 0,
        "by_weight": False,
        "order": "written",
        "runoff": "none",
        "nominations": "closed",
        "drop_elected": False,
        "missing": "number",
        "withhold": 0,
        "minutes": True,
        "roll": RollBase.PRESENT,
        "late": Late.NO,
        "abstain": True,
        "secret": False,
        "receipts": "off",
        "secret_on_demand": "1/4",
        "revote": True,
        "close_when_all": False,
        "publish_at_once": False,
    }


def test_vote_own_words_come_before_rule_before_defaults() -> None:
    defaults = Defaults(vote=VoteSettings(time=10, quorum="10", majority="simple", rule="statutes"))
    rules = {"statutes": VoteSettings(quorum="20", majority="absolute")}
    settings = sound(merged(VoteSettings(title="A", majority="two-thirds"), defaults, rules))
    assert (settings.time, settings.quorum, settings.majority) == (10, "20", "two-thirds")


def test_vote_defaults_are_those_of_its_kind() -> None:
    defaults = Defaults(vote=VoteSettings(time=10), election=VoteSettings(time=20))
    settings = sound(merged(VoteSettings(title="A", kind="election", options=("x", "y", "z"), seats="2"), defaults))
    assert (settings.time, settings.method, settings.min, settings.max) == (20, "block", 1, 2)


def test_vote_with_options_is_marked_although_the_default_is_a_question() -> None:
    defaults = Defaults(vote=VoteSettings(method="yes-no-abstain"))
    assert sound(merged(VoteSettings(title="A", options=("x", "y")), defaults)).method == "block"


def test_vote_edit_keeps_what_it_does_not_name() -> None:
    draft = VoteSettings(title="A", time=90, majority="two-thirds")
    assert VoteSettings(title="B").over(draft) == VoteSettings(title="B", time=90, majority="two-thirds")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("5 m", 300), ("1h30m", 5400), ("2D", 172_800), ("1w", 604_800), ("0", 0)],
)
def test_duration_is_read(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "5x", "5 minuets", "-5", "1.5h", "m", "5m!", "٥", "9" * 20])
def test_duration_that_is_none_is_told(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize("text", ["0s", "45s", "1m 30s", "1h", "2d 1h", "1w 1d"])
def test_duration_is_written_as_it_is_read(text: str) -> None:
    assert format_duration(parse_duration(text) or 0) == text
