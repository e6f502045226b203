"""The path of a press on a ballot, for a whole batch at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeAlias, TypeGuard

from adapters.contract import Address, Button, Message, Press, plain
from bot.chat.buttons import CastGroup, CastMarks, CastPrivate, CheckIn, Mark, Turn, encode
from bot.chat.call import Effects, Post, Redraw, Words, refused, toasted
from bot.chat.crowd import Crowd
from bot.chat.register import Handlers, Together, Who
from bot.handlers import recorded
from bot.handlers.holders import Holder, Holders, holder_in, holders_of, languages_of, meant
from bot.views.ballot import bundle
from bot.views.ballot.filling import next_page, pages, step
from bot.wording.choices import named, stands
from bot.wording.speech import Speech, later
from core import casting, filling, no_ballot
from core.ballot import InHand
from core.casting import Cast, Fill, Recorded
from core.errors import Refusal, refuse
from core.filling import form_of
from core.methods.model import Form
from core.model import EventId, Late, MemberId, Vote, VoteId, VoteState
from core.store import members, rolls
from core.store.writer import Tx

_Besides: TypeAlias = dict[tuple[Address, VoteId], int]
_Outcomes: TypeAlias = Sequence[Recorded | Refusal]
CastAction: TypeAlias = CastPrivate | CastGroup | CastMarks
BallotAction: TypeAlias = CastAction | Mark | Turn
_SHORT = 60
"""Characters of a title in a toast."""
_NO_OWN = frozenset({"not-entitled", "excluded", "not-in-group", "not-present", "joined-after"})
"""Refusals of those who have no ballot of their own."""


async def press_all(crowd: Crowd, presses: Sequence[tuple[Press, BallotAction]]) -> list[Effects]:
    """Fill in and cast what was pressed, in this order; one set of effects for each press."""
    effects: list[Effects] = []
    for part in _parts(presses):
        booth = _Booth(crowd, await languages_of(crowd, part))
        marks = await _mark_all(booth, [(press, action) for press, action in part if isinstance(action, Mark)])
        turns = await _turn_all(booth, [(press, action) for press, action in part if isinstance(action, Turn)])
        casts = await _cast_all(booth, [(press, action) for press, action in part if isinstance(action, CastAction)])
        ways = {Mark: marks, Turn: turns}
        effects += [next(ways.get(type(action), casts)) for _, action in part]
    await recorded.take_away(crowd.tx, presses, effects)
    return effects


def _parts(presses: Sequence[tuple[Press, BallotAction]]) -> Iterator[list[tuple[Press, BallotAction]]]:
    """Cut where somebody goes on marking after casting: within a part all marks can come before all casts."""
    part: list[tuple[Press, BallotAction]] = []
    have_cast: set[Address] = set()
    for press, action in presses:
        if isinstance(action, CastAction):
            have_cast.add(press.sender)
        elif isinstance(action, Mark) and press.sender in have_cast:
            yield part
            part, have_cast = [], set()
        part.append((press, action))
    yield part


@dataclass(slots=True)
class _Booth:
    """What all presses of a part need."""

    crowd: Crowd
    languages: Mapping[VoteId, tuple[str, ...]]

    @property
    def tx(self) -> Tx:
        """The transaction of the batch."""
        return self.crowd.tx

    @property
    def arrived(self) -> datetime | None:
        """When the network handed the batch over."""
        return self.crowd.arrived

    def wish(self, press: Press, action: BallotAction, choice: str, whose: MemberId | None = None) -> Cast:
        """What a press wants to cast."""
        rendering, tag = (None, "") if isinstance(action, CastGroup) else (action.rendering, action.tag)
        heard = self.crowd.house.heard(press)
        return Cast(press.sender, action.vote, choice, rendering, tag, self.arrived, whose, heard)

    def speech(self, press: Press, action: BallotAction) -> Speech:
        """How to speak to whoever pressed."""
        return self.crowd.speech(press, self.languages.get(action.vote, ()))

    def answered(self, press: Press, words: Words) -> Effects:
        """A toast, or the alert that this person has asked for."""
        return self.crowd.answered(press, words)

    def recorded(self, speech: Speech, outcome: Recorded) -> Words:
        """That a choice is recorded."""
        vote, choice = outcome.vote, outcome.choice

        def words() -> str:
            return toasted(speech, later(stands, vote, "cast-recorded", choice, vote=named(vote, _SHORT)))

        return self.crowd.once((speech, vote.id, choice), words)


# -- marks


async def _mark_all(booth: _Booth, presses: Sequence[tuple[Press, Mark]]) -> Iterator[Effects]:
    if not presses:
        return iter(())
    several = await holders_of(booth.tx, [pair for pair in presses if pair[1].whose is not None])
    holders = [holder_in(several, *pair) for pair in presses]
    fills = [_fill(booth, holder, *pair) for holder, pair in zip(holders, presses, strict=True)]
    outcomes = await casting.mark(booth.tx, fills)
    done = zip(holders, presses, outcomes, strict=True)
    return iter([_marked(booth, holder, *pair, outcome) for holder, pair, outcome in done])


def _fill(booth: _Booth, holder: Holder | None, press: Press, action: Mark) -> Fill:
    """What is filled in alike is kept with the first of the ballots."""
    whose = next((ballot.member for ballot in holder.meant(action.whose)), action.whose) if holder else action.whose
    return Fill(booth.wish(press, action, "", whose), action.option, action.on)


def _marked(booth: _Booth, holder: Holder | None, press: Press, action: Mark, outcome: Recorded | Refusal) -> Effects:
    speech = booth.speech(press, action)
    if isinstance(outcome, Refusal):
        return _refused(speech, press, action, outcome, holder)
    effects = booth.answered(press, partial(_stepped, speech, holder, action, outcome))
    onward = action.on and form_of(outcome.vote.definition) is Form.ANSWERS
    page = next_page(outcome.vote, outcome.choice, action.page) if onward else action.page
    effects.redraws.append(_redraw(press, action, outcome.by, page))
    return effects


def _stepped(speech: Speech, holder: Holder | None, action: Mark, outcome: Recorded) -> str:
    """What a step has come to, and for whose ballots if it is not simply the own one."""
    ballots = holder.meant(action.whose) if holder else ()
    stands = outcome.before if all(ballot.stands.choice == outcome.before for ballot in ballots) else None
    if not ballots:
        return plain(step(speech, outcome.vote, stands, outcome.choice, action.option))
    words = step(speech, outcome.vote, stands, outcome.choice, action.option, bundle.LONG_CHOICE)
    return plain(bundle.step(speech, ballots, outcome.by, words))


# -- ballots as they are


async def _turn_all(booth: _Booth, presses: Sequence[tuple[Press, Turn]]) -> Iterator[Effects]:
    holders = await holders_of(booth.tx, presses)
    return iter([await _turned(booth, holders[press.sender, action.vote], press, action) for press, action in presses])


async def _turned(booth: _Booth, holder: Holder | Refusal, press: Press, action: Turn) -> Effects:
    """Another page of a long ballot, or another ballot of the hand."""
    speech = booth.speech(press, action)
    if isinstance(holder, Refusal):
        return _refused(speech, press, action, holder)
    ballots = await meant(booth.tx, holder, action.whose)
    if holder.vote.state is not VoteState.OPEN:
        ballots = no_ballot.not_open(holder.vote)
    if isinstance(ballots, Refusal):
        return _refused(speech, press, action, ballots, holder)
    number = pages(holder.vote)
    words: Words = partial(speech.toast, "ballot-page", page=min(action.page + 1, number), pages=number)
    if action.whose is not None:
        words = partial(bundle.turned, speech, holder.vote, ballots, holder.member, action.page)
    effects = booth.answered(press, words)
    effects.redraws.append(_redraw(press, action, holder.member, action.page))
    return effects


# -- casts


async def _cast_all(booth: _Booth, presses: Sequence[tuple[Press, CastAction]]) -> Iterator[Effects]:
    if not presses:
        return iter(())
    holders = await holders_of(booth.tx, [pair for pair in presses if not _says_all(pair[1])])
    wishes = [await _wishes(booth, holders, press, action) for press, action in presses]
    found = iter(await casting.cast(booth.tx, [wish for mine in wishes if isinstance(mine, list) for wish in mine]))
    decided = [[mine] if isinstance(mine, Refusal) else [next(found) for _ in mine] for mine in wishes]
    besides = await _besides(booth.tx, presses, decided)
    effects = []
    for (press, action), outcomes in zip(presses, decided, strict=True):
        if _says_all(action):
            effects.append(_cast(booth, besides, press, action, outcomes[0]))
        else:
            effects.append(_cast_several(booth, holder_in(holders, press, action), press, action, outcomes))
    return iter(effects)


def _says_all(action: CastAction) -> TypeGuard[CastPrivate | CastGroup]:
    """Whether a button says all that there is to cast, and is for the own ballot."""
    return action.whose is None and not isinstance(action, CastMarks)


async def _wishes(booth: _Booth, holders: Holders, press: Press, action: CastAction) -> list[Cast] | Refusal:
    """A cast for each ballot that is meant; why there is nothing to cast."""
    if _says_all(action):
        return [booth.wish(press, action, action.choice)]
    holder = holders[press.sender, action.vote]
    if isinstance(holder, Refusal):
        return holder
    ballots = await meant(booth.tx, holder, action.whose)
    if isinstance(ballots, Refusal):
        return ballots
    choice = _complete(holder.vote, ballots[0]) if isinstance(action, CastMarks) else action.choice
    if isinstance(choice, Refusal):
        return choice
    return [booth.wish(press, action, choice, each.member) for each in ballots]


def _complete(vote: Vote, ballot: InHand) -> str | Refusal:
    """The choice to cast. An empty ballot is refused, because it looks like a blank one."""
    if filled := filling.begun(ballot.stands):
        return filling.choice_in(filled)
    if vote.state is not VoteState.OPEN:
        return no_ballot.not_open(vote)
    return refuse("choice-empty", number=vote.number, instead="abstain" if vote.definition.abstain else "blank")


async def _besides(tx: Tx, presses: Sequence[tuple[Press, CastAction]], decided: Iterable[_Outcomes]) -> _Besides:
    """How many ballots of others those cast who press in the group."""
    there = [
        (press.sender, action.vote)
        for (press, action), outcomes in zip(presses, decided, strict=True)
        if isinstance(action, CastGroup) and _may_hold(outcomes[0])
    ]
    held = {vote: Counter((await rolls.holders(tx, vote)).values()) for vote in {vote for _, vote in there}}
    if not any(held.values()):
        return {}
    persons = await members.persons(tx, {address for address, _ in there})
    return {(who, vote): held[vote][persons[who].member.id] for who, vote in there if who in persons}


def _may_hold(outcome: Recorded | Refusal) -> bool:
    """Whether it is worth looking for ballots of others."""
    if isinstance(outcome, Refusal):
        return outcome.code in _NO_OWN
    return outcome.vote.represented.heads > 0 or outcome.vote.definition.late is Late.UNTIL_CLOSE


def _cast(booth: _Booth, besides: _Besides, press: Press, action: CastAction, outcome: Recorded | Refusal) -> Effects:
    """What came of a press that is for the own ballot."""
    speech, more = booth.speech(press, action), besides.get((press.sender, action.vote), 0) if besides else 0
    if isinstance(outcome, Refusal):
        if more and outcome.code in _NO_OWN:
            outcome = refuse("bundle-private", number=str(outcome.data["number"]), count=more)
        return _refused(speech, press, action, outcome)
    words = booth.recorded(speech, outcome)
    if more:
        said = later(stands, outcome.vote, "bundle-cast-own", outcome.choice, bundle.LONG_CHOICE, count=more)
        words = partial(toasted, speech, said)
    effects = recorded.effects(booth.crowd, speech, press, words, [outcome])
    recorded.cover(effects, speech, action, outcome)
    if outcome.changed:
        effects.redraws.append(_redraw(press, action, outcome.by))
    return effects


def _cast_several(
    booth: _Booth, holder: Holder | None, press: Press, action: CastAction, outcomes: _Outcomes
) -> Effects:
    """What came of a press for ballots that had to be looked up, and for whom if it is not simply the own one."""
    speech, done = booth.speech(press, action), [outcome for outcome in outcomes if isinstance(outcome, Recorded)]
    refusal = next((outcome for outcome in outcomes if isinstance(outcome, Refusal)), None)
    if refusal and not done:
        return _refused(speech, press, action, refusal, holder)
    words = booth.recorded(speech, done[0])
    if holder and action.whose is not None:
        theirs = {outcome.member for outcome in done}
        ballots = [ballot for ballot in holder.hand.ballots if ballot.member in theirs]
        drawn = 0 if isinstance(action, CastGroup) else action.ballots
        words = partial(bundle.recorded, speech, done[0].vote, done[0].choice, ballots, drawn, holder.member)
    effects = recorded.effects(booth.crowd, speech, press, words, done, holder.hand.ballots if holder else ())
    recorded.cover(effects, speech, action, done[0])
    if isinstance(action, CastMarks) or any(outcome.changed for outcome in done):
        effects.redraws.append(_redraw(press, action, done[0].by))
    return effects


# -- what both leave behind


def _redraw(press: Press, action: BallotAction, member: MemberId, page: int | None = None) -> Redraw:
    """The private ballot where it was pressed. A forged press in a group must not show it there."""
    if not press.private or isinstance(action, CastGroup):
        # waited for in the person's own lane, not in the group's
        return Redraw(action.vote, member, press.sender, whose=action.whose)
    return Redraw(action.vote, member, press.chat, press.ref, page, action.whose)


def _refused(
    speech: Speech, press: Press, action: BallotAction, refusal: Refusal, holder: Holder | None = None
) -> Effects:
    effects = refused(speech, press, refusal)
    if refusal.code == "ballot-retired":
        member = MemberId(int(str(refusal.data["member"])))
        page = action.page if isinstance(action, Mark | Turn) else None
        effects.redraws.append(_redraw(press, action, member, page))
    if refusal.code == "proxy-taken-back" and holder:
        effects.redraws.append(_redraw(press, action, holder.member))
    if helps_to_check_in(refusal) and press.private:
        effects.posts.append(Post(press.chat, partial(check_in_first, speech, EventId(str(refusal.data["event"])))))
    return effects


def helps_to_check_in(refusal: Refusal) -> bool:
    """Whether somebody was refused who is not present, and can check in now."""
    return refusal.code == "not-present" and refusal.data["checkin"] == "open"


def check_in_first(speech: Speech, event: EventId) -> Message:
    """What helps somebody who is not on a roll because of not being present."""
    button = Button(speech.toast("button-checkin"), encode(CheckIn(event)))
    return Message(speech.say("checkin-first"), ((button,),))


_CASTS = (CastPrivate, CastGroup, CastMarks, Mark, Turn)
HANDLERS = Handlers(together=(Together(_CASTS, Who.BOUND, press_all, whenever=True),))
