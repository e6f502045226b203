"""The meeting at a glance, for the chair."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Message
from bot.views.lists import damaged
from bot.views.terms import quorum_told
from bot.wording.choices import name
from bot.wording.lists import lines
from bot.wording.speech import Markup, Speech, joined
from core import floor
from core.model import Event, EventState, Vote, VoteState

_ROOM = 2000
_UNFINISHED = (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED)


def overview(speech: Speech, event: Event, votes: Sequence[Vote], lost: Sequence[int] = ()) -> Message:
    """State, counts, quorum, the votes that wait for something, and what can be done next."""
    state = "rehearsal" if event.rehearsal else event.state.value
    waiting = [vote for vote in votes if vote.state in _UNFINISHED and _counts(vote, event)]
    told = [
        speech.say("vote-waiting", vote=name(speech, vote, 60), state=speech.say(f"vote-state-{vote.state}"))
        for vote in waiting
    ]
    head = speech.say("event-head", event=event.settings.title, state=speech.say(f"event-state-{state}"))
    if event.state is EventState.CLOSED:
        return Message(joined([head, speech.say("event-next-minutes")]))
    parts = [
        head,
        speech.say(f"event-registration-{'open' if event.registration else 'closed'}"),
        speech.say(
            "event-counts",
            present=event.present.heads,
            entitled=event.entitled.heads,
            represented=event.represented.heads,
        ),
        _quorum(speech, event),
        lines(speech, told, _ROOM),
        damaged(speech, "vote", lost),
        speech.say(f"event-next-{_next(event, waiting)}", number=waiting[0].number if waiting else 0),
    ]
    return Message(joined(parts))


def _counts(vote: Vote, event: Event) -> bool:
    """What was opened in a rehearsal waits for nothing once that is over."""
    return event.rehearsal or not vote.rehearsal


def _quorum(speech: Speech, event: Event) -> Markup:
    rule = event.settings.quorum
    if rule == "none":
        return speech.say("event-no-quorum")
    state = floor.quorum(event)
    return speech.say("event-quorum", met=str(state.met).lower(), **quorum_told(speech, rule, state))


def _next(event: Event, waiting: Sequence[Vote]) -> str:
    """The act that is probably next; the sentence names its command."""
    if event.state is EventState.PLANNED:
        return "open" if event.registration else "registration"
    if event.state is EventState.PAUSED:
        return "resume"
    if waiting:
        return f"vote-{waiting[0].state}"
    return "rehearsed" if event.rehearsal else "draft"
