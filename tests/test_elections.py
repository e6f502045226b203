"""Who holds a seat after lots and refusals, and who stands in the next round: pure, from a counted vote."""

from dataclasses import replace

import pytest

from core.elections import Round, Seat, next_round, parse_runoff, seats, sitting
from core.faults import RuleError
from core.model import COUNTING_RULES, Acceptance, Definition, EventId, Option, Slot, Vote, VoteId, VoteState
from core.totals import UNIT, Totals
from tests.people import code, done

YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED
NAMES = ("Ada", "Bea", "Cem", "Dan", "Eva")
OPTIONS = tuple(Option(label, name) for label, name in zip("abcde", NAMES, strict=True))
BOARD = Definition("Board", OPTIONS, kind="election", method="block", majority="", seats=2, maximum=2)
QUOTA = replace(
    BOARD,
    options=tuple(replace(option, slots=("women",) if option.label in "abe" else ()) for option in OPTIONS),
    slots=(Slot("women", 1), Slot("open", 1)),
)
STV = replace(BOARD, method="scottish-stv", maximum=5)


def counted(definition: Definition, box: dict[str, int], **more: object) -> Vote:
    heads = sum(box.values())
    vote = Vote(
        VoteId(1), EventId("agm"), 9, VoteState.COUNTED, definition, roll=Totals(heads, heads * UNIT),
        entitled=Totals(heads, heads * UNIT),
        box={choice: Totals(number, number * UNIT) for choice, number in box.items()},
    )  # fmt: skip
    return replace(vote, **more)


def held(vote: Vote) -> str:
    return "".join(sitting(vote))


# -- seats


def test_seats_without_a_holder_come_last() -> None:
    vote = counted(BOARD, {"b": 3}, answers={"b": YES})
    assert seats(vote) == (Seat("", "b", YES), Seat("", ""))


def test_tie_across_the_last_seat_leaves_it_open_until_the_lot() -> None:
    vote = counted(BOARD, {"a": 3, "b": 2, "c": 2})
    assert (held(vote), held(replace(vote, drawn=("c",)))) == ("a", "ac")


def test_next_in_line_has_the_seat_of_whoever_declined() -> None:
    vote = counted(BOARD, {"a": 5, "b": 4, "c": 3, "d": 2}, answers={"b": YES, "a": NO, "c": NO})
    assert seats(vote) == (Seat("", "b", YES), Seat("", "d"))


def test_seat_stays_vacant_when_the_next_in_line_lacks_the_majority() -> None:
    absolute = replace(BOARD, method="plurality", seats=1, maximum=1, majority="absolute")
    vote = counted(absolute, {"a": 5, "b": 4}, answers={"a": NO})
    assert seats(vote) == (Seat("", ""),)


def test_nobody_loses_a_seat_in_a_ranked_count_because_somebody_else_declines() -> None:
    box = {"a>c": 9, "b": 8, "c": 4, "d>c": 5, "e>d": 3}
    vote = counted(STV, box)
    assert held(vote) == "ab"
    without = held(replace(vote, answers={"a": NO}))
    assert without == "bc"
    assert held(replace(vote, answers={"a": NO, "b": NO})) == "cd"


def test_one_who_was_called_up_keeps_the_seat_although_a_later_count_elects_others() -> None:
    """Without Ada the count elects Bea and Cem; without Ada and Bea it would elect Dan and Eva."""
    box = {"a": 10, "b>d": 9, "b>e": 8, "c": 9, "d": 5, "e": 4}
    first = counted(STV, box, answers={"a": NO})
    assert (held(replace(first, answers={})), held(first)) == ("ba", "bc")
    assert held(replace(first, answers={"a": NO, "b": NO})) == "cd"


def test_refusal_in_a_quota_slot_moves_up_a_woman_from_the_open_one() -> None:
    vote = counted(QUOTA, {"a": 5, "b": 4, "c": 3, "e": 1})
    assert [(seat.slot, seat.option) for seat in seats(vote)] == [("women", "a"), ("open", "b")]
    after = replace(vote, answers={"a": NO, "b": YES})
    assert seats(after) == (Seat("women", "b", YES), Seat("open", "c"))


def test_quota_seat_without_a_woman_stays_vacant() -> None:
    vote = counted(QUOTA, {"a": 5, "c": 3, "d": 1}, answers={"a": NO})
    assert seats(vote) == (Seat("women", ""), Seat("open", "c"))


# -- the next round


@pytest.mark.parametrize("text", ["1", "all", "2 most of them", "0 simple"])
def test_chain_of_rounds_that_cannot_be_read(text: str) -> None:
    with pytest.raises(RuleError):
        parse_runoff(text)


def test_chain_of_rounds() -> None:
    assert parse_runoff("twice absolute, top 3, none") == (Round(0, "absolute"), Round(3, ""))


def refused(vote: Vote) -> str:
    return code(next_round(vote))


