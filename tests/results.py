"""Counted votes to tell results of."""

from __future__ import annotations

from dataclasses import replace

from adapters.contract import plain
from bot.views.result import message as results
from bot.wording.speech import Speech, speech
from core.model import Definition, Event, EventId, EventSettings, EventState, Option, Vote, VoteId, VoteState
from core.totals import UNIT, Totals

EN, DE = speech("en"), speech("de")
YES_NO = (Option("a", ""), Option("b", ""), Option("c", ""))
PEOPLE = (Option("a", "Ada Lovelace"), Option("b", "Bea Ortega"), Option("c", "Cem Kaya"), Option("d", "Dan Li"))
NOBODY = Option("e", "")
"""None of the above."""
BOARD = Definition("Board", PEOPLE, kind="election", method="plurality", majority="")
BLOCK = replace(BOARD, method="block", seats=2, maximum=2)
RANKED = replace(BOARD, method="scottish-stv", seats=2, maximum=4)


def heads(count: int) -> Totals:
    """Members of weight 1."""
    return Totals(count, count * UNIT)


def counted(definition: Definition, box: dict[str, int], **changes: object) -> Vote:
    """Vote 7, counted, with 100 on its roll."""
    vote = Vote(
        VoteId(1), EventId("agm"), 7, VoteState.COUNTED, definition, roll=heads(100), present=heads(100),
        entitled=heads(120), box={choice: Totals(votes, votes * UNIT) for choice, votes in box.items()},
    )  # fmt: skip
    return replace(vote, **changes)


def meeting(quorum: str = "none", *, rehearsal: bool = False) -> Event:
    return Event(
        EventId("agm"),
        EventSettings(EventId("agm"), "Assembly", quorum=quorum),
        EventState.OPEN,
        registration=False,
        rehearsal=rehearsal,
        present=heads(100),
        entitled=heads(120),
        version=1,
    )


def spoken(vote: Vote, language: Speech = EN) -> str:
    """The sentence to read aloud."""
    return plain(results.sentence(language, vote, meeting()))


def for_chair(vote: Vote, language: Speech = EN) -> list[str]:
    return plain(results.for_chair(language, vote, meeting()).text).split("\n")


def for_members(vote: Vote, language: Speech = EN) -> list[str]:
    return plain(results.for_members(language, vote, meeting()).text).split("\n")


def buttons(vote: Vote) -> list[str]:
    """Under the chair's result."""
    return [button.label for row in results.for_chair(EN, vote, meeting()).rows for button in row]
