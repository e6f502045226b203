"""A whole assembly, held: the real service on a real database, a network in memory, a virtual clock."""

from __future__ import annotations

import asyncio
import time as machine
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from adapters.memory import Memory, Person, Shown
from bot.chat.call import House
from bot.demo.chair import Chair
from bot.demo.clock import Timer, VirtualTime
from bot.demo.crowd import Crowd
from bot.demo.names import full_name
from bot.demo.outcome import Outcome, cost, faults, story_bytes, vote_outcome
from bot.demo.script import Assembly, Phase
from bot.papers.invitations import Invitation, invite
from bot.papers.pictures import result_picture
from bot.running.service import Service
from bot.running.wiring import templates
from bot.views.result.chart import chart
from core import floor, roster
from core.boards import board_lines
from core.journal import CLI
from core.model import EventId, EventSettings, Purpose
from core.results import box_of
from core.roster import Row
from core.store import events, members, votes
from core.store.engine import Store, opened
from core.store.writer import Tx

START: Final = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
SETTINGS: Final = EventSettings(
    EventId("demo"),
    "General assembly 2027",
    starts=START,
    place="Town hall and at home",
    timezone="Europe/Vienna",
    quorum="1/4 of entitled",
)
INTERVAL: Final = 5.0
OUTAGE: Final = 30.0
STAND: Final = 5
"""Candidates for the board."""
KNOWN: Final = 0.8
"""Share of members whose account is known from an earlier assembly."""
BETWEEN_DRAWINGS: Final = 0.2
"""Seconds that really pass between two drawings of a progress bar."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is left when it is over."""

    chair: Chair
    house: House
    outcome: Outcome
    """Without files yet."""
    story: int
    """Bytes, see `outcome.story_bytes`."""
    faults: Sequence[str]
    pictures: Mapping[int, bytes]
    """Of the results, by the numbers of the votes."""


