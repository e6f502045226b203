"""A whole electorate: everybody opens the own ballot and casts it, and how long that takes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .chats import Chat, Message, Press
from .crowd import Crowd, percentiles
from .people import Person
from .world import Bot, World

_LOOK = 0.02
"""Seconds between two looks at what has come."""
OPENINGS = 50.0
"""A second: three thousand take their phones out within a minute."""
UNHEARD = 15.0
"""Seconds after which Telegram takes no answer to a press; the vote counts all the same."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Seconds from the bot's first word with the server; `redrawn` is p50 and p99 in milliseconds from a press on."""

    shown: float
    """Until the last one had the ballot."""
    voted: float
    """Until the last press was answered."""
    redrawn: tuple[float, float]
    in_private: int
    """How many had theirs in the private chat."""


@dataclass(slots=True)
class _Booth:
    """One who votes."""

    person: Person
    ballot: Message | None = None
    press: Press | None = None
    opened: bool = False

    def ended(self, now: float) -> float:
        """When the press was answered, or nobody waited for that any more; 0 before."""
        if self.press is None:
            return 0.0
        return self.press.answered or (self.press.at + UNHEARD if now > self.press.at + UNHEARD else 0.0)


@dataclass(slots=True)
class Everybody:
    """Persons 1 to `members`, in a group where one message opens everybody's ballot, or each in private."""

    crowd: Crowd
    bot: Bot
    members: int
    group: Chat | None
    booths: dict[int, _Booth] = field(default_factory=dict)

    async def vote(self, rate: float, seconds: float) -> Turnout:
        """Cast as soon as there is a ballot, or evenly so many a second once all have one. Raises `TimeoutError`."""
        self.booths = {number: _Booth(self.crowd.person(number)) for number in range(1, self.members + 1)}
        await self.bot.inbox.connected.wait()
        began = self._world.clock()
        try:
            async with asyncio.timeout(seconds):
                shown = await self._all_see(at_once=not rate)
                if rate:
                    await self._evenly(rate)
                await self._until_answered()
                redrawn = await self._redrawn()
        except TimeoutError:
            raise TimeoutError(self._far()) from None
        voted = max(self._ends())
        return Turnout(shown - began, voted - began, percentiles(redrawn), self._in_private())

    def _ends(self) -> list[float]:
        now = self._world.clock()
        return [booth.ended(now) for booth in self.booths.values()]

    @property
    def _world(self) -> World:
        return self.crowd.world

    def _far(self) -> str:
        """How far it has come."""
        booths = self.booths.values()
        shown, answered = sum(booth.ballot is not None for booth in booths), sum(map(bool, self._ends()))
        return (
            f"{shown} have a ballot, {self._in_private()} in private; "
            f"{answered} were answered, {len(self._edits())} ballots were redrawn"
        )

    def _in_private(self) -> int:
        return sum(not booth.ballot.receiver for booth in self.booths.values() if booth.ballot)

    async def _all_see(self, *, at_once: bool) -> float:
        waiting, began = set(self.booths), self._world.clock()
        while waiting:
            self._open(int((self._world.clock() - began) * OPENINGS))
            for number, message in self._ballots(waiting).items():
                self.booths[number].ballot = message
                waiting.discard(number)
                if at_once:
                    self._cast(self.booths[number])
            await asyncio.sleep(_LOOK)
        return self._world.clock()

    def _open(self, many: int) -> None:
        """So many have pressed the group's button by now."""
        opens = [one for one in self.group.shown() if one.rows and one.from_bot] if self.group else []
        for number in range(1, min(many, self.members) + 1) if opens else ():
            booth = self.booths[number]
            if not booth.opened:
                booth.opened = True
                booth.person.push(opens[0].buttons[0].data, opens[0], bot=self.bot)

    def _ballots(self, waiting: set[int]) -> Mapping[int, Message]:
        """What has come, in the group or, for those who could not be shown one there, in private."""
        there = self.group.ephemeral.values() if self.group else ()
        here = {one.receiver.id: one for one in there if one.receiver and one.receiver.id in waiting and one.rows}
        return {**self._sent(waiting), **here}

    def _sent(self, waiting: set[int]) -> Mapping[int, Message]:
        chats = {number: self.bot.chats.get(number) for number in waiting}
        seen = {number: [one for one in chat.shown() if one.rows] for number, chat in chats.items() if chat}
        return {number: messages[-1] for number, messages in seen.items() if messages}

    def _cast(self, booth: _Booth) -> None:
        assert booth.ballot  # noqa: S101 - only who has one casts
        number = booth.person.push(booth.ballot.buttons[0].data, booth.ballot, bot=self.bot)
        booth.press = self._world.presses[number]

    async def _evenly(self, rate: float) -> None:
        loop, waiting = asyncio.get_running_loop(), list(self.booths.values())
        began, done = loop.time(), 0
        while done < len(waiting):
            due = min(int((loop.time() - began) * rate), len(waiting))
            for booth in waiting[done:due]:
                self._cast(booth)
            done = max(due, done)
            await asyncio.sleep(_LOOK)

    async def _until_answered(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            if all(self._ends()):
                return

    async def _redrawn(self) -> Sequence[float]:
        """Seconds from each press to the first edit of its ballot."""
        while True:
            await asyncio.sleep(10 * _LOOK)
            if len(found := self._edits()) == len(self.booths):
                return found

    def _edits(self) -> list[float]:
        pressed = {
            (booth.ballot.chat.id, booth.ballot.number): booth.press.at
            for booth in self.booths.values()
            if booth.ballot and booth.press
        }
        first: dict[tuple[int, int], float] = {}
        for entry in self._world.log:
            key = (entry.chat, entry.message)
            if entry.method.startswith("edit") and key in pressed and entry.at >= pressed[key]:
                first.setdefault(key, entry.at - pressed[key])
        return list(first.values())
