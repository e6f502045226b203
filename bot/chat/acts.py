"""What the buttons of chairs and of the elected do: one word for each act."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What a chair does to a vote by a button."""

    OPEN = "open"
    SHOW = "show"
    EDIT = "edit"
    DELETE = "delete"
    COPY = "copy"
    """Draft the same once more."""
    START = "start"
    COUNT = "count"
    PUBLISH = "publish"
    VERDICT = "verdict"
    """Publish without the figures."""
    CANCEL = "cancel"
    MORE = "more"
    AS_OF = "asof"
    UNREACHED = "unreached"
    RUNOFF = "runoff"
    PLUS = "plus"
    """Some more time."""
    LAST_CALL = "last"
    CLOSE = "close"
    REMIND = "remind"
    REOPEN = "reopen"


class Consent(StrEnum):
    """What somebody who was elected presses."""

    ACCEPT = "yes"
    DECLINE = "no"
    """Asks once more."""
    SURELY_DECLINE = "never"


class Toggle(StrEnum):
    """The terms of a draft that its preview has buttons for."""

    SECRECY = "secrecy"
    MAJORITY = "majority"
    TIME = "time"
    ABSTENTION = "abstention"
    NOMINATIONS = "nominations"


class EventAct(StrEnum):
    """What a chair does to the event by a button, after being asked."""

    CLOSE = "close"
    RESET = "reset"
    CHECK_IN = "checkin"
    """Let members check in by themselves."""
    OPEN = "open"
    RESUME = "resume"
    PAUSE = "pause"
    ITEM = "item"
    """Go to an item of the agenda."""
    END = "end"
    """Asks about closing."""
    REHEARSED = "rehearsed"
    """End the rehearsal."""
    PUBLISH = "publish"
    """All results that members do not have yet, together."""
    ANEW = "anew"
    """Asks whether everybody shall check in anew."""
