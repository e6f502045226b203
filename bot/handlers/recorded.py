"""What follows a press that cast: that it is recorded, receipts, and nothing on the screen that says what was cast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeAlias

from adapters.contract import Press
from bot.chat.buttons import Action, CastGroup, CastMarks, CastPrivate, Mark, Turn
from bot.chat.call import Effects, Post, Words, message, toasted
from bot.chat.crowd import Crowd
from bot.views.ballot import receipts
from bot.wording.choices import named, stands
from bot.wording.speech import Speech, later
from core.ballot import InHand
from core.casting import Recorded
from core.store import votes
from core.store.writer import Tx

_OfBallot: TypeAlias = CastPrivate | CastGroup | CastMarks | Mark | Turn


def effects(
    crowd: Crowd, speech: Speech, press: Press, words: Words, done: Sequence[Recorded], hand: Sequence[InHand] = ()
) -> Effects:
    """That choices are recorded; with receipts their codes, in an alert that stays until it was read.

    Several codes do not fit there and come as a message, which can be deleted. `hand` is all that this person casts.
    """
    if not done[0].code:
        return crowd.answered(press, words)
    whose = {ballot.member: ballot for ballot in hand} if len(hand) > 1 else {}
    told = later(receipts.told, [(outcome.code, whose.get(outcome.member)) for outcome in done], done[0].by)
    if len(done) == 1 and done[0].member not in whose:
        return crowd.answered(press, partial(toasted, speech, told), alert=True)
    answered = crowd.answered(press, words)
    answered.posts.append(Post(press.sender, partial(message, speech, [told])))
    return answered


def cover(answered: Effects, speech: Speech, action: Action, outcome: Recorded) -> None:
    """In a secret vote the question which vote was meant does not go on naming what was cast."""
    if isinstance(action, CastGroup) and outcome.vote.definition.secret:
        press = answered.answers[0].press
        said = later(stands, outcome.vote, "cast-done", outcome.choice, vote=named(outcome.vote))
        answered.posts.append(Post(press.chat, partial(message, speech, [said]), press.ref))


async def take_away(tx: Tx, presses: Iterable[tuple[Press, _OfBallot]], answered: Iterable[Effects]) -> None:
    """A press that is a message of its own says for ever how somebody votes: in a secret vote it does not stay."""
    meant = [(press.own, action.vote, found) for (press, action), found in zip(presses, answered, strict=True)]
    known = await votes.by_ids(tx, {vote for own, vote, _ in meant if own}) if any(own for own, _, _ in meant) else {}
    for own, number, found in meant:
        vote = known.get(number)
        if own and vote and vote.definition.secret:
            found.redactions.append(own)
