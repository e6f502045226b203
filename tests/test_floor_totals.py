"""The totals of presence are counters; whatever happens they equal a count of the tables."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from core import floor, roster
from core.journal import CLI
from core.roster import Row
from core.store.writer import Tx
from core.totals import UNIT
from tests.people import Hall, played

NUMBERS = st.integers(1, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["in", "out"]), NUMBERS),
        st.tuples(st.sampled_from(["self", "guest", "voter", "leave group", "join group", "admit"]), NUMBERS),
        st.tuples(st.just("weight"), NUMBERS, st.integers(0, 5 * UNIT)),
        st.tuples(st.sampled_from(["reset", "ask", "registration", "entitled"])),
    ),
    min_size=6,
    max_size=12,
)
COUNTED = text(
    "SELECT count(*), coalesce(sum(weight), 0), count(since), coalesce(sum(weight) FILTER (WHERE since), 0)"
    " FROM member LEFT JOIN presence ON member_id = id"
    " WHERE votes AND (:group = 'all' OR id IN (SELECT member_id FROM member_group g WHERE g.name = :group))"
)


async def counted(tx: Tx, group: str) -> tuple[int, ...]:
    return tuple((await tx.db.execute(COUNTED, {"group": group})).one())


def file(what: str, number: int, weight: int) -> list[Row]:
    """The roster file of a step that changes the roster."""
    name = str(number)
    wanted = {
        "guest": Row(name, name, votes=False),
        "voter": Row(name, name, votes=True),
        "leave group": Row(name, name, groups=()),
        "join group": Row(name, name, groups=("board",)),
        "weight": Row(name, name, weight=weight),
        "admit": Row(f"new {name}", name),
    }
    return [wanted[what]] if what in wanted else []


async def step(hall: Hall, what: str, number: int = 0, weight: int = 0) -> None:
    event = await hall.event()
    match what:
        case "in":
            await hall.check_in(number)
        case "out":
            await hall.check_out(number)
        case "self":
            await hall.run(floor.check_in_selves, event, [await hall.id(number)])
        case "ask":
            await hall.run(floor.ask_to_confirm, event, timedelta(seconds=60), CLI)
        case "reset":
            await hall.run(floor.reset_presence, event, CLI)
        case "registration":
            await hall.run(floor.open_registration, event, CLI)
        case "entitled":
            group = "all" if event.settings.entitled == "board" else "board"
            await hall.run(floor.configure, [replace(event.settings, entitled=group)])
        case _:
            await hall.run(roster.import_rows, file(what, number, weight), CLI)
    hall.clock.forward(40)
    await hall.due()


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_totals_equal_a_count_after_any_steps(steps: list[tuple[str] | tuple[str, int] | tuple[str, int, int]]) -> None:
    with played(4) as (loop, hall):
        for what in steps:
            loop.run(step(hall, *what))
            event = loop.run(hall.event())
            totals = (event.entitled.heads, event.entitled.weight, event.present.heads, event.present.weight)
            assert totals == loop.run(hall.run(counted, event.settings.entitled))
