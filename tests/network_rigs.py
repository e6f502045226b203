"""The networks that the contract suite runs on, each with one person and one group. A new adapter adds a rig."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Protocol

from adapters.contract import Address, Network, Ref
from adapters.matrix import Matrix
from adapters.memory import LIMITS, Memory
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from tests.homeserver import DOMAIN, Homeserver, shared
from tests.matrix_phone import Phone, new_name


class RealTimer:
    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Rig(Protocol):
    """A network, one person who has started us, one group with us in it, and what they do."""

    network: Network
    person: Address
    group: Address
    stranger: Address
    """Somebody who never came."""
    cursor: str | None
    """What was confirmed when the rig was ready; None where the network itself remembers."""

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None: ...
    def press(self, label: str, *, in_group: bool = False) -> None: ...
    async def toast(self) -> tuple[str, bool]: ...
    def shown(self, chat: Address) -> list[tuple[str, list[str]]]: ...
    def alone(self) -> list[str]:
        """What this person alone sees in the group."""

    def press_alone(self, label: str) -> None: ...
    def files(self) -> list[tuple[str, bytes]]: ...
    def block(self) -> None: ...
    def unblock(self) -> None: ...
    def put_out(self) -> None: ...
    def let_pin(self, *, may: bool) -> None:
        """Whether we may pin in the group."""

    def pinned(self) -> list[str]:
        """What is pinned in the group, by the network's own ids."""

    def move(self) -> Address: ...
    async def settle(self) -> None:
        """Let the adapter take notice of what happened."""

    async def restart(self) -> None:
        """Stop the adapter and start another one for the same account."""


class MemoryRig:
    def __init__(self) -> None:
        self.net = Memory(RealTimer(), limits=replace(LIMITS, whispers=1024))
        self.network: Network = self.net
        self.anna = self.net.person("memory:42", "de")
        self.crowd = self.net.group("memory:g")
        self.person, self.group, self.stranger = self.anna.address, self.crowd.address, "memory:77"
        self.cursor: str | None = None

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None:
        self.anna.write(text, self.crowd if in_group else None, reply_to)

    def press(self, label: str, *, in_group: bool = False) -> None:
        self.anna.press(label, chat=self.crowd if in_group else None)

    async def toast(self) -> tuple[str, bool]:
        return self.anna.toasts[-1].text, self.anna.toasts[-1].alert

    def shown(self, chat: Address) -> list[tuple[str, list[str]]]:
        where = self.anna if chat == self.person else self.crowd
        return [(m.message.text, [b.label for row in m.message.rows for b in row]) for m in where.messages]

    def alone(self) -> list[str]:
        return [m.message.text for m in self.crowd.apart(self.anna).messages]

    def press_alone(self, label: str) -> None:
        self.anna.press(label, chat=self.crowd.apart(self.anna))

    def files(self) -> list[tuple[str, bytes]]:
        return [(m.message.file.name, m.message.file.content) for m in self.anna.messages if m.message.file]

    def block(self) -> None:
        self.anna.block()

    def unblock(self) -> None:
        self.anna.unblock()

    def put_out(self) -> None:
        self.crowd.remove()

    def let_pin(self, *, may: bool) -> None:
        self.crowd.may_pin = may

    def pinned(self) -> list[str]:
        return self.crowd.pinned

    def move(self) -> Address:
        return self.net.move(self.crowd, "memory:g2").address

    async def settle(self) -> None:
        pass

    async def restart(self) -> None:
        await self.network.stop()


class TelegramRig:
    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.network: Network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=api.url)
        self.anna = api.person(42, "Anna", "de")
        self.anna.start()
        self.crowd = api.group(-500, "Members")
        self.person, self.group, self.stranger = "telegram:42", "telegram:-500", "telegram:77"
        self.cursor: str | None = None
        self._press: asyncio.Task[tuple[str, bool]] | None = None

    async def ready(self) -> None:
        """Start, and take the /start that opened the chat."""
        await self.network.start()
        batches = self.network.batches(None)
        await anext(batches)
        poll = asyncio.create_task(anext(batches))
        await asyncio.sleep(0.05)
        poll.cancel()
        await asyncio.gather(poll, return_exceptions=True)

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None:
        where = self.crowd if in_group else None
        messages = self.crowd.messages if in_group else self.anna.messages
        replied = next((m for m in messages if reply_to is not None and str(m.id) == reply_to.message), None)
        self.anna.write(text, chat=where, reply_to=replied)

    def press(self, label: str, *, in_group: bool = False) -> None:
        self._press = asyncio.create_task(self._pressed(label, in_group=in_group))

    async def _pressed(self, label: str, *, in_group: bool) -> tuple[str, bool]:
        answer = await self.anna.press(label, chat=self.crowd if in_group else None)
        assert answer is not None
        return answer.text, answer.alert

    async def toast(self) -> tuple[str, bool]:
        assert self._press is not None
        return await self._press

    def shown(self, chat: Address) -> list[tuple[str, list[str]]]:
        where = self.anna if chat == self.person else self.crowd
        return [(m.html, list(m.labels)) for m in where.messages if m.from_bot]

    def alone(self) -> list[str]:
        return [m.html for m in self.anna.ephemeral(self.crowd)]

    def press_alone(self, label: str) -> None:
        self.anna.push(label, self.anna.ephemeral(self.crowd)[-1])

    def files(self) -> list[tuple[str, bytes]]:
        return [(m.file.name, m.document) for m in self.anna.messages if m.file and m.document is not None]

    def block(self) -> None:
        self.anna.block()

    def unblock(self) -> None:
        self.anna.unblock()

    def put_out(self) -> None:
        self.crowd.set(self.api.bot, "kicked", by=self.anna)

    def let_pin(self, *, may: bool) -> None:
        self.crowd.set(self.api.bot, "administrator" if may else "member", by=self.anna)

    def pinned(self) -> list[str]:
        return [str(number) for number in self.api.world.groups[self.crowd.id].pinned]

    def move(self) -> Address:
        self.crowd.migrate(-1001)
        return "telegram:-1001"

    async def settle(self) -> None:
        pass

    async def restart(self) -> None:
        await self.network.stop()
        self.network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=self.api.url)
        await self.network.start()


