"""Files on the homeserver: each content is stored once, however many rooms get it."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from adapters.contract import File
from adapters.matrix import content
from adapters.matrix.wire import Wire, text
from adapters.parsing import Object

MOST_STORED: Final = 256
Lock: TypeAlias = Callable[[bytes], tuple[bytes, Object]]
"""Encrypts a file; what opens it again goes with the message."""


@dataclass(slots=True)
class Stored:
    """Where a file lies, and what opens it; `first` is held by whoever stores it."""

    uri: str = ""
    key: Object | None = None
    first: asyncio.Lock = field(default_factory=asyncio.Lock)


class Media:
    """What this account has stored, by its content, in clear and encrypted apart."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._stored: OrderedDict[tuple[bytes, bool], Stored] = OrderedDict()

    async def store(self, sent: File, lock: Lock | None) -> Stored:
        """The file, stored; others who send the same wait for the first. Raises `NetworkError`."""
        stored = self._of(sent, encrypted=lock is not None)
        async with stored.first:
            if not stored.uri:
                name, body, kind = sent.name, sent.content, content.kind_of(sent)
                if lock:
                    body, stored.key = lock(body)
                    name, kind = "", "application/octet-stream"
                stored.uri = text((await self._wire.upload(name, body, kind)).get("content_uri"))
        return stored

    def _of(self, sent: File, *, encrypted: bool) -> Stored:
        key = hashlib.sha256(sent.content).digest(), encrypted
        stored = self._stored.setdefault(key, Stored())
        self._stored.move_to_end(key)
        while len(self._stored) > MOST_STORED:
            self._stored.popitem(last=False)
        return stored
