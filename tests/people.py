"""A meeting for the tests of the core: a clock to turn and members 1, 2, 3... with an account each."""

from __future__ import annotations

from asyncio import Runner
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

from core import accounts, casting, counting, due, floor, roster, voting
from core.casting import Cast, Recorded
from core.errors import Refusal
from core.journal import CLI
from core.model import Definition, Event, EventId, EventSettings, Late, Member, MemberId, Option, RollBase, Vote
from core.outgoing import Delivery, DeliveryKind, DeliveryState, Settled
from core.persons import Person
from core.roster import Row
from core.store import deliveries, events, members, votes
from core.store.engine import Store, opened
from core.store.writer import Tx

P = ParamSpec("P")
T = TypeVar("T")

START = datetime(2026, 5, 9, 14, 0, tzinfo=UTC)
AGM = EventId("agm")
MOTION = Definition("Lunch?", (Option("a", "Yes"), Option("b", "No"), Option("c", "Abstain")))
LATECOMERS = Definition("Lunch?", MOTION.options, late=Late.UNTIL_CLOSE)
ENTITLED = Definition("Lunch?", MOTION.options, roll=RollBase.ENTITLED)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def code(outcome: object) -> str:
    """The code of a refusal; "" if it is none."""
    return outcome.code if isinstance(outcome, Refusal) else ""


def done(outcome: T | Refusal) -> T:
    """What was done; a refusal fails the test."""
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def rows(numbers: Iterable[int]) -> list[Row]:
    return [Row(str(number), f"Name{number} Surname{number}", accounts=(f"telegram:{number}",)) for number in numbers]


@dataclass(slots=True)
class Happened:
    """What time brought about."""

    started: list[Vote] = field(default_factory=list)
    closed: list[Vote] = field(default_factory=list)
    counted: list[Vote] = field(default_factory=list)
    warned: list[Vote] = field(default_factory=list)
    confirmed: list[EventId] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def of(self, act: due.Act) -> list[Vote]:
        of_votes = {due.Act.START: self.started, due.Act.CLOSE: self.closed, due.Act.COUNT: self.counted}
        return {**of_votes, due.Act.WARN: self.warned}[act]


@dataclass(slots=True)
class Hall:
    store: Store
    clock: Clock

    async def run(self, verb: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """A verb in a transaction of its own."""
        return await self.store.write(lambda tx: verb(tx, *args, **kwargs))

    async def meet(self, size: int, settings: EventSettings | None = None) -> Hall:
        """Open a meeting with members 1 to `size`, all of them present."""
        await self.run(floor.configure, [settings or EventSettings(AGM, "Assembly")])
        await self.run(roster.import_rows, rows(range(1, size + 1)), CLI)
        await self.run(floor.change_state, await self.event(), "open", CLI)
        await self.check_in(*range(1, size + 1))
        return self

    async def event(self, event_id: EventId = AGM) -> Event:
        found = await self.run(events.event, event_id)
        assert found
        return found

    async def member(self, number: int | str) -> Member:
        found = await self.run(members.by_number, str(number))
        assert found
        return found

    async def id(self, number: int | str) -> MemberId:
        return (await self.member(number)).id

    async def person(self, number: int) -> Person:
        found = await self.run(accounts.person, f"telegram:{number}")
        assert found
        return found

    async def check_in(self, *numbers: int | str) -> None:
        event = await self.event()
        for number in numbers:
            await self.run(floor.check_in, event, await self.member(number), CLI)

    async def check_out(self, *numbers: int | str) -> None:
        event = await self.event()
        for number in numbers:
            await self.run(floor.check_out, event, await self.member(number), CLI)

    async def draft(self, definition: Definition = MOTION) -> Vote:
        return done(await self.run(voting.draft, await self.event(), definition, CLI))

    async def open(self, definition: Definition = MOTION) -> Vote:
        return done(await self.run(voting.open_vote, await self.event(), await self.draft(definition), CLI))

    async def again(self, vote: Vote) -> Vote:
        """The vote as it is by now."""
        found = await self.run(votes.by_id, vote.id)
        assert found
        return found

    async def on_roll(self, vote: Vote) -> list[str]:
        """The numbers of the members on a roll."""
        people = await self.run(members.by_ids, [member for member, _, _ in await self.run(votes.roll, vote.id)])
        return [people[member].number for member in sorted(people)]

    async def cast(self, vote: Vote, **choices: str) -> list[Recorded | Refusal]:
        """Cast in one batch: `_1="a"` is member 1 for option a."""
        wishes = [Cast(f"telegram:{name[1:]}", vote.id, choice) for name, choice in choices.items()]
        return await self.run(casting.cast, wishes)

    async def close(self, vote: Vote) -> Vote:
        return done(await self.run(voting.close, await self.again(vote), CLI, "Ann"))

    async def count(self, vote: Vote) -> Vote:
        return done(await self.run(counting.count, await self.again(vote), CLI))

    async def due(self, taken_in: datetime | None = None) -> Happened:
        """Let happen what is due, each in a transaction of its own."""
        happened = Happened()
        for what in await self.run(due.due):
            outcome = await self.run(due.bring_about, what, taken_in or self.clock.now())
            if isinstance(outcome, Vote):
                happened.of(what.act).append(outcome)
            elif isinstance(outcome, Event) and what.act is due.Act.CONFIRM:
                happened.confirmed.append(outcome.id)
            elif isinstance(outcome, Refusal):
                happened.refused.append(outcome.code)
        return happened

    async def waiting(self, state: DeliveryState = DeliveryState.QUEUED) -> list[Delivery]:
        networks = ["telegram", "matrix"]
        return await self.run(deliveries.waiting, state, list(DeliveryKind), networks, limit=10_000)

    async def sent_to(self, *states: DeliveryState) -> list[tuple[str, int, str]]:
        """Kind, subject and chat of what is in these states, queued by default."""
        found = [delivery for state in states or (DeliveryState.QUEUED,) for delivery in await self.waiting(state)]
        return [(delivery.kind.value, delivery.subject, delivery.chat) for delivery in found]

    async def settle(self, delivery: Delivery, state: DeliveryState, ref: str = "message-1", error: str = "") -> None:
        """What the sender reports about a delivery."""
        await self.run(deliveries.settle, [Settled(delivery, state, "" if error else ref, error)])


@contextmanager
def played(size: int) -> Iterator[tuple[Runner, Hall]]:
    """A meeting, and the loop it lives in, for tests that Hypothesis drives."""
    with TemporaryDirectory() as folder, Runner() as loop:
        opening = opened(f"sqlite:///{folder}/folkmoot.db", clock := Clock())
        store = loop.run(opening.__aenter__())
        try:
            yield loop, loop.run(Hall(store, clock).meet(size))
        finally:
            loop.run(opening.__aexit__(None, None, None))