class MatrixRig:
    def __init__(self, server: Homeserver) -> None:
        self.server = server
        self.bot = Phone(server, new_name("bot"))
        self.anna = Phone(server, new_name("anna"))
        self.network: Network = self._adapter()
        self.room = self.anna.room(self.bot.user, direct=True)
        self.crowd = self.anna.room(self.bot.user, Phone(server, new_name("ben")).user)
        self.person, self.group = self.anna.address, f"matrix:{self.crowd}"
        self.stranger = f"matrix:@nobody:{DOMAIN}"
        self.cursor: str | None = None

    def _adapter(self) -> Matrix:
        return Matrix(self.server.url, self.bot.user, RealTimer(), access_token=self.bot.token, per_second=1000)

    async def ready(self) -> None:
        """Start, and see that both rooms were joined."""
        await self.network.start()
        joined = 0
        batches = self.network.batches(None)
        while joined < 2:
            batch = await asyncio.wait_for(anext(batches), 10)
            joined += len(batch.inputs)
            self.cursor = batch.cursor
        await batches.aclose()

    def _where(self, in_group: bool) -> str:
        return self.crowd if in_group else self.room

    def write(self, text: str, *, in_group: bool = False, reply_to: Ref | None = None) -> None:
        self.anna.write(self._where(in_group), text, reply_to.message.partition("|")[2] if reply_to else "")

    def press(self, label: str, *, in_group: bool = False) -> None:
        self.anna.press(self._where(in_group), label)

    async def toast(self) -> tuple[str, bool]:
        """Alerts are notices; nothing else is shown."""
        notices = [
            seen
            for room in (self.room, self.crowd)
            for seen in self.anna.messages(room, self.bot.user)
            if seen.content["msgtype"] == "m.notice"
        ]
        return notices[-1].body, True

    def shown(self, chat: Address) -> list[tuple[str, list[str]]]:
        room = self.crowd if chat == self.group else self.room
        return [(seen.html, seen.labels) for seen in self.anna.messages(room, self.bot.user)]

    def alone(self) -> list[str]:
        return []

    def press_alone(self, label: str) -> None:
        raise LookupError(label)

    def files(self) -> list[tuple[str, bytes]]:
        seen = self.anna.messages(self.room, self.bot.user)
        return [(s.content["filename"], self.anna.download(s.content["url"])) for s in seen if "url" in s.content]

    def block(self) -> None:
        self.anna.leave(self.room)

    def unblock(self) -> None:
        self.room = self.anna.room(self.bot.user, direct=True)

    def put_out(self) -> None:
        self.anna.call("POST", f"/rooms/{self.crowd}/kick", {"user_id": self.bot.user})

    def let_pin(self, *, may: bool) -> None:
        powers = self.anna.call("GET", f"/rooms/{self.crowd}/state/m.room.power_levels", None)
        users = {**powers["users"], self.bot.user: 50 if may else 0}
        self.anna.call("PUT", f"/rooms/{self.crowd}/state/m.room.power_levels", {**powers, "users": users})

    def pinned(self) -> list[str]:
        return list(self.anna.call("GET", f"/rooms/{self.crowd}/state/m.room.pinned_events", None)["pinned"])

    def move(self) -> Address:
        upgraded = self.anna.call("POST", f"/rooms/{self.crowd}/upgrade", {"new_version": "11"})
        return f"matrix:{upgraded['replacement_room']}"

    async def settle(self) -> None:
        batches = self.network.batches(self.cursor)
        self.cursor = (await asyncio.wait_for(anext(batches), 10)).cursor
        await batches.aclose()

    async def restart(self) -> None:
        await self.network.stop()
        self.network = self._adapter()
        await self.network.start()


@asynccontextmanager
async def memory_rig() -> AsyncIterator[Rig]:
    rig = MemoryRig()
    await rig.network.start()
    yield rig
    await rig.network.stop()


@asynccontextmanager
async def telegram_rig() -> AsyncIterator[Rig]:
    async with BotApi() as api:
        rig = TelegramRig(api)
        await rig.ready()
        yield rig
        await rig.network.stop()


@asynccontextmanager
async def matrix_rig() -> AsyncIterator[Rig]:
    rig = MatrixRig(shared())
    try:
        await rig.ready()
        yield rig
    finally:
        await rig.network.stop()


RIGS: dict[str, Callable[[], AbstractAsyncContextManager[Rig]]] = {
    "memory": memory_rig,
    "telegram": telegram_rig,
    "matrix": matrix_rig,
}
