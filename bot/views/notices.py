"""What the podium announces, and what chair or desk must know."""

from __future__ import annotations

from dataclasses import replace

from adapters.contract import Message, cut
from adapters.still import still
from bot.wording.numbers import digest
from bot.wording.speech import Markup, Speech, joined
from core.errors import Refusal
from core.model import Event

LONGEST = 3800
"""Characters of an announcement: nearly all that a message takes."""


def announcement(speech: Speech, event: Event, text: str) -> Message:
    """A text from the podium, as it was typed."""
    return Message(
        joined(
            [
                speech.say("announcement-head", title=event.settings.title),
                Markup.linked(cut(still(text, links=True), LONGEST)),
            ]
        )
    )


def welcome(speech: Speech, event: Event) -> Message:
    """The first words to a member who was bound without having written to us."""
    return Message(speech.say("welcome", event=event.settings.title))


def alarm(speech: Speech, what: Refusal) -> Message:
    """Something that chair or desk must know: worded as `alarm-<code>`, else as the refusal with this code."""
    if head := what.data.get("head"):
        what = replace(what, data={**what.data, "head": digest(str(head))})
    try:
        return Message(speech.say(f"alarm-{what.code}", **what.data))
    except KeyError:
        return Message(speech.say(f"refusal-{what.code}", **what.data))
