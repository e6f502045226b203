"""Live messages: sent at most once an interval, and only if they say something else than before."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from adapters.contract import Address, Gone, Message, NetworkError, Ref
from adapters.outbox import Job, Lane
from bot.chat.call import House
from bot.chat.pace import rounded, seconds_for, time_for
from bot.running.clock import Time
from bot.running.failures import Failures
from bot.running.looking import FRESH
from bot.running.networks import Networks, ref_text
from bot.views.live import Enrolled, Scene, drawing, live
from core.ending import open_ties
from core.model import Channel, Event, EventId, EventState, Purpose, Vote, VoteId, VoteState
from core.outgoing import DeliveryKind
from core.store import agenda, ballots, events, presence, votes
from core.store.engine import Store
from core.store.sql import UNREADABLE
from core.store.writer import Tx

ARRIVALS = 3
MOST_VOTES = 8
"""Votes in one message, the newest: a day on which nothing is published must not make it too long."""
_UNDER_WAY = (VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED)
MOST_DRAFTS = 3
"""Drafts that are offered while nothing is open, so that a chair can take another one first; else one."""
SCROLLED_PAST = 8
"""Messages below a live message, from which on it moves down: as many as a phone shows."""
BETWEEN_MOVES = 60.0
"""Seconds: a card that jumps under a thumb is worse than one that has to be looked for."""
LET_IT_PIN = "let the bot pin messages in the chair channel, as an administrator where it takes one"
SHARE_OF_GROUP = 0.6
"""Of what a network allows in a group: the rest is for answers."""
SHARE_OF_ALL = 0.1
"""Of what a network allows in all: a slow one has ballots to send."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A message, and what tells it from others."""

    message: Message
    fingerprint: str
    below: Message | None = None
    """What is left in its old place, where it moves down."""


