"""The codes by which members find their ballots on the board of a secret vote: told once, and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.ballot import bundle
from bot.wording.speech import Markup, Speech, joined
from core.ballot import InHand
from core.model import MemberId


def told(speech: Speech, codes: Sequence[tuple[str, InHand | None]], me: MemberId) -> Markup:
    """Codes, whose ballot each is for, what they are good for, and whom not to show them."""
    if len(codes) == 1 and codes[0][1] is None:
        return speech.say("receipt", code=codes[0][0])
    lines = [
        speech.say("receipt-line", code=code, member=bundle.who(speech, ballot, me) if ballot else "")
        for code, ballot in codes
    ]
    return joined([speech.say("receipt-several"), *lines])
