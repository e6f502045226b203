from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core import accounts, countdown, counting, floor, roster, telling, voting
from core.errors import Refusal, refuse
from core.journal import CLI
from core.model import Ballots, EventId, EventSettings, Purpose, Vote
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.roster import Row
from core.store import crowds, deliveries, events, recipients, votes
from tests.people import AGM, MOTION, Hall, done

pytestmark = pytest.mark.anyio
SENT, FAILED, STALE, QUEUED = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.STALE, DeliveryState.QUEUED
GROUP_CHAT = "telegram:-100"


async def second_account(hall: Hall) -> None:
    """Member 1 is on two networks, member 6 on none."""
    done(await hall.run(roster.import_rows, [Row("1", "Ann", accounts=("matrix:@ann:x.org",)), Row("6", "Zoe")], CLI))
    await hall.check_in(6)


async def by_chat(hall: Hall, state: DeliveryState = QUEUED) -> dict[str, Delivery]:
    return {delivery.chat: delivery for delivery in await hall.waiting(state)}


async def figures(hall: Hall, vote: Vote) -> tuple[int, int]:
    """Ballots that wait, members whom a ballot reached."""
    now = await hall.again(vote)
    return now.queued, now.reached


async def settle_all(hall: Hall, state: DeliveryState = SENT) -> None:
    for delivery in await hall.waiting():
        await hall.settle(delivery, state, error="blocked" if state is FAILED else "")


async def with_group(hall: Hall, ballots: Ballots) -> None:
    await hall.run(floor.configure, [EventSettings(AGM, "Assembly", ballots=ballots)])
    text = await hall.run(floor.bind_code, await hall.event(), Purpose.GROUP, CLI)
    done(await hall.run(floor.bind, GROUP_CHAT, text, await hall.person(1)))
    await hall.run(crowds.put, GROUP_CHAT, {f"telegram:{number}": True for number in range(1, 6)})


async def test_member_with_two_accounts_has_two_ballots_and_is_reached_once(hall: Hall) -> None:
    await second_account(hall)
    vote = await hall.open()
    waiting = await by_chat(hall)
    assert (await figures(hall, vote), vote.roll.heads, len(waiting)) == ((6, 0), 6, 6)
    await hall.settle(waiting["telegram:1"], SENT)
    assert await figures(hall, vote) == (5, 1)
    await hall.settle(waiting["matrix:@ann:x.org"], SENT)
    assert await figures(hall, vote) == (4, 1)


async def test_failed_ballot_waits_no_more_and_reached_nobody(hall: Hall) -> None:
    vote = await hall.open()
    waiting = await by_chat(hall)
    await hall.settle(waiting["telegram:1"], FAILED, error="blocked")
    assert await figures(hall, vote) == (4, 0)
    failed = (await by_chat(hall, FAILED))["telegram:1"]
    assert (failed.error, failed.ref) == ("blocked", "")
    assert await hall.id(1) in await hall.run(votes.unreached, vote.id)


async def test_member_reached_on_one_network_only_is_reached(hall: Hall) -> None:
    await second_account(hall)
    vote = await hall.open()
    waiting = await by_chat(hall)
    await hall.settle(waiting["telegram:1"], FAILED, error="blocked")
    await hall.settle(waiting["matrix:@ann:x.org"], SENT)
    assert await figures(hall, vote) == (4, 1)
    assert await hall.id(1) not in await hall.run(votes.unreached, vote.id)


async def test_requeue_goes_to_those_without_a_ballot_cast_and_counts_each_once(hall: Hall) -> None:
    vote = await hall.open()
    waiting = await by_chat(hall)
    for chat in ("telegram:1", "telegram:2", "telegram:3"):
        await hall.settle(waiting[chat], SENT)
    await hall.cast(vote, _1="a", _4="a")
    whom = recipients.on_roll(DeliveryKind.BALLOT, vote, only_missing=True)
    await hall.run(deliveries.queue_to, DeliveryKind.BALLOT, vote.event, vote.id, whom)
    assert (sorted(await by_chat(hall)), await figures(hall, vote)) == (
        ["telegram:2", "telegram:3", "telegram:4", "telegram:5"],
        (4, 3),
    )
    await settle_all(hall)
    assert await figures(hall, vote) == (0, 5)


async def test_requeued_ballot_keeps_its_reference_and_loses_its_error(hall: Hall) -> None:
    vote = await hall.open()
    waiting = await by_chat(hall)
    await hall.settle(waiting["telegram:1"], SENT, ref="first")
    await hall.settle((await by_chat(hall, SENT))["telegram:1"], FAILED, error="gone")
    await hall.run(deliveries.queue_for_roll, DeliveryKind.BALLOT, vote, only=[await hall.id(1)])
    again = (await by_chat(hall))["telegram:1"]
    assert (again.ref, again.error, again.id) == ("first", "", waiting["telegram:1"].id)


