"""Everybody at once on the real service and a Bot API with Telegram's limits: presses, and what a chair writes."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from bot.chat.buttons import CheckIn, encode
from bot.config import load
from core import roles
from core.clock import SystemClock
from core.model import Purpose, Role
from core.store import events
from core.store.engine import opened
from core.store.writer import Tx

from .botapi import DEFAULT_TOKEN
from .botapi.remote import Remote, subprocess_server
from .botapi.wire import Json, as_list, as_object
from .commands import NEW_VOTES
from .folkmoot_press import EVENT, cast_data, stage_in, write_config
from .press import Unfinished, running

CHANNELS: Final = tuple(range(-1_001_009, -1_000_999))
"""Of the chairs: with several nothing waits for what a group takes a minute, which is Telegram's doing and not ours."""
SECONDS: Final = 10.0
"""Within which everybody presses once."""
_BETWEEN: Final = 2.0
"""Seconds between two questions of the chair: with what else is said, below what a group takes a minute."""
_TURN: Final = 0.6
"""Seconds between two commands, each in the next channel."""
_PATIENCE: Final = 200
RUSHES: Final = ("arriving", "voting")
Said: TypeAlias = Iterable[tuple[str, str]]
"""What a chair writes, and words of what is waited for."""


@dataclass(frozen=True, slots=True)
class Rush:
    """Milliseconds from a press to its answer, and seconds from what the chair wrote to its answer."""

    p50: float
    p99: float
    chair: Mapping[str, float]


def papers(_first: int) -> Said:
    """Both large files, until they are there."""
    yield "/minutes", "Minutes of"
    yield "/roster file", "All members"


async def rushed(members: int, said: Callable[[int], Said] | None = None) -> tuple[Rush, Rush]:
    """All check in, then all vote, while a chair asks for the votes, or says what there is for a next vote's number.

    If that takes longer, everybody goes on pressing at that pace. Raises `Unfinished`.
    """
    async with subprocess_server() as remote:
        with TemporaryDirectory() as folder:
            return await _held(remote, Path(folder), members, said or (lambda _: ()))


async def _held(remote: Remote, folder: Path, members: int, said: Callable[[int], Said]) -> tuple[Rush, Rush]:
    for channel in CHANNELS:
        await remote("group", id=channel, title="Chairs")
    await remote("electorate", members=members, chat=0)
    config = write_config(folder, remote.url, DEFAULT_TOKEN)
    async with opened(load(config).storage.url, SystemClock()) as store:
        vote, ids = await stage_in(store, members)
    await seat_chair(config)

    def checks_in(_number: int, _round: int) -> str:
        return encode(CheckIn(EVENT))

    def casts(number: int, again: int) -> str:
        return cast_data(vote, ids[number - 1], "abc"[again % 3])

    first = vote.number + 1
    async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder):
        await remote("ready", token=DEFAULT_TOKEN)
        await ask(remote, CHANNELS[0], "/registration reset yes")
        await asyncio.sleep(SECONDS)  # the process has only just started
        arriving = await _rush(remote, members, checks_in, [*said(first)])
        await asyncio.sleep(SECONDS)
        return arriving, await _rush(remote, members, casts, [*said(first + NEW_VOTES)])


async def seat_chair(config: Path) -> None:
    """Member 1 is a chair, in each of the channels."""
    async with opened(load(config).storage.url, SystemClock()) as store:
        await store.write(_seat)


async def _seat(tx: Tx) -> None:
    event = await events.existing(tx, EVENT)
    for channel in CHANNELS:
        await events.put_channel(tx, f"telegram:{channel}", EVENT, Purpose.CHAIR)
    await roles.give(tx, event, "1", Role.CHAIR, "cli")


async def _rush(remote: Remote, members: int, data: Callable[[int, int], str], said: Sequence[tuple[str, str]]) -> Rush:
    """Everybody presses, evenly, while the chair says all that, or asks for the votes if it is nothing."""
    await remote("forget", token=DEFAULT_TOKEN)
    rounds = 1 + int(len(said) * _TURN / SECONDS)
    presses = [[number, data(number, again), 0] for again in range(rounds) for number in range(1, members + 1)]
    await remote("load", token=DEFAULT_TOKEN, presses=presses, rate=members / SECONDS)
    waits = await (_use(remote, said) if said else _look(remote))
    report = as_object(await remote("report", token=DEFAULT_TOKEN, expected=len(presses), seconds=_PATIENCE))
    if report["answered"] != len(presses):
        raise Unfinished(f"{report['answered']} of {len(presses)} presses were answered")
    p50, p99 = (float(str(value)) for value in as_list(report["since_press"]))
    return Rush(p50, p99, waits)


async def _look(remote: Remote) -> dict[str, float]:
    waits = []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        waits.append(await ask(remote, CHANNELS[0], "/votes"))
        await asyncio.sleep(max(0.0, _BETWEEN - waits[-1]))
    return {"/votes": max(waits)}


async def _use(remote: Remote, said: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Say all that, one after the other; seconds that each waited."""
    waits = {}
    for place, (line, words) in enumerate(said):
        waits[line] = await ask(remote, CHANNELS[place % len(CHANNELS)], line, words)
        await asyncio.sleep(max(0.0, _TURN - waits[line]))
    return waits


async def ask(remote: Remote, channel: int, text: str, words: str = "") -> float:
    """Write as the chair; seconds until there is a new message with these words in the channel."""
    known = len(await _sent(remote, channel))
    asked = time.time()  # the server's clock
    await remote("write", person=1, chat=channel, text=text)
    while True:
        new = (await _sent(remote, channel))[known:]
        if came := [float(str(entry["at"])) for entry in new if words in _text(entry)]:
            return came[0] - asked
        await asyncio.sleep(0.1)
        if time.time() - asked > _PATIENCE:
            raise Unfinished(f"{text} was not answered; there came: {[_text(entry) for entry in new]}")


async def _sent(remote: Remote, channel: int) -> list[dict[str, Json]]:
    entries = map(as_object, as_list(await remote("log", chat=channel)))
    return [entry for entry in entries if str(entry["method"]).startswith("send")]


def _text(entry: dict[str, Json]) -> str:
    return str(entry["text"])