class Live:
    """The live messages of all chair channels."""

    def __init__(
        self,
        store: Store,
        house: House,
        networks: Networks,
        failures: Failures,
        time: Time,
        interval: float,
        enrolment: Callable[[], Sequence[Enrolled]] = tuple,
    ) -> None:
        self._store = store
        self._house = house
        self._networks = networks
        self._failures = failures
        self._enrolment = enrolment
        self._broken: set[Address] = set()
        """Channels whose message could not be sent or edited the last time; their chairs know."""
        self._time = time
        self._seconds = interval
        self._versions: Mapping[EventId, int] = {}
        self._moved: dict[Address, float] = {}
        """When each message was last sent anew, further down."""
        self._unpinned = False
        """Whether it was told that a message may not be pinned."""
        self._drawn: dict[Address, float] = {}
        """When each message was last sent or edited; infinite while that is under way."""
        self._news: dict[Address, Channel] = {}
        self._unbound: dict[VoteId, tuple[tuple[int, int], int]] = {}
        """By vote, how many were reached and are on its roll, and then how many ballots had nobody with an account."""

    async def tick(self) -> None:
        """Draw what may have changed since the last time; call it every second."""
        await self._remember()
        async with self._store.read() as tx:
            versions = await events.versions(tx)
            changed = {event for event, version in versions.items() if self._versions.get(event) != version}
            late = [await self._draw_if_possible(tx, channel) for channel in await self._channels(tx, changed)]
        self._versions = {event: version for event, version in versions.items() if event not in late}

    async def _channels(self, tx: Tx, changed: set[EventId]) -> list[Channel]:
        found = await events.channels(tx, purpose=Purpose.CHAIR)
        for channel in found:
            self._networks.sight.watch(channel.chat)
        return [channel for channel in found if channel.event in changed or self._out_of_sight(channel.chat)]

    def _out_of_sight(self, chat: Address) -> bool:
        """Whether the channel has scrolled past its message, which did not move only just now."""
        rested = self._time.monotonic() - self._moved.get(chat, float("-inf")) >= BETWEEN_MOVES
        return rested and self._networks.sight.below(chat) >= SCROLLED_PAST

    async def _draw_if_possible(self, tx: Tx, channel: Channel) -> EventId | None:
        """What is stored of one meeting and cannot be read is in no other's way."""
        try:
            return await self._draw(tx, channel)
        except UNREADABLE as error:
            self._fails(channel, error)
            return None

    def _fails(self, channel: Channel, error: Exception) -> None:
        if channel.chat not in self._broken:
            self._broken.add(channel.chat)
            self._failures.add(channel.event, "live", error)

    async def _draw(self, tx: Tx, channel: Channel) -> EventId | None:
        """Draw one channel's message; its event if that has to wait for the next tick."""
        if self._time.monotonic() - self._drawn.get(channel.chat, float("-inf")) < self._interval(channel.chat):
            return channel.event
        drawn = await self._drawing(tx, channel)
        known = self._news.get(channel.chat, channel)
        if drawn and (drawn.fingerprint != known.drawing or not known.live or drawn.below):
            self._drawn[channel.chat] = float("inf")
            self._post(known, drawn)
        return None

    async def _drawing(self, tx: Tx, channel: Channel) -> _Drawn | None:
        event = await events.event(tx, channel.event)
        if event is None:
            return None
        speech = self._house.speech_for(None, event.settings.languages, chat=channel.chat, now=tx.now)
        scene = await self._scene(tx, event)
        fingerprint = hashlib.sha256(drawing(speech, scene).encode()).hexdigest()
        moves = event.state is not EventState.CLOSED and self._out_of_sight(channel.chat)
        below = Message(speech.say("live-moved")) if moves else None
        return _Drawn(live(speech, scene, tx.now), fingerprint, below)

    async def _scene(self, tx: Tx, event: Event) -> Scene:
        held = await votes.of_event(tx, event.id, *_UNDER_WAY)
        under_way = [vote for vote in held if vote.rehearsal == event.rehearsal]
        busy = any(vote.state is VoteState.OPEN for vote in under_way)
        upcoming = await votes.next_drafts(tx, event.id, event.item, 1 if busy else MOST_DRAFTS)
        arrivals = await presence.latest(tx, event.id, ARRIVALS)
        return Scene(
            event,
            arrivals,
            [*await open_ties(tx, event), *under_way][-MOST_VOTES:],
            await self._left(tx, under_way),
            await self._accountless(tx, under_way),
            [row.number for row in await votes.damaged(tx, event.id, held, *_UNDER_WAY)],
            upcoming,
            await agenda.items(tx, event.id),
            self._enrolment(),
        )

    async def _accountless(self, tx: Tx, under_way: Sequence[Vote]) -> dict[VoteId, int]:
        """Of ballots that reached nobody: a roll is gone through when its figures change, not for each drawing."""
        found = {}
        for vote in (vote for vote in under_way if vote.state is not VoteState.COUNTED):
            figures = (vote.reached, vote.roll.heads)
            if vote.queued <= 0 and vote.reached < vote.roll.heads:
                if self._unbound.get(vote.id, (None, 0))[0] != figures:
                    self._unbound[vote.id] = figures, await ballots.without_account(tx, vote.id)
                found[vote.id] = self._unbound[vote.id][1]
        return found

    async def _left(self, tx: Tx, under_way: Sequence[Vote]) -> timedelta:
        """Until all ballots are sent. With one network the votes tell how many wait, however many that are."""
        queued, limits = sum(max(vote.queued, 0) for vote in under_way), self._house.limits
        if queued and len(limits) > 1:
            return await time_for(tx, limits, [DeliveryKind.BALLOT])
        return rounded(seconds_for(limits, dict.fromkeys(limits, queued), polls=True))

    def _interval(self, chat: Address) -> float:
        connection = self._networks.of(chat)
        if connection is None or not connection.network.is_group(chat):
            return self._seconds
        limits = connection.network.limits
        return max(
            self._seconds, 60 / (limits.group_per_minute * SHARE_OF_GROUP), 1 / (limits.per_second * SHARE_OF_ALL)
        )

    def _post(self, channel: Channel, drawn: _Drawn) -> None:
        """Send or edit it; with something that is left in its old place, send it anew.

        To somebody who has just pressed a button there it is the answer, and travels like one.
        """
        old, below = Ref(channel.chat, channel.live) if channel.live else None, drawn.below
        shown, posted = [drawn], self._time.monotonic()

        async def render() -> Message:
            """Anew, if it had to wait: answers in the chat come first."""
            if self._time.monotonic() - posted > FRESH:
                async with self._store.read() as tx:
                    shown.append(await self._drawing(tx, channel) or drawn)
            return shown[-1].message

        job = Job(
            chat=channel.chat,
            lane=Lane.URGENT if self._networks.sight.take_pressed(channel.chat) else Lane.REDRAW,
            render=render,
            ref=None if below else old,
            key=f"live.{channel.chat}",
            done=self._done(channel, shown, old, below),
        )
        self._networks.post(job)
        if job.ref is None:
            self._moved[channel.chat] = self._time.monotonic()
            self._networks.sight.begin(channel.chat)

    def _done(
        self, channel: Channel, shown: Sequence[_Drawn], old: Ref | None, below: Message | None
    ) -> Callable[[Ref | None, NetworkError | None], None]:
        def done(ref: Ref | None, error: NetworkError | None) -> None:
            self._drawn[channel.chat] = self._time.monotonic()
            if error is None:
                self._broken.discard(channel.chat)
            elif not isinstance(error, Gone):
                self._fails(channel, error)
            if ref is not None:
                self._news[channel.chat] = replace(channel, live=ref_text(ref), drawing=shown[-1].fingerprint)
                if ref != old:
                    self._in_its_place(ref, old, below)
            elif isinstance(error, Gone):
                self._news[channel.chat] = replace(channel, live="", drawing="")
                self._versions = {}

        return done

    def _in_its_place(self, ref: Ref, old: Ref | None, below: Message | None) -> None:
        """Keep the new message in sight, where we may, and take the old one away."""
        self._networks.post(
            Job(
                chat=ref.chat,
                lane=Lane.REDRAW,
                render=_said(Message("")),
                ref=ref,
                pins=True,
                instead=old,
                done=self._pinned,
            )
        )
        if old and below:
            self._networks.post(self._removal(old, below))

    def _pinned(self, _ref: Ref | None, error: NetworkError | None) -> None:
        """A card that may not be pinned is there all the same; whoever runs this reads once how to change that."""
        if error is not None and not self._unpinned:
            self._unpinned = True
            _log.warning("live.not_pinned", error=type(error).__name__, what_to_do=LET_IT_PIN)

    def _removal(self, old: Ref, below: Message) -> Job:
        """One that is too old to be taken away says where it has gone, and has no buttons any more."""

        def done(_ref: Ref | None, error: NetworkError | None) -> None:
            if error is not None:
                self._networks.post(Job(chat=old.chat, lane=Lane.CLOSING, render=_said(below), ref=old))

        return Job(chat=old.chat, lane=Lane.REDRAW, render=_said(below), ref=old, redacts=True, done=done)

    async def _remember(self) -> None:
        """Write down which messages are the live ones and what they show."""
        news, self._news = self._news, {}
        if news:
            await self._store.write(lambda tx: _store_all(tx, list(news.values())))


def _said(message: Message) -> Callable[[], Awaitable[Message]]:
    async def render() -> Message:
        return message

    return render


async def _store_all(tx: Tx, channels: list[Channel]) -> None:
    for channel in channels:
        await events.set_live(tx, channel.chat, channel.live, channel.drawing)
