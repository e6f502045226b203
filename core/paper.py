"""Members who vote on paper: at the desk, and by ballots that two tellers count.

Who votes on paper is frozen on the roll of a vote: their ballots in the chat stop, and what they hand in is told by
two tellers whose numbers must agree. Of a secret vote a few paper ballots would tell how each of those people voted;
so until the count tallies lie sealed, and afterwards only the sum with the ballots of the chat is kept.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core import floor
from core.boards import few_papers, units_of_paper
from core.casting import labels_of
from core.definition import fault_of, parse_choice
from core.errors import Refusal, refuse
from core.floor import Arrived
from core.journal import Actor, record
from core.model import Event, Member, MemberId, Vote, VoteState
from core.no_ballot import not_open
from core.secrecy import Opener, Unreadable, new_code, new_key, padded_size, seal
from core.secret import weighs
from core.store import ballots, deliveries, events, members, papers, secrets, votes
from core.store.keys import NoKey
from core.store.writer import Tx
from core.telling import tell_accounts
from core.totals import UNIT, Totals, Weight

Counts = Mapping[str, int]
"""Paper ballots by choice, in the form of the board."""
_LEAST_SEALED = 2000
"""Characters that a sealed tally always has, so that its length says nothing."""
TELLERS = 2
"""Whose numbers must agree."""


# -- who votes on paper


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A member who votes on paper from now on."""

    arrived: Arrived
    changed: bool
    """Whether the member voted in the chat before."""
    votes: tuple[Vote, ...] = ()
    """Open votes in which a paper ballot is to be handed out now."""
    cast: tuple[Vote, ...] = ()
    """Open votes in which the member has voted in the chat already: no paper for those."""


async def check_in(tx: Tx, event: Event, member: Member, by: Actor) -> OnPaper | Refusal:
    """The desk checks a member in who votes on paper; in open votes too the ballots in the chat stop at once.

    Codes: `paper-guest`, and those of `floor.check_in`.
    """
    if not await events.entitled_among(tx, event, [member.id]):
        return refuse("paper-guest", number=member.number, name=member.name)
    arrived = await floor.check_in(tx, event, member, by, paper=True)
    if isinstance(arrived, Refusal):
        return arrived
    changed = await papers.set_presence(tx, event.id, member.id, paper=True) or not arrived.already
    if changed:
        await record(tx, event.id, "checkin.paper", by, member=member.id)
    moved, stand = [], []
    for vote in await votes.of_event(tx, event.id, VoteState.OPEN):
        to_paper, cast = await _switch(tx, vote, member, by)
        moved += [vote] if to_paper else []
        stand += [vote] if cast else []
    if changed:
        told = refuse("paper-told", number=member.number, event=event.settings.title)
        await tell_accounts(tx, event.id, await members.accounts_of(tx, [member.id]), told)
    return OnPaper(arrived, changed, tuple(moved), tuple(stand))


async def _switch(tx: Tx, vote: Vote, member: Member, by: Actor) -> tuple[bool, bool]:
    """Whether a ballot goes to paper in this vote, and whether one was cast in the chat before."""
    moved, stand = await papers.switch(tx, vote, member.id)
    if moved or stand:
        await ballots.forget_marks(tx, vote.id, [*moved, *stand])
        await deliveries.make_outdated(tx, vote, only={member.id})
        await record(tx, vote.event, "vote.paper", by, member=member.id, vote=vote.number, stands=bool(stand))
    return bool(moved), bool(stand)


async def back_to_chat(tx: Tx, event: Event, member: Member, by: Actor) -> bool:
    """A member who voted on paper votes in the chat again, from the next vote on; False if that is nothing new."""
    changed = await papers.set_presence(tx, event.id, member.id, paper=False)
    if changed:
        await record(tx, event.id, "checkin.chat", by, member=member.id)
    return changed


# -- the desk casts