@dataclass(slots=True)
class _World:
    time: VirtualTime
    net: Memory
    store: Store
    house: House
    crowd: Crowd
    chair: Chair
    candidates: Sequence[int]
    """Numbers of members who stand for the board; the second declines if elected."""
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Note how long a phase really takes."""
        started = machine.monotonic()
        yield
        self.seconds[phase] = round(machine.monotonic() - started, 3)


def hold(size: int, seed: int, database: Path) -> Held:
    """Hold an assembly of so many members. Raises `Stuck` if it does not go on."""
    time = VirtualTime(START)

    async def main() -> Held:
        async with opened(f"sqlite:///{database}", time, inline=True) as store:
            time.busy = lambda: store.busy
            return await _assembly(_world(time, store, size, seed), size, seed)

    return time.run(main())


def _world(time: VirtualTime, store: Store, size: int, seed: int) -> _World:
    net = Memory(time, enforce=True)
    house = House("Riverside Housing Cooperative", zone=SETTINGS.timezone, links=templates([net]))
    crowd = Crowd(net, time, seed)
    person = crowd.add(1, "en", eager=True)
    chair = Chair(net, time, person, lambda: crowd.pressed_elsewhere(person))

    def watch(shown: Shown) -> None:
        (chair if shown.ref.chat == chair.channel.address else crowd).shown(shown)

    net.watch = watch
    candidates = Random(f"{seed}.candidates").sample(range(2, size + 1), min(STAND, size - 1))
    return _World(time, net, store, house, crowd, chair, candidates)


async def _assembly(world: _World, size: int, seed: int) -> Held:
    with world.timed("set up"):
        invitations, code = await _set_up(world, size, seed)
        _hand_out(world, invitations)
    service = Service(world.store, world.house, [world.net], world.time, interval=INTERVAL, outage=OUTAGE)

    def quiet() -> bool:
        return not service.courier.busy and not any(box.waiting() for each in service.networks for box in each.outboxes)

    script = Assembly(world.chair, world.crowd, world.time, code, size, world.candidates, quiet)
    async with _running(service):
        await _play(world, script.phases())
    return await _held(world, size)


async def _set_up(world: _World, size: int, seed: int) -> tuple[list[Invitation], str]:
    """What the organiser does on the command line."""
    dice = Random(seed)
    rows = [_row(world, dice, number) for number in range(1, size + 1)]

    async def organise(tx: Tx) -> str:
        await floor.configure(tx, [SETTINGS])
        await roster.import_rows(tx, rows, CLI)
        event = await events.existing(tx, SETTINGS.id)
        return await floor.bind_code(tx, event, Purpose.CHAIR, CLI)

    code = await world.store.write(organise)
    invitations = [one async for some in invite(world.store, SETTINGS.id, world.house.links) for one in some]
    return invitations, code


def _row(world: _World, dice: Random, number: int) -> Row:
    """A line of the roster; who was at an earlier assembly has the account from there."""
    language = "de" if dice.random() < 0.2 and number > 1 else "en"
    person = world.chair.person if number == 1 else _phone(world, number, language)
    known = number > 1 and dice.random() < KNOWN
    if known:
        world.crowd.knows(person)
    return Row(str(number), full_name(dice), language=language, accounts=(person.address,) if known else ())


def _phone(world: _World, number: int, language: str) -> Person:
    declines = number == world.candidates[1]
    return world.crowd.add(number, language, eager=number in world.candidates, willing=not declines)


def _hand_out(world: _World, invitations: Sequence[Invitation]) -> None:
    for invitation in sorted(invitations, key=lambda invitation: int(invitation.member.number)):
        person = world.net.person(f"{world.net.name}:{invitation.member.number}")
        world.crowd.invite(person, invitation.links[world.net.name])


@asynccontextmanager
async def _running(service: Service) -> AsyncIterator[None]:
    """The service, as long as the context is open; if they fail, so does what is inside."""
    try:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(service.run())
            yield
            running.cancel()
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None


async def _play(world: _World, phases: Iterator[Phase]) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for phase in phases:
            bar = _Bar(progress, phase, world.time)
            with world.timed(phase.name), bar.moving():
                await phase.run()


class _Bar:
    """Shows how far a phase is: looks each second of the virtual clock, draws less often."""

    def __init__(self, progress: Progress, phase: Phase, time: VirtualTime) -> None:
        self._progress = progress
        self._phase = phase
        self._time = time
        self._id = progress.add_task(phase.title, total=None)
        self._drawn = 0.0
        self._timer: Timer | None = None

    @contextmanager
    def moving(self) -> Iterator[None]:
        """While this is open."""
        self._look()
        yield
        if self._timer:
            self._timer.off = True
        self._draw()
        self._progress.stop_task(self._id)

    def _look(self) -> None:
        self._timer = self._time.later(1, self._look)
        if machine.monotonic() - self._drawn > BETWEEN_DRAWINGS:
            self._drawn = machine.monotonic()
            self._draw()

    def _draw(self) -> None:
        done, total = self._phase.far()
        self._progress.update(self._id, completed=done, total=total)


async def _held(world: _World, size: int) -> Held:
    speech = world.house.speech_for(None, SETTINGS.languages)
    async with world.store.read() as tx:
        event = await events.existing(tx, SETTINGS.id)
        everything = await votes.of_event(tx, SETTINGS.id)
        here = await members.rows_for_list(tx, SETTINGS.id, "present")
        boxes = {vote.id: await box_of(tx, vote) for vote in everything if vote.counted}
        boards = {vote.id: dict(await board_lines(tx, vote)) for vote in everything if vote.definition.secret}
    told = [vote_outcome(speech, vote) for vote in everything]
    outcome = Outcome(size, event.present.heads, told, cost(world.chair), seconds=world.seconds)
    found = faults(everything, boxes, boards, world.crowd, world.chair, speech)
    pictures = {vote.number: result_picture(speech, chart(speech, vote, event)) for vote in everything if vote.counted}
    return Held(world.chair, world.house, outcome, story_bytes(here), found, pictures)
