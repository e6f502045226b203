from dataclasses import replace

import pytest

from core import accounts, admission, floor, roles, roster, voting
from core.journal import CLI
from core.model import EventId, EventSettings, Role
from core.persons import Held
from core.roster import Row
from core.store import events, journal, members, votes
from core.totals import UNIT, Totals
from tests.people import AGM, MOTION, Hall, code, done, rows

pytestmark = pytest.mark.anyio


async def everybody(hall: Hall) -> list[tuple[str, str]]:
    return [(member.number, member.name) for member in await hall.run(members.everybody)]


async def test_import_with_an_account_of_somebody_else_changes_nothing(hall: Hall) -> None:
    before = await everybody(hall)
    file = [Row("6", "New"), Row("1", "Renamed"), Row("2", "Thief", accounts=("telegram:3",))]
    assert [place for place, _ in (await hall.run(roster.difference, file)).faults] == [2]
    refusal = await hall.run(roster.import_rows, file, CLI)
    assert (code(refusal), await everybody(hall)) == ("accounts-taken", before)
    assert getattr(refusal, "data", None) == {"number": "2", "account": "telegram:3", "owner": "3"}


async def test_import_that_fails_halfway_changes_nothing(hall: Hall) -> None:
    before = await everybody(hall)
    with pytest.raises(Exception, match="UNIQUE"):
        await hall.run(roster.import_rows, [Row("1", "Renamed"), Row("6", "New"), Row("6", "Twice")], CLI)
    assert await everybody(hall) == before


async def test_import_never_removes_anybody(hall: Hall) -> None:
    change = done(await hall.run(roster.import_rows, rows([1]), CLI))
    assert (list(change.matched), len(await everybody(hall))) == ([await hall.id(1)], 5)


async def test_same_file_again_is_no_difference(hall: Hall) -> None:
    file = [
        Row(
            "1",
            "Ann",
            "ann@x.org",
            "de",
            2 * UNIT,
            groups=("board",),
            roles=(Held(Role.CHAIR),),
            accounts=("telegram:1", "matrix:@a:x"),
        )
    ]
    first = await hall.run(roster.difference, file)
    done(await hall.run(roster.import_rows, file, CLI))
    again = await hall.run(roster.difference, file)
    assert (len(first.changed), first.unchanged, len(again.changed), again.unchanged) == (1, 0, 0, 1)


async def test_row_with_a_second_account_is_a_difference(hall: Hall) -> None:
    file = [replace(rows([1])[0], accounts=("telegram:1", "matrix:@ann:example.org"))]
    assert len(done(await hall.run(roster.import_rows, file, CLI)).changed) == 1
    bound = await hall.run(accounts.accounts, await hall.id(1))
    assert sorted(account.address for account in bound) == ["matrix:@ann:example.org", "telegram:1"]


async def test_columns_that_the_file_does_not_name_stay(hall: Hall) -> None:
    full = Row("1", "Ann", "ann@x.org", "de", 2 * UNIT, groups=("board", "women"), roles=(Held(Role.CHAIR),))
    done(await hall.run(roster.import_rows, [full], CLI))
    before = await hall.person(1)
    done(await hall.run(roster.import_rows, [Row("1", "Ann M."), Row("2", "Bob", language="fr")], CLI))
    assert await hall.person(1) == replace(before, member=replace(before.member, name="Ann M."))
    assert (before.roles(AGM), before.member.groups) == (frozenset({Role.CHAIR}), ("board", "women"))


