"""Everybody at once on the real service and a Bot API with Telegram's limits: presses, and what a chair writes."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

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
from .commands import NEW_VOTES, lines
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


@dataclass(frozen=True, slots=True)
class Rush:
    """Milliseconds from a press to its answer, and seconds from what the chair wrote to its answer."""

    p50: float
    p99: float
    chair: Mapping[str, float]


async def rushed(members: int, *, everything: bool = False) -> tuple[Rush, Rush]:
    """All check in, then all vote, while a chair asks for the votes; with `everything`, uses every command.

    That takes longer, so everybody goes on pressing at that pace. Raises `Unfinished`.
    """
    async with subprocess_server() as remote:
        with TemporaryDirectory() as folder:
            return await _held(remote, Path(folder), members, everything=everything)


async def _held(remote: Remote, folder: Path, members: int, *, everything: bool) -> tuple[Rush, Rush]:
    for channel in CHANNELS:
        await remote("group", id=channel, title="Chairs")
    await remote("electorate", members=members, chat=0)
    config = write_config(folder, remote.url, DEFAULT_TOKEN)
    async with opened(load(config).storage.url, SystemClock()) as store:
        vote, ids = await stage_in(store, members)
        await store.write(_seat_chair)

    def checks_in(_number: int, _round: int) -> str:
        return encode(CheckIn(EVENT))

    def casts(number: int, again: int) -> str:
        return cast_data(vote, ids[number - 1], "abc"[again % 3])

    first = vote.number + 1
    async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder):
        await remote("ready", token=DEFAULT_TOKEN)
        await _ask(remote, CHANNELS[0], "/registration reset yes")
        await asyncio.sleep(SECONDS)  # the process has only just started
        arriving = await _rush(remote, members, checks_in, first if everything else 0)
        await asyncio.sleep(SECONDS)
        return arriving, await _rush(remote, members, casts, first + NEW_VOTES if everything else 0)


async def _seat_chair(tx: Tx) -> None:
    event = await events.existing(tx, EVENT)
    for channel in CHANNELS:
        await events.put_channel(tx, f"telegram:{channel}", EVENT, Purpose.CHAIR)
    await roles.give(tx, event, "1", Role.CHAIR, "cli")


async def _rush(remote: Remote, members: int, data: Callable[[int, int], str], first: int) -> Rush:
    """Everybody presses, evenly, while the chair uses every command, or asks for the votes if there is no `first`."""
    await remote("forget", token=DEFAULT_TOKEN)
    rounds = 1 + int(len([*lines(first)]) * _TURN / SECONDS) if first else 1
    presses = [[number, data(number, again), 0] for again in range(rounds) for number in range(1, members + 1)]
    await remote("load", token=DEFAULT_TOKEN, presses=presses, rate=members / SECONDS)
    waits = await (_use(remote, first) if first else _look(remote))
    report = as_object(await remote("report", token=DEFAULT_TOKEN, expected=len(presses), seconds=_PATIENCE))
    if report["answered"] != len(presses):
        raise Unfinished(f"{report['answered']} of {len(presses)} presses were answered")
    p50, p99 = (float(str(value)) for value in as_list(report["since_press"]))
    return Rush(p50, p99, waits)


async def _look(remote: Remote) -> dict[str, float]:
    waits = []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        waits.append(await _ask(remote, CHANNELS[0], "/votes"))
        await asyncio.sleep(max(0.0, _BETWEEN - waits[-1]))
    return {"/votes": max(waits)}


async def _use(remote: Remote, first: int) -> dict[str, float]:
    """Every command once, one after the other."""
    waits = {}
    for place, (line, words) in enumerate(lines(first)):
        waits[line] = await _ask(remote, CHANNELS[place % len(CHANNELS)], line, words)
        await asyncio.sleep(max(0.0, _TURN - waits[line]))
    return waits


async def _ask(remote: Remote, channel: int, text: str, words: str = "") -> float:
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
