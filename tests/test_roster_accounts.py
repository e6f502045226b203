import pytest

from core import accounts, codes, floor, roster
from core.accounts import TRIES
from core.journal import CLI
from core.model import Address
from core.roster import Row
from core.store import members, ways_in
from tests.people import AGM, Hall, code, done

pytestmark = pytest.mark.anyio


@pytest.fixture
async def zoe(hall: Hall) -> str:
    """The invitation of member 6, who has no account yet."""
    done(await hall.run(roster.import_rows, [Row("6", "Zoe")], CLI))
    return await invitation(hall, 6)


async def invitation(hall: Hall, number: int) -> str:
    return (await hall.run(accounts.invite, AGM, [await hall.id(number)], CLI))[await hall.id(number)]


async def redeem(hall: Hall, address: Address, text: str) -> str:
    """The code of the refusal, or the number of the member who was bound."""
    outcome = await hall.run(accounts.redeem, address, address, text, "en")
    return code(outcome) or done(outcome).number


async def bound(hall: Hall, number: int) -> list[str]:
    return sorted(account.address for account in await hall.run(accounts.accounts, await hall.id(number)))


@pytest.mark.parametrize("junk", ["", "hello", "' OR 1=1 --", "\ud800", "0" * 16, "x" * 5000])
async def test_junk_binds_nobody(hall: Hall, zoe: str, junk: str) -> None:
    assert (await redeem(hall, "telegram:66", junk), await bound(hall, 6)) == ("code-unknown", [])
    assert await redeem(hall, "telegram:66", zoe) == "6"


async def test_invitation_works_once(hall: Hall, zoe: str) -> None:
    assert [await redeem(hall, "telegram:66", zoe), await redeem(hall, "telegram:67", zoe)] == ["6", "code-used"]
    assert await bound(hall, 6) == ["telegram:66"]


async def test_asking_whose_an_invitation_is_does_not_use_it(hall: Hall, zoe: str) -> None:
    member, event = done(await hall.run(accounts.invited, "telegram:66", zoe))
    assert (member.name, event, await redeem(hall, "telegram:66", zoe)) == ("Zoe", AGM, "6")


async def test_new_invitation_kills_the_old_one(hall: Hall, zoe: str) -> None:
    new = await invitation(hall, 6)
    assert [await redeem(hall, "telegram:66", text) for text in (zoe, new)] == ["code-unknown", "6"]


async def test_invitation_that_others_could_read_is_burnt(hall: Hall, zoe: str) -> None:
    harmless = await hall.run(accounts.burn, ["hello", "0000-0000-0000-0000"])
    assert (harmless, await hall.run(accounts.burn, ["hello", zoe])) == (False, True)
    assert await redeem(hall, "telegram:66", zoe) == "code-unknown"


async def test_invitation_ends_with_its_event(hall: Hall, zoe: str) -> None:
    done(await hall.run(floor.change_state, await hall.event(), "close", CLI))
    assert await redeem(hall, "telegram:66", zoe) == "code-over"


async def test_bound_account_never_rebinds_by_somebody_elses_link(hall: Hall, zoe: str) -> None:
    assert (await redeem(hall, "telegram:1", zoe), await bound(hall, 1), await bound(hall, 6)) == (
        "bound-to-other",
        ["telegram:1"],
        [],
    )


async def test_own_link_again_says_that_it_is_you(hall: Hall, zoe: str) -> None:
    assert [await redeem(hall, "telegram:66", zoe) for _ in range(2)] == ["6", "already-you"]


async def test_invitation_for_a_member_with_an_account_binds_no_second_one(hall: Hall) -> None:
    stolen = await invitation(hall, 1)
    assert (await redeem(hall, "telegram:66", stolen), await bound(hall, 1)) == ("member-has-account", ["telegram:1"])


async def test_link_code_is_for_another_network_only(hall: Hall) -> None:
    text = await hall.run(accounts.link, AGM, await hall.id(1))
    outcomes = [
        await redeem(hall, address, text) for address in ("telegram:66", "matrix:@ann:x.org", "matrix:@eve:x.org")
    ]
    assert (outcomes, await bound(hall, 1)) == (
        ["code-own-network", "1", "code-used"],
        ["matrix:@ann:x.org", "telegram:1"],
    )


async def test_link_code_leaves_an_invitation_alive(hall: Hall, zoe: str) -> None:
    await hall.run(accounts.link, AGM, await hall.id(6))
    assert await redeem(hall, "telegram:66", zoe) == "6"


