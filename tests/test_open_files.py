"""The real service where it may open few files: each connection is one, and so is the database."""

import asyncio
from pathlib import Path

import pytest

from adapters.sessions import MANY
from tests.real import Stand, stand

pytestmark = pytest.mark.anyio


def allowed(number: int) -> int:
    """How many files a process may open at the moment."""
    limits = Path(f"/proc/{number}/limits").read_text().splitlines()
    return next(int(line.split()[3]) for line in limits if line.startswith("Max open files"))


async def crowd(at: Stand) -> list[str]:
    """What all are told who press in one moment."""
    answers = await asyncio.gather(*(person.press("1a", seconds=60) for person in at.people))
    return [answer.text if answer else "" for answer in answers]


async def test_crowd_is_answered_with_few_files(tmp_path: Path) -> None:
    async with stand(tmp_path, members=200) as at, at.running(before=("prlimit", "--nofile=64:64")):
        await at.delivered()
        assert await crowd(at) == ["Recorded: 1a · Yes"] * 200
        assert [line for line in at.errors.splitlines() if "failed" in line] == []


@pytest.mark.parametrize(("hard", "most"), [(1024, 1024), (2 * MANY, MANY)])
async def test_more_files_are_asked_for_than_a_shell_grants(tmp_path: Path, hard: int, most: int) -> None:
    async with stand(tmp_path) as at, at.running(before=("prlimit", f"--nofile=128:{hard}")) as process:
        await at.delivered()
        assert allowed(process.pid) == most
