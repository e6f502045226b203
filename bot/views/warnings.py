"""What the preview of a draft warns the chair of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adapters.contract import cut
from bot.views.terms import slot_words
from bot.wording.lists import listed
from bot.wording.numbers import amount
from bot.wording.speech import Markup, Speech
from core.boards import FEWEST as FEWEST_BALLOTS
from core.candidates import of_definition
from core.definition import OPEN_SLOT, method_of
from core.errors import Refusal
from core.model import Option, Slot, Vote
from core.reach import OutOfReach
from core.secret import FEWEST as FEWEST_VOTERS
from core.totals import Totals

_LONGEST_NAME = 40


def warnings(speech: Speech, vote: Vote, names: Mapping[str, str], revealing: Refusal | None = None) -> list[Markup]:
    """What is possible and yet probably not meant, and what stands in the way of a secret vote.

    `names` are those of members, by number.
    """
    options = () if method_of(vote.definition).question else of_definition(vote.definition)
    return [
        *_seats(speech, vote, len(options)),
        *_slots(speech, vote.definition.slots, options),
        *_people(speech, vote, options, names),
        *_secrecy(speech, vote, revealing),
    ]


def beyond(speech: Speech, vote: Vote, limits: Sequence[OutOfReach]) -> Iterator[Markup]:
    """What could not be reached, or not yet, by those who may vote."""
    for limit in limits:
        have, needed = (amount(speech, number, by_weight=limit.by_weight) for number in (limit.most, limit.needed))
        group = vote.definition.group or "none"
        weighed = str(limit.by_weight).lower()
        yield speech.say(f"warning-beyond-{limit.what}", have=have, needed=needed, group=group, weighed=weighed)


def few(speech: Speech, vote: Vote, roll: Totals | None) -> Iterator[Markup]:
    """So few would vote in secret that the figures alone tell much, and members may get the verdict only."""
    heads = roll.heads if roll and vote.definition.secret else 0
    if FEWEST_VOTERS <= heads < FEWEST_BALLOTS:
        yield speech.say("warning-few", count=heads, least=FEWEST_BALLOTS)


def elected(speech: Speech, vote: Vote, held: Mapping[str, int]) -> Iterator[Markup]:
    """Candidates who hold a seat already: left out when it opens, or not."""
    if held:
        called = {option.label: option.text for option in vote.definition.options}
        names = [
            _called(vote, option, called[option.label]) for option in vote.definition.options if option.label in held
        ]
        dropped = str(vote.definition.drop_elected).lower()
        yield speech.say("warning-elected", names=listed(speech, names), dropped=dropped, number=vote.number)


def _secrecy(speech: Speech, vote: Vote, revealing: Refusal | None) -> Iterator[Markup]:
    if vote.definition.kind == "election" and not vote.definition.secret:
        yield speech.say("warning-named-election")
    if revealing:
        yield speech.say("warning-revealing", why=speech.refusal(revealing))


def _seats(speech: Speech, vote: Vote, candidates: int) -> Iterator[Markup]:
    if 0 < candidates < vote.definition.seats:
        yield speech.say("warning-vacant", count=vote.definition.seats - candidates)


def _slots(speech: Speech, slots: Sequence[Slot], options: Sequence[Option]) -> Iterator[Markup]:
    """Quota seats that cannot all be filled: they stay vacant."""
    for slot in slots:
        fit = sum(slot.name in option.slots for option in options)
        if slot.name != OPEN_SLOT and fit < slot.seats:
            yield speech.say("warning-slot", count=fit, slot=slot_words(speech, slot.name, slot.seats))


def _people(speech: Speech, vote: Vote, options: Sequence[Option], names: Mapping[str, str]) -> Iterator[Markup]:
    reserved = vote.definition.slots and all(slot.name != OPEN_SLOT for slot in vote.definition.slots)
    unfit = [_called(vote, option, option.text) for option in options if reserved and not option.slots]
    others = [_called(vote, option, names[option.member]) for option in options if _renamed(option, names)]
    if unfit:
        yield speech.say("warning-unfit", names=listed(speech, unfit))
    if others:
        yield speech.say("warning-names", names=listed(speech, others))


def _renamed(option: Option, names: Mapping[str, str]) -> bool:
    return not option.text.casefold().startswith(names.get(option.member, "").casefold())


def _called(vote: Vote, option: Option, name: str) -> str:
    return f"{vote.label(option.label)} {cut(name, _LONGEST_NAME)}"
