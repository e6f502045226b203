"""A ballot of each form, and the buttons on them."""

from __future__ import annotations

from dataclasses import replace

from adapters.contract import Message
from bot.chat.buttons import CastMarks, Mark, decode, encode
from core import casting
from core.model import Definition, EventId, MemberId, Option, Vote, VoteId, VoteState
from core.store import ballots
from tests.talk import Talk

ME = "telegram:1"
NAMES = ("Ada", "Bea", "Cem", "Dora")
OPTIONS = tuple(Option(label, name) for label, name in zip("abcd", NAMES, strict=True))
NOBODY = Option("e", "")

SINGLE = Definition("Board", OPTIONS, kind="election", method="plurality", majority="")
MARKS = replace(SINGLE, method="block", maximum=3, seats=3)
CUMULATED = replace(MARKS, maximum=5, cumulate=3)
RANKING = replace(SINGLE, method="irv", maximum=4)
EQUALS = replace(RANKING, method="schulze")
ANSWERS = replace(SINGLE, method="per-candidate", minimum=0, maximum=4)
WITH_NOBODY = replace(MARKS, options=(*OPTIONS, NOBODY), nobody="e")
FORMS = (SINGLE, MARKS, CUMULATED, RANKING, EQUALS, ANSWERS)


def vote_on(definition: Definition) -> Vote:
    """An open vote 7."""
    return Vote(VoteId(99), EventId("agm"), 7, VoteState.OPEN, definition, key=b"k" * 32)


def labelled(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


def meant(message: Message) -> list[object]:
    return [decode(button.data) for row in message.rows for button in row]


def marking(vote: Vote, option: str, number: int = 1, *, page: int = 0, rendering: int = 1, member: int = 1) -> str:
    """The data of a button that fills in one thing."""
    tag = casting.tag(vote, MemberId(member), rendering)
    return encode(Mark(vote.id, rendering, tag, page, option, number))


def finishing(vote: Vote, rendering: int = 1, member: int = 1) -> str:
    """The data of the button that casts what is filled in."""
    return encode(CastMarks(vote.id, rendering, casting.tag(vote, MemberId(member), rendering)))


async def stands(talk: Talk, vote: Vote, number: int = 1) -> tuple[str | None, str | None]:
    """What is cast and what is half filled in."""
    member = await talk.hall.id(number)
    choice, marks, _ = (await talk.hall.run(ballots.standing, vote, [member]))[member]
    return choice, marks
