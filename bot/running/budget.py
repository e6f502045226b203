"""How much anybody may make us do: a budget a sender and a chat, spent before anything is looked up.

Presses on ballots and check-ins are no part of it: they are worked off together, at a cost that does not grow with
what somebody writes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from adapters.contract import Address, Command, Inbound, Text

ANYBODY = 120
"""Messages a minute of one sender, who may be the desk with a queue in front of it."""
STRANGER = 10
"""Messages a minute of a sender whom we do not know."""
CHAT = 240
"""Messages a minute in one chat, whoever writes them."""
LONGEST = 64_000
"""Characters of one message: as many as an event of Matrix has bytes. A draft with its text may need them."""
MINUTE = timedelta(minutes=1)
MOST_KNOWN = 20_000
"""Senders and chats that are remembered; those heard least recently are forgotten."""


class Verdict(Enum):
    """What becomes of a message."""

    SERVE = "serve"
    REFUSE = "refuse"
    """Say so, this once."""
    SILENCE = "silence"


@dataclass(slots=True)
class _Spent:
    since: datetime
    count: int = 0


class Budget:
    """Counts messages, each sender's and each chat's in windows of a minute."""

    def __init__(self) -> None:
        self._spent: OrderedDict[tuple[str, Address], _Spent] = OrderedDict()

    def spend(self, item: Inbound, now: datetime) -> Verdict:
        """What one more message of this sender in this chat may cost: nothing has been looked up yet."""
        return max(
            self._one("sender", item.sender, ANYBODY, now),
            Verdict.SERVE if item.private else self._one("chat", item.chat, CHAT, now),
            key=_HARD.index,
        )

    def stranger(self, item: Inbound, now: datetime) -> Verdict:
        """The same, once it is known that the sender is nobody whom we know."""
        return self._one("stranger", item.sender, STRANGER, now)

    def _one(self, kind: str, whose: Address, most: int, now: datetime) -> Verdict:
        spent = self._spent.setdefault((kind, whose), _Spent(now))
        self._spent.move_to_end((kind, whose))
        if len(self._spent) > MOST_KNOWN:
            self._spent.popitem(last=False)
        if not spent.since <= now < spent.since + MINUTE:
            spent.since, spent.count = now, 0
        spent.count += 1
        if spent.count <= most:
            return Verdict.SERVE
        return Verdict.REFUSE if spent.count == most + 1 else Verdict.SILENCE


_HARD = (Verdict.SERVE, Verdict.REFUSE, Verdict.SILENCE)


def length(item: Inbound) -> int:
    """Characters that somebody wrote."""
    match item:
        case Command():
            return len(item.line) + sum(map(len, item.lines))
        case Text():
            return len(item.text)
        case _:
            return 0
