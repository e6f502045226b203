"""The real service for twenty minutes at the network's pace: what it keeps at the end, and what it kept before."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from .botapi import DEFAULT_TOKEN
from .botapi.remote import Remote, subprocess_server
from .botapi.wire import Json, as_list, as_object
from .crowds import CHANNELS, ask, seat_chair
from .folkmoot_press import stage, write_config
from .press import Unfinished, running
from .resident import now

MEMBERS: Final = 3000
A_SECOND: Final = 25
"""Presses: each ballot is redrawn, which is almost what the network allows."""
ROUNDS: Final = 10
"""In each everybody presses once, with all members for two minutes."""
_LOOK: Final = 1.0
_PATIENCE: Final = 200


async def kept(members: int = MEMBERS, rounds: int = ROUNDS) -> Sequence[float]:
    """MB that are resident after each round, in which everybody votes anew and the chair asks. Raises `Unfinished`."""
    async with subprocess_server() as remote:
        with TemporaryDirectory() as folder:
            return await _held(remote, Path(folder), members, rounds)


def gained(found: Sequence[float]) -> float:
    """MB: by how much the highest of the last half is above the highest of the first."""
    half = len(found) // 2
    return max(found[half:]) - max(found[:half])


async def _held(remote: Remote, folder: Path, members: int, rounds: int) -> list[float]:
    await remote("group", id=CHANNELS[0], title="Chairs")
    await remote("electorate", members=members, chat=0)
    config = write_config(folder, remote.url, DEFAULT_TOKEN)
    await stage(config, members)
    await seat_chair(config)
    async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder) as process:
        ballots = await _delivered(remote, members)
        found = []
        for number in range(rounds):
            await _round(remote, ballots, number)
            found.append(now(process.pid))
            ballots = await _newest(remote)
        return found


async def _delivered(remote: Remote, members: int) -> dict[str, Json]:
    """The ballots, once everybody has one."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            ballots = await _newest(remote)
            if len(ballots) == members:
                return ballots
            await asyncio.sleep(_LOOK)


async def _newest(remote: Remote) -> dict[str, Json]:
    return as_object(await remote("newest", token=DEFAULT_TOKEN))


async def _round(remote: Remote, ballots: dict[str, Json], number: int) -> None:
    """Everybody presses another button of the ballot as it is; meanwhile the chair wants votes and minutes."""
    presses = [_press(person, as_object(ballot), number) for person, ballot in ballots.items()]
    await remote("forget", token=DEFAULT_TOKEN)
    await remote("load", token=DEFAULT_TOKEN, presses=presses, rate=A_SECOND)
    await ask(remote, CHANNELS[0], "/votes")
    await ask(remote, CHANNELS[0], "/minutes", "Minutes of Bench")
    report = as_object(await remote("report", token=DEFAULT_TOKEN, expected=len(presses), seconds=_PATIENCE))
    if report["answered"] != len(presses):
        raise Unfinished(f"{report['answered']} of {len(presses)} presses were answered")
    await asyncio.sleep(_LOOK)


def _press(person: str, ballot: dict[str, Json], number: int) -> list[object]:
    buttons = as_list(ballot["buttons"])
    return [int(person), as_object(buttons[number % 3])["data"], ballot["id"]]
