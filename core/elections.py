"""What follows the count of an election: who holds the seats, and who stands in the next round."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from typing import TypeAlias

from core.candidates import of_definition
from core.definition import OPEN_SLOT, method_of, settings
from core.errors import Refusal, refuse
from core.faults import RuleError
from core.lifecycle import not_possible
from core.methods import ONE_CANDIDATE
from core.methods.model import Result, labels
from core.model import COUNTING_RULES, Acceptance, Definition, Option, Slot, Vote
from core.results import result, settings_of
from core.rules import SIMPLE, Outcome, Tie, formula, parse_majority

TWICE = 0
LEAST = 2
"""Candidates of a further round, if there are so many."""
_ROUND = re.compile(r"(twice|top\s+\d{1,3}|\d{1,3})(?:\s+(.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Round:
    """A further round: how many candidates it has, and the majority that it needs."""

    top: int
    """`TWICE` for twice as many as there are open seats."""
    majority: str
    """As it was written; empty where the most votes win."""


def parse_runoff(text: str) -> tuple[Round, ...]:
    """Read `2`, `twice absolute, 2`: one round after the other, parted by commas; `none` is no round.

    Raises `RuleError` with `runoff-form` or a code of `parse_majority`.
    """
    return tuple(map(_round, _parts(text)))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip().lower() not in ("", "none")]


def _round(text: str) -> Round:
    match = _ROUND.fullmatch(text)
    if match is None:
        raise RuleError("runoff-form", word=text, suggestion="2")
    majority = (match[2] or "").strip()
    if majority:
        parse_majority(majority)
    top = match[1].lower().removeprefix("top").strip()
    number = TWICE if top == "twice" else int(top)
    if top != "twice" and number < LEAST:
        raise RuleError("runoff-form", word=text, suggestion="2")
    return Round(number, majority)


# -- seats


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a counted election."""

    slot: str
    """The quota slot that it belongs to; empty without slots."""
    option: str
    """Who holds it; empty if it is vacant or waits for a lot."""
    answer: Acceptance | None = None
    """None as long as the holder has not answered."""


def declined(vote: Vote) -> tuple[str, ...]:
    """Who refused, in the order in which they did."""
    return tuple(option for option, said in vote.answers.items() if said is Acceptance.DECLINED)


def counted_anew(vote: Vote) -> Result:
    """The count as if nobody had stood who has refused since."""
    return result(vote, declined(vote))


def at_hand(vote: Vote) -> None:
    """Make sure that telling a result, which happens after the commit, needs no count. Raises `Uncounted`."""
    sitting(vote)
    counted_anew(vote)


def seats(vote: Vote) -> tuple[Seat, ...]:
    """Who holds each seat of a counted election, by slot and in order of election; those without a holder last.

    Who was elected holds a seat until refusing it. The next in line is whom the same count elects with all
    withdrawn who have refused so far; nobody loses a seat because somebody else refuses one. In quota slots a
    refusal can move somebody to an earlier slot.
    """
    if not vote.definition.slots:
        return _seats("", sitting(vote), vote.definition.seats, vote)
    slots = zip(vote.definition.slots, counted_anew(vote).slots, strict=True)
    return tuple(seat for slot, held in slots for seat in _seats(slot.name, held, slot.seats, vote))


def _seats(slot: str, held: Sequence[str], number: int, vote: Vote) -> tuple[Seat, ...]:
    filled = zip_longest(held, range(number))
    return tuple(Seat(slot, option or "", vote.answers.get(option or "")) for option, _ in filled)


def sitting(vote: Vote) -> tuple[str, ...]:
    """Who holds a seat. As in `seats`."""
    held, gone = result(vote).elected, list[str]()
    for option in declined(vote):
        gone.append(option)
        staying = [label for label in held if label != option]
        in_line = [label for label in result(vote, gone).elected if label not in staying]
        held = (*staying, *in_line[: vote.definition.seats - len(staying)])
    return held


@dataclass(frozen=True, slots=True)
class Board:
    """What an election has come to as things stand, with everybody gone who has refused: what is told of it."""

    held: tuple[str, ...]
    """Who holds a seat, in order of election."""
    moved_up: tuple[str, ...]
    """Those of them who hold it because somebody refused."""
    tied: tuple[tuple[str, ...], ...]
    slots: tuple[tuple[str, ...], ...]
    """Who holds the seats of each quota slot."""
    vacant: int
    """Seats that nobody holds and no lot will fill."""


def board(vote: Vote) -> Board:
    """Who holds the seats now: the count itself until somebody refuses."""
    counted = result(vote)
    if not declined(vote):
        return Board(counted.elected, (), counted.tied, counted.slots, counted.vacant)
    held, now = sitting(vote), counted_anew(vote)
    empty = vote.definition.seats - len(held)
    vacant = min(empty, now.vacant) if waits_for_lot(vote) else empty
    moved_up = tuple(option for option in held if option not in counted.elected)
    return Board(held, moved_up, now.tied, now.slots, vacant)


def waits_for_lot(vote: Vote) -> bool:
    """Whether a lot decides who holds a seat."""
    return bool(counted_anew(vote).tied) and vote.definition.tie == Tie.LOT


# -- the next round

_Merit: TypeAlias = tuple[Fraction, ...]


