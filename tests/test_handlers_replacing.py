"""What the desk detaches and whom it lets step in, what roles open, and what ends with a meeting."""

import pytest

from adapters.outbox import Lane
from bot.chat.call import House
from bot.running.rendering import render
from bot.running.settling import settle
from core import accounts, floor, proxies, roles, roster
from core.errors import refuse
from core.journal import CLI
from core.model import EventId, EventSettings, How, Role
from core.outgoing import DeliveryState, Settled
from core.roster import Row
from core.store import presence
from core.store.deliveries import UNREACHABLE, notice
from core.telling import read_alarm
from core.totals import UNIT, Totals
from tests.people import AGM, Hall, code, done
from tests.podium import ANN, CHAT, Podium, podium

pytestmark = pytest.mark.anyio
OTHER = EventId("other")
DESK = "telegram:3"


@pytest.fixture
async def desk(hall: Hall) -> Podium:
    """Members 1 and 2 are chairs, member 3 has the rights of the desk, member 9 is a guest without an account."""
    chair = await podium(hall)
    done(await hall.run(roles.give, await hall.event(), "3", Role.DESK, CLI))
    done(await hall.run(roster.import_rows, [Row("9", "Zoe Guest", votes=False)], CLI))
    return chair


async def bound(hall: Hall, number: int) -> list[str]:
    return sorted(account.address for account in await hall.run(accounts.accounts, await hall.id(number)))


# -- accounts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/unbind", "Write it like this: /unbind 17"),
        ("/unbind 99", "There is no member 99."),
        ("/unbind 9", "Zoe Guest, member 9, has no such account."),
        ("/unbind 4 matrix", "Name4 Surname4, member 4, has no such account."),
        ("/unbind 3 yes", "You cannot detach your own account. Somebody else at the desk can."),
    ],
)
async def test_account_that_cannot_be_detached_is_said(desk: Podium, text: str, told: str) -> None:
    assert await desk.write(text, DESK, "") == [told]


TAKING = ("/unbind 1", "/unbind 1 yes", "/unbind 6 yes", "/invite 8", "/pair 8 {shown}", "/pair 8 {shown} yes")


@pytest.mark.parametrize("text", TAKING)
async def test_desk_does_not_come_by_the_rights_of_others_through_their_accounts(desk: Podium, text: str) -> None:
    """1 is a chair here, 6 the desk of another meeting, 8 a chair there who has no account yet."""
    hall = desk.hall
    await hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    people = [Row("6", "Name6 Surname6", accounts=("telegram:6",)), Row("8", "Name8 Surname8")]
    done(await hall.run(roster.import_rows, people, CLI))
    for number, role in (("6", Role.DESK), ("8", Role.CHAIR)):
        done(await hall.run(roles.give, await hall.event(OTHER), number, role, CLI))
    shown = await hall.run(accounts.pairing_code, "telegram:33", "telegram:33")
    number = text.split()[1]
    event = "Assembly" if number == "1" else "Other"
    assert await desk.write(text.format(shown=shown), DESK, "") == [
        f"Member {number} has rights in “{event}” that you do not have. A chair of it can do this."
    ]
    assert [await bound(hall, who) for who in (1, 6, 8)] == [["telegram:1"], ["telegram:6"], []]


async def test_chair_detaches_and_pairs_whoever_has_rights_in_the_same_meeting(desk: Podium) -> None:
    hall = desk.hall
    assert await desk.write("/unbind 3 yes") == ["Name3 Surname3, member 3, is detached. A new way in: /invite 3"]
    shown = await hall.run(accounts.pairing_code, "telegram:33", "telegram:33")
    done(await hall.run(accounts.pair, await hall.event(), "3", shown, await hall.id(1)))
    assert await bound(hall, 3) == ["telegram:33"]


async def test_lost_account_is_detached_after_asking_and_presses_are_refused(desk: Podium) -> None:
    """Fault 73."""
    vote = await desk.hall.open()
    asked = (await desk.talk.give(desk.talk.said(DESK, "/unbind #4")))[0].posts[0].message
    assert await bound(desk.hall, 4) == ["telegram:4"]
    (button,) = asked.rows[0]
    assert await desk.talk.press(DESK, button.data) == [
        "Done.",
        "Name4 Surname4, member 4, is detached. A new way in: /invite 4",
    ]
    assert await bound(desk.hall, 4) == []
    assert [code(outcome) for outcome in await desk.hall.cast(vote, _4="a")] == ["not-bound"]


