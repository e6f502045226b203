"""What comes long after it was written or asked: out of an outage, or from a message far up in the chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from adapters.contract import Inbound
from bot.chat.acts import EventAct
from bot.chat.buttons import Action, BindHere, ChairEvent, Detach, InEvent, Substitute, in_event
from bot.chat.call import Call, Denied, Offer
from core.errors import Refusal, refuse
from core.model import EventId

LATE = timedelta(minutes=5)
"""What was written longer ago is asked about."""

ASKED = timedelta(minutes=5)
"""How long a question can be answered by its button."""


def asked(call: Call) -> int:
    """What a button carries that is the answer to a question."""
    return int(call.tx.now.timestamp())


def see_that_the_question_stands(call: Call, action: Action | None) -> None:
    """Do nothing for an answer that comes long after the question. Raises `Denied`: `question-old`."""
    match action:
        case BindHere() | InEvent() | Detach() | Substitute():
            pass
        case ChairEvent(act=EventAct.CLOSE | EventAct.RESET):
            pass
        case _:
            return
    if abs(asked(call) - action.asked) > ASKED.total_seconds():
        raise Denied("question-old", minutes=int(ASKED.total_seconds()) // 60)


def see_that_it_is_still_meant(call: Call, typed: str) -> None:
    """Do not carry out a command that comes late, but ask.

    `typed` is the command without its mark. Raises `Denied`: `command-late`.
    """
    written = call.inbound.written
    if written is None or (ago := call.tx.now - written) <= LATE:
        return
    again = in_event(_meant(call), typed, asked(call))
    offers = [Offer(again, "button-run-now")] if again else []
    command = typed.partition("\n")[0]
    raise Denied("command-late", offers, command=command, ago=ago, offered=str(bool(again)).lower())


def came_late(press: Inbound, now: datetime) -> Refusal | None:
    """Why a press does nothing that comes long after it was made, where the network tells when that was.

    Codes: `press-late`.
    """
    written = press.written
    return refuse("press-late", at=written) if written and now - written > LATE else None


def _meant(call: Call) -> EventId:
    """The event in which it would run; none where several can be meant, which is asked then as ever."""
    return call.meetings[0].id if len(call.meetings) == 1 else EventId("")
