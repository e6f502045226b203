"""The networks that are connected, each with its one door out, and the carrying out of effects."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Mapping
from dataclasses import dataclass

import structlog

from adapters.contract import Address, Message, Network, NetworkError, Ref
from adapters.outbox import Job, Lane, Outbox
from bot.calls import Answer, Effects, Post

MOST_ANSWERS = 500
"""Answers under way at a time; more would only wait for each other's connections."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A network and its outbox."""

    network: Network
    outbox: Outbox


class Links:
    """All links, by the prefix of their addresses."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._links: Mapping[str, Link] = {link.network.name: link for link in links}
        self._answers = asyncio.Semaphore(MOST_ANSWERS)
        self._tasks: set[asyncio.Task[None]] = set()

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links.values())

    @property
    def names(self) -> list[str]:
        """The prefixes."""
        return list(self._links)

    def of(self, chat: Address) -> Link | None:
        """The link that a chat belongs to; None if that network is not connected."""
        return self._links.get(chat.partition(":")[0])

    def post(self, job: Job) -> None:
        """Send through the chat's network. A chat of a network that is not connected gets nothing."""
        if link := self.of(job.chat):
            link.outbox.post(job)
        else:
            job.done(None, None)

    def seconds_for(self, messages: int) -> float:
        """How long that many messages take if they all go through the slowest network."""
        return max((link.outbox.seconds_for(messages) for link in self._links.values()), default=0.0)

    def answer(self, answers: Iterable[Answer]) -> None:
        """Answer presses at once, outside all lanes."""
        for answer in answers:
            self._start(self._answer(answer))

    def send(self, posts: Iterable[Post]) -> None:
        """Send replies."""
        for post in posts:
            self.post(reply(post))

    def carry_out(self, effects: Iterable[Effects]) -> None:
        """Answers and replies of a batch; redraws are the ballots' business."""
        for effect in effects:
            self.answer(effect.answers)
            self.send(effect.posts)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, answer: Answer) -> None:
        link = self.of(answer.press.chat)
        if link is None:
            return
        async with self._answers:
            try:
                await link.network.answer(answer.press, answer.text, alert=answer.alert)
            except NetworkError as error:
                # what was pressed is stored; the redrawn ballot tells the rest
                _log.info("answer.failed", network=link.network.name, error=type(error).__name__)


def reply(post: Post) -> Job:
    """A reply as a job of the outbox; an edit of a message that is gone becomes a new one."""

    async def render() -> Message:
        return post.message

    return Job(chat=post.chat, lane=Lane.REPLY, render=render, ref=post.ref)


def ref_text(ref: Ref | None) -> str:
    """A reference as it is stored beside its chat."""
    return ref.message if ref else ""
