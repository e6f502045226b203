"""The check-in card: one message a meeting and member, edited as the member comes and goes."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Button, Message
from bot.chat.buttons import CheckIn, CheckOut, encode
from bot.wording.speech import Markup, Speech, joined
from core.model import Event, EventState


def card(speech: Speech, event: Event, *, present: bool, confirm: bool, votes: bool = True) -> Message:
    """What a member sees, or a guest, who has no vote; `confirm` while it is asked who is still here."""
    stay = Button(speech.toast("button-still-here"), encode(CheckIn(event.id)))
    leave = Button(speech.toast("button-checkout"), encode(CheckOut(event.id)))
    if present and confirm and event.confirm_by:
        return Message(
            _text(speech, event, speech.say("card-confirm", until=speech.minute(event.confirm_by))),
            ((stay,), (leave,)),
            poll=True,
        )
    if present:
        # without a poll: nobody should leave by a tap on what stood there for coming
        return Message(_text(speech, event, speech.say("card-present", votes=str(votes).lower())), ((leave,),))
    if event.registration:
        come = Button(speech.toast("button-checkin"), encode(CheckIn(event.id)))
        return Message(_text(speech, event, speech.say("card-absent")), ((come,),), poll=True)
    return Message(_text(speech, event, speech.say("card-planned" if _not_begun(event) else "card-closed")))


def _not_begun(event: Event) -> bool:
    """Whoever sits at home after a rehearsal has no desk to go to."""
    return event.state is EventState.PLANNED


def over(speech: Speech, event: Event) -> Message:
    """What the card says when the meeting is over."""
    return Message(joined([_head(event), speech.say("card-over")]))


def farewell(speech: Speech, event: Event, organisation: str, published: Sequence[int]) -> Message:
    """To members when the meeting has closed: where results and minutes are. `published` are numbers of votes."""
    last, whose = max(published, default=0), organisation or "none"
    said = speech.say("farewell", results=len(published), last=last, organisation=whose)
    return Message(joined([_head(event), said]), silent=True)


def _text(speech: Speech, event: Event, state: Markup) -> Markup:
    rehearsal = speech.say("card-rehearsal") if event.rehearsal else ""
    return joined(
        [_head(event), Markup.linked(event.settings.place), Markup.linked(event.settings.link), rehearsal, state]
    )


def _head(event: Event) -> Markup:
    return Markup("<b>{}</b>").format(event.settings.title)