async def test_wrong_codes_are_limited_for_each_account_and_for_a_time(hall: Hall, zoe: str) -> None:
    wrong = [await redeem(hall, "telegram:66", "0000-0000-0000-0000") for _ in range(TRIES + 1)]
    assert wrong == ["code-unknown"] * TRIES + ["too-many-tries"]
    assert await redeem(hall, "telegram:66", zoe) == "too-many-tries"
    hall.clock.forward(601)
    assert [await redeem(hall, "telegram:66", "0000-0000-0000-0000") for _ in range(2)] == ["code-unknown"] * 2
    assert await redeem(hall, "telegram:66", zoe) == "6"


async def test_wrong_codes_of_one_account_do_not_lock_another(hall: Hall, zoe: str) -> None:
    for _ in range(TRIES):
        await redeem(hall, "telegram:67", "0000-0000-0000-0000")
    assert await redeem(hall, "telegram:66", zoe) == "6"


async def test_stored_invitations_hold_no_code(hall: Hall, zoe: str) -> None:
    assert await hall.run(ways_in.invitation, zoe.encode()) is None
    assert await hall.run(ways_in.invitation, codes.digest(zoe)) == (await hall.id(6), AGM, False, None)


async def pair(hall: Hall, number: str, digits: str) -> str:
    outcome = await hall.run(accounts.pair, await hall.event(), number, digits, CLI)
    return code(outcome) or done(outcome)[0].number


@pytest.mark.usefixtures("zoe")
async def test_pairing_binds_the_account_that_shows_the_code(hall: Hall) -> None:
    digits = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    outcomes = [await pair(hall, "99", digits), await pair(hall, "1", digits), await pair(hall, "6", digits)]
    assert (outcomes, await bound(hall, 6)) == (["member-unknown", "desk-has-account", "6"], ["telegram:66"])


@pytest.mark.usefixtures("zoe")
async def test_pairing_code_stays_the_same_and_works_once(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("7", "Yan")], CLI))
    first = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    again = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    assert (again, [await pair(hall, number, first) for number in "67"]) == (first, ["6", "pairing-unknown"])


@pytest.mark.usefixtures("zoe")
async def test_pairing_code_ends_after_a_quarter_of_an_hour(hall: Hall) -> None:
    digits = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    hall.clock.forward(15 * 60)
    assert await pair(hall, "6", digits) == "pairing-unknown"


async def test_account_bound_meanwhile_is_not_paired_with_another_member(hall: Hall, zoe: str) -> None:
    done(await hall.run(roster.import_rows, [Row("7", "Yan")], CLI))
    digits = await hall.run(accounts.pairing_code, "telegram:66", "telegram:66")
    await redeem(hall, "telegram:66", zoe)
    assert (await pair(hall, "7", digits), await bound(hall, 7)) == ("pairing-unknown", [])


@pytest.mark.parametrize("pause", [False, True])
async def test_member_bound_during_registration_gets_the_card(hall: Hall, zoe: str, pause: bool) -> None:
    if pause:
        done(await hall.run(floor.change_state, await hall.event(), "pause", CLI))
    done(await hall.run(floor.open_registration, await hall.event(), CLI))
    await redeem(hall, "telegram:66", zoe)
    assert ("card", 0, "telegram:66") in await hall.sent_to()


async def test_member_bound_while_registration_is_closed_gets_no_card(hall: Hall, zoe: str) -> None:
    await redeem(hall, "telegram:66", zoe)
    assert await hall.sent_to() == []


async def test_account_that_blocked_us_is_listed_as_unreachable(hall: Hall) -> None:
    await hall.run(accounts.unreachable, ["telegram:2", "telegram:404"])
    unreachable = [member.number for member in await hall.run(members.rows_for_list, AGM, "unreachable")]
    await hall.run(accounts.heard_from, ["telegram:2"])
    assert (unreachable, await hall.run(members.rows_for_list, AGM, "unreachable")) == (["2"], [])


@pytest.mark.usefixtures("zoe")
async def test_lists_are_those_asked_for(hall: Hall) -> None:
    await hall.check_out(2, 3)
    lists = {
        which: await hall.run(members.rows_for_list, AGM, which) for which in ("all", "present", "absent", "unbound")
    }
    assert {which: sorted(member.number for member in found) for which, found in lists.items()} == {
        "all": ["1", "2", "3", "4", "5", "6"],
        "present": ["1", "4", "5"],
        "absent": ["2", "3", "6"],
        "unbound": ["6"],
    }
