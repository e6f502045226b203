"""Before an election: who is proposed, and whether they stand.

While the nominations of a draft are open, everybody on it who is a member is asked once. What they say is kept by
`key`, because labels change with every candidate that comes or goes, and only until the draft opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from core.acceptance import candidates, own_option
from core.candidates import of_definition
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.model import Acceptance, Member, MemberId, Option, Vote, VoteState
from core.outgoing import DeliveryKind
from core.store import deliveries, members, votes, ways_in
from core.store.writer import Tx
from core.telling import alarm_chair

CHANGES = 10
"""Times that one member may say so within `CHANGES_WITHIN`; not to stand any more can be said always."""
CHANGES_WITHIN = timedelta(hours=1)


def key(option: Option) -> str:
    """What is kept of a candidate's answer stands under this."""
    return f"#{option.member}" if option.member else option.text


def key_of(member: Member) -> str:
    """The same of a member, whether a candidate or not."""
    return f"#{member.number}"


def are_open(vote: Vote) -> bool:
    """Whether somebody can still be proposed."""
    return vote.state is VoteState.DRAFT and vote.definition.nominations


async def follow(tx: Tx, vote: Vote) -> None:
    """A draft was written or changed: ask whoever is new on it, and draw anew what others were asked."""
    await deliveries.make_older(tx, vote, DeliveryKind.NOMINATED)
    if not are_open(vote):
        return
    silent = [option.label for option in of_definition(vote.definition) if key(option) not in vote.answers]
    people = {member.id for member in (await candidates(tx, vote, silent)).values()}
    asked = {delivery.member for delivery in await deliveries.about(tx, DeliveryKind.NOMINATED, vote.id, people)}
    to = [(account.member, account.chat) for account in await members.accounts_of(tx, people - asked)]
    await deliveries.queue(tx, DeliveryKind.NOMINATED, vote.event, vote.id, to)


async def answer(
    tx: Tx, vote: Vote, named: str, said: Acceptance, by: Actor, member: MemberId | None = None
) -> Vote | Refusal:
    """Write down whether somebody stands, by `key`; the chair hears of whoever does not.

    Codes: `nominations-over`, `stands-too-often`.
    """
    if not are_open(vote):
        return refuse("nominations-over", number=vote.number)
    if vote.answers.get(named) is said:
        return vote
    if member == by and said is Acceptance.ACCEPTED and await _too_often(tx, vote, member):
        return refuse("stands-too-often", number=vote.number)
    changed = await votes.change(tx, vote.id, answers={**vote.answers, named: said})
    if member:  # the journal holds no names
        act = "candidate.stands" if said is Acceptance.ACCEPTED else "candidate.declines"
        await record(tx, vote.event, act, by, member=member, vote=vote.number)
        await deliveries.make_older(tx, vote, DeliveryKind.NOMINATED, [member])
    if said is Acceptance.DECLINED and member == by:
        who = next((option.text for option in vote.definition.options if key(option) == named), named)
        await alarm_chair(tx, vote.event, refuse("nominee-declined", number=vote.number, who=who))
    return changed


async def _too_often(tx: Tx, vote: Vote, member: MemberId | None) -> bool:
    """Each time is written down, the chair hears of it, and everybody's draft is drawn anew."""
    mine, since = f"stands {vote.id} {member}", tx.now - CHANGES_WITHIN
    if await ways_in.failures(tx, mine, since) >= CHANGES:
        return True
    await ways_in.add_failure(tx, mine, since)
    return False


async def said_by(tx: Tx, vote: Vote, member: MemberId) -> tuple[str, Acceptance | None]:
    """The label of a member on a draft, empty for who is not on it, and what they said."""
    person = (await members.by_ids(tx, [member])).get(member)
    return await own_option(tx, vote, member), vote.answers.get(key_of(person)) if person else None


async def unanswered(tx: Tx, vote: Vote) -> Mapping[str, bool]:
    """By label, candidates who have not said whether they stand: whether they were asked and may still answer."""
    silent = [option.label for option in of_definition(vote.definition) if key(option) not in vote.answers]
    people = await candidates(tx, vote, silent)
    found = await deliveries.about(tx, DeliveryKind.NOMINATED, vote.id, [member.id for member in people.values()])
    reached = {delivery.member for delivery in found if not delivery.error}
    return {label: label in people and people[label].id in reached for label in silent}
