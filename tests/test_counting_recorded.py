"""What a count and a publication write down, and what they refuse: the record is what papers are checked against."""

from dataclasses import replace
from typing import Any

import pytest

from core import counting, floor, paper, roster
from core.audience import Audience
from core.boards import board_hash, board_lines
from core.errors import Refusal, refuse
from core.journal import CLI
from core.methods import METHODS
from core.model import Definition, EventId, EventSettings, Purpose, Vote, VoteState
from core.outgoing import DeliveryState
from core.roster import Row
from core.store import events, journal, secrets
from core.totals import UNIT, Totals
from tests.elected import BOARD
from tests.people import AGM, MOTION, Hall, done
from tests.test_paper import on_paper

pytestmark = pytest.mark.anyio
CHAT, GROUP = "telegram:-100", "telegram:-200"
NEXT = EventId("next")
SECRET = replace(MOTION, secret=True)
ROLL = [5, 5 * UNIT]


async def counted(hall: Hall, definition: Definition, choices: str | list[str]) -> Vote:
    vote = await hall.open(definition)
    await hall.cast(vote, **{f"_{number}": choice for number, choice in enumerate(choices, 1)})
    await hall.close(vote)
    return await hall.count(vote)


async def publish(hall: Hall, vote: Vote, **how: Any) -> list[Vote] | Refusal:
    return await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI, **how)


async def written(hall: Hall, kind: str) -> list[dict[str, Any]]:
    return [dict(entry.data) for entry in await hall.run(journal.of_kind, AGM, kind)]


async def chats(hall: Hall, *kinds: str, state: DeliveryState = DeliveryState.QUEUED) -> list[tuple[str, str]]:
    return sorted((kind, chat) for kind, _, chat in await hall.sent_to(state) if kind in kinds)


# -- what is refused


async def test_publication_that_cannot_be_names_the_vote(hall: Hall) -> None:
    first = await counted(hall, replace(MOTION, withhold=2), "ab")
    second = await hall.open()
    assert await publish(hall, first) == refuse("publish-withheld", number=1, other=2)
    assert await publish(hall, first, verdict_only=True) == refuse("verdict-named", number=1)
    assert await publish(hall, second) == Refusal(
        "vote-not-possible", {"number": 2, "act": "publish", "state": VoteState.OPEN, "at": second.opened_at}
    )
    await hall.close(second)
    done(await publish(hall, await hall.count(second)))
    assert await publish(hall, second) == refuse("already-published", number=2)
    assert [entry["vote"] for entry in await written(hall, "vote.publish")] == [2]


async def test_vote_that_is_open_is_not_counted(hall: Hall) -> None:
    vote = await hall.open()
    assert await hall.run(counting.count, vote, CLI) == Refusal(
        "vote-not-possible", {"number": 1, "act": "count", "state": VoteState.OPEN, "at": vote.opened_at}
    )


async def test_paper_that_nobody_has_counted_keeps_the_box_shut_and_the_chair_hears_it_once(hall: Hall) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    await on_paper(hall, 4, 5)
    vote = await hall.open()
    closed = await hall.close(vote)
    for _ in range(2):
        await hall.run(counting.count, await hall.again(closed), CLI)
    after = await hall.again(vote)
    assert (after.state, after.count_at) == (VoteState.CLOSED, None)
    to_chair = [kind for kind, chat in await chats(hall, "alarm", "counted", "disputed") if chat == CHAT]
    assert to_chair == ["alarm"]


