"""Who presses on ballots, and all that these people cast, for a whole batch at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from adapters.contract import Address, Press
from bot.chat.buttons import ALL
from bot.chat.call import languages
from bot.chat.call import meant as meetings
from bot.chat.crowd import Crowd
from core import casting
from core.ballot import Hand, InHand
from core.errors import Refusal, refuse
from core.model import MemberId, Vote, VoteId
from core.persons import Tongue
from core.store import members, votes
from core.store.ballots import hands
from core.store.writer import Tx


class AboutVote(Protocol):
    """What a button does, as far as it is about a vote."""

    @property
    def vote(self) -> VoteId:
        """Which one."""


Presses: TypeAlias = Sequence[tuple[Press, AboutVote]]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who pressed, and all ballots that this person casts."""

    vote: Vote
    member: MemberId
    hand: Hand

    def meant(self, whose: MemberId | None) -> tuple[InHand, ...]:
        """The ballots that a button is for; none if they are not in this hand."""
        if whose == ALL:
            return casting.alike(self.vote, self.hand)
        return tuple(ballot for ballot in self.hand.ballots if ballot.member == (whose or self.member))


Holders: TypeAlias = dict[tuple[Address, VoteId], Holder | Refusal]


async def holders_of(tx: Tx, presses: Presses) -> Holders:
    """The hands of those who pressed; why there is none."""
    if not presses:
        return {}
    persons = await members.persons(tx, {press.sender for press, _ in presses})
    wanted = {action.vote for _, action in presses}
    known = await votes.by_ids(tx, wanted)
    unknown = {vote: await casting.unknown(tx, vote) for vote in wanted - known.keys()}
    found: Holders = {
        (press.sender, action.vote): (press.sender in persons and unknown.get(action.vote)) or refuse("not-bound")
        for press, action in presses
    }
    ids = {person.member.id for person in persons.values()}
    for vote in known.values():
        mine = await hands(tx, vote, ids)
        for address, person in persons.items():
            found[address, vote.id] = Holder(vote, person.member.id, mine.get(person.member.id, Hand()))
    return found


def holder_in(holders: Holders, press: Press, action: AboutVote) -> Holder | None:
    """Whoever pressed, if there is anything to be cast."""
    found = holders.get((press.sender, action.vote))
    return found if isinstance(found, Holder) else None


async def meant(tx: Tx, holder: Holder | Refusal, whose: MemberId | None) -> tuple[InHand, ...] | Refusal:
    """The ballots that a button is for; why this person does not cast them."""
    if isinstance(holder, Refusal):
        return holder
    named = None if whose == ALL else whose
    return holder.meant(whose) or await casting.why_not_in_hand(tx, holder.vote, holder.member, named)


async def languages_of(crowd: Crowd, presses: Presses) -> Mapping[VoteId, tuple[str, ...]]:
    """Of the events of these votes, for those who are spoken to in no language of their own."""
    wanted = {action.vote for press, action in presses if not any((crowd.tongue(press) or Tongue())[1:])}
    found = await votes.languages(crowd.tx, wanted) if wanted else {}
    unknown = wanted - found.keys()
    return found | dict.fromkeys(unknown, languages(await meetings(crowd.tx, None))) if unknown else found
