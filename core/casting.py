"""Casting votes: many at once, decided in the order in which they came."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from core import filling, secret
from core.ballot import SEALED, Hand, Heard, InHand, Rendering, Standing, Voter
from core.definition import fault_of, parse_choice
from core.errors import Refusal, refuse
from core.methods.model import ABSTAIN
from core.model import Address, Event, EventState, MemberId, Vote, VoteId, VoteState
from core.no_ballot import not_open, on_paper, why_not_on_roll
from core.outgoing import DeliveryKind
from core.secrecy import new_code
from core.store import ballots, deliveries, events, members, proxies, votes
from core.store.writer import Tx
from core.totals import Totals

_GIVEN, _NOT_HELD = "proxy-given", "proxy-not-held"

_LABEL = re.compile(r"(?<![a-z:])[a-z]{1,2}(?![a-z])")
"""An option in a choice, and no answer."""
_LONGEST = 100
"""Characters of a choice in a refusal."""


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
    whose: MemberId | None = None
    """Whose ballot it is; None is the own one, anybody else's must be in this person's hands."""
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """A wish to fill in one thing, as in `filling.put`; the choice of `wish` is not looked at."""

    wish: Cast
    option: str
    number: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """A choice that stands from now on."""

    vote: Vote
    """As it was before the batch, so without its turnout."""
    member: MemberId
    """Whose ballot it is."""
    choice: str
    """In a secret vote `SEALED`, like what stood before."""
    before: str | None
    """What stood before; None for the first cast."""
    by: MemberId
    """Who cast it: the member, or who holds the member's vote."""
    code: str = ""
    """By which the ballot can be found on the board of a secret vote that gives receipts; told once, and never kept."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return self.choice != self.before or self.choice == SEALED


@dataclass(slots=True)
class _Poll:
    """One vote's part of a batch."""

    vote: Vote
    voters: dict[Address, Voter]
    held: dict[MemberId, Voter]
    """By principal, the ballots that those who cast for others hold."""
    standing: dict[MemberId, str | None] = field(default_factory=dict)
    written: dict[MemberId, str] = field(default_factory=dict)
    codes: dict[MemberId, str] = field(default_factory=dict)
    """In a secret vote, the receipt codes of what is written."""
    filled_in: list[MemberId] = field(default_factory=list)
    """Those among them whose half-filled ballot is done with."""
    new: Totals = field(default_factory=Totals)
    judged: dict[str, str | Refusal] = field(default_factory=dict)
    """By choice as it came in: its canonical form, or why it cannot be cast."""


def tag(vote: Vote, member: MemberId, rendering: int) -> str:
    """Prove in a button that it was rendered for this member: 48 bits of an HMAC under the vote's key."""
    proof = hmac.digest(vote.key, f"{member}.{rendering}".encode(), "sha256")
    return base64.urlsafe_b64encode(proof[:6]).decode()


async def cast(tx: Tx, casts: Sequence[Cast]) -> list[Recorded | Refusal]:
    """Decide about casts in their order and store what stands at the end.

    Codes: `secret-in-...` of `Heard`, those of `unknown`, `vote-over`, `vote-not-open`, `vote-cancelled`, `vote-void`,
    `chair-decides`, `too-late`, `ballot-forged`, `ballot-retired`, `cast-is-cast`, `not-bound`, `on-paper`,
    `proxy-not-held`, `proxy-taken-back`, those of `why_not_on_roll`, and `choice-...` for what the method refuses.
    """
    polls = await _polls(tx, casts)
    unread = await _unknown(tx, casts, polls)
    outcomes = [_decide(tx.now, polls.get(wish.vote) or unread[wish.vote], wish) for wish in casts]
    for poll in polls.values():
        if poll.written:
            await _put(tx, poll)
            if poll.filled_in:
                await ballots.forget_marks(tx, poll.vote.id, poll.filled_in)
        if late := _late(casts, outcomes, poll.vote.id):
            await votes.add_late(tx, poll.vote.id, late)
    return [await _explain(tx, wish, outcome, polls) for wish, outcome in zip(casts, outcomes, strict=True)]


