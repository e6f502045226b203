"""A ballot that is sent again to somebody who has not voted."""

from __future__ import annotations

from dataclasses import replace

from adapters.contract import Message
from bot.views.ballot.filling import Drawing
from bot.wording.speech import Markup, Speech
from core import filling
from core.model import Vote


def reminder(speech: Speech, vote: Vote, drawing: Drawing, ballot: Message) -> Message:
    """The ballot below what is missing; one that has been cast meanwhile, or that is held, stays as it is."""
    if drawing.cast or vote.hold:
        return ballot
    filled = filling.pending(vote, drawing.stands, drawing.marks)
    said = speech.say("ballot-reminder-marks" if filled else "ballot-reminder")
    return replace(ballot, text=Markup("{}\n\n{}").format(said, ballot.text))