async def test_edit_of_a_sent_ballot_changes_no_figure(hall: Hall) -> None:
    vote = await hall.open()
    await settle_all(hall)
    before = await figures(hall, vote)
    await hall.settle((await by_chat(hall, SENT))["telegram:1"], DeliveryState.DONE)
    assert (before, await figures(hall, vote)) == ((0, 5), (0, 5))


@pytest.mark.parametrize(("ballots", "waiting"), [(Ballots.PRIVATE, 5), (Ballots.GROUP, 1), (Ballots.BOTH, 6)])
async def test_group_ballot_is_waited_for_like_the_others_and_reaches_no_single_member(
    hall: Hall, ballots: Ballots, waiting: int
) -> None:
    await with_group(hall, ballots)
    vote = await hall.open()
    assert (await figures(hall, vote), len(await hall.waiting())) == ((waiting, 0), waiting)
    await settle_all(hall)
    assert await figures(hall, vote) == (0, 0 if ballots is Ballots.GROUP else 5)


async def test_drafts_and_ballots_go_to_the_groups_of_their_own_meeting_only(hall: Hall) -> None:
    await with_group(hall, Ballots.BOTH)
    other = EventId("other")
    both = [EventSettings(AGM, "Assembly", ballots=Ballots.BOTH), EventSettings(other, "Other", ballots=Ballots.BOTH)]
    await hall.run(floor.configure, both)
    await hall.run(events.put_channel, "telegram:-200", other, Purpose.GROUP)
    draft = done(await hall.run(voting.show, await hall.event(), await hall.draft(), CLI))
    shown = [one.chat for one in await hall.waiting() if one.kind is DeliveryKind.DRAFT and one.member is None]
    await settle_all(hall)
    done(await hall.run(voting.open_vote, await hall.event(), draft, CLI))
    ballots = [one.chat for one in await hall.waiting() if one.kind is DeliveryKind.BALLOT and one.member is None]
    assert (shown, ballots) == ([GROUP_CHAT], [GROUP_CHAT])
    assert {one.kind for one in await hall.waiting(STALE)} == {DeliveryKind.DRAFT}


async def test_sent_ballots_are_stale_after_the_close_and_the_others_are_not(hall: Hall) -> None:
    vote, other = await hall.open(), await hall.open()
    await settle_all(hall)
    await hall.close(vote)
    assert {subject for _, subject, _ in await hall.sent_to(STALE)} == {vote.id}
    assert {subject for _, subject, _ in await hall.sent_to(SENT)} == {other.id}


async def test_ballot_under_way_at_the_close_is_stale_when_it_arrives_and_the_one_before_it_goes(hall: Hall) -> None:
    vote = await hall.open()
    await settle_all(hall)
    whom = recipients.on_roll(DeliveryKind.BALLOT, vote, only=[await hall.id(1)])
    await hall.run(deliveries.queue_to, DeliveryKind.BALLOT, vote.event, vote.id, whom, reminds=True)
    (seen,) = await hall.waiting()
    under_way = (await hall.run(deliveries.claim, "courier", [seen]))[seen.id]
    await hall.close(vote)
    settled = await hall.run(deliveries.settle, [Settled(under_way, SENT, "late")])
    assert [one.ref for one in await hall.waiting(STALE) if one.chat == "telegram:1"] == ["late"]
    assert (under_way.reminds, deliveries.replaced(settled)) == (True, [("telegram:1", "message-1")])
    assert (await figures(hall, vote)) == (0, 5)


async def test_ballot_of_somebody_who_is_back_after_the_end_is_drawn_as_over(hall: Hall) -> None:
    vote = await hall.open()
    await settle_all(hall)
    await hall.run(deliveries.queue_for_roll, DeliveryKind.BALLOT, vote, only=[await hall.id(1)])
    (again,) = await hall.waiting()
    await hall.settle(again, FAILED, error="unreachable")
    await hall.run(accounts.unreachable, ["telegram:1"])
    await hall.close(vote)
    assert "telegram:1" not in await by_chat(hall, STALE)
    await hall.run(accounts.heard_from, ["telegram:1"])
    assert (await by_chat(hall, STALE))["telegram:1"].ref == "message-1"


async def test_draft_under_way_at_the_opening_is_stale_when_it_arrives(hall: Hall) -> None:
    vote = await hall.draft()
    done(await hall.run(voting.show, await hall.event(), vote, CLI))
    sent, under_way, *_ = await hall.waiting()
    await hall.settle(sent, SENT)
    done(await hall.run(voting.open_vote, await hall.event(), await hall.again(vote), CLI))
    await hall.settle(under_way, SENT)
    assert {chat for kind, _, chat in await hall.sent_to(STALE) if kind == "draft"} == {sent.chat, under_way.chat}


async def test_result_under_way_at_any_time_is_not_stale(hall: Hall) -> None:
    vote = await hall.open()
    await settle_all(hall)
    await hall.close(vote)
    await hall.count(vote)
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
    await settle_all(hall)
    assert {kind for kind, _, _ in await hall.sent_to(SENT)} == {"result", "picture"}