async def test_groups_and_roles_are_taken_away_by_a_cleared_cell(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", "Ann", groups=("board",), roles=(Held(Role.CHAIR),))], CLI))
    done(await hall.run(roster.import_rows, [Row("1", "Ann", groups=(), roles=())], CLI))
    ann = await hall.person(1)
    assert (ann.member.groups, ann.roles(AGM)) == ((), frozenset())


async def test_import_of_three_thousand_changes_arrives_whole(hall: Hall) -> None:
    first = [replace(row, groups=("board",)) for row in rows(range(6, 3006))]
    second = [replace(row, name=f"New {row.number}", weight=2 * UNIT, groups=("old", "x")) for row in first]
    done(await hall.run(roster.import_rows, first, CLI))
    change = done(await hall.run(roster.import_rows, second, CLI))
    assert (len(change.changed), (await hall.event()).entitled) == (3000, Totals(3005, 6005 * UNIT))
    assert (await hall.member(2000)).name == "New 2000"


async def test_import_changes_the_totals_and_not_the_roll_of_an_open_vote(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(roster.import_rows, [Row("1", "Ann", votes=False), Row("2", "Bob", weight=3 * UNIT)], CLI))
    event = await hall.event()
    assert (event.entitled, event.present) == (Totals(4, 6 * UNIT), Totals(4, 6 * UNIT))
    assert await hall.run(votes.roll_totals, vote.id) == (await hall.again(vote)).roll == Totals(5, 5 * UNIT)


async def test_import_is_in_the_journal_of_events_that_are_not_over(hall: Hall) -> None:
    await hall.run(floor.configure, [EventSettings(EventId("over"), "Over")])
    done(await hall.run(floor.change_state, await hall.event(EventId("over")), "close", CLI))
    done(await hall.run(roster.import_rows, [Row("7", "New"), Row("1", "Renamed")], CLI))
    here, over = await hall.run(journal.entries, AGM), await hall.run(journal.entries, EventId("over"))
    assert (here[-1].kind, here[-1].by, here[-1].data) == ("roster.import", "cli", {"added": 1, "changed": 1})
    assert [entry.kind for entry in over] == ["event.close"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("%", []),
        ("'; DROP TABLE member; --", []),
        ("17", ["17"]),
        ("MULLER", ["17"]),
        ("jose mull", ["17"]),
        ("Müller José", ["17"]),
        ("surname", ["1", "2", "3"]),
    ],
)
async def test_search_finds_by_number_and_by_any_spelling_of_the_name(hall: Hall, words: str, found: list[str]) -> None:
    file = [Row("17", "Jose\u0301 Müller"), Row("18", "Mia\u202e \u200bVogel"), Row("19", "100 % Kohl")]
    done(await hall.run(roster.import_rows, file, CLI))
    assert [member.number for member in await hall.run(members.search, words, 3)] == found


async def test_search_names_the_number_first_however_many_names_have_it(hall: Hall) -> None:
    others = [Row(str(number), f"Delegate {number}") for number in (117, 170, 171, 172)]
    await hall.run(roster.import_rows, [*others, Row("17", "Zoe")], CLI)
    assert (await hall.run(members.search, "17", 3))[0].number == "17"


@pytest.mark.parametrize(("number", "name", "refused"), [("1", "Zoe", "number-taken"), ("6", "", "name-long")])
async def test_admission_that_is_refused_changes_nothing(hall: Hall, number: str, name: str, refused: str) -> None:
    before = await everybody(hall), await hall.event()
    assert code(await hall.run(admission.admit, await hall.event(), number, name, CLI)) == refused
    assert (await everybody(hall), await hall.event()) == before


async def test_admitted_member_counts_and_can_vote_in_the_next_vote(hall: Hall) -> None:
    zoe = done(await hall.run(admission.admit, await hall.event(), "6", "Zoe", CLI))
    await hall.check_in(6)
    assert (zoe.votes, (await hall.event()).present) == (True, Totals(6, 6 * UNIT))
    assert (await hall.open()).roll == Totals(6, 6 * UNIT)


async def test_member_who_was_struck_from_voting_stays_on_a_roll_that_was_frozen(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(roster.import_rows, [Row("1", "Ann", votes=False)], CLI))
    assert [code(outcome) for outcome in await hall.cast(vote, _1="a")] == [""]
    assert done(await hall.run(voting.close, await hall.again(vote), CLI, "Ann")).cast.heads == 1


# -- what a file says, and what it does not


@pytest.mark.parametrize("number", ["A12", "a12", "\uff21\uff11\uff12", " a12 ", "a\u200b12"])
async def test_number_is_found_however_it_is_written(hall: Hall, number: str) -> None:
    done(await hall.run(roster.import_rows, [Row("A12", "Zoe")], CLI))
    again = await hall.run(roster.difference, [Row(number, "Zoe")])
    found = await hall.run(members.search, number, 3)
    assert ([member.number for member in found], again.unchanged, again.added) == (["A12"], 1, ())
    assert (await hall.member(number)).number == "A12"
    assert code(await hall.run(admission.admit, await hall.event(), number, "Two", CLI)) == "number-taken"


