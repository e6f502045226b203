"""From what a chair types to a definition, and back to lines that can be typed again."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pydantic import TypeAdapter

from bot.drafting.bare import dashed
from bot.drafting.candidates import candidate_text, parse_seats, proposed, quota, seats_text, withdrawn
from bot.drafting.durations import format_duration
from bot.drafting.merging import amended, default_maximum, default_method, default_minimum, merged, options_of, to_come
from bot.drafting.settings import (
    MISSING,
    NO_MAJORITY,
    NOMINATIONS,
    ORDERS,
    RECEIPTS,
    Defaults,
    RuleSets,
    VoteSettings,
    parse_lines,
)
from bot.drafting.understood import as_typed, understood
from core.candidates import of_definition, with_candidates
from core.definition import gives_receipts, method_of
from core.demand_rules import USUAL, demand_text, parse_demand
from core.elections import parse_runoff
from core.faults import Fault, Faults
from core.judge import judged
from core.methods import METHODS, QUESTION
from core.methods.model import labels
from core.model import Definition, Late, Option, RollBase
from core.rules import formula, parse_majority, parse_quorum

_CLEARED = re.compile(r"(time|group|except|text|item)\s*[:=]\s*(none|-)", re.IGNORECASE)
_WITHDRAWN = re.compile(r"withdraw\s*[:=]\s*(.+)", re.IGNORECASE)
_NOMINATED = re.compile(r"nominate\s*[:=]\s*(.+)", re.IGNORECASE)
_SEATS = re.compile(r"([0-9]{1,3})\s+(\S.*)")
_FIELDS = {"min": "minimum", "max": "maximum"}
_DEFINITION = TypeAdapter(Definition)
_LONGEST_LINES = 3000
_QUIET = Definition(title="", options=())


class Presets(Protocol):
    """What the organiser set for everything that is drafted."""

    @property
    def defaults(self) -> Defaults:
        """What holds where nobody says anything else."""

    @property
    def rules(self) -> RuleSets:
        """Sets of lines by name."""


def drafted(presets: Presets, title: str, lines: Sequence[str]) -> Definition | Faults:
    """A new vote from a command's title and the lines below it.

    Faults are all that can be told without the roster.
    """
    known = dashed(understood(lines), election=False)
    return _drafted(presets, _read(title, known, lines), known)


def drafted_election(presets: Presets, line: str, lines: Sequence[str]) -> Definition | Faults:
    """A new election from `SEATS TITLE` or `TITLE` and the lines below it."""
    match, known = _SEATS.fullmatch(line), dashed(understood(lines), election=True)
    own = _read(match[2] if match else line, known, lines)
    if isinstance(own, Faults):
        return own
    written = sum(slot.seats for slot in parse_seats(own.seats)) if match and own.seats else 0
    if match and written and written != int(match[1]):
        return Faults((Fault("seats", "seats-differ", {"first": match[1], "below": str(written)}),))
    seats = _read("", [f"seats: {match[1]}"]) if match and not written else VoteSettings()
    if isinstance(seats, Faults):
        return seats
    return _drafted(presets, own.over(seats).over(VoteSettings(kind="election")), known)


def _drafted(presets: Presets, own: VoteSettings | Faults, lines: Sequence[str]) -> Definition | Faults:
    if _withdrawals(lines):
        return Faults((Fault("withdraw", "withdraw-unused"),))
    if _nominated(lines):
        return Faults((Fault("nominate", "nominate-unused"),))
    return own if isinstance(own, Faults) else completed(presets, own, _cleared(lines))


def completed(presets: Presets, own: VoteSettings, cleared: Sequence[str] = ()) -> Definition | Faults:
    """What the presets make of what was written; judged without the roster."""
    return _whole(merged(own, presets.defaults, presets.rules), cleared)


def _whole(settings: VoteSettings | Faults, cleared: Sequence[str]) -> Definition | Faults:
    """The definition that complete settings are; all faults of both."""
    if not isinstance(settings, Faults):
        return judged(definition_of(settings, cleared))
    return settings


def edited(
    presets: Presets, definition: Definition, title: str, lines: Sequence[str], number: int = 0
) -> Definition | Faults:
    """A draft with what these lines change; an empty title stays. `number` is the vote's.

    `withdraw: b, #17` takes candidates out, `nominate: #17, Ada` adds some. What follows which round is not said here;
    `voting.edit` keeps it.
    """
    typed, lines = lines, understood(lines)
    own, left = _read(title, lines, typed), withdrawn(definition, _withdrawals(lines), number)
    if isinstance(own, Faults) or isinstance(left, Faults):
        return Faults(tuple(fault for read in (own, left) if isinstance(read, Faults) for fault in read.faults))
    seats = own.seats or presets.rules.get(own.rule or "", own).seats
    draft = settings_of(_with_slots(left, seats) if seats else left)
    all_ = _with_nominated(own, draft, _nominated(lines))
    return all_ if isinstance(all_, Faults) else _whole(amended(all_, draft, presets.rules), _cleared(lines))


def _with_nominated(own: VoteSettings, draft: VoteSettings, named: Sequence[str]) -> VoteSettings | Faults:
    """What was written, with these candidates behind those that it or the draft names."""
    if not named:
        return own
    added = _read("", [f"- {text}" for text in (*(own.options or draft.options or ()), *named)])
    return added if isinstance(added, Faults) else added.over(own)


CORRECTABLE = frozenset({"title", "titles", "text"})
"""The settings that are words only."""


def corrected(definition: Definition, title: str, lines: Sequence[str]) -> Definition | Faults:
    """An open vote in other words; whatever else these lines say is a fault. An empty title stays."""
    typed, lines = lines, understood(lines)
    own, cleared = _read(title, lines, typed), _cleared(lines)
    if isinstance(own, Faults):
        return own
    keys = [*(key for key in own.model_fields_set if getattr(own, key) is not None), *cleared]
    more = [*(["withdraw"] if _withdrawals(lines) else []), *(["nominate"] if _nominated(lines) else [])]
    if others := sorted({*keys, *more} - CORRECTABLE):
        return Faults(tuple(Fault("" if key == "options" else key, "fix-only") for key in others))
    return replace(
        definition,
        title=own.title or definition.title,
        titles={**definition.titles, **(own.titles or {})},
        text="" if "text" in cleared else own.text or definition.text,
    )


def _read(title: str, lines: Sequence[str], typed: Sequence[str] = ()) -> VoteSettings | Faults:
    """What lines in our own words say; faults quote what was `typed`."""
    apart = (_CLEARED, _WITHDRAWN, _NOMINATED)
    read = parse_lines(title, [line for line in lines if not any(form.fullmatch(line) for form in apart)])
    return as_typed(read, typed) if isinstance(read, Faults) else read


def _cleared(lines: Sequence[str]) -> list[str]:
    return [match[1].lower() for line in lines if (match := _CLEARED.fullmatch(line))]


def _withdrawals(lines: Sequence[str]) -> list[str]:
    named = ",".join(match[1] for line in lines if (match := _WITHDRAWN.fullmatch(line)))
    return [word.strip() for word in named.split(",") if word.strip()]


def _nominated(lines: Sequence[str]) -> tuple[str, ...]:
    return proposed([match[1] for line in lines if (match := _NOMINATED.fullmatch(line))])


def _with_slots(definition: Definition, seats: str) -> Definition:
    """Without the slots that a candidate could fill before and that are no more."""
    names = {slot.name for slot in quota(parse_seats(seats))}
    options = [
        replace(option, slots=tuple(name for name in option.slots if name in names)) for option in definition.options
    ]
    return replace(definition, options=tuple(options))


def definition_of(settings: VoteSettings, cleared: Sequence[str] = ()) -> Definition:
    """The definition for complete settings; `cleared` are the settings that shall not be."""
    gone = {"rule", "options", *("excluded" if key == "except" else key for key in cleared)}
    # what must be there is missed by the judge
    said: dict[str, object] = {"title": ""}
    said |= {_FIELDS.get(key, key): value for key, value in settings if value is not None and key not in gone}
    seats = parse_seats(settings.seats or "1")
    terms = {
        "majority": _formula(settings.majority),
        "quorum": formula(parse_quorum(settings.quorum or "none")),
        "seats": sum(slot.seats for slot in seats),
        "slots": quota(seats),
        "receipts": settings.receipts == RECEIPTS[1],
        "runoff": (settings.runoff or "") if parse_runoff(settings.runoff or "") else "",
        "order_seed": _seed(settings.order or ""),
        "alphabetical": settings.order == ORDERS[2],
        "nominations": settings.nominations == NOMINATIONS[1],
        "names_missing": settings.missing == MISSING[1],
        "secret_on_demand": demand_text(parse_demand(settings.secret_on_demand or USUAL)),
    }
    method = METHODS[str(settings.method)]
    if method.question:
        options = question_options(abstain=settings.abstain is not False, consents=method.consents)
        return _DEFINITION.validate_python({**said, **terms, "options": options})
    if to_come(settings):
        terms["maximum"] = settings.max or 0
    nobody = "a" if settings.none_of_the_above else ""
    definition = _DEFINITION.validate_python({**said, **terms, "options": (), "nobody": nobody})
    return with_candidates(definition, [option for option in options_of(settings) if isinstance(option, Option)])


def _formula(majority: str | None) -> str:
    written = majority and majority.lower() != NO_MAJORITY
    return formula(parse_majority(majority)) if majority and written else ""


def _seed(order: str) -> str:
    """The public seed of `lot` or `lot SEED`."""
    word, _, seed = order.partition(" ")
    return (seed or secrets.token_hex(8)) if word == "lot" else ""


def _order(definition: Definition) -> str:
    if definition.order_seed:
        return f"lot {definition.order_seed}"
    return ORDERS[2] if definition.alphabetical else ORDERS[1]


def question_options(*, abstain: bool, consents: bool = False) -> tuple[Option, ...]:
    """Yes, no and perhaps abstention, or an objection alone; their words come from the texts."""
    return tuple(Option(label, "") for label in labels(1 if consents else 3 if abstain else 2))


def settings_of(definition: Definition) -> VoteSettings:
    """What somebody would have written for this definition: what comes by itself is left out."""
    values = {**_ballot_values(definition), **_result_values(definition), **_roll_values(definition)}
    settings = VoteSettings().model_copy(update={key: value for key, value in values.items() if value is not None})
    return settings.model_copy(update=_by_itself(settings))


def _ballot_values(definition: Definition) -> dict[str, object]:
    candidates = () if method_of(definition).question else of_definition(definition)
    texts = [candidate_text(option) if definition.kind == "election" else option.text for option in candidates]
    return {
        "kind": definition.kind,
        "title": definition.title,
        "titles": definition.titles,
        "text": definition.text or None,
        "options": tuple(texts),
        "method": definition.method,
        "min": definition.minimum,
        "max": definition.maximum or None,
        "cumulate": definition.cumulate,
        "abstain": definition.abstain,
        "none_of_the_above": bool(definition.nobody),
        "order": _order(definition),
        "nominations": NOMINATIONS[definition.nominations],
        "drop_elected": definition.drop_elected,
    }


def _result_values(definition: Definition) -> dict[str, object]:
    return {
        "majority": definition.majority or NO_MAJORITY,
        "tie": definition.tie,
        "quorum": definition.quorum,
        "seats": seats_text(definition),
        "default_quorum": definition.default_quorum,
        "by_weight": definition.by_weight,
        "runoff": definition.runoff or "none",
    }


def _roll_values(definition: Definition) -> dict[str, object]:
    return {
        "time": int(definition.time) if definition.time else None,
        "group": definition.group or None,
        "item": definition.item or None,
        "excluded": definition.excluded,
        "roll": definition.roll,
        "late": definition.late,
        "secret": definition.secret,
        "receipts": RECEIPTS[definition.receipts],
        "secret_on_demand": definition.secret_on_demand,
        "revote": definition.revote,
        "close_when_all": definition.close_when_all,
        "publish_at_once": definition.publish_at_once,
        "missing": MISSING[definition.names_missing],
        "withhold": definition.withhold,
        "minutes": definition.minutes,
    }


def _by_itself(settings: VoteSettings) -> dict[str, None]:
    """What would be the same if nobody had said it."""
    usual = {
        "method": default_method(settings),
        "min": default_minimum(settings),
        "max": None if to_come(settings) else max(1, default_maximum(settings)),
        "receipts": _usual_receipts(settings),
        "secret_on_demand": USUAL,
    }
    return {key: None for key, value in usual.items() if getattr(settings, key) == value}


def _usual_receipts(settings: VoteSettings) -> str:
    return RECEIPTS[settings.secret is True and gives_receipts(str(settings.kind))]


# -- lines to copy


def lines_of(definition: Definition) -> list[str]:
    """The lines that say what this draft is, for copying below `/edit`; long texts and option lists are left out."""
    lines = _rule_lines(definition) + _election_lines(definition) + _roll_lines(definition)
    texts = [f"text: {line}" for line in definition.text.splitlines() if line.strip()]
    for more in (_option_lines(definition), texts):
        if sum(map(len, [*lines, *more])) <= _LONGEST_LINES:
            lines += more
    return lines


def command_of(definition: Definition) -> str:
    """The command that drafts such a vote, with its title."""
    return f"/{'elect' if definition.kind == 'election' else 'vote'} {definition.title}"


def _option_lines(definition: Definition) -> list[str]:
    settings = settings_of(definition)
    return [f"- {text}" for text in settings.options or ()]


def _rule_lines(definition: Definition) -> list[str]:
    time = f"time: {format_duration(int(definition.time))}" if definition.time else "time: none"
    usual, method = "lot" if definition.kind == "election" else "rejected", method_of(definition)
    majority, said = f"majority: {definition.majority or NO_MAJORITY}", settings_of(definition)
    return [
        *([] if method == QUESTION and definition.kind != "election" else [f"method: {definition.method}"]),
        *([majority] if definition.majority or method.marks else []),
        *([f"tie: {definition.tie}"] if definition.tie != usual else []),
        *([f"quorum: {definition.quorum}"] if definition.quorum != _QUIET.quorum else []),
        time,
        "secret" if definition.secret else "named",
        *([f"receipts: {said.receipts}"] if said.receipts else []),
        "abstain" if definition.abstain else "no abstain",
    ]


def _election_lines(definition: Definition) -> list[str]:
    """What goes with options only."""
    if method_of(definition).question:
        return []
    said = settings_of(definition)
    lines = {
        f"seats: {said.seats}": True,
        f"min: {said.min}": said.min is not None,
        f"max: {said.max}": said.max is not None,
        "none of the above": said.none_of_the_above,
        f"cumulate: {said.cumulate}": said.cumulate != 1,
        f"default quorum: {said.default_quorum}": said.default_quorum,
        "by weight": said.by_weight,
        f"order: {said.order}": said.order != ORDERS[1],
        f"nominations: {said.nominations}": definition.nominations,
        "drop elected": definition.drop_elected,
        f"runoff: {said.runoff}": definition.runoff,
    }
    return [line for line, holds in lines.items() if holds]


def _roll_lines(definition: Definition) -> list[str]:
    demand = definition.secret_on_demand
    said = {
        f"group: {definition.group}": definition.group,
        f"item: {definition.item}": definition.item,
        f"except: {', '.join(definition.excluded)}": definition.excluded,
        "roll: entitled": definition.roll is RollBase.ENTITLED,
        "late: until_close": definition.late is Late.UNTIL_CLOSE,
        f"secret on demand: {demand}": demand != USUAL,
        "revote: off": not definition.revote,
        "close when all": definition.close_when_all,
        "publish at once": definition.publish_at_once,
        "missing: names": definition.names_missing,
        f"withhold: {definition.withhold}": definition.withhold,
        "minutes: off": not definition.minutes,
        **{f"title.{language}: {title}": True for language, title in definition.titles.items()},
    }
    return [line for line, holds in said.items() if holds]
