"""Voting by typing: which vote is meant, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.contract import Ref, cut
from bot.chat.call import Call, Denied, Redraw
from bot.chat.reading import Typed, aimed, example, read, split, words
from bot.handlers.casting import check_in_first, helps_to_check_in
from bot.views.ballot import bundle, receipts, which
from bot.wording.choices import named, stands
from bot.wording.speech import Speech, Worded, later
from core import casting, no_ballot
from core.ballot import Hand, InHand
from core.casting import Cast, Recorded
from core.definition import fault_of
from core.errors import Refusal
from core.model import EventId, MemberId, Vote, VoteId, VoteState
from core.store import events, members, screens, votes

_MOST_MARKS = 40
"""Characters of a choice that fit into a button beside its vote."""
_LONGEST_NUMBER = 40
_LONGEST_AGAIN = 60
"""Characters of a vote's number and a choice, repeated in an example."""
_LONG_CHOICE = 1000
"""Characters of a choice in a message of its own."""


async def cast_typed(call: Call, given: Typed) -> None:
    """Cast in the vote with this number; ask if it could be several."""
    found = await _numbered(call, given.number)
    if not found:
        take_away(call, *await mine_open(call))  # of which one may have been meant
        raise Denied("vote-number-unknown", number=given.number)
    if len(found) > 1:
        await ask_which(call, found, given.words)
    else:
        await cast_in(call, found[0], given.words)


async def _numbered(call: Call, number: int) -> list[Vote]:
    """The votes that a number can mean for this person: open ones with a ballot first, else whatever there is."""
    everything = [await votes.by_number(call.tx, event.id, number) for event in call.meetings]
    found = [vote for vote in everything if vote]
    are_open = [vote for vote in found if vote.state is VoteState.OPEN]
    mine = [vote for vote in are_open if (await casting.hand(call.tx, vote, call.by)).ballots]
    return mine or are_open[:1] or found[-1:]


async def cast_in(call: Call, vote: Vote, given: Sequence[str]) -> None:
    """Cast these words in one vote and say what came of it."""
    if not given:
        raise Denied("choice-missing", number=vote.number)
    take_away(call, vote)
    mine = await casting.hand(call.tx, vote, call.by)
    wish = _read(call.speech, vote, given)
    whose = await _whose(call, vote, mine, wish.target)
    if not whose:
        call.lines(later(bundle.whom, mine.ballots, _again(call.speech, vote, wish)))
    else:
        _say_outcomes(call, mine, wish, await _cast(call, vote, wish.choice, whose))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was typed: words of a choice, what they mean, and the words that say for whom."""

    words: tuple[str, ...]
    choice: str | Refusal
    target: tuple[str, ...] = ()


def _read(speech: Speech, vote: Vote, given: Sequence[str]) -> _Wish:
    """A name may have a `for` in it, so whatever makes a choice as it stands is one."""
    whole = _Wish(tuple(given), read(speech, vote, given))
    choice, target = aimed(given)
    if not target or not isinstance(whole.choice, Refusal):
        return whole
    return _Wish(choice, read(speech, vote, choice), target)


async def _whose(call: Call, vote: Vote, mine: Hand, target: Sequence[str]) -> Sequence[MemberId | None]:
    """Whose ballots are meant, None for the own one; nobody's where it has to be said first."""
    own = not mine.ballots or mine.ballots[0].member == call.by
    if not target:
        return [None] if own else [mine.ballots[0].member] if len(mine.ballots) == 1 else []
    number = " ".join(target).removeprefix("#")
    if number in words("all"):
        return [ballot.member for ballot in casting.alike(vote, mine)] or [None]
    # what was typed has lost its capitals
    found = [ballot.member for ballot in mine.ballots if split(ballot.number) == split(number)]
    if not found and (member := await members.by_number(call.tx, number)):
        found = [member.id]
    if not found:
        raise Denied("member-unknown", number=cut(number, _LONGEST_NUMBER))
    return found[:1]


async def _cast(
    call: Call, vote: Vote, choice: str | Refusal, whose: Sequence[MemberId | None]
) -> list[Recorded | Refusal]:
    """Cast; words that mean nothing are told only to who could have cast."""
    if isinstance(choice, Refusal):
        return [choice if vote.state is VoteState.OPEN else no_ballot.not_open(vote)]
    sender, heard = call.inbound.sender, call.house.heard(call.inbound)
    return await casting.cast(call.tx, [Cast(sender, vote.id, choice, whose=each, heard=heard) for each in whose])


