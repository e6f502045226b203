"""Secret votes of each form with apps of others' making, while bot and homeserver are killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from core.model import VoteState
from core.results import result
from tests.homeserver import Homeserver
from tests.js_phones import JsPhone, installed
from tests.matrix_phone import Phone
from tests.matrix_sealed import ENCRYPTED
from tests.two_networks import Assembly, assembly, wait

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
BY_REPLY, BY_POLL = "reply ", "poll "


class Play(NamedTuple):
    """A vote, and how each of three members answers it."""

    draft: str
    answers: tuple[str, str, str]
    outcome: str
    elected: tuple[str, ...]


PLAYS = (
    Play("vote Budget", (BY_POLL + "1a · Yes", BY_REPLY + "2", "!cast  1   a"), "carried", ()),
    Play(
        "elect 2 Board\nmethod: block\nmax: 3\n- Ada\n- Bo\n- Cem",
        ("2 a c", BY_REPLY + "1", "!cast  2   a   c"),
        "elected",
        ("a", "c"),
    ),
    Play("vote Logo\nmethod: schulze\n- Red\n- Green\n- Blue", ("3 b>a=c", BY_REPLY + "2 1", "3 b"), "elected", ("b",)),
    Play(
        "elect 1 Auditor\nmethod: per-candidate\n- Ada\n- Bo",
        ("4 a yes b no", "4 a yes b abstain", "!cast 4 a  yes   b  no"),
        "elected",
        ("a",),
    ),
)
TYPED = [way.encode() for play in PLAYS for way in play.answers if "  " in way]
"""Words that stand nowhere else."""


@pytest.fixture(scope="module", autouse=True)
def _from_npm() -> None:
    installed()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Homeserver]:
    folder = tmp_path / "synapse"
    folder.mkdir()
    made = Homeserver(folder)
    made.start()
    yield made
    made.kill()


class Voter:
    """A member's app in the private room with the bot.

    It joins once the bot's first message is there, as people do: of a message and a join at the same instant Synapse
    tells apps in an order by which they take themselves for invited again (synapse#16941, MSC4222).
    """

    def __init__(self, app: JsPhone, bot: Phone) -> None:
        self.app, self.bot = app, bot.user
        invited = app.do("invited")
        wait(lambda: bot.events(invited, ENCRYPTED), 60)
        self.room: str = app.do("join")

    def sees(self, part: str) -> dict[str, Any]:
        return wait(lambda: self.app.shows(self.room, part, self.bot), 120)

    def answers(self, number: int, way: str) -> None:
        ballot = self.sees(f"{number}a")
        if way.startswith(BY_POLL):
            self.app.do("press", room=self.room, label=way.removeprefix(BY_POLL))
        elif way.startswith(BY_REPLY):
            self.app.do("write", room=self.room, text=way.removeprefix(BY_REPLY), reply=ballot["id"])
        else:
            self.app.do("write", room=self.room, text=way)

    def is_done(self) -> None:
        """The receipt is there, and what was answered is gone."""
        self.sees("Recorded")
        wait(lambda: all(m["redacted"] for m in self.mine()), 60)

    def mine(self) -> list[dict[str, Any]]:
        return [m for m in self.app.do("messages", room=self.room) if m["sender"] == self.app.user]

    def warnings(self) -> list[dict[str, Any]]:
        """What the app shows with a shield, or cannot show."""
        return [
            m for m in self.app.do("messages", room=self.room) if not m["redacted"] and (m["failed"] or m["shield"])
        ]


async def all_answer(a: Assembly, voters: Sequence[Voter], number: int, play: Play) -> None:
    a.people[0].write(f"/{play.draft}\nsecret\nroll: entitled", a.chairs)
    await a.votes_when(lambda found: len(found) == number)
    a.people[0].write(f"/open {number}", a.chairs)
    for place, (voter, way) in enumerate(zip(voters, play.answers, strict=True)):
        await asyncio.to_thread(voter.sees, f"{number}a")
        if (number, place) == (1, 1):
            await a.kill()
        await asyncio.to_thread(voter.answers, number, way)
        if (number, place) == (1, 1):
            await a.start()
        if (number, place) == (2, 1):
            a.server.kill()
            await asyncio.to_thread(a.server.start)
        await asyncio.to_thread(voter.is_done)


def found_in(folder: Path, needles: Sequence[bytes]) -> list[tuple[str, bytes]]:
    files = [file for file in folder.rglob("*") if file.is_file() and "synapse" not in file.parts]
    return [
        (file.name, needle)
        for file in files
        for needle in needles
        if file.name != "matrix.secret" and needle in file.read_bytes()
    ]


async def test_secret_votes_of_each_form_with_apps_that_exclude_unsigned_devices(
    tmp_path: Path, server: Homeserver
) -> None:
    here = assembly(tmp_path, server, "apps", telegram=1, matrix=3, encrypted=True, app=JsPhone)
    async with here as a, AsyncExitStack() as ends:
        apps = [cast(JsPhone, member.phone) for member in a.members]
        for app in apps:
            ends.callback(app.close)
        await a.start()
        voters = await asyncio.gather(*(asyncio.to_thread(Voter, app, a.bot) for app in apps[1:]))
        await a.chair_opens("/event open", "/registration open")
        for number, play in enumerate(PLAYS, 1):
            await all_answer(a, voters, number, play)
            a.people[0].write(f"/close {number}", a.chairs)
            await a.votes_when(lambda found: found[-1].state is VoteState.COUNTED)
        votes = await a.votes_when(lambda found: len(found) == len(PLAYS))
        told = [(vote.outcome, tuple(sorted(result(vote).elected))) for vote in votes]
        assert told == [(play.outcome, play.elected) for play in PLAYS]
        assert [vote.cast.heads for vote in votes] == [3] * len(PLAYS)
        assert [await asyncio.to_thread(voter.warnings) for voter in voters] == [[]] * 3
        a.people[0].write("/publish 1", a.chairs)
        for voter in voters:
            await asyncio.to_thread(voter.sees, "Carried")
        await a.organise("backup", str(tmp_path / "copy.db"))
        await a.kill()
        keys = [(tmp_path / "folkmoot.db.keys" / "matrix.secret").read_bytes()]
        assert found_in(tmp_path, TYPED + keys) == []