def test_no_run_off_where_every_seat_is_filled() -> None:
    assert refused(counted(BOARD, {"a": 5, "b": 4, "c": 3})) == "runoff-not-needed"


def test_no_run_off_before_the_count() -> None:
    assert refused(counted(BOARD, {"a": 1}, state=VoteState.CLOSED)) == "vote-not-possible"


def test_no_run_off_without_anybody_left() -> None:
    two = replace(BOARD, options=OPTIONS[:2])
    assert refused(counted(two, {"a": 5}, answers={"a": YES})) == ""
    assert refused(counted(two, {"a": 5, "b": 1}, answers={"a": NO, "b": NO})) == "runoff-nobody"


def test_no_run_off_for_a_quota_seat_that_nobody_left_can_fill() -> None:
    one = replace(QUOTA, slots=(Slot("men", 1), Slot("open", 1)))
    assert refused(counted(one, {"a": 5, "b": 4})) == "runoff-nobody"


def test_question_is_put_again_only_after_a_tie() -> None:
    question = Definition("Lunch?", (Option("a", ""), Option("b", ""), Option("c", "")), tie="runoff", runoff="2, 3")
    assert refused(counted(question, {"a": 5, "b": 4})) == "runoff-not-needed"
    again = done(next_round(counted(question, {"a": 5, "b": 5})))
    assert again == replace(question, round=2, follows=9, runoff="3")


def stands(definition: Definition) -> str:
    return " ".join(f"{option.label}:{option.text}" for option in definition.options)


def test_top_two_stand_for_one_seat_with_the_majority_and_the_rest_of_the_chain() -> None:
    absolute = replace(
        BOARD, method="plurality", seats=1, maximum=1, majority="absolute", runoff="2 absolute, 2",
        group="board", excluded=("4",), time=60.0, order_seed="x", rules=COUNTING_RULES - 1,
    )  # fmt: skip
    nearly = counted(absolute, {"a": 3, "b": 4, "d": 4, "c": 1})
    drafted = done(next_round(nearly))
    assert drafted == replace(
        absolute, options=(Option("a", "Bea"), Option("b", "Dan")), majority="more than 1/2 of valid", runoff="2",
        round=2, follows=9, rules=COUNTING_RULES,
    )  # fmt: skip
    last = done(next_round(counted(drafted, {"a": 4, "b": 4})))
    assert (last.majority, last.runoff, last.round) == ("", "", 3)


def test_all_who_are_level_with_the_last_stand_too() -> None:
    absolute = replace(BOARD, method="plurality", seats=1, maximum=1, majority="absolute")
    vote = counted(absolute, {"a": 3, "b": 4, "d": 3, "c": 1, "e": 3})
    assert stands(done(next_round(vote))) == "a:Ada b:Bea c:Dan d:Eva"
    assert stands(done(next_round(vote, 5))) == "a:Ada b:Bea c:Cem d:Dan e:Eva"
    assert done(next_round(vote)).majority == "more than 1/2 of valid"


def test_the_elected_and_those_who_declined_do_not_stand_and_none_of_the_above_does() -> None:
    nobody = replace(BOARD, options=(*OPTIONS, Option("f", "")), nobody="f", majority="more than 1/3 of valid")
    vote = counted(nobody, {"a": 6, "b": 5, "c": 2, "d": 2, "f": 1}, answers={"b": NO})
    drafted = done(next_round(vote))
    assert (stands(drafted), drafted.nobody) == ("a:Cem b:Dan c:", "c")
    assert (drafted.seats, drafted.maximum, drafted.minimum) == (1, 1, 1)


def test_only_the_open_slots_are_filled_by_those_who_are_eligible() -> None:
    vote = counted(replace(QUOTA, majority="more than 1/3 of valid"), {"c": 6, "a": 2, "b": 1, "d": 5})
    drafted = done(next_round(vote))
    assert (drafted.slots, stands(drafted)) == ((Slot("women", 1),), "a:Ada b:Bea")


def test_who_is_left_alone_is_voted_on_by_yes_and_no() -> None:
    two = replace(BOARD, method="plurality", seats=1, maximum=1, majority="absolute", options=OPTIONS[:2])
    drafted = done(next_round(counted(two, {"a": 3, "b": 3}, answers={"b": NO})))
    assert (drafted.method, stands(drafted), drafted.maximum) == ("per-candidate", "a:Ada", 1)


def test_run_off_of_a_staged_count_takes_those_who_lasted_longest() -> None:
    one = replace(STV, method="irv", seats=1)
    vote = counted(one, {"a>e": 4, "b": 4, "c>a": 1, "d>b": 1, "e": 3})
    assert stands(done(next_round(vote))) == "a:Ada b:Bea"


def test_run_off_of_a_ranking_takes_the_best_places() -> None:
    schulze = replace(STV, method="schulze", seats=1)
    vote = counted(schulze, {"a>b>c": 1, "b>c>a": 1, "c>a>b": 1, "d": 1})
    assert stands(done(next_round(vote))) == "a:Ada b:Bea c:Cem"