async def test_new_account_gets_the_ballot_of_an_open_vote_and_its_vote_counts(desk: Podium) -> None:
    """Fault 73."""
    hall = desk.hall
    vote = await hall.open()
    await hall.cast(vote, _4="a")
    await desk.write("/unbind 4 yes", DESK, "")
    invitation = (await hall.run(accounts.invite, AGM, [await hall.id(4)], CLI))[await hall.id(4)]
    done(await hall.run(accounts.redeem, "telegram:44", "telegram:44", invitation, ""))
    assert ("ballot", vote.id, "telegram:44") in await hall.sent_to()
    assert [code(outcome) for outcome in await hall.cast(vote, _44="b")] == [""]
    assert (await hall.again(vote)).cast == Totals(1, UNIT)


async def test_detached_account_is_sent_nothing_that_still_waits(desk: Podium) -> None:
    hall = desk.hall
    await hall.open()
    await desk.write("/unbind 4 yes", DESK, "")
    async with hall.store.read() as tx:
        waiting = [delivery for delivery in await hall.waiting() if delivery.kind == "ballot"]
        rendered = await render(House(), tx, waiting)
    reached = [delivery.chat for delivery, item in zip(waiting, rendered, strict=True) if item.message]
    assert sorted(reached) == ["telegram:1", "telegram:2", "telegram:3", "telegram:5"]


async def test_one_of_several_accounts_is_detached_by_its_network(desk: Podium) -> None:
    done(await desk.hall.run(roster.import_rows, [Row("4", accounts=("matrix:@dan:x",))], CLI))
    await desk.write("/unbind 4 matrix yes", DESK, "")
    assert await bound(desk.hall, 4) == ["telegram:4"]


async def test_second_account_is_told_to_the_first(desk: Podium) -> None:
    hall = desk.hall
    link = done(await hall.run(accounts.link, AGM, await hall.id(4)))
    done(await hall.run(accounts.redeem, "matrix:@thief:x", "matrix:!r:x", link, ""))
    (told,) = [delivery for delivery in await hall.waiting() if delivery.kind == "alarm"]
    said = read_alarm(await hall.run(notice, told.subject))
    assert (told.chat, said.code, said.data) == ("telegram:4", "account-added", {"account": "matrix:@thief:x"})


@pytest.mark.parametrize("error", [UNREACHABLE, "Refused"])
async def test_second_account_of_somebody_who_cannot_be_told_is_told_to_the_desk(desk: Podium, error: str) -> None:
    hall = desk.hall
    link = done(await hall.run(accounts.link, AGM, await hall.id(4)))
    done(await hall.run(accounts.redeem, "matrix:@thief:x", "matrix:!r:x", link, ""))
    (told,) = [delivery for delivery in await hall.waiting() if delivery.kind == "alarm"]
    await hall.run(settle, [Settled(told, DeliveryState.FAILED, error=error)])
    to_desk = [delivery for delivery in await hall.waiting() if delivery.kind == "alarm"]
    about = {"account": "matrix:@thief:x", "name": "Name4 Surname4", "number": "4"}
    assert [one.chat for one in to_desk] == [CHAT]
    assert read_alarm(await hall.run(notice, to_desk[0].subject)) == refuse("account-added-unheard", **about)


@pytest.mark.parametrize("network", ["", "matrix "])
async def test_code_for_a_second_network_dies_with_the_account_that_asked_for_it(desk: Podium, network: str) -> None:
    """Else whoever was detached is back at once."""
    hall = desk.hall
    done(await hall.run(roster.import_rows, [Row("4", accounts=("matrix:@dan:x",))], CLI))
    link = done(await hall.run(accounts.link, AGM, await hall.id(4)))
    await desk.write(f"/unbind 4 {network}yes", DESK, "")
    assert code(await hall.run(accounts.redeem, "matrix:@thief:x", "matrix:!r:x", link, "")) == "code-unknown"
    assert await bound(hall, 4) == (["telegram:4"] if network else [])


async def test_code_for_a_second_network_dies_with_an_account_that_the_roster_clears(desk: Podium) -> None:
    link = done(await desk.hall.run(accounts.link, AGM, await desk.hall.id(4)))
    done(await desk.hall.run(roster.import_rows, [Row("4", cleared=("telegram",))], CLI))
    assert code(await desk.hall.run(accounts.redeem, "matrix:@thief:x", "matrix:!r:x", link, "")) == "code-unknown"


async def test_codes_for_a_second_network_have_an_end(desk: Podium) -> None:
    made = [await desk.hall.run(accounts.link, AGM, await desk.hall.id(4)) for _ in range(accounts.LINKS + 1)]
    assert [code(one) for one in made] == [""] * accounts.LINKS + ["link-too-many"]
    desk.hall.clock.forward(accounts.LINKS_WITHIN.total_seconds() + 1)
    assert code(await desk.hall.run(accounts.link, AGM, await desk.hall.id(4))) == ""


