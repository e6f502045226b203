"""The buttons of the chair channel's live message: the acts that are legal now, drawn from the tables of states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.contract import Button, cut
from bot.chat.acts import Act, EventAct
from bot.chat.buttons import ChairEvent, encode
from bot.chat.call import Rows
from bot.chat.seen import act_on, of_results, to_item
from bot.wording.speech import Speech
from core.items import Item
from core.lifecycle import event_after, vote_after
from core.model import Event, EventState, Vote, VoteState

_ACTS = (
    ("show", Act.SHOW),
    ("open", Act.OPEN),
    ("extend", Act.PLUS),
    ("close", Act.LAST_CALL),
    ("remind", Act.REMIND),
    ("close", Act.CLOSE),
    ("count", Act.COUNT),
    ("reopen", Act.REOPEN),
    ("publish", Act.PUBLISH),
)
"""Which button stands for which act of the table."""
_EVENT_ACTS = (
    ("open", EventAct.OPEN),
    ("resume", EventAct.RESUME),
    ("item", EventAct.ITEM),
    ("pause", EventAct.PAUSE),
    ("close", EventAct.END),
)
_A_ROW = 2
_LONGEST_LABEL = 40


def rows(
    speech: Speech, event: Event, votes: Sequence[Vote], upcoming: Sequence[Vote], following: Item | None = None
) -> Rows:
    """A row or two for the meeting and for each vote that goes on or waits.

    `upcoming` are the next drafts, `following` the next item of the agenda.
    """
    waits = upcoming if event.state is EventState.OPEN else ()
    voting = any(vote.state in (VoteState.OPEN, VoteState.CLOSED) for vote in votes)
    meeting = [
        *_meeting_buttons(speech, event, following, at_work=bool(votes or waits), voting=voting),
        *_together(speech, event, votes),
    ]
    return (*_in_rows(meeting), *(row for vote in (*votes, *waits) for row in _in_rows([*_vote_buttons(speech, vote)])))


def _meeting_buttons(
    speech: Speech, event: Event, following: Item | None, *, at_work: bool, voting: bool
) -> Iterator[Button]:
    if not event.registration and event.state is not EventState.CLOSED:
        yield _meeting_button(speech, event, EventAct.CHECK_IN)
    for verb, act in _EVENT_ACTS:
        if not event_after(event.state, verb):
            continue
        if act is EventAct.ITEM:
            yield from [_item_button(speech, event, following)] if following else []
        elif act is not EventAct.END or _may_end(event, following, at_work=at_work):
            yield _meeting_button(speech, event, act)
    if event.state is EventState.PAUSED:
        yield _meeting_button(speech, event, EventAct.ANEW)
    if event.rehearsal and not voting:
        yield _meeting_button(speech, event, EventAct.REHEARSED)


def _together(speech: Speech, event: Event, votes: Sequence[Vote]) -> Iterator[Button]:
    """Several results that wait go out by one act."""
    wait = waiting(event, votes)
    if len(wait) > 1:
        label = speech.toast("button-card-publish", count=len(wait))
        yield Button(label, encode(ChairEvent(EventAct.PUBLISH, event.id, of_results(wait))))


def waiting(event: Event, votes: Sequence[Vote]) -> list[Vote]:
    """Of these votes, those whose results members can have and have not."""
    counted = (vote for vote in votes if vote.state is VoteState.COUNTED and (event.rehearsal or not vote.rehearsal))
    return sorted(counted, key=lambda vote: vote.number)


def _may_end(event: Event, following: Item | None, *, at_work: bool) -> bool:
    """What would end a day in its middle is typed; where nothing is left to do, it is offered."""
    return event.state is EventState.OPEN and following is None and not at_work and not event.rehearsal


def _item_button(speech: Speech, event: Event, item: Item) -> Button:
    label = speech.toast("button-card-item", item=item.number, title=item.called(speech.language))
    return Button(cut(label, _LONGEST_LABEL), encode(to_item(event, item)))


def _meeting_button(speech: Speech, event: Event, act: EventAct) -> Button:
    return Button(speech.toast(f"button-card-{act}"), encode(ChairEvent(act, event.id)))


def _vote_buttons(speech: Speech, vote: Vote) -> Iterator[Button]:
    for verb, act in _ACTS:
        if vote_after(vote.state, verb) and _wanted(vote, act):
            yield Button(speech.toast(f"button-card-vote-{act}", number=vote.number), act_on(vote, act, live=True))


def _wanted(vote: Vote, act: Act) -> bool:
    """What is legal and would do nothing is left out; the notice of an outage asks what it has to ask itself."""
    if vote.state is VoteState.OPEN and vote.hold:
        return False
    if act is Act.SHOW:
        return not vote.shown
    if act is Act.PUBLISH:  # a published tie is on the card until it is decided
        return vote.state is VoteState.COUNTED
    return act is not Act.REMIND or vote.cast.heads < vote.roll.heads


def _in_rows(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[place : place + _A_ROW]) for place in range(0, len(buttons), _A_ROW))
