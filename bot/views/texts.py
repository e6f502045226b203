"""The full text of a vote, in as many messages as it takes."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.contract import Message
from adapters.still import still
from bot.wording.choices import name, option_label
from bot.wording.speech import Markup, Speech, joined
from core.model import Vote

CHUNK = 3800
"""Characters of a long text that go into one message."""


def parts(speech: Speech, vote: Vote) -> list[str]:
    """What people have written, the text and all options, in parts that a message takes."""
    options = "\n".join(option_label(speech, vote, option) for option in vote.definition.options)
    return list(_chunks(f"{still(vote.definition.text, links=True)}\n\n{still(options)}".strip()))


def part(speech: Speech, vote: Vote, text: str, *, first: bool) -> Message:
    """One of them; the vote's name stands above the first."""
    return Message(joined([Markup("<b>{}</b>").format(name(speech, vote)) if first else "", Markup.linked(text)]))


def _chunks(whole: str) -> Iterator[str]:
    """Parts that a message takes, cut between lines where there are lines."""
    while len(whole) > CHUNK:
        end = whole.rfind("\n", 1, CHUNK + 1)
        end = end if end > 0 else CHUNK
        yield whole[:end]
        whole = whole[end:].removeprefix("\n")
    yield whole
