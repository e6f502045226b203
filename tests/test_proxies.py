from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core import floor, proxies, roster
from core.errors import refuse
from core.journal import CLI
from core.model import How
from core.outgoing import DeliveryState
from core.proxies import Given
from core.roster import Row
from core.store import journal
from core.totals import UNIT, Gathering, Totals
from tests.people import Hall, code, done
from tests.proxied import RULES, away, decline, give, off

pytestmark = pytest.mark.anyio
GUEST = Row("G1", "Guest", votes=False, accounts=("telegram:90",))


async def configured(hall: Hall, **settings: bool | int | str) -> None:
    await hall.run(floor.configure, [replace(RULES, **settings)])


async def guest(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [GUEST], CLI))


async def stands(hall: Hall, number: int | str) -> tuple[str, list[str]]:
    """The number of a member's holder, and those of the principals."""
    found = await hall.run(proxies.delegation, await hall.event(), await hall.id(number))
    return found.holder.number if found.holder else "", [member.number for member in found.principals]


async def told(hall: Hall) -> list[tuple[str, int]]:
    """Chat and principal of what is waiting about proxies."""
    return sorted((chat, subject) for kind, subject, chat in await hall.sent_to() if kind == "proxy")


# -- what is refused


async def test_proxy_to_oneself_is_refused(hall: Hall) -> None:
    """Fault 24."""
    assert await give(hall, 1, 1) == refuse("proxy-self", number="1")
    assert (await stands(hall, 1), await told(hall)) == (("", []), [])


async def test_chain_is_refused_from_both_ends(hall: Hall) -> None:
    """Fault 23: A to B to C."""
    await give(hall, 1, 2)
    assert await give(hall, 2, 3) == refuse("proxy-chain-holder", number="2", name="Name2 Surname2", first="1")
    assert await give(hall, 3, 1) == refuse("proxy-chain", number="1", name="Name1 Surname1", to="2")
    assert [await stands(hall, number) for number in (1, 2, 3)] == [("2", []), ("", ["1"]), ("", [])]


async def test_cycle_is_refused(hall: Hall) -> None:
    """Fault 23: A to B to A."""
    await give(hall, 1, 2)
    assert code(await give(hall, 2, 1)) == "proxy-chain"


async def test_third_proxy_is_refused_where_two_are_allowed_and_a_declined_one_makes_room(hall: Hall) -> None:
    await give(hall, 1, 5)
    await give(hall, 2, 5)
    assert await give(hall, 3, 5) == refuse("proxy-full", number="5", name="Name5 Surname5", most=2)
    assert done(await give(hall, 2, 5)).before == await hall.id(5)
    assert (await decline(hall, 5, 1), code(await give(hall, 3, 5))) == ("", "")
    assert await stands(hall, 5) == ("", ["2", "3"])


async def test_principal_without_a_vote_is_refused(hall: Hall) -> None:
    await guest(hall)
    assert await give(hall, "G1", 1) == refuse("proxy-no-vote", number="G1", name="Guest")


async def test_guest_holds_proxies_unless_the_organiser_forbids_it(hall: Hall) -> None:
    await guest(hall)
    assert code(await give(hall, 1, "G1")) == ""
    await configured(hall, outsiders=False)
    assert await give(hall, 2, "G1") == refuse("proxy-outsider", number="G1", name="Guest")


async def test_no_proxy_where_there_are_none_or_the_meeting_is_over(hall: Hall) -> None:
    await configured(hall, proxies=0)
    assert code(await give(hall, 1, 2)) == "proxies-none"
    await configured(hall)
    await give(hall, 1, 2)
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert [code(await give(hall, 3, 4)), await off(hall, 1), await decline(hall, 2, 1)] == ["event-over"] * 3


async def test_proxy_that_somebody_else_holds_cannot_be_declined(hall: Hall) -> None:
    await give(hall, 1, 2)
    assert [await decline(hall, 3, 1), await decline(hall, 2, 4)] == ["proxy-not-held"] * 2
    assert await stands(hall, 2) == ("", ["1"])


async def test_nothing_to_take_back_is_said(hall: Hall) -> None:
    await give(hall, 1, 2)
    assert [await off(hall, 3), await off(hall, 1), await off(hall, 1)] == ["proxy-none", "", "proxy-none"]


# -- what is done


