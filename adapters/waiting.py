"""What waits to be sent, and which of it is next. No clock and no network: `now` comes in.

A chat is open (its next job may go), taken (a request is under way) or resting (until its pace or
a pause lets it go on). Only open chats stand in the heaps of the lanes, so a chat that is not ready
is never in the way of another one and the next job is found in O(log n).
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

from adapters.contract import Address, Message, NetworkError, Press, Ref

FLOOR: Final = 10
"""A lane that waits gets at least one turn in as many."""


class Lane(IntEnum):
    """How urgent a job is, the most urgent first."""

    URGENT = 0
    """To those who lead."""
    DUE = 1
    """What is of use only if it comes soon."""
    REPLY = 2
    """To somebody who wrote and waits."""
    ECHO = 3
    """What answers a press that had its answer already: the message under the button, drawn anew."""
    NEWS = 4
    REDRAW = 5
    """Messages that show an older state of what goes on."""
    CLOSING = 6
    """Messages that show what is over."""
    SPARE = 7
    """To strangers."""


AWAITED: Final = (Lane.URGENT, Lane.REPLY)
"""What goes even while the network as a whole asks for a pause."""
CAN_WAIT: Final = (Lane.REDRAW, Lane.CLOSING)
"""What thins out first where a chat's allowance runs low."""


def ignore(_ref: Ref | None, _error: NetworkError | None) -> None:
    """For jobs whose end is of no interest; that one was not sent is logged all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One message to send, or to edit or take away if `ref` is given."""

    chat: Address
    lane: Lane
    render: Callable[[], Awaitable[Message | None]]
    """Asked when it is the job's turn; None when there is nothing to send any more."""
    ref: Ref | None = None
    redacts: bool = False
    """The message is taken away; what is rendered is not looked at."""
    press: Press | None = None
    """What a message answers that nobody but who pressed may see, see `Network.whisper`; its chat is `whispered`."""
    pins: bool = False
    """The message is kept in sight; what is rendered is not looked at."""
    instead: Ref | None = None
    """With `pins`: the message that was kept in sight before."""
    key: str = ""
    """A job takes the place of the waiting one with the same non-empty key."""
    once: str = ""
    """The `key` of `Network.send`."""
    most: int = 0
    """As many jobs of its chat wait in its lane at most, the oldest give way; 0 for any number."""
    patience: float = math.inf
    """Seconds after which nobody needs it any more."""
    done: Callable[[Ref | None, NetworkError | None], None] = ignore
    """Called exactly once: with the message, with the error, or with neither if nothing had to be sent."""


Place: TypeAlias = tuple[int, int]
"""Round and number: a chat has one job in a round, so that whoever has many waits for nobody else's harm."""


@dataclass(slots=True, eq=False)
class Entry:
    """A job and its place."""

    job: Job
    place: Place = (0, 0)
    posted: float = 0.0
    failures: int = 0
    own: int = 0
    """Of the failures, those that cannot have been the network's, since others succeeded."""
    failed_at: float = math.inf