async def unknown(tx: Tx, vote_id: VoteId) -> Refusal:
    """Why nothing can be done with a vote that is not found. Codes: `damaged-vote`, `vote-unknown`."""
    number = await votes.number_of(tx, vote_id)
    return refuse("damaged-vote", number=number) if number else refuse("vote-unknown")


async def _unknown(tx: Tx, casts: Sequence[Cast], polls: dict[VoteId, _Poll]) -> dict[VoteId, Refusal]:
    return {vote: await unknown(tx, vote) for vote in {wish.vote for wish in casts} - polls.keys()}


async def _put(tx: Tx, poll: _Poll) -> None:
    if poll.vote.definition.secret:
        await secret.put(tx, poll.vote, poll.written, poll.codes, poll.new)
    else:
        await ballots.put(tx, poll.vote, poll.written, poll.new)


def _late(casts: Sequence[Cast], outcomes: Sequence[Recorded | Refusal], vote: VoteId) -> int:
    """How many casts in a vote came after its end, so that the chair can be told."""
    return sum(
        wish.vote == vote and isinstance(outcome, Refusal) and outcome.code in ("too-late", "chair-decides")
        for wish, outcome in zip(casts, outcomes, strict=True)
    )


async def _polls(tx: Tx, casts: Sequence[Cast]) -> dict[VoteId, _Poll]:
    found = await votes.by_ids(tx, {wish.vote for wish in casts})
    return {vote.id: await _poll(tx, vote, [wish for wish in casts if wish.vote == vote.id]) for vote in found.values()}


async def _poll(tx: Tx, vote: Vote, wishes: Sequence[Cast]) -> _Poll:
    voters = await ballots.voters(tx, vote, {wish.address for wish in wishes})
    holders = {wish.address for wish in wishes if wish.whose is not None} & voters.keys()
    held = await _held(tx, vote, {voters[address].member for address in holders}) if holders else {}
    return _Poll(vote, voters, held)


async def _held(tx: Tx, vote: Vote, holders: Collection[MemberId]) -> dict[MemberId, Voter]:
    return {
        ballot.member: Voter(
            member=ballot.member,
            on_roll=True,
            weight=ballot.weight,
            stands=ballot.stands._replace(rendering=mine.rendering),
            holder=holder,
        )
        for holder, mine in (await ballots.hands(tx, vote, holders)).items()
        for ballot in mine.ballots
        if ballot.member != holder
    }


def _decide(now: datetime, poll: _Poll | Refusal, wish: Cast) -> Recorded | Refusal:
    if isinstance(poll, Refusal):
        return poll
    voter = _voter(poll, wish)
    if isinstance(voter, Refusal):
        return voter
    return _closed(poll, wish.arrived or now) or _untrue(poll, voter, wish) or _enter(poll, voter, wish)


def _voter(poll: _Poll, wish: Cast) -> Voter | Refusal:
    """The ballot that is meant; its `holder` is set if this person casts it for somebody else."""
    person = poll.voters.get(wish.address)
    if person is None:
        return refuse("not-bound")
    if wish.whose is not None and wish.whose != person.member:
        voter = poll.held.get(wish.whose)
        return voter if voter and voter.holder == person.member else Refusal(_NOT_HELD)
    if not person.on_roll:
        return refuse("not-on-roll")
    if person.paper:
        return refuse("on-paper", number=poll.vote.number)
    return person if person.holder is None else Refusal(_GIVEN)


def _closed(poll: _Poll, arrived: datetime) -> Refusal | None:
    vote = poll.vote
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    if vote.closes_at is None or arrived < vote.closes_at:
        return None
    if vote.hold:
        return refuse("chair-decides", number=vote.number)
    return refuse("too-late", number=vote.number, at=vote.closes_at)


