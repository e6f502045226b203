"""Private ballots on members' screens: what they show, and which of their buttons are still good.

Each rendering carries a number. The number that the network has confirmed is written down, which
retires the buttons of all renderings before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias

import structlog

from adapters.contract import Address, Gone, Message, NetworkError, Ref, Unreachable
from adapters.outbox import Job, Lane
from bot.chat.call import House, Redraw
from bot.running.clock import Time
from bot.running.failures import Failures
from bot.running.networks import Networks, edit_key
from bot.views.ballot import own as ballot
from bot.views.ballot.bundle import drawing_of
from bot.views.ballot.filling import Drawing
from bot.wording.speech import Speech
from core import casting
from core.address import network_of, person_of
from core.ballot import Rendering
from core.errors import StoreBusy
from core.model import EventId, MemberId, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.persons import Tongue
from core.store import ballots, members, screens, votes
from core.store.engine import Store
from core.store.writer import Tx

MOST_TOGETHER = 30
"""Redraws that are read together: a second of a network's pace, and no more than this."""
RETRY = 1.0
"""Seconds after which a busy database is asked again."""
_SPARE = 24
"""Characters that are left free in a message, as `ballot.MOST` does."""
_log = structlog.get_logger(__name__)


Drawn: TypeAlias = Mapping[tuple[VoteId, MemberId], int]
"""The highest number of a rendering that is on its way, or confirmed and not written down yet."""
MOST_DRAWN = 20_000
"""Of how many ballots, those drawn last, that number is known: many times those that can be on their way."""


async def next_drawings(
    tx: Tx,
    vote: Vote,
    ids: Iterable[MemberId],
    wanted: Mapping[MemberId, Redraw] | None = None,
    drawn: Drawn = MappingProxyType({}),
) -> dict[MemberId, Drawing]:
    """The next renderings for those of these persons who cast anything; `wanted` says what is to be seen of them."""
    found = {}
    for member, mine in (await ballots.hands(tx, vote, ids)).items():
        redraw = (wanted or {}).get(member)
        found[member] = (
            drawing_of(vote, member, mine, redraw.whose, redraw.page) if redraw else drawing_of(vote, member, mine)
        )
        if (number := drawn.get((vote.id, member))) is not None:
            found[member] = replace(found[member], rendering=max(found[member].rendering, number + 1))
    return found


def room(house: House, chat: Address) -> int:
    """Characters of a ballot in a private chat, or in what one person alone sees of a group."""
    limits = house.limits.get(network_of(chat))
    apart = limits is not None and limits.whispers > 0 and person_of(chat) != chat
    return limits.whispers - _SPARE if limits and apart else ballot.MOST


def drawn(speech: Speech, vote: Vote, drawing: Drawing | None, most: int = ballot.MOST) -> Message:
    """A ballot as it is now, in so many characters at most; no drawing is of somebody who casts nothing any more."""
    if vote.state is not VoteState.OPEN:
        return ballot.over(speech, vote, drawing)
    return ballot.private(speech, vote, drawing, most) if drawing else ballot.gone(speech, vote)


@dataclass(slots=True, eq=False)
class _Change:
    """What one press changed. All messages that show it carry the same number, whichever is drawn first."""

    number: int = 0
    """0 as long as none is drawn."""

    def numbered(self, drawing: Drawing) -> Drawing:
        """The drawing with the number of this change, or with the one that has been confirmed since."""
        number = max(self.number, drawing.rendering - 1) if self.number else drawing.rendering
        self.number = number
        return replace(drawing, rendering=number)


