"""From what a chair types to a definition, and back to lines that can be typed again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from bot.buttons import Toggle
from bot.calls import House
from bot.durations import format_duration
from bot.faults import Fault, Faults
from bot.votes import VoteSettings, merged, parse_lines
from core.methods.model import labels
from core.model import Definition, Late, Option, RollBase
from core.rules import SHORT_WORDS, Majority, formula, parse_majority, parse_quorum

QUESTION = "yes-no-abstain"
MAJORITIES = tuple(formula(Majority((SHORT_WORDS[word],))) for word in SHORT_WORDS)
TIMES = (None, 60.0, 90.0, 180.0, 300.0)
_CLEARED = re.compile(r"(time|group|except|text)\s*[:=]\s*(none|-)", re.IGNORECASE)
_FIELDS = {"min": "minimum", "max": "maximum"}
_DEFINITION = TypeAdapter(Definition)
_LONGEST_LINES = 3000
_QUIET = Definition(title="", options=())


def drafted(house: House, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A new vote from a command's title and the lines below it."""
    return _read(house, title, lines, lambda own: own)


def edited(house: House, definition: Definition, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A draft with what these lines change; an empty title stays."""
    return _read(house, title, lines, lambda own: _over(house, own, definition))


def _read(
    house: House, title: str, lines: Sequence[str], whole: Callable[[VoteSettings], VoteSettings]
) -> Definition | Faults:
    cleared = [match[1].lower() for line in lines if (match := _CLEARED.fullmatch(line))]
    own = parse_lines(title, [line for line in lines if not _CLEARED.fullmatch(line)])
    if isinstance(own, Faults):
        return own
    settings = merged(whole(own), house.defaults, house.rules)
    if isinstance(settings, Faults):
        return settings
    fault = _majority_unused(house, own, settings)
    return Faults((fault,)) if fault else definition_of(settings, cleared)


def _over(house: House, own: VoteSettings, definition: Definition) -> VoteSettings:
    rule = house.rules.get(own.rule or "")
    said = own.over(rule) if rule else own
    base = definition
    # options turn a question into a choice, which has other terms
    if said.options and said.method is None and definition.method == QUESTION:
        base = replace(definition, options=(), method="")
    return said.over(settings_of(base))


def _majority_unused(house: House, own: VoteSettings, settings: VoteSettings) -> Fault | None:
    """Marks elect whoever has most of them: a majority that was asked for would silently not apply."""
    rule = house.rules.get(own.rule or "")
    asked = own.majority or (rule.majority if rule else None)
    return Fault("majority", "majority-unused") if asked and settings.method != QUESTION else None


def definition_of(settings: VoteSettings, cleared: Sequence[str] = ()) -> Definition:
    """The definition for complete settings; `cleared` are the settings that shall not be."""
    gone = {"rule", *("excluded" if key == "except" else key for key in cleared)}
    said = {_FIELDS.get(key, key): value for key, value in settings if value is not None and key not in gone}
    majority = formula(parse_majority(settings.majority)) if settings.majority else ""
    rules = {"majority": majority, "quorum": formula(parse_quorum(settings.quorum or "none"))}
    return _DEFINITION.validate_python({**said, **rules, "options": _options(settings)})


def _options(settings: VoteSettings) -> tuple[Option, ...]:
    if settings.method == QUESTION:
        return _question(abstain=settings.abstain is not False)
    texts = settings.options or ()
    return tuple(Option(label, text) for label, text in zip(labels(len(texts)), texts, strict=True))


def _question(*, abstain: bool) -> tuple[Option, ...]:
    return tuple(Option(label, "") for label in labels(3 if abstain else 2))


def settings_of(definition: Definition) -> VoteSettings:
    """What somebody would have written for this definition."""
    values: dict[str, object] = {
        "kind": definition.kind,
        "title": definition.title,
        "titles": definition.titles,
        "text": definition.text or None,
        "method": definition.method or None,
        "tie": definition.tie,
        "quorum": definition.quorum,
        "time": int(definition.time) if definition.time else None,
        "group": definition.group or None,
        "excluded": definition.excluded,
        "roll": definition.roll,
        "late": definition.late,
        "abstain": definition.abstain,
        "revote": definition.revote,
        "close_when_all": definition.close_when_all,
        **(_question_settings(definition) if definition.method == QUESTION else _mark_settings(definition)),
    }
    return VoteSettings().model_copy(update={key: value for key, value in values.items() if value is not None})


def _question_settings(definition: Definition) -> Mapping[str, object]:
    return {"majority": definition.majority}


def _mark_settings(definition: Definition) -> Mapping[str, object]:
    if not definition.options:
        return {}
    most = definition.maximum if definition.maximum != definition.seats else None
    texts = tuple(option.text for option in definition.options)
    return {"options": texts, "min": definition.minimum, "max": most, "seats": definition.seats}


# -- toggles under the preview


def position(definition: Definition, toggle: Toggle) -> int:
    """Which of the values that a button goes through stands; one past the last if it is none of them."""
    values, value = _cycle(definition, toggle)
    return values.index(value) if value in values else len(values)


def toggled(definition: Definition, toggle: Toggle) -> Definition:
    """The draft with the next value. Secrecy stays as it is: there are no secret votes yet."""
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
            return definition


def _cycle(definition: Definition, toggle: Toggle) -> tuple[Sequence[str | float | bool | None], str | float | None]:
    match toggle:
        case Toggle.MAJORITY:
            return MAJORITIES, definition.majority
        case Toggle.TIME:
            return TIMES, definition.time
        case Toggle.ABSTENTION:
            return (True, False), definition.abstain
        case Toggle.SECRECY:
            return (False,), definition.secret


def _with_abstention(definition: Definition, *, abstain: bool) -> Definition:
    options = _question(abstain=abstain) if definition.method == QUESTION else definition.options
    return replace(definition, abstain=abstain, options=options)


# -- lines to copy


def lines_of(definition: Definition) -> list[str]:
    """The lines that say what this draft is, for copying below `/edit`; long texts and option lists are left out."""
    lines = _rule_lines(definition) + _roll_lines(definition)
    texts = [f"text: {line}" for line in definition.text.splitlines() if line.strip()]
    options = [f"- {option.text}" for option in definition.options if option.text]
    for more in (options, texts):
        if sum(map(len, [*lines, *more])) <= _LONGEST_LINES:
            lines += more
    return lines


def _rule_lines(definition: Definition) -> list[str]:
    marks = definition.method != QUESTION
    time = f"time: {format_duration(int(definition.time))}" if definition.time else "time: none"
    return [
        *([] if marks else [f"majority: {definition.majority}"]),
        *([f"seats: {definition.seats}", f"min: {definition.minimum}", f"max: {definition.maximum}"] if marks else []),
        *([f"tie: {definition.tie}"] if definition.tie != _QUIET.tie else []),
        *([f"quorum: {definition.quorum}"] if definition.quorum != _QUIET.quorum else []),
        time,
        "abstain" if definition.abstain else "no abstain",
    ]


def _roll_lines(definition: Definition) -> list[str]:
    said = {
        f"group: {definition.group}": definition.group,
        f"except: {', '.join(definition.excluded)}": definition.excluded,
        "roll: entitled": definition.roll is RollBase.ENTITLED,
        "late: until_close": definition.late is Late.UNTIL_CLOSE,
        "revote: off": not definition.revote,
        "close when all": definition.close_when_all,
        **{f"title.{language}: {title}": True for language, title in definition.titles.items()},
    }
    return [line for line, holds in said.items() if holds]
