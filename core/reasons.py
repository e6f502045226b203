"""What a chair says about a decision: something, and not more than a message shows."""

from __future__ import annotations

from core.errors import Refusal, refuse
from core.limits import LONGEST_WHY
from core.model import Vote


def unsaid(vote: Vote, act: str, why: str) -> Refusal | None:
    """Why this is no reason for an act that needs one. Codes: `reason-missing`, `text-long`."""
    return too_long(why) if why.strip() else refuse("reason-missing", number=vote.number, act=act)


def too_long(text: str) -> Refusal | None:
    """Code: `text-long`."""
    return refuse("text-long", given=len(text), allowed=LONGEST_WHY) if len(text) > LONGEST_WHY else None