def _untrue(poll: _Poll, voter: Voter, wish: Cast) -> Refusal | None:
    if wish.heard and poll.vote.definition.secret:
        return refuse(f"secret-in-{wish.heard}", number=poll.vote.number)
    if wish.rendering is not None:
        caster = voter.holder or voter.member
        true = tag(poll.vote, caster, wish.rendering)
        # as bytes, because compare_digest refuses text that is not ASCII
        if not hmac.compare_digest(wish.tag.encode(errors="replace"), true.encode()):
            return refuse("ballot-forged")
        if wish.rendering < voter.stands.rendering:
            stands = labels_of(poll.vote, _standing(poll, voter))
            return refuse("ballot-retired", number=poll.vote.number, choice=stands, member=caster)
    return None


def _judged(poll: _Poll, choice: str) -> str | Refusal:
    if choice not in poll.judged:
        poll.judged[choice] = fault_of(poll.vote, choice) or parse_choice(poll.vote, choice)
    return poll.judged[choice]


def _standing(poll: _Poll, voter: Voter) -> str | None:
    return poll.standing.get(voter.member, voter.stands.choice)


def _receipt(poll: _Poll, member: MemberId) -> str:
    return poll.codes[member] if poll.vote.definition.receipts else ""


def labels_of(vote: Vote, choice: str | None) -> str:
    """A choice for a refusal: `7a, 7c`, `7b > 7a`, `7a:yes, 7b:no`, `blank`, `abstain`, or `none`; a long one is cut.

    The answers are words of ours, which whoever tells them puts into the reader's language.
    """
    if not choice or choice in (ABSTAIN, SEALED):
        return choice or ("none" if choice is None else "blank")
    text = (
        _LABEL.sub(lambda found: vote.label(found[0]), choice).replace(" ", ", ").replace("+", ", ").replace(">", " > ")
    )
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _enter(poll: _Poll, voter: Voter, wish: Cast) -> Recorded | Refusal:
    before = _standing(poll, voter)
    choice = _judged(poll, wish.choice)
    if isinstance(choice, Refusal):
        return choice
    if before not in (None, choice) and not poll.vote.definition.revote:
        return refuse("cast-is-cast", number=poll.vote.number, choice=labels_of(poll.vote, before))
    if choice != before:
        poll.written[voter.member] = poll.standing[voter.member] = choice
        if voter.stands.marks is not None:
            poll.filled_in.append(voter.member)
    if before is None:
        poll.new = Totals(poll.new.heads + 1, poll.new.weight + voter.weight)
    by = voter.holder or voter.member
    if not poll.vote.definition.secret:
        return Recorded(poll.vote, voter.member, choice, before, by)
    poll.standing[voter.member], poll.codes[voter.member] = SEALED, new_code()
    return Recorded(poll.vote, voter.member, SEALED, before, by, _receipt(poll, voter.member))


async def _explain(tx: Tx, wish: Cast, outcome: Recorded | Refusal, polls: dict[VoteId, _Poll]) -> Recorded | Refusal:
    """Say more of a refusal than a decision needs to know."""
    if isinstance(outcome, Recorded) or wish.vote not in polls:
        return outcome
    poll = polls[wish.vote]
    if outcome.code not in ("not-on-roll", _GIVEN, _NOT_HELD):
        return await _over(tx, poll.vote) or outcome if poll.vote.state is not VoteState.OPEN else outcome
    member = poll.voters[wish.address].member
    if outcome.code == _NOT_HELD and wish.whose is not None:
        return await _why_not_held(tx, poll.vote, member, wish.whose)
    return await why_not_on_roll(tx, poll.vote, await events.existing(tx, poll.vote.event), member)


async def _over(tx: Tx, vote: Vote) -> Refusal | None:
    """A vote of last year's meeting is called so; none is open in a meeting that is over."""
    over = (await events.existing(tx, vote.event)).state is EventState.CLOSED
    return refuse("vote-over", number=vote.number, title=vote.definition.title) if over else None


async def _why_not_held(tx: Tx, vote: Vote, member: MemberId, whose: MemberId) -> Refusal:
    principal = (await members.by_ids(tx, [whose])).get(whose)
    if principal is None:
        return refuse("ballot-forged")
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    if fault := await on_paper(tx, vote, member):
        return fault
    proxy = await proxies.of_principal(tx, vote.event, whose)
    if proxy and proxy.holder == member and await ballots.standing(tx, vote, [whose]):
        return refuse("proxy-taken-back", number=vote.number, member=principal.number, name=principal.name)
    return refuse("proxy-not-held", number=principal.number)


