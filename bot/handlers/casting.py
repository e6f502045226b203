"""The path of a press on a ballot, for a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.contract import Button, Message, Press
from bot.buttons import CastGroup, CastPrivate, CheckIn, encode
from bot.calls import Answer, Effects, House, Post, Redraw
from bot.speech import Speech
from bot.views.choices import choice_text
from core import casting
from core.casting import Cast, Recorded
from core.errors import Refusal
from core.model import EventId, MemberId, VoteId
from core.store import members
from core.store.writer import Tx

CastAction = CastPrivate | CastGroup


async def cast_all(
    tx: Tx, house: House, presses: Sequence[tuple[Press, CastAction]], arrived: datetime | None = None
) -> list[Effects]:
    """Cast what was pressed, in this order; one set of effects for each press."""
    outcomes = await casting.cast(tx, [_wish(press, action, arrived) for press, action in presses])
    tongues = await members.tongues(tx, {press.sender for press, _ in presses})
    receipts = _Receipts()
    answered = []
    for (press, action), outcome in zip(presses, outcomes, strict=True):
        plain, own, roster = tongues.get(press.sender, (False, "", ""))
        speech = house.speech(own, roster, press.language, chat=press.chat)
        if isinstance(outcome, Recorded):
            answered.append(_recorded(press, action, outcome, receipts.text(speech, outcome), plain=plain))
        else:
            answered.append(_refused(speech, press, action, outcome))
    return answered


def _wish(press: Press, action: CastAction, arrived: datetime | None) -> Cast:
    if isinstance(action, CastGroup):
        return Cast(press.sender, action.vote, action.choice, arrived=arrived)
    return Cast(press.sender, action.vote, action.choice, action.rendering, action.tag, arrived)


def _recorded(press: Press, action: CastAction, outcome: Recorded, receipt: str, *, plain: bool) -> Effects:
    effects = Effects(answers=[Answer(press, receipt, plain)])
    if outcome.changed:
        effects.redraws.append(_redraw(press, action, outcome))
    return effects


def _redraw(press: Press, action: CastAction, outcome: Recorded) -> Redraw:
    """The private ballot. Pressed elsewhere, it is waited for in the person's own lane, not in the group's."""
    if isinstance(action, CastPrivate):
        return Redraw(outcome.vote.id, outcome.member, press.chat, press.ref)
    return Redraw(outcome.vote.id, outcome.member, press.sender)


class _Receipts:
    """What a batch is answered: many press the same."""

    def __init__(self) -> None:
        self._texts: dict[tuple[Speech, VoteId, str], str] = {}

    def text(self, speech: Speech, outcome: Recorded) -> str:
        key = (speech, outcome.vote.id, outcome.choice)
        if key not in self._texts:
            choice = choice_text(speech, outcome.vote, outcome.choice)
            self._texts[key] = speech.toast("cast-recorded", choice=choice)
        return self._texts[key]


def _refused(speech: Speech, press: Press, action: CastAction, refusal: Refusal) -> Effects:
    effects = Effects(answers=[Answer(press, speech.toast(f"refusal-{refusal.code}", **refusal.data), alert=True)])
    if refusal.code == "ballot-retired":
        member = MemberId(int(str(refusal.data["member"])))
        effects.redraws.append(Redraw(action.vote, member, press.chat, press.ref))
    if refusal.code == "not-present" and press.private:
        effects.posts.append(Post(press.chat, check_in_first(speech, EventId(str(refusal.data["event"])))))
    return effects


def check_in_first(speech: Speech, event: EventId) -> Message:
    """What helps somebody who is not on a roll because of not being present."""
    button = Button(speech.toast("button-checkin"), encode(CheckIn(event)))
    return Message(speech.say("checkin-first"), ((button,),))
