from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from core import due, floor, roster, voting
from core.journal import CLI
from core.model import EventSettings, EventState, Late, Member
from core.outgoing import DeliveryState
from core.roster import Row
from core.rules import QuorumState
from core.store import journal, presence
from core.totals import UNIT, Totals
from tests.people import AGM, ENTITLED, LATECOMERS, MOTION, Hall, code, done

pytestmark = pytest.mark.anyio


async def selves(hall: Hall, *numbers: int) -> object:
    ids = [await hall.id(number) for number in numbers]
    return await hall.run(floor.check_in_selves, await hall.event(), ids)


async def registration(hall: Hall) -> None:
    done(await hall.run(floor.open_registration, await hall.event(), CLI))


async def guest(hall: Hall) -> Member:
    done(await hall.run(roster.import_rows, [Row("90", "Guest", votes=False, accounts=("telegram:90",))], CLI))
    return await hall.member(90)


# -- the event


async def test_event_with_an_open_vote_cannot_be_closed(hall: Hall) -> None:
    vote = await hall.open()
    refusal = await hall.run(floor.change_state, await hall.event(), "close", CLI)
    assert (code(refusal), (await hall.event()).state) == ("event-votes-open", EventState.OPEN)
    await hall.close(vote)
    assert code(await hall.run(floor.change_state, await hall.event(), "close", CLI)) == "event-votes-open"
    await hall.count(vote)
    assert done(await hall.run(floor.change_state, await hall.event(), "close", CLI)).state is EventState.CLOSED


async def test_event_that_is_over_takes_nobody_and_nothing(hall: Hall) -> None:
    draft = await hall.draft()
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    event = await hall.event()
    refusals = [
        await selves(hall, 1),
        await hall.run(floor.check_in, event, await hall.member(1), CLI),
        await hall.run(floor.open_registration, event, CLI),
        await hall.run(floor.check_out, event, await hall.member(1), CLI),
        await hall.run(floor.reset_presence, event, CLI),
        await hall.run(voting.draft, event, MOTION, CLI),
        await hall.run(voting.open_vote, event, draft, CLI),
    ]
    assert [code(refusal) for refusal in refusals] == ["event-over"] * 6 + ["event-not-open"]
    assert (await hall.event()).version == event.version


async def test_settings_that_change_keep_state_and_presence(hall: Hall) -> None:
    before = await hall.event()
    await hall.run(floor.configure, [EventSettings(AGM, "Renamed", quorum="3")])
    after = await hall.event()
    assert (after.settings.title, replace(after, settings=before.settings, version=0)) == (
        "Renamed",
        replace(before, version=0),
    )


# -- presence


async def test_nobody_checks_in_while_registration_is_closed_but_the_desk_does(hall: Hall) -> None:
    await hall.check_out(1)
    assert (code(await selves(hall, 1)), (await hall.event()).present.heads) == ("registration-closed", 4)
    await hall.check_in(1)
    assert (await hall.event()).present.heads == 5


async def test_check_in_twice_is_one_presence_and_one_line_in_the_journal(hall: Hall) -> None:
    await hall.check_out(1, 2)
    await registration(hall)
    one, two = await hall.id(1), await hall.id(2)
    assert await selves(hall, 1, 1, 2) == {
        one: floor.Arrived(one, already=False),
        two: floor.Arrived(two, already=False),
    }
    assert await selves(hall, 1) == {one: floor.Arrived(one, already=True)}
    kinds = [entry.kind for entry in await hall.run(journal.entries, AGM)]
    assert (kinds[-3:], (await hall.event()).present.heads) == (["registration.open", "checkin", "checkin"], 5)


async def test_check_out_takes_away_heads_and_weight(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=7 * UNIT)], CLI))
    before = (await hall.event()).present
    await hall.check_out(1)
    assert (before, (await hall.event()).present) == (Totals(5, 11 * UNIT), Totals(4, 4 * UNIT))


async def test_check_out_of_somebody_absent_changes_nothing(hall: Hall) -> None:
    await hall.check_out(1)
    before = await hall.event()
    assert await hall.run(floor.check_out, before, await hall.member(1), CLI) is False
    assert await hall.event() == before


async def test_guest_is_present_and_counts_nowhere(hall: Hall) -> None:
    before = await hall.event()
    member = await guest(hall)
    await hall.check_in(90)
    after = await hall.event()
    assert (after.present, after.entitled) == (before.present, before.entitled)
    assert await hall.run(presence.among, AGM, [member.id]) == {member.id}
    assert "Guest" not in [name for name, _ in await hall.run(presence.latest, AGM, 10)]
    assert (await hall.open()).roll.heads == 5


async def test_only_the_entitled_group_counts(hall: Hall) -> None:
    board = [Row(str(n), f"Name{n}", weight=n * UNIT, groups=("board",) if n > 3 else ()) for n in range(1, 6)]
    done(await hall.run(roster.import_rows, board, CLI))
    await hall.run(floor.configure, [EventSettings(AGM, "Board", entitled="board")])
    await hall.check_out(1, 5)
    event = await hall.event()
    assert (event.entitled, event.present) == (Totals(2, 9 * UNIT), Totals(1, 4 * UNIT))
    assert (await hall.open()).roll == Totals(1, 4 * UNIT)


async def test_reset_makes_all_absent_and_sends_cards_only_during_registration(hall: Hall) -> None:
    assert await hall.run(floor.reset_presence, await hall.event(), CLI) == 5
    assert ((await hall.event()).present, await hall.sent_to()) == (Totals(), [])
    await registration(hall)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    assert await hall.run(floor.reset_presence, await hall.event(), CLI) == 0
    assert len(await hall.sent_to()) == 5


