from collections.abc import Sequence
from dataclasses import replace

import pytest

from core import boards, casting, counting, floor, results, roster, voting
from core.ballot import Standing
from core.casting import Cast, Fill
from core.definition import definition_hash
from core.errors import Refusal, refuse
from core.journal import CLI
from core.methods import METHODS, model
from core.model import Definition, EventId, EventSettings, Option, Purpose, Vote, VoteState
from core.outgoing import Delivery, DeliveryState
from core.roster import Row
from core.store import ballots, journal, members, votes
from core.totals import UNIT, Totals
from tests.people import AGM, ENTITLED, MOTION, START, Hall, Happened, code, done, rows

pytestmark = pytest.mark.anyio
YES_NO = (Option("a", "Yes"), Option("b", "No"))


async def opening(hall: Hall, definition: Definition = MOTION) -> Vote | Refusal:
    return await hall.run(voting.open_vote, await hall.event(), await hall.draft(definition), CLI)


async def counted(hall: Hall, vote: Vote, choices: Sequence[str]) -> Vote:
    """Members 1, 2, 3... cast these choices; then the vote is closed and counted."""
    wishes = [Cast(f"telegram:{number}", vote.id, choice) for number, choice in enumerate(choices, start=1)]
    await hall.run(casting.cast, wishes)
    await hall.close(vote)
    return await hall.count(vote)


async def chair_notices(hall: Hall, kind: str) -> list[Delivery]:
    return [delivery for delivery in await hall.waiting() if delivery.kind.value == kind]


async def chair(hall: Hall) -> None:
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    done(await hall.run(floor.bind, "telegram:-100", text, await hall.person(1)))


# -- drafts


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"title": " "}, "missing"),
        ({"title": "x" * 201}, "too-long"),
        ({"title": "\u3164\u200b"}, "missing"),
        ({"text": "x" * 20_001}, "too-long"),
        ({"options": (Option("a", "Yes"), Option("b", "YES"), Option("c", "No"))}, "repeated-option"),
        ({"options": YES_NO}, "settings-options"),
        ({"method": "acclamation"}, "not-one-of"),
        ({"time": 366.0 * 86_400}, "time-long"),
        ({"excluded": ("99",)}, "unknown-member"),
        ({"group": "bord"}, "unknown-group"),
        ({"majority": "most of them"}, "majority-form"),
        ({"quorum": "a few"}, "quorum-form"),
    ],
)
async def test_draft_that_cannot_be_voted_on_is_refused(hall: Hall, change: dict[str, object], refused: str) -> None:
    impossible = replace(MOTION, **change)
    vote = await hall.draft()
    assert code(await hall.run(voting.draft, await hall.event(), impossible, CLI)) == refused
    assert code(await hall.run(voting.edit, vote, impossible, CLI)) == refused
    assert await hall.run(votes.of_event, AGM) == [vote]


async def test_changed_draft_is_written_down_with_the_hash_of_what_it_is_now(hall: Hall) -> None:
    changed = done(await hall.run(voting.edit, await hall.draft(), replace(MOTION, title="Supper?"), CLI))
    entry = (await hall.run(journal.entries, AGM))[-1]
    hashed = definition_hash(changed.definition)
    assert (entry.kind, entry.data) == ("vote.edit", {"vote": changed.number, "definition": hashed})


async def test_votes_are_numbered_in_their_event_without_gaps(hall: Hall) -> None:
    await hall.run(voting.draft, await hall.event(), replace(MOTION, title=""), CLI)
    assert [(await hall.draft()).number for _ in range(3)] == [1, 2, 3]
    other = EventSettings(EventId("other"), "Other")
    await hall.run(floor.configure, [other])
    assert done(await hall.run(voting.draft, await hall.event(other.id), MOTION, CLI)).number == 1


# -- opening


@pytest.mark.parametrize(
    ("event_rule", "vote_rule", "expected", "needed", "weighed"),
    [
        ("3", "none", "no-quorum", "3", "false"),
        ("none", "3/5 of entitled", "no-quorum", "3", "false"),
        ("none", "1/2 of entitled by weight", "no-quorum", "3", "true"),
    ],
)
async def test_opening_without_a_quorum_is_refused_with_numbers(
    hall: Hall, event_rule: str, vote_rule: str, expected: str, needed: str, weighed: str
) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum=event_rule)])
    await hall.check_out(1, 2, 3)
    refusal = await opening(hall, replace(MOTION, quorum=vote_rule))
    assert refusal == Refusal(expected, {"number": 1, "have": "2", "needed": needed, "weighed": weighed})
    await hall.check_in(1)
    assert code(await opening(hall, replace(MOTION, quorum=vote_rule))) == ""


