"""Private ballots on members' screens: what they show, and which of their buttons are still good.

Each rendering carries a number. The number that the network has confirmed is written down, which
retires the buttons of all renderings before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from adapters.contract import Address, Gone, Message, NetworkError, Ref, Unreachable
from adapters.outbox import Job, Lane
from bot.chat.call import House, Redraw
from bot.running.failures import Failures
from bot.running.networks import Networks
from bot.views.ballot import own as ballot
from bot.views.ballot.bundle import drawing_of
from bot.views.ballot.filling import Drawing
from bot.wording.speech import Speech
from core import casting
from core.address import network_of, person_of
from core.ballot import Rendering
from core.model import EventId, MemberId, Tongue, Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import ballots, deliveries, members, votes
from core.store.engine import Store
from core.store.writer import Tx

TOGETHER = 30
"""Redraws that are read together: a second of Telegram's pace."""
_SPARE = 24
"""Characters that are left free in a message, as `ballot.MOST` does."""


async def next_drawings(
    tx: Tx, vote: Vote, ids: Iterable[MemberId], wanted: Mapping[MemberId, Redraw] | None = None
) -> dict[MemberId, Drawing]:
    """The next renderings for those of these persons who cast anything; `wanted` says what is to be seen of them."""
    found = {}
    for member, mine in (await ballots.hands(tx, vote, ids)).items():
        redraw = (wanted or {}).get(member)
        found[member] = (
            drawing_of(vote, member, mine, redraw.whose, redraw.page) if redraw else drawing_of(vote, member, mine)
        )
    return found


def room(house: House, chat: Address) -> int:
    """Characters of a ballot in a private chat, or in what one person alone sees of a group."""
    limits = house.limits.get(network_of(chat))
    apart = limits is not None and limits.whispers and person_of(chat) != chat
    return limits.whisper - _SPARE if limits and apart else ballot.MOST


def drawn(speech: Speech, vote: Vote, drawing: Drawing, most: int = ballot.MOST) -> Message:
    """A ballot as it is now, in so many characters at most."""
    if vote.state is VoteState.OPEN:
        return ballot.private(speech, vote, drawing, most)
    return ballot.over(speech, vote, drawing)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A redraw of one message; without `ref` of all that the member has."""

    redraw: Redraw
    ref: Ref | None
    number: int = 0
    """Of the rendering in another message that this one follows: a slow network must not retire a quick one's."""

    @property
    def key(self) -> str:
        """The same for all redraws of this message."""
        where = f"{self.ref.chat}.{self.ref.message}" if self.ref else "."
        return f"ballot.{self.redraw.vote}.{self.redraw.member}.{where}"

    def following(self, drawing: Drawing) -> Drawing:
        """The next rendering, or the one that this follows unless another has been confirmed since."""
        return replace(drawing, rendering=max(self.number, drawing.rendering - 1)) if self.number else drawing


@dataclass(frozen=True, slots=True)
class _Found:
    """What a ballot is drawn from."""

    vote: Vote
    drawing: Drawing
    speech: Speech


class Redraws:
    """Redraws ballots and remembers which renderings the network has confirmed."""

    def __init__(self, store: Store, house: House, networks: Networks, failures: Failures) -> None:
        self._store = store
        self._house = house
        self._networks = networks
        self._failures = failures
        self._confirmed: list[Rendering] = []
        self._waiting: dict[str, _Wanted] = {}
        self._read: dict[str, asyncio.Task[Mapping[str, _Found]]] = {}
        """By key, where the reading of what waits is under way or done."""

    def redraw(self, wanted: Sequence[Redraw]) -> None:
        """Redraw ballots in the lane of receipts; several redraws of one message become one."""
        for redraw in wanted:
            self._post(redraw, redraw.ref)

    def confirmed(self, rendering: Rendering) -> None:
        """The network confirmed this rendering."""
        self._confirmed.append(rendering)

    async def confirm(self) -> None:
        """Write confirmed renderings down."""
        if taken := list(self._confirmed):
            await self._store.write(lambda tx: casting.confirm(tx, taken))
            del self._confirmed[: len(taken)]

    def _post(self, redraw: Redraw, ref: Ref | None, number: int = 0) -> None:
        wanted = _Wanted(redraw, ref, number)
        self._waiting[wanted.key] = wanted
        self._read.pop(wanted.key, None)
        numbers: list[int] = []
        meetings: list[EventId] = []

        async def render() -> Message | None:
            found = await self._reading(wanted)
            if found is None or ref is None:
                return None
            numbers.append(found.drawing.rendering)
            meetings.append(found.vote.event)
            return drawn(found.speech, found.vote, found.drawing, room(self._house, redraw.chat))

        def done(sent: Ref | None, error: NetworkError | None) -> None:
            if sent and error is None and numbers:
                self.confirmed((redraw.vote, redraw.member, numbers[-1]))
            elif error and meetings and not isinstance(error, Gone | Unreachable):  # these are the member's own doing
                self._failures.add(meetings[-1], "redraw", error)

        self._networks.post(Job(chat=redraw.chat, lane=Lane.ECHO, render=render, ref=ref, key=wanted.key, done=done))

    async def _reading(self, wanted: _Wanted) -> _Found | None:
        """What to draw, read together with what waits behind it: a second's worth at most, so it is still true."""
        reading = self._read.pop(wanted.key, None)
        if reading is None:
            self._waiting.pop(wanted.key, None)
            behind = [self._waiting.pop(key) for key in list(islice(self._waiting, TOGETHER - 1))]
            reading = asyncio.create_task(self._find([wanted, *behind]))
            self._read.update(dict.fromkeys((other.key for other in behind), reading))
        return (await reading).get(wanted.key)

    async def _find(self, page: Sequence[_Wanted]) -> Mapping[str, _Found]:
        found: dict[str, _Found] = {}
        async with self._store.read() as tx:
            tongues = await members.tongues_of_chats(tx, {wanted.redraw.chat for wanted in page})
            languages = await votes.languages(tx, {wanted.redraw.vote for wanted in page})
            for vote in (await votes.by_ids(tx, {wanted.redraw.vote for wanted in page})).values():
                mine = [wanted for wanted in page if wanted.redraw.vote == vote.id]
                redraws = {wanted.redraw.member: wanted.redraw for wanted in mine}
                drawings = await next_drawings(tx, vote, redraws, redraws)
                await self._post_others(tx, vote, mine, drawings)
                for wanted in mine:
                    if drawing := drawings.get(wanted.redraw.member):
                        tongue = tongues.get(wanted.redraw.chat, Tongue())
                        chat = wanted.redraw.chat
                        speech = self._house.speech_for(tongue, languages[vote.id], chat=chat, now=tx.now)
                        found[wanted.key] = _Found(vote, replace(wanted.following(drawing), plain=tongue.plain), speech)
        return found

    async def _post_others(
        self, tx: Tx, vote: Vote, page: Sequence[_Wanted], drawings: Mapping[MemberId, Drawing]
    ) -> None:
        """A member's other messages of this ballot are redrawn too."""
        first = {wanted.redraw.member: wanted for wanted in page if wanted.ref == wanted.redraw.ref}
        for delivery in await deliveries.about(tx, DeliveryKind.BALLOT, vote.id, first):
            wanted = first[delivery.member] if delivery.member is not None else None
            other = Ref(delivery.chat, delivery.ref)
            if wanted and delivery.ref and other != wanted.ref:
                redraw = replace(wanted.redraw, chat=other.chat, ref=None)
                drawing = drawings.get(wanted.redraw.member)
                self._post(redraw, other, drawing.rendering if drawing else 0)
