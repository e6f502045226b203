"""Invitations made at the desk, with a picture to scan."""

from __future__ import annotations

import io

import segno

from adapters.contract import File, Message
from bot.views.lists import member_name
from bot.wording.speech import Markup, Speech, joined
from core.model import Member


def linked(speech: Speech, member: Member, network: str, link: str, code: str) -> Message:
    """A link, what is left to do where it cannot hand over the code, and the link as a QR code."""
    invited = speech.say(
        "invite-link",
        member=member_name(speech, member),
        network=network.title(),
        link=Markup.verbatim(link),
        code=code,
    )
    then = "" if code in link else speech.say("invite-then", code=code)
    return Message(joined([invited, then]), file=File("invitation.png", _qr(link)))


def _qr(link: str) -> bytes:
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()
