"""What `folkmoot check` looks at. Each finding is a line; faults have to be mended before the meeting."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from adapters.contract import Network, NetworkError
from adapters.findings import Finding, Level
from bot.cli import key_checks
from bot.cli.console import database, keys_folder, lock_file, opened, told
from bot.cli.texts import printed, sentence
from bot.config import Config, EventTable
from bot.config.configured import waiting
from bot.running.clock import SystemTime
from bot.running.lock import process_of
from bot.running.wiring import networks
from core.address import network_of
from core.errors import CoreError, StoreUnusable
from core.model import Address, Channel, Event
from core.names import alike
from core.near import nearest
from core.store import events, members
from core.store.engine import Store
from core.store.writer import Tx

LOW_DISK = 500_000_000
"""Bytes: far more than an assembly of 100,000 members needs."""
SLOW_DISK = 0.02
"""Seconds for a durable write, of which each batch of ballots needs one."""
WRITES = 15


async def findings(config: Config, *, live: bool) -> AsyncIterator[Finding]:
    """Everything; `live` also asks the networks and measures the disk."""
    for finding in _in_clear(config):
        yield finding
    async for finding in stored(config):
        yield finding
    if config.hall.listen:
        yield Finding(Level.GOOD, f"hall: the page will be served on http://{config.hall.listen}/ and its token")
    if not live:
        return
    for finding in disk(database(config).parent):
        yield finding
    async for finding in _connected(config):
        yield finding


def _in_clear(config: Config) -> Iterator[Finding]:
    """A token, or a member's choice, that would travel readable by whoever is on the way."""
    for network, table in config.accounts.items():
        for key, value in table:
            parts = urlsplit(value) if isinstance(value, str) else None
            if parts and parts.scheme == "http" and not _loopback(parts.hostname or ""):
                text = (
                    f"{network}.{key}: {value} is not encrypted, so the token can be read on the way there; use https"
                )
                yield Finding(Level.WARNING, text)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def stored(config: Config) -> AsyncIterator[Finding]:
    """The database as it is; one that is missing is not made."""
    file = database(config)
    for finding in [*key_checks.folder(keys_folder(config), file), *key_checks.committees(config)]:
        yield finding
    if pid := process_of(lock_file(config)):
        yield Finding(Level.GOOD, f"the service is running, as process {pid}")
    if not file.exists():
        if config.storage.place.beside("head").exists():
            yield Finding(Level.FAULT, told(StoreUnusable("store-missing", str(file))))
        elif file.parent.is_dir():
            yield Finding(Level.GOOD, f"database: {file} will be made by the first command that needs it")
        else:
            yield Finding(Level.FAULT, told(StoreUnusable("store-missing-folder", str(file))))
        return
    try:
        async with opened(config) as store, store.read() as tx:
            if store.lost:
                yield Finding(Level.FAULT, told(store.older))
            for finding in [*await _contents(tx, config), *await key_checks.of_votes(tx)]:
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
        found += await _prepared(tx, config, table)
        if table.entitled != "all" and not await events.group_exists(tx, table.entitled):
            near = nearest(table.entitled, await events.groups(tx), fold=alike)
            meant = f'; did you mean "{near}"?' if near else ""
            text = f'{table.id}: nobody on the roster is in the group "{printed(table.entitled)}", who may vote{meant}'
            found.append(Finding(Level.WARNING, text))
    return found


async def _prepared(tx: Tx, config: Config, table: EventTable) -> list[Finding]:
    """What of an event's script cannot be a draft yet, and why."""
    return [
        Finding(
            Level.WARNING,
            f'{table.id}: the prepared vote "{printed(one.title)}" waits: '
            f"{'; '.join(sentence(fault.code, fault.data) for fault in one.faults)}",
        )
        for one in await waiting(tx, config, table)
    ]


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


async def _connected(config: Config) -> AsyncIterator[Finding]:
    """What each network reports of itself."""
    async with _kept(config) as store:
        for network in await networks(config, SystemTime(), store, serves=False):
            try:
                async for finding in _of_network(store, network):
                    yield finding
            except NetworkError as error:
                yield Finding(Level.FAULT, f"{network.name}: {told(error)}")
            finally:
                await network.stop()


async def _of_network(store: Store | None, network: Network) -> AsyncIterator[Finding]:
    channels, people = await _there(store, network.name)
    names = {channel.chat: f"{channel.event}: the {channel.purpose} channel" for channel in channels}
    async for finding in network.findings(list(names), people):
        yield replace(finding, text=f"{names[finding.chat]} {finding.text}") if finding.chat else finding


@asynccontextmanager
async def _kept(config: Config) -> AsyncIterator[Store | None]:
    """The database, so that a password is not used for a login that would end the service's; none if there is none."""
    if not database(config).exists():
        yield None
        return
    async with opened(config) as store:
        yield store


async def _there(store: Store | None, network: str) -> tuple[list[Channel], list[Address]]:
    """The bound chats of a network, and the members' accounts on it."""
    if store is None:
        return [], []
    async with store.read() as tx:
        channels = [channel for channel in await events.channels(tx) if network_of(channel.chat) == network]
        return channels, await members.addresses_on(tx, network)
