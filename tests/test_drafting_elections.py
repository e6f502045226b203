"""Elections from what a chair types: methods, seats, candidates, order; and back to lines."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.call import House
from bot.drafting.lines import command_of, drafted, drafted_election, edited, lines_of
from bot.drafting.settings import Defaults, VoteSettings
from bot.views.lists import faults as told
from bot.wording.speech import LANGUAGES, speech
from core.definition import impossible
from core.faults import Fault, Faults, faulty
from core.judge import judged
from core.methods import METHODS
from core.model import Definition, Option, Slot

HOUSE = House(rules={"bylaws": VoteSettings(majority="absolute", runoff="twice, 2", none_of_the_above=True)})


def elected(line: str, *lines: str, house: House = HOUSE) -> Definition:
    made = drafted_election(house, line, lines)
    assert isinstance(made, Definition), made
    return made


def edit(definition: Definition, *lines: str, number: int = 0) -> Definition:
    made = edited(HOUSE, definition, "", lines, number)
    assert isinstance(made, Definition), made
    return made


def faults(line: str, *lines: str) -> list[tuple[str, str]]:
    """Path and code of everything that is wrong."""
    made = drafted_election(HOUSE, line, lines)
    assert isinstance(made, Faults), made
    assert all(told(speech(language), made.faults, "elect").text for language in LANGUAGES)
    return [(fault.path, fault.code) for fault in made.faults]


def people(*names: str) -> list[str]:
    return [f"- {name}" for name in names]


def texts(definition: Definition) -> list[str]:
    return [f"{option.label} {option.text}" for option in definition.options]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], [("options", "candidates-missing")]),
        (["- Ann", "method: plurality"], [("method", "one-candidate")]),
        (["- Ann", "- Ben", "- ann"], [("options", "repeated-option")]),
        (["- #17", "- #17 Ann"], [("options", "repeated-member")]),
        (["- " + "x" * 201, "- Ben"], [("options", "too-long")]),
        (["- Ann [men]", "- Ben", "seats: 1 women, 1 open"], [("options", "unknown-slot")]),
        (["- Ann", "- Ben", "method: irv", "majority: simple"], [("majority", "majority-unused")]),
        (["- Ann", "- Ben", "method: meek-stv", "rule: bylaws"], [("majority", "majority-unused")]),
        (["- Ann", "- Ben", "method: irv", "seats: 2"], [("seats", "too-large")]),
        (["- Ann", "- Ben", "method: schulze", "seats: 1 women, 1 open"], [("seats", "slots-unused")]),
        (["- Ann", "- Ben", "method: schulze", "majority: simple"], [("majority", "nobody-missing")]),
        (["- Ann", "- Ben", "method: schulze", "default quorum: 2"], [("default_quorum", "nobody-missing")]),
        (["- Ann", "- Ben", "default quorum: 2", "none of the above"], [("default_quorum", "unused")]),
        (["- Ann", "- Ben", "method: approval", "cumulate: 2"], [("cumulate", "unused")]),
        (["- Ann", "- Ben", "method: block", "cumulate: 2"], [("cumulate", "too-large")]),
        (["- Ann", "method: per-candidate", "none of the above"], [("none_of_the_above", "unused")]),
        (["- Ann", "method: per-candidate", "majority: none"], [("majority", "majority-needed")]),
        (["- Ann", "- Ben", "method: block", "max: 3"], [("max", "too-large")]),
        (["- Ann", "- Ben", "method: approval", "min: 3"], [("min", "too-large")]),
        (["- Ann", "- Ben", "named", "receipts: code"], [("receipts", "receipts-unused")]),
    ],
)
def test_election_that_cannot_be_is_told(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert faults("Board", *lines) == expected


def test_other_seats_below_than_in_the_first_line_are_a_fault() -> None:
    assert faults("2 Board", "seats: 3", "- Ann", "- Ben") == [("seats", "seats-differ")]


@pytest.mark.parametrize("seats", ["1 women, 1 open", "1 women and 1 open", "1 women und 1 offen", "2"])
def test_seats_of_the_first_line_may_be_told_apart_below(seats: str) -> None:
    made = elected("2 Board", f"seats: {seats}", "- Ann", "- Ben")
    slots = () if seats == "2" else (Slot("women", 1), Slot("open", 1))
    assert (made.title, made.seats, made.slots) == ("Board", 2, slots)


def test_group_with_an_and_in_its_name_stays_whole() -> None:
    made = elected("3 Board", "Sitze: 1 Frauen und Queere und 2 offen", "- Ann")
    assert made.slots == (Slot("Frauen und Queere", 1), Slot("open", 2))


@pytest.mark.parametrize(
    ("line", "lines", "method", "majority", "numbers"),
    [
        ("Chair", ["- Ann"], "per-candidate", "more than 1/2 of yes_no", (0, 1, 1)),
        ("Chair", ["- Ann", "none of the above"], "plurality", "", (1, 1, 1)),
        ("Chair", ["- Ann", "- Ben"], "plurality", "", (1, 1, 1)),
        ("2 Board", ["- Ann", "- Ben", "- Cem"], "block", "", (1, 2, 2)),
        ("2 Board", ["- Ann", "- Ben", "- Cem", "majority: absolute"], "block", "more than 1/2 of valid", (1, 2, 2)),
        ("2 Board", ["- Ann", "- Ben", "- Cem", "cumulate: 2", "max: 6"], "block", "", (1, 6, 2)),
        ("4 Board", ["- Ann", "- Ben", "method: block"], "block", "", (1, 2, 4)),
        ("Chair", ["- Ann", "- Ben", "method: approval"], "approval", "", (1, 2, 1)),
        ("2 Board", ["- Ann", "- Ben", "method: scottish-stv"], "scottish-stv", "", (1, 2, 2)),
        ("Chair", ["- Ann", "- Ben", "method: irv", "none of the above"], "irv", "", (1, 3, 1)),
        ("Chair", ["- Ann", "method: schulze", "none of the above"], "schulze", "more than 1/2 of yes_no", (1, 2, 1)),
    ],
)
def test_election_takes_the_terms_of_its_method(
    line: str, lines: list[str], method: str, majority: str, numbers: tuple[int, int, int]
) -> None:
    made = elected(line, *lines)
    assert (made.kind, made.method, made.majority, made.tie) == ("election", method, majority, "lot")
    assert (made.minimum, made.maximum, made.seats) == numbers
    assert impossible(made) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda made: replace(made, seats=3), "slots-sum"),
        (lambda made: replace(made, method="scottish-stv", majority=""), "settings-slots"),
    ],
)
def test_slots_that_do_not_fit_are_refused_by_the_core(changed: Callable[[Definition], Definition], code: str) -> None:
    made = elected("Board", "seats: 1 women, 1 open", "- Ann [women]", "- Ben")
    assert impossible(made) is None
    kept = judged(changed(made))
    refusal = faulty(kept) if isinstance(kept, Faults) else impossible(kept)
    assert refusal is not None
    assert refusal.code == code


def test_title_may_begin_with_a_year() -> None:
    assert elected("2027 board", "- Ann").title == "2027 board"


def test_none_of_the_above_stands_last_and_is_the_default_option_of_schulze() -> None:
    made = elected("Chair", "- Ann", "- Ben", "none of the above", "method: schulze")
    assert (made.options[-1], made.nobody) == (Option("c", ""), "c")


def test_candidate_is_read_with_number_and_groups() -> None:
    made = elected("Board", "seats: 2 women, 2 open", "- #17 Ann Ortega [Women]", "- # A-3: Ben [open]", "- Cem [x] Y")
    assert made.options == (
        Option("a", "Ann Ortega", member="17", slots=("women",)),
        Option("b", "Ben", member="A-3"),
        Option("c", "Cem [x] Y"),
    )
    assert (made.seats, made.slots) == (4, (Slot("women", 2), Slot("open", 2)))


def test_number_and_brackets_of_an_option_are_its_text() -> None:
    made = drafted(HOUSE, "Which", ["- #3 as amended", "- Route [north]"])
    assert isinstance(made, Definition)
    assert texts(made) == ["a #3 as amended", "b Route [north]"]


def test_order_by_lot_can_be_repeated_by_anybody() -> None:
    names = ["Ann", "Ben", "Cem", "Dee"]
    made = elected("Chair", *people(*names), "order: lot", "none of the above")
    drawn = sorted(names, key=lambda name: hashlib.sha256(f"{made.order_seed}:{name}".encode()).hexdigest())
    assert len(made.order_seed) == 16
    assert texts(made) == [f"{label} {text}" for label, text in zip("abcde", [*drawn, ""], strict=True)]


def test_editing_keeps_the_drawn_seed() -> None:
    before = elected("Chair", *people("Ann", "Ben", "Cem"), "order: lot")
    after = edit(before, "order: lot", *people("Ann", "Ben", "Cem", "Dee"))
    assert after.order_seed == before.order_seed
    names = [option.text for option in after.options]
    assert [name for name in names if name != "Dee"] == [option.text for option in before.options]


def test_defaults_of_elections_give_way_where_they_do_not_fit() -> None:
    usual = VoteSettings(
        method="block", min=1, max=3, majority="absolute", cumulate=2, none_of_the_above=False, runoff="2", tie="runoff"
    )
    house = House(defaults=Defaults(election=usual))
    one = elected("Chair", "- Ann", house=house)
    assert (one.method, one.minimum, one.maximum, one.cumulate) == ("per-candidate", 0, 1, 1)
    two = elected("Chair", "- Ann", "method: plurality", "- Ben", house=house)
    assert (two.majority, two.maximum, two.runoff, two.tie) == ("more than 1/2 of valid", 1, "2", "runoff")
    ranked = elected("Chair", "- Ann", "method: irv", "- Ben", house=house)
    assert (ranked.majority, ranked.maximum) == ("", 2)


def test_majority_of_questions_is_not_asked_of_choices_by_default() -> None:
    house = House(defaults=Defaults(vote=VoteSettings(majority="two-thirds")))
    made = drafted(house, "Where", ["- North", "- South"])
    assert isinstance(made, Definition)
    assert made.majority == ""


@pytest.mark.parametrize("word", ["b", "7b", "#17", "Ben Y", "ben y"])
def test_withdrawn_candidate_goes_and_labels_close_up(word: str) -> None:
    before = elected("2 Board", "- Ann", "- #17 Ben Y", "- Cem", "none of the above")
    after = edit(before, f"withdraw: {word}", number=7)
    assert texts(after) == ["a Ann", "b Cem", "c "]
    assert after == replace(before, options=after.options, nobody="c")


def test_withdrawal_of_two_is_by_the_labels_that_stand() -> None:
    before = elected("Chair", *people("Ann", "Ben", "Cem", "Dee"))
    assert texts(edit(before, "withdraw: a, c")) == ["a Ben", "b Dee"]


def test_label_is_meant_before_a_name() -> None:
    before = elected("Chair", "- B", "- C", "- D")
    assert texts(edit(before, "withdraw: b")) == ["a B", "b D"]


def test_last_candidate_who_stays_can_be_voted_down() -> None:
    after = edit(elected("Chair", "- Ann", "- Ben"), "withdraw: b")
    assert (after.method, after.majority) == ("per-candidate", "more than 1/2 of yes_no")


def test_unknown_candidate_cannot_withdraw() -> None:
    made = edited(HOUSE, elected("Chair", "- Ann", "- Ben"), "", ["withdraw: a, 8b, #3"], 7)
    expected = [Fault("withdraw", "unknown-candidate", {"word": word}) for word in ("8b", "#3")]
    assert made == Faults(tuple(expected))


def test_edit_to_other_seats_takes_the_method_for_them() -> None:
    before = elected("Chair", *people("Ann", "Ben", "Cem"), "majority: absolute")
    after = edit(before, "seats: 2")
    assert (after.method, after.maximum, after.majority) == ("block", 2, before.majority)


def test_edit_to_other_slots_forgets_the_former_ones() -> None:
    before = elected("Board", "seats: 1 women, 1 open", "- Ann [women]", "- Ben")
    after = edit(before, "seats: 1 young, 1 open")
    assert [option.slots for option in after.options] == [(), ()]
    assert after.slots == (Slot("young", 1), Slot("open", 1))


def test_edit_to_a_ranked_method_drops_what_it_does_not_know() -> None:
    before = elected("Board", *people("Ann", "Ben"), "majority: absolute", "cumulate: 2", "max: 4", "method: block")
    after = edit(before, "method: scottish-stv")
    assert (after.majority, after.cumulate, after.maximum) == ("", 1, 2)


def test_three_hundred_candidates_are_possible_and_one_more_is_not() -> None:
    made = elected("Board", *people(*(f"Name {number}" for number in range(300))), "none of the above")
    assert (len(made.options), made.options[-1].label, impossible(made)) == (301, "pb", None)
    assert edit(made, *lines_of(made)) == made
    assert faults("Board", *people(*(f"Name {number}" for number in range(301))))[0] == ("options", "too-many")


def test_command_of_an_election_drafts_an_election() -> None:
    assert command_of(elected("2 Board", "- Ann", "- Ben")) == "/elect Board"


TERMS = st.fixed_dictionaries(
    {},
    optional={
        "tie": st.sampled_from(["rejected", "chair", "runoff", "lot"]),
        "quorum": st.sampled_from(["30", "1/3 of entitled"]),
        "time": st.sampled_from(["90s", "5m"]),
        "min": st.sampled_from(["0", "1", "2"]),
        "max": st.sampled_from(["1", "2", "4"]),
        "seats": st.sampled_from(["1", "2", "3", "1 women, 1 open", "2 women, 1 men"]),
        "majority": st.sampled_from(["none", "absolute", "at least 3/4 of entitled by weight and simple"]),
        "cumulate": st.sampled_from(["2", "3"]),
        "default quorum": st.just("5"),
        "runoff": st.sampled_from(["2", "twice absolute, 2"]),
        "order": st.sampled_from(["lot", "lot 4711"]),
        "except": st.just("12, 17"),
        "roll": st.just("entitled"),
    },
)
FLAGS = st.lists(st.sampled_from(["none of the above", "by weight", "no abstain", "close when all"]), unique=True)
NAMES = st.lists(
    st.sampled_from(["Ann", "#17 Ben Y", "Cem [women]", "#A-3 Dee [women]", "Eva: x"]), unique=True, max_size=5
)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from([*METHODS, ""]), st.sampled_from(["vote", "election"]), NAMES, TERMS, FLAGS)
def test_lines_say_the_whole_draft_again_for_every_method(
    method: str, kind: str, names: list[str], terms: dict[str, str], flags: list[str]
) -> None:
    draft = drafted_election if kind == "election" else drafted
    lines = [*([f"method: {method}"] if method else []), *(f"{key}: {value}" for key, value in terms.items())]
    made = draft(HOUSE, "Board", [*lines, *flags, *people(*names)])
    if isinstance(made, Definition):
        assert impossible(made) is None
        assert draft(HOUSE, "Board", lines_of(made)) == made
        assert edit(made) == made
        assert edit(made, *lines_of(made)) == made