async def test_who_was_detached_can_ask_for_codes_again(desk: Podium) -> None:
    """The newest one, which is said to be good, died with the account."""
    for _ in range(accounts.LINKS + 1):
        await desk.hall.run(accounts.link, AGM, await desk.hall.id(4))
    await desk.write("/unbind 4 yes", DESK, "")
    assert code(await desk.hall.run(accounts.link, AGM, await desk.hall.id(4))) == ""


# -- substitutes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/swap 4", "Write it like this: /swap 17 34"),
        ("/swap 4 99", "There is no member 99."),
        ("/swap 4 4 yes", "Member 4 cannot step in for the own person."),
        ("/swap 9 4 yes", "Zoe Guest, member 9, has no vote here that somebody could take over."),
        ("/swap 4 5", "Name5 Surname5, member 5, has a vote already and can step in for nobody."),
    ],
)
async def test_substitute_who_cannot_step_in_is_refused(desk: Podium, text: str, told: str) -> None:
    assert await desk.write(text, DESK, "") == [told]


async def test_substitute_waits_until_the_vote_is_over(desk: Podium) -> None:
    await desk.hall.open()
    assert await desk.write("/swap 4 9 yes", DESK, "") == [
        "Vote 1 is not finished. A substitute steps in between votes."
    ]


async def test_substitute_has_the_vote_and_its_weight_and_nobody_has_two(desk: Podium) -> None:
    hall = desk.hall
    done(await hall.run(roster.import_rows, [Row("4", weight=3 * UNIT, groups=("north",))], CLI))
    done(await hall.run(proxies.give, await hall.event(), await hall.member(5), await hall.member(4), How.FILE, CLI))
    await hall.check_out(5)
    before = await hall.event()
    asked = (await desk.talk.give(desk.talk.said(DESK, "/swap 4 9")))[0].posts[0].message
    assert (await desk.talk.press(DESK, asked.rows[0][0].data))[0] == "Done."
    old, new, event = await hall.member(4), await hall.member(9), await hall.event()
    assert (old.votes, new.votes, new.weight, new.groups) == (False, True, 3 * UNIT, ("north",))
    assert (event.present, event.entitled) == (before.present, before.entitled)
    assert await hall.run(presence.among, AGM, [old.id, new.id]) == {new.id}
    assert (await hall.run(proxies.delegation, event, old.id)).principals == ()


# -- proxies at the desk


async def test_desk_does_not_take_a_vote_into_its_own_hands(desk: Podium) -> None:
    assert await desk.write("/proxy 4 3", DESK, "") == [
        "You would hold the vote of member 4: somebody else at the desk has to put that down, or the member:"
        " /proxy NUMBER"
    ]


async def test_proxy_that_a_member_gave_by_phone_is_changed_by_that_phone_only(desk: Podium) -> None:
    hall = desk.hall
    four, five = await hall.member(4), await hall.member(5)
    done(await hall.run(proxies.give, await hall.event(), four, five, How.SELF, four.id))
    assert (await desk.write("/proxy 4 2", DESK, ""))[0].endswith("is being asked there now. Nothing has changed.")
    assert (await hall.run(proxies.delegation, await hall.event(), four.id)).holder == five
    assert [chat for kind, _, chat in await hall.sent_to() if kind == "alarm"] == ["telegram:4"]
    await hall.run(accounts.detach, four.id)
    await desk.write("/proxy 4 2", DESK, "")
    assert (await hall.run(proxies.delegation, await hall.event(), four.id)).holder == await hall.member(2)


async def test_desk_does_not_end_what_a_member_gave_by_phone_to_give_it_anew(desk: Podium) -> None:
    hall = desk.hall
    four, five = await hall.member(4), await hall.member(5)
    done(await hall.run(proxies.give, await hall.event(), four, five, How.SELF, four.id))
    assert (await desk.write("/proxy 4 off", DESK, ""))[0].endswith("is being asked there now. Nothing has changed.")
    assert (await hall.run(proxies.delegation, await hall.event(), four.id)).holder == five
    assert [chat for kind, _, chat in await hall.sent_to() if kind == "alarm"] == ["telegram:4"]
    done(await hall.run(proxies.take_back, await hall.event(), four, four.id))
    await desk.write("/proxy 4 2", DESK, "")
    assert (await hall.run(proxies.delegation, await hall.event(), four.id)).holder == await hall.member(2)


async def test_account_that_the_desk_detaches_hears_of_it(desk: Podium) -> None:
    await desk.write("/unbind 4 yes", DESK, "")
    (told,) = [delivery for delivery in await desk.hall.waiting() if delivery.kind == "alarm"]
    async with desk.hall.store.read() as tx:
        (rendered,) = await render(House(), tx, [told])
    assert rendered.message
    assert (told.chat, "detached this account from Name4 Surname4" in rendered.message.text) == ("telegram:4", True)


