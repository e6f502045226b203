"""Folkmoot as a contender of the press race: the real service on an assembly whose vote is open."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.chat.buttons import CastPrivate, encode
from bot.config import load
from core import casting, floor, roster, voting
from core.clock import SystemClock
from core.errors import Refusal
from core.model import Ballots, Definition, Event, EventId, EventSettings, MemberId, Option, Purpose, Vote
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import crowds, deliveries, events, members, spreading
from core.store.engine import Store, opened
from core.store.writer import Tx

from .botapi.crowd import Load
from .press import Arena

EVENT = EventId("bench")
DATABASE = "bench.db"
"""Its name in the folder of the configuration."""
QUESTION = Definition("Budget", tuple(Option(label, "") for label in "abc"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folkmoot:
    """`folkmoot run` with named private ballots that were delivered before."""

    name: str = "folkmoot"

    async def prepare(self, arena: Arena) -> list[Load]:
        """An open vote on the roll of which everybody stands, whose ballots were delivered before."""
        config = write_config(arena.folder, arena.url, arena.token)
        async with opened(load(config).storage.url, SystemClock()) as store:
            vote, ids = await stage_in(store, arena.members)
        return [_load(vote, ids, number) for number in range(arena.presses)]

    def command(self, arena: Arena) -> list[str]:
        """The service itself."""
        return [sys.executable, "-m", "bot", "-c", str(arena.folder / "config.toml"), "run"]


def _load(vote: Vote, ids: list[MemberId], number: int) -> Load:
    place = number % len(ids)
    return Load(1 + place, cast_data(vote, ids[place], "abc"[number % 3]))


def cast_data(vote: Vote, member: MemberId, choice: str) -> str:
    """What the button of a member's own ballot carries, as it was first drawn."""
    return encode(CastPrivate(vote.id, 0, casting.tag(vote, member, 0), choice))


def write_config(folder: Path, api_url: str, token: str, ballots: Ballots = Ballots.PRIVATE) -> Path:
    """A configuration with one event whose ballots go through this Bot API."""
    secret = folder / "token"
    secret.write_text(token)
    secret.chmod(0o600)
    config = folder / "config.toml"
    config.write_text(
        f'[organisation]\nname = "Bench"\nlanguage = "en"\ntimezone = "UTC"\n'
        f'[storage]\nurl = "sqlite:///{folder / DATABASE}"\n'
        f'[telegram]\ntoken_file = "{secret}"\napi_url = "{api_url}"\n'
        f'[delivery]\nballots = "{ballots}"\n'
        f'[[event]]\nid = "{EVENT}"\ntitle = "Bench"\n'
    )
    return config


async def stage(config: Path, count: int, group: str = "") -> Vote:
    """Members 1 to `count`, who are `telegram:1` and so on, and an open vote whose ballots wait to be sent.

    With a `group`, where everybody is known to be, they wait to be sent there.
    """
    async with opened(load(config).storage.url, SystemClock()) as store:
        vote = (await store.write(lambda tx: _stage(tx, count, group)))[0]
        await store.write(lambda tx: _deliver(tx, [DeliveryKind.CARD]))
        return vote


async def stage_in(store: Store, count: int, *, absent: int = 0) -> tuple[Vote, list[MemberId]]:
    """The same in a database that is open, with ballots that were delivered before.

    The last members, as many as are `absent`, have not checked in and are not on the roll. Returns who is on it.
    """
    vote, ids = await store.write(lambda tx: _stage(tx, count, absent=absent))
    await store.write(_deliver)
    return vote, ids


async def _stage(tx: Tx, count: int, group: str = "", *, absent: int = 0) -> tuple[Vote, list[MemberId]]:
    numbers = range(1, count + 1)
    ballots = Ballots.GROUP if group else Ballots.PRIVATE
    await floor.configure(tx, [EventSettings(EVENT, "Bench", ballots=ballots)])
    if group:
        await events.put_channel(tx, group, EVENT, Purpose.GROUP)
        await crowds.put(tx, group, {f"telegram:{number}": True for number in numbers})
    await roster.import_rows(
        tx, [roster.Row(str(n), f"Member {n}", accounts=(f"telegram:{n}",)) for n in numbers], "cli"
    )
    ids = [member.id for member in await members.everybody(tx)][: count - absent]
    _done(await floor.change_state(tx, await _event(tx), "open", "cli"))
    _done(await floor.open_registration(tx, await _event(tx), "cli"))
    _done(await floor.check_in_selves(tx, await _event(tx), ids))
    draft = _done(await voting.draft(tx, await _event(tx), QUESTION, "cli"))
    vote = _done(await voting.open_vote(tx, await _event(tx), draft, "cli"))
    return vote, ids


async def _deliver(tx: Tx, kinds: Sequence[DeliveryKind] = (DeliveryKind.CARD, DeliveryKind.BALLOT)) -> None:
    await spreading.finish(tx, kinds)
    for kind in kinds:
        waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, [kind], ["telegram"], limit=100_000)
        await deliveries.settle(tx, [Settled(delivery, DeliveryState.SENT, ref="1") for delivery in waiting])


async def _event(tx: Tx) -> Event:
    event = await events.event(tx, EVENT)
    if event is None:
        raise RuntimeError("the event was configured")
    return event


def _done(outcome: T | Refusal) -> T:
    if isinstance(outcome, Refusal):
        raise RuntimeError(outcome.code)
    return outcome