def _say_outcomes(call: Call, mine: Hand, wish: _Wish, outcomes: Sequence[Recorded | Refusal]) -> None:
    """What was recorded, and why something was not."""
    done = [outcome for outcome in outcomes if isinstance(outcome, Recorded)]
    refusal = next((outcome for outcome in outcomes if isinstance(outcome, Refusal)), None)
    if done:
        call.lines(*_recorded(call, mine, wish, done))
    if any(outcome.changed for outcome in done):
        own = call.inbound.chat if call.inbound.private else call.inbound.sender
        call.effects.redraws.append(Redraw(done[0].vote.id, done[0].by, own))
    if refusal:
        refuse_cast(call, refusal)


def _recorded(call: Call, mine: Hand, wish: _Wish, done: Sequence[Recorded]) -> list[Worded]:
    """That a choice is recorded; to whoever casts several, for whom, and how the others are cast."""
    vote, theirs, choice = done[0].vote, {outcome.member for outcome in done}, done[0].choice
    if theirs == {call.by} and len(mine.ballots) == 1:
        return [later(stands, vote, "cast-done", choice, _LONG_CHOICE, vote=named(vote)), *_receipts(call, done, [])]
    ballots = [ballot for ballot in mine.ballots if ballot.member in theirs]
    people = later(bundle.names, ballots, call.by)
    line = later(stands, vote, "bundle-cast-done", choice, _LONG_CHOICE, vote=named(vote), members=people)
    told = [line, *_receipts(call, done, ballots)]
    others = bundle.others(vote, mine.ballots, call.by)
    if wish.target or theirs != {call.by} or not others:
        return told
    return [*told, later(bundle.others_too, "bundle-cast-more", others, _again(call.speech, vote, wish))]


def take_away(call: Call, *meant: Vote) -> None:
    """What was typed says how somebody votes, also where it means nothing: in a secret vote it does not stay."""
    own = call.inbound.own
    if own and any(vote.definition.secret for vote in meant):
        call.effects.redactions.append(own)


def _receipts(call: Call, done: Sequence[Recorded], ballots: Sequence[InHand]) -> list[Worded]:
    """The codes of what was cast, where there are any."""
    if not done[0].code:
        return []
    whose = {ballot.member: ballot for ballot in ballots}
    return [later(receipts.told, [(outcome.code, whose.get(outcome.member)) for outcome in done], call.by)]


def _again(speech: Speech, vote: Vote, wish: _Wish) -> str:
    """The vote and the choice to be typed once more; an example where that is long, secret or means nothing."""
    words = f"{vote.number} {' '.join(wish.words)}"
    meant = isinstance(wish.choice, str) and not vote.definition.secret
    return words if len(words) <= _LONGEST_AGAIN and meant else example(speech, vote)


def refuse_cast(call: Call, refusal: Refusal) -> None:
    """Say why nothing was cast, with a button where checking in helps."""
    call.refuse(refusal)
    if helps_to_check_in(refusal):
        call.reply(check_in_first, EventId(str(refusal.data["event"])))


async def ask_which(call: Call, candidates: Sequence[Vote], given: Sequence[str]) -> None:
    """Cast nothing and ask which vote was meant, with a button for each in which the words make a choice."""
    titles = {event.id: event.settings.title for event in await events.events(call.tx)}
    several = len({vote.event for vote in candidates}) > 1
    found = []
    for vote in candidates:
        choice = read(call.speech, vote, given)
        if isinstance(choice, str) and len(choice) <= _MOST_MARKS and fault_of(vote, choice) is None:
            mine = (await casting.hand(call.tx, vote, call.by)).ballots
            found.append(which.Meant(vote, choice, mine, call.by, titles[vote.event] if several else ""))
    take_away(call, *candidates)
    call.reply(which.ask, found)


async def mine_open(call: Call) -> list[Vote]:
    """The open votes in which this person casts anything."""
    found = await votes.in_state(call.tx, VoteState.OPEN)
    return [vote for vote in found if (await casting.hand(call.tx, vote, call.by)).ballots]


async def under_ballot(call: Call, ref: Ref | None) -> Vote | None:
    """The vote whose ballot this message is."""
    if ref is None or ref.chat != call.inbound.chat:
        return None
    known = [vote for event in call.meetings for vote in await votes.of_event(call.tx, event.id)]
    found: VoteId | None = await screens.ballot_shown(call.tx, known, ref.message, ref.chat)
    return next((vote for vote in known if vote.id == found), None)
