"""Ballots in the members' group that only their members see: shown, remembered, and in private where that cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Final

import structlog

from adapters.contract import Message, NetworkError, Ref, Timer
from adapters.outbox import Job, Lane
from bot.chat.call import Answer, House, Opening
from bot.running.networks import Networks
from bot.running.redraws import Drawn, drawn, next_drawings, room
from core import casting
from core.errors import Refusal
from core.model import MemberId, VoteId
from core.persons import Tongue
from core.store import deliveries, events, members, votes
from core.store.engine import Store
from core.store.writer import Tx

PATIENCE: Final = 10.0
"""Seconds: Telegram takes such a message as the answer to a press for fifteen."""
_log = structlog.get_logger(__name__)
_Messages = Mapping[tuple[VoteId, MemberId, str], Message]


class Openings:
    """Shows ballots to those who pressed for them."""

    def __init__(
        self,
        store: Store,
        house: House,
        networks: Networks,
        timer: Timer,
        take_away: Callable[[Sequence[Ref]], None],
        on_their_way: Drawn,
    ) -> None:
        self._take_away = take_away
        self._on_their_way = on_their_way
        self._store = store
        self._timer = timer
        self._house = house
        self._networks = networks
        self._waiting: dict[Opening, float] = {}
        """With when they were asked for, the oldest first."""
        self._shown: list[tuple[Opening, Ref]] = []
        self._in_vain: list[Opening] = []

    def open(self, openings: Sequence[Opening]) -> None:
        """Show these ballots, which are read together."""
        if openings:
            reading = asyncio.create_task(self._drawn(openings))
            for opening in openings:
                self._post(opening, reading)

    def _post(self, opening: Opening, reading: asyncio.Task[_Messages]) -> None:
        chat = self._place(opening)

        async def render() -> Message | None:
            return (await reading).get((opening.vote, opening.member, chat))

        def done(ref: Ref | None, error: NetworkError | None) -> None:
            self._ended(opening, ref, error)

        press, self._waiting[opening] = opening.press, self._timer.monotonic()
        self._networks.post(Job(chat=chat, lane=Lane.DUE, press=press, render=render, patience=PATIENCE, done=done))

    def _place(self, opening: Opening) -> str:
        connection = self._networks.of(opening.press.chat)
        return connection.network.whispered(opening.press) if connection else ""

    def _ended(self, opening: Opening, ref: Ref | None, error: NetworkError | None) -> None:
        if ref:
            self._shown.append((opening, ref))
        if self._waiting.pop(opening, None) is None:
            return  # it was sent in private meanwhile
        if ref is None:
            _log.info("opening.in_private", error=type(error).__name__)
            self._in_vain.append(opening)
        key = "ballot-opened" if ref else "ballot-sent-private"
        self._networks.answer([Answer(opening.press, partial(opening.speech.toast, key))])

    async def _drawn(self, openings: Sequence[Opening]) -> _Messages:
        """By vote, member and place. They carry the number that stands: they replace no other rendering."""
        found: dict[tuple[VoteId, MemberId, str], Message] = {}
        async with self._store.read() as tx:
            places = {self._place(opening): opening for opening in openings}
            tongues = await members.tongues_of_chats(tx, places)
            for vote in (await votes.by_ids(tx, {opening.vote for opening in openings})).values():
                mine = {chat: opening for chat, opening in places.items() if opening.vote == vote.id}
                who = {opening.member for opening in mine.values()}
                drawings = await next_drawings(tx, vote, who, drawn=self._on_their_way)
                for chat, opening in mine.items():
                    if drawing := drawings.get(opening.member):
                        plain = tongues.get(chat, Tongue()).plain
                        drawing = replace(drawing, rendering=drawing.rendering - 1, plain=plain)
                        message = drawn(opening.speech, vote, drawing, room(self._house, chat))
                        found[vote.id, opening.member, chat] = message
        return found

    async def store(self) -> bool:
        """Write down what was shown, and send in private what was not. Returns whether there was anything."""
        for opening, since in list(self._waiting.items()):
            if self._timer.monotonic() - since > PATIENCE:
                self._ended(opening, None, None)
        shown, in_vain = list(self._shown), list(self._in_vain)
        if not shown and not in_vain:
            return False
        older = await self._store.write(lambda tx: _write(tx, shown, in_vain))
        del self._shown[: len(shown)], self._in_vain[: len(in_vain)]
        self._take_away(older)
        return True


async def _write(tx: Tx, shown: Sequence[tuple[Opening, Ref]], in_vain: Sequence[Opening]) -> list[Ref]:
    """Returns the messages that newer ones of the same ballot have replaced."""
    older: list[Ref] = []
    known = await votes.by_ids(tx, {opening.vote for opening in [*(opening for opening, _ in shown), *in_vain]})
    for vote_id, group in groupby(sorted(shown, key=lambda pair: pair[0].vote), key=lambda pair: pair[0].vote):
        seen = [(opening.member, ref.chat, ref.message) for opening, ref in group]
        if vote := known.get(vote_id):  # one that cannot be read is in no other's way
            before = await deliveries.shown_apart(tx, vote, seen)
            older += [Ref(chat, message) for chat, message in before.items()]
    for opening in (opening for opening in in_vain if opening.vote in known):
        vote = known[opening.vote]
        outcome = await casting.send_again(tx, vote, await events.existing(tx, vote.event), opening.member)
        if isinstance(outcome, Refusal):
            _log.info("opening.over", code=outcome.code)
    return older
