"""`folkmoot run` and `folkmoot check`."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Annotated, TypeVar

import structlog
import typer

from adapters.contract import NetworkError, Rejected
from bot.cli import console
from bot.cli.console import NO_NETWORK, Configured, Mistake, app, note, say
from bot.cli.texts import fault_line, printed
from bot.running.lock import AlreadyHeld, held
from bot.running.streams import aside
from core.errors import StoreBusy

if TYPE_CHECKING:
    from adapters.contract import Network
    from bot.config import Config
    from bot.running.clock import Time
    from core.store.engine import Store
    from core.store.writer import Tx

T = TypeVar("T")


@app.command()
def run(
    ctx: typer.Context,
    config: Configured = None,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring the database up to date although an event is open.")
    ] = False,
    accept_loss: Annotated[
        bool,
        typer.Option("--accept-loss", help="Go on with an older copy of the database; what it lacks stays lost."),
    ] = False,
) -> None:
    """Serve until stopped: everything resumes at the next start."""
    from adapters.sessions import open_many_files
    from bot.running import logs

    settings = console.settings(ctx, config)
    if not settings.accounts:
        raise Mistake(NO_NETWORK)
    try:
        open_many_files()
        with aside("stdout", "stderr"), held(console.lock_file(settings)):
            logs.set_up()
            console.wait_for(_serve(settings, migrate=migrate, accept_loss=accept_loss), _loop())
    except AlreadyHeld as error:
        raise Mistake(f"already running with this database, as process {error.pid}; stop that first") from None


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where it exists: a press makes many small steps, and they cost it a tenth less CPU."""
    if sys.platform == "win32":
        return None
    from uvloop import new_event_loop

    return new_event_loop


async def _serve(config: Config, *, migrate: bool, accept_loss: bool) -> None:
    from bot.running.clock import SystemTime
    from bot.running.wiring import networks
    from core.store.engine import opened

    time = SystemTime()
    _cancelled_by_signals()
    with suppress(asyncio.CancelledError):
        async with AsyncExitStack() as stack:

            def may_migrate(open_events: tuple[str, ...]) -> bool:
                return migrate or not open_events

            def opening() -> Awaitable[Store]:
                store = opened(config.storage.url, time, may_migrate, keys=config.storage.keys, accept_loss=accept_loss)
                return stack.enter_async_context(store)

            store = await _patiently(time, opening)
            if store.lost:
                await _tell_chairs(config, store, time)
            await _patiently(time, lambda: store.write(lambda tx: _take_over(tx, config, store.accepted)))
            await _work(config, store, await _patiently(time, lambda: networks(config, time, store)), time)
    say("Stopped; everything that was accepted is stored.")


async def _take_over(tx: Tx, config: Config, lost: datetime | None) -> None:
    from bot.running.wiring import take_over
    from core.due import went_on_without
    from core.store import deliveries

    await deliveries.free(tx)  # we hold the lock, so nobody else is sending
    if lost:
        await went_on_without(tx, lost)
    await take_over(tx, config)


async def _tell_chairs(config: Config, store: Store, time: Time) -> None:
    """Of an older copy of the database nobody who waits for an answer hears otherwise."""
    from bot.running.farewell import last_words
    from bot.running.wiring import house, networks

    found = await networks(config, time, store)
    try:
        await last_words(store, house(config, {}), found)
    finally:
        for network in found:
            await network.stop()


async def _patiently(time: Time, work: Callable[[], Awaitable[T]]) -> T:
    """Do something with the database, however long another process holds it or its disk is full."""
    told = False
    while True:
        try:
            return await work()
        except StoreBusy as error:
            if not told:
                note(f"The database cannot be written ({error}); trying again until it can.")
            told = True
            await time.sleep(1)


async def _work(config: Config, store: Store, networks: Sequence[Network], time: Time) -> None:
    from bot.running.service import Service
    from bot.running.wiring import draft_prepared, hall_door, house
    from bot.wording.speech import LANGUAGES
    from core.address import address_on

    interval, outage = config.roster.interval, config.delivery.outage
    known = house(config, {})
    for language, network in product(LANGUAGES, networks):
        known.speech_in(language, address_on(network.name)).load()

    steps = await _next_steps(store)

    def came_up(network: Network) -> None:
        say(f"Connected to {network.name.title()} as {network.account}")
        while steps:
            say(steps.pop(0))

    service = Service(
        store,
        known,
        networks,
        time,
        interval=interval,
        outage=outage,
        door=hall_door(config),
        came_up=came_up,
        waiting=_waiting(),
        prepare=lambda tx: draft_prepared(tx, config),
    )
    _collect_seldom()
    await service.run()


def _collect_seldom() -> None:
    """Keep the garbage collector from walking all that is loaded by now while presses come, which cost a fifth each."""
    gc.collect()
    gc.freeze()


def _cancelled_by_signals() -> None:
    """The first SIGINT or SIGTERM ends the work in order; further ones are not needed.

    A terminal that is closed, or a connection to this machine that breaks off, ends nothing.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, lambda: None)
        if task:
            task.cancel()

    def goes_on() -> None:
        structlog.get_logger(__name__).warning("terminal.closed", what_to_do=f"to stop it: kill {os.getpid()}")

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, goes_on)


def _waiting() -> Callable[[str, NetworkError], None]:
    """Say once for each network that it is being waited for."""
    told: set[str] = set()

    def tell(network: str, error: NetworkError) -> None:
        if network not in told:
            told.add(network)
            why = error or type(error).__name__
            if isinstance(error, Rejected):
                note(f"{network.title()} does not accept us ({why}): look at its token or password. Trying again.")
            else:
                note(f"{network.title()} cannot be reached ({why}); trying again until it can.")

    return tell


async def _next_steps(store: Store) -> list[str]:
    """What the organiser has to do before the meeting, if anything."""
    from core.model import EventState, Purpose
    from core.store import events

    async with store.read() as tx:
        meetings = await events.events(tx, EventState.PLANNED, EventState.OPEN, EventState.PAUSED)
        bound = {channel.event for channel in await events.channels(tx, purpose=Purpose.CHAIR)}
    if not meetings:
        return ["There is no event; write an [[event]] into the settings and start again."]
    return [
        f'Next for "{printed(event.settings.title)}": bind the chair channel, see `folkmoot code {event.id} chair`.'
        for event in meetings
        if event.id not in bound
    ]


@app.command()
def check(
    ctx: typer.Context,
    config: Configured = None,
    live: Annotated[bool, typer.Option("--live", help="Also ask the chat networks, and measure the disk.")] = False,
) -> None:
    """Look for everything that could go wrong."""
    settings = console.settings(ctx, config)
    path = console.settings_path(ctx, config)
    for warning in settings.warnings:
        say(f"warning  {fault_line(str(path), warning)}")
    say(f"ok       {path}: no mistakes, {len(settings.event) or 'no'} event{'s' * (len(settings.event) != 1)}")
    if not console.wait_for(_report(settings, live=live)):
        raise Mistake("not ready; mend what is marked FAULT")


async def _report(config: Config, *, live: bool) -> bool:
    """Print all findings; whether there is no fault among them."""
    from adapters.findings import Level
    from bot.cli.checks import findings

    sound = True
    async for finding in findings(config, live=live):
        say(f"{finding.level:8} {finding.text}")
        sound = sound and finding.level is not Level.FAULT
    return sound
