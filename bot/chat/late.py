"""What comes long after it was written: out of an outage, or out of a past that a network tells again."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.buttons import in_event
from bot.chat.call import Call, Denied, Offer
from core.model import EventId

LATE = timedelta(minutes=5)
"""What was written longer ago is asked about."""


def see_that_it_is_still_meant(call: Call, typed: str) -> None:
    """Do not carry out a command that comes late, but ask.

    `typed` is the command without its mark. Raises `Denied`: `command-late`.
    """
    written = call.inbound.written
    if written is None or (ago := call.tx.now - written) <= LATE:
        return
    again = in_event(_meant(call), typed)
    offers = [Offer(again, "button-run-now")] if again else []
    command = typed.partition("\n")[0]
    raise Denied("command-late", offers, command=command, ago=ago, offered=str(bool(again)).lower())


def _meant(call: Call) -> EventId:
    """The event in which it would run; none where several can be meant, which is asked then as ever."""
    return call.meetings[0].id if len(call.meetings) == 1 else EventId("")
