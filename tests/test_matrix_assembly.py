"""A whole assembly in encrypted rooms: the real service as a process, a real Synapse, members whose clients encrypt."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from tests.homeserver import shared
from tests.matrix_phone import Phone, new_name
from tests.two_networks import Member, assembly, each

pytestmark = pytest.mark.anyio
LETTERS = "abc"


def vote(member: Member, place: int, bot: str) -> None:
    """In each of the ways that there are."""
    letter = LETTERS[place % 3]
    ballot = member.shown("1a · Yes", bot)
    match place % 4:
        case 0:
            member.press({"a": "1a · Yes", "b": "1b · No", "c": "1c · Abstain"}[letter])
        case 1:
            member.phone.write(member.room, f"1{letter}")
        case 2:
            member.phone.write(member.room, str(place % 3 + 1), reply_to=ballot.event)
        case 3:
            member.phone.write(member.room, f"!cast 1{letter}")


@pytest.mark.parametrize("size", [8, pytest.param(100, marks=pytest.mark.slow)])
async def test_every_vote_of_an_encrypted_assembly_counts_once_though_the_bot_is_killed(
    tmp_path: Path, size: int
) -> None:
    async with assembly(tmp_path, shared(), new_name("sealed"), telegram=1, matrix=size, encrypted=True) as a:
        await a.start()
        await each(a.members, Member.come)
        await a.chair_opens("/event open", "/registration open", "/vote Budget\nroll: entitled", "/open 1")
        voters = list(enumerate(a.members))[1:]
        await each(a.members, lambda member: member.shown("1a · Yes", a.bot.user))
        half = len(voters) // 2
        await asyncio.gather(*(asyncio.to_thread(vote, m, place, a.bot.user) for place, m in voters[:half]))
        await a.kill()
        await asyncio.gather(*(asyncio.to_thread(vote, m, place, a.bot.user) for place, m in voters[half:]))
        await a.start()
        expected = {letter: sum(place % 3 == number for place, _ in voters) for number, letter in enumerate(LETTERS)}
        await a.counts(expected, seconds=120)
        in_clear = [Phone.events(member.phone, member.room, "m.room.message") for member in a.members]
        assert in_clear == [[] for _ in a.members]
        secret = (tmp_path / "folkmoot.db.keys" / "matrix.secret").read_bytes()
        with sqlite3.connect(tmp_path / "folkmoot.db") as db:
            kinds = {key.split()[0] for (key,) in db.execute("SELECT key FROM kept WHERE key LIKE 'olm.%'")}
        assert {"olm.account", "olm.inbound", "olm.outbound", "olm.known.identity"} <= kinds
        assert [
            file.name for file in tmp_path.glob("folkmoot.db*") if file.is_file() and secret in file.read_bytes()
        ] == []
