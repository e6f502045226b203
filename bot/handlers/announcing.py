"""What the chair announces, and to whom."""

from __future__ import annotations

from adapters.contract import Command
from bot.chat.call import Call, Denied, allowed
from bot.chat.reading import words
from bot.chat.register import Handlers, Spec, Who
from bot.handlers.targets import show_usage, the_event
from core import floor
from core.limits import LONGEST_NAME
from core.names import alike, as_known
from core.near import nearest
from core.store import events

_AUDIENCES = ("all", "present", "absent")


async def say(call: Call, item: Command) -> None:
    """An announcement; to those present unless the text begins with `all`, `absent` or `GROUP:`."""
    event, text = await the_event(call), "\n".join(filter(None, (item.line, *item.lines)))
    if not text:
        show_usage(call, "say")
        return
    who, text = await _audience(call, text)
    count = allowed(await floor.announce(call.tx, event, who, text, call.by))
    if who in _AUDIENCES:
        call.say(f"said-{who}", count=count)
    else:
        call.say("said-group", count=count, group=who)


def _audience_of(word: str) -> str:
    """Whom a word in lower case means, in any language; "" if it means nobody."""
    return next((one for one in _AUDIENCES if word in words(f"say-{one}")), "")


async def _audience(call: Call, text: str) -> tuple[str, str]:
    """Whom a text is for, and the text. A word with a colon that is no group belongs to the text.

    Raises `Denied`: `say-group` for what is nearly a group.
    """
    first, _, others = text.partition(" ")
    # "Alle" begins many a sentence, "alle" none
    if (who := first.lower() if first.lower() in _AUDIENCES else _audience_of(first)) and others.strip():
        return who, others.strip()
    prefix, colon, rest = text.partition(":")
    word = prefix.strip()
    if not colon or "\n" in word:
        return "present", text
    known = await events.groups(call.tx)
    if group := as_known(word, known):
        return group, rest.strip()
    if who := _audience_of(word.lower()):
        return who, rest.strip()
    everybody = {word for one in _AUDIENCES for word in words(f"say-{one}")}
    if near := nearest(word, [*known, *everybody], fold=alike):
        # what was meant for a few must not go to everybody for a slip of the thumb
        raise Denied("say-group", word=word[:LONGEST_NAME], suggestion=near)
    return "present", text


HANDLERS = Handlers(commands=(Spec("say", Who.CHAIR, say),))
