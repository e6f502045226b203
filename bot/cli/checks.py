"""What `folkmoot check` looks at. Each finding is a line; faults have to be mended before the meeting."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from adapters.contract import NetworkError
from bot.chat.pace import rounded
from bot.cli.console import database, lock_file, told
from bot.config import Config
from bot.running.clock import SystemTime
from bot.running.lock import holder
from bot.running.wiring import matrix, telegram
from bot.wording.speech import span
from core.errors import CoreError, StoreUnusable
from core.model import Channel, Event
from core.store import events, members
from core.store.engine import Store, opened
from core.store.writer import Tx

if TYPE_CHECKING:
    from adapters.matrix import Matrix
    from adapters.telegram import Telegram

LOW_DISK = 500_000_000
"""Bytes: far more than an assembly of 100,000 members needs."""
SLOW_DISK = 0.02
"""Seconds for a durable write, of which each batch of ballots needs one."""
CLOCK = timedelta(seconds=5)
WRITES = 15
API = "v1.1"
LONG_DELIVERY = timedelta(minutes=2)
"""Of a ballot, to everybody."""


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
    if config.matrix:
        async for finding in on_matrix(config):
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
    for channel in await _channels(config, network.name):
        status = await network.standing(channel.chat)
        if status:
            yield _not_written_to(channel, f" ({status}); add the bot again, let it send messages, then /bind anew")
        else:
            yield Finding(Level.GOOD, f"{_called(channel)} can be written to")


async def _channels(config: Config, network: str) -> list[Channel]:
    if not database(config).exists():
        return []
    async with opened(config.storage.url, SystemTime(), lambda _: False) as store, store.read() as tx:
        return [channel for channel in await events.channels(tx) if channel.chat.startswith(f"{network}:")]


def _called(channel: Channel) -> str:
    return f"{channel.event}: the {channel.purpose} channel"


def _not_written_to(channel: Channel, why: str) -> Finding:
    return Finding(Level.FAULT, f"{_called(channel)} cannot be written to{why}")


# -- Matrix


async def on_matrix(config: Config) -> AsyncIterator[Finding]:
    """Homeserver, account, pace, and whether the bot is in the bound rooms."""
    async with _kept(config) as store:
        network = await matrix(config, SystemTime(), store)
        if network is None:
            return
        try:
            yield _spoken(await network.versions())
            await network.start()
            yield Finding(Level.GOOD, f"matrix: connected as {config.matrix.user_id if config.matrix else ''}")
            yield _delivery(network, await _accounts(store, network.name))
            for channel in await _channels(config, network.name):
                yield _room(network, channel)
        except NetworkError as error:
            yield Finding(Level.FAULT, f"matrix: {told(error)}")
        finally:
            await network.stop()


@asynccontextmanager
async def _kept(config: Config) -> AsyncIterator[Store | None]:
    """The database, so that a password is not used for a login that would end the service's; none if there is none."""
    if not database(config).exists():
        yield None
        return
    async with opened(config.storage.url, SystemTime(), lambda _: False) as store:
        yield store


def _spoken(versions: frozenset[str]) -> Finding:
    if API in versions:
        return Finding(Level.GOOD, f"matrix: the homeserver speaks {API}")
    return Finding(Level.FAULT, f"matrix: the homeserver does not speak {API} of the client API; update it")


async def _accounts(store: Store | None, network: str) -> int:
    if store is None:
        return 0
    async with store.read() as tx:
        return sum(network in names for names in (await members.networks_of(tx)).values())


def _delivery(network: Matrix, accounts: int) -> Finding:
    limits = network.limits
    time = rounded(accounts * limits.poll / limits.per_second)
    text = f"matrix: a ballot to {accounts:,} members takes about {span(int(time.total_seconds()))}"
    if time <= LONG_DELIVERY:
        return Finding(Level.GOOD, text)
    lift = "let the homeserver's operator lift the limit for the bot, then raise per_second"
    return Finding(Level.WARNING, f"{text}, at {limits.per_second:g} messages a second; {lift}")


def _room(network: Matrix, channel: Channel) -> Finding:
    if network.can_write(channel.chat):
        return Finding(Level.GOOD, f"{_called(channel)} can be written to")
    return _not_written_to(channel, "; invite the bot into an unencrypted room, then !bind anew")
