"""What the buttons under a draft's preview go through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.chat.acts import Toggle
from bot.drafting.lines import edited, question_options
from bot.drafting.settings import NO_DEFAULTS, NOMINATIONS, Defaults, RuleSets
from core import rules
from core.definition import method_of, with_secrecy
from core.model import Definition
from core.rules import SHORT_WORDS, Majority, formula, parse_majority

MAJORITIES = tuple(formula(Majority((SHORT_WORDS[word],))) for word in SHORT_WORDS)
TIMES = (None, 60.0, 90.0, 180.0, 300.0)


def position(definition: Definition, toggle: Toggle) -> int:
    """Which of the values that a button goes through stands; one past the last if it is none of them."""
    values, value = _cycle(definition, toggle)
    return values.index(value) if value in values else len(values)


def toggled(definition: Definition, toggle: Toggle) -> Definition:
    """The draft with the next value."""
    values, _ = _cycle(definition, toggle)
    place = position(definition, toggle) + 1
    value = values[place % len(values)] if place <= len(values) else values[0]
    match toggle:
        case Toggle.MAJORITY:
            return replace(definition, majority=str(value))
        case Toggle.TIME:
            return replace(definition, time=float(value) if value else None)
        case Toggle.ABSTENTION:
            return _with_abstention(definition, abstain=bool(value))
        case Toggle.SECRECY:
            return with_secrecy(definition, secret=bool(value))
        case Toggle.NOMINATIONS:
            changed = edited(_Unset(), definition, "", [f"nominations: {NOMINATIONS[bool(value)]}"])
            return changed if isinstance(changed, Definition) else replace(definition, nominations=bool(value))


def loosens(definition: Definition, toggle: Toggle) -> bool:
    """Whether the next value would let something pass that the present one rejects."""
    if toggle is not Toggle.MAJORITY or not definition.majority:
        return False
    new = parse_majority(toggled(definition, toggle).majority)
    return rules.loosens(new, parse_majority(definition.majority))


def _cycle(definition: Definition, toggle: Toggle) -> tuple[Sequence[str | float | bool | None], str | float | None]:
    match toggle:
        case Toggle.MAJORITY:
            return MAJORITIES, definition.majority
        case Toggle.TIME:
            return TIMES, definition.time
        case Toggle.ABSTENTION:
            return (True, False), definition.abstain
        case Toggle.SECRECY:
            return (False, True), definition.secret
        case Toggle.NOMINATIONS:
            return (True, False), definition.nominations


@dataclass(frozen=True)
class _Unset:
    """Nothing that an organiser set: a draft has all its terms by now."""

    defaults: Defaults = NO_DEFAULTS
    rules: RuleSets = field(default_factory=dict)


def _with_abstention(definition: Definition, *, abstain: bool) -> Definition:
    method = method_of(definition)
    options = question_options(abstain=abstain, consents=method.consents) if method.question else definition.options
    return replace(definition, abstain=abstain, options=options)
