"""Rights beyond a member's: where they hold, who gives them, who cannot be left without."""

import pytest

from core import accounts, floor, roles, roster
from core.journal import CLI
from core.model import EventId, EventSettings, Purpose, Role
from core.persons import Held
from core.roster import Row
from core.store import events
from core.store import roles as stored
from tests.people import AGM, Hall, code, done

pytestmark = pytest.mark.anyio

OTHER = EventId("other")


@pytest.fixture
async def two(hall: Hall) -> Hall:
    """Two meetings: 1 and 2 are chairs of the first, 3 of the second."""
    await hall.run(floor.configure, [EventSettings(OTHER, "Other")])
    for event, number in ((AGM, "1"), (AGM, "2"), (OTHER, "3")):
        done(await hall.run(roles.give, await hall.event(event), number, Role.CHAIR, CLI))
    return hall


async def test_role_that_cannot_be_given_is_refused(hall: Hall) -> None:
    assert code(await hall.run(roles.give, await hall.event(), "99", Role.CHAIR, CLI)) == "member-unknown"
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert code(await hall.run(roles.give, await hall.event(), "1", Role.CHAIR, CLI)) == "event-over"


async def test_nobody_takes_away_the_own_role(two: Hall) -> None:
    assert code(await two.run(roles.take, await two.event(), "1", await two.id(1))) == "own-role"
    assert (await two.person(1)).roles(AGM) == {Role.CHAIR}


async def test_chair_of_one_event_takes_nothing_in_another(two: Hall) -> None:
    refused = await two.run(roles.take, await two.event(), "3", await two.id(1))
    assert (code(refused), (await two.person(3)).roles(OTHER)) == ("role-none", {Role.CHAIR})


async def test_role_of_the_organiser_stays_in_the_meeting(two: Hall) -> None:
    file = [Row("4", roles=(Held(Role.CHAIR),)), Row("5", roles=(Held(Role.DESK, AGM),))]
    done(await two.run(roster.import_rows, file, CLI))
    for number in ("4", "5"):
        assert code(await two.run(roles.take, await two.event(), number, await two.id(1))) == "role-organisers"
    assert ((await two.person(4)).roles(OTHER), (await two.person(5)).roles(AGM)) == ({Role.CHAIR}, {Role.DESK})


async def test_last_chair_stays(two: Hall) -> None:
    first, second = await two.id(1), await two.id(2)
    done(await two.run(roles.take, await two.event(), "2", first))
    assert code(await two.run(roles.take, await two.event(), "1", second)) == "last-chair"
    assert (await two.person(1)).roles(AGM) == {Role.CHAIR}


async def test_chair_without_an_account_is_no_other_chair(two: Hall) -> None:
    await two.run(accounts.detach, await two.id(2))
    assert code(await two.run(roles.take, await two.event(), "1", await two.id(2))) == "last-chair"


async def test_last_chair_cannot_lose_the_last_account_at_the_desk(two: Hall) -> None:
    event, ann, ben = await two.event(), await two.member(1), await two.member(2)
    done(await two.run(accounts.unbind, event, ben, "", CLI))
    assert code(await two.run(accounts.unbind, event, ann, "", CLI)) == "last-chair"
    assert len(await two.run(accounts.accounts, ann.id)) == 1


async def test_roles_of_one_event_add_up_and_go_together(two: Hall) -> None:
    for role in (Role.DESK, Role.TELLER, Role.TELLER):
        done(await two.run(roles.give, await two.event(), "1", role, CLI))
    both = (await two.person(1)).roles(AGM)
    done(await two.run(roles.take, await two.event(), "1", await two.id(2)))
    assert (both, (await two.person(1)).roles(AGM)) == ({Role.CHAIR, Role.DESK, Role.TELLER}, set())


async def test_role_ends_with_its_event(two: Hall) -> None:
    done(await two.run(floor.change_state, await two.event(), "close", CLI))
    ann, cem = await two.person(1), await two.person(3)
    assert (ann.roles(), cem.roles(), ann.roles(OTHER)) == (set(), {Role.CHAIR}, set())


async def test_chair_of_a_closed_event_announces_nothing(two: Hall) -> None:
    done(await two.run(floor.change_state, await two.event(), "close", CLI))
    assert code(await two.run(floor.announce, await two.event(), "all", "Hello", CLI)) == "event-over"


async def test_code_for_a_chair_belongs_to_whoever_used_it_first(hall: Hall) -> None:
    secret = await hall.run(floor.bind_code, await hall.event(), Purpose.CHAIR, CLI)
    done(await hall.run(floor.binding, secret, await hall.person(1)))
    for verb in (floor.binding, lambda tx, code, by: floor.bind(tx, "telegram:-5", code, by)):
        assert code(await hall.run(verb, secret, await hall.person(2))) == "bind-of-another"
    assert await hall.run(events.channels) == []
    done(await hall.run(floor.bind, "telegram:-5", secret, await hall.person(1)))
    assert await hall.run(stored.holders, AGM, Role.CHAIR) == [await hall.id(1)]
