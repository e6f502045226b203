"""What the roster adds to the candidates of a draft."""

from collections.abc import Mapping

from bot.chat.call import House
from bot.drafting.lines import drafted_election, edited
from core.faults import Fault, Faults
from core.judge import Known, judged
from core.model import Definition, Member, MemberId

MEMBERS: Mapping[str, Member] = {
    "17": Member(MemberId(1), "17", "Anna Ortega", groups=("Women", "board")),
    "18": Member(MemberId(2), "18", "Ben Schulz"),
    "19": Member(MemberId(3), "19", "Ben Schulz", groups=("women",)),
}


def draft(*lines: str) -> Definition:
    made = drafted_election(House(), "Board", lines)
    assert isinstance(made, Definition), made
    return made


def whole(*lines: str) -> Definition:
    made = judged(draft(*lines), Known(MEMBERS))
    assert isinstance(made, Definition), made
    return made


def seen(definition: Definition) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(option.label, option.text, option.slots) for option in definition.options]


def test_candidates_who_are_no_members_are_all_named() -> None:
    expected = [Fault("options", "unknown-member", {"word": word}) for word in ("20", "21")]
    assert judged(draft("- #20", "- #17", "- #21 Cem"), Known(MEMBERS)) == Faults(tuple(expected))


def test_number_alone_takes_the_name_of_the_roster() -> None:
    assert seen(whole("- #17", "- #18 Ben the Baker")) == [("a", "Anna Ortega", ()), ("b", "Ben the Baker", ())]


def test_members_of_one_name_are_told_apart_by_their_numbers() -> None:
    assert [text for _, text, _ in seen(whole("- #18", "- #19"))] == ["Ben Schulz (18)", "Ben Schulz (19)"]


def test_groups_of_members_and_typed_ones_open_slots() -> None:
    expected = [("a", "Anna Ortega", ("women",)), ("b", "Ben Schulz", ("young",)), ("c", "Dee", ("women", "young"))]
    made = whole("seats: 1 women, 1 young, 1 open", "- #17", "- #18 [young]", "- Dee [young, women]")
    assert seen(made) == expected


def test_names_of_the_roster_count_for_the_drawn_order() -> None:
    drawn = whole("order: lot 4711", "- #17", "- #18", "- Cem", "none of the above")
    typed = draft("order: lot 4711", "- #17 Anna Ortega", "- #18 Ben Schulz", "- Cem", "none of the above")
    assert drawn == typed


def test_edit_of_a_settled_draft_changes_nothing_else() -> None:
    made = whole("seats: 1 women, 1 open", "- #18", "- #19", "- #17", "order: lot")
    again = edited(House(), made, "", ["tie: chair"])
    assert isinstance(again, Definition)
    assert judged(again, Known(MEMBERS)) == again
    assert seen(again) == seen(made)


def test_number_written_in_another_way_takes_the_name_of_the_roster() -> None:
    """As the store answers: by the number as the draft writes it."""
    member = Member(MemberId(9), "A12", "Walter Wall", groups=("women",))
    made = judged(draft("seats: 1 women, 1 open", "- #a12", "- Ben"), Known({"a12": member}))
    assert isinstance(made, Definition), made
    assert [(o.text, o.member, o.slots) for o in made.options] == [("Walter Wall", "A12", ("women",)), ("Ben", "", ())]


def test_candidate_is_withdrawn_by_a_number_written_in_another_way() -> None:
    left = edited(House(), draft("- #A12 Walter", "- Ben", "- Cem"), "", ["withdraw: #ａ12"])
    assert isinstance(left, Definition)
    assert [option.text for option in left.options] == ["Ben", "Cem"]
