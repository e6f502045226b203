"""What commands and buttons do."""

from __future__ import annotations

from bot.chat.register import Register
from bot.handlers import (
    again,
    agenda,
    announcing,
    ballots,
    casting,
    corrections,
    demands,
    desk,
    drafts,
    elections,
    helping,
    joining,
    meeting,
    members,
    opening,
    paper,
    presence,
    proxies,
    quick,
    replacing,
    results,
    votes,
)

_KNOWN = (
    joining.HANDLERS,
    presence.HANDLERS,
    ballots.HANDLERS,
    casting.HANDLERS,
    demands.HANDLERS,
    opening.HANDLERS,
    members.HANDLERS,
    desk.HANDLERS,
    meeting.HANDLERS,
    announcing.HANDLERS,
    agenda.HANDLERS,
    drafts.HANDLERS,
    votes.HANDLERS,
    again.HANDLERS,
    corrections.HANDLERS,
    quick.HANDLERS,
    paper.HANDLERS,
    results.HANDLERS,
    elections.HANDLERS,
    proxies.HANDLERS,
    replacing.HANDLERS,
)
REGISTER = Register(*_KNOWN, helping.handlers(*_KNOWN))
"""Everything that can be typed and pressed."""
