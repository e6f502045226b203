"""What goes wrong on purpose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """One way in which a request fails."""

    CLOSED = "closed"
    """The connection closes before anything is carried out."""
    LOST = "lost"
    """Carried out, then the connection closes without an answer."""
    HTML = "html"
    """502 with a page of HTML; not carried out."""
    TRUNCATED = "truncated"
    """Carried out; the answer is cut in half."""
    FLOOD = "flood"
    """429 with `retry_after` of `seconds`."""
    MUTE_FLOOD = "mute_flood"
    """429 without `retry_after`."""


@dataclass
class Planned:
    """A fault waiting for requests that fit: an empty `method` or `chat` 0 fits all."""

    fault: Fault
    method: str = ""
    chat: int = 0
    times: int = 1
    seconds: int = 1


@dataclass
class Faults:
    """The faults of one server."""

    planned: list[Planned] = field(default_factory=list)
    redeliver: int = 0
    """So many updates come a second time although they were confirmed."""
    reverse: bool = False
    """Every batch of updates comes in reverse."""
    _thaw: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._thaw.set()

    def add(self, fault: Fault | str, method: str = "", *, chat: int = 0, times: int = 1, seconds: int = 1) -> None:
        """Let the next `times` requests that fit fail."""
        self.planned.append(Planned(Fault(fault), method, chat, times, seconds))

    def freeze(self) -> None:
        """Answer nothing until `thaw`; connections stay open."""
        self._thaw.clear()

    def thaw(self) -> None:
        """End a freeze."""
        self._thaw.set()

    async def frozen(self) -> None:
        """Return when the server is not frozen."""
        if not self._thaw.is_set():
            await self._thaw.wait()

    def draw(self, method: str, chat: int) -> Planned | None:
        """Use up and return the first fault planned for such a request."""
        for plan in self.planned:
            if plan.method in ("", method) and plan.chat in (0, chat):
                plan.times -= 1
                if plan.times <= 0:
                    self.planned.remove(plan)
                return plan
        return None
