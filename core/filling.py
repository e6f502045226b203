"""Filling in a ballot step by step: pure, and the same for every chat.

What is half filled in is one text, `filled`: a choice that may still be incomplete, `blank` for a blank
ballot that was picked but not cast, and a `=` at the end of a ranking whose next option shares the last place.
Each step says what is wanted, not what is to change, so a step that is repeated changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from core.ballot import SEALED, Standing
from core.definition import fault_of, method_of, parse_choice
from core.errors import Refusal, refuse
from core.methods.model import ABSTAIN, BLANK, Form
from core.model import Definition, Vote

PICKED_BLANK = "blank"
_WORDS = (ABSTAIN, PICKED_BLANK)
"""Filled in for the whole ballot, in place of all options."""
SAME = "="
ANSWERS = ("yes", "no", ABSTAIN)
"""Answer 1, 2 and 3 of `put`."""


Step: TypeAlias = Callable[[Definition, str, str, int], str]


def form_of(definition: Definition) -> Form:
    """How this vote's ballot is filled in."""
    return method_of(definition).form


def equals_allowed(definition: Definition) -> bool:
    """Whether options may share a place."""
    return method_of(definition).equals


def begun(stands: Standing) -> str:
    """What to go on from: what is half filled in, else what is cast."""
    if stands.marks is not None:
        return stands.marks
    return "" if stands.choice in (None, SEALED, BLANK, ABSTAIN) else str(stands.choice)


def choice_in(filled: str) -> str:
    """The choice that casting would cast; for `""` nothing is filled in, and nothing can be cast."""
    return BLANK if filled == PICKED_BLANK else filled.removesuffix(SAME)


def pending(vote: Vote, choice: str | None, marks: str | None) -> bool:
    """Whether something is filled in, or taken back, that differs from what stands."""
    if marks is None:
        return False
    return parse_choice(vote, choice_in(marks)) != choice if marks else begun(Standing(choice)) != ""


def places(filled: str) -> list[list[str]]:
    """The options on each place of a ranking, first place first."""
    ranks = _of_options(filled).removesuffix(SAME)
    return [rank.split(SAME) for rank in ranks.split(">")] if ranks else []


def answers(filled: str) -> dict[str, str]:
    """The answers by option."""
    return dict(answer.split(":", 1) for answer in _of_options(filled).split())


def marked(filled: str) -> list[str]:
    """The marked options; several marks for one stand there several times."""
    return [label for label in _of_options(filled).split("+") if label]


def _of_options(filled: str) -> str:
    return "" if filled in _WORDS else filled


def put(vote: Vote, filled: str, option: str, number: int) -> str | Refusal:
    """What is filled in after one more step.

    `number` is how many marks the option is to have, 1 or 0 for its having a place, or which of `ANSWERS`
    it gets (0 takes the answer back). `blank` and `abstain` instead of an option are for the whole ballot;
    `b=` lets the next option share the last place with `b`. Codes: `choice-...` except for too few marks.
    """
    definition = vote.definition
    if option not in _WORDS and not _known(definition, option.removesuffix(SAME)):
        return refuse("choice-unknown-option", label=vote.label(option), given=0, allowed=0, number=vote.number)
    after = _step(definition, filled, option, number)
    fault = fault_of(vote, choice_in(after))
    if fault and fault.code != "choice-too-few-marks":
        return fault
    # the order of ranks, and a place that waits for more, must stay as they are
    return after if form_of(definition) is Form.RANKING else parse_choice(vote, after)


def _known(definition: Definition, label: str) -> bool:
    return any(option.label == label for option in definition.options)


def _step(definition: Definition, filled: str, option: str, number: int) -> str:
    if option in _WORDS:
        return option if number else "" if filled == option else filled
    return _STEPS[form_of(definition)](definition, _of_options(filled), option, number)


def _pick(_: Definition, filled: str, option: str, number: int) -> str:
    return option if number else "" if filled == option else filled


def _mark(definition: Definition, filled: str, option: str, number: int) -> str:
    # "none of the above" stands alone, and makes room for whatever is marked instead
    alone = option == definition.nobody and number > 0
    others = [] if alone else [label for label in marked(filled) if label not in (option, definition.nobody)]
    # one more than there may be is enough to be refused; the number comes from a button that may be forged
    return "+".join([*others, *[option] * min(number, definition.cumulate + 1)])


def _rank(definition: Definition, filled: str, option: str, number: int) -> str:
    if option.endswith(SAME):
        return _share(definition, filled, option.removesuffix(SAME), number)
    ranked = places(filled)
    if number and any(option in place for place in ranked):
        return filled
    if number:
        return filled + option if filled.endswith(SAME) or not filled else f"{filled}>{option}"
    left = [[label for label in place if label != option] for place in ranked]
    return ">".join(SAME.join(place) for place in left if place)


def _share(definition: Definition, filled: str, last: str, number: int) -> str:
    ranked = places(filled)
    if not equals_allowed(definition) or not ranked or ranked[-1][-1] != last:
        return filled
    return filled.removesuffix(SAME) + (SAME if number else "")


def _answer(_: Definition, filled: str, option: str, number: int) -> str:
    given = {label: answer for label, answer in answers(filled).items() if label != option}
    if 1 <= number <= len(ANSWERS):
        given[option] = ANSWERS[number - 1]
    return " ".join(f"{label}:{answer}" for label, answer in given.items())


_STEPS: dict[Form, Step] = {Form.SINGLE: _pick, Form.MARKS: _mark, Form.RANKING: _rank, Form.ANSWERS: _answer}