async def test_counts_that_differ_are_told_once_and_not_tried_again_by_the_clock(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    right = METHODS[MOTION.method]
    wrong = replace(right, recount=lambda ballots, terms: replace(right.recount(ballots, terms), vacant=7))
    monkeypatch.setattr("core.definition.METHODS", {MOTION.method: wrong})
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    hall.clock.forward(11)
    assert [(await hall.due()).refused for _ in range(2)] == [["counts-differ"], []]
    after = await hall.again(vote)
    assert (after.state, after.count_at) == (VoteState.CLOSED, None)
    assert await chats(hall, "disputed", "counted") == [("disputed", CHAT)]


# -- what a count writes down


@pytest.mark.parametrize("choices", ["aab", ""])
async def test_count_of_a_named_vote_is_written_down_with_its_box(hall: Hall, choices: str) -> None:
    vote = await counted(hall, MOTION, choices)
    box = {"a": [2, 2 * UNIT], "b": [1, UNIT]} if choices else {}
    cast = len(choices)
    entry = {
        "vote": 1,
        "box": box,
        "numbers": {"roll": ROLL, "cast": [cast, cast * UNIT], "entitled": ROLL},
        "elected": [],
        "outcome": "carried" if choices else "no_result",
        "board": board_hash(await hall.run(board_lines, vote)),
    }
    assert await written(hall, "vote.count") == [entry]
    assert (vote.board, vote.count_at, vote.state, vote.papers.box) == (entry["board"], None, VoteState.COUNTED, None)
    assert vote.counting == (await hall.run(journal.entries, AGM))[-1].hash


async def test_count_of_an_election_names_the_elected_in_order(hall: Hall) -> None:
    await counted(hall, BOARD, ["a+b", "b", "b"])
    ((elected, outcome),) = [(entry["elected"], entry["outcome"]) for entry in await written(hall, "vote.count")]
    assert (elected, outcome) == (["b", "a"], "elected")


async def test_count_of_a_secret_vote_is_written_down_without_its_box(hall: Hall) -> None:
    vote = await counted(hall, SECRET, "aabab")
    assert await written(hall, "vote.count") == [
        {
            "vote": 1,
            "numbers": {"roll": ROLL, "cast": ROLL, "entitled": ROLL},
            "elected": [],
            "outcome": "carried",
            "board": board_hash(await hall.run(board_lines, vote)),
        }
    ]


async def test_paper_ballots_are_part_of_the_turnout_by_heads_and_by_weight(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row(str(n), f"Name{n}", weight=3 * UNIT) for n in (4, 5)], CLI))
    await on_paper(hall, 4, 5)
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b")
    for teller in (1, 2):
        done(await hall.run(paper.tally, await hall.again(vote), {"a": 2}, await hall.id(teller)))
    await hall.close(vote)
    after = await hall.count(vote)
    ((numbers, papers, box),) = [
        (entry["numbers"]["cast"], entry["papers"], entry["box"]) for entry in await written(hall, "vote.count")
    ]
    assert (after.cast, after.papers.counted, after.papers.box) == (Totals(4, 8 * UNIT), 2, {"a": 2})
    assert (numbers, papers, box) == ([4, 8 * UNIT], 2, {"a": [3, 7 * UNIT], "b": [1, UNIT]})


async def test_few_paper_ballots_of_a_secret_vote_are_nowhere_by_themselves(hall: Hall) -> None:
    await on_paper(hall, 4, 5)
    vote = await hall.open(SECRET)
    await hall.cast(vote, _1="a", _2="b", _3="a")
    for teller in (1, 2):
        done(await hall.run(paper.tally, await hall.again(vote), {"a": 2}, await hall.id(teller)))
    await hall.close(vote)
    after = await hall.count(vote)
    assert (after.cast, after.papers.counted, after.papers.box) == (Totals(5, 5 * UNIT), 2, None)
    assert (after.box, await hall.run(secrets.board, vote.id)) == ({"a": Totals(4, 4 * UNIT), "b": Totals(1, UNIT)}, [])
    assert [entry["papers"] for entry in await written(hall, "vote.count")] == [2]


async def test_box_in_which_one_ballot_would_be_told_by_its_weight_is_opened_by_the_chair_and_leaves_no_board(
    hall: Hall,
) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    rows = [
        Row(str(n), f"Name{n}", weight=(2 if n > 5 else 1) * UNIT, accounts=(f"telegram:{n}",)) for n in range(1, 11)
    ]
    done(await hall.run(roster.import_rows, rows, CLI))
    await hall.check_in(*range(6, 11))
    vote = await hall.open(replace(SECRET, majority="more than 1/2 of yes_no by weight"))
    await hall.cast(vote, _1="a", _6="a", _7="b", _8="b", _9="b", _10="a")
    closed = await hall.close(vote)
    shut = await hall.run(counting.count, closed, CLI)
    assert shut == refuse("secret-weights-cast", number=1)
    assert (await hall.again(vote)).state is VoteState.CLOSED
    after = done(await hall.run(counting.count, await hall.again(vote), CLI, anyway=True))
    assert (after.outcome, after.board, await hall.run(secrets.board, vote.id)) == ("rejected", "", [])
    ((board, box),) = [(entry["board"], entry.get("box")) for entry in await written(hall, "vote.count")]
    assert (board, box, await written(hall, "vote.weights")) == ("", None, [{"vote": 1}])


