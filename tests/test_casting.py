from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from core import casting, countdown, due, floor, roster, voting
from core.ballot import Standing
from core.casting import Cast, Fill, Recorded
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import MemberId, Vote, VoteId, VoteState
from core.roster import Row
from core.store import ballots, votes
from core.store.writer import Tx
from core.totals import UNIT, Totals
from tests.people import AGM, ENTITLED, MOTION, Hall, code, done

pytestmark = pytest.mark.anyio


async def stands(hall: Hall, vote: Vote) -> tuple[dict[str, Totals], Totals]:
    """Heads and weight by choice, and the turnout."""
    return await hall.run(ballots.box, vote.id), (await hall.again(vote)).cast


def heads(**choices: int) -> tuple[dict[str, Totals], Totals]:
    """What `stands` gives with so many ordinary members for each choice."""
    total = sum(choices.values())
    return {choice: Totals(number, number * UNIT) for choice, number in choices.items()}, Totals(total, total * UNIT)


async def pressed(hall: Hall, vote: Vote, number: int, choice: str, rendering: int, tag: str | None = None) -> str:
    """The code of what comes back for a press on a private ballot; "" if it counts."""
    true = casting.tag(vote, await hall.id(number), rendering)
    wish = Cast(f"telegram:{number}", vote.id, choice, rendering, true if tag is None else tag)
    return code((await hall.run(casting.cast, [wish]))[0])


async def codes(hall: Hall, vote: Vote, **choices: str) -> list[str]:
    return [code(outcome) for outcome in await hall.cast(vote, **choices)]


async def rows_written(tx: Tx) -> int:
    """By the one connection that writes, since it was opened."""
    return int(await tx.db.scalar(text("SELECT total_changes()")) or 0)


# -- who presses


async def test_strangers_and_absent_members_are_refused_and_nothing_changes(hall: Hall) -> None:
    guest = Row("90", "Guest", votes=False, accounts=("telegram:90",))
    done(await hall.run(roster.import_rows, [guest, Row("8", "Late", accounts=("telegram:8",))], CLI))
    await hall.check_in(90)
    await hall.check_out(4)
    vote = await hall.open(replace(MOTION, excluded=("5",)))
    await hall.check_in(8)
    before = await stands(hall, vote)
    assert await codes(hall, vote, _404="a", _90="a", _4="a", _5="a", _8="a") == [
        "not-bound",
        "not-entitled",
        "not-present",
        "excluded",
        "joined-after",
    ]
    assert await stands(hall, vote) == before