async def cast_at_desk(tx: Tx, vote: Vote, member: Member, choice: str, by: MemberId) -> str | Refusal:
    """The desk casts in a named vote for somebody who stands before it and votes on paper; the choice as it stands.

    Codes: `desk-cast-secret`, `desk-cast-chat`, `cast-is-cast`, and those of `no_ballot.not_open` and of a choice.
    """
    if vote.state is not VoteState.OPEN or (vote.closes_at and vote.closes_at <= tx.now):
        return not_open(vote) if vote.closed_at or vote.state is VoteState.DRAFT else _too_late(vote)
    if vote.definition.secret:
        return refuse("desk-cast-secret", number=vote.number)
    weight = await papers.weight_of(tx, vote, member.id)
    if weight is None:
        return refuse("desk-cast-chat", number=vote.number, member=member.number, name=member.name)
    if fault := fault_of(vote, choice):
        return fault
    stands = (await ballots.standing(tx, vote, [member.id]))[member.id].choice
    choice = parse_choice(vote, choice)
    if stands is not None and stands != choice and not vote.definition.revote:
        return refuse("cast-is-cast", number=vote.number, choice=labels_of(vote, stands))
    await ballots.put(tx, vote, {member.id: choice}, Totals() if stands is not None else Totals(1, weight))
    await papers.recount(tx, vote)
    again = stands is not None
    await record(tx, vote.event, "vote.cast-at-desk", by, member=member.id, vote=vote.number, again=again)
    return choice


def _too_late(vote: Vote) -> Refusal:
    if vote.hold:
        return refuse("chair-decides", number=vote.number)
    assert vote.closes_at  # noqa: S101 - asked for before
    return refuse("too-late", number=vote.number, at=vote.closes_at)


# -- what tellers count


@dataclass(frozen=True, slots=True)
class Tallied:
    """What a teller's numbers came to."""

    vote: Vote
    counts: Counts
    others: tuple[Counts, ...]
    """What other tellers counted that is not the same."""
    agreed: bool
    revealing: bool
    """Whether these numbers, told beside the ballots of the chat, would tell how people voted in secret."""

    @property
    def papers(self) -> int:
        """How many paper ballots that is."""
        return sum(self.counts.values())


async def tally(tx: Tx, vote: Vote, counts: Counts, by: MemberId) -> Tallied | Refusal:
    """Note what a teller counted; what two counted alike is added to the box when it is opened.

    Codes: `tally-early`, `tally-late`, `tally-nobody`, `tally-many`, `tally-weights`, `tally-lost`, and those of a
    choice.
    """
    if fault := _not_tallied_now(vote):
        return fault
    counted: Counter[str] = Counter()
    for choice, number in counts.items():
        if number and (fault := fault_of(vote, choice)):
            return fault
        counted[parse_choice(vote, choice)] += number
    mine = {choice: number for choice, number in sorted(counted.items()) if number}
    if sum(mine.values()) > vote.papers.voters.heads:
        return refuse("tally-many", number=vote.number, papers=sum(mine.values()), voters=vote.papers.voters.heads)
    if await _weigh_differently(tx, vote):
        return refuse("tally-weights", number=vote.number)
    vote = await _with_seal(tx, vote)
    await papers.put_tally(tx, vote, by, _closed(vote, mine))
    found = await _read(tx, vote)
    settled = _agreed(found)
    agreed = settled == mine
    facts: dict[str, Any] = {"papers": sum(mine.values()), "agreed": agreed}
    if not vote.definition.secret:
        facts["counts"] = mine
    await record(tx, vote.event, "vote.tally", by, vote=vote.number, **facts)
    waits = vote.state is VoteState.CLOSED and vote.count_at is None
    after = await votes.change(tx, vote.id, count_at=tx.now if waits and settled is not None else vote.count_at)
    others = tuple(counts for teller, counts in found.items() if teller != by and counts != mine)
    return Tallied(after, mine, others, agreed, vote.definition.secret and few_papers(mine))


