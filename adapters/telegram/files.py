"""Files and pictures: each content goes to Telegram once, and is referred to from then on."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from adapters.contract import File, Refused
from adapters.parsing import Json

MOST_KNOWN: Final = 256
WIDEST: Final = 10_000
"""Pixels: what width and height of a photo may come to together (Bot API, sendPhoto)."""
LONGEST: Final = 20
"""How many times as high as wide it may be, or as wide as high."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"

Sent: TypeAlias = "dict[str, Json]"
"""A message as the Bot API describes it."""


@dataclass(slots=True)
class _Known:
    """What Telegram calls a file; the lock is held by whoever is sending it for the first time."""

    id: str = ""
    first: asyncio.Lock = field(default_factory=asyncio.Lock)


class Files:
    """Which contents Telegram knows. File ids hold for one bot, and for as long as that bot exists."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, _Known] = OrderedDict()

    async def send(
        self, file: File, upload: Callable[[], Awaitable[Sent]], refer: Callable[[str], Awaitable[Sent]]
    ) -> Sent:
        """Upload what is new and refer to what is known; whoever sends the same waits for the first one."""
        known = self._of(file)
        if not known.id:
            async with known.first:
                if not known.id:
                    sent = await upload()
                    known.id = file_id(sent)
                    return sent
        try:
            return await refer(known.id)
        except Refused:
            known.id = ""
            return await upload()

    def _of(self, file: File) -> _Known:
        digest = hashlib.sha256(file.content).digest()
        known = self._known.setdefault(digest, _Known())
        self._known.move_to_end(digest)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return known


def file_id(sent: Sent) -> str:
    """The id of the largest size of a photo, or of a document; "" if none is told."""
    photo, document = sent.get("photo"), sent.get("document")
    found = photo[-1] if isinstance(photo, list) and photo else document
    told = found.get("file_id") if isinstance(found, dict) else None
    return told if isinstance(told, str) else ""


def is_photo(file: File) -> bool:
    """Whether it is a picture that Telegram shows in the chat; others go as documents."""
    if not file.content.startswith(_PNG):
        return False
    width, height = (int.from_bytes(file.content[at : at + 4], "big") for at in (16, 20))
    return width + height <= WIDEST and max(width, height) <= LONGEST * min(width, height)