def next_round(vote: Vote, top: int | None = None) -> Definition | Refusal:
    """The run-off of a counted vote with its own title: for the open seats, or a tied question once more.

    The best `top` of those without a seat stand in it, with all who are level with the last of them; who has
    refused does not. Round by round `Definition.runoff` says how many and by which majority; where it says
    nothing, twice as many as there are open seats, by the same majority. Somebody who is left alone is voted on by
    yes and no. Codes: `vote-not-possible`, `runoff-not-needed`, `runoff-nobody`.
    """
    if fault := not_possible(vote, "runoff"):
        return fault
    if method_of(vote.definition).question:
        return _question_again(vote)
    open_seats = [seat for seat in seats(vote) if not seat.option]
    if not open_seats:
        return refuse("runoff-not-needed", number=vote.number)
    slots = tuple(
        Slot(slot.name, left) for slot in vote.definition.slots if (left := _of(slot.name, open_seats))
    )  # fmt: skip
    rule = next(iter(parse_runoff(vote.definition.runoff)), Round(TWICE, vote.definition.majority))
    chosen = _best(vote, max(top or rule.top or 2 * len(open_seats), LEAST), slots)
    if not chosen:
        return refuse("runoff-nobody", number=vote.number)
    return _fitted(_following(vote), vote.definition, chosen, replace(rule, top=len(open_seats)), slots)


def _of(slot: str, open_seats: Sequence[Seat]) -> int:
    return sum(seat.slot == slot for seat in open_seats)


def _question_again(vote: Vote) -> Definition | Refusal:
    verdict = result(vote).options[0].verdict
    if verdict is not None and method_of(vote.definition).consents:
        again = verdict.outcome is Outcome.REJECTED
    else:
        again = verdict is not None and verdict.outcome is Outcome.TIE
    return _following(vote) if again else refuse("runoff-not-needed", number=vote.number)


def _following(vote: Vote) -> Definition:
    """The same terms for the next round, with what is left of the chain of rounds."""
    old = vote.definition
    rest = ", ".join(_parts(old.runoff)[1:])
    return replace(old, runoff=rest, round=old.round + 1, follows=vote.number, by_hand=False, rules=COUNTING_RULES)


def _best(vote: Vote, most: int, slots: Sequence[Slot]) -> list[Option]:
    """Those who can still be elected to these slots, the best of them with all who are level with the last one."""
    out = {vote.definition.nobody, *sitting(vote), *declined(vote)}
    left = [option for option in vote.definition.options if option.label not in out and _eligible(option, slots)]
    merit = _merits(vote)
    ranked = sorted((merit[option.label] for option in left), reverse=True)
    return [option for option in left if merit[option.label] >= ranked[: max(most, 1)][-1]]


def _eligible(option: Option, slots: Sequence[Slot]) -> bool:
    return not slots or any(slot.name == OPEN_SLOT or slot.name in option.slots for slot in slots)


def _merits(vote: Vote) -> Mapping[str, _Merit]:
    """How well each option did, to be compared: by place, by the last stages first, or by votes."""
    counted, terms = counted_anew(vote), settings_of(vote)
    votes = {option.label: Fraction(terms.measure(option.votes)) for option in counted.options}
    if counted.stages:
        return {label: _history(label, counted) for label in votes}
    places = {label: place for place, level in enumerate(counted.ranking) for label in level}
    last = len(counted.ranking)
    return {
        label: (Fraction(-places.get(label, last)), number if label not in places else Fraction(0))
        for label, number in votes.items()
    }


def _history(label: str, counted: Result) -> _Merit:
    """Votes stage by stage, the last first; less than none once excluded."""
    return tuple(Fraction(stage.votes.get(label, "-1")) for stage in reversed(counted.stages))


def left_of(definition: Definition, gone: Collection[str]) -> Definition | None:
    """A draft without these candidates, by label, its numbers fitted to those who are left; None where nobody is."""
    chosen = [option for option in of_definition(definition) if option.label not in gone]
    rule = Round(definition.seats, definition.majority)
    return _fitted(definition, definition, chosen, rule, definition.slots) if chosen else None


def _fitted(following: Definition, old: Definition, chosen: Sequence[Option], rule: Round, slots: tuple[Slot, ...]) -> (
    Definition
):  # fmt: skip
    """The next round with these candidates for `rule.top` seats; labels close up."""
    nobody = [option for option in old.options if option.label == old.nobody and old.nobody]
    names = labels(len(chosen) + len(nobody))
    options = tuple(replace(option, label=name) for name, option in zip(names, [*chosen, *nobody], strict=True))
    fitted = replace(
        following,
        options=options,
        nobody=names[-1] if nobody else "",
        seats=rule.top,
        slots=slots,
        majority=_majority(old, rule),
    )
    most = _maximum(old, fitted)
    fitted = replace(fitted, maximum=most, minimum=min(old.minimum, most))
    return _alone(fitted) if len(chosen) == 1 else fitted


def _maximum(old: Definition, new: Definition) -> int:
    """As many marks as before: what is usual for so many seats and options, or a number of its own."""
    method = method_of(old)
    if old.maximum >= method.maximum(settings(old)):
        return method.maximum(settings(new))
    return min(old.maximum, method.highest(settings(new)))


def _majority(old: Definition, rule: Round) -> str:
    if method_of(old).staged:
        return old.majority
    written = formula(parse_majority(rule.majority)) if rule.majority else ""
    return written or (formula(SIMPLE) if method_of(old).judges else "")


def _alone(fitted: Definition) -> Definition:
    return replace(
        fitted,
        method=ONE_CANDIDATE.name,
        options=fitted.options[:1],
        nobody="",
        majority=fitted.majority or formula(SIMPLE),
        maximum=1,
        minimum=ONE_CANDIDATE.minimum,
        cumulate=1,
        default_quorum=0,
    )
