"""Private ballots on members' screens: what they show, and which of their buttons are still good.

Each rendering carries a number. The number that the network has confirmed is written down, which
retires the buttons of all renderings before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from adapters.contract import Address, Message, NetworkError, Ref
from adapters.outbox import Job, Lane
from bot.calls import House, Redraw
from bot.links import Links
from bot.speech import Speech
from bot.views import ballot
from bot.views.ballot import Paper
from core import casting
from core.model import DeliveryKind, MemberId, Vote, VoteId, VoteState
from core.store import deliveries, members, votes
from core.store.engine import Store
from core.store.writer import Tx

Shown = tuple[VoteId, MemberId, int]
"""Vote, member, and the number of a rendering."""


async def papers(
    tx: Tx, vote: Vote, ids: Iterable[MemberId], pages: Mapping[MemberId, int] | None = None
) -> dict[MemberId, Paper]:
    """The next renderings of these members' ballots."""
    found = await votes.ballots_of(tx, vote.id, ids)
    return {
        member: Paper(member, rendering + 1, choice, marks, (pages or {}).get(member, 0))
        for member, (rendering, choice, marks) in found.items()
    }


def drawn(speech: Speech, vote: Vote, paper: Paper) -> Message:
    """A ballot as it is now."""
    if vote.state is VoteState.OPEN:
        return ballot.private(speech, vote, paper)
    return ballot.over(speech, vote, paper.choice)


class Ballots:
    """Redraws ballots and remembers which renderings were shown."""

    def __init__(self, store: Store, house: House, links: Links) -> None:
        self._store = store
        self._house = house
        self._links = links
        self._shown: list[Shown] = []

    def redraw(self, wanted: Sequence[Redraw]) -> None:
        """Redraw ballots in the lane of receipts; several redraws of one message become one."""
        for redraw in wanted:
            self._post(redraw, redraw.ref)

    def shown(self, rendering: Shown) -> None:
        """The network confirmed this rendering."""
        self._shown.append(rendering)

    def take_shown(self) -> list[Shown]:
        """Confirmed renderings that are not written down yet."""
        taken, self._shown = self._shown, []
        return taken

    async def confirm(self) -> None:
        """Write confirmed renderings down."""
        if taken := self.take_shown():
            await self._store.write(lambda tx: casting.confirm(tx, taken))

    def _post(self, redraw: Redraw, ref: Ref | None) -> None:
        key = f"ballot.{redraw.vote}.{redraw.member}.{ref.chat if ref else ''}.{ref.message if ref else ''}"
        numbers: list[int] = []

        async def render() -> Message | None:
            async with self._store.read() as tx:
                return await self._rendered(tx, redraw, ref, numbers)

        def done(sent: Ref | None, error: NetworkError | None) -> None:
            if sent and error is None and numbers:
                self.shown((redraw.vote, redraw.member, numbers[-1]))

        self._links.post(Job(chat=redraw.chat, lane=Lane.RECEIPT, render=render, ref=ref, key=key, done=done))

    async def _rendered(self, tx: Tx, redraw: Redraw, ref: Ref | None, numbers: list[int]) -> Message | None:
        """The ballot for the message `ref`; the member's other messages of this ballot are posted on the way."""
        messages = await self._messages(tx, redraw)
        if ref is None or ref == redraw.ref:
            for other in messages:
                if other != ref:
                    self._post(Redraw(redraw.vote, redraw.member, other.chat, None, redraw.page), other)
        if ref is None:
            return None
        vote = await votes.by_id(tx, redraw.vote)
        paper = (
            (await papers(tx, vote, [redraw.member], {redraw.member: redraw.page})).get(redraw.member) if vote else None
        )
        if vote is None or paper is None:
            return None
        numbers.append(paper.rendering)
        return drawn(await self._speech(tx, redraw.chat), vote, paper)

    async def _messages(self, tx: Tx, redraw: Redraw) -> list[Ref]:
        sent = await deliveries.about(tx, DeliveryKind.BALLOT, redraw.vote, [redraw.member])
        return [Ref(delivery.chat, delivery.ref) for delivery in sent if delivery.ref]

    async def _speech(self, tx: Tx, chat: Address) -> Speech:
        _, own, roster = (await members.tongues_of_chats(tx, [chat])).get(chat, (False, "", ""))
        return self._house.speech(own, roster)
