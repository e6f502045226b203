"""How many presses a second a bot answers, measured beside other bots in the same minutes."""

from __future__ import annotations

import asyncio
import socket
import statistics
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from .botapi.crowd import Load
from .botapi.remote import Remote, subprocess_server
from .botapi.wire import Json, as_list, as_object

_PATIENCE = 300
_STOP_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Arena:
    """One run of one contender: a server without limits, a fresh token and an empty folder."""

    remote: Remote
    token: str
    folder: Path
    members: int
    presses: int

    @property
    def url(self) -> str:
        """Where the Bot API is."""
        return self.remote.url


class Contender(Protocol):
    """A bot to measure."""

    @property
    def name(self) -> str:
        """What the figures call it."""

    async def prepare(self, arena: Arena) -> list[Load]:
        """Set the stage, not measured; return the presses, about `arena.presses`, by ids from 1 on."""

    def command(self, arena: Arena) -> list[str]:
        """The process that polls, or sets its webhook, and answers."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A bot of `baselines`; `share` of the presses is enough for one that is slow at a steady rate."""

    name: str
    module: str
    share: float = 1.0
    webhook: bool = False

    async def prepare(self, arena: Arena) -> list[Load]:
        """One vote after the other from each member in turn."""
        count = max(1, int(arena.presses * self.share))
        return [Load(1 + number % arena.members, f"v:7:{'abc'[number % 3]}") for number in range(count)]

    def command(self, arena: Arena) -> list[str]:
        """Start the module."""
        to = ["--url", arena.url, "--token", arena.token, "--database", str(arena.folder / "votes.db")]
        listen = ["--listen", str(free_port())] if self.webhook else []
        return [sys.executable, "-m", f"bot.bench.baselines.{self.module}", *to, *listen]


PTB = Stock("python-telegram-bot", "stock_ptb", 0.2)
AIOGRAM = Stock("aiogram", "stock_aiogram", 0.4)
AIOGRAM_WEBHOOK = Stock("aiogram webhook", "stock_aiogram", 0.4, webhook=True)
BARE = Stock("bare aiohttp", "bare")


@dataclass(frozen=True, slots=True)
class Speed:
    """Medians over the rounds; p50 and p99 in milliseconds."""

    per_second: float
    p50: float
    p99: float
    rounds: tuple[float, ...]
    """Presses a second of each round."""


class Unfinished(Exception):
    """A contender did not answer everything; the text says what, or ends with its last words."""


async def race(
    contenders: Sequence[Contender], *, members: int = 3000, presses: int = 10_000, rounds: int = 5, rate: float = 0
) -> dict[str, Speed]:
    """Let the contenders run in turn, round after round, so that noise hits all alike.

    Without a rate all presses wait when a bot starts, speed runs from its first poll to its last answer, and
    p50 and p99 count from delivery; with one they arrive evenly, so many a second, and both count from the press.
    Raises `Unfinished`.
    """
    results: dict[str, list[_Round]] = {contender.name: [] for contender in contenders}
    async with subprocess_server(["--unlimited"]) as remote:
        for number in range(rounds):
            for place, contender in enumerate(contenders):
                token = f"{1 + number * len(contenders) + place}:BENCH"
                with TemporaryDirectory() as folder:
                    arena = Arena(remote, token, Path(folder), members, presses)
                    results[contender.name].append(await _run(contender, arena, rate))
    return {name: _medians(runs) for name, runs in results.items()}


@dataclass(frozen=True, slots=True)
class _Round:
    per_second: float
    p50: float
    p99: float


async def _run(contender: Contender, arena: Arena, rate: float) -> _Round:
    await arena.remote("bot", token=arena.token)
    loads = await contender.prepare(arena)
    if not rate:
        await _load(arena, loads, 0)
    async with running(contender.command(arena), arena.folder) as process:
        report = await _unless_dead(process, _measure(arena, loads, rate))
    await arena.remote("revoke", token=arena.token)
    if report.get("answered") != len(loads):
        words = (arena.folder / "stderr").read_text(errors="replace")[-2000:]
        raise Unfinished(f"{contender.name} answered {report.get('answered', 0)} of {len(loads)}\n{words}")
    p50, p99 = as_list(report["since_press" if rate else "since_delivery"])
    return _Round(len(loads) / _number(report["seconds"]), _number(p50), _number(p99))


async def _measure(arena: Arena, loads: Sequence[Load], rate: float) -> dict[str, Json]:
    if rate:
        await arena.remote("ready", token=arena.token, seconds=_PATIENCE)
        await _load(arena, loads, rate)
    return as_object(await arena.remote("report", token=arena.token, expected=len(loads), seconds=_PATIENCE))


async def _load(arena: Arena, loads: Sequence[Load], rate: float) -> None:
    presses = [[load.person, load.data, load.message] for load in loads]
    await arena.remote("load", token=arena.token, presses=presses, rate=rate)


async def _unless_dead(
    process: asyncio.subprocess.Process, measuring: Coroutine[None, None, dict[str, Json]]
) -> dict[str, Json]:
    """What was measured, nothing when the process ended before."""
    measured, dead = asyncio.create_task(measuring), asyncio.create_task(process.wait())
    await asyncio.wait([measured, dead], return_when=asyncio.FIRST_COMPLETED)
    dead.cancel()
    if measured.done():
        return measured.result()
    measured.cancel()
    return {}


@asynccontextmanager
async def running(command: Sequence[str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process, whose words go to `stderr` in the folder; stopped at the end."""
    with (folder / "stderr").open("wb") as words:
        process = await asyncio.create_subprocess_exec(*command, stdout=words, stderr=words)
        try:
            yield process
        finally:
            await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _medians(runs: Sequence[_Round]) -> Speed:
    speeds = tuple(run.per_second for run in runs)
    p50, p99 = (statistics.median(values) for values in ([run.p50 for run in runs], [run.p99 for run in runs]))
    return Speed(statistics.median(speeds), p50, p99, speeds)


def _number(value: Json) -> float:
    return float(str(value))


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