async def test_member_who_gives_the_vote_to_one_after_the_other_is_stopped(desk: Podium) -> None:
    hall, event = desk.hall, await desk.hall.event()
    four, others = await hall.member(4), [await hall.member(2 + 3 * (turn % 2)) for turn in range(proxies.CHANGES + 1)]
    refused = [code(await hall.run(proxies.give, event, four, other, How.SELF, four.id)) for other in others]
    assert refused == [""] * proxies.CHANGES + ["proxy-too-often"]
    done(await hall.run(proxies.take_back, await hall.event(), four, four.id))


# -- what roles open, and until when


async def give(desk: Podium, number: int, role: Role) -> str:
    done(await desk.hall.run(roles.give, await desk.hall.event(), str(number), role, CLI))
    return f"telegram:{number}"


async def test_who_takes_the_minutes_writes_notes_and_gets_the_minutes(desk: Podium) -> None:
    minutes = await give(desk, 4, Role.MINUTES)
    assert await desk.write("/note The beamer failed.", minutes, "") == ["Noted for the minutes of Assembly"]
    assert (await desk.write("/minutes", minutes, ""))[0].endswith("come as a file.")
    assert await desk.write("/find Zoe", minutes, "") == ["Only the desk and the chair can do this."]
    assert await desk.write("/note x", "telegram:5", "") == ["Only who takes the minutes and the chair can do this."]


async def test_observers_read_and_do_nothing_else(desk: Podium) -> None:
    observer = await give(desk, 4, Role.OBSERVER)
    assert await desk.write("/votes", observer, "") == ["There are no votes yet. /vote TITLE drafts one."]
    assert (await desk.write("/roster", observer, ""))[0].startswith("Entitled: 5")
    for text in ("/roster present", "/roster file", "/checkin 9", "/note x", "/minutes"):
        assert (await desk.write(text, observer, ""))[0].startswith("Only ")
    assert await desk.write("/votes", "telegram:5", "") == ["Only those with a role in this meeting can read this."]


async def test_desk_of_a_closed_event_does_nothing_in_the_next(desk: Podium) -> None:
    hall = desk.hall
    await hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    done(await hall.run(floor.change_state, await hall.event(OTHER), "open", CLI))
    assert await desk.write("/checkin 9", DESK, "") == ["Only the desk and the chair can do this."]
    assert (await hall.event(OTHER)).present.heads == 0


async def test_desk_of_one_of_two_open_events_works_there_without_being_asked(desk: Podium) -> None:
    await desk.hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    done(await desk.hall.run(floor.change_state, await desk.hall.event(OTHER), "open", CLI))
    assert (await desk.write("/checkin 9", DESK, ""))[0].endswith("without a vote: Assembly")


async def test_chair_of_a_closed_event_reads_and_does_nothing_more(desk: Podium) -> None:
    done(await desk.hall.run(floor.change_state, await desk.hall.event(), "close", CLI))
    for text in ("/say all Hello", "/vote Lunch?", "/role 4 chair", "/registration open", "/admit 77 New Person"):
        assert await desk.write(text) == ["The meeting is over."]
    assert (await desk.write("/minutes"))[0].endswith("come as a file.")
    assert (await desk.write("/event"))[0].startswith("Assembly")


async def test_chair_of_another_event_changes_nothing_here(desk: Podium) -> None:
    hall = desk.hall
    await hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    done(await hall.run(roles.give, await hall.event(OTHER), "5", Role.CHAIR, CLI))
    assert await desk.write("/role 1 none", "telegram:5") == ["Only the chair can do this."]


async def test_chair_who_loses_the_role_in_the_same_batch_does_nothing_more(desk: Podium) -> None:
    """Fault 77."""
    both = [desk.talk.said(ANN, "/role 2 none", CHAT), desk.talk.said("telegram:2", "/role 1 none", CHAT)]
    await desk.talk.give(*both)
    assert [(await desk.hall.person(number)).roles(AGM) for number in (1, 2)] == [{Role.CHAIR}, set()]


async def test_vote_that_opens_tells_how_many_ballots_nobody_can_cast(desk: Podium) -> None:
    done(await desk.hall.run(roster.import_rows, [Row("8", "Old Timer")], CLI))
    await desk.hall.check_in(8)
    await desk.hall.draft()
    assert "One ballot goes nowhere: nobody with an account can cast it. Names: /roster unbound" in (
        await desk.lines("/open 1")
    )


@pytest.mark.parametrize(("who", "lane"), [("telegram:3", Lane.URGENT), ("telegram:4", Lane.REPLY)])
async def test_only_those_with_a_role_are_answered_before_other_members(desk: Podium, who: str, lane: Lane) -> None:
    (effects,) = await desk.talk.give(desk.talk.said(who, "/status"))
    assert [effects.lane, len(effects.posts)] == [lane, 1]
