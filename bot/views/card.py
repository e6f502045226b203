"""The buttons of the chair channel's live message: the acts that are legal now, drawn from the tables of states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.contract import Button
from bot.chat.buttons import Act, ChairEvent, EventAct, encode
from bot.chat.call import Rows
from bot.chat.seen import act_on
from bot.wording.speech import Speech
from core.lifecycle import event_after, vote_after
from core.model import Event, EventState, Vote, VoteState

_ACTS = (
    ("open", Act.OPEN),
    ("extend", Act.PLUS),
    ("close", Act.LAST_CALL),
    ("remind", Act.REMIND),
    ("close", Act.CLOSE),
    ("count", Act.COUNT),
    ("publish", Act.PUBLISH),
)
"""Which button stands for which act of the table."""
_EVENT_ACTS = (("open", EventAct.OPEN), ("resume", EventAct.RESUME))
_A_ROW = 2


def rows(speech: Speech, event: Event, votes: Sequence[Vote], upcoming: Vote | None) -> Rows:
    """A row or two for the meeting and for each vote that goes on or waits; `upcoming` is the next draft."""
    meeting = [_meeting_button(speech, event, act) for act in _meeting_acts(event)]
    shown = [*votes, *([upcoming] if upcoming and event.state is EventState.OPEN else [])]
    return (*_in_rows(meeting), *(row for vote in shown for row in _in_rows([*_vote_buttons(speech, vote)])))


def _meeting_acts(event: Event) -> Iterator[EventAct]:
    if not event.registration and event.state is not EventState.CLOSED:
        yield EventAct.CHECK_IN
    yield from (act for verb, act in _EVENT_ACTS if event_after(event.state, verb))


def _meeting_button(speech: Speech, event: Event, act: EventAct) -> Button:
    return Button(speech.toast(f"button-card-{act}"), encode(ChairEvent(act, event.id)))


def _vote_buttons(speech: Speech, vote: Vote) -> Iterator[Button]:
    for verb, act in _ACTS:
        if vote_after(vote.state, verb) and _wanted(vote, act):
            yield Button(speech.toast(f"button-card-vote-{act}", number=vote.number), act_on(vote, act))


def _wanted(vote: Vote, act: Act) -> bool:
    """What is legal and would do nothing is left out; the notice of an outage asks what it has to ask itself."""
    if vote.state is VoteState.OPEN and vote.hold:
        return False
    return act is not Act.REMIND or vote.cast.heads < vote.roll.heads


def _in_rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[place : place + _A_ROW]) for place in range(0, len(buttons), _A_ROW))
