"""Bad answers in the middle of a vote, at the level of the whole service: others are served, and nothing is lost."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from bot.bench.botapi.chats import Message
from bot.bench.botapi.people import Person
from core import voting
from core.journal import CLI
from core.model import VoteState
from core.store import votes
from core.store.writer import Tx
from tests.chaos import BAD, LATE, Bad
from tests.people import done
from tests.served import AGM, PATIENCE, Served, served

pytestmark = pytest.mark.anyio
ALL = BAD | LATE
SOME = ["cut", "wrong types", "403 json", "429 page", "hang", "lost"]
CALLS = ["sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates"]
BEN, CEM, DAN = 2, 3, 4


async def recorded(hall: Served, person: Person, number: int) -> Message:
    """Press Yes on the ballot, and wait until the ballot says so."""
    ballot = await hall.shows(person, f"{number}a")
    person.push(f"{number}a", ballot)
    async with asyncio.timeout(PATIENCE):
        while "Recorded" not in ballot.text:
            await asyncio.sleep(0.02)
    return ballot


async def vote_with(hall: Served, number: int, method: str, name: str) -> None:
    """One answer to what concerns Ben is bad, wherever the call names somebody; what he sees and what is stored."""
    bad: Bad = ALL[name]
    whose = b'"chat_id":2,' if method in ("sendMessage", "editMessageText") else b""
    hall.chaos.plan(method, bad, holding=whose)
    await hall.opened(f"Lunch {number}")
    for other in (CEM, DAN):
        await recorded(hall, hall.member(other), number)
    hall.member(BEN).write("/status")  # whoever is heard from gets what could not be sent
    if method == "sendMessage" and not hall.shown(hall.member(BEN), f"{number}a"):
        hall.member(BEN).write("/ballot")
    ballot = await hall.shows(hall.member(BEN), f"{number}a")
    hall.member(BEN).push(f"{number}a", ballot)
    async with asyncio.timeout(PATIENCE):
        while await cast(hall, number) < 3 or hall.chaos.times:
            await asyncio.sleep(0.02)
    assert await cast(hall, number) == 3
    cem = [one for one in hall.shown(hall.member(CEM), f"{number}a") if any(_is_for(number, one.labels))]
    assert (name, len(cem)) == (name, 1)
    await hall.store.write(lambda tx: closed(tx, number))  # /ballot sends all that are open, one a second


def _is_for(number: int, labels: Sequence[str]) -> Iterator[bool]:
    return (label.startswith(f"{number}a · ") for label in labels)


async def closed(tx: Tx, number: int) -> None:
    vote = await votes.by_number(tx, AGM, number)
    assert vote
    done(await voting.close(tx, vote, CLI, "Ann"))


async def cast(hall: Served, number: int) -> int:
    async with hall.store.read() as tx:
        vote = await votes.by_number(tx, AGM, number)
    assert vote
    assert vote.state is VoteState.OPEN
    return vote.cast.heads


async def play(folder: Path, method: str, names: list[str]) -> None:
    async with served(folder) as hall:
        await hall.bound()
        for number, name in zip(count(1), names, strict=False):
            await vote_with(hall, number, method, name)


@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_bad_answer_to_one_loses_no_vote_and_holds_nobody_else_up(tmp_path: Path, method: str) -> None:
    await play(tmp_path, method, SOME)


@pytest.mark.slow
@pytest.mark.parametrize("method", CALLS)
async def test_every_bad_answer_to_one_loses_no_vote_and_holds_nobody_else_up(tmp_path: Path, method: str) -> None:
    await play(tmp_path, method, list(ALL))


async def test_presses_that_come_again_and_in_reverse_count_once_each(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        await hall.bound()
        await hall.opened("Lunch")
        await hall.shows(hall.member(DAN), "1a")
        hall.api.faults.reverse = True
        hall.api.faults.redeliver = 6
        for number in (BEN, CEM, DAN):
            await recorded(hall, hall.member(number), 1)
        assert (await cast(hall, 1), hall.api.faults.redeliver) == (3, 0)