@pytest.mark.parametrize("number", ["01", "1.0", "001.00", "\uff10\uff11"])
async def test_number_that_differs_in_zeros_only_is_refused_with_both_named(hall: Hall, number: str) -> None:
    before = await everybody(hall)
    expected = {"number": number, "other": "1", "name": "Name1 Surname1"}
    for refusal in (
        await hall.run(roster.import_rows, [Row(number, "Zoe")], CLI),
        await hall.run(admission.admit, await hall.event(), number, "Zoe", CLI),
    ):
        assert (code(refusal), getattr(refusal, "data", None)) == ("number-alike", expected)
    assert await everybody(hall) == before


async def test_member_who_is_struck_from_a_vote_is_struck_however_the_number_is_written(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("A12", "Zoe")], CLI))
    await hall.check_in("A12")
    vote = await hall.open(replace(MOTION, excluded=("a12",)))
    assert vote.roll == Totals(5, 5 * UNIT)


async def test_new_row_without_a_name_is_refused_and_a_known_one_is_not(hall: Hall) -> None:
    assert code(await hall.run(roster.import_rows, [Row("1", email="ann@x.org"), Row("6")], CLI)) == "name-missing"
    done(await hall.run(roster.import_rows, [Row("1", email="ann@x.org")], CLI))
    ann = await hall.member(1)
    assert (ann.name, ann.email) == ("Name1 Surname1", "ann@x.org")


async def test_name_that_is_too_long_is_refused(hall: Hall) -> None:
    assert code(await hall.run(roster.import_rows, [Row("6", "A" * 121)], CLI)) == "name-long"


async def test_role_in_an_event_that_does_not_exist_is_refused(hall: Hall) -> None:
    file = [Row("1", roles=(Held(Role.CHAIR, EventId("amg")),))]
    assert code(await hall.run(roster.import_rows, file, CLI)) == "event-named-unknown"


async def test_group_in_other_letters_is_the_same_group(hall: Hall) -> None:
    await hall.run(roster.import_rows, [Row("1", groups=("Board",)), Row("2", groups=("board", "BOARD"))], CLI)
    await hall.run(roster.import_rows, [Row("3", groups=("bOARD",))], CLI)
    assert await hall.run(events.groups) == ["Board"]
    vote = await hall.open(replace(MOTION, group="board"))
    assert await hall.on_roll(vote) == ["1", "2", "3"]


async def test_difference_tells_old_and_new_of_every_field(hall: Hall) -> None:
    known = {"groups": ("north",), "roles": (Held(Role.DESK),), "accounts": ("matrix:@a:x",)}
    full = Row("1", "Ann", "ann@x.org", "de", 2 * UNIT, votes=False, **known)
    (changed,) = (await hall.run(roster.difference, [full, *rows([2])])).changed
    assert changed.fields == {
        "name": ("Name1 Surname1", "Ann"),
        "email": ("", "ann@x.org"),
        "language": ("", "de"),
        "weight": (UNIT, 2 * UNIT),
        "votes": (True, False),
        "groups": ((), ("north",)),
        "roles": (frozenset(), frozenset({Held(Role.DESK)})),
        "matrix": ((), ("matrix:@a:x",)),
    }


async def test_file_takes_no_role_that_was_given_in_the_meeting_unless_it_clears(hall: Hall) -> None:
    done(await hall.run(roles.give, await hall.event(), "1", Role.CHAIR, CLI))
    for said, left in (
        (None, {Role.CHAIR}),
        ((Held(Role.DESK),), {Role.CHAIR, Role.DESK}),
        ((Held(Role.TELLER),), {Role.CHAIR, Role.TELLER}),
        ((), set()),
    ):
        done(await hall.run(roster.import_rows, [Row("1", roles=said)], CLI))
        assert (await hall.person(1)).roles(AGM) == left


async def test_second_account_that_a_file_binds_is_told_to_the_first(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("1", accounts=("matrix:@thief:x",))], CLI))
    assert await hall.sent_to() == [("alarm", 1, "telegram:1")]
    done(await hall.run(roster.import_rows, [Row("1", accounts=("matrix:@thief:x",))], CLI))
    assert await hall.sent_to() == [("alarm", 1, "telegram:1")]


async def test_cleared_account_is_detached(hall: Hall) -> None:
    file = [Row("1", accounts=("matrix:@a:x",)), Row("2", cleared=("telegram",))]
    done(await hall.run(roster.import_rows, file, CLI))
    done(await hall.run(roster.import_rows, [Row("1", cleared=("telegram",))], CLI))
    bound = [account.address for n in (1, 2) for account in await hall.run(accounts.accounts, await hall.id(n))]
    assert bound == ["matrix:@a:x"]
