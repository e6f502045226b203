"""From a chat account to a member: invitations, pairing at the desk, a second network."""

from __future__ import annotations

import re
from itertools import islice

from adapters.contract import Command
from adapters.outbox import Lane
from bot.chat.buttons import Redeem
from bot.chat.call import Call, Denied, Offer, allowed, message
from bot.chat.reading import words
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.handlers.members import say_status
from bot.wording.speech import LANGUAGES, Markup, sentence
from core import accounts, codes, telling
from core.address import network_of
from core.errors import Refusal, refuse
from core.model import EventId, Member

_CODE = re.compile(r"(?<![0-9A-Za-z])(?=((?:[0-9A-Za-z]{4}[- ]?){3}[0-9A-Za-z]{4})(?![0-9A-Za-z]))")


LONGEST_SCANNED = 2000
"""Characters of a text in which a code is looked for."""
MOST_CODES = 3
"""Codes of one message that are looked up."""


def codes_in(text: str) -> list[str]:
    """What may be an invitation in the beginning of a text, the first few; long words and rows of short ones are none.

    A bound on what anybody can make us look up.
    """
    found = (match[1] for match in _CODE.finditer(text[:LONGEST_SCANNED]))
    return list(islice((code for code in found if _may_be_code(code)), MOST_CODES))


def _may_be_code(text: str) -> bool:
    return bool(codes.normal(text)) and not text.replace(" ", "").isalpha()


async def burn(call: Call, text: str) -> bool:
    """Kill a code that was written where others read along, and say so; False if there was none."""
    found = codes_in(text)
    if not found or not await accounts.burn(call.tx, found):
        return False
    call.say("code-burnt")
    return True


async def start(call: Call, item: Command) -> None:
    """Bind this account with a code; without one, say who this is."""
    if not call.inbound.private:
        if call.channel:
            call.refuse(refuse("only-private"))
    elif codes.normal(item.line):
        await offer(call, item.line)
    elif code := _confirmed(item.line):
        await redeem(call, Redeem(code))
    elif call.person:
        await say_status(call)
    else:
        await greet(call, not_a_code=bool(item.line))


def _confirmed(line: str) -> str:
    """The code in `CODE yes`, which is the button in words; "" if this is something else."""
    code, _, word = line.rpartition(" ")
    return codes.normal(code) or "" if word.casefold() in words("yes") else ""


async def greet(call: Call, *, not_a_code: bool = False) -> None:
    """Say hello to somebody whom we do not know, with a number to show at the desk."""
    pairing = await accounts.pairing_code(call.tx, call.inbound.sender, call.inbound.chat)
    minutes = int(accounts.PAIRING_LASTS.total_seconds()) // 60
    hello = sentence("greeting", who=call.house.organisation or "none")
    call.lines(
        sentence("code-malformed") if not_a_code else hello,
        sentence("greeting-link"),
        sentence("greeting-desk", code=pairing, minutes=minutes),
    )


async def offer(call: Call, code: str) -> None:
    """Ask whether this is the member whom the code was made for."""
    found = await accounts.invited(call.tx, call.inbound.sender, code)
    if isinstance(found, Refusal):
        await _refuse(call, found)
        return
    member, _ = found
    code = codes.normal(code) or ""
    call.effects.lane = Lane.REPLY  # whoever has an invitation is no stranger
    yes = Offer(Redeem(code), "button-yes-me")
    call.say("join-question", [yes], name=short_name(member.name), number=member.number, code=code)


def short_name(name: str) -> str:
    """First name and initial: enough for its owner, little for anybody else."""
    first, *rest = name.split() or [name]
    return f"{first} {rest[-1][0]}." if rest else first


async def _refuse(call: Call, refusal: Refusal) -> None:
    call.refuse(refusal)
    if refusal.code == "code-used":
        await _alarm(call, refusal)


async def _alarm(call: Call, refusal: Refusal) -> None:
    """Somebody used an invitation a second time: the desk, or else the chair, should know."""
    alarm = refuse("code-reused", number=refusal.data["number"])
    await telling.alarm_desk(call.tx, EventId(str(refusal.data["event"])), alarm)


async def redeem(call: Call, action: Redeem) -> None:
    """Yes, that is me."""
    client = call.inbound.language.partition("-")[0].lower()
    language = client if client in LANGUAGES else ""
    outcome = await accounts.redeem(call.tx, call.inbound.sender, call.inbound.chat, action.code, language)
    if isinstance(outcome, Refusal):
        await _refuse(call, outcome)
        return
    await _welcome(call, outcome)


async def _welcome(call: Call, member: Member) -> None:
    call.person = await accounts.person(call.tx, call.inbound.sender)
    is_open = any(event.registration for event in call.meetings)
    call.receipt("join-toast", name=member.name)
    parts = [
        sentence("join-done", name=member.name, number=member.number),
        sentence("join-next-card" if is_open else "join-next-wait"),
        sentence("join-help"),
    ]
    call.edit(message, parts)


async def link(call: Call, _: Command) -> None:
    """A code for my account on another network."""
    meetings = call.meetings
    if not meetings:
        raise Denied("no-event")
    code = allowed(await accounts.link(call.tx, meetings[-1].id, call.by))
    here = network_of(call.inbound.sender)
    others = [url.format(code=code) for network, url in sorted(call.house.links.items()) if network != here]
    call.lines(sentence("link-code", code=code), *map(Markup.verbatim, others), sentence("link-once"))


HANDLERS = Handlers(
    commands=(
        Spec("start", Who.ANYONE, start, anywhere=True, whenever=True),
        Spec("join", Who.ANYONE, start, anywhere=True, whenever=True),
        Spec("link", Who.MEMBER, link, whenever=True),
    ),
    presses=(Pressed(Redeem, Who.STRANGER, redeem),),
)
