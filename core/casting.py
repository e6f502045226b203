"""Casting named votes: many at once, decided in the order in which they came."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.definition import fault_of, parse_choice
from core.errors import Refusal, refuse
from core.methods.model import ABSTAIN
from core.model import Address, DeliveryKind, Event, EventState, MemberId, RollBase, Totals, Vote, VoteId, VoteState
from core.store import deliveries, events, members, votes
from core.store.votes import Voter
from core.store.writer import Tx


@dataclass(frozen=True, slots=True)
class Cast:
    """A wish to cast. `choice` is in the form of the board, with the letters of the vote's options."""

    address: Address
    vote: VoteId
    choice: str
    rendering: int | None = None
    """The rendering of the private ballot that was pressed; None for group ballots and typed casts."""
    tag: str = ""
    """What proves that this rendering was made for this member."""
    arrived: datetime | None = None
    """When the network handed it over, which decides whether it was in time; None means now."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A choice that stands from now on."""

    vote: Vote
    member: MemberId
    choice: str
    before: str | None
    """What stood before; None for the first cast."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.choice != self.before


@dataclass(slots=True)
class _Poll:
    """One vote's part of a batch."""

    vote: Vote
    event: Event
    voters: dict[Address, Voter]
    standing: dict[MemberId, str | None] = field(default_factory=dict)
    written: dict[MemberId, str] = field(default_factory=dict)
    new: Totals = field(default_factory=Totals)
    judged: dict[str, str | Refusal] = field(default_factory=dict)
    """By choice as it came in: its canonical form, or why it cannot be cast."""


def tag(vote: Vote, member: MemberId, rendering: int) -> str:
    """Prove in a button that it was rendered for this member: 48 bits of an HMAC under the vote's key."""
    proof = hmac.digest(vote.key, f"{member}.{rendering}".encode(), "sha256")
    return base64.urlsafe_b64encode(proof[:6]).decode()


async def cast(tx: Tx, casts: Sequence[Cast]) -> list[Recorded | Refusal]:
    """Decide about casts in their order and store what stands at the end.

    Codes: `vote-unknown`, `vote-over`, `vote-not-open`, `vote-cancelled`, `chair-decides`,
    `too-late`, `ballot-forged`, `ballot-retired`, `cast-is-cast`, `not-bound`, those of
    `why_not_on_roll`, and `choice-...` for what the method refuses.
    """
    polls = await _polls(tx, casts)
    outcomes = [_decide(tx.now, polls.get(wish.vote), wish) for wish in casts]
    for poll in polls.values():
        if poll.written:
            await votes.put_ballots(tx, poll.vote, poll.written, poll.new)
            await votes.forget_marks(tx, poll.vote.id, list(poll.written))
        if late := _late(casts, outcomes, poll.vote.id):
            await votes.add_late(tx, poll.vote.id, late)
    return [await _explain(tx, wish, outcome, polls) for wish, outcome in zip(casts, outcomes, strict=True)]


def _late(casts: Sequence[Cast], outcomes: Sequence[Recorded | Refusal], vote: VoteId) -> int:
    """How many casts in a vote came after its end, so that the chair can be told."""
    return sum(
        wish.vote == vote and isinstance(outcome, Refusal) and outcome.code in ("too-late", "chair-decides")
        for wish, outcome in zip(casts, outcomes, strict=True)
    )


async def _polls(tx: Tx, casts: Sequence[Cast]) -> dict[VoteId, _Poll]:
    found = await votes.by_ids(tx, {wish.vote for wish in casts})
    meetings = {event.id: event for event in await events.events(tx)}
    return {
        vote.id: _Poll(
            vote,
            meetings[vote.event],
            await votes.voters(tx, vote.id, {wish.address for wish in casts if wish.vote == vote.id}),
        )
        for vote in found.values()
    }


def _decide(now: datetime, poll: _Poll | None, wish: Cast) -> Recorded | Refusal:
    if poll is None:
        return refuse("vote-unknown")
    voter = poll.voters.get(wish.address)
    if voter is None:
        return refuse("not-bound")
    if not voter.on_roll:
        return refuse("not-on-roll")
    return _closed(poll, wish.arrived or now) or _untrue(poll, voter, wish) or _enter(poll, voter, wish)


def _closed(poll: _Poll, arrived: datetime) -> Refusal | None:
    vote = poll.vote
    if poll.event.state is EventState.CLOSED:
        return refuse("vote-over", number=vote.number, title=vote.definition.title)
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    if vote.closes_at is None or arrived < vote.closes_at:
        return None
    if vote.hold:
        return refuse("chair-decides", number=vote.number)
    return refuse("too-late", number=vote.number, at=vote.closes_at)


def not_open(vote: Vote) -> Refusal:
    """Why nothing can be cast in a vote that is not open."""
    if vote.state is VoteState.DRAFT:
        return refuse("vote-not-open", number=vote.number)
    if vote.state is VoteState.CANCELLED:
        return refuse("vote-cancelled", number=vote.number)
    assert vote.closed_at  # noqa: S101 - set by every way out of `open`
    return refuse("too-late", number=vote.number, at=vote.closed_at)


