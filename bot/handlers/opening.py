"""From the one ballot in the members' group to everybody's own: there, where nobody else sees it, or in private."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from adapters.contract import Press
from bot.chat.buttons import ALL, OpenBallot
from bot.chat.call import Effects, Opening, refused
from bot.chat.crowd import Crowd
from bot.chat.register import Handlers, Together, Who
from bot.handlers.holders import Holder, holders_of, languages_of, meant
from bot.wording.speech import Speech
from core import casting, no_ballot
from core.address import network_of
from core.errors import Refusal
from core.model import VoteState
from core.store import events


async def open_all(crowd: Crowd, presses: Sequence[tuple[Press, OpenBallot]]) -> list[Effects]:
    """Open the own ballots of everybody who pressed, whatever their number."""
    languages = await languages_of(crowd, presses)
    holders = await holders_of(crowd.tx, presses)
    spoken = [crowd.speech(press, languages.get(action.vote, ())) for press, action in presses]
    return [
        await _opened(crowd, speech, press, holders[press.sender, action.vote])
        for speech, (press, action) in zip(spoken, presses, strict=True)
    ]


async def _opened(crowd: Crowd, speech: Speech, press: Press, holder: Holder | Refusal) -> Effects:
    if isinstance(holder, Refusal):
        return refused(speech, press, holder)
    ballots = await meant(crowd.tx, holder, ALL)
    if isinstance(ballots, Refusal):
        return refused(speech, press, ballots)
    if holder.vote.state is not VoteState.OPEN:
        return refused(speech, press, no_ballot.not_open(holder.vote))
    limits = crowd.house.limits.get(network_of(press.chat))
    if limits and limits.whispers:
        return Effects(openings=[Opening(press, holder.vote.id, holder.member, speech)])
    event = await events.existing(crowd.tx, holder.vote.event)
    await casting.send_again(crowd.tx, holder.vote, event, holder.member)
    return crowd.answered(press, partial(speech.toast, "ballot-sent-private"))


HANDLERS = Handlers(together=(Together((OpenBallot,), Who.BOUND, open_all, whenever=True),))