async def test_member_outside_the_group_is_told_so(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", groups=("board",))], CLI))
    vote = await hall.open(replace(MOTION, group="board"))
    assert await codes(hall, vote, _1="a", _2="a") == ["", "not-in-group"]


async def test_member_admitted_after_the_roll_of_all_entitled_joined_too_late(hall: Hall) -> None:
    vote = await hall.open(ENTITLED)
    done(await hall.run(roster.import_rows, [Row("8", "Late", accounts=("telegram:8",))], CLI))
    assert await codes(hall, vote, _8="a") == ["joined-after"]


async def test_ballot_of_somebody_who_left_counts(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    await hall.check_out(1, 2)
    assert await codes(hall, vote, _2="b") == [""]
    assert await stands(hall, vote) == heads(a=1, b=1)


async def test_expelled_member_who_is_on_the_roll_still_votes(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(roster.import_rows, [Row("1", "Ann", votes=False)], CLI))
    assert await codes(hall, vote, _1="a") == [""]


# -- when


async def test_press_on_a_vote_that_is_not_open_is_refused_by_its_state(hall: Hall) -> None:
    draft, closed, cancelled = await hall.draft(), await hall.open(), await hall.open()
    await hall.close(closed)
    done(await hall.run(voting.cancel, cancelled, "a mistake", CLI, "Ann"))
    over = await hall.again(closed)
    assert await codes(hall, cancelled, _1="a") == ["vote-cancelled"]
    assert await codes(hall, draft, _1="a") == ["vote-not-open"]
    assert await hall.cast(closed, _1="a") == [
        Refusal("too-late", {"number": closed.number, "at": over.closed_at or hall.clock.at})
    ]
    assert await codes(hall, replace(closed, id=VoteId(404)), _1="a") == ["vote-unknown"]
    assert await stands(hall, closed) == heads()


async def test_press_after_the_event_is_over(hall: Hall) -> None:
    vote = await hall.open()
    await hall.close(vote)
    await hall.count(vote)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert await codes(hall, vote, _1="a") == ["vote-over"]


async def test_last_instant_counts_and_the_deadline_does_not(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, time=60.0))
    done(await hall.run(countdown.start_countdown, vote, CLI))
    hall.clock.forward(59.999)
    last = await codes(hall, vote, _1="a")
    hall.clock.forward(0.001)
    assert (last, await codes(hall, vote, _2="a", _1="b")) == ([""], ["too-late"] * 2)
    assert await stands(hall, vote) == heads(a=1)


# -- what


@pytest.mark.parametrize("choice", ["d", "zz", "a+b", "7a", "A;DROP", "x" * 64, "\x00", "\ud800", "🗳", "a>b", "a:yes"])
async def test_choice_that_the_ballot_does_not_have_is_refused(hall: Hall, choice: str) -> None:
    vote = await hall.open()
    (outcome,) = await hall.cast(vote, _1=choice)
    assert (code(outcome).partition("-")[0], await stands(hall, vote)) == ("choice", heads())


async def test_blank_abstain_and_invalid_go_where_they_belong(hall: Hall) -> None:
    vote = await hall.open()
    assert await codes(hall, vote, _1="", _2="c", _3="a+b", _4="a") == ["", "", "choice-too-many-marks", ""]
    assert await stands(hall, vote) == (
        {"": Totals(1, UNIT), "c": Totals(1, UNIT), "a": Totals(1, UNIT)},
        Totals(3, 3 * UNIT),
    )


# -- private ballots: renderings and what proves them


@pytest.mark.parametrize("tag", ["", "AAAAAAAA", "é" * 8, "\ud800", "x" * 64, "\x00"])
async def test_forged_tag_is_refused(hall: Hall, tag: str) -> None:
    vote = await hall.open()
    assert (await pressed(hall, vote, 1, "a", 1, tag), await stands(hall, vote)) == ("ballot-forged", heads())


async def test_tag_is_good_for_its_member_vote_and_rendering_only(hall: Hall) -> None:
    vote, other = await hall.open(), await hall.open()
    one, two = await hall.id(1), await hall.id(2)
    wrong = [casting.tag(vote, two, 1), casting.tag(vote, one, 2), casting.tag(other, one, 1)]
    assert [await pressed(hall, vote, 1, "a", 1, tag) for tag in wrong] == ["ballot-forged"] * 3
    assert [await pressed(hall, vote, 1, "a", 1, casting.tag(vote, one, 1)), await stands(hall, vote)] == [
        "",
        heads(a=1),
    ]


async def confirm(hall: Hall, vote: Vote, *shown: tuple[MemberId, int]) -> None:
    await hall.run(casting.confirm, [(vote.id, member, rendering) for member, rendering in shown])


async def test_late_press_on_a_retired_rendering_changes_nothing_and_says_what_stands(hall: Hall) -> None:
    vote, one = await hall.open(), await hall.id(1)
    await pressed(hall, vote, 1, "b", 1)
    await confirm(hall, vote, (one, 2))
    wish = Cast("telegram:1", vote.id, "a", 1, casting.tag(vote, one, 1))
    (refusal,) = await hall.run(casting.cast, [wish])
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.data["choice"]) == ("ballot-retired", vote.label("b"))
    assert await stands(hall, vote) == heads(b=1)


async def test_rendering_retires_only_when_its_successor_was_confirmed(hall: Hall) -> None:
    vote, one = await hall.open(), await hall.id(1)
    await confirm(hall, vote, (one, 3), (one, 2))
    await confirm(hall, vote, (one, 1))
    assert [await pressed(hall, vote, 1, "a", rendering) for rendering in (2, 3, 4)] == ["ballot-retired", "", ""]
    assert await pressed(hall, vote, 2, "a", 1) == ""


