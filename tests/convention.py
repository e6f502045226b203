"""A whole assembly over HTTP: the real service against the Bot API server, both on one fast clock."""

from __future__ import annotations

import asyncio
import csv
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bench.botapi import BotApi
from bot.bench.botapi.chats import Message
from bot.bench.botapi.limits import Limits
from bot.bench.botapi.people import Group, Person
from bot.config import load
from bot.running.service import Service
from bot.running.wiring import connected, house, take_over, templates
from core.store.engine import Store, opened

SPEED = 10.0
LIMITS = Limits(answer_seconds=15 * SPEED, press_seconds=150 * SPEED)
"""Only what the network makes wait for goes faster; how long a press lives is spent on work, which does not."""
TOGETHER = 50
"""People who join at a time. An answer that comes after minutes is not sent any more, and minutes are short here."""


class FastTime:
    """Real time, `SPEED` times faster, for the service and for the server that enforces the limits."""

    def __init__(self) -> None:
        self._real = time.monotonic()
        self._start = datetime.now(UTC)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._real) * SPEED

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(seconds, 0) / SPEED)


@dataclass(slots=True)
class Convention:
    """The organiser's folder, the server, and what runs."""

    folder: Path
    api: BotApi
    store: Store
    people: dict[int, Person] = field(default_factory=dict)

    async def organise(self, *arguments: str) -> str:
        """A command of the organiser; its standard output."""
        command = [sys.executable, "-m", "bot", "-c", str(self.folder / "config.toml"), *arguments]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
        out, error = await process.communicate()
        assert process.returncode == 0, error.decode()
        return out.decode()

    def invitations(self) -> dict[str, str]:
        """Member number to code, as `members invite --csv` wrote them."""
        with (self.folder / "invitations.csv").open(encoding="utf-8-sig") as file:
            return {row["number"]: row["code"] for row in csv.DictReader(file)}

    def person(self, number: int) -> Person:
        """The phone of a member, by number."""
        if number not in self.people:
            self.people[number] = self.api.person(number, f"Member {number}", "en")
        return self.people[number]

    async def join(self, numbers: Sequence[int]) -> None:
        """Open the invitation link, and press that this is me."""
        codes = self.invitations()

        async def join(number: int) -> None:
            person = self.person(number)
            person.start(codes[str(number)])
            await shown(person, "Yes, that is me")
            assert await person.press("Yes, that is me", seconds=120)

        for start in range(0, len(numbers), TOGETHER):
            await asyncio.gather(*(join(number) for number in numbers[start : start + TOGETHER]))

    async def bind(self, chair: Person, chat: Group, event: str, purpose: str) -> None:
        """`folkmoot code` on the organiser's machine, `/bind` in the chat."""
        line = next(line for line in (await self.organise("code", event, purpose)).split("\n") if "/bind" in line)
        chair.write(line[line.index("/bind") :].strip(), chat)
        await seen(lambda: _buttons(chat.messages, "Yes, bind"))
        await chair.press("Yes, bind", chat=chat, seconds=120)


async def seen(condition: Callable[[], object], seconds: float = 300) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds * 20)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came")


async def shown(person: Person, button: str) -> None:
    """Wait for a button."""
    await seen(lambda: _buttons(person.messages, button))


def _buttons(messages: Iterable[Message], wanted: str) -> list[str]:
    return [label for message in messages for label in message.labels if label.startswith(wanted)]


@asynccontextmanager
async def convention(folder: Path, config: str) -> AsyncIterator[tuple[Convention, Callable[[], Awaitable[None]]]]:
    """A server, settings and a database; call what is yielded second to start the service."""
    clock = FastTime()
    (folder / "token").write_text("1:TEST")
    (folder / "token").chmod(0o600)
    # a server without messages that one person sees: there the ballot in the group casts by itself
    async with BotApi(clock=lambda: clock.now().timestamp(), limits=LIMITS, version=(10, 1)) as api:
        (folder / "config.toml").write_text(config.replace("{url}", api.url).replace("{folder}", str(folder)))
        settings = load(folder / "config.toml")
        async with opened(settings.storage.url, clock) as store, connected(settings, clock, store) as networks:
            await store.write(lambda tx: take_over(tx, settings))
            service = Service(store, house(settings, templates(networks)), networks, clock, interval=5, outage=36_000)
            async with asyncio.TaskGroup() as tasks:  # a service that ends before the test is its failure
                serving: list[asyncio.Task[None]] = []

                async def start() -> None:
                    serving.append(tasks.create_task(service.run()))

                yield Convention(folder, api, store), start
                for task in serving:
                    task.cancel()