async def test_holder_is_told_and_the_principal_only_what_others_did(hall: Hall) -> None:
    one, three = await hall.id(1), await hall.id(3)
    assert await give(hall, 1, 2) == Given(before=None, resting=True, too_late=False)
    assert await told(hall) == [("telegram:2", one)]
    await give(hall, 3, 2, How.DESK)
    assert await told(hall) == [("telegram:2", one), ("telegram:2", three), ("telegram:3", three)]


async def test_giving_again_replaces_the_holder_and_tells_both(hall: Hall) -> None:
    one, two = await hall.id(1), await hall.id(2)
    await give(hall, 1, 2)
    again = done(await give(hall, 1, 2))
    other = done(await give(hall, 1, 3))
    assert (again.before, other.before) == (two, two)
    assert [await stands(hall, number) for number in (1, 2, 3)] == [("3", []), ("", []), ("", ["1"])]
    assert await told(hall) == [("telegram:2", one), ("telegram:3", one)]


async def test_principal_is_told_when_the_holder_declines_and_may_give_it_to_another(hall: Hall) -> None:
    one = await hall.id(1)
    await give(hall, 1, 2)
    assert [await decline(hall, 2, 1), await decline(hall, 2, 1)] == ["", ""]
    assert (await told(hall), await stands(hall, 1)) == ([("telegram:1", one), ("telegram:2", one)], ("", []))
    assert code(await give(hall, 1, 3)) == ""


async def test_acts_are_in_the_journal_under_pseudonyms(hall: Hall) -> None:
    await give(hall, 1, 2)
    await give(hall, 3, 4, How.DESK)
    await off(hall, 1)
    await decline(hall, 4, 3)
    names = await hall.run(journal.pseudonyms, RULES.id, [await hall.id(number) for number in (1, 2, 3, 4)])
    one, two, three, four = names.values()
    entries = [entry for entry in await hall.run(journal.entries, RULES.id) if entry.kind.startswith("proxy")]
    assert [(entry.kind, entry.by, dict(entry.data)) for entry in entries] == [
        ("proxy.given", one, {"member": one, "holder": two, "how": "self"}),
        ("proxy.given", "cli", {"member": three, "holder": four, "how": "desk"}),
        ("proxy.off", one, {"member": one}),
        ("proxy.declined", four, {"member": three}),
    ]


async def arrive(hall: Hall) -> None:
    """Everything that waits is sent."""
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)


async def test_former_holder_is_told_anew_that_somebody_else_has_the_vote(hall: Hall) -> None:
    await give(hall, 1, 2)
    await arrive(hall)
    await give(hall, 1, 3, How.DESK)
    one = await hall.id(1)
    assert await told(hall) == []  # the desk is not heard before the member's own phone has answered
    await arrive(hall)
    await give(hall, 1, 3)
    assert await told(hall) == [("telegram:2", one), ("telegram:3", one)]


@pytest.mark.parametrize(("by_desk", "chats"), [(False, ["telegram:2"]), (True, ["telegram:1", "telegram:2"])])
async def test_end_of_a_proxy_is_told_to_the_holder_and_to_the_principal_only_if_others_ended_it(
    hall: Hall, by_desk: bool, chats: list[str]
) -> None:
    await give(hall, 1, 2, How.DESK)
    await arrive(hall)
    member = await hall.member(1)
    by = CLI if by_desk else member.id
    ended = done(await hall.run(proxies.take_back, await hall.event(), member, by))
    assert (ended.principal, ended.holder) == (member.id, await hall.id(2))
    assert await told(hall) == [(chat, member.id) for chat in chats]


@pytest.mark.parametrize("ended", ["off", "decline"])
async def test_proxy_of_the_own_phone_that_has_ended_is_in_nobody_s_way(hall: Hall, ended: str) -> None:
    await give(hall, 1, 2)
    assert await (off(hall, 1) if ended == "off" else decline(hall, 2, 1)) == ""
    assert code(await give(hall, 1, 3, How.DESK)) == ""
    assert await stands(hall, 1) == ("3", [])


async def test_proxy_that_has_ended_cannot_be_declined_and_the_principal_is_named(hall: Hall) -> None:
    await give(hall, 1, 2)
    await off(hall, 1)
    member = await hall.member(1)
    refused = await hall.run(proxies.decline, await hall.event(), await hall.id(2), member)
    assert refused == refuse("proxy-not-held", number="1")