def _untrue(poll: _Poll, voter: Voter, wish: Cast) -> Refusal | None:
    if wish.rendering is not None:
        true = tag(poll.vote, voter.member, wish.rendering)
        # as bytes, because compare_digest refuses text that is not ASCII
        if not hmac.compare_digest(wish.tag.encode(errors="replace"), true.encode()):
            return refuse("ballot-forged")
        if wish.rendering < voter.rendering:
            stands = _labels(poll.vote, _standing(poll, voter))
            return refuse("ballot-retired", number=poll.vote.number, choice=stands, member=voter.member)
    return None


def _judged(poll: _Poll, choice: str) -> str | Refusal:
    if choice not in poll.judged:
        poll.judged[choice] = fault_of(poll.vote, choice) or parse_choice(poll.vote, choice)
    return poll.judged[choice]


def _standing(poll: _Poll, voter: Voter) -> str | None:
    return poll.standing.get(voter.member, voter.choice)


def _labels(vote: Vote, choice: str | None) -> str:
    """A choice for a refusal: `7a, 7c`, `blank`, `abstain`, or `none`."""
    if not choice or choice == ABSTAIN:
        return choice or ("none" if choice is None else "blank")
    return ", ".join(vote.label(label) for label in choice.split("+"))


def _enter(poll: _Poll, voter: Voter, wish: Cast) -> Recorded | Refusal:
    before = _standing(poll, voter)
    choice = _judged(poll, wish.choice)
    if isinstance(choice, Refusal):
        return choice
    if before not in (None, choice) and not poll.vote.definition.revote:
        return refuse("cast-is-cast", number=poll.vote.number, choice=_labels(poll.vote, before))
    if choice != before:
        poll.written[voter.member] = poll.standing[voter.member] = choice
    if before is None:
        poll.new = Totals(poll.new.heads + 1, poll.new.weight + voter.weight)
        poll.vote = replace(poll.vote, cast=Totals(poll.vote.cast.heads + 1, poll.vote.cast.weight + voter.weight))
    return Recorded(poll.vote, voter.member, choice, before)


async def _explain(tx: Tx, wish: Cast, outcome: Recorded | Refusal, polls: dict[VoteId, _Poll]) -> Recorded | Refusal:
    if isinstance(outcome, Refusal) and outcome.code == "not-on-roll":
        poll = polls[wish.vote]
        return await why_not_on_roll(tx, poll.vote, poll.event, poll.voters[wish.address].member)
    return outcome


async def why_not_on_roll(tx: Tx, vote: Vote, event: Event, member_id: MemberId) -> Refusal:
    """Why this member has no ballot.

    Codes: `not-entitled`, `excluded`, `not-in-group`, `vote-not-open`, `too-late`, `not-present`, `joined-after`.
    """
    member = (await members.by_ids(tx, [member_id]))[member_id]
    if not await events.entitled_among(tx, event, [member_id]):
        return refuse("not-entitled", number=vote.number)
    if member.number in vote.definition.excluded:
        return refuse("excluded", number=vote.number)
    if vote.definition.group and vote.definition.group not in member.groups:
        return refuse("not-in-group", number=vote.number, group=vote.definition.group)
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    if vote.definition.roll is RollBase.PRESENT and not await events.present_among(tx, event.id, [member_id]):
        return refuse("not-present", number=vote.number, event=event.id)
    return refuse("joined-after", number=vote.number)


async def mark(tx: Tx, wish: Cast) -> Recorded | Refusal:
    """Keep a half-filled ballot, which has not to be complete. Codes as in `cast`."""
    poll = (await _polls(tx, [wish])).get(wish.vote)
    outcome = _decide_mark(tx.now, poll, wish)
    if poll is None or isinstance(outcome, Refusal):
        return await _explain(tx, wish, outcome, {wish.vote: poll} if poll else {})
    await votes.put_mark(tx, wish.vote, outcome.member, wish.choice)
    return outcome


def _decide_mark(now: datetime, poll: _Poll | None, wish: Cast) -> Recorded | Refusal:
    # an incomplete ballot is decided like a blank one, which every method takes
    outcome = _decide(now, poll, replace(wish, choice=""))
    return outcome if isinstance(outcome, Refusal) else replace(outcome, choice=wish.choice)


async def confirm(tx: Tx, shown: Iterable[tuple[VoteId, MemberId, int]]) -> None:
    """The network showed these renderings: presses on earlier ones are old from now on."""
    await votes.confirm_renderings(tx, shown)


async def send_again(tx: Tx, vote: Vote, event: Event, member: MemberId) -> Refusal | None:
    """Queue a member's private ballot once more. Codes: `not_open` and `why_not_on_roll`."""
    if member not in await votes.ballots_of(tx, vote.id, [member]):
        return await why_not_on_roll(tx, vote, event, member)
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    await deliveries.queue_for_roll(tx, DeliveryKind.BALLOT, vote, only=[member])
    return None
