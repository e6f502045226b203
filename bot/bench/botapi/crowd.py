"""All people and groups of one server, and presses by the thousand."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from .chats import Chat, Message, Press, User
from .people import Group, Person
from .wire import Json
from .world import Bot, World

_TICK = 0.002


@dataclass(frozen=True, slots=True)
class Load:
    """One press of a load; message 0 is a ballot that is made up."""

    person: int
    data: str
    message: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How presses of one bot fared. `seconds` runs from the first delivery to the last answer."""

    pressed: int
    answered: int
    seconds: float
    since_press: tuple[float, float]
    """p50 and p99 in milliseconds, from press to answer."""
    since_delivery: tuple[float, float]
    """The same from when the bot got the press."""


class Crowd:
    """Makes people and groups when they are first asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people: dict[int, Person] = {}
        self._loads: set[asyncio.Task[None]] = set()

    def person(self, number: int, name: str = "", language: str = "en") -> Person:
        """The person with this id."""
        if number not in self.people:
            user = User(number, name or f"Person {number}", language)
            self.world.users[number] = user
            self.people[number] = Person(self.world, user)
        return self.people[number]

    def group(self, number: int, title: str = "Group") -> Group:
        """The group with this id, all bots in it as plain members; `-100…` is a supergroup."""
        if number not in self.world.groups:
            kind = "supergroup" if str(number).startswith("-100") else "group"
            status = {bot.id: "member" for bot in self.world.bots.values()}
            self.world.groups[number] = Chat(number, kind, title, status=status)
        return Group(self.world, self.world.groups[number])

    def bot(self, token: str = "") -> Bot:
        """The bot with this token, by default the first. Raises `ApiError`."""
        return self.world.bot(token) if token else next(iter(self.world.bots.values()))

    def load(self, bot: Bot, presses: Sequence[Load], rate: float = 0) -> None:
        """Press all at once, or evenly so many a second."""
        if not rate:
            for one in presses:
                self._press(bot, one)
            return
        task = asyncio.create_task(self._evenly(bot, presses, rate))
        self._loads.add(task)
        task.add_done_callback(self._loads.discard)

    async def report(self, bot: Bot, expected: int, seconds: float) -> Report:
        """Wait until so many presses are answered, at most `seconds`."""
        bot.expected = expected
        if bot.answered < expected:
            bot.served.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bot.served.wait(), seconds)
        return _report(bot.pressed, [press for press in self.world.presses.values() if press.bot == bot.id])

    async def stop(self) -> None:
        """End loads that still run."""
        for task in self._loads:
            task.cancel()
        await asyncio.gather(*self._loads, return_exceptions=True)

    async def _evenly(self, bot: Bot, presses: Sequence[Load], rate: float) -> None:
        loop = asyncio.get_running_loop()
        began, done = loop.time(), 0
        while done < len(presses):
            due = min(int((loop.time() - began) * rate), len(presses))
            for one in presses[done:due]:
                self._press(bot, one)
            done = max(due, done)
            await asyncio.sleep(_TICK)

    def _press(self, bot: Bot, load: Load) -> None:
        person = self.person(load.person)
        chat = person.chat(bot)
        message = chat.messages.get(load.message) or _ballot(bot, chat)
        person.push(load.data, message, bot=bot)


def _ballot(bot: Bot, chat: Chat) -> Message:
    if not chat.messages:
        rows: list[list[dict[str, Json]]] = [
            [{"text": f"7{letter} · {label}", "callback_data": f"v:7:{letter}"}] for letter, label in _OPTIONS
        ]
        chat.status[bot.id] = "member"
        chat.add(Message(chat, bot.user, 0, "7 · Shall the accounts be approved?", rows=rows))
    return next(iter(chat.messages.values()))


_OPTIONS = (("a", "Yes"), ("b", "No"), ("c", "Abstain"))


def _report(pressed: int, presses: Sequence[Press]) -> Report:
    answered = [press for press in presses if press.answered]
    if not answered:
        return Report(pressed, 0, 0.0, (0.0, 0.0), (0.0, 0.0))
    seconds = max(press.answered for press in answered) - min(press.delivered for press in answered)
    since_press = percentiles([press.answered - press.at for press in answered])
    since_delivery = percentiles([press.answered - press.delivered for press in answered])
    return Report(pressed, len(answered), seconds, since_press, since_delivery)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """p50 and p99 in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    return ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
