"""A ballot that is sent again to somebody who has not voted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from adapters.contract import Message
from bot.views.ballot.filling import Drawing
from bot.wording.speech import Speech, paragraphs
from core import filling
from core.definition import method_of
from core.model import Vote

SOON = timedelta(seconds=90)
"""Before the close, when a reminder says so."""


_REMINDERS = {"true": "ballot-reminder-marks", "consent": "ballot-reminder-consent"}


def reminder(speech: Speech, vote: Vote, drawing: Drawing, ballot: Message, now: datetime) -> Message:
    """The ballot below what is missing; one that has been cast meanwhile, or that is held, stays as it is."""
    if drawing.cast or vote.hold:
        return ballot
    consents = method_of(vote.definition).consents
    filled = "consent" if consents else str(bool(filling.pending(vote, drawing.stands, drawing.marks))).lower()
    if vote.closes_at and timedelta(0) < vote.closes_at - now <= SOON:
        said = speech.say("ballot-last-call", marks=filled, at=speech.moment(vote.closes_at, now))
    else:
        said = speech.say(_REMINDERS.get(filled, "ballot-reminder"))
    return replace(ballot, text=paragraphs([said, ballot.text]))
