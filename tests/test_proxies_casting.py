from __future__ import annotations

from dataclasses import replace

import pytest

from core import casting, countdown, counting, due, floor, roster
from core.casting import Cast, Fill, Recorded
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import Ballots, Definition, Late, MemberId, Option, Purpose, Vote
from core.outgoing import DeliveryState
from core.roster import Row
from core.store import ballots, crowds, deliveries, events, journal, rolls, votes
from core.totals import UNIT, Totals
from tests.people import AGM, ENTITLED, LATECOMERS, MOTION, Hall, code, done
from tests.proxied import RULES, away, cast_for, codes, give, hand, off

pytestmark = pytest.mark.anyio
SENT, OUTDATED = DeliveryState.SENT, DeliveryState.OUTDATED


async def box(hall: Hall, vote: Vote) -> tuple[dict[str, int], int]:
    """Heads by choice, and the turnout."""
    return {c: t.heads for c, t in (await hall.run(ballots.box, vote.id)).items()}, (await hall.again(vote)).cast.heads


async def own(hall: Hall, vote: Vote, number: int | str, choice: str = "a") -> str:
    return codes(await hall.run(casting.cast, [Cast(f"telegram:{number}", vote.id, choice)]))[0]


async def ballots_to(hall: Hall, *states: DeliveryState) -> list[str]:
    return sorted(chat for kind, _, chat in await hall.sent_to(*states) if kind == "ballot")


async def deliver(hall: Hall) -> None:
    """Every message that waits arrives."""
    for delivery in await hall.waiting():
        await hall.settle(delivery, SENT)


# -- who is on the roll, and in whose hands


async def test_absent_principals_of_present_holders_are_on_the_roll_of_those_present(hall: Hall) -> None:
    await away(hall, 5, 2, 1)
    await away(hall, 3, 4)
    await hall.check_out(3)
    vote = await hall.open()
    assert (await hall.on_roll(vote), vote.roll.heads) == (["1", "2", "5"], 3)
    assert [await hand(hall, vote, number) for number in (5, 1, 3)] == [["5", "1", "2"], [], []]


async def test_everybody_is_on_the_roll_of_all_and_casts_alone_without_a_present_holder(hall: Hall) -> None:
    await away(hall, 5, 1)
    await away(hall, 3, 4)
    await hall.check_out(3)
    vote = await hall.open(ENTITLED)
    assert [await hand(hall, vote, number) for number in range(1, 6)] == [[], ["2"], ["3"], ["4"], ["5", "1"]]


async def test_struck_holder_represents_nobody_and_a_struck_principal_is_not_represented(hall: Hall) -> None:
    await away(hall, 5, 1)
    await away(hall, 3, 2)
    present = await hall.open(replace(MOTION, excluded=("5", "2")))
    everybody = await hall.open(replace(ENTITLED, excluded=("5", "2")))
    assert await hall.on_roll(present) == ["3", "4"]
    assert [await hand(hall, everybody, number) for number in (1, 3, 5)] == [["1"], ["3"], []]


async def test_group_of_the_principal_decides(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", groups=("board",))], CLI))
    await away(hall, 5, 1, 2)
    vote = await hall.open(replace(MOTION, group="board"))
    assert (await hall.on_roll(vote), await hand(hall, vote, 5)) == (["1"], ["1"])
    assert await own(hall, vote, 5) == "not-in-group"


async def test_holder_with_too_many_keeps_the_first_and_the_desk_is_told_the_rest(hall: Hall) -> None:
    """Fault 22."""
    await hall.run(events.put_channel, "telegram:-9", AGM, Purpose.DESK)
    for principal in (2, 1):
        await away(hall, 5, principal)
        hall.clock.forward(1)
    await hall.run(floor.configure, [replace(RULES, proxies=1)])
    vote = await hall.open()
    assert (await hall.on_roll(vote), await hand(hall, vote, 5)) == (["2", "3", "4", "5"], ["5", "2"])
    (alarm,) = [delivery for delivery in await hall.waiting() if delivery.kind == "alarm"]
    assert alarm.chat == "telegram:-9"
    assert await hall.run(deliveries.notice, alarm.subject) == (
        '{"code": "proxies-over-cap", "data": {"number": 1, "count": 1, "people": ["Name1 Surname1 (1)"], "most": 1}}'
    )
    assert len(await hall.run(journal.of_kind, AGM, "proxy.over-cap")) == 1


async def test_roll_that_is_to_come_has_the_same_size(hall: Hall) -> None:
    await away(hall, 5, 1)
    await hall.check_out(2)
    drafts = [await hall.draft(definition) for definition in (MOTION, ENTITLED)]
    totals = [await hall.run(rolls.prospective, draft, await hall.event()) for draft in drafts]
    assert totals == [Totals(4, 4 * UNIT), Totals(5, 5 * UNIT)]


@pytest.mark.parametrize("settings", [{}, {"proxies": 1}, {"outsiders": True}, {"entitled": "board"}])
async def test_everybody_who_may_vote_is_the_meetings_own_total(
    hall: Hall, settings: dict[str, int | bool | str]
) -> None:
    """Whoever is struck by a number that nobody has makes them be counted one by one."""
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_000, groups=("board",))], CLI))
    await away(hall, 5, 1, 2)
    await hall.check_out(3)
    await hall.run(floor.configure, [replace(RULES, **settings)])
    draft = await hall.draft(MOTION)
    struck = replace(draft, definition=replace(MOTION, excluded=("nobody",)))
    whole, counted = [await hall.run(rolls.gathered, vote, await hall.event()) for vote in (draft, struck)]
    assert whole == counted