async def mark(tx: Tx, fills: Sequence[Fill]) -> list[Recorded | Refusal]:
    """Fill in ballots step by step, in this order; `choice` of what is recorded is `filled` of `core.filling`.

    Codes as in `cast`, and those of `filling.put`.
    """
    wishes = [fill.wish for fill in fills]
    polls = await _polls(tx, wishes)
    unread = await _unknown(tx, wishes, polls)
    sheets = {vote: await _sheets(tx, poll) for vote, poll in polls.items()}
    outcomes = [
        _decide_mark(tx.now, poll, sheets[fill.wish.vote], fill)
        if (poll := polls.get(fill.wish.vote))
        else unread[fill.wish.vote]
        for fill in fills
    ]
    for vote in polls:
        done = [item for item in outcomes if isinstance(item, Recorded) and item.vote.id == vote]
        await ballots.put_marks(tx, polls[vote].vote, {item.member: item.choice for item in done})
    return [await _explain(tx, fill.wish, item, polls) for fill, item in zip(fills, outcomes, strict=True)]


async def _sheets(tx: Tx, poll: _Poll) -> dict[MemberId, Standing]:
    """By member, what stands and is filled in so far."""
    theirs = {voter.member for voter in poll.voters.values()} | poll.held.keys()
    return await ballots.standing(tx, poll.vote, theirs)


def _decide_mark(now: datetime, poll: _Poll, sheets: dict[MemberId, Standing], fill: Fill) -> Recorded | Refusal:
    # whoever may cast a blank ballot, which every method takes, may go on filling it in
    outcome = _decide(now, poll, replace(fill.wish, choice=""))
    if isinstance(outcome, Refusal):
        return outcome
    stands = sheets[outcome.member]
    after = filling.put(poll.vote, filling.begun(stands), fill.option, fill.number)
    if isinstance(after, Refusal):
        return after
    sheets[outcome.member] = stands._replace(marks=after)
    return replace(outcome, choice=after, before=stands.choice)


async def confirm(tx: Tx, confirmed: Iterable[Rendering]) -> None:
    """The network showed these persons their ballots: presses on earlier renderings are old from now on."""
    await ballots.confirm_renderings(tx, confirmed)


async def send_again(tx: Tx, vote: Vote, event: Event, member: MemberId) -> Refusal | None:
    """Queue a person's private ballot once more. Codes: `not_open` and `why_not_on_roll`."""
    mine = await hand(tx, vote, member)
    if not mine.ballots:
        return await why_not_on_roll(tx, vote, event, member)
    if vote.state is not VoteState.OPEN:
        return not_open(vote)
    await deliveries.queue_for_roll(tx, DeliveryKind.BALLOT, vote, only=[ballot.member for ballot in mine.ballots])
    return None


async def hand(tx: Tx, vote: Vote, member: MemberId) -> Hand:
    """The ballots that this person casts now; empty if there are none."""
    return (await ballots.hands(tx, vote, [member])).get(member, Hand())


def alike(vote: Vote, mine: Hand) -> tuple[InHand, ...]:
    """The ballots of a hand that one choice is for: those that can still change, or all if none can."""
    left = tuple(ballot for ballot in mine.ballots if vote.definition.revote or not ballot.stands.cast)
    return left or mine.ballots


async def why_not_in_hand(tx: Tx, vote: Vote, member: MemberId, whose: MemberId | None = None) -> Refusal:
    """Why this person does not cast somebody's ballot; without `whose` the own one.

    Codes: those of `why_not_on_roll`, `proxy-not-held`, `proxy-taken-back`, `ballot-forged`.
    """
    if whose not in (None, member):
        return await _why_not_held(tx, vote, member, whose)
    return await why_not_on_roll(tx, vote, await events.existing(tx, vote.event), member)