async def test_opening_with_nobody_on_the_roll_is_refused(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("6", "Fay", groups=("board",))], CLI))
    assert code(await opening(hall, replace(MOTION, group="board"))) == "roll-empty"
    assert (await hall.run(votes.of_event, AGM))[0].state is VoteState.DRAFT


async def test_opening_during_a_break_is_refused(hall: Hall) -> None:
    done(await hall.run(floor.change_state, await hall.event(), "pause", CLI))
    assert await opening(hall) == Refusal("event-not-open", {"state": "paused"})


async def test_roll_is_who_is_present_entitled_and_not_excluded_at_opening(hall: Hall) -> None:
    file = [Row("2", "Bob", groups=("board",)), Row("3", "Cy", groups=("board",), votes=False)]
    done(await hall.run(roster.import_rows, file, CLI))
    await hall.check_out(5)
    present = await hall.open(replace(MOTION, excluded=("1",)))
    board = await hall.open(replace(MOTION, group="board"))
    entitled = await hall.open(ENTITLED)
    await hall.check_in(5)
    await hall.check_out(2)
    rolls = [await hall.on_roll(vote) for vote in (present, board, entitled)]
    assert rolls == [["2", "4"], ["2"], ["1", "2", "4", "5"]]
    assert (present.roll, present.present, present.entitled, present.of_event) == (
        Totals(2, 2 * UNIT),
        Totals(3, 3 * UNIT),
        Totals(3, 3 * UNIT),
        Totals(4, 4 * UNIT),
    )


async def test_ballots_are_queued_for_the_roll_only(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, excluded=("1",)))
    assert await hall.sent_to() == [("ballot", vote.id, f"telegram:{number}") for number in (2, 3, 4, 5)]


# -- closing


async def test_second_chair_learns_who_closed_and_when_and_nothing_doubles(hall: Hall) -> None:
    await chair(hall)
    vote = await hall.open()
    done(await hall.run(voting.close, vote, CLI, "Ann"))
    before = await hall.run(journal.head, AGM)
    hall.clock.forward(1)
    second = await hall.run(voting.close, await hall.again(vote), CLI, "Bob")
    assert second == Refusal("already-closed", {"number": vote.number, "by": "Ann", "at": START})
    assert (len(await chair_notices(hall, "closed")), await hall.run(journal.head, AGM)) == (1, before)


# -- counting and results


async def test_result_of_the_contract_is_carried_with_its_numbers(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, rows(range(6, 656)), CLI))
    done(await hall.run(floor.open_registration, await hall.event(), CLI))
    await hall.run(
        floor.check_in_selves, await hall.event(), [member.id for member in await hall.run(members.everybody)]
    )
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum="300")])
    vote = await hall.open(replace(MOTION, majority="at least 2/3 of valid"))
    result = await counted(hall, vote, ["a"] * 412 + ["b"] * 150 + ["c"] * 36 + [""] * 10)
    verdict = results.result(result).options[0].verdict
    assert verdict
    assert [(check.have, check.base_total, check.needed, check.met) for check in verdict.checks] == [
        (412, 598, 399, True)
    ]
    assert (result.outcome, result.present.heads, result.cast.heads) == ("carried", 655, 608)


@pytest.mark.parametrize(
    ("majority", "choices", "outcome"),
    [
        ("simple", [], "no_result"),
        ("simple", ["c", "c"], "no_result"),
        ("simple", ["", ""], "no_result"),
        ("simple", ["a", "b"], "tie"),
        ("simple", ["a", "a", "b", "c"], "carried"),
        ("two-thirds", ["a", "a", "b"], "carried"),
        ("two-thirds", ["a", "a", "b", "b"], "rejected"),
        ("at least 3/4 of present", ["a", "a", "a"], "rejected"),
        ("at least 3/4 of present", ["a", "a", "a", "a"], "carried"),
        ("at least 2/3 of valid", ["a", "a", "c", "b"], "rejected"),
        ("more than 1/2 of cast", ["a", "a", "", ""], "rejected"),
    ],
)
async def test_verdict_follows_the_rule(hall: Hall, majority: str, choices: list[str], outcome: str) -> None:
    vote = await hall.open(replace(MOTION, majority=majority))
    assert (await counted(hall, vote, choices)).outcome == outcome


async def test_weight_decides_only_where_the_rule_says_so(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=9 * UNIT)], CLI))
    heads = await hall.open()
    weight = await hall.open(replace(MOTION, majority="more than 1/2 of yes_no by weight"))
    assert [(await counted(hall, vote, ["a", "b", "b"])).outcome for vote in (heads, weight)] == ["rejected", "carried"]


