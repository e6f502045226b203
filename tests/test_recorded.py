"""What the journal holds of each act in a meeting: who did what, and with which numbers."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core import agenda, countdown, floor, roster, voting
from core.definition import definition_hash
from core.errors import refuse
from core.items import Item
from core.journal import CLI
from core.model import Event, EventId, EventSettings, MemberId, Purpose
from core.roster import Row
from core.store import journal
from core.store.writer import Tx
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, START, Hall, done
from tests.proxied import RULES, away

pytestmark = pytest.mark.anyio
NEXT = EventId("next")
Entry = tuple[str, str, dict[str, object]]


async def written(hall: Hall, since: int, event: EventId = AGM) -> list[Entry]:
    """Kind, actor and data of what came after so many entries."""
    entries = (await hall.run(journal.entries, event))[since:]
    return [(entry.kind, entry.by, dict(entry.data)) for entry in entries]


async def so_far(hall: Hall, event: EventId = AGM) -> int:
    return len(await hall.run(journal.entries, event))


async def name(hall: Hall, number: int) -> str:
    """Under which a member stands in the journal."""
    member = await hall.id(number)
    return (await hall.run(journal.pseudonyms, AGM, [member]))[member]


# -- the meeting


Act = Callable[[Tx, Event, MemberId], Awaitable[object]]
ACTS: list[tuple[Act, str, dict[str, object]]] = [
    (lambda tx, event, by: floor.change_state(tx, event, "pause", by), "event.pause", {}),
    (floor.open_registration, "registration.open", {}),
    (floor.close_registration, "registration.close", {}),
    (floor.reset_presence, "registration.reset", {"absent": 5}),
    (
        lambda tx, event, by: floor.ask_to_confirm(tx, event, timedelta(seconds=90), by),
        "registration.confirm",
        {"seconds": 90},
    ),
    (lambda tx, event, by: floor.bind_code(tx, event, Purpose.DESK, by), "bind.code", {"purpose": "desk"}),
    (
        lambda tx, event, by: floor.announce(tx, event, "present", "Coffee.", by),
        "announcement",
        {"to": "present", "text": "Coffee."},
    ),
    (lambda tx, event, by: floor.note(tx, event, "It rains.", by), "note", {"text": "It rains."}),
    (lambda tx, event, by: floor.change_state(tx, event, "close", by), "event.close", {}),
]


@pytest.mark.parametrize(("act", "kind", "data"), ACTS, ids=[kind for _, kind, _ in ACTS])
async def test_act_on_the_meeting_is_written_down_with_who_did_it(
    hall: Hall, act: Act, kind: str, data: dict[str, object]
) -> None:
    before, ann = await so_far(hall), await hall.id(1)
    done(await hall.run(act, await hall.event(), ann))
    assert await written(hall, before) == [(kind, await name(hall, 1), data)]


async def test_refused_act_on_the_meeting_writes_nothing(hall: Hall) -> None:
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    before, event = await so_far(hall), await hall.event()
    acts: list[Act] = [
        lambda tx, event, by: floor.change_state(tx, event, "open", by),
        floor.open_registration,
        floor.reset_presence,
        lambda tx, event, by: floor.announce(tx, event, "all", "Coffee.", by),
        lambda tx, event, by: floor.note(tx, event, "It rains.", by),
    ]
    outcomes = [await hall.run(act, event, await hall.id(1)) for act in acts]
    assert outcomes == [refuse("event-not-possible", act="open", state="closed")] + [refuse("event-over")] * 4
    assert (await written(hall, before), await hall.event()) == ([], event)


@pytest.mark.parametrize(
    ("quorum", "data"),
    [
        ("none", {"here": 3, "everybody": 5}),
        ("4", {"here": 3, "everybody": 5, "have": "3", "needed": "4", "met": False}),
        ("3", {"here": 3, "everybody": 5, "have": "3", "needed": "3", "met": True}),
    ],
)
async def test_opening_says_who_was_there_and_whether_that_was_a_quorum(
    hall: Hall, quorum: str, data: dict[str, object]
) -> None:
    await hall.run(floor.configure, [EventSettings(NEXT, "Next assembly", quorum=quorum)])
    for number in (1, 2, 3):
        await hall.run(floor.check_in, await hall.event(NEXT), await hall.member(number), CLI)
    before = await so_far(hall, NEXT)
    done(await hall.run(floor.change_state, await hall.event(NEXT), "open", CLI))
    assert await written(hall, before, NEXT) == [("event.open", "cli", data)]


async def test_first_item_is_begun_by_whoever_opens_the_meeting(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(NEXT, "Next assembly")])
    done(await hall.run(agenda.put, await hall.event(NEXT), [Item(1, "Budget")], CLI))
    before, ann = await so_far(hall, NEXT), await hall.id(1)
    done(await hall.run(floor.change_state, await hall.event(NEXT), "open", ann))
    by = (await hall.run(journal.pseudonyms, NEXT, [ann]))[ann]
    assert [(kind, who) for kind, who, _ in await written(hall, before, NEXT)] == [
        ("event.open", by),
        ("event.item", by),
    ]


async def test_presence_is_written_down_with_whose_it_is(hall: Hall) -> None:
    await hall.check_out(1, 2)
    done(await hall.run(floor.open_registration, await hall.event(), CLI))
    before = await so_far(hall)
    done(await hall.run(floor.check_in_selves, await hall.event(), [await hall.id(1), await hall.id(3)]))
    await hall.run(floor.check_in, await hall.event(), await hall.member(2), await hall.id(3))
    await hall.run(floor.check_in, await hall.event(), await hall.member(2), await hall.id(3))
    await hall.run(floor.check_out, await hall.event(), await hall.member(1), await hall.id(3))
    one, two, three = [await name(hall, number) for number in (1, 2, 3)]
    assert await written(hall, before) == [
        ("checkin", one, {}),
        ("checkin", three, {"member": two}),
        ("checkout", three, {"member": one}),
    ]


async def test_confirmation_that_is_over_is_written_down_once(hall: Hall) -> None:
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(seconds=60), CLI)
    done(await hall.run(floor.check_in_selves, await hall.event(), [await hall.id(2)]))
    before, over = await so_far(hall), START + timedelta(seconds=60)
    early = await hall.run(floor.confirmation_over, AGM, over - timedelta(microseconds=1))
    event = await hall.run(floor.confirmation_over, AGM, over)
    again = await hall.run(floor.confirmation_over, AGM, over)
    assert event
    assert (early, event.present.heads, event.confirm_by, again) == (None, 1, None, None)
    assert await written(hall, before) == [("registration.confirmed", "system", {"absent": 4})]


async def test_bound_chat_is_written_down_with_who_bound_it_and_what_for(hall: Hall) -> None:
    code = await hall.run(floor.bind_code, await hall.event(), Purpose.GROUP, CLI)
    before = await so_far(hall)
    done(await hall.run(floor.bind, "telegram:-100", code, await hall.person(2)))
    assert await written(hall, before) == [("channel.bound", await name(hall, 2), {"purpose": "group"})]


# -- a vote


async def test_opening_a_vote_is_written_down_with_the_hash_of_its_roll(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("2", "Bob", weight=2_500_000)], CLI))
    await away(hall, 3, 1)
    draft, before = await hall.draft(replace(MOTION, excluded=("5",))), await so_far(hall)
    vote = done(await hall.run(voting.open_vote, await hall.event(), draft, await hall.id(4)))
    one, two, three, four = [await name(hall, number) for number in (1, 2, 3, 4)]
    lines = sorted([f"{one},{UNIT},{three}\n", f"{two},2500000\n", f"{three},{UNIT}\n", f"{four},{UNIT}\n"])
    roll = hashlib.sha256("".join(lines).encode()).hexdigest()
    data = {
        "vote": 1,
        "definition": definition_hash(vote.definition),
        "roll": roll,
        "entitled": [4, 5_500_000],
        "present": [4, 5_500_000],
        "represented": [1, UNIT],
    }
    assert await written(hall, before) == [("vote.open", four, data)]
    (entry,) = await hall.run(journal.of_kind, AGM, "vote.open")
    assert vote.opening == entry.hash
    all_, here = Totals(4, 5_500_000), Totals(3, 4_500_000)
    frozen = (vote.roll, vote.entitled, vote.of_event, vote.present, vote.represented)
    assert frozen == (all_, all_, Totals(5, 6_500_000), Totals(4, 5_500_000), Totals(1, UNIT))
    assert vote.voters
    assert (vote.voters.present, vote.voters.represented, vote.voters.entitled) == (here, Totals(1, UNIT), all_)


async def test_acts_on_an_open_vote_are_written_down_with_their_numbers(hall: Hall) -> None:
    ann, before = await hall.id(1), await so_far(hall)
    vote = done(await hall.run(voting.draft, await hall.event(), MOTION, ann))
    done(await hall.run(voting.show, await hall.event(), vote, ann))
    done(await hall.run(voting.open_vote, await hall.event(), await hall.again(vote), ann, timedelta(seconds=90)))
    (opened,) = await hall.run(journal.of_kind, AGM, "vote.open")
    vote = await hall.again(vote)
    await hall.cast(vote, _1="a", _2="b")
    done(await hall.run(countdown.start_countdown, vote, ann))
    done(await hall.run(countdown.extend, await hall.again(vote), timedelta(seconds=30), ann))
    done(await hall.run(countdown.remind, await hall.again(vote), ann))
    done(await hall.run(countdown.stop_clock, await hall.again(vote), ann))
    done(await hall.run(countdown.close_in, await hall.again(vote), timedelta(seconds=45), ann))
    hall.clock.forward(5)
    done(await hall.run(voting.close, await hall.again(vote), ann, "Ann"))
    by, drafted = await name(hall, 1), definition_hash(MOTION)
    assert await written(hall, before) == [
        ("vote.draft", by, {"vote": 1, "definition": drafted}),
        ("vote.show", by, {"vote": 1}),
        ("vote.open", by, dict(opened.data)),
        ("vote.countdown", by, {"vote": 1, "seconds": 90}),
        ("vote.extend", by, {"vote": 1, "seconds": 30}),
        ("vote.remind", by, {"vote": 1, "missing": 3}),
        ("vote.clock-stopped", by, {"vote": 1}),
        ("vote.last-call", by, {"vote": 1, "seconds": 45}),
        ("vote.close", by, {"vote": 1, "cast": 2, "at": (START + timedelta(seconds=5)).isoformat()}),
    ]


async def test_holders_with_too_many_are_written_down_by_whose_vote_does_not_count(hall: Hall) -> None:
    await hall.run(floor.configure, [replace(RULES, proxies=3)])
    for principal in (1, 2, 3):
        await away(hall, 5, principal)
        hall.clock.forward(1)
    await hall.run(floor.configure, [replace(RULES, proxies=1)])
    draft, before = await hall.draft(), await so_far(hall)
    done(await hall.run(voting.open_vote, await hall.event(), draft, CLI))
    two, three = await name(hall, 2), await name(hall, 3)
    assert sorted((await written(hall, before))[1:], key=str) == sorted(
        [("proxy.over-cap", "system", {"vote": 1, "member": who}) for who in (two, three)], key=str
    )