class Waiting:
    """The jobs that wait, by lane and chat."""

    def __init__(self) -> None:
        self._queues: tuple[dict[Address, list[Entry]], ...] = tuple({} for _ in Lane)
        """Lists, since a crowd's hold one job each, for which a deque would take half a kilobyte."""
        self._closed: set[Address] = set()
        """Chats that are taken or rest."""
        self._thin: set[Address] = set()
        """Chats where what can wait has to."""
        self._keys: dict[str, Entry] = {}
        self._heads: tuple[list[tuple[Place, Address]], ...] = tuple([] for _ in Lane)
        self._rounds = [0] * len(Lane)
        """Of the last job that was taken."""
        self._resting: list[tuple[float, Address]] = []
        self._thin_until: list[tuple[float, Address]] = []
        self._later: list[tuple[float, Place, Entry]] = []
        self._passed_over = [0] * len(Lane)
        self._counts = [0] * len(Lane)
        self._places = 0

    def count(self, lane: Lane | None = None) -> int:
        """How many jobs wait."""
        return sum(self._counts) if lane is None else self._counts[lane]

    def has(self, key: str) -> bool:
        """Whether a job waits under this key."""
        return key in self._keys

    def add(self, job: Job, now: float = 0.0) -> Job | None:
        """Let a job wait; return the one that gave way to it, if any."""
        entry = self._keys.get(job.key) if job.key else None
        if entry is None:
            crowded = self._crowded(job)
            self._append(job, now)
            return crowded
        old = entry.job
        if old.chat == job.chat and old.lane <= job.lane:
            entry.job = job if old.lane == job.lane else replace(job, lane=old.lane)
        else:
            self._remove(entry)
            self._append(job, now)
        return old

    def _crowded(self, job: Job) -> Job | None:
        """Take out the oldest of a chat's jobs in the lane if there would be too many, and return it."""
        queue = self._queues[job.lane].get(job.chat) if job.most else None
        if not queue or len(queue) < job.most:
            return None
        oldest = queue[0]
        self._remove(oldest)
        return oldest.job

    def take(self, now: float, held: bool = False) -> Entry | None:
        """Take the next job; its chat is taken until `rest`. While `held`, only what people wait for goes."""
        self._wake(now)
        ready = [lane for lane in (AWAITED if held else Lane) if self._head(lane) is not None]
        if not ready:
            return None
        lane = self._fair(ready)
        (self._rounds[lane], _), address = heappop(self._heads[lane])
        self._closed.add(address)
        entry = self._queues[lane][address][0]
        self._leave(entry)
        self._forget(entry)
        return entry

    def rest(self, chat: Address, until: float) -> None:
        """A request to a taken chat has ended; its next job may go at `until`."""
        heappush(self._resting, (until, chat))

    def put_back(self, entry: Entry) -> None:
        """Return a job that was taken to its place. Call it before `rest`."""
        self._queues[entry.job.lane].setdefault(entry.job.chat, []).insert(0, entry)
        self._remember(entry)

    def thin_out(self, entry: Entry, until: float) -> None:
        """Return a job that was taken to its place; the chat's others may go, what can wait has to until then."""
        address = entry.job.chat
        self.put_back(entry)
        self._thin.add(address)
        heappush(self._thin_until, (until, address))
        self._open(address)

    def put_off(self, entry: Entry, until: float) -> None:
        """Let a job that was taken wait behind all others of its chat, from `until` on."""
        self._remember(entry)
        heappush(self._later, (until, entry.place, entry))

    def next_wake(self) -> float:
        """When the next resting chat may go on, or a job that was put off; infinity if there is none."""
        heaps = (self._resting, self._thin_until, self._later)
        return min((heap[0][0] for heap in heaps if heap), default=math.inf)

    def _append(self, job: Job, now: float) -> None:
        entry = Entry(job, posted=now)
        self._remember(entry)
        self._line_up(entry)

    def _line_up(self, entry: Entry) -> None:
        self._places += 1
        lane, address = entry.job.lane, entry.job.chat
        queue = self._queues[lane].setdefault(address, [])
        turn = queue[-1].place[0] + 1 if queue else 0
        entry.place = (max(turn, self._rounds[lane]), self._places)
        queue.append(entry)
        if len(queue) == 1 and self._may_go(lane, address):
            heappush(self._heads[lane], (entry.place, address))

    def _may_go(self, lane: Lane, address: Address) -> bool:
        return address not in self._closed and not (lane in CAN_WAIT and address in self._thin)

    def _remove(self, entry: Entry) -> None:
        self._forget(entry)
        if entry not in self._queues[entry.job.lane].get(entry.job.chat, ()):
            self._later = [other for other in self._later if other[2] is not entry]
            heapify(self._later)
            return
        self._leave(entry)
        if entry.job.chat not in self._closed:
            self._open(entry.job.chat)

    def _leave(self, entry: Entry) -> None:
        """Take a job out of its queue."""
        queues, address = self._queues[entry.job.lane], entry.job.chat
        queues[address].remove(entry)
        if not queues[address]:
            del queues[address]

    def _remember(self, entry: Entry) -> None:
        self._counts[entry.job.lane] += 1
        if entry.job.key:
            self._keys[entry.job.key] = entry

    def _forget(self, entry: Entry) -> None:
        self._counts[entry.job.lane] -= 1
        if entry.job.key:
            del self._keys[entry.job.key]

    def _open(self, address: Address) -> None:
        """Put what is first in a chat into the heaps of its lanes."""
        self._closed.discard(address)
        for lane, queues, heads in zip(Lane, self._queues, self._heads, strict=True):
            if (queue := queues.get(address)) and self._may_go(lane, address):
                heappush(heads, (queue[0].place, address))

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            self._line_up(heappop(self._later)[2])
        while self._thin_until and self._thin_until[0][0] <= now:
            _, address = heappop(self._thin_until)
            self._thin.discard(address)
            if address not in self._closed:
                self._open(address)
        while self._resting and self._resting[0][0] <= now:
            self._open(heappop(self._resting)[1])

    def _head(self, lane: Lane) -> Place | None:
        """The place of the lane's next job, after dropping what no longer stands there."""
        heads = self._heads[lane]
        while heads:
            place, address = heads[0]
            queue = self._queues[lane].get(address)
            if queue and queue[0].place == place and self._may_go(lane, address):
                return place
            heappop(heads)
        return None

    def _fair(self, ready: list[Lane]) -> Lane:
        """The most urgent lane, unless another one was passed over too often."""
        starved = max(ready, key=lambda lane: self._passed_over[lane])
        chosen = starved if self._passed_over[starved] >= FLOOR - 1 else ready[0]
        for lane in ready:
            self._passed_over[lane] += 1
        self._passed_over[chosen] = 0
        return chosen