def _not_tallied_now(vote: Vote) -> Refusal | None:
    if vote.state is VoteState.DRAFT:
        return refuse("tally-early", number=vote.number)
    if vote.state not in (VoteState.OPEN, VoteState.CLOSED):
        return refuse("tally-late", number=vote.number, state=vote.state)
    return None if vote.papers.voters.heads else refuse("tally-nobody", number=vote.number)


async def _weigh_differently(tx: Tx, vote: Vote) -> bool:
    """Whether it matters who handed in which paper, so that papers cannot be counted."""
    return not _alike(vote) and len(await papers.outstanding(tx, vote)) > 1


def _alike(vote: Vote) -> bool:
    """Whether every ballot of this vote weighs the same, whoever cast it."""
    return vote.definition.secret and not weighs(vote.definition)


async def _with_seal(tx: Tx, vote: Vote) -> Vote:
    """The vote with a key for its tallies, which lies on the server until they are counted."""
    if not vote.definition.secret or vote.papers.seal:
        return vote
    key = new_key()
    tx.keys.keep(key)
    return await votes.change(tx, vote.id, paper_seal=key.public)


def _closed(vote: Vote, counts: Counts) -> str:
    """As it is stored: sealed where the vote is secret."""
    text = json.dumps(counts, sort_keys=True)
    if not vote.definition.secret:
        return text
    size = padded_size(max(len(text), _LEAST_SEALED))
    return base64.b64encode(seal(vote.papers.seal, new_code(), text, size)).decode()


async def _read(tx: Tx, vote: Vote) -> dict[MemberId, dict[str, int]]:
    """What was counted, by teller; what cannot be read any more was never said."""
    found = await papers.tallies(tx, vote.id)
    if not vote.definition.secret:
        return {teller: json.loads(counts) for teller, counts in found.items()}
    try:
        opener = Opener(tx.keys.find(vote.papers.seal))
        return {teller: json.loads(opener.open(base64.b64decode(counts))[1]) for teller, counts in found.items()}
    except (NoKey, Unreadable):
        return {}


def _agreed(found: Mapping[MemberId, Counts]) -> Counts | None:
    """What two tellers have counted alike; None if nobody has, or two pairs differ."""
    several = Counter(json.dumps(counts, sort_keys=True) for counts in found.values())
    sure = [text for text, tellers in several.items() if tellers >= TELLERS]
    return json.loads(sure[0]) if len(sure) == 1 else None


# -- the count


async def counted(tx: Tx, vote: Vote) -> Counts | Refusal:
    """The paper ballots that go into the box of a closed vote.

    Codes: `tally-missing`, `tally-differs`, `tally-many`, `tally-weights`.
    """
    if not vote.papers.voters.heads:
        return {}
    found = await _read(tx, vote)
    settled = _agreed(found)
    if settled is None:
        if len(found) >= TELLERS:
            return refuse("tally-differs", number=vote.number)
        return refuse("tally-missing", number=vote.number, voters=vote.papers.voters.heads)
    if sum(settled.values()) > vote.papers.voters.heads:
        return refuse("tally-many", number=vote.number, papers=sum(settled.values()), voters=vote.papers.voters.heads)
    if await _weigh_differently(tx, vote):
        return refuse("tally-weights", number=vote.number)
    return settled


def weighed(vote: Vote, counts: Counts) -> dict[str, Totals]:
    """Paper ballots as the box counts them."""
    each = units_of_paper(vote)
    return {choice: Totals(number * each, number * weight_of_each(vote)) for choice, number in counts.items()}


def weight_of_each(vote: Vote) -> Weight:
    """What a paper ballot weighs, which is the same for all."""
    return UNIT if _alike(vote) else vote.papers.weight


async def destroy(tx: Tx, vote: Vote) -> None:
    """Forget what tellers said, and have the key to it destroyed."""
    await papers.forget_tallies(tx, vote.id)
    if vote.papers.seal:
        await secrets.scrub_later(tx, [vote.papers.seal])
