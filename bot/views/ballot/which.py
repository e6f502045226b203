"""The question in which vote something is meant, with a button for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.contract import Button, Message, cut, plain
from bot.chat.buttons import ALL, CastGroup, encode
from bot.views.ballot import bundle
from bot.views.ballot.filling import LONGEST_BUTTON
from bot.wording.choices import choice_text
from bot.wording.speech import Speech
from core.ballot import InHand
from core.model import MemberId, Vote


@dataclass(frozen=True, slots=True)
class Meant:
    """A vote in which typed words make a choice, and the ballots that would be cast."""

    vote: Vote
    choice: str
    ballots: Sequence[InHand]
    me: MemberId
    meeting: str = ""
    """Its title, where there are several."""


def ask(speech: Speech, found: Sequence[Meant]) -> Message:
    """Which of these is meant."""
    rows = tuple((_button(speech, meant),) for meant in found)
    return Message(speech.say("cast-which" if found else "cast-which-none"), rows)


def _button(speech: Speech, meant: Meant) -> Button:
    """Casts the own ballot; for whoever has none, those of others."""
    where = f"{meant.meeting}: " if meant.meeting else ""
    words, ballots = choice_text(speech, meant.vote, meant.choice), meant.ballots
    if not ballots or ballots[0].member == meant.me:
        return Button(cut(where + words, LONGEST_BUTTON), encode(CastGroup(meant.vote.id, meant.choice)))
    whose = ALL if len(ballots) > 1 else ballots[0].member
    label = where + plain(bundle.step(speech, ballots, meant.me, words))
    return Button(cut(label, LONGEST_BUTTON), encode(CastGroup(meant.vote.id, meant.choice, whose)))