async def test_who_gave_too_often_gives_again_after_an_hour(hall: Hall) -> None:
    for turn in range(proxies.CHANGES):
        assert code(await give(hall, 1, 2 + turn % 2)) == ""
        hall.clock.forward(1)
    often = refuse("proxy-too-often", minutes=60)
    assert [await give(hall, 1, 4), code(await give(hall, 4, 5)), await stands(hall, 1)] == [often, "", ("3", [])]
    hall.clock.forward(3600 - proxies.CHANGES - 1)
    assert await give(hall, 1, 2) == often
    hall.clock.forward(2)
    assert (code(await give(hall, 1, 2)), await stands(hall, 1)) == ("", ("2", []))


# -- who is represented


async def represented(hall: Hall) -> int:
    return (await hall.event()).represented.heads


async def test_only_absent_principals_of_present_holders_are_represented(hall: Hall) -> None:
    await give(hall, 1, 2)
    steps = [await represented(hall)]
    await hall.check_out(1)
    steps.append(await represented(hall))
    await hall.check_out(2)
    steps.append(await represented(hall))
    await hall.check_in(2)
    steps.append(await represented(hall))
    await hall.check_in(1)
    steps.append(await represented(hall))
    assert steps == [0, 1, 0, 1, 0]


async def test_reset_confirmation_and_import_are_seen(hall: Hall) -> None:
    await guest(hall)
    await hall.check_in("G1")
    await away(hall, "G1", 1, 2)
    done(await hall.run(roster.import_rows, [Row("2", "Bob", votes=False)], CLI))
    assert (await hall.event()).represented == Totals(1, UNIT)
    await hall.run(floor.ask_to_confirm, await hall.event(), timedelta(minutes=1), CLI)
    hall.clock.forward(60)
    await hall.due()
    assert await represented(hall) == 0
    await hall.check_in("G1")
    await hall.run(floor.reset_presence, await hall.event(), CLI)
    assert await represented(hall) == 0


async def test_settings_that_change_later_count_at_once(hall: Hall) -> None:
    await guest(hall)
    await hall.check_in("G1")
    await away(hall, 3, 1, 2)
    await away(hall, "G1", 4)
    steps = [await represented(hall)]
    for settings in ({"proxies": 1}, {"outsiders": False}, {"proxies": 0}, {"proxies": 2}):
        await configured(hall, **settings)
        steps.append(await represented(hall))
    assert steps == [3, 2, 2, 0, 3]


async def test_weight_of_those_represented_is_their_own(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", weight=2_500_001), Row("2", "Bob", weight=7 * UNIT)], CLI))
    await away(hall, 2, 1)
    assert (await hall.event()).represented == Totals(1, 2_500_001)


@pytest.mark.parametrize(("counted", "met"), [(True, True), (False, False)])
async def test_those_represented_count_for_the_quorum_if_the_organiser_says_so(
    hall: Hall, counted: bool, met: bool
) -> None:
    await configured(hall, quorum="at least 4/5 of entitled", proxies_in_quorum=counted)
    await away(hall, 3, 1, 2)
    state = floor.quorum(await hall.event())
    assert (state.met, state.have, state.needed) == (met, 5 if counted else 3, 4)


@pytest.mark.parametrize(("counted", "there"), [(True, 5), (False, 4)])
async def test_quorum_at_opening_is_frozen_with_its_rule_and_those_represented(
    hall: Hall, counted: bool, there: int
) -> None:
    await configured(hall, quorum="4", proxies_in_quorum=counted)
    await away(hall, 3, 1)
    vote = await hall.open()
    await hall.check_in(1)
    later = [replace(RULES, quorum=rule, proxies_in_quorum=not counted) for rule in ("2", "none")]
    states = [[(rule, state.have) for rule, state in floor.quorums_at_opening(vote, now)] for now in later]
    assert states == [[("4", there)]] * 2
    old = replace(vote, voters=Gathering(vote.present, vote.represented, vote.of_event))
    assert floor.quorums_at_opening(old, later[1]) == []
    assert (vote.present, vote.represented) == (Totals(4, 4 * UNIT), Totals(1, UNIT))


async def test_new_proxy_tells_that_it_rests_and_that_a_vote_is_open(hall: Hall) -> None:
    await hall.check_out(1)
    await hall.open()
    assert [done(await give(hall, principal, 3)) for principal in (1, 2)] == [
        Given(before=None, resting=False, too_late=True),
        Given(before=None, resting=True, too_late=True),
    ]
