"""The networks that are connected, each with its one door out, and the carrying out of effects."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import structlog

from adapters.contract import Address, Gone, Message, Network, NetworkError, Press, Ref
from adapters.outbox import Job, Lane, Outbox
from adapters.redact import where
from bot.chat.call import Answer, Effects, Post
from bot.running.sight import Sight
from bot.wording.speech import FALLBACK, language_of, speech
from core.address import network_of

APART = 1000.0
"""Messages and edits a second that one person sees alone: a bound that keeps a crowd from coming in one instant."""
MOST_ANSWERS = 128
"""Answers under way at a time on a network: so many connections are busy at most, and messages have the others."""
CROWDS: Mapping[Lane, tuple[int, float]] = {Lane.REPLY: (5, 300.0), Lane.SPARE: (2, 60.0)}
"""By lane, how many answers wait for one sender at most, and after how many seconds nobody waits for one any more."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Connection:
    """A network and its outboxes."""

    network: Network
    outbox: Outbox
    apart: Outbox
    """For what counts in no limit that is told: what one person alone sees of a chat, and removals from groups."""

    @property
    def outboxes(self) -> tuple[Outbox, Outbox]:
        """Both doors."""
        return self.outbox, self.apart


class Networks:
    """All networks, by the prefix of their addresses."""

    def __init__(self, networks: Iterable[Connection]) -> None:
        self._networks: Mapping[str, Connection] = {connection.network.name: connection for connection in networks}
        self.sight = Sight()
        self._answers = {name: _Answers(connection.network) for name, connection in self._networks.items()}

    def __iter__(self) -> Iterator[Connection]:
        return iter(self._networks.values())

    @property
    def names(self) -> list[str]:
        """The prefixes."""
        return list(self._networks)

    def of(self, chat: Address) -> Connection | None:
        """The connection that a chat belongs to; None if that network is not connected."""
        return self._networks.get(network_of(chat))

    def is_whispered(self, chat: Address) -> bool:
        """Whether this is what one person alone sees of a chat."""
        connection = self.of(chat)
        return connection is not None and connection.network.is_whispered(chat)

    def post(self, job: Job) -> None:
        """Send through the chat's network. A chat of a network that is not connected gets nothing."""
        if job.ref is None:
            self.sight.came(job.chat)
        if connection := self.of(job.chat):
            if connection.network.is_whispered(job.chat) or _removes_freely(connection.network, job):
                connection.apart.post(job)
            else:
                connection.outbox.post(replace(job, press=None) if job.press else job)
        else:
            job.done(None, None)

    def answer(self, answers: Iterable[Answer]) -> None:
        """Answer presses at once, outside all lanes."""
        for answer in answers:
            if queue := self._answers.get(network_of(answer.press.chat)):
                queue.put(answer)

    def carry_out(self, effects: Iterable[Effects]) -> None:
        """Answers and replies of a batch; redraws are the ballots' business."""
        for effect in effects:
            self.answer(effect.answers)
            for post in effect.posts:
                self.post(reply(self, post, effect))


def _removes_freely(network: Network, job: Job) -> bool:
    """Whether what is over can go at once from a group in which everything else has to be counted out."""
    return job.redacts and network.is_group(job.chat) and network.limits.removals


class _Answers:
    """Answers on their way to one network. Tasks take them one after the other, since a task for each costs time."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._waiting: deque[Answer] = deque()
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, answer: Answer) -> None:
        self._waiting.append(answer)
        if len(self._tasks) < MOST_ANSWERS:
            self._tasks.add(asyncio.create_task(self._work()))

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._answer(self._waiting.popleft())
        finally:
            # here and not when the task is done, or an answer put between the two would wait for nobody
            self._tasks.difference_update([asyncio.current_task()])

    async def _answer(self, answer: Answer) -> None:
        try:
            await self._network.answer(answer.press, _text(answer), alert=answer.alert)
        except NetworkError as error:
            # what was pressed is stored; the redrawn ballot tells the rest
            _log.info("answer.failed", network=self._network.name, error=type(error).__name__)
        except Exception as error:  # and the answers behind it are not its business
            _log.error("answer.failed", network=self._network.name, error=where(error))


def _text(answer: Answer) -> str:
    """What a press is answered; an apology where that has no words, for what was pressed is stored all the same."""
    try:
        return answer.text
    except Exception as error:  # the person waits for an answer
        _log.error("answer.not_worded", error=where(error))
        return speech(language_of(answer.press.language)).toast("refusal-wordless")


@dataclass(frozen=True, slots=True, eq=False)
class _Reply:
    """A reply on its way. A crowd's wait by the ten thousand: of what is answered it keeps no more than is needed."""

    networks: Networks
    post: Post
    lane: Lane
    press: Press | None
    sorry: Callable[[], Post] | None

    @property
    def job(self) -> Job:
        """What is posted."""
        post = self.post
        most, patience = CROWDS.get(self.lane, (0, math.inf))
        return Job(
            chat=post.chat, lane=self.lane, render=self._render, ref=post.ref, press=None if post.ref else self.press,
            key=edit_key(post.ref) if post.ref else post.key, most=most, patience=patience, done=self._done,
        )  # fmt: skip

    async def _render(self) -> Message:
        post = self.post
        try:
            return (await post.anew() if post.anew else None) or post.message
        except Exception as error:
            _log.error("reply.not_worded", error=where(error))
            return Message(speech(FALLBACK).say("refusal-wordless"))

    def _done(self, _ref: Ref | None, error: NetworkError | None) -> None:
        if isinstance(error, Gone) and self.post.ref:
            self.networks.post(replace(self, post=replace(self.post, ref=None)).job)
        elif error is not None:
            network = network_of(self.post.chat)
            _log.warning("reply.failed", network=network, lane=self.lane.name, error=type(error).__name__)
            if self.sorry:
                self.networks.post(reply(self.networks, self.sorry(), Effects(lane=self.lane)))


def reply(networks: Networks, post: Post, effects: Effects) -> Job:
    """A reply as a job of the outbox. Edits of one message merge; an edit of one that is gone becomes a new message.

    Of an answer that cannot be sent its sender is told in private.
    """
    lane = Lane.REPLY if effects.lane is None else effects.lane
    press = _pressed(effects, post) if networks.is_whispered(post.chat) else None
    return _Reply(networks, post, lane, press, effects.sorry).job


def _pressed(effects: Effects, post: Post) -> Press | None:
    """The press that a new message answers where its sender alone sees it: most bots need one to write there."""
    return next((answer.press for answer in effects.answers if answer.press.chat == post.chat), None)


def edit_key(ref: Ref) -> str:
    """Of jobs that draw one message anew: the latest of them takes the place of those that wait."""
    return f"edit.{ref.chat}.{ref.message}"


def ref_text(ref: Ref | None) -> str:
    """A reference as it is stored beside its chat."""
    return ref.message if ref else ""
