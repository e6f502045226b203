"""What the migrations do to members, numbers, names and roles that are there already."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from core.model import EventId, MemberId, Role
from core.persons import Held
from core.store import members, roles
from core.store.engine import opened
from tests.layouts import laid_out
from tests.people import AGM, Clock

pytestmark = pytest.mark.anyio
BEFORE = "0003"


@pytest.fixture
def old(tmp_path: Path) -> Callable[..., str]:
    """A database of before, with members 1, 2, 3… of these names and numbers, chair 1, and events in these states."""

    def make(people: dict[str, str], **events: str) -> str:
        path = tmp_path / "folkmoot.db"
        laid_out(path, BEFORE)
        with closing(connect(path)) as db:
            for number, name in people.items():
                db.execute(
                    "INSERT INTO member (number, name, search, weight, votes, groups) VALUES (?, ?, '', 1, 1, '[]')",
                    (number, name),
                )
            for event, state in events.items():
                settings = f'{{"id": "{event}", "title": "{event}"}}'
                db.execute("INSERT INTO event (id, settings, state) VALUES (?, ?, ?)", (event, settings, state))
            db.execute("INSERT INTO role VALUES (1, 'chair')")
            db.commit()
        return f"sqlite:///{path}"

    return make


async def people(url: str) -> dict[str, str]:
    async with opened(url, Clock()) as store, store.read() as tx:
        return {member.number: member.name for member in await members.everybody(tx)}


async def test_two_members_whose_numbers_differ_in_case_only_can_be_told_apart(old: Callable[..., str]) -> None:
    url = old({"A12": "Ann", "a12": "Ben", "a12-2": "Cem"})
    assert await people(url) == {"A12": "Ann", "a12-3": "Ben", "a12-2": "Cem"}
    async with opened(url, Clock()) as store, store.read() as tx:
        found = await members.by_numbers(tx, ["a12", "A12-3"])
    assert {number: member.name for number, member in found.items()} == {"a12": "Ann", "A12-3": "Ben"}


async def test_name_beyond_all_measure_is_cut(old: Callable[..., str]) -> None:
    assert await people(old({"1": "A" * 2500, "2": "B" * 120})) == {"1": "A" * 119 + "…", "2": "B" * 120}


async def test_role_goes_on_in_every_event_that_is_not_over(old: Callable[..., str]) -> None:
    url = old({"1": "Ann"}, agm="planned", gone="closed")
    async with opened(url, Clock()) as store, store.read() as tx:
        held = await roles.held_by(tx, [MemberId(1)])
        chairs = [await roles.holders(tx, EventId(event), Role.CHAIR) for event in ("agm", "gone")]
    assert (held, chairs) == ({1: frozenset({Held(Role.CHAIR, AGM, meeting=True)})}, [[1], []])


async def test_role_from_before_the_first_event_is_the_organisers(old: Callable[..., str]) -> None:
    async with opened(old({"1": "Ann"}), Clock()) as store, store.read() as tx:
        assert await roles.held_by(tx, [MemberId(1)]) == {1: frozenset({Held(Role.CHAIR)})}