async def test_press_sent_again_by_the_phone_counts_once(hall: Hall) -> None:
    vote = await hall.open()
    assert [await pressed(hall, vote, 1, "a", 1) for _ in range(3)] == [""] * 3
    assert await stands(hall, vote) == heads(a=1)


# -- many at once


async def test_same_choice_again_is_recorded_and_writes_nothing(hall: Hall) -> None:
    vote = await hall.open()
    (first,) = await hall.cast(vote, _1="a")
    before = await hall.run(rows_written)
    (again,) = await hall.cast(vote, _1="a")
    assert isinstance(first, Recorded)
    assert isinstance(again, Recorded)
    assert (first.before, first.changed, again.before, again.changed) == (None, True, "a", False)
    assert await hall.run(rows_written) == before


async def test_fifty_taps_in_one_batch_are_one_ballot(hall: Hall) -> None:
    vote = await hall.open()
    outcomes = await hall.run(casting.cast, [Cast("telegram:1", vote.id, "a")] * 50)
    assert sum(isinstance(outcome, Recorded) and outcome.changed for outcome in outcomes) == 1
    assert await stands(hall, vote) == heads(a=1)


async def test_two_devices_in_one_batch_the_later_press_stands_and_both_are_told(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", accounts=("matrix:@ann:x.org",))], CLI))
    vote = await hall.open()
    wishes = [
        Cast("telegram:1", vote.id, "a"),
        Cast("matrix:@ann:x.org", vote.id, "b"),
        Cast("telegram:2", vote.id, "a"),
    ]
    outcomes = [outcome for outcome in await hall.run(casting.cast, wishes) if isinstance(outcome, Recorded)]
    assert [(outcome.choice, outcome.before) for outcome in outcomes] == [("a", None), ("b", "a"), ("a", None)]
    assert (await hall.run(votes.by_ids, [vote.id]))[vote.id].cast.heads == 2
    assert await stands(hall, vote) == heads(b=1, a=1)


async def test_one_batch_for_two_votes_keeps_them_apart(hall: Hall) -> None:
    one, two = await hall.open(), await hall.open()
    wishes = [Cast("telegram:1", one.id, "a"), Cast("telegram:1", two.id, "b"), Cast("telegram:2", two.id, "b")]
    await hall.run(casting.cast, wishes)
    assert (await stands(hall, one), await stands(hall, two)) == (heads(a=1), heads(b=2))


async def test_cast_is_cast_if_the_rule_says_so(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, revote=False))
    outcomes = await hall.run(casting.cast, [Cast("telegram:1", vote.id, choice) for choice in "aab"])
    assert [code(outcome) for outcome in outcomes] == ["", "", "cast-is-cast"]
    assert (await codes(hall, vote, _1="b"), await codes(hall, vote, _1="a")) == (["cast-is-cast"], [""])
    assert await stands(hall, vote) == heads(a=1)


async def test_blank_ballot_is_cast_too_where_cast_is_cast(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, revote=False))
    outcomes = await hall.run(casting.cast, [Cast("telegram:1", vote.id, choice) for choice in ("", "", "a")])
    assert [code(outcome) for outcome in outcomes] == ["", "", "cast-is-cast"]
    assert outcomes[2] == refuse("cast-is-cast", number=vote.number, choice="blank")
    assert await stands(hall, vote) == heads(**{"": 1})


def test_choice_in_a_refusal_is_told_by_labels_and_bounded() -> None:
    vote = Vote(VoteId(1), AGM, 7, VoteState.OPEN, MOTION)
    told = [casting.labels_of(vote, choice) for choice in (None, "", "a+c", "b>a=c", "a:yes b:no", "abstain")]
    assert told == ["none", "blank", "7a, 7c", "7b > 7a=7c", "7a:yes, 7b:no", "abstain"]
    long = casting.labels_of(vote, "+".join(["a"] * 50))
    assert (len(long), long[-1]) == (100, "…")