async def test_election_by_marks_names_the_elected(hall: Hall) -> None:
    people = tuple(Option(label, name) for label, name in zip("abc", ("Ann", "Bob", "Cy"), strict=True))
    board = Definition("Board", people, kind="election", method="block", majority="", seats=2, maximum=2)
    result = await counted(hall, await hall.open(board), ["a+b", "a", "b", "c"])
    assert (result.outcome, results.result(result).elected) == ("elected", ("a", "b"))


async def test_counts_that_differ_publish_nothing_and_tell_the_chair(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_too_many(ballots: model.Ballots, terms: model.Settings) -> model.Result:
        return replace(right.count(ballots, terms), blank=model.Totals(1, UNIT))

    right = METHODS[MOTION.method]
    await chair(hall)
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    monkeypatch.setattr("core.definition.METHODS", {MOTION.method: replace(right, recount=one_too_many)})
    hall.clock.forward(10)
    happened = await hall.due()
    after = await hall.again(vote)
    assert (happened, len(await chair_notices(hall, "disputed"))) == (Happened(refused=["counts-differ"]), 1)
    assert (after.state, after.box, await hall.due()) == (VoteState.CLOSED, None, Happened())
    assert code(await hall.run(counting.publish, await hall.event(), [after], CLI)) == "vote-not-possible"


async def test_board_of_a_named_vote_is_what_the_journal_promised(hall: Hall) -> None:
    vote = await hall.open()
    await counted(hall, vote, ["a", "b"])
    lines = await hall.run(boards.board_lines, vote)
    names = await hall.run(journal.pseudonyms, AGM, [await hall.id(1), await hall.id(2)])
    entry = (await hall.run(journal.entries, AGM))[-1]
    assert lines == sorted([(names[await hall.id(1)], "a"), (names[await hall.id(2)], "b")])
    assert (entry.kind, entry.data["board"]) == ("vote.count", boards.board_hash(lines))


# -- publishing, cancelling


async def test_publishing_several_is_all_or_nothing(hall: Hall) -> None:
    one, two = await hall.open(), await hall.open()
    await counted(hall, one, ["a"])
    chosen = [await hall.again(one), await hall.again(two)]
    assert code(await hall.run(counting.publish, await hall.event(), chosen, CLI)) == "vote-not-possible"
    assert (await hall.again(one)).state is VoteState.COUNTED
    await counted(hall, two, ["b"])
    chosen = [await hall.again(one), await hall.again(two)]
    published = done(await hall.run(counting.publish, await hall.event(), chosen, CLI))
    assert [vote.state for vote in published] == [VoteState.PUBLISHED] * 2
    again = await hall.run(counting.publish, await hall.event(), published, CLI)
    assert again == refuse("already-published", number=published[0].number)
    entries = await hall.run(journal.of_kind, AGM, "vote.publish")
    assert [entry.data for entry in entries] == [{"vote": vote.number} for vote in published]


async def test_result_goes_once_to_everybody_on_the_roll_or_present(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, excluded=("5",)))
    await counted(hall, vote, ["a"])
    await hall.check_out(1)
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
    results = [(subject, chat) for kind, subject, chat in await hall.sent_to() if kind == "result"]
    assert sorted(results) == [(vote.id, f"telegram:{number}") for number in (1, 2, 3, 4, 5)]


async def test_cancelling_needs_a_reason_and_destroys_the_ballots(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b")
    await hall.run(casting.mark, [Fill(Cast("telegram:3", vote.id, ""), "b", 1)])
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    refused = [await hall.run(voting.cancel, await hall.again(vote), why, CLI, "Ann") for why in (" ", "x" * 1001)]
    assert refused == [refuse("reason-missing", number=1, act="cancel"), refuse("text-long", given=1001, allowed=1000)]
    gone = done(await hall.run(voting.cancel, await hall.again(vote), "wrong text", CLI, "Ann"))
    assert (gone.state, gone.closed_at, gone.closed_by, gone.reason) == (
        VoteState.CANCELLED, hall.clock.now(), "Ann", "wrong text",
    )  # fmt: skip
    left = await hall.run(ballots.standing, vote, [await hall.id(number) for number in (1, 2, 3)])
    assert (await hall.run(ballots.box, vote.id), set(left.values())) == ({}, {Standing()})
    entry = (await hall.run(journal.entries, AGM))[-1]
    assert (entry.kind, entry.data) == ("vote.cancel", {"vote": vote.number, "why": "wrong text"})
    stale = await hall.sent_to(DeliveryState.STALE)
    assert stale == [("ballot", vote.id, f"telegram:{number}") for number in range(1, 6)]


async def test_draft_is_deleted_without_a_reason(hall: Hall) -> None:
    assert done(await hall.run(voting.cancel, await hall.draft(), "", CLI, "Ann")).state is VoteState.CANCELLED
