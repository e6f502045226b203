"""Voting by typing: what was typed, which vote it means, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from adapters.contract import Button, Ref, cut
from bot.buttons import CastGroup, encode
from bot.calls import Call, Redraw
from bot.handlers.casting import check_in_first
from bot.speech import LANGUAGES, speech
from bot.views.ballot import LONGEST_BUTTON, by_marks
from bot.views.choices import choice_text, name, option_text
from core import casting
from core.casting import Cast
from core.definition import fault_of, parse_choice
from core.errors import Refusal, refuse
from core.methods.model import ABSTAIN, BLANK
from core.model import EventId, Vote, VoteId, VoteState
from core.store import deliveries, events, votes

_LABELLED = re.compile(r"(\d{1,6})([a-z]{1,2})?")
_LABEL = re.compile(r"[a-z]{1,2}")
_BARE = re.compile(r"\d{1,3}|[a-z]")
_BETWEEN = re.compile(r"[\s,;+·.!]+")
_MOST_MARKS = 40
"""Characters of a choice that fit into a button beside its vote."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The number of a vote and the words after it."""

    number: int
    words: tuple[str, ...]


@cache
def words(key: str) -> frozenset[str]:
    """What people may type for something, in all languages: each text lists them with commas."""
    lists = (speech(language).toast(f"typed-{key}") for language in LANGUAGES)
    return frozenset(word.strip().casefold() for text in lists for word in text.split(","))


def split(text: str) -> tuple[str, ...]:
    """The words of what was typed."""
    return tuple(filter(None, _BETWEEN.split(text.casefold())))


def typed(text: str) -> Typed | None:
    """Read `7b`, `7 b`, `7a 7c` or `7 blank`; None if no vote is named."""
    first, *rest = split(text) or ("",)
    match = _LABELLED.fullmatch(first)
    if match is None:
        return None
    own = [word.removeprefix(match[1]) or word for word in rest]
    return Typed(int(match[1]), tuple(filter(None, [match[2], *own])))


def is_vote(text: str) -> bool:
    """Whether a text that is no command is meant as a cast: a vote's number and nothing but labels or known words."""
    found = typed(text)
    return bool(found and found.words and all(_LABEL.fullmatch(word) or word in _answers() for word in found.words))


def is_bare(text: str) -> bool:
    """Whether a text has nothing but places or letters, which mean something only under a ballot."""
    given = split(text)
    return bool(given) and all(_BARE.fullmatch(word) or word in _answers() for word in given)


@cache
def _answers() -> frozenset[str]:
    return words("blank") | words("abstain") | words("yes") | words("no")


def choice_of(vote: Vote, given: Sequence[str]) -> str:
    """The choice that these words are in this vote; what is not understood stays and is refused later."""
    if len(given) == 1 and given[0] in words("blank"):
        return BLANK
    if len(given) == 1 and given[0] in words("abstain") and by_marks(vote):
        return ABSTAIN
    return parse_choice(vote, "+".join(_label(vote, word) for word in given))


def _label(vote: Vote, word: str) -> str:
    """An option by its label, its place counted from 1, or its whole text."""
    options = vote.definition.options
    if word.isdecimal() and 1 <= int(word) <= len(options):
        return options[int(word) - 1].label
    if any(option.label == word for option in options):
        return word
    if not by_marks(vote):
        answers = zip((words("yes"), words("no"), words("abstain")), options, strict=False)
        return next((option.label for known, option in answers if word in known), word)
    texts = {
        option_text(speech(language), option).casefold(): option.label for language in LANGUAGES for option in options
    }
    return texts.get(word, word)


async def cast_typed(call: Call, given: Typed) -> None:
    """Cast in the vote with this number; ask if it could be several."""
    found = await _numbered(call, given.number)
    if not found:
        call.refuse(refuse("vote-number-unknown", number=given.number))
    elif len(found) > 1:
        await ask_which(call, found, given.words)
    else:
        await cast_in(call, found[0], given.words)


async def _numbered(call: Call, number: int) -> list[Vote]:
    """The votes that a number can mean for this member: open ones with a ballot first, else whatever there is."""
    everything = [await votes.by_number(call.tx, event.id, number) for event in await call.events()]
    found = [vote for vote in everything if vote]
    are_open = [vote for vote in found if vote.state is VoteState.OPEN]
    mine = [vote for vote in are_open if await votes.ballots_of(call.tx, vote.id, [call.by])]
    return mine or are_open[:1] or found[-1:]


async def cast_in(call: Call, vote: Vote, given: Sequence[str]) -> None:
    """Cast these words in one vote and say what came of it."""
    if not given:
        call.refuse(refuse("choice-missing", number=vote.number))
        return
    wish = Cast(call.inbound.sender, vote.id, choice_of(vote, given))
    (outcome,) = await casting.cast(call.tx, [wish])
    if isinstance(outcome, Refusal):
        refuse_cast(call, outcome)
        return
    choice = choice_text(call.speech, outcome.vote, outcome.choice)
    call.say("cast-done", vote=name(call.speech, outcome.vote), choice=choice)
    if outcome.changed:
        call.effects.redraws.append(Redraw(outcome.vote.id, outcome.member, call.inbound.chat))


def refuse_cast(call: Call, refusal: Refusal) -> None:
    """Say why nothing was cast, with a button where checking in helps."""
    call.refuse(refusal)
    if refusal.code == "not-present":
        call.reply(check_in_first(call.speech, EventId(str(refusal.data["event"]))))


async def ask_which(call: Call, candidates: Sequence[Vote], given: Sequence[str]) -> None:
    """Cast nothing and ask which vote was meant, with a button for each in which the words make a choice."""
    titles = {event.id: event.settings.title for event in await events.events(call.tx)}
    several = len({vote.event for vote in candidates}) > 1
    rows = []
    for vote in candidates:
        choice = choice_of(vote, given)
        if len(choice) <= _MOST_MARKS and fault_of(vote, choice) is None:
            where = f"{titles[vote.event]}: " if several else ""
            label = cut(where + choice_text(call.speech, vote, choice), LONGEST_BUTTON)
            rows.append((Button(label, encode(CastGroup(vote.id, choice))),))
    call.say("cast-which" if rows else "cast-which-none", tuple(rows))


async def mine_open(call: Call) -> list[Vote]:
    """The open votes for which this member has a ballot."""
    found = await votes.in_state(call.tx, VoteState.OPEN)
    return [vote for vote in found if await votes.ballots_of(call.tx, vote.id, [call.by])]


async def under_ballot(call: Call, ref: Ref | None) -> Vote | None:
    """The vote whose ballot this message is."""
    if ref is None or ref.chat != call.inbound.chat:
        return None
    known = [vote for event in await call.events() for vote in await votes.of_event(call.tx, event.id)]
    found: VoteId | None = await deliveries.ballot_shown(call.tx, known, ref.message, ref.chat)
    return next((vote for vote in known if vote.id == found), None)
