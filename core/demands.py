"""Secrecy on demand: members who are present demand, before a vote opens, that it be secret.

They are counted, and nobody is named: neither in the journal nor in the minutes, and once a demand is settled its
rows are gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.definition import definition_hash, with_secrecy
from core.demand_rules import needed, parse_demand
from core.errors import Refusal, refuse
from core.journal import SYSTEM, record
from core.model import Event, MemberId, Vote, VoteState
from core.no_ballot import checkin, not_a_voter
from core.outgoing import DeliveryKind
from core.store import demands, rolls, spreading, votes
from core.store.writer import Tx
from core.telling import tell_chair


@dataclass(frozen=True, slots=True)
class Demanded:
    """How a demand stands."""

    vote: Vote
    have: int
    """Who demands it, of those who are present and may vote in it."""
    needed: int


async def demand(tx: Tx, event: Event, vote: Vote, member: MemberId) -> Demanded | Refusal:
    """Note that a member demands a secret vote; enough of them make it one, for good.

    Codes: `demand-late`, `demand-needless`, `demand-off`, `demand-absent`, and those of `no_ballot.not_a_voter`.
    """
    if fault := _cannot(vote) or await not_a_voter(tx, vote, event, member):
        return fault
    if not await _counting(tx, event, vote, [member]):
        return refuse("demand-absent", number=vote.number, checkin=checkin(event))
    await demands.put(tx, vote.id, member)
    stands = await demanded(tx, event, vote)
    if stands is None or stands.have < stands.needed:
        return stands or refuse("demand-off", number=vote.number)
    return replace(stands, vote=await _bind(tx, vote, stands))


def _cannot(vote: Vote) -> Refusal | None:
    if vote.state is not VoteState.DRAFT:
        return refuse("demand-late", number=vote.number)
    if vote.definition.secret:
        return refuse("demand-needless", number=vote.number)
    return None if parse_demand(vote.definition.secret_on_demand) else refuse("demand-off", number=vote.number)


async def demanded(tx: Tx, event: Event, vote: Vote) -> Demanded | None:
    """How many of those present demand that this draft be secret, and how many it takes; None where nobody can."""
    present = (await rolls.gathered(tx, vote, event)).present.heads
    enough = needed(parse_demand(vote.definition.secret_on_demand), present)
    if enough is None or vote.state is not VoteState.DRAFT:
        return None
    return Demanded(vote, len(await _counting(tx, event, vote, await demands.of_vote(tx, vote.id))), enough)


async def _counting(tx: Tx, event: Event, vote: Vote, among: Iterable[MemberId]) -> set[MemberId]:
    """Who of these is present and may vote in this vote."""
    return await rolls.present_voters(tx, vote, event, among)


async def _bind(tx: Tx, vote: Vote, stands: Demanded) -> Vote:
    definition = replace(with_secrecy(vote.definition, secret=True), demanded=True)
    changed = await votes.change(tx, vote.id, definition=definition)
    await record(
        tx,
        vote.event,
        "vote.demanded",
        SYSTEM,
        vote=vote.number,
        have=stands.have,
        needed=stands.needed,
        definition=definition_hash(definition),
    )
    await demands.forget(tx, [vote.id])
    await tell_chair(tx, DeliveryKind.DEMANDED, changed)
    await spreading.make_older(tx, changed, DeliveryKind.DRAFT)
    return changed
