"""What must arrive: messages that are rows, from the moment of their cause until they have arrived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.model import Address, EventId, MemberId


class DeliveryKind(StrEnum):
    """What must arrive."""

    WELCOME = "welcome"
    """The first message to a member who was bound without having written to us."""
    CARD = "card"
    """The check-in card of an event."""
    DRAFT = "draft"
    BALLOT = "ballot"
    RESULT = "result"
    PICTURE = "picture"
    """Of a result, for those to whom it cannot be sent together with the text."""
    NOTICE = "notice"
    ALARM = "alarm"
    """Something that chair, desk or a member must know."""
    FILE = "file"
    """A list or the minutes, made when it is sent."""
    FAREWELL = "farewell"
    """The meeting is over, and where everything is."""
    PROXY = "proxy"
    """To holder and principal: how a proxy stands. Its subject is the principal's id."""
    NOMINATED = "nominated"
    """To somebody who was proposed as a candidate: whether they stand."""
    ELECTED = "elected"
    """To somebody who was elected: whether they accept."""
    ACCEPTANCE = "acceptance"
    """To the chair channels: who of the elected has accepted."""
    BOARD = "board"
    """To the chair channels: who holds the seats after refusals, to be read aloud."""
    DEMANDED = "demanded"
    """The next five go to the chair channels: a draft became secret on demand, a vote closed, was counted, counts
    differ, an outage holds it."""
    CLOSED = "closed"
    COUNTED = "counted"
    DISPUTED = "disputed"
    HELD = "held"


class DeliveryState(StrEnum):
    """How far a delivery is."""

    QUEUED = "queued"
    SENT = "sent"
    OUTDATED = "outdated"
    """Sent, but shows an older state of what goes on; to be drawn anew."""
    AGED = "aged"
    """The same, with somebody who has done what it asks for: drawn anew after those who have not."""
    STALE = "stale"
    """Sent, but shows what is over; to be edited."""
    DONE = "done"
    """Shows the final state; never touched again."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message that must reach one chat. Its text is made when it is sent."""

    id: int
    kind: DeliveryKind
    event: EventId
    subject: int
    """The vote's or the notice's id; 0 for the event itself."""
    member: MemberId | None
    chat: Address
    state: DeliveryState
    ref: str = ""
    error: str = ""
    claimed_by: str = ""
    """The process that sends it, as it calls itself; "" if none does."""
    tries: int = 0
    """How often it was claimed without being settled, this time included."""
    reminds: bool = False
    """It is sent again unasked, to somebody who has not voted."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a delivery ended: its new state, the message it became, or why it failed."""

    delivery: Delivery
    state: DeliveryState
    ref: str = ""
    error: str = ""
    said: str = ""
    """Fingerprint of what was worded, where something else may be so by now."""
    chat: Address = ""
    """The chat in which the message stands; "" if there is none."""

    @property
    def given_back(self) -> bool:
        """Whether nothing was sent, and it waits as before."""
        return self.state is self.delivery.state
