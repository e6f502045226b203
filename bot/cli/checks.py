"""What `folkmoot check` looks at. Each finding is a line; faults have to be mended before the meeting."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from adapters.contract import NetworkError
from bot.cli.console import database, lock_file, told
from bot.clock import SystemTime
from bot.config import Config
from bot.lock import holder
from bot.wiring import telegram
from core.errors import CoreError, StoreUnusable
from core.model import Event
from core.store import events, members
from core.store.engine import opened
from core.store.writer import Tx

if TYPE_CHECKING:
    from adapters.telegram import Telegram

LOW_DISK = 500_000_000
"""Bytes: far more than an assembly of 100,000 members needs."""
SLOW_DISK = 0.02
"""Seconds for a durable write, of which each batch of ballots needs one."""
CLOCK = timedelta(seconds=5)
WRITES = 15


class Level(StrEnum):
    """How bad it is."""

    GOOD = "ok"
    WARNING = "warning"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    text: str


async def findings(config: Config, *, live: bool) -> AsyncIterator[Finding]:
    """Everything; `live` also asks the networks and measures the disk."""
    async for finding in stored(config):
        yield finding
    if not live:
        return
    for finding in disk(database(config).parent):
        yield finding
    if network := telegram(config, SystemTime()):
        async for finding in on_telegram(config, network):
            yield finding


async def stored(config: Config) -> AsyncIterator[Finding]:
    """The database as it is; one that is missing is not made."""
    file = database(config)
    if pid := holder(lock_file(config)):
        yield Finding(Level.GOOD, f"the service is running, as process {pid}")
    if not file.exists():
        if file.parent.is_dir():
            yield Finding(Level.GOOD, f"database: {file} will be made by the first command that needs it")
        else:
            yield Finding(Level.FAULT, told(StoreUnusable("store-missing-folder", str(file))))
        return
    try:
        async with opened(config.storage.url, SystemTime(), lambda _: False) as store, store.read() as tx:
            for finding in await _contents(tx, config):
                yield finding
    except CoreError as error:
        yield Finding(Level.FAULT, told(error))


async def _contents(tx: Tx, config: Config) -> list[Finding]:
    roster = await members.everybody(tx)
    unbound = await members.rows_for_list(tx, config.event[0].id, "unbound") if config.event else []
    level = Level.GOOD if roster else Level.WARNING
    found = [Finding(level, f"roster: {len(roster):,} members, {len(unbound):,} of them without an account")]
    if not roster:
        found.append(Finding(Level.WARNING, "the roster is empty; `folkmoot members import FILE` fills it"))
    for table in config.event:
        event = await events.event(tx, table.id)
        found += await _event(tx, event) if event else [Finding(Level.GOOD, f"{table.id}: not in the database yet")]
        if table.entitled != "all" and not await events.group_exists(tx, table.entitled):
            text = f'{table.id}: nobody on the roster is in the group "{table.entitled}", who may vote'
            found.append(Finding(Level.WARNING, text))
    return found


async def _event(tx: Tx, event: Event) -> list[Finding]:
    bound = sorted(channel.purpose.value for channel in await events.channels(tx, event.id))
    found = [
        Finding(
            Level.GOOD,
            f"{event.id}: {event.state}, {event.entitled.heads:,} may vote, bound: {', '.join(bound) or 'nothing'}",
        )
    ]
    if "chair" not in bound:
        found.append(Finding(Level.WARNING, f"{event.id}: no chair channel; `folkmoot code {event.id} chair`"))
    return found


def disk(folder: Path) -> Iterator[Finding]:
    """Room and speed where the database is."""
    free = shutil.disk_usage(folder).free
    level = Level.GOOD if free > LOW_DISK else Level.FAULT
    yield Finding(level, f"disk: {free / 1e9:,.1f} GB free" + ("" if free > LOW_DISK else "; make room"))
    seconds = _durable_write(folder)
    text = f"disk: a durable write takes {seconds * 1000:.1f} ms"
    if seconds > SLOW_DISK:
        yield Finding(
            Level.WARNING, f"{text}; ballots are answered late on such a disk, put the database on a faster one"
        )
    else:
        yield Finding(Level.GOOD, text)


def _durable_write(folder: Path) -> float:
    """The median, in seconds."""
    taken = []
    with NamedTemporaryFile(dir=folder, prefix=".folkmoot-check-") as file:
        for _ in range(WRITES):
            start = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)


async def on_telegram(config: Config, network: Telegram) -> AsyncIterator[Finding]:
    """Token, webhook, clock, and what the bot may do in bound groups."""
    try:
        await network.start()
        yield Finding(Level.GOOD, f"telegram: the token belongs to @{network.username}")
        state = await network.diagnose()
        yield _webhook(state.webhook)
        yield Finding(Level.GOOD, f"telegram: {state.waiting} updates wait")
        if state.date:
            yield _clock(SystemTime().now() - state.date)
        async for finding in _groups(config, network):
            yield finding
    except NetworkError as error:
        yield Finding(Level.FAULT, told(error))
    finally:
        await network.stop()


def _webhook(host: str) -> Finding:
    if not host:
        return Finding(Level.GOOD, "telegram: no webhook is set")
    text = f"telegram: a webhook sends everything to {host}; stop what runs there and call deleteWebhook"
    return Finding(Level.FAULT, f"{text}, or get a new token from @BotFather (/revoke)")


def _clock(ahead: timedelta) -> Finding:
    seconds = ahead.total_seconds()
    if abs(ahead) <= CLOCK:
        return Finding(Level.GOOD, "clock: as Telegram's")
    text = f"clock: {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} Telegram's"
    return Finding(Level.WARNING, f"{text}; let this machine keep its time by NTP")


async def _groups(config: Config, network: Telegram) -> AsyncIterator[Finding]:
    if not database(config).exists():
        return
    async with opened(config.storage.url, SystemTime(), lambda _: False) as store, store.read() as tx:
        channels = [channel for channel in await events.channels(tx) if channel.chat.startswith("telegram:")]
    for channel in channels:
        name = f"{channel.event}: the {channel.purpose} channel"
        if status := await network.standing(channel.chat):
            text = f"{name} cannot be written to ({status}); add the bot again, let it send messages, then /bind anew"
            yield Finding(Level.FAULT, text)
        else:
            yield Finding(Level.GOOD, f"{name} can be written to")
