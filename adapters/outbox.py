"""The one door out: everything sent to a network, in lanes, at the pace that it allows.

Answers to presses do not pass here.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

import structlog

from adapters.contract import (
    Address,
    Gone,
    Message,
    Moved,
    Network,
    NetworkError,
    Offline,
    Ref,
    Refused,
    Rejected,
    RetryLater,
    Timer,
)
from adapters.pacing import Backoff, ChatPace, Gate
from adapters.redact import where
from adapters.waiting import CAN_WAIT, Entry, Job, Lane, Waiting, ignore

__all__ = ["Job", "Lane", "NotRendered", "Outbox"]

AHEAD: Final = 4
"""Jobs that are rendered before it is their turn, so that a slow rendering costs no pace."""
IN_FLIGHT: Final = 100
"""Requests at a time: enough for the full pace of Telegram at three seconds a request."""
FLOODED_CHATS: Final = 3
"""As many chats asking for a pause within a second mean that the network does."""
OFFLINE_AFTER: Final = 3
"""As many chats without an answer, and none with one, mean that the network is away."""
TRIES: Final = 4
"""How often a job may fail, after its first failure, while others succeed."""
FLOODS: Final = 20
"""How often a job may be told to wait."""

log = structlog.get_logger()


class NotRendered(NetworkError):
    """The job's own `render` raised; nothing was sent."""


def _nothing(_old: Address, _new: Address) -> None:
    """For those who keep no addresses."""


