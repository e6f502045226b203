"""What can be done here, and commands that do not exist."""

from __future__ import annotations

from adapters.contract import Command, cut
from bot.chat.call import Call
from bot.chat.reading import words
from bot.chat.register import Handlers, Register, Spec, Who, footing, forbidden, help_key
from bot.wording.speech import Markup, Speech, joined, later, sentence
from core.near import nearest

_TOPICS = {"secret": "secret-means", "blank": "blank-means", "abstain": "blank-means"}
"""What can be asked about behind `/help`, and the text that tells it."""
_LONGEST = 20
"""Characters of an unknown word that an answer repeats."""


def handlers(*others: Handlers) -> Handlers:
    """`/help`, which tells of all other commands and of itself."""

    async def run(call: Call, item: Command) -> None:
        """The commands that this person may use here; with a topic, what there is to know about it."""
        if topic := next((key for topic, key in _TOPICS.items() if item.line.casefold() in words(topic)), None):
            call.say(topic)
            return
        head = sentence("help-head" if call.person else "help-unbound")
        call.lines(head, *(later(_line, help_key(spec)) for spec in usable(call, Register(*others, mine))))

    mine = Handlers(commands=(Spec("help", Who.ANYONE, run, whenever=True),))
    return mine


def usable(call: Call, register: Register) -> list[Spec]:
    """The commands that the sender may use in this chat, by name."""
    specs = [
        spec
        for _, spec in sorted(register.commands.items())
        if forbidden(spec.who, footing(call), after=spec.after) is None
    ]
    if call.person:
        return [spec for spec in specs if spec.name not in ("start", "join")]
    return [spec for spec in specs if spec.name in ("start", "help")]


def _line(speech: Speech, key: str) -> Markup:
    return joined([speech.say(key.replace("help-", "usage-", 1)), speech.say(key)], " · ")


async def unknown_command(call: Call, item: Command, register: Register) -> None:
    """Say which word is not known and what is near it; strange groups hear nothing."""
    if not item.private and call.channel is None:
        return
    names = sorted({spec.name for spec in usable(call, register)})
    call.say("command-unknown", name=cut(item.name, _LONGEST), near=nearest(item.name, names) or "none")