# -- casting for others


async def test_holder_casts_each_ballot_with_its_own_weight(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_000)], CLI))
    await away(hall, 5, 1, 2)
    vote = await hall.open()
    five = await hall.id(5)
    wishes = [Cast("telegram:5", vote.id, c, whose=await hall.id(n)) for n, c in ((5, "a"), (1, "a"), (2, "b"))]
    outcomes = [done(outcome) for outcome in await hall.run(casting.cast, wishes)]
    assert [(item.member, item.by, item.before) for item in outcomes] == [
        (await hall.id(number), five, None) for number in (5, 1, 2)
    ]
    assert await hall.run(ballots.box, vote.id) == {"a": Totals(2, 3_500_000), "b": Totals(1, UNIT)}
    assert (await hall.again(vote)).cast == Totals(3, 4_500_000)


async def test_nobody_casts_a_ballot_that_is_in_other_hands(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    assert await hall.run(casting.cast, [Cast("telegram:1", vote.id, "a")]) == [
        refuse("proxy-given", number=1, member="5", name="Name5 Surname5", checkin="closed")
    ]
    assert [await cast_for(hall, vote, 4, "a", 1), await cast_for(hall, vote, 5, "a", 2)] == [["proxy-not-held"]] * 2
    unknown = await hall.run(casting.cast, [Cast("telegram:5", vote.id, "a", whose=MemberId(404))])
    assert (codes(unknown), await box(hall, vote)) == (["ballot-forged"], ({}, 0))


async def test_holder_who_presses_for_a_principal_who_voted_is_refused(hall: Hall) -> None:
    """Fault 20."""
    await away(hall, 5, 1)
    vote = await hall.open()
    await hall.check_in(1)
    assert await own(hall, vote, 1, "b") == ""
    whose = await hall.id(1)
    pressed = await hall.run(casting.cast, [Cast("telegram:5", vote.id, "a", whose=whose)])
    typed = await hall.run(casting.why_not_in_hand, vote, await hall.id(5), whose)
    assert [*pressed, typed] == [refuse("proxy-taken-back", number=1, member="1", name="Name1 Surname1")] * 2
    assert await box(hall, vote) == ({"b": 1}, 1)


async def test_proxy_revoked_in_an_open_vote_leaves_what_was_cast_until_the_principal_casts(hall: Hall) -> None:
    """Fault 21."""
    await away(hall, 5, 1, 2)
    vote = await hall.open()
    await deliver(hall)
    await cast_for(hall, vote, 5, "a", 1)
    assert [await off(hall, number) for number in (1, 2)] == ["", ""]
    assert (await box(hall, vote), await hand(hall, vote, 1)) == (({"a": 1}, 1), ["1"])
    assert (await ballots_to(hall), await ballots_to(hall, OUTDATED)) == (["telegram:1", "telegram:2"], ["telegram:5"])
    assert await own(hall, vote, 1, "b") == ""
    assert await box(hall, vote) == ({"b": 1}, 1)
    entries = await hall.run(journal.of_kind, AGM, "proxy.taken-back")
    assert [(entry.by, entry.data["vote"], entry.data["stands"]) for entry in entries] == [
        ("system", 1, True),
        ("system", 1, False),
    ]


async def test_cast_is_cast_also_for_a_principal_who_comes(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open(replace(MOTION, revote=False))
    await cast_for(hall, vote, 5, "a", 1)
    await hall.check_in(1)
    assert (await own(hall, vote, 1, "b"), await box(hall, vote)) == ("cast-is-cast", ({"a": 1}, 1))


async def test_proxy_works_again_in_the_next_vote_after_a_check_out(hall: Hall) -> None:
    await away(hall, 5, 1)
    first = await hall.open()
    await hall.check_in(1)
    await hall.check_out(1)
    second = await hall.open()
    assert [await hand(hall, vote, 5) for vote in (first, second)] == [["5"], ["5", "1"]]


async def test_new_holder_gets_nothing_in_an_open_vote_and_the_former_one_loses_it(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await give(hall, 1, 4)
    await hall.check_out(2)
    await give(hall, 2, 4)
    assert [await hand(hall, vote, number) for number in (1, 2, 4, 5)] == [["1"], ["2"], ["4"], ["5"]]


async def test_holder_who_leaves_still_casts_what_was_frozen(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await hall.check_out(5)
    assert await cast_for(hall, vote, 5, "a", 5, 1) == ["", ""]


async def test_after_the_end_everybody_hears_that_it_is_over(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await hall.close(vote)
    assert await cast_for(hall, vote, 5, "a", 1, 2) == ["too-late", "too-late"]
    assert await own(hall, vote, 1) == "too-late"


async def test_marks_for_a_principal_are_kept_apart_and_go_with_the_proxy(hall: Hall) -> None:
    await away(hall, 5, 1)
    options = (Option("a", "Ann"), Option("b", "Ben"))
    vote = await hall.open(Definition("Board", options, method="block", majority="", maximum=2, seats=2))
    wishes = [Cast("telegram:5", vote.id, "", whose=await hall.id(number)) for number in (5, 1, 1)]
    fills = [Fill(wish, option, 1) for wish, option in zip(wishes, "aab", strict=True)]
    assert codes(await hall.run(casting.mark, fills)) == ["", "", ""]
    mine = await hall.run(casting.hand, vote, await hall.id(5))
    assert [(ballot.number, ballot.stands.marks, ballot.stands.choice) for ballot in mine.ballots] == [
        ("5", "a", None),
        ("1", "a+b", None),
    ]
    await off(hall, 1)
    back = await hall.run(casting.hand, vote, await hall.id(1))
    assert [(ballot.number, ballot.stands.marks) for ballot in back.ballots] == [("1", None)]


# -- latecomers


async def test_late_holder_brings_the_principals_along(hall: Hall) -> None:
    await away(hall, 5, 1, 2)
    await hall.check_out(5)
    vote = await hall.open(LATECOMERS)
    await deliver(hall)
    await hall.check_in(5)
    assert (await hand(hall, vote, 5), (await hall.again(vote)).roll) == (["5", "1", "2"], Totals(5, 5 * UNIT))
    assert await ballots_to(hall) == ["telegram:5"]
    await hall.check_in(1)
    assert [await hand(hall, vote, number) for number in (5, 1)] == [["5", "2"], ["1"]]


async def test_late_holder_does_not_take_over_what_a_principal_casts(hall: Hall) -> None:
    await hall.check_out(5)
    await give(hall, 1, 5)
    vote = await hall.open(LATECOMERS)
    await hall.check_out(1)
    await hall.check_in(5)
    assert [await hand(hall, vote, number) for number in (1, 5)] == [["1"], ["5"]]


async def test_proxy_given_after_the_opening_brings_nobody_on_the_roll_when_another_one_comes(hall: Hall) -> None:
    await hall.check_out(1, 4)
    vote = await hall.open(LATECOMERS)
    await give(hall, 1, 5)
    await hall.check_in(4)
    assert (await hall.on_roll(vote), await hand(hall, vote, 5)) == (["2", "3", "4", "5"], ["5"])


async def test_late_holder_brings_nobody_if_the_roll_is_closed(hall: Hall) -> None:
    await away(hall, 5, 1)
    await hall.check_out(5)
    vote = await hall.open(replace(LATECOMERS, late=Late.NO))
    await hall.check_in(5)
    assert await hall.on_roll(vote) == ["2", "3", "4"]


# -- messages


async def test_holder_gets_one_message_which_reaches_all_principals(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("G1", "Guest", votes=False, accounts=("telegram:90",))], CLI))
    await hall.check_in("G1")
    await away(hall, "G1", 1, 2)
    vote = await hall.open()
    assert (await ballots_to(hall), vote.queued) == (["telegram:3", "telegram:4", "telegram:5", "telegram:90"], 4)
    await deliver(hall)
    now = await hall.again(vote)
    assert (now.queued, now.reached, await hall.run(votes.unreached, vote.id)) == (0, 5, [])


async def test_principal_who_takes_the_vote_back_is_not_reached_yet(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await deliver(hall)
    await off(hall, 1)
    assert ((await hall.again(vote)).reached, await hall.run(votes.unreached, vote.id)) == (4, [await hall.id(1)])
    await deliver(hall)
    assert (await hall.again(vote)).reached == 5


async def test_holder_is_asked_again_while_a_ballot_of_the_hand_is_missing(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await deliver(hall)
    await hall.cast(vote, _2="a", _3="a", _4="a", _5="a")
    await hall.run(due.hold, hall.clock.at, hall.clock.at, always=True)
    again = await ballots_to(hall)
    await deliver(hall)
    await cast_for(hall, vote, 5, "a", 1)
    await hall.run(due.hold, hall.clock.at, hall.clock.at, always=True)
    assert (again, await ballots_to(hall)) == (["telegram:5"], [])


async def test_new_deadline_is_shown_to_holders_with_a_ballot_left(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open(replace(MOTION, time=60.0))
    await deliver(hall)
    await hall.cast(vote, _2="a", _3="a", _5="a")
    done(await hall.run(countdown.start_countdown, vote, CLI))
    assert await ballots_to(hall, OUTDATED) == ["telegram:4", "telegram:5"]


async def test_holder_has_a_private_ballot_where_ballots_are_in_the_group(hall: Hall) -> None:
    await hall.run(floor.configure, [replace(RULES, ballots=Ballots.GROUP)])
    await hall.run(events.put_channel, "telegram:-9", AGM, Purpose.GROUP)
    await hall.run(crowds.put, "telegram:-9", {f"telegram:{number}": True for number in range(1, 6)})
    await away(hall, 5, 1)
    await hall.open()
    assert await ballots_to(hall) == ["telegram:-9", "telegram:5"]


async def test_ballot_is_sent_again_to_whoever_casts_it(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote, event = await hall.open(), await hall.event()
    await deliver(hall)
    refused = await hall.run(casting.send_again, vote, event, await hall.id(1))
    assert (code(refused), await ballots_to(hall)) == ("proxy-given", [])
    assert await hall.run(casting.send_again, vote, event, await hall.id(5)) is None
    assert await ballots_to(hall) == ["telegram:5"]


async def test_result_goes_to_principals_and_holders(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote = await hall.open()
    await hall.check_out(5)
    counted = await hall.count(await hall.close(vote))
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    chats = sorted(chat for kind, _, chat in await hall.sent_to() if kind == "result")
    assert chats == [f"telegram:{number}" for number in range(1, 6)]


# -- renderings: one message of one person shows the whole hand


async def pressed(hall: Hall, vote: Vote, by: int, whose: int, rendering: int) -> Recorded | Refusal:
    """A press on a rendering made for the person who presses."""
    member, caster = await hall.id(whose), await hall.id(by)
    wish = Cast(f"telegram:{by}", vote.id, "a", rendering, casting.tag(vote, caster, rendering), whose=member)
    return (await hall.run(casting.cast, [wish]))[0]


async def test_old_rendering_of_a_hand_is_retired_for_all_its_ballots(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote, five = await hall.open(), await hall.id(5)
    await hall.run(casting.confirm, [(vote.id, five, 3)])
    outcomes = [await pressed(hall, vote, 5, whose, rendering) for rendering in (2, 3) for whose in (5, 1)]
    assert [code(outcome) for outcome in outcomes] == ["ballot-retired", "ballot-retired", "", ""]
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[1].data["member"] == five
    assert (await hall.run(casting.hand, vote, five)).rendering == 3


async def test_buttons_of_a_hand_are_good_for_the_holder_only(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote, one = await hall.open(), await hall.id(1)
    forged = Cast("telegram:5", vote.id, "a", 1, casting.tag(vote, one, 1), whose=one)
    assert codes(await hall.run(casting.cast, [forged])) == ["ballot-forged"]
    assert code(await pressed(hall, vote, 5, 1, 1)) == ""


async def test_ballot_that_was_taken_back_goes_on_from_the_last_rendering(hall: Hall) -> None:
    await away(hall, 5, 1)
    vote, one, five = await hall.open(), await hall.id(1), await hall.id(5)
    await hall.run(casting.confirm, [(vote.id, five, 3)])
    await off(hall, 1)
    await hall.run(casting.confirm, [(vote.id, five, 5)])
    hands = [await hall.run(casting.hand, vote, member) for member in (one, five)]
    assert [mine.rendering for mine in hands] == [3, 5]