async def test_who_does_not_confirm_in_time_is_absent(hall: Hall) -> None:
    asked = await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    assert (asked, len(await hall.sent_to())) == (5, 5)
    await selves(hall, 2, 3)
    hall.clock.forward(299)
    early = (await hall.due()).confirmed
    hall.clock.forward(1)
    over = (await hall.due()).confirmed
    assert (early, over, (await hall.due()).confirmed) == ([], [AGM], [])
    assert (await hall.run(journal.entries, AGM))[-1].data == {"absent": 3}
    here = await hall.run(presence.members, AGM)
    assert (set(here), (await hall.event()).present.heads) == ({await hall.id(2), await hall.id(3)}, 2)


async def test_who_arrives_during_the_confirmation_stays(hall: Hall) -> None:
    await hall.check_out(1)
    await registration(hall)
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    await selves(hall, 1)
    hall.clock.forward(300)
    await hall.due()
    assert await hall.run(presence.members, AGM) == [await hall.id(1)]


async def test_event_that_closes_during_a_confirmation_keeps_who_was_there(hall: Hall) -> None:
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    hall.clock.forward(300)
    assert ((await hall.due()).confirmed, (await hall.event()).present.heads) == ([], 5)


@pytest.mark.parametrize("data", ["{}", '{"seconds": "many"}', "{"])
async def test_confirmation_whose_entry_another_version_wrote_gets_the_lost_time_too(hall: Hall, data: str) -> None:
    """What nobody can read there would else stop all that is due."""
    done(await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=5), CLI))
    ends = (await hall.event()).confirm_by
    assert ends
    await hall.run(lambda tx: tx.db.execute(text("UPDATE journal SET data = :data"), {"data": data}))
    await hall.run(due.postpone, None, timedelta(minutes=1))
    assert (await hall.event()).confirm_by == ends + timedelta(minutes=1)


async def test_closing_makes_the_cards_that_were_sent_stale(hall: Hall) -> None:
    await registration(hall)
    first, *_ = await hall.waiting()
    await hall.settle(first, DeliveryState.SENT)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert await hall.sent_to(DeliveryState.STALE) == [("card", 0, first.chat)]


# -- latecomers


async def test_latecomer_is_not_on_the_roll_unless_the_vote_says_so(hall: Hall) -> None:
    await hall.check_out(5)
    closed, open_ = await hall.open(), await hall.open(LATECOMERS)
    await hall.check_in(5)
    assert ((await hall.again(closed)).roll.heads, (await hall.again(open_)).roll) == (4, Totals(5, 5 * UNIT))
    assert [code(outcome) for outcome in await hall.cast(closed, _5="a")] == ["joined-after"]
    assert [code(outcome) for outcome in await hall.cast(open_, _5="a")] == [""]


async def test_latecomers_get_their_ballot(hall: Hall) -> None:
    await hall.check_out(5)
    vote = await hall.open(LATECOMERS)
    await hall.check_in(5)
    assert ("ballot", vote.id, "telegram:5") in await hall.sent_to()
    assert (await hall.again(vote)).queued == 5


async def test_latecomers_whom_the_rules_exclude_stay_off_the_roll(hall: Hall) -> None:
    await guest(hall)
    done(await hall.run(roster.import_rows, [Row("1", "Ann", groups=("board",))], CLI))
    await hall.check_out(2, 3)
    struck = await hall.open(replace(LATECOMERS, excluded=("3",)))
    board = await hall.open(replace(LATECOMERS, group="board"))
    await hall.check_in(2, 3, 90)
    rolls = {vote.number: await hall.on_roll(vote) for vote in (struck, board)}
    assert rolls == {struck.number: ["1", "2", "4", "5"], board.number: ["1"]}
    assert [(await hall.again(vote)).roll.heads for vote in (struck, board)] == [4, 1]


async def test_roll_grows_by_who_comes_and_not_by_who_is_there_and_may_vote_since_the_opening(hall: Hall) -> None:
    await guest(hall)
    await hall.check_in(90)
    await hall.check_out(4, 5)
    vote = await hall.open(LATECOMERS)
    done(await hall.run(roster.import_rows, [Row("90", "Guest", votes=True, accounts=("telegram:90",))], CLI))
    await hall.check_in(4)
    frozen = await hall.on_roll(vote)
    await hall.check_out(90)
    await hall.check_in(90)
    assert (frozen, await hall.on_roll(vote)) == (["1", "2", "3", "4"], ["1", "2", "3", "4", "90"])


async def test_who_left_and_came_back_keeps_the_ballot(hall: Hall) -> None:
    vote = await hall.open(LATECOMERS)
    await hall.cast(vote, _5="a")
    await hall.check_out(5)
    await hall.check_in(5)
    again = await hall.again(vote)
    assert (again.roll.heads, again.cast.heads, again.queued) == (5, 1, 5)


async def test_vote_of_all_entitled_has_no_latecomers(hall: Hall) -> None:
    await hall.check_out(1, 2)
    vote = await hall.open(replace(ENTITLED, late=Late.UNTIL_CLOSE))
    await hall.check_in(1)
    assert ((await hall.again(vote)).roll.heads, (await hall.again(vote)).queued) == (5, 5)


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        ("none", QuorumState(met=True, have=3, needed=0)),
        ("4", QuorumState(met=False, have=3, needed=4)),
        ("at least 1/2 of entitled", QuorumState(met=True, have=3, needed=3)),
        ("more than 3/5 of entitled", QuorumState(met=False, have=3, needed=4)),
    ],
)
async def test_quorum_follows_presence(hall: Hall, rule: str, state: QuorumState) -> None:
    await hall.check_out(1, 2)
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", quorum=rule)])
    assert floor.quorum(await hall.event()) == state