async def test_count_by_the_unit_says_the_unit(hall: Hall) -> None:
    rows = [Row(str(number), f"Name{number}", weight=3 * UNIT) for number in range(1, 6)]
    done(await hall.run(roster.import_rows, rows, CLI))
    vote = await counted(hall, replace(SECRET, majority="more than 1/2 of yes_no by weight"), "aabab")
    (numbers,) = [entry["numbers"] for entry in await written(hall, "vote.count")]
    total = [5, 15 * UNIT]
    assert (vote.unit, numbers) == (3 * UNIT, {"roll": total, "cast": total, "entitled": total, "unit": 3 * UNIT})


async def test_count_is_told_to_the_chair_and_closes_what_was_told_of_the_end(hall: Hall) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    await hall.count(vote)
    assert await chats(hall, "counted", "closed") == [("counted", CHAT)]
    assert await chats(hall, "closed", "counted", state=DeliveryState.STALE) == [("closed", CHAT)]


# -- what a publication writes down


@pytest.mark.parametrize(
    ("definition", "choices", "how", "entry"),
    [
        (MOTION, "ab", {}, {}),
        (MOTION, "ab", {"to": [Audience.HALL]}, {"where": ["hall"]}),
        (SECRET, "aabab", {}, {"shown": "board"}),
        (SECRET, "aabab", {"verdict_only": True}, {"verdict_only": True}),
        (
            SECRET,
            "aab",
            {},
            {"shown": "sums", "withheld": "few", "box": {"a": [2, 2 * UNIT], "b": [1, UNIT]}},
        ),
        (SECRET, "aaaaa", {}, {"shown": "sums", "withheld": "alike", "box": {"a": ROLL}}),
        (replace(BOARD, secret=True), ["a+b", "a"], {}, {"shown": "outcome", "withheld": "few"}),
    ],
)
async def test_publication_is_written_down_with_how_much_everybody_sees(
    hall: Hall, definition: Definition, choices: str | list[str], how: dict[str, Any], entry: dict[str, Any]
) -> None:
    (shown,) = done(await publish(hall, await counted(hall, definition, choices), **how))
    assert await written(hall, "vote.publish") == [{"vote": 1, **entry}]
    told = frozenset(how.get("to", Audience))
    assert (shown.state, shown.verdict_only, shown.published_to) == (
        VoteState.PUBLISHED, how.get("verdict_only", False), told,
    )  # fmt: skip


async def test_rest_of_a_publication_shows_what_the_first_part_did(hall: Hall) -> None:
    vote = await counted(hall, SECRET, "aabab")
    done(await publish(hall, vote, to=[Audience.HALL], verdict_only=True))
    (both,) = done(await publish(hall, vote))
    assert await written(hall, "vote.publish") == [
        {"vote": 1, "verdict_only": True, "where": ["hall"]},
        {"vote": 1, "verdict_only": True, "where": ["members"]},
    ]
    assert (both.verdict_only, both.published_to) == (True, frozenset(Audience))


async def test_result_goes_to_the_roll_to_those_present_and_to_the_groups_once(hall: Hall) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    await hall.run(events.put_channel, GROUP, AGM, Purpose.GROUP)
    await hall.run(floor.configure, [EventSettings(NEXT, "Another meeting")])
    await hall.run(events.put_channel, "telegram:-300", NEXT, Purpose.GROUP)
    await hall.check_out(5)
    vote = await counted(hall, MOTION, "ab")
    await hall.check_in(5)
    await hall.check_out(1)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    done(await publish(hall, vote))
    to = [GROUP, *(f"telegram:{number}" for number in range(1, 6))]
    assert await chats(hall, "result", "picture") == sorted(
        (kind, chat) for kind in ("result", "picture") for chat in to
    )
    assert await chats(hall, "counted", state=DeliveryState.STALE) == [("counted", CHAT)]


async def test_message_that_the_chair_has_pressed_is_drawn_by_the_press(hall: Hall) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    vote = await counted(hall, MOTION, "ab")
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT, ref="m7")
    done(await publish(hall, vote, drawn=(CHAT, "m7")))
    assert await chats(hall, "counted", state=DeliveryState.STALE) == []


async def test_vote_that_is_named_twice_is_published_once(hall: Hall) -> None:
    vote = await counted(hall, MOTION, "ab")
    shown = done(await hall.run(counting.publish, await hall.event(), [vote, vote], CLI))
    assert ([one.number for one in shown], len(await written(hall, "vote.publish"))) == ([1], 1)