class Outbox:
    """Sends jobs to one network.

    One request at a time for each chat, so that the order of a chat within a lane is kept. `per_second` is for one
    that goes by another limit than the network's own.
    """

    def __init__(
        self,
        network: Network,
        timer: Timer,
        random: Random | None = None,
        moved: Callable[[Address, Address], None] = _nothing,
        per_second: float = 0,
    ) -> None:
        self._network = network
        self._timer = timer
        self._moved = moved
        self._backoff = Backoff(random or Random())
        self._gate = Gate(per_second or network.limits.per_second, timer)
        self._pace = ChatPace(network.limits)
        self._waiting = Waiting()
        self._wake = asyncio.Event()
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf
        self._idle = asyncio.Event()
        self._idle.set()
        self._ahead = 0
        self._busy = 0
        self._silent: set[Address] = set()
        """Chats without an answer since the last answer to anybody."""
        self._worked_at = -math.inf
        """When the network last took something."""
        self._gave_up_at = -math.inf
        """When the network was last found to be away: what was under way then tells nothing new."""
        self._floods: deque[tuple[float, Address]] = deque()
        self._held_until = -math.inf

    def post(self, job: Job) -> None:
        """Let a job wait for its turn."""
        replaced = self._waiting.add(job, self._timer.monotonic())
        self._idle.clear()
        self._wake.set()
        if replaced is not None:
            _finish(replaced, None, None)

    def waiting(self, lane: Lane | None = None) -> int:
        """How many jobs wait, in one lane or in all."""
        return self._waiting.count(lane)

    async def idle(self) -> None:
        """Return when nothing waits and nothing is under way."""
        await self._idle.wait()

    async def run(self) -> None:
        """Send until cancelled; call it once."""
        try:
            async with asyncio.TaskGroup() as tasks:
                while True:
                    tasks.create_task(self._carry(await self._next(tasks)))
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None

    async def _next(self, tasks: asyncio.TaskGroup) -> Entry:
        while True:
            self._wake.clear()
            if self._ahead < AHEAD and self._busy < IN_FLIGHT:
                now = self._timer.monotonic()
                if (entry := self._take(now)) is not None:
                    self._ahead += 1
                    self._busy += 1
                    return entry
                self._set_alarm(tasks, now)
            await self._wake.wait()

    def _take(self, now: float) -> Entry | None:
        """The next job. In a group, what can wait leaves room for answers."""
        while (entry := self._waiting.take(now, held=now < self._held_until)) is not None:
            job = entry.job
            if job.lane not in CAN_WAIT or not self._network.is_group(job.chat):
                return entry
            if (turn := self._pace.turn_to_wait(self._network.whole(job.chat), now)) <= now:
                return entry
            self._waiting.thin_out(entry, turn)
        return None

    def _set_alarm(self, tasks: asyncio.TaskGroup, now: float) -> None:
        """See that the next look is not later than the first chat's end of rest or the pause's end."""
        held = self._held_until if now < self._held_until else math.inf
        at = min(self._waiting.next_wake(), held)
        if at >= self._alarm_at:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm_at = at
        self._alarm = tasks.create_task(self._ring(at - now))

    async def _ring(self, seconds: float) -> None:
        await self._timer.sleep(seconds)
        self._alarm = None
        self._alarm_at = math.inf
        self._wake.set()

    async def _carry(self, entry: Entry) -> None:
        """Take one job through rendering, its turn and the request, and let its chat go on."""
        until = -math.inf
        try:
            message = await self._rendered(entry)
            if message is not None:
                until = await self._request(entry, message)
        finally:
            self._waiting.rest(entry.job.chat, until)
            self._busy -= 1
            if not self._busy and not self._waiting.count():
                self._idle.set()
            self._wake.set()

    async def _rendered(self, entry: Entry) -> Message | None:
        """The job's message; None, and the job is done, if there is nothing to send or nobody needs it any more."""
        job, error = entry.job, None
        late = self._timer.monotonic() - entry.posted > job.patience
        try:
            message = None if late else await job.render()
        except Exception as cause:
            log.error("outbox_render_failed", lane=job.lane.name, error=where(cause))
            error = NotRendered(type(cause).__name__)
            message = None
        if message is None:
            self._ahead -= 1
            _finish(job, None, error)
        return message

    async def _request(self, entry: Entry, message: Message) -> float:
        """Wait for the turn, send, and say until when the chat rests."""
        job = entry.job
        await self._gate.turn(self._network.limits.poll if message.poll and message.rows and job.ref is None else 1)
        self._ahead -= 1
        self._wake.set()
        started = self._timer.monotonic()
        try:
            ref = await self._call(job, message)
        except RetryLater as error:
            return self._after_flood(entry, error)
        except (Offline, Rejected) as error:
            return self._after_silence(entry, error, started)
        except Moved as error:
            self._after_move(job, error)
        except NetworkError as error:
            _finish(job, None, error)
        else:
            _finish(job, ref, None)
        self._silent.clear()
        self._worked_at = self._timer.monotonic()
        return self._rest(job, started)

    def _rest(self, job: Job, started: float) -> float:
        """Until when a chat rests after a request. Topics use their group's minute together."""
        whole, group = self._network.whole(job.chat), self._network.is_group(job.chat)
        return self._pace.rest(whole, started, group=group, could_wait=job.lane in CAN_WAIT)

    async def _call(self, job: Job, message: Message) -> Ref | None:
        """Send, edit or take away. What the adapter failed to translate is refused: one message stops no other."""
        try:
            if job.press is not None:
                return await self._network.whisper(job.press, message)
            if job.ref is None:
                return await self._network.send(job.chat, message, job.once)
            if job.redacts:
                await self._network.redact(job.ref)
                return None
            if job.pins:
                await self._network.pin(job.ref, job.instead)
                return job.ref
            await self._network.edit(job.ref, message)
            return job.ref
        except NetworkError:
            raise
        except Exception as error:
            log.error("outbox_adapter_failed", lane=job.lane.name, error=where(error))
            raise Refused(type(error).__name__) from error

    def _again(self, entry: Entry) -> None:
        if self._waiting.has(entry.job.key):
            _finish(entry.job, None, None)
        else:
            self._waiting.put_back(entry)

    def _after_flood(self, entry: Entry, error: RetryLater) -> float:
        now = self._timer.monotonic()
        self._silent.clear()
        entry.failures += 1
        seconds = self._backoff.pause(entry.failures, error.seconds)
        self._floods.append((now, entry.job.chat))
        while self._floods[0][0] < now - 1:
            self._floods.popleft()
        if len({chat for _, chat in self._floods}) >= FLOODED_CHATS:
            self._held_until = max(self._held_until, now + seconds)
        if entry.failures >= FLOODS:
            self._give_up(entry, error)
        else:
            self._again(entry)
        return now + seconds

    def _after_silence(self, entry: Entry, error: NetworkError, started: float) -> float:
        """Try again later; give up what keeps failing while others succeed. Return until when the chat rests."""
        now = self._timer.monotonic()
        entry.failures += 1
        if started >= self._gave_up_at:
            self._silent.add(entry.job.chat)
        if self._away and started >= self._gave_up_at:
            self._gate.hold(self._backoff.seconds(len(self._silent) - OFFLINE_AFTER + 1))
            self._gave_up_at = now
        entry.own += self._worked_since(entry.failed_at)
        entry.failed_at = now
        pause = self._backoff.seconds(entry.failures)
        if not entry.own:
            self._again(entry)
            return now + pause
        if entry.own >= TRIES:
            self._give_up(entry, error)
        elif self._waiting.has(entry.job.key):
            _finish(entry.job, None, None)
        else:
            self._waiting.put_off(entry, now + pause)
        return self._rest(entry.job, started)

    @property
    def _away(self) -> bool:
        return len(self._silent) >= OFFLINE_AFTER

    def _worked_since(self, when: float) -> bool:
        """Whether others had an answer since then, so that a failure is the message's own."""
        heard = self._network.heard
        return self._worked_at > when or (heard is not None and heard > when and not self._away)

    def _give_up(self, entry: Entry, error: NetworkError) -> None:
        log.error("outbox_gave_up", lane=entry.job.lane.name, error=type(error).__name__, tries=entry.failures)
        _finish(entry.job, None, error)

    def _after_move(self, job: Job, error: Moved) -> None:
        """A message goes on to the new chat. An edit is lost: the new chat counts its messages anew."""
        whole = self._network.whole(job.chat)
        self._moved(whole, error.chat)
        if job.ref is not None:
            _finish(job, None, Gone(str(error)))
        elif self._waiting.has(job.key):
            _finish(job, None, None)
        else:
            self.post(replace(job, chat=error.chat + job.chat.removeprefix(whole)))


def _finish(job: Job, ref: Ref | None, error: NetworkError | None) -> None:
    if error is not None and job.done is ignore:
        log.info("outbox_not_sent", lane=job.lane.name, call=_called(job), error=type(error).__name__)
    try:
        job.done(ref, error)
    except Exception as error:
        log.error("outbox_done_failed", lane=job.lane.name, error=where(error))


def _called(job: Job) -> str:
    """What the network was asked to do."""
    if job.press is not None:
        return "whisper"
    if job.ref is None:
        return "send"
    return "redact" if job.redacts else "pin" if job.pins else "edit"
