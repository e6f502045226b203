"""Answers that only show how things stand: one that had to wait is looked up anew when its turn comes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import structlog

from adapters.contract import Command, Message
from adapters.redact import where
from bot.chat.call import Effects
from bot.running.clock import Time
from bot.running.intake import Dispatch
from core.store.engine import Store

FRESH = 2.0
"""Seconds for which what was looked up is true enough."""
_log = structlog.get_logger(__name__)


class Looking:
    """Looks again."""

    def __init__(self, store: Store, dispatch: Dispatch, time: Time) -> None:
        self._store = store
        self._dispatch = dispatch
        self._time = time

    def prepare(self, effects: Effects) -> Effects:
        """The same question asked twice in a chat is answered once, with what is so by then."""
        asked, now = effects.looked, self._time.monotonic()
        if asked:
            key = f"look.{asked.chat}.{asked.name}.{asked.line}"
            effects.posts = [
                replace(post, key=f"{key}.{place}", anew=partial(self._anew, asked, place, now))
                for place, post in enumerate(effects.posts)
            ]
        return effects

    async def _anew(self, asked: Command, place: int, since: float) -> Message | None:
        if self._time.monotonic() - since < FRESH:
            return None
        try:
            async with self._store.read() as tx:
                posts = await self._dispatch.again(tx, asked)
            return posts[place].message if place < len(posts) else None
        except Exception as error:  # what was looked up before is better than nothing
            _log.error("answer.not_anew", error=where(error))
            return None