async def test_edited_draft_goes_out_again_with_the_same_messages(hall: Hall) -> None:
    vote = await hall.draft()
    done(await hall.run(voting.show, await hall.event(), vote, CLI))
    await settle_all(hall)
    ids = [delivery.id for delivery in await hall.waiting(SENT)]
    done(await hall.run(voting.edit, await hall.again(vote), replace(MOTION, title="Supper?"), CLI))
    assert [delivery.id for delivery in await hall.waiting()] == ids


async def test_what_waits_is_given_by_network_in_order_and_without_what_is_claimed(hall: Hall) -> None:
    await second_account(hall)
    await hall.open()
    kinds = [DeliveryKind.BALLOT]
    first = await hall.run(deliveries.waiting, QUEUED, kinds, ["telegram"], limit=2)
    await hall.run(deliveries.claim, "a", first)
    rest = await hall.run(deliveries.waiting, QUEUED, kinds, ["telegram"], limit=9)
    matrix = await hall.run(deliveries.waiting, QUEUED, kinds, ["matrix"], limit=9)
    assert [one.chat for one in [*first, *rest]] == [f"telegram:{number}" for number in (1, 2, 3, 4, 5)]
    assert [one.chat for one in matrix] == ["matrix:@ann:x.org"]
    assert await hall.run(deliveries.waiting, QUEUED, [DeliveryKind.CARD], ["telegram"], limit=9) == []


async def test_each_meeting_has_its_share_of_what_is_sent_next(hall: Hall) -> None:
    other = EventId("other")
    await hall.run(floor.configure, [EventSettings(other, "Other")])
    done(await hall.run(floor.change_state, await hall.event(other), "open", CLI))
    await hall.open()
    done(await hall.run(floor.announce, await hall.event(other), "all", "Lunch", CLI))
    kinds, meetings = [DeliveryKind.BALLOT, DeliveryKind.NOTICE], [AGM, other]
    page = await hall.run(deliveries.waiting, QUEUED, kinds, ["telegram"], limit=4, meetings=meetings)
    assert [one.event for one in page] == [AGM, AGM, other, other]
    page = await hall.run(deliveries.waiting, QUEUED, kinds[:1], ["telegram"], limit=4, meetings=meetings)
    assert [one.chat for one in page] == [f"telegram:{number}" for number in (1, 2, 3, 4)]


async def test_network_whose_name_begins_like_another_gets_nothing_of_it(hall: Hall) -> None:
    await hall.open()
    assert await hall.run(deliveries.waiting, QUEUED, list(DeliveryKind), ["tele", "telegra_"], limit=9) == []


async def test_alarm_without_a_chat_for_it_waits_for_nobody(hall: Hall) -> None:
    await hall.run(telling.alarm_desk, AGM, refuse("code-used", number="1"))
    assert await hall.waiting() == []


@pytest.mark.parametrize("act", [countdown.extend, countdown.close_in])
async def test_new_deadline_reaches_every_ballot_and_first_of_those_who_have_not_voted(
    hall: Hall, act: Callable[..., Awaitable[Vote | Refusal]]
) -> None:
    await with_group(hall, Ballots.BOTH)
    vote = await hall.open()
    for delivery in await hall.waiting(DeliveryState.QUEUED):
        await hall.settle(delivery, DeliveryState.SENT)
    await hall.cast(vote, _1="a")
    done(await hall.run(act, await hall.again(vote), timedelta(seconds=60), CLI))
    aged = await by_chat(hall, DeliveryState.AGED)
    # before the end those who have not voted get it anew, or at a last call once more
    reached = await by_chat(hall, DeliveryState.OUTDATED) | await by_chat(hall, DeliveryState.QUEUED)
    assert sorted(reached) == [GROUP_CHAT, "telegram:2", "telegram:3", "telegram:4", "telegram:5"]
    assert sorted(aged) == ["telegram:1"]
    await hall.settle(aged["telegram:1"], SENT)
    await hall.close(vote)
    assert (await by_chat(hall, DeliveryState.OUTDATED), await by_chat(hall, DeliveryState.AGED)) == ({}, {})
    assert len(await by_chat(hall, STALE)) == 6
    assert (await by_chat(hall, QUEUED), (await hall.again(vote)).queued) == ({}, 0)  # a last call that is over by now


async def test_whoever_is_heard_from_again_gets_what_could_not_be_sent(hall: Hall) -> None:
    vote = await hall.open()
    (ballot,) = [delivery for delivery in await hall.waiting() if delivery.chat == "telegram:2"]
    await hall.settle(ballot, FAILED, error="unreachable")
    await hall.run(accounts.unreachable, ["telegram:2"])
    before, _ = await figures(hall, vote)
    assert await hall.run(accounts.heard_from, ["telegram:2", "telegram:3"]) is True
    assert await hall.run(accounts.heard_from, ["telegram:2"]) is False
    assert (ballot.id in [delivery.id for delivery in await hall.waiting()], (await figures(hall, vote))[0]) == (
        True,
        before + 1,
    )
