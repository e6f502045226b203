"""Resident memory of the real service with a large assembly, and while what a crowd has pressed waits to be shown."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.chat.buttons import CheckIn, encode
from core.clock import SystemClock
from core.store.engine import opened

from .botapi import DEFAULT_TOKEN
from .botapi.remote import Remote, subprocess_server
from .botapi.wire import as_list, as_object
from .folkmoot_press import DATABASE, EVENT, cast_data, stage_in, write_config
from .press import Unfinished, running

CROWD: Final = 0.3
"""The share of the members that votes, and the share that checks in."""
SECONDS: Final = 10.0
"""Within which a crowd presses."""
_PATIENCE: Final = 200


@dataclass(frozen=True, slots=True)
class Staged:
    """A database at the moment before the crowds: a vote is open, and some are not there yet."""

    folder: Path
    members: int
    votes: Sequence[str]
    """What the buttons of those on the roll carry, who are the first members."""

    @property
    def crowd(self) -> int:
        """How many press."""
        return int(self.members * CROWD)

    def presses(self, what: str) -> list[list[object]]:
        """As the server takes them: the first on the roll vote, those who are not there check in."""
        if what == "ballots":
            return [[number, data, 0] for number, data in enumerate(self.votes[: self.crowd], 1)]
        absent = range(self.members - self.crowd + 1, self.members + 1)
        return [[number, encode(CheckIn(EVENT)), 0] for number in absent]


@dataclass(frozen=True, slots=True)
class Pace:
    """How a crowd presses, and the share of it that must wait in the end."""

    least: float
    seconds: float

    @property
    def settles(self) -> float:
        """Seconds until what is pressed, or started, has settled."""
        return self.seconds / 2


async def peaks(members: int, least: float = 0.9, seconds: float = SECONDS) -> Mapping[str, float]:
    """MB at most until the service stands, and until ballots, cards, or both wait to be redrawn.

    A crowd presses within so many seconds. Raises `Unfinished`, also if less than this share of it waits in the end.
    """
    pace = Pace(least, seconds)
    with TemporaryDirectory() as folder:
        staged = await _stage(Path(folder), members)
        voting = await _held(staged, ["ballots", "cards"], pace)
        arriving = await _held(staged, ["cards"], pace)
    return {"ready": voting[0], "ballots wait": voting[1], "both wait": voting[2], "cards wait": arriving[1]}


def peak(process: int) -> float:
    """MB that were resident in a process at most."""
    return _status(process, "VmHWM:")


def now(process: int) -> float:
    """MB that are resident in a process."""
    return _status(process, "VmRSS:")


def _status(process: int, field: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


async def _stage(folder: Path, members: int) -> Staged:
    """Through the store, which takes half a minute where playing it takes many."""
    async with opened(f"sqlite:///{folder / DATABASE}", SystemClock()) as store:
        vote, ids = await stage_in(store, members, absent=int(members * CROWD))
    return Staged(folder, members, [cast_data(vote, member, "a") for member in ids])


async def _held(staged: Staged, crowds: Sequence[str], pace: Pace) -> list[float]:
    """The peak once the service is ready, and when each of these crowds has been answered, one after the other."""
    async with _served(staged) as (remote, process):
        await asyncio.sleep(pace.settles)
        found = [peak(process)]
        for what in crowds:
            await _crowded(remote, staged.presses(what), pace)
            found.append(peak(process))
        return found


@asynccontextmanager
async def _served(staged: Staged) -> AsyncIterator[tuple[Remote, int]]:
    """The service on a copy of what was staged."""
    async with subprocess_server() as remote:
        await remote("electorate", members=staged.members, chat=0)
        with TemporaryDirectory() as parent:
            folder = shutil.copytree(staged.folder, Path(parent) / "copy")
            config = write_config(folder, remote.url, DEFAULT_TOKEN)
            async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder) as process:
                await remote("ready", token=DEFAULT_TOKEN)
                yield remote, process.pid


async def _crowded(remote: Remote, presses: Sequence[Sequence[object]], pace: Pace) -> None:
    """All of them press; returns when they are answered and most of what they see has still to be redrawn."""
    await remote("forget", token=DEFAULT_TOKEN)
    before = await _edits(remote)
    await remote("load", token=DEFAULT_TOKEN, presses=presses, rate=len(presses) / pace.seconds)
    report = as_object(await remote("report", token=DEFAULT_TOKEN, expected=len(presses), seconds=_PATIENCE))
    if report["answered"] != len(presses):
        raise Unfinished(f"{report['answered']} of {len(presses)} presses were answered")
    await asyncio.sleep(pace.settles)
    waiting = len(presses) - (await _edits(remote) - before)
    if waiting < pace.least * len(presses):
        raise Unfinished(f"only {waiting} of {len(presses)} still waited to be redrawn")


async def _edits(remote: Remote) -> int:
    log = as_list(await remote("log"))
    return sum(str(as_object(entry)["method"]).startswith("edit") for entry in log)
