"""A person whose client encrypts, on the shared homeserver; and a table in an encrypted room."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from itertools import count
from typing import Any
from urllib.parse import quote

from adapters.contract import Message, Ref, Timer
from adapters.matrix import Kept, Matrix
from adapters.matrix.cryptorows import CryptoRows
from adapters.matrix.machine import Closed, Machine
from adapters.matrix.newcomers import SETTLED
from tests.homeserver import Homeserver, shared
from tests.matrix_phone import Phone, new_name
from tests.matrix_table import Notebook, Table, running
from tests.network_rigs import RealTimer

KEY = "what seals the rows in tests"
ENCRYPTED = "m.room.encrypted"


class SealedPhone(Phone):
    """One account with one device that encrypts and is vouched for."""

    def __init__(self, server: Homeserver, name: str, *, signed: bool = True) -> None:
        super().__init__(server, name)
        self.device = str(self.call("GET", "/account/whoami")["device_id"])
        rows = CryptoRows(self.user, self.device, KEY, {})
        self.machine = Machine(self.user, self.device, rows)
        self._since = ""
        self._sent = count(1)
        self._readers: dict[str, list[str]] = {}
        account = self.machine.account
        account.uploaded(self.call("POST", "/keys/upload", account.upload()))
        if signed:
            ours = account.identity()
            self.call("POST", "/keys/device_signing/upload", ours.public_halves())
            self.call("POST", "/keys/signatures/upload", {self.user: {self.device: ours.sign(account.device_keys())}})

    def look(self) -> None:
        """Fetch what others sent to this device."""
        while True:
            since = f"&since={self._since}" if self._since else ""
            answer = self.call("GET", f"/sync?timeout=0{since}&filter={quote('{}')}")
            self._since = answer["next_batch"]
            if self.machine.take_in(answer) < 100:
                return

    def know(self, *people: str) -> None:
        """Know the devices of people, and be able to write to them."""
        answer = self.call("POST", "/keys/query", {"device_keys": {user: [] for user in people}})
        self.machine.learn(set(people), answer)
        wanted: dict[str, dict[str, str]] = {}
        for user, device in self.machine.without_session(people):
            wanted.setdefault(user, {})[device] = "signed_curve25519"
        if wanted:
            self.machine.claim(self.call("POST", "/keys/claim", {"one_time_keys": wanted}))

    def share(self, room: str) -> list[str]:
        """Let everybody in the room read what comes next."""
        members = self.call("GET", f"/rooms/{quote(room)}/joined_members")["joined"]
        people = [user for user in members if user != self.user]
        self.know(*people)
        messages = self.machine.share(room, people)
        if messages:
            path = f"/sendToDevice/{ENCRYPTED}/share{next(self._sent)}"
            self.call("PUT", path, {"messages": messages})
        self.machine.shared(room, [(user, device) for user, told in messages.items() for device in told])
        return people

    def say(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        """Send an event encrypted; reactions go in clear, as clients send them."""
        if kind == "m.reaction":
            return self.clear(room, content, kind)
        if room not in self._readers:
            self._readers[room] = self.share(room)
        return super().say(room, self.machine.seal(room, kind, content), ENCRYPTED)

    def clear(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        """Send an event in clear."""
        return super().say(room, content, kind)

    def events(self, room: str, kind: str) -> list[dict[str, Any]]:
        """The room's events of a type as this device reads them, oldest first."""
        self.look()
        found = super().events(room, ENCRYPTED)
        if unknown := self.machine.unknown({event["sender"] for event in found}):
            self.know(*unknown)
        opened = [self.machine.open(room, event) if event["content"] else event for event in found]
        read = [event for event in opened if not isinstance(event, Closed)]
        return [event for event in read if event["type"] == kind]


class Ledger(Notebook):
    """Keeps everything like a database."""

    def __init__(self) -> None:
        super().__init__()
        self.session = ""
        self.rows: dict[str, str] = {}

    async def load(self) -> Kept:
        return Kept(dict(self.rooms), self.session, dict(self.rows))

    async def save_session(self, session: str) -> None:
        self.session = session

    async def save_rows(self, rows: Any) -> None:
        for name, body in rows:
            if body:
                self.rows[name] = body
            else:
                self.rows.pop(name, None)


class Brisk(RealTimer):
    """Apps have asked at once who we are."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(0.0 if seconds == SETTLED else seconds)


class SealedTable(Table):
    """A bot that encrypts and a member whose client does."""

    def __init__(self, *, signed_only: bool = False, url: str = "", timer: Timer | None = None) -> None:
        self.signed_only = signed_only
        self.timer = timer or Brisk()
        self.url = url or shared().url
        self.key = KEY
        super().__init__(SealedPhone(shared(), new_name("anna")), Ledger())

    async def meet(self, message: Message) -> tuple[str, Ref]:
        """The bot's first message to the member, who joins and is given the key: the room, and the message."""
        met = await super().meet(message)
        await self.settle()
        return met

    async def settle(self) -> None:
        """Wait until everybody who has come can read what was said."""
        sealing = self.network._sealing
        assert sealing is not None
        async with asyncio.timeout(30):
            while sealing.machine.owed.rooms():
                await asyncio.sleep(0.01)

    def _adapter(self, password: str = "") -> Matrix:
        return Matrix(
            self.url,
            self.bot.user,
            self.timer,
            access_token="" if password else self.bot.token,
            password=password,
            keeper=self.keeper,
            per_second=1000,
            encrypted=True,
            key=self.key,
            signed_only=self.signed_only,
        )


def sealed_table(
    *, signed_only: bool = False, url: str = "", timer: Timer | None = None
) -> AbstractAsyncContextManager[SealedTable]:
    """A table whose bot is running; at another address than the homeserver's, if one is given."""
    return running(SealedTable(signed_only=signed_only, url=url, timer=timer))