@dataclass(slots=True, eq=False)
class _Wanted:
    """A redraw of one message. A crowd's wait by the ten thousand: what can be made at its turn is not kept."""

    by: Redraws
    redraw: Redraw
    ref: Ref
    change: _Change
    key: str
    number: int | None = None
    """Of the rendering, once it is drawn."""
    meeting: EventId | None = None
    """Known once it is read."""

    @property
    def replaces(self) -> bool:
        """Whether it stands where the person acts: what it takes the place of is old when the network has shown it.

        A message elsewhere says nothing about the buttons that this person has before them.
        """
        return self.ref.chat == self.redraw.chat

    async def render(self) -> Message | None:
        """What the message shows by now."""
        return await self.by.render(self)

    def done(self, sent: Ref | None, error: NetworkError | None) -> None:
        """The network took it, or did not."""
        self.by.done(self, sent, error)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a ballot is drawn from."""

    vote: Vote
    drawing: Drawing | None
    speech: Speech


class Redraws:
    """Redraws ballots and remembers which renderings the network has confirmed."""

    def __init__(self, store: Store, house: House, networks: Networks, failures: Failures, time: Time) -> None:
        self._store = store
        self._house = house
        self._networks = networks
        self._failures = failures
        self._time = time
        self._confirmed: list[Rendering] = []
        self.drawn: dict[tuple[VoteId, MemberId], int] = {}
        """Whatever else draws these ballots needs a higher number: see `Drawn`."""
        self._waiting: dict[str, dict[str, _Wanted]] = {}
        """By network and key."""
        self._read: dict[str, asyncio.Task[Mapping[str, _Found]]] = {}
        """By key, where the reading of what waits is under way or done."""
        self._changed: dict[tuple[VoteId, MemberId], tuple[Redraw, _Change]] = {}
        """Ballots that stand in other messages too, perhaps."""
        self._looking: asyncio.Task[None] | None = None

    def redraw(self, wanted: Sequence[Redraw]) -> None:
        """Redraw ballots in the lane of receipts; several redraws of one message become one."""
        for redraw in wanted:
            change = _Change()
            if redraw.ref:
                self._post(redraw, redraw.ref, change)
            self._changed[redraw.vote, redraw.member] = redraw, change
        if self._changed and not self._looking:
            self._looking = asyncio.create_task(self._look_elsewhere())

    def overtook(self, rendering: Rendering) -> bool:
        """Whether a press has drawn the ballot anew after something was worded with this number: then it shows more."""
        vote, member, number = rendering
        return self.drawn.get((vote, member), number) > number

    def confirmed(self, rendering: Rendering) -> None:
        """The network confirmed this rendering."""
        self._confirmed.append(rendering)

    async def confirm(self) -> None:
        """Write confirmed renderings down."""
        if taken := list(self._confirmed):
            await self._store.write(lambda tx: casting.confirm(tx, taken))
            del self._confirmed[: len(taken)]
            for about in list(islice(self.drawn, max(0, len(self.drawn) - MOST_DRAWN))):
                del self.drawn[about]

    def _post(self, redraw: Redraw, ref: Ref, change: _Change) -> None:
        wanted = _Wanted(self, redraw, ref, change, edit_key(ref))
        self._waiting.setdefault(network_of(ref.chat), {})[wanted.key] = wanted
        self._read.pop(wanted.key, None)
        render, done = wanted.render, wanted.done
        self._networks.post(Job(chat=ref.chat, lane=Lane.ECHO, render=render, ref=ref, key=wanted.key, done=done))

    async def render(self, wanted: _Wanted) -> Message | None:
        """The message of a redraw whose turn it is."""
        found = await self._reading(wanted)
        if found is None:
            return None
        wanted.meeting = found.vote.event
        if found.drawing is None:
            return drawn(found.speech, found.vote, None)
        drawing = wanted.change.numbered(found.drawing)
        wanted.number = drawing.rendering
        about = (wanted.redraw.vote, wanted.redraw.member)
        self.drawn[about] = max(drawing.rendering, self.drawn.pop(about, 0))
        return drawn(found.speech, found.vote, drawing, room(self._house, wanted.ref.chat))

    def done(self, wanted: _Wanted, sent: Ref | None, error: NetworkError | None) -> None:
        """A redraw came to its end."""
        self._forget(wanted)
        redraw, number, meeting = wanted.redraw, wanted.number, wanted.meeting
        if sent and error is None and number is not None and wanted.replaces:
            self.confirmed((redraw.vote, redraw.member, number))
        elif error and meeting is not None and not isinstance(error, Gone | Unreachable):  # the member's own doing
            self._failures.add(meeting, "redraw", error)
        elif error:
            _log.info("redraw.failed", error=type(error).__name__)

    def _forget(self, wanted: _Wanted) -> None:
        """It is drawn, or something else takes its place."""
        key, waiting = wanted.key, self._waiting[network_of(wanted.ref.chat)]
        if waiting.get(key) is wanted:
            del waiting[key]
        self._read.pop(key, None)

    async def _reading(self, wanted: _Wanted) -> _Found | None:
        """What to draw, read together with what waits behind it: a second's worth at most, so it is still true."""
        key, network = wanted.key, network_of(wanted.ref.chat)
        reading = self._read.pop(key, None)
        if reading is None:
            waiting = self._waiting[network]
            waiting.pop(key, None)
            behind = [waiting.pop(other) for other in list(islice(waiting, self._together(network) - 1))]
            reading = asyncio.create_task(self._find([wanted, *behind]))
            self._read.update(dict.fromkeys((other.key for other in behind), reading))
        return (await reading).get(key)

    def _together(self, network: str) -> int:
        per_second = next(c.network.limits.per_second for c in self._networks if c.network.name == network)
        return min(max(int(per_second), 1), MOST_TOGETHER)

    async def _find(self, page: Sequence[_Wanted]) -> Mapping[str, _Found]:
        found: dict[str, _Found] = {}
        async with self._store.read() as tx:
            tongues = await members.tongues_of_chats(tx, {wanted.ref.chat for wanted in page})
            languages = await votes.languages(tx, {wanted.redraw.vote for wanted in page})
            for vote in (await votes.by_ids(tx, {wanted.redraw.vote for wanted in page})).values():
                mine = [wanted for wanted in page if wanted.redraw.vote == vote.id]
                redraws = {wanted.redraw.member: wanted.redraw for wanted in mine}
                drawings = await next_drawings(tx, vote, redraws, redraws, self.drawn)
                for wanted in mine:
                    tongue, drawing = tongues.get(wanted.ref.chat, Tongue()), drawings.get(wanted.redraw.member)
                    speech = self._house.speech_for(tongue, languages[vote.id], chat=wanted.ref.chat, now=tx.now)
                    drawing = replace(drawing, plain=tongue.plain) if drawing else None
                    found[wanted.key] = _Found(vote, drawing, speech)
        return found

    # -- the other messages of a ballot: on another network, or from a reminder

    async def _look_elsewhere(self) -> None:
        """Not behind the redraw of the message that was pressed: its network may be the slower one."""
        try:
            while self._changed:
                changed, self._changed = self._changed, {}
                try:
                    await self._post_others(changed)
                except StoreBusy as error:
                    _log.warning("redraws.store_busy", error=str(error))
                    self._changed = changed | self._changed
                    await self._time.sleep(RETRY)
        finally:
            self._looking = None

    async def _post_others(self, changed: Mapping[tuple[VoteId, MemberId], tuple[Redraw, _Change]]) -> None:
        async with self._store.read() as tx:
            for vote in {vote for vote, _ in changed}:
                theirs = [member for of, member in changed if of == vote]
                for member, chat, ref in await screens.of_members(tx, DeliveryKind.BALLOT, vote, theirs):
                    redraw, change = changed[vote, member]
                    other = Ref(chat, ref)
                    if other != redraw.ref:
                        self._post(redraw, other, change)