async def test_weight_and_heads_are_two_totals(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_000)], CLI))
    vote = await hall.open()
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=9 * UNIT)], CLI))
    await hall.cast(vote, _1="a", _2="a")
    assert await stands(hall, vote) == ({"a": Totals(2, 3_500_000)}, Totals(2, 3_500_000))


async def test_half_filled_ballot_is_kept_and_goes_with_the_cast(hall: Hall) -> None:
    vote, one = await hall.open(), await hall.id(1)
    (marked,) = await hall.run(casting.mark, [Fill(Cast("telegram:1", vote.id, ""), "b", 1)])
    assert (code(marked), await stands(hall, vote)) == ("", heads())
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing(None, "b")}
    await hall.cast(vote, _1="a")
    assert await hall.run(ballots.standing, vote, [one]) == {one: Standing("a")}


async def test_half_filled_ballot_is_refused_like_a_cast(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, excluded=("1",)))
    strangers = [Cast(f"telegram:{who}", vote.id, "") for who in (1, 404)]
    wishes = [*strangers, Cast("telegram:2", VoteId(404), ""), Cast("telegram:2", vote.id, "", 1, "forged")]
    refusals = await hall.run(casting.mark, [Fill(wish, "b", 1) for wish in wishes])
    assert [code(refusal) for refusal in refusals] == ["excluded", "not-bound", "vote-unknown", "ballot-forged"]


async def test_presses_after_the_end_are_counted_for_the_chair(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    assert await codes(hall, vote, _1="b", _2="a") == ["too-late", "too-late"]
    after = await hall.again(vote)
    assert (after.late, after.cast.heads) == (2, 1)


async def test_only_presses_after_the_end_of_their_own_vote_are_counted_as_late(hall: Hall) -> None:
    closed, running, held = await hall.open(), await hall.open(replace(MOTION, revote=False)), await hall.open()
    await hall.close(closed)
    await hall.run(countdown.close_in, held, timedelta(seconds=60), CLI)
    await hall.run(due.hold, hall.clock.now(), hall.clock.now() + timedelta(seconds=90))
    hall.clock.forward(90)
    wanted = [(1, closed, "a"), (2, held, "a"), (3, held, "b"), (1, running, "a"), (1, running, "b"), (9, closed, "a")]
    wishes = [Cast(f"telegram:{who}", vote.id, choice) for who, vote, choice in wanted]
    outcomes = [code(outcome) for outcome in await hall.run(casting.cast, wishes)]
    assert outcomes == ["too-late", "chair-decides", "chair-decides", "", "cast-is-cast", "not-bound"]
    assert [(await hall.again(vote)).late for vote in (closed, running, held)] == [1, 0, 2]


async def test_cast_leaves_what_others_have_half_filled_in(hall: Hall) -> None:
    vote, two = await hall.open(), await hall.id(2)
    fills = [Fill(Cast(f"telegram:{number}", vote.id, ""), "b", 1) for number in (1, 2)]
    await hall.run(casting.mark, fills)
    await hall.cast(vote, _1="a")
    assert await hall.run(ballots.standing, vote, [two]) == {two: Standing(None, "b")}


async def test_cast_and_mark_count_until_the_deadline_and_not_after_it(hall: Hall) -> None:
    opened = await hall.open(replace(MOTION, time=90.0))
    vote = done(await hall.run(countdown.start_countdown, opened, CLI))
    hall.clock.forward(89)
    assert [code(await mark(hall, vote)), code((await hall.cast(vote, _2="a"))[0])] == ["", ""]
    hall.clock.forward(1)
    late = refuse("too-late", number=vote.number, at=vote.closes_at or hall.clock.now())
    assert [await mark(hall, vote), *await hall.cast(vote, _2="b")] == [late, late]


async def mark(hall: Hall, vote: Vote) -> Recorded | Refusal:
    """Member 3 fills in something."""
    (outcome,) = await hall.run(casting.mark, [Fill(Cast("telegram:3", vote.id, ""), "b", 1)])
    return outcome
