"""Everybody at once on the real service and a Bot API with Telegram's limits: presses, and a chair's questions."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
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
from .folkmoot_press import EVENT, cast_data, stage_in, write_config
from .press import running

CHANNEL: Final = -1_001_005
SECONDS: Final = 10.0
"""Within which everybody presses once."""
_BETWEEN: Final = 2.0
"""Seconds between two questions of the chair: with what else is said, below what a group takes a minute."""
_PATIENCE: Final = 200
RUSHES: Final = ("arriving", "voting")


@dataclass(frozen=True, slots=True)
class Rush:
    """Milliseconds from a press to its answer, and seconds from each question of the chair to its answer."""

    p50: float
    p99: float
    chair: tuple[float, ...]


async def rushed(members: int) -> tuple[Rush, Rush]:
    """All check in, then all vote."""
    async with subprocess_server() as remote:
        with TemporaryDirectory() as folder:
            return await _held(remote, Path(folder), members)


async def _held(remote: Remote, folder: Path, members: int) -> tuple[Rush, Rush]:
    await remote("group", id=CHANNEL, title="Chairs")
    await remote("electorate", members=members, chat=0)
    config = write_config(folder, remote.url, DEFAULT_TOKEN)
    async with opened(load(config).storage.url, SystemClock()) as store:
        vote, ids = await stage_in(store, members)
        await store.write(_seat_chair)
    async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder):
        await remote("ready", token=DEFAULT_TOKEN)
        await _ask(remote, "/registration reset yes")
        await asyncio.sleep(SECONDS)  # the process has only just started
        arriving = await _rush(remote, members, lambda _: encode(CheckIn(EVENT)))
        await asyncio.sleep(SECONDS)
        return arriving, await _rush(remote, members, lambda number: cast_data(vote, ids[number - 1], "a"))


async def _seat_chair(tx: Tx) -> None:
    event = await events.existing(tx, EVENT)
    await events.put_channel(tx, f"telegram:{CHANNEL}", EVENT, Purpose.CHAIR)
    await roles.give(tx, event, "1", Role.CHAIR, "cli")


async def _rush(remote: Remote, members: int, data: Callable[[int], str]) -> Rush:
    """Everybody presses once, evenly, while the chair asks."""
    await remote("forget", token=DEFAULT_TOKEN)
    presses = [[number, data(number), 0] for number in range(1, members + 1)]
    await remote("load", token=DEFAULT_TOKEN, presses=presses, rate=members / SECONDS)
    waits = []
    began = time.monotonic()
    while time.monotonic() - began < SECONDS:
        waits.append(await _ask(remote, "/votes"))
        await asyncio.sleep(max(0.0, _BETWEEN - waits[-1]))
    report = as_object(await remote("report", token=DEFAULT_TOKEN, expected=members, seconds=_PATIENCE))
    if report["answered"] != members:
        raise RuntimeError(f"{report['answered']} of {members} presses were answered")
    p50, p99 = (float(str(value)) for value in as_list(report["since_press"]))
    return Rush(p50, p99, tuple(waits))


async def _ask(remote: Remote, text: str) -> float:
    """Write as the chair; seconds until there is a new message in the channel."""
    known = len(await _sent(remote))
    asked = time.time()  # the server's clock
    await remote("write", person=1, chat=CHANNEL, text=text)
    while len(sent := await _sent(remote)) == known:
        await asyncio.sleep(0.1)
        if time.time() - asked > _PATIENCE:
            raise RuntimeError(f"{text} was not answered")
    return float(str(sent[known]["at"])) - asked


async def _sent(remote: Remote) -> list[dict[str, Json]]:
    entries = map(as_object, as_list(await remote("log", chat=CHANNEL)))
    return [entry for entry in entries if entry["method"] == "sendMessage"]
